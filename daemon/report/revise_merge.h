/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of the revision only: several accepted wordings of one paragraph in one text. */
#ifndef RAP_DAEMON_REPORT_REVISE_MERGE_H
#define RAP_DAEMON_REPORT_REVISE_MERGE_H

#include "report/edits.h"
#include "store/answer.h"

/* The smallest part of an edit of a paragraph, the edit that readers see it in, and whose it is. */
typedef struct rap_revise_part {
	rap_edit part;
	size_t from, to; /* of the edit */
	const rap_proposal_row *row;
} rap_revise_part;

/* What becomes of one paragraph. */
typedef struct rap_revise_change {
	rap_words base; /* at NULL: nobody has touched it */
	rap_revise_part *edits;
	size_t n_edits;
	rap_revise_part *left; /* edits of those that are not put in */
	size_t n_left;
	const rap_proposal_row *reworded; /* the first that rewords it */
	const rap_proposal_row *deleted, *not_deleted; /* who takes it out, and who would */
} rap_revise_change;

/*
 * Puts a wording in, or leaves it out and says so: false. text and base are borrowed while the change lives. *ret_other: whose
 * words are in its way; of one that is in, who was left out and touches the same words, or NULL.
 */
bool rap_revise_reword(rap_revise_change *change, const char *base, const char *text,
                       const rap_proposal_row *row, const rap_proposal_row **ret_other);
/* The same for a deletion. */
bool rap_revise_take_out(rap_revise_change *change, const rap_proposal_row *row,
                         const rap_proposal_row **ret_other);
/* The paragraph with all that is in; NULL: it is as it was. The caller frees. */
char *rap_revise_text(rap_revise_change *change);
void rap_revise_change_done(rap_revise_change *change);

#endif
