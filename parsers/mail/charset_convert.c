// SPDX-License-Identifier: Apache-2.0
/* The converters of the closed table; see charset_convert.h, and charset.h for when they are opened. */
#include "parsers/mail/charset_convert.h"

#include "common/utf8.h"
#include "parsers/mail/charset.h"
#include "parsers/mail/charset_shift.h"

#include <errno.h>
#include <iconv.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* Held open for the life of the process: closing and opening again would read files. */
static iconv_t converters[CS_COUNT];

/*
 * The upper halves of the single-byte sets, 0 where a byte means nothing. They are asked of iconv once, and its modules
 * are closed again: each takes five mappings, which every fork of the reader would have to copy.
 */
static uint16_t upper_halves[CS_COUNT][128];
static bool opened;

static bool is_table(int i)
{
	return rap_charset_table[i].converter && rap_charset_table[i].nature == RAP_CHARSET_SINGLE;
}

static void fill_table(iconv_t cd, uint16_t table[128])
{
	for (unsigned b = 0; b < 128; b++) {
		char byte = (char)(b + 128), out[8], *from = &byte, *to = out;
		size_t left = 1, room = sizeof out, offset = 0;

		(void)iconv(cd, NULL, NULL, NULL, NULL);
		table[b] = 0;
		/* The second call is for sets that wait for a combining character. */
		if (iconv(cd, &from, &left, &to, &room) == (size_t)-1 ||
		    iconv(cd, NULL, NULL, &to, &room) == (size_t)-1 || to == out)
			continue;
		table[b] = (uint16_t)rap_utf8_next((rap_slice){out, (size_t)(to - out)}, &offset);
	}
}

static bool open_one(int i)
{
	iconv_t cd = iconv_open("UTF-8", rap_charset_table[i].converter);

	if (cd == (iconv_t)-1)
		return false;
	converters[i] = cd;
	if (is_table(i)) {
		fill_table(cd, upper_halves[i]);
		(void)iconv_close(cd);
	}
	return true;
}

static void close_before(int end)
{
	for (int i = 0; i < end; i++)
		if (rap_charset_table[i].converter && !is_table(i))
			(void)iconv_close(converters[i]);
}

bool rap_charset_open_all(const char **ret_missing)
{
	for (int i = 0; !opened && i < CS_COUNT; i++)
		if (rap_charset_table[i].converter && !open_one(i)) {
			close_before(i);
			*ret_missing = rap_charset_table[i].converter;
			return false;
		}
	opened = true;
	return true;
}

void rap_charset_close_all(void)
{
	close_before(opened ? CS_COUNT : 0);
	opened = false;
}

static void lose(rap_charset_attempt *attempt)
{
	attempt->lost++;
	rap_buf_str(&attempt->out, REPLACEMENT);
}

static bool convert_utf8(rap_slice in, size_t loss_max, rap_charset_attempt *attempt)
{
	size_t offset = 0, good = 0;

	while (offset < in.len && !attempt->out.over) {
		size_t begin = offset;

		if (rap_utf8_next(in, &offset) != RAP_UTF8_BAD)
			continue;
		rap_buf_slice(&attempt->out, rap_slice_sub(in, good, begin));
		/* One sign for one broken character, not for each byte of it. */
		while (offset < in.len && ((unsigned char)in.at[offset] & 0xc0) == 0x80)
			offset++;
		good = offset;
		if (offset == in.len && in.len - begin < 4 && (unsigned char)in.at[begin] >= 0xc2) {
			attempt->tail = true;
			rap_buf_str(&attempt->out, REPLACEMENT);
			return true;
		}
		lose(attempt);
		if (attempt->lost > loss_max)
			return false;
	}
	rap_buf_slice(&attempt->out, rap_slice_sub(in, good, in.len));
	return true;
}

static bool convert_ascii(rap_slice in, size_t loss_max, rap_charset_attempt *attempt)
{
	for (size_t i = 0; i < in.len && !attempt->out.over; i++) {
		if ((unsigned char)in.at[i] < 0x80) {
			rap_buf_char(&attempt->out, in.at[i]);
			continue;
		}
		lose(attempt);
		if (attempt->lost > loss_max)
			return false;
	}
	return true;
}

static bool convert_single(const uint16_t upper_half[128], rap_slice in, size_t loss_max,
                           rap_charset_attempt *attempt)
{
	for (size_t i = 0; i < in.len && !attempt->out.over; i++) {
		unsigned char byte = (unsigned char)in.at[i];

		if (byte < 0x80) {
			rap_buf_char(&attempt->out, in.at[i]);
			continue;
		}
		if (upper_half[byte - 0x80]) {
			rap_utf8_put(&attempt->out, upper_half[byte - 0x80]);
			continue;
		}
		lose(attempt);
		if (attempt->lost > loss_max)
			return false;
	}
	return true;
}

static bool convert_utf32(bool big, rap_slice in, size_t loss_max, rap_charset_attempt *attempt)
{
	for (size_t i = 0; in.len - i >= 4 && !attempt->out.over; i += 4) {
		uint32_t c = 0;

		for (size_t k = 0; k < 4; k++)
			c = c << 8 | (unsigned char)in.at[big ? i + k : i + 3 - k];
		if (c < 0x110000 && (c < 0xd800 || c > 0xdfff)) {
			rap_utf8_put(&attempt->out, c);
			continue;
		}
		lose(attempt);
		if (attempt->lost > loss_max)
			return false;
	}
	attempt->tail = in.len % 4 != 0;
	return true;
}

/* What is made of HZ and ISO-2022-CN is GB2312 in eight bits. */
static bool convert_shifts(enum rap_charset charset, rap_slice in, size_t loss_max,
                           rap_charset_attempt *attempt)
{
	rap_buf bytes = rap_buf_init(in.len * 2 + 16);
	bool done;

	if (charset == CS_HZ)
		rap_shift_hz(in, &bytes);
	else
		rap_shift_chinese(in, &bytes);
	done = rap_charset_convert(CS_GB18030, rap_buf_as_slice(&bytes), loss_max, attempt);
	rap_buf_done(&bytes);
	return done;
}

/* A converter that composes letters (windows-1258) keeps the last one back: a mark might follow. */
static void flush(iconv_t cd, rap_charset_attempt *attempt)
{
	char chunk[64], *to = chunk; /* one letter */
	size_t room = sizeof(chunk);

	(void)iconv(cd, NULL, NULL, &to, &room);
	rap_buf_add(&attempt->out, chunk, (size_t)(to - chunk));
}

bool rap_charset_convert(enum rap_charset charset, rap_slice in, size_t loss_max,
                         rap_charset_attempt *attempt)
{
	char *from, chunk[4096];
	size_t left = in.len;
	iconv_t cd;

	rap_buf_cut(&attempt->out, 0);
	attempt->out.over = false;
	attempt->lost = 0;
	attempt->tail = false;
	if (charset == CS_UTF8)
		return convert_utf8(in, loss_max, attempt);
	if (charset == CS_ASCII)
		return convert_ascii(in, loss_max, attempt);
	if (charset == CS_HZ || charset == CS_ISO2022CN)
		return convert_shifts(charset, in, loss_max, attempt);
	if (charset == CS_UTF32LE || charset == CS_UTF32BE)
		return convert_utf32(charset == CS_UTF32BE, in, loss_max, attempt);
	if (is_table((int)charset))
		return convert_single(upper_halves[charset], in, loss_max, attempt);
	cd = converters[charset];
	(void)iconv(cd, NULL, NULL, NULL, NULL);
	memcpy(&from, &in.at,
	       sizeof(from)); /* iconv() takes a pointer to non-const, and does not write */
	while (left > 0 && !attempt->out.over) {
		char *to = chunk;
		size_t room = sizeof(chunk), done;
		int why;

		errno = 0;
		done = iconv(cd, &from, &left, &to, &room);
		why = errno;
		rap_buf_add(&attempt->out, chunk, (size_t)(to - chunk));
		if (done != (size_t)-1 || why == E2BIG)
			continue;
		/* GB18030 waits for four bytes where a bad one has a digit behind it: that is text. */
		if (why == EINVAL && !(left > 1 && (unsigned char)from[1] < 0x80)) {
			attempt->tail = true;
			rap_buf_str(&attempt->out, REPLACEMENT);
			break;
		}
		lose(attempt);
		from++;
		left--;
		if (attempt->lost > loss_max)
			return false;
	}
	flush(cd, attempt);
	return true;
}

bool rap_charset_strictly(enum rap_charset charset, rap_slice in, rap_charset_attempt *attempt)
{
	return charset != CS_NONE && rap_charset_convert(charset, in, 0, attempt) && !attempt->tail;
}
