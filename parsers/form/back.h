/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came back of the form, once a body is laid over it. Words that a typed answer shares with a deleted label, or with
 * our letter, are the author's.
 */
#ifndef RAP_PARSERS_BACK_H
#define RAP_PARSERS_BACK_H

#include "parsers/form/page.h"

/* Fills copy->present, and takes out of copy->a what was matched by chance. */
void rap_back_sift(const rap_context *context, const rap_sent *sent, const rap_tokens *reply,
                   rap_copy *copy);

#endif
