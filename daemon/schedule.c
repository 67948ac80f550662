// SPDX-License-Identifier: Apache-2.0
/*
 * What is due, and doing it once. After a time without the daemon there is one digest and one reminder, not one
 * for every day that was missed; a round whose deadline has passed is not opened any more.
 */
#include "schedule.h"

#include "common/limits.h"
#include "common/mem.h"
#include "log.h"
#include "report/report.h"
#include "store/event.h"
#include "store/held.h"
#include "upkeep.h"

#include <stdlib.h>

#define DAY_S 86400
#define LETTER_TROUBLE_EVERY_S 60

/* A letter that cannot be made is told once a minute, not at every look. */
static void letter_trouble(const char *kind, const rap_buf *why, rap_err err)
{
	static int64_t told;
	int64_t now = rap_core_ticks();

	if (told && now - told < LETTER_TROUBLE_EVERY_S)
		return;
	told = now ? now : 1;
	rap_log(RAP_LOG_ERR, "letter-failed", RAP_S("kind", kind),
	        RAP_S("why", why->len ? rap_buf_text(why) : rap_err_text(err)),
	        RAP_S("action", "trying again; nothing of it has left"));
}

/* ---- opening -------------------------------------------------------------------------------------------- */

/* Every focal point, not the alternates, gets every request. */
static rap_err post_requests(const rap_desk *desk, json_int_t *ret_posted)
{
	const rap_consultation *c = desk->consultation;
	rap_err err = RAP_OK;

	*ret_posted = 0;
	for (size_t i = 0; i < c->n_members; i++)
		for (size_t j = 0; j < c->members[i].contacts.n; j++) {
			const rap_contact *contact = &c->members[i].contacts.at[j];

			for (size_t k = 0; !contact->alternate && k < c->n_requests; k++) {
				err = rap_request_post(desk, &c->requests[k], &c->members[i],
				                       contact, NULL);
				if (err != RAP_OK)
					return err;
				++*ret_posted;
			}
		}
	return err;
}

static rap_err write_opening(rap_core *core, const rap_round_plan *plan, const rap_draft *draft,
                             const char *markdown, rap_buf *why)
{
	rap_store *store = core->office.desk.store;
	rap_desk desk = *rap_core_desk(core);
	json_int_t posted = 0;
	rap_err err = rap_round_open(store, plan->id, desk.now, plan->deadline);

	desk.round = plan->id;
	desk.draft = draft->n > 0 ? draft : NULL;
	desk.why = why;
	if (err == RAP_OK && markdown)
		err = rap_draft_put(store, plan->id, draft->revision ? draft->revision : "Draft",
		                    markdown);
	if (err == RAP_OK)
		err = post_requests(&desk, &posted);
	if (err == RAP_OK)
		err = rap_schedule_set_done(store, "round", plan->id, desk.now);
	if (err == RAP_OK)
		err = rap_core_event(core, "round-opened",
		                     json_pack("{s:I, s:I, s:I}", "round", (json_int_t)plan->id,
		                               "deadline", (json_int_t)plan->deadline, "requests",
		                               posted));
	return err;
}

rap_err rap_schedule_open(rap_core *core, const rap_round_plan *plan, rap_buf *why)
{
	rap_draft draft = {0};
	rap_diags diags = {0};
	char *markdown = NULL;
	rap_err err = RAP_OK;

	if (!rap_app_planned_draft(core->consultation, plan->id, &diags, &draft, &markdown)) {
		rap_diags_print(&diags, why);
		err = RAP_E_CONFIG;
	}
	rap_diags_done(&diags);
	if (err == RAP_OK)
		err = rap_core_begin(core);
	if (err == RAP_OK) {
		err = write_opening(core, plan, &draft, markdown, why);
		if (err == RAP_OK)
			err = rap_core_commit(core);
		if (err != RAP_OK)
			rap_core_rollback(core);
	}
	rap_draft_done(&draft);
	free(markdown);
	if (err == RAP_OK)
		err = rap_core_follow_round(core);
	return err;
}

/* The next planned round whose time has come, never a silence round (R: only ever opened by an officer). */
static rap_err open_due(rap_core *core, size_t *ret_letters)
{
	const rap_consultation *c = core->consultation;
	int64_t now = rap_core_now(core);
	rap_err err = RAP_OK;

	for (size_t i = 0; i < c->n_rounds && err == RAP_OK; i++) {
		const rap_round_plan *plan = &c->rounds[i];
		int64_t opened, deadline, closed;
		long open = 0;
		rap_buf why;

		if (plan->silence || now < plan->opens || now >= plan->deadline)
			continue;
		err = rap_round_get(core->office.desk.store, plan->id, &opened, &deadline, &closed);
		if (err != RAP_E_NOT_FOUND)
			continue;
		err = rap_round_current(core->office.desk.store, &open);
		if (err != RAP_OK || open != 0)
			break; /* one at a time: it opens when the other is closed */
		why = rap_buf_init(16 * RAP_KIB);
		err = rap_schedule_open(core, plan, &why);
		if (err == RAP_OK)
			rap_log(RAP_LOG_NOTICE, "round-opened", RAP_N("round", plan->id));
		if (err != RAP_OK && rap_core_is_letter_trouble(err)) {
			letter_trouble("request", &why, err);
			++*ret_letters;
			err = RAP_OK;
		}
		rap_buf_done(&why);
	}
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

/* ---- closing -------------------------------------------------------------------------------------------- */

static rap_err close_due(rap_core *core)
{
	rap_store *store = core->office.desk.store;
	int64_t now = rap_core_now(core), opened = 0, deadline = 0, closed = 0;
	long round = 0;
	rap_err err = rap_round_current(store, &round);

	if (err == RAP_OK && round == 0)
		return RAP_OK;
	if (err == RAP_OK)
		err = rap_round_get(store, round, &opened, &deadline, &closed);
	if (err != RAP_OK || now < deadline)
		return err;
	err = rap_core_begin(core);
	if (err != RAP_OK)
		return err;
	err = rap_round_close(store, round, rap_core_now(core));
	if (err == RAP_OK)
		err = rap_core_event(core, "round-closed",
		                     json_pack("{s:I}", "round", (json_int_t)round));
	if (err == RAP_OK)
		err = rap_core_commit(core);
	if (err != RAP_OK)
		rap_core_rollback(core);
	else
		rap_log(RAP_LOG_NOTICE, "round-closed", RAP_N("round", round));
	return err;
}

/* ---- reminders ------------------------------------------------------------------------------------------ */

/* To each member that owes something. The transaction is the caller's. */
static rap_err post_reminders(rap_core *core, int64_t due, rap_buf *why, json_int_t *ret_posted)
{
	const rap_consultation *c = core->consultation;
	rap_desk desk = *rap_core_desk(core);
	rap_err err = RAP_OK;

	desk.why = why;
	*ret_posted = 0;
	for (size_t i = 0; i < c->n_members && err == RAP_OK; i++) {
		err = rap_reminder_post(&desk, &c->members[i], due, NULL);
		if (err == RAP_OK)
			++*ret_posted;
		else if (err == RAP_E_NOT_FOUND) /* owes nothing */
			err = RAP_OK;
	}
	return err;
}

/* Which reminder is due now: the latest one; earlier ones that were missed are not made up for. */
static bool reminder_due(const rap_consultation *c, int64_t opened, int64_t deadline, int64_t now,
                         int64_t *ret_due)
{
	bool any = false;

	for (size_t i = 0; i < c->schedule.n_reminders; i++) {
		int64_t due = deadline - c->schedule.reminders[i];

		if (due <= now && due > opened && (!any || due > *ret_due)) {
			*ret_due = due;
			any = true;
		}
	}
	return any;
}

static rap_err remind(rap_core *core, int64_t due, size_t *ret_letters)
{
	rap_store *store = core->office.desk.store;
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	json_int_t posted = 0;
	rap_err err = rap_core_begin(core);

	if (err == RAP_OK) {
		err = post_reminders(core, due, &why, &posted);
		if (err == RAP_OK)
			err = rap_schedule_set_done(store, "reminder", due, rap_core_now(core));
		if (err == RAP_OK)
			err = rap_core_event(
				core, "reminder",
				json_pack("{s:I, s:I}", "due", (json_int_t)due, "posted", posted));
		if (err == RAP_OK)
			err = rap_core_commit(core);
		if (err != RAP_OK)
			rap_core_rollback(core);
	}
	if (err == RAP_OK) {
		rap_log(RAP_LOG_INFO, "reminder", RAP_N("due", due), RAP_N("posted", posted));
	} else if (rap_core_is_letter_trouble(err)) {
		letter_trouble("reminder", &why, err);
		++*ret_letters;
		err = RAP_OK;
	}
	rap_buf_done(&why);
	return err;
}

static rap_err remind_due(rap_core *core, size_t *ret_letters)
{
	rap_store *store = core->office.desk.store;
	int64_t now = rap_core_now(core), opened, deadline, closed, due = 0;
	const rap_round_plan *plan;
	bool done = false;
	long round = 0;
	rap_err err = rap_round_current(store, &round);

	plan = err == RAP_OK ? rap_consultation_round(core->consultation, round) : NULL;
	if (!plan || plan->silence) /* in a silence round nobody owes an answer */
		return err;
	err = rap_round_get(store, round, &opened, &deadline, &closed);
	if (err != RAP_OK || !reminder_due(core->consultation, opened, deadline, now, &due))
		return err;
	err = rap_schedule_is_done(store, "reminder", due, &done);
	return err != RAP_OK || done ? err : remind(core, due, ret_letters);
}

/* ---- the digest ----------------------------------------------------------------------------------------- */

rap_err rap_schedule_due_at(const rap_consultation *c, int64_t now, int hour, int minute,
                            int64_t *ret_due)
{
	/* Today's hour on the wall, or yesterday's; two days back covers a day that a zone left out. */
	for (int back = 0; back <= 2; back++) {
		rap_civil day;
		rap_err err =
			rap_date_from_utc(now - (int64_t)back * DAY_S, c->meeting.timezone, &day);

		day.hour = hour;
		day.minute = minute;
		day.second = 0;
		if (err == RAP_OK)
			err = rap_date_to_utc(&day, c->meeting.timezone, ret_due);
		if (err != RAP_OK || *ret_due <= now)
			return err;
	}
	return RAP_E_NOT_FOUND;
}

rap_err rap_schedule_digest_due(const rap_consultation *c, int64_t now, int64_t *ret_due)
{
	return rap_schedule_due_at(c, now, c->schedule.digest_hour, c->schedule.digest_minute,
	                           ret_due);
}

static rap_err first_at(void *user, int64_t id, int64_t at, const char *name, const char *json)
{
	int64_t *first = user;

	(void)id;
	(void)name;
	(void)json;
	*first = at;
	return RAP_E_LIMIT; /* one is enough */
}

rap_err rap_schedule_begun(rap_core *core, int64_t *ret)
{
	rap_err err;

	*ret = INT64_MAX;
	err = rap_event_each(core->office.desk.store, INT64_MIN, first_at, ret);
	return err == RAP_E_LIMIT ? RAP_OK : err;
}

static rap_err is_news(void *user, int64_t id, int64_t at, const char *name, const char *json)
{
	bool *any = user;

	(void)id;
	(void)at;
	(void)json;
	*any = *any || strcmp(name, "digest") != 0;
	return *any ? RAP_E_LIMIT : RAP_OK;
}

/* Something to tell: a round is open, or something happened since. */
static rap_err digest_wanted(rap_core *core, int64_t since, bool *ret)
{
	long round = 0;
	rap_err err = rap_round_current(core->office.desk.store, &round);

	*ret = round != 0;
	if (err != RAP_OK || *ret)
		return err;
	err = rap_event_each(core->office.desk.store, since == INT64_MIN ? since : since + 1,
	                     is_news, ret);
	return err == RAP_E_LIMIT ? RAP_OK : err;
}

/*
 * Two lines of what was done: for which hour, and until when it told ("digest-until"), which is where the next
 * one begins: nothing falls between two digests however late one is made.
 */
static rap_err write_digest(rap_core *core, int64_t since, int64_t due, rap_buf *why)
{
	rap_store *store = core->office.desk.store;
	rap_desk desk = *rap_core_desk(core);
	bool wanted = false;
	rap_err err = digest_wanted(core, since, &wanted);

	desk.why = why;
	if (err == RAP_OK && wanted) {
		err = rap_digest_post(&desk, since == INT64_MIN ? 0 : since, due, NULL);
		if (err == RAP_E_NOT_FOUND) { /* a quiet day, and those are skipped */
			err = RAP_OK;
			wanted = false;
		}
	}
	if (err == RAP_OK)
		err = rap_schedule_set_done(store, "digest", due, desk.now);
	if (err == RAP_OK && wanted)
		err = rap_schedule_set_done(store, "digest-until", desk.now, desk.now);
	if (err == RAP_OK && wanted)
		err = rap_core_event(core, "digest", json_pack("{s:I}", "due", (json_int_t)due));
	if (err == RAP_OK)
		rap_log(RAP_LOG_INFO, "digest", RAP_N("due", due),
		        RAP_S("made", wanted ? "yes" : "no"));
	return err;
}

static rap_err digest_due(rap_core *core, size_t *ret_letters)
{
	rap_store *store = core->office.desk.store;
	int64_t due = 0, begun = 0, since;
	rap_buf why;
	bool done = false;
	rap_err err = rap_schedule_digest_due(core->consultation, rap_core_now(core), &due);

	if (err == RAP_OK)
		err = rap_schedule_is_done(store, "digest", due, &done);
	if (err == RAP_OK && !done)
		err = rap_schedule_begun(core, &begun);
	if (err != RAP_OK || done || due <= begun) /* nothing had begun at that hour */
		return err;
	err = rap_schedule_last(store, "digest-until", &since);
	if (err == RAP_E_NOT_FOUND) {
		since = INT64_MIN;
		err = RAP_OK;
	}
	if (err == RAP_OK)
		err = rap_core_begin(core);
	if (err != RAP_OK)
		return err;
	why = rap_buf_init(4 * RAP_KIB);
	err = write_digest(core, since, due, &why);
	if (err == RAP_OK)
		err = rap_core_commit(core);
	if (err != RAP_OK)
		rap_core_rollback(core);
	if (err != RAP_OK && rap_core_is_letter_trouble(err)) {
		letter_trouble("digest", &why, err);
		++*ret_letters;
		err = RAP_OK;
	}
	rap_buf_done(&why);
	return err;
}

/* ---- receipts held back --------------------------------------------------------------------------------- */

/* One receipt for all mails that waited for the address. One that cannot be made is not tried again. */
static rap_err post_held(rap_core *core, const char *address)
{
	rap_store *store = core->office.desk.store;
	rap_desk desk = *rap_core_desk(core);
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	rap_err err = rap_core_begin(core);

	if (err == RAP_OK) {
		desk.why = &why;
		err = rap_receipt_post_held(&desk, address);
		if (err != RAP_OK && err != RAP_E_NOT_FOUND && rap_core_is_letter_trouble(err)) {
			letter_trouble("receipt", &why, err);
			err = rap_core_event(core, "receipt-failed",
			                     json_pack("{s:s}", "why", rap_err_text(err)));
			if (err == RAP_OK)
				err = rap_held_settle(store, address, desk.now);
		}
		if (err == RAP_OK)
			err = rap_core_commit(core);
		if (err != RAP_OK)
			rap_core_rollback(core);
	}
	rap_buf_done(&why);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

/* Thousands may wait, and most looks find the record as it was: then once a minute is enough. */
static bool worth_a_look(rap_core *core)
{
	int64_t version = rap_store_version(core->office.desk.store);
	int64_t now = rap_core_ticks();

	if (version != 0 && version == core->held_version && now - core->held_looked < 60)
		return false;
	core->held_version = version;
	core->held_looked = now;
	return true;
}

static rap_err receipts_due(rap_core *core)
{
	rap_strv addresses = {0};
	rap_err err;

	if (!worth_a_look(core))
		return RAP_OK;
	err = rap_held_waiting(core->office.desk.store, rap_core_now(core) - RAP_RECEIPT_WAIT_S,
	                       &addresses);

	for (size_t i = 0; i < addresses.n && err == RAP_OK; i++)
		err = post_held(core, addresses.at[i]);
	rap_strv_done(&addresses);
	return err;
}

/* ---- all of it ------------------------------------------------------------------------------------------ */

rap_err rap_schedule_run(rap_core *core, size_t *ret_letters)
{
	rap_err err = rap_core_follow_round(core);

	*ret_letters = 0;
	if (err == RAP_OK)
		err = close_due(core);
	if (err == RAP_OK)
		err = open_due(core, ret_letters);
	if (err == RAP_OK)
		err = remind_due(core, ret_letters);
	if (err == RAP_OK)
		err = receipts_due(core);
	if (err == RAP_OK)
		err = digest_due(core, ret_letters);
	if (err == RAP_OK)
		err = rap_upkeep_run(core);
	return err;
}
