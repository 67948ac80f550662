// SPDX-License-Identifier: Apache-2.0
/* Looking for <meta charset>; see html_charset.h. */
#include "parsers/text/html_charset.h"

#include "common/mem.h"
#include "parsers/mail/text.h"

#define LOOK_AT 4096u /* bytes: browsers look at 1024, but programs write style sheets in front */
#define LABEL_MAX 40u

static bool is_label_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_' || c == '.' || c == ':';
}

/* The label behind "charset" and '=' in one element, or NULL. */
static char *label_in(rap_slice element)
{
	size_t at, end;

	if (!rap_text_find(element, "charset", &at))
		return NULL;
	at += strlen("charset");
	while (at < element.len && element.at[at] != '\0' && strchr(" \t\r\n=\"'", element.at[at]))
		at++;
	for (end = at; end < element.len && is_label_char(element.at[end]);)
		end++;
	return end > at && end - at <= LABEL_MAX ? rap_strndup(element.at + at, end - at) : NULL;
}

char *rap_html_charset(rap_slice bytes)
{
	size_t at;

	bytes = rap_slice_sub(bytes, 0, LOOK_AT);
	while (rap_text_find(bytes, "<meta", &at)) {
		const char *end;
		rap_slice element = rap_slice_sub(bytes, at, bytes.len);
		char *label;

		end = memchr(element.at, '>', element.len);
		if (!end)
			return NULL;
		element = rap_slice_sub(element, 0, (size_t)(end - element.at));
		label = label_in(element);
		if (label)
			return label;
		bytes = rap_slice_sub(bytes, at + element.len, bytes.len);
	}
	return NULL;
}
