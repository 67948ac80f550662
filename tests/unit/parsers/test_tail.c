// SPDX-License-Identifier: Apache-2.0
/* What programs leave at the ends of lines is taken off; what people write there is not. */
#include "parsers/text/tail.h"

#include "common/mem.h"
#include "parsers/mail/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* after the four above */
#include <cmocka.h>

#define TEN(tail)                                                                             \
	"a" tail "\nb" tail "\nc" tail "\nd" tail "\ne" tail "\nf" tail "\ng" tail "\nh" tail \
	"\ni" tail "\nj" tail "\n"
#define TEN_BARE "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"

static char *bare(const char *text)
{
	rap_buf out = rap_buf_init(64 * 1024);
	rap_tails tails;
	rap_slice line;

	rap_tails_find(rap_slice_of(text), &tails);
	for (size_t at = 0; rap_lines_next(rap_slice_of(text), &at, &line);) {
		rap_buf_slice(&out, rap_tails_cut(&tails, line));
		rap_buf_char(&out, '\n');
	}
	return rap_buf_take(&out);
}

static void test_tails(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"x=20\ny =20\nz\n", "x\ny \nz\n"},
		{"x<br>\ny<br><br>\nz\n", "x\ny\nz\n"},
		{"x</p>\ny[/quote]</p>\nz[/quote]\n<p>\n<p>w[/quote]\n", "x\ny\nz\n<p>\n<p>w\n"},
		/* once, it is somebody's */
		{"x=20\ny\n", "x=20\ny\n"},
		/* on most lines of many */
		{TEN(" \\") TEN(" \\") "k\n", "a \nb \nc \nd \ne \nf \ng \nh \ni \nj \n"
	                                      "a \nb \nc \nd \ne \nf \ng \nh \ni \nj \nk\n"},
		{TEN(";") "a;;\nb.;\n", TEN_BARE "a;\nb.\n"},
		{TEN("=") "a:=\nb)=\n", TEN_BARE "a:\nb)\n"},
		/* not enough lines, and not most of them */
		{TEN(";"), TEN(";")},
		{TEN(";") TEN(""), TEN(";") TEN("")},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *got = bare(rows[i].text);

		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
