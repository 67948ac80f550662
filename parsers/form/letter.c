// SPDX-License-Identifier: Apache-2.0
/* Acknowledgements, and letters that only a person can read. */
#include "parsers/form/letter.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/intent.h"
#include "parsers/form/shortform.h"
#include "parsers/value/value.h"

#include <stdlib.h>

#define EXCERPT_CHARS 200u

rap_slice rap_letter_line(const rap_page *page, size_t line)
{
	return rap_utf8_trim(rap_slice_sub(page->text, page->tokens.lines[line].body,
	                                   page->tokens.lines[line].to));
}

bool rap_letter_has(const rap_page *page, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];

	return l->n > 0 && !rap_page_not_own(page, line) && !rap_quote_begins(page->kinds[line]) &&
	       rap_page_loose(page, line) == l->first;
}

bool rap_letter_item(const rap_names *names, const rap_page *page, size_t line, size_t from,
                     size_t *ret_field, size_t *ret_at)
{
	const rap_token_line *l = &page->tokens.lines[line];

	for (size_t i = from > l->first ? from : l->first; i < l->first + l->n; i++) {
		const rap_token *t = &page->tokens.at[i];

		/* PM2.5 is no item. */
		if (i > l->first && t[-1].to == t->from && t[-1].kind == RAP_TOKEN_WORD)
			continue;
		for (size_t f = 0; f < names->n_fields; f++)
			if (rap_names_at(&page->tokens, i, &names->ids[f])) {
				*ret_field = f;
				*ret_at = i;
				return true;
			}
	}
	return false;
}

/* ---- the letter ----------------------------------------------------------------------------------------- */

/* The lines of the letter: greeting, closing and what stands behind the closing left out. */
static void letter_text(const rap_page *page, rap_buf *out)
{
	bool closed = false;

	for (size_t line = 0; line < page->tokens.n_lines; line++) {
		rap_line_kind kind = page->kinds[line];

		if (rap_quote_begins(kind))
			closed = false; /* below a quotation the letter may go on */
		closed |= page->tokens.lines[line].depth == 0 &&
		          (kind == RAP_LINE_SIGNATURE || kind == RAP_LINE_NOTICE);
		if (!rap_letter_has(page, line) || kind == RAP_LINE_GREETING)
			continue;
		closed |= kind == RAP_LINE_CLOSING;
		if (closed)
			continue;
		if (out->len > 0)
			rap_buf_char(out, '\n');
		rap_buf_slice(out, rap_letter_line(page, line));
	}
}

/* Every sentence says only that the mail has come. */
static bool is_acknowledgement(const rap_context *context, rap_slice text)
{
	size_t from = 0;
	bool any = false;

	if (text.len > 1000)
		return false;
	if (rap_value_find(context, "acknowledge", text))
		return true;
	for (size_t at = 0; at <= text.len;) {
		size_t begin = at;
		uint32_t c = at < text.len ? rap_utf8_next(text, &at) : '\n';
		rap_slice sentence;

		if (c != '\n' && c != '.' && c != '!' && c != ',' && c != 0x3002 && c != 0xFF0C &&
		    c != 0xFF01)
			continue;
		sentence = rap_utf8_trim(rap_slice_sub(text, from, begin));
		from = at;
		if (sentence.len > 0) {
			any = true;
			if (!rap_value_find(context, "acknowledge", sentence))
				return false;
		}
		if (begin == text.len)
			break;
	}
	return any;
}

static void put_finding(rap_reading *reading, const char *code, rap_slice words, const char *text)
{
	char *excerpt =
		rap_strndup(words.at ? words.at : "", rap_utf8_offset(words, EXCERPT_CHARS));

	rap_reading_finding(reading, code, NULL, excerpt, text);
	free(excerpt);
}

static bool has_foreign_text(const rap_page *page)
{
	for (size_t line = 0; line < page->tokens.n_lines; line++)
		if (page->foreign[line] && rap_page_loose(page, line) < page->tokens.n)
			return true;
	return false;
}

static void point_out(const rap_names *names, const rap_page *page, rap_reading *reading)
{
	for (size_t line = 0; line < page->tokens.n_lines; line++) {
		size_t field, at;

		if (rap_letter_has(page, line) && page->kinds[line] == RAP_LINE_TEXT &&
		    rap_short_unknown(names, &page->tokens, line))
			put_finding(reading, "unknown-item", rap_letter_line(page, line),
			            "The line begins with the number of an item that the form "
			            "does not have; it was not read.");
		else if (rap_letter_has(page, line) && page->kinds[line] == RAP_LINE_TEXT &&
		         rap_letter_item(names, page, line, 0, &field, &at))
			put_finding(reading, "letter-names-item", rap_letter_line(page, line),
			            "The letter around the answers names an item; it was not read "
			            "as an answer.");
	}
}

/*
 * A subject alone may ask for something; the letter under it is put before a person all the same. But a yes or a no there is
 * the whole answer or none: what is written below may say the contrary.
 */
static bool subject_asks(const rap_context *context, bool alone, rap_reading *reading)
{
	rap_reading *probe = rap_calloc(1, sizeof *probe);
	const char *subject = reading->message.subject;
	bool asks = rap_intent_subject(context, subject, probe);

	if (asks && !alone && probe->n_intents > 0)
		asks = strcmp(probe->intents[0].verb, "confirm") != 0;
	rap_reading_free(probe);
	return asks && rap_intent_subject(context, subject, reading);
}

void rap_letter_read(const rap_context *context, const rap_names *names, const rap_page *page,
                     rap_reading *reading)
{
	rap_buf letter = rap_buf_init(page->text.len + 1024);
	bool nothing =
		reading->n_answers == 0 && reading->n_proposals == 0 && reading->n_intents == 0;
	rap_slice text;
	bool asked;

	letter_text(page, &letter);
	text = rap_buf_as_slice(&letter);
	asked = nothing && subject_asks(context, text.len == 0, reading);
	if (!nothing)
		point_out(names, page, reading);
	else if (text.len > 0 && is_acknowledgement(context, text))
		put_finding(reading, "acknowledgement", text,
		            "The mail says only that ours has arrived.");
	else if (text.len > 0)
		put_finding(reading, "needs-human", text,
		            "The mail is a letter in which no answer could be told for certain.");
	else if (has_foreign_text(page))
		put_finding(reading, "needs-human", (rap_slice){"", 0},
		            "All that was written in the mail is quoted from somebody else.");
	else if (!asked)
		put_finding(reading, "no-answers", (rap_slice){"", 0},
		            "Nothing was written into the form that came back.");
	rap_buf_done(&letter);
}

void rap_letter_attached(const rap_page *page, rap_reading *reading)
{
	rap_buf letter = rap_buf_init(page->text.len + 1024);

	letter_text(page, &letter);
	if (letter.len > 0)
		put_finding(
			reading, "attached-text", rap_buf_as_slice(&letter),
			"An attached file has text that stands in no item and proposes nothing; it "
			"was not read as an answer.");
	rap_buf_done(&letter);
}
