// SPDX-License-Identifier: Apache-2.0
/*
 * UTF-8: a strict decoder of our own (Unicode table 3-7), and utf8proc behind the few questions we ask about
 * characters. No memory of utf8proc's own is used, so that the rule of mem.h holds here too.
 */
#include "common/utf8.h"

#include "common/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <utf8proc.h>

#define CODES_FEW 256 /* code points of a stretch that needs no memory of its own */

/* Smallest and largest second byte after each lead byte: Unicode table 3-7. Length 0: no lead byte. */
static size_t sequence(unsigned char lead, unsigned char *ret_low, unsigned char *ret_high)
{
	*ret_low = 0x80;
	*ret_high = 0xBF;
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF) {
		if (lead == 0xE0)
			*ret_low = 0xA0;
		if (lead == 0xED)
			*ret_high = 0x9F;
		return 3;
	}
	if (lead >= 0xF0 && lead <= 0xF4) {
		if (lead == 0xF0)
			*ret_low = 0x90;
		if (lead == 0xF4)
			*ret_high = 0x8F;
		return 4;
	}
	return 0;
}

uint32_t rap_utf8_next_long(rap_slice s, size_t *offset)
{
	unsigned char lead, low, high;
	uint32_t code;
	size_t n;

	if (*offset >= s.len)
		return RAP_UTF8_BAD;
	lead = (unsigned char)s.at[*offset];
	n = sequence(lead, &low, &high);
	if (n == 1) {
		(*offset)++;
		return lead;
	}
	if (n == 0 || n > s.len - *offset) {
		(*offset)++;
		return RAP_UTF8_BAD;
	}
	code = lead & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		unsigned char byte = (unsigned char)s.at[*offset + i];

		if (byte < low || byte > high) {
			(*offset)++;
			return RAP_UTF8_BAD;
		}
		code = code << 6 | (byte & 0x3Fu);
		low = 0x80;
		high = 0xBF;
	}
	*offset += n;
	return code;
}

bool rap_utf8_valid(rap_slice s)
{
	for (size_t at = 0; at < s.len;)
		if (rap_utf8_next(s, &at) == RAP_UTF8_BAD)
			return false;
	return true;
}

void rap_utf8_put(rap_buf *buf, uint32_t code_point)
{
	utf8proc_uint8_t bytes[4]; /* no code point needs more */
	utf8proc_ssize_t n;

	if (code_point < 0x80) {
		rap_buf_char(buf, (char)code_point);
		return;
	}
	n = utf8proc_encode_char((utf8proc_int32_t)code_point, bytes);
	assert(code_point <= 0x10FFFF && n > 0);
	rap_buf_add(buf, bytes, (size_t)n);
}

size_t rap_utf8_count(rap_slice s)
{
	size_t n = 0;

	for (size_t at = 0; at < s.len; n++)
		(void)rap_utf8_next(s, &at);
	return n;
}

size_t rap_utf8_offset(rap_slice s, size_t n)
{
	size_t at = 0;

	while (n-- > 0 && at < s.len)
		(void)rap_utf8_next(s, &at);
	return at;
}

static size_t ascii_run(rap_slice s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && (unsigned char)s.at[at + n] < 0x80)
		n++;
	return n;
}

/* A stretch without a safe place to divide it. */
static void map_whole(rap_buf *out, rap_slice s, utf8proc_option_t options)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.at;
	utf8proc_int32_t few[CODES_FEW + 1], *many = NULL, *codes = few;
	utf8proc_ssize_t n, done;

	n = utf8proc_decompose(bytes, (utf8proc_ssize_t)s.len, few, CODES_FEW, options);
	assert(n >= 0); /* the caller has checked the text */
	/* reencode writes the bytes over the code points, and a NUL behind them. */
	if (n > CODES_FEW) {
		codes = many = rap_calloc((size_t)n + 1, sizeof *many);
		done = utf8proc_decompose(bytes, (utf8proc_ssize_t)s.len, codes, n, options);
		assert(done == n);
	}
	done = utf8proc_reencode(codes, n, options);
	assert(done >= 0);
	rap_buf_add(out, codes, (size_t)done);
	free(many);
}

/*
 * ASCII characters are what they are in every form but for their case, and none of them joins what stands before it. So
 * only the others need the tables, each stretch with the one ASCII character before it, to which marks may belong.
 */
static void map(rap_buf *out, rap_slice s, bool lower, utf8proc_option_t options)
{
	for (size_t at = 0; at < s.len;) {
		size_t plain = ascii_run(s, at), other = at + plain;

		while (other < s.len && (unsigned char)s.at[other] >= 0x80)
			other++;
		if (plain > 0 && other > at + plain)
			plain--;
		for (size_t i = at; lower && i < at + plain; i++) {
			char c = s.at[i];

			rap_buf_char(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
		}
		if (!lower)
			rap_buf_slice(out, rap_slice_sub(s, at, at + plain));
		if (other > at + plain)
			map_whole(out, rap_slice_sub(s, at + plain, other), options);
		at = other;
	}
}

void rap_utf8_fold(rap_buf *out, rap_slice s)
{
	map(out, s, true,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
	            UTF8PROC_IGNORE);
}

void rap_utf8_nfc(rap_buf *out, rap_slice s)
{
	map(out, s, false, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

size_t rap_utf8_cluster_end(rap_slice s, size_t at)
{
	utf8proc_int32_t state = 0;
	size_t next = at;
	uint32_t before = rap_utf8_next(s, &next);

	for (at = next; at < s.len; at = next) {
		uint32_t c = rap_utf8_next(s, &next);

		if (c < 0x80 || c == RAP_UTF8_BAD || before == RAP_UTF8_BAD ||
		    utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)c,
		                                     &state))
			return at;
		before = c;
	}
	return s.len;
}

size_t rap_utf8_width(rap_slice s)
{
	size_t columns = 0;

	for (size_t at = 0; at < s.len;) {
		uint32_t code = rap_utf8_next(s, &at);
		int width = code == RAP_UTF8_BAD ? 1 : utf8proc_charwidth((utf8proc_int32_t)code);

		columns += width > 0 ? (size_t)width : 0;
	}
	return columns;
}

bool rap_utf8_is_space_long(uint32_t c)
{
	return c == 0x85 || c == 0xA0 || c == 0x115F || c == 0x1160 || c == 0x1680 || c == 0x180E ||
	       (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
	       c == 0x205F || c == 0x2060 || c == 0x2800 || c == 0x3000 || c == 0x3164 ||
	       c == 0xFEFF || c == 0xFFA0;
}

bool rap_utf8_is_cjk_long(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} ranges[] = {
		{0x1100, 0x11FF}, /* hangul letters */
		{0x2E80, 0x2FD5}, /* radicals */
		{0x3005, 0x3007}, /* iteration mark, closing mark, zero */
		{0x3021, 0x3029},   {0x3031, 0x3035},   {0x3038, 0x303B},
		{0x3041, 0x3096}, /* kana without the punctuation between */
		{0x3099, 0x309A},   {0x309D, 0x309F},   {0x30A1, 0x30FA},
		{0x30FC, 0x30FF},   {0x3105, 0x312F}, /* bopomofo */
		{0x3131, 0x318E},   {0x31A0, 0x31BF},   {0x31F0, 0x31FF},
		{0x3400, 0x4DBF}, /* Han */
		{0x4E00, 0x9FFF},   {0xA960, 0xA97C},   {0xAC00, 0xD7FB}, /* hangul syllables */
		{0xF900, 0xFAFF},   {0xFF66, 0xFFDC}, /* half-width kana and hangul */
		{0x1B000, 0x1B16F}, {0x20000, 0x323AF},
	};

	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return false;
}

bool rap_utf8_is_word_long(uint32_t code_point)
{
	utf8proc_category_t category;

	if (code_point > 0x10FFFF || rap_utf8_is_cjk(code_point))
		return false;
	category = utf8proc_category((utf8proc_int32_t)code_point);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

rap_slice rap_utf8_trim(rap_slice s)
{
	size_t from = 0, to;

	for (size_t at = 0; at < s.len; from = at)
		if (!rap_utf8_is_space(rap_utf8_next(s, &at)))
			break;
	/* Mostly the end is ASCII, where a character is a byte, whatever stands before it. */
	for (to = s.len; to > from && (unsigned char)s.at[to - 1] < 0x80; to--)
		if (!rap_utf8_is_space((unsigned char)s.at[to - 1]))
			return rap_slice_sub(s, from, to);
	s.len = to;
	to = from;
	for (size_t at = from; at < s.len;)
		if (!rap_utf8_is_space(rap_utf8_next(s, &at)))
			to = at;
	return rap_slice_sub(s, from, to);
}

/* Characters that a terminal shows as nothing, or that turn the text around them. */
static bool is_treacherous(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	return category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CF ||
	       category == UTF8PROC_CATEGORY_CS || category == UTF8PROC_CATEGORY_CO ||
	       category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

void rap_utf8_printable(rap_buf *out, rap_slice s, size_t max)
{
	size_t at = 0;

	for (size_t n = 0; at < s.len; n++) {
		size_t begin = at;
		uint32_t code;

		if (n >= max) {
			rap_buf_str(out, "...");
			return;
		}
		code = rap_utf8_next(s, &at);
		if (code == RAP_UTF8_BAD)
			rap_buf_printf(out, "\\x%02X", (unsigned)(unsigned char)s.at[begin]);
		else if (is_control(code))
			rap_buf_printf(out, "\\x%02X", (unsigned)code);
		else if (is_treacherous(code))
			rap_buf_printf(out, "\\u{%04X}", (unsigned)code);
		else
			rap_buf_slice(out, rap_slice_sub(s, begin, at));
	}
}

void rap_utf8_json(rap_buf *out, rap_slice json)
{
	for (size_t at = 0; at < json.len;) {
		size_t begin = at;
		uint32_t code = rap_utf8_next(json, &at);

		/* White space between values; inside of a string there is none but the blank. */
		if (code == '\n' || code == '\t' || (code >= 0x20 && code < 0x7F))
			rap_buf_char(out, (char)code);
		else if (code == RAP_UTF8_BAD)
			rap_buf_str(out, "\\uFFFD");
		else if (!is_control(code) && !is_treacherous(code))
			rap_buf_slice(out, rap_slice_sub(json, begin, at));
		else if (code < 0x10000)
			rap_buf_printf(out, "\\u%04X", (unsigned)code);
		else
			rap_buf_printf(out, "\\u%04X\\u%04X",
			               0xD800u + (unsigned)((code - 0x10000) >> 10),
			               0xDC00u + (unsigned)((code - 0x10000) & 0x3FF));
	}
}
