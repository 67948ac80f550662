// SPDX-License-Identifier: Apache-2.0
/* Parameters by the standard and against it. */
#include "parsers/mail/param.h"

#include "common/buf.h"
#include "common/limits.h"
#include "parsers/mail/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int set_up(void **state)
{
	const char *missing;

	(void)state;
	return rap_charset_open_all(&missing) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	rap_charset_close_all();
	return 0;
}

static const struct {
	const char *name, *body, *value;
} values[] = {
	{"plain", " Text/Plain; charset=utf-8", "text/plain"},
	{"comments and folds", " (a (b) \\) c) text\r\n /html (x)", "text/html"},
	{"no parameters", "attachment\r\n", "attachment"},
	{"nothing", "", ""},
	{"only parameters", "; a=b", ""},
	{"a comment without end", "text/plain (abc", "text/plain"},
	{"no sign behind it", "text/html charset=utf-8", "text/html"},
	{"a comma behind it", "text/html, charset=utf-8", "text/html"},
	{"parameters alone", " filename=a", ""},
	{"in quotes", "\"base64\"", "base64"},
};

static void test_param_value_before_the_first_semicolon(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		char *got = rap_param_value(rap_slice_of(values[i].body));

		assert_string_equal(got, values[i].value);
		free(got);
	}
}

static const struct {
	const char *name, *body, *value; /* of "name" */
} params[] = {
	{"token", "a/b; name=form.txt", "form.txt"},
	{"quoted, with a quote", "a/b; name=\"my \\\"form\\\"; v2.txt\"", "my \"form\"; v2.txt"},
	{"backslashes of Windows", "a/b; name=\"C:\\forms\\a.doc\"", "C:\\forms\\a.doc"},
	{"blanks without quotes", "a/b; name=final report.doc ; x=y", "final report.doc"},
	{"blanks round the sign", "a/b; NAME = \"x\"", "x"},
	{"among others", "a/b; nam=1; names=2; (c) name=3; name=4", "3"},
	{"none", "a/b; x=y", NULL},
	{"no value", "a/b; name; name=x", "x"},
	{"empty", "a/b; name=\"\"", ""},
	{"no end of the quote", "a/b; name=\"x; y", "x"},
	{"encoded words, which nobody may write", "a/b; name=\"=?gb2312?B?u9i4tLHt?=.txt\"",
         "回复表.txt"},
	{"raw bytes", "a/b; name=\"\xe5\x9b\x9e\xe5\xa4\x8d.txt\"", "回复.txt"},
	{"2231", "a/b; name*=utf-8'ru'%D0%B4%D0%B0.txt", "да.txt"},
	{"2231 in sections",
         "a/b;\r\n name*0*=utf-8''%E5%9B%9E;\r\n name*1*=%E5%A4%8D;\r\n name*2=\".txt\"",
         "回复.txt"},
	{"2231 in another order", "a/b; name*1=b; name*0=a; name*2=c", "abc"},
	{"2231, character split between sections", "a/b; name*0*=utf-8''%E5%9B; name*1*=%9E.txt",
         "回.txt"},
	{"2231, a section is missing", "a/b; name*0=a; name*2=c", "ac"},
	{"2231, the first is missing", "a/b; name*1=a", "a"},
	{"2231, a code split between sections", "a/b; name*0*=utf-8''%E5%9; name*1*=B%9E.txt",
         "回.txt"},
	{"2231, encoded words inside", "a/b; name*0=\"=?utf-8?Q?=E5=9B=9E?=\"; name*1=.txt",
         "回.txt"},
	{"no sign behind the value", "a/b name=\"x\"", "x"},
	{"a comma behind the value", "a/b, name=x", "x"},
	{"nothing before it", "name=x", "x"},
	{"no sign between two", "a/b; charset=\"y\" name=x", "x"},
	{"no sign between two without quotes", "a/b; charset=y name=x", "x"},
	{"blanks and a sign that is not one", "a/b; name=a b=c.txt", "a b=c.txt"},
	{"2231 and plain", "a/b; name=old; name*=utf-8''new", "new"},
	{"2231 with gb2312", "a/b; name*=gb2312''%BB%D8.txt", "回.txt"},
	{"2231 with an unknown charset", "a/b; name*=x-mars''a.txt", "a.txt"},
	{"2231 without charset", "a/b; name*=a%20b", "a b"},
	{"section number out of range", "a/b; name*100=a; name=b", "b"},
	{"section that is none", "a/b; name*x=a; name=b", "b"},
};

static void test_param_get_one_parameter(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(params) / sizeof(*params); i++) {
		char *got = rap_param_get(rap_slice_of(params[i].body), "name");

		if (!got != !params[i].value || (got && strcmp(got, params[i].value) != 0))
			print_error("%s: '%s'\n", params[i].name, got ? got : "none");
		if (params[i].value)
			assert_string_equal(got, params[i].value);
		else
			assert_null(got);
		free(got);
	}
}

static void test_param_raw_leaves_words_alone(void **state)
{
	char *got = rap_param_raw(rap_slice_of("multipart/mixed; boundary=\"=?utf-8?q?x?=\""),
	                          "boundary");

	(void)state;
	assert_string_equal(got, "=?utf-8?q?x?=");
	free(got);
}

static void test_param_hinted_reads_raw_bytes_and_counts_what_is_lost(void **state)
{
	static const struct {
		const char *body, *hint, *name;
		size_t lost;
	} table[] = {
		{"a; name=\"\xcf\xf0.txt\"", "windows-1251", "Пр.txt", 0},
		{"a; name=\"\xcf\xf0.txt\"", "koi8-r", "оП.txt", 0},
		{"a; name*=''%CF%F0.txt", "windows-1251", "Пр.txt", 0},
		{"a; name*=utf-8''%D0%9F.txt", "koi8-r", "П.txt", 0},
		{"a; name*=us-ascii''a.txt", "koi8-r", "a.txt", 0},
		{"a; name=\"\xe6\x94\xaf\xe6\x8c\"", "utf-8", "支\xef\xbf\xbd", 1},
		{"a; name*=utf-8''%E6%94%AF%E6%8C", NULL, "支\xef\xbf\xbd", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		size_t lost = 0;
		char *got =
			rap_param_hinted(rap_slice_of(table[i].body), "name", table[i].hint, &lost);

		assert_string_equal(got, table[i].name);
		assert_int_equal(lost, table[i].lost);
		free(got);
	}
}

static void test_param_sections_up_to_the_limit(void **state)
{
	rap_buf body = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	char *got;

	(void)state;
	rap_buf_str(&body, "a/b");
	for (unsigned i = 0; i <= RAP_LIMIT_2231_SECTIONS; i++)
		rap_buf_printf(&body, "; name*%u=x", i);
	got = rap_param_get(rap_buf_as_slice(&body), "name");
	assert_int_equal(strlen(got), RAP_LIMIT_2231_SECTIONS);
	free(got);
	rap_buf_done(&body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_param_value_before_the_first_semicolon),
		cmocka_unit_test(test_param_get_one_parameter),
		cmocka_unit_test(test_param_raw_leaves_words_alone),
		cmocka_unit_test(test_param_hinted_reads_raw_bytes_and_counts_what_is_lost),
		cmocka_unit_test(test_param_sections_up_to_the_limit),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
