// SPDX-License-Identifier: Apache-2.0
/*
 * Building mail with GMime, the only file of the daemon that includes it. GMime encodes and folds headers
 * itself; what must never be in one is refused here first. Text parts get a content of their own, because
 * g_mime_text_part would re-label them as ISO-8859-1 where it can.
 */
#include "report/compose.h"

#include "common/hash.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "report/escape.h"

#include <gmime/gmime.h>
#include <stdlib.h>

#define MESSAGE_MAX (32u * RAP_MIB) /* letter plus enclosures in base64 */
#define REFERENCES_MAX 20u /* the first is the request, the last ones are the nearest */
#define BOUNDARY "=_r_"

static bool header_values_ok(const rap_mail_parts *p)
{
	const char *values[] = {p->from_name, p->from_address, p->reply_to,
	                        p->to_name,   p->to_address,   p->subject,
	                        p->date,      p->message_id,   p->key};

	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (values[i] && !rap_escape_header_ok(rap_slice_of(values[i])))
			return false;
	for (size_t i = 0; i < p->n_enclosures; i++)
		if (!rap_escape_header_ok(rap_slice_of(p->enclosures[i].name)) ||
		    !rap_escape_header_ok(rap_slice_of(p->enclosures[i].type)))
			return false;
	return rap_escape_message_id_ok(rap_slice_of(p->message_id));
}

static void add_address(InternetAddressList *list, const char *name, const char *address)
{
	InternetAddress *mailbox = internet_address_mailbox_new(name, address);

	internet_address_set_charset(mailbox, "utf-8");
	internet_address_list_add(list, mailbox);
	g_object_unref(mailbox);
}

static void set_subject(GMimeMessage *message, const char *subject)
{
	rap_slice s = rap_slice_of(subject);
	rap_buf cut = rap_buf_init(4 * RAP_LIMIT_SUBJECT + 4);

	if (rap_utf8_count(s) > RAP_LIMIT_SUBJECT) {
		rap_buf_slice(&cut, rap_slice_sub(s, 0, rap_utf8_offset(s, RAP_LIMIT_SUBJECT - 3)));
		rap_buf_str(&cut, "...");
	} else {
		rap_buf_slice(&cut, s);
	}
	g_mime_message_set_subject(message, rap_buf_text(&cut), "utf-8");
	rap_buf_done(&cut);
}

static void set_threading(GMimeObject *message, const rap_mail_parts *p)
{
	rap_buf all = rap_buf_init(64 * RAP_KIB);
	size_t n = p->references ? p->references->n : 0;

	if (p->in_reply_to && rap_escape_message_id_ok(rap_slice_of(p->in_reply_to)))
		g_mime_object_set_header(message, "In-Reply-To", p->in_reply_to, NULL);
	for (size_t i = 0; i < n; i++) {
		const char *id = p->references->at[i];

		if (i > 0 && n - i >= REFERENCES_MAX)
			continue;
		if (rap_escape_message_id_ok(rap_slice_of(id)))
			rap_buf_printf(&all, "%s%s", all.len ? " " : "", id);
	}
	if (all.len > 0)
		g_mime_object_set_header(message, "References", rap_buf_text(&all), NULL);
	rap_buf_done(&all);
}

/* RFC 3834 and R43: what tells other machines not to answer, and us that it was ours. */
static void set_headers(GMimeMessage *message, const rap_mail_parts *p)
{
	GMimeObject *object = GMIME_OBJECT(message);
	rap_slice id = rap_slice_of(p->message_id);
	char *bare = g_strndup(id.at + 1, id.len - 2);

	add_address(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_FROM), p->from_name,
	            p->from_address);
	if (p->reply_to)
		add_address(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_REPLY_TO),
		            p->from_name, p->reply_to);
	add_address(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_TO), p->to_name,
	            p->to_address);
	set_subject(message, p->subject);
	g_mime_object_set_header(object, "Date", p->date, NULL);
	g_mime_message_set_message_id(message, bare);
	set_threading(object, p);
	g_mime_object_set_header(object, "Auto-Submitted",
	                         p->auto_replied ? "auto-replied" : "auto-generated", NULL);
	g_mime_object_set_header(object, "X-Auto-Response-Suppress", "All", NULL);
	g_mime_object_set_header(object, "X-Rapporteur-Loop", p->from_address, NULL);
	g_mime_object_set_header(object, "X-Rapporteur-Key", p->key, "utf-8");
	g_free(bare);
}

/* Mailbox files quote a line that begins with "From ", and quoted-printable lets it stand. */
static bool has_from_line(rap_slice text)
{
	for (size_t i = 0; i + 5 <= text.len; i++)
		if ((i == 0 || text.at[i - 1] == '\n') && memcmp(text.at + i, "From ", 5) == 0)
			return true;
	return false;
}

/* 7bit only where nothing on the way could want to change a line, nor could a line be taken for the end of the part: the
 * boundary is known to whoever knows the key, and "=" is encoded in the others. base64 where QP would be longer. */
static GMimeContentEncoding encoding_for(rap_slice text)
{
	size_t high = 0, line = 0;
	bool safe = !text.at || !memmem(text.at, text.len, BOUNDARY, sizeof BOUNDARY - 1);

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		high += c >= 0x80;
		line = c == '\n' ? 0 : line + 1;
		if (line > 76 || c == '\r' || c == '\0' || c == 0x7F)
			safe = false;
		if (c == '\n' && i > 0 && (text.at[i - 1] == ' ' || text.at[i - 1] == '\t'))
			safe = false;
	}
	if (high > text.len / 5 || has_from_line(text))
		return GMIME_CONTENT_ENCODING_BASE64;
	return high == 0 && safe ? GMIME_CONTENT_ENCODING_7BIT
	                         : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

static void set_content(GMimePart *part, rap_slice bytes, GMimeContentEncoding encoding)
{
	GMimeStream *stream =
		g_mime_stream_mem_new_with_buffer(bytes.len ? bytes.at : "", bytes.len);
	GMimeDataWrapper *wrapper =
		g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(part, wrapper);
	g_mime_part_set_content_encoding(part, encoding);
	g_object_unref(wrapper);
	g_object_unref(stream);
}

static void add_text(GMimeMultipart *to, const char *subtype, const char *text)
{
	GMimePart *part = g_mime_part_new_with_type("text", subtype);

	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
	set_content(part, rap_slice_of(text), encoding_for(rap_slice_of(text)));
	g_mime_multipart_add(to, GMIME_OBJECT(part));
	g_object_unref(part);
}

static void add_enclosure(GMimeMultipart *to, const rap_enclosure *enclosure)
{
	GMimeContentType *type = g_mime_content_type_parse(NULL, enclosure->type);
	GMimePart *part = g_mime_part_new_with_type(g_mime_content_type_get_media_type(type),
	                                            g_mime_content_type_get_media_subtype(type));

	g_mime_part_set_filename(part, enclosure->name);
	set_content(part, enclosure->bytes, GMIME_CONTENT_ENCODING_BASE64);
	g_mime_multipart_add(to, GMIME_OBJECT(part));
	g_object_unref(part);
	g_object_unref(type);
}

/* "=_" cannot stand in quoted-printable or base64, and what holds it is not sent as it is: no part ever contains it. */
static GMimeMultipart *multipart_new(const char *subtype, const char *key, char letter)
{
	GMimeMultipart *multipart = g_mime_multipart_new_with_subtype(subtype);
	rap_hash hash = rap_hash_of(rap_slice_of(key));
	char digest[25]; /* 24 characters of base32 and NUL */
	char boundary[40]; /* 4 + 24 + 2 and NUL */

	rap_hash_base32(&hash, digest, 24);
	snprintf(boundary, sizeof boundary, BOUNDARY "%s_%c", digest, letter);
	g_mime_multipart_set_boundary(multipart, boundary);
	return multipart;
}

size_t rap_compose_letter_len(rap_slice mime)
{
	static const char begin[] = "boundary=\"" BOUNDARY;
	const size_t taken = sizeof begin - 1 + 24; /* up to the letter */
	const char *at = memmem(mime.at, mime.len, begin, sizeof begin - 1), *end;
	rap_buf close = rap_buf_init(64);

	if (!at || mime.len - (size_t)(at - mime.at) < taken + 3 ||
	    memcmp(at + taken, "_m\"", 3) != 0)
		return mime.len;
	rap_buf_printf(&close, "\n--" BOUNDARY "%.24s_a--", at + sizeof begin - 1);
	end = memmem(mime.at, mime.len, rap_buf_text(&close), close.len);
	end = end ? end + close.len : mime.at + mime.len;
	rap_buf_done(&close);
	return (size_t)(end - mime.at);
}

static GMimeMultipart *body_of(const rap_mail_parts *p)
{
	GMimeMultipart *alternative = multipart_new("alternative", p->key, 'a'), *mixed;

	add_text(alternative, "plain", p->text);
	add_text(alternative, "html", p->html);
	if (p->n_enclosures == 0)
		return alternative;
	mixed = multipart_new("mixed", p->key, 'm');
	g_mime_multipart_add(mixed, GMIME_OBJECT(alternative));
	g_object_unref(alternative);
	for (size_t i = 0; i < p->n_enclosures; i++)
		add_enclosure(mixed, &p->enclosures[i]);
	return mixed;
}

/* The head once more as it was written: GMime decodes names of domains, and what a broken one holds is not seen before. */
static bool head_ok(rap_slice mime)
{
	rap_slice line;

	for (size_t at = 0; at < mime.len; at += line.len + 1) {
		const char *end = memchr(mime.at + at, '\n', mime.len - at);

		line = rap_slice_sub(mime, at, end ? (size_t)(end - mime.at) : mime.len);
		if (line.len == 0)
			return true;
		if (!rap_escape_header_ok(rap_slice_sub(line, line.at[0] == '\t', line.len)))
			return false;
	}
	return true;
}

rap_err rap_compose_mail(const rap_mail_parts *parts, rap_buf *ret_mime)
{
	GMimeMessage *message;
	GMimeMultipart *body;
	GMimeStream *stream;
	GMimeFormatOptions *options;
	GByteArray *bytes;
	rap_err err;

	if (!header_values_ok(parts))
		return RAP_E_FORMAT;
	g_mime_init();
	message = g_mime_message_new(FALSE);
	set_headers(message, parts);
	body = body_of(parts);
	g_mime_message_set_mime_part(message, GMIME_OBJECT(body));
	g_object_unref(body);

	options = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_UNIX);
	stream = g_mime_stream_mem_new();
	g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	*ret_mime = rap_buf_init(MESSAGE_MAX);
	rap_buf_add(ret_mime, bytes->data, bytes->len);
	g_object_unref(stream);
	g_mime_format_options_free(options);
	g_object_unref(message);
	if (!ret_mime->over && head_ok(rap_buf_as_slice(ret_mime)))
		return RAP_OK;
	err = ret_mime->over ? RAP_E_LIMIT : RAP_E_FORMAT;
	rap_buf_done(ret_mime);
	return err;
}
