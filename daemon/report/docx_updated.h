/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The updated draft as a Word file, from the board: with all proposals as tracked changes (docx_tracked.h), reasons and
 * comments as comments, a key before and the sources behind; or clean, the text of the draft alone. Sent back as it is,
 * neither holds a proposal: the words that are ours and the changes that were in it are known by bookmarks.
 */
#ifndef RAP_DAEMON_REPORT_DOCX_UPDATED_H
#define RAP_DAEMON_REPORT_DOCX_UPDATED_H

#include "report/board.h"

/* The same input gives the same bytes. RAP_E_LIMIT: above 15 MiB. */
rap_err rap_docx_updated_make(const rap_desk *desk, const rap_board *board, rap_buf *ret_file)
	RAP_MUST_CHECK;
rap_err rap_docx_clean_make(const rap_desk *desk, const rap_draft *draft, rap_buf *ret_file)
	RAP_MUST_CHECK;

#endif
