// SPDX-License-Identifier: Apache-2.0
/* Words in the margins of a Word file; see docx_margin.h. */
#include "parsers/word/docx_margin.h"

#include "common/utf8.h"

#include <strings.h>

static bool holds(const char *text, rap_slice words)
{
	return text && memmem(text, strlen(text), words.at, words.len) != NULL;
}

static bool is_letter(char c)
{
	return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "Page 2 of 7", as our files have it; numbers, lines and signs alone. */
static bool is_page_number(rap_slice words)
{
	for (size_t at = 0; at < words.len;) {
		size_t from = at;

		while (at < words.len && is_letter(words.at[at]))
			at++;
		if (at == from)
			at++;
		else if (!rap_slice_is_nocase(rap_slice_sub(words, from, at), "page") &&
		         !rap_slice_is_nocase(rap_slice_sub(words, from, at), "of"))
			return false;
	}
	return true;
}

static bool is_ours(const rap_context *context, const rap_docx *docx, rap_slice words)
{
	if (words.len == 0 || is_page_number(words) || holds(docx->now, words) ||
	    holds(docx->before, words) || holds(docx->properties, words))
		return true;
	return context->n_paragraphs > 0 && context->paragraphs[0].revision &&
	       rap_slice_is(words, context->paragraphs[0].revision);
}

rap_slice rap_docx_margin_words(const rap_context *context, const rap_docx *docx)
{
	rap_slice all = docx->margins ? rap_slice_of(docx->margins) : (rap_slice){"", 0};

	for (size_t at = 0; at < all.len;) {
		size_t from = at;
		rap_slice words;

		while (at < all.len && all.at[at] != '\n' && all.at[at] != '\t')
			at++;
		words = rap_utf8_trim(rap_slice_sub(all, from, at));
		if (!is_ours(context, docx, words))
			return words;
		at++;
	}
	return (rap_slice){"", 0};
}
