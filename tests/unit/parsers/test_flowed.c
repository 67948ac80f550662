// SPDX-License-Identifier: Apache-2.0
/* RFC 3676, and lines with their depth. */
#include "parsers/text/flowed.h"

#include "common/limits.h"
#include "common/mem.h"
#include "tests/unit/parsers/hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
	const char *name, *text, *joined, *depth;
	bool delsp;
} cases[] = {
	{"nothing", "", "", "", false},
	{"hard breaks", "a\nb\n", "a\nb\n", "00", false},
	{"soft breaks", "a \nb \nc\nd\n", "a b c\nd\n", "00", false},
	{"no line end at the end", "a \nb", "a b\n", "0", false},
	{"soft break at the end", "a \n", "a \n", "0", false},
	{"delsp", "long wo \nrd\n", "long word\n", "0", true},
	{"delsp in Chinese", "支持 \n意见\n", "支持意见\n", "0", true},
	{"Chinese without delsp", "支持 \n意见\n", "支持意见\n", "0", false},
	{"Korean without delsp keeps its blank", "수정 \n후\n", "수정 후\n", "0", false},
	{"English in Chinese keeps it", "支持 \nNEASPEC\n", "支持 NEASPEC\n", "0", false},
	{"quoted", "> a \n> b\n>> c \n>> d\n", "> a b\n>> c d\n", "12", false},
	{"depths do not join", "> a \nmine \n>> b\n", "> a \nmine \n>> b\n", "102", false},
	{"blanks between marks are text", "> > a\n", "> > a\n", "1", false},
	{"empty quoted lines", ">\n> a\n>\n", ">\n> a\n>\n", "111", false},
	{"space-stuffing", " > not quoted\n  From x\n", "> not quoted\n From x\n", "00", false},
	{"signature mark is no soft break", "a\n-- \nb\n", "a\n-- \nb\n", "000", false},
	{"nor does it join what is before", "a \n-- \nb\n", "a \n-- \nb\n", "000", false},
	{"soft break before an empty line", "a \n\nb\n", "a \nb\n", "00", false},
};

static void test_flowed_join_by_depth(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		rap_lines got;
		bool cut;

		rap_flowed_join(rap_slice_of(cases[i].text), cases[i].delsp, &got, &cut);
		if (strcmp(got.text, cases[i].joined) != 0)
			print_error("%s: '%s'\n", cases[i].name, got.text);
		assert_string_equal(got.text, cases[i].joined);
		assert_int_equal(got.n, strlen(cases[i].depth));
		for (size_t k = 0; k < got.n; k++)
			assert_int_equal(got.depth[k], cases[i].depth[k] - '0');
		assert_false(cut);
		rap_lines_done(&got);
	}
}

static void test_lines_of_plain_count_marks(void **state)
{
	rap_lines got;

	(void)state;
	rap_lines_of_plain(rap_slice_of("a\n> b\n> > c\n>>> d\n  > e\n\nf>"), &got);
	assert_int_equal(got.n, 7);
	assert_memory_equal(got.depth, "\0\1\2\3\1\0\0", 7);
	assert_string_equal(got.text, "a\n> b\n> > c\n>>> d\n  > e\n\nf>");
	rap_lines_done(&got);
	rap_lines_of_plain(rap_slice_of(""), &got);
	assert_int_equal(got.n, 0);
	assert_string_equal(got.text, "");
	rap_lines_done(&got);
}

static void test_lines_add_keeps_whole_lines_below_the_cap(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		rap_lines_maker maker = rap_lines_begin(8);
		rap_lines got;
		bool cut;

		rap_lines_add(&maker, rap_slice_of("abc"), 0);
		rap_lines_add(&maker, rap_slice_of(more ? "defg" : "def"), 300);
		rap_lines_end(&maker, &got, &cut);
		assert_string_equal(got.text, more ? "abc\n" : "abc\ndef\n");
		assert_int_equal(cut, more);
		assert_int_equal(got.n, more ? 1 : 2);
		if (!more)
			assert_int_equal(got.depth[1], RAP_LINES_DEPTH_MAX);
		rap_lines_done(&got);
	}
}

static void test_flowed_one_endless_paragraph_takes_no_time(void **state)
{
	rap_buf text = rap_buf_init(HOSTILE_SIZE);
	clock_t begin;
	rap_lines got;
	bool cut;

	(void)state;
	while (!text.over)
		rap_buf_str(&text, "支 \n");
	begin = clock();
	rap_flowed_join(rap_buf_as_slice(&text), false, &got, &cut);
	assert_int_equal(got.n, 1);
	assert_true(hostile_in_time(begin));
	rap_lines_done(&got);
	rap_buf_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flowed_join_by_depth),
		cmocka_unit_test(test_lines_of_plain_count_marks),
		cmocka_unit_test(test_lines_add_keeps_whole_lines_below_the_cap),
		cmocka_unit_test(test_flowed_one_endless_paragraph_takes_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
