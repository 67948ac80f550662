/* SPDX-License-Identifier: Apache-2.0 */
/* Small questions about decoded text that several modules ask. ASCII case is folded, other bytes are compared. */
#ifndef RAP_PARSERS_TEXT_H
#define RAP_PARSERS_TEXT_H

#include "common/slice.h"

/* Whether s begins with word. */
bool rap_text_starts(rap_slice s, const char *word);

/* Where word stands first in s, as an offset; false when nowhere. Linear for the short words we look for. */
bool rap_text_find(rap_slice s, const char *word, size_t *ret_at);

#define RAP_TEXT_WORDS_MAX 400u

/*
 * The lowest of n words that stand in s, as an index; n when none does. The words are the first members of entries of
 * `stride` bytes, at most RAP_TEXT_WORDS_MAX. One pass over s, however many they are.
 */
size_t rap_text_which(rap_slice s, const void *entries, size_t stride, size_t n);

/* The first of a list that ends in NULL which stands in s, or NULL. */
const char *rap_text_first_of(rap_slice s, const char *const *words);

/* Whether one of the words of a list that ends in NULL stands in s. */
bool rap_text_has_any(rap_slice s, const char *const *words);

/* How many words, with blanks between them. */
size_t rap_text_count_words(rap_slice s);

/* s without the bytes of `front` at its beginning and those of `back` at its end. */
rap_slice rap_text_strip(rap_slice s, const char *front, const char *back);

/* Whether s is one of n words, byte for byte. */
bool rap_text_is_one_of(const char *s, const char *const *all, size_t n);

#endif
