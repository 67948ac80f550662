// SPDX-License-Identifier: Apache-2.0
/* format=flowed: nothing but blanks, quotation marks and line ends is lost. The first byte: delsp or not. */
#include "tests/fuzz/fuzz.h"

#include "parsers/text/flowed.h"

/* All but blanks, line ends and '>', in order. */
static void solid(rap_slice s, rap_buf *out)
{
	for (size_t i = 0; i < s.len; i++)
		if (!strchr(" \t\n>", s.at[i]))
			rap_buf_char(out, s.at[i]);
}

static void one(rap_slice input)
{
	bool delsp = input.len > 0 && (input.at[0] & 1), cut;
	rap_slice rest = rap_slice_sub(input, 1, input.len), text = fuzz_text_part(&rest), line;
	rap_buf before = rap_buf_init(text.len + 1), after = rap_buf_init(text.len + 1);
	size_t offset = 0, n = 0;
	rap_lines lines;

	rap_flowed_join(text, delsp, &lines, &cut);
	MUST(fuzz_is_text((rap_slice){lines.text, lines.len}));
	/* A mark of quotation may be followed by a blank that was not there. */
	MUST(lines.len <= 2 * text.len + 2);
	while (rap_lines_next((rap_slice){lines.text, lines.len}, &offset, &line))
		n++;
	MUST(n == lines.n);
	solid(text, &before);
	solid((rap_slice){lines.text, lines.len}, &after);
	MUST(cut || rap_slice_eq(rap_buf_as_slice(&before), rap_buf_as_slice(&after)));
	rap_lines_done(&lines);
	rap_buf_done(&before);
	rap_buf_done(&after);
	fuzz_free(text);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 100000, 1500};
