/* SPDX-License-Identifier: Apache-2.0 */
/* What one wording changes in a paragraph: word-level edits, readable rather than minimal. */
#ifndef RAP_DAEMON_REPORT_EDITS_H
#define RAP_DAEMON_REPORT_EDITS_H

#include "report/words.h"

/* Tokens [from, to) of the base become the bytes of new. */
typedef struct rap_edit {
	size_t from, to;
	rap_slice new; /* borrowed from the wording */
	size_t part, n_parts; /* of which parts it is made */
} rap_edit;

typedef struct rap_edits {
	rap_edit *at; /* ascending, apart from each other */
	size_t n;
	rap_edit *
		parts; /* before small ones were joined for readers: to compare with other wordings */
	size_t n_parts;
	size_t kept; /* size of what stays of the base, in halves of a word */
} rap_edits;

/* Beyond the bound of steps (R53) the whole text counts as replaced. */
rap_edits rap_edits_of(const rap_words *base, rap_slice wording);
void rap_edits_done(rap_edits *edits);

#endif
