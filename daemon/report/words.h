/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A paragraph as tokens: words, single signs, single characters of Chinese, Japanese and Korean with all that belongs
 * to them, each with the blanks before it. Equal tokens have equal numbers, so that texts compare fast.
 */
#ifndef RAP_DAEMON_REPORT_WORDS_H
#define RAP_DAEMON_REPORT_WORDS_H

#include "common/slice.h"

#include <stdint.h>

#define RAP_WORDS_OTHER UINT32_MAX /* the number of every token that the base does not have */

/* How much of the text a token is, in halves of a word. */
#define RAP_WORDS_WHOLE 2u /* a word or a sign */
#define RAP_WORDS_CJK 1u

typedef struct rap_words {
	rap_slice text;
	size_t *at; /* n + 1 offsets: where each token begins, and the end */
	uint32_t *ids; /* of the base: index of the first token that is equal */
	size_t n;
	size_t size; /* of all tokens together, in halves of a word */
	uint32_t *table; /* private: token by hash */
	size_t room;
} rap_words;

/* Borrows the text, which is not NULL. */
rap_words rap_words_of(rap_slice text);
/* Another text, with the numbers of the base's tokens. */
rap_words rap_words_like(const rap_words *base, rap_slice text);
void rap_words_done(rap_words *words);

/* The bytes of tokens [from, to). */
rap_slice rap_words_span(const rap_words *words, size_t from, size_t to);
/* RAP_WORDS_WHOLE or RAP_WORDS_CJK. */
unsigned rap_words_size(const rap_words *words, size_t token);
/* Whether it is a letter, a digit or a CJK character, not a sign. */
bool rap_words_is_word(const rap_words *words, size_t token);
/* Whether the token continues a word that the one before began: Hangul, katakana and the
 * numerals of Chinese and Japanese are words of several tokens. */
bool rap_words_continues(rap_slice before, rap_slice token);

#endif
