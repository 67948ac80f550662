/* SPDX-License-Identifier: Apache-2.0 */
/* Structured MIME fields: Content-Type and Content-Disposition, with RFC 2231 and what people do instead. */
#ifndef RAP_PARSERS_PARAM_H
#define RAP_PARSERS_PARAM_H

#include "common/slice.h"

/* What stands before the first ';', without comments and blanks, lower case; "" when nothing does. Caller frees. */
char *rap_param_value(rap_slice body);

/*
 * One parameter as UTF-8, or NULL when there is none; caller frees. RFC 2231 sections (in any order, at most
 * RAP_LIMIT_2231_SECTIONS) win over a plain value; in a plain one encoded words and raw 8-bit bytes are read,
 * though no standard allows them. The first of equals counts.
 */
char *rap_param_get(rap_slice body, const char *name);

/* The same for a value of our own making (boundary, charset, format): bytes as they stand, unquoted. */
char *rap_param_raw(rap_slice body, const char *name);

#endif
