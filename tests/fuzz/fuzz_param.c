// SPDX-License-Identifier: Apache-2.0
/* Parameters of header fields (RFC 2045, 2231): clean text comes out; what is written in sections comes back. */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "parsers/mail/param.h"

#define SECTION 11u

static void check_round_trip(const char *text)
{
	size_t len = strlen(text);
	rap_buf field = rap_buf_init(len * 8 + RAP_KIB);
	char *back;

	rap_buf_str(&field, "attachment");
	for (size_t at = 0; at < len; at += SECTION) {
		rap_buf_printf(&field, ";\r\n filename*%zu*=%s", at / SECTION, at ? "" : "utf-8''");
		for (size_t i = at; i < len && i < at + SECTION; i++)
			rap_buf_printf(&field, "%%%02X", (unsigned)(unsigned char)text[i]);
	}
	back = rap_param_get(rap_buf_as_slice(&field), "filename");
	/* Encoded words in sections are read, though they are forbidden: then something else comes back. */
	if (len > 0 && !strstr(text, "=?") && len <= SECTION * RAP_LIMIT_2231_SECTIONS)
		MUST(back && strcmp(text, back) == 0);
	free(back);
	rap_buf_done(&field);
}

static void one(rap_slice input)
{
	static const char *const names[] = {"filename", "name", "charset", "boundary", "x"};
	char *value = rap_param_value(input);

	MUST(value && strlen(value) <= input.len);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *text = rap_param_get(input, names[i]),
		     *again = rap_param_get(input, names[i]);
		char *raw = rap_param_raw(input, names[i]);

		MUST((text != NULL) == (again != NULL));
		if (text) {
			MUST(strcmp(text, again) == 0 && fuzz_is_text(rap_slice_of(text)));
			MUST(strlen(text) <= 4 * input.len + 4);
			check_round_trip(text);
		}
		MUST(!raw || strlen(raw) <= 4 * input.len + 4);
		free(text);
		free(again);
		free(raw);
	}
	free(value);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 500000, 8000};
