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

/* The blocks that one paragraph of the board becomes. */
void rap_compile_paragraph(const rap_desk *desk, const rap_board_paragraph *paragraph,
                           rap_doc *doc);

/* What stands behind the text: proposals without a place, reservations, the annex of sources. */
void rap_compile_annexes(const rap_desk *desk, const rap_board *board, rap_doc *doc);

#endif
