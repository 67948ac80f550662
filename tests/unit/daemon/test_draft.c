// SPDX-License-Identifier: Apache-2.0
/* The draft: marks, blocks, what cannot be carried, and writing of missing marks. */
#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "report/draft.h"
#include "report/draft_mark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

static void assert_printed(rap_diags *diags, const char *want)
{
	rap_buf out = rap_buf_init(100000);

	rap_diags_print(diags, &out);
	assert_string_equal(rap_buf_text(&out), want);
	rap_buf_done(&out);
	rap_diags_done(diags);
}

static void test_marks_are_spelled_in_one_way(void **state)
{
	static const struct {
		const char *mark, *bookmark; /* NULL: no mark */
	} cases[] = {
		{"P1", "P1"},
		{"P9999", "P9999"},
		{"P2 bis", "P2_bis"},
		{"P2 decies", "P2_decies"},
		{"P2 (a)", "P2_a"},
		{"P2 (zz)", "P2_zz"},
		{"P2 (i)", "P2_i"},
		{"P2 (a) (iv)", "P2_a_iv"},
		{"P2 bis (c) (xxxix)", "P2_bis_c_xxxix"},
		{"P0", NULL},
		{"P01", NULL},
		{"P10000", NULL},
		{"p1", NULL},
		{"P", NULL},
		{"", NULL},
		{"P2bis", NULL},
		{"P2  bis", NULL},
		{"P2 Bis", NULL},
		{"P2 alt", NULL},
		{"P2 (A)", NULL},
		{"P2 (aaa)", NULL},
		{"P2 ()", NULL},
		{"P2(a)", NULL},
		{"P2 (a) (iiii)", NULL},
		{"P2 (a) (xl)", NULL},
		{"P2 (a) bis", NULL},
		{"P2 (a) (i) (a)", NULL},
		{"P2 ", NULL},
		{" P2", NULL},
		{"P2 (a) ", NULL},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_buf bookmark = rap_buf_init(100), again = rap_buf_init(100);
		rap_mark mark;

		if (rap_draft_bookmark(cases[i].mark, &bookmark) != !!cases[i].bookmark)
			fail_msg("%s", cases[i].mark);
		if (cases[i].bookmark) {
			assert_string_equal(rap_buf_text(&bookmark), cases[i].bookmark);
			assert_true(rap_mark_parse(rap_slice_of(cases[i].mark), &mark));
			rap_mark_put(&again, &mark);
			assert_string_equal(rap_buf_text(&again), cases[i].mark);
		}
		rap_buf_done(&bookmark);
		rap_buf_done(&again);
	}
}

static void test_letters_and_numerals_round_trip(void **state)
{
	(void)state;
	for (unsigned letter = 1; letter <= RAP_MARK_LETTER_MAX; letter++)
		for (unsigned roman = 0; roman <= RAP_MARK_ROMAN_MAX; roman += 13) {
			rap_mark in = {.number = 7, .letter = letter, .roman = roman}, out;
			rap_buf text = rap_buf_init(100);

			rap_mark_put(&text, &in);
			assert_true(rap_mark_parse(rap_buf_as_slice(&text), &out));
			assert_int_equal(rap_mark_compare(&in, &out), 0);
			rap_buf_done(&text);
		}
}

static void test_a_draft_is_read_into_blocks(void **state)
{
	static const struct {
		rap_block_kind kind;
		int level;
		unsigned line;
		const char *mark, *text;
	} want[] = {
		{RAP_BLOCK_HEADING, 1, 1, NULL, "Zero draft"},
		{RAP_BLOCK_PARAGRAPH, 0, 5, "P1", "The Programme shall, by 2025, strengthen it."},
		{RAP_BLOCK_PARAGRAPH, 0, 8, "P2", "Member States will:"},
		{RAP_BLOCK_PARAGRAPH, 1, 10, "P2 (a)", "cooperate & report;"},
		{RAP_BLOCK_PARAGRAPH, 2, 11, "P2 (a) (i)", "by 2023;"},
		{RAP_BLOCK_PARAGRAPH, 1, 12, "P2 (b)",
	         "see here (https://neaspec.example/) and x@y.example."},
		{RAP_BLOCK_PARAGRAPH, 0, 14, "P2 bis", "Дундын [sic] \u4E2D"},
		{RAP_BLOCK_HEADING, 2, 16, NULL, "II. Rest"},
		{RAP_BLOCK_PARAGRAPH, 0, 19, "P3", "[deleted]"},
	};
	rap_diags diags = {0};
	rap_draft draft;

	(void)state;
	assert_true(rap_draft_parse(
		rap_slice_of("# Zero *draft*\n"
	                     "\n"
	                     "<!-- a note\n"
	                     "     of the secretariat -->\n"
	                     "[P1] The **Programme** shall,\n"
	                     "by 2025, `strengthen` it.\n"
	                     "\n"
	                     "[P2] Member States will:\n"
	                     "\n"
	                     "- [P2 (a)] cooperate &amp; report;\n"
	                     "  1. [P2 (a) (i)] by 2023;\n"
	                     "- [P2 (b)] see [here](https://neaspec.example/) and <x@y.example>.\n"
	                     "\n"
	                     "[P2 bis] Дундын [sic] \u4E2D\n"
	                     "\n"
	                     "II. Rest\n"
	                     "--------\n"
	                     "\n"
	                     "[P3] [deleted]\n"),
		"draft.md", &diags, &draft));
	assert_int_equal(diags.n, 0);
	assert_string_equal(draft.title, "Zero draft");
	assert_int_equal(draft.n, N(want));
	for (size_t i = 0; i < N(want); i++) {
		assert_int_equal(draft.blocks[i].kind, want[i].kind);
		assert_int_equal(draft.blocks[i].level, want[i].level);
		assert_int_equal(draft.blocks[i].line, want[i].line);
		assert_string_equal(draft.blocks[i].text, want[i].text);
		if (want[i].mark)
			assert_string_equal(draft.blocks[i].mark, want[i].mark);
		else
			assert_null(draft.blocks[i].mark);
	}
	assert_string_equal(rap_draft_find(&draft, "P2 (a) (i)")->bookmark, "P2_a_i");
	assert_null(rap_draft_find(&draft, "P4"));
	rap_draft_done(&draft);
}

static void test_all_mistakes_are_reported(void **state)
{
	rap_diags diags = {0};
	rap_draft draft = {.n = 77};

	(void)state;
	assert_false(rap_draft_parse(rap_slice_of("# [P1] Title\n"
	                                          "\n"
	                                          "[P2] first\n"
	                                          "\n"
	                                          "[P2] again\n"
	                                          "\n"
	                                          "[P5] after a gap\n"
	                                          "\n"
	                                          "without a mark\n"
	                                          "\n"
	                                          "[P6(a)] misspelled\n"
	                                          "\n"
	                                          "[P6](a) linked\n"
	                                          "\n"
	                                          "[P7]: http://x.example\n"
	                                          "\n"
	                                          "| a | b |\n"
	                                          "|---|---|\n"
	                                          "| 1 | 2 |\n"
	                                          "\n"
	                                          "[P3] an image ![x](y.png) and <b>HTML</b>\n"
	                                          "\n"
	                                          "<div>x</div>\n"
	                                          "\n"
	                                          "    code\n"
	                                          "\n"
	                                          "> [P4] quoted\n"
	                                          "\n"
	                                          "<!-- a --> <p> <!-- b -->\n"
	                                          "\n"
	                                          "[P8]\n"),
	                             "draft.md", &diags, &draft));
	assert_int_equal(draft.n, 77);
	assert_printed(
		&diags,
		"draft.md:1:1: a heading carries no mark\n"
		"draft.md:5:1: P2: this mark stands twice, first in line 3\n"
		"draft.md:9:1: a paragraph without a mark; rapporteur number writes it (got "
		"'without a "
		"mark')\n"
		"draft.md:11:1: not a mark; marks are spelled [P12], [P12 bis], [P12 (a)], [P12 "
		"(a) "
		"(i)]\n"
		"draft.md:13:1: put a blank behind the mark: with ( directly behind it is a link\n"
		"draft.md:15:1: no colon behind a mark: Markdown takes it for a link\n"
		"draft.md:17:1: tables cannot be carried in a draft\n"
		"draft.md:21:1: warning: P3: stands behind a higher mark; documents keep this "
		"order\n"
		"draft.md:21:15: images cannot be carried in a draft\n"
		"draft.md:21:31: raw HTML cannot be carried in a draft\n"
		"draft.md:21:38: raw HTML cannot be carried in a draft\n"
		"draft.md:23:1: raw HTML cannot be carried in a draft; a comment alone may stand\n"
		"draft.md:25:5: a block of code cannot be carried in a draft (four blanks make "
		"one)\n"
		"draft.md:27:1: quotations cannot be carried in a draft\n"
		"draft.md:29:1: raw HTML cannot be carried in a draft; a comment alone may stand\n"
		"draft.md:31:1: a mark without words; of a deleted paragraph [deleted] remains\n"
		"draft.md:31:1: P8: a mark is missing before this one (a deleted paragraph keeps "
		"its "
		"mark): P7\n");
}

static void test_sequence_of_lists_is_kept_to_two_levels(void **state)
{
	rap_diags diags = {0};
	rap_draft draft;

	(void)state;
	assert_false(rap_draft_parse(rap_slice_of("[P1] a\n\n- [P1 (a)] b\n  - [P1 (a) (i)] c\n"
	                                          "    - [P1 (a) (ii)] d\n"),
	                             "draft.md", &diags, &draft));
	assert_printed(&diags,
	               "draft.md:5:7: lists in lists in lists cannot be carried: marks end at "
	               "[P1 (a) (i)]\n");
}

static void test_order_is_a_warning(void **state)
{
	rap_diags diags = {0};
	rap_draft draft;

	(void)state;
	assert_true(
		rap_draft_parse(rap_slice_of("[P2] b\n\n[P1] a\n"), "draft.md", &diags, &draft));
	assert_printed(&diags,
	               "draft.md:3:1: warning: P1: stands behind a higher mark; documents keep "
	               "this order\n");
	rap_draft_done(&draft);
}

static void test_what_is_no_draft(void **state)
{
	static const struct {
		rap_slice in;
		const char *want;
	} cases[] = {
		{{"", 0}, "draft.md: the draft is empty\n"},
		{{"a\n\xFF\n", 4}, NULL},
		{{"a\0b", 3}, NULL},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_diags diags = {0};
		rap_draft draft;

		assert_false(rap_draft_parse(cases[i].in, "draft.md", &diags, &draft));
		if (i == 0)
			assert_printed(&diags, cases[i].want);
		else
			assert_true(diags.errors > 0);
		rap_diags_done(&diags);
	}
}

static void test_number_writes_missing_marks(void **state)
{
	static const struct {
		const char *name, *in, *want;
		size_t added;
	} cases[] = {
		{"all new", "# T\n\na\n\nb:\n\n- c\n- d\n\n  e\n\nf\n",
	         "# T\n\n[P1] a\n\n[P2] b:\n\n- [P2 (a)] c\n- [P2 (b)] d\n\n  [P2 (c)] e\n\n[P3] "
	         "f\n",
	         6},
		{"between and behind", "[P1] a\n\nx\n\ny\n\n[P2] b\n\nz\n",
	         "[P1] a\n\n[P1 bis] x\n\n[P1 ter] y\n\n[P2] b\n\n[P3] z\n", 3},
		{"bis is there", "[P1] a\n\n[P1 bis] x\n\ny\n\n[P2] b\n",
	         "[P1] a\n\n[P1 bis] x\n\n[P1 ter] y\n\n[P2] b\n", 1},
		{"before the first", "x\n\n[P1] a\n", "[P2] x\n\n[P1] a\n", 1},
		{"a gap is not filled", "[P1] a\n\n[P4] b\n\nc\n", "[P1] a\n\n[P4] b\n\n[P5] c\n",
	         1},
		{"a letter in front", "[P1] a\n\n- x\n- [P1 (a)] y\n- z\n",
	         "[P1] a\n\n- [P1 (b)] x\n- [P1 (a)] y\n- [P1 (c)] z\n", 2},
		{"second level", "a\n\n1. b\n   - c\n   - d\n2. e\n",
	         "[P1] a\n\n1. [P1 (a)] b\n   - [P1 (a) (i)] c\n   - [P1 (a) (ii)] d\n2. [P1 (b)] "
	         "e\n",
	         5},
		{"a list alone", "## H\n\n- a\n- b\n", "## H\n\n- [P1] a\n- [P2] b\n", 2},
		{"nothing to do", "[P1] a\n", "[P1] a\n", 0},
		{"line ends stay", "a\r\n\r\nb", "[P1] a\r\n\r\n[P2] b", 2},
		{"tabs", "a\n\n-\tb\n", "[P1] a\n\n-\t[P1 (a)] b\n", 2},
		{"tight after a heading", "# T\na\n# U\nb\n", "# T\n[P1] a\n# U\n[P2] b\n", 2},
		{"wide letters", "- ж\n\n  中\n", "- [P1] ж\n\n  [P2] 中\n", 2},
		{"BOM", "\xEF\xBB\xBFWords\n", "\xEF\xBB\xBF[P1] Words\n", 1},
		{"empty", "", "", 0},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_diags diags = {0};
		rap_buf out = {0};
		size_t added = 99;

		if (!rap_draft_number(rap_slice_of(cases[i].in), "d.md", &diags, &out, &added)) {
			rap_buf printed = rap_buf_init(1000);

			rap_diags_print(&diags, &printed);
			fail_msg("%s: %s", cases[i].name, rap_buf_text(&printed));
		}
		assert_string_equal(rap_buf_text(&out), cases[i].want);
		assert_int_equal(added, cases[i].added);
		rap_buf_done(&out);
	}
}

static void test_number_refuses_what_it_would_spoil(void **state)
{
	static const char *const cases[] = {
		"[P1] a\n\n[P1] b\n\nc\n", /* which is it? */
		"a\n\n| x | y |\n|---|---|\n",
		"[P1 (b] a\n",
		"\xFF\n",
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_diags diags = {0};
		rap_buf out = {0};
		size_t added = 99;

		assert_false(
			rap_draft_number(rap_slice_of(cases[i]), "d.md", &diags, &out, &added));
		assert_true(diags.errors > 0);
		assert_null(out.at);
		assert_int_equal(added, 99);
		rap_diags_done(&diags);
	}
}

static void test_large_drafts(void **state)
{
	rap_buf text = rap_buf_init(RAP_LIMIT_DRAFT_FILE + 100), out = {0};
	rap_diags diags = {0};
	rap_draft draft;
	size_t added;

	(void)state;
	for (unsigned i = 0; i < RAP_LIMIT_PARAGRAPHS; i++)
		rap_buf_str(&text, "words\n\n");
	assert_true(rap_draft_number(rap_buf_as_slice(&text), "d.md", &diags, &out, &added));
	assert_int_equal(added, RAP_LIMIT_PARAGRAPHS);
	assert_true(rap_draft_parse(rap_buf_as_slice(&out), "d.md", &diags, &draft));
	assert_int_equal(draft.n, RAP_LIMIT_PARAGRAPHS);
	rap_draft_done(&draft);
	rap_buf_done(&out);
	rap_buf_str(&text, "words\n");
	assert_false(rap_draft_number(rap_buf_as_slice(&text), "d.md", &diags, &out, &added));
	rap_diags_done(&diags);
	while (text.len <= RAP_LIMIT_DRAFT_FILE)
		rap_buf_str(&text, "words ");
	assert_false(rap_draft_parse(rap_buf_as_slice(&text), "d.md", &diags, &draft));
	assert_printed(&diags, "d.md: larger than 4 MiB\n");
	rap_buf_done(&text);
}

/* Depth that would overflow a stack, were anything recursive. */
static void test_hostile_nesting_ends(void **state)
{
	static const char *const pieces[] = {"> ",   "- ", "* a\n", "[", "**",
	                                     "<!--", "`",  "![",    "|"};

	(void)state;
	for (size_t i = 0; i < N(pieces); i++) {
		rap_buf text = rap_buf_init(RAP_LIMIT_DRAFT_FILE);
		rap_diags diags = {0};
		rap_draft draft;

		while (text.len < 20000)
			rap_buf_str(&text, pieces[i]);
		assert_false(rap_draft_parse(rap_buf_as_slice(&text), "d.md", &diags, &draft));
		rap_diags_done(&diags);
		rap_buf_done(&text);
	}
}

static void test_shipped_draft_is_good(void **state)
{
	rap_diags diags = {0};
	rap_buf text = {0};
	rap_draft draft;

	(void)state;
	assert_int_equal(rap_file_read("conf/neaspec-2020/draft.md", RAP_LIMIT_DRAFT_FILE, &text),
	                 RAP_OK);
	assert_true(rap_draft_parse(rap_buf_as_slice(&text), "draft.md", &diags, &draft));
	assert_printed(&diags, "");
	assert_true(draft.n >= 40);
	rap_draft_done(&draft);
	rap_buf_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks_are_spelled_in_one_way),
		cmocka_unit_test(test_letters_and_numerals_round_trip),
		cmocka_unit_test(test_a_draft_is_read_into_blocks),
		cmocka_unit_test(test_all_mistakes_are_reported),
		cmocka_unit_test(test_sequence_of_lists_is_kept_to_two_levels),
		cmocka_unit_test(test_order_is_a_warning),
		cmocka_unit_test(test_what_is_no_draft),
		cmocka_unit_test(test_number_writes_missing_marks),
		cmocka_unit_test(test_number_refuses_what_it_would_spoil),
		cmocka_unit_test(test_large_drafts),
		cmocka_unit_test(test_hostile_nesting_ends),
		cmocka_unit_test(test_shipped_draft_is_good),
	};

	return cmocka_run_group_tests_name("draft", tests, NULL, NULL);
}
