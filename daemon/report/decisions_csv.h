/* SPDX-License-Identifier: Apache-2.0 */
/*
 * decisions.csv: what became of each proposal, written by `export`, changed by an officer in a spreadsheet, read by
 * `decide --from`. Columns by name: proposal, disposition, reason, text.
 */
#ifndef RAP_DAEMON_REPORT_DECISIONS_CSV_H
#define RAP_DAEMON_REPORT_DECISIONS_CSV_H

#include "common/diag.h"
#include "common/template.h"

#define RAP_LIMIT_DECISIONS_FILE \
	((size_t)32 << 20) /* ten thousand proposals, each with a long text */

/* One row. */
typedef struct rap_decision_line {
	char *member; /* "MN-4": MN */
	long number; /* and 4 */
	int disposition; /* as `known` has it */
	char *reason, *text; /* NULL where the cell is empty; lines end with LF */
	/* Where the cells stand, for what the caller finds wrong with them. A column that the file has not: where the row is. */
	rap_place proposal_at, disposition_at, reason_at, text_at;
} rap_decision_line;

typedef struct rap_decision_lines {
	rap_decision_line *at;
	size_t n;
} rap_decision_lines;

/* Which disposition a word names; false: none. */
typedef bool rap_decision_word_fn(const char *word, int *ret);

/*
 * Reads a file called name (in messages). All mistakes are added to diags as file:line:column, those of csv_read.h, of the
 * head, a proposal that is no number such as MN-4 or stands twice, a disposition that is none of `words` (a list for the
 * message: "accepted, noted"). False when there is any, and then ret is empty: nothing is to be done with half a file.
 * Whether the proposals exist, and what needs a reason or a text, is the caller's to say. An apostrophe that our own
 * writing put before what a spreadsheet would compute (R62) is taken off again.
 */
bool rap_decisions_csv_read(rap_slice bytes, const char *name, rap_decision_word_fn *known,
                            const char *words, rap_diags *diags, rap_decision_lines *ret);
void rap_decision_lines_done(rap_decision_lines *lines);

#endif
