/* SPDX-License-Identifier: Apache-2.0 */
/* What is done before mails are read, and once for many: the lexicon sorted, the letter that they answer taken apart. */
#ifndef RAP_PARSERS_PREPARE_H
#define RAP_PARSERS_PREPARE_H

#include "common/context.h"
#include "parsers/gather.h"

/*
 * The context with the mail that is answered decoded, where it came as MIME. Borrowed from context and texts, which the
 * caller frees with rap_gathered_done.
 */
rap_context rap_prepare_letter(const rap_context *context, rap_gathered *texts);

/*
 * Makes a decoded context ready for many mails (context->basis). It still reads as before, only sooner.
 * rap_prepare_undo comes before rap_context_done.
 */
void rap_prepare(rap_context *context);
void rap_prepare_undo(rap_context *context);

#endif
