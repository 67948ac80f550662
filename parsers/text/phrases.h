/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Phrases that mail programs and letter writers put around what matters: headers and attributions of what is quoted,
 * closings, signatures, notices. Tables in the languages of the six States and others met; texts are folded
 * (rap_text_fold).
 */
#ifndef RAP_PARSERS_PHRASES_H
#define RAP_PARSERS_PHRASES_H

#include "common/slice.h"

/* Labels of a header block, bits of a set. */
typedef enum rap_phrase_label {
	RAP_PHRASE_NONE = 0,
	RAP_PHRASE_FROM = 1,
	RAP_PHRASE_WHEN = 2,
	RAP_PHRASE_TO = 4,
	RAP_PHRASE_TOPIC = 8,
	RAP_PHRASE_MORE = 16
} rap_phrase_label;

/* "Sent: Monday": which label stands before the colon. */
rap_phrase_label rap_phrase_label_of(rap_slice line);

/* "-----Original Message-----" */
bool rap_phrase_is_separator(rap_slice line);

/* Ends in a word for writing ("wrote:", "님이 작성:"), the colon not counted. */
bool rap_phrase_says_wrote(rap_slice line);

/* "Best regards," and what stands in its place; with a name behind it on the line or not. */
bool rap_phrase_is_closing(rap_slice line);

/* A closing that is a word of thanks: may be all that somebody has to say. */
bool rap_phrase_is_thanks(rap_slice line);

/* Written by a device or a mail service: "Sent from my ..." */
bool rap_phrase_is_device(rap_slice line);

/* The beginning of a notice that a server puts under every mail. */
bool rap_phrase_is_notice(rap_slice line);

bool rap_phrase_is_greeting(rap_slice line);

#endif
