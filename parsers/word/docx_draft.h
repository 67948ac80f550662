/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Way (d): the draft sent back as a Word file, edited with or without tracked changes, with comments. What is not
 * the draft is left as text for the form reader.
 */
#ifndef RAP_PARSERS_DOCX_DRAFT_H
#define RAP_PARSERS_DOCX_DRAFT_H

#include "common/context.h"
#include "common/reading.h"
#include "parsers/word/docx.h"

/*
 * Adds proposals and findings to the reading, where: the name of the file. Returns the rest of its text (never NULL,
 * the caller frees): form, letter, and lines about paragraphs, a line each. *ret_other_revision: the file holds another
 * version of the draft than the context; what is read out of the rest is to be asked about.
 */
char *rap_docx_draft_read(const rap_context *context, const rap_docx *docx, const char *where,
                          rap_reading *reading, bool *ret_other_revision);

#endif
