/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A choice made in the list of options itself instead of on the answer line: "[X] support / [ ] cannot support",
 * "support ✓", or all other options taken away.
 */
#ifndef RAP_PARSERS_MARKS_H
#define RAP_PARSERS_MARKS_H

#include "common/context.h"

typedef enum rap_marks {
	RAP_MARKS_NONE, /* the list as it was, or without any option */
	RAP_MARKS_ONE, /* exactly one option is marked, or left */
	RAP_MARKS_UNCLEAR, /* several, or words that are no option */
} rap_marks;

/* list: what now stands where the options stood. *ret_words: the words of the one option, inside list. */
rap_marks rap_marks_read(const rap_context *context, const rap_field *field, rap_slice list,
                         rap_slice *ret_words);

#endif
