/* SPDX-License-Identifier: Apache-2.0 */
/* Which version of the draft a Word file holds: one of an earlier round may be sent back for the present one. */
#ifndef RAP_PARSERS_DOCX_REVISION_H
#define RAP_PARSERS_DOCX_REVISION_H

#include "common/context.h"
#include "parsers/word/docx.h"

/*
 * Whether the file says that it holds another draft than that of the context: by the sum of its paragraphs, or where
 * that was lost by its name. *ret_name is then the name that stands in it, or empty; it points into the docx.
 */
bool rap_docx_is_other_revision(const rap_context *context, const rap_docx *docx,
                                rap_slice *ret_name);

#endif
