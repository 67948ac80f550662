/* SPDX-License-Identifier: Apache-2.0 */
/* What people and programs put before an answer: "Answer:", "-> ", "MN: ", "[Oyun Tsend] ". */
#ifndef RAP_PARSERS_LEADIN_H
#define RAP_PARSERS_LEADIN_H

#include "parsers/form/words.h"

/*
 * Takes lead-ins off the words found on the page for items with a list of answers; a text keeps all its words. A word before a colon or in brackets is one only when the rest is a
 * whole answer and the word says "answer", is the sender's name, or stands before other answers too; it is never an
 * answer itself.
 */
void rap_leadin_strip(const rap_context *context, const rap_page *page, size_t page_number,
                      rap_found *found);

#endif
