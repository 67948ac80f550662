/* SPDX-License-Identifier: Apache-2.0 */
/* Writing one proposal into the reading: shared by the ways of making one. */
#ifndef RAP_PARSERS_PROPOSAL_PUT_H
#define RAP_PARSERS_PROPOSAL_PUT_H

#include "common/context.h"
#include "common/reading.h"

typedef struct rap_put {
	const rap_context *context;
	size_t paragraph;
	rap_action action;
	rap_proposal_type type;
	rap_slice
		text; /* replace, insert-after: becomes one line; enclosing quotes are taken off */
	rap_slice reason;
	rap_slice words; /* the very words typed */
	const char *where;
	const char *unclear; /* the flag, or NULL: ok */
	const char *flag; /* said beside, or NULL */
	bool exact; /* quotes around the text are its own */
} rap_put;

/* The same proposal found twice (in the form and above it) is one. */
void rap_proposal_put(const rap_put *put, rap_reading *reading);

/*
 * Once all is read: a paragraph for which the letter proposes different texts, or the letter and a file, or two files,
 * is unclear in each of them.
 */
void rap_proposal_compare(rap_reading *reading);

/* Words behind or under a mark: reads verb, text and reason. doubt, or NULL: the flag that leaves it unclear. */
void rap_proposal_put_words(const rap_context *context, size_t paragraph, rap_slice words,
                            const char *where, const char *doubt, rap_reading *reading);

#endif
