/* SPDX-License-Identifier: Apache-2.0 */
/* Looking up what stands in locales.h. All texts are folded. */
#ifndef RAP_PARSERS_LOCALES_FIND_H
#define RAP_PARSERS_LOCALES_FIND_H

#include "common/slice.h"

/* What a word may be; a word of one language is another one of another, so that these are bits of a set. */
typedef enum rap_locale_word {
	RAP_LOCALE_FROM = 1,
	RAP_LOCALE_WHEN = 2,
	RAP_LOCALE_TO = 4,
	RAP_LOCALE_TOPIC = 8,
	RAP_LOCALE_MORE = 16,
	RAP_LOCALE_MARKER = 32,
	RAP_LOCALE_WROTE = 64,
} rap_locale_word;

/* The bits of the whole text, 0 when it is none of the words. */
unsigned rap_locales_word(rap_slice word);

/* Whether a verb of writing stands in the line; *ret_last: with nothing but a colon behind it. */
bool rap_locales_wrote(rap_slice line, bool *ret_last);

/* Whether the line begins with a verb of writing. */
bool rap_locales_wrote_first(rap_slice line);

/* "you wrote" */
bool rap_locales_addressed(rap_slice line);

/* Whether the line begins with the name of a quoted mail ("original message from ..."). */
bool rap_locales_marker_first(rap_slice line);

/* Whether the line begins or ends with a word for sending. */
bool rap_locales_sent(rap_slice line);

#endif
