/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The style sheet of a mail, as far as it hides or colours what a class or an id names: ".x", "p.x", "#x". Of other
 * selectors those that hide are taken for their last part. Rules for some screens only (dark ones, small ones, paper) are
 * not asked.
 */
#ifndef RAP_PARSERS_HTML_SHEET_H
#define RAP_PARSERS_HTML_SHEET_H

#include "common/buf.h"
#include "parsers/text/html_rules.h"

#define RAP_HTML_SHEET_RULES \
	256u /* that hide or colour; each element is held against all of them */
#define RAP_HTML_SHEET_MAX (512u * 1024u) /* of one style element; Word writes up to 100 KiB */

typedef enum rap_html_rule_kind {
	RAP_HTML_RULE_CLASS,
	RAP_HTML_RULE_ID,
	RAP_HTML_RULE_ELEMENT, /* or any: "*" */
} rap_html_rule_kind;

typedef struct rap_html_rule {
	rap_html_rule_kind kind;
	char *name;
	rap_html_style style;
} rap_html_rule;

typedef struct rap_html_sheet {
	rap_html_rule rules[RAP_HTML_SHEET_RULES];
	size_t n;
	bool over; /* there were more: what they hide is not known */
} rap_html_sheet;

/* Adds what stands in a style element. */
void rap_html_sheet_add(rap_html_sheet *sheet, rap_slice text);
void rap_html_sheet_done(rap_html_sheet *sheet);

/* Adds to *style what the rules for an element with these names say; names may be NULL. Later rules stand over earlier ones. */
void rap_html_sheet_of(const rap_html_sheet *sheet, const char *element, const char *class_names,
                       const char *id, rap_html_style *style);

/* What over says, where it says something, over style: whether it is hidden, the size and the colours of letters. */
void rap_html_style_over(rap_html_style *style, const rap_html_style *over);

#endif
