/* SPDX-License-Identifier: Apache-2.0 */
/* What is left of a mail when answers, proposals and intents are taken: the letter around them. */
#ifndef RAP_PARSERS_LETTER_H
#define RAP_PARSERS_LETTER_H

#include "common/reading.h"
#include "parsers/form/words.h"

/* A line of the letter itself: typed, its own author's, not the frame of a quotation. */
bool rap_letter_has(const rap_page *page, size_t line);
/* Its text, without white space around it. */
rap_slice rap_letter_line(const rap_page *page, size_t line);

/*
 * The id of an item inside the line, from token `from` on, not counting numbers that are parts of dates and the like:
 * the field, and the token.
 */
bool rap_letter_item(const rap_names *names, const rap_page *page, size_t line, size_t from,
                     size_t *ret_field, size_t *ret_at);

/*
 * A mail from which nothing was read is an acknowledgement, empty, or for a person; a letter around answers that
 * names an item is pointed out.
 */
void rap_letter_read(const rap_context *context, const rap_names *names, const rap_page *page,
                     rap_reading *reading);

/* What is left of an attached file: a finding for people, so that nothing typed there is lost in silence. */
void rap_letter_attached(const rap_page *page, rap_reading *reading);

#endif
