// SPDX-License-Identifier: Apache-2.0
/* Transfer encodings whole and damaged. */
#include "parsers/mail/transfer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

typedef bool decoder(rap_slice, rap_buf *);

static const struct {
	const char *name;
	decoder *decode;
	const char *body, *bytes;
	bool whole;
} cases[] = {
	{"nothing", rap_transfer_base64, "", "", true},
	{"base64", rap_transfer_base64, "c3Vw\r\ncG9y\r\ndA==\r\n", "support", true},
	{"no padding", rap_transfer_base64, "c3VwcG9ydA", "support", false},
	{"padding of one", rap_transfer_base64, "c3VwcG9ydHM=", "supports", true},
	{"group over two lines", rap_transfer_base64, "c3V\nwcG9ydHM=", "supports", true},
	{"blanks at line ends", rap_transfer_base64, "c3Vw \t\r\ncG9y\r\n", "suppor", true},
	{"a byte of noise", rap_transfer_base64, "c3Vw*cG9y\n", "suppor", false},
	{"two encoded texts in a row", rap_transfer_base64, "YQ==\nYg==\n", "ab", true},
	{"a footer in words", rap_transfer_base64,
         "c3VwcG9ydA==\r\n\r\n-- \r\nList footer, in words\r\n",
         "support\n-- \r\nList footer, in words\r\n", false},
	{"never encoded at all", rap_transfer_base64, "We support it.\nYes.\n",
         "We support it.\nYes.\n", false},
	{"cut in a group", rap_transfer_base64, "c3VwcG9", "suppo", false},
	{"quoted-printable", rap_transfer_quoted_printable, "a=3Db\r\nc=E6=94=AF\r\n", "a=b\nc支\n",
         true},
	{"soft break", rap_transfer_quoted_printable, "sup=\r\nport\r\n", "support\n", true},
	{"soft break with blanks behind it", rap_transfer_quoted_printable, "sup=  \r\nport\n",
         "support\n", true},
	{"soft break in a character", rap_transfer_quoted_printable, "=E6=94=\n=AF", "支", true},
	{"blanks at the end of a line", rap_transfer_quoted_printable, "a \t\r\nb", "a\nb", true},
	{"an encoded blank stays", rap_transfer_quoted_printable, "a=20\r\nb", "a \nb", true},
	{"lower case", rap_transfer_quoted_printable, "=e6=94=af", "支", true},
	{"not encoded", rap_transfer_quoted_printable, "a=b = c=4", "a=b = c=4", false},
	{"soft break at the very end", rap_transfer_quoted_printable, "a=", "a", true},
};

static void test_transfer_decodes_what_is_whole_and_what_is_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		rap_buf out = rap_buf_init(1000);
		bool whole = cases[i].decode(rap_slice_of(cases[i].body), &out);

		if (strcmp(rap_buf_text(&out), cases[i].bytes) != 0 || whole != cases[i].whole)
			print_error("%s: '%s'\n", cases[i].name, rap_buf_text(&out));
		assert_string_equal(rap_buf_text(&out), cases[i].bytes);
		assert_int_equal(whole, cases[i].whole);
		rap_buf_done(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_transfer_decodes_what_is_whole_and_what_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
