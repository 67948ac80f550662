/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The note to a State of how its proposals were handled: each with its disposition and reason, and the paragraph as it now
 * stands in the next revision. To each of its contacts once: a second note is made only after further decisions, and tells
 * only of these.
 */
#ifndef RAP_DAEMON_REPORT_OUTCOME_H
#define RAP_DAEMON_REPORT_OUTCOME_H

#include "report/report.h"
#include "report/revise.h"

/* Made once for all States. The caller calls rap_outcome_done, whatever is returned. */
typedef struct rap_outcome {
	const rap_desk *desk;
	rap_proposal_rows rows;
	rap_revised revised;
} rap_outcome;
/* RAP_E_NOT_FOUND: no draft has been sent out yet. */
rap_err rap_outcome_gather(const rap_desk *desk, rap_outcome *ret) RAP_MUST_CHECK;
void rap_outcome_done(rap_outcome *outcome);

typedef struct rap_outcome_sent {
	size_t letters;
	size_t proposals; /* in the longest of them */
	bool none; /* the State has made no proposal that could be told of */
} rap_outcome_sent;

/*
 * Posts the note to each contact of the State, inside a transaction; keys outcome/REVISION/MEMBER/ADDRESS/N, where N is the number of
 * the latest decision told of. No letter: there is nothing new, or none. With a preview: fills it with the letter to the
 * first contact to whom there is something to say, and posts nothing.
 */
rap_err rap_outcome_post(const rap_outcome *outcome, const rap_member *member,
                         rap_outcome_sent *ret, rap_preview *preview) RAP_MUST_CHECK;

/* For `check`: the view of a note that tells nothing. The caller owns it. */
json_t *rap_outcome_sample(const rap_desk *desk);

#endif
