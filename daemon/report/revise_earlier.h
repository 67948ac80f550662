/* SPDX-License-Identifier: Apache-2.0 */
/* What earlier drafts have to do with the one that is out. */
#ifndef RAP_DAEMON_REPORT_REVISE_EARLIER_H
#define RAP_DAEMON_REPORT_REVISE_EARLIER_H

#include "report/desk.h"
#include "report/draft_read.h"
#include "store/answer.h"

/*
 * When this very text was sent out first (several rounds may be about one text), and the other one that was out before it;
 * INT64_MIN: it was not, or there was none.
 */
rap_err rap_revise_since(const rap_desk *desk, const char *markdown, int64_t *ret_since,
                         int64_t *ret_before) RAP_MUST_CHECK;

/* When the draft of the desk's round went out first; INT64_MIN: it did not. What was accepted before is taken to be in it. */
rap_err rap_revise_desk_since(const rap_desk *desk, int64_t *ret) RAP_MUST_CHECK;

/*
 * Whether a draft holds what was accepted on an earlier one. block: its paragraph, draft->n: it is not there. base: the
 * paragraph as the proposal was made on it, NULL: nobody can say. text: the words accepted, NULL: none. In doubt true.
 */
bool rap_revise_holds(const rap_raw_draft *draft, size_t block, const rap_proposal_row *row,
                      const char *base, const char *text);

#endif
