// SPDX-License-Identifier: Apache-2.0
/* Searching in text; see text.h. */
#include "parsers/mail/text.h"

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

bool rap_text_has_any(rap_slice s, const char *const *words)
{
	size_t at;

	for (; *words; words++) {
		if (rap_text_find(s, *words, &at))
			return true;
	}
	return false;
}
