// SPDX-License-Identifier: Apache-2.0
/* Mails received: each once, every column back as it went in, states, readings, attachments. */
#include "tests/unit/daemon/store_world.h"

static void test_same_identity_twice_is_one_row(void **state)
{
	rap_hash identity = hash_of("a");
	rap_mail_in again = {.identity = identity, .raw = rap_slice_of("other trace"), .uid = 9};
	int64_t id = add_mail("a", 1), found = 0, second = 0;

	(void)state;
	DO(rap_store_begin(store));
	assert_int_equal(rap_mail_in_add(store, &again, &second), RAP_E_BUSY);
	assert_int_equal(second, 0);
	/* The transaction is not spoiled by it. */
	DO(rap_event_add(store, 1, "again", "{}"));
	DO(rap_store_commit(store));
	DO(rap_mail_in_find(store, &identity, &found));
	assert_int_equal(found, id);
	identity = hash_of("b");
	DO(rap_mail_in_find(store, &identity, &found));
	assert_int_equal(found, 0);
}

static void test_get_gives_back_every_column(void **state)
{
	static const char raw[] = "Subject: x\r\n\r\n\0binary\xff\xfe";
	rap_mail_out out = {.key = (char[]){"k"},
	                    .kind = (char[]){"request"},
	                    .recipient = (char[]){"a@b"},
	                    .message_id = (char[]){"<x@y>"}};
	rap_mail_in mail = {
		.identity = hash_of("full"),
		.folder = (char[]){"INBOX"},
		.uidvalidity = 4294967295,
		.uid = 4294967294,
		.source_key = (char[]){"412"},
		.received_at = 1594000000,
		.recorded_at = 1594000099,
		.raw = {raw, sizeof raw - 1},
		.author_address = (char[]){"oyun@env.example"},
		.member = (char[]){"MN"},
		.verdict = RAP_VERDICT_AWAITING,
		.reason = (char[]){"because"},
		.kind = (char[]){"reply"},
		.subject = (char[]){"Re: \xd0\xa4"},
		.message_id = (char[]){"<m@n>"},
		.late = true,
		.round = 2,
		.state = RAP_MAIL_RECORDED,
		.unread = true,
		.suspect = true,
	};
	rap_mail_in got;
	int64_t id;

	(void)state;
	DO(rap_outbox_add(store, &out, &mail.answers_out_id));
	DO(rap_mail_in_add(store, &mail, &id));
	DO(rap_mail_in_get(store, id, &got));
	assert_true(got.unread);
	assert_true(got.suspect);
	assert_int_equal(got.id, id);
	assert_true(rap_hash_same(&got.identity, &mail.identity));
	assert_string_equal(got.folder, "INBOX");
	assert_int_equal(got.uidvalidity, 4294967295);
	assert_int_equal(got.uid, 4294967294);
	assert_string_equal(got.source_key, "412");
	assert_int_equal(got.received_at, 1594000000);
	assert_int_equal(got.recorded_at, 1594000099);
	assert_true(rap_slice_eq(got.raw, mail.raw));
	assert_string_equal(got.author_address, "oyun@env.example");
	assert_string_equal(got.member, "MN");
	assert_int_equal(got.verdict, RAP_VERDICT_AWAITING);
	assert_string_equal(got.reason, "because");
	assert_string_equal(got.kind, "reply");
	assert_string_equal(got.subject, mail.subject);
	assert_string_equal(got.message_id, "<m@n>");
	assert_int_equal(got.answers_out_id, mail.answers_out_id);
	assert_true(got.late);
	assert_int_equal(got.round, 2);
	assert_int_equal(got.state, RAP_MAIL_RECORDED);
	rap_mail_in_done(&got);
}

static void test_get_keeps_absent_apart_from_empty(void **state)
{
	rap_mail_in mail = {.identity = hash_of("x"), .reason = (char[]){""}}, got;
	int64_t id;

	(void)state;
	DO(rap_mail_in_add(store, &mail, &id));
	DO(rap_mail_in_get(store, id, &got));
	assert_string_equal(got.reason, "");
	assert_null(got.member);
	assert_null(got.author_address);
	assert_null(got.subject);
	assert_int_equal(got.answers_out_id, 0);
	assert_int_equal(got.raw.len, 0);
	rap_mail_in_done(&got);
	assert_int_equal(rap_mail_in_get(store, id + 1, &got), RAP_E_NOT_FOUND);
	rap_mail_in_done(&got); /* half an object */
}

static void test_every_verdict_and_state_comes_back(void **state)
{
	static const rap_verdict verdicts[] = {RAP_VERDICT_ACCEPTED, RAP_VERDICT_AWAITING,
	                                       RAP_VERDICT_QUARANTINED, RAP_VERDICT_MACHINE};
	static const rap_mail_state states[] = {RAP_MAIL_RECORDED, RAP_MAIL_DONE, RAP_MAIL_RELEASED,
	                                        RAP_MAIL_DISCARDED};

	(void)state;
	for (size_t i = 0; i < N(verdicts); i++) {
		char text[2] = {(char)('0' + i), '\0'};
		rap_mail_in mail = {.identity = hash_of(text),
		                    .verdict = verdicts[i],
		                    .state = states[i]},
			    got;
		int64_t id;

		DO(rap_mail_in_add(store, &mail, &id));
		DO(rap_mail_in_get(store, id, &got));
		assert_int_equal(got.verdict, verdicts[i]);
		assert_int_equal(got.state, states[i]);
		rap_mail_in_done(&got);
	}
	assert_string_equal(rap_verdict_text(RAP_VERDICT_AWAITING), "awaiting-confirmation");
	assert_string_equal(rap_mail_state_text(RAP_MAIL_DISCARDED), "discarded");
}

static void test_set_state_keeps_what_an_officer_decided(void **state)
{
	static const struct {
		rap_mail_state from, to, want;
	} table[] = {
		{RAP_MAIL_RECORDED, RAP_MAIL_DONE, RAP_MAIL_DONE},
		{RAP_MAIL_RECORDED, RAP_MAIL_RELEASED, RAP_MAIL_RELEASED},
		{RAP_MAIL_DONE, RAP_MAIL_DISCARDED, RAP_MAIL_DISCARDED},
		{RAP_MAIL_RELEASED, RAP_MAIL_DONE, RAP_MAIL_RELEASED},
		{RAP_MAIL_DISCARDED, RAP_MAIL_DONE, RAP_MAIL_DISCARDED},
		{RAP_MAIL_DISCARDED, RAP_MAIL_RELEASED, RAP_MAIL_RELEASED},
	};

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		char text[2] = {(char)('a' + i), '\0'};
		rap_mail_in mail = {.identity = hash_of(text), .state = table[i].from}, got;
		int64_t id;

		DO(rap_mail_in_add(store, &mail, &id));
		DO(rap_mail_in_set_state(store, id, table[i].to));
		DO(rap_mail_in_get(store, id, &got));
		assert_int_equal(got.state, table[i].want);
		rap_mail_in_done(&got);
	}
	assert_int_equal(rap_mail_in_set_state(store, 99, RAP_MAIL_DONE), RAP_E_NOT_FOUND);
}

/* ---- lists ---------------------------------------------------------------------------------------------- */

static rap_err collect(void *user, const rap_mail_in *mail)
{
	rap_buf *out = user;

	rap_buf_printf(out, "%lld ", (long long)mail->recorded_at);
	assert_null(mail->raw.at);
	return mail->recorded_at == 30 ? RAP_E_AGAIN : RAP_OK;
}

static void test_each_lists_a_span_as_recorded(void **state)
{
	static const struct {
		int64_t since, until;
		rap_err err;
		const char *want;
	} table[] = {
		{0, 100, RAP_E_AGAIN, "10 10 20 30 "}, /* stops where it is told to */
		{10, 20, RAP_OK, "10 10 "},
		{11, 30, RAP_OK, "20 "},
		{40, 41, RAP_OK, "40 "},
		{41, 100, RAP_OK, ""},
	};

	(void)state;
	add_mail("d", 40);
	add_mail("b", 20);
	add_mail("a", 10);
	add_mail("a2", 10);
	add_mail("c", 30);
	for (size_t i = 0; i < N(table); i++) {
		rap_buf out = rap_buf_init(1000);

		assert_int_equal(
			rap_mail_in_each(store, table[i].since, table[i].until, collect, &out),
			table[i].err);
		assert_string_equal(rap_buf_text(&out), table[i].want);
		rap_buf_done(&out);
	}
}

/* Asks the store again for each row, with the very same statement too. */
static rap_err nested(void *user, const rap_mail_in *mail)
{
	int *n = user;
	rap_buf out = rap_buf_init(1000);
	rap_err err = rap_mail_in_each(store, mail->recorded_at, 100, collect, &out);

	*n += (int)out.len;
	rap_buf_done(&out);
	return err;
}

static void test_each_may_be_called_within_each(void **state)
{
	int n = 0;

	(void)state;
	add_mail("a", 10);
	add_mail("b", 20);
	DO(rap_mail_in_each(store, 0, 100, nested, &n));
	assert_int_equal(n, 3 * 3);
	/* The statements are free again. */
	DO(rap_store_begin(store));
	DO(rap_store_commit(store));
}

/* ---- readings and attachments --------------------------------------------------------------------------- */

static void test_reading_is_put_again(void **state)
{
	int64_t id = add_mail("a", 1);
	char *json = NULL;

	(void)state;
	assert_int_equal(rap_reading_get(store, id, &json), RAP_E_NOT_FOUND);
	DO(rap_reading_put(store, id, 1, "{\"version\":1}"));
	DO(rap_reading_put(store, id, 2, "{\"version\":2}"));
	DO(rap_reading_get(store, id, &json));
	assert_string_equal(json, "{\"version\":2}");
	free(json);
	assert_int_equal(rap_reading_put(store, id + 1, 1, "{}"), RAP_E_FORMAT); /* of no mail */
}

static void test_attachments_of_a_mail_may_be_equal(void **state)
{
	int64_t id = add_mail("a", 1);

	(void)state;
	DO(rap_attachment_add(store, id, "00", "draft.docx", "application/x", 5, "docx"));
	DO(rap_attachment_add(store, id, "00", "draft.docx", "application/x", 5, NULL));
	assert_int_equal(rap_attachment_add(store, id + 1, "00", "x", NULL, 5, NULL), RAP_E_FORMAT);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, enter, leave)
	const struct CMUnitTest tests[] = {
		TEST(test_same_identity_twice_is_one_row),
		TEST(test_get_gives_back_every_column),
		TEST(test_get_keeps_absent_apart_from_empty),
		TEST(test_every_verdict_and_state_comes_back),
		TEST(test_set_state_keeps_what_an_officer_decided),
		TEST(test_each_lists_a_span_as_recorded),
		TEST(test_each_may_be_called_within_each),
		TEST(test_reading_is_put_again),
		TEST(test_attachments_of_a_mail_may_be_equal),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
