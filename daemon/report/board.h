/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The draft as it stands: every marked paragraph with what States propose on it, laid over its text. Made once
 * from the record; the compiled text, the Word file, the workbook and the papers of the meeting all read it, so that
 * no two of them can differ on what stands where.
 */
#ifndef RAP_DAEMON_REPORT_BOARD_H
#define RAP_DAEMON_REPORT_BOARD_H

#include "report/carry.h"
#include "report/desk.h"
#include "report/draft_index.h"
#include "report/overlay.h"
#include "store/answer.h"

/* How far States agree on one paragraph, as far as nothing is decided yet; docs/decisions/0007-drafting.md. */
#define RAP_CONVERGENCE_TABLE(X)                                                                 \
	X(RAP_CONVERGENCE_NONE, "no proposals") /* nobody says anything */                       \
	X(RAP_CONVERGENCE_EDITORIAL, "editorial only") /* editorial or translation, all fit */   \
	X(RAP_CONVERGENCE_IDENTICAL, "identical proposals") /* several States, one change */     \
	X(RAP_CONVERGENCE_APART, "proposals that do not compete") /* one, or several that fit */ \
	X(RAP_CONVERGENCE_COMPETING, "competing proposals")                                      \
	X(RAP_CONVERGENCE_RESERVATION, "reservation") /* some State reserves its position */

typedef enum rap_convergence {
#define X(name, text) name,
	RAP_CONVERGENCE_TABLE(X)
#undef X
} rap_convergence;

const char *rap_convergence_text(rap_convergence convergence);

/* Borrowed rows, States in the order of the roster, then by number. */
typedef struct rap_board_list {
	const rap_proposal_row **at;
	size_t n;
} rap_board_list;

typedef struct rap_board_paragraph {
	const rap_block *block; /* of the draft; has a mark */
	/* What stands and is open; each row is in `all` and in one of the others. */
	rap_board_list replacements, deletions, insertions;
	rap_board_list notes; /* comments, and what is not clear enough to stand in the text */
	rap_board_list all;
	/* Of each of replacements: its wording for this text, which is not always the one it was made on. Borrowed. */
	const char **texts;
	rap_carried *
		carried; /* of each of all: whether the paragraph changed; text only of replacements */
	rap_overlay overlay; /* of texts; by = index into replacements */
	rap_variant
		*new; /* texts to be inserted after it, identical ones merged; by = index into insertions */
	size_t n_new;
	rap_convergence convergence;
} rap_board_paragraph;

typedef struct rap_board {
	rap_proposal_rows rows; /* with history */
	rap_answer_rows answers; /* those that stand */
	const rap_draft *draft; /* desk->draft */
	rap_board_paragraph *paragraphs; /* document order, also those without proposals */
	size_t n;
	rap_board_list strays; /* open, on paragraphs this draft does not have */
	rap_board_list settled; /* decided, and in no list of a paragraph */
	rap_board_list gone; /* withdrawn or superseded */
	rap_draft_index
		marks; /* private: to find a block, and by block the index of its paragraph */
	size_t *places;
} rap_board;

/*
 * Reads the record and lays everything over desk->draft (which the board borrows; RAP_E_NOT_FOUND without one).
 * only: of this State alone (where attribution is not to be shown to others), NULL for all. An accepted proposal
 * stands in its paragraph like an open one until the draft holds it (draft->revised, or it went out after that).
 */
rap_err rap_board_make(const rap_desk *desk, const char *only, rap_board *ret) RAP_MUST_CHECK;
/* The same of rows that are at hand: takes them over, whatever it returns, and leaves the lists empty. */
rap_err rap_board_lay(const rap_desk *desk, const char *only, rap_proposal_rows *rows,
                      rap_answer_rows *answers, rap_board *ret) RAP_MUST_CHECK;
void rap_board_done(rap_board *board);

/* How many of the proposals that stand are decided, wherever they are shown. */
size_t rap_board_decided(const rap_board *board);

/* The paragraph with that mark, or NULL. */
const rap_board_paragraph *rap_board_find(const rap_board *board, const char *mark);

/* One paragraph by itself, from rows that the caller keeps; as rap_board_make otherwise. */
rap_err rap_board_paragraph_make(const rap_desk *desk, const rap_block *block,
                                 const rap_proposal_rows *rows, const char *only,
                                 rap_board_paragraph *ret) RAP_MUST_CHECK;
void rap_board_paragraph_done(rap_board_paragraph *paragraph);

/*
 * "Japan, Mongolia": the States of the rows by[0..n) of the list (by NULL: of its first n rows), each once, in the
 * order of the roster.
 */
void rap_board_names(rap_buf *out, const rap_desk *desk, const rap_board_list *list,
                     const size_t *by, size_t n);

#endif
