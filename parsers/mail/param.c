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

char *rap_param_value(rap_slice body)
{
	rap_buf out = rap_buf_init(128);

	for (size_t i = skip_blanks(body, 0); i < body.len && body.at[i] != ';';
	     i = skip_blanks(body, i)) {
		char c = body.at[i++];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if ((unsigned char)c > ' ' && (unsigned char)c < 0x7f)
			rap_buf_char(&out, c);
	}
	return rap_buf_take(&out);
}

/* A value without quotes ends at ';' alone: name=final report.doc is written, and meant. */
static size_t read_bare(rap_slice body, size_t at, rap_buf *out)
{
	size_t from = at, end;

	while (at < body.len && body.at[at] != ';')
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
	for (at++; at < body.len && body.at[at] != '"'; at++) {
		if (body.at[at] == '\r' || body.at[at] == '\n')
			continue;
		/* Not every backslash is a quote: "C:\report.doc". */
		if (body.at[at] == '\\' && at + 1 < body.len &&
		    (body.at[at + 1] == '"' || body.at[at + 1] == '\\'))
			at++;
		rap_buf_char(out, body.at[at]);
	}
	while (at < body.len && body.at[at] != ';')
		at++;
	return at;
}

/* The next parameter behind *at, which stands at a ';' or at the end. */
static bool next_param(rap_slice body, size_t *at, struct param *ret)
{
	rap_buf_cut(&ret->value, 0);
	while (*at < body.len) {
		size_t i = skip_blanks(body, *at + 1), begin = i;

		while (i < body.len && body.at[i] != '=' && body.at[i] != ';' &&
		       !is_blank(body.at[i]))
			i++;
		ret->name = rap_slice_sub(body, begin, i);
		i = skip_blanks(body, i);
		if (i >= body.len || body.at[i] != '=' || ret->name.len == 0) {
			while (i < body.len && body.at[i] != ';')
				i++;
			*at = i;
			continue;
		}
		i = skip_blanks(body, i + 1);
		*at = i < body.len && body.at[i] == '"' ? read_quoted(body, i, &ret->value)
		                                        : read_bare(body, i, &ret->value);
		return true;
	}
	return false;
}

static size_t first_param(rap_slice body)
{
	const char *semicolon = body.len ? memchr(body.at, ';', body.len) : NULL;

	return semicolon ? (size_t)(semicolon - body.at) : body.len;
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

/* The sections in their order; the first says the charset: utf-8'en'text. */
static char *join_sections(struct section *sections)
{
	rap_buf bytes = rap_buf_init(4 * NAME_MAX_BYTES);
	char *label = NULL;
	rap_decoded decoded;

	for (size_t i = 0; i < RAP_LIMIT_2231_SECTIONS && sections[i].bytes; i++) {
		rap_slice text = {sections[i].bytes, sections[i].len};
		const char *quote = i == 0 && sections[i].percent && text.len > 0
		                            ? memchr(text.at, '\'', text.len)
		                            : NULL;

		if (quote) {
			size_t at = (size_t)(quote - text.at) + 1;
			const char *second =
				at < text.len ? memchr(text.at + at, '\'', text.len - at) : NULL;

			if (second) {
				label = rap_strndup(text.at, at - 1);
				text = rap_slice_sub(text, (size_t)(second - text.at) + 1,
				                     text.len);
			}
		}
		if (sections[i].percent)
			put_percent(text, &bytes);
		else
			rap_buf_slice(&bytes, text);
	}
	rap_charset_decode(rap_buf_as_slice(&bytes), label, NAME_MAX_BYTES, &decoded);
	free(label);
	rap_buf_done(&bytes);
	free(decoded.repair);
	return decoded.text;
}

static char *find_param(rap_slice body, const char *name, bool decode)
{
	struct section sections[RAP_LIMIT_2231_SECTIONS] = {0};
	struct param param = {.value = rap_buf_init(RAP_LIMIT_HEADER_FIELD)};
	size_t at = first_param(body), section;
	char *plain = NULL, *extended = NULL;
	bool percent;

	while (next_param(body, &at, &param)) {
		if (!plain && rap_slice_is_nocase(param.name, name))
			plain = rap_strndup(rap_buf_text(&param.value), param.value.len);
		if (!is_section(param.name, name, &section, &percent) || sections[section].bytes)
			continue;
		sections[section].len = param.value.len;
		sections[section].percent = percent;
		sections[section].bytes = rap_buf_take(&param.value);
		param.value = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	}
	if (sections[0].bytes)
		extended = join_sections(sections);
	for (size_t i = 0; i < RAP_LIMIT_2231_SECTIONS; i++)
		free(sections[i].bytes);
	rap_buf_done(&param.value);
	if (extended || !plain || !decode) {
		if (extended)
			free(plain);
		return extended ? extended : plain;
	}
	extended = rap_word2047_text(rap_slice_of(plain), NULL);
	free(plain);
	return extended;
}

char *rap_param_get(rap_slice body, const char *name)
{
	return find_param(body, name, true);
}

char *rap_param_raw(rap_slice body, const char *name)
{
	return find_param(body, name, false);
}
