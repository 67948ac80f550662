/* SPDX-License-Identifier: Apache-2.0 */
/* The guard against what nobody foresaw: the same insertion under most items was made by a program. */
#ifndef RAP_PARSERS_SAME_H
#define RAP_PARSERS_SAME_H

#include "parsers/form/words.h"

/*
 * Marks words of several lines that were typed into the form as unclear ("same-everywhere") when more than half of the items that came back
 * hold several lines of one shape, numbers apart. true: it was so.
 */
bool rap_same_mark(const rap_context *context, const rap_page *page, size_t page_number,
                   rap_found *found);

#endif
