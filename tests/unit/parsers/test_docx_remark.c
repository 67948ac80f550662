// SPDX-License-Identifier: Apache-2.0
/* What stands among the paragraphs of a draft and may be about it instead of in it. */
#include "parsers/word/docx_remark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_remarks_are_told_from_text(void **state)
{
	static const struct {
		const char *text;
		rap_docx_remark want;
	} cases[] = {
		{"The Member States will share their data.", RAP_REMARK_NONE},
		{"The States shall, by 2025: measure, publish and warn.", RAP_REMARK_NONE},
		{"See the register at https://registers.example/seals", RAP_REMARK_MAYBE},
		{"All data stand at https://registers.example/seals", RAP_REMARK_NONE},
		{"Comment: we need more time.", RAP_REMARK_SURE},
		{"理由：时间不够", RAP_REMARK_SURE},
		{"Why only here?", RAP_REMARK_MAYBE},
		{"[Mongolia reserves its position]", RAP_REMARK_MAYBE},
		{"Mongolia proposes another order of the goals.", RAP_REMARK_MAYBE},
		{"The Embassy avails itself of this opportunity.", RAP_REMARK_MAYBE},
		{"Россия предлагает исключить слова.", RAP_REMARK_MAYBE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (rap_docx_remark_of(rap_slice_of(cases[i].text)) != cases[i].want)
			fail_msg("%s", cases[i].text);
}

static void test_rules_say_nothing(void **state)
{
	static const char *const rules[] = {"-----", "_____", "* * *", "――――", "──────", ". . ."};
	static const char *const words[] = {"- a", "?", "✓", "3.", "…"};

	(void)state;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (!rap_docx_is_rule(rap_slice_of(rules[i])))
			fail_msg("%s", rules[i]);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (rap_docx_is_rule(rap_slice_of(words[i])))
			fail_msg("%s", words[i]);
}

static void test_other_letters_than_the_draft_are_seen(void **state)
{
	static const struct {
		const char *base, *now;
		bool whole, want;
	} cases[] = {
		{"The States measure.", "The States measure twice.", true, false},
		{"The States measure.", "Государства измеряют.", true, true},
		{"The States measure.", "同意", true, true},
		{"The States measure.", "동의합니다.", true, true},
		{"The States measure.", "Saruul Dorj (Саруул) of the Ministry of Environment", true,
	         false},
		{"Государства измеряют.", "Государства не измеряют.", true, false},
		{"Государства измеряют.", "The States measure.", true, true},
		{"国家が測定する (WMO)。", "国家が測定する (WMO) か。", true, false},
		{"The States measure.", "The States measure 2 times, 3 times.", false, false},
		{"The States measure.", "The States (中国) measure.", false, false},
		{"The States measure.", "The States measure. Государства измеряют.", false, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (rap_docx_other_script(rap_slice_of(cases[i].base), rap_slice_of(cases[i].now),
		                          cases[i].whole) != cases[i].want)
			fail_msg("%s", cases[i].now);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_remarks_are_told_from_text),
		cmocka_unit_test(test_rules_say_nothing),
		cmocka_unit_test(test_other_letters_than_the_draft_are_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
