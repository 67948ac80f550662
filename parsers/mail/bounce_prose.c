// SPDX-License-Identifier: Apache-2.0
/*
 * Prose of mail systems; see bounce_prose.h. Every address gets a rank by where it stands, and those of the highest
 * rank are the recipients: listed behind words that announce them; at the begin of a line, or behind a label; in a
 * sentence that says what is wrong with them; under "To:".
 */
#include "parsers/mail/bounce_prose.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/bounce_address.h"
#include "parsers/mail/bounce_places.h"
#include "parsers/mail/bounce_status.h"
#include "parsers/mail/lines.h"
#include "parsers/mail/text.h"

#include <stdlib.h>
#include <string.h>

#define RECIPIENTS_MAX 100u /* more addresses than that are the quoted mail's */
#define CANDIDATES_MAX 200u
#define SAID_MAX (16u * RAP_KIB) /* that is looked through about one recipient */
#define FOLDED_MAX (4u * RAP_KIB) /* of a line that is looked through */

/* RANK_ANY: somewhere in the text. RANK_OWN: of the report itself, or of somebody who may be asked, where a recipient would stand. */
enum rank { RANK_NONE, RANK_ANY, RANK_OWN, RANK_TO, RANK_SENTENCE, RANK_LINE, RANK_LIST };

struct candidate {
	rap_slice address, line;
	size_t line_at, line_end, behind; /* offsets in the report */
	enum rank rank;
};

struct scan {
	rap_slice report, own;
	struct candidate at[CANDIDATES_MAX];
	size_t n;
	bool listing; /* words that announce recipients have been read */
	bool found; /* an address that may be a recipient's */
	rap_slice bare[RECIPIENTS_MAX]; /* words without a domain in a list */
	size_t n_bare;
	rap_buf folded; /* the line at hand, trimmed */
};

/* ---- words ---------------------------------------------------------------------------------------------- */

static void fold_line(rap_slice line, rap_buf *out)
{
	rap_slice s = rap_utf8_trim(rap_slice_sub(line, 0, FOLDED_MAX));

	rap_buf_cut(out, 0);
	if (rap_utf8_valid(s))
		rap_utf8_fold(out, s);
	else
		rap_buf_slice(out, s);
}

static bool starts_with_any(rap_slice s, const char *const *words)
{
	for (; *words; words++) {
		if (rap_text_starts(s, *words))
			return true;
	}
	return false;
}

static bool is_letter(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (unsigned char)c >= 0x80;
}

/* Whether s ends in one of the words; a word of Latin letters must be whole. */
static bool ends_with_any(rap_slice s, const char *const *words)
{
	for (; *words; words++) {
		size_t n = strlen(*words);

		if (n > s.len || !rap_text_starts(rap_slice_sub(s, s.len - n, s.len), *words))
			continue;
		if ((unsigned char)(*words)[0] >= 0x80 || n == s.len ||
		    !is_letter(s.at[s.len - n - 1]))
			return true;
	}
	return false;
}

static rap_slice skip_any(rap_slice s, const char *bytes)
{
	size_t at = 0;

	while (at < s.len && strchr(bytes, s.at[at]) && s.at[at] != '\0')
		at++;
	return rap_slice_sub(s, at, s.len);
}

/* ---- where the report ends ------------------------------------------------------------------------------ */

/* Fields that no report has at the begin of its own lines. */
static bool is_field_of_copy(rap_slice line)
{
	static const char *const fields[] = {"Received: ",      "Return-Path: ",
	                                     "MIME-Version: ",  "Delivered-To: ",
	                                     "Message-ID: ",    "DKIM-Signature: ",
	                                     "X-Mailer: ",      "X-Received: ",
	                                     "X-Original-To: ", "Content-Type: ",
	                                     "In-Reply-To: ",   "References: ",
	                                     "ARC-Seal: ",      NULL};

	return starts_with_any(line, fields);
}

void rap_bounce_prose_divide(rap_slice text, rap_bounce_prose *ret)
{
	rap_buf folded = rap_buf_init(4 * FOLDED_MAX);
	size_t offset = 0, begin = 0, end = text.len;
	bool final = false, dashes = false;
	rap_slice line;

	*ret = (rap_bounce_prose){0};
	for (; rap_lines_next(text, &offset, &line); begin = offset) {
		static const char *const finals[] = {"permanent error",
		                                     "given up",
		                                     "giving up",
		                                     "failed permanently",
		                                     "permanent fatal",
		                                     "not going to try again",
		                                     NULL};

		/* Directly behind a boundary it is a part's: the head of the report has lost its Content-Type. */
		if (is_field_of_copy(line) && !dashes) {
			end = begin;
			break;
		}
		dashes = rap_text_starts(line, "--");
		fold_line(line, &folded);
		if (rap_text_has_any(rap_buf_as_slice(&folded), rap_bounce_ends)) {
			end = begin;
			break;
		}
		final |= rap_text_has_any(rap_buf_as_slice(&folded), finals);
		ret->delayed |= rap_text_has_any(rap_buf_as_slice(&folded), rap_bounce_delays);
	}
	rap_buf_done(&folded);
	ret->delayed &= !final;
	ret->report = rap_slice_sub(text, 0, end);
	ret->copy = rap_slice_sub(text, end, text.len);
}

/* ---- the rank of an address ----------------------------------------------------------------------------- */

static bool is_helper(rap_slice address)
{
	for (const char *const *name = rap_bounce_helpers; *name; name++) {
		size_t n = strlen(*name);

		if (address.len > n && address.at[n] == '@' && rap_text_starts(address, *name))
			return true;
	}
	return false;
}

static bool is_own(const struct scan *scan, rap_slice address)
{
	size_t at = 0, begin, end;

	while (rap_bounce_address(scan->own, at, &begin, &end)) {
		rap_slice one = rap_slice_sub(scan->own, begin, end);

		if (one.len == address.len && strncasecmp(one.at, address.at, one.len) == 0)
			return true;
		at = end;
	}
	return false;
}

/* Nothing behind it that makes it part of a sentence. */
static bool stands_alone(rap_slice behind)
{
	rap_slice rest = skip_any(behind, ">'\")]\r");
	bool blank = rest.len > 0 && (rest.at[0] == ' ' || rest.at[0] == '\t');
	bool wide = rest.len > 1 && blank &&
	            (rest.at[0] == '\t' || rest.at[1] == ' ' || rest.at[1] == '\t');

	rest = skip_any(rest, " \t");
	return rest.len == 0 || wide || strchr(",;:(<[-=*", rest.at[0]) ||
	       rap_text_starts(rest, "...") || rap_text_starts(rest, "on ") ||
	       rap_text_starts(rest, "\xef\xbc\x9a") || rap_text_starts(rest, "\xe2\x80\x93");
}

/* "550 5.1.1 <", "* [", "<mailto:" before an address are not words. */
static bool is_at_begin(rap_slice lead, bool *ret_code)
{
	rap_slice rest = skip_any(lead, " \t<'\"([*-:>=|");

	*ret_code = rest.len > 0 && rest.at[0] >= '0' && rest.at[0] <= '9';
	if (*ret_code)
		rest = skip_any(rest, "0123456789.-# \t<'\"([:");
	if (rap_text_starts(rest, "\xe2\x80\xa2") || rap_text_starts(rest, "\xc2\xb7"))
		rest = skip_any(rap_slice_sub(rest, rest.at[0] == '\xe2' ? 3 : 2, rest.len),
		                " \t<'\"");
	return rest.len == 0;
}

static bool is_told_of(rap_slice lead, rap_slice behind)
{
	rap_slice rest = skip_any(behind, ">'\")]:");
	size_t n = lead.len;

	while (n > 0 && strchr(" \t<'\"([:=", lead.at[n - 1]))
		n--;
	return ends_with_any(rap_slice_sub(lead, 0, n), rap_bounce_before) ||
	       starts_with_any(rest, rap_bounce_after) ||
	       starts_with_any(skip_any(rest, " \t"), rap_bounce_after);
}

/* What stands before an address, without the signs around it. */
static rap_slice last_word(rap_slice lead)
{
	size_t n = lead.len;

	while (n > 0 && strchr(" \t<'\"([", lead.at[n - 1]))
		n--;
	return rap_slice_sub(lead, 0, n);
}

/* "mailbox is full: <", but not a field of a mail. */
static bool ends_in_colon(rap_slice lead)
{
	static const char *const others[] = {"from:", "sender:",  "reply-to:", "contact:",   "by:",
	                                     "cc:",   "subject:", "help:",     "mail-from:", NULL};

	lead = rap_utf8_trim(last_word(lead));
	return lead.len > 2 && !ends_with_any(lead, others) &&
	       (lead.at[lead.len - 1] == ':' ||
	        rap_text_starts(rap_slice_sub(lead, lead.len - 3, lead.len), "\xef\xbc\x9a"));
}

static enum rank rank_of(const struct scan *scan, rap_slice line, size_t begin, size_t end)
{
	static const char *const to[] = {"to:", "cc:", "an:", "a:", "para:", "кому:", NULL};
	static const char *const transcript[] = {
		"rcpt to:", ">>> rcpt to:", "sent <<< rcpt to:", NULL};
	static const char *const authors[] = {"from", "by",      "von",    "de",
	                                      "от",   "contact", "sender", NULL};
	rap_slice lead = rap_slice_sub(line, 0, begin), behind = rap_slice_sub(line, end, line.len);
	rap_slice folded = skip_any(rap_buf_as_slice(&scan->folded), " \t<'\"([*->");
	enum rank high = scan->listing ? RANK_LIST : RANK_LINE;
	bool code, first = is_at_begin(lead, &code);
	bool x400 =
		begin >= 5 && rap_slice_is_nocase(rap_slice_sub(line, begin - 5, begin), "SMTP=");

	bool mailto =
		begin >= 7 && rap_text_starts(rap_slice_sub(line, begin - 7, begin), "mailto:");

	if (starts_with_any(folded, to))
		return RANK_TO;
	if (starts_with_any(rap_buf_as_slice(&scan->folded), transcript) || (first && code))
		return RANK_SENTENCE;
	if ((first && stands_alone(behind)) || x400 || (mailto && scan->listing))
		return high;
	if (starts_with_any(folded, rap_bounce_labels)) {
		size_t from;

		/* The label stands directly before it, but for one that is part of a sentence. */
		return rap_text_find(lead, "from", &from) && scan->n > 0
		               ? scan->at[scan->n - 1].rank
		               : high;
	}
	if (ends_with_any(last_word(lead), authors))
		return RANK_NONE;
	if (is_told_of(lead, behind) || (ends_in_colon(lead) && stands_alone(behind)))
		return RANK_SENTENCE;
	if (first)
		return RANK_TO;
	return rap_bounce_status_has_words(rap_buf_as_slice(&scan->folded)) ? RANK_TO : RANK_ANY;
}

/* ---- the scan ------------------------------------------------------------------------------------------- */

static bool announces(rap_slice folded)
{
	static const char *const nouns[] = {"recipient", "addresses", "address(es)", "empfänger",
	                                    "destinat",  "收件人",    "收件者",      "受信者",
	                                    "宛先",      "받는 사람", "수신자",      "получател",
	                                    "адресат",   NULL};
	bool colon = folded.len > 0 && folded.at[folded.len - 1] == ':';
	bool dashes = rap_text_starts(folded, "---") &&
	              rap_text_starts(rap_slice_sub(folded, folded.len - 3, folded.len), "---");

	return ((colon || dashes) && rap_text_has_any(folded, nouns)) ||
	       rap_text_has_any(folded, rap_bounce_cues);
}

/* The first word of a shifted line, alone or in a column, as a name without a domain; empty when it is none. */
static rap_slice bare_name(rap_slice line)
{
	rap_slice text = rap_utf8_trim(line);
	size_t n = 0;

	while (n < text.len && (is_letter(text.at[n]) || strchr("0123456789._-", text.at[n])) &&
	       (unsigned char)text.at[n] < 0x80)
		n++;
	if (line.len == text.len || n < 2 || n > 64 || !is_letter(text.at[0]) ||
	    (n < text.len && !rap_text_starts(rap_slice_sub(text, n, text.len), "  ") &&
	     text.at[n] != '\t'))
		return (rap_slice){0};
	return rap_slice_sub(text, 0, n);
}

static void scan_line(struct scan *scan, rap_slice line, size_t line_at)
{
	size_t at = 0, begin, end;
	bool first = true;

	fold_line(line, &scan->folded);
	if (scan->folded.len == 0)
		return;
	if (!scan->listing && announces(rap_buf_as_slice(&scan->folded)))
		scan->listing = true;
	else if (scan->listing && !scan->found && scan->n_bare < RECIPIENTS_MAX &&
	         bare_name(line).len > 0)
		scan->bare[scan->n_bare++] = bare_name(line);
	while (scan->n < CANDIDATES_MAX && rap_bounce_address(line, at, &begin, &end)) {
		struct candidate *one = &scan->at[scan->n];

		*one = (struct candidate){.address = rap_slice_sub(line, begin, end),
		                          .line = line,
		                          .line_at = line_at,
		                          .line_end = line_at + line.len,
		                          .behind = line_at + end};
		/* Behind a comma the line goes on as it began. */
		if (first ||
		    (at < begin &&
		     line.at[skip_any(rap_slice_sub(line, at, begin), ">'\") ").at - line.at] !=
		             ','))
			one->rank = rank_of(scan, line, begin, end);
		else
			one->rank = scan->at[scan->n - 1].rank;
		if (is_own(scan, one->address) ||
		    (is_helper(one->address) && one->rank != RANK_LIST))
			one->rank = one->rank >= RANK_LINE ? RANK_OWN : RANK_NONE;
		scan->found |= one->rank > RANK_OWN;
		first = false;
		at = end;
		scan->n++;
	}
}

/* What is said about a recipient: from behind its address up to the next candidate of its rank. */
static rap_slice said_about(const struct scan *scan, size_t which)
{
	const struct candidate *one = &scan->at[which];
	size_t end = scan->report.len;

	for (size_t i = which + 1; i < scan->n; i++) {
		if (scan->at[i].rank == one->rank && scan->at[i].line_at > one->line_at) {
			end = scan->at[i].line_at;
			break;
		}
	}
	return rap_slice_sub(scan->report, one->behind, end);
}

/* The rest of its line, else the line with a code, else the next line. */
static char *diagnostic_of(rap_slice said)
{
	size_t offset = 0;
	rap_slice line, next = {0};
	bool first = true;

	while (rap_lines_next(said, &offset, &line)) {
		rap_slice rest = rap_utf8_trim(first ? skip_any(line, ">'\")]:;, \t.") : line);
		char *code;

		if (rest.len > 2 && first)
			return rap_bounce_line(rest);
		first = false;
		if (rest.len == 0)
			continue;
		if (next.len == 0)
			next = rest;
		code = rap_bounce_status_code(rest);
		free(code);
		if (code)
			return rap_bounce_line(rest);
	}
	return next.len > 0 ? rap_bounce_line(next) : NULL;
}

/* A line that names an address, and what follows up to the next one that does. */
static rap_slice line_and_more(const struct scan *scan, size_t which)
{
	size_t end = scan->report.len;

	for (size_t i = which + 1; i < scan->n && end == scan->report.len; i++) {
		if (scan->at[i].line_at > scan->at[which].line_at)
			end = scan->at[i].line_at;
	}
	return rap_slice_sub(scan->report, scan->at[which].line_at, end);
}

static void take(const struct scan *scan, size_t which, rap_bounce *bounce)
{
	rap_slice said = said_about(scan, which);
	size_t looked_at = 0;
	rap_bounce_recipient *one =
		rap_bounce_recipient_of(bounce, scan->at[which].address, RECIPIENTS_MAX);

	if (!one || one->status)
		return;
	one->status = rap_bounce_status_of(said);
	for (size_t i = which + 1; i < scan->n && !one->status && looked_at < SAID_MAX; i++) {
		rap_slice more = line_and_more(scan, i);

		if (!rap_slice_is_nocase(scan->at[i].address, one->address))
			continue;
		one->status = rap_bounce_status_of(more);
		looked_at += more.len;
	}
	if (!one->diagnostic)
		one->diagnostic = diagnostic_of(said);
}

/* Users of the system itself, named without a domain. */
static void take_bare_names(const struct scan *scan, rap_slice home, rap_bounce *bounce)
{
	for (size_t i = 0; home.len > 0 && i < scan->n_bare; i++) {
		rap_buf address = rap_buf_init(RAP_KIB);

		rap_buf_slice(&address, scan->bare[i]);
		rap_buf_char(&address, '@');
		rap_buf_slice(&address, home);
		(void)rap_bounce_recipient_of(bounce, rap_buf_as_slice(&address), RECIPIENTS_MAX);
		rap_buf_done(&address);
	}
}

void rap_bounce_prose_read(const rap_bounce_prose *prose, rap_slice own, rap_slice home,
                           bool doubtful, rap_bounce *bounce)
{
	struct scan *scan = rap_calloc(1, sizeof(*scan));
	enum rank highest = RANK_NONE;
	size_t offset = 0, begin = 0;
	rap_slice line;

	scan->report = prose->report;
	scan->own = own;
	scan->folded = rap_buf_init(4 * FOLDED_MAX);
	for (; rap_lines_next(prose->report, &offset, &line); begin = offset)
		scan_line(scan, line, begin);
	for (size_t i = 0; i < scan->n; i++)
		highest = scan->at[i].rank > highest ? scan->at[i].rank : highest;
	if (highest <= RANK_OWN && scan->n_bare > 0) {
		take_bare_names(scan, home, bounce);
	} else if (highest > RANK_OWN || (doubtful && highest > RANK_NONE)) {
		for (size_t i = 0; i < scan->n; i++) {
			if (scan->at[i].rank == highest)
				take(scan, i, bounce);
		}
	}
	rap_buf_done(&scan->folded);
	free(scan);
}
