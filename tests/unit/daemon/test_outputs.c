// SPDX-License-Identifier: Apache-2.0
/*
 * Hostile words in every output (R60-R64): thousands of values made of what is dangerous somewhere, from a seed that
 * is the same every time, go through every template and every writer; what comes out is read back.
 */
#include "common/json.h"
#include "common/mem.h"
#include "log.h"
#include "report/compose.h"
#include "report/doc.h"
#include "report/docx_parts.h"
#include "report/escape.h"
#include "report/mustache.h"
#include "stage.h"
#include "tests/fuzz/shown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <dirent.h>
#include <libxml/parser.h>
#include <unistd.h>

#define ROUNDS 400

/* ---- hostile words -------------------------------------------------------------------------------------- */

static uint64_t seed;

static size_t any(size_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % below);
}

static const char *const alphabet[] = {
	"<script>alert(1)</script>",
	"</bdi></p>",
	"<img src=x onerror=y>",
	"<!--",
	"]]>",
	"&",
	"&lt;",
	"&#x3c;",
	"\"",
	"'",
	"<",
	">",
	"{{address}}",
	"{{{html}}}",
	"}}",
	"=1+1",
	"+",
	"-",
	"@",
	"|",
	"\t",
	"\n",
	"\r\n",
	"\r",
	"\x01",
	"\x07",
	"\x1B[31m",
	"\x1B]0;x\x07",
	"\x7F",
	"\x9B",
	"\xC2\x85",
	"\xC2\x9B",
	"\xFF",
	"\xC3",
	"\xED\xA0\x80",
	"\xE2\x80\xA8",
	"\xE2\x80\xA9",
	"\xE2\x80\xAE",
	"\xE2\x81\xA6",
	"\xE2\x81\xA9",
	"\xE2\x80\x8F",
	"\xE2\x80\x8B",
	"\xEF\xBB\xBF",
	"\xEF\xBF\xB9",
	"\xF3\xA0\x81\x81",
	"\xEF\xBC\x9D",
	"\xEF\xBF\xBE",
	"\xD7\xA9\xD7\x9C",
	"\xD8\xA7",
	"\xE5\x90\x8C\xE6\x84\x8F",
	"\xD0\xB4\xD0\xB0",
	"\xF0\x9F\x8C\x8F",
	"\\",
	"\\x1B",
	"%s%n",
	"*b*",
	"_i_",
	"`c`",
	"~~s~~",
	"[a](http://x.example)",
	"![i](http://x.example/i.png)",
	"[2.1] support",
	"[P3] delete",
	"# h",
	"1. l",
	"- [ ] l",
	"> q",
	"---",
	"===",
	"www.x.example",
	"https://x.example",
	"javascript:alert(1)",
	"event=forged",
	"Bcc: x@y.example",
	"=?utf-8?Q?=0ABcc:?=",
	"../../etc/passwd",
	" ",
	"    ",
	"yes",
	"12.5",
};

static char *hostile(void)
{
	rap_buf out = rap_buf_init(1 << 16);
	size_t n = 1 + any(8);

	for (size_t i = 0; i < n; i++)
		rap_buf_str(&out, alphabet[any(sizeof alphabet / sizeof *alphabet)]);
	return rap_buf_take(&out);
}

/* JSON holds text: bad bytes come as views give them. */
static json_t *as_json(const char *words)
{
	rap_buf out = rap_buf_init(1 << 18);
	rap_slice s = rap_slice_of(words);
	json_t *value;

	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		rap_utf8_put(&out, c == RAP_UTF8_BAD ? 0xFFFD : c);
	}
	value = json_stringn(rap_buf_text(&out), out.len);
	rap_buf_done(&out);
	assert_non_null(value);
	return value;
}

static void fails_with(const char *what, const char *words)
{
	rap_buf shown = rap_buf_init(1 << 16);

	rap_utf8_printable(&shown, rap_slice_of(words), SIZE_MAX);
	fail_msg("%s: %s", what, rap_buf_text(&shown));
}

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
	for (size_t i = 0; i < n->sections.n; i++) {
		json_t *there = json_pack("[{}, {}]");

		assert_int_equal(
			json_object_set_new(view, n->sections.at[i], any(3) ? there : json_false()),
			0);
	}
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

static void is_clean(const char *output)
{
	rap_slice s = rap_slice_of(output);

	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		if (c == RAP_UTF8_BAD || shown_is_control(c) || c == 0x2028 || c == 0x2029 ||
		    (shown_is_marked(c) && c != 0x2068 && c != 0x2069))
			fails_with("not clean", output);
	}
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
static void test_r61_words_never_become_tags_of_a_template(void **state)
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
static void test_r61_text_templates_hold_no_controls(void **state)
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
static void test_r61_text_says_what_html_says(void **state)
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
	return doc;
}

static cmark_node *parsed(const char *markdown, size_t len)
{
	static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_node *root;

	cmark_gfm_core_extensions_ensure_registered();
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(parser,
		                                     cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, markdown, len);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return root;
}

static bool may_stand(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	const char *url = type == CMARK_NODE_LINK ? cmark_node_get_url(node) : NULL;

	return type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_HEADING ||
	       type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_BLOCK_QUOTE ||
	       type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM || type == CMARK_NODE_TEXT ||
	       type == CMARK_NODE_STRONG || type == CMARK_NODE_SOFTBREAK ||
	       (url && strncmp(url, "mailto:", 7) == 0); /* of an address, by every reader */
}

/* R63: Markdown is read as the blocks we made of it, with words in them. */
static void test_r63_markdown_holds_no_markup_of_a_mail(void **state)
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

		rap_doc_markdown(&doc, &markdown);
		root = parsed(rap_buf_text(&markdown), markdown.len);
		walk = cmark_iter_new(root);
		while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE)
			if (event == CMARK_EVENT_ENTER && !may_stand(cmark_iter_get_node(walk)))
				fails_with(cmark_node_get_type_string(cmark_iter_get_node(walk)),
				           rap_buf_text(&markdown));
		is_clean(rap_buf_text(&markdown));
		cmark_iter_free(walk);
		cmark_node_free(root);
		rap_buf_done(&markdown);
		rap_doc_done(&doc);
		free(words);
	}
}

/* R61: the compiled draft as a page, with the tags it would have for harmless words. */
static void test_r61_words_never_become_tags_of_a_document(void **state)
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
static void test_r63_word_files_hold_words_as_text(void **state)
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

/* ---- headers (R60) -------------------------------------------------------------------------------------- */

static size_t head_len(const char *mime)
{
	const char *end = strstr(mime, "\n\n");

	assert_non_null(end);
	return (size_t)(end - mime);
}

/* R60: a mail is refused, or its head has the fields it should have, each line ASCII and short enough. */
static void test_r60_no_value_makes_a_field(void **state)
{
	size_t made = 0;

	(void)state;
	seed = 67;
	for (size_t i = 0; i < 4 * ROUNDS; i++) {
		char *subject = hostile(), *name = hostile(), *file = hostile(), *id = hostile();
		rap_enclosure enclosure = {file, "application/pdf", {"x", 1}};
		rap_mail_parts p = {.from_name = "Secretariat",
		                    .from_address = "consult@neaspec.example",
		                    .to_name = any(2) ? name : "Oyun",
		                    .to_address = "oyun@nature.mn.example",
		                    .subject = any(2) ? subject : "Words",
		                    .date = "Mon, 06 Jul 2020 09:00:00 +0900",
		                    .message_id = "<rq.x@neaspec.example>",
		                    .key = "k",
		                    .in_reply_to = id,
		                    .text = "text\n",
		                    .html = "<p>text</p>\n",
		                    .enclosures = &enclosure,
		                    .n_enclosures = any(2)};
		rap_buf out;

		if (rap_compose_mail(&p, &out) == RAP_OK) {
			size_t len = head_len(rap_buf_text(&out)), line = 0;

			made++;
			for (size_t j = 0; j < len; j++) {
				line = out.at[j] == '\n' ? 0 : line + 1;
				if (line > 998 || (unsigned char)out.at[j] >= 0x7F ||
				    ((unsigned char)out.at[j] < ' ' && !strchr("\n\t", out.at[j])))
					fails_with("a head", rap_buf_text(&out));
			}
			assert_null(strchr(rap_buf_text(&out), '\r'));
			assert_null(strstr(rap_buf_text(&out), "\nBcc:"));
			assert_null(strstr(rap_buf_text(&out), "\nIn-Reply-To:"));
			rap_buf_done(&out);
		}
		free(subject);
		free(name);
		free(file);
		free(id);
	}
	assert_true(made > ROUNDS / 2);
}

/* ---- the log and JSON (R64) ----------------------------------------------------------------------------- */

/* What one call writes to standard error. */
static char *logged(const char *first, const char *second, const char *third)
{
	FILE *file = tmpfile();
	int kept = dup(STDERR_FILENO);
	rap_buf line = rap_buf_init(1 << 16);
	char chunk[4096]; /* as many at a time */
	size_t n;

	assert_true(file && kept >= 0);
	assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
	rap_log(RAP_LOG_INFO, "seen", RAP_S("a", first), RAP_S("b", second), RAP_S("c", third),
	        RAP_N("n", 7));
	assert_true(dup2(kept, STDERR_FILENO) >= 0);
	(void)close(kept);
	rewind(file);
	while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
		rap_buf_add(&line, chunk, n);
	(void)fclose(file);
	return rap_buf_take(&line);
}

/* One field as a machine reads it; moves behind the blank after it. */
static void next_field(const char **at, rap_buf *name, rap_buf *value)
{
	for (; **at && !strchr("= \n", **at); (*at)++)
		rap_buf_char(name, **at);
	assert_int_equal(**at, '=');
	(*at)++;
	if (**at == '"') {
		for ((*at)++; **at && **at != '"'; (*at)++) {
			if (**at == '\\' && ((*at)[1] == '\\' || (*at)[1] == '"'))
				(*at)++;
			rap_buf_char(value, **at);
		}
		assert_int_equal(**at, '"');
		(*at)++;
	} else {
		for (; **at && !strchr(" \n", **at); (*at)++)
			rap_buf_char(value, **at);
	}
	assert_true(**at == ' ' || **at == '\n');
	(*at)++;
}

/* R64: five fields go in, the same five are read, each value as it may be shown. */
static void test_r64_no_value_makes_a_line_or_a_field(void **state)
{
	static const char *const want_names[] = {"event", "a", "b", "c", "n"};

	(void)state;
	seed = 68;
	for (size_t i = 0; i < ROUNDS; i++) {
		char *words[3] = {hostile(), hostile(), hostile()};
		char *line = logged(words[0], words[1], words[2]);
		const char *at = line;

		is_clean(line);
		assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
		for (size_t f = 0; f < 5; f++) {
			rap_buf name = rap_buf_init(64), value = rap_buf_init(1 << 16);
			rap_buf want = rap_buf_init(1 << 16);

			next_field(&at, &name, &value);
			assert_string_equal(rap_buf_text(&name), want_names[f]);
			if (f >= 1 && f <= 3) {
				rap_utf8_printable(&want, rap_slice_of(words[f - 1]), 200);
				assert_string_equal(rap_buf_text(&value), rap_buf_text(&want));
			}
			rap_buf_done(&name);
			rap_buf_done(&value);
			rap_buf_done(&want);
		}
		assert_int_equal(*at, '\0');
		free(line);
		for (size_t w = 0; w < 3; w++)
			free(words[w]);
	}
}

static void test_r64_a_value_in_the_log_cannot_end_its_quotes(void **state)
{
	char *line = logged("a\\\" member=JP x=\\", "\\x1B", "\x1B\xE2\x80\xAE");

	(void)state;
	assert_string_equal(line, "event=seen a=\"a\\\\\\\" member=JP x=\\\\\" b=\"\\\\x1B\""
	                          " c=\\x1B\\u{202E} n=7\n");
	free(line);
}

/* R64: cut at 200 characters, and a line that is too long ends between two fields. */
static void test_r64_long_values_are_cut(void **state)
{
	rap_buf letters = rap_buf_init(4096), tags = rap_buf_init(4096);
	char *line;

	(void)state;
	for (int i = 0; i < 300; i++) {
		rap_buf_str(&letters, "\xE5\x90\x8C");
		rap_buf_str(&tags, "\xF3\xA0\x81\x81"); /* \u{E0041}: nine for four */
	}
	line = logged(rap_buf_text(&letters), "b", "c");
	assert_int_equal(rap_utf8_count(rap_slice_of(line)),
	                 strlen("event=seen a=... b=b c=c n=7\n") + 200);
	free(line);
	line = logged(rap_buf_text(&tags), rap_buf_text(&tags), rap_buf_text(&tags));
	assert_true(strlen(line) <= 4096);
	assert_non_null(strstr(line, "... cut=1\n"));
	free(line);
	rap_buf_done(&letters);
	rap_buf_done(&tags);
}

/* R64: JSON on a terminal shows nothing that acts, and whoever reads it gets every letter. */
static void test_r64_json_says_the_same_and_shows_no_controls(void **state)
{
	(void)state;
	seed = 69;
	for (size_t i = 0; i < ROUNDS; i++) {
		char *words = hostile(), *text;
		json_t *object = json_object(), *back;
		rap_buf shown = rap_buf_init(1 << 18);

		json_object_set_new(object, "words", as_json(words));
		text = json_dumps(object, JSON_INDENT(2));
		rap_utf8_json(&shown, rap_slice_of(text));
		is_clean(rap_buf_text(&shown));
		assert_null(strstr(rap_buf_text(&shown), "\xE2\x80\x8B"));
		back = json_loads(rap_buf_text(&shown), 0, NULL);
		assert_true(back && json_equal(back, object));
		json_decref(back);
		json_decref(object);
		free(text);
		free(words);
		rap_buf_done(&shown);
	}
}

/* What the reader says about a header is one line when core takes it, or core takes nothing (R56, R60). */
static void test_r56_a_line_of_a_reading_is_one_line(void **state)
{
	static const struct {
		const char *value;
		bool line, text;
	} list[] = {{"Re: plan", true, true},        {"a\tb", true, true},
	            {"a\nb", false, true},           {"a\xE2\x80\xA8z", false, true},
	            {"a\xE2\x80\xA9z", false, true}, {"a\x7Fz", false, false},
	            {"a\xC2\x9Bz", false, false},    {"a\x1Bz", false, false},
	            {"a\rz", false, false}};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		json_t *object = json_pack("{s:s}", "x", list[i].value);
		char *got = NULL;

		assert_int_equal(rap_json_line(object, "x", 100, &got), list[i].line);
		free(got);
		got = NULL;
		assert_int_equal(rap_json_text(object, "x", 100, &got), list[i].text);
		free(got);
		rap_json_put_line(object, "x", list[i].value, 100);
		assert_true(rap_json_line(object, "x", 100, &got));
		free(got);
		json_decref(object);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_r56_a_line_of_a_reading_is_one_line),
		cmocka_unit_test(test_r60_no_value_makes_a_field),
		cmocka_unit_test(test_r61_words_never_become_tags_of_a_template),
		cmocka_unit_test(test_r61_text_templates_hold_no_controls),
		cmocka_unit_test(test_r61_text_says_what_html_says),
		cmocka_unit_test(test_r61_words_never_become_tags_of_a_document),
		cmocka_unit_test(test_r63_markdown_holds_no_markup_of_a_mail),
		cmocka_unit_test(test_r63_word_files_hold_words_as_text),
		cmocka_unit_test(test_r64_no_value_makes_a_line_or_a_field),
		cmocka_unit_test(test_r64_a_value_in_the_log_cannot_end_its_quotes),
		cmocka_unit_test(test_r64_long_values_are_cut),
		cmocka_unit_test(test_r64_json_says_the_same_and_shows_no_controls),
	};

	return cmocka_run_group_tests_name("outputs", tests, NULL, NULL);
}
