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
#include "parsers/mail/inlined.h"
#include "parsers/mail/lines.h"
#include "parsers/mail/mime_boundary.h"
#include "parsers/mail/param.h"
#include "parsers/mail/transfer.h"
#include "parsers/mail/word2047.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <strings.h>

#define FILE_NAME_MAX 255u
#define REMADE_MAX (12u * RAP_MIB) /* each level of a nest would hold all that is in it once more */

struct walk {
	rap_mime *mime;
	unsigned alternatives; /* multipart/alternative seen so far */
	char *charset; /* the first that the mail names: of raw bytes in file names */
	size_t remade; /* bytes of multiparts in multiparts that were split a second time */
};

/* Where a part stands. */
struct place {
	unsigned depth, alternative;
	bool related, sealed;
	bool choice; /* one of the ways to show the same: in an alternative, or the root of a related there */
	rap_way ways[RAP_LIMIT_MIME_DEPTH];
	unsigned n_ways;
};

static void unref_bytes(gpointer bytes)
{
	g_byte_array_unref(bytes);
}

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
	mime->parts[mime->n] = (rap_part){.depth = place->depth,
	                                  .alternative = place->alternative,
	                                  .sealed = place->sealed,
	                                  .n_ways = place->n_ways};
	memcpy(mime->parts[mime->n].ways, place->ways, sizeof place->ways);
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

/* What a GMime object writes, as bytes of the part's own: messages in messages. */
static void write_out(rap_part *part, GMimeObject *object)
{
	GMimeStream *stream = g_mime_stream_mem_new();
	rap_slice bytes;

	(void)g_mime_object_write_to_stream(object, NULL, stream);
	bytes = stream_bytes(stream);
	part->owned = rap_reallocarray(NULL, bytes.len + 1, 1);
	if (bytes.len > 0)
		memcpy(part->owned, bytes.at, bytes.len);
	part->bytes = (rap_slice){part->owned, bytes.len};
	g_object_unref(stream);
}

static bool is_uuencode(const char *encoding)
{
	return strcmp(encoding, "x-uuencode") == 0 || strcmp(encoding, "uuencode") == 0 ||
	       strcmp(encoding, "x-uue") == 0;
}

/* The name of a file that stands in a text: bytes in the charset of the text. */
static char *inlined_name(const rap_inlined *file, const char *charset, size_t *lost)
{
	size_t lost_here;
	char *name = rap_word2047_hinted(rap_slice_sub(file->name, 0, 4 * FILE_NAME_MAX), charset,
	                                 &lost_here);

	*lost += lost_here;
	return clean_file_name(name);
}

/* The file in it, which has a name of its own there; as it stands when there is none. */
static void decode_uuencode(rap_part *part, rap_slice raw, rap_buf *out, size_t *lost)
{
	rap_inlined file;

	part->bytes = raw;
	if (!rap_inlined_next(raw, 0, &file))
		return;
	if (!part->name)
		part->name = inlined_name(&file, part->charset, lost);
	rap_buf_slice(out, rap_buf_as_slice(&file.bytes));
	rap_buf_done(&file.bytes);
}

static void decode_content(rap_part *part, GMimeObject *object, size_t *lost)
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
	} else if (is_uuencode(encoding)) {
		decode_uuencode(part, raw, &out, lost);
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

/* Text that is for people; other kinds of text are data, like text/csv, or are there in plain too. */
static bool is_body_type(const char *type, const struct place *place)
{
	static const char *const kinds[] = {"text/enriched", "text/richtext", "text/markdown",
	                                    "text/x-markdown"};

	if (strcmp(type, "text/plain") == 0 || strcmp(type, "text/html") == 0)
		return true;
	for (size_t i = 0; place->alternative == 0 && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(type, kinds[i]) == 0)
			return true;
	return false;
}

/* A text without a file name is part of the body; with one it is, if nothing came before. */
static bool is_attachment(const struct walk *w, const rap_part *part, const struct place *place,
                          rap_slice disposition)
{
	char *how = rap_param_value(disposition);
	bool attached = strcmp(how, "attachment") == 0;

	free(how);
	if (attached || !is_body_type(part->type, place))
		return true;
	return part->name && w->mime->n > 1 && !place->choice;
}

static void read_names(struct walk *w, rap_part *part, rap_slice content_type,
                       rap_slice disposition)
{
	const char *hint = part->charset ? part->charset : w->charset;

	part->name =
		clean_file_name(rap_param_hinted(disposition, "filename", hint, &w->mime->lost));
	if (!part->name)
		part->name = clean_file_name(
			rap_param_hinted(content_type, "name", hint, &w->mime->lost));
	if (!w->charset && part->charset)
		w->charset = rap_strdup(part->charset);
}

/* Files that stand in the text of a part (by number) become parts behind it; the text is what is left. */
static void take_inlined(struct walk *w, size_t index, const struct place *place)
{
	rap_slice text = w->mime->parts[index].bytes;
	const char *charset = w->mime->parts[index].charset;
	rap_buf rest = rap_buf_init(text.len);
	rap_inlined file;
	size_t from = 0;
	rap_part *part;

	while (rap_inlined_next(text, from, &file)) {
		rap_buf_slice(&rest, rap_slice_sub(text, from, file.begin));
		from = file.end;
		part = add_part(w, place);
		if (part) {
			part->type = rap_strdup("application/octet-stream");
			part->name = inlined_name(&file, charset, &w->mime->lost);
			part->attachment = true;
			part->bytes = rap_buf_as_slice(&file.bytes);
			part->owned = rap_buf_take(&file.bytes);
		}
		rap_buf_done(&file.bytes);
		if (!part)
			break;
	}
	if (from > 0) {
		rap_buf_slice(&rest, rap_slice_sub(text, from, text.len));
		part = &w->mime->parts[index];
		free(part->owned);
		part->bytes = rap_buf_as_slice(&rest);
		part->owned = rap_buf_take(&rest);
	}
	rap_buf_done(&rest);
}

static void take_message(rap_part *part, GMimeObject *object)
{
	GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

	part->attachment = true;
	/* In a digest nothing needs to say so. */
	if (strncmp(part->type, "message/", 8) != 0) {
		free(part->type);
		part->type = rap_strdup("message/rfc822");
	}
	write_out(part, message ? GMIME_OBJECT(message) : object);
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
	read_names(w, part, content_type, disposition);
	if (!part->name && rap_part_is_tnef(part))
		part->name = rap_strdup("winmail.dat"); /* what every program calls it */
	part->flowed = is_yes(content_type, "format", "flowed");
	part->delsp = is_yes(content_type, "delsp", "yes");
	if (GMIME_IS_MESSAGE_PART(object)) {
		take_message(part, object);
		return;
	}
	decode_content(part, object, &w->mime->lost);
	part->attachment = is_attachment(w, part, place, disposition);
	part->picture = place->related && strncmp(part->type, "image/", 6) == 0;
	if (!w->mime->calendar_method && strcmp(part->type, "text/calendar") == 0)
		w->mime->calendar_method = rap_param_raw(content_type, "method");
	if (!part->attachment && strcmp(part->type, "text/html") != 0)
		take_inlined(w, w->mime->n - 1, place);
}

/*
 * Text that stands where parts should: the whole body of a multipart that could not be split, without the lines that
 * were to part it.
 */
static void take_text(struct walk *w, rap_slice bytes, const char *boundary,
                      const struct place *place)
{
	rap_buf text;
	rap_part *part;

	if (!bytes.at || rap_utf8_trim(bytes).len == 0)
		return;
	text = rap_buf_init(bytes.len);
	rap_mime_without_fences(bytes, boundary, &text);
	part = add_part(w, place);
	if (part) {
		part->type = rap_strdup("text/plain");
		part->bytes = rap_buf_as_slice(&text);
		part->owned = rap_buf_take(&text);
	}
	rap_buf_done(&text);
}

enum kind { MIXED, ALTERNATIVE, RELATED };

static void take(struct walk *w, GMimeObject *object, struct place place);

static void take_children(struct walk *w, GMimeMultipart *multipart, const struct place *place,
                          enum kind kind)
{
	bool related = kind == RELATED;
	int n = g_mime_multipart_get_count(multipart);

	for (int i = 0; i < n && !w->mime->limit; i++) {
		struct place child = *place;

		if (kind == ALTERNATIVE)
			child.ways[child.n_ways++] = (rap_way){place->alternative, (unsigned)i};
		/* Only the root of a related shows; what it names is shown inside of it. */
		child.choice = place->choice && (!related || i == 0);
		take(w, g_mime_multipart_get_part(multipart, i), child);
	}
}

/* What was made anew has not been looked at yet as it now is. NULL, and the limit, when it is over one. */
static GByteArray *checked(GByteArray *message, const char **ret_limit)
{
	rap_prescan prescan;

	if (!message ||
	    rap_prescan_check((rap_slice){(char *)message->data, message->len}, &prescan))
		return message;
	*ret_limit = prescan.limit;
	g_byte_array_unref(message);
	return NULL;
}

/* A multipart in which GMime has found nothing: again under the boundary that its text shows, or text it is. */
static void take_unsplit(struct walk *w, GMimeMultipart *multipart, const struct place *place,
                         enum kind kind)
{
	rap_slice text = rap_slice_of(g_mime_multipart_get_prologue(multipart));
	rap_slice content_type = header_of(GMIME_OBJECT(multipart), "Content-Type");
	char *boundary = rap_param_raw(content_type, "boundary"), *type = type_of(content_type);
	GByteArray *message = NULL;
	GMimeObject *again;

	w->remade += text.len;
	if (w->remade <= REMADE_MAX)
		message = checked(rap_mime_under_guess(text, type), &w->mime->limit);
	again = message ? rap_mime_split(message) : NULL;
	if (message)
		g_ptr_array_add(w->mime->store, message);
	if (again && GMIME_IS_MULTIPART(again) &&
	    g_mime_multipart_get_count(GMIME_MULTIPART(again)) > 0)
		take_children(w, GMIME_MULTIPART(again), place, kind);
	else
		take_text(w, text, boundary, place);
	if (again)
		g_object_unref(again);
	free(boundary);
	free(type);
}

static void take(struct walk *w, GMimeObject *object, struct place place)
{
	enum kind kind = MIXED;
	char *type;

	if (!GMIME_IS_MULTIPART(object)) {
		take_leaf(w, object, &place);
		return;
	}
	if (place.depth == RAP_LIMIT_MIME_DEPTH) {
		w->mime->limit = "depth of parts in parts";
		return;
	}
	type = type_of(header_of(object, "Content-Type"));
	place.depth++;
	if (strcmp(type, "multipart/related") == 0)
		kind = RELATED;
	else if (strcmp(type, "multipart/alternative") == 0)
		kind = ALTERNATIVE;
	if (kind == ALTERNATIVE)
		place.alternative = ++w->alternatives;
	place.choice = kind == ALTERNATIVE || (place.choice && kind == RELATED);
	place.related |= kind == RELATED;
	place.sealed |=
		strcmp(type, "multipart/signed") == 0 || strcmp(type, "multipart/encrypted") == 0;
	free(type);
	if (g_mime_multipart_get_count(GMIME_MULTIPART(object)) > 0)
		take_children(w, GMIME_MULTIPART(object), &place, kind);
	else
		take_unsplit(w, GMIME_MULTIPART(object), &place, kind);
}

static bool is_unsplit(GMimeObject *object)
{
	return object && GMIME_IS_MULTIPART(object) &&
	       g_mime_multipart_get_count(GMIME_MULTIPART(object)) == 0;
}

/* A message of which GMime has made nothing, made anew, or NULL: under another boundary, or decoded. */
static GByteArray *mend(rap_slice raw, const rap_prescan *prescan, GMimeObject *object,
                        rap_mime *ret)
{
	rap_slice body = rap_slice_sub(raw, prescan->body_at, raw.len);
	rap_slice content_type = header_of(object, "Content-Type");
	char *type = type_of(content_type), *encoding;
	GByteArray *message = rap_mime_under_guess(body, type);

	free(type);
	if (message)
		return checked(message, &ret->limit);
	encoding = rap_param_value(header_of(object, "Content-Transfer-Encoding"));
	message = rap_mime_decoded(body, content_type, encoding);
	free(encoding);
	return checked(message, &ret->limit);
}

/* From a message of GMime's, in which raw's body stands under the fields that are about it. */
static void parse(GByteArray *message, rap_slice raw, const rap_prescan *prescan, rap_mime *ret)
{
	struct walk w = {.mime = ret};
	rap_slice content_type;
	char *boundary = NULL;
	GByteArray *mended = NULL;
	GMimeObject *object = rap_mime_split(message);

	if (is_unsplit(object))
		mended = mend(raw, prescan, object, ret);
	if (mended) {
		g_object_unref(object);
		g_ptr_array_add(ret->store, mended);
		object = rap_mime_split(mended);
	}
	if (object) {
		content_type = header_of(object, "Content-Type");
		ret->type = type_of(content_type);
		boundary = rap_param_raw(content_type, "boundary");
		if (strcmp(ret->type, "multipart/report") == 0)
			ret->report_type = rap_param_raw(content_type, "report-type");
		if (!ret->limit)
			take(&w, object, (struct place){0});
		g_object_unref(object);
	}
	if (!ret->type)
		ret->type = rap_strdup("text/plain");
	if (ret->n == 0 && !ret->limit)
		take_text(&w, rap_slice_sub(raw, prescan->body_at, raw.len), boundary,
		          &(struct place){0});
	free(boundary);
	free(w.charset);
}

void rap_mime_parse(rap_slice raw, const rap_prescan *prescan, rap_mime *ret)
{
	GByteArray *message = rap_mime_message(raw, prescan);

	*ret = (rap_mime){.store = g_ptr_array_new_with_free_func(unref_bytes)};
	g_ptr_array_add(ret->store, message);
	parse(message, raw, prescan, ret);
}

void rap_mime_parse_in_place(char *raw, size_t len, const rap_prescan *prescan, rap_mime *ret)
{
	GByteArray *message = rap_mime_message_in_place(raw, len, prescan);

	if (!message) {
		rap_mime_parse((rap_slice){raw, len}, prescan, ret);
		return;
	}
	*ret = (rap_mime){.store = g_ptr_array_new_with_free_func(unref_bytes), .window = message};
	parse(message, (rap_slice){raw, len}, prescan, ret);
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
		g_ptr_array_unref(mime->store);
	if (mime->window)
		(void)g_byte_array_free(mime->window, FALSE);
	*mime = (rap_mime){0};
}

bool rap_part_is_tnef(const rap_part *part)
{
	return strcmp(part->type, "application/ms-tnef") == 0 ||
	       strcmp(part->type, "application/vnd.ms-tnef") == 0 ||
	       (part->name && strcasecmp(part->name, "winmail.dat") == 0);
}

bool rap_part_competes(const rap_part *a, const rap_part *b)
{
	for (unsigned i = 0; i < a->n_ways && i < b->n_ways; i++) {
		if (a->ways[i].alternative != b->ways[i].alternative)
			return false;
		if (a->ways[i].branch != b->ways[i].branch)
			return true;
	}
	return false;
}

const rap_part *rap_mime_find(const rap_mime *mime, const char *type)
{
	for (size_t i = 0; i < mime->n; i++) {
		if (strcmp(mime->parts[i].type, type) == 0)
			return &mime->parts[i];
	}
	return NULL;
}
