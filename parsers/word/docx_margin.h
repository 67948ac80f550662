/* SPDX-License-Identifier: Apache-2.0 */
/* Headers and footers of the pages of a Word file: what of them is ours, and what somebody wrote there. */
#ifndef RAP_PARSERS_DOCX_MARGIN_H
#define RAP_PARSERS_DOCX_MARGIN_H

#include "common/context.h"
#include "parsers/word/docx.h"

/*
 * The first words in the margins that our own file has not: neither its symbol and title, nor the name of the draft,
 * nor the numbers of pages. Empty: there are none. They point into the docx.
 */
rap_slice rap_docx_margin_words(const rap_context *context, const rap_docx *docx);

#endif
