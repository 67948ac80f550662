// SPDX-License-Identifier: Apache-2.0
/* Files that stand in a text: where they begin and end, and what they hold. */
#include "parsers/mail/inlined.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
	const char *name, *text;
	const char *files; /* name[bytes] of each */
	const char *rest;
} cases[] = {
	{"nothing", "", "", ""},
	{"words", "begin with\nthe end\n", "", "begin with\nthe end\n"},
	{"uuencode", "a\nbegin 644 x.txt\n#86)C\n`\nend\nb\n", "x.txt[abc]", "a\nb\n"},
	{"CRLF", "a\r\nbegin 644 x.txt\r\n#86)C\r\n`\r\nend\r\nb\r\n", "x.txt[abc]", "a\r\nb\r\n"},
	{"four digits, blanks in the name", "begin 0755 a b\n#86)C\nend\n", "a b[abc]", ""},
	{"blanks lost at the end of a line", "begin 644 x\n&86)C\n`\nend\n", "x[abc\0\0\0]", ""},
	{"a sign of its own behind each line", "begin 644 x\n#86)CA\n`\nend\n", "x[abc]", ""},
	{"not closed", "begin 644 x\n#86)C\n", "x[abc]", ""},
	{"words behind it without an end", "begin 644 x\n#86)C\nso much\n", "x[abc]", "so much\n"},
	{"two", "begin 644 x\n#86)C\nend\nbegin 644 y\n!80``\nend\n", "x[abc]y[a]", ""},
	{"a sentence", "begin 644 of the\nThe draft\n", "", "begin 644 of the\nThe draft\n"},
	{"no data", "begin 644 x\n`\nend\n", "", "begin 644 x\n`\nend\n"},
	{"no mode", "begin x\n#86)C\nend\n", "", "begin x\n#86)C\nend\n"},
	{"yEnc", "a\n=ybegin line=128 size=3 name=a b.txt\n\x8b\x8c\x8d\n=yend size=3\nb\n",
         "a b.txt[abc]", "a\nb\n"},
	{"yEnc in parts",
         "=ybegin part=1 size=3 name=x\n=ypart begin=1 end=3\n\x8b\x8c\x8d\n=yend\n", "x[abc]", ""},
	{"yEnc, a sign escaped", "=ybegin size=1 name=x\n=}\n=yend\n", "x[\x13]", ""},
	{"yEnc without an end", "=ybegin size=3 name=x\n\x8b\x8c\x8d\n", "",
         "=ybegin size=3 name=x\n\x8b\x8c\x8d\n"},
	{"yEnc without a name", "=ybegin size=3\n\x8b\n=yend\n", "",
         "=ybegin size=3\n\x8b\n=yend\n"},
	{"yEnc begun twice", "=ybegin name=x\n=ybegin name=y\n\x8b\n=yend\n", "y[a]",
         "=ybegin name=x\n"},
};

static void test_inlined_next_takes_files_out_of_a_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		rap_slice text = rap_slice_of(cases[i].text);
		rap_buf files = rap_buf_init(1000), rest = rap_buf_init(1000);
		rap_inlined file;
		size_t from = 0;

		while (rap_inlined_next(text, from, &file)) {
			rap_buf_slice(&rest, rap_slice_sub(text, from, file.begin));
			rap_buf_slice(&files, file.name);
			rap_buf_char(&files, '[');
			rap_buf_slice(&files, rap_buf_as_slice(&file.bytes));
			rap_buf_char(&files, ']');
			from = file.end;
			rap_buf_done(&file.bytes);
		}
		rap_buf_slice(&rest, rap_slice_sub(text, from, text.len));
		if (strcmp(rap_buf_text(&files), cases[i].files) != 0)
			print_error("%s: %s\n", cases[i].name, rap_buf_text(&files));
		assert_string_equal(rap_buf_text(&files), cases[i].files);
		assert_string_equal(rap_buf_text(&rest), cases[i].rest);
		rap_buf_done(&files);
		rap_buf_done(&rest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inlined_next_takes_files_out_of_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
