// SPDX-License-Identifier: Apache-2.0
/* Parameters of MIME fields; see param.h. */
#include "parsers/mail/param.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "parsers/mail/charset.h"
#include "parsers/mail/transfer.h"
#include "parsers/mail/word2047.h"

#include <stdlib.h>
#include <strings.h>

#define NAME_MAX_BYTES 1024u /* of a decoded value; file systems allow 255 bytes */

struct param {
	rap_slice name; /* with * and section, if there are any */
	rap_buf value; /* unquoted */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t skip_comment(rap_slice body, size_t at)
{
	unsigned depth = 0;

	for (; at < body.len; at++) {
		if (body.at[at] == '\\')
			at++;
		else if (body.at[at] == '(')
			depth++;
		else if (body.at[at] == ')' && --depth == 0)
			return at + 1;
	}
	return body.len;
}

static size_t skip_blanks(rap_slice body, size_t at)
{
	while (at < body.len && (is_blank(body.at[at]) || body.at[at] == '('))
		at = body.at[at] == '(' ? skip_comment(body, at) : at + 1;
	return at;
}

/*
 * Where the value in front of the parameters ends. People forget the ';' behind it, or write ',', or begin with the
 * parameters: "text/plain charset=utf-8", "attachment, filename=a", "filename=a".
 */
static size_t value_end(rap_slice body)
{
	size_t i = skip_blanks(body, 0), begin = i;

	while (i < body.len && body.at[i] != ';' && body.at[i] != ',') {
		size_t next = skip_blanks(body, i);

		if (body.at[i] == '=')
			return begin;
		if (next == i) {
			i++;
			continue;
		}
		/* Blanks around a '/' are allowed; others part the value from something else. */
		if (next < body.len && body.at[next] != '/' && i > begin && body.at[i - 1] != '/')
			return i;
		i = next;
	}
	return i;
}

char *rap_param_value(rap_slice body)
{
	rap_buf out = rap_buf_init(128);
	size_t end = value_end(body);

	for (size_t i = skip_blanks(body, 0); i < end; i = skip_blanks(body, i)) {
		char c = body.at[i++];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if ((unsigned char)c > ' ' && (unsigned char)c < 0x7f && c != '"')
			rap_buf_char(&out, c);
	}
	return rap_buf_take(&out);
}

/* Whether the parameter of a name that mails use begins here: behind a value whose ';' was forgotten. */
static bool begins_param(rap_slice body, size_t at)
{
	static const char *const names[] = {"charset", "name",        "filename",     "boundary",
	                                    "format",  "delsp",       "type",         "method",
	                                    "size",    "report-type", "creation-date"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t n = strlen(names[i]);
		rap_slice rest = rap_slice_sub(body, at, body.len);

		if (rest.len > n && strncasecmp(rest.at, names[i], n) == 0 &&
		    (rest.at[n] == '=' || rest.at[n] == '*'))
			return true;
	}
	return false;
}

/* Whether a value may end at this byte: at ';', and at a blank before the next parameter. */
static bool ends_value(rap_slice body, size_t at)
{
	return body.at[at] == ';' || (is_blank(body.at[at]) && begins_param(body, at + 1));
}

/* A value without quotes may hold blanks: name=final report.doc is written, and meant. */
static size_t read_bare(rap_slice body, size_t at, rap_buf *out)
{
	size_t from = at, end;

	while (at < body.len && !ends_value(body, at))
		at++;
	for (end = at; end > from && is_blank(body.at[end - 1]);)
		end--;
	for (size_t i = from; i < end; i++) {
		if (body.at[i] != '\r' && body.at[i] != '\n')
			rap_buf_char(out, body.at[i]);
	}
	return at;
}

static size_t read_quoted(rap_slice body, size_t at, rap_buf *out)
{
	size_t begin = at + 1;

	for (at++; at < body.len && body.at[at] != '"'; at++) {
		if (body.at[at] == '\r' || body.at[at] == '\n')
			continue;
		/* Not every backslash is a quote: "C:\report.doc". */
		if (body.at[at] == '\\' && at + 1 < body.len &&
		    (body.at[at + 1] == '"' || body.at[at + 1] == '\\'))
			at++;
		rap_buf_char(out, body.at[at]);
	}
	if (at >= body.len) { /* never closed: it ends where a bare one would */
		rap_buf_cut(out, 0);
		return read_bare(body, begin, out);
	}
	while (at < body.len && !ends_value(body, at))
		at++;
	return at;
}

/* The next parameter behind *at, which stands behind a value. */
static bool next_param(rap_slice body, size_t *at, struct param *ret)
{
	rap_buf_cut(&ret->value, 0);
	while (*at < body.len) {
		size_t i = skip_blanks(body, *at), begin;

		if (i < body.len && (body.at[i] == ';' || body.at[i] == ','))
			i = skip_blanks(body, i + 1);
		begin = i;
		while (i < body.len && body.at[i] != '=' && body.at[i] != ';' &&
		       !is_blank(body.at[i]))
			i++;
		ret->name = rap_slice_sub(body, begin, i);
		i = skip_blanks(body, i);
		if (i >= body.len || body.at[i] != '=' || ret->name.len == 0) {
			while (i < body.len && !ends_value(body, i))
				i++;
			*at = i > *at ? i : *at + 1;
			continue;
		}
		i = skip_blanks(body, i + 1);
		*at = i < body.len && body.at[i] == '"' ? read_quoted(body, i, &ret->value)
		                                        : read_bare(body, i, &ret->value);
		return true;
	}
	return false;
}

/* name*, name*3, name*3*: true with the section (0 when there is none) and whether %XX is used. */
static bool is_section(rap_slice name, const char *wanted, size_t *ret_section, bool *ret_percent)
{
	size_t n = strlen(wanted), i = n + 1;

	if (name.len <= n || name.at[n] != '*' || strncasecmp(name.at, wanted, n) != 0)
		return false;
	*ret_section = 0;
	for (; i < name.len && name.at[i] >= '0' && name.at[i] <= '9' && *ret_section < 10000; i++)
		*ret_section = *ret_section * 10 + (size_t)(name.at[i] - '0');
	*ret_percent = name.at[name.len - 1] == '*';
	return (i == name.len || (i == name.len - 1 && *ret_percent)) &&
	       *ret_section < RAP_LIMIT_2231_SECTIONS;
}

struct section {
	char *bytes;
	size_t len;
	bool percent;
};

static void put_percent(rap_slice text, rap_buf *out)
{
	for (size_t i = 0; text.at && i < text.len; i++) {
		int high = -1, low = -1;

		if (text.at[i] == '%' && i + 2 < text.len) {
			high = rap_transfer_hex(text.at[i + 1]);
			low = rap_transfer_hex(text.at[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			rap_buf_char(out, (char)(high << 4 | low));
			i += 2;
		} else {
			rap_buf_char(out, text.at[i]);
		}
	}
}

/* Takes charset'language' off the first section. The label, or NULL; the caller frees it. */
static char *take_label(rap_slice *text)
{
	const char *first = text->len ? memchr(text->at, '\'', text->len) : NULL, *second;
	size_t at = first ? (size_t)(first - text->at) + 1 : 0;
	char *label;

	second = first && at < text->len ? memchr(first + 1, '\'', text->len - at) : NULL;
	if (!second)
		return NULL;
	label = rap_strndup(text->at, at - 1);
	*text = rap_slice_sub(*text, (size_t)(second - text->at) + 1, text->len);
	return label;
}

/*
 * The sections in their order; the first says the charset: utf-8'en'text. One that is missing leaves a gap, not the
 * end: what is there is still the name. A %XX may be split between two of them.
 */
static char *join_sections(struct section *sections, const char *hint, size_t *lost)
{
	rap_buf bytes = rap_buf_init(4 * NAME_MAX_BYTES), coded = rap_buf_init(4 * NAME_MAX_BYTES);
	bool first = true;
	char *label = NULL, *text;
	rap_decoded decoded;

	for (size_t i = 0; i < RAP_LIMIT_2231_SECTIONS; i++) {
		rap_slice piece = {sections[i].bytes, sections[i].len};

		if (!sections[i].bytes)
			continue;
		if (first && sections[i].percent)
			label = take_label(&piece);
		first = false;
		if (sections[i].percent) {
			rap_buf_slice(&coded, piece);
			continue;
		}
		put_percent(rap_buf_as_slice(&coded), &bytes);
		rap_buf_cut(&coded, 0);
		rap_buf_slice(&bytes, piece);
	}
	put_percent(rap_buf_as_slice(&coded), &bytes);
	rap_buf_done(&coded);
	rap_charset_decode(rap_buf_as_slice(&bytes), label && *label ? label : hint, NAME_MAX_BYTES,
	                   &decoded);
	free(label);
	rap_buf_done(&bytes);
	free(decoded.repair);
	*lost += decoded.lost;
	/* Encoded words in here are forbidden, and done. */
	if (!strstr(decoded.text, "=?"))
		return decoded.text;
	text = rap_word2047_hinted(rap_slice_of(decoded.text), NULL, NULL);
	free(decoded.text);
	return text;
}

/* hint: of bytes whose charset nothing says. lost: NULL when nothing is to be decoded. */
static char *find_param(rap_slice body, const char *name, const char *hint, size_t *lost)
{
	struct section sections[RAP_LIMIT_2231_SECTIONS] = {0};
	struct param param = {.value = rap_buf_init(RAP_LIMIT_HEADER_FIELD)};
	size_t at = value_end(body), section, lost_here = 0;
	char *plain = NULL, *extended = NULL;
	bool percent, sectioned = false;

	while (next_param(body, &at, &param)) {
		if (!plain && rap_slice_is_nocase(param.name, name))
			plain = rap_strndup(rap_buf_text(&param.value), param.value.len);
		if (!is_section(param.name, name, &section, &percent) || sections[section].bytes)
			continue;
		sectioned = true;
		sections[section].len = param.value.len;
		sections[section].percent = percent;
		sections[section].bytes = rap_buf_take(&param.value);
		param.value = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	}
	if (sectioned)
		extended = join_sections(sections, hint, lost ? lost : &lost_here);
	for (size_t i = 0; i < RAP_LIMIT_2231_SECTIONS; i++)
		free(sections[i].bytes);
	rap_buf_done(&param.value);
	if (extended || !plain || !lost) {
		if (extended)
			free(plain);
		return extended ? extended : plain;
	}
	/* Names are cut far below this, and a mail may have hundreds. */
	extended = rap_word2047_hinted(rap_slice_sub(rap_slice_of(plain), 0, 4 * NAME_MAX_BYTES),
	                               hint, &lost_here);
	*lost += lost_here;
	free(plain);
	return extended;
}

char *rap_param_get(rap_slice body, const char *name)
{
	size_t lost = 0;

	return find_param(body, name, NULL, &lost);
}

char *rap_param_hinted(rap_slice body, const char *name, const char *hint, size_t *lost)
{
	return find_param(body, name, hint, lost);
}

char *rap_param_raw(rap_slice body, const char *name)
{
	char *value = find_param(body, name, NULL, NULL), *comment;

	/* charset=us-ascii (plain text) */
	comment = value ? strstr(value, " (") : NULL;
	if (comment && strcasecmp(name, "boundary") != 0)
		*comment = '\0';
	return value;
}
