// SPDX-License-Identifier: Apache-2.0
/* Answers: what a later mail replaces, what it leaves, when two authors of a State differ, and the history. */
#include "tests/unit/daemon/store_world.h"

static int64_t mail;

static int enter_with_mail(void **state)
{
	if (enter(state) != 0)
		return -1;
	mail = add_mail("a", 1);
	return 0;
}

/* MN answers; the id, 0 when nothing changed. value NULL: none was understood. */
static int64_t say(const char *author, const char *field, const char *raw, const char *value,
                   rap_answer_status status)
{
	rap_answer answer = {.field = rap_strdup(field), .raw = rap_strdup(raw), .status = status};
	int64_t id = -1;

	if (value)
		answer.value = (rap_value){.kind = RAP_VALUE_TEXT, .text = rap_strdup(value)};
	DO(rap_answer_add(store, mail, "MN", author, 10, &answer, &id));
	rap_value_done(&answer.value);
	free(answer.field);
	free(answer.raw);
	return id;
}

/* R14: words that stand in a letter of somebody else. */
static int64_t quote(const char *author, const char *field, const char *raw)
{
	rap_answer answer = {
		.field = rap_strdup(field), .raw = rap_strdup(raw), .status = RAP_ANSWER_UNCLEAR};
	int64_t id = -1;

	rap_strv_add(&answer.flags, RAP_FLAG_FOREIGN);
	DO(rap_answer_add(store, mail, "MN", author, 10, &answer, &id));
	rap_strv_done(&answer.flags);
	free(answer.field);
	free(answer.raw);
	return id;
}

static int64_t ok(const char *author, const char *field, const char *raw)
{
	return say(author, field, raw, raw, RAP_ANSWER_OK);
}

/* "author:raw:status" of the standing answers, by field. */
static void assert_stands(const char *want)
{
	rap_buf out = rap_buf_init(10000);
	rap_answer_rows rows;

	DO(rap_answers_get(store, "MN", false, &rows));
	for (size_t i = 0; i < rows.n; i++)
		rap_buf_printf(&out, "%s%s:%s:%s:%s", i ? " " : "", rows.at[i].field,
		               rows.at[i].author, rows.at[i].raw,
		               rap_answer_status_text(rows.at[i].status));
	rap_answer_rows_done(&rows);
	assert_string_equal(rap_buf_text(&out), want);
	rap_buf_done(&out);
}

static size_t count_history(void)
{
	rap_answer_rows rows;
	size_t n;

	DO(rap_answers_get(store, "MN", true, &rows));
	n = rows.n;
	rap_answer_rows_done(&rows);
	return n;
}

static void test_a_later_answer_replaces_only_what_it_names(void **state)
{
	int64_t first = ok("o@x", "2.1", "support"), second;
	rap_answer_rows rows;

	(void)state;
	(void)ok("o@x", "2.2", "yes");
	second = ok("o@x", "2.1", "oppose");
	assert_stands("2.1:o@x:oppose:ok 2.2:o@x:yes:ok");
	DO(rap_answers_get(store, "MN", true, &rows));
	assert_int_equal(rows.n, 3);
	assert_int_equal(rows.at[0].id, first);
	assert_int_equal(rows.at[0].superseded_by, second);
	assert_null(rows.at[0].before);
	assert_int_equal(rows.at[1].id, second);
	assert_string_equal(rows.at[1].before, "support");
	assert_string_equal(rows.at[1].value, "\"oppose\"");
	assert_int_equal(rows.at[1].superseded_by, 0);
	assert_int_equal(rows.at[1].at, 10);
	assert_int_equal(rows.at[1].received, 999);
	assert_int_equal(rows.at[1].mail_id, mail);
	rap_answer_rows_done(&rows);
}

/* An officer releases a mail after its author has written again. */
static void test_a_mail_that_was_held_back_replaces_nothing_later(void **state)
{
	int64_t held = mail;

	(void)state;
	mail = add_mail("b", 2);
	assert_true(ok("oyun", "2.1", "cannot support") > 0);
	mail = held;
	assert_int_equal(ok("oyun", "2.1", "support"), 0);
	assert_stands("2.1:oyun:cannot support:ok");
	assert_int_equal(count_history(), 2);
	assert_true(ok("oyun", "2.2", "support") > 0);
	assert_stands("2.1:oyun:cannot support:ok 2.2:oyun:support:ok");
}

static void test_the_same_words_change_nothing(void **state)
{
	static const char *const again[] = {"We  support\nit", " We support it ",
	                                    "We support it\r\n", "\tWe support it"};

	(void)state;
	assert_true(ok("o@x", "2.1", "We support it") > 0);
	for (size_t i = 0; i < N(again); i++)
		assert_int_equal(ok("o@x", "2.1", again[i]), 0);
	assert_int_equal(ok("O@X", "2.1", "We support it"), 0);
	assert_int_equal(count_history(), 1);
	assert_true(ok("o@x", "2.1", "Wesupport it") > 0);
	assert_true(ok("o@x", "2.1", "we support it") > 0);
	assert_true(ok("o@x", "2.1", "") > 0);
	assert_int_equal(ok("o@x", "2.1", " \n"), 0);
}

static void test_unclear_words_that_are_understood_now_are_news(void **state)
{
	(void)state;
	assert_true(say("o@x", "2.1", "sup", NULL, RAP_ANSWER_UNCLEAR) > 0);
	assert_int_equal(say("o@x", "2.1", "sup", NULL, RAP_ANSWER_UNCLEAR), 0);
	assert_true(say("o@x", "2.1", "sup", "support", RAP_ANSWER_OK) > 0);
	assert_int_equal(say("o@x", "2.1", "sup", NULL, RAP_ANSWER_UNCLEAR), 0);
	assert_stands("2.1:o@x:sup:ok");
}

static void test_another_author_makes_a_conflict(void **state)
{
	(void)state;
	assert_true(ok("o@x", "2.1", "support") > 0);
	assert_true(ok("t@x", "2.1", "oppose") > 0);
	assert_true(ok("t@x", "2.2", "yes") > 0);
	assert_stands("2.1:o@x:support:ok 2.1:t@x:oppose:conflict 2.2:t@x:yes:ok");
}

static void test_another_author_who_agrees_says_nothing_new(void **state)
{
	(void)state;
	assert_true(ok("o@x", "2.1", "support") > 0);
	assert_int_equal(ok("t@x", "2.1", "support"), 0);
	assert_int_equal(say("t@x", "2.1", "Дэмжинэ", "support", RAP_ANSWER_OK),
	                 0); /* the same in his language */
	assert_true(say("o@x", "2.3", "-", NULL, RAP_ANSWER_NONE) > 0);
	assert_int_equal(say("t@x", "2.3", "no comment", NULL, RAP_ANSWER_NONE), 0);
	assert_stands("2.1:o@x:support:ok 2.3:o@x:-:none");
}

static void test_values_that_were_not_understood_do_not_agree(void **state)
{
	(void)state;
	assert_true(say("o@x", "2.1", "maybe", NULL, RAP_ANSWER_UNCLEAR) > 0);
	assert_true(say("t@x", "2.1", "perhaps", NULL, RAP_ANSWER_UNCLEAR) > 0);
	assert_stands("2.1:o@x:maybe:unclear 2.1:t@x:perhaps:conflict");
}

static void test_a_conflict_ends_when_one_gives_way(void **state)
{
	(void)state;
	(void)ok("o@x", "2.1", "support");
	(void)ok("t@x", "2.1", "oppose");
	assert_true(ok("t@x", "2.1", "support") > 0);
	assert_stands("2.1:t@x:support:ok");
	/* The other way round: who was first changes his mind. */
	(void)ok("o@x", "2.2", "yes");
	(void)ok("t@x", "2.2", "no");
	assert_true(ok("o@x", "2.2", "no") > 0);
	assert_stands("2.1:t@x:support:ok 2.2:o@x:no:ok");
	assert_int_equal(count_history(), 6);
}

static void test_a_conflict_goes_on_in_other_words(void **state)
{
	(void)state;
	(void)ok("o@x", "2.1", "a");
	(void)ok("t@x", "2.1", "b");
	assert_true(ok("t@x", "2.1", "c") > 0);
	assert_stands("2.1:o@x:a:ok 2.1:t@x:c:conflict");
	assert_true(ok("o@x", "2.1", "d") > 0);
	assert_stands("2.1:t@x:c:conflict 2.1:o@x:d:conflict");
	assert_int_equal(ok("o@x", "2.1", "d"), 0);
	assert_true(ok("t@x", "2.1", "d") > 0);
	assert_stands("2.1:t@x:d:ok");
}

static void test_three_authors_agree_one_after_the_other(void **state)
{
	(void)state;
	(void)ok("a@x", "2.1", "1");
	(void)ok("b@x", "2.1", "2");
	(void)ok("c@x", "2.1", "3");
	assert_stands("2.1:a@x:1:ok 2.1:b@x:2:conflict 2.1:c@x:3:conflict");
	assert_true(ok("c@x", "2.1", "1") > 0);
	assert_stands("2.1:b@x:2:conflict 2.1:c@x:1:conflict");
	assert_true(ok("b@x", "2.1", "1") > 0);
	assert_stands("2.1:b@x:1:ok");
}

static void test_before_is_the_authors_own(void **state)
{
	rap_answer_rows rows;

	(void)state;
	(void)ok("o@x", "2.1", "mine");
	(void)ok("t@x", "2.1", "theirs");
	(void)ok("o@x", "2.1", "theirs");
	DO(rap_answers_get(store, "MN", false, &rows));
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.at[0].before, "mine");
	rap_answer_rows_done(&rows);
}

static void test_states_do_not_meet(void **state)
{
	rap_answer answer = {.field = (char[]){"2.1"}, .raw = (char[]){"other"}};
	rap_answer_rows rows;
	int64_t id;

	(void)state;
	(void)ok("o@x", "2.1", "mine");
	DO(rap_answer_add(store, mail, "KR", "o@x", 1, &answer, &id));
	assert_stands("2.1:o@x:mine:ok");
	DO(rap_answers_get(store, NULL, false, &rows));
	assert_int_equal(rows.n, 2);
	assert_string_equal(rows.at[0].member, "KR");
	assert_string_equal(rows.at[0].value, "null");
	rap_answer_rows_done(&rows);
}

static void test_of_mail_lists_what_it_changed(void **state)
{
	rap_answer_rows rows;

	(void)state;
	(void)ok("o@x", "2.2", "a");
	(void)ok("o@x", "2.1", "b");
	mail = add_mail("b", 2);
	(void)ok("o@x", "2.2", "c");
	(void)ok("o@x", "2.1", "b");
	DO(rap_answers_of_mail(store, mail, &rows));
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.at[0].raw, "c");
	assert_string_equal(rows.at[0].before, "a");
	rap_answer_rows_done(&rows);
}

static void test_an_answer_needs_its_mail(void **state)
{
	rap_answer answer = {.field = (char[]){"2.1"}, .raw = (char[]){"x"}};
	int64_t id;

	(void)state;
	assert_int_equal(rap_answer_add(store, 99, "MN", "o@x", 1, &answer, &id), RAP_E_FORMAT);
	assert_int_equal(id, 0);
	assert_int_equal(count_history(), 0);
}

static void test_many_answers_come_back(void **state)
{
	rap_answer_rows rows;

	(void)state;
	DO(rap_store_begin(store));
	for (int i = 0; i < 100; i++) {
		char field[16];

		snprintf(field, sizeof field, "%03d", i);
		assert_true(ok("o@x", field, "x") > 0);
	}
	DO(rap_store_commit(store));
	DO(rap_answers_get(store, "MN", false, &rows));
	assert_int_equal(rows.n, 100);
	assert_string_equal(rows.at[99].field, "099");
	rap_answer_rows_done(&rows);
}

static void test_R14_words_of_somebody_else_replace_and_dispute_nothing(void **state)
{
	(void)state;
	assert_int_not_equal(quote("o@x", "2.1", "oppose"), 0);
	assert_stands("2.1:o@x:oppose:unclear");
	(void)ok("o@x", "2.1", "support");
	assert_stands("2.1:o@x:support:ok");
	assert_int_equal(quote("o@x", "2.1", "oppose"), 0);
	assert_int_equal(quote("p@x", "2.1", "oppose"), 0);
	assert_stands("2.1:o@x:support:ok");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, enter_with_mail, leave)
	const struct CMUnitTest tests[] = {
		TEST(test_a_later_answer_replaces_only_what_it_names),
		TEST(test_R14_words_of_somebody_else_replace_and_dispute_nothing),
		TEST(test_a_mail_that_was_held_back_replaces_nothing_later),
		TEST(test_the_same_words_change_nothing),
		TEST(test_unclear_words_that_are_understood_now_are_news),
		TEST(test_another_author_makes_a_conflict),
		TEST(test_another_author_who_agrees_says_nothing_new),
		TEST(test_values_that_were_not_understood_do_not_agree),
		TEST(test_a_conflict_ends_when_one_gives_way),
		TEST(test_a_conflict_goes_on_in_other_words),
		TEST(test_three_authors_agree_one_after_the_other),
		TEST(test_before_is_the_authors_own),
		TEST(test_states_do_not_meet),
		TEST(test_of_mail_lists_what_it_changed),
		TEST(test_an_answer_needs_its_mail),
		TEST(test_many_answers_come_back),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
