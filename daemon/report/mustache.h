/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mustache templates: the core of the published spec 1.4 (variables, triple braces and &, sections, inverted
 * sections, comments, partials, set delimiters, standalone lines). Two rules are stricter than the spec: a name
 * that the view does not have, and a partial that does not exist, are errors with template and line - a
 * misspelt section would otherwise hide what a State has said. null, false, "" and [] are false. No lambdas.
 */
#ifndef RAP_DAEMON_REPORT_MUSTACHE_H
#define RAP_DAEMON_REPORT_MUSTACHE_H

#include "common/buf.h"
#include "common/err.h"

#include <jansson.h>

#define RAP_MUSTACHE_DEPTH 32 /* sections and partials inside each other */

/* Appends a value as it must stand in the format: rap_escape_html for {{name}} in HTML. */
typedef void rap_mustache_escape_fn(rap_buf *out, rap_slice value);

/* The text of a partial (caller frees), or NULL when there is none. */
typedef char *rap_mustache_partial_fn(void *user, rap_slice name);

typedef struct rap_mustache {
	const char *name; /* of the template, for messages */
	rap_slice text;
	rap_mustache_escape_fn
		*escape; /* {{x}}; NULL: as it is. {{{x}}} and {{&x}} are always as they are */
	rap_mustache_partial_fn *partial; /* NULL: no partials */
	void *user;
} rap_mustache;

/*
 * Appends to out. RAP_E_CONFIG: a mistake in the template, a missing name, or too deep; RAP_E_LIMIT: out is
 * full. *ret_why (caller frees) says template, line and what is wrong.
 */
rap_err rap_mustache_render(const rap_mustache *template, const json_t *view, rap_buf *out,
                            char **ret_why) RAP_MUST_CHECK;

#endif
