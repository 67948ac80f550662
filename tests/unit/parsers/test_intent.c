// SPDX-License-Identifier: Apache-2.0
/* Lines that ask for something, whole; and lines that only look so. */
#include "parsers/intent.h"

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
		{"Yes.", "confirm - yes"}, {"确认", "confirm - yes"}, {"no", "confirm - no"}};
	char *kind = context.answers_kind;

	(void)state;
	context.answers_kind = rap_strdup("confirmation");
	check(rows, sizeof rows / sizeof rows[0]);
	free(context.answers_kind);
	context.answers_kind = kind;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_that_ask),
		cmocka_unit_test(test_lines_that_do_not),
		cmocka_unit_test(test_yes_counts_under_a_confirmation_only),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
