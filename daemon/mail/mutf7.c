// SPDX-License-Identifier: Apache-2.0
/* Modified UTF-7; see mutf7.h. */
#include "mail/mutf7.h"

#include "common/utf8.h"

static void put_base64(rap_buf *out, const unsigned char *at, size_t len)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
	unsigned bits = 0, n = 0;

	for (size_t i = 0; i < len; i++) {
		bits = (bits << 8 | at[i]) & 0xffffu;
		for (n += 8; n >= 6; n -= 6)
			rap_buf_char(out, alphabet[bits >> (n - 6) & 0x3fu]);
	}
	if (n > 0)
		rap_buf_char(out, alphabet[bits << (6 - n) & 0x3fu]);
}

static void put_unit(rap_buf *utf16, uint32_t unit)
{
	rap_buf_char(utf16, (char)(unit >> 8));
	rap_buf_char(utf16, (char)(unit & 0xffu));
}

/* What stands between two runs of plain characters: "&...-". */
static void put_shifted(rap_buf *out, rap_buf *utf16)
{
	if (utf16->len == 0)
		return;
	rap_buf_char(out, '&');
	put_base64(out, (const unsigned char *)utf16->at, utf16->len);
	rap_buf_char(out, '-');
	rap_buf_cut(utf16, 0);
}

rap_err rap_mutf7_encode(const char *name, rap_buf *out)
{
	rap_slice s = rap_slice_of(name);
	rap_buf utf16 = rap_buf_init(4 * s.len + 4);
	size_t was = out->len;
	rap_err err = rap_utf8_valid(s) ? RAP_OK : RAP_E_FORMAT;

	for (size_t at = 0; err == RAP_OK && at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		if (c < 0x20 || c == 0x7f) {
			err = RAP_E_FORMAT;
		} else if (c < 0x7f) {
			put_shifted(out, &utf16);
			rap_buf_str(out, c == '&' ? "&-" : (const char[]){(char)c, '\0'});
		} else if (c > 0xffff) {
			put_unit(&utf16, 0xd800 + ((c - 0x10000) >> 10));
			put_unit(&utf16, 0xdc00 + ((c - 0x10000) & 0x3ff));
		} else {
			put_unit(&utf16, c);
		}
	}
	put_shifted(out, &utf16);
	rap_buf_done(&utf16);
	if (err != RAP_OK)
		rap_buf_cut(out, was);
	return err;
}
