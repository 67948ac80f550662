/* SPDX-License-Identifier: Apache-2.0 */
/* A borrowed run of bytes: pointer and length. It owns nothing and dies with what it points into. */
#ifndef RAP_COMMON_SLICE_H
#define RAP_COMMON_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct rap_slice {
	const char *at;
	size_t len;
} rap_slice;

static inline rap_slice rap_slice_of(const char *s)
{
	return (rap_slice){s, s ? strlen(s) : 0};
}

/* Bytes [from, to) of s; both are cut to the length of s. Never without an address. */
static inline rap_slice rap_slice_sub(rap_slice s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (rap_slice){s.at ? s.at + from : "", to - from};
}

static inline bool rap_slice_eq(rap_slice a, rap_slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool rap_slice_is(rap_slice a, const char *s)
{
	/* Most that are compared differ at the first byte. */
	if (a.len > 0 && s && a.at[0] != s[0])
		return false;
	return rap_slice_eq(a, rap_slice_of(s));
}

/* Compares with ASCII letters folded; other bytes must be equal. */
static inline bool rap_slice_is_nocase(rap_slice a, const char *s)
{
	size_t n = strlen(s);

	if (a.len != n || !a.at)
		return a.len == n && n == 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char x = (unsigned char)a.at[i], y = (unsigned char)s[i];

		if (x >= 'A' && x <= 'Z')
			x = (unsigned char)(x + 32);
		if (y >= 'A' && y <= 'Z')
			y = (unsigned char)(y + 32);
		if (x != y)
			return false;
	}
	return true;
}

#endif
