// SPDX-License-Identifier: Apache-2.0
/* One proposal into the reading. */
#include "parsers/form/proposal_put.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>
#include <string.h>

#define EXCERPT_CHARS 200u

/* Line breaks and runs of blanks become one blank; NFC. */
static char *one_line(rap_slice s)
{
	rap_buf plain = rap_buf_init(s.len + 1), nfc = rap_buf_init(s.len * 3 + 16);
	bool blank = false;

	for (size_t at = 0; at < s.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(s, &at);

		if (rap_utf8_is_space(c)) {
			blank = plain.len > 0;
			continue;
		}
		if (blank)
			rap_buf_char(&plain, ' ');
		blank = false;
		rap_buf_slice(&plain, rap_slice_sub(s, begin, at));
	}
	rap_utf8_nfc(&nfc, rap_buf_as_slice(&plain));
	rap_buf_done(&plain);
	return rap_buf_take(&nfc);
}

/* Quotes around the whole text belong to the letter, not to the paragraph. */
static rap_slice without_quotes(rap_slice s)
{
	static const struct {
		const char *open, *close;
	} pairs[] = {{"\"", "\""}, {"“", "”"}, {"«", "»"}, {"「", "」"}, {"『", "』"}, {"„", "“"}};

	s = rap_utf8_trim(s);
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		size_t open = strlen(pairs[i].open), close = strlen(pairs[i].close);

		if (s.len > open + close && memcmp(s.at, pairs[i].open, open) == 0 &&
		    memcmp(s.at + s.len - close, pairs[i].close, close) == 0 &&
		    !memmem(s.at + open, s.len - open - close, pairs[i].open, open))
			return rap_utf8_trim(rap_slice_sub(s, open, s.len - close));
	}
	return s;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_there(const rap_reading *reading, const char *mark, rap_action action,
                     const char *text, const char *words)
{
	for (size_t i = 0; i < reading->n_proposals; i++) {
		const rap_proposal *p = &reading->proposals[i];

		if (p->action == action && same_text(p->paragraph, mark) &&
		    same_text(p->text, text) &&
		    (action != RAP_ACTION_COMMENT || same_text(p->words, words)))
			return true;
	}
	return false;
}

static const char *reason_text(const char *flag)
{
	static const struct {
		const char *flag, *text;
	} reasons[] = {
		{RAP_FLAG_FOREIGN, "The words stand in a quoted letter of somebody else."},
		{"much-changed", "Little of the paragraph is left; it may be a new text, or a "
	                         "shortened quotation."},
		{"text-or-comment", "Words were added to the quoted paragraph; they may be new "
	                            "text, or a remark on it."},
		{"only-the-mark",
	         "Only the mark of the paragraph came back; it may be that it is to be deleted."},
		{"no-text", "A new text was announced, and none follows."},
		{"several-authors",
	         "The changes and comments in the file bear the names of several "
	         "persons; which of them its sender proposes is not certain."},
		{"found-by-likeness",
	         "The paragraph lost its mark in the file and was found by its "
	         "words alone; it may be a new text."},
		{"missing-in-file", "The paragraph is not in the file; it may be that it is to be "
	                            "deleted, or that the file is not whole."},
		{"behind-heading",
	         "A new paragraph stands right behind a heading, and cannot be put "
	         "there by machine."},
		{"behind-draft", "It stands behind the last paragraph of the draft; it may be a "
	                         "new one, or the end "
	                         "of a letter."},
		{"other-script",
	         "It is written in other letters than the draft; it may be a translation, or a "
	         "remark."},
		{"moved", "The paragraph stands at another place in the file."},
		{"part-of-draft",
	         "The file holds only a part of the draft; it may be a new paragraph, or "
	         "a remark."},
		{"several-paragraphs",
	         "Several marks stand together; it is not certain what is meant for which."},
		{"other-revision",
	         "It was made in a file that holds another version of the draft."},
		{"two-texts", "The mail proposes two different texts for this paragraph."},
	};

	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (strcmp(reasons[i].flag, flag) == 0)
			return reasons[i].text;
	return "The proposal could not be read with certainty.";
}

/* What is unclear says why, and in which words. */
static void add_finding(const rap_proposal *p, const char *flag, rap_reading *reading)
{
	rap_buf text = rap_buf_init(RAP_KIB);
	char *excerpt =
		rap_strndup(p->words, rap_utf8_offset(rap_slice_of(p->words), EXCERPT_CHARS));

	rap_buf_printf(&text, "Paragraph %s: %s", p->paragraph, reason_text(flag));
	rap_reading_finding(reading, flag, NULL, excerpt, rap_buf_text(&text));
	rap_buf_done(&text);
	free(excerpt);
}

void rap_proposal_put(const rap_put *put, rap_reading *reading)
{
	const rap_paragraph *paragraph = &put->context->paragraphs[put->paragraph];
	bool has_text = put->action == RAP_ACTION_REPLACE || put->action == RAP_ACTION_INSERT_AFTER;
	char *text = has_text && put->text.len > 0
	                     ? one_line(put->exact ? put->text : without_quotes(put->text))
	                     : NULL;
	rap_slice trimmed = rap_utf8_trim(put->words);
	char *words = rap_strndup(trimmed.at ? trimmed.at : "", trimmed.len);
	rap_proposal *p = NULL;

	if (!is_there(reading, paragraph->mark, put->action, text, words))
		p = rap_reading_proposal(reading);
	if (!p) {
		free(text);
		free(words);
		return;
	}
	p->paragraph = rap_strdup(paragraph->mark);
	p->base_revision = rap_strdup(paragraph->revision);
	p->action = put->action;
	p->type = put->type;
	p->text = text;
	p->reason = put->reason.len > 0 ? one_line(put->reason) : NULL;
	p->words = words;
	p->where = rap_strdup(put->where);
	p->status = put->unclear ? RAP_ANSWER_UNCLEAR : RAP_ANSWER_OK;
	if (put->flag)
		rap_strv_add(&p->flags, put->flag);
	if (!put->unclear)
		return;
	rap_strv_add(&p->flags, put->unclear);
	add_finding(p, put->unclear, reading);
}

static bool contradict(const rap_proposal *a, const rap_proposal *b)
{
	bool new_text = a->action == RAP_ACTION_REPLACE || a->action == RAP_ACTION_DELETE;
	bool other_text = b->action == RAP_ACTION_REPLACE || b->action == RAP_ACTION_DELETE;

	return new_text && other_text && same_text(a->paragraph, b->paragraph) &&
	       (a->action != b->action || !same_text(a->text, b->text));
}

void rap_proposal_compare(rap_reading *reading)
{
	for (size_t i = 0; i < reading->n_proposals; i++) {
		rap_proposal *p = &reading->proposals[i];
		bool two = false;

		for (size_t k = 0; k < reading->n_proposals && !two; k++)
			two = contradict(p, &reading->proposals[k]);
		if (!two || rap_strv_has(&p->flags, "two-texts"))
			continue;
		p->status = RAP_ANSWER_UNCLEAR;
		rap_strv_add(&p->flags, "two-texts");
		add_finding(p, "two-texts", reading);
	}
}
