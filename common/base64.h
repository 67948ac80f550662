/* SPDX-License-Identifier: Apache-2.0 */
/* The alphabet of base64 (RFC 4648, 4), for those who read it leniently, each in its own way. */
#ifndef RAP_COMMON_BASE64_H
#define RAP_COMMON_BASE64_H

/* What a character stands for, 0 to 63; -1 when it is none of the alphabet ('=' is none). */
static inline int rap_base64_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

#endif
