// SPDX-License-Identifier: Apache-2.0
/* Names of bookmarks (word_mark.h): Word takes letters, digits and "_", forty of them at most. */
#include "common/word_mark.h"

#include "common/utf8.h"

#include <inttypes.h>

void rap_word_mark(rap_buf *out, const char *prefix, const char *name)
{
	rap_buf_str(out, prefix);
	for (; *name; name++) {
		bool kept = (*name >= '0' && *name <= '9') || (*name >= 'A' && *name <= 'Z') ||
		            (*name >= 'a' && *name <= 'z');

		rap_buf_char(out, kept ? *name : '_');
	}
}

void rap_word_mark_own(rap_buf *out, rap_slice text)
{
	uint64_t sum = 14695981039346656037u; /* FNV-1a over code points */

	for (size_t at = 0; at < text.len;) {
		uint32_t c = rap_utf8_next(text, &at);

		/* Signs are what word processors change by themselves. */
		if (rap_utf8_is_word(c) || rap_utf8_is_cjk(c))
			sum = (sum ^ c) * 1099511628211u;
	}
	rap_buf_printf(out, "%s%016" PRIx64, RAP_WORD_MARK_OWN, sum);
}
