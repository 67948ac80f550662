// SPDX-License-Identifier: Apache-2.0
/* Which line starts name an item, in the spellings people use; and marks in lists of options. */
#include "parsers/form/shortform.h"
#include "parsers/value/marks.h"

#include "form_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

static rap_context context;
static rap_vocabulary *vocabulary;
static rap_names names;

static int set_up(void **state)
{
	(void)state;
	fixture_context(&context);
	vocabulary = rap_vocabulary_new();
	rap_names_read(&context, vocabulary, &names);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	rap_names_done(&names);
	vocabulary = rap_vocabulary_free(vocabulary);
	rap_context_done(&context);
	return 0;
}

/* "2.1!|rest": the ids, ! when strong, ? when not, "^" for a cue, and the first token behind. "": no beginning. */
static char *begin_of(const char *line)
{
	rap_buf out = rap_buf_init(4096);
	rap_short_start s;
	rap_tokens t;

	rap_tokens_read(rap_slice_of(line), vocabulary, &t);
	if (rap_short_begins(&names, &t, 0, &s)) {
		for (size_t i = 0; i < s.n; i++)
			rap_buf_printf(&out, "%s%s", i ? " " : "", context.fields[s.fields[i]].id);
		rap_buf_printf(&out, "%s%s|%s", s.strong ? "!" : "?", s.cue ? "^" : "",
		               s.rest < t.n ? rap_vocabulary_text(vocabulary, t.at[s.rest].word)
		                            : "");
	}
	rap_tokens_done(&t);
	return rap_buf_take(&out);
}

static void test_line_starts_that_name_an_item(void **state)
{
	static const struct {
		const char *line, *want;
	} rows[] = {
		{"2.1 support", "2.1?|support"},
		{"[2.1] support", "2.1!|support"},
		{"［２．１］　support", "2.1!|support"},
		{"【2.1】：支", "2.1!|支"},
		{"* Q2.1: support", "2.1!|support"},
		{"Item 2.1 - support", "2.1!|support"},
		{"No. 2.1 support", "2.1!|support"},
		{"(2.1) support", "2.1!|support"},
		{"#2.1: support", "2.1!|support"},
		{"ad 2.1: support", "2.1!|support"},
		{"п. 2.1: support", "2.1!|support"},
		{"第2.1项：支", "2.1!|支"},
		{"문항 2.1 지", "2.1!|지"},
		{"2.1번 지", "2.1!|지"},
		{"2.1-д: дэмжинэ", "2.1!|дэмжинэ"},
		{"2.1-й: поддерживаем", "2.1!|поддерживаем"},
		{"2.1 - yes: but", "2.1!|yes"},
		{"1) [2.1] support", "2.1!|support"},
		{"- 2.1) support", "2.1!|support"},
		{"Answer [2.1]: support", "2.1!^|support"},
		{"Our answer to 2.1: support", "2.1!|support"},
		{"答复 [2.1]：支", "2.1!^|支"},
		{"Réponse [2.1]: support", "2.1!^|support"},
		{"Overall position on the draft: support", "2.1!|support"},
		{"2.1-2.3: none", "2.1 2.2 2.3!|none"},
		{"[2.1]-[2.3] none", "2.1 2.2 2.3!|none"},
		{"2.1 to 2.3: none", "2.1 2.2 2.3!|none"},
		{"с 2.1 по 2.3: нет", ""},
		{"2.1 по 2.3: нет", "2.1 2.2 2.3!|нет"},
		{"2.1至2.3：无", "2.1 2.2 2.3!|无"},
		{"2.1, 2.3 and 2.4: none", "2.1 2.3 2.4!|none"},
		{"2.1、2.3: なし", "2.1 2.3!|な"},
		{"1.1/2.1: none", "1.1 2.1!|none"},
		/* an answer that begins with a bracketed number of something else */
		{"2.3 - [2.1] was better", "2.3!|["},
		{"2.9 support", ""},
		{"20.1 support", ""},
		{"PM2.1 is fine", ""},
		{"See 2.1 above", ""},
		{"2.1.3 support", ""},
		{"2020-07-20", ""},
		{"Overall position on the draft is good", ""},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *got = begin_of(rows[i].line);

		if (strcmp(got, rows[i].want) != 0)
			fail_msg("'%s': got '%s', want '%s'", rows[i].line, got, rows[i].want);
		free(got);
	}
}

static void test_choices_made_in_the_list(void **state)
{
	static const struct {
		const char *list;
		rap_marks want;
		const char *words;
	} rows[] = {
		{"(support / support with changes / cannot support / no position)", RAP_MARKS_NONE,
	         NULL},
		{"([ ] support / [X] support with changes / [ ] cannot support / [ ] no position)",
	         RAP_MARKS_ONE, "support with changes"},
		{"( ) support (x) support with changes ( ) cannot support ( ) no position",
	         RAP_MARKS_ONE, "support with changes"},
		{"support [ ] support with changes [x] cannot support [ ] no position [ ]",
	         RAP_MARKS_ONE, "support with changes"},
		{"☐ support\n☑ support with changes\n☐ cannot support\n☐ no position",
	         RAP_MARKS_ONE, "support with changes"},
		{"support / support with changes / cannot support X / no position", RAP_MARKS_ONE,
	         "cannot support"},
		{"support / support with changes / ✓cannot support / no position", RAP_MARKS_ONE,
	         "cannot support"},
		{"(support / support with changes / *cannot support* / no position)", RAP_MARKS_ONE,
	         "cannot support"},
		{"support / support with changes / [cannot support] / no position", RAP_MARKS_ONE,
	         "cannot support"},
		{"(cannot support)", RAP_MARKS_ONE, "cannot support"},
		{"支持", RAP_MARKS_ONE, "支持"},
		{"([X] support / [X] support with changes / [ ] cannot support)", RAP_MARKS_UNCLEAR,
	         NULL},
		{"(support / support with changes)", RAP_MARKS_UNCLEAR, NULL},
		{"(support, but / support with changes / cannot support)", RAP_MARKS_UNCLEAR, NULL},
		{"○ support / support with changes / cannot support / no position",
	         RAP_MARKS_UNCLEAR, NULL},
		{"([ ] support / [ ] support with changes / [ ] cannot support / [ ] no position)",
	         RAP_MARKS_NONE, NULL},
		{"nothing of these", RAP_MARKS_NONE, NULL},
		{"", RAP_MARKS_NONE, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		rap_slice words = {0};
		rap_marks got = rap_marks_read(&context, fixture_field(&context, RAP_FIELD_CHOICE),
		                               rap_slice_of(rows[i].list), &words);

		if (got != rows[i].want || (rows[i].words && !rap_slice_is(words, rows[i].words)))
			fail_msg("'%s': got %d '%.*s'", rows[i].list, (int)got, (int)words.len,
			         words.at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_starts_that_name_an_item),
		cmocka_unit_test(test_choices_made_in_the_list),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
