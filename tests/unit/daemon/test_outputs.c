// SPDX-License-Identifier: Apache-2.0
/*
 * Hostile words in letters and documents (R61, R63): they go through every template and every writer, and what comes
 * out is read back.
 */
#include "report/doc.h"
#include "report/docx_parts.h"
#include "report/escape.h"
#include "report/mustache.h"
#include "stage.h"
#include "tests/unit/daemon/read_back.h"

#include <dirent.h>
#include <libxml/parser.h>

/* ---- templates (R61) ------------------------------------------------------------------------------------ */

typedef struct names {
	rap_strv variables, raw, sections;
} names;

static char *template_text(const char *name, const char *extension)
{
	rap_buf below = rap_buf_init(512), path, text = rap_buf_init(0);

	rap_buf_printf(&below, "templates/mail/%s.%s.mustache", name, extension);
	path = tree_path(rap_buf_text(&below));
	assert_int_equal(rap_file_read(rap_buf_text(&path), RAP_MIB, &text), RAP_OK);
	rap_buf_done(&below);
	rap_buf_done(&path);
	return rap_buf_take(&text);
}

static void add_once(rap_strv *list, const char *at, size_t len)
{
	char *name = rap_strndup(at, len);

	if (!rap_strv_has(list, name))
		rap_strv_add(list, name);
	free(name);
}

/* Every name in a template, by what it is used for. In a tag of HTML two may stand, and both are colours of ours. */
static void find_names(const char *text, names *ret)
{
	bool in_tag = false;

	for (const char *at = text; *at; at++) {
		size_t len;

		in_tag = *at == '<' || (in_tag && *at != '>');
		if (strncmp(at, "{{", 2) != 0)
			continue;
		at += 2;
		len = strcspn(at, "}");
		if (*at == '{')
			add_once(&ret->raw, at + 1, len - 1);
		else if (*at == '#' || *at == '^')
			add_once(&ret->sections, at + 1, len - 1);
		else if (!strchr("/!>", *at))
			add_once(&ret->variables, at, len);
		if (in_tag && strncmp(at, "ground}", 7) != 0 && strncmp(at, "ink}", 4) != 0)
			fail_msg("in a tag: %.*s", (int)len, at);
		at += len + (at[len + 2] == '}' && *at == '{' ? 2 : 1);
	}
}

static rap_strv template_names(const char *extension)
{
	rap_buf dir = tree_path("templates/mail"), ending = rap_buf_init(64);
	DIR *folder = opendir(rap_buf_text(&dir));
	struct dirent *entry;
	rap_strv list = {0};

	assert_non_null(folder);
	rap_buf_printf(&ending, ".%s.mustache", extension);
	while ((entry = readdir(folder)) != NULL) {
		size_t len = strlen(entry->d_name);

		if (len > ending.len &&
		    strcmp(entry->d_name + len - ending.len, rap_buf_text(&ending)) == 0)
			add_once(&list, entry->d_name, len - ending.len);
	}
	(void)closedir(folder);
	rap_buf_done(&dir);
	rap_buf_done(&ending);
	assert_true(list.n >= 7);
	return list;
}

/* A view that has every name: the same sections are there for the same seed, whatever the words. */
static json_t *view_of(const names *n, bool evil, uint64_t sections)
{
	json_t *view = json_object();
	uint64_t words = seed;

	seed = sections;
	for (size_t i = 0; i < n->sections.n; i++)
		assert_int_equal(json_object_set_new(view, n->sections.at[i],
		                                     any(3) ? json_pack("[{}, {}]") : json_false()),
		                 0);
	for (size_t i = 0; i < n->variables.n; i++) {
		bool there = !rap_strv_has(&n->sections, n->variables.at[i]) || any(3);
		char *value = hostile();

		json_object_set_new(view, n->variables.at[i],
		                    there ? json_string("words") : json_null());
		free(value);
	}
	seed = words;
	for (size_t i = 0; evil && i < n->variables.n; i++) {
		char *value = hostile();

		if (json_is_string(json_object_get(view, n->variables.at[i])))
			json_object_set_new(view, n->variables.at[i], as_json(value));
		free(value);
	}
	for (size_t i = 0; i < n->raw.n; i++)
		json_object_set_new(view, n->raw.at[i], json_string("raw"));
	if (json_object_get(view, "ground")) {
		json_object_set_new(view, "ground", json_string("#fff"));
		json_object_set_new(view, "ink", json_string("#000"));
	}
	return view;
}

static char *partial(void *user, rap_slice name)
{
	char *word = rap_strndup(name.at, name.len), *text = template_text(word, user);

	free(word);
	return text;
}

static char *rendered(const char *name, const char *extension, const json_t *view)
{
	char kind[8], *text = template_text(name, extension), *why = NULL; /* kind: "html", "txt" */
	rap_buf out = rap_buf_init(64u * RAP_MIB);

	(void)snprintf(kind, sizeof kind, "%s", extension);
	if (rap_mustache_render(
		    &(rap_mustache){.name = name,
	                            .text = rap_slice_of(text),
	                            .escape = *extension == 'h' ? rap_escape_html : rap_escape_text,
	                            .partial = partial,
	                            .user = kind},
		    view, &out, &why) != RAP_OK)
		fail_msg("%s", why);
	free(text);
	return rap_buf_take(&out);
}

/* The tags of a document, one below the other, but for the line breaks of words. */
static char *tags_of(const char *html)
{
	rap_buf out = rap_buf_init(8u * RAP_MIB);

	for (const char *at = html; (at = strchr(at, '<')) != NULL;) {
		size_t len = strcspn(at, ">") + 1;

		if (strncmp(at, "<br>", 4) != 0) {
			rap_buf_add(&out, at, len);
			rap_buf_char(&out, '\n');
		}
		at += len;
	}
	return rap_buf_take(&out);
}

static names names_of_all(const rap_strv *templates, const char *extension)
{
	names all = {0};

	for (size_t i = 0; i < templates->n; i++) {
		char *text = template_text(templates->at[i], extension);

		find_names(text, &all);
		free(text);
	}
	assert_true(all.variables.n > 20 && all.sections.n > 20);
	return all;
}

static void names_done(names *n)
{
	rap_strv_done(&n->variables);
	rap_strv_done(&n->raw);
	rap_strv_done(&n->sections);
}

/* R61: whatever a mail says, the tags of the letter are those it has with harmless words. */
static void test_R61_words_never_become_tags_of_a_template(void **state)
{
	rap_strv templates = template_names("html");
	names all = names_of_all(&templates, "html");

	(void)state;
	seed = 61;
	for (size_t i = 0; i < ROUNDS; i++) {
		const char *name = templates.at[i % templates.n];
		uint64_t sections = 7919 * (i + 1);
		json_t *good = view_of(&all, false, sections), *bad = view_of(&all, true, sections);
		char *want = rendered(name, "html", good), *got = rendered(name, "html", bad);
		char *want_tags = tags_of(want), *got_tags = tags_of(got);

		assert_string_equal(got_tags, want_tags);
		is_clean(got);
		if (strcasestr(got_tags, " on") || strcasestr(got_tags, "src=") ||
		    strcasestr(got_tags, "href=") || strcasestr(got_tags, "url(") ||
		    strcasestr(got_tags, "http-equiv"))
			fails_with("a tag that acts or leads away", got_tags);
		free(want);
		free(got);
		free(want_tags);
		free(got_tags);
		json_decref(good);
		json_decref(bad);
	}
	names_done(&all);
	rap_strv_done(&templates);
}

/* R61: the text part has the same marks and no control of its own but isolates. */
static void test_R61_text_templates_hold_no_controls(void **state)
{
	rap_strv templates = template_names("txt");
	names all = names_of_all(&templates, "txt");

	(void)state;
	seed = 62;
	for (size_t i = 0; i < ROUNDS; i++) {
		json_t *bad = view_of(&all, true, 7919 * (i + 1));
		char *got = rendered(templates.at[i % templates.n], "txt", bad);

		is_clean(got);
		free(got);
		json_decref(bad);
	}
	names_done(&all);
	rap_strv_done(&templates);
}

/* R61: HTML and plain text show the same letters and the same marks. */
static void test_R61_text_says_what_html_says(void **state)
{
	(void)state;
	seed = 63;
	for (size_t i = 0; i < 10 * ROUNDS; i++) {
		char *words = hostile();
		rap_buf html = rap_buf_init(1 << 18), text = rap_buf_init(1 << 18);
		rap_buf from_html = rap_buf_init(1 << 18), from_text = rap_buf_init(1 << 18);
		rap_buf want = rap_buf_init(1 << 18);

		rap_escape_html(&html, rap_slice_of(words));
		rap_escape_text(&text, rap_slice_of(words));
		shown_text(&want, rap_slice_of(words));
		if (!shown_of_html(&from_html, rap_buf_as_slice(&html)))
			fails_with("more than text", words);
		shown_without_isolates(&from_text, rap_buf_as_slice(&text));
		assert_string_equal(rap_buf_text(&from_html), rap_buf_text(&want));
		assert_string_equal(rap_buf_text(&from_text), rap_buf_text(&want));
		rap_buf_done(&html);
		rap_buf_done(&text);
		rap_buf_done(&from_html);
		rap_buf_done(&from_text);
		rap_buf_done(&want);
		free(words);
	}
}

/* ---- documents (R63) ------------------------------------------------------------------------------------ */

#define TABLE_CELLS 6u

static rap_doc document_of(const char *words)
{
	static const rap_run_style styles[] = {RAP_RUN_PLAIN, RAP_RUN_STRONG, RAP_RUN_NEW,
	                                       RAP_RUN_BY, RAP_RUN_WORDS};
	static const rap_doc_kind kinds[] = {RAP_DOC_HEADING, RAP_DOC_PARAGRAPH, RAP_DOC_NOTE,
	                                     RAP_DOC_ITEM};
	rap_doc doc = {0};

	for (size_t i = 0; i < 4; i++) {
		rap_doc_block_add(&doc, kinds[i], 1);
		rap_doc_run(&doc, RAP_RUN_PLAIN, any(2) ? "[" : "12.");
		rap_doc_run(&doc, styles[any(5)], words);
		rap_doc_run(&doc, RAP_RUN_PLAIN, "]");
		rap_doc_run(&doc, styles[any(5)], words);
	}
	rap_doc_block_add(&doc, RAP_DOC_TABLE, 2);
	for (size_t i = 0; i < TABLE_CELLS; i++)
		rap_doc_cell(&doc, i % 3 == 0 ? words : i % 3 == 1 ? "" : "x");
	return doc;
}

static bool is_table(cmark_node *node)
{
	return strncmp(cmark_node_get_type_string(node), "table", 5) == 0;
}

/* R63: Markdown is read as the blocks we made of it, with words in them. */
static void test_R63_markdown_holds_no_markup_of_a_mail(void **state)
{
	(void)state;
	seed = 64;
	for (size_t i = 0; i < ROUNDS; i++) {
		char *words = hostile();
		rap_doc doc = document_of(words);
		rap_buf markdown = rap_buf_init(RAP_MIB);
		cmark_node *root;
		cmark_iter *walk;
		cmark_event_type event;
		size_t cells = 0;

		rap_doc_markdown(&doc, &markdown);
		root = parsed(rap_buf_text(&markdown), markdown.len);
		walk = cmark_iter_new(root);
		while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
			const char *type = cmark_node_get_type_string(cmark_iter_get_node(walk));

			cells += event == CMARK_EVENT_ENTER && strcmp(type, "table_cell") == 0;
			if (event == CMARK_EVENT_ENTER && !may_stand(cmark_iter_get_node(walk)) &&
			    !is_table(cmark_iter_get_node(walk)))
				fails_with(type, rap_buf_text(&markdown));
		}
		if (cells != TABLE_CELLS)
			fails_with("cells of the table", rap_buf_text(&markdown));
		is_clean(rap_buf_text(&markdown));
		cmark_iter_free(walk);
		cmark_node_free(root);
		rap_buf_done(&markdown);
		rap_doc_done(&doc);
		free(words);
	}
}

/* R61: the compiled draft as a page, with the tags it would have for harmless words. */
static void test_R61_words_never_become_tags_of_a_document(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROUNDS; i++) {
		rap_buf good = rap_buf_init(RAP_MIB), bad = rap_buf_init(RAP_MIB);
		rap_buf text = rap_buf_init(RAP_MIB);
		rap_doc harmless, evil;
		char *words, *want, *got;

		seed = 65 + i;
		words = hostile();
		seed = 1000 + i;
		harmless = document_of("words");
		seed = 1000 + i;
		evil = document_of(words);
		rap_doc_html(&harmless, &good);
		rap_doc_html(&evil, &bad);
		rap_doc_text(&evil, &text);
		want = tags_of(rap_buf_text(&good));
		got = tags_of(rap_buf_text(&bad));
		assert_string_equal(got, want);
		is_clean(rap_buf_text(&bad));
		is_clean(rap_buf_text(&text));
		free(words);
		free(want);
		free(got);
		rap_doc_done(&harmless);
		rap_doc_done(&evil);
		rap_buf_done(&good);
		rap_buf_done(&bad);
		rap_buf_done(&text);
	}
}

/* R63: an XML parser finds one element with text. */
static void test_R63_word_files_hold_words_as_text(void **state)
{
	(void)state;
	seed = 66;
	for (size_t i = 0; i < ROUNDS; i++) {
		char *words = hostile();
		rap_buf xml = rap_buf_init(1 << 18);
		xmlDoc *document;
		xmlNode *root;

		rap_docx_put_text(&xml, words);
		/* A prefix needs no declaration for this parser. */
		document = xmlReadMemory(rap_buf_text(&xml), (int)xml.len, NULL, "UTF-8",
		                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
		if (!document)
			fails_with("not well-formed", rap_buf_text(&xml));
		root = xmlDocGetRootElement(document);
		for (xmlNode *n = root->children; n; n = n->next)
			assert_int_equal(n->type, XML_TEXT_NODE);
		is_clean(rap_buf_text(&xml));
		xmlFreeDoc(document);
		rap_buf_done(&xml);
		free(words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_R61_words_never_become_tags_of_a_template),
		cmocka_unit_test(test_R61_text_templates_hold_no_controls),
		cmocka_unit_test(test_R61_text_says_what_html_says),
		cmocka_unit_test(test_R61_words_never_become_tags_of_a_document),
		cmocka_unit_test(test_R63_markdown_holds_no_markup_of_a_mail),
		cmocka_unit_test(test_R63_word_files_hold_words_as_text),
	};

	return cmocka_run_group_tests_name("outputs", tests, NULL, NULL);
}
