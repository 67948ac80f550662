// SPDX-License-Identifier: Apache-2.0
/*
 * GMime splits, the rest is ours; see mime.h. GMime gets the body under the Content-* fields alone: it then has
 * no address list to parse recursively and no encoded word to convert. File names, parameters and transfer
 * encodings are decoded by own code from raw values, because GMime would open whatever converter a mail names.
 */
#include "parsers/mail/mime.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/lines.h"
#include "parsers/mail/param.h"
#include "parsers/mail/transfer.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <strings.h>

#define FILE_NAME_MAX 255u

struct walk {
	rap_mime *mime;
	unsigned alternatives; /* multipart/alternative seen so far */
};

/* Where a part stands. */
struct place {
	unsigned depth, alternative;
	bool related, sealed;
};

void rap_mime_init(void)
{
	static bool done;

	if (!done)
		g_mime_init();
	done = true;
}

static rap_slice header_of(GMimeObject *object, const char *name)
{
	GMimeHeader *header =
		g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);

	return rap_slice_of(header ? g_mime_header_get_raw_value(header) : NULL);
}

/* "text/plain" where nothing usable is said, application/octet-stream where something else is. */
static char *type_of(rap_slice content_type)
{
	char *type = rap_param_value(content_type), *slash = strchr(type, '/');

	if (slash && slash != type && slash[1] != '\0' && !strchr(slash + 1, '/'))
		return type;
	slash = rap_strdup(*type == '\0' || strncmp(type, "text", 4) == 0
	                           ? "text/plain"
	                           : "application/octet-stream");
	free(type);
	return slash;
}

/* The last component of a name, one line, never empty. */
static char *clean_file_name(char *name)
{
	rap_buf out = rap_buf_init(FILE_NAME_MAX);
	size_t from = 0, offset = 0;
	rap_slice s;

	for (size_t i = 0; name && name[i] != '\0'; i++) {
		if (name[i] == '/' || name[i] == '\\')
			from = i + 1;
	}
	s = rap_utf8_trim(rap_slice_of(name ? name + from : NULL));
	while (offset < s.len) {
		size_t begin = offset;
		uint32_t c = rap_utf8_next(s, &offset);

		if (offset - begin > out.cap - out.len)
			break;
		if (c == '\n' || c == '\t')
			rap_buf_char(&out, ' ');
		else
			rap_buf_slice(&out, rap_slice_sub(s, begin, offset));
	}
	free(name);
	if (out.len > 0)
		return rap_buf_take(&out);
	rap_buf_done(&out);
	return NULL;
}

static rap_part *add_part(struct walk *w, const struct place *place)
{
	rap_mime *mime = w->mime;

	if (mime->n == RAP_LIMIT_MIME_PARTS) {
		mime->limit = "number of parts";
		return NULL;
	}
	mime->parts = rap_reallocarray(mime->parts, mime->n + 1, sizeof(*mime->parts));
	mime->parts[mime->n] = (rap_part){
		.depth = place->depth, .alternative = place->alternative, .sealed = place->sealed};
	return &mime->parts[mime->n++];
}

/* The bytes of a memory stream; those of a part are a window on the whole message. */
static rap_slice stream_bytes(GMimeStream *stream)
{
	GByteArray *array = GMIME_IS_STREAM_MEM(stream) ? GMIME_STREAM_MEM(stream)->buffer : NULL;
	gint64 from = stream->bound_start, to = stream->bound_end;

	if (!array)
		return (rap_slice){0};
	if (to < 0 || to > (gint64)array->len)
		to = (gint64)array->len;
	return rap_slice_sub((rap_slice){(const char *)array->data, (size_t)to}, (size_t)from,
	                     (size_t)to);
}

/* What a GMime object writes, as bytes of the part's own: messages in messages, uuencode. */
static void write_out(rap_part *part, GMimeObject *object, GMimeDataWrapper *content)
{
	GMimeStream *stream = g_mime_stream_mem_new();
	rap_slice bytes;

	if (content)
		(void)g_mime_data_wrapper_write_to_stream(content, stream);
	else
		(void)g_mime_object_write_to_stream(object, NULL, stream);
	bytes = stream_bytes(stream);
	part->owned = rap_reallocarray(NULL, bytes.len + 1, 1);
	if (bytes.len > 0)
		memcpy(part->owned, bytes.at, bytes.len);
	part->bytes = (rap_slice){part->owned, bytes.len};
	g_object_unref(stream);
}

static void decode_content(rap_part *part, GMimeObject *object)
{
	GMimeDataWrapper *content =
		GMIME_IS_PART(object) ? g_mime_part_get_content(GMIME_PART(object)) : NULL;
	rap_slice raw =
		content ? stream_bytes(g_mime_data_wrapper_get_stream(content)) : (rap_slice){0};
	char *encoding = rap_param_value(header_of(object, "Content-Transfer-Encoding"));
	rap_buf out = rap_buf_init(raw.len + 16);

	if (strcmp(encoding, "base64") == 0) {
		part->damaged = !rap_transfer_base64(raw, &out);
	} else if (strcmp(encoding, "quoted-printable") == 0) {
		part->damaged = !rap_transfer_quoted_printable(raw, &out);
	} else if (content &&
	           (strcmp(encoding, "x-uuencode") == 0 || strcmp(encoding, "uuencode") == 0)) {
		write_out(part, object, content);
	} else {
		part->bytes = raw;
	}
	if (out.len > 0) {
		part->bytes = (rap_slice){out.at, out.len};
		part->owned = rap_buf_take(&out);
	}
	rap_buf_done(&out);
	free(encoding);
}

static bool is_yes(rap_slice content_type, const char *name, const char *value)
{
	char *found = rap_param_raw(content_type, name);
	bool yes = found && strcasecmp(found, value) == 0;

	free(found);
	return yes;
}

/* A text without a file name is part of the body; with one it is, if nothing came before. */
static bool is_attachment(const struct walk *w, const rap_part *part, rap_slice disposition)
{
	char *how = rap_param_value(disposition);
	bool attached = strcmp(how, "attachment") == 0;

	free(how);
	if (attached ||
	    (strcmp(part->type, "text/plain") != 0 && strcmp(part->type, "text/html") != 0))
		return true;
	return part->name && w->mime->n > 1;
}

static void take_leaf(struct walk *w, GMimeObject *object, const struct place *place)
{
	rap_slice content_type = header_of(object, "Content-Type");
	rap_slice disposition = header_of(object, "Content-Disposition");
	rap_part *part = add_part(w, place);

	if (!part)
		return;
	part->type = type_of(content_type);
	part->charset = rap_param_raw(content_type, "charset");
	part->name = clean_file_name(rap_param_get(disposition, "filename"));
	if (!part->name)
		part->name = clean_file_name(rap_param_get(content_type, "name"));
	part->flowed = is_yes(content_type, "format", "flowed");
	part->delsp = is_yes(content_type, "delsp", "yes");
	if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

		part->attachment = true;
		write_out(part, message ? GMIME_OBJECT(message) : object, NULL);
		return;
	}
	decode_content(part, object);
	part->attachment = is_attachment(w, part, disposition);
	part->picture = place->related && strncmp(part->type, "image/", 6) == 0;
	if (!w->mime->calendar_method && strcmp(part->type, "text/calendar") == 0)
		w->mime->calendar_method = rap_param_raw(content_type, "method");
}

/* Text that stands where parts should: the whole body of a multipart that could not be split. */
static void take_text(struct walk *w, rap_slice bytes, const struct place *place)
{
	rap_part *part;

	if (!bytes.at || rap_utf8_trim(bytes).len == 0)
		return;
	part = add_part(w, place);
	if (!part)
		return;
	part->type = rap_strdup("text/plain");
	part->owned = rap_reallocarray(NULL, bytes.len + 1, 1);
	memcpy(part->owned, bytes.at, bytes.len);
	part->bytes = (rap_slice){part->owned, bytes.len};
}

static void take(struct walk *w, GMimeObject *object, struct place place)
{
	GMimeMultipart *multipart;
	char *type;
	int n;

	if (!GMIME_IS_MULTIPART(object)) {
		take_leaf(w, object, &place);
		return;
	}
	if (place.depth == RAP_LIMIT_MIME_DEPTH) {
		w->mime->limit = "depth of parts in parts";
		return;
	}
	multipart = GMIME_MULTIPART(object);
	type = type_of(header_of(object, "Content-Type"));
	place.depth++;
	if (strcmp(type, "multipart/alternative") == 0)
		place.alternative = ++w->alternatives;
	place.related |= strcmp(type, "multipart/related") == 0;
	place.sealed |=
		strcmp(type, "multipart/signed") == 0 || strcmp(type, "multipart/encrypted") == 0;
	free(type);
	n = g_mime_multipart_get_count(multipart);
	for (int i = 0; i < n && !w->mime->limit; i++)
		take(w, g_mime_multipart_get_part(multipart, i), place);
	if (n == 0)
		take_text(w, rap_slice_of(g_mime_multipart_get_prologue(multipart)), &place);
}

/* The Content-* fields of the top header, NUL taken for a blank; false when Content-Type is not among them. */
static bool copy_fields(rap_slice header, bool but_type, GByteArray *out)
{
	size_t offset = 0;
	rap_slice line;
	bool taken = false, typed = false;

	while (rap_lines_next(header, &offset, &line) && line.len > 0 && line.at[0] != '\r') {
		bool type = line.len > 13 && strncasecmp(line.at, "content-type:", 13) == 0;

		if (line.at[0] != ' ' && line.at[0] != '\t')
			taken = line.len > 8 && strncasecmp(line.at, "content-", 8) == 0 &&
			        !(type && (but_type || typed));
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

/* A message for GMime: the fields it needs, and the body. content_type: instead of what the header says. */
static GByteArray *make_message(rap_slice raw, const rap_prescan *prescan, const char *content_type)
{
	GByteArray *out = g_byte_array_sized_new((guint)(raw.len - prescan->body_at + 4096));
	rap_slice header = rap_slice_sub(raw, prescan->begin, prescan->body_at);
	rap_slice body = rap_slice_sub(raw, prescan->body_at, raw.len);
	bool typed = copy_fields(header, content_type != NULL, out);

	if (content_type || !typed) {
		rap_buf field = rap_buf_init(RAP_KIB);

		rap_buf_printf(&field, "Content-Type: %s\n",
		               content_type ? content_type : "text/plain");
		g_byte_array_append(out, (const guint8 *)rap_buf_text(&field), (guint)field.len);
		rap_buf_done(&field);
	}
	g_byte_array_append(out, (const guint8 *)"\n", 1);
	if (body.len > 0)
		g_byte_array_append(out, (const guint8 *)body.at, (guint)body.len);
	return out;
}

static GMimeObject *parse(GByteArray *message)
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

/* The boundary that the body shows: a line of "--" and something, with a Content- field behind it. */
static bool guess_boundary(rap_slice body, rap_slice *ret)
{
	size_t offset = 0, peek;
	rap_slice line, next;

	while (rap_lines_next(body, &offset, &line)) {
		if (line.len > 0 && line.at[line.len - 1] == '\r')
			line.len--;
		if (line.len < 3 || line.len > RAP_LIMIT_BOUNDARY + 2 || line.at[0] != '-' ||
		    line.at[1] != '-' || memchr(line.at, '"', line.len) ||
		    memchr(line.at, '\\', line.len) || memchr(line.at, '\0', line.len))
			continue;
		peek = offset;
		if (!rap_lines_next(body, &peek, &next) || next.len <= 8 ||
		    strncasecmp(next.at, "content-", 8) != 0)
			continue;
		*ret = rap_slice_sub(line, 2, line.len);
		return true;
	}
	return false;
}

/* Again, under the boundary that the body shows, where the first attempt found no parts. */
static GMimeObject *parse_again(rap_slice raw, const rap_prescan *prescan, GMimeObject *object,
                                GByteArray **message)
{
	rap_slice boundary, body = rap_slice_sub(raw, prescan->body_at, raw.len);
	rap_buf content_type;
	char *type;

	if (!guess_boundary(body, &boundary))
		return object;
	type = type_of(header_of(object, "Content-Type"));
	content_type = rap_buf_init(RAP_KIB);
	rap_buf_printf(&content_type, "%s; boundary=\"%.*s\"", type, (int)boundary.len,
	               boundary.at);
	free(type);
	g_object_unref(object);
	g_byte_array_unref(*message);
	*message = make_message(raw, prescan, rap_buf_text(&content_type));
	rap_buf_done(&content_type);
	return parse(*message);
}

void rap_mime_parse(rap_slice raw, const rap_prescan *prescan, rap_mime *ret)
{
	struct walk w = {.mime = ret};
	rap_slice content_type;
	GByteArray *message = make_message(raw, prescan, NULL);
	GMimeObject *object = parse(message);

	*ret = (rap_mime){0};
	if (object && GMIME_IS_MULTIPART(object) &&
	    g_mime_multipart_get_count(GMIME_MULTIPART(object)) == 0)
		object = parse_again(raw, prescan, object, &message);
	ret->store = message;
	if (object) {
		content_type = header_of(object, "Content-Type");
		ret->type = type_of(content_type);
		if (strcmp(ret->type, "multipart/report") == 0)
			ret->report_type = rap_param_raw(content_type, "report-type");
		take(&w, object, (struct place){0});
		g_object_unref(object);
	}
	if (!ret->type)
		ret->type = rap_strdup("text/plain");
	if (ret->n == 0 && !ret->limit)
		take_text(&w, rap_slice_sub(raw, prescan->body_at, raw.len), &(struct place){0});
}

void rap_mime_done(rap_mime *mime)
{
	for (size_t i = 0; i < mime->n; i++) {
		free(mime->parts[i].type);
		free(mime->parts[i].charset);
		free(mime->parts[i].name);
		free(mime->parts[i].owned);
	}
	free(mime->parts);
	free(mime->type);
	free(mime->report_type);
	free(mime->calendar_method);
	if (mime->store)
		g_byte_array_unref(mime->store);
	*mime = (rap_mime){0};
}

const rap_part *rap_mime_find(const rap_mime *mime, const char *type)
{
	for (size_t i = 0; i < mime->n; i++) {
		if (strcmp(mime->parts[i].type, type) == 0)
			return &mime->parts[i];
	}
	return NULL;
}
