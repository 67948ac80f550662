/* SPDX-License-Identifier: Apache-2.0 */
/* Answers typed above their labels instead of below: noticed and asked about, never moved. */
#ifndef RAP_PARSERS_SHIFTED_H
#define RAP_PARSERS_SHIFTED_H

#include "parsers/form/words.h"

/*
 * Marks what may belong to the item below it as unclear ("maybe-shifted"). true: there was such an answer. Taken for
 * signs: text above the first label and nothing under the last; a row of answers that all suit the item below, one of
 * them not its own; answers set off from their own item by a blank line and leaning on the next label.
 */
bool rap_shifted_mark(const rap_context *context, const rap_page *page, size_t page_number,
                      rap_found *found);

#endif
