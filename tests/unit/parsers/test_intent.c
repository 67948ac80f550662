// SPDX-License-Identifier: Apache-2.0
/* Lines that ask for something, whole; and lines that only look so. */
#include "parsers/form/intent.h"

#include "common/template.h"
#include "form_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

static rap_context context;

static int set_up(void **state)
{
	(void)state;
	fixture_context(&context);
	context.questions = rap_calloc(3, sizeof *context.questions);
	context.n_questions = 3;
	for (size_t i = 0; i < 3; i++) {
		context.questions[i].id = rap_strdup(i == 0 ? "c7" : i == 1 ? "c8" : "c9");
		rap_strv_add(&context.questions[i].options, "a");
		rap_strv_add(&context.questions[i].options, "b");
	}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	rap_context_done(&context);
	return 0;
}

/* "verb object argument; ..." */
static char *asks(const char *line)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	rap_buf out = rap_buf_init(4096);
	bool any = rap_intent_line(&context, rap_slice_of(line), reading);

	assert_int_equal(any, reading->n_intents > 0);
	for (size_t i = 0; i < reading->n_intents; i++) {
		const rap_intent *n = &reading->intents[i];

		rap_buf_printf(&out, "%s%s %s %s", i ? "; " : "", n->verb,
		               n->object ? n->object : "-", n->argument ? n->argument : "-");
	}
	rap_reading_free(reading);
	return rap_buf_take(&out);
}

typedef struct row {
	const char *line, *want;
} row;

static void check(const row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *got = asks(rows[i].line);

		if (strcmp(got, rows[i].want) != 0)
			fail_msg("'%s': got '%s', want '%s'", rows[i].line, got, rows[i].want);
		free(got);
	}
}

static void test_lines_that_ask(void **state)
{
	static const row rows[] = {
		{"withdraw MN-4", "withdraw MN-4 -"},
		{"MN-4: withdraw", "withdraw MN-4 -"},
		{"- Withdraw mn-4, MN-5 and MN-6.",
	         "withdraw MN-4 -; withdraw MN-5 -; withdraw MN-6 -"},
		{"撤回 MN-4", "withdraw MN-4 -"},
		{"Help!", "help - -"},
		{"status", "status - -"},
		{"accept MN-4", "accept MN-4 -"},
		{"MN-4, KR-1: accept", "accept MN-4 -; accept KR-1 -"},
		{"decline MN-4: not in our mandate", "decline MN-4 not in our mandate"},
		{"modify KR-2: The Secretariat will keep a list.",
	         "modify KR-2 The Secretariat will keep a list."},
		{"release 12 as MN", "release 12 MN"},
		{"discard 3: spam", "discard 3 spam"},
		{"extend MN to 2020-08-02", "extend MN 2020-08-02"},
		{"remind", "remind - -"},
		{"remind MN", "remind MN -"},
		{"hold draft", "hold draft -"},
		{"1b 3a", "choose c7 b; choose c9 a"},
		{"1: b, 2) a", "choose c7 b; choose c8 a"},
		{"c8 b", "choose c8 b"},
	};

	(void)state;
	check(rows, sizeof rows / sizeof rows[0]);
}

static void test_lines_that_do_not(void **state)
{
	static const row rows[] = {
		{"", ""},
		{"withdraw", ""},
		{"We cannot withdraw MN-4 before the meeting", ""},
		{"Please accept our apologies", ""},
		{"accept the assurances of our highest consideration", ""},
		{"note that MN-4 is important", ""},
		{"help us to understand paragraph 3", ""},
		{"yes", ""}, /* nothing was asked */
		{"send drafts", ""},
		{"extend our thanks", ""},
		{"release notes", ""},
		{"4b", ""}, /* there are three questions */
		{"1c", ""}, /* and two options */
		{"1b or 1a", ""},
		{"b", ""}, /* of which question? */
		{"COVID-19", ""},
	};

	(void)state;
	check(rows, sizeof rows / sizeof rows[0]);
}

static void test_yes_counts_under_a_confirmation_only(void **state)
{
	static const row rows[] = {
		{"Yes.", "confirm - yes"},
		{"确认", "confirm - yes"},
		{"no", "confirm - no"},
		{"\"Yes!\"", "confirm - yes"},
		{"*No*", "confirm - no"},
		/* Of two lines "yes" and "no" one is chosen by a cross that may stand at the other. */
		{"[ ] yes", ""},
		{"[x] no", ""},
		{"( ) yes", ""},
		{"yes [ ]", ""},
		{"Yes:", ""},
		{"Yes: ____", ""},
		{"yes ....", ""},
		{"☐ yes", ""},
		{"yes ☐", ""},
		{"yes?", ""},
		{"yes/no", ""},
	};
	char *kind = context.answers_kind;

	(void)state;
	context.answers_kind = rap_strdup("confirmation");
	check(rows, sizeof rows / sizeof rows[0]);
	free(context.answers_kind);
	context.answers_kind = kind;
}

/* Whole lines and whole subjects in six languages, with the words that are shipped. */
static void test_verbs_in_six_languages(void **state)
{
	static const row rows[] = {
		{"help", "help - -"},
		{"帮助", "help - -"},
		{"ヘルプ", "help - -"},
		{"도움말", "help - -"},
		{"Помощь!", "help - -"},
		{"тусламж", "help - -"},
		{"Form, please", ""},
		{"form please", "form - -"},
		{"表格", "form - -"},
		{"様式を送ってください。", "form - -"},
		{"양식", "form - -"},
		{"пришлите форму", "form - -"},
		{"маягт", "form - -"},
		{"STATUS", "status - -"},
		{"状态", "status - -"},
		{"ステータス", "status - -"},
		{"현황", "status - -"},
		{"статус", "status - -"},
		{"төлөв", "status - -"},
		{"test", "test - -"},
		{"测试", "test - -"},
		{"テスト", "test - -"},
		{"테스트", "test - -"},
		{"тест", "test - -"},
		{"туршилт", "test - -"},
		{"MN-4: withdraw", "withdraw MN-4 -"},
		{"MN-4：撤回", "withdraw MN-4 -"},
		{"MN-4を撤回します", ""}, /* asked about, not guessed */
		{"撤回します MN-4", "withdraw MN-4 -"},
		{"철회합니다: MN-4", "withdraw MN-4 -"},
		{"отзываем MN-4, MN-5", "withdraw MN-4 -; withdraw MN-5 -"},
		{"татан авах MN-4", "withdraw MN-4 -"},
		{"do not withdraw MN-4", ""},
		{"не отзываем MN-4", ""},
		{"help with paragraph 3", ""},
		{"状态不明", ""},
		{"the form", ""},
	};
	const rap_lexicon *fixture = context.lexicon;
	rap_diags diags = {0};
	rap_lexicon lexicon;

	(void)state;
	assert_true(rap_lexicon_read("templates/lexicon.yaml", "lexicon.yaml", &diags, &lexicon));
	context.lexicon = &lexicon;
	check(rows, sizeof rows / sizeof rows[0]);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		rap_reading *reading = rap_calloc(1, sizeof *reading);

		if (rap_intent_subject(&context, rows[i].line, reading) != (*rows[i].want != 0))
			fail_msg("subject '%s'", rows[i].line);
		rap_reading_free(reading);
	}
	context.lexicon = fixture;
	rap_lexicon_done(&lexicon);
}

static void test_subjects_that_ask_for_nothing(void **state)
{
	static const char *const subjects[] = {NULL,
	                                       "",
	                                       "  ",
	                                       "Re: help",
	                                       "Fwd: status",
	                                       "Help us to read the form",
	                                       "accept MN-4", /* a decision needs a line */
	                                       "[2.1] support",
	                                       "yes"};
	rap_reading *reading = rap_calloc(1, sizeof *reading);

	(void)state;
	for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++)
		if (rap_intent_subject(&context, subjects[i], reading))
			fail_msg("'%s'", subjects[i] ? subjects[i] : "none");
	assert_int_equal(reading->n_intents, 0);
	rap_reading_free(reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_that_ask),
		cmocka_unit_test(test_lines_that_do_not),
		cmocka_unit_test(test_yes_counts_under_a_confirmation_only),
		cmocka_unit_test(test_verbs_in_six_languages),
		cmocka_unit_test(test_subjects_that_ask_for_nothing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
