// SPDX-License-Identifier: Apache-2.0
/* Tokens survive what clients do to a quotation, and point at what was really there. */
#include "parsers/text/token.h"

#include "common/limits.h"
#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* after the five above */
#include <cmocka.h>

static rap_vocabulary *vocabulary;

static int set_up(void **state)
{
	(void)state;
	vocabulary = rap_vocabulary_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	vocabulary = rap_vocabulary_free(vocabulary);
	return 0;
}

/* The folded tokens, with blanks between. */
static char *tokens_of(const char *text)
{
	rap_tokens t;
	rap_buf out = rap_buf_init(RAP_MIB);

	rap_tokens_read(rap_slice_of(text), vocabulary, &t);
	for (size_t i = 0; i < t.n; i++)
		rap_buf_printf(&out, "%s%s", i ? " " : "",
		               rap_vocabulary_text(vocabulary, t.at[i].word));
	rap_tokens_done(&t);
	return rap_buf_take(&out);
}

static void test_tokens_of_one_line(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"[2.1] Overall position", "[ 2.1 ] overall position"},
		{"［２．１］　Overall", "[ 2.1 ] overall"},
		{"【2.1】支持する", "[ 2.1 ] 支 持 す る"},
		{"*[2.1] Overall*  ____ | --- #", "[ 2.1 ] overall"},
		{"2021\xE2\x80\x93"
	         "2025",
	         "2021 2025"},
		{"\xE2\x80\x9Cno response\xE2\x80\x9D", "\" no response \""},
		{"Q2.8: x", "q 2.8 : x"},
		{"P12, P2bis, CO2, 24th", "p12 , p2bis , co2 , 24th"},
		{"5点 ④", "5 点 4"},
		{"can't", "can ' t"},
		{"2. 1", "2 . 1"},
		{"[2.\n1]", "[ 2.1 ]"},
		{"\xEF\xBB\xBFx\xC2\xA0y\xE2\x80\x8Bz", "x y z"},
		{"ｶﾞ", "ガ"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *got = tokens_of(rows[i].text);

		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

static void test_marks_of_quotation_are_taken_off(void **state)
{
	static const struct {
		const char *text, *want;
		uint32_t depth; /* of the last line */
	} rows[] = {
		{"> a\n> b\n> c", "a b c", 1},
		{"> > a\n>> b\n> > c", "a b c", 2},
		{" | a\n | b\n | c", "a b c", 1},
		{"│ a │\n│ b │\n│ c │", "a b c", 1},
		{"NEASPEC> a\nNEASPEC> b\nNEASPEC> c", "a b c", 1},
		{"> a\n> b\nx > c", "a b x > c",
	         0}, /* on two lines it may be text, and stays in it */
		{"> a\n> b\n> c\n> d\n>3", "a b c d 3",
	         0}, /* more than 3: the arrow stays with it */
		{">a\n>b\n>c\n>3", "a b c 3", 1},
		{"a> x\nb> y\nc> z", "a > x b > y c > z", 0}, /* three names are no quotation */
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *got = tokens_of(rows[i].text);
		rap_tokens t;

		assert_string_equal(got, rows[i].want);
		free(got);
		rap_tokens_read(rap_slice_of(rows[i].text), vocabulary, &t);
		assert_int_equal(t.lines[t.n_lines - 1].depth, rows[i].depth);
		rap_tokens_done(&t);
	}
}

static void test_cut_takes_raw_words_without_marks(void **state)
{
	const char *text = "> Answer: First\n> second  \nthird, Öl\n> x";
	rap_buf out = rap_buf_init(1000);
	rap_tokens t;

	(void)state;
	rap_tokens_read(rap_slice_of(text), vocabulary, &t);
	rap_tokens_cut(&t, t.at[2].from, t.at[6].to, &out);
	assert_string_equal(rap_buf_text(&out), "First\nsecond\nthird, Öl");
	assert_true(rap_token_begins_line(&t, 3));
	assert_true(rap_token_ends_line(&t, 2));
	assert_false(rap_token_begins_line(&t, 2));
	rap_buf_done(&out);
	rap_tokens_done(&t);
}

static void test_number_of_tokens_is_bounded(void **state)
{
	static const struct {
		size_t words;
		bool cut;
	} rows[] = {{RAP_LIMIT_ALIGN_TOKENS, false}, {RAP_LIMIT_ALIGN_TOKENS + 1, true}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char *text = rap_calloc(rows[i].words * 2 + 1, 1);
		rap_tokens t;

		for (size_t w = 0; w < rows[i].words; w++) {
			text[2 * w] = 'a';
			text[2 * w + 1] = w % 9 ? ' ' : '\n';
		}
		rap_tokens_read(rap_slice_of(text), vocabulary, &t);
		assert_int_equal(t.n, RAP_LIMIT_ALIGN_TOKENS);
		assert_int_equal(t.cut, rows[i].cut);
		rap_tokens_done(&t);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens_of_one_line),
		cmocka_unit_test(test_marks_of_quotation_are_taken_off),
		cmocka_unit_test(test_cut_takes_raw_words_without_marks),
		cmocka_unit_test(test_number_of_tokens_is_bounded),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
