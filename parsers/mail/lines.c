// SPDX-License-Identifier: Apache-2.0
/* Lines and their depth of quotation; see lines.h. */
#include "parsers/mail/lines.h"

#include "common/mem.h"

#include <stdlib.h>

void rap_lines_done(rap_lines *lines)
{
	free(lines->text);
	free(lines->depth);
	free(lines->looks);
	*lines = (rap_lines){0};
}

rap_lines_maker rap_lines_begin(size_t cap)
{
	return (rap_lines_maker){
		.text = rap_buf_init(cap), .depth = rap_buf_init(cap), .looks = rap_buf_init(cap)};
}

/* Looks are a hint: beyond the cap the rest of the text counts as plain. */
void rap_lines_look(rap_lines_maker *maker, size_t to, uint32_t look)
{
	rap_look one = {.to = (uint32_t)to, .look = look};

	rap_buf_add(&maker->looks, (const char *)&one, sizeof one);
}

void rap_lines_add(rap_lines_maker *maker, rap_slice line, unsigned depth)
{
	if (maker->text.over)
		return;
	/* All of a line or nothing of it: a cut line would read as another answer. */
	if (line.len + 1 > maker->text.cap - maker->text.len) {
		maker->text.over = true;
		return;
	}
	rap_buf_slice(&maker->text, line);
	rap_buf_char(&maker->text, '\n');
	rap_buf_char(&maker->depth,
	             (char)(depth > RAP_LINES_DEPTH_MAX ? RAP_LINES_DEPTH_MAX : depth));
}

void rap_lines_end(rap_lines_maker *maker, rap_lines *ret, bool *ret_cut)
{
	*ret_cut = maker->text.over;
	ret->len = maker->text.len;
	ret->n = maker->depth.len;
	ret->text = rap_buf_take(&maker->text);
	ret->depth = NULL;
	if (ret->n > 0)
		ret->depth = (unsigned char *)rap_buf_take(&maker->depth);
	rap_buf_done(&maker->depth);
	ret->n_looks = maker->looks.len / sizeof *ret->looks;
	ret->looks = NULL;
	if (ret->n_looks > 0) {
		ret->looks = rap_calloc(ret->n_looks, sizeof *ret->looks);
		memcpy(ret->looks, maker->looks.at, ret->n_looks * sizeof *ret->looks);
	}
	rap_buf_done(&maker->looks);
}

bool rap_lines_next(rap_slice text, size_t *offset, rap_slice *ret_line)
{
	const char *begin, *end;

	if (*offset >= text.len)
		return false;
	begin = text.at + *offset;
	end = memchr(begin, '\n', text.len - *offset);
	*ret_line = (rap_slice){begin, end ? (size_t)(end - begin) : text.len - *offset};
	*offset += ret_line->len + 1;
	return true;
}

void rap_lines_of_plain(rap_slice text, rap_lines *ret)
{
	rap_buf depths = rap_buf_init(text.len + 1);
	size_t offset = 0;
	rap_slice line;

	while (rap_lines_next(text, &offset, &line)) {
		unsigned depth = 0;

		for (size_t i = 0; i < line.len && (line.at[i] == '>' || line.at[i] == ' '); i++)
			depth += line.at[i] == '>' && depth < RAP_LINES_DEPTH_MAX;
		rap_buf_char(&depths, (char)depth);
	}
	ret->text = rap_strndup(text.len ? text.at : "", text.len);
	ret->len = text.len;
	ret->n = depths.len;
	ret->depth = ret->n > 0 ? (unsigned char *)rap_buf_take(&depths) : NULL;
	ret->looks = NULL;
	ret->n_looks = 0;
	rap_buf_done(&depths);
}

#define MEND_LOOK 65536u /* bytes of a mail that show how its lines end */

/* How lines end in a mail that no program wrote so: CR alone, or CR CR LF. */
static bool ends_in_cr(rap_slice raw)
{
	size_t alone = 0, other = 0, doubled = 0;

	raw = rap_slice_sub(raw, 0, MEND_LOOK);
	for (size_t i = 0; i < raw.len; i++) {
		bool cr = i > 0 && raw.at[i - 1] == '\r';

		if (raw.at[i] != '\n') {
			alone += cr && raw.at[i] != '\r';
			continue;
		}
		if (i > 1 && cr && raw.at[i - 2] == '\r')
			doubled++;
		else
			other++;
	}
	/* A header ends its lines in one way; the first line of LF behind CR alone is the body. */
	return doubled > other || (alone > 1 && other == 0);
}

bool rap_lines_mend(rap_slice raw, rap_buf *out)
{
	if (raw.len == 0 || !ends_in_cr(raw))
		return false;
	for (size_t i = 0; i < raw.len; i++) {
		bool lf = false;
		size_t next = i;

		if (raw.at[i] != '\r') {
			rap_buf_char(out, raw.at[i]);
			continue;
		}
		while (next < raw.len && raw.at[next] == '\r')
			next++;
		lf = next < raw.len && raw.at[next] == '\n';
		/* CR CR LF is one end of a line, CR CR are two. */
		for (size_t n = lf ? 1 : next - i; n > 0; n--)
			rap_buf_char(out, '\n');
		i = lf ? next : next - 1;
	}
	return true;
}
