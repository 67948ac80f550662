// SPDX-License-Identifier: Apache-2.0
/* Strangers' mails are read when there is time, by the real reader: whatever was owed is settled, once. */
#include "strangers.h"

#include "tests/unit/daemon/store_files.h"
#include "tests/unit/daemon/store_world.h"

#define NOW INT64_C(1594000000)

static rap_consultation consultation;
static rap_core core;
static rap_reader *reader;
static rap_strangers *strangers;
static char *reader_path; /* found before the tests change the folder */

static int all_enter(void **state)
{
	const char *build = getenv("B");
	char *name = NULL;

	assert_true(asprintf(&name, "%s/rapporteur-reader", build ? build : "build") > 0);
	reader_path = realpath(name, NULL);
	free(name);
	return reader_path ? group_enter(state) : -1;
}

static int all_leave(void **state)
{
	free(reader_path);
	return group_leave(state);
}

static void start(void)
{
	rap_reader_limits limits = rap_reader_limits_usual();
	char *why = NULL;

	limits.wall_ms = 60000; /* sanitizers on a busy machine */
	assert_true(sd_event_new(&core.event) >= 0);
	if (rap_reader_start_limited(core.event, reader_path, &limits, &reader, &why))
		fail_msg("%s", why);
	strangers = rap_strangers_new(&core, reader);
}

static void stop(void)
{
	reader = rap_reader_stop(reader);
	strangers = rap_strangers_free(strangers);
	core.event = sd_event_unref(core.event);
}

static int strangers_enter(void **state)
{
	(void)enter(state);
	consultation = (rap_consultation){.meeting.timezone = rap_strdup("Asia/Seoul")};
	core = (rap_core){.consultation = &consultation, .fixed = true, .fixed_now = NOW};
	core.office.desk.store = store;
	start();
	return 0;
}

static int strangers_leave(void **state)
{
	stop();
	free(consultation.meeting.timezone);
	return leave(state);
}

/* A mail as ingest records a stranger's. */
static int64_t add(const char *raw, bool unread)
{
	rap_mail_in mail = {
		.identity = hash_of(raw),
		.raw = rap_slice_of(raw),
		.received_at = NOW,
		.recorded_at = NOW,
		.verdict = RAP_VERDICT_QUARANTINED,
		.state = RAP_MAIL_DONE,
		.unread = unread,
	};
	int64_t id = 0;

	mail.subject = rap_strdup("as it was");
	DO(rap_store_begin(store));
	DO(rap_mail_in_add(store, &mail, &id));
	DO(rap_store_commit(store));
	free(mail.subject);
	return id;
}

static void read_all(void)
{
	rap_strangers_look(strangers);
	while (rap_strangers_wait(strangers)) {
		rap_strangers_run(strangers);
		if (rap_strangers_wait(strangers))
			assert_true(sd_event_run(core.event, UINT64_MAX) >= 0);
	}
}

static void check(int64_t id, bool unread, const char *subject, const char *kind, bool reading)
{
	rap_mail_in mail;
	char *json = NULL;
	rap_err err = rap_reading_get(store, id, &json);

	DO(rap_mail_in_get(store, id, &mail));
	assert_int_equal(mail.unread, unread);
	assert_string_equal(mail.subject, subject);
	if (kind)
		assert_string_equal(mail.kind, kind);
	else
		assert_null(mail.kind);
	assert_int_equal(err, reading ? RAP_OK : RAP_E_NOT_FOUND);
	free(json);
	rap_mail_in_done(&mail);
}

static void test_what_is_owed_is_read(void **state)
{
	int64_t owed = add(
			"From: a@b.example\r\nSubject: =?utf-8?B?0YLQtdC80LA=?=\r\n\r\nHello\r\n",
			true),
		settled = add("From: a@b.example\r\nSubject: two\r\n\r\nHello\r\n", false);

	(void)state;
	read_all();
	check(owed, false, "\xd1\x82\xd0\xb5\xd0\xbc\xd0\xb0", "reply", true);
	check(settled, false, "as it was", NULL, false);
}

static void test_many_are_read_in_batches(void **state)
{
	int64_t ids[40];

	(void)state;
	for (size_t i = 0; i < N(ids); i++) {
		char raw[100]; /* longest: some 60 */

		snprintf(raw, sizeof raw, "From: a@b.example\r\nSubject: %zu\r\n\r\nHello\r\n", i);
		ids[i] = add(raw, true);
	}
	read_all();
	for (size_t i = 0; i < N(ids); i++) {
		char subject[24]; /* a number */

		snprintf(subject, sizeof subject, "%zu", i);
		check(ids[i], false, subject, "reply", true);
	}
}

static void test_what_a_stop_leaves_is_read_later(void **state)
{
	int64_t id = add("From: a@b.example\r\nSubject: x\r\n\r\nHello\r\n", true);

	(void)state;
	rap_strangers_run(strangers); /* with the reader, and never back */
	stop();
	check(id, true, "as it was", NULL, false);
	start();
	read_all();
	check(id, false, "x", "reply", true);
}

static void test_an_officer_is_faster(void **state)
{
	int64_t id = add("From: a@b.example\r\nSubject: x\r\n\r\nHello\r\n", true);
	bool owed = false;
	char *json = NULL;

	(void)state;
	rap_strangers_run(strangers);
	DO(rap_store_begin(store));
	DO(rap_mail_in_was_read(store, id, "command", "the officer's", &owed));
	assert_true(owed);
	DO(rap_reading_put(store, id, 1, "{\"whole\":true}"));
	DO(rap_store_commit(store));
	read_all();
	check(id, false, "the officer's", "command", true);
	DO(rap_reading_get(store, id, &json));
	assert_string_equal(json, "{\"whole\":true}");
	free(json);
}

static void test_trouble_with_the_database_is_tried_again(void **state)
{
	int64_t id = add("From: a@b.example\r\nSubject: x\r\n\r\nHello\r\n", true);

	(void)state;
	rap_strangers_run(strangers);
	sql("state/rapporteur.db", "CREATE TRIGGER no BEFORE INSERT ON reading"
	                           " BEGIN SELECT RAISE(ABORT, 'no'); END");
	while (rap_strangers_wait(strangers))
		assert_true(sd_event_run(core.event, UINT64_MAX) >= 0);
	check(id, true, "as it was", NULL, false);
	sql("state/rapporteur.db", "DROP TRIGGER no");
	read_all();
	check(id, false, "x", "reply", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(test) cmocka_unit_test_setup_teardown(test, strangers_enter, strangers_leave)
		T(test_what_is_owed_is_read),
		T(test_many_are_read_in_batches),
		T(test_what_a_stop_leaves_is_read_later),
		T(test_an_officer_is_faster),
		T(test_trouble_with_the_database_is_tried_again),
	};

	return cmocka_run_group_tests(tests, all_enter, all_leave);
}
