/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Word file that goes out with a request, for those who answer in Word: the form of each objective as a table of
 * two columns, the line that ends the form, and, where the request takes proposals on the draft, the draft. The same
 * words in the same order as in the mail.
 *
 * BOOKMARKS (common/word_mark.h) Each paragraph of the draft carries one, and so does the cell for each answer, around
 * its first paragraph, the cue: LibreOffice writes a bookmark over two paragraphs of a cell back in pieces. What is
 * ours and asks for nothing (headings, how to answer) carries one with the sum of its letters. Whoever reads the file
 * that comes back finds paragraph and cell by these names, and knows our own words from what was typed.
 *
 * The file is the same for every recipient. It names nobody, holds no macro and points to nothing outside of it.
 */
#ifndef RAP_DAEMON_REPORT_DOCX_H
#define RAP_DAEMON_REPORT_DOCX_H

#include "common/err.h"
#include "consultation.h"
#include "report/draft.h"

/* draft: of the current round, may be NULL. The same input gives the same bytes. RAP_E_LIMIT: above 15 MiB. */
rap_err rap_docx_make(const rap_consultation *c, const rap_request_plan *request,
                      const rap_draft *draft, rap_buf *ret_file) RAP_MUST_CHECK;

/* "NEASPEC-NFP-2020-draft.docx"; where there is no draft in it the id of the request stands for "draft". */
void rap_docx_file_name(rap_buf *out, const rap_consultation *c, const rap_request_plan *request,
                        const rap_draft *draft);

/* Whether a field of the request takes proposals on the draft. */
bool rap_docx_wants_draft(const rap_consultation *c, const rap_request_plan *request);

#endif
