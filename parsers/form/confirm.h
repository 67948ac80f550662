/* SPDX-License-Identifier: Apache-2.0 */
/* A line that answers our question whether its author wrote a mail. */
#ifndef RAP_PARSERS_FORM_CONFIRM_H
#define RAP_PARSERS_FORM_CONFIRM_H

#include "common/context.h"
#include "common/reading.h"

/* "[ ] yes", "yes: ___", "yes?": a word of a form, which is chosen, or not, by something beside it. */
bool rap_confirm_is_chosen(rap_slice folded);

/* A whole line of such words and courtesies, under that question: the intent is put into the reading. */
bool rap_confirm_politely(const rap_context *context, rap_slice folded, rap_reading *reading);

#endif
