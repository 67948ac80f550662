// SPDX-License-Identifier: Apache-2.0
/*
 * Taking away what was not typed now; see newtext.h. What is quoted by marks is known; the rooms for attributions
 * (attribution.h), header blocks (headblock.h) and tails (newtail.h) find the rest. Every pass goes over the lines once,
 * with a bounded look ahead and back.
 */
#include "parsers/text/newtext.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/text.h"
#include "parsers/text/attribution.h"
#include "parsers/text/headblock.h"
#include "parsers/text/locales_find.h"
#include "parsers/text/newlines.h"
#include "parsers/text/newtail.h"
#include "parsers/text/notice.h"

#define BLANKS_MAX 4u /* between an attribution and its quotation */
#define CITED_LETTERS 10u

/* ---- marks ---------------------------------------------------------------------------------------------- */

/* "NEASPEC> ": up to ten letters, as supercite writes them; how many. */
static size_t supercite(rap_slice line)
{
	size_t n = 0;

	while (n < line.len && n <= CITED_LETTERS &&
	       ((line.at[n] | 0x20) >= 'a' && (line.at[n] | 0x20) <= 'z'))
		n++;
	return n > 0 && n <= CITED_LETTERS && n < line.len && line.at[n] == '>' ? n : 0;
}

static bool same_cite(const rap_newlines *t, size_t i, size_t other, size_t n)
{
	return other < t->n && t->at[other].text.len > n &&
	       memcmp(t->at[i].text.at, t->at[other].text.at, n + 1) == 0;
}

/* One line of the kind may be an arrow of the sender's; two are a quotation, and one below an attribution. */
static void mark_supercited(rap_newlines *t)
{
	for (size_t i = 0; i < t->n; i++) {
		size_t n = t->at[i].marked ? 0 : supercite(t->at[i].text);
		size_t before = i;

		if (n == 0)
			continue;
		while (before > 0 && i - before < 3 && rap_newline_blank(t, before - 1))
			before--;
		if (same_cite(t, i, rap_newlines_next(t, i + 1), n) ||
		    (before > 0 && (same_cite(t, i, before - 1, n) ||
		                    rap_attribution_lines(t, before - 1, RAP_BELOW_QUOTE) > 0)))
			t->at[i].quoted = t->at[i].marked = true;
	}
}

/* ">From here on": what mailboxes do to a line of the sender's that begins with "From". */
static void unmark_mailbox(rap_newlines *t)
{
	for (size_t i = 0; i < t->n; i++) {
		rap_newline *one = &t->at[i];
		bool above = i > 0 && t->at[i - 1].marked,
		     below = i + 1 < t->n && t->at[i + 1].marked;

		if (one->marked && !above && !below && one->raw.len > 6 &&
		    memcmp(one->raw.at, ">From ", 6) == 0 &&
		    ((i > 0 && !rap_newline_blank(t, i - 1)) ||
		     (i + 1 < t->n && !rap_newline_blank(t, i + 1)))) {
			one->marked = one->quoted = false;
			one->raw = one->text = rap_slice_sub(one->raw, 1, one->raw.len);
		}
	}
}

/* ---- attributions --------------------------------------------------------------------------------------- */

static void mark(rap_newlines *t, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		t->at[i].quoted = true;
}

/* Own words and an attribution on one line: the line ends with the words. */
static bool cut_inside(rap_newlines *t, size_t i)
{
	rap_newline *one = &t->at[i];
	size_t n = rap_attribution_inside(one->text);

	if (n == 0)
		return false;
	one->text = rap_utf8_trim(rap_slice_sub(one->text, 0, n));
	one->raw.len = (size_t)(one->text.at + one->text.len - one->raw.at);
	one->folded_len = UINT32_MAX;
	return true;
}

/* An attribution belongs to the quotation below it, perhaps with blank lines between. */
static void mark_above(rap_newlines *t, size_t quotation)
{
	size_t last = quotation, n;

	while (last > 0 && rap_newline_blank(t, last - 1) && !t->at[last - 1].quoted &&
	       quotation - last < BLANKS_MAX)
		last--;
	if (last == 0 || t->at[last - 1].quoted || cut_inside(t, last - 1))
		return;
	n = rap_attribution_lines(t, last - 1, RAP_BELOW_QUOTE);
	if (n == 0 && rap_headblock_marker(t, last - 1) >= RAP_MARKER_WORDS)
		n = 1;
	mark(t, last - n, last);
}

static void mark_attributions(rap_newlines *t)
{
	for (size_t i = 1; i < t->n; i++)
		if (t->at[i].quoted && !t->at[i - 1].quoted)
			mark_above(t, i);
	/* Or the quotation was left out. */
	if (t->n > 0 && !t->at[t->n - 1].quoted)
		mark_above(t, t->n);
}

/* Other marks of quotation than '>': a bar (mutt, s-nail), or a TAB (s-nail). 0 when there is none. */
static char other_mark(const rap_newline *line)
{
	if (line->raw.len > 0 && line->raw.at[0] == '\t')
		return '\t';
	return rap_text_starts(line->text, "|") || rap_text_starts(line->text, "│") ? '|' : 0;
}

/* Such marks count only below an attribution line, and then to the end. */
static void mark_other_quotes(rap_newlines *t)
{
	for (size_t i = 0; i + 1 < t->n; i++) {
		size_t next = i + 1, n;
		char found;

		while (next < t->n && rap_newline_blank(t, next) && next < i + 3)
			next++;
		found = next < t->n ? other_mark(&t->at[next]) : 0;
		if (t->at[i].quoted || !found || rap_newline_blank(t, i))
			continue;
		n = rap_attribution_lines(t, i, RAP_BELOW_QUOTE);
		if (n == 0)
			continue;
		mark(t, i + 1 - n, i + 1);
		for (size_t k = next; k < t->n; k++)
			t->at[k].quoted |= other_mark(&t->at[k]) == found;
		return;
	}
}

/* ---- quoted mails without marks ------------------------------------------------------------------------- */

/* What is below: whether it is marked, so that unmarked lines are the sender's. */
static bool rest_is_marked(const rap_newlines *t, size_t from)
{
	size_t next = rap_newlines_next(t, from);

	return next < t->n && t->at[next].quoted;
}

/* How many lines below are marked and how many are not: most, where the sender may have begun to write at once. */
struct rest {
	size_t quoted, plain;
};

static void count_line(const rap_newlines *t, size_t i, size_t step, struct rest *rest)
{
	rest->quoted += !rap_newline_blank(t, i) && t->at[i].quoted ? step : 0;
	rest->plain += !rap_newline_blank(t, i) && !t->at[i].quoted ? step : 0;
}

/* The first line of what stands above a header block and belongs to it: rules, the name of the mail. */
static size_t above_block(rap_newlines *t, size_t at, bool *ret_marker)
{
	size_t i = at;

	*ret_marker = false;
	for (size_t n = 0; n < BLANKS_MAX + 2 && i > 0 && !t->at[i - 1].quoted; n++) {
		if (!rap_newline_blank(t, i - 1) && !rap_newline_is_rule(t->at[i - 1].text, 3)) {
			if (rap_headblock_marker(t, i - 1) == RAP_MARKER_NONE)
				break;
			*ret_marker = true;
		} else {
			*ret_marker |= !rap_newline_blank(t, i - 1) && t->at[i - 1].text.len >= 5;
		}
		i--;
	}
	return i;
}

static bool ends_in_colon(rap_slice s)
{
	return s.len > 3 && (s.at[s.len - 1] == ':' || memcmp(s.at + s.len - 3, "：", 3) == 0);
}

/* Whether a quoted mail begins with line i: *ret_end behind its head, *ret_begin where what belongs to it begins. */
static bool begins_mail(rap_newlines *t, size_t i, bool own, size_t *ret_begin, size_t *ret_end)
{
	rap_slice text = t->at[i].text;
	bool marker_above, block;
	rap_marker marker;

	if (memchr(text.at, ':', text.len < 60 ? text.len : 60) ||
	    memmem(text.at, text.len < 60 ? text.len : 60, "：", 3)) {
		*ret_begin = above_block(t, i, &marker_above);
		if (rap_headblock_at(t, i, marker_above, !own, false, ret_end))
			return true;
	}
	marker = rap_headblock_marker(t, i);
	if (marker == RAP_MARKER_NONE)
		return false;
	*ret_begin = i;
	*ret_end = i + 1;
	block = rap_newlines_next(t, i + 1) < t->n && rap_newlines_next(t, i + 1) <= i + 3 &&
	        rap_headblock_at(t, rap_newlines_next(t, i + 1), true, false, false, ret_end);
	/* "Begin forwarded message:" on a line of its own, and nothing of its head. */
	return block || marker == RAP_MARKER_WHOLE ||
	       (marker == RAP_MARKER_WORDS && ends_in_colon(text) &&
	        memchr(text.at, ' ', text.len) && (i + 1 == t->n || rap_newline_blank(t, i + 1)));
}

/* "On ..., X wrote:" above what nobody marked. */
static bool begins_unmarked(rap_newlines *t, size_t i, const struct rest *rest, size_t *ret_begin)
{
	rap_slice s = t->at[i].text;
	size_t n;

	if (s.len > 0 && !memchr(s.at + (s.len > 8 ? s.len - 8 : 0), ':', s.len > 8 ? 8 : s.len) &&
	    (unsigned char)s.at[s.len - 1] < 0x80)
		return false;
	n = rap_attribution_lines(t, i, RAP_BELOW_TEXT);
	*ret_begin = i + 1 - n;
	return n > 0 && !rest_is_marked(t, i + 1) && rest->quoted <= rest->plain;
}

static void mark_mails(rap_newlines *t)
{
	struct rest rest = {0};
	bool own = false;

	for (size_t i = 0; i < t->n; i++)
		count_line(t, i, 1, &rest);
	for (size_t i = 0; i < t->n; i++) {
		size_t begin = i, end = i + 1;

		count_line(t, i, (size_t)-1, &rest);
		if (t->at[i].quoted || rap_newline_blank(t, i))
			continue;
		if (begins_mail(t, i, own, &begin, &end)) {
			if (!rest_is_marked(t, end))
				end = t->n;
		} else if (begins_unmarked(t, i, &rest, &begin)) {
			end = t->n;
		} else {
			own = true;
			continue;
		}
		while (begin > 0 && !t->at[begin - 1].quoted &&
		       (rap_newline_blank(t, begin - 1) ||
		        rap_newline_is_rule(t->at[begin - 1].text, 3)))
			begin--;
		for (size_t k = i + 1; k < end; k++)
			count_line(t, k, (size_t)-1, &rest);
		mark(t, begin, end);
		i = end - 1;
	}
}

/* ">>> X <x@y> 07/06/20 9:00 AM >>>", as GroupWise has it above what nobody marks. */
static bool is_arrowed(const rap_newlines *t, size_t i)
{
	rap_slice s = t->at[i].text;

	return s.len > 8 && memcmp(s.at, ">>> ", 4) == 0 &&
	       memcmp(s.at + s.len - 4, " >>>", 4) == 0;
}

/*
 * The head of a forwarded mail in a container, and its text below outside of one: where a quoted run is nothing but a
 * head, what follows is the mail.
 */
static void mark_below_heads(rap_newlines *t)
{
	for (size_t i = 0; i < t->n; i++) {
		size_t end = i, next;
		rap_marker marker;

		if (is_arrowed(t, i) && !rest_is_marked(t, i + 1)) {
			mark(t, i, t->n);
			return;
		}
		if (!t->at[i].quoted || (i > 0 && t->at[i - 1].quoted) || t->at[i].text.len == 0 ||
		    t->at[i].text.at[0] == '>')
			continue;
		marker = rap_headblock_marker(t, i);
		next = marker == RAP_MARKER_NONE ? i : rap_newlines_next(t, i + 1);
		end = next;
		if (next >= t->n || !t->at[next].quoted ||
		    !rap_headblock_at(t, next, marker != RAP_MARKER_NONE, false, true, &end))
			continue;
		end = rap_newlines_next(t, end);
		if (end < t->n && !t->at[end].quoted) {
			mark(t, i, t->n);
			return;
		}
	}
}

/* ---- what is left --------------------------------------------------------------------------------------- */

static void put_lines(const rap_newlines *t, size_t from, size_t end, rap_buf *out)
{
	bool gap = true;

	for (size_t i = from; i < end; i++) {
		rap_slice line = t->at[i].raw;

		if (rap_newline_blank(t, i)) {
			gap = true;
			continue;
		}
		while (line.len > 0 &&
		       (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\t'))
			line.len--;
		/* One blank line stands for whatever stood between. */
		if (out->len > 0)
			rap_buf_str(out, gap ? "\n\n" : "\n");
		rap_buf_slice(out, line);
		gap = false;
	}
}

char *rap_newtext(const rap_lines *lines)
{
	rap_buf out = rap_buf_init(RAP_NEWTEXT_MAX);
	rap_newlines t;
	bool below = false;

	rap_newlines_init(lines, &t);
	unmark_mailbox(&t);
	mark_supercited(&t);
	mark_below_heads(&t);
	mark_attributions(&t);
	mark_other_quotes(&t);
	mark_mails(&t);
	for (size_t i = 0; i < t.n;) {
		size_t end = i;

		if (t.at[i].quoted) {
			below = true;
			i++;
			continue;
		}
		while (end < t.n && !t.at[end].quoted)
			end++;
		if (!below)
			i = rap_notice_banner(&t, i, end);
		put_lines(&t, i, rap_newtail_begin(&t, i, end, below), &out);
		i = end;
	}
	rap_newlines_done(&t);
	return rap_buf_take(&out);
}
