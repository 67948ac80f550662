/* SPDX-License-Identifier: Apache-2.0 */
/* The outline of a draft in a Word file: which paragraph is a heading, which an item of which depth, what number it has. */
#ifndef RAP_PARSERS_DOCX_OUTLINE_H
#define RAP_PARSERS_DOCX_OUTLINE_H

#include "parsers/word/docx.h"

#define RAP_OUTLINE_DEPTH 2u /* a draft has (a) and (i), and no more */

typedef struct rap_outline_item {
	rap_slice text; /* borrowed from docx->now, without a number that was typed */
	unsigned heading; /* 0: none; else as in rap_docx_form */
	unsigned depth; /* 0: a whole paragraph */
	unsigned number; /* of a whole paragraph, counted or typed; 0: none */
	bool flattened; /* it stood deeper than a draft has it */
} rap_outline_item;

typedef struct rap_outline {
	rap_outline_item *items; /* those with text */
	size_t n;
	bool titled; /* one is a title */
	unsigned top; /* the highest level of the other headings */
	bool counts; /* the numbers, if there are any, are 1, 2, 3 and so on to the end */
} rap_outline;

rap_outline rap_outline_of(const rap_docx *docx);
void rap_outline_done(rap_outline *outline);

#endif
