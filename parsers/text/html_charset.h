/* SPDX-License-Identifier: Apache-2.0 */
/* The charset that a page names in itself. */
#ifndef RAP_PARSERS_HTML_CHARSET_H
#define RAP_PARSERS_HTML_CHARSET_H

#include "common/slice.h"

/*
 * The label in a meta element near the beginning of the bytes of a page, or NULL. Whether it counts is for the caller
 * to say: mail programs change the charset and leave the page as it was. Caller frees.
 */
char *rap_html_charset(rap_slice bytes);

#endif
