/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTML to text in which a form can be found again: block elements and br end a line, cells are parted by
 * TAB, NBSP is a blank, style, script and head are dropped. Hidden text is reported and never read (R57).
 */
#ifndef RAP_PARSERS_HTML_H
#define RAP_PARSERS_HTML_H

#include "parsers/mail/lines.h"

typedef struct rap_html {
	rap_lines lines; /* depth: how many quoting elements a line stands in */
	char *hidden; /* the beginning of what is hidden, or NULL: nothing is */
	bool cut; /* too long or too deeply nested: the rest is left off */
} rap_html;

/*
 * html is UTF-8 (a charset named inside is ignored). Bounded: at most RAP_LIMIT_TEXT_PART bytes come out,
 * elements nest at most 256 deep. Leaves the process with status 75 when memory runs out, so that a text is
 * never silently short.
 */
void rap_html_text(rap_slice html, rap_html *ret);
void rap_html_done(rap_html *html);

#endif
