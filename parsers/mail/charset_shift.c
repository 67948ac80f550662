// SPDX-License-Identifier: Apache-2.0
/* From shifted sets to eight bits; see charset_shift.h. */
#include "parsers/mail/charset_shift.h"

#define ESCAPE 0x1b
#define SHIFT_OUT 0x0e
#define SHIFT_IN 0x0f
#define KANA_MARK ((char)0x8e) /* EUC-JP: a half-width kana follows */
#define THREE_MARK ((char)0x8f) /* EUC-JP: a character of JIS X 0212 follows */

size_t rap_shift_escape(rap_slice s, enum rap_shift_set *ret_set)
{
	static const struct {
		const char *text;
		enum rap_shift_set set;
	} escapes[] = {
		{"\x1b(B", RAP_SHIFT_ONE},  {"\x1b(J", RAP_SHIFT_ONE},
		{"\x1b(I", RAP_SHIFT_KANA}, {"\x1b$@", RAP_SHIFT_TWO},
		{"\x1b$B", RAP_SHIFT_TWO},  {"\x1b$(@", RAP_SHIFT_TWO},
		{"\x1b$(B", RAP_SHIFT_TWO}, {"\x1b$(O", RAP_SHIFT_TWO},
		{"\x1b$(Q", RAP_SHIFT_TWO}, {"\x1b$(D", RAP_SHIFT_THREE},
	};

	for (size_t i = 0; i < sizeof(escapes) / sizeof(*escapes); i++) {
		size_t n = strlen(escapes[i].text);

		if (s.len >= n && memcmp(s.at, escapes[i].text, n) == 0) {
			*ret_set = escapes[i].set;
			return n;
		}
	}
	return 0;
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
static size_t put_japanese(rap_slice in, size_t at, enum rap_shift_set set, rap_buf *out)
{
	char first = in.at[at];
	bool pair = in.len - at > 1 && is_graphic(first) && is_graphic(in.at[at + 1]);

	if (set == RAP_SHIFT_KANA && is_kana((char)(first | 0x80))) {
		rap_buf_char(out, KANA_MARK);
		rap_buf_char(out, (char)(first | 0x80));
		return 1;
	}
	if ((set != RAP_SHIFT_TWO && set != RAP_SHIFT_THREE) || !pair)
		return 0;
	if (set == RAP_SHIFT_THREE)
		rap_buf_char(out, THREE_MARK);
	rap_buf_char(out, (char)(first | 0x80));
	rap_buf_char(out, (char)(in.at[at + 1] | 0x80));
	return 2;
}

void rap_shift_japanese(rap_slice in, rap_buf *out)
{
	enum rap_shift_set set = RAP_SHIFT_ONE;

	for (size_t i = 0; i < in.len; i++) {
		char c = in.at[i];
		size_t escape = c == ESCAPE ? rap_shift_escape(rap_slice_sub(in, i, in.len), &set)
		                            : 0,
		       done;

		if (escape > 0) {
			i += escape - 1;
			continue;
		}
		if (c == SHIFT_OUT || c == SHIFT_IN) {
			set = c == SHIFT_OUT ? RAP_SHIFT_KANA : RAP_SHIFT_ONE;
			continue;
		}
		if (c == '\n')
			set = RAP_SHIFT_ONE; /* RFC 1468: lines end in ASCII, whatever was forgotten */
		if (set == RAP_SHIFT_ONE && is_kana(c))
			done = put_japanese(in, i, RAP_SHIFT_KANA, out);
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
