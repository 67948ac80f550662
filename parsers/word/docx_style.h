/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How words look in a Word file, as far as it says whether a person sees them and means them to stand: hidden, struck
 * out, white on white. A look comes from the run itself, its style, the style of its paragraph, those that these are
 * based on, and the defaults of the file.
 */
#ifndef RAP_PARSERS_DOCX_STYLE_H
#define RAP_PARSERS_DOCX_STYLE_H

#include "parsers/word/docx_tag.h"

#include <stdint.h>

typedef enum rap_docx_switch {
	RAP_DOCX_UNSET,
	RAP_DOCX_ON,
	RAP_DOCX_OFF,
} rap_docx_switch;

/* Of one place where a look is said; each is a rap_docx_switch. */
typedef struct rap_docx_look {
	uint8_t vanish, strike, double_strike, white, shaded;
} rap_docx_look;

typedef struct rap_docx_style {
	char *id, *based_on;
	rap_docx_look look; /* with that of the styles it is based on */
	rap_docx_form form; /* likewise */
	bool heading;
} rap_docx_style;

typedef struct rap_docx_styles {
	rap_docx_style *at; /* sorted by id */
	size_t n;
	char *normal; /* id of the style of paragraphs that name none; or NULL */
	rap_docx_look defaults;
} rap_docx_styles;

/* What is damaged leaves out the rest. The caller ends it with rap_docx_styles_done. */
void rap_docx_styles_read(rap_slice bytes, rap_docx_styles *ret);
void rap_docx_styles_done(rap_docx_styles *styles);

/* NULL: there is none of that id. */
const rap_docx_style *rap_docx_style_of(const rap_docx_styles *styles, const char *id);

/* Takes what the element just opened, a property, says of a look. */
void rap_docx_look_take(rap_docx_look *look, rap_docx_tag tag, rap_xml *xml);

/* The looks of a run: its own, of its style, of its paragraph's style; and what is behind it. */
typedef struct rap_docx_looks {
	rap_docx_look run, run_style, par_style;
	bool par_shaded, cell_shaded;
} rap_docx_looks;

/* Not seen by who reads the file: by a switch, or white where nothing dark is behind it. */
bool rap_docx_looks_hidden(const rap_docx_looks *looks, const rap_docx_styles *styles);
bool rap_docx_looks_struck(const rap_docx_looks *looks, const rap_docx_styles *styles);

#endif
