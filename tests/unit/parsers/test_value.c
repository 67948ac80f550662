// SPDX-License-Identifier: Apache-2.0
/* Whole answers only: what is read as which value, and what is asked about. */
#include "value_rows.h"

static rap_context context;

static int set_up(void **state)
{
	(void)state;
	fixture_context(&context);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	rap_context_done(&context);
	return 0;
}

#define CHECK(rows) check_rows(&context, rows, sizeof(rows) / sizeof(rows)[0])

static void test_choice_whole_answers_in_six_languages(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_CHOICE, "support", "support"},
		{RAP_FIELD_CHOICE, " Support. ", "support"},
		{RAP_FIELD_CHOICE, "\"SUPPORT\"!", "support"},
		{RAP_FIELD_CHOICE, "- support", "support"},
		{RAP_FIELD_CHOICE, "ｓｕｐｐｏｒｔ　ｗｉｔｈ　ｃｈａｎｇｅｓ",
	         "support with changes"},
		{RAP_FIELD_CHOICE, "【support】", "support"},
		{RAP_FIELD_CHOICE, "支持", "support"},
		{RAP_FIELD_CHOICE, "修改 后\n支持", "support with changes"},
		{RAP_FIELD_CHOICE, "支持しない", "cannot support"},
		{RAP_FIELD_CHOICE, "Не поддерживаем", "cannot support"},
		{RAP_FIELD_CHOICE, "Support with\nchanges", "support with changes"},
		{RAP_FIELD_CHOICE, "Support with changes（修改后支持）", "support with changes"},
		{RAP_FIELD_CHOICE, "支持 / support", "support"},
		{RAP_FIELD_CHOICE, "支持 support", "support"},
		{RAP_FIELD_CHOICE, "no comment", "(none)"},
		{RAP_FIELD_CHOICE, "—", "(none)"},
		{RAP_FIELD_CHOICE, "立場を留保", "(reserve)"},
	};

	(void)state;
	CHECK(rows);
}

static void test_choice_anything_else_is_asked_about(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_CHOICE, "support?", NULL},
		{RAP_FIELD_CHOICE, "support unless paragraph 2 stays", NULL},
		{RAP_FIELD_CHOICE, "support (with reservations)", NULL},
		{RAP_FIELD_CHOICE, "support / cannot support", NULL},
		{RAP_FIELD_CHOICE, "支持（反对）", NULL},
		{RAP_FIELD_CHOICE, "我方总体支持，但需作修改", NULL},
		{RAP_FIELD_CHOICE, "no", NULL},
		{RAP_FIELD_CHOICE, "нет", NULL},
		{RAP_FIELD_CHOICE, "没有", NULL},
		{RAP_FIELD_CHOICE, "agree", NULL},
		{RAP_FIELD_CHOICE, "supp\xEF\xBF\xBDrt", NULL},
		{RAP_FIELD_CHOICE, "support\n\nsee our letter", NULL},
		{RAP_FIELD_CHOICE, "?", NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_rating_exactly_one_number_of_the_scale(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_RATING, "4", "4"},
		{RAP_FIELD_RATING, "４", "4"},
		{RAP_FIELD_RATING, "③", "3"},
		{RAP_FIELD_RATING, "4/5", "4"},
		{RAP_FIELD_RATING, "4 out of 5", "4"},
		{RAP_FIELD_RATING, "4 из 5", "4"},
		{RAP_FIELD_RATING, "5点満点中4点", "4"},
		{RAP_FIELD_RATING, "４分", "4"},
		{RAP_FIELD_RATING, "4分（满分5分）", "4"},
		{RAP_FIELD_RATING, "2 балла", "2"},
		{RAP_FIELD_RATING, "four", "4"},
		{RAP_FIELD_RATING, "четыре (4)", "4"},
		{RAP_FIELD_RATING, "4 (high)", "4"},
		{RAP_FIELD_RATING, "5 = high", "5"},
		{RAP_FIELD_RATING, "5（高）", "5"},
		{RAP_FIELD_RATING, "- 4", "4"},
		{RAP_FIELD_RATING, "无", "(none)"},
	};

	(void)state;
	CHECK(rows);
}

static void test_rating_doubtful_numbers_are_asked_about(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_RATING, "3-4", NULL},
		{RAP_FIELD_RATING, "3 - 4", NULL},
		{RAP_FIELD_RATING, "4〜５", NULL},
		{RAP_FIELD_RATING, "between 2 and 3", NULL},
		{RAP_FIELD_RATING, "4 or 5", NULL},
		{RAP_FIELD_RATING, "4.5", NULL},
		{RAP_FIELD_RATING, "4,5", NULL},
		{RAP_FIELD_RATING, ">3", NULL},
		{RAP_FIELD_RATING, "-4", NULL},
		{RAP_FIELD_RATING, "+4", NULL},
		{RAP_FIELD_RATING, "0", NULL},
		{RAP_FIELD_RATING, "6", NULL},
		{RAP_FIELD_RATING, "44", NULL},
		{RAP_FIELD_RATING, "4/10", NULL},
		{RAP_FIELD_RATING, "2 (high)", NULL},
		{RAP_FIELD_RATING, "3 (low)", NULL},
		{RAP_FIELD_RATING, "high", NULL},
		{RAP_FIELD_RATING, "4?", NULL},
		{RAP_FIELD_RATING, "about 4", NULL},
		{RAP_FIELD_RATING, "4 2", NULL},
		{RAP_FIELD_RATING, "/5", NULL},
		{RAP_FIELD_RATING, "99999999999999999999", NULL},
	};

	(void)state;
	CHECK(rows);
}

/* The reason that its author is told. */
static void test_what_is_unclear_says_why(void **state)
{
	static const struct {
		rap_field_type type;
		const char *raw, *flag;
	} rows[] = {
		{RAP_FIELD_CHOICE, "support, but", "qualified"},
		{RAP_FIELD_CHOICE, "支持，但需讨论", "qualified"},
		{RAP_FIELD_CHOICE, "we think so", "not-a-choice"},
		{RAP_FIELD_CHOICE, "supporters", "not-a-choice"},
		{RAP_FIELD_CHOICE, "no", "bare-yes-or-no"},
		{RAP_FIELD_CHOICE, "[x] support [x] cannot support", "several-options"},
		{RAP_FIELD_YES_NO, "yes, if invited", "qualified"},
		{RAP_FIELD_YES_NO, "perhaps", "not-yes-or-no"},
		{RAP_FIELD_RATING, "3-4", "several-numbers"},
		{RAP_FIELD_RATING, "44", "not-a-rating"},
		{RAP_FIELD_DATE, "1 July", "year-missing"},
		{RAP_FIELD_DATE, "10/12/2020", "not-a-date"},
		{RAP_FIELD_TEXT, "a \xEF\xBF\xBD", "lost-characters"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		rap_valued v;

		rap_value_read(&context, fixture_field(&context, rows[i].type),
		               rap_slice_of(rows[i].raw), &v);
		assert_int_equal(v.status, RAP_ANSWER_UNCLEAR);
		if (strcmp(v.flag, rows[i].flag) != 0)
			fail_msg("'%s': %s, not %s", rows[i].raw, v.flag, rows[i].flag);
	}
}

static void test_yes_no_dates_and_lists(void **state)
{
	static const row rows[] = {
		{RAP_FIELD_YES_NO, "Yes.", "yes"},
		{RAP_FIELD_YES_NO, "нет", "no"},
		{RAP_FIELD_YES_NO, "да (yes)", "yes"},
		{RAP_FIELD_YES_NO, "yes, if invited", NULL},
		{RAP_FIELD_DATE, "2020-10-12", "2020-10-12"},
		{RAP_FIELD_DATE, "12 October 2020", "2020-10-12"},
		{RAP_FIELD_DATE, "October 12, 2020", "2020-10-12"},
		{RAP_FIELD_DATE, "Monday, 12th of October 2020", "2020-10-12"},
		{RAP_FIELD_DATE, "２０２０年１０月１２日（月）", "2020-10-12"},
		{RAP_FIELD_DATE, "2020년 10월 12일", "2020-10-12"},
		{RAP_FIELD_DATE, "2020 оны 10 сарын 12", "2020-10-12"},
		{RAP_FIELD_DATE, "12.10.2020", "2020-10-12"},
		{RAP_FIELD_DATE, "12 октября 2020 г.", "2020-10-12"},
		{RAP_FIELD_DATE, "30/7/2020", "2020-07-30"},
		{RAP_FIELD_DATE, "12 October", "2020-10-12"},
		{RAP_FIELD_DATE, "1 July",
	         NULL}, /* read on 20 July: the last one, or the coming one */
		{RAP_FIELD_DATE, "1月12日", "2021-01-12"}, /* the coming one */
		{RAP_FIELD_DATE, "20 July", "2020-07-20"},
		{RAP_FIELD_DATE, "10/12/2020", NULL},
		{RAP_FIELD_DATE, "Sunday, 12 October 2020", NULL},
		{RAP_FIELD_DATE, "31 April 2020", NULL},
		{RAP_FIELD_DATE, "30.02.2020", NULL},
		{RAP_FIELD_DATE, "29.02.2020", "2020-02-29"},
		{RAP_FIELD_DATE, "12-13 October 2020", NULL},
		{RAP_FIELD_DATE, "after 12 October 2020", NULL},
		{RAP_FIELD_DATE, "12.10.20", NULL},
		{RAP_FIELD_LIST, "- Fish\n- Plastic", "Fish; Plastic"},
		{RAP_FIELD_LIST, "1. Fish\n2) Plastic\n\n(3) Dams", "Fish; Plastic; Dams"},
		{RAP_FIELD_LIST, "Fish; plastic； dams", "Fish; plastic; dams"},
		{RAP_FIELD_LIST, "2030 Agenda\n3rd meeting", "2030 Agenda; 3rd meeting"},
		{RAP_FIELD_TEXT, "No, never.", "No, never."},
		{RAP_FIELD_TEXT, "нет", "(none)"},
		{RAP_FIELD_TEXT, "We cann\xEF\xBF\xBDt agree", NULL}, /* a lost character */
		{RAP_FIELD_LIST, "F\xEF\xBF\xBDsh\nDams", NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_too_long_an_answer_is_unclear(void **state)
{
	char *text = rap_calloc(70000, 1);
	rap_valued v;

	(void)state;
	memset(text, 'a', 65537);
	rap_value_read(&context, fixture_field(&context, RAP_FIELD_TEXT), rap_slice_of(text), &v);
	assert_int_equal(v.status, RAP_ANSWER_UNCLEAR);
	rap_value_done(&v.value);
	text[65536] = '\0';
	rap_value_read(&context, fixture_field(&context, RAP_FIELD_TEXT), rap_slice_of(text), &v);
	assert_int_equal(v.status, RAP_ANSWER_OK);
	rap_value_done(&v.value);
	free(text);
}

/* What was folded before is found as what is folded now. */
static void test_words_at_the_beginning_of_a_line(void **state)
{
	static char group[] = "act", insert[] = "insert", remove[] = "delete";
	static const struct {
		const char *line, *value; /* folded; NULL: none */
		size_t len;
	} cases[] = {
		{"add: a line", "insert", 3},
		{"add new paragraph", "insert", 7}, /* the longest */
		{"added later", NULL, 0}, /* a longer word */
		{"删除第三段", "delete", 6}, /* no boundary is needed */
		{"cafe", NULL, 0},
		{"caf\u00E9 x", "delete", 5},
		{"strasse 3", "delete", 7},
		{"3", NULL, 0},
		{"", NULL, 0},
	};
	rap_word_set sets[2] = {{.group = group, .value = insert},
	                        {.group = group, .value = remove}};
	rap_lexicon lexicon = {.sets = sets, .n = 2};
	rap_context with = {.lexicon = &lexicon};

	(void)state;
	rap_strv_add(&sets[0].words, "Add");
	rap_strv_add(&sets[0].words, "add  NEW");
	rap_strv_add(&sets[1].words, "删除");
	rap_strv_add(&sets[1].words, "Cafe\u0301");
	rap_strv_add(&sets[1].words, "Straße");
	for (int prepared = 0; prepared < 2; prepared++) {
		for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
			size_t len = 99;
			const rap_word_set *set =
				rap_value_prefix(&with, "act", rap_slice_of(cases[i].line), &len);

			if (len != cases[i].len || !set != !cases[i].value ||
			    (set && strcmp(set->value, cases[i].value) != 0))
				fail_msg("%s: %s, %zu", cases[i].line, set ? set->value : "none",
				         len);
		}
		assert_int_equal(sets[0].openings.n, prepared ? 2 : 0);
		rap_value_prepare(&lexicon);
		assert_string_equal(sets[0].openings.at[1], "add new");
	}
	for (size_t i = 0; i < 2; i++) {
		rap_strv_done(&sets[i].words);
		rap_strv_done(&sets[i].openings);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_choice_whole_answers_in_six_languages),
		cmocka_unit_test(test_choice_anything_else_is_asked_about),
		cmocka_unit_test(test_rating_exactly_one_number_of_the_scale),
		cmocka_unit_test(test_rating_doubtful_numbers_are_asked_about),
		cmocka_unit_test(test_what_is_unclear_says_why),
		cmocka_unit_test(test_yes_no_dates_and_lists),
		cmocka_unit_test(test_too_long_an_answer_is_unclear),
		cmocka_unit_test(test_words_at_the_beginning_of_a_line),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
