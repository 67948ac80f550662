/* SPDX-License-Identifier: Apache-2.0 */
/* Answers typed into the form that came back, or marked in its lists of options. */
#ifndef RAP_PARSERS_FIELD_H
#define RAP_PARSERS_FIELD_H

#include "parsers/form/words.h"

/*
 * Words of every item that came back in the page. Runs are shortened first to what belongs to their item: a
 * closing, a signature, a quoted letter or the id of an item that did not come back end them.
 */
void rap_field_read(const rap_context *context, const rap_names *names, rap_page *page,
                    size_t page_number, rap_found *found);

#endif
