/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with a configuration, a template or a draft: collected, all at once, and shown as
 *     file:line:col: key: reason (got 'value')
 * Warnings have "warning: " before the key and do not make a command fail.
 */
#ifndef RAP_COMMON_DIAG_H
#define RAP_COMMON_DIAG_H

#include "common/attr.h"
#include "common/buf.h"

typedef struct rap_diag {
	char *file; /* as the user named it */
	unsigned line, column; /* from 1; 0 when there is none */
	char *key; /* dotted path such as trust.boundary, or NULL */
	char *reason; /* says what is wrong and what to do */
	char *got; /* the value found, or NULL */
	bool warning;
} rap_diag;

typedef struct rap_diags {
	rap_diag *at;
	size_t n;
	size_t errors; /* those that are not warnings */
} rap_diags;

/* Adds one. key and got may be NULL. At most RAP_LIMIT_DIAGS are kept; the count goes on. */
void rap_diags_error(rap_diags *diags, const char *file, unsigned line, unsigned column,
                     const char *key, const char *got, const char *reason_format, ...)
	RAP_PRINTF(7, 8);
void rap_diags_warning(rap_diags *diags, const char *file, unsigned line, unsigned column,
                       const char *key, const char *got, const char *reason_format, ...)
	RAP_PRINTF(7, 8);

/* One line per diagnostic, sorted by file, line and column, safe for a terminal (R64). */
void rap_diags_print(const rap_diags *diags, rap_buf *out);

void rap_diags_done(rap_diags *diags);

#endif
