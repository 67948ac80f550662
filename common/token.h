/* SPDX-License-Identifier: Apache-2.0 */
/*
 * R20: the token that ties a reply to the mail it answers: 26 characters of base32 of
 * HMAC-SHA-256(key, round | request | recipient | nonce), 130 bits. The key is held by core alone; the
 * database keeps only SHA-256 of the token.
 */
#ifndef RAP_COMMON_TOKEN_H
#define RAP_COMMON_TOKEN_H

#include "common/hash.h"

#define RAP_TOKEN_LEN 26
#define RAP_TOKEN_SIZE (RAP_TOKEN_LEN + 1)
#define RAP_TOKEN_KEY_SIZE 32

typedef struct rap_token_key {
	uint8_t at[RAP_TOKEN_KEY_SIZE];
} rap_token_key;

/* nonce: the stable key of the outgoing mail, unique for ever, so that no token comes twice (R24). */
void rap_token_make(const rap_token_key *key, const char *round, const char *request,
                    const char *recipient, const char *nonce, char ret_token[RAP_TOKEN_SIZE]);

/* 26 characters of a-z2-7 (capitals are folded into ret_token). */
bool rap_token_well_formed(rap_slice text, char ret_token[RAP_TOKEN_SIZE]);

rap_hash rap_token_hash(const char token[RAP_TOKEN_SIZE]);

#endif
