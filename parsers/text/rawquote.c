// SPDX-License-Identifier: Apache-2.0
/*
 * Quoted MIME source as text; see rawquote.h. What stands before a "Content-Transfer-Encoding:" is the mark of
 * quotation, whatever it is, or nothing. Two passes over the lines.
 */
#include "parsers/text/rawquote.h"

#include "common/limits.h"
#include "common/mem.h"
#include "parsers/mail/charset.h"
#include "parsers/mail/param.h"
#include "parsers/mail/text.h"
#include "parsers/mail/transfer.h"

#include <stdlib.h>
#include <strings.h>

#define PREFIX_MAX 90u /* bytes of a mark of quotation */
#define BOUNDARIES_MAX 4u

static const char encoding_field[] = "Content-Transfer-Encoding:";
static const char type_field[] = "Content-Type:";

struct source {
	const rap_lines *in;
	rap_slice prefix; /* before every line of the source */
	bool stuffed; /* RFC 934: "- " before every line that begins with a dash */
	unsigned marks; /* of quotation on what comes out */
	rap_lines_maker out;
	bool in_header, outer,
		wanted; /* of the part we are in; wanted: its lines are text for people */
	bool quoted_printable;
	char *charset;
	rap_slice boundaries[BOUNDARIES_MAX];
	size_t n_boundaries;
	rap_buf line; /* decoded bytes of a line that goes on behind a soft break */
	unsigned depth; /* of that line */
	bool open;
};

/* ---- finding -------------------------------------------------------------------------------------------- */

static bool is_prefix(rap_slice s)
{
	unsigned char last = s.len > 0 ? (unsigned char)s.at[s.len - 1] : ' ';

	return s.len <= PREFIX_MAX && last < 0x80 && !(last >= '0' && last <= '9') &&
	       !((last | 0x20) >= 'a' && (last | 0x20) <= 'z') && last != '"' && last != '\'';
}

/* The line without the prefix. false: it has none, and was typed. */
static bool without_prefix(const struct source *s, rap_slice line, rap_slice *ret)
{
	size_t n = s->prefix.len;

	if (line.len >= n && (n == 0 || memcmp(line.at, s->prefix.at, n) == 0)) {
		if (s->stuffed && rap_text_starts(rap_slice_sub(line, n, line.len), "- "))
			n += 2;
		*ret = rap_slice_sub(line, n, line.len);
		return true;
	}
	/* Of a blank line the blank behind the mark is often lost. */
	while (n > 0 && (s->prefix.at[n - 1] == ' ' || s->prefix.at[n - 1] == '\t'))
		n--;
	*ret = (rap_slice){"", 0};
	return line.len == n && memcmp(line.at, s->prefix.at, n) == 0;
}

static bool has_field(const struct source *s, const char *field)
{
	rap_slice text = {s->in->text, s->in->len}, line, rest;
	size_t offset = 0;

	while (rap_lines_next(text, &offset, &line))
		if (without_prefix(s, line, &rest) && rap_text_starts(rest, field))
			return true;
	return false;
}

static bool has_boundary(struct source *s)
{
	rap_slice text = {s->in->text, s->in->len}, line;
	size_t offset = 0;
	bool before = false;

	while (rap_lines_next(text, &offset, &line)) {
		if (before && rap_text_starts(line, "Content-"))
			return true;
		s->stuffed = rap_text_starts(line, "- --");
		if (s->stuffed)
			line = rap_slice_sub(line, 2, line.len);
		before = line.len > 2 && line.at[0] == '-' && line.at[1] == '-' &&
		         !memchr(line.at, ' ', line.len);
	}
	s->stuffed = false;
	return false;
}

/* Whether there is source, and behind which prefix. */
static bool find_prefix(struct source *s)
{
	rap_slice text = {s->in->text, s->in->len}, line;
	size_t offset = 0, at;

	while (rap_lines_next(text, &offset, &line)) {
		rap_slice begin = rap_slice_sub(line, 0,
		                                line.len < PREFIX_MAX + sizeof encoding_field
		                                        ? line.len
		                                        : PREFIX_MAX + sizeof encoding_field);

		if (!rap_text_find(begin, encoding_field, &at) ||
		    !is_prefix(rap_slice_sub(line, 0, at)))
			continue;
		s->prefix = rap_slice_sub(line, 0, at);
		if (has_field(s, type_field) && (at > 0 || has_boundary(s)))
			return true;
	}
	return false;
}

/* "From: x", " continued", "From x Mon Jul", or the line before the first part. */
static bool is_header_line(rap_slice line)
{
	size_t n = 0;

	if (line.len == 0)
		return false;
	if (line.at[0] == ' ' || line.at[0] == '\t' || rap_text_starts(line, "From "))
		return true;
	while (n < line.len && line.at[n] > ' ' && line.at[n] != ':')
		n++;
	return (n > 0 && n < line.len && line.at[n] == ':') ||
	       (line.len > 2 && line.at[0] == '-' && line.at[1] == '-' && n == line.len);
}

/* The line with which the source begins: of the block of header lines that says what type it is. */
static size_t find_begin(const struct source *s)
{
	rap_slice text = {s->in->text, s->in->len}, line, rest;
	size_t offset = 0, begin = 0, number = 0;
	bool inside = false;

	for (; rap_lines_next(text, &offset, &line); number++) {
		bool header = without_prefix(s, line, &rest) && is_header_line(rest);

		if (header && !inside)
			begin = number;
		inside = header;
		if (header &&
		    (rap_text_starts(rest, type_field) || rap_text_starts(rest, encoding_field)))
			return begin;
	}
	return begin;
}

/* ---- decoding ------------------------------------------------------------------------------------------- */

static void put_marks(const struct source *s, rap_buf *out)
{
	for (unsigned i = 0; i < s->marks; i++)
		rap_buf_char(out, '>');
	if (s->marks > 0)
		rap_buf_char(out, ' ');
}

static void end_line(struct source *s)
{
	rap_decoded decoded;
	rap_buf line = rap_buf_init(RAP_LIMIT_TEXT_PART);
	rap_slice text;
	size_t offset = 0;
	rap_slice one;

	if (!s->open)
		return;
	rap_charset_decode(rap_buf_as_slice(&s->line), s->charset, RAP_LIMIT_TEXT_PART, &decoded);
	text = (rap_slice){decoded.text, decoded.len};
	if (!rap_lines_next(text, &offset, &one))
		one = (rap_slice){0};
	do {
		rap_buf_cut(&line, 0);
		put_marks(s, &line);
		rap_buf_slice(&line, one);
		rap_lines_add(&s->out, rap_buf_as_slice(&line), s->depth);
	} while (rap_lines_next(text, &offset, &one));
	rap_buf_done(&line);
	rap_decoded_done(&decoded);
	rap_buf_cut(&s->line, 0);
	s->open = false;
}

static void begin_part(struct source *s)
{
	s->in_header = s->wanted = true;
	s->outer = false;
	s->quoted_printable = false;
	free(s->charset);
	s->charset = NULL;
}

/* Who wrote what is quoted stays: it may be somebody else. */
static void keep_field(struct source *s, rap_slice line, unsigned depth)
{
	static const char *const kept[] = {"From:", "To:", "Date:", "Subject:", NULL};
	rap_buf out = rap_buf_init(RAP_LIMIT_TEXT_PART);

	for (size_t i = 0; kept[i]; i++) {
		if (!rap_text_starts(line, kept[i]))
			continue;
		put_marks(s, &out);
		rap_buf_slice(&out, line);
		rap_lines_add(&s->out, rap_buf_as_slice(&out), depth);
	}
	rap_buf_done(&out);
}

static void header_line(struct source *s, rap_slice line, unsigned depth)
{
	if (s->outer)
		keep_field(s, line, depth);
	if (line.len == 0) {
		s->in_header = false;
	} else if (rap_text_starts(line, type_field)) {
		char *type = rap_param_value(rap_slice_sub(line, sizeof type_field - 1, line.len));

		s->wanted = strcmp(type, "text/plain") == 0;
		free(type);
		free(s->charset);
		s->charset = rap_param_raw(line, "charset");
	} else if (rap_text_starts(line, encoding_field)) {
		char *encoding =
			rap_param_value(rap_slice_sub(line, sizeof encoding_field - 1, line.len));

		s->quoted_printable = strcmp(encoding, "quoted-printable") == 0;
		s->wanted = s->wanted && strcmp(encoding, "base64") != 0;
		free(encoding);
	}
}

/* Whether the line parts two parts; the next one tells of a boundary that was not met before. */
static bool is_boundary(struct source *s, rap_slice line, rap_slice next, bool *ret_last)
{
	*ret_last = false;
	if (line.len < 3 || line.at[0] != '-' || line.at[1] != '-' ||
	    memchr(line.at, ' ', line.len))
		return false;
	for (size_t i = 0; i < s->n_boundaries; i++) {
		if (rap_slice_eq(line, s->boundaries[i]))
			return true;
		if (line.len == s->boundaries[i].len + 2 &&
		    memcmp(line.at, s->boundaries[i].at, s->boundaries[i].len) == 0) {
			*ret_last = true;
			return true;
		}
	}
	if (!rap_text_starts(next, "Content-"))
		return false;
	if (s->n_boundaries < BOUNDARIES_MAX)
		s->boundaries[s->n_boundaries++] = line;
	return true;
}

/* In quoted-printable source every byte is ASCII: what is not was typed into it. */
static bool was_typed(const struct source *s, rap_slice line)
{
	for (size_t i = 0; s->quoted_printable && i < line.len; i++)
		if ((unsigned char)line.at[i] >= 0x80)
			return true;
	return false;
}

static void source_line(struct source *s, rap_slice line, rap_slice next, unsigned depth)
{
	bool soft, last;

	if (is_boundary(s, line, next, &last)) {
		end_line(s);
		begin_part(s);
		s->in_header = !last;
		return;
	}
	if (s->in_header) {
		header_line(s, line, depth);
		return;
	}
	if (!s->wanted && !was_typed(s, line))
		return;
	s->depth = depth;
	s->open = true;
	soft = s->quoted_printable && line.len > 0 && line.at[line.len - 1] == '=';
	if (s->quoted_printable)
		(void)rap_transfer_quoted_printable(line, &s->line);
	else
		rap_buf_slice(&s->line, line);
	if (!soft)
		end_line(s);
}

static unsigned marks_of(rap_slice prefix)
{
	unsigned n = 0;

	for (size_t i = 0; i < prefix.len; i++)
		n += prefix.at[i] == '>';
	return n == 0 && prefix.len > 0 ? 1 : n;
}

bool rap_rawquote_decode(rap_lines *lines)
{
	struct source s = {.in = lines};
	rap_slice text = {lines->text, lines->len}, line, rest, after = {"", 0};
	size_t offset = 0, begin;
	bool cut;

	if (!find_prefix(&s))
		return false;
	begin = find_begin(&s);
	s.marks = marks_of(s.prefix);
	s.out = rap_lines_begin(RAP_LIMIT_TEXT_PART);
	s.line = rap_buf_init(RAP_LIMIT_TEXT_PART);
	for (size_t i = 0; i < lines->n && rap_lines_next(text, &offset, &line); i++) {
		size_t ahead = offset;

		if (i == begin) {
			begin_part(&s);
			s.outer = true;
		}
		if (i < begin || !without_prefix(&s, line, &rest)) {
			end_line(&s);
			rap_lines_add(&s.out, line, lines->depth[i]);
			continue;
		}
		if (!rap_lines_next(text, &ahead, &after) || !without_prefix(&s, after, &after))
			after = (rap_slice){"", 0};
		source_line(&s, rest, after, lines->depth[i] > s.marks ? s.marks : lines->depth[i]);
	}
	end_line(&s);
	free(s.charset);
	rap_buf_done(&s.line);
	rap_lines_done(lines);
	rap_lines_end(&s.out, lines, &cut);
	return true;
}
