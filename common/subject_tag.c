// SPDX-License-Identifier: Apache-2.0
/*
 * The tag of a subject; see subject_tag.h. Programs that reply to a subject with letters outside ASCII encode all of it,
 * the tag as well (RFC 2047). Every charset that mail is written in has ASCII where ASCII is, so the bytes will do; the
 * text is thrown away as soon as it has been looked through (R11).
 */
#include "common/subject_tag.h"

#include "common/base64.h"
#include "common/header.h"
#include "common/limits.h"
#include "common/token.h"

#include <string.h>

#define WORD_MAX 1000u /* longer than any that RFC 2047 allows (75) or that programs write */

void rap_subject_tag_put(rap_buf *out, const char *id, const char *token)
{
	rap_buf_printf(out, token ? "[%s #%s] " : "[%s] ", id, token);
}

/* ---- encoded words -------------------------------------------------------------------------------------- */

static void put_base64(rap_buf *out, rap_slice s)
{
	unsigned bits = 0, n = 0;

	for (size_t i = 0; i < s.len; i++) {
		int value = rap_base64_digit(s.at[i]);

		if (value < 0)
			continue;
		bits = (bits << 6 | (unsigned)value) & 0xFFFFFFu;
		n += 6;
		if (n >= 8) {
			n -= 8;
			rap_buf_char(out, (char)(bits >> n & 0xFFu));
		}
	}
}

static int value16(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void put_quoted(rap_buf *out, rap_slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		int high = s.at[i] == '=' && i + 2 < s.len ? value16(s.at[i + 1]) : -1;
		int low = high >= 0 ? value16(s.at[i + 2]) : -1;

		if (low >= 0) {
			rap_buf_char(out, (char)(high << 4 | low));
			i += 2;
		} else {
			rap_buf_char(out, (char)(s.at[i] == '_' ? ' ' : s.at[i]));
		}
	}
}

/* The encoded word that begins at `at`: its length, its letter (B or Q) and its text; 0: there is none. */
static size_t word_at(rap_slice s, size_t at, char *ret_letter, rap_slice *ret_text)
{
	size_t end = s.len - at > WORD_MAX ? at + WORD_MAX : s.len, mark[2], n = 0, i;

	if (end - at < 2 || s.at[at] != '=' || s.at[at + 1] != '?')
		return 0;
	for (i = at + 2; i < end && n < 2 && s.at[i] != ' ' && s.at[i] != '\t'; i++)
		if (s.at[i] == '?')
			mark[n++] = i;
	if (n < 2 || mark[1] != mark[0] + 2)
		return 0;
	*ret_letter = (char)(s.at[mark[0] + 1] | 0x20);
	for (; i + 1 < end; i++)
		if (s.at[i] == '?' && s.at[i + 1] == '=') {
			*ret_text = rap_slice_sub(s, mark[1] + 1, i);
			return *ret_letter == 'b' || *ret_letter == 'q' ? i + 2 - at : 0;
		}
	return 0;
}

static size_t blanks_at(rap_slice s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && (s.at[at + n] == ' ' || s.at[at + n] == '\t'))
		n++;
	return n;
}

/* Blanks between two encoded words are none (RFC 2047, 6.2): a token may be cut there. */
static void decode(rap_slice s, rap_buf *out)
{
	for (size_t at = 0; at < s.len;) {
		char letter = 0;
		rap_slice text = {0};
		size_t n = word_at(s, at, &letter, &text);

		if (n == 0) {
			rap_buf_char(out, s.at[at++]);
			continue;
		}
		if (letter == 'b')
			put_base64(out, text);
		else
			put_quoted(out, text);
		at += n;
		n = blanks_at(s, at);
		if (word_at(s, at + n, &letter, &text) > 0)
			at += n;
	}
}

/* ---- tokens --------------------------------------------------------------------------------------------- */

static void add_tokens(rap_slice s, rap_strv *ret)
{
	for (size_t i = 0; i + 1 + RAP_TOKEN_LEN < s.len; i++) {
		char token[RAP_TOKEN_SIZE];

		if (s.at[i] == '#' && s.at[i + 1 + RAP_TOKEN_LEN] == ']' &&
		    ret->n < RAP_LIMIT_TOKENS &&
		    rap_token_well_formed(rap_slice_sub(s, i + 1, i + 1 + RAP_TOKEN_LEN), token) &&
		    !rap_strv_has(ret, token))
			rap_strv_add(ret, token);
	}
}

void rap_subject_tag_tokens(rap_slice body, rap_strv *ret)
{
	rap_buf raw = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	rap_buf text = rap_buf_init(RAP_LIMIT_HEADER_FIELD);

	if (rap_header_unfold(body, &raw)) {
		decode(rap_buf_as_slice(&raw), &text);
		add_tokens(rap_buf_as_slice(&text), ret);
	}
	rap_buf_done(&raw);
	rap_buf_done(&text);
}

void rap_subject_tag_hide(char *subject)
{
	size_t len = strlen(subject);

	for (size_t i = 0; i + 1 + RAP_TOKEN_LEN < len;) {
		size_t end = i + 1 + RAP_TOKEN_LEN, from = i;
		char token[RAP_TOKEN_SIZE];

		if (subject[i] != '#' || subject[end] != ']' ||
		    !rap_token_well_formed((rap_slice){subject + i + 1, RAP_TOKEN_LEN}, token)) {
			i++;
			continue;
		}
		from -= i > 0 && subject[i - 1] == ' ';
		memmove(subject + from, subject + end, len - end + 1);
		len -= end - from;
	}
}
