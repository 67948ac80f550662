/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Word file that goes out with a request, for those who answer in Word: the form of each objective as a table of
 * two columns, the line that ends the form, and, where the request takes proposals on the draft, the draft. The same
 * words in the same order as in the mail.
 *
 * BOOKMARKS A paragraph of the draft with the mark M carries the bookmark rap_par_M. The cell for the answer to the
 * field F carries rap_ans_F around its first paragraph, the cue: LibreOffice writes a bookmark over two paragraphs of
 * a cell back in pieces. In M and F every character but ASCII letters and digits is "_". Whoever reads the file that
 * comes back finds paragraph and cell by these names.
 *
 * The file is the same for every recipient. It names nobody, holds no macro and points to nothing outside of it.
 */
#ifndef RAP_DAEMON_REPORT_DOCX_H
#define RAP_DAEMON_REPORT_DOCX_H

#include "common/err.h"
#include "consultation.h"
#include "report/draft.h"

#define RAP_DOCX_PARAGRAPH "rap_par_"
#define RAP_DOCX_ANSWER "rap_ans_"

/* prefix and name with "_": "rap_par_P2__a_". */
void rap_docx_bookmark(rap_buf *out, const char *prefix, const char *name);

/* draft: of the current round, may be NULL. The same input gives the same bytes. RAP_E_LIMIT: above 15 MiB. */
rap_err rap_docx_make(const rap_consultation *c, const rap_request_plan *request,
                      const rap_draft *draft, rap_buf *ret_file) RAP_MUST_CHECK;

/* "NEASPEC-NFP-2020-draft.docx"; where there is no draft in it the id of the request stands for "draft". */
void rap_docx_file_name(rap_buf *out, const rap_consultation *c, const rap_request_plan *request,
                        const rap_draft *draft);

/* Whether a field of the request takes proposals on the draft. */
bool rap_docx_wants_draft(const rap_consultation *c, const rap_request_plan *request);

#endif
