// SPDX-License-Identifier: Apache-2.0
/*
 * Decisions about proposals; see settle.h. Whether accepted proposals fit together is not guessed: the next revision is made
 * with them (report/revise.c), and what is in the way of what is seen there.
 */
#include "settle.h"

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

/* Of the rows of that number, which stand together by age, the last one; NULL: there is none. */
static const rap_proposal_row *find_row(const rap_proposal_rows *rows, const char *member,
                                        long number)
{
	size_t low = 0, high = rows->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&rows->at[middle], member, number) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && compare(&rows->at[low - 1], member, number) == 0 ? &rows->at[low - 1]
	                                                                   : NULL;
}

/* ---- looking -------------------------------------------------------------------------------------------- */

typedef struct look {
	rap_core *core;
	rap_settle_order *orders;
	size_t n;
	rap_settle_complain_fn *complain;
	void *user;
	rap_settled *ret;
	rap_proposal_row *shadow; /* the rows as they would be */
	rap_revised trial;
} look;

static void complain(look *l, size_t order, rap_settle_part part, const char *what)
{
	l->ret->refused++;
	l->complain(l->user, order, part, what);
}

static bool is_named_before(const look *l, size_t order)
{
	const rap_settle_order *o = &l->orders[order];

	for (size_t i = 0; i < order; i++)
		if (l->orders[i].number == o->number && strcmp(l->orders[i].member, o->member) == 0)
			return true;
	return false;
}

static void look_for_row(look *l, size_t i)
{
	rap_settle_order *o = &l->orders[i];

	o->row = find_row(&l->ret->rows, o->member, o->number);
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

static void look_at_words(look *l, size_t i)
{
	const rap_settle_order *o = &l->orders[i];
	bool modified = o->disposition == RAP_DISPOSITION_MODIFIED;

	if (modified && !o->text)
		complain(l, i, RAP_SETTLE_TEXT,
		         "is to be modified: say how the text shall read (--text)");
	if (!modified && o->text)
		complain(l, i, RAP_SETTLE_TEXT,
		         "has a text of ours, which goes with a modification only");
	if (modified && !o->reason)
		complain(l, i, RAP_SETTLE_REASON, "needs a reason to be modified (--reason)");
	if (o->disposition == RAP_DISPOSITION_DECLINED && !o->reason)
		complain(l, i, RAP_SETTLE_REASON, "needs a reason to be declined (--reason)");
	if (o->disposition == RAP_DISPOSITION_ACCEPTED && o->row &&
	    o->row->status == RAP_ANSWER_UNCLEAR)
		complain(l, i, RAP_SETTLE_DISPOSITION,
		         "is not clear: modify it with the words that shall stand, or note it");
}

static rap_proposal_row *shadow_of(const look *l, const rap_proposal_row *row)
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
static void make_shadow(look *l)
{
	const rap_proposal_rows *rows = &l->ret->rows;

	l->shadow = rap_calloc(rows->n + 1, sizeof *l->shadow);
	for (size_t i = 0; i < rows->n; i++)
		l->shadow[i] = rows->at[i];
}

static char *borrowed(const char *text)
{
	union {
		const char *in;
		char *out; /* nobody writes to it or frees it */
	} u = {text};

	return u.out;
}

static void cast_shadow(look *l, const rap_settle_order *o)
{
	rap_proposal_row *row = shadow_of(l, o->row);

	if (!is_in(row))
		row->taken_by = NOT_YET;
	row->disposition = borrowed(rap_disposition_text(o->disposition));
	row->decision_text = borrowed(o->text);
	row->decided_at = l->core->office.desk.now;
}

static rap_err try_draft(look *l)
{
	rap_proposal_rows rows = {.at = l->shadow, .n = l->ret->rows.n};
	rap_err err;

	rap_revised_done(&l->trial);
	err = rap_revise_make(&l->core->office.desk, &rows, &l->trial);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

/* Index of the order that is about a row of the shadow; n: none. */
static size_t order_of(const look *l, const rap_proposal_row *shadow)
{
	size_t i = 0;

	while (i < l->n && (!l->orders[i].row || shadow_of(l, l->orders[i].row) != shadow))
		i++;
	return i;
}

static void complain_of_two(look *l, size_t order, const rap_proposal_row *other, bool both)
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

static void look_at_troubles(look *l)
{
	for (size_t i = 0; i < l->trial.n_troubles; i++) {
		const rap_revise_trouble *t = &l->trial.troubles[i];
		size_t order = t->is_in ? l->n : order_of(l, t->row);
		size_t other = t->in_the_way && !t->is_in ? order_of(l, t->in_the_way) : l->n;

		if (order < l->n && t->why)
			complain(l, order, RAP_SETTLE_DISPOSITION, t->why);
		else if (order < l->n)
			complain_of_two(l, order, t->in_the_way, other < l->n);
		else if (other < l->n)
			complain_of_two(l, other, t->row, false);
	}
}

static void look_at_draft(look *l, rap_err err)
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

static bool is_so_already(const rap_settle_order *o)
{
	return strcmp(o->row->disposition, rap_disposition_text(o->disposition)) == 0 &&
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

static rap_err write_one(rap_core *core, rap_settle_order *o, const rap_settle_who *who)
{
	rap_decision decision = {.proposal_id = o->row->id,
	                         .disposition = o->disposition,
	                         .text = borrowed(o->text),
	                         .reason = borrowed(o->reason),
	                         .by = borrowed(who->by),
	                         .at = rap_core_now(core),
	                         .mail_id = who->mail_id};
	rap_err err;

	o->same = is_so_already(o);
	if (o->same)
		return RAP_OK;
	err = rap_decision_add(core->office.desk.store, &decision);
	return err == RAP_OK ? write_event(core, o, who) : err;
}

static rap_err write_all(look *l, const rap_settle_who *who)
{
	rap_err err = RAP_OK;

	for (size_t i = 0; i < l->n && err == RAP_OK; i++)
		err = write_one(l->core, &l->orders[i], who);
	return err;
}

static rap_err begin(look *l)
{
	rap_err err = rap_proposals_get(l->core->office.desk.store, NULL, true, &l->ret->rows);

	if (err == RAP_OK)
		make_shadow(l);
	return err;
}

/* What was tried is what there is now. Its troubles point into rows that go. */
static void finish(look *l)
{
	l->ret->revised = l->trial;
	l->ret->revised.n_troubles = 0;
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
	look l = {.core = core,
	          .orders = orders,
	          .n = n,
	          .complain = complain_fn,
	          .user = user,
	          .ret = ret};
	rap_err err;

	*ret = (rap_settled){0};
	err = begin(&l);
	for (size_t i = 0; i < n && err == RAP_OK; i++) {
		look_for_row(&l, i);
		look_at_words(&l, i);
		if (orders[i].row &&
		    (orders[i].text || orders[i].disposition != RAP_DISPOSITION_MODIFIED))
			cast_shadow(&l, &orders[i]);
	}
	if (err == RAP_OK) {
		err = try_draft(&l);
		if (is_about_words(err)) {
			look_at_draft(&l, err);
			err = RAP_OK;
		}
	}
	if (err == RAP_OK && ret->refused == 0)
		err = write_all(&l, who);
	finish(&l);
	return err;
}

/* ---- all editorial ones --------------------------------------------------------------------------------- */

typedef struct dropping {
	rap_settle_left_fn *left;
	void *user;
} dropping;

static void drop(look *l, const dropping *d, size_t order, const char *why)
{
	const rap_proposal_row *row = l->orders[order].row;

	d->left(d->user, row, why);
	*shadow_of(l, row) = *row;
	for (size_t i = order; i + 1 < l->n; i++)
		l->orders[i] = l->orders[i + 1];
	l->n--;
}

static void drop_pair(look *l, const dropping *d, const rap_revise_trouble *t)
{
	const rap_proposal_row *pair[] = {t->row, t->in_the_way};

	for (size_t i = 0; i < 2; i++) {
		const rap_proposal_row *other = pair[1 - i];
		rap_buf why = rap_buf_init(RAP_KIB);
		size_t order = pair[i] ? order_of(l, pair[i]) : l->n;

		if (t->why)
			rap_buf_str(&why, t->why);
		else
			rap_buf_printf(&why, "changes the same words as %s-%ld", other->member,
			               other->number);
		if (order < l->n)
			drop(l, d, order, rap_buf_text(&why));
		rap_buf_done(&why);
	}
}

/* Until what is left goes in; every turn has fewer. */
static rap_err drop_what_does_not_fit(look *l, const dropping *d)
{
	rap_err err = try_draft(l);

	for (size_t before = l->n + 1; err == RAP_OK && l->n < before;) {
		before = l->n;
		for (size_t i = 0; i < l->trial.n_troubles; i++)
			drop_pair(l, d, &l->trial.troubles[i]);
		if (l->n < before)
			err = try_draft(l);
	}
	return err;
}

static bool is_editorial(const rap_proposal_row *row)
{
	return row->type == RAP_PROPOSAL_EDITORIAL && !row->withdrawn && !row->superseded_by &&
	       row->decision_id == 0;
}

static void order_editorial(look *l, const dropping *d)
{
	const rap_proposal_rows *rows = &l->ret->rows;

	l->orders = rap_calloc(rows->n + 1, sizeof *l->orders);
	for (size_t i = 0; i < rows->n; i++) {
		const rap_proposal_row *row = &rows->at[i];

		if (!is_editorial(row))
			continue;
		if (row->status == RAP_ANSWER_UNCLEAR) {
			d->left(d->user, row, "is not clear");
			continue;
		}
		l->orders[l->n] = (rap_settle_order){.member = row->member,
		                                     .number = row->number,
		                                     .disposition = RAP_DISPOSITION_ACCEPTED,
		                                     .row = row};
		cast_shadow(l, &l->orders[l->n++]);
	}
}

rap_err rap_settle_editorial(rap_core *core, const rap_settle_who *who, rap_settle_left_fn *left,
                             void *user, rap_settled *ret)
{
	look l = {.core = core, .ret = ret};
	dropping d = {left, user};
	rap_err err;

	*ret = (rap_settled){0};
	err = begin(&l);
	if (err == RAP_OK) {
		order_editorial(&l, &d);
		err = drop_what_does_not_fit(&l, &d);
	}
	if (err == RAP_OK)
		err = write_all(&l, who);
	ret->orders = l.orders;
	ret->n_orders = l.n;
	finish(&l);
	return err;
}

void rap_settled_done(rap_settled *settled)
{
	rap_proposal_rows_done(&settled->rows);
	rap_revised_done(&settled->revised);
	free(settled->orders);
	*settled = (rap_settled){0};
}

/* ---- once more ------------------------------------------------------------------------------------------ */

static const char *fact(const json_t *facts, const char *key)
{
	return json_string_value(json_object_get(facts, key));
}

/* The proposal that an event names, if it still is the same one; 0 after a sentence. */
static int64_t same_proposal(const rap_proposal_rows *rows, const json_t *facts, rap_buf *why)
{
	const char *name = fact(facts, "proposal"), *dash = name ? strchr(name, '-') : NULL;
	const char *paragraph = fact(facts, "paragraph"), *action = fact(facts, "action");
	char *member = dash ? rap_strndup(name, (size_t)(dash - name)) : NULL;
	const rap_proposal_row *row =
		member ? find_row(rows, member, strtol(dash + 1, NULL, 10)) : NULL;
	bool same = row && !row->withdrawn && paragraph && action &&
	            row->mail_id == json_integer_value(json_object_get(facts, "mail")) &&
	            strcmp(row->paragraph, paragraph) == 0 &&
	            strcmp(rap_action_text(row->action), action) == 0;

	if (!same)
		rap_buf_printf(why, "proposal %s is not what it was when it was decided",
		               name ? name : "-");
	free(member);
	return same ? row->id : 0;
}

rap_err rap_settle_again(rap_core *core, int64_t at, const json_t *facts, rap_buf *why)
{
	const char *disposition = fact(facts, "disposition"), *by = fact(facts, "by");
	rap_decision decision = {
		.text = borrowed(fact(facts, "text")),
		.reason = borrowed(fact(facts, "reason")),
		.by = borrowed(by ? by : RAP_SETTLE_DESK),
		.at = at,
		.mail_id = (int64_t)json_integer_value(json_object_get(facts, "by_mail"))};
	rap_proposal_rows rows;
	rap_err err = rap_proposals_get(core->office.desk.store, NULL, true, &rows);

	if (err != RAP_OK)
		return err;
	decision.proposal_id = same_proposal(&rows, facts, why);
	if (decision.proposal_id == 0 || !disposition ||
	    !rap_disposition_parse(disposition, &decision.disposition))
		err = RAP_E_DAMAGED;
	if (err == RAP_OK)
		err = rap_decision_add(core->office.desk.store, &decision);
	rap_proposal_rows_done(&rows);
	return err;
}
