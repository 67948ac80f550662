// SPDX-License-Identifier: Apache-2.0
/* UTF-8: the borders of table 3-7, folding, widths, trimming, and safe printing. */
#include "common/utf8.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define BYTES(literal)                       \
	{                                    \
		literal, sizeof(literal) - 1 \
	}
#define SLICE(literal) ((rap_slice)BYTES(literal))
#define N(array) (sizeof(array) / sizeof((array)[0]))

static void test_valid_keeps_to_the_table(void **state)
{
	static const struct {
		const char *name;
		rap_slice in;
		bool want;
	} cases[] = {
		{"empty", {"", 0}, true},
		{"ascii with NUL", {"a\0b", 3}, true},
		{"first of two bytes", {"\xC2\x80", 2}, true},
		{"overlong slash", {"\xC0\xAF", 2}, false},
		{"overlong two", {"\xC1\xBF", 2}, false},
		{"first of three", {"\xE0\xA0\x80", 3}, true},
		{"overlong three", {"\xE0\x9F\xBF", 3}, false},
		{"last before surrogates", {"\xED\x9F\xBF", 3}, true},
		{"surrogate", {"\xED\xA0\x80", 3}, false},
		{"first of four", {"\xF0\x90\x80\x80", 4}, true},
		{"overlong four", {"\xF0\x8F\xBF\xBF", 4}, false},
		{"last code point", {"\xF4\x8F\xBF\xBF", 4}, true},
		{"beyond the last", {"\xF4\x90\x80\x80", 4}, false},
		{"cut short", {"\xE4\xB8", 2}, false},
		{"lone continuation", {"\x80", 1}, false},
		{"five bytes", {"\xF8\x88\x80\x80\x80", 5}, false},
		{"FF", {"\xFF", 1}, false},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		if (rap_utf8_valid(cases[i].in) != cases[i].want)
			fail_msg("%s", cases[i].name);
}

static void test_next_steps_over_bad_bytes_singly(void **state)
{
	static const uint32_t want[] = {'a', RAP_UTF8_BAD, RAP_UTF8_BAD, 0x4E2D, RAP_UTF8_BAD};
	rap_slice s = SLICE("a\xE4\xB8\xE4\xB8\xAD\xF0");
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < N(want); i++)
		assert_int_equal(rap_utf8_next(s, &at), want[i]);
	assert_int_equal(at, s.len);
	assert_int_equal(rap_utf8_next(s, &at), RAP_UTF8_BAD);
	assert_int_equal(at, s.len);
	assert_int_equal(rap_utf8_count(s), 5);
	assert_int_equal(rap_utf8_offset(s, 3), 3);
	assert_int_equal(rap_utf8_offset(s, 4), 6);
	assert_int_equal(rap_utf8_offset(s, 99), s.len);
}

static void test_fold_makes_equal_what_people_mean_equally(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{"Support", "support"},
		{"ＹＥＳ", "yes"}, /* full width */
		{"ДЭМЖИНЭ", "дэмжинэ"},
		{"Straße", "strasse"},
		{"Ａ\u200B\u00ADb\uFEFF", "ab"}, /* ignorables go */
		{"e\u0301", "\u00E9"},
		{"\u1100\u1161", "\uAC00"}, /* jamo are composed */
		{"ｶﾞ", "ガ"}, /* half-width with its mark */
		{"①", "1"},
		{"賛成", "賛成"},
		/* stretches that are ASCII and stretches that are not, joined rightly */
		{"CAFE\u0301 Noe\u0308l OK", "caf\u00E9 no\u00EBl ok"},
		{"No \u0301x", "no \u0301x"},
		{"A\u00ADB\u200Bc\u0327\u0301D", "ab\u1E09d"},
		{"x\uFDFAy", "xصلى الله عليه وسلمy"}, /* the longest of all */
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_buf out = rap_buf_init(100);

		rap_utf8_fold(&out, rap_slice_of(cases[i].in));
		assert_string_equal(rap_buf_text(&out), cases[i].want);
		rap_buf_done(&out);
	}
}

static void test_nfc_keeps_case_and_width(void **state)
{
	rap_buf out = rap_buf_init(100);

	(void)state;
	rap_utf8_nfc(&out, SLICE("ＡE\u0301\u200B\r\n"));
	assert_string_equal(rap_buf_text(&out), "Ａ\u00C9\u200B\r\n");
	rap_buf_done(&out);
}

static void test_width_counts_columns(void **state)
{
	(void)state;
	assert_int_equal(rap_utf8_width(SLICE("abc")), 3);
	assert_int_equal(rap_utf8_width(SLICE("中文")), 4);
	assert_int_equal(rap_utf8_width(SLICE("e\u0301")), 1);
	assert_int_equal(rap_utf8_width(SLICE("\xFFz")), 2);
	assert_int_equal(rap_utf8_width(SLICE("\n")), 0);
}

static void test_classes(void **state)
{
	(void)state;
	for (const char *s = " \t\n"; *s; s++)
		assert_true(rap_utf8_is_space((unsigned char)*s));
	assert_true(rap_utf8_is_space(0xA0) && rap_utf8_is_space(0x3000));
	assert_true(rap_utf8_is_space(0x200B) && rap_utf8_is_space(0xFEFF));
	/* Fillers of hangul and of braille: letters by their kind, and nothing to be seen. */
	assert_true(rap_utf8_is_space(0x3164) && rap_utf8_is_space(0xFFA0));
	assert_true(rap_utf8_is_space(0x2800) && !rap_utf8_is_space(0x2801));
	assert_false(rap_utf8_is_space('a') || rap_utf8_is_space(0x200C) || rap_utf8_is_space(0));
	assert_true(rap_utf8_is_cjk(0x4E2D) && rap_utf8_is_cjk(0x3042) && rap_utf8_is_cjk(0xAC00));
	assert_true(rap_utf8_is_cjk(0x20000) && rap_utf8_is_cjk(0xFF76));
	assert_false(rap_utf8_is_cjk('a') || rap_utf8_is_cjk(0x3001) || rap_utf8_is_cjk(0x30FB));
	assert_false(rap_utf8_is_cjk(0x0436) || rap_utf8_is_cjk(0xFF0C));
	assert_true(rap_utf8_is_word('a') && rap_utf8_is_word('7') && rap_utf8_is_word(0x0436));
	assert_true(rap_utf8_is_word(0x0301));
	assert_false(rap_utf8_is_word('-') || rap_utf8_is_word(' ') || rap_utf8_is_word(0x4E2D));
	assert_false(rap_utf8_is_word(RAP_UTF8_BAD));
}

static void test_trim(void **state)
{
	static const struct {
		rap_slice in;
		const char *want;
	} cases[] = {
		{BYTES(" \u3000a b\u00A0\uFEFF\r\n"), "a b"},
		{BYTES("\uFEFF"), ""},
		{BYTES(""), ""},
		{BYTES("x"), "x"},
		{BYTES(" \xFF "), "\xFF"},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		assert_true(rap_slice_is(rap_utf8_trim(cases[i].in), cases[i].want));
}

static void test_printable_disarms(void **state)
{
	static const struct {
		rap_slice in;
		size_t max;
		const char *want;
	} cases[] = {
		{BYTES("plain ж 中"), SIZE_MAX, "plain ж 中"},
		{BYTES("\x1B[31m"), SIZE_MAX, "\\x1B[31m"},
		{BYTES("a\nb\x7F"), SIZE_MAX, "a\\x0Ab\\x7F"},
		{BYTES("\xC2\x85"), SIZE_MAX, "\\x85"},
		{BYTES("\xFF\xE4"), SIZE_MAX, "\\xFF\\xE4"},
		{BYTES("\u202Etxt"), SIZE_MAX, "\\u{202E}txt"},
		{BYTES("\u2066\u200B\u2028"), SIZE_MAX, "\\u{2066}\\u{200B}\\u{2028}"},
		{BYTES("abcd"), 4, "abcd"},
		{BYTES("abcde"), 4, "abcd..."},
		{BYTES("中文字"), 2, "中文..."},
		{BYTES("a"), 0, "..."},
		{BYTES(""), 0, ""},
		{{"a\0b", 3}, SIZE_MAX, "a\\x00b"},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_buf out = rap_buf_init(200);

		rap_utf8_printable(&out, cases[i].in, cases[i].max);
		assert_string_equal(rap_buf_text(&out), cases[i].want);
		rap_buf_done(&out);
	}
}

static void test_put_round_trips(void **state)
{
	static const uint32_t codes[] = {0, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFD, 0x10000, 0x10FFFF};

	(void)state;
	for (size_t i = 0; i < N(codes); i++) {
		rap_buf out = rap_buf_init(8);
		size_t at = 0;

		rap_utf8_put(&out, codes[i]);
		assert_int_equal(rap_utf8_next(rap_buf_as_slice(&out), &at), codes[i]);
		assert_int_equal(at, out.len);
		rap_buf_done(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid_keeps_to_the_table),
		cmocka_unit_test(test_next_steps_over_bad_bytes_singly),
		cmocka_unit_test(test_fold_makes_equal_what_people_mean_equally),
		cmocka_unit_test(test_nfc_keeps_case_and_width),
		cmocka_unit_test(test_width_counts_columns),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_printable_disarms),
		cmocka_unit_test(test_put_round_trips),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
