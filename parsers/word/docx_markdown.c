// SPDX-License-Identifier: Apache-2.0
/* A Word file as Markdown; see docx_markdown.h. */
#include "parsers/word/docx_markdown.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "common/word_mark.h"
#include "parsers/word/docx.h"
#include "parsers/word/docx_outline.h"

#include <stdlib.h>

#define EXCERPT_CHARS 80u
#define MARKDOWN_MAX (4u * RAP_LIMIT_WORD_TEXT) /* each sign escaped, and marks */

static void say(rap_reading *reading, const char *code, rap_slice words, const char *text)
{
	char *excerpt =
		rap_strndup(words.at ? words.at : "", rap_utf8_offset(words, EXCERPT_CHARS));

	for (char *c = excerpt; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	rap_reading_finding(reading, code, NULL, *excerpt ? excerpt : NULL, text);
	free(excerpt);
}

/* ---- text ----------------------------------------------------------------------------------------------- */

/* What Markdown would act upon. Brackets are words of a draft, and marks; they link only before these two. */
static bool is_active(char c, char before)
{
	return strchr("\\`*_<>~|", c) || ((c == '(' || c == ':' || c == '[') && before == ']') ||
	       c == '&' || c == '!';
}

static bool is_active_first(rap_slice text)
{
	size_t at = 0;

	while (at < text.len && text.at[at] >= '0' && text.at[at] <= '9')
		at++;
	return text.len > 0 && (strchr("#+-=", text.at[0]) ||
	                        (at > 0 && at < text.len && strchr(".)", text.at[at])));
}

/* One line, its blanks single. */
static void put_text(rap_buf *out, rap_slice text)
{
	char before = ' ';
	size_t digits = 0;

	if (is_active_first(text)) {
		while (digits < text.len && text.at[digits] >= '0' && text.at[digits] <= '9')
			rap_buf_char(out, text.at[digits++]);
		rap_buf_char(out, '\\');
		rap_buf_char(out, text.at[digits]);
		before = text.at[digits++];
	}
	for (size_t at = digits; at < text.len; at++) {
		char c = (unsigned char)text.at[at] <= ' ' ? ' ' : text.at[at];

		if (c == ' ' && before == ' ')
			continue;
		if (is_active(c, before))
			rap_buf_char(out, '\\');
		rap_buf_char(out, c);
		before = c;
	}
	rap_buf_char(out, '\n');
}

static void put_heading(rap_buf *out, const rap_outline *outline, const rap_outline_item *item)
{
	unsigned level = item->heading - outline->top + 1 + outline->titled;

	if (item->heading == RAP_DOCX_TITLE)
		level = 1;
	else if (item->heading == RAP_DOCX_SUBTITLE)
		level = 2;
	for (unsigned i = 0; i < level && i < 6; i++)
		rap_buf_char(out, '#');
	rap_buf_char(out, ' ');
	put_text(out, item->text);
}

static bool is_marked(rap_slice text)
{
	return text.len > 3 && memcmp(text.at, "[P", 2) == 0 && text.at[2] >= '1' &&
	       text.at[2] <= '9';
}

static void put_items(rap_buf *out, const rap_outline *outline)
{
	unsigned depth = 0;

	for (size_t i = 0; i < outline->n; i++) {
		const rap_outline_item *item = &outline->items[i];

		/* Items of a list stand together. */
		if (i > 0 && (depth == 0 || item->depth == 0))
			rap_buf_char(out, '\n');
		depth = item->depth;
		if (item->heading) {
			put_heading(out, outline, item);
			continue;
		}
		if (depth > 0)
			rap_buf_str(out, depth > 1 ? "  - " : "- ");
		if (item->number > 0 && outline->counts && !is_marked(item->text))
			rap_buf_printf(out, "[P%u] ", item->number);
		put_text(out, item->text);
	}
}

/* ---- what is told --------------------------------------------------------------------------------------- */

static void tell_tables(rap_reading *reading, const rap_docx *docx)
{
	unsigned last = 0;

	for (size_t p = 0; p < docx->n_pars; p++) {
		const rap_docx_par *par = &docx->pars[p];

		if (par->table == 0 || par->table == last || par->now.from == par->now.to)
			continue;
		last = par->table;
		say(reading, RAP_FINDING_DRAFT_REFUSED,
		    rap_slice_sub(rap_slice_of(docx->now), par->now.from, par->now.to),
		    "a table: States propose on paragraphs, so put its words into paragraphs or "
		    "leave it out");
	}
}

static bool is_tracked(const rap_docx *docx)
{
	for (size_t p = 0; p < docx->n_pars; p++)
		if (docx->pars[p].added || docx->pars[p].taken ||
		    docx->pars[p].end != RAP_DOCX_KEPT)
			return true;
	return false;
}

/* A file of ours with proposals in it, which reading passes over. */
static bool is_updated(const rap_docx *docx)
{
	for (size_t i = 0; i < docx->n_bookmarks; i++)
		if (strncmp(docx->bookmarks[i].name, RAP_WORD_MARK_MADE,
		            strlen(RAP_WORD_MARK_MADE)) == 0)
			return true;
	return false;
}

static void tell_rest(rap_reading *reading, const rap_docx *docx)
{
	const struct {
		bool is;
		const char *words, *text;
	} told[] = {
		{is_tracked(docx), NULL, "tracked changes: taken as accepted"},
		{is_updated(docx), NULL,
	         "proposals of States, as the updated draft shows them: not taken over"},
		{docx->n_comments > 0, NULL, "comments: not taken over"},
		{docx->pictures, NULL, "a picture: not taken over"},
		{docx->foreign, NULL, "another file or document in it: not taken over"},
		{docx->aside != NULL, docx->aside, "footnotes or text boxes: not taken over"},
		{docx->hidden != NULL, docx->hidden, "hidden text: not taken over"},
		{docx->struck != NULL, docx->struck, "words that are struck out: not taken over"},
	};

	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (told[i].is)
			say(reading, RAP_FINDING_DRAFT_TOLD,
			    rap_slice_of(told[i].words ? told[i].words : ""), told[i].text);
	if (docx->cut)
		say(reading, RAP_FINDING_DRAFT_REFUSED, (rap_slice){"", 0},
		    "it is too long, or a part of it is damaged");
}

static void tell_outline(rap_reading *reading, const rap_outline *outline)
{
	for (size_t i = 0; i < outline->n; i++)
		if (outline->items[i].flattened)
			say(reading, RAP_FINDING_DRAFT_TOLD, outline->items[i].text,
			    "an item below (i): put among those of (i)");
	if (!outline->counts)
		say(reading, RAP_FINDING_DRAFT_TOLD, (rap_slice){"", 0},
		    "its paragraph numbers begin anew on the way, or leave some out: paragraphs "
		    "were "
		    "numbered through");
	if (outline->n == 0)
		say(reading, RAP_FINDING_DRAFT_REFUSED, (rap_slice){"", 0},
		    "there is no text in it");
}

rap_reading *rap_docx_markdown_read(rap_slice bytes)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	rap_buf out = rap_buf_init(MARKDOWN_MAX);
	rap_outline outline;
	rap_docx docx;
	const char *why = NULL;

	reading->kind = RAP_KIND_OTHER;
	reading->body.text = rap_strdup("");
	if (!rap_docx_read(bytes, &docx, &why)) {
		say(reading, RAP_FINDING_DRAFT_REFUSED, (rap_slice){"", 0},
		    why ? why : "it is no Word file");
		reading->text = rap_buf_take(&out);
		return reading;
	}
	outline = rap_outline_of(&docx);
	put_items(&out, &outline);
	tell_tables(reading, &docx);
	tell_outline(reading, &outline);
	tell_rest(reading, &docx);
	reading->text = rap_buf_take(&out);
	rap_outline_done(&outline);
	rap_docx_done(&docx);
	return reading;
}
