/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one wording changes in a paragraph: word-level edits, readable rather than minimal. Tokens are words,
 * single signs, single characters of Chinese, Japanese and Korean, each with the blanks before it.
 */
#ifndef RAP_DAEMON_REPORT_EDITS_H
#define RAP_DAEMON_REPORT_EDITS_H

#include "common/slice.h"

typedef struct rap_words {
	rap_slice text;
	size_t *at; /* n + 1 offsets: where each token begins, and the end */
	size_t n;
} rap_words;

/* Borrows the text, which is not NULL. */
rap_words rap_words_of(rap_slice text);
void rap_words_done(rap_words *words);
/* The bytes of tokens [from, to). */
rap_slice rap_words_span(const rap_words *words, size_t from, size_t to);

/* Tokens [from, to) of the base become the bytes of new. */
typedef struct rap_edit {
	size_t from, to;
	rap_slice new; /* borrowed from the wording */
} rap_edit;

typedef struct rap_edits {
	rap_edit *at; /* ascending, apart from each other */
	size_t n;
	size_t kept; /* tokens of the base that stay */
} rap_edits;

/* Beyond the bound of steps (R53) the whole text counts as replaced. */
rap_edits rap_edits_of(const rap_words *base, rap_slice wording);
void rap_edits_done(rap_edits *edits);

#endif
