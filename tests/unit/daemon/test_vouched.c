// SPDX-License-Identifier: Apache-2.0
/* R8: the look at the mails of the record when the daemon starts. */
#include "vouched.h"

#include "store/mailin.h"
#include "tests/unit/daemon/store_files.h"
#include "tests/unit/daemon/store_world.h"

static char boundary[] = "mx.neaspec.example";

static void add(unsigned number, const char *above)
{
	rap_buf raw = rap_buf_init(1000);
	rap_mail_in mail = {.verdict = RAP_VERDICT_QUARANTINED, .state = RAP_MAIL_DONE};
	int64_t id;

	rap_buf_printf(&raw, "%sFrom: a@b.example\n\n%u\n", above, number);
	mail.raw = rap_buf_as_slice(&raw);
	mail.identity = rap_hash_of(mail.raw);
	DO(rap_store_begin(store));
	DO(rap_mail_in_add(store, &mail, &id));
	DO(rap_store_commit(store));
	rap_buf_done(&raw);
}

/* "with/mails", and "!" where a person should look. */
static void check(rap_boundary kind, const char *id, const char *want)
{
	rap_consultation c = {.boundary = kind, .boundary_id = (char *)(uintptr_t)id};
	rap_vouched vouched;
	char got[40]; /* two numbers and a sign */

	DO(rap_vouched_look(store, &c, &vouched));
	snprintf(got, sizeof got, "%u/%u%s", vouched.with, vouched.mails,
	         rap_vouched_is_wrong(&vouched) ? "!" : "");
	assert_string_equal(got, want);
}

static void test_R8_warns_where_no_mail_has_a_result(void **state)
{
	static const char ours[] = "Authentication-Results: mx.neaspec.example; none\n"
				   "Received: from x by mx.neaspec.example; x\n";
	static const char other[] = "Authentication-Results: mx.other.example; dmarc=pass\n"
				    "Received: from x by mx.other.example; x\n";
	unsigned n = 0;

	(void)state;
	check(RAP_BOUNDARY_ID, boundary, "0/0");
	add(++n, ours);
	check(RAP_BOUNDARY_ID, boundary, "1/1");
	while (n < 5)
		add(++n, other);
	check(RAP_BOUNDARY_ID, boundary, "1/5");
	check(RAP_BOUNDARY_ID, "mx.third.example", "0/5!");
	check(RAP_BOUNDARY_ID, "mx.other.example", "4/5");
	check(RAP_BOUNDARY_MICROSOFT365, NULL, "0/5!");
	check(RAP_BOUNDARY_NONE, NULL, "0/0");
	while (n < RAP_VOUCHED_MAILS)
		add(++n, other);
	check(RAP_BOUNDARY_ID, boundary, "1/50");
	add(++n, other);
	check(RAP_BOUNDARY_ID, boundary, "0/50!");
	add(++n, ours);
	check(RAP_BOUNDARY_ID, boundary, "1/50");
}

static void test_R8_says_nothing_of_a_few_mails(void **state)
{
	(void)state;
	for (unsigned n = 1; n < RAP_VOUCHED_LEAST; n++)
		add(n, "");
	check(RAP_BOUNDARY_ID, boundary, "0/4");
	add(RAP_VOUCHED_LEAST, "");
	check(RAP_BOUNDARY_ID, boundary, "0/5!");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_R8_warns_where_no_mail_has_a_result, enter,
	                                        leave),
		cmocka_unit_test_setup_teardown(test_R8_says_nothing_of_a_few_mails, enter, leave),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
