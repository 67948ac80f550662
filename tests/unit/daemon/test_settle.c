// SPDX-License-Identifier: Apache-2.0
/* Which row a number means: the one that stands, wherever it was recorded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "settle_parts.h"

static char japan[] = "JP", mongolia[] = "MN";

static void test_the_row_that_stands(void **state)
{
	/* As the store gives them: by State, number and age. */
	rap_proposal_row at[] = {
		{.id = 4, .member = japan, .number = 1},
		{.id = 1, .member = mongolia, .number = 1, .superseded_by = 5},
		{.id = 5, .member = mongolia, .number = 1},
		{.id = 2, .member = mongolia, .number = 2},
		/* of a mail that was held back for long, and is older */
		{.id = 6, .member = mongolia, .number = 2, .superseded_by = 2},
		{.id = 3, .member = mongolia, .number = 4, .superseded_by = 9},
		{.id = 7, .member = mongolia, .number = 4, .superseded_by = 9},
	};
	const rap_proposal_rows rows = {at, sizeof at / sizeof *at};

	(void)state;
	assert_ptr_equal(rap_settle_find(&rows, "JP", 1), &at[0]);
	assert_ptr_equal(rap_settle_find(&rows, "MN", 1), &at[2]);
	assert_ptr_equal(rap_settle_find(&rows, "MN", 2), &at[3]);
	assert_ptr_equal(rap_settle_find(&rows, "MN", 4), &at[6]);
	assert_null(rap_settle_find(&rows, "MN", 3));
	assert_null(rap_settle_find(&rows, "KR", 1));
	assert_null(rap_settle_find(&rows, "AA", 1));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_row_that_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
