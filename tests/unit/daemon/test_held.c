// SPDX-License-Identifier: Apache-2.0
/* Receipts held back (R42): how many leave, and the one that stands for all that waited. */
#include "common/limits.h"
#include "report/receipt.h"
#include "store/held.h"

#include "tests/unit/daemon/stage.h"

#define START "2020-07-21T10:00:00"
#define HOUR 3600
#define DAY 86400

static int64_t start;

static void nth(char *out, size_t size, long n)
{
	(void)snprintf(out, size, "2020-07-21T10:%02ld:%02ld", n / 60, n % 60);
}

/* The n-th mail of a member's first contact, one a second; its receipts are posted or held. */
static void receive(stage *s, const char *code, long n, const char *value)
{
	const rap_member *m = rap_consultation_member(s->c, code);
	char when[40];

	assert_non_null(m);
	nth(when, sizeof when, n);
	stage_mail(s, when, code, m->contacts.at[0].address, "Re: Form", RAP_VERDICT_ACCEPTED,
	           NULL);
	stage_answer(s, "2.2", value, value, RAP_ANSWER_OK);
	stage_read(s);
	assert_int_equal(rap_receipt_post(&s->desk, s->mail, m, s->author, NULL), RAP_OK);
}

static const char *address_of(const stage *s, const char *code)
{
	return rap_consultation_member(s->c, code)->contacts.at[0].address;
}

static long made(const stage *s, const char *address)
{
	long n = 0;

	assert_int_equal(rap_held_made(s->desk.store, address, start - DAY, s->desk.now, &n),
	                 RAP_OK);
	return n;
}

/* How many mails wait for the address. */
static long waits(const stage *s, const char *address)
{
	rap_held held;
	rap_err err = rap_held_get(s->desk.store, address, &held);
	long n = held.mails;
	bool any;

	assert_true(err == RAP_OK || err == RAP_E_NOT_FOUND);
	assert_int_equal(rap_held_any(s->desk.store, address, &any), RAP_OK);
	assert_int_equal(any, err == RAP_OK);
	rap_held_done(&held);
	return err == RAP_OK ? n : 0;
}

static size_t waiting(const stage *s, int64_t until, const char *first)
{
	rap_strv list = {0};
	size_t n;

	assert_int_equal(rap_held_waiting(s->desk.store, until, &list), RAP_OK);
	n = list.n;
	if (n > 0 && first)
		assert_string_equal(list.at[0], first);
	rap_strv_done(&list);
	return n;
}

/* ---- the record ----------------------------------------------------------------------------------------- */

static void hold(stage *s, const char *address, const char *author, int64_t when)
{
	assert_int_equal(rap_held_add(s->desk.store, address, s->mail, "MN", author, when), RAP_OK);
}

static rap_err add_id(void *user, int64_t mail_id)
{
	rap_buf_printf(user, "%lld ", (long long)mail_id);
	return RAP_OK;
}

static void test_held_keeps_what_waits(void **state)
{
	stage *s = stage_open(START);
	rap_held held;
	rap_buf ids = rap_buf_init(100);
	long mails;
	rap_strv addresses = {0};

	(void)state;
	stage_mail(s, "2020-07-21T10:00:01", "MN", "x@a.example", "", RAP_VERDICT_ACCEPTED, NULL);
	hold(s, "b@a.example", "x@a.example", start + 1);
	hold(s, "a@a.example", "x@a.example", start + 2);
	hold(s, "a@a.example", "x@a.example", start + 3); /* twice the same is once */
	stage_mail(s, "2020-07-21T10:00:05", "MN", "y@a.example", "", RAP_VERDICT_ACCEPTED, NULL);
	hold(s, "A@a.example", "y@a.example", start + 5); /* the same address */
	assert_int_equal(rap_held_get(s->desk.store, "a@A.example", &held), RAP_OK);
	assert_int_equal(held.mails, 2);
	assert_int_equal(held.mail_id, s->mail);
	assert_string_equal(held.author, "y@a.example"); /* of the last */
	assert_string_equal(held.member, "MN");
	assert_int_equal(held.first_received, at("2020-07-21T10:00:01"));
	rap_held_done(&held);
	assert_int_equal(rap_held_mails(s->desk.store, "a@a.example", add_id, &ids), RAP_OK);
	assert_string_equal(rap_buf_text(&ids), "1 2 ");
	assert_int_equal(waiting(s, start, NULL), 0);
	assert_int_equal(waiting(s, start + 1, "b@a.example"), 1);
	assert_int_equal(waiting(s, start + 2, "b@a.example"), 2);
	assert_int_equal(rap_held_settle(s->desk.store, "a@a.example", start + 9), RAP_OK);
	assert_int_equal(waits(s, "a@a.example"), 0);
	assert_int_equal(waits(s, "b@a.example"), 1);
	assert_int_equal(rap_held_since(s->desk.store, start, &mails, &addresses), RAP_OK);
	assert_int_equal(mails, 2); /* settled or not */
	assert_int_equal(addresses.n, 2);
	rap_strv_done(&addresses);
	rap_buf_done(&ids);
	stage_close(s);
}

/* ---- the limits ----------------------------------------------------------------------------------------- */

static void test_held_after_four_in_an_hour(void **state)
{
	stage *s = stage_open(START);
	const char *mn = address_of(s, "MN");

	(void)state;
	for (long i = 1; i <= 7; i++)
		receive(s, "MN", i, i % 2 ? "Yes" : "No");
	assert_int_equal(made(s, mn), RAP_LIMIT_RECEIPTS_HOUR);
	assert_int_equal(waits(s, mn), 3);
	receive(s, "KP", 8, "Yes"); /* another's receipt does not wait for it */
	assert_int_equal(made(s, address_of(s, "KP")), 1);
	assert_int_equal(rap_receipt_post_held(&s->desk, mn), RAP_E_NOT_FOUND); /* no room yet */
	s->desk.now = start + HOUR;
	receive(s, "MN", 9, "Yes"); /* there is room, but others wait: it joins them */
	assert_int_equal(waits(s, mn), 4);
	assert_int_equal(rap_receipt_post_held(&s->desk, mn), RAP_OK);
	assert_int_equal(made(s, mn), RAP_LIMIT_RECEIPTS_HOUR + 1); /* one for all */
	assert_int_equal(waits(s, mn), 0);
	assert_int_equal(rap_receipt_post_held(&s->desk, mn), RAP_E_NOT_FOUND);
	receive(s, "MN", 10, "No"); /* and again at once */
	assert_int_equal(made(s, mn), RAP_LIMIT_RECEIPTS_HOUR + 2);
	stage_close(s);
}

static void test_held_after_twenty_in_a_day(void **state)
{
	stage *s = stage_open(START);
	const char *mn = address_of(s, "MN");
	long n = 1;

	(void)state;
	for (; n <= RAP_LIMIT_RECEIPTS_DAY; n++) {
		if (n % RAP_LIMIT_RECEIPTS_HOUR == 0)
			s->desk.now += HOUR;
		receive(s, "MN", n, "Yes");
	}
	assert_int_equal(made(s, mn), RAP_LIMIT_RECEIPTS_DAY);
	s->desk.now += 2 * HOUR;
	receive(s, "MN", n, "No");
	assert_int_equal(made(s, mn), RAP_LIMIT_RECEIPTS_DAY);
	assert_int_equal(waits(s, mn), 1);
	assert_int_equal(rap_receipt_post_held(&s->desk, mn), RAP_E_NOT_FOUND);
	s->desk.now += DAY;
	assert_int_equal(rap_receipt_post_held(&s->desk, mn), RAP_OK);
	assert_int_equal(waits(s, mn), 0);
	stage_close(s);
}

static rap_err keep_id(void *user, const rap_mail_out *mail)
{
	*(int64_t *)user = mail->id;
	return RAP_OK;
}

static void answer_only(stage *s, long n, const char *field, const char *value)
{
	char when[40];

	nth(when, sizeof when, n);
	stage_mail(s, when, "MN", address_of(s, "MN"), "Re: Form", RAP_VERDICT_ACCEPTED, NULL);
	stage_answer(s, field, value, value, RAP_ANSWER_OK);
	stage_read(s);
	hold(s, address_of(s, "MN"), address_of(s, "MN"), start + n);
}

/* Of all that waited it names what stands, what was said again since only as replaced. */
static void test_held_receipt_says_what_stands(void **state)
{
	stage *s = stage_open(START);
	rap_mail_out mail;
	const char *earlier;
	int64_t id = 0;

	(void)state;
	answer_only(s, 1, "2.2", "earlier-word");
	answer_only(s, 2, "2.1", "other-field");
	answer_only(s, 3, "2.2", "later-word");
	s->desk.now += HOUR;
	assert_int_equal(rap_receipt_post_held(&s->desk, address_of(s, "MN")), RAP_OK);
	assert_int_equal(rap_outbox_each(s->desk.store, keep_id, &id), RAP_OK);
	assert_int_equal(id, 1);
	assert_int_equal(rap_outbox_get(s->desk.store, id, &mail), RAP_OK);
	assert_string_equal(mail.kind, "receipt");
	assert_string_equal(mail.recipient, address_of(s, "MN"));
	assert_int_equal(mail.answers_mail_id, s->mail); /* the last */
	assert_non_null(strstr(mail.text, "other-field"));
	assert_non_null(strstr(mail.text, "later-word"));
	assert_non_null(strstr(mail.text, "stands for 3"));
	earlier = strstr(mail.text, "earlier-word"); /* only as what was replaced */
	assert_non_null(earlier);
	assert_null(strstr(earlier + 1, "earlier-word"));
	assert_int_equal(strncmp(earlier - strlen("in place of: "), "in place of: ", 13), 0);
	rap_mail_out_done(&mail);
	stage_close(s);
}

/* Who has left the roster gets nothing, and waits no longer. */
static void test_held_for_somebody_who_left(void **state)
{
	stage *s = stage_open(START);

	(void)state;
	receive(s, "MN", 1, "Yes");
	hold(s, "gone@a.example", "gone@a.example", start);
	hold(s, address_of(s, "KP"), "gone@a.example", start); /* for another State now */
	s->desk.now += HOUR;
	assert_int_equal(rap_receipt_post_held(&s->desk, "gone@a.example"), RAP_OK);
	assert_int_equal(rap_receipt_post_held(&s->desk, address_of(s, "KP")), RAP_OK);
	assert_int_equal(made(s, "gone@a.example"), 0);
	assert_int_equal(made(s, address_of(s, "KP")), 0);
	assert_int_equal(waiting(s, INT64_MAX, NULL), 0);
	stage_close(s);
}

/* R42: a clock that was a year ahead and was set back holds nobody's receipts for a year. */
static void test_r42_held_by_a_clock_that_was_ahead(void **state)
{
	stage *s = stage_open(START);
	bool room = false;

	(void)state;
	s->desk.now += 365 * (int64_t)DAY;
	for (long n = 1; n <= 6; n++)
		receive(s, "MN", n, n % 2 ? "Yes" : "No");
	assert_int_equal(made(s, address_of(s, "MN")), 4);
	assert_int_equal(waits(s, address_of(s, "MN")), 2);
	s->desk.now -= 365 * (int64_t)DAY;
	assert_int_equal(rap_receipt_has_room(&s->desk, address_of(s, "MN"), &room), RAP_OK);
	assert_true(room);
	assert_int_equal(waiting(s, s->desk.now - HOUR, NULL), 2); /* and the colleague */
	assert_int_equal(rap_receipt_post_held(&s->desk, address_of(s, "MN")), RAP_OK);
	assert_int_equal(waits(s, address_of(s, "MN")), 0);
	/* Set back by no more than an hour they count as ever. */
	for (long n = 7; n <= 9; n++)
		receive(s, "MN", n, n % 2 ? "Yes" : "No");
	s->desk.now -= HOUR;
	assert_int_equal(rap_receipt_has_room(&s->desk, address_of(s, "MN"), &room), RAP_OK);
	assert_false(room);
	stage_close(s);
}

static int set_start(void **state)
{
	(void)state;
	start = at(START);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_held_keeps_what_waits),
		cmocka_unit_test(test_held_after_four_in_an_hour),
		cmocka_unit_test(test_held_after_twenty_in_a_day),
		cmocka_unit_test(test_held_receipt_says_what_stands),
		cmocka_unit_test(test_held_for_somebody_who_left),
		cmocka_unit_test(test_r42_held_by_a_clock_that_was_ahead),
	};

	return cmocka_run_group_tests(tests, set_start, NULL);
}
