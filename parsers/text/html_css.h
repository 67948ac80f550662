/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands in CSS before it means anything: comments and escapes, with which "d\69splay" is the same as
 * "display"; and where the sheets of a mail are.
 */
#ifndef RAP_PARSERS_HTML_CSS_H
#define RAP_PARSERS_HTML_CSS_H

#include "common/buf.h"

/* Without comments, without the signs that hide a sheet from the oldest programs, and with escaped letters as themselves. */
void rap_html_css_plain(rap_slice css, rap_buf *out);

/* The next style element at or behind *at that is not in a comment. A sheet holds for what stands before it too. */
bool rap_html_css_next(rap_slice html, size_t *at, rap_slice *ret);

#endif
