/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences that take back or change an answer: "Correction: our answer to 2.2 is 4", "PS. Please disregard 2.1." */
#ifndef RAP_PARSERS_CORRECT_H
#define RAP_PARSERS_CORRECT_H

#include "parsers/form/words.h"

/*
 * Whether the line begins like a correction or a postscript, and names an item: no part of the answer above it, whatever
 * that is.
 */
bool rap_correct_line(const rap_context *context, const rap_names *names, const rap_page *page,
                      size_t line);

/* The items that correcting sentences of the letter name, as words that are unclear. */
void rap_correct_read(const rap_context *context, const rap_names *names, const rap_page *page,
                      size_t page_number, rap_found *found);

#endif
