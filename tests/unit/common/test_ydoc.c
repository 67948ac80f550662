// SPDX-License-Identifier: Apache-2.0
/* YAML with places: trees, getters, and everything a file can do to us. */
#include "common/limits.h"
#include "common/mem.h"
#include "common/ydoc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

static rap_ydoc *parse(const char *text, rap_diags *diags)
{
	return rap_ydoc_parse(rap_slice_of(text), "f.yaml", diags);
}

static void assert_printed(rap_diags *diags, const char *want)
{
	rap_buf out = rap_buf_init(100000);

	rap_diags_print(diags, &out);
	assert_string_equal(rap_buf_text(&out), want);
	rap_buf_done(&out);
	rap_diags_done(diags);
}

static void test_nodes_know_their_places(void **state)
{
	rap_diags diags = {0};
	rap_ydoc *doc = parse("\xEF\xBB\xBF# words\na: 1\nж: {c: \"2\", d: [x, y]}\n", &diags);
	const rap_ynode *root = rap_ydoc_root(doc), *inner, *list;

	(void)state;
	assert_int_equal(diags.n, 0);
	assert_string_equal(rap_ydoc_name(doc), "f.yaml");
	assert_int_equal(root->kind, RAP_YNODE_MAPPING);
	assert_int_equal(root->n, 2);
	assert_int_equal(root->keys[1]->line, 3);
	assert_int_equal(root->keys[1]->column, 1);
	inner = rap_ydoc_get(root, "ж");
	assert_true(inner->used);
	assert_false(root->items[0]->used);
	assert_int_equal(inner->column, 4); /* characters, not bytes */
	assert_true(rap_ydoc_get(inner, "c")->quoted);
	list = rap_ydoc_get(inner, "d");
	assert_int_equal(list->kind, RAP_YNODE_SEQUENCE);
	assert_int_equal(list->n, 2);
	assert_string_equal(list->items[1]->text, "y");
	assert_int_equal(list->items[1]->column, 20);
	rap_ydoc_free(doc);
}

static void test_null_counts_as_absent(void **state)
{
	rap_diags diags = {0};
	rap_ydoc *doc = parse("a:\nb: ~\nc: null\nd: \"null\"\ne: ''\n", &diags);
	const rap_ynode *root = rap_ydoc_root(doc);

	(void)state;
	assert_null(rap_ydoc_get(root, "a"));
	assert_null(rap_ydoc_get(root, "b"));
	assert_null(rap_ydoc_get(root, "c"));
	assert_non_null(rap_ydoc_get(root, "d"));
	assert_non_null(rap_ydoc_get(root, "e"));
	assert_null(rap_ydoc_get(root, "f"));
	assert_null(rap_ydoc_get(NULL, "a"));
	rap_ydoc_unknown(doc, root, "", "x", &diags);
	assert_int_equal(diags.n, 0); /* absent, but asked for */
	rap_ydoc_free(doc);
}

static void test_mistakes_without_a_tree(void **state)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
		{"empty", "", "f.yaml:1:1: the file is empty\n"},
		{"comment only", "# nothing\n", "f.yaml:1:1: the file is empty\n"},
		{"tab", "a:\n\tb: 1\n",
	         "f.yaml:2:1: YAML syntax: indent with blanks, not with tabs; a text that begins "
	         "with a sign stands in quotes\n"},
		{"colon in a text", "a: b: c\n",
	         "f.yaml:1:5: YAML syntax: a text with a colon and a blank in it stands in "
	         "quotes\n"},
		{"open bracket", "a: [1, 2\nb: 3\n",
	         "f.yaml:2:2: YAML syntax: did not find expected ',' or ']' (while parsing a flow "
	         "sequence in line 1)\n"},
		{"two documents", "a: 1\n---\nb: 2\n",
	         "f.yaml:2:1: a second document begins here: one file holds one\n"},
		{"Latin 1", "a: b\nname: M\xF6ngke\n",
	         "f.yaml:2:8: not UTF-8: byte F6; save the file as UTF-8\n"},
		{"overlong", "a: \xC0\xAF",
	         "f.yaml:1:4: not UTF-8: byte C0; save the file as UTF-8\n"},
		{"UTF-16",
	         "\xFF\xFE"
	         "a",
	         "f.yaml:1:1: not UTF-8: byte FF; save the file as UTF-8\n"},
		{"escape character", "a: \x1B[31m", "f.yaml:1:4: control character 1B\n"},
		{"escape of a NUL", "a: \"x\\0y\"\nb: [", NULL},
		{"percent", "%YAML 9.9\n---\na: 1\n", NULL},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_diags diags = {0};
		rap_ydoc *doc = parse(cases[i].in, &diags);

		if (doc || diags.errors == 0)
			fail_msg("%s was taken", cases[i].name);
		if (cases[i].want)
			assert_printed(&diags, cases[i].want);
		rap_diags_done(&diags);
	}
}

static void test_mistakes_beside_a_tree_come_all_at_once(void **state)
{
	rap_diags diags = {0};
	rap_ydoc *doc = parse("a: &x 1\n"
	                      "b: *x\n"
	                      "a: 2\n"
	                      "c: !!str 3\n"
	                      "? [1, 2]\n"
	                      ": 4\n"
	                      "<<: {z: 1}\n"
	                      "d: \"e\\0f\"\n"
	                      "g: {h: 1, h: 2, h: 3}\n",
	                      &diags);

	(void)state;
	assert_non_null(doc);
	assert_string_equal(rap_ydoc_get(rap_ydoc_root(doc), "a")->text, "1");
	rap_ydoc_free(doc);
	assert_printed(&diags,
	               "f.yaml:1:4: anchors are not used here: write the value out\n"
	               "f.yaml:2:4: aliases are not used here: write the value out (got 'x')\n"
	               "f.yaml:3:1: a: this key stands twice\n"
	               "f.yaml:4:4: tags are not used here: remove it\n"
	               "f.yaml:5:3: a key must be one word\n"
	               "f.yaml:8:4: a NUL character cannot be part of a text\n"
	               "f.yaml:9:11: h: this key stands twice\n"
	               "f.yaml:9:17: h: this key stands twice\n");
}

/* The billion laughs: aliases are never followed, so nothing grows. */
static void test_alias_bomb_stays_small(void **state)
{
	rap_buf text = rap_buf_init(100000);
	rap_diags diags = {0};
	rap_ydoc *doc;

	(void)state;
	rap_buf_str(&text, "a0: &a0 [x, x, x]\n");
	for (int i = 1; i < 60; i++)
		rap_buf_printf(&text, "a%d: &a%d [*a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1);
	doc = rap_ydoc_parse(rap_buf_as_slice(&text), "f.yaml", &diags);
	assert_non_null(doc);
	assert_int_equal(diags.errors, 60 + 59 * 3);
	rap_ydoc_free(doc);
	rap_diags_done(&diags);
	rap_buf_done(&text);
}

static rap_ydoc *nested(size_t depth, rap_diags *diags)
{
	rap_buf text = rap_buf_init(4000000);
	rap_ydoc *doc;

	for (size_t i = 0; i < depth; i++)
		rap_buf_char(&text, '[');
	for (size_t i = 0; i < depth; i++)
		rap_buf_char(&text, ']');
	doc = rap_ydoc_parse(rap_buf_as_slice(&text), "f.yaml", diags);
	rap_buf_done(&text);
	return doc;
}

static void test_depth_is_limited(void **state)
{
	rap_diags diags = {0};

	(void)state;
	rap_ydoc_free(nested(RAP_LIMIT_YAML_DEPTH, &diags));
	assert_int_equal(diags.n, 0);
	assert_null(nested(RAP_LIMIT_YAML_DEPTH + 1, &diags));
	assert_printed(&diags, "f.yaml:1:33: nested too deeply\n");
	assert_null(nested(1000000, &diags));
	assert_int_equal(diags.errors, 1);
	rap_diags_done(&diags);
}

static void test_size_and_number_are_limited(void **state)
{
	rap_buf text = rap_buf_init(RAP_LIMIT_YAML_FILE + 10);
	rap_diags diags = {0};
	rap_ydoc *doc;

	(void)state;
	rap_buf_char(&text, '[');
	while (text.len < 2u * RAP_LIMIT_YAML_NODES + 100)
		rap_buf_str(&text, "a,");
	rap_buf_char(&text, ']');
	assert_null(rap_ydoc_parse(rap_buf_as_slice(&text), "f.yaml", &diags));
	assert_printed(&diags, "f.yaml:1:400000: too many entries in one file\n");
	rap_buf_cut(&text, 0);
	rap_buf_str(&text, "a: ");
	while (text.len < RAP_LIMIT_YAML_FILE)
		rap_buf_char(&text, 'x');
	doc = rap_ydoc_parse(rap_buf_as_slice(&text), "f.yaml", &diags);
	assert_non_null(doc);
	rap_ydoc_free(doc);
	rap_buf_char(&text, 'x');
	assert_null(rap_ydoc_parse(rap_buf_as_slice(&text), "f.yaml", &diags));
	assert_printed(&diags, "f.yaml: larger than 4 MiB\n");
	rap_buf_done(&text);
}

static void test_many_keys_are_limited(void **state)
{
	rap_buf text = rap_buf_init(RAP_MIB);
	rap_diags diags = {0};
	rap_ydoc *doc;

	(void)state;
	for (int i = 0; i < 1001; i++)
		rap_buf_printf(&text, "k%d: 1\n", i);
	doc = rap_ydoc_parse(rap_buf_as_slice(&text), "f.yaml", &diags);
	assert_int_equal(rap_ydoc_root(doc)->n, 1000);
	assert_printed(&diags, "f.yaml:1001:1: k1000: too many keys in one mapping\n");
	rap_ydoc_free(doc);
	rap_buf_done(&text);
}

static void test_read_tells_what_is_wrong_with_the_file(void **state)
{
	char folder[] = "/tmp/rap-ydoc-XXXXXX";
	rap_buf path = rap_buf_init(200);
	rap_diags diags = {0};

	(void)state;
	assert_non_null(mkdtemp(folder));
	rap_buf_printf(&path, "%s/fifo", folder);
	assert_int_equal(mkfifo(path.at, 0600), 0);
	assert_null(rap_ydoc_read("/nonexistent/f.yaml", "a.yaml", &diags));
	assert_null(rap_ydoc_read(folder, "b.yaml", &diags));
	assert_null(rap_ydoc_read(path.at, "c.yaml", &diags)); /* does not wait for a writer */
	assert_null(rap_ydoc_read("/dev/zero", "d.yaml", &diags));
	assert_printed(&diags, "a.yaml: no such file\n"
	                       "b.yaml: not a regular file\n"
	                       "c.yaml: not a regular file\n"
	                       "d.yaml: not a regular file\n");
	assert_int_equal(unlink(path.at), 0);
	assert_int_equal(rmdir(folder), 0);
	rap_buf_done(&path);
}

static void test_getters_give_values(void **state)
{
	rap_diags diags = {0};
	rap_ydoc *doc = parse("s: a text\nn: -7\nb: true\nl: [x, \"y z\"]\ne: []\nz:\n", &diags);
	const rap_ynode *root = rap_ydoc_root(doc);
	const char *text;
	long number = 0;
	bool yes = false;
	rap_strv list = {0};

	(void)state;
	assert_true(rap_ydoc_string(doc, root, "", "s", true, &diags, &text));
	assert_string_equal(text, "a text");
	assert_true(rap_ydoc_string(doc, root, "", "missing", false, &diags, &text));
	assert_null(text);
	assert_true(
		rap_ydoc_number(doc, root, "", "n", true, (rap_yrange){-7, -7}, &diags, &number));
	assert_int_equal(number, -7);
	assert_true(
		rap_ydoc_number(doc, root, "", "z", false, (rap_yrange){0, 1}, &diags, &number));
	assert_int_equal(number, -7); /* untouched */
	assert_true(rap_ydoc_bool(doc, root, "", "b", true, &diags, &yes));
	assert_true(yes);
	assert_true(rap_ydoc_strings(doc, root, "", "l", true, &diags, &list));
	assert_int_equal(list.n, 2);
	assert_string_equal(list.at[1], "y z");
	rap_strv_done(&list);
	assert_true(rap_ydoc_strings(doc, root, "", "e", true, &diags, &list));
	assert_int_equal(list.n, 0);
	assert_int_equal(diags.n, 0);
	rap_ydoc_free(doc);
}

static void test_getters_report_wrong_forms(void **state)
{
	rap_diags diags = {0};
	rap_ydoc *doc = parse("m:\n"
	                      "  s: [a]\n"
	                      "  t: \"\"\n"
	                      "  u: \"a\\r\\nBcc: x@y.example\"\n"
	                      "  v: |\n"
	                      "    two\n"
	                      "    lines\n"
	                      "  n: 11\n"
	                      "  o: \"5\"\n"
	                      "  p: 0x5\n"
	                      "  q: 99999999999999999999\n"
	                      "  r: +5\n"
	                      "  b: yes\n"
	                      "  l: x\n"
	                      "  k: [a, {b: c}, '']\n",
	                      &diags);
	const rap_ynode *m = rap_ydoc_get(rap_ydoc_root(doc), "m");
	const char *text;
	long number = 3;
	bool yes = true;
	rap_strv list = {0};

	(void)state;
	for (const char *const *key = (const char *const[]){"s", "t", "u", "v", NULL}; *key;
	     key++) {
		assert_false(rap_ydoc_string(doc, m, "m", *key, true, &diags, &text));
		assert_null(text);
	}
	for (const char *const *key = (const char *const[]){"n", "o", "p", "q", "r", NULL}; *key;
	     key++)
		assert_false(rap_ydoc_number(doc, m, "m", *key, true, (rap_yrange){1, 10}, &diags,
		                             &number));
	assert_int_equal(number, 3);
	assert_false(rap_ydoc_bool(doc, m, "m", "b", true, &diags, &yes));
	assert_false(rap_ydoc_strings(doc, m, "m", "l", true, &diags, &list));
	assert_false(rap_ydoc_strings(doc, m, "m", "k", true, &diags, &list));
	assert_false(rap_ydoc_string(doc, m, "m", "missing", true, &diags, &text));
	assert_int_equal(list.n, 1);
	rap_strv_done(&list);
	rap_ydoc_free(doc);
	assert_printed(
		&diags,
		"f.yaml:2:3: m.missing: required\n"
		"f.yaml:2:6: m.s: must be one text, not a list\n"
		"f.yaml:3:6: m.t: must not be empty (got '')\n"
		"f.yaml:4:6: m.u: must be one line without control characters (got "
		"'a\\x0D\\x0ABcc: "
		"x@y.example')\n"
		"f.yaml:5:6: m.v: must be one line without control characters (got "
		"'two\\x0Alines\\x0A')\n"
		"f.yaml:8:6: m.n: must be a number from 1 to 10 (got '11')\n"
		"f.yaml:9:6: m.o: must be a number from 1 to 10, without quotes (got '5')\n"
		"f.yaml:10:6: m.p: must be a number from 1 to 10 (got '0x5')\n"
		"f.yaml:11:6: m.q: must be a number from 1 to 10 (got '99999999999999999999')\n"
		"f.yaml:12:6: m.r: must be a number from 1 to 10 (got '+5')\n"
		"f.yaml:13:6: m.b: must be true or false (got 'yes')\n"
		"f.yaml:14:6: m.l: must be a list: put [ ] around it (got 'x')\n"
		"f.yaml:15:10: m.k.2: must be one text, not a mapping\n"
		"f.yaml:15:18: m.k.3: must not be empty (got '')\n");
}

static void test_unknown_keys_name_the_nearest(void **state)
{
	rap_diags diags = {0};
	rap_ydoc *doc = parse("timezon: 1\nofficres: 2\nx: {packs: 1, xyzzy: 2}\n", &diags);
	const rap_ynode *root = rap_ydoc_root(doc);

	(void)state;
	rap_ydoc_unknown(doc, rap_ydoc_get(root, "x"), "x", "digest pack", &diags);
	rap_ydoc_unknown(doc, root, "", "officers timezone title", &diags);
	rap_ydoc_free(doc);
	assert_printed(&diags, "f.yaml:1:1: timezon: unknown key; did you mean timezone?\n"
	                       "f.yaml:2:1: officres: unknown key; did you mean officers?\n"
	                       "f.yaml:3:5: x.packs: unknown key; did you mean pack?\n"
	                       "f.yaml:3:15: x.xyzzy: unknown key; known here: digest pack\n");
}

static void test_nearest_takes_the_fewest_slips(void **state)
{
	static const struct {
		const char *text, *known, *want;
	} cases[] = {
		{"tpye", "title type", "type"},   {"a", "b", "b"},         {"", "ab", NULL},
		{"port", "sport ports", "sport"}, {"colour", "x y", NULL}, {"host", "", NULL},
	};
	char *endless = rap_calloc(10001, 1);
	rap_slice got;

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		bool found = rap_ydoc_nearest(cases[i].text, cases[i].known, &got);

		if (found != !!cases[i].want || (found && !rap_slice_is(got, cases[i].want)))
			fail_msg("%s", cases[i].text);
	}
	memset(endless, 'a', 10000);
	assert_false(rap_ydoc_nearest(endless, "a", &got));
	assert_false(rap_ydoc_nearest("a", endless, &got));
	free(endless);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nodes_know_their_places),
		cmocka_unit_test(test_null_counts_as_absent),
		cmocka_unit_test(test_mistakes_without_a_tree),
		cmocka_unit_test(test_mistakes_beside_a_tree_come_all_at_once),
		cmocka_unit_test(test_alias_bomb_stays_small),
		cmocka_unit_test(test_depth_is_limited),
		cmocka_unit_test(test_size_and_number_are_limited),
		cmocka_unit_test(test_many_keys_are_limited),
		cmocka_unit_test(test_read_tells_what_is_wrong_with_the_file),
		cmocka_unit_test(test_getters_give_values),
		cmocka_unit_test(test_getters_report_wrong_forms),
		cmocka_unit_test(test_unknown_keys_name_the_nearest),
		cmocka_unit_test(test_nearest_takes_the_fewest_slips),
	};

	return cmocka_run_group_tests_name("ydoc", tests, NULL, NULL);
}
