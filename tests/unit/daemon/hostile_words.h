/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hostile words for tests of what we write: values made of what is dangerous somewhere, from a seed that is the same
 * every time.
 */
#ifndef RAP_TESTS_HOSTILE_WORDS_H
#define RAP_TESTS_HOSTILE_WORDS_H

#include "common/mem.h"
#include "tests/fuzz/shown.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define ROUNDS 400

static uint64_t seed;

static inline size_t any(size_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % below);
}

static const char *const alphabet[] = {
	"<script>alert(1)</script>",
	"</bdi></p>",
	"<img src=x onerror=y>",
	"<!--",
	"]]>",
	"&",
	"&lt;",
	"&#x3c;",
	"\"",
	"'",
	"<",
	">",
	"{{address}}",
	"{{{html}}}",
	"}}",
	"=1+1",
	"+",
	"-",
	"@",
	"|",
	"\t",
	"\n",
	"\r\n",
	"\r",
	"\x01",
	"\x07",
	"\x1B[31m",
	"\x1B]0;x\x07",
	"\x7F",
	"\x9B",
	"\xC2\x85",
	"\xC2\x9B",
	"\xFF",
	"\xC3",
	"\xED\xA0\x80",
	"\xE2\x80\xA8",
	"\xE2\x80\xA9",
	"\xE2\x80\xAE",
	"\xE2\x81\xA6",
	"\xE2\x81\xA9",
	"\xE2\x80\x8F",
	"\xE2\x80\x8B",
	"\xEF\xBB\xBF",
	"\xEF\xBF\xB9",
	"\xF3\xA0\x81\x81",
	"\xEF\xBC\x9D",
	"\xEF\xBF\xBE",
	"\xD7\xA9\xD7\x9C",
	"\xD8\xA7",
	"\xE5\x90\x8C\xE6\x84\x8F",
	"\xD0\xB4\xD0\xB0",
	"\xF0\x9F\x8C\x8F",
	"\\",
	"\\x1B",
	"%s%n",
	"*b*",
	"_i_",
	"`c`",
	"~~s~~",
	"[a](http://x.example)",
	"![i](http://x.example/i.png)",
	"[2.1] support",
	"[P3] delete",
	"# h",
	"1. l",
	"- [ ] l",
	"> q",
	"---",
	"===",
	"www.x.example",
	"https://x.example",
	"javascript:alert(1)",
	"event=forged",
	"Bcc: x@y.example",
	"=?utf-8?Q?=0ABcc:?=",
	"../../etc/passwd",
	" ",
	"    ",
	"yes",
	"12.5",
};

static inline char *hostile(void)
{
	rap_buf out = rap_buf_init(1 << 16);
	size_t n = 1 + any(8);

	for (size_t i = 0; i < n; i++)
		rap_buf_str(&out, alphabet[any(sizeof alphabet / sizeof *alphabet)]);
	return rap_buf_take(&out);
}

/* JSON holds text: bad bytes come as views give them. */
static inline json_t *as_json(const char *words)
{
	rap_buf out = rap_buf_init(1 << 18);
	rap_slice s = rap_slice_of(words);
	json_t *value;

	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		rap_utf8_put(&out, c == RAP_UTF8_BAD ? 0xFFFD : c);
	}
	value = json_stringn(rap_buf_text(&out), out.len);
	rap_buf_done(&out);
	assert_non_null(value);
	return value;
}

static inline void fails_with(const char *what, const char *words)
{
	rap_buf shown = rap_buf_init(1 << 16);

	rap_utf8_printable(&shown, rap_slice_of(words), SIZE_MAX);
	fail_msg("%s: %s", what, rap_buf_text(&shown));
}

/* Nothing in it that acts on the words around it, but isolates of ours. */
static inline void is_clean(const char *output)
{
	rap_slice s = rap_slice_of(output);

	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		if (c == RAP_UTF8_BAD || shown_is_control(c) || c == 0x2028 || c == 0x2029 ||
		    (shown_is_marked(c) && c != 0x2068 && c != 0x2069))
			fails_with("not clean", output);
	}
}

#endif
