/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The style sheet of a mail, as far as it hides what a class, an id or both name: ".x", "p.x", "#x". Rules for some
 * screens only (dark ones, small ones, paper) are not asked.
 */
#ifndef RAP_PARSERS_HTML_SHEET_H
#define RAP_PARSERS_HTML_SHEET_H

#include "common/buf.h"
#include "parsers/text/html_rules.h"

#define RAP_HTML_SHEET_RULES 64u /* that hide or colour; more are left out */

typedef struct rap_html_sheet {
	struct {
		char *name;
		bool id;
		rap_html_style style;
	} rules[RAP_HTML_SHEET_RULES];
	size_t n;
} rap_html_sheet;

/* Adds what stands in a style element. */
void rap_html_sheet_add(rap_html_sheet *sheet, rap_slice text);
void rap_html_sheet_done(rap_html_sheet *sheet);

/* Adds to *style what the rules for these names say; either may be NULL. Later rules stand over earlier ones. */
void rap_html_sheet_of(const rap_html_sheet *sheet, const char *class_names, const char *id,
                       rap_html_style *style);

/* What over says, where it says something, over style: whether it is hidden, the size and the colours of letters. */
void rap_html_style_over(rap_html_style *style, const rap_html_style *over);

#endif
