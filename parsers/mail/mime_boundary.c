// SPDX-License-Identifier: Apache-2.0
/* What GMime is given, and what is done where it finds no parts; see mime_boundary.h. */
#include "parsers/mail/mime_boundary.h"

#include "common/buf.h"
#include "common/limits.h"
#include "parsers/mail/lines.h"
#include "parsers/mail/transfer.h"

#include <stdlib.h>
#include <strings.h>

#define CANDIDATES_MAX 8u /* lines that are searched for again, as a closing boundary */

static void append(GByteArray *out, const char *text)
{
	g_byte_array_append(out, (const guint8 *)text, (guint)strlen(text));
}

/* The Content-* fields of the top header, NUL taken for a blank; false when Content-Type is not among them. */
static bool copy_fields(rap_slice header, GByteArray *out)
{
	size_t offset = 0;
	rap_slice line;
	bool taken = false, typed = false;

	while (rap_lines_next(header, &offset, &line) && line.len > 0 && line.at[0] != '\r') {
		bool type = line.len > 13 && strncasecmp(line.at, "content-type:", 13) == 0;

		if (line.at[0] != ' ' && line.at[0] != '\t')
			taken = line.len > 8 && strncasecmp(line.at, "content-", 8) == 0 &&
			        !(type && typed);
		typed |= type;
		if (!taken)
			continue;
		for (size_t i = 0; i < line.len; i++) {
			guint8 c = line.at[i] ? (guint8)line.at[i] : ' ';

			g_byte_array_append(out, &c, 1);
		}
		g_byte_array_append(out, (const guint8 *)"\n", 1);
	}
	return typed;
}

/* A message for GMime: one field that says what the body is, and the body. */
static GByteArray *make_message(const char *content_type, rap_slice body)
{
	GByteArray *out = g_byte_array_sized_new((guint)(body.len + RAP_KIB));

	append(out, "Content-Type: ");
	append(out, content_type);
	append(out, "\n\n");
	if (body.len > 0)
		g_byte_array_append(out, (const guint8 *)body.at, (guint)body.len);
	return out;
}

static void add_header(rap_slice raw, const rap_prescan *prescan, GByteArray *out)
{
	if (!copy_fields(rap_slice_sub(raw, prescan->begin, prescan->body_at), out))
		append(out, "Content-Type: text/plain\n");
	append(out, "\n");
}

GByteArray *rap_mime_message_in_place(char *raw, size_t len, const rap_prescan *prescan)
{
	GByteArray *header = g_byte_array_new(), *out = NULL;
	size_t from;

	add_header((rap_slice){raw, len}, prescan, header);
	if (header->len <= prescan->body_at) {
		from = prescan->body_at - header->len;
		memcpy(raw + from, header->data, header->len);
		out = g_byte_array_new_take((guint8 *)raw + from, len - from);
	}
	g_byte_array_unref(header);
	return out;
}

GByteArray *rap_mime_message(rap_slice raw, const rap_prescan *prescan)
{
	GByteArray *out = g_byte_array_sized_new((guint)(raw.len - prescan->body_at + 4096));
	rap_slice body = rap_slice_sub(raw, prescan->body_at, raw.len);

	add_header(raw, prescan, out);
	if (body.len > 0)
		g_byte_array_append(out, (const guint8 *)body.at, (guint)body.len);
	return out;
}

GMimeObject *rap_mime_split(GByteArray *message)
{
	static const char *charsets[] = {"utf-8", "iso-8859-1", NULL};
	GMimeParserOptions *options = g_mime_parser_options_new();
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(message);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeObject *object;

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	g_mime_parser_options_set_fallback_charsets(options, charsets);
	g_mime_parser_set_persist_stream(parser, TRUE);
	object = g_mime_parser_construct_part(parser, options);
	g_object_unref(parser);
	g_object_unref(stream);
	g_mime_parser_options_free(options);
	return object;
}

static rap_slice without_cr(rap_slice line)
{
	while (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* A line of "--" and something that may be written between quotes. */
static bool may_be_fence(rap_slice line)
{
	return line.len > 2 && line.len <= RAP_LIMIT_BOUNDARY + 2 && line.at[0] == '-' &&
	       line.at[1] == '-' && !memchr(line.at, '"', line.len) &&
	       !memchr(line.at, '\\', line.len) && !memchr(line.at, '\0', line.len);
}

/* Whether a line behind `at` is this one and "--". */
static bool is_closed(rap_slice body, size_t at, rap_slice fence)
{
	rap_slice line;

	while (rap_lines_next(body, &at, &line)) {
		line = without_cr(line);
		if (line.len == fence.len + 2 && memcmp(line.at, fence.at, fence.len) == 0 &&
		    memcmp(line.at + fence.len, "--", 2) == 0)
			return true;
	}
	return false;
}

/* The boundary that the body shows: a line of "--" and something, with a Content- field behind it, or closed later. */
static bool guess_boundary(rap_slice body, rap_slice *ret)
{
	size_t offset = 0, peek, tried = 0;
	rap_slice line, next;

	while (rap_lines_next(body, &offset, &line)) {
		line = without_cr(line);
		if (!may_be_fence(line))
			continue;
		peek = offset;
		if ((rap_lines_next(body, &peek, &next) && next.len > 8 &&
		     strncasecmp(next.at, "content-", 8) == 0) ||
		    (tried++ < CANDIDATES_MAX && is_closed(body, offset, line))) {
			*ret = rap_slice_sub(line, 2, line.len);
			return true;
		}
	}
	return false;
}

GByteArray *rap_mime_under_guess(rap_slice body, const char *type)
{
	rap_slice boundary;
	rap_buf content_type;
	GByteArray *message;

	if (!guess_boundary(body, &boundary))
		return NULL;
	content_type = rap_buf_init(RAP_KIB);
	rap_buf_str(&content_type, type);
	rap_buf_str(&content_type, "; boundary=\"");
	rap_buf_slice(&content_type, boundary);
	rap_buf_str(&content_type, "\"");
	message = make_message(rap_buf_text(&content_type), body);
	rap_buf_done(&content_type);
	return message;
}

GByteArray *rap_mime_decoded(rap_slice body, rap_slice content_type, const char *encoding)
{
	rap_buf out = rap_buf_init(body.len + 16), type;
	GByteArray *message = NULL;
	bool whole = strcmp(encoding, "base64") == 0 && rap_transfer_base64(body, &out);

	if (strcmp(encoding, "quoted-printable") == 0)
		whole = rap_transfer_quoted_printable(body, &out);
	if (whole && out.len > 0) {
		type = rap_buf_init(content_type.len);
		rap_buf_slice(&type, content_type);
		message = make_message(rap_buf_text(&type), rap_buf_as_slice(&out));
		rap_buf_done(&type);
	}
	rap_buf_done(&out);
	return message;
}

void rap_mime_without_fences(rap_slice body, const char *boundary, rap_buf *out)
{
	size_t offset = 0, begin, n = boundary ? strlen(boundary) : 0;
	rap_slice line;

	for (begin = 0; rap_lines_next(body, &offset, &line); begin = offset) {
		line = without_cr(line);
		if (n > 0 && line.len >= n + 2 && memcmp(line.at, "--", 2) == 0 &&
		    memcmp(line.at + 2, boundary, n) == 0 &&
		    (line.len == n + 2 ||
		     (line.len == n + 4 && memcmp(line.at + n + 2, "--", 2) == 0)))
			continue;
		rap_buf_slice(out, rap_slice_sub(body, begin, offset));
	}
}
