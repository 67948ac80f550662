// SPDX-License-Identifier: Apache-2.0
/* Escaping: hostile words stay words in every format (R60-R62). */
#include "report/escape.h"

#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

typedef void escape_fn(rap_buf *out, rap_slice s);

typedef struct example {
	const char *name, *input, *want;
} example;

static void check(escape_fn *escape, const example *examples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		rap_buf out = rap_buf_init(1 << 16);

		escape(&out, rap_slice_of(examples[i].input));
		if (strcmp(rap_buf_text(&out), examples[i].want) != 0)
			print_message("in: %s\n", examples[i].name);
		assert_string_equal(rap_buf_text(&out), examples[i].want);
		rap_buf_done(&out);
	}
}

#define CHECK(escape, list) check(escape, list, sizeof(list) / sizeof *(list))

static void test_escape_html_leaves_no_markup(void **state)
{
	static const example list[] = {
		{"five characters", "<b a=\"x\" b='y'>&amp;",
	         "&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;"},
		{"line breaks", "a\r\nb\rc\nd", "a<br>\nb<br>\nc<br>\nd"},
		{"right-to-left override",
	         "safe\xE2\x80\xAE"
	         "fdp.exe",
	         "safe[U+202E]fdp.exe"},
		{"isolates and marks", "\xE2\x81\xA6x\xE2\x81\xA9\xE2\x80\x8F\xD8\x9C",
	         "[U+2066]x[U+2069][U+200F][U+061C]"},
		{"control characters", "a\x01\x1b[31mb\x7f",
	         "a\xEF\xBF\xBD\xEF\xBF\xBD[31mb\xEF\xBF\xBD"},
		{"C1", "a\xC2\x85z", "a\xEF\xBF\xBDz"},
		{"bad UTF-8", "a\xFF\xC3(", "a\xEF\xBF\xBD\xEF\xBF\xBD("},
		{"line separator", "a\xE2\x80\xA8z", "a<br>\nz"},
		{"letters of six States", "\xE5\x90\x8C\xE6\x84\x8F \xED\x95\x9C \xD0\xB4\xD0\xB0",
	         "\xE5\x90\x8C\xE6\x84\x8F \xED\x95\x9C \xD0\xB4\xD0\xB0"},
	};

	(void)state;
	CHECK(rap_escape_html, list);
}

static void test_escape_text_isolates_right_to_left_words(void **state)
{
	static const example list[] = {
		{"plain stays plain", "support", "support"},
		{"markup is no danger", "<b>", "<b>"},
		{"Hebrew", "\xD7\xA9", "\xE2\x81\xA8\xD7\xA9\xE2\x81\xA9"},
		{"a foreign isolate cannot close ours", "\xD7\xA9\xE2\x81\xA9",
	         "\xE2\x81\xA8\xD7\xA9[U+2069]\xE2\x81\xA9"},
		{"terminal escape", "\x1b[2J", "\xEF\xBF\xBD[2J"},
		{"each line its own", "\xD7\xA9\nx",
	         "\xE2\x81\xA8\xD7\xA9\xE2\x81\xA9\n\xE2\x81\xA8x\xE2\x81\xA9"},
		{"hidden words", "a\xEF\xBF\xB9z\xF3\xA0\x81\x81", "a[U+FFF9]z[U+E0041]"},
		{"no character", "a\xEF\xBF\xBEz", "a\xEF\xBF\xBDz"},
	};

	(void)state;
	CHECK(rap_escape_text, list);
}

static void test_escape_markdown_makes_no_markup(void **state)
{
	static const example list[] = {
		{"emphasis and code", "*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"},
		{"HTML", "<script>&lt;", "\\<script\\>\\&lt;"},
		{"links by themselves", "https://x www.y HTTP://z ftp://w",
	         "https\\://x www\\.y HTTP\\://z ftp\\://w"},
		{"no links", "how. a: b", "how. a: b"},
		{"link", "[a](http://x)", "\\[a\\]\\(http\\://x)"},
		{"heading, quote, list at the beginning", "# a", "\\# a"},
		{"quote", "> a", "\\> a"},
		{"list", "- a", "\\- a"},
		{"plus", "+ a", "\\+ a"},
		{"rule under a line", "=== a", "\\=== a"},
		{"numbered list", "12. a", "12\\. a"},
		{"numbered list with bracket", "1) a", "1\\) a"},
		{"a number inside", "by 2025. Then", "by 2025. Then"},
		{"line break", "a\n# b", "a \\# b"},
		{"table and strike", "a|b ~~c~~", "a\\|b \\~\\~c\\~\\~"},
		{"backslash", "a\\b", "a\\\\b"},
		{"a definition", "[x]: y", "\\[x\\]\\: y"},
	};

	(void)state;
	CHECK(rap_escape_markdown, list);
}

/* After a bracket of ours nothing may make a link of it. */
static void test_escape_markdown_after_our_bracket_makes_no_link(void **state)
{
	rap_buf out = rap_buf_init(100);

	(void)state;
	rap_buf_str(&out, "x [shall]");
	rap_escape_markdown(&out, rap_slice_of("(a)"));
	assert_string_equal(rap_buf_text(&out), "x [shall]\\(a)");
	rap_buf_done(&out);
}

static void test_R62_csv_runs_no_formula(void **state)
{
	static const example list[] = {
		{"empty", "", "\"\""},
		{"words", "support", "\"support\""},
		{"quotes", "say \"yes\"", "\"say \"\"yes\"\"\""},
		{"formula", "=1+1", "\"'=1+1\""},
		{"plus", "+cmd", "\"'+cmd\""},
		{"minus", "-cmd", "\"'-cmd\""},
		{"at", "@SUM(A1)", "\"'@SUM(A1)\""},
		{"pipe", "|calc", "\"'|calc\""},
		{"tab", "\t=1", "\"'\t=1\""},
		{"line feed first", "\n=1", "\"'\n=1\""},
		{"carriage return first", "\r=1", "\"'\n=1\""},
		{"behind blanks", "   =1", "\"'   =1\""},
		{"behind quotes", "\"=1", "\"'\"\"=1\""},
		{"behind an apostrophe", "'=1", "\"''=1\""},
		{"behind a zero-width space", "\xE2\x80\x8B=1", "\"'\xE2\x80\x8B=1\""},
		{"behind a byte order mark", "\xEF\xBB\xBF=1", "\"'\xEF\xBB\xBF=1\""},
		{"behind a line separator", "\xE2\x80\xA8x", "\"'\nx\""},
		{"behind a joiner of marks", "\xCD\x8F=1", "\"'\xCD\x8F=1\""},
		{"behind a variation selector", "\xEF\xB8\x8F=1", "\"'\xEF\xB8\x8F=1\""},
		{"no number: a point at the end", "-5.", "\"'-5.\""},
		{"no number: a point in front", "-.5", "\"'-.5\""},
		{"full-width equals",
	         "\xEF\xBC\x9D"
	         "1",
	         "\"'\xEF\xBC\x9D"
	         "1\""},
		{"full-width at", "\xEF\xBC\xA0x", "\"'\xEF\xBC\xA0x\""},
		{"negative number", "-12.5", "\"-12.5\""},
		{"positive number", "+3", "\"+3\""},
		{"a number and more", "-1+2", "\"'-1+2\""},
		{"a lone minus: answered none", "-", "\"'-\""},
		{"inside is harmless", "a=1", "\"a=1\""},
		{"semicolon and comma", "a;b,c", "\"a;b,c\""},
	};

	(void)state;
	CHECK(rap_escape_csv, list);
}

static void test_escape_ascii_keeps_the_form_ascii(void **state)
{
	static const example list[] = {
		{"quotes", "\xE2\x80\x9Cplan\xE2\x80\x9D \xE2\x80\x98s\xE2\x80\x99",
	         "\"plan\" 's'"},
		{"dashes",
	         "2021\xE2\x80\x93"
	         "2025 \xE2\x80\x94 x",
	         "2021-2025 - x"},
		{"no-break space", "a\xC2\xA0z", "a z"},
		{"anything else", "\xE5\x90\x8C", "?"},
		{"one line", "a\nb", "a b"},
	};

	(void)state;
	CHECK(rap_escape_ascii, list);
}

static void test_escape_header_ok_refuses_injection(void **state)
{
	static const struct {
		const char *value;
		size_t len;
		bool want;
	} list[] = {
		{"Meeting of NEASPEC", 18, true},
		{"a\r\nBcc: x", 9, false},
		{"a\nb", 3, false},
		{"a\0b", 3, false},
		{"a\tb", 3, false},
		{"a\x7f", 2, false},
		{"\xC2\x85", 2, false},
		{"\xE2\x80\xA8", 3, false},
		{"\xFF", 1, false},
		{"\xD0\x91\xD0\xB0\xD1\x82", 6, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		assert_int_equal(rap_escape_header_ok((rap_slice){list[i].value, list[i].len}),
		                 list[i].want);
}

static char *id_of(size_t left, size_t right)
{
	rap_buf id = rap_buf_init(1000);

	rap_buf_char(&id, '<');
	for (size_t i = 0; i < left; i++)
		rap_buf_char(&id, 'a');
	rap_buf_char(&id, '@');
	for (size_t i = 0; i < right; i++)
		rap_buf_char(&id, 'b');
	rap_buf_char(&id, '>');
	return rap_buf_take(&id);
}

static void test_escape_message_id_ok_takes_plain_ids_only(void **state)
{
	static const struct {
		const char *id;
		bool want;
	} list[] = {
		{"<a.b+c=d@mail.example.org>", true},
		{"<a@b>", true},
		{"a@b", false},
		{"<@b>", false},
		{"<a@>", false},
		{"<a b@c>", false},
		{"<a@b@c>", false},
		{"<a@[10.0.0.1]>", false},
		{"<\"a\"@b>", false},
		{"<a@b>\r\nBcc: x", false},
		{"<a@b><c@d>", false},
		{"", false},
	};
	static const struct {
		size_t left, right;
		bool want;
	} sizes[] = {{200, 200, true}, {201, 200, false}, {200, 201, false}, {1, 1, true}};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		assert_int_equal(rap_escape_message_id_ok(rap_slice_of(list[i].id)), list[i].want);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char *id = id_of(sizes[i].left, sizes[i].right);

		assert_int_equal(rap_escape_message_id_ok(rap_slice_of(id)), sizes[i].want);
		free(id);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escape_html_leaves_no_markup),
		cmocka_unit_test(test_escape_text_isolates_right_to_left_words),
		cmocka_unit_test(test_escape_markdown_makes_no_markup),
		cmocka_unit_test(test_escape_markdown_after_our_bracket_makes_no_link),
		cmocka_unit_test(test_R62_csv_runs_no_formula),
		cmocka_unit_test(test_escape_ascii_keeps_the_form_ascii),
		cmocka_unit_test(test_escape_header_ok_refuses_injection),
		cmocka_unit_test(test_escape_message_id_ok_takes_plain_ids_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
