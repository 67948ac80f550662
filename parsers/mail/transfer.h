/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 and quoted-printable, as mail has them: damaged, cut off, with text behind them. */
#ifndef RAP_PARSERS_TRANSFER_H
#define RAP_PARSERS_TRANSFER_H

#include "common/buf.h"

/* Base64 in pieces: a group of four may be spread over several. */
typedef struct rap_base64 {
	unsigned bits, n; /* the n (0 to 3) characters of a group not yet complete */
	bool padded; /* '=' was seen: the group is over */
	size_t junk; /* characters that are not of the alphabet, blanks apart */
} rap_base64;

void rap_base64_add(rap_base64 *state, rap_slice text, rap_buf *out);
/* The bytes of a last incomplete group. */
void rap_base64_end(rap_base64 *state, rap_buf *out);

/*
 * The bytes of a base64 body, and true; false when it is damaged. Plain text behind its end (a footer that a
 * list or a scanner has put there) is taken as it is, on a line of its own.
 */
bool rap_transfer_base64(rap_slice body, rap_buf *out);

/* RFC 2045, 6.7; false when there are '=' that encode nothing (they stay as they are). */
bool rap_transfer_quoted_printable(rap_slice body, rap_buf *out);

/* The value of a hexadecimal digit, or -1. */
int rap_transfer_hex(char c);

#endif
