// SPDX-License-Identifier: Apache-2.0
/* Attribution lines, header blocks, closings and signatures in the six languages. */
#include "parsers/text/quote.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/text/phrases.h"

#include <stdlib.h>

#define LINE_MAX_LOOKED 400u /* bytes; a longer line is somebody's paragraph */
#define BLOCK_LINES 2 /* header lines that make a header block */
#define BLOCK_MAX 24u /* lines of one, folded addresses included */
#define LABEL_BYTES 40 /* of "From" before a TAB */
#define RULE_MIN 5u
#define DIGITS_OF_A_DATE 3u
#define DIGITS_OF_A_DAY 4u /* and the hour */
#define SIGNED_LINES 12u /* of names and titles behind a closing */
#define SIGNED_BYTES 160u
#define SENTENCE_MIN 24u /* bytes; what is shorter and ends in a full stop may be an abbreviation */
#define PHONE_DIGITS 6u

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A time of day, as attributions have it: "09:00". */
static bool has_clock(rap_slice s)
{
	for (size_t i = 1; i + 2 < s.len; i++)
		if (s.at[i] == ':' && is_digit(s.at[i - 1]) && is_digit(s.at[i + 1]) &&
		    is_digit(s.at[i + 2]))
			return true;
	return false;
}

static bool has_digits(rap_slice s, size_t least)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += is_digit(s.at[i]);
	return n >= least;
}

/* Digits before the time of day: an attribution that has them is not the second line of one. */
static bool has_day(rap_slice s)
{
	for (size_t i = 1; i + 2 < s.len; i++)
		if (has_clock(rap_slice_sub(s, 0, i + 3)))
			return has_digits(rap_slice_sub(s, 0, i), DIGITS_OF_A_DAY);
	return false;
}

/* Folded text ends in ':' for both widths of the colon. */
static bool is_attribution(rap_slice folded)
{
	bool colon = folded.len > 0 && folded.at[folded.len - 1] == ':';
	bool address = folded.len > 0 && memchr(folded.at, '@', folded.len) != NULL;

	if (!colon && !address && !has_clock(folded))
		return false;
	/* People write of what others wrote, too, but without the address or the minute. */
	if (rap_phrase_says_wrote(folded) && (address || has_clock(folded)))
		return true;
	return colon && address && has_digits(folded, 1) &&
	       (folded.len > 1 && (folded.at[folded.len - 2] == '>' || has_clock(folded)));
}

static rap_slice line_text(const rap_tokens *t, size_t i)
{
	return rap_slice_sub(t->text, t->lines[i].body, t->lines[i].to);
}

static bool is_rule(rap_slice folded)
{
	for (size_t i = 0; i < folded.len; i++)
		if (!strchr("-_=*~#", folded.at[i]))
			return false;
	return folded.len >= RULE_MIN;
}

/* "━━━━━", as letters in Japanese are framed. */
static bool is_drawn_rule(rap_slice raw)
{
	rap_slice s = rap_utf8_trim(raw);
	size_t n = 0;

	for (size_t at = 0; at < s.len; n++) {
		uint32_t c = rap_utf8_next(s, &at);

		if (c < 0x2500 || c > 0x259F)
			return false;
	}
	return n >= RULE_MIN;
}

/* "From: ...", and "From" with a TAB behind it, as a header that is a table comes out. */
static rap_phrase_label label_of(rap_slice raw, rap_slice folded)
{
	rap_phrase_label label = rap_phrase_label_of(folded);
	const char *tab;
	rap_buf name;

	raw = rap_utf8_trim(raw);
	tab = raw.len ? memchr(raw.at, '\t', raw.len) : NULL;
	if (label != RAP_PHRASE_NONE || !tab || tab - raw.at > LABEL_BYTES)
		return label;
	name = rap_buf_init(LABEL_BYTES * 20);
	rap_text_fold(rap_slice_sub(raw, 0, (size_t)(tab - raw.at)), &name);
	rap_buf_char(&name, ':');
	label = rap_phrase_label_of(rap_buf_as_slice(&name));
	rap_buf_done(&name);
	return label;
}

static rap_line_kind kind_of(rap_slice raw, rap_slice folded)
{
	if (is_drawn_rule(raw))
		return RAP_LINE_RULE;
	if (folded.len == 0)
		return RAP_LINE_BLANK;
	/* The blank behind it is often lost on the way. */
	if (rap_slice_is(rap_utf8_trim(raw), "--"))
		return RAP_LINE_SIGNATURE;
	if (is_rule(folded))
		return RAP_LINE_RULE;
	if (rap_phrase_is_separator(folded))
		return RAP_LINE_SEPARATOR;
	if (is_attribution(folded))
		return RAP_LINE_ATTRIBUTION;
	if (label_of(raw, folded) != RAP_PHRASE_NONE)
		return RAP_LINE_HEADER;
	if (rap_phrase_is_notice(folded))
		return RAP_LINE_NOTICE;
	if (rap_phrase_is_device(folded))
		return RAP_LINE_SIGNATURE;
	if (rap_phrase_is_closing(folded))
		return RAP_LINE_CLOSING;
	return rap_phrase_is_greeting(folded) ? RAP_LINE_GREETING : RAP_LINE_TEXT;
}

/*
 * Whether the lines [from, end) are the header of a mail, and not an answer ("From: 2027", "To: 2031"): somebody's
 * address stands in it, or a sender and a date.
 */
static bool is_block(const rap_tokens *t, const rap_line_kind *kinds, size_t from, size_t end)
{
	unsigned found = 0;
	size_t lines = 0;
	bool address = false, dated = false;

	for (size_t i = from; i < end; i++) {
		rap_slice text = line_text(t, i);
		rap_buf folded;
		unsigned label;

		address |= text.len > 0 && memchr(text.at, '@', text.len) != NULL;
		if (kinds[i] != RAP_LINE_HEADER)
			continue;
		folded = rap_buf_init(LINE_MAX_LOOKED * 40);
		rap_text_fold(text, &folded);
		label = label_of(text, rap_buf_as_slice(&folded));
		dated |= label == RAP_PHRASE_WHEN &&
		         has_digits(rap_buf_as_slice(&folded), DIGITS_OF_A_DATE);
		found |= label;
		lines++;
		rap_buf_done(&folded);
	}
	if (lines < BLOCK_LINES || !(found & (RAP_PHRASE_FROM | RAP_PHRASE_TO)))
		return false;
	return address || ((found & RAP_PHRASE_FROM) &&
	                   (dated || (found & (RAP_PHRASE_WHEN | RAP_PHRASE_TOPIC)) != 0) &&
	                   (dated || lines > BLOCK_LINES));
}

/* A line "Date: ..." alone is text; header lines together make a block. */
static void check_blocks(const rap_tokens *t, rap_line_kind *kinds)
{
	for (size_t i = 0; i < t->n_lines;) {
		size_t end = i;
		bool block;

		if (kinds[i] != RAP_LINE_HEADER) {
			i++;
			continue;
		}
		while (end < t->n_lines && end < i + BLOCK_MAX && kinds[end] != RAP_LINE_BLANK)
			end++;
		block = is_block(t, kinds, i, end);
		for (size_t k = i; k < end; k++)
			if (block && kinds[k] == RAP_LINE_TEXT && k > i &&
			    kinds[k - 1] == RAP_LINE_HEADER && k + 1 < end &&
			    kinds[k + 1] == RAP_LINE_HEADER)
				kinds[k] = RAP_LINE_HEADER; /* a folded line of addresses */
			else if (!block && kinds[k] == RAP_LINE_HEADER)
				kinds[k] = RAP_LINE_TEXT;
		i = end;
	}
}

/* "Secretariatさんは書きました:" has neither address nor time, but a quotation stands directly below it. */
static void check_wrote(const rap_tokens *t, rap_line_kind *kinds)
{
	for (size_t i = 0; i < t->n_lines; i++) {
		rap_slice text = line_text(t, i);
		size_t next = i + 1;
		rap_buf folded;

		if (kinds[i] != RAP_LINE_TEXT || text.len > LINE_MAX_LOOKED)
			continue;
		while (next < t->n_lines && next < i + 6 && kinds[next] == RAP_LINE_BLANK &&
		       t->lines[next].depth == t->lines[i].depth)
			next++;
		/* Or nothing at all, where the quotation was taken out. */
		if (next < t->n_lines && t->lines[next].depth <= t->lines[i].depth)
			continue;
		folded = rap_buf_init(LINE_MAX_LOOKED * 40);
		rap_text_fold(text, &folded);
		/* Without the colon a sentence ends so, too: "This is what our Ministry wrote". */
		if ((rap_phrase_says_wrote(rap_buf_as_slice(&folded)) && folded.len > 0 &&
		     folded.at[folded.len - 1] == ':') ||
		    (has_clock(rap_buf_as_slice(&folded)) && memchr(folded.at, '@', folded.len)) ||
		    (has_clock(rap_buf_as_slice(&folded)) && folded.at[folded.len - 1] == ':'))
			kinds[i] = RAP_LINE_ATTRIBUTION;
		rap_buf_done(&folded);
	}
}

rap_line_kind *rap_quote_kinds(const rap_tokens *t)
{
	rap_line_kind *kinds = rap_calloc(t->n_lines + 1, sizeof *kinds);
	rap_buf folded = rap_buf_init(LINE_MAX_LOOKED * 40),
		before = rap_buf_init(LINE_MAX_LOOKED * 40);

	for (size_t i = 0; i < t->n_lines; i++) {
		rap_slice raw = line_text(t, i);

		rap_buf_cut(&folded, 0);
		if (raw.len <= LINE_MAX_LOOKED) {
			rap_text_fold(raw, &folded);
			kinds[i] = kind_of(raw, rap_buf_as_slice(&folded));
		}
		/* Long attributions are wrapped: "On Mon, ... Secretariat" / "<...> wrote:". */
		if (i > 0 && folded.len > 0 && kinds[i - 1] == RAP_LINE_TEXT &&
		    kinds[i] != RAP_LINE_BLANK) {
			size_t own = before.len;

			rap_buf_char(&before, ' ');
			rap_buf_slice(&before, rap_buf_as_slice(&folded));
			if ((kinds[i] == RAP_LINE_TEXT || kinds[i] == RAP_LINE_ATTRIBUTION) &&
			    own < 120 &&
			    !(kinds[i] == RAP_LINE_ATTRIBUTION &&
			      has_day(rap_buf_as_slice(&folded))) &&
			    ((before.len > 3 && memcmp(before.at, "on ", 3) == 0) ||
			     memchr(rap_buf_as_slice(&folded).at, '@', folded.len)) &&
			    is_attribution(rap_buf_as_slice(&before)))
				kinds[i - 1] = kinds[i] = RAP_LINE_ATTRIBUTION;
		}
		rap_buf_cut(&before, 0);
		rap_buf_slice(&before, rap_buf_as_slice(&folded));
	}
	rap_buf_done(&folded);
	rap_buf_done(&before);
	check_blocks(t, kinds);
	check_wrote(t, kinds);
	return kinds;
}

void rap_quote_frame(const rap_tokens *t, rap_line_kind *kinds, size_t line)
{
	rap_buf folded;

	while (line > 0 && kinds[line] == RAP_LINE_BLANK)
		line--;
	if (kinds[line] != RAP_LINE_TEXT || line_text(t, line).len > LINE_MAX_LOOKED)
		return;
	folded = rap_buf_init(LINE_MAX_LOOKED * 40);
	rap_text_fold(line_text(t, line), &folded);
	if (folded.len > 0 &&
	    ((has_clock(rap_buf_as_slice(&folded)) &&
	      (folded.at[folded.len - 1] == ':' || memchr(folded.at, '@', folded.len))) ||
	     (folded.at[folded.len - 1] == ':' &&
	      rap_phrase_says_wrote(rap_buf_as_slice(&folded)))))
		kinds[line] = RAP_LINE_ATTRIBUTION;
	rap_buf_done(&folded);
}

bool rap_quote_begins(rap_line_kind kind)
{
	return kind == RAP_LINE_ATTRIBUTION || kind == RAP_LINE_HEADER ||
	       kind == RAP_LINE_SEPARATOR;
}

/* The line ends as sentences do: no name and no title. */
static bool is_sentence(rap_slice s)
{
	static const char *const ends[] = {".", "!", "?", "。", "！", "？"};

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		size_t n = strlen(ends[i]);

		if (s.len >= n && memcmp(s.at + s.len - n, ends[i], n) == 0)
			return s.len > SENTENCE_MIN;
	}
	return false;
}

bool rap_quote_thanks(const rap_tokens *tokens, size_t line)
{
	rap_slice text = line_text(tokens, line);
	rap_buf folded = rap_buf_init(LINE_MAX_LOOKED * 40);
	bool thanks;

	if (text.len > LINE_MAX_LOOKED)
		return false;
	rap_text_fold(text, &folded);
	thanks = rap_phrase_is_thanks(rap_buf_as_slice(&folded));
	rap_buf_done(&folded);
	return thanks;
}

bool rap_quote_signs(const rap_tokens *tokens, const rap_line_kind *kinds, size_t line, size_t end,
                     size_t *ret_lines)
{
	bool thanks = kinds[line] == RAP_LINE_CLOSING && rap_quote_thanks(tokens, line);

	*ret_lines = 0;
	for (size_t i = line + 1; i < end; i++) {
		rap_slice text = rap_utf8_trim(line_text(tokens, i));

		if (kinds[i] == RAP_LINE_NOTICE)
			return true;
		if (kinds[i] == RAP_LINE_BLANK)
			continue;
		if (++*ret_lines > SIGNED_LINES || text.len > SIGNED_BYTES ||
		    (thanks && kinds[i] != RAP_LINE_CLOSING && is_sentence(text)))
			return false;
	}
	return true;
}

bool rap_quote_contacts(const rap_tokens *tokens, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		rap_slice text = line_text(tokens, i);

		if (text.len > 0 &&
		    (memchr(text.at, '@', text.len) || has_digits(text, PHONE_DIGITS)))
			return true;
	}
	return false;
}

static bool in_address(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '.' || c == '_' || c == '-' || c == '+';
}

void rap_quote_address(rap_slice line, char *ret, size_t size)
{
	size_t at = 0, from, to, n = 0;
	bool tag = false;

	ret[0] = '\0';
	while (at < line.len && line.at[at] != '@')
		at++;
	if (at == line.len)
		return;
	for (from = at; from > 0 && in_address(line.at[from - 1]);)
		from--;
	for (to = at + 1; to < line.len && in_address(line.at[to]) && line.at[to] != '+';)
		to++;
	if (from == at || to == at + 1)
		return;
	for (size_t i = from; i < to && n + 1 < size; i++) {
		char c = line.at[i];

		tag = c == '+' || (tag && c != '@');
		if (!tag)
			ret[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	ret[n] = '\0';
}
