// SPDX-License-Identifier: Apache-2.0
/* The outbox and the process that sends; see pump.h. */
#include "pump.h"

#include "common/mem.h"
#include "log.h"
#include "mail/link.h"
#include "store/event.h"
#include "store/outbox.h"

#include <stdlib.h>

#define WINDOW 4u /* enough to hide the round trip to send */
#define FIRST_WAIT_S 60
#define LONGEST_WAIT_S 3600
#define GIVE_UP_AFTER_S (5 * 86400) /* R34 */
#define STUCK_AFTER 3u
/* serve --once tries again after 1, 2, 4 and 8 s, and then leaves the mail to the next run. */
#define ONCE_TRIES 4
#define ONCE_LONGEST_S 8
#define SECOND UINT64_C(1000000)

typedef struct flight {
	int64_t id, created_at;
	long attempt;
	char *kind, *member, *recipient;
	char *outcome, *reply; /* what became of it, until that is written down */
	bool about_recipient; /* and it is because of the address */
} flight;

struct rap_pump {
	rap_core *core;
	rap_pump_say_fn *say;
	void *user;
	flight window[WINDOW];
	size_t n;
	bool connected, closed, dry;
	unsigned failures; /* of the database, in a row */
	int64_t minute; /* when the current minute of the rate began, in ticks */
	long in_minute;
	sd_event_source *wait;
};

bool rap_pump_next_try(int64_t created_at, int64_t now, long attempt, int64_t *ret_at)
{
	int64_t wait = FIRST_WAIT_S;

	if (now - created_at >= GIVE_UP_AFTER_S)
		return false;
	for (long i = 1; i < attempt && wait < LONGEST_WAIT_S; i++)
		wait *= 2;
	*ret_at = now + (wait < LONGEST_WAIT_S ? wait : LONGEST_WAIT_S);
	return true;
}

/* ---- the rate ------------------------------------------------------------------------------------------- */

static int on_wait(sd_event_source *source, uint64_t at, void *user)
{
	rap_pump *pump = user;

	(void)source;
	(void)at;
	pump->wait = sd_event_source_disable_unref(pump->wait);
	rap_pump_run(pump);
	return 0;
}

/* Whether one more may leave now; otherwise the pump is woken when the minute is over. */
static bool rate_allows(rap_pump *pump)
{
	const rap_consultation *c = pump->core->consultation;
	int64_t now = rap_core_ticks();

	if (c->sending.maildir || c->rate_per_minute <= 0)
		return true; /* a folder has no rate */
	if (now - pump->minute >= 60) {
		pump->minute = now;
		pump->in_minute = 0;
	}
	if (pump->in_minute < c->rate_per_minute)
		return true;
	if (!pump->wait)
		(void)sd_event_add_time_relative(pump->core->event, &pump->wait, CLOCK_MONOTONIC,
		                                 (uint64_t)(pump->minute + 60 - now) * SECOND, 0,
		                                 on_wait, pump);
	return false;
}

/* ---- handing over --------------------------------------------------------------------------------------- */

static void trouble(rap_pump *pump, rap_err err)
{
	pump->failures++;
	rap_core_trouble(pump->core, "sending mail", err);
}

static void board(rap_pump *pump, const rap_mail_out *mail)
{
	pump->window[pump->n++] = (flight){mail->id,
	                                   mail->created_at,
	                                   mail->attempts,
	                                   rap_strdup(mail->kind),
	                                   rap_strdup(mail->member),
	                                   rap_strdup(mail->recipient),
	                                   NULL,
	                                   NULL,
	                                   false};
	pump->in_minute++;
}

static void leave(rap_pump *pump, size_t i)
{
	free(pump->window[i].kind);
	free(pump->window[i].member);
	free(pump->window[i].recipient);
	free(pump->window[i].outcome);
	free(pump->window[i].reply);
	pump->window[i] = pump->window[--pump->n];
}

/* One mail; RAP_E_NOT_FOUND when none is due. */
static rap_err hand_over(rap_pump *pump)
{
	rap_mail_out mail = {0};
	json_t *head;
	rap_err err =
		rap_outbox_take(pump->core->office.desk.store, rap_core_now(pump->core), &mail);

	if (err != RAP_OK)
		return err;
	head = json_pack("{s:s, s:I, s:s, s:s, s:s, s:I}", "op", "mail", "id", (json_int_t)mail.id,
	                 "key", mail.key, "from", mail.envelope_from, "to", mail.recipient,
	                 "attempt", (json_int_t)mail.attempts);
	board(pump, &mail);
	/* When send has just gone its end is told in a moment, and the mail comes back by rap_pump_lost. */
	if (pump->say(pump->user, head, mail.mime) != RAP_OK)
		pump->connected = false;
	rap_mail_out_done(&mail);
	return RAP_OK;
}

/* ---- what became of it ---------------------------------------------------------------------------------- */

static bool tries_at_once(const rap_pump *pump)
{
	return pump->core->once &&
	       !pump->core->fixed; /* a clock that stands still brings no second */
}

/*
 * For good. Where it is the address that a server does not take, whoever it belongs to cannot be reached: reminders go to
 * a colleague then, and the digest says it with the server's words, as after a mail that came back (R48).
 */
static rap_err give_up(rap_pump *pump, const flight *f)
{
	rap_store *store = pump->core->office.desk.store;
	rap_err err;

	if (!f->about_recipient || !f->member)
		return rap_outbox_failed(store, f->id, f->reply);
	err = rap_core_begin(pump->core);
	if (err != RAP_OK)
		return err;
	err = rap_outbox_failed(store, f->id, f->reply);
	if (err == RAP_OK)
		err = rap_address_undeliverable(store, f->member, f->recipient, f->reply,
		                                rap_core_now(pump->core));
	if (err == RAP_OK)
		err = rap_core_event(pump->core, "undeliverable",
		                     json_pack("{s:s, s:s, s:s?}", "member", f->member, "address",
		                               f->recipient, "reason", f->reply));
	if (err == RAP_OK)
		err = rap_core_commit(pump->core);
	if (err != RAP_OK)
		rap_core_rollback(pump->core);
	return err;
}

static rap_err write_down(rap_pump *pump, const flight *f)
{
	rap_store *store = pump->core->office.desk.store;
	int64_t now = rap_core_now(pump->core), next = now;

	if (strcmp(f->outcome, "sent") == 0)
		return rap_outbox_sent(store, f->id, now, f->reply);
	/* Lost with its process: at once the first time; one that ends send again and again waits like any other. */
	if (strcmp(f->outcome, "lost") == 0 && f->attempt <= 1)
		return rap_outbox_retry(store, f->id, now, f->reply);
	if (strcmp(f->outcome, "failed") != 0 && tries_at_once(pump) && f->attempt <= ONCE_TRIES)
		return rap_outbox_retry(store, f->id, now + (INT64_C(1) << (f->attempt - 1)),
		                        f->reply);
	if (strcmp(f->outcome, "failed") != 0 &&
	    rap_pump_next_try(f->created_at, now, f->attempt, &next))
		return rap_outbox_retry(store, f->id, next, f->reply);
	return give_up(pump, f);
}

/* Until it is written down a mail keeps its place in the window. */
static void settle(rap_pump *pump)
{
	for (size_t i = 0; i < pump->n;) {
		rap_err err;

		if (!pump->window[i].outcome) {
			i++;
			continue;
		}
		err = write_down(pump, &pump->window[i]);
		if (err != RAP_OK) {
			trouble(pump, err);
			return;
		}
		pump->failures = 0;
		leave(pump, i);
	}
}

static void set_outcome(flight *f, const char *outcome, const char *reply)
{
	f->outcome = rap_strdup(outcome);
	f->reply = rap_strdup(reply);
	rap_log(strcmp(outcome, "sent") == 0 ? RAP_LOG_INFO : RAP_LOG_WARNING,
	        strcmp(outcome, "sent") == 0     ? "sent"
	        : strcmp(outcome, "failed") == 0 ? "refused"
	                                         : "not-sent",
	        RAP_N("out", f->id), RAP_S("kind", f->kind), RAP_S("member", f->member),
	        RAP_N("attempt", f->attempt), RAP_S("reply", reply));
}

void rap_pump_run(rap_pump *pump)
{
	rap_err err = RAP_OK;

	settle(pump);
	while (pump->connected && !pump->closed && pump->n < WINDOW && err == RAP_OK &&
	       rate_allows(pump)) {
		err = hand_over(pump);
		pump->dry = err == RAP_E_NOT_FOUND;
	}
	if (err != RAP_OK && err != RAP_E_NOT_FOUND)
		trouble(pump, err);
}

bool rap_pump_result(rap_pump *pump, const json_t *head)
{
	int64_t id = rap_link_number(head, "id", 0);
	const char *outcome = rap_link_text(head, "outcome", "");

	if (strcmp(outcome, "sent") != 0 && strcmp(outcome, "again") != 0 &&
	    strcmp(outcome, "failed") != 0)
		return false;
	for (size_t i = 0; i < pump->n; i++)
		if (pump->window[i].id == id && !pump->window[i].outcome) {
			set_outcome(&pump->window[i], outcome, rap_link_text(head, "reply", ""));
			pump->window[i].about_recipient =
				json_is_true(json_object_get(head, "about_recipient"));
			/* The rate is for what a server takes: --once does not wait a minute for nothing. */
			if (strcmp(outcome, "again") == 0 && tries_at_once(pump) &&
			    pump->in_minute > 0)
				pump->in_minute--;
			rap_pump_run(pump);
			return true;
		}
	return false;
}

void rap_pump_connected(rap_pump *pump)
{
	pump->connected = true;
	rap_pump_run(pump);
}

void rap_pump_lost(rap_pump *pump)
{
	pump->connected = false;
	pump->dry = false;
	for (size_t i = 0; i < pump->n; i++)
		if (!pump->window[i].outcome)
			set_outcome(&pump->window[i], "lost", "the sending process ended");
	settle(pump);
}

/* ---- life ----------------------------------------------------------------------------------------------- */

rap_pump *rap_pump_new(rap_core *core, rap_pump_say_fn *say, void *user)
{
	rap_pump *pump = rap_calloc(1, sizeof *pump);

	*pump = (rap_pump){.core = core, .say = say, .user = user, .minute = rap_core_ticks()};
	return pump;
}

void rap_pump_close(rap_pump *pump)
{
	pump->closed = true;
}

size_t rap_pump_in_flight(const rap_pump *pump)
{
	return pump->n;
}

/* Something will be due in a moment. */
static bool is_coming(const rap_pump *pump)
{
	int64_t next = 0;

	return tries_at_once(pump) && !pump->closed &&
	       rap_outbox_next_at(pump->core->office.desk.store, &next) == RAP_OK &&
	       next <= rap_core_now(pump->core) + ONCE_LONGEST_S;
}

bool rap_pump_is_dry(const rap_pump *pump)
{
	return pump->n == 0 && pump->dry && !is_coming(pump);
}

bool rap_pump_stuck(const rap_pump *pump)
{
	return pump->failures >= STUCK_AFTER;
}

rap_pump *rap_pump_free(rap_pump *pump)
{
	if (!pump)
		return NULL;
	while (pump->n > 0)
		leave(pump, 0);
	pump->wait = sd_event_source_disable_unref(pump->wait);
	free(pump);
	return NULL;
}
