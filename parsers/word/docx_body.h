/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a Word file, XML each: what docx.c takes out of the archive is read here. */
#ifndef RAP_PARSERS_DOCX_BODY_H
#define RAP_PARSERS_DOCX_BODY_H

#include "parsers/word/docx.h"
#include "parsers/word/docx_style.h"

/* The text of the document. false: damaged or over a limit, see *ret_why; *docx may be half filled. */
bool rap_docx_body_read(rap_slice xml, const rap_docx_styles *styles, rap_docx *docx,
                        const char **ret_why);

/* Comments (placed by the body) and notes (footnotes, endnotes). What is damaged leaves docx->cut. */
void rap_docx_comments_read(rap_slice bytes, rap_docx *docx);
void rap_docx_notes_read(rap_slice bytes, rap_docx *docx);

/* A header or footer of the pages: its words come to docx->margins. */
void rap_docx_margin_read(rap_slice bytes, rap_docx *docx);

/* The target of relation `number` (from 0) of a part whose type ends so; NULL: none. The caller frees. */
char *rap_docx_relation(rap_slice bytes, const char *type_ending, size_t number);

/* The comment of that id, made where there is none; NULL at the limit. */
rap_docx_comment *rap_docx_comment_of(rap_docx *docx, const char *id);

/* Another of that id, whether there is one or not; NULL at the limit. */
rap_docx_comment *rap_docx_comment_add(rap_docx *docx, const char *id);

#endif
