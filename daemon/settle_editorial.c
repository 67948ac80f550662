// SPDX-License-Identifier: Apache-2.0
/* All editorial proposals accepted together, but for those that touch each other; see settle.h. */
#include "common/mem.h"
#include "settle_parts.h"

#include <stdlib.h>

typedef struct dropping {
	rap_settle_left_fn *left;
	void *user;
} dropping;

static void drop(rap_settle_look *l, const dropping *d, size_t order, const char *why)
{
	const rap_proposal_row *row = l->orders[order].row;

	d->left(d->user, row, why);
	*rap_settle_shadow_of(l, row) = *row;
	for (size_t i = order; i + 1 < l->n; i++)
		l->orders[i] = l->orders[i + 1];
	l->n--;
}

static void drop_pair(rap_settle_look *l, const dropping *d, const rap_revise_trouble *t)
{
	const rap_proposal_row *pair[] = {t->row, t->in_the_way};

	for (size_t i = 0; i < 2; i++) {
		const rap_proposal_row *other = pair[1 - i];
		rap_buf why = rap_buf_init(RAP_KIB);
		size_t order = pair[i] ? rap_settle_order_of(l, pair[i]) : l->n;

		if (t->why)
			rap_buf_str(&why, t->why);
		else if (other)
			rap_buf_printf(&why, "changes the same words as %s-%ld", other->member,
			               other->number);
		if (order < l->n)
			drop(l, d, order, rap_buf_text(&why));
		rap_buf_done(&why);
	}
}

/* Until what is left goes in; every turn has fewer. */
static rap_err drop_what_does_not_fit(rap_settle_look *l, const dropping *d)
{
	rap_err err = rap_settle_try(l);

	for (size_t before = l->n + 1; err == RAP_OK && l->n < before;) {
		before = l->n;
		for (size_t i = 0; i < l->trial.n_troubles; i++)
			drop_pair(l, d, &l->trial.troubles[i]);
		if (l->n < before)
			err = rap_settle_try(l);
	}
	return err;
}

static bool is_editorial(const rap_proposal_row *row)
{
	return row->type == RAP_PROPOSAL_EDITORIAL && !row->withdrawn && !row->superseded_by &&
	       row->decision_id == 0;
}

static void order_editorial(rap_settle_look *l, const dropping *d)
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
		rap_settle_cast(l, &l->orders[l->n++]);
	}
}

rap_err rap_settle_editorial(rap_core *core, const rap_settle_who *who, rap_settle_left_fn *left,
                             void *user, rap_settled *ret)
{
	rap_settle_look l = {.core = core, .ret = ret};
	dropping d = {left, user};
	rap_err err;

	*ret = (rap_settled){0};
	err = rap_settle_begin(&l);
	if (err == RAP_OK) {
		order_editorial(&l, &d);
		err = drop_what_does_not_fit(&l, &d);
	}
	if (err == RAP_OK)
		err = rap_settle_write(&l, who);
	ret->orders = l.orders;
	ret->n_orders = l.n;
	rap_settle_finish(&l);
	return err;
}
