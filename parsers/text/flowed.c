// SPDX-License-Identifier: Apache-2.0
/* Joining of flowed lines; see flowed.h. */
#include "parsers/text/flowed.h"

#include "common/limits.h"
#include "common/utf8.h"

/* Han and kana: written without blanks. Hangul is written with them. */
static bool is_unspaced(uint32_t c)
{
	return rap_utf8_is_cjk(c) && !(c >= 0xac00 && c <= 0xd7a3) &&
	       !(c >= 0x1100 && c <= 0x11ff) && !(c >= 0x3130 && c <= 0x318f);
}

static uint32_t last_of(rap_slice s)
{
	size_t at = s.at ? s.len : 0;

	while (at > 0 && ((unsigned char)s.at[at - 1] & 0xc0) == 0x80)
		at--;
	if (at == 0)
		return RAP_UTF8_BAD; /* empty */
	at--;
	return rap_utf8_next(s, &at);
}

static uint32_t first_of(rap_slice s)
{
	size_t at = 0;

	return rap_utf8_next(s, &at);
}

/* Adds what follows a soft break to the paragraph. */
static void join(rap_buf *paragraph, rap_slice more, bool delsp)
{
	rap_slice so_far = rap_buf_as_slice(paragraph);
	rap_slice before =
		rap_slice_sub(so_far, 0, so_far.len - 1); /* it ends in the blank of the break */

	if (delsp || (is_unspaced(last_of(before)) && is_unspaced(first_of(more))))
		rap_buf_cut(paragraph, before.len);
	rap_buf_slice(paragraph, more);
}

void rap_flowed_join(rap_slice text, bool delsp, rap_lines *ret, bool *ret_cut)
{
	rap_lines_maker maker = rap_lines_begin(RAP_LIMIT_TEXT_PART);
	rap_buf paragraph = rap_buf_init(RAP_LIMIT_TEXT_PART);
	size_t offset = 0;
	unsigned depth_before = 0;
	bool soft = false;
	rap_slice line;

	while (rap_lines_next(text, &offset, &line)) {
		unsigned depth = 0;
		bool signature;

		while (depth < line.len && line.at[depth] == '>')
			depth++;
		/* 4.4: space-stuffing is undone. */
		line = rap_slice_sub(line, depth + (depth < line.len && line.at[depth] == ' '),
		                     line.len);
		signature = rap_slice_is(line, "-- "); /* 4.3: no soft break */
		if (soft && (depth != depth_before || signature)) {
			rap_lines_add(&maker, rap_buf_as_slice(&paragraph), depth_before);
			soft = false;
		}
		if (soft) {
			join(&paragraph, line, delsp);
		} else {
			rap_buf_cut(&paragraph, 0);
			for (unsigned i = 0; i < depth; i++)
				rap_buf_char(&paragraph, '>');
			if (depth > 0 && line.len > 0)
				rap_buf_char(&paragraph, ' ');
			rap_buf_slice(&paragraph, line);
		}
		soft = line.at && line.len > 0 && line.at[line.len - 1] == ' ' && !signature;
		if (!soft)
			rap_lines_add(&maker, rap_buf_as_slice(&paragraph), depth);
		depth_before = depth;
	}
	if (soft)
		rap_lines_add(&maker, rap_buf_as_slice(&paragraph), depth_before);
	rap_lines_end(&maker, ret, ret_cut);
	*ret_cut |= paragraph.over;
	rap_buf_done(&paragraph);
}
