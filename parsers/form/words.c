// SPDX-License-Identifier: Apache-2.0
/* Lists of found words. */
#include "parsers/form/words.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>

rap_words *rap_found_add(rap_found *found, rap_words words)
{
	if (rap_utf8_trim(rap_slice_of(words.raw)).len == 0) {
		free(words.raw);
		return NULL;
	}
	found->at = rap_reallocarray(found->at, found->n + 1, sizeof *found->at);
	found->at[found->n] = words;
	return &found->at[found->n++];
}

void rap_found_done(rap_found *found)
{
	for (size_t i = 0; i < found->n; i++)
		free(found->at[i].raw);
	free(found->at);
	*found = (rap_found){0};
}
