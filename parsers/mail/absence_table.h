/* SPDX-License-Identifier: Apache-2.0 */
/* Words beside dates of return, and names of months, folded. */
#ifndef RAP_PARSERS_ABSENCE_TABLE_H
#define RAP_PARSERS_ABSENCE_TABLE_H

#include <stddef.h>

typedef struct rap_month_name {
	const char *word;
	int month;
} rap_month_name;

/* Stand before a date, and behind one; lists that end in NULL. */
extern const char *const rap_absence_before[];
extern const char *const rap_absence_behind[];
extern const rap_month_name rap_month_names[];
extern const size_t rap_n_month_names;

#endif
