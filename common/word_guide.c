// SPDX-License-Identifier: Apache-2.0
/* The words of word_guide.h. */
#include "common/word_guide.h"

#include <assert.h>
#include <stddef.h>

const char *rap_word_guide_line(rap_word_guide line)
{
	static const char *const lines[] = {
#define X(name, words) words,
		RAP_WORD_GUIDE_TABLE(X)
#undef X
	};

	assert((size_t)line < sizeof lines / sizeof *lines);
	return lines[line];
}
