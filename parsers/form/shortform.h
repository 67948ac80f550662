/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers outside the form that came back: lines that begin with the id of an item ("2.1 support",
 * "Q2.1: support", "［２．１］ 支持", "[2.5]-[2.8] none") or with its label; copies of the form that were rebuilt or
 * translated.
 */
#ifndef RAP_PARSERS_SHORTFORM_H
#define RAP_PARSERS_SHORTFORM_H

#include "parsers/form/words.h"

#define RAP_SHORT_FIELDS 64u /* of one range */

typedef struct rap_short_start {
	size_t fields[RAP_SHORT_FIELDS];
	size_t n;
	size_t rest; /* the token behind id and delimiter; may stand on a later line */
	bool strong; /* brackets, a word before it, a delimiter: not just a number at a line start */
	bool cue; /* "Answer [2.1]:": what stood before under this id is its label */
	bool label; /* found by the label, not by the id */
} rap_short_start;

/* Whether an item begins with the line. */
bool rap_short_begins(const rap_names *names, const rap_tokens *tokens, size_t line,
                      rap_short_start *ret);

/* The line begins like an item, with a number that none has: "[9.1] support". */
bool rap_short_unknown(const rap_names *names, const rap_tokens *tokens, size_t line);

/* The same inside a line: an id at token `from`, in brackets or not; end is the end of the line. */
bool rap_short_begins_at(const rap_names *names, const rap_tokens *tokens, size_t from, size_t end,
                         rap_short_start *ret);

/*
 * Reads all loose lines of the page. What belongs to an item is no longer loose afterwards.
 */
void rap_short_read(const rap_context *context, const rap_names *names, rap_page *page,
                    size_t page_number, rap_found *found);

#endif
