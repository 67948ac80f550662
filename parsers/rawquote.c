// SPDX-License-Identifier: Apache-2.0
/* Quoted MIME source as text; see rawquote.h. One pass over the lines. */
#include "parsers/rawquote.h"

#include "common/limits.h"
#include "common/mem.h"
#include "parsers/charset.h"
#include "parsers/param.h"
#include "parsers/text.h"
#include "parsers/transfer.h"

#include <stdlib.h>

struct source {
	rap_lines_maker out;
	bool in_header, wanted; /* of the part we are in; wanted: its lines are text for people */
	bool quoted_printable;
	char *charset;
	rap_buf line; /* decoded bytes of a line that goes on behind a soft break */
	unsigned depth; /* of that line */
	bool open;
};

/* The line without its marks of quotation. */
static rap_slice unmarked(rap_slice line)
{
	size_t i = 0;

	while (i < line.len && (line.at[i] == '>' ||
	                        (line.at[i] == ' ' && i + 1 < line.len && line.at[i + 1] == '>')))
		i++;
	if (i > 0 && i < line.len && line.at[i] == ' ')
		i++;
	return rap_slice_sub(line, i, line.len);
}

static bool is_source(const rap_lines *lines)
{
	rap_slice text = {lines->text, lines->len}, line;
	size_t offset = 0;

	for (size_t i = 0; i < lines->n && rap_lines_next(text, &offset, &line); i++) {
		if (lines->depth[i] > 0 &&
		    rap_text_starts(unmarked(line), "Content-Transfer-Encoding:"))
			return true;
	}
	return false;
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
		for (unsigned i = 0; i < s->depth; i++)
			rap_buf_char(&line, '>');
		rap_buf_char(&line, ' ');
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
	s->quoted_printable = false;
	free(s->charset);
	s->charset = NULL;
}

static void header_line(struct source *s, rap_slice line)
{
	if (line.len == 0) {
		s->in_header = false;
	} else if (rap_text_starts(line, "Content-Type:")) {
		char *type = rap_param_value(rap_slice_sub(line, 13, line.len));

		s->wanted = strcmp(type, "text/plain") == 0;
		free(type);
		free(s->charset);
		s->charset = rap_param_raw(line, "charset");
	} else if (rap_text_starts(line, "Content-Transfer-Encoding:")) {
		char *encoding = rap_param_value(rap_slice_sub(line, 26, line.len));

		s->quoted_printable = strcmp(encoding, "quoted-printable") == 0;
		s->wanted = s->wanted && strcmp(encoding, "base64") != 0;
		free(encoding);
	}
}

static void quoted_line(struct source *s, rap_slice line, unsigned depth)
{
	bool soft;

	if (line.at && line.len > 2 && line.at[0] == '-' && line.at[1] == '-' &&
	    !memchr(line.at, ' ', line.len)) {
		end_line(s);
		begin_part(s);
		return;
	}
	if (s->in_header) {
		header_line(s, line);
		return;
	}
	if (!s->wanted)
		return;
	if (s->open && s->depth != depth)
		end_line(s);
	s->depth = depth;
	s->open = true;
	soft = s->quoted_printable && line.at && line.len > 0 && line.at[line.len - 1] == '=';
	if (s->quoted_printable)
		(void)rap_transfer_quoted_printable(line, &s->line);
	else
		rap_buf_slice(&s->line, line);
	if (!soft)
		end_line(s);
}

bool rap_rawquote_decode(rap_lines *lines)
{
	struct source s = {.out = rap_lines_begin(RAP_LIMIT_TEXT_PART),
	                   .line = rap_buf_init(RAP_LIMIT_TEXT_PART),
	                   .wanted = true};
	rap_slice text = {lines->text, lines->len}, line;
	size_t offset = 0;
	bool cut;

	if (!is_source(lines))
		return false;
	for (size_t i = 0; i < lines->n && rap_lines_next(text, &offset, &line); i++) {
		if (lines->depth[i] > 0) {
			quoted_line(&s, unmarked(line), lines->depth[i]);
			continue;
		}
		end_line(&s);
		rap_lines_add(&s.out, line, 0);
	}
	end_line(&s);
	free(s.charset);
	rap_buf_done(&s.line);
	rap_lines_done(lines);
	rap_lines_end(&s.out, lines, &cut);
	return true;
}
