/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What mail programs write by themselves, language by language: the labels of the header of a quoted mail, the verb
 * of "X wrote:", the names of a quoted mail, and how a telephone says that it sent one. One row for a language; the
 * words are folded (rap_text_fold) and parted by '|'. Rows of one language's programs hold the words of all of them.
 */
#ifndef RAP_PARSERS_LOCALES_H
#define RAP_PARSERS_LOCALES_H

#include <stddef.h>

typedef struct rap_locale {
	const char *code; /* BCP 47 */
	const char *from, *when, *to, *topic, *more; /* labels */
	const char *wrote; /* of an attribution, before or behind the name */
	const char *markers; /* "original message", between dashes or before a colon */
	const char *sent; /* of "Sent from my ..." */
} rap_locale;

extern const rap_locale rap_locales[];
extern const size_t rap_locales_n;

#endif
