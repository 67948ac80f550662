/* SPDX-License-Identifier: Apache-2.0 */
/* What is left of a Word file when the proposals on the draft are taken out: form and letter, as lines. */
#ifndef RAP_PARSERS_DOCX_REST_H
#define RAP_PARSERS_DOCX_REST_H

#include "parsers/word/docx_match.h"

/* The item of the form that a line begins with, "[2.1] ..." or "Answer [2.1]: ..."; RAP_DOCX_NONE: none. */
size_t rap_docx_rest_item(const rap_context *context, rap_slice line);

/*
 * Rows that somebody put into the form: words in the first cell, and no item of the form in the row. They would be read
 * as more of the answer before them. They are marked in inserted, and their words are added to *words, a line each.
 */
void rap_docx_rest_strays(const rap_context *context, const rap_docx *docx, const rap_docx_match *m,
                          bool *inserted, rap_buf *words);

/*
 * A line for each piece that stands for nothing of the draft and is not our own, without those in inserted (by piece).
 * Rows of the form that were put into another order come in that of the form. Never NULL; the caller frees.
 */
char *rap_docx_rest_of(const rap_context *context, const rap_docx *docx, const rap_docx_match *m,
                       const bool *inserted);

#endif
