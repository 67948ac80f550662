/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of the note only: what it tells (outcome.c), and how it is worded (outcome_view.c). */
#ifndef RAP_DAEMON_REPORT_OUTCOME_PARTS_H
#define RAP_DAEMON_REPORT_OUTCOME_PARTS_H

#include "report/outcome.h"

#define RAP_OUTCOME_TABLE_MAX (16u * RAP_MIB)

/* What one letter tells. */
typedef struct rap_outcome_note {
	const rap_outcome *outcome;
	const rap_member *member;
	int64_t told; /* decisions up to this one have been; -1: nothing has */
	const rap_proposal_row **rows; /* in document order */
	size_t n;
	size_t unchanged; /* proposals of which an earlier letter told */
	int64_t latest; /* decision, 0: none */
} rap_outcome_note;

/* How long the letter may be: characters of words and of paragraphs, number of proposals. */
typedef struct rap_outcome_measure {
	size_t words, text, entries;
} rap_outcome_measure;

/* The paragraph in the next revision, or NULL. */
const rap_block *rap_outcome_block(const rap_outcome *o, const char *mark);
/* The view of templates/mail/outcome but for the name; the caller owns it. */
json_t *rap_outcome_view(const rap_outcome_note *n, const rap_outcome_measure *m);

#endif
