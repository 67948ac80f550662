// SPDX-License-Identifier: Apache-2.0
/* The words of a style sheet or a style as a browser takes them; see html_css.h. */
#include "parsers/text/html_css.h"

#include <string.h>
#include <strings.h>

#define ESCAPE_DIGITS 6u
#define PLACEHOLDER '_' /* for what no name that we ask for has in it */

static int hex_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_name(unsigned c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '-';
}

/* The character behind the backslash at `at`: up to six digits and one blank, or itself. Where the next begins. */
static size_t put_escaped(rap_slice css, size_t at, rap_buf *out)
{
	size_t digits = 0;
	unsigned c = 0;

	for (at++; at < css.len && digits < ESCAPE_DIGITS && hex_of(css.at[at]) >= 0;
	     at++, digits++)
		c = c * 16 + (unsigned)hex_of(css.at[at]);
	if (digits > 0 && at < css.len && strchr(" \t\r\n\f", css.at[at]) && css.at[at])
		at++;
	if (digits == 0 && at < css.len)
		c = (unsigned char)css.at[at++];
	rap_buf_char(out, is_name(c) ? (char)c : PLACEHOLDER);
	return at;
}

void rap_html_css_plain(rap_slice css, rap_buf *out)
{
	for (size_t i = 0; i < css.len;) {
		const char *end;

		if (i + 1 < css.len && css.at[i] == '/' && css.at[i + 1] == '*') {
			end = memmem(css.at + i + 2, css.len - i - 2, "*/", 2);
			if (!end)
				return;
			i = (size_t)(end - css.at) + 2;
		} else if (css.at[i] == '\\') {
			i = put_escaped(css, i, out);
		} else if (i + 4 <= css.len && memcmp(css.at + i, "<!--", 4) == 0) {
			i += 4;
		} else if (i + 3 <= css.len && memcmp(css.at + i, "-->", 3) == 0) {
			i += 3;
		} else {
			rap_buf_char(out, css.at[i++]);
		}
	}
}

static bool begins(rap_slice s, size_t at, const char *word)
{
	size_t n = strlen(word);

	return s.len - at >= n && strncasecmp(s.at + at, word, n) == 0;
}

/* From at to the word, or to the end; *ret_behind behind the word. */
static rap_slice up_to(rap_slice s, size_t at, const char *word, size_t *ret_behind)
{
	size_t i = at;

	while (i < s.len && !begins(s, i, word))
		i++;
	*ret_behind = i < s.len ? i + strlen(word) : s.len;
	return rap_slice_sub(s, at, i);
}

bool rap_html_css_next(rap_slice html, size_t *at, rap_slice *ret)
{
	while (*at < html.len) {
		const char *open = memchr(html.at + *at, '<', html.len - *at);
		size_t i = open ? (size_t)(open - html.at) : html.len;

		*at = i + 1;
		if (i >= html.len)
			return false;
		if (begins(html, i, "<!--")) {
			(void)up_to(html, i + 2, "-->", at); /* "<!-->" is all of one */
		} else if (begins(html, i, "<style") && i + 6 < html.len &&
		           !is_name((unsigned char)html.at[i + 6])) {
			(void)up_to(html, i + 6, ">", at);
			*ret = up_to(html, *at, "</style", at);
			return true;
		}
	}
	return false;
}
