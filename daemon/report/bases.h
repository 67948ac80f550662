/* SPDX-License-Identifier: Apache-2.0 */
/* The texts that paragraphs had in earlier rounds: what a proposal on an older revision was made on. */
#ifndef RAP_DAEMON_REPORT_BASES_H
#define RAP_DAEMON_REPORT_BASES_H

#include "report/desk.h"
#include "report/draft_index.h"
#include "store/answer.h"

typedef struct rap_bases {
	rap_draft *drafts; /* of the rounds, each revision once */
	rap_draft_index *marks; /* of each */
	size_t n;
	bool loaded;
} rap_bases;

/*
 * Sets *ret_text to the text of the proposal's paragraph in the revision it was made on; borrowed from bases. NULL: it
 * was made on desk->draft itself, or nobody can say what it was made on. bases: zeroed before the first; the drafts are
 * read from the record when the first older one is asked for.
 */
rap_err rap_bases_find(rap_bases *bases, const rap_desk *desk, const rap_proposal_row *row,
                       const char **ret_text) RAP_MUST_CHECK;
void rap_bases_done(rap_bases *bases);

#endif
