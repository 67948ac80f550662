/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8: checking, walking, folding (utf8proc), and making foreign text safe to print. */
#ifndef RAP_COMMON_UTF8_H
#define RAP_COMMON_UTF8_H

#include "common/buf.h"

#include <stdint.h>

#define RAP_UTF8_BAD UINT32_MAX

/* Whether all of s is well-formed UTF-8 (Unicode table 3-7: no surrogates, no overlong forms). */
bool rap_utf8_valid(rap_slice s);

/* What rap_utf8_next does where there is no ASCII character; not for callers. */
uint32_t rap_utf8_next_long(rap_slice s, size_t *offset);

/* The code point at *offset, which moves past it. RAP_UTF8_BAD for one bad byte, or at the end. Inline, as are the
 * questions below for ASCII: nearly all that is read is ASCII, and it is read a character at a time. */
static inline uint32_t rap_utf8_next(rap_slice s, size_t *offset)
{
	if (*offset < s.len && (unsigned char)s.at[*offset] < 0x80)
		return (unsigned char)s.at[(*offset)++];
	return rap_utf8_next_long(s, offset);
}

void rap_utf8_put(rap_buf *buf, uint32_t code_point);

/* Number of code points (bad bytes count one each). */
size_t rap_utf8_count(rap_slice s);

/* Byte offset of the n-th code point, or s.len. */
size_t rap_utf8_offset(rap_slice s, size_t n);

/* NFKC + case fold + removal of default-ignorables (R56): for comparing, never for storing. s must be valid. */
void rap_utf8_fold(rap_buf *out, rap_slice s);

/* NFC, for storing (R56). s must be valid. */
void rap_utf8_nfc(rap_buf *out, rap_slice s);

/*
 * Where the character that begins at `at` ends for the eye: with its combining marks, joined emoji, pairs of flag
 * letters (UAX #29). Past the end: the length.
 */
size_t rap_utf8_cluster_end(rap_slice s, size_t at);

/* Columns on a terminal: wide East Asian characters count two, combining marks none. */
size_t rap_utf8_width(rap_slice s);

/* The same questions for what is not ASCII; not for callers. */
bool rap_utf8_is_space_long(uint32_t code_point);
bool rap_utf8_is_cjk_long(uint32_t code_point);
bool rap_utf8_is_word_long(uint32_t code_point);

/* ASCII white space, NBSP, U+2000-200B, U+3000, U+FEFF ... */
static inline bool rap_utf8_is_space(uint32_t c)
{
	return c < 0x80 ? c == 0x20 || (c >= 0x09 && c <= 0x0D) : rap_utf8_is_space_long(c);
}

/* Han, kana, hangul: one token per character. */
static inline bool rap_utf8_is_cjk(uint32_t c)
{
	return c >= 0x1100 && rap_utf8_is_cjk_long(c);
}

/* Letter, digit or combining mark, and not CJK. */
static inline bool rap_utf8_is_word(uint32_t c)
{
	return c < 0x80 ? (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
	                : rap_utf8_is_word_long(c);
}

/* Without white space (as above) at both ends. */
rap_slice rap_utf8_trim(rap_slice s);

/*
 * R64: for logs, terminals and diagnostics. Bytes outside printable UTF-8 and C0/C1/DEL become \xHH, bidi
 * controls and other format characters \u{HHHH}; cut after max code points with "...".
 */
void rap_utf8_printable(rap_buf *out, rap_slice s, size_t max);

/*
 * R64 for JSON: the same JSON, in which whatever rap_utf8_printable would not let stand is written as \uHHHH. In valid
 * JSON such characters stand in strings only, so whoever reads it gets the same strings.
 */
void rap_utf8_json(rap_buf *out, rap_slice json);

#endif
