// SPDX-License-Identifier: Apache-2.0
/* Events, rounds, the schedule, facts about addresses, drafts: each once, in order, and gone when it no longer holds. */
#include "tests/unit/daemon/store_world.h"

static rap_err collect(void *user, int64_t id, int64_t at, const char *name, const char *json)
{
	assert_true(id > 0);
	rap_buf_printf(user, "%lld:%s:%s ", (long long)at, name, json);
	return strcmp(name, "stop") == 0 ? RAP_E_AGAIN : RAP_OK;
}

static void test_events_come_in_order_of_time(void **state)
{
	rap_buf out = rap_buf_init(1000);

	(void)state;
	DO(rap_event_add(store, 20, "b", "{}"));
	DO(rap_event_add(store, 10, "a", "{\"n\":1}"));
	DO(rap_event_add(store, 20, "c", "{}"));
	DO(rap_event_each(store, 0, collect, &out));
	DO(rap_event_each(store, 20, collect, &out));
	assert_string_equal(rap_buf_text(&out), "10:a:{\"n\":1} 20:b:{} 20:c:{} 20:b:{} 20:c:{} ");
	rap_buf_cut(&out, 0);
	DO(rap_event_add(store, 5, "stop", "{}"));
	assert_int_equal(rap_event_each(store, 0, collect, &out), RAP_E_AGAIN);
	assert_string_equal(rap_buf_text(&out), "5:stop:{} ");
	rap_buf_done(&out);
}

static void test_rounds_open_and_close_once(void **state)
{
	int64_t opened, deadline, closed;
	long current;

	(void)state;
	DO(rap_round_current(store, &current));
	assert_int_equal(current, 0);
	assert_int_equal(rap_round_get(store, 1, &opened, &deadline, &closed), RAP_E_NOT_FOUND);
	assert_int_equal(rap_round_close(store, 1, 5), RAP_E_NOT_FOUND);
	DO(rap_round_open(store, 1, 10, 100));
	assert_int_equal(rap_round_open(store, 1, 11, 101), RAP_E_BUSY);
	DO(rap_round_get(store, 1, &opened, &deadline, &closed));
	assert_int_equal(opened, 10);
	assert_int_equal(deadline, 100);
	assert_int_equal(closed, 0);
	DO(rap_round_current(store, &current));
	assert_int_equal(current, 1);
	DO(rap_round_close(store, 1, 120));
	DO(rap_round_close(store, 1, 130));
	DO(rap_round_get(store, 1, &opened, &deadline, &closed));
	assert_int_equal(closed, 120);
	DO(rap_round_current(store, &current));
	assert_int_equal(current, 0);
	DO(rap_round_open(store, 2, 200, 300));
	DO(rap_round_current(store, &current));
	assert_int_equal(current, 2);
}

static void test_scheduled_work_is_done_once(void **state)
{
	int64_t due = 0;
	bool done;

	(void)state;
	assert_int_equal(rap_schedule_last(store, "digest", &due), RAP_E_NOT_FOUND);
	DO(rap_schedule_is_done(store, "digest", 100, &done));
	assert_false(done);
	DO(rap_schedule_set_done(store, "digest", 100, 101));
	DO(rap_schedule_set_done(store, "digest", 100, 102));
	DO(rap_schedule_set_done(store, "digest", 50, 103));
	DO(rap_schedule_set_done(store, "reminder", 900, 103));
	DO(rap_schedule_is_done(store, "digest", 100, &done));
	assert_true(done);
	DO(rap_schedule_is_done(store, "digest", 101, &done));
	assert_false(done);
	DO(rap_schedule_last(store, "digest", &due));
	assert_int_equal(due, 100);
}

static rap_err collect_address(void *user, const rap_address_state *s)
{
	rap_buf_printf(user, "%s %s absent=%s until=%s bad=%s at=%lld\n", s->member, s->address,
	               s->absent_why ? s->absent_why : "no",
	               s->absent_until ? s->absent_until : "no",
	               s->undeliverable ? s->undeliverable : "no", (long long)s->at);
	return RAP_OK;
}

static void assert_addresses(const char *want)
{
	rap_buf out = rap_buf_init(1000);

	DO(rap_address_each(store, collect_address, &out));
	assert_string_equal(rap_buf_text(&out), want);
	rap_buf_done(&out);
}

static void test_facts_about_addresses_hold_until_somebody_writes(void **state)
{
	(void)state;
	DO(rap_address_absent(store, "MN", "Oyun@x", "holiday", "2020-07-20", 1));
	DO(rap_address_absent(store, "MN", "oyun@x", "long holiday", NULL, 2));
	DO(rap_address_undeliverable(store, "MN", "oyun@x", "mailbox full", 3));
	DO(rap_address_undeliverable(store, "KP", "paek@y", "no such user", 4));
	assert_addresses("KP paek@y absent=no until=no bad=no such user at=4\n"
	                 "MN Oyun@x absent=long holiday until= bad=mailbox full at=3\n");
	DO(rap_address_clear(store, "OYUN@x"));
	DO(rap_address_clear(store, "nobody@x"));
	assert_addresses("KP paek@y absent=no until=no bad=no such user at=4\n");
}

static void test_draft_of_a_round(void **state)
{
	char *revision = NULL, *markdown = NULL;

	(void)state;
	assert_int_equal(rap_draft_get(store, 1, &revision, &markdown), RAP_E_NOT_FOUND);
	assert_null(revision);
	DO(rap_draft_put(store, 1, "Zero draft", "[P1] a\n"));
	DO(rap_draft_put(store, 2, "Rev.1", ""));
	DO(rap_draft_get(store, 1, &revision, &markdown));
	assert_string_equal(revision, "Zero draft");
	assert_string_equal(markdown, "[P1] a\n");
	free(revision);
	free(markdown);
	DO(rap_draft_get(store, 2, &revision, &markdown));
	assert_string_equal(markdown, "");
	free(revision);
	free(markdown);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, enter, leave)
	const struct CMUnitTest tests[] = {
		TEST(test_events_come_in_order_of_time),
		TEST(test_rounds_open_and_close_once),
		TEST(test_scheduled_work_is_done_once),
		TEST(test_facts_about_addresses_hold_until_somebody_writes),
		TEST(test_draft_of_a_round),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
