// SPDX-License-Identifier: Apache-2.0
/* How deep the lists of an IMAP server are. */
#include "mail/nesting.h"

#include "common/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* In pieces of so many octets: the answer must not depend on them. */
static bool watch(rap_slice text, size_t piece)
{
	rap_nesting nesting = {0};
	bool good = true;

	for (size_t at = 0; at < text.len && good; at += piece)
		good = rap_nesting_watch(&nesting, text.at + at,
		                         piece < text.len - at ? piece : text.len - at);
	return good;
}

/* before, then n opening brackets, then after */
static bool watch_n(const char *before, unsigned n, const char *after)
{
	rap_buf text = rap_buf_init(100000);
	bool good;

	rap_buf_str(&text, before);
	for (unsigned i = 0; i < n; i++)
		rap_buf_char(&text, '(');
	rap_buf_str(&text, after);
	good = watch(rap_buf_as_slice(&text), 65536);
	assert_int_equal(watch(rap_buf_as_slice(&text), 1), good);
	assert_int_equal(watch(rap_buf_as_slice(&text), 7), good);
	rap_buf_done(&text);
	return good;
}

static void test_watch_tells_depth_at_the_limit(void **state)
{
	(void)state;
	assert_true(watch_n("* 1 FETCH ", RAP_NESTING_MAX, "\r\n"));
	assert_false(watch_n("* 1 FETCH ", RAP_NESTING_MAX + 1, "\r\n"));
	assert_true(watch_n("* 1 FETCH (UID 1)\r\n", RAP_NESTING_MAX, "\r\n"));
	assert_true(watch_n("", 100000 / 2, "") == false);
}

static void test_watch_counts_what_is_open(void **state)
{
	rap_buf text = rap_buf_init(100000);

	(void)state;
	for (int i = 0; i < 5000; i++)
		rap_buf_str(&text, "(a) ");
	assert_true(watch(rap_buf_as_slice(&text), 100));
	rap_buf_cut(&text, 0);
	for (int i = 0; i < 5000; i++)
		rap_buf_str(&text, "* 1 FETCH (\r\n");
	assert_true(watch(rap_buf_as_slice(&text), 100));
	rap_buf_done(&text);
}

static void test_watch_leaves_literals_alone(void **state)
{
	(void)state;
	assert_true(watch_n("* 1 FETCH (BODY[] {5000}\r\n", 5000, " UID 1)\r\n"));
	assert_true(watch_n("* 1 FETCH (BODY[] {5000+}\r\n", 5000, " UID 1)\r\n"));
	assert_false(watch_n("* 1 FETCH (BODY[] {500}\r\n", 500 + RAP_NESTING_MAX + 1, ""));
	assert_true(watch_n("* 1 FETCH (BODY[] {500}\r\n", 500 + RAP_NESTING_MAX - 1, ""));
}

static void test_watch_knows_what_is_no_literal(void **state)
{
	(void)state;
	assert_false(watch_n("* OK {5000} x\r\n", 5000, "\r\n"));
	assert_false(watch_n("* OK {5000\r\n", 5000, "\r\n"));
	assert_false(watch_n("* OK {50 00}\r\n", 5000, "\r\n"));
	assert_false(watch_n("* OK 5000}\r\n", 5000, "\r\n"));
	assert_false(watch_n("* OK {0}\r\n", 5000, "\r\n"));
}

static void test_watch_survives_lengths_beyond_all_measure(void **state)
{
	(void)state;
	assert_true(watch_n("* 1 FETCH {99999999999999999999999999999999}\r\n", 5000, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_watch_tells_depth_at_the_limit),
		cmocka_unit_test(test_watch_counts_what_is_open),
		cmocka_unit_test(test_watch_leaves_literals_alone),
		cmocka_unit_test(test_watch_knows_what_is_no_literal),
		cmocka_unit_test(test_watch_survives_lengths_beyond_all_measure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
