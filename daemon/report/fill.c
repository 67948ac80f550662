// SPDX-License-Identifier: Apache-2.0
/* Filling of plain text; see fill.h. Templates and writers give whole paragraphs, this breaks them. */
#include "report/fill.h"

#include "common/utf8.h"

/* What a line begins with that its continuation repeats: blanks, then perhaps one sign and a blank. */
static size_t indent_of(rap_slice line, bool *ret_quote)
{
	size_t i = 0;

	*ret_quote = false;
	while (i < line.len && line.at[i] == ' ')
		i++;
	if (i + 1 < line.len && strchr("-*|>", line.at[i]) && line.at[i + 1] == ' ') {
		*ret_quote = line.at[i] == '|' || line.at[i] == '>';
		i += 2;
	}
	return i;
}

/* Characters that must not begin a line of Chinese, Japanese or Korean. */
static bool closes(uint32_t c)
{
	return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF0E || c == 0xFF09 ||
	       c == 0x300D || c == 0x300F || c == 0x3011 || c == 0xFF1B || c == 0xFF1A ||
	       c == 0xFF01 || c == 0xFF1F || c == 0x300B || c == ')' || c == ']' || c == ',' ||
	       c == '.';
}

/* And those that must not end one. */
static bool opens(uint32_t c)
{
	return c == 0x300A || c == 0x300C || c == 0x300E || c == 0x3010 || c == 0xFF08 ||
	       c == '(' || c == '[';
}

/*
 * How much of s fits into so many columns: *ret_next is where the next line begins (blanks skipped). The whole
 * of s when it fits, the first word when even that does not.
 */
static size_t piece(rap_slice s, size_t columns, size_t *ret_next)
{
	size_t at = 0, used = 0, end = 0, next = 0;
	uint32_t before = 0;

	while (at < s.len) {
		size_t here = at;
		uint32_t c = rap_utf8_next(s, &at);
		bool blank = c == ' ';
		bool between = here > 0 && before != ' ' && !closes(c) && !opens(before) &&
		               (rap_utf8_is_cjk(c) || rap_utf8_is_cjk(before));

		if ((blank && before != ' ') || between) {
			if (used > columns && end > 0)
				break;
			end = here;
			next = here;
			if (used > columns)
				break;
		}
		used += rap_utf8_width(rap_slice_sub(s, here, at));
		before = c;
	}
	if (used <= columns && at >= s.len)
		end = next = s.len;
	if (end == 0)
		end = next = s.len;
	while (next < s.len && s.at[next] == ' ')
		next++;
	*ret_next = next;
	return end;
}

/* How much of a word that is longer than any link fits into so many columns; marks without width are no way round. */
static size_t cut(rap_slice s, size_t columns)
{
	size_t at = 0, used = 0;
	uint32_t before = 0;

	while (at < s.len) {
		size_t here = at;
		uint32_t c = rap_utf8_next(s, &at);

		used += rap_utf8_width(rap_slice_sub(s, here, at));
		if (here > 0 && (used > columns || here >= 4 * RAP_FILL_WORD_MAX) &&
		    !(here < 6 * RAP_FILL_WORD_MAX && (closes(c) || opens(before))))
			return here;
		before = c;
	}
	return s.len;
}

static void fill_line(rap_buf *out, rap_slice line)
{
	bool quote;
	size_t indent = indent_of(line, &quote), at = indent;
	size_t columns = indent < RAP_FILL_WIDTH / 2 ? RAP_FILL_WIDTH - indent : RAP_FILL_WIDTH / 2;

	if (rap_utf8_width(line) <= RAP_FILL_WIDTH) {
		rap_buf_slice(out, line);
		return;
	}
	rap_buf_slice(out, rap_slice_sub(line, 0, indent));
	for (;;) {
		size_t next, end = piece(rap_slice_sub(line, at, line.len), columns, &next);

		rap_buf_slice(out, rap_slice_sub(line, at, at + end));
		at += next;
		if (at >= line.len)
			return;
		rap_buf_char(out, '\n');
		for (size_t i = 0; i < indent; i++)
			rap_buf_char(out, quote ? line.at[i] : ' ');
	}
}

void rap_fill_text(rap_buf *out, rap_slice text)
{
	size_t empty = 0;

	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		rap_slice line;

		while (end < text.len && text.at[end] != '\n')
			end++;
		line = rap_slice_sub(text, at, end);
		while (line.len > 0 && strchr(" \t\r", line.at[line.len - 1]))
			line.len--;
		at = end + 1;
		empty = line.len ? 0 : empty + 1;
		if (empty > 1)
			continue;
		fill_line(out, line);
		rap_buf_char(out, '\n');
	}
}

#define WINDOW (24u * RAP_FILL_WORD_MAX) /* bytes: more than a word of that many columns has */

static void put_block_line(rap_buf *out, rap_slice line, const char *prefix, const char *rest)
{
	size_t width = rap_utf8_width(rap_slice_of(prefix));

	for (size_t at = 0; at < line.len; prefix = rest, width = strlen(rest)) {
		size_t columns =
			width < RAP_FILL_WIDTH / 2 ? RAP_FILL_WIDTH - width : RAP_FILL_WIDTH / 2;
		rap_slice left = rap_slice_sub(line, at, at + WINDOW);
		size_t next, end = piece(left, columns, &next);

		if (end > 4 * RAP_FILL_WORD_MAX ||
		    rap_utf8_width(rap_slice_sub(left, 0, end)) > RAP_FILL_WORD_MAX)
			end = next = cut(rap_slice_sub(left, 0, end), columns);
		rap_buf_str(out, prefix);
		rap_buf_slice(out, rap_slice_sub(left, 0, end));
		rap_buf_char(out, '\n');
		at += next;
	}
}

void rap_fill_block(rap_buf *out, rap_slice text, const char *first, const char *rest)
{
	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		rap_slice line;

		while (end < text.len && text.at[end] != '\n')
			end++;
		line = rap_utf8_trim(rap_slice_sub(text, at, end));
		at = end + 1;
		if (line.len == 0)
			continue;
		put_block_line(out, line, first, rest);
		first = rest;
	}
}

void rap_fill_flow(rap_buf *out, const char *text)
{
	for (const char *at = text; *at; at++) {
		if (*at != '\n')
			rap_buf_char(out, *at);
		else if (at[1] == '\n')
			rap_buf_str(out, "\n\n");
		else if (at > text && at[-1] != '\n' && at[1])
			rap_buf_char(out, ' ');
	}
}

size_t rap_fill_fitting(rap_slice s, size_t columns)
{
	size_t at = 0, used = 0, blank = 0, fits = 0;

	while (at < s.len) {
		size_t from = at;

		(void)rap_utf8_next(s, &at);
		used += rap_utf8_width(rap_slice_sub(s, from, at));
		if (s.at[from] == ' ')
			blank = from;
		if (used > columns)
			break;
		fits = at;
	}
	if (used <= columns)
		return s.len;
	if (blank > 0)
		return blank;
	return fits > 0 ? fits : at; /* a character that is wider than all of it */
}
