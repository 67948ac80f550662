// SPDX-License-Identifier: Apache-2.0
/* Field types, copies, and finding whole answers in the lexicon. */
#include "common/context.h"
#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_field_types_have_texts_and_back(void **state)
{
	rap_field_type type = RAP_FIELD_TEXT;

	(void)state;
	assert_string_equal(rap_field_type_text(RAP_FIELD_YES_NO), "yes-no");
	for (int i = RAP_FIELD_CHOICE; i <= RAP_FIELD_PROPOSALS; i++) {
		assert_true(rap_field_type_parse(rap_field_type_text((rap_field_type)i), &type));
		assert_int_equal(type, i);
	}
	assert_false(rap_field_type_parse("Choice", &type));
	assert_int_equal(type, RAP_FIELD_PROPOSALS);
}

static void test_copies_are_deep(void **state)
{
	rap_field field = {.id = rap_strdup("2.1"),
	                   .label = rap_strdup("L"),
	                   .required = true,
	                   .objective = 2};
	rap_paragraph paragraph = {.mark = rap_strdup("P1"), .text = rap_strdup("words")};
	rap_field field_copy;
	rap_paragraph paragraph_copy;

	(void)state;
	rap_strv_add(&field.options, "support");
	field_copy = rap_field_copy(&field);
	paragraph_copy = rap_paragraph_copy(&paragraph);
	rap_field_done(&field);
	rap_paragraph_done(&paragraph);
	assert_string_equal(field_copy.id, "2.1");
	assert_null(field_copy.hint);
	assert_true(field_copy.required);
	assert_int_equal(field_copy.objective, 2);
	assert_true(rap_strv_has(&field_copy.options, "support"));
	assert_string_equal(paragraph_copy.text, "words");
	assert_null(paragraph_copy.revision);
	rap_field_done(&field_copy);
	rap_paragraph_done(&paragraph_copy);
}

static rap_lexicon small_lexicon(void)
{
	static const char *const rows[][3] = {
		{"choice", "support", "Support"},     {"choice", "support", "  ДЭМЖИНЭ "},
		{"choice", "cannot support", "反対"}, {"yes-no", "yes", "はい"},
		{"yes-no", "yes", "support"},
	};
	rap_lexicon lexicon = {0};

	lexicon.sets = rap_calloc(5, sizeof *lexicon.sets);
	for (lexicon.n = 0; lexicon.n < 5; lexicon.n++) {
		lexicon.sets[lexicon.n].group = rap_strdup(rows[lexicon.n][0]);
		lexicon.sets[lexicon.n].value = rap_strdup(rows[lexicon.n][1]);
		rap_strv_add(&lexicon.sets[lexicon.n].words, rows[lexicon.n][2]);
	}
	return lexicon;
}

static const char *find(const rap_lexicon *lexicon, const char *group, const char *text)
{
	const rap_word_set *set = rap_lexicon_find(lexicon, group, rap_slice_of(text));

	return set ? set->value : "-";
}

static void check_finding(const rap_lexicon *lexicon)
{
	assert_string_equal(find(lexicon, "choice", "SUPPORT"), "support");
	assert_string_equal(find(lexicon, "choice", " дэмжинэ\u3000"), "support");
	assert_string_equal(find(lexicon, "choice", "反対"), "cannot support");
	assert_string_equal(find(lexicon, "yes-no", "Ｓupport\u200B"), "yes");
	assert_string_equal(find(lexicon, "choice", "I support"), "-"); /* whole answers only */
	assert_string_equal(find(lexicon, "choice", "はい"), "-");
	assert_string_equal(find(lexicon, "rating", "support"), "-");
	assert_string_equal(find(lexicon, "choice", ""), "-");
	assert_string_equal(find(lexicon, "choice", "\xFF"), "-");
}

static void test_lexicon_finds_folded_or_not(void **state)
{
	rap_lexicon lexicon = small_lexicon();

	(void)state;
	check_finding(&lexicon);
	rap_lexicon_fold(&lexicon);
	assert_string_equal(lexicon.sets[1].words.at[0], "дэмжинэ");
	check_finding(&lexicon);
	rap_lexicon_done(&lexicon);
	assert_int_equal(lexicon.n, 0);
}

static void test_lexicon_ignores_long_texts(void **state)
{
	rap_lexicon lexicon = small_lexicon();
	char *text = rap_calloc(100001, 1);

	(void)state;
	memset(text, 'a', 100000);
	assert_string_equal(find(&lexicon, "choice", text), "-");
	text[2000] = '\0';
	assert_string_equal(find(&lexicon, "choice", text), "-");
	free(text);
	rap_lexicon_done(&lexicon);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_field_types_have_texts_and_back),
		cmocka_unit_test(test_copies_are_deep),
		cmocka_unit_test(test_lexicon_finds_folded_or_not),
		cmocka_unit_test(test_lexicon_ignores_long_texts),
	};

	return cmocka_run_group_tests_name("field", tests, NULL, NULL);
}
