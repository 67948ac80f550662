// SPDX-License-Identifier: Apache-2.0
/* The lexicon file: its mistakes, and that the shipped one understands whole answers and nothing more. */
#include "common/file.h"
#include "common/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

static void test_mistakes_have_places(void **state)
{
	char path[] = "/tmp/rap-lexicon-XXXXXX";
	int fd = mkstemp(path);
	rap_diags diags = {0};
	rap_lexicon lexicon = {0};
	rap_buf out = rap_buf_init(10000);

	(void)state;
	assert_true(fd >= 0 && close(fd) == 0);
	assert_int_equal(rap_file_replace(path,
	                                  rap_slice_of("choice:\n"
	                                               "  support: {en: [support, Supported.]}\n"
	                                               "  no position:\n"
	                                               "    en: [abstain, SUPPORTED]\n"
	                                               "    ru: нет\n"
	                                               "    ja: [' ', {a: b}]\n"
	                                               "  list: [a]\n"
	                                               "yes-no:\n"
	                                               "  yes: {en: [supported, yes, Yes!]}\n"
	                                               "none: [a]\n"),
	                                  0600),
	                 RAP_OK);
	assert_false(rap_lexicon_read(path, "l.yaml", &diags, &lexicon));
	rap_diags_print(&diags, &out);
	assert_string_equal(
		rap_buf_text(&out),
		"l.yaml:4:19: choice.no position: stands under support already (got "
		"'SUPPORTED')\n"
		"l.yaml:5:9: choice.no position: must be a list of words (got 'нет')\n"
		"l.yaml:6:10: choice.no position: must be a word of 1 to 200 bytes (got "
		"' ')\n"
		"l.yaml:6:15: choice.no position: must be a word of 1 to 200 bytes\n"
		"l.yaml:7:9: choice.list: must be lists by language: en: [...]\n"
		"l.yaml:10:7: none: must be a mapping of values\n");
	rap_buf_done(&out);
	rap_diags_done(&diags);
	assert_int_equal(unlink(path), 0);
}

static void test_shipped_lexicon_understands_whole_answers(void **state)
{
	static const struct {
		const char *group, *text, *want;
	} cases[] = {
		{"choice", "Support", "support"},
		{"choice", "  SUPPORT  with\n  changes. ", "support with changes"},
		{"choice", "*support with amendments*", "support with changes"},
		{"choice", "（支持）。", "support"},
		{"choice", "修改后支持", "support with changes"},
		{"choice", "支持，但需修改", "support with changes"},
		{"choice", "\u201CCan\u2019t support\u201D", "cannot support"},
		{"choice", "Дэмжинэ.", "support"},
		{"choice", "ПОДДЕРЖИВАЕМ", "support"},
		{"choice", "support?", NULL},
		{"choice", "I support", NULL},
		{"choice", "support support", NULL},
		{"choice", "agree", NULL},
		{"choice", "no objection", NULL},
		{"none", "-", "none"},
		{"none", " \u2014 ", "none"},
		{"none", "(n.a.)", "none"},
		{"none", "N/A", "none"},
		{"none", ".", NULL},
		{"none", "...", NULL},
		{"yes-no", "Yes!", "yes"},
		{"yes-no", "はい。", "yes"},
		{"yes-no", "нет", "no"},
		{"number", "four", "4"},
	};
	rap_diags diags = {0};
	rap_lexicon lexicon;

	(void)state;
	assert_true(rap_lexicon_read("templates/lexicon.yaml", "lexicon.yaml", &diags, &lexicon));
	assert_int_equal(diags.n, 0);
	for (size_t i = 0; i < N(cases); i++) {
		const rap_word_set *set =
			rap_lexicon_find(&lexicon, cases[i].group, rap_slice_of(cases[i].text));

		if (!set != !cases[i].want || (set && strcmp(set->value, cases[i].want) != 0))
			fail_msg("%s: %s", cases[i].text, set ? set->value : "nothing");
	}
	rap_lexicon_done(&lexicon);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mistakes_have_places),
		cmocka_unit_test(test_shipped_lexicon_understands_whole_answers),
	};

	return cmocka_run_group_tests_name("lexicon", tests, NULL, NULL);
}
