/* SPDX-License-Identifier: Apache-2.0 */
/* Absence notes: when the writer says to be back. */
#ifndef RAP_PARSERS_ABSENCE_H
#define RAP_PARSERS_ABSENCE_H

#include "common/slice.h"

/*
 * The ISO date ("2020-07-31") up to which or on which, or NULL when none is plainly given: a date beside a word
 * such as "until" in one of six languages. `reference` is an ISO date near which a date without a year must lie;
 * NULL: such a date counts for nothing. Only the first 4 KiB are looked at. Caller frees.
 */
char *rap_absence_back_on(rap_slice text, const char *reference);

#endif
