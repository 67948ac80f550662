// SPDX-License-Identifier: Apache-2.0
/* The smaller parts of a Word file (docx_body.h): relations, comments, notes, margins. */
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "common/word_mark.h"
#include "parsers/word/docx_body.h"
#include "parsers/word/docx_sent.h"
#include "parsers/word/docx_tag.h"

#include <stdlib.h>

#define NOTE_BYTES 400u
#define MARGIN_BYTES (20u * NOTE_BYTES) /* of all headers and footers together */

/* ---- relations ------------------------------------------------------------------------------------------ */

static bool ends_in(const char *s, const char *ending)
{
	size_t n = s ? strlen(s) : 0, m = strlen(ending);

	return s && n >= m && strcmp(s + n - m, ending) == 0;
}

char *rap_docx_relation(rap_slice bytes, const char *type_ending, size_t number)
{
	rap_xml xml;
	rap_xml_event event;
	char *found = NULL;

	rap_xml_begin(bytes, &xml);
	while (!found && (event = rap_xml_next(&xml)) != RAP_XML_END && event != RAP_XML_BAD) {
		char *type, *mode;

		if (event != RAP_XML_OPEN || strcmp(rap_xml_name(&xml), "Relationship") != 0)
			continue;
		type = rap_xml_attribute(&xml, "Type");
		mode = rap_xml_attribute(&xml, "TargetMode");
		/* What is outside the file is never fetched. */
		if (ends_in(type, type_ending) && !(mode && strcmp(mode, "External") == 0) &&
		    number-- == 0)
			found = rap_xml_attribute(&xml, "Target");
		free(type);
		free(mode);
	}
	rap_xml_done(&xml);
	return found;
}

/* ---- comments and notes --------------------------------------------------------------------------------- */

/* The words of one comment or note, which end with it. */
typedef struct words {
	rap_xml xml;
	rap_docx *docx;
	rap_buf text;
	size_t taken; /* changes that take away around the text */
	bool in_text, active;
	/* Of comments: */
	const uint64_t *notes; /* sums of those that were in the file when it left */
	size_t n_notes;
	uint64_t sum;
	char *author;
} words;

static void on_word_element(words *w, rap_docx_tag tag, bool open)
{
	switch ((int)tag) {
	case RAP_TAG_T:
	case RAP_TAG_MATH_TEXT:
		w->in_text = open && w->taken == 0;
		break;
	case RAP_TAG_DEL:
	case RAP_TAG_MOVE_FROM:
		w->taken = open ? w->taken + 1 : w->taken - (w->taken > 0);
		break;
	case RAP_TAG_TAB:
		if (open)
			rap_buf_char(&w->text, ' ');
		break;
	case RAP_TAG_P:
	case RAP_TAG_BR:
	case RAP_TAG_CR:
		if (!open)
			rap_buf_char(&w->text, '\n');
		break;
	default:
		break;
	}
}

static void begin_comment(words *w, char **ret_id)
{
	free(*ret_id);
	*ret_id = rap_xml_attribute(&w->xml, "id");
	free(w->author);
	w->author = rap_xml_attribute(&w->xml, "author");
	w->sum = RAP_WORD_MARK_SUM;
	rap_buf_done(&w->text);
	w->text = rap_buf_init(RAP_LIMIT_VALUE);
	w->taken = 0;
	w->active = true;
}

static void end_comment(words *w, const char *id)
{
	rap_docx_comment *comment = id ? rap_docx_comment_of(w->docx, id) : NULL;
	rap_slice text = rap_utf8_trim(rap_buf_as_slice(&w->text));

	w->active = false;
	if (rap_docx_sent_is_note(w->notes, w->n_notes, w->sum))
		text.len = 0;
	else
		rap_docx_note_author(w->author, w->docx);
	w->docx->cut |= w->text.over && text.len > 0;
	while (text.len > 0 && !rap_utf8_valid(text))
		text.len--;
	/* A second one of an id, or one without: nobody knows where it stands, and its words are kept. */
	if (!comment || comment->words)
		comment = rap_docx_comment_add(w->docx, "");
	if (!comment)
		return;
	comment->words = rap_strndup(text.at ? text.at : "", text.len);
}

void rap_docx_comments_read(rap_slice bytes, rap_docx *docx)
{
	words w = {.docx = docx, .text = rap_buf_init(RAP_LIMIT_VALUE)};
	rap_xml_event event;
	uint64_t *notes = rap_docx_sent_notes(docx, &w.n_notes);
	char *id = NULL;

	w.notes = notes;
	rap_xml_begin(bytes, &w.xml);
	while ((event = rap_xml_next(&w.xml)) != RAP_XML_END && event != RAP_XML_BAD) {
		if (event == RAP_XML_TEXT) {
			if (w.active && w.in_text) {
				rap_slice text = rap_xml_text(&w.xml);

				rap_buf_slice(&w.text, text);
				w.sum = rap_word_mark_exact(w.sum, text, false);
			}
		} else {
			rap_docx_tag tag = rap_docx_tag_of(&w.xml);

			if (tag == RAP_TAG_COMMENT && event == RAP_XML_OPEN)
				begin_comment(&w, &id);
			else if (tag == RAP_TAG_COMMENT)
				end_comment(&w, id);
			else
				on_word_element(&w, tag, event == RAP_XML_OPEN);
		}
	}
	docx->cut |= event == RAP_XML_BAD;
	rap_xml_done(&w.xml);
	rap_buf_done(&w.text);
	free(w.author);
	free(notes);
	free(id);
}

/* The lines that part notes from the text stand among the notes, with a type. */
static bool is_note(rap_xml *xml)
{
	char *type = rap_xml_attribute(xml, "type");
	bool note = !type || strcmp(type, "normal") == 0;

	free(type);
	return note;
}

/* What was read of notes or margins, behind what *all has. */
static void keep(words *w, char **all)
{
	rap_slice text = rap_utf8_trim(rap_buf_as_slice(&w->text));
	rap_buf joined = rap_buf_init(MARGIN_BYTES);

	while (text.len > 0 && !rap_utf8_valid(text))
		text.len--;
	if (text.len > 0) {
		if (*all)
			rap_buf_printf(&joined, "%s\n", *all);
		rap_buf_slice(&joined, text);
		if (!joined.over) {
			free(*all);
			*all = rap_buf_take(&joined);
		}
	}
	rap_buf_done(&joined);
}

void rap_docx_margin_read(rap_slice bytes, rap_docx *docx)
{
	words w = {.docx = docx, .text = rap_buf_init(NOTE_BYTES)};
	rap_xml_event event;

	rap_xml_begin(bytes, &w.xml);
	while ((event = rap_xml_next(&w.xml)) != RAP_XML_END && event != RAP_XML_BAD) {
		rap_docx_tag tag = event == RAP_XML_TEXT ? RAP_TAG_T : rap_docx_tag_of(&w.xml);

		if (event == RAP_XML_TEXT && w.in_text)
			rap_buf_slice(&w.text, rap_xml_text(&w.xml));
		else if (event == RAP_XML_OPEN && tag == RAP_TAG_TAB)
			rap_buf_char(&w.text, '\t');
		else if (event != RAP_XML_TEXT)
			on_word_element(&w, tag, event == RAP_XML_OPEN);
	}
	docx->cut |= event == RAP_XML_BAD;
	rap_xml_done(&w.xml);
	keep(&w, &docx->margins);
	rap_buf_done(&w.text);
}

void rap_docx_notes_read(rap_slice bytes, rap_docx *docx)
{
	words w = {.docx = docx, .text = rap_buf_init(NOTE_BYTES)};
	rap_xml_event event;

	rap_xml_begin(bytes, &w.xml);
	while ((event = rap_xml_next(&w.xml)) != RAP_XML_END && event != RAP_XML_BAD) {
		if (event == RAP_XML_TEXT) {
			if (w.active && w.in_text)
				rap_buf_slice(&w.text, rap_xml_text(&w.xml));
		} else {
			rap_docx_tag tag = rap_docx_tag_of(&w.xml);
			bool open = event == RAP_XML_OPEN;

			if (tag == RAP_TAG_FOOTNOTE || tag == RAP_TAG_ENDNOTE)
				w.active = open && is_note(&w.xml);
			else if (w.active)
				on_word_element(&w, tag, open);
		}
	}
	docx->cut |= event == RAP_XML_BAD;
	rap_xml_done(&w.xml);
	if (!docx->aside)
		keep(&w, &docx->aside);
	rap_buf_done(&w.text);
}
