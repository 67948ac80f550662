// SPDX-License-Identifier: Apache-2.0
/*
 * Decisions about proposals; see settle.h. Whether accepted proposals fit together is not guessed: the next revision is made
 * with them (report/revise.c), and what is in the way of what is seen there.
 */
#include "settle_parts.h"

#include "common/mem.h"

#include <stdio.h>
#include <stdlib.h>

#define NOT_YET INT64_MAX /* taken_by of what is being accepted now: behind all that is */

/* ---- which proposal ------------------------------------------------------------------------------------- */

static int compare(const rap_proposal_row *row, const char *member, long number)
{
	int named = strcmp(row->member, member);

	if (named != 0)
		return named;
	return row->number < number ? -1 : row->number > number;
}

const rap_proposal_row *rap_settle_find(const rap_proposal_rows *rows, const char *member,
                                        long number)
{
	size_t low = 0, high = rows->n, last;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&rows->at[middle], member, number) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || compare(&rows->at[low - 1], member, number) != 0)
		return NULL;
	/* A mail that was held back for long is recorded behind what has taken its place. */
	for (last = low; low > 0 && compare(&rows->at[low - 1], member, number) == 0; low--)
		if (!rows->at[low - 1].superseded_by)
			return &rows->at[low - 1];
	return &rows->at[last - 1];
}

/* ---- looking -------------------------------------------------------------------------------------------- */

static void complain(rap_settle_look *l, size_t order, rap_settle_part part, const char *what)
{
	l->ret->refused++;
	l->complain(l->user, order, part, what);
}

static bool is_named_before(const rap_settle_look *l, size_t order)
{
	const rap_settle_order *o = &l->orders[order];

	for (size_t i = 0; i < order; i++)
		if (l->orders[i].number == o->number && strcmp(l->orders[i].member, o->member) == 0)
			return true;
	return false;
}

static void look_for_row(rap_settle_look *l, size_t i)
{
	rap_settle_order *o = &l->orders[i];

	o->row = rap_settle_find(&l->ret->rows, o->member, o->number);
	if (!o->row)
		complain(l, i, RAP_SETTLE_PROPOSAL, "is no proposal on record");
	else if (o->row->withdrawn)
		complain(l, i, RAP_SETTLE_PROPOSAL, "is withdrawn by its State");
	else if (o->row->superseded_by)
		complain(l, i, RAP_SETTLE_PROPOSAL, "is superseded by a later mail of its State");
	else if (is_named_before(l, i))
		complain(l, i, RAP_SETTLE_PROPOSAL, "is named twice");
	else
		return;
	o->row = NULL;
}

static void look_at_words(rap_settle_look *l, size_t i)
{
	const rap_settle_order *o = &l->orders[i];
	bool modified = o->disposition == RAP_DISPOSITION_MODIFIED;

	if (modified && !o->text)
		complain(l, i, RAP_SETTLE_TEXT,
		         "is to be modified: say how the text shall read (--text)");
	if (!modified && o->text)
		complain(l, i, RAP_SETTLE_TEXT,
		         "has a text of ours, which goes with accept or modify only: leave it out");
	if (modified && !o->reason)
		complain(l, i, RAP_SETTLE_REASON, "needs a reason to be modified (--reason)");
	if (o->disposition == RAP_DISPOSITION_DECLINED && !o->reason)
		complain(l, i, RAP_SETTLE_REASON, "needs a reason to be declined (--reason)");
	if (o->disposition == RAP_DISPOSITION_ACCEPTED && o->row &&
	    o->row->status == RAP_ANSWER_UNCLEAR)
		complain(l, i, RAP_SETTLE_DISPOSITION,
		         "is not clear: modify it with the words that shall stand, or note it");
}

rap_proposal_row *rap_settle_shadow_of(const rap_settle_look *l, const rap_proposal_row *row)
{
	return &l->shadow[row - l->ret->rows.at];
}

static bool is_in(const rap_proposal_row *row)
{
	rap_disposition disposition;

	return rap_disposition_parse(row->disposition, &disposition) &&
	       rap_disposition_is_in(disposition);
}

/* The rows as they would be. Texts are borrowed. */
static void make_shadow(rap_settle_look *l)
{
	const rap_proposal_rows *rows = &l->ret->rows;

	l->shadow = rap_calloc(rows->n + 1, sizeof *l->shadow);
	for (size_t i = 0; i < rows->n; i++)
		l->shadow[i] = rows->at[i];
}

char *rap_settle_borrowed(const char *text)
{
	union {
		const char *in;
		char *out; /* nobody writes to it or frees it */
	} u = {text};

	return u.out;
}

void rap_settle_cast(rap_settle_look *l, const rap_settle_order *o)
{
	rap_proposal_row *row = rap_settle_shadow_of(l, o->row);

	if (!is_in(row))
		row->taken_by = NOT_YET;
	row->disposition = rap_settle_borrowed(rap_disposition_text(o->disposition));
	row->decision_text = rap_settle_borrowed(o->text);
	row->decided_at = l->core->office.desk.now;
}

rap_err rap_settle_try(rap_settle_look *l)
{
	rap_proposal_rows rows = {.at = l->shadow, .n = l->ret->rows.n};
	rap_err err;

	rap_revised_done(&l->trial);
	err = rap_revise_make(&l->core->office.desk, &rows, &l->trial);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

size_t rap_settle_order_of(const rap_settle_look *l, const rap_proposal_row *shadow)
{
	size_t i = 0;

	while (i < l->n &&
	       (!l->orders[i].row || rap_settle_shadow_of(l, l->orders[i].row) != shadow))
		i++;
	return i;
}

static void complain_of_two(rap_settle_look *l, size_t order, const rap_proposal_row *other,
                            bool both)
{
	rap_buf what = rap_buf_init(RAP_KIB);

	if (both)
		rap_buf_printf(&what,
		               "changes the same words of %s as %s-%ld: accept one of them, or "
		               "both in the same words (--text)",
		               other->paragraph, other->member, other->number);
	else
		rap_buf_printf(&what,
		               "changes the same words of %s as %s-%ld, which is accepted: "
		               "decide otherwise about that one first, or accept this one in "
		               "other words (--text)",
		               other->paragraph, other->member, other->number);
	complain(l, order, RAP_SETTLE_DISPOSITION, rap_buf_text(&what));
	rap_buf_done(&what);
}

static void look_at_troubles(rap_settle_look *l)
{
	for (size_t i = 0; i < l->trial.n_troubles; i++) {
		const rap_revise_trouble *t = &l->trial.troubles[i];
		size_t order = t->is_in ? l->n : rap_settle_order_of(l, t->row);
		size_t other =
			t->in_the_way && !t->is_in ? rap_settle_order_of(l, t->in_the_way) : l->n;

		if (order < l->n && t->why)
			complain(l, order, RAP_SETTLE_DISPOSITION, t->why);
		else if (order < l->n && t->in_the_way)
			complain_of_two(l, order, t->in_the_way, other < l->n);
		else if (other < l->n)
			complain_of_two(l, other, t->row, false);
	}
}

static void look_at_draft(rap_settle_look *l, rap_err err)
{
	if (err == RAP_OK)
		look_at_troubles(l);
	else if (err == RAP_E_LIMIT)
		complain(l, 0, RAP_SETTLE_ALL, "the draft would become too large");
	else if (err == RAP_E_FORMAT)
		complain(l, 0, RAP_SETTLE_ALL,
		         "these words cannot be written into the draft so that they are read "
		         "again; accept them one by one, and the one in question in other words");
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
	return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

/* What was accepted on an earlier draft is accepted anew on this one: it is put in again. */
static bool is_so_already(const rap_settle_look *l, const rap_settle_order *o)
{
	return (o->row->decided_at >= l->trial.since || !rap_disposition_is_in(o->disposition)) &&
	       strcmp(o->row->disposition, rap_disposition_text(o->disposition)) == 0 &&
	       same_text(o->row->decision_text, o->text) &&
	       same_text(o->row->decision_reason, o->reason);
}

static void put_if(json_t *facts, const char *key, const char *value)
{
	if (value)
		(void)json_object_set_new(facts, key, json_string(value));
}

/* A proposal has the same number when the record is made again; its mail, paragraph and action say that it is the same. */
static rap_err write_event(rap_core *core, const rap_settle_order *o, const rap_settle_who *who)
{
	char name[32]; /* a code, a number, NUL */
	json_t *facts;

	snprintf(name, sizeof name, "%.3s-%ld", o->member, o->number);
	facts = json_pack("{s:s, s:I, s:s, s:s, s:s, s:s}", "proposal", name, "mail",
	                  (json_int_t)o->row->mail_id, "paragraph", o->row->paragraph, "action",
	                  rap_action_text(o->row->action), "disposition",
	                  rap_disposition_text(o->disposition), "by", who->by);
	put_if(facts, "reason", o->reason);
	put_if(facts, "text", o->text);
	if (facts && who->mail_id)
		(void)json_object_set_new(facts, "by_mail", json_integer((json_int_t)who->mail_id));
	return rap_core_event(core, "decided", facts);
}

static rap_err write_one(const rap_settle_look *l, rap_settle_order *o, const rap_settle_who *who)
{
	rap_decision decision = {.proposal_id = o->row->id,
	                         .disposition = o->disposition,
	                         .text = rap_settle_borrowed(o->text),
	                         .reason = rap_settle_borrowed(o->reason),
	                         .by = rap_settle_borrowed(who->by),
	                         .at = rap_core_now(l->core),
	                         .mail_id = who->mail_id};
	rap_err err;

	o->same = is_so_already(l, o);
	if (o->same)
		return RAP_OK;
	err = rap_decision_add(l->core->office.desk.store, &decision);
	return err == RAP_OK ? write_event(l->core, o, who) : err;
}

rap_err rap_settle_write(rap_settle_look *l, const rap_settle_who *who)
{
	rap_err err = RAP_OK;

	for (size_t i = 0; i < l->n && err == RAP_OK; i++)
		err = write_one(l, &l->orders[i], who);
	return err;
}

rap_err rap_settle_begin(rap_settle_look *l)
{
	rap_err err = rap_proposals_get(l->core->office.desk.store, NULL, true, &l->ret->rows);

	if (err == RAP_OK)
		make_shadow(l);
	return err;
}

void rap_settle_finish(rap_settle_look *l)
{
	l->ret->revised = l->trial;
	l->ret->revised.n_troubles = 0; /* they point into rows that go */
	free(l->shadow);
}

/* Trouble with the words is the officer's to solve, everything else the world's. */
static bool is_about_words(rap_err err)
{
	return err == RAP_OK || err == RAP_E_LIMIT || err == RAP_E_FORMAT;
}

rap_err rap_settle(rap_core *core, rap_settle_order *orders, size_t n, const rap_settle_who *who,
                   rap_settle_complain_fn *complain_fn, void *user, rap_settled *ret)
{
	rap_settle_look l = {.core = core,
	                     .orders = orders,
	                     .n = n,
	                     .complain = complain_fn,
	                     .user = user,
	                     .ret = ret};
	rap_err err;

	*ret = (rap_settled){0};
	err = rap_settle_begin(&l);
	for (size_t i = 0; i < n && err == RAP_OK; i++) {
		look_for_row(&l, i);
		look_at_words(&l, i);
		if (orders[i].row &&
		    (orders[i].text || orders[i].disposition != RAP_DISPOSITION_MODIFIED))
			rap_settle_cast(&l, &orders[i]);
	}
	if (err == RAP_OK) {
		err = rap_settle_try(&l);
		if (is_about_words(err)) {
			look_at_draft(&l, err);
			err = RAP_OK;
		}
	}
	if (err == RAP_OK && ret->refused == 0)
		err = rap_settle_write(&l, who);
	rap_settle_finish(&l);
	return err;
}

void rap_settled_done(rap_settled *settled)
{
	rap_proposal_rows_done(&settled->rows);
	rap_revised_done(&settled->revised);
	free(settled->orders);
	*settled = (rap_settled){0};
}
