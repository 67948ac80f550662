/* SPDX-License-Identifier: Apache-2.0 */
/* What is left of a mail when answers, proposals and intents are taken: the letter around them. */
#ifndef RAP_PARSERS_LETTER_H
#define RAP_PARSERS_LETTER_H

#include "common/reading.h"
#include "parsers/form/words.h"

/* "Correction: our answer to 2.2 is 4": the items a correcting sentence names, as words that are unclear. */
void rap_letter_corrections(const rap_context *context, const rap_names *names,
                            const rap_page *page, size_t page_number, rap_found *found);

/*
 * A mail from which nothing was read is an acknowledgement, empty, or for a person; a letter around answers that
 * names an item is pointed out.
 */
void rap_letter_read(const rap_context *context, const rap_names *names, const rap_page *page,
                     rap_reading *reading);

/* What is left of an attached file: a finding for people, so that nothing typed there is lost in silence. */
void rap_letter_attached(const rap_page *page, rap_reading *reading);

#endif
