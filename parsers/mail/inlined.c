// SPDX-License-Identifier: Apache-2.0
/* Files inside of a text; see inlined.h. */
#include "parsers/mail/inlined.h"

#include "parsers/mail/lines.h"

#define UU_LINE_MAX 45u /* bytes that a line of uuencode may hold */

static rap_slice without_cr(rap_slice line)
{
	while (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	return line;
}

static bool begins(rap_slice line, const char *with)
{
	return line.len >= strlen(with) && memcmp(line.at, with, strlen(with)) == 0;
}

/* "begin 644 name" */
static bool uu_begin(rap_slice line, rap_slice *ret_name)
{
	size_t digits = 0;

	if (!begins(line, "begin "))
		return false;
	line = rap_slice_sub(line, 6, line.len);
	while (digits < line.len && line.at[digits] >= '0' && line.at[digits] <= '7')
		digits++;
	if (digits < 3 || digits > 4 || line.len - digits < 2 || line.at[digits] != ' ')
		return false;
	*ret_name = rap_slice_sub(line, digits + 1, line.len);
	return true;
}

/* Blanks at the end of a line are zeros that were lost on the way. */
static unsigned uu_value(rap_slice line, size_t at)
{
	return at < line.len ? ((unsigned char)line.at[at] - 32u) & 63u : 0;
}

/* One line of data; *ret_n: how many bytes it held. false: it is none. */
static bool uu_line(rap_slice line, rap_buf *out, size_t *ret_n)
{
	size_t n = uu_value(line, 0), code = (n + 2) / 3 * 4;

	*ret_n = n;
	if (n > UU_LINE_MAX || line.len > code + 3) /* some add a sign of their own behind it */
		return false;
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] < ' ' || line.at[i] > '`')
			return false;
	for (size_t i = 0; i < n; i += 3) {
		size_t at = 1 + i / 3 * 4;
		unsigned bits = uu_value(line, at) << 18 | uu_value(line, at + 1) << 12 |
		                uu_value(line, at + 2) << 6 | uu_value(line, at + 3);

		for (size_t k = 0; k < 3 && i + k < n; k++)
			rap_buf_char(out, (char)(bits >> (16 - 8 * k) & 0xff));
	}
	return true;
}

/* The data behind the first line, at `at`. false: there is none. */
static bool uu_read(rap_slice text, size_t at, rap_inlined *ret)
{
	rap_slice line;
	size_t n, lines = 0;

	for (ret->end = at; rap_lines_next(text, &at, &line); ret->end = at) {
		line = without_cr(line);
		if (rap_slice_is(line, "end")) {
			ret->end = at;
			return lines > 0;
		}
		if (!uu_line(line, &ret->bytes, &n) || (lines == 0 && n > 0 && line.len * 2 < n))
			return lines > 0;
		lines += n > 0;
	}
	return lines > 0;
}

/* "=ybegin line=128 size=123 name=report.pdf": the name is the rest of the line. */
static bool y_begin(rap_slice line, rap_slice *ret_name)
{
	static const char name[] = " name=";

	if (!begins(line, "=ybegin "))
		return false;
	for (size_t i = 0; i + sizeof name <= line.len; i++)
		if (memcmp(line.at + i, name, sizeof name - 1) == 0) {
			*ret_name = rap_slice_sub(line, i + sizeof name - 1, line.len);
			return true;
		}
	return false;
}

static void y_line(rap_slice line, rap_buf *out)
{
	for (size_t i = 0; i < line.len; i++) {
		unsigned c = (unsigned char)line.at[i];

		if (c == '=' && i + 1 < line.len)
			c = (unsigned char)line.at[++i] - 64u;
		rap_buf_char(out, (char)((c - 42u) & 0xff));
	}
}

static bool y_read(rap_slice text, size_t at, rap_inlined *ret)
{
	rap_slice line;

	while (rap_lines_next(text, &at, &line)) {
		line = without_cr(line);
		if (begins(line, "=yend")) {
			ret->end = at;
			return ret->bytes.len > 0;
		}
		if (begins(line, "=ybegin ")) /* the first one was only words */
			return false;
		if (!begins(line, "=ypart "))
			y_line(line, &ret->bytes);
	}
	return false;
}

bool rap_inlined_next(rap_slice text, size_t from, rap_inlined *ret)
{
	rap_slice line;

	*ret = (rap_inlined){.bytes = rap_buf_init(text.len)};
	for (ret->begin = from; rap_lines_next(text, &from, &line); ret->begin = from) {
		bool found = false;

		if (line.len < 8 || (line.at[0] != 'b' && line.at[0] != '='))
			continue;
		line = without_cr(line);
		if (uu_begin(line, &ret->name))
			found = uu_read(text, from, ret);
		else if (y_begin(line, &ret->name))
			found = y_read(text, from, ret);
		if (ret->end > text.len)
			ret->end = text.len;
		if (found)
			return true;
		rap_buf_cut(&ret->bytes, 0);
	}
	rap_buf_done(&ret->bytes);
	return false;
}
