/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a letter asks to be done: "withdraw MN-4", "yes" under a confirmation, "1b 3a" under a clarification,
 * "help"; and the verbs of officers. A line of its own, whole; core decides whether its author may say so.
 */
#ifndef RAP_PARSERS_INTENT_H
#define RAP_PARSERS_INTENT_H

#include "common/reading.h"
#include "parsers/form/words.h"

/*
 * Reads the loose lines of the page; what was read is no longer loose. In a quotation only the letters of options
 * count; another line that asks for something there is a finding.
 */
void rap_intent_read(const rap_context *context, rap_page *page, rap_reading *reading);

/* One line, without marks of quotation; false: it asks for nothing. */
bool rap_intent_line(const rap_context *context, rap_slice line, rap_reading *reading);

/*
 * A subject that is a verb as a whole ("help", 状态, "MN-4: withdraw"); one that answers ("Re: help") is none. false: it
 * asks for nothing. subject may be NULL.
 */
bool rap_intent_subject(const rap_context *context, const char *subject, rap_reading *reading);

/* Whether the line, whole, takes a numbered proposal back ("MN-4: withdraw"): such a line is part of no answer. */
bool rap_intent_withdraws(const rap_context *context, rap_slice line);

#endif
