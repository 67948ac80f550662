// SPDX-License-Identifier: Apache-2.0
/*
 * The renderer against the cases of the published mustache spec (variables, sections, inverted sections, comments,
 * partials, delimiters), in our own words, and against our two stricter rules.
 */
#include "report/mustache.h"

#include "common/mem.h"
#include "report/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct example {
	const char *name, *view, *template, *want;
	const char *partials; /* JSON object of name and text */
} example;

static char *partial(void *user, rap_slice name)
{
	char *key = rap_strndup(name.at, name.len);
	const char *text = json_string_value(json_object_get(user, key));

	free(key);
	return rap_strdup(text);
}

static rap_err render(const example *e, size_t cap, rap_buf *out, char **ret_why)
{
	json_error_t error;
	json_t *view = json_loads(e->view, JSON_DECODE_ANY, &error);
	json_t *partials = e->partials ? json_loads(e->partials, 0, &error) : NULL;
	rap_mustache m = {.name = "test",
	                  .text = rap_slice_of(e->template),
	                  .escape = rap_escape_html,
	                  .partial = partials ? partial : NULL,
	                  .user = partials};
	rap_err err;

	assert_non_null(view);
	*out = rap_buf_init(cap);
	err = rap_mustache_render(&m, view, out, ret_why);
	json_decref(view);
	json_decref(partials);
	return err;
}

static void check(const example *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		rap_buf out;
		char *why = NULL;
		rap_err err = render(&list[i], 1 << 16, &out, &why);

		if (err != RAP_OK || strcmp(rap_buf_text(&out), list[i].want) != 0)
			print_message("in: %s %s\n", list[i].name, why ? why : "");
		assert_int_equal(err, RAP_OK);
		assert_string_equal(rap_buf_text(&out), list[i].want);
		rap_buf_done(&out);
	}
}

#define CHECK(list) check(list, sizeof(list) / sizeof *(list))

static void test_mustache_variables(void **state)
{
	static const example list[] = {
		{"no tags", "{}", "Hello.\n", "Hello.\n", NULL},
		{"one", "{\"a\":\"x\"}", "<{{a}}>", "<x>", NULL},
		{"escaped", "{\"a\":\"& \\\" < >\"}", "{{a}}", "&amp; &quot; &lt; &gt;", NULL},
		{"not escaped again", "{\"a\":\"{{b}}\"}", "{{a}}", "{{b}}", NULL},
		{"triple", "{\"a\":\"& < >\"}", "{{{a}}}", "& < >", NULL},
		{"ampersand", "{\"a\":\"& < >\"}", "{{&a}}", "& < >", NULL},
		{"number", "{\"a\":85}", "{{a}}{{{a}}}{{&a}}", "858585", NULL},
		{"decimal", "{\"a\":1.21}", "{{a}}", "1.21", NULL},
		{"null is nothing", "{\"a\":null}", "({{a}})", "()", NULL},
		{"dotted", "{\"a\":{\"b\":{\"c\":\"x\"}}}", "{{a.b.c}}", "x", NULL},
		{"dotted as nested", "{\"a\":{\"b\":\"x\"}}", "{{a.b}}{{#a}}{{b}}{{/a}}", "xx",
	         NULL},
		{"the first part is resolved outwards", "{\"a\":{\"b\":\"x\"},\"c\":{\"d\":1}}",
	         "{{#c}}{{a.b}}{{/c}}", "x", NULL},
		{"the view itself", "\"& x\"", "{{.}}{{{.}}}", "&amp; x& x", NULL},
		{"white space around stays", "{\"a\":\"x\"}", "| {{a}} |", "| x |", NULL},
		{"not standalone", "{\"a\":\"x\"}", "  {{a}}\n", "  x\n", NULL},
		{"blanks inside", "{\"a\":\"x\"}", "|{{ a }}|{{{ a }}}|{{& a }}|", "|x|x|x|", NULL},
	};

	(void)state;
	CHECK(list);
}

static void test_mustache_sections(void **state)
{
	static const example list[] = {
		{"true", "{\"a\":true}", "{{#a}}x{{/a}}", "x", NULL},
		{"false", "{\"a\":false}", "{{#a}}x{{/a}}", "", NULL},
		{"null", "{\"a\":null}", "{{#a}}x{{/a}}", "", NULL},
		{"empty string", "{\"a\":\"\"}", "{{#a}}x{{/a}}", "", NULL},
		{"zero is a value", "{\"a\":0}", "{{#a}}x{{/a}}", "x", NULL},
		{"object", "{\"a\":{\"b\":\"x\"}}", "{{#a}}{{b}}{{/a}}", "x", NULL},
		{"the outer view is seen", "{\"c\":\"y\",\"a\":{\"b\":\"x\"}}",
	         "{{#a}}{{b}}{{c}}{{/a}}", "xy", NULL},
		{"the inner one first", "{\"b\":\"y\",\"a\":{\"b\":\"x\"}}",
	         "{{#a}}{{b}}{{/a}}{{b}}", "xy", NULL},
		{"list", "{\"a\":[{\"n\":1},{\"n\":2},{\"n\":3}]}", "{{#a}}{{n}},{{/a}}", "1,2,3,",
	         NULL},
		{"empty list", "{\"a\":[]}", "{{#a}}x{{/a}}", "", NULL},
		{"list of values", "{\"a\":[\"x\",\"<\",3]}", "{{#a}}({{.}}){{/a}}", "(x)(&lt;)(3)",
	         NULL},
		{"list of lists", "{\"a\":[[1,2],[\"x\"]]}", "{{#a}}({{#.}}{{.}}{{/.}}){{/a}}",
	         "(12)(x)", NULL},
		{"a value as view", "{\"a\":\"x\"}", "{{#a}}{{.}}{{a}}{{/a}}", "xx", NULL},
		{"same name inside", "{\"t\":true,\"two\":2}", "{{#t}}A{{#t}}B{{/t}}C{{/t}}", "ABC",
	         NULL},
		{"dotted", "{\"a\":{\"b\":{\"c\":true}}}", "{{#a.b.c}}x{{/a.b.c}}", "x", NULL},
		{"blanks in the tag", "{\"a\":true}", "|{{# a }}={{/ a }}|", "|=|", NULL},
		{"blanks inside stay", "{\"a\":true}", " | {{#a}}\t|\t{{/a}} | \n", " | \t|\t | \n",
	         NULL},
		{"inverted false", "{\"a\":false}", "{{^a}}x{{/a}}", "x", NULL},
		{"inverted true", "{\"a\":true}", "{{^a}}x{{/a}}", "", NULL},
		{"inverted null", "{\"a\":null}", "{{^a}}x{{/a}}", "x", NULL},
		{"inverted empty list", "{\"a\":[]}", "{{^a}}x{{/a}}", "x", NULL},
		{"inverted list", "{\"a\":[1]}", "{{^a}}x{{/a}}", "", NULL},
		{"nested inverted", "{\"a\":false}", "{{^a}}1{{^a}}2{{/a}}3{{/a}}", "123", NULL},
	};

	(void)state;
	CHECK(list);
}

static void test_mustache_standalone_lines(void **state)
{
	static const example list[] = {
		{"section", "{\"a\":true}", "1\n{{#a}}\n2\n{{/a}}\n3\n", "1\n2\n3\n", NULL},
		{"indented", "{\"a\":true}", "1\n  {{#a}}\n2\n\t{{/a}}  \n3", "1\n2\n3", NULL},
		{"CRLF", "{\"a\":true}", "|\r\n{{#a}}\r\n{{/a}}\r\n|", "|\r\n|", NULL},
		{"at the beginning", "{\"a\":true}", "  {{#a}}\n#{{/a}}\n/", "#\n/", NULL},
		{"at the end", "{\"a\":true}", "#{{#a}}\n/\n  {{/a}}", "#\n/\n", NULL},
		{"two on one line are not alone", "{\"a\":true}", "{{#a}}{{/a}}\nx", "\nx", NULL},
		{"words beside it", "{\"a\":true}", "x {{#a}}\ny{{/a}}", "x \ny", NULL},
		{"inverted", "{\"a\":false}", "1\n{{^a}}\n2\n{{/a}}\n3", "1\n2\n3", NULL},
		{"comment", "{}", "1\n{{! note }}\n2", "1\n2", NULL},
		{"comment of lines", "{}", "1\n{{!\nmore\n}}\n2", "1\n2", NULL},
		{"comment between words", "{}", "12 {{! 34 }} 56\n", "12  56\n", NULL},
		{"comment takes no variable", "{}", "1{{! {{a}} 2", "1 2", NULL},
		{"delimiters", "{\"a\":\"x\"}", "1\n{{=@ @=}}\n@a@", "1\nx", NULL},
	};

	(void)state;
	CHECK(list);
}

static void test_mustache_delimiters(void **state)
{
	static const example list[] = {
		{"a pair", "{\"a\":\"x\"}", "{{=<% %>=}}(<%a%>)", "(x)", NULL},
		{"special characters", "{\"a\":\"x\"}", "({{=[ ]=}}[a])", "(x)", NULL},
		{"sections and back", "{\"a\":true,\"b\":\"x\"}",
	         "[{{#a}}{{=| |=}}|b||={{ }}=|{{/a}}{{b}}]", "[xx]", NULL},
		{"blanks", "{\"a\":\"x\"}", "|{{= @   @ =}}|@a@", "||x", NULL},
		{"a partial begins with the usual ones", "{\"a\":\"x\"}", "{{=| |=}}|>p|", ".x.",
	         "{\"p\":\".{{a}}.\"}"},
		{"and changes only itself", "{\"a\":\"x\"}", "{{>p}}{{a}}", ".x.x",
	         "{\"p\":\".{{=| |=}}|a|.\"}"},
	};

	(void)state;
	CHECK(list);
}

static void test_mustache_partials(void **state)
{
	static const example list[] = {
		{"simple", "{\"a\":\"x\"}", "\"{{>p}}\"", "\"*x*\"", "{\"p\":\"*{{a}}*\"}"},
		{"recursive", "{\"c\":\"X\",\"n\":[{\"c\":\"Y\",\"n\":[]}]}", "{{>p}}", "X<Y<>>",
	         "{\"p\":\"{{c}}<{{#n}}{{>p}}{{/n}}>\"}"},
		{"blanks around stay", "{}", "| {{>p}} |", "| \t|\t |", "{\"p\":\"\\t|\\t\"}"},
		{"not alone: no indentation", "{\"d\":\"|\"}", "  {{d}}  {{>p}}\n", "  |  >\n>\n",
	         "{\"p\":\">\\n>\"}"},
		{"alone at the end", "{}", ">\n  {{>p}}", ">\n  >\n  >", "{\"p\":\">\\n>\"}"},
		{"alone: its lines are indented, values are not", "{\"a\":\"<\\n->\"}",
	         "\\\n {{>p}}\n/\n", "\\\n |\n &lt;<br>\n-&gt;\n |\n/\n",
	         "{\"p\":\"|\\n{{a}}\\n|\\n\"}"},
		{"blanks in the tag", "{\"b\":true}", "|{{> p }}|", "|[]|", "{\"p\":\"[]\"}"},
	};

	(void)state;
	CHECK(list);
}

static void test_mustache_mistakes_name_template_and_line(void **state)
{
	static const example list[] = {
		{"missing name", "{}", "a\nb {{who}}", "test:2: there is no value named 'who'",
	         NULL},
		{"missing section", "{}", "\n\n{{#who}}x{{/who}}",
	         "test:3: there is no value named 'who'", NULL},
		{"missing inverted", "{}", "{{^who}}x{{/who}}",
	         "test:1: there is no value named 'who'", NULL},
		{"missing in a dotted name", "{\"a\":{}}", "{{a.b}}",
	         "test:1: there is no value named 'a.b'", NULL},
		{"missing partial", "{}", "\n{{>who}}", "test:2: there is no partial 'who'", "{}"},
		{"not closed", "{\"a\":1}", "\n{{#a}}x", "test:2: this section is not closed: 'a'",
	         NULL},
		{"closed twice", "{\"a\":1}", "{{/a}}", "test:1: this closes no section: 'a'",
	         NULL},
		{"crossed", "{\"a\":1,\"b\":1}", "{{#a}}{{#b}}{{/a}}{{/b}}",
	         "test:1: another section has to be closed first: 'b'", NULL},
		{"open tag", "{}", "x {{name", "test:1: a tag is not closed: '{{name'", NULL},
		{"empty tag", "{}", "{{ }}", "test:1: a tag without a name", NULL},
		{"bad delimiters", "{}", "{{=a=}}", "test:1: delimiters must be two words 'a'",
	         NULL},
		{"half delimiters", "{}", "{{=a b}}", "test:1: delimiters must end with '=' 'a b'",
	         NULL},
		{"a list as a value", "{\"a\":[1]}", "{{a}}",
	         "test:1: this is a list, not a value: 'a'", NULL},
		{"in a partial", "{}", "{{>p}}", "p:2: there is no value named 'x'",
	         "{\"p\":\"\\n{{x}}\"}"},
		{"a partial without end", "{}", "{{>p}}", "p:1: too deep 'p'",
	         "{\"p\":\"{{>p}}\"}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		rap_buf out;
		char *why = NULL;

		assert_int_equal(render(&list[i], 1 << 16, &out, &why), RAP_E_CONFIG);
		assert_string_equal(why, list[i].want);
		free(why);
		rap_buf_done(&out);
	}
}

static void nest(rap_buf *template, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		rap_buf_str(template, "{{#a}}");
	for (unsigned i = 0; i < depth; i++)
		rap_buf_str(template, "{{/a}}");
}

static void test_mustache_limits_hold(void **state)
{
	rap_buf deep = rap_buf_init(1 << 16), deeper = rap_buf_init(1 << 16), out;
	example at = {"", "{\"a\":true}", NULL, "", NULL}, over = at;
	example full = {"", "{\"a\":\"0123456789\"}", "{{a}}", "", NULL};
	char *why = NULL;

	(void)state;
	nest(&deep, RAP_MUSTACHE_DEPTH);
	nest(&deeper, RAP_MUSTACHE_DEPTH + 1);
	at.template = rap_buf_text(&deep);
	over.template = rap_buf_text(&deeper);
	assert_int_equal(render(&at, 100, &out, &why), RAP_OK);
	rap_buf_done(&out);
	assert_int_equal(render(&over, 100, &out, &why), RAP_E_CONFIG);
	rap_buf_done(&out);
	free(why);
	assert_int_equal(render(&full, 10, &out, &why), RAP_OK);
	rap_buf_done(&out);
	assert_int_equal(render(&full, 9, &out, &why), RAP_E_LIMIT);
	free(why);
	rap_buf_done(&out);
	rap_buf_done(&deep);
	rap_buf_done(&deeper);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mustache_variables),
		cmocka_unit_test(test_mustache_sections),
		cmocka_unit_test(test_mustache_standalone_lines),
		cmocka_unit_test(test_mustache_delimiters),
		cmocka_unit_test(test_mustache_partials),
		cmocka_unit_test(test_mustache_mistakes_name_template_and_line),
		cmocka_unit_test(test_mustache_limits_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
