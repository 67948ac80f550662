/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was decided about a proposal (its disposition). Rows are only added: the newest one holds, the others are its
 * history. A decision is about one wording: a proposal that is corrected afterwards is open again.
 */
#ifndef RAP_DAEMON_STORE_DECISION_H
#define RAP_DAEMON_STORE_DECISION_H

#include "store/store.h"

typedef enum rap_disposition {
	RAP_DISPOSITION_MEETING, /* the default: nobody has decided, or the meeting shall */
	RAP_DISPOSITION_ACCEPTED,
	RAP_DISPOSITION_MODIFIED, /* in the text, in other words */
	RAP_DISPOSITION_DECLINED,
	RAP_DISPOSITION_NOTED,
} rap_disposition;

/* "for the meeting", "accepted", "accepted with modification", "not accepted", "noted": as stored and shown. */
const char *rap_disposition_text(rap_disposition disposition);
/* Those words, and the verbs meeting, accept, modify, decline, note; whatever their case. false: neither. */
bool rap_disposition_parse(const char *words, rap_disposition *ret);
/* Whether it changes the text of the draft. */
bool rap_disposition_is_in(rap_disposition disposition);

typedef struct rap_decision {
	int64_t id, proposal_id;
	rap_disposition disposition;
	char *text; /* modified: the words that stand; else NULL */
	char *reason; /* or NULL */
	char *by; /* who decided: an address, or "secretariat" at the command line */
	int64_t at;
	int64_t mail_id; /* the mail that says so; 0: none does */
} rap_decision;

typedef struct rap_decisions {
	rap_decision *at;
	size_t n;
} rap_decisions;

/* id is not read. RAP_E_NOT_FOUND: no such proposal. */
rap_err rap_decision_add(rap_store *store, const rap_decision *decision) RAP_MUST_CHECK;
/* All of a proposal (0: of all proposals), in the order in which they were made. */
rap_err rap_decisions_get(rap_store *store, int64_t proposal_id, rap_decisions *ret) RAP_MUST_CHECK;
void rap_decisions_done(rap_decisions *decisions);

#endif
