// SPDX-License-Identifier: Apache-2.0
/* SHA-256 and HMAC-SHA-256 behind one small file; the arithmetic is GLib's. */
#include "common/hash.h"

#include <assert.h>
#include <glib.h>

rap_hash rap_hash_of(rap_slice bytes)
{
	rap_hash hash;
	gsize len = sizeof hash.at;
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

	g_checksum_update(sum, (const guchar *)(bytes.len ? bytes.at : ""), (gssize)bytes.len);
	g_checksum_get_digest(sum, hash.at, &len);
	g_checksum_free(sum);
	assert(len == sizeof hash.at);
	return hash;
}

rap_hash rap_hash_of_lines(rap_slice bytes)
{
	rap_hash hash;
	gsize len = sizeof hash.at;
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	size_t from = 0;

	for (size_t i = 0; i + 1 < bytes.len; i++) {
		if (bytes.at[i] != '\r' || bytes.at[i + 1] != '\n')
			continue;
		g_checksum_update(sum, (const guchar *)bytes.at + from, (gssize)(i - from));
		from = i + 1;
	}
	if (bytes.len > from)
		g_checksum_update(sum, (const guchar *)bytes.at + from, (gssize)(bytes.len - from));
	g_checksum_get_digest(sum, hash.at, &len);
	g_checksum_free(sum);
	assert(len == sizeof hash.at);
	return hash;
}

rap_hash rap_hash_hmac(rap_slice key, rap_slice bytes)
{
	rap_hash hash;
	gsize len = sizeof hash.at;
	GHmac *mac = g_hmac_new(G_CHECKSUM_SHA256, (const guchar *)key.at, key.len);

	g_hmac_update(mac, (const guchar *)(bytes.len ? bytes.at : ""), (gssize)bytes.len);
	g_hmac_get_digest(mac, hash.at, &len);
	g_hmac_unref(mac);
	assert(len == sizeof hash.at);
	return hash;
}

void rap_hash_hex(const rap_hash *hash, char ret_hex[RAP_HASH_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < RAP_HASH_SIZE; i++) {
		ret_hex[2 * i] = digits[hash->at[i] >> 4];
		ret_hex[2 * i + 1] = digits[hash->at[i] & 15];
	}
	ret_hex[RAP_HASH_HEX_SIZE - 1] = '\0';
}

void rap_hash_base32(const rap_hash *hash, char *ret_text, size_t n)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	unsigned bits = 0, have = 0;
	size_t byte = 0;

	assert(n <= 51);
	for (size_t i = 0; i < n; i++) {
		if (have < 5) {
			bits = bits << 8 | hash->at[byte++];
			have += 8;
		}
		have -= 5;
		ret_text[i] = alphabet[bits >> have & 31];
	}
	ret_text[n] = '\0';
}

bool rap_hash_same(const rap_hash *a, const rap_hash *b)
{
	unsigned difference = 0;

	for (size_t i = 0; i < RAP_HASH_SIZE; i++)
		difference |= (unsigned)(a->at[i] ^ b->at[i]);
	return difference == 0;
}
