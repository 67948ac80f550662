// SPDX-License-Identifier: Apache-2.0
/* Escaping for the formats we write: the one place where foreign words meet markup. See escape.h. */
#include "report/escape.h"

#include "common/utf8.h"

#define REPLACEMENT 0xFFFDu

/* Controls of direction, and what hides the words around it or is a word nobody sees (interlinear annotations, tags). */
bool rap_escape_is_marked(uint32_t c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F) || c == 0x200E ||
	       c == 0x200F || c == 0x061C || (c >= 0xFFF9 && c <= 0xFFFB) ||
	       (c >= 0xE0000 && c <= 0xE007F);
}

static bool is_right_to_left(uint32_t c)
{
	return (c >= 0x0590 && c <= 0x08FF && c != 0x061C) || (c >= 0xFB1D && c <= 0xFDFF) ||
	       (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
	       (c >= 0x1E800 && c <= 0x1EFFF);
}

/* What Unicode says is no character, now or ever. */
static bool is_none(uint32_t c)
{
	return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* The next code point as it may be shown: TAB and LF stay, every other end of a line is LF. */
static uint32_t next_clean(rap_slice s, size_t *at)
{
	uint32_t c = rap_utf8_next(s, at);

	if (c == RAP_UTF8_BAD || c == 0x7F || (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
	    (c >= 0x80 && c < 0xA0) || is_none(c))
		return REPLACEMENT;
	if (c == 0x2028 || c == 0x2029)
		return '\n';
	if (c != '\r')
		return c;
	if (*at < s.len && s.at[*at] == '\n')
		(*at)++;
	return '\n';
}

static void put_marked(rap_buf *out, uint32_t c)
{
	if (rap_escape_is_marked(c))
		rap_buf_printf(out, "[U+%04X]", (unsigned)c);
	else
		rap_utf8_put(out, c);
}

void rap_escape_html(rap_buf *out, rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = next_clean(s, &at);

		switch (c) {
		case '&':
			rap_buf_str(out, "&amp;");
			break;
		case '<':
			rap_buf_str(out, "&lt;");
			break;
		case '>':
			rap_buf_str(out, "&gt;");
			break;
		case '"':
			rap_buf_str(out, "&quot;");
			break;
		case '\'':
			rap_buf_str(out, "&#39;");
			break;
		case '\n':
			rap_buf_str(out, "<br>\n");
			break;
		default:
			put_marked(out, c);
		}
	}
}

/* The production Char of XML 1.0 without C1 controls and without what is no character. */
static bool is_xml(uint32_t c)
{
	return c != RAP_UTF8_BAD && c >= 0x20 && !(c >= 0x7F && c < 0xA0) && !is_none(c);
}

/* The next code point as an XML reader hands it on; 0: there is none. */
static uint32_t next_xml(rap_slice s, size_t *at)
{
	uint32_t c = rap_utf8_next(s, at);

	if (c == '\r' && *at < s.len && s.at[*at] == '\n')
		return 0;
	if (c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
		return ' ';
	return is_xml(c) ? c : 0;
}

/* Most of most texts: ASCII that means nothing to XML goes over as it is. Returns where it ends. */
static size_t put_ascii(rap_buf *out, rap_slice s, size_t at)
{
	size_t from = at;

	while (at < s.len && s.at[at] >= ' ' && s.at[at] < 0x7F && s.at[at] != '&' &&
	       s.at[at] != '<' && s.at[at] != '>' && s.at[at] != '"')
		at++;
	rap_buf_add(out, s.at + from, at - from);
	return at;
}

void rap_escape_xml(rap_buf *out, rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c;

		at = put_ascii(out, s, at);
		c = at < s.len ? next_xml(s, &at) : 0;

		if (c == '&')
			rap_buf_str(out, "&amp;");
		else if (c == '<')
			rap_buf_str(out, "&lt;");
		else if (c == '>')
			rap_buf_str(out, "&gt;");
		else if (c == '"')
			rap_buf_str(out, "&quot;");
		else if (c)
			put_marked(out, c);
	}
}

void rap_escape_shown(rap_buf *out, rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c;

		at = put_ascii(out, s, at);
		c = at < s.len ? next_xml(s, &at) : 0;

		if (c)
			put_marked(out, c);
	}
}

/* The end of a line ends an isolate too, so each line has its own. */
void rap_escape_text(rap_buf *out, rap_slice s)
{
	bool isolate = false;

	for (size_t at = 0; at < s.len && !isolate;)
		isolate = is_right_to_left(rap_utf8_next(s, &at));
	if (isolate)
		rap_utf8_put(out, 0x2068);
	for (size_t at = 0; at < s.len;) {
		uint32_t c = next_clean(s, &at);

		if (isolate && c == '\n')
			rap_utf8_put(out, 0x2069);
		put_marked(out, c);
		if (isolate && c == '\n')
			rap_utf8_put(out, 0x2068);
	}
	if (isolate)
		rap_utf8_put(out, 0x2069);
}

static bool is_seen(uint32_t c)
{
	return c >= 0x20 && !(c >= 0x7F && c < 0xA0) && !is_none(c) && !rap_escape_is_marked(c) &&
	       c != 0xFEFF;
}

void rap_escape_strip(rap_buf *out, rap_slice s)
{
	rap_buf line = rap_buf_init(3 * s.len + 1); /* U+FFFD has three bytes */
	bool broken = false;

	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		if ((c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029) {
			while (line.len > 0 && line.at[line.len - 1] == ' ')
				rap_buf_cut(&line, line.len - 1);
			broken = true;
		} else if (c == RAP_UTF8_BAD) {
			rap_utf8_put(&line, REPLACEMENT);
		} else if (is_seen(c) && !(broken && c == ' ')) {
			if (broken && line.len > 0)
				rap_buf_char(&line, ' ');
			broken = false;
			rap_utf8_put(&line, c);
		}
	}
	rap_buf_slice(out, rap_utf8_trim(rap_buf_as_slice(&line)));
	rap_buf_done(&line);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*
 * Anywhere: what begins emphasis, code, links, HTML, entities, tables, strike-through. At the beginning of a
 * line also what begins a block. After a bracket of ours the sign that would make a link of it.
 */
static bool markdown_needs_backslash(const rap_buf *out, uint32_t c, rap_slice rest)
{
	char before = out->len ? out->at[out->len - 1] : '\n';

	if (c >= 0x80 || c < 0x21)
		return false;
	if (strchr("\\`*_[]<>&|~#", (int)c))
		return true;
	if (before == ']')
		return c == '(' || c == ':';
	if (before == '\n')
		return strchr("+-=", (int)c) != NULL;
	/* "12." and "12)" begin a list only at the line start, where our own marks stand; be safe anyway. */
	if ((c == '.' || c == ')') && before >= '0' && before <= '9') {
		size_t i = out->len;

		while (i > 0 && out->at[i - 1] >= '0' && out->at[i - 1] <= '9')
			i--;
		return i == 0 || out->at[i - 1] == '\n';
	}
	/* "www." and "http://" would be made links by the autolink extension; of an address it makes one anyhow. */
	return (c == ':' && is_letter(before) && rest.len > 0 && rest.at[0] == '/') ||
	       (c == '.' && out->len >= 3 && memcmp(out->at + out->len - 3, "www", 3) == 0);
}

void rap_escape_markdown(rap_buf *out, rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = next_clean(s, &at);

		if (c == '\n' || c == '\t')
			c = ' ';
		if (rap_escape_is_marked(c)) {
			rap_buf_printf(out, "\\[U+%04X\\]", (unsigned)c);
			continue;
		}
		if (markdown_needs_backslash(out, c, rap_slice_sub(s, at, s.len)))
			rap_buf_char(out, '\\');
		rap_utf8_put(out, c);
	}
}

static bool csv_is_number(rap_slice s)
{
	size_t i = 0, digits = 0;

	if (s.len > 0 && (s.at[0] == '-' || s.at[0] == '+'))
		i++;
	for (; i < s.len && s.at[i] >= '0' && s.at[i] <= '9'; i++)
		digits++;
	if (digits > 0 && i + 1 < s.len && s.at[i] == '.')
		for (i++; i < s.len && s.at[i] >= '0' && s.at[i] <= '9'; i++)
			continue;
	return i == s.len && digits > 0;
}

/* R62: what stands first once blanks, quotes and characters without width are left out of account. */
static uint32_t csv_first(rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		uint32_t c = next_clean(s, &at);

		if (c == '\t' || c == '\n')
			return c;
		if (c != '"' && c != '\'' && (c < 0x2018 || c > 0x201F) && c != 0x00AD &&
		    !rap_escape_is_marked(c) && !rap_utf8_is_space(c) &&
		    rap_utf8_width(rap_slice_sub(s, from, at)) > 0)
			return c;
	}
	return 0;
}

static bool csv_is_dangerous(rap_slice s)
{
	static const uint32_t first[] = {'=',    '+',    '-',    '@',    '|',    '\t',
	                                 '\n',   0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0xFF5C,
	                                 0x2212, 0xFE62, 0xFE63, 0xFE66, 0xFE6B};
	uint32_t c;

	if (csv_is_number(s))
		return false;
	c = csv_first(s);
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		if (c == first[i])
			return true;
	return false;
}

void rap_escape_csv(rap_buf *out, rap_slice s)
{
	rap_buf_char(out, '"');
	if (csv_is_dangerous(s))
		rap_buf_char(out, '\'');
	for (size_t at = 0; at < s.len;) {
		uint32_t c = next_clean(s, &at);

		if (c == '"')
			rap_buf_char(out, '"');
		put_marked(out, c);
	}
	rap_buf_char(out, '"');
}

rap_slice rap_escape_csv_undone(rap_slice s)
{
	rap_slice rest = rap_slice_sub(s, 1, s.len);

	return s.len > 1 && s.at[0] == '\'' && csv_is_dangerous(rest) ? rest : s;
}

/* "x0041_" */
static bool is_cell_escape(rap_slice s)
{
	for (size_t i = 1; i < 5 && s.len >= 6; i++)
		if (s.at[i] == '\0' || !strchr("0123456789abcdefABCDEF", s.at[i]))
			return false;
	return s.len >= 6 && s.at[0] == 'x' && s.at[5] == '_';
}

void rap_escape_cell(rap_buf *out, rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = next_clean(s, &at);

		put_marked(out, c);
		if (c == '_' && is_cell_escape(rap_slice_sub(s, at, s.len)))
			rap_buf_str(out, "x005F_");
	}
}

static const char *ascii_for(uint32_t c)
{
	if (c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x2032)
		return "'";
	if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x2033)
		return "\"";
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
		return "-";
	if (c == 0x2026)
		return "...";
	if (c == '\n' || c == '\t' || rap_utf8_is_space(c))
		return " ";
	return "?";
}

void rap_escape_ascii(rap_buf *out, rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = next_clean(s, &at);

		if (c >= 0x20 && c < 0x7F)
			rap_buf_char(out, (char)c);
		else
			rap_buf_str(out, ascii_for(c));
	}
}

bool rap_escape_header_ok(rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		if (c == RAP_UTF8_BAD || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 ||
		    c == 0x2029)
			return false;
	}
	return true;
}

static bool is_alnum(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

bool rap_escape_message_id_ok(rap_slice s)
{
	size_t i = 1, at;

	if (s.len < 5 || s.at[0] != '<' || s.at[s.len - 1] != '>')
		return false;
	for (; i < s.len - 1 && s.at[i] != '@'; i++) {
		char c = s.at[i];

		if (c == '\0' || (!is_alnum(c) && !strchr("!#$%&'*+-/=?^_`{|}~.", c)))
			return false;
	}
	at = i;
	if (at == 1 || at > 201 || at >= s.len - 1)
		return false;
	for (i = at + 1; i < s.len - 1; i++)
		if (!is_alnum(s.at[i]) && s.at[i] != '.' && s.at[i] != '-')
			return false;
	return s.len - 2 - at >= 1 && s.len - 2 - at <= 200;
}
