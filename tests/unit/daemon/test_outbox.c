// SPDX-License-Identifier: Apache-2.0
/* The outbox: owed once, taken in order, sent for good, tried again, recovered after a crash (R34). */
#include "tests/unit/daemon/store_world.h"

#include <signal.h>
#include <sys/wait.h>

static int64_t put(const char *key, int64_t next_at)
{
	char id[100], html[] = "<p>hello</p>";
	rap_mail_out mail = {
		.key = rap_strdup(key),
		.kind = rap_strdup("request"),
		.recipient = rap_strdup("oyun@env.example"),
		.member = rap_strdup("MN"),
		.round = 1,
		.request = rap_strdup("plan"),
		.envelope_from = rap_strdup("consult+x@neaspec.example"),
		.mime = {rap_strdup("From: a\n\nb"), 10},
		.subject = rap_strdup("[X] Form"),
		.text = rap_strdup("hello"),
		.html = rap_strdup(html),
		.created_at = 5,
		.next_at = next_at,
		.token_hash = hash_of(key),
	};
	int64_t row = 0;

	snprintf(id, sizeof id, "<rq.%s@neaspec.example>", key);
	mail.message_id = rap_strdup(id);
	DO(rap_outbox_add(store, &mail, &row));
	rap_mail_out_done(&mail);
	return row;
}

static rap_out_state state_of(int64_t id, long *ret_attempts)
{
	rap_mail_out mail;
	rap_out_state state;

	DO(rap_outbox_get(store, id, &mail));
	state = mail.state;
	if (ret_attempts)
		*ret_attempts = mail.attempts;
	rap_mail_out_done(&mail);
	return state;
}

static int64_t take(int64_t now)
{
	rap_mail_out mail;
	int64_t id;
	rap_err err = rap_outbox_take(store, now, &mail);

	if (err == RAP_E_NOT_FOUND)
		return 0;
	assert_int_equal(err, RAP_OK);
	assert_int_equal(mail.state, RAP_OUT_SENDING);
	id = mail.id;
	rap_mail_out_done(&mail);
	return id;
}

static void test_add_owes_a_mail_only_once(void **state)
{
	rap_mail_out again = {.key = (char[]){"k"},
	                      .kind = (char[]){"x"},
	                      .recipient = (char[]){"x"},
	                      .message_id = (char[]){"<other@x>"}};
	rap_mail_out got;
	int64_t id = put("k", 1), second = 0;

	(void)state;
	assert_int_equal(rap_outbox_add(store, &again, &second), RAP_E_BUSY);
	assert_int_equal(second, 0);
	DO(rap_outbox_by_key(store, "k", &got));
	assert_int_equal(got.id, id);
	assert_string_equal(got.message_id, "<rq.k@neaspec.example>");
	rap_mail_out_done(&got);
	again.key = (char[]){"other"};
	again.message_id = (char[]){"<rq.k@neaspec.example>"};
	assert_int_equal(rap_outbox_add(store, &again, NULL),
	                 RAP_E_FORMAT); /* no Message-ID twice */
}

static void test_add_takes_many_mails_without_token(void **state)
{
	rap_mail_out mail = {.key = (char[]){"a"},
	                     .kind = (char[]){"digest"},
	                     .recipient = (char[]){"x"},
	                     .message_id = (char[]){"<a@x>"}};
	rap_hash none = {0};
	rap_mail_out got;

	(void)state;
	DO(rap_outbox_add(store, &mail, NULL));
	mail.key = (char[]){"b"};
	mail.message_id = (char[]){"<b@x>"};
	DO(rap_outbox_add(store, &mail, NULL));
	assert_int_equal(rap_outbox_by_token(store, &none, &got), RAP_E_NOT_FOUND);
}

static void test_get_gives_back_every_column(void **state)
{
	int64_t id = put("k", 7);
	rap_hash token = hash_of("k"), other = hash_of("l");
	rap_slice mime;
	rap_mail_out got;

	(void)state;
	DO(rap_outbox_by_token(store, &token, &got));
	assert_int_equal(got.id, id);
	assert_string_equal(got.key, "k");
	assert_string_equal(got.kind, "request");
	assert_string_equal(got.recipient, "oyun@env.example");
	assert_string_equal(got.member, "MN");
	assert_int_equal(got.round, 1);
	assert_string_equal(got.request, "plan");
	assert_string_equal(got.envelope_from, "consult+x@neaspec.example");
	assert_true(rap_hash_same(&got.token_hash, &token));
	assert_null(got.mime.at); /* a reply looks its request up, not what was attached to it */
	assert_string_equal(got.subject, "[X] Form");
	assert_string_equal(got.text, "hello");
	assert_string_equal(got.html, "<p>hello</p>");
	assert_int_equal(got.state, RAP_OUT_QUEUED);
	assert_int_equal(got.attempts, 0);
	assert_int_equal(got.created_at, 5);
	assert_int_equal(got.next_at, 7);
	assert_int_equal(got.sent_at, 0);
	assert_null(got.last_reply);
	rap_mail_out_done(&got);
	DO(rap_outbox_by_message_id(store, "<rq.k@neaspec.example>", &got));
	assert_int_equal(got.id, id);
	rap_mail_out_done(&got);
	assert_int_equal(rap_outbox_by_token(store, &other, &got), RAP_E_NOT_FOUND);
	assert_int_equal(rap_outbox_by_message_id(store, "<rq.l@neaspec.example>", &got),
	                 RAP_E_NOT_FOUND);
	assert_int_equal(rap_outbox_by_key(store, "l", &got), RAP_E_NOT_FOUND);
	assert_int_equal(rap_outbox_get(store, id + 1, &got), RAP_E_NOT_FOUND);
	DO(rap_outbox_mime(store, id, &mime));
	assert_true(rap_slice_is(mime, "From: a\n\nb"));
	free((char *)(uintptr_t)mime.at);
	assert_int_equal(rap_outbox_mime(store, id + 1, &mime), RAP_E_NOT_FOUND);
	DO(rap_outbox_take(store, 7, &got));
	assert_true(rap_slice_is(got.mime, "From: a\n\nb"));
	rap_mail_out_done(&got);
}

static void test_take_gives_what_is_due_in_order(void **state)
{
	int64_t late = put("late", 30), early = put("early", 10), same = put("same", 10), at;
	long attempts;

	(void)state;
	DO(rap_outbox_next_at(store, &at));
	assert_int_equal(at, 10);
	assert_int_equal(take(9), 0);
	assert_int_equal(take(10), early);
	assert_int_equal(take(10), same);
	assert_int_equal(take(10), 0);
	assert_int_equal(take(30), late);
	assert_int_equal(state_of(late, &attempts), RAP_OUT_SENDING);
	assert_int_equal(attempts, 1);
	assert_int_equal(rap_outbox_next_at(store, &at), RAP_E_NOT_FOUND);
}

static void test_sent_is_for_good(void **state)
{
	int64_t id = put("k", 1);
	rap_mail_out got;

	(void)state;
	assert_int_equal(take(1), id);
	DO(rap_outbox_sent(store, id, 100, "250 ok"));
	DO(rap_outbox_sent(store, id, 200, "250 again"));
	DO(rap_outbox_retry(store, id, 300, "451 late news"));
	DO(rap_outbox_failed(store, id, "550 late news"));
	DO(rap_outbox_recover(store, 400));
	DO(rap_outbox_get(store, id, &got));
	assert_int_equal(got.state, RAP_OUT_SENT);
	assert_int_equal(got.sent_at, 100);
	assert_string_equal(got.last_reply, "250 ok");
	rap_mail_out_done(&got);
	assert_int_equal(take(1000), 0);
}

static void test_retry_waits_and_counts(void **state)
{
	int64_t id = put("k", 1);
	rap_mail_out got;

	(void)state;
	assert_int_equal(take(1), id);
	DO(rap_outbox_retry(store, id, 61, "451 try later"));
	assert_int_equal(take(60), 0);
	assert_int_equal(take(61), id);
	DO(rap_outbox_get(store, id, &got));
	assert_int_equal(got.attempts, 2);
	assert_string_equal(got.message_id, "<rq.k@neaspec.example>");
	assert_string_equal(got.last_reply, "451 try later");
	rap_mail_out_done(&got);
}

static void test_failed_is_not_taken_again(void **state)
{
	int64_t id = put("k", 1);

	(void)state;
	assert_int_equal(take(1), id);
	DO(rap_outbox_failed(store, id, "550 no such user"));
	DO(rap_outbox_recover(store, 2));
	assert_int_equal(take(1000), 0);
	assert_int_equal(state_of(id, NULL), RAP_OUT_FAILED);
	/* That it has arrived after all is news that counts. */
	DO(rap_outbox_sent(store, id, 3, "250 ok"));
	assert_int_equal(state_of(id, NULL), RAP_OUT_SENT);
}

static void test_unknown_mails_are_not_found(void **state)
{
	(void)state;
	assert_int_equal(rap_outbox_sent(store, 1, 1, "x"), RAP_E_NOT_FOUND);
	assert_int_equal(rap_outbox_retry(store, 1, 1, "x"), RAP_E_NOT_FOUND);
	assert_int_equal(rap_outbox_failed(store, 1, "x"), RAP_E_NOT_FOUND);
}

/* ---- crash ---------------------------------------------------------------------------------------------- */

static void take_and_die(void)
{
	rap_mail_out mail;

	open_store();
	(void)put("k", 1);
	DO(rap_outbox_take(store, 1, &mail));
	(void)kill(getpid(), SIGKILL);
}

static void test_recover_queues_what_a_crash_left(void **state)
{
	rap_mail_out got;
	int status = 0;
	pid_t pid;

	(void)state;
	store = rap_store_close(store);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		take_and_die();
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WTERMSIG(status), SIGKILL);
	open_store();
	DO(rap_outbox_by_key(store, "k", &got));
	assert_int_equal(got.state, RAP_OUT_SENDING);
	rap_mail_out_done(&got);
	assert_int_equal(take(1000), 0);
	DO(rap_outbox_recover(store, 50));
	assert_int_equal(take(49), 0);
	DO(rap_outbox_take(store, 50, &got));
	assert_int_equal(got.attempts, 2);
	assert_string_equal(got.message_id, "<rq.k@neaspec.example>");
	rap_mail_out_done(&got);
}

/* ---- lists ---------------------------------------------------------------------------------------------- */

static rap_err collect(void *user, const rap_mail_out *mail)
{
	rap_buf *out = user;

	rap_buf_printf(out, "%s:%s ", mail->key, rap_out_state_text(mail->state));
	assert_null(mail->mime.at);
	assert_null(mail->text);
	assert_null(mail->html);
	assert_non_null(mail->subject);
	return RAP_OK;
}

static void test_each_lists_all_oldest_first(void **state)
{
	rap_buf out = rap_buf_init(1000);
	int64_t b, d;

	(void)state;
	(void)put("a", 9);
	b = put("b", 1);
	(void)put("c", 5);
	assert_int_equal(take(1), b);
	DO(rap_outbox_sent(store, b, 2, NULL));
	d = put("d", 0);
	assert_int_equal(take(9), d);
	DO(rap_outbox_each(store, collect, &out));
	assert_string_equal(rap_buf_text(&out), "a:queued b:sent c:queued d:sending ");
	rap_buf_done(&out);
}

static void test_r24_a_revoked_token_still_finds_its_mail(void **state)
{
	rap_hash hash = hash_of("revoked");
	rap_mail_out mail;
	int64_t id = put("revoked", 10);

	(void)state;
	DO(rap_outbox_by_token(store, &hash, &mail));
	assert_int_equal(mail.revoked_at, 0);
	rap_mail_out_done(&mail);
	DO(rap_outbox_revoke(store, id, 70));
	DO(rap_outbox_revoke(store, id, 80)); /* the first time stays */
	DO(rap_outbox_by_token(store, &hash, &mail));
	assert_int_equal(mail.id, id);
	assert_int_equal(mail.revoked_at, 70);
	rap_mail_out_done(&mail);
	assert_int_equal(rap_outbox_revoke(store, id + 1, 70), RAP_E_NOT_FOUND);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, enter, leave)
	const struct CMUnitTest tests[] = {
		TEST(test_add_owes_a_mail_only_once),
		TEST(test_add_takes_many_mails_without_token),
		TEST(test_get_gives_back_every_column),
		TEST(test_take_gives_what_is_due_in_order),
		TEST(test_sent_is_for_good),
		TEST(test_retry_waits_and_counts),
		TEST(test_failed_is_not_taken_again),
		TEST(test_unknown_mails_are_not_found),
		TEST(test_recover_queues_what_a_crash_left),
		TEST(test_each_lists_all_oldest_first),
		TEST(test_r24_a_revoked_token_still_finds_its_mail),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
