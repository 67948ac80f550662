/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the Secretariat decides about proposals: looked at as a whole, so that all that is wrong is said at once, and then
 * written as a whole, each with its event. Inside the caller's transaction.
 */
#ifndef RAP_DAEMON_SETTLE_H
#define RAP_DAEMON_SETTLE_H

#include "core.h"
#include "report/revise.h"
#include "store/decision.h"

/* "MN-4: accept" */
typedef struct rap_settle_order {
	const char *member;
	long number;
	rap_disposition disposition;
	const char *reason, *text; /* NULL or not empty; text: the words that stand (modified) */
	const rap_proposal_row *row; /* set by rap_settle */
	bool same; /* set by rap_settle: it was so already, and nothing is written */
} rap_settle_order;

typedef struct rap_settle_who {
	const char *by; /* an address, or RAP_SETTLE_DESK */
	int64_t mail_id; /* the mail that says so; 0: none */
} rap_settle_who;
#define RAP_SETTLE_DESK "secretariat"

/* Which part of an order is wrong. */
typedef enum rap_settle_part {
	RAP_SETTLE_PROPOSAL,
	RAP_SETTLE_DISPOSITION,
	RAP_SETTLE_REASON,
	RAP_SETTLE_TEXT,
	RAP_SETTLE_ALL, /* all of them together; order is 0 */
} rap_settle_part;

/* what: a sentence without its subject, the proposal: "is withdrawn". */
typedef void rap_settle_complain_fn(void *user, size_t order, rap_settle_part part,
                                    const char *what);

typedef struct rap_settled {
	rap_proposal_rows rows; /* as they stood before; the orders point into them */
	rap_revised revised; /* the draft with what is decided now; empty where there is none */
	rap_settle_order *orders; /* those of rap_settle_editorial; NULL: the caller's */
	size_t n_orders;
	size_t refused; /* complaints; if there are any nothing has been written */
} rap_settled;

/*
 * Refused is what names no proposal that stands or one twice, lacks the reason or the words it needs, has words where none
 * belong, or cannot go into the draft beside what is accepted. The caller calls rap_settled_done, whatever is returned.
 */
rap_err rap_settle(rap_core *core, rap_settle_order *orders, size_t n, const rap_settle_who *who,
                   rap_settle_complain_fn *complain, void *user, rap_settled *ret) RAP_MUST_CHECK;

/*
 * Accepts all editorial proposals that nobody has decided about. One that cannot go in, because it touches the same words
 * as another or says none, is left for the meeting: left is called for it, with the row. Of two that touch each other
 * both are left.
 */
typedef void rap_settle_left_fn(void *user, const rap_proposal_row *row, const char *why);
rap_err rap_settle_editorial(rap_core *core, const rap_settle_who *who, rap_settle_left_fn *left,
                             void *user, rap_settled *ret) RAP_MUST_CHECK;
void rap_settled_done(rap_settled *settled);

/* The decision of an event, once more, on the record of the core (rebuild); without the event. why gets a sentence. */
rap_err rap_settle_again(rap_core *core, int64_t at, const json_t *facts, rap_buf *why)
	RAP_MUST_CHECK;

#endif
