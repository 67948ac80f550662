// SPDX-License-Identifier: Apache-2.0
/*
 * Splits the header block of a mail into fields. Strict and bounded (R50); nothing is decoded (R11). A line that is no
 * field, or holds NUL or a bare CR, is remembered as `malformed` (R10), because programs disagree on what comes behind
 * it: for some the line or the header ends there.
 */
#include "common/header.h"

#include "common/mem.h"

#include <stdlib.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* ---- fields --------------------------------------------------------------------------------------------- */

typedef struct line {
	rap_slice text; /* without its line end */
	size_t next; /* offset behind the line end */
} line;

static line line_at(rap_slice message, size_t at)
{
	const char *from = message.at + at;
	const char *end = memchr(from, '\n', message.len - at);
	size_t len = end ? (size_t)(end - from) : message.len - at;
	line l = {{from, len}, at + len + (end ? 1 : 0)};

	if (end && len > 0 && from[len - 1] == '\r')
		l.text.len--;
	return l;
}

/* mbox puts "From " before a mail, or ">From " when it was escaped once more. */
static size_t skip_mbox_line(rap_slice message)
{
	size_t mark = message.len > 0 && message.at[0] == '>';

	if (message.len < mark + 5 || memcmp(message.at + mark, "From ", 5) != 0)
		return 0;
	return line_at(message, 0).next;
}

/* Length of the field name when the line begins a field, or 0: bytes 33..126, the colon directly behind. */
static size_t name_len(rap_slice text)
{
	size_t i = 0;

	while (i < text.len && text.at[i] > 32 && text.at[i] < 127 && text.at[i] != ':')
		i++;
	return i < text.len && text.at[i] == ':' ? i : 0;
}

/* Adds a line; *open is the field that a continuation belongs to, NULL behind a line that is no field. */
static bool add_line(rap_header *header, rap_slice text, rap_header_field **open)
{
	size_t name = name_len(text);

	if (memchr(text.at, '\r', text.len) || memchr(text.at, '\0', text.len))
		header->malformed = true; /* R10 */
	if (is_blank(text.at[0])) {
		if (!*open) {
			header->malformed = true;
			return true;
		}
		(*open)->body.len = (size_t)(text.at + text.len - (*open)->body.at);
		return (*open)->body.len <= RAP_LIMIT_HEADER_FIELD;
	}
	*open = NULL;
	if (name == 0) {
		header->malformed = true;
		return true;
	}
	if (header->n == RAP_LIMIT_HEADER_FIELDS)
		return false;
	if (header->n % 32 == 0)
		header->fields =
			rap_reallocarray(header->fields, header->n + 32, sizeof *header->fields);
	*open = &header->fields[header->n++];
	**open = (rap_header_field){
		.name = {text.at, name},
		.body = {text.at + name + 1, text.len - name - 1},
	};
	return (*open)->body.len <= RAP_LIMIT_HEADER_FIELD;
}

rap_err rap_header_split(rap_slice message, rap_header *ret)
{
	rap_header header = {0};
	size_t begin = message.len ? skip_mbox_line(message) : 0, at = begin;
	rap_header_field *open = NULL;
	rap_err err = RAP_OK;

	while (at < message.len) {
		line l = line_at(message, at);

		at = l.next;
		if (l.text.len == 0)
			break;
		if (at - begin > RAP_LIMIT_HEADER_BLOCK || !add_line(&header, l.text, &open)) {
			err = RAP_E_LIMIT;
			break;
		}
	}
	header.body_at = at;
	if (err == RAP_OK && header.n == 0)
		err = RAP_E_FORMAT;
	if (err != RAP_OK) {
		rap_header_done(&header);
		return err;
	}
	*ret = header;
	return RAP_OK;
}

void rap_header_done(rap_header *header)
{
	free(header->fields);
	*header = (rap_header){0};
}

const rap_header_field *rap_header_get(const rap_header *header, const char *name, size_t index)
{
	for (size_t i = 0; i < header->n; i++)
		if (rap_slice_is_nocase(header->fields[i].name, name) && index-- == 0)
			return &header->fields[i];
	return NULL;
}

size_t rap_header_count(const rap_header *header, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < header->n; i++)
		n += rap_slice_is_nocase(header->fields[i].name, name);
	return n;
}

bool rap_header_unfold(rap_slice body, rap_buf *out)
{
	size_t from = 0;

	if (body.len > RAP_LIMIT_HEADER_FIELD || (body.len && memchr(body.at, '\0', body.len)))
		return false;
	while (body.len > 0 && is_blank(body.at[0]))
		body = rap_slice_sub(body, 1, body.len);
	/* Inside a field a line feed always has white space behind it: the splitter saw to that. */
	for (size_t i = 0; i < body.len; i++) {
		if (body.at[i] != '\n')
			continue;
		rap_buf_slice(out, rap_slice_sub(body, from,
		                                 i > from && body.at[i - 1] == '\r' ? i - 1 : i));
		from = i + 1;
	}
	rap_buf_slice(out, rap_slice_sub(body, from, body.len));
	while (out->len > 0 && is_blank(out->at[out->len - 1]))
		rap_buf_cut(out, out->len - 1);
	return !out->over;
}
