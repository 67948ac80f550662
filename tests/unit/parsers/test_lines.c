// SPDX-License-Identifier: Apache-2.0
/* Line ends of mails that something broken has carried. */
#include "parsers/mail/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
	const char *name, *raw, *mended; /* NULL: it is as it should be */
} cases[] = {
	{"nothing", "", NULL},
	{"LF", "a: b\n\nc\n", NULL},
	{"CRLF", "a: b\r\n\r\nc\r\n", NULL},
	{"a line of CRLF", "a: b\r\n", NULL},
	{"CR in the text alone", "a: b\r\n\r\nc\rd\re\r\n", NULL},
	{"CR", "a: b\rc: d\r\re\r", "a: b\nc: d\n\ne\n"},
	{"CR CR LF", "a: b\r\r\nc: d\r\r\n\r\r\ne\r\r\n", "a: b\nc: d\n\ne\n"},
	{"CR CR LF, the last without", "a: b\r\r\nc: d\r\r\n\r\r\ne", "a: b\nc: d\n\ne"},
	{"one CR", "a: b\r", NULL},
};

static void test_lines_mend_line_ends(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		rap_buf out = rap_buf_init(1000);
		bool mended = rap_lines_mend(rap_slice_of(cases[i].raw), &out);

		if (mended != (cases[i].mended != NULL))
			print_error("%s: %s\n", cases[i].name, rap_buf_text(&out));
		assert_int_equal(mended, cases[i].mended != NULL);
		assert_string_equal(rap_buf_text(&out), mended ? cases[i].mended : "");
		rap_buf_done(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines_mend_line_ends)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
