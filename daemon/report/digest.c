// SPDX-License-Identifier: Apache-2.0
/*
 * The digest: how the consultation stands, for each officer. Lists are shortened until the letter is below
 * RAP_LIMIT_LETTER; the grid never is.
 */
#include "report/digest.h"

#include "common/mem.h"
#include "report/deliver.h"
#include "report/record.h"
#include "report/view.h"
#include "store/held.h"

#include <inttypes.h>
#include <stdlib.h>

#define HELD_SHOWN 10u /* addresses */

/* ---- dates ahead ---------------------------------------------------------------------------------------- */

typedef struct date {
	int64_t at;
	const char *what;
} date;

typedef struct dates {
	date *at;
	size_t n;
} dates;

static int by_time(const void *a, const void *b)
{
	const date *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

static void add_date(dates *d, int64_t now, int64_t at, const char *what)
{
	if (at != RAP_DATE_NONE && at > now)
		d->at[d->n++] = (date){at, what};
}

static void view_dates(const rap_digest *digest, json_t *view)
{
	const rap_consultation *c = digest->desk->consultation;
	int64_t now = digest->desk->now;
	json_t *list = rap_view_list();
	dates d = {rap_calloc(c->schedule.n_reminders + c->n_rounds + 3, sizeof(date)), 0};

	for (size_t i = 0; digest->deadline != RAP_DATE_NONE && i < c->schedule.n_reminders; i++)
		add_date(&d, now, digest->deadline - c->schedule.reminders[i],
		         "reminders to those who still owe an answer");
	add_date(&d, now, digest->deadline, "end of the time for comments");
	for (size_t i = 0; i < c->n_rounds; i++)
		/* One that an officer opened before its time is open. */
		if (!c->rounds[i].silence && c->rounds[i].id > digest->desk->round)
			add_date(&d, now, c->rounds[i].opens,
			         c->rounds[i].title ? c->rounds[i].title : "a round opens");
	add_date(&d, now, c->meeting.starts, "the meeting begins");
	qsort(d.at, d.n, sizeof *d.at, by_time);
	for (size_t i = 0; i < d.n; i++) {
		json_t *item = rap_view_new();

		rap_view_time(item, "when", d.at[i].at, c->meeting.timezone, true);
		rap_view_str(item, "what", d.at[i].what);
		rap_view_add(list, item);
	}
	rap_view_put(view, "next", d.n ? json_incref(json_array_get(list, 0)) : json_null());
	rap_view_bool(view, "any_dates", d.n > 0);
	rap_view_put(view, "dates", list);
	free(d.at);
}

/* ---- the letter ----------------------------------------------------------------------------------------- */

static size_t answered_states(const rap_digest *d)
{
	const rap_consultation *c = d->desk->consultation;
	size_t n = 0;

	for (size_t i = 0; i < c->n_members; i++) {
		bool any = false;

		for (size_t j = 0; j < d->answers.n && !any; j++)
			any = strcmp(d->answers.at[j].member, c->members[i].code) == 0;
		for (size_t j = 0; j < d->proposals.n && !any; j++)
			any = strcmp(d->proposals.at[j].member, c->members[i].code) == 0;
		n += any;
	}
	return n;
}

static bool is_quiet(const rap_digest *d)
{
	return d->n_replies + d->n_new_quarantined + d->n_new_awaiting + d->n_new_failed +
	               d->n_new_away + d->n_confirmations ==
	       0;
}

static void put_subject(rap_buf *out, const rap_digest *d)
{
	rap_civil day;
	const char *zone = d->desk->consultation->meeting.timezone;

	rap_buf_str(out, "Digest");
	if (rap_date_from_utc(d->desk->now, zone, &day) == RAP_OK)
		rap_buf_printf(out, " %04d-%02d-%02d", day.year, day.month, day.day);
	if (is_quiet(d)) {
		rap_buf_str(out, ": nothing new");
		return;
	}
	rap_buf_printf(out, ": %zu %s", d->n_replies, d->n_replies == 1 ? "reply" : "replies");
	if (d->n_new_quarantined + d->n_new_awaiting > 0)
		rap_buf_printf(out, ", %zu to look at", d->n_new_quarantined + d->n_new_awaiting);
}

/* R42: one line, not one for each mail. */
static void view_held(const rap_digest *d, json_t *view)
{
	rap_buf addresses = rap_buf_init(1024);

	for (size_t i = 0; i < d->held.n && i < HELD_SHOWN; i++)
		rap_buf_printf(&addresses, "%s%s", i ? ", " : "", d->held.at[i]);
	rap_buf_str(&addresses, d->held.n > HELD_SHOWN ? " and others" : "");
	rap_view_num(view, "held", d->n_held);
	rap_view_buf(view, "held_addresses", &addresses);
	rap_view_bool(view, "any_held", d->n_held > 0);
}

json_t *rap_digest_view(const rap_digest *d)
{
	const rap_consultation *c = d->desk->consultation;
	json_t *view = rap_view_new();
	rap_buf answered = rap_buf_init(128);

	rap_view_house(view, d->desk);
	rap_view_time(view, "now", d->desk->now, c->meeting.timezone, true);
	if (d->since > 0)
		rap_view_time(view, "since", d->since, c->meeting.timezone, false);
	else
		rap_view_str(view, "since", "the beginning");
	rap_view_bool(view, "quiet", is_quiet(d));
	rap_buf_printf(&answered, "%zu of %zu", answered_states(d), c->n_members);
	rap_view_buf(view, "answered", &answered);
	view_dates(d, view);
	rap_digest_grid(d, view);
	view_held(d, view);
	return view;
}

static rap_err send(const rap_digest *d, int64_t due, json_t *view, const rap_contact *officer,
                    rap_preview *preview)
{
	rap_buf key = rap_buf_init(1024), subject = rap_buf_init(512);
	rap_letter letter = {
		.kind = "digest", .to_name = officer->name, .to_address = officer->address};
	rap_err err;

	rap_buf_printf(&key, "digest/%" PRId64 "/%s", due, officer->address);
	put_subject(&subject, d);
	letter.key = rap_buf_text(&key);
	letter.subject = rap_buf_text(&subject);
	rap_view_str(view, "name", officer->name);
	err = rap_deliver(d->desk, "digest", view, letter, preview);
	rap_buf_done(&key);
	rap_buf_done(&subject);
	return err;
}

/* To all officers, or to the secretariat's own address where none is named. */
static rap_err send_all(const rap_digest *d, int64_t due, json_t *view, rap_preview *preview)
{
	const rap_consultation *c = d->desk->consultation;
	rap_contact house = {.name = c->secretariat.name, .address = c->secretariat.address};
	rap_err err = RAP_OK;

	if (c->secretariat.officers.n == 0)
		return send(d, due, view, &house, preview);
	for (size_t i = 0; i < c->secretariat.officers.n && err == RAP_OK; i++)
		err = send(d, due, view, &c->secretariat.officers.at[i], preview);
	return err;
}

static rap_err make(rap_digest *d, int64_t due, rap_preview *preview)
{
	static const size_t lengths[] = {60, 25, 10, 3};
	json_t *full = rap_view_new(), *view = NULL;
	rap_err err = rap_digest_lists(d, full);

	if (err == RAP_OK && is_quiet(d) && !preview &&
	    d->desk->consultation->schedule.digest_skip_quiet_days)
		err = RAP_E_NOT_FOUND;
	if (err == RAP_OK) {
		view = rap_digest_view(d);
		err = RAP_E_LIMIT;
	}
	for (size_t i = 0; view && i < sizeof lengths / sizeof *lengths && err == RAP_E_LIMIT;
	     i++) {
		if (d->desk->why)
			rap_buf_cut(d->desk->why, 0);
		rap_digest_shorten(view, full, lengths[i]);
		err = send_all(d, due, view, preview);
	}
	json_decref(view);
	json_decref(full);
	return err;
}

rap_err rap_digest_post(const rap_desk *desk, int64_t since, int64_t due, rap_preview *preview)
{
	rap_digest d = {.desk = desk, .since = since};
	const rap_round_plan *round;
	rap_err err = rap_record_round(desk, &round, &d.deadline);

	if (err == RAP_OK)
		err = rap_record_answers(desk, NULL, false, &d.answers);
	if (err == RAP_OK)
		err = rap_record_proposals(desk, NULL, false, &d.proposals);
	if (err == RAP_OK && desk->store)
		err = rap_held_since(desk->store, since, &d.n_held, &d.held);
	if (err == RAP_OK)
		err = make(&d, due, preview);
	rap_strv_done(&d.held);
	rap_answer_rows_done(&d.answers);
	rap_proposal_rows_done(&d.proposals);
	return err;
}
