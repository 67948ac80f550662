// SPDX-License-Identifier: Apache-2.0
/* Searching in text; see text.h. */
#include "parsers/mail/text.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

bool rap_text_starts(rap_slice s, const char *word)
{
	size_t n = strlen(word);

	return s.len >= n && (n == 0 || strncasecmp(s.at, word, n) == 0);
}

bool rap_text_find(rap_slice s, const char *word, size_t *ret_at)
{
	size_t n = strlen(word);

	for (size_t i = 0; n > 0 && i + n <= s.len; i++) {
		if ((s.at[i] | 0x20) == (word[0] | 0x20) && strncasecmp(s.at + i, word, n) == 0) {
			*ret_at = i;
			return true;
		}
	}
	return false;
}

static const char *word_at(const void *entries, size_t stride, size_t i)
{
	return *(const char *const *)(const void *)((const char *)entries + i * stride);
}

static unsigned char key_of(char c)
{
	return (unsigned char)c | 0x20;
}

size_t rap_text_which(rap_slice s, const void *entries, size_t stride, size_t n)
{
	/* Chains of the words that begin with the same byte; numbers from 1, 0 ends a chain. */
	uint16_t head[256] = {0}, next[RAP_TEXT_WORDS_MAX + 1], length[RAP_TEXT_WORDS_MAX + 1];
	size_t best = n + 1;

	assert(n <= RAP_TEXT_WORDS_MAX);
	for (size_t i = n; i > 0; i--) {
		const char *word = word_at(entries, stride, i - 1);

		length[i] = (uint16_t)strlen(word);
		next[i] = head[key_of(word[0])];
		head[key_of(word[0])] = (uint16_t)i;
	}
	for (size_t at = 0; at < s.len; at++) {
		for (size_t i = head[key_of(s.at[at])]; i != 0 && i < best; i = next[i]) {
			if (length[i] > 0 && length[i] <= s.len - at &&
			    strncasecmp(s.at + at, word_at(entries, stride, i - 1), length[i]) == 0)
				best = i;
		}
	}
	return best - 1;
}

static size_t count(const char *const *words)
{
	size_t n = 0;

	while (words[n])
		n++;
	return n;
}

const char *rap_text_first_of(rap_slice s, const char *const *words)
{
	return words[rap_text_which(s, words, sizeof(*words), count(words))];
}

bool rap_text_has_any(rap_slice s, const char *const *words)
{
	return rap_text_first_of(s, words) != NULL;
}

size_t rap_text_count_words(rap_slice s)
{
	size_t n = 0;
	bool inside = false;

	for (size_t i = 0; i < s.len; i++) {
		n += !inside && s.at[i] != ' ';
		inside = s.at[i] != ' ';
	}
	return n;
}

rap_slice rap_text_strip(rap_slice s, const char *front, const char *back)
{
	while (s.len > 0 && strchr(front, s.at[0]))
		s = rap_slice_sub(s, 1, s.len);
	while (s.len > 0 && strchr(back, s.at[s.len - 1]))
		s.len--;
	return s;
}

bool rap_text_is_one_of(const char *s, const char *const *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(s, all[i]) == 0)
			return true;
	return false;
}
