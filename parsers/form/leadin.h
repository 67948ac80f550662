/* SPDX-License-Identifier: Apache-2.0 */
/* What people and programs put before an answer: "Answer:", "-> ", "MN: ", "[Oyun Tsend] ". */
#ifndef RAP_PARSERS_LEADIN_H
#define RAP_PARSERS_LEADIN_H

#include "parsers/form/words.h"

/*
 * Takes lead-ins off the words found on the page. An arrow is one before anything but a text. A word before a colon or
 * in brackets is one when it says "answer", is the sender's name, or stands before other answers too, and the rest is a
 * whole answer; before a list, names or proposals the first two are enough. A text keeps every word that its author
 * typed, unless the rest says "nothing" or the word stands in the place of our cue.
 */
void rap_leadin_strip(const rap_context *context, const rap_page *page, size_t page_number,
                      rap_found *found);

#endif
