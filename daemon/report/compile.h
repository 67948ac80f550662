/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The compiled text in UN form: square brackets around what is not agreed, attribution in alphabetical order,
 * "12 alt." for whole alternatives, "12 bis." for insertions, comments as notes, a key and a source annex.
 */
#ifndef RAP_DAEMON_REPORT_COMPILE_H
#define RAP_DAEMON_REPORT_COMPILE_H

#include "report/board.h"
#include "report/doc.h"

/* "P12" -> "12", "P2 (a)" -> "2 (a)"; borrowed. */
const char *rap_compile_number(const char *mark);

/*
 * What a new paragraph behind that one is called: "P12 bis", then "P12 ter", ...; what the draft itself has already (from
 * an earlier revision) is passed over. *which is 0 before the first.
 */
void rap_compile_next_mark(const rap_desk *desk, const char *mark, size_t *which, rap_buf *out);

/* The blocks that one paragraph of the board becomes. reserving: rap_convergence_words. */
void rap_compile_paragraph(const rap_desk *desk, const rap_board_paragraph *paragraph,
                           const rap_strv *reserving, rap_doc *doc);

/* "KR-2 comment (Republic of Korea): words" as a block; words NULL: without any, "" is said to be none. */
void rap_compile_note(rap_doc *doc, const rap_desk *desk, const rap_proposal_row *row,
                      const char *what, const char *words);
/* What was decided and why, a block each; nothing where nobody has decided. */
void rap_compile_decision(rap_doc *doc, const rap_desk *desk, const rap_proposal_row *row);
/* What a proposal wants to stand in the draft, else what it says; borrowed, "" for a deletion without words. */
const char *rap_compile_words(const rap_proposal_row *row);
/* Whether its State reserves its position there. */
bool rap_compile_reserves(const rap_strv *reserving, const rap_proposal_row *row);

/* Before the text: words on the draft as a whole, from the text fields of the objectives that take proposals on it. */
void rap_compile_general(const rap_desk *desk, const rap_board *board, rap_doc *doc);
/* Behind it: proposals without a place, reservations, what is decided, the annex of sources. */
void rap_compile_annexes(const rap_desk *desk, const rap_board *board, rap_doc *doc);

/*
 * What is to be said beside the text about proposal i of all those on the paragraph: words that do not stand in it, the
 * reason, the revision it was made on, what was decided.
 */
#define RAP_COMPILE_REMARKS 5u
typedef struct rap_compile_remark {
	char *what; /* "reason" */
	const char *words; /* borrowed; NULL: none are wanted */
} rap_compile_remark;

typedef struct rap_compile_remarks {
	rap_compile_remark at[RAP_COMPILE_REMARKS];
	size_t n;
} rap_compile_remarks;

rap_compile_remarks rap_compile_remarks_of(const rap_board_paragraph *paragraph, size_t i,
                                           const rap_strv *reserving);
void rap_compile_remarks_done(rap_compile_remarks *list);

#endif
