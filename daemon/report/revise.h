/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The next revision of the draft: what was accepted, or accepted in other words, put into the Markdown of the present one.
 * Nothing is stored: it follows from the draft and the decisions, and is the same every time. Laws:
 *
 *	nothing accepted    the draft, byte by byte
 *	all of one State    every paragraph it rewrites reads as it wrote it
 *	marks stay          an inserted paragraph takes the next free mark ("P12 bis", "P2 (d)"), of a deleted one the mark
 *	                    and "[deleted]" remain
 *	read back           draft.c reads the Markdown as what was meant, and all else in it is untouched
 */
#ifndef RAP_DAEMON_REPORT_REVISE_H
#define RAP_DAEMON_REPORT_REVISE_H

#include "report/desk.h"
#include "store/answer.h"

/* An accepted proposal that cannot be put in, or that is in but touches the words of such a one. */
typedef struct rap_revise_trouble {
	const rap_proposal_row *row;
	const rap_proposal_row *in_the_way; /* changes the same words; NULL: it is something else */
	const char *why; /* then: a sentence without a subject; else NULL */
	bool is_in; /* row is in, and in_the_way is not */
} rap_revise_trouble;

typedef struct rap_revised {
	rap_draft draft; /* revision: the next one; revised is set */
	rap_buf markdown;
	int64_t since; /* when the draft was sent out first; INT64_MIN: not yet */
	char **marks; /* by index into rows: where an insertion stands, else NULL */
	size_t n_marks;
	rap_revise_trouble *troubles;
	size_t n_troubles;
} rap_revised;

/*
 * rows: with history, in any order; borrowed while ret lives. Taken in are those that stand, are accepted (modified or
 * not) and were decided since the draft was first sent out: what was accepted before is taken to be in it; what was accepted on the draft
 * before this one and is not found in it is a trouble.
 * Where two change the same words the one accepted first goes in, and the other is a trouble. RAP_E_NOT_FOUND: there is
 * no draft on record. RAP_E_LIMIT: the draft becomes too large. The caller calls rap_revised_done, whatever is returned.
 */
rap_err rap_revise_make(const rap_desk *desk, const rap_proposal_rows *rows, rap_revised *ret)
	RAP_MUST_CHECK;
void rap_revised_done(rap_revised *revised);

/* "Zero draft" -> "Rev.1", "Rev.1" -> "Rev.2", "A/12/Rev.3" -> "A/12/Rev.4". */
void rap_revise_name(const char *revision, rap_buf *out);

/* A proposed wording as it can stand in a draft: on one line, without control and direction signs. The caller frees. */
char *rap_revise_clean(const char *text);

#endif
