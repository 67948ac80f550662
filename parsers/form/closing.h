/* SPDX-License-Identifier: Apache-2.0 */
/* What may close the letter below its last answer and is not known as a closing: doubted, never kept in silence. */
#ifndef RAP_PARSERS_CLOSING_H
#define RAP_PARSERS_CLOSING_H

#include "parsers/form/words.h"

/*
 * Where open words of the page are the last that was newly typed and end in a paragraph that looks like a letter's
 * end, or where they were cut before thanks behind which an answer may go on, they become unclear with the flag
 * "may-be-signature".
 */
void rap_closing_mark(const rap_context *context, const rap_page *page, size_t page_number,
                      rap_found *found);

#endif
