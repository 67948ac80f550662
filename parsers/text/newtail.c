// SPDX-License-Identifier: Apache-2.0
/* Where the words end and the signature begins; see newtail.h. */
#include "parsers/text/newtail.h"

#include "common/utf8.h"
#include "parsers/mail/text.h"
#include "parsers/text/notice.h"
#include "parsers/text/phrases.h"

#define SIGNED_LINES 14u /* of a signature below its dashes, notices not counted */
#define SIGNED_BYTES 110u /* of one of its lines */
#define NAME_BYTES 48u
#define TAIL_LINES 120u /* below which dashes that may be anything are asked */
#define RULED_LINES 24u /* below other dashes, notices counted */
#define ROUNDS 5u /* of tails below tails */
#define BELOW_LINES 5u /* of a greeting and name below the quotation */

static bool has(rap_slice s, const char *word)
{
	return s.len > 0 && memmem(s.at, s.len, word, strlen(word)) != NULL;
}

/* ---- signatures ----------------------------------------------------------------------------------------- */

static size_t count_lines(const rap_newlines *t, size_t from, size_t end)
{
	size_t n = 0;

	for (size_t i = from; i < end; i++)
		n += !rap_newline_blank(t, i);
	return n;
}

static bool stands_above(const rap_newlines *t, size_t from, size_t line)
{
	for (size_t i = line; i > from && line - i < TAIL_LINES; i--)
		if (rap_slice_eq(t->at[i - 1].text, t->at[line].text))
			return true;
	return false;
}

/* "--" and its kin. *ret_sure: the line that the standard has, its blank included. */
static bool is_delimiter(const rap_newlines *t, size_t i, bool *ret_sure)
{
	static const char *const others[] = {"—",    "–",   "__", "___",  "____", "---",
	                                     "----", "- -", "——", "--- ", "***",  "=-=-="};
	rap_slice s = t->at[i].text;

	*ret_sure = false;
	if (rap_slice_is(s, "--")) {
		*ret_sure = t->at[i].raw.len > 2 && t->at[i].raw.at[t->at[i].raw.len - 1] == ' ';
		return true;
	}
	for (size_t k = 0; k < sizeof(others) / sizeof(*others); k++)
		if (rap_slice_is(s, others[k]))
			return true;
	return rap_newline_is_rule(s, 5);
}

/* Names, titles, addresses: nothing that is a sentence, or a long line. */
static bool looks_signed(rap_newlines *t, size_t from, size_t end, bool delimited)
{
	size_t lines = 0;

	for (size_t i = from; i < end; i++) {
		rap_slice s = t->at[i].text;

		if (s.len == 0)
			continue;
		if (delimited && i > from && rap_newline_blank(t, i - 1) &&
		    rap_notice_is(t, i, end))
			return lines > 0;
		if (rap_notice_is_tagline(t, i) || rap_notice_is_url(s))
			continue;
		if (s.at[s.len - 1] == ':' && s.len > 8)
			return false;
		if (delimited && s.len > 1 &&
		    (strchr("+-@#{}=\\;", s.at[0]) ||
		     (s.at[0] == '[' && s.at[1] >= '0' && s.at[1] <= '9')))
			return false; /* code, a list, or the notes of a text */
		if (++lines > SIGNED_LINES ||
		    s.len > SIGNED_BYTES * (1u + ((unsigned char)s.at[0] >= 0x80)) ||
		    (rap_newline_is_sentence(s) && rap_text_count_words(s) > 4))
			return false;
	}
	return lines > 0;
}

static bool has_contact(rap_newlines *t, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		rap_slice folded = rap_newlines_folded(t, i);
		rap_facts facts;
		size_t digits = 0;

		if (folded.len == 0)
			continue;
		rap_facts_of(folded, &facts);
		for (size_t k = 0; k < folded.len; k++)
			digits += folded.at[k] >= '0' && folded.at[k] <= '9';
		if (facts.address || has(folded, "www.") || has(folded, "http") || digits >= 7)
			return true;
	}
	return false;
}

/* What a rule of a list's program has below it. */
static bool is_list_footer(rap_newlines *t, size_t from, size_t end)
{
	size_t lines = 0;
	bool words = false;

	for (size_t i = from; i < end; i++) {
		if (rap_newline_blank(t, i))
			continue;
		words |= rap_notice_is_list(rap_newlines_folded(t, i));
		if (++lines > SIGNED_LINES || t->at[i].text.len > 200)
			return false;
	}
	return words;
}

static size_t trim_end(const rap_newlines *t, size_t from, size_t end)
{
	while (end > from && rap_newline_blank(t, end - 1))
		end--;
	return end;
}

/* A rule, or the dashes of a signature, that stand above what was taken away. */
static size_t trim_rules(const rap_newlines *t, size_t from, size_t end)
{
	end = trim_end(t, from, end);
	while (end > from && rap_newline_is_rule(t->at[end - 1].text, 2))
		end = trim_end(t, from, end - 1);
	return end;
}

static size_t paragraph_begin(const rap_newlines *t, size_t from, size_t end)
{
	while (end > from && !rap_newline_blank(t, end - 1) &&
	       !rap_newline_is_rule(t->at[end - 1].text, 2))
		end--;
	return end;
}

/* Lines of telephones, and of scanners with the address of a page below them, from the end. */
static size_t cut_taglines(rap_newlines *t, size_t from, size_t end)
{
	for (;;) {
		size_t last = trim_end(t, from, end), i = last;

		if (last == from)
			return last;
		i--;
		while (i > from && (rap_notice_is_url(t->at[i].text) || rap_newline_blank(t, i)))
			i--;
		if (!rap_notice_is_tagline(t, i))
			return last;
		end = trim_rules(t, from, i);
	}
}

static size_t cut_notices(rap_newlines *t, size_t from, size_t end)
{
	for (;;) {
		size_t last = trim_end(t, from, end), begin = paragraph_begin(t, from, last);

		if (begin == last || !rap_notice_is(t, begin, last))
			return last;
		end = trim_rules(t, from, begin);
	}
}

/* A notice with more paragraphs below its heading. */
static size_t cut_from_notice(rap_newlines *t, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		if (rap_newline_blank(t, i) || (i > from && !rap_newline_blank(t, i - 1) &&
		                                !rap_newline_is_rule(t->at[i - 1].text, 2)))
			continue;
		if (end - i <= TAIL_LINES && rap_notice_begins(rap_newlines_folded(t, i)) &&
		    rap_notice_is(t, i, end))
			return trim_rules(t, from, i);
	}
	return end;
}

static size_t cut_signature(rap_newlines *t, size_t from, size_t end, bool below)
{
	for (size_t i = from; i < end; i++) {
		bool sure, rule;

		if (t->at[i].text.len == 0 || !is_delimiter(t, i, &sure) ||
		    (!sure && end - i > TAIL_LINES))
			continue;
		rule = !sure && !rap_slice_is(t->at[i].text, "--");
		if (rule && count_lines(t, i + 1, end) > RULED_LINES)
			continue;
		/* Drawn twice, it parts what is said. */
		if (rule && i > from && stands_above(t, from, i))
			continue;
		rule = rule && t->at[i].text.len > 4;
		if (rap_newlines_next(t, i + 1) >= end)
			return i; /* dashes with nothing below */
		if (sure || is_list_footer(t, i + 1, end))
			return i;
		if ((i > from || below) && looks_signed(t, i + 1, end, true) &&
		    (!rule || has_contact(t, i + 1, end)))
			return i;
	}
	return end;
}

/* "-X Y" as the last line: a name behind a dash, where no list stands. */
static size_t cut_dashed_name(const rap_newlines *t, size_t from, size_t end)
{
	rap_slice s;
	size_t last = trim_end(t, from, end), before, dash, words;
	bool space, first = true;

	if (last == from)
		return last;
	s = t->at[last - 1].text;
	before = trim_end(t, from, last - 1);
	if (before == from || s.len < 3 || s.len > NAME_BYTES)
		return last;
	dash = s.at[0] == '-'                                       ? (s.at[1] == '-' ? 2 : 1)
	       : rap_text_starts(s, "—") || rap_text_starts(s, "–") ? 3
	                                                            : 0;
	if (dash == 0 || strchr("-*", t->at[before - 1].text.at[0]) ||
	    (unsigned char)t->at[before - 1].text.at[0] == 0xE2 || s.len <= dash)
		return last;
	space = s.at[dash] == ' ';
	s = rap_slice_sub(s, dash + space, s.len);
	words = rap_text_count_words(s);
	if (s.len == 0 || words > 4 || (words < 2 && dash < 3) || (space && dash == 1) ||
	    rap_newline_is_sentence(s))
		return last;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (first && !((c >= 'A' && c <= 'Z') || c >= 0x80))
			return last;
		if ((c >= '0' && c <= '9') || strchr(":;,!?=/<>$%", c))
			return last;
		first = c == ' ';
	}
	return before;
}

/* ---- closings ------------------------------------------------------------------------------------------- */

static bool is_closing(rap_newlines *t, size_t i)
{
	rap_slice folded = rap_newlines_folded(t, i);

	return folded.len > 0 && rap_phrase_is_closing(folded) &&
	       !rap_newline_is_sentence(t->at[i].text);
}

/* Behind a closing the lines of a name with its address and telephone. */
static size_t cut_closed(rap_newlines *t, size_t from, size_t end, bool below)
{
	for (size_t i = end; i > from && end - i < SIGNED_LINES + 8; i--) {
		size_t line = i - 1, lines = 0;

		if (rap_newline_blank(t, line) || !is_closing(t, line))
			continue;
		for (size_t k = line + 1; k < end; k++)
			lines += !rap_newline_blank(t, k);
		/* Nothing but "Regards, X" below the quotation. */
		if (below && rap_newlines_next(t, from) == line && lines <= BELOW_LINES &&
		    (lines == 0 || looks_signed(t, line + 1, end, false)))
			return from;
		if (lines < 2 || !looks_signed(t, line + 1, end, false) ||
		    !has_contact(t, line + 1, end))
			return end;
		return line + 1;
	}
	return end;
}

size_t rap_newtail_begin(rap_newlines *t, size_t from, size_t end, bool below)
{
	end = trim_end(t, from, end);
	for (size_t round = 0, before = end + 1; round < ROUNDS && end < before; round++) {
		before = end;
		end = cut_from_notice(t, from, end);
		end = cut_notices(t, from, end);
		end = cut_taglines(t, from, end);
		end = cut_signature(t, from, end, below);
		end = cut_dashed_name(t, from, trim_end(t, from, end));
	}
	return trim_end(t, from, cut_closed(t, from, end, below));
}
