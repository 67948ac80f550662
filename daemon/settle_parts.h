/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of the decisions only: a look at what would be, before it is. */
#ifndef RAP_DAEMON_SETTLE_PARTS_H
#define RAP_DAEMON_SETTLE_PARTS_H

#include "settle.h"

typedef struct rap_settle_look {
	rap_core *core;
	rap_settle_order *orders;
	size_t n;
	rap_settle_complain_fn *complain;
	void *user;
	rap_settled *ret;
	rap_proposal_row *shadow; /* the rows as they would be */
	rap_revised trial;
} rap_settle_look;

/* Of the rows of that number the one that stands, or else the last one; NULL: there is none. */
const rap_proposal_row *rap_settle_find(const rap_proposal_rows *rows, const char *member,
                                        long number);

/* The rows, and their shadow. */
rap_err rap_settle_begin(rap_settle_look *l) RAP_MUST_CHECK;
rap_proposal_row *rap_settle_shadow_of(const rap_settle_look *l, const rap_proposal_row *row);
/* The shadow of the order's row is as if it had been carried out. */
void rap_settle_cast(rap_settle_look *l, const rap_settle_order *o);
/* The next revision with the shadows; without a draft there is none, and nothing in the way. */
rap_err rap_settle_try(rap_settle_look *l) RAP_MUST_CHECK;
/* Index of the order that is about a row of the shadow; n: none. */
size_t rap_settle_order_of(const rap_settle_look *l, const rap_proposal_row *shadow);
rap_err rap_settle_write(rap_settle_look *l, const rap_settle_who *who) RAP_MUST_CHECK;
/* What was tried is what there is now; the look ends. */
void rap_settle_finish(rap_settle_look *l);

/* For a place that takes what it may own: nobody writes to it or frees it. */
char *rap_settle_borrowed(const char *text);

#endif
