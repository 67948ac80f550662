// SPDX-License-Identifier: Apache-2.0
/* R20: tokens, derived from the key and never drawn; see token.h. */
#include "common/token.h"

#include "common/buf.h"

#include <string.h>

/* Parts are put behind each other with NUL between them, which no C string holds: no two lists look alike. */
#define PARTS_MAX 8192

static void put(rap_buf *buf, const char *part)
{
	rap_buf_str(buf, part);
	rap_buf_char(buf, '\0');
}

void rap_token_make(const rap_token_key *key, const char *round, const char *request,
                    const char *recipient, const char *nonce, char ret_token[RAP_TOKEN_SIZE])
{
	rap_buf parts = rap_buf_init(PARTS_MAX);
	rap_hash mac;

	/* The nonce, which alone is unique for ever (R24), comes first: the cap never cuts it off. */
	put(&parts, nonce);
	put(&parts, round);
	put(&parts, request);
	put(&parts, recipient);
	mac = rap_hash_hmac((rap_slice){(const char *)key->at, sizeof key->at},
	                    rap_buf_as_slice(&parts));
	rap_hash_base32(&mac, ret_token, RAP_TOKEN_LEN);
	rap_buf_done(&parts);
}

bool rap_token_well_formed(rap_slice text, char ret_token[RAP_TOKEN_SIZE])
{
	char token[RAP_TOKEN_SIZE];

	if (text.len != RAP_TOKEN_LEN)
		return false;
	for (size_t i = 0; i < RAP_TOKEN_LEN; i++) {
		char c = text.at[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (!(c >= 'a' && c <= 'z') && !(c >= '2' && c <= '7'))
			return false;
		token[i] = c;
	}
	token[RAP_TOKEN_LEN] = '\0';
	memcpy(ret_token, token, sizeof token);
	return true;
}

rap_hash rap_token_hash(const char token[RAP_TOKEN_SIZE])
{
	return rap_hash_of((rap_slice){token, RAP_TOKEN_LEN});
}
