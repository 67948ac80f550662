// SPDX-License-Identifier: Apache-2.0
/* Splits a header as most mail programs do, with blanks before the colon as RFC 822 had them; see fields.h. */
#include "parsers/mail/fields.h"

#include "common/mem.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Length of the field name when the line begins a field, or 0; *ret_colon where the colon stands. */
static size_t name_len(rap_slice text, size_t *ret_colon)
{
	size_t i = 0, colon;

	while (i < text.len && text.at[i] > 32 && text.at[i] < 127 && text.at[i] != ':')
		i++;
	for (colon = i; colon < text.len && is_blank(text.at[colon]);)
		colon++;
	*ret_colon = colon;
	return colon < text.len && text.at[colon] == ':' ? i : 0;
}

/* Adds a line; *open is the field that a continuation belongs to, NULL behind a line that is no field. */
static bool add_line(rap_header *header, rap_slice text, rap_header_field **open)
{
	size_t colon, name = name_len(text, &colon);

	if (is_blank(text.at[0])) {
		if (*open)
			(*open)->body.len = (size_t)(text.at + text.len - (*open)->body.at);
		header->malformed |= !*open;
		return true;
	}
	*open = NULL;
	header->malformed |= name == 0;
	if (name == 0)
		return true;
	if (header->n == RAP_LIMIT_HEADER_FIELDS)
		return false;
	if (header->n % 32 == 0)
		header->fields =
			rap_reallocarray(header->fields, header->n + 32, sizeof *header->fields);
	*open = &header->fields[header->n++];
	**open = (rap_header_field){
		.name = {text.at, name},
		.body = rap_slice_sub(text, colon + 1, text.len),
	};
	return true;
}

rap_err rap_fields_split(rap_slice message, rap_header *ret)
{
	rap_header header = {0};
	rap_header_field *open = NULL;
	size_t begin = 0, at = 0;
	bool fits = true;

	while (fits && at < message.len) {
		const char *end = memchr(message.at + at, '\n', message.len - at);
		size_t to = end ? (size_t)(end - message.at) : message.len;
		rap_slice text = rap_slice_sub(
			message, at, end && to > at && message.at[to - 1] == '\r' ? to - 1 : to);
		/* mbox puts "From " before a mail, or ">From " when it was escaped once more. */
		bool mbox = at == 0 && (rap_slice_is(rap_slice_sub(text, 0, 5), "From ") ||
		                        rap_slice_is(rap_slice_sub(text, 0, 6), ">From "));

		at = to + (end ? 1 : 0);
		if (mbox) {
			begin = at;
			continue;
		}
		if (text.len == 0)
			break;
		fits = at - begin <= RAP_LIMIT_HEADER_BLOCK && add_line(&header, text, &open);
	}
	header.body_at = at;
	if (!fits || header.n == 0) {
		rap_header_done(&header);
		return fits ? RAP_E_FORMAT : RAP_E_LIMIT;
	}
	*ret = header;
	return RAP_OK;
}
