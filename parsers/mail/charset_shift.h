/* SPDX-License-Identifier: Apache-2.0 */
/* Text in seven bits that shifts between sets, made into the eight-bit form of the same sets. For charset.c alone. */
#ifndef RAP_PARSERS_CHARSET_SHIFT_H
#define RAP_PARSERS_CHARSET_SHIFT_H

#include "common/buf.h"

enum rap_shift_set { RAP_SHIFT_ONE, RAP_SHIFT_KANA, RAP_SHIFT_TWO, RAP_SHIFT_THREE };

/* The length of the escape sequence of Japanese mail that s begins with, and the set it asks for; 0: it is none. */
size_t rap_shift_escape(rap_slice s, enum rap_shift_set *ret_set);

/*
 * ISO-2022-JP as EUC-JP: half-width kana and row 13 (circled numbers and the like), which programs write without being
 * allowed to, are known to EUC-JP-MS only. Bytes of eight bits where ASCII stands are half-width kana.
 */
void rap_shift_japanese(rap_slice in, rap_buf *out);

/* HZ (RFC 1843): ~{ and ~} around GB2312. */
void rap_shift_hz(rap_slice in, rap_buf *out);

/* ISO-2022-CN (RFC 1922), of which only GB2312 is in use. */
void rap_shift_chinese(rap_slice in, rap_buf *out);

#endif
