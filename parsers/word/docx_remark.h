/* SPDX-License-Identifier: Apache-2.0 */
/* Whether words typed into the draft are meant for the draft, or say something about it. */
#ifndef RAP_PARSERS_DOCX_REMARK_H
#define RAP_PARSERS_DOCX_REMARK_H

#include "common/slice.h"

typedef enum rap_docx_remark {
	RAP_REMARK_NONE,
	RAP_REMARK_MAYBE, /* a question, a letter's way of beginning, or somebody's name and a colon */
	RAP_REMARK_SURE, /* "Comment: ..." */
} rap_docx_remark;

/* A paragraph that is new in the draft. */
rap_docx_remark rap_docx_remark_of(rap_slice text);

/* A line of signs alone, drawn between paragraphs: it says nothing. */
bool rap_docx_is_rule(rap_slice text);

/*
 * Whether the text is, to a good part, in letters that the draft's paragraph has none of: a translation, or words about
 * it, rather than new text. whole: all of it is new; else only some words in it.
 */
bool rap_docx_other_script(rap_slice base, rap_slice now, bool whole);

/* Whether what was added to a paragraph may be a remark on it: a question, or a bracket at its end. */
bool rap_docx_remark_in(rap_slice base, rap_slice now);

#endif
