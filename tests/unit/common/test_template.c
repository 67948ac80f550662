// SPDX-License-Identifier: Apache-2.0
/* Objective templates: what is taken, and every mistake with its place. */
#include "common/file.h"
#include "common/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char path[] = "/tmp/rap-template-XXXXXX";

static int make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd >= 0 && close(fd) == 0 ? 0 : -1;
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static bool read_text(const char *text, rap_diags *diags, rap_objective *ret)
{
	assert_int_equal(rap_file_replace(path, rap_slice_of(text), 0600), RAP_OK);
	return rap_objective_read(path, "t.yaml", diags, ret);
}

static void assert_printed(rap_diags *diags, const char *want)
{
	rap_buf out = rap_buf_init(100000);

	rap_diags_print(diags, &out);
	assert_string_equal(rap_buf_text(&out), want);
	rap_buf_done(&out);
	rap_diags_done(diags);
}

static void test_a_good_template_is_read_whole(void **state)
{
	rap_diags diags = {0};
	rap_objective o;

	(void)state;
	assert_true(read_text(
		"objective: 2\n"
		"title: Draft plan 2021\u20132025\n"
		"introduction: |\n"
		"  Two\n"
		"  lines.\n"
		"choices:\n"
		"  position: [support, support with changes]\n"
		"fields:\n"
		"  - {id: \"2.1\", type: choice, choices: position, required: true, label: "
		"Overall}\n"
		"  - {id: \"2.2\", type: rating, label: Relevance}\n"
		"  - {id: \"2.3\", type: rating, scale: [0, 10], label: Feasibility, hint: 0 = "
		"low}\n"
		"  - {id: \"2.4\", type: yes-no, label: Attending}\n"
		"  - {id: \"2.5\", type: proposals, draft: true, label: Proposals, hint: \"[P12] "
		"delete\"}\n"
		"  - {id: \"2.10\", type: text, label: Comments}\n",
		&diags, &o));
	assert_printed(&diags, "");
	assert_int_equal(o.number, 2);
	assert_string_equal(o.file, "t.yaml");
	assert_string_equal(o.introduction, "Two\nlines.\n");
	assert_int_equal(o.n_fields, 6);
	assert_int_equal(o.fields[0].type, RAP_FIELD_CHOICE);
	assert_true(o.fields[0].required);
	assert_int_equal(o.fields[0].objective, 2);
	assert_int_equal(o.fields[0].options.n, 2);
	assert_string_equal(o.fields[0].options.at[1], "support with changes");
	assert_null(o.fields[0].hint);
	assert_int_equal(o.fields[1].scale_max, 5);
	assert_int_equal(o.fields[2].scale_max, 10);
	assert_string_equal(o.fields[2].hint, "0 = low");
	assert_true(o.fields[4].draft);
	assert_null(o.fields[5].hint);
	assert_int_equal(o.field_places[5].line, 14);
	assert_int_equal(o.field_places[5].column, 10);
	rap_objective_done(&o);
}

static void test_all_mistakes_are_reported(void **state)
{
	rap_diags diags = {0};
	rap_objective o = {.number = 77};

	(void)state;
	assert_false(
		read_text("objective: two\n"
	                  "introduction: [x]\n"
	                  "choices:\n"
	                  "  one: [yes]\n"
	                  "  twice: [Yes, maybe, YES]\n"
	                  "  slash: [a/b, ж]\n"
	                  "field: []\n"
	                  "fields:\n"
	                  "  - {id: \"2\", type: choices, label: A}\n"
	                  "  - {id: 2.1, type: choice, choices: opinion, label: B}\n"
	                  "  - {id: \"2.1\", type: rating, scale: [5, 1], label: \"Résumé\"}\n"
	                  "  - {id: \"2.3\", type: text, scale: [1, 5], label: \"See [2.1]:\"}\n"
	                  "  - {id: \"2.4\", type: xyzzy, requird: true, required: maybe}\n"
	                  "  - text\n"
	                  "  - {id: \"2.5\", type: text, label: "
	                  "\"12345678901234567890123456789012345678901234567"
	                  "89012345678901234567\", draft: true}\n",
	                  &diags, &o));
	assert_int_equal(o.number, 77); /* untouched */
	assert_printed(
		&diags,
		"t.yaml:1:1: title: required\n"
		"t.yaml:1:12: objective: must be a number from 1 to 999 (got 'two')\n"
		"t.yaml:2:15: introduction: must be a text\n"
		"t.yaml:4:8: choices.one: a list of two to fifty options\n"
		"t.yaml:5:23: choices.twice: this option stands twice (got 'YES')\n"
		"t.yaml:6:11: choices.slash: an option is ASCII, short, and has no slash in it "
		"(got "
		"'a/b')\n"
		"t.yaml:6:16: choices.slash: an option is ASCII, short, and has no slash in it "
		"(got "
		"'ж')\n"
		"t.yaml:7:1: field: unknown key; did you mean fields?\n"
		"t.yaml:9:10: fields.1.id: digits with a point between, such as \"2.1\" (got '2')\n"
		"t.yaml:9:21: fields.1.type: unknown type; did you mean choice? (got 'choices')\n"
		"t.yaml:10:10: warning: fields.2.id: put it in quotes: other programs read 2.10 as "
		"2.1 "
		"(got '2.1')\n"
		"t.yaml:10:38: fields.2.choices: no such list under choices (got 'opinion')\n"
		"t.yaml:11:10: fields.3.id: stands twice, first in line 10 (got '2.1')\n"
		"t.yaml:11:38: fields.3.scale: two numbers from 0 to 100, the lower first: [1, 5]\n"
		"t.yaml:11:53: fields.3.label: ASCII only in the form: mail programs change other "
		"characters (got 'Résumé')\n"
		"t.yaml:12:36: fields.4.scale: only a rating has a scale\n"
		"t.yaml:12:51: fields.4.label: a bracket before a digit begins a field of the form "
		"(got "
		"'See [2.1]:')\n"
		"t.yaml:12:51: warning: fields.4.label: no colon at the end: the form puts its own "
		"marks "
		"(got 'See [2.1]:')\n"
		"t.yaml:13:5: fields.5.label: required\n"
		"t.yaml:13:23: fields.5.type: unknown type; choice, rating, yes-no, date, list, "
		"people, "
		"text or proposals (got 'xyzzy')\n"
		"t.yaml:13:30: fields.5.requird: unknown key; did you mean required?\n"
		"t.yaml:13:55: fields.5.required: must be true or false (got 'maybe')\n"
		"t.yaml:14:5: fields.6: must be a mapping: {id: ..., ...} (got 'text')\n"
		"t.yaml:15:36: warning: fields.7.label: longer than 66 columns: mail programs will "
		"wrap "
		"it (got '1234567890123456789012345678901234567890123456789012345678901234567')\n"
		"t.yaml:15:114: fields.7.draft: only proposals are made on the draft (got "
		"'true')\n");
}

static void test_what_is_no_template(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{"- a\n", "t.yaml:1:1: must begin with objective: 1\n"},
		{"", "t.yaml:1:1: the file is empty\n"},
		{"objective: 1\ntitle: x\n", "t.yaml:1:1: fields: required: the questions\n"},
		{"objective: 1\ntitle: x\nfields: []\n",
	         "t.yaml:3:9: fields: must be a list of 1 to 1000 fields\n"},
		{"objective: 1\ntitle: x\nfields: {a: b}\n",
	         "t.yaml:3:9: fields: must be a list of 1 to 1000 fields\n"},
		{"objective: 1\ntitle: x\nchoices: 4\nfields: [{id: \"1.1\", type: choice, "
	         "choices: a, "
	         "label: x}]\n",
	         "t.yaml:3:10: choices: must be a mapping of lists: position: [...] (got '4')\n"
	         "t.yaml:4:45: fields.1.choices: no such list under choices (got 'a')\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		rap_diags diags = {0};
		rap_objective o;

		assert_false(read_text(cases[i].in, &diags, &o));
		assert_printed(&diags, cases[i].want);
	}
}

static void test_ids(void **state)
{
	static const struct {
		const char *id;
		bool want;
	} cases[] = {
		{"1.1", true},  {"12.345", true},  {"1.2.3.4", true}, {"1.2.3.4.5", false},
		{"1", false},   {"1.", false},     {".1", false},     {"1..1", false},
		{"1.a", false}, {"1.2345", false}, {"1.1]", false},   {"a1.1", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		rap_diags diags = {0};
		rap_objective o = {0};
		rap_buf text = rap_buf_init(1000);
		bool got;

		rap_buf_printf(
			&text,
			"objective: 1\ntitle: t\nfields: [{id: \"%s\", type: text, label: x}]\n",
			cases[i].id);
		got = read_text(rap_buf_text(&text), &diags, &o);
		if (got != cases[i].want)
			fail_msg("%s", cases[i].id);
		rap_objective_done(&o);
		rap_diags_done(&diags);
		rap_buf_done(&text);
	}
}

/* The questionnaires that come with the program. */
static void test_shipped_templates_are_good(void **state)
{
	static const char *const files[] = {
		"templates/objectives/review.yaml",
		"templates/objectives/draft.yaml",
		"templates/objectives/other-matters.yaml",
		"templates/objectives/nominations.yaml",
		"conf/neaspec-2020/objectives/1-review.yaml",
		"conf/neaspec-2020/objectives/2-draft-plan.yaml",
		"conf/neaspec-2020/objectives/3-other-matters.yaml",
		"conf/neaspec-2020/objectives/4-nominations.yaml",
	};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		rap_diags diags = {0};
		rap_objective o;

		assert_true(rap_objective_read(files[i], files[i], &diags, &o));
		assert_printed(&diags, "");
		rap_objective_done(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_good_template_is_read_whole),
		cmocka_unit_test(test_all_mistakes_are_reported),
		cmocka_unit_test(test_what_is_no_template),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_shipped_templates_are_good),
	};

	return cmocka_run_group_tests_name("template", tests, make_file, remove_file);
}
