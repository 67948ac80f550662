/* SPDX-License-Identifier: Apache-2.0 */
/* An owned list of owned strings. */
#ifndef RAP_COMMON_STRV_H
#define RAP_COMMON_STRV_H

#include <stdbool.h>
#include <stddef.h>

typedef struct rap_strv {
	char **at;
	size_t n;
} rap_strv;

/* Appends a copy of s. */
void rap_strv_add(rap_strv *list, const char *s);

/* Appends s itself: the list owns it from now on. */
void rap_strv_take(rap_strv *list, char *s);

bool rap_strv_has(const rap_strv *list, const char *s);

/* Frees all; for RAP_CLEANUP too. The list is empty afterwards and may be used again. */
void rap_strv_done(rap_strv *list);

#endif
