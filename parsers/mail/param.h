/* SPDX-License-Identifier: Apache-2.0 */
/* Structured MIME fields: Content-Type and Content-Disposition, with RFC 2231 and what people do instead. */
#ifndef RAP_PARSERS_PARAM_H
#define RAP_PARSERS_PARAM_H

#include "common/slice.h"

/*
 * What stands before the parameters, without comments, blanks and quotes, lower case; "" when nothing does. The ';'
 * behind it may be forgotten. Caller frees.
 */
char *rap_param_value(rap_slice body);

/*
 * One parameter as UTF-8, or NULL when there is none; caller frees. RFC 2231 sections (in any order, at most
 * RAP_LIMIT_2231_SECTIONS) win over a plain value; in a plain one encoded words and raw 8-bit bytes are read,
 * though no standard allows them. The first of equals counts.
 */
char *rap_param_get(rap_slice body, const char *name);

/*
 * The same; hint (or NULL): the charset of raw 8-bit bytes, as the mail has it elsewhere. *lost is raised by the number
 * of characters that could not be read.
 */
char *rap_param_hinted(rap_slice body, const char *name, const char *hint, size_t *lost);

/* The same for a value of our own making (boundary, charset, format): bytes as they stand, unquoted. */
char *rap_param_raw(rap_slice body, const char *name);

#endif
