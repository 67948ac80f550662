/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 and HMAC-SHA-256, by GLib (which both programs hold already), and the texts made of them. */
#ifndef RAP_COMMON_HASH_H
#define RAP_COMMON_HASH_H

#include "common/slice.h"

#include <stdint.h>

#define RAP_HASH_SIZE 32
#define RAP_HASH_HEX_SIZE (2 * RAP_HASH_SIZE + 1)

typedef struct rap_hash {
	uint8_t at[RAP_HASH_SIZE];
} rap_hash;

rap_hash rap_hash_of(rap_slice bytes);
/* The same with every CRLF counted as LF: a mail is the same from a Maildir and over IMAP. */
rap_hash rap_hash_of_lines(rap_slice bytes);
rap_hash rap_hash_hmac(rap_slice key, rap_slice bytes);

/* 64 lower-case hexadecimal digits and NUL. */
void rap_hash_hex(const rap_hash *hash, char ret_hex[RAP_HASH_HEX_SIZE]);

/* The first n characters (n <= 51) of the hash in base32, lower case, alphabet a-z2-7 (RFC 4648), and NUL. */
void rap_hash_base32(const rap_hash *hash, char *ret_text, size_t n);

/* Equal in constant time. */
bool rap_hash_same(const rap_hash *a, const rap_hash *b);

#endif
