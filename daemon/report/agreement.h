/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The convergence of the draft, paragraph by paragraph: how far States agree as far as nothing is decided yet. A paper
 * of its own, and the lines of it in the digest.
 */
#ifndef RAP_DAEMON_REPORT_AGREEMENT_H
#define RAP_DAEMON_REPORT_AGREEMENT_H

#include "report/paper.h"

/* "competing proposals", or "comments only" and "decided" where these are all there is. */
const char *rap_agreement_text(const rap_papers *papers, const rap_board_paragraph *paragraph);

/* "2 proposals, 1 comment" */
void rap_agreement_count(const rap_board_list *all, rap_buf *out);

/* "2 proposals, competing, 1 comment (Japan, Mongolia)": for the digest, which names States. paragraph NULL: rows on one
 * that the draft does not have. */
void rap_agreement_line(const rap_desk *desk, const rap_board_paragraph *paragraph,
                        const rap_board_list *all, rap_buf *out);

/* "3, 4, 9 to 23": the numbers of paragraphs for which `is` holds, longer rows of neighbours joined; how many. */
typedef bool rap_agreement_fn(const rap_papers *papers, const rap_board_paragraph *paragraph);
size_t rap_agreement_list(const rap_papers *papers, rap_agreement_fn *is, rap_buf *out);

/* Open proposals on paragraphs that this draft does not have, by paragraph (caller frees .at; the rows are the
 * board's), and how many from one on are on the same. */
rap_board_list rap_agreement_strays(const rap_board_list *strays);
size_t rap_agreement_same_place(const rap_board_list *list, size_t from);

/* Nobody says anything on it, and nothing that was said is decided: what a State proposed and the house declined or took
 * in is no silence. */
bool rap_agreement_untouched(const rap_papers *papers, const rap_board_paragraph *paragraph);

/* Comments, and nothing else, are open on it. */
bool rap_agreement_comments(const rap_papers *papers, const rap_board_paragraph *paragraph);

/* What was said on it is decided, and nothing is open. */
bool rap_agreement_decided(const rap_papers *papers, const rap_board_paragraph *paragraph);

/* The paper. Without a draft it says that there is none. */
void rap_agreement_put(const rap_papers *papers, rap_doc *doc);

#endif
