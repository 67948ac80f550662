/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of one charset to UTF-8, counting what is bad. For charset.c alone, which chooses the charset. */
#ifndef RAP_PARSERS_CHARSET_CONVERT_H
#define RAP_PARSERS_CHARSET_CONVERT_H

#include "common/buf.h"
#include "parsers/mail/charset_table.h"

#define RAP_CHARSET_ANY_LOSS SIZE_MAX

/* What came out of one attempt. */
typedef struct rap_charset_attempt {
	rap_buf out;
	size_t lost; /* bad bytes inside */
	bool tail; /* the text ends in the middle of a character: damage, not a wrong charset */
} rap_charset_attempt;

/*
 * Converts, replacing bad bytes, and gives up (false) when more than loss_max are bad. The state is reset
 * first: an unterminated ISO-2022-JP text would turn the next one into other characters, silently.
 */
bool rap_charset_convert(enum rap_charset charset, rap_slice in, size_t loss_max,
                         rap_charset_attempt *attempt);

/* The same with no loss at all; false for CS_NONE. */
bool rap_charset_strictly(enum rap_charset charset, rap_slice in, rap_charset_attempt *attempt);

#endif
