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

/* FNV-1a over code points. Signs are what word processors change by themselves. */
static uint64_t add(uint64_t sum, rap_slice text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t c = rap_utf8_next(text, &at);

		if (rap_utf8_is_word(c) || rap_utf8_is_cjk(c))
			sum = (sum ^ c) * 1099511628211u;
	}
	return sum;
}

void rap_word_mark_own(rap_buf *out, rap_slice text)
{
	rap_buf_printf(out, "%s%016" PRIx64, RAP_WORD_MARK_OWN, add(RAP_WORD_MARK_SUM, text));
}

uint64_t rap_word_mark_add(uint64_t sum, const char *mark, const char *text)
{
	/* A sign between them, which no text has: where one ends and the other begins counts. */
	sum = (add(sum, rap_slice_of(mark)) ^ '[') * 1099511628211u;
	return (add(sum, rap_slice_of(text)) ^ '\n') * 1099511628211u;
}

void rap_word_mark_draft(rap_buf *out, uint64_t sum)
{
	rap_buf_printf(out, "%s%016" PRIx64, RAP_WORD_MARK_DRAFT, sum);
}

uint64_t rap_word_mark_exact(uint64_t sum, rap_slice words, bool taken)
{
	for (size_t at = 0; at < words.len;) {
		uint32_t c = rap_utf8_next(words, &at);

		if (c > ' ' && c != 0xA0)
			sum = (sum ^ (2 * (uint64_t)c + taken)) * 1099511628211u;
	}
	return sum;
}

void rap_word_mark_sum(rap_buf *out, const char *prefix, uint64_t sum)
{
	rap_buf_printf(out, "%s%016" PRIx64, prefix, sum);
}
