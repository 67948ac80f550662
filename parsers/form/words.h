/* SPDX-License-Identifier: Apache-2.0 */
/* Words found for an item of the form, before it is known what they mean: what every way of reading yields. */
#ifndef RAP_PARSERS_WORDS_H
#define RAP_PARSERS_WORDS_H

#include "common/context.h"
#include "parsers/form/names.h"
#include "parsers/form/page.h"

typedef enum rap_words_from {
	RAP_WORDS_INLINE, /* typed into the form that came back */
	RAP_WORDS_HINT, /* marked in, or left of, the list of options */
	RAP_WORDS_SHORT, /* "[2.1] support" */
	RAP_WORDS_PROSE /* a letter that corrects an item in a sentence: never more than unclear */
} rap_words_from;

typedef struct rap_words {
	size_t field;
	size_t page;
	rap_words_from how;
	char *raw; /* owned, not empty */
	size_t from, to; /* bytes of the body */
	bool foreign; /* quoted from a stranger */
	bool unclear; /* several options marked, text too long to be read whole */
	bool fan_out; /* "[2.5]-[2.8] none" */
	const char *flag; /* static, or NULL */
} rap_words;

typedef struct rap_found {
	rap_words *at;
	size_t n;
} rap_found;

/* Appends; raw is taken over. Empty raw adds nothing. */
rap_words *rap_found_add(rap_found *found, rap_words words);
void rap_found_done(rap_found *found);

#endif
