// SPDX-License-Identifier: Apache-2.0
/* HTML to lines: clean text, as many depths as lines, looks that follow one another. */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "parsers/text/html.h"

static void check_lines(const rap_lines *lines)
{
	size_t n = 0, offset = 0;
	rap_slice line;
	uint32_t before = 0;

	MUST(lines->text && lines->len <= RAP_LIMIT_TEXT_PART && strlen(lines->text) == lines->len);
	MUST(fuzz_is_text((rap_slice){lines->text, lines->len}));
	while (rap_lines_next((rap_slice){lines->text, lines->len}, &offset, &line))
		n++;
	MUST(n == lines->n);
	for (size_t i = 0; i < lines->n_looks; i++) {
		MUST(lines->looks[i].to >= before && lines->looks[i].to <= lines->len + 1);
		before = lines->looks[i].to;
	}
}

static void one(rap_slice input)
{
	rap_slice html = fuzz_text_part(&input);
	rap_html first, again;

	rap_html_text(html, &first);
	check_lines(&first.lines);
	MUST(fuzz_text_or_null(first.hidden));
	rap_html_text(html, &again);
	MUST(strcmp(first.lines.text, again.lines.text) == 0 && first.lines.n == again.lines.n);
	MUST(first.lines.n == 0 ||
	     memcmp(first.lines.depth, again.lines.depth, first.lines.n) == 0);
	rap_html_done(&first);
	rap_html_done(&again);
	fuzz_free(html);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 300000, 5000};
