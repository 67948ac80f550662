// SPDX-License-Identifier: Apache-2.0
/* Charsets that pages name in themselves. */
#include "parsers/text/html_charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *html, *label;
} cases[] = {
	{"", NULL},
	{"<p>charset=koi8-r", NULL},
	{"<meta charset=koi8-r>", "koi8-r"},
	{"<META CHARSET = 'KOI8-R'/>", "KOI8-R"},
	{"<meta name=author content=x><meta http-equiv=\"Content-Type\" content=\"text/html; "
         "charset=gb2312\">",
         "gb2312"},
	{"<meta charset=koi8-r", NULL},
	{"<meta charset=>", NULL},
	{"<meta charset=\"../../evil\">", ".."},
	{"<meta charset=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>", NULL},
};

static void test_html_charset_of_a_page(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *got = rap_html_charset(rap_slice_of(cases[i].html));

		if (!cases[i].label)
			assert_null(got);
		else
			assert_string_equal(got, cases[i].label);
		free(got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_html_charset_of_a_page)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
