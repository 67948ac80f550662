// SPDX-License-Identifier: Apache-2.0
/* From shifted sets to eight bits; see charset_shift.h. */
#include "parsers/mail/charset_shift.h"

#define ESCAPE 0x1b
#define SHIFT_OUT 0x0e
#define SHIFT_IN 0x0f
#define KANA_MARK ((char)0x8e) /* EUC-JP: a half-width kana follows */
#define THREE_MARK ((char)0x8f) /* EUC-JP: a character of JIS X 0212 follows */

enum set { ONE, KANA, TWO, THREE };

/* The set that the escape sequence at `at` asks for, and how long it is; 0: it is none. */
static size_t japanese_escape(rap_slice in, size_t at, enum set *set)
{
	const char *s = in.at + at;

	if (in.len - at < 3 || (s[1] != '(' && s[1] != '$'))
		return 0;
	if (s[1] == '(') {
		*set = s[2] == 'I' ? KANA : ONE;
		return 3;
	}
	if (s[2] == '(' && in.len - at > 3) {
		*set = s[3] == 'D' ? THREE : TWO;
		return 4;
	}
	*set = TWO;
	return 3;
}

static bool is_kana(char c)
{
	return (unsigned char)c >= 0xa1 && (unsigned char)c <= 0xdf;
}

static bool is_graphic(char c)
{
	return (c & 0x7f) > ' ' && (c & 0x7f) < 0x7f;
}

/* One character of a set other than ASCII at `at`: how many bytes it has, or 0 when there is none. */
static size_t put_japanese(rap_slice in, size_t at, enum set set, rap_buf *out)
{
	char first = in.at[at];
	bool pair = in.len - at > 1 && is_graphic(first) && is_graphic(in.at[at + 1]);

	if (set == KANA && is_kana((char)(first | 0x80))) {
		rap_buf_char(out, KANA_MARK);
		rap_buf_char(out, (char)(first | 0x80));
		return 1;
	}
	if ((set != TWO && set != THREE) || !pair)
		return 0;
	if (set == THREE)
		rap_buf_char(out, THREE_MARK);
	rap_buf_char(out, (char)(first | 0x80));
	rap_buf_char(out, (char)(in.at[at + 1] | 0x80));
	return 2;
}

void rap_shift_japanese(rap_slice in, rap_buf *out)
{
	enum set set = ONE;

	for (size_t i = 0; i < in.len; i++) {
		char c = in.at[i];
		size_t escape = c == ESCAPE ? japanese_escape(in, i, &set) : 0, done;

		if (escape > 0) {
			i += escape - 1;
			continue;
		}
		if (c == SHIFT_OUT || c == SHIFT_IN) {
			set = c == SHIFT_OUT ? KANA : ONE;
			continue;
		}
		if (c == '\n')
			set = ONE; /* RFC 1468: lines end in ASCII, whatever was forgotten */
		if (set == ONE && is_kana(c))
			done = put_japanese(in, i, KANA, out);
		else
			done = put_japanese(in, i, set, out);
		if (done == 0)
			rap_buf_char(out, c);
		else
			i += done - 1;
	}
}

/* Two bytes of GB2312 at `at`, when there are two. */
static bool put_pair(rap_slice in, size_t at, rap_buf *out)
{
	if (in.len - at < 2 || in.at[at] <= ' ' || in.at[at + 1] <= ' ')
		return false;
	rap_buf_char(out, (char)(in.at[at] | 0x80));
	rap_buf_char(out, (char)(in.at[at + 1] | 0x80));
	return true;
}

void rap_shift_hz(rap_slice in, rap_buf *out)
{
	bool shifted = false;

	for (size_t i = 0; i < in.len; i++) {
		char c = in.at[i], next = in.len - i > 1 ? in.at[i + 1] : '\0';

		if (c == '\n')
			shifted = false; /* lines end in ASCII here too */
		if (c == '~' && (next == '{' || next == '}' || next == '~')) {
			if (next == '~')
				rap_buf_char(out, '~');
			else
				shifted = next == '{';
			i++;
			continue;
		}
		if (c == '~' && next == '\n') { /* a line that goes on */
			i++;
			continue;
		}
		if (shifted && put_pair(in, i, out))
			i++;
		else
			rap_buf_char(out, c);
	}
}

void rap_shift_chinese(rap_slice in, rap_buf *out)
{
	bool shifted = false;

	for (size_t i = 0; i < in.len; i++) {
		char c = in.at[i];

		if (c == ESCAPE && in.len - i > 3 && in.at[i + 1] == '$') {
			i += 3;
			continue;
		}
		if (c == '\n')
			shifted = false;
		if (c == SHIFT_OUT || c == SHIFT_IN) {
			shifted = c == SHIFT_OUT;
			continue;
		}
		if (shifted && put_pair(in, i, out))
			i++;
		else
			rap_buf_char(out, c);
	}
}
