// SPDX-License-Identifier: Apache-2.0
/* What the daemon takes as JSON from its reader: the bounds that are looked at before any memory is spent. */
#include "common/json.h"

#include "common/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void expect(rap_buf *json, bool good, const char *why)
{
	json_t *value = rap_json_load(rap_buf_as_slice(json));

	if (good && !value)
		fail_msg("refused: %s", rap_json_why());
	if (!good) {
		assert_null(value);
		assert_non_null(strstr(rap_json_why(), why));
	}
	json_decref(value);
	rap_buf_done(json);
}

/* A list of n values has n separators, its bracket among them. */
static void test_json_values_at_the_limit_and_beyond(void **state)
{
	(void)state;
	for (unsigned more = 0; more < 2; more++) {
		rap_buf json = rap_buf_init(3 * RAP_LIMIT_JSON_NODES);

		rap_buf_str(&json, "[1");
		for (unsigned i = 1; i < RAP_LIMIT_JSON_NODES + more; i++)
			rap_buf_str(&json, ",1");
		rap_buf_str(&json, "]");
		expect(&json, more == 0, "too many values");
	}
}

static void test_json_depth_at_the_limit_and_beyond(void **state)
{
	(void)state;
	for (unsigned more = 0; more < 2; more++) {
		rap_buf json = rap_buf_init(RAP_KIB);

		for (unsigned i = 0; i < RAP_LIMIT_JSON_DEPTH + more; i++)
			rap_buf_str(&json, "[");
		for (unsigned i = 0; i < RAP_LIMIT_JSON_DEPTH + more; i++)
			rap_buf_str(&json, "]");
		expect(&json, more == 0, "nested too deeply");
	}
}

static void test_json_brackets_in_strings_are_no_depth(void **state)
{
	rap_buf json = rap_buf_init(RAP_KIB);

	(void)state;
	rap_buf_str(&json, "[\"[[[[[[[[[[[[{{{{{{\\\"[[[[\"]");
	expect(&json, true, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json_values_at_the_limit_and_beyond),
		cmocka_unit_test(test_json_depth_at_the_limit_and_beyond),
		cmocka_unit_test(test_json_brackets_in_strings_are_no_depth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
