// SPDX-License-Identifier: Apache-2.0
/* The pump: how many mails leave at once, how fast, and when one that did not leave is tried again (R34). */
#include "pump.h"
#include "store/event.h"

#include "tests/unit/daemon/store_world.h"

#define NOW INT64_C(2000000)
#define DAY 86400

/* One pump, and what it has handed over. */
static rap_consultation consultation;
static rap_core core;
static rap_pump *pump;
static int64_t said[20], attempts[20];
static size_t n_said;
static rap_err say_gives;

static rap_err say(void *user, json_t *head, rap_slice bytes)
{
	assert_ptr_equal(user, &core);
	assert_string_equal(json_string_value(json_object_get(head, "op")), "mail");
	assert_int_equal(bytes.len, 7);
	assert_true(n_said < N(said));
	said[n_said] = json_integer_value(json_object_get(head, "id"));
	attempts[n_said++] = json_integer_value(json_object_get(head, "attempt"));
	json_decref(head);
	return say_gives;
}

static int pump_enter(void **state)
{
	(void)enter(state);
	consultation = (rap_consultation){.rate_per_minute = 1000};
	core = (rap_core){.consultation = &consultation, .fixed = true, .fixed_now = NOW};
	core.office.desk.store = store;
	assert_true(sd_event_new(&core.event) >= 0);
	n_said = 0;
	say_gives = RAP_OK;
	pump = rap_pump_new(&core, say, &core);
	return 0;
}

static int pump_leave(void **state)
{
	pump = rap_pump_free(pump);
	core.event = sd_event_unref(core.event);
	return leave(state);
}

static int64_t put_due(const char *key, int64_t created_at, int64_t next_at)
{
	char id[100];
	rap_mail_out mail = {.key = rap_strdup(key),
	                     .kind = rap_strdup("request"),
	                     .recipient = rap_strdup("oyun@env.example"),
	                     .member = rap_strdup("MN"),
	                     .round = 1,
	                     .envelope_from = rap_strdup("consult+x@neaspec.example"),
	                     .mime = {rap_strdup("A: b\n\nc"), 7},
	                     .created_at = created_at,
	                     .next_at = next_at,
	                     .token_hash = hash_of(key)};
	int64_t row = 0;

	(void)snprintf(id, sizeof id, "<rq.%s@neaspec.example>", key);
	mail.message_id = rap_strdup(id);
	DO(rap_outbox_add(store, &mail, &row));
	rap_mail_out_done(&mail);
	return row;
}

static int64_t put(const char *key, int64_t created_at)
{
	return put_due(key, created_at, created_at);
}

static void put_many(size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char key[20];

		(void)snprintf(key, sizeof key, "k%zu", i);
		(void)put(key, NOW);
	}
}

static bool result(int64_t id, const char *outcome)
{
	json_t *head = json_pack("{s:I, s:s, s:s}", "id", (json_int_t)id, "outcome", outcome,
	                         "reply", "what it said");
	bool taken = rap_pump_result(pump, head);

	json_decref(head);
	return taken;
}

static void check_mail(int64_t id, rap_out_state state, int64_t next_at, const char *reply)
{
	rap_mail_out mail;

	DO(rap_outbox_get(store, id, &mail));
	assert_int_equal(mail.state, state);
	if (state == RAP_OUT_QUEUED)
		assert_int_equal(mail.next_at, next_at);
	if (reply)
		assert_string_equal(mail.last_reply, reply);
	rap_mail_out_done(&mail);
}

/* ---- when again ----------------------------------------------------------------------------------------- */

static void test_pump_next_try_doubles_up_to_an_hour(void **state)
{
	static const int64_t waits[] = {60, 120, 240, 480, 960, 1920, 3600, 3600, 3600};
	int64_t at = 0;

	(void)state;
	for (size_t i = 0; i < N(waits); i++) {
		assert_true(rap_pump_next_try(NOW, NOW + 10, (long)i + 1, &at));
		assert_int_equal(at, NOW + 10 + waits[i]);
	}
	assert_true(rap_pump_next_try(NOW, NOW, 1000000000, &at));
	assert_int_equal(at, NOW + 3600);
}

static void test_pump_next_try_ends_after_five_days(void **state)
{
	int64_t at = 0;

	(void)state;
	assert_true(rap_pump_next_try(NOW, NOW + 5 * DAY - 1, 120, &at));
	assert_int_equal(at, NOW + 5 * DAY - 1 + 3600);
	assert_false(rap_pump_next_try(NOW, NOW + 5 * DAY, 1, &at));
	assert_false(rap_pump_next_try(NOW, NOW + 50 * DAY, 120, &at));
}

/* ---- how many, how fast --------------------------------------------------------------------------------- */

static void test_pump_hands_over_four_at_once(void **state)
{
	(void)state;
	put_many(6);
	rap_pump_run(pump);
	assert_int_equal(n_said, 0); /* send does not run */
	assert_false(rap_pump_is_dry(pump));
	rap_pump_connected(pump);
	assert_int_equal(n_said, 4);
	assert_int_equal(rap_pump_in_flight(pump), 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(said[i], i + 1); /* as they were queued */
	rap_pump_run(pump);
	assert_int_equal(n_said, 4);
	assert_true(result(said[1], "sent")); /* in any order */
	assert_int_equal(n_said, 5);
	for (size_t i = 0; i < 6; i++)
		if (i != 1)
			assert_true(result(said[i], "sent"));
	assert_int_equal(n_said, 6);
	assert_int_equal(rap_pump_in_flight(pump), 0);
	assert_true(rap_pump_is_dry(pump));
}

static void test_pump_takes_what_is_due_only(void **state)
{
	(void)state;
	(void)put("later", NOW + 1);
	rap_pump_connected(pump);
	assert_int_equal(n_said, 0);
	assert_true(rap_pump_is_dry(pump));
	core.fixed_now++;
	rap_pump_run(pump);
	assert_int_equal(n_said, 1);
	assert_false(rap_pump_is_dry(pump));
}

static void test_pump_keeps_the_rate_of_the_service(void **state)
{
	char path[] = "out";

	(void)state;
	consultation.rate_per_minute = 2;
	put_many(3);
	rap_pump_connected(pump);
	assert_int_equal(n_said, 2);
	assert_true(result(said[0], "sent"));
	assert_true(result(said[1], "again"));
	assert_int_equal(n_said, 2); /* the minute is not over */
	assert_false(rap_pump_is_dry(pump));
	consultation.sending.maildir = path; /* a folder has no rate */
	rap_pump_run(pump);
	assert_int_equal(n_said, 3);
}

static void test_pump_closed_takes_no_more(void **state)
{
	(void)state;
	put_many(6);
	rap_pump_connected(pump);
	rap_pump_close(pump);
	assert_true(result(said[0], "sent"));
	assert_int_equal(n_said, 4);
	assert_int_equal(rap_pump_in_flight(pump), 3);
	check_mail(said[0], RAP_OUT_SENT, 0, "what it said");
}

/* ---- what became of it ---------------------------------------------------------------------------------- */

static void test_pump_writes_down_each_outcome(void **state)
{
	int64_t old;

	(void)state;
	put_many(3);
	old = put("old", NOW - 5 * DAY);
	rap_pump_connected(pump);
	assert_int_equal(n_said, 4);
	assert_int_equal(said[0], old); /* due the longest */
	assert_true(result(said[1], "sent"));
	assert_true(result(said[2], "again"));
	assert_true(result(said[3], "failed"));
	assert_true(result(old, "again"));
	check_mail(said[1], RAP_OUT_SENT, 0, "what it said");
	check_mail(said[2], RAP_OUT_QUEUED, NOW + 60, "what it said");
	check_mail(said[3], RAP_OUT_FAILED, 0, "what it said");
	check_mail(old, RAP_OUT_FAILED, 0, "what it said"); /* for five days in vain */
	assert_true(rap_pump_is_dry(pump));
	assert_false(rap_pump_stuck(pump));
}

static rap_err count_addresses(void *user, const rap_address_state *of)
{
	int *n = user;

	++*n;
	assert_string_equal(of->member, "MN");
	assert_string_equal(of->address, "oyun@env.example");
	assert_string_equal(of->undeliverable, "550 5.1.1 no such user");
	return RAP_OK;
}

/* R34: what a server says for good against an address is known of its owner, and against anything else it is not. */
static void test_pump_marks_whom_no_server_takes(void **state)
{
	json_t *head;
	int n = 0;

	(void)state;
	put_many(2);
	rap_pump_connected(pump);
	assert_true(result(said[0], "failed"));
	DO(rap_address_each(store, count_addresses, &n));
	assert_int_equal(n, 0);
	head = json_pack("{s:I, s:s, s:s, s:b}", "id", (json_int_t)said[1], "outcome", "failed",
	                 "reply", "550 5.1.1 no such user", "about_recipient", true);
	assert_true(rap_pump_result(pump, head));
	json_decref(head);
	check_mail(said[1], RAP_OUT_FAILED, 0, "550 5.1.1 no such user");
	DO(rap_address_each(store, count_addresses, &n));
	assert_int_equal(n, 1);
}

static void test_pump_waits_longer_after_each_try(void **state)
{
	int64_t id = put("k", NOW), wait = 60;

	(void)state;
	rap_pump_connected(pump);
	for (int64_t i = 1; i <= 6; i++, wait *= 2) {
		assert_int_equal(n_said, i);
		assert_int_equal(attempts[i - 1], i);
		assert_true(result(id, "again"));
		check_mail(id, RAP_OUT_QUEUED, core.fixed_now + wait, NULL);
		core.fixed_now += wait - 1;
		rap_pump_run(pump);
		assert_int_equal(n_said, i);
		core.fixed_now++;
		rap_pump_run(pump);
	}
}

static void test_pump_lost_is_due_at_once_the_first_time(void **state)
{
	int64_t id = put("k", NOW);

	(void)state;
	rap_pump_connected(pump);
	rap_pump_lost(pump);
	assert_int_equal(rap_pump_in_flight(pump), 0);
	assert_false(rap_pump_is_dry(pump));
	check_mail(id, RAP_OUT_QUEUED, NOW, "the sending process ended");
	rap_pump_run(pump);
	assert_int_equal(n_said, 1); /* nobody to hand it to */
	rap_pump_connected(pump);
	assert_int_equal(n_said, 2);
	assert_int_equal(attempts[1], 2);
	rap_pump_lost(pump); /* by the same mail, perhaps */
	check_mail(id, RAP_OUT_QUEUED, NOW + 120, "the sending process ended");
}

static void test_pump_keeps_what_could_not_be_handed_over(void **state)
{
	(void)state;
	put_many(3);
	say_gives = RAP_E_IO;
	rap_pump_connected(pump);
	assert_int_equal(n_said, 1); /* and tries no other */
	assert_int_equal(rap_pump_in_flight(pump), 1);
	rap_pump_lost(pump);
	check_mail(said[0], RAP_OUT_QUEUED, NOW, NULL);
	say_gives = RAP_OK;
	rap_pump_connected(pump);
	assert_int_equal(n_said, 4);
}

static void test_pump_refuses_results_it_did_not_ask_for(void **state)
{
	static const char *const odd[] = {"{}", "{\"id\": 1}", "{\"id\": 1, \"outcome\": 5}",
	                                  "{\"id\": \"1\", \"outcome\": \"sent\"}",
	                                  "{\"id\": 1, \"outcome\": \"lost\"}"};
	int64_t id = put("k", NOW);

	(void)state;
	assert_false(result(id, "sent")); /* before it was handed over */
	rap_pump_connected(pump);
	assert_int_equal(id, 1);
	assert_false(result(id + 1, "sent"));
	assert_false(result(id, "Sent"));
	for (size_t i = 0; i < N(odd); i++) {
		json_t *head = json_loads(odd[i], 0, NULL);

		assert_non_null(head);
		if (rap_pump_result(pump, head))
			fail_msg("taken: %s", odd[i]);
		json_decref(head);
	}
	check_mail(id, RAP_OUT_SENDING, 0, NULL);
	assert_true(result(id, "sent"));
	assert_false(result(id, "failed")); /* said already */
	check_mail(id, RAP_OUT_SENT, 0, NULL);
}

/* ---- serve --once --------------------------------------------------------------------------------------- */

static int64_t next_at_of(int64_t id)
{
	rap_mail_out mail;
	int64_t next;

	DO(rap_outbox_get(store, id, &mail));
	next = mail.next_at;
	rap_mail_out_done(&mail);
	return next;
}

/* The clock is the real one; instead of waiting, a mail is queued that has been tried before. */
static int64_t put_tried(const char *key, long tries)
{
	int64_t id = put_due(key, (int64_t)time(NULL), 1);

	for (long i = 0; i < tries; i++) {
		rap_mail_out mail;

		DO(rap_outbox_take(store, 1, &mail));
		assert_int_equal(mail.id, id);
		rap_mail_out_done(&mail);
		DO(rap_outbox_retry(store, id, 1, "tried before"));
	}
	return id;
}

static void once_enter(void)
{
	core.fixed = false;
	core.once = true;
}

static void test_pump_once_tries_again_within_seconds(void **state)
{
	static const int64_t waits[] = {1, 2, 4, 8};

	(void)state;
	once_enter();
	say_gives = RAP_E_IO; /* what is due a second later is not taken at once by a slow test */
	for (size_t i = 0; i < N(waits); i++) {
		int64_t id = put_tried((char[]){(char)('a' + i), '\0'}, (long)i), before, next;

		rap_pump_connected(pump);
		assert_int_equal(n_said, i + 1);
		assert_int_equal(attempts[i], i + 1);
		before = (int64_t)time(NULL);
		assert_true(result(id, "again"));
		next = next_at_of(id);
		assert_true(next >= before + waits[i]);
		assert_true(next <= (int64_t)time(NULL) + waits[i]);
		DO(rap_outbox_failed(store, id, "out of the way"));
	}
}

static void test_pump_once_waits_for_what_comes_in_a_moment(void **state)
{
	int64_t id = put_tried("k", 3);

	(void)state;
	once_enter();
	rap_pump_connected(pump);
	assert_true(result(id, "again"));
	assert_int_equal(rap_pump_in_flight(pump), 0);
	assert_false(rap_pump_is_dry(pump)); /* in 8 seconds */
	rap_pump_close(pump);
	assert_true(rap_pump_is_dry(pump)); /* nothing more is taken */
}

static void test_pump_once_leaves_the_rest_to_the_next_run(void **state)
{
	int64_t id = put_tried("k", 4), before, next;

	(void)state;
	once_enter();
	rap_pump_connected(pump);
	before = (int64_t)time(NULL);
	assert_true(result(id, "again"));
	next = next_at_of(id);
	assert_true(next >= before + 960);
	assert_true(next <= (int64_t)time(NULL) + 960);
	assert_true(rap_pump_is_dry(pump)); /* nobody waits a quarter of an hour */
}

static void test_pump_once_does_not_wait_for_what_did_not_leave(void **state)
{
	(void)state;
	consultation.rate_per_minute = 1;
	once_enter();
	put_many(3);
	rap_pump_connected(pump);
	assert_int_equal(n_said, 1);
	assert_true(result(said[0], "again")); /* no server has taken it: the next may leave */
	assert_int_equal(n_said, 2);
	assert_true(result(said[1], "sent"));
	assert_int_equal(n_said, 2);
}

static void test_pump_once_with_a_clock_that_stands_still(void **state)
{
	int64_t id = put("k", NOW);

	(void)state;
	core.once = true;
	rap_pump_connected(pump);
	assert_true(result(id, "again"));
	check_mail(id, RAP_OUT_QUEUED, NOW + 60, NULL);
	assert_true(rap_pump_is_dry(pump));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, pump_enter, pump_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_pump_next_try_doubles_up_to_an_hour),
		TEST(test_pump_next_try_ends_after_five_days),
		TEST(test_pump_hands_over_four_at_once),
		TEST(test_pump_takes_what_is_due_only),
		TEST(test_pump_keeps_the_rate_of_the_service),
		TEST(test_pump_closed_takes_no_more),
		TEST(test_pump_writes_down_each_outcome),
		TEST(test_pump_marks_whom_no_server_takes),
		TEST(test_pump_waits_longer_after_each_try),
		TEST(test_pump_lost_is_due_at_once_the_first_time),
		TEST(test_pump_keeps_what_could_not_be_handed_over),
		TEST(test_pump_refuses_results_it_did_not_ask_for),
		TEST(test_pump_once_tries_again_within_seconds),
		TEST(test_pump_once_waits_for_what_comes_in_a_moment),
		TEST(test_pump_once_leaves_the_rest_to_the_next_run),
		TEST(test_pump_once_does_not_wait_for_what_did_not_leave),
		TEST(test_pump_once_with_a_clock_that_stands_still),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
