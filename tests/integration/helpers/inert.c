// SPDX-License-Identifier: Apache-2.0
/*
 * inert KIND FILE ...: whether what we wrote could do anything but be read (R60-R64). Kinds: html, text, csv, json (or
 * one JSON a line), log, terminal, mail (head, then each part by its type). Says what is wrong, and leaves with 1.
 *
 * It knows nothing of the code that writes: what is not on its lists is wrong.
 */
#include "common/file.h"
#include "common/limits.h"
#include "common/utf8.h"

#include <gmime/gmime.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#define TAG_MAX 512u

static const char *file; /* being looked at */
static unsigned wrong;

static void complain(const char *what, rap_slice where)
{
	rap_buf shown = rap_buf_init(RAP_KIB);

	rap_utf8_printable(&shown, where, 60);
	printf("%s: %s: %s\n", file, what, rap_buf_text(&shown));
	rap_buf_done(&shown);
	wrong++;
}

static rap_slice from(rap_slice s, size_t at)
{
	return rap_slice_sub(s, at, s.len);
}

/* ---- characters ----------------------------------------------------------------------------------------- */

static bool turns_text(uint32_t c)
{
	return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

/* Letters and the ends of lines; isolates only in pairs and only where they are asked for. */
static void look_at_letters(rap_slice s, bool isolates)
{
	size_t open = 0;

	for (size_t at = 0; at < s.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(s, &at);

		if (c == RAP_UTF8_BAD)
			complain("no UTF-8", from(s, begin));
		else if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0))
			complain("a control character", from(s, begin));
		else if (c == 0x2028 || c == 0x2029)
			complain("a line nobody wrote", from(s, begin));
		else if (turns_text(c) && !(isolates && (c == 0x2068 || c == 0x2069)))
			complain("a control of direction", from(s, begin));
		else if (c == 0x2069 && open == 0)
			complain("an isolate is closed that is not open", from(s, begin));
		open += c == 0x2068;
		open -= c == 0x2069 && open > 0;
	}
	if (open > 0)
		complain("an isolate is left open", (rap_slice){0});
}

/* ---- HTML (R61) ----------------------------------------------------------------------------------------- */

static bool is_one_of(const char *const *list, const char *word)
{
	for (; *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* name="value" of letters that cannot act; *at moves behind it. */
static bool attribute(const char **at)
{
	static const char *const names[] = {"style",   "lang", "charset", "name",
	                                    "content", "role", NULL};
	char name[16];
	size_t len = strcspn(*at, "= >");
	const char *value;

	if (len == 0 || len >= sizeof name || strncmp(*at + len, "=\"", 2) != 0)
		return false;
	memcpy(name, *at, len);
	name[len] = '\0';
	value = *at + len + 2;
	len = strspn(value,
	             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 #%.,:;'=-");
	*at = value + len + 1;
	return is_one_of(names, name) && value[len] == '"' && !strstr(value, "url(");
}

static void look_at_tag(rap_slice tag)
{
	static const char *const names[] = {"html", "head", "body", "meta", "title", "p",     "b",
	                                    "i",    "u",    "br",   "bdi",  "span",  "table", "tr",
	                                    "td",   "h1",   "h2",   "h3",   NULL};
	char text[TAG_MAX], name[16]; /* longer than any of ours */
	const char *at = text;
	size_t len;

	if (tag.len >= sizeof text) {
		complain("a long tag", tag);
		return;
	}
	memcpy(text, tag.at, tag.len);
	text[tag.len] = '\0';
	if (strcmp(text, "!DOCTYPE html") == 0)
		return;
	at += *at == '/';
	len = strcspn(at, " ");
	if (len >= sizeof name) {
		complain("a tag", tag);
		return;
	}
	memcpy(name, at, len);
	name[len] = '\0';
	if (!is_one_of(names, name))
		complain("a tag", tag);
	for (at += len; *at == ' ';) {
		at++;
		if (!attribute(&at)) {
			complain("an attribute", tag);
			return;
		}
	}
	if (*at)
		complain("a tag", tag);
}

static void look_at_html(rap_slice s)
{
	static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

	look_at_letters(s, false);
	for (size_t at = 0; at < s.len; at++) {
		bool known = false;

		if (s.at[at] == '<') {
			const char *end = memchr(s.at + at, '>', s.len - at);

			if (!end) {
				complain("a tag without an end", from(s, at));
				return;
			}
			look_at_tag(rap_slice_sub(s, at + 1, (size_t)(end - s.at)));
			at = (size_t)(end - s.at);
		} else if (s.at[at] == '&') {
			for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
				known = known ||
				        (s.len - at >= strlen(entities[i]) &&
				         memcmp(s.at + at, entities[i], strlen(entities[i])) == 0);
			if (!known)
				complain("an entity", from(s, at));
		} else if (s.at[at] == '>' || s.at[at] == '"' || s.at[at] == '\'') {
			complain("a sign of markup", from(s, at));
		}
	}
}

/* ---- CSV (R62) ------------------------------------------------------------------------------------------ */

static bool is_number(const char *cell)
{
	size_t sign = *cell == '+' || *cell == '-', whole = strspn(cell + sign, "0123456789");
	const char *rest = cell + sign + whole;

	if (*rest == '.' && strspn(rest + 1, "0123456789") > 0)
		rest += 1 + strspn(rest + 1, "0123456789");
	return whole > 0 && *rest == '\0';
}

static void look_at_cell(rap_slice cell)
{
	static const uint32_t signs[] = {'=', '+', '-', '@', '|', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20};
	uint32_t first = 0;

	look_at_letters(cell, false);
	if (cell.len > 0 && cell.at[0] == '\'')
		return;
	if (cell.len > 0 && strchr("\t\r\n", cell.at[0]))
		complain("a cell that begins with a line", cell);
	for (size_t at = 0; at < cell.len;) {
		first = rap_utf8_next(cell, &at);
		if (first != '"' && first != '\'' && first != 0x200B && first != 0xFEFF &&
		    first != 0x00AD && !rap_utf8_is_space(first))
			break;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (first == signs[i] && !is_number(cell.at))
			complain("a formula", cell);
}

/* All fields in quotes, every record with as many, ends of CR and LF. */
static void look_at_csv(rap_slice s)
{
	size_t at = 3, n = 0, columns = 0;
	rap_buf cell = rap_buf_init(s.len);

	if (s.len < 3 || memcmp(s.at, "\xEF\xBB\xBF", 3) != 0)
		complain("no byte order mark", s);
	while (at < s.len) {
		rap_buf_cut(&cell, 0);
		if (s.at[at] != '"')
			break;
		for (at++; at < s.len; at++) {
			if (s.at[at] == '"' && (at + 1 >= s.len || s.at[at + 1] != '"'))
				break;
			at += s.at[at] == '"';
			rap_buf_char(&cell, s.at[at]);
		}
		at++;
		n++;
		look_at_cell((rap_slice){rap_buf_text(&cell), cell.len});
		if (at < s.len && s.at[at] == ',') {
			at++;
			continue;
		}
		if (at + 1 >= s.len || s.at[at] != '\r' || s.at[at + 1] != '\n')
			break;
		at += 2;
		if (columns && n != columns)
			complain("a record of another length", from(s, at));
		columns = n;
		n = 0;
	}
	if (at < s.len || n > 0)
		complain("no CSV", from(s, at < s.len ? at : 0));
	rap_buf_done(&cell);
}

/* ---- JSON, log, terminal (R64) -------------------------------------------------------------------------- */

/* Nothing in a line but what a terminal shows as itself. */
static void look_at_line(rap_slice line)
{
	rap_buf shown = rap_buf_init(16 * line.len + 16);

	rap_utf8_printable(&shown, line, SIZE_MAX);
	if (!rap_slice_eq(rap_buf_as_slice(&shown), line) && line.len > 0)
		complain("not printable", line);
	rap_buf_done(&shown);
}

static void look_at_log_line(rap_slice line)
{
	bool quoted = false;
	size_t at = 6;

	if (line.len < 7 || memcmp(line.at, "event=", 6) != 0)
		complain("no line of ours", line);
	if (line.len > 4096)
		complain("a long line", line);
	for (; at < line.len; at++) {
		if (quoted && line.at[at] == '\\')
			at++;
		else if (line.at[at] == '"')
			quoted = !quoted;
		else if (!quoted && line.at[at] == ' ' &&
		         (at + 1 >= line.len || line.at[at + 1] < 'a' || line.at[at + 1] > 'z'))
			complain("a blank that begins no field", from(line, at));
		else if (line.at[at] == '=' && !quoted && line.at[at - 1] == '=')
			complain("two signs", from(line, at));
	}
	if (quoted)
		complain("an open quotation", line);
}

static void look_at_lines(rap_slice s, const char *kind)
{
	rap_slice line;

	for (size_t at = 0; at < s.len; at += line.len + 1) {
		const char *end = memchr(s.at + at, '\n', s.len - at);

		line = rap_slice_sub(s, at, end ? (size_t)(end - s.at) : s.len);
		look_at_line(line);
		if (strcmp(kind, "log") == 0)
			look_at_log_line(line);
		if (strcmp(kind, "json") == 0 && line.len > 0 && line.at[0] == '{' &&
		    line.at[line.len - 1] == '}') {
			json_t *value = json_loadb(line.at, line.len, 0, NULL);

			if (!value)
				complain("no JSON", line);
			json_decref(value);
		}
	}
}

static void look_at_json(rap_slice s)
{
	json_t *value = json_loadb(s.at, s.len, JSON_DISABLE_EOF_CHECK, NULL);

	if (!value)
		complain("no JSON", s);
	json_decref(value);
	look_at_lines(s, "json");
}

/* ---- mail (R60) ----------------------------------------------------------------------------------------- */

/* The head as bytes: no line too long, no field that is none of ours, each once. */
static void look_at_head(rap_slice s)
{
	static const char *const known[] = {"From",
	                                    "To",
	                                    "Reply-To",
	                                    "Subject",
	                                    "Date",
	                                    "Message-Id",
	                                    "Message-ID",
	                                    "MIME-Version",
	                                    "Content-Type",
	                                    "Content-Transfer-Encoding",
	                                    "Auto-Submitted",
	                                    "X-Auto-Response-Suppress",
	                                    "X-Rapporteur-Loop",
	                                    "X-Rapporteur-Key",
	                                    "In-Reply-To",
	                                    "References",
	                                    NULL};
	unsigned seen[sizeof known / sizeof *known] = {0};
	rap_slice line = {s.at, 1};

	for (size_t at = 0; at < s.len && line.len > 0; at += line.len + 1) {
		const char *end = memchr(s.at + at, '\n', s.len - at), *colon;

		line = rap_slice_sub(s, at, end ? (size_t)(end - s.at) : s.len);
		if (line.len > 998)
			complain("a long line", line);
		look_at_line(line.len > 0 && line.at[0] == '\t' ? from(line, 1) : line);
		if (line.len == 0 || line.at[0] == ' ' || line.at[0] == '\t')
			continue;
		colon = memchr(line.at, ':', line.len);
		for (size_t i = 0; known[i] && colon; i++) {
			if (!rap_slice_is_nocase((rap_slice){line.at, (size_t)(colon - line.at)},
			                         known[i]))
				continue;
			if (seen[i]++ > 0)
				complain("a field twice", line);
			colon = NULL;
		}
		if (colon || !memchr(line.at, ':', line.len))
			complain("a field that is none of ours", line);
	}
	if (memchr(s.at, '\r', s.len))
		complain("a carriage return", s);
}

static void look_at_part(GMimeObject *parent, GMimeObject *object, void *user)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);
	const char *name;
	char *text;

	(void)parent;
	(void)user;
	if (GMIME_IS_TEXT_PART(object)) {
		text = g_mime_text_part_get_text(GMIME_TEXT_PART(object));
		if (g_mime_content_type_is_type(type, "text", "html"))
			look_at_html(rap_slice_of(text));
		else
			look_at_letters(rap_slice_of(text), true);
		g_free(text);
	} else if (GMIME_IS_PART(object)) {
		name = g_mime_part_get_filename(GMIME_PART(object));
		if (!name || strpbrk(name, "/\\\r\n"))
			complain("a file name", rap_slice_of(name));
	} else if (!GMIME_IS_MULTIPART(object)) {
		complain("a part", rap_slice_of(g_mime_content_type_get_media_subtype(type)));
	}
}

static void look_at_mail(rap_slice s)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(s.at, s.len);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	look_at_head(s);
	if (message) {
		look_at_line(rap_slice_of(g_mime_message_get_subject(message)));
		g_mime_message_foreach(message, look_at_part, NULL);
		g_object_unref(message);
	} else {
		complain("no mail", s);
	}
	g_object_unref(parser);
	g_object_unref(stream);
}

int main(int argc, char **argv)
{
	g_mime_init();
	for (int i = 2; i < argc; i++) {
		const char *kind = argv[1];
		rap_buf bytes = rap_buf_init(0);
		rap_slice s;

		file = argv[i];
		if (rap_file_read(file, RAP_LIMIT_MESSAGE, &bytes) != RAP_OK) {
			printf("%s: cannot be read\n", file);
			return 66;
		}
		s = (rap_slice){rap_buf_text(&bytes), bytes.len};
		if (strcmp(kind, "html") == 0)
			look_at_html(s);
		else if (strcmp(kind, "text") == 0)
			look_at_letters(s, true);
		else if (strcmp(kind, "csv") == 0)
			look_at_csv(s);
		else if (strcmp(kind, "json") == 0)
			look_at_json(s);
		else if (strcmp(kind, "log") == 0 || strcmp(kind, "terminal") == 0)
			look_at_lines(s, kind);
		else if (strcmp(kind, "mail") == 0)
			look_at_mail(s);
		else
			return 64;
		rap_buf_done(&bytes);
	}
	if (argc < 3)
		return 64;
	return wrong ? 1 : 0;
}
