/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a reader must find where foreign words were written, said once more and by itself: letters as they are, what is
 * no letter as U+FFFD, every way to end a line as LF, and a mark such as [U+202E] for what would be seen only by what
 * it does to the words around it. Tests of report/escape.c compare with it.
 */
#ifndef RAP_TESTS_SHOWN_H
#define RAP_TESTS_SHOWN_H

#include "common/utf8.h"

static inline bool shown_is_marked(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} ranges[] = {{0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E},
	              {0x2066, 0x206F}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return false;
}

static inline bool shown_is_control(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
}

static inline void shown_text(rap_buf *out, rap_slice words)
{
	for (size_t at = 0; at < words.len;) {
		uint32_t c = rap_utf8_next(words, &at);

		if (c == '\r' && at < words.len && words.at[at] == '\n')
			continue;
		if (c == '\r' || c == 0x2028 || c == 0x2029)
			rap_buf_char(out, '\n');
		else if (c == RAP_UTF8_BAD || shown_is_control(c) || (c & 0xFFFE) == 0xFFFE ||
		         (c >= 0xFDD0 && c <= 0xFDEF))
			rap_buf_str(out, "\xEF\xBF\xBD");
		else if (shown_is_marked(c))
			rap_buf_printf(out, "[U+%04X]", (unsigned)c);
		else
			rap_utf8_put(out, c);
	}
}

/* Characters of direction that our own text part has around words, each a pair. */
static inline void shown_without_isolates(rap_buf *out, rap_slice text)
{
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t c = rap_utf8_next(text, &at);

		if (c != 0x2068 && c != 0x2069)
			rap_buf_slice(out, rap_slice_sub(text, from, at));
	}
}

/* The text of HTML that rap_escape_html wrote. false: there is more in it than text. */
static inline bool shown_of_html(rap_buf *out, rap_slice html)
{
	static const struct {
		const char *written;
		char letter;
	} words[] = {{"&amp;", '&'},  {"&lt;", '<'},   {"&gt;", '>'},
	             {"&quot;", '"'}, {"&#39;", '\''}, {"<br>\n", '\n'}};

	for (size_t at = 0; at < html.len;) {
		size_t before = at;

		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			size_t len = strlen(words[i].written);

			if (at == before && len <= html.len - at &&
			    memcmp(html.at + at, words[i].written, len) == 0) {
				rap_buf_char(out, words[i].letter);
				at += len;
			}
		}
		if (at > before)
			continue;
		if (strchr("&<>\"'\n\r", html.at[at]))
			return false;
		rap_buf_char(out, html.at[at++]);
	}
	return true;
}

#endif
