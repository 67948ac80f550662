// SPDX-License-Identifier: Apache-2.0
/*
 * Documents of blocks and runs (R61, R63): the words of an input, parted by NUL, are put into every kind of block, and
 * Markdown (read by cmark-gfm with all its extensions), HTML and plain text show those words and no others, in blocks of
 * ours and no others. The first byte of a run says its style and where its block begins.
 */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "daemon/report/doc.h"
#include "tests/fuzz/shown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

static void put_bare(rap_buf *out, rap_slice s)
{
	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		uint32_t c = rap_utf8_next(s, &at);

		if (!rap_utf8_is_space(c) && c != 0x2068 && c != 0x2069)
			rap_buf_slice(out, rap_slice_sub(s, from, at));
	}
}

/* What is to be read: all runs as they are shown, without blanks. */
static void put_wanted(rap_buf *out, const rap_doc *doc)
{
	rap_buf shown = rap_buf_init(out->cap);

	for (size_t i = 0; i < doc->n; i++)
		for (size_t j = 0; j < doc->blocks[i].n; j++) {
			const rap_run *run = &doc->blocks[i].runs[j];

			for (int k = 0; k < 1 + (run->style == RAP_RUN_BRACKET && doc->doubled);
			     k++)
				shown_text(&shown, rap_slice_of(run->text));
		}
	put_bare(out, rap_buf_as_slice(&shown));
	rap_buf_done(&shown);
}

static rap_doc document_of(rap_slice input)
{
	static const rap_run_style styles[] = {RAP_RUN_PLAIN, RAP_RUN_NEW, RAP_RUN_BY,
	                                       RAP_RUN_WORDS};
	static const rap_doc_kind kinds[] = {RAP_DOC_CLAUSE, RAP_DOC_NOTE, RAP_DOC_ITEM,
	                                     RAP_DOC_PARAGRAPH, RAP_DOC_HEADING};
	rap_doc doc = {0};

	while (input.len > 0) {
		rap_slice part = fuzz_part(&input);
		unsigned how = part.len ? (unsigned char)part.at[0] : 0;

		if (doc.n == 0 || how % 4 == 0) {
			rap_doc_block_add(&doc, kinds[how / 4 % 5], (int)(how / 20 % 4) + 1);
			rap_doc_run(&doc, RAP_RUN_BRACKET, how & 128 ? "[" : "");
			rap_doc_run(&doc, RAP_RUN_STRONG, how & 64 ? "12." : "");
			rap_doc_run(&doc, RAP_RUN_PLAIN, how & 64 ? " " : "");
		}
		if (part.len > 1)
			rap_doc_run(&doc, styles[how / 2 % 4], part.at + 1);
		rap_doc_run(&doc, RAP_RUN_BRACKET, how & 32 ? "]" : "");
		fuzz_free(part);
	}
	doc.doubled = rap_doc_has_brackets(&doc);
	return doc;
}

/* ---- each format ---------------------------------------------------------------------------------------- */

static bool is_ours(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	return type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_HEADING ||
	       type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_BLOCK_QUOTE ||
	       type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM || type == CMARK_NODE_TEXT ||
	       type == CMARK_NODE_STRONG || type == CMARK_NODE_LINEBREAK ||
	       (type == CMARK_NODE_LINK && strncmp(cmark_node_get_url(node), "mailto:", 7) == 0);
}

static void check_markdown(const rap_doc *doc, rap_slice want)
{
	static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES);
	rap_buf out = rap_buf_init(64u * RAP_MIB), got = rap_buf_init(64u * RAP_MIB);
	cmark_iter *walk;
	cmark_node *root;
	cmark_event_type event;

	rap_doc_markdown(doc, &out);
	cmark_gfm_core_extensions_ensure_registered();
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(parser,
		                                     cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, rap_buf_text(&out), out.len);
	root = cmark_parser_finish(parser);
	walk = cmark_iter_new(root);
	while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(walk);

		MUST(event != CMARK_EVENT_ENTER || is_ours(node));
		if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_TEXT)
			put_bare(&got, rap_slice_of(cmark_node_get_literal(node)));
	}
	MUST(rap_slice_eq(rap_buf_as_slice(&got), want));
	cmark_iter_free(walk);
	cmark_node_free(root);
	cmark_parser_free(parser);
	rap_buf_done(&out);
	rap_buf_done(&got);
}

/* A tag has no letter of a run in it, since what stands there is one of these. */
static size_t tag_len(const char *at)
{
	static const char *const tags[] = {"p",  "b",  "u",  "i",  "bdi",  "br",  "h1",  "h2", "h3",
	                                   "/p", "/b", "/u", "/i", "/bdi", "/h1", "/h2", "/h3"};
	size_t len = strcspn(at, ">");

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (strncmp(at + 1, tags[i], strlen(tags[i])) == 0 &&
		    strchr(" >", at[1 + strlen(tags[i])]) && !memchr(at + 1, '<', len - 1))
			return len + 1;
	return 0;
}

static void check_html(const rap_doc *doc, rap_slice want)
{
	rap_buf out = rap_buf_init(64u * RAP_MIB), words = rap_buf_init(64u * RAP_MIB);
	rap_buf shown = rap_buf_init(64u * RAP_MIB), got = rap_buf_init(64u * RAP_MIB);

	rap_doc_html(doc, &out);
	for (const char *at = rap_buf_text(&out); *at;) {
		size_t tag = *at == '<' ? tag_len(at) : 0;

		MUST(*at != '<' || tag > 0);
		if (*at != '<' && *at != '\n')
			rap_buf_char(&words, *at);
		at += tag ? tag : 1;
	}
	MUST(shown_of_html(&shown, rap_buf_as_slice(&words)));
	put_bare(&got, rap_buf_as_slice(&shown));
	MUST(rap_slice_eq(rap_buf_as_slice(&got), want));
	rap_buf_done(&out);
	rap_buf_done(&words);
	rap_buf_done(&shown);
	rap_buf_done(&got);
}

/* Without the signs that begin lines. */
static void check_text(const rap_doc *doc, rap_slice want)
{
	bool heading = false;
	rap_buf out = rap_buf_init(64u * RAP_MIB), got = rap_buf_init(64u * RAP_MIB);

	rap_doc_text(doc, &out);
	MUST(rap_utf8_valid(rap_buf_as_slice(&out)));
	for (const char *at = rap_buf_text(&out); *at;) {
		size_t len = strcspn(at, "\n");
		rap_slice line = {at, len};

		MUST(len <= 4000 && (len == 0 || at[len - 1] != ' '));
		for (size_t i = 0; i < len; i++)
			MUST((unsigned char)at[i] >= 0x20 && at[i] != 0x7F);
		if (strncmp(at, "   | ", 5) == 0)
			line = rap_slice_sub(line, 5, len);
		else if (strncmp(at, "- ", 2) == 0)
			line = rap_slice_sub(line, 2, len);
		put_bare(&got, line);
		at += len + (at[len] == '\n');
	}
	for (size_t i = 0; i < doc->n; i++) /* whose words may begin with "- ", as an item does */
		heading |= doc->blocks[i].kind == RAP_DOC_HEADING;
	MUST(heading || rap_slice_eq(rap_buf_as_slice(&got), want));
	rap_buf_done(&out);
	rap_buf_done(&got);
}

static void one(rap_slice input)
{
	rap_doc doc = document_of(input);
	rap_buf want = rap_buf_init(64u * RAP_MIB);

	put_wanted(&want, &doc);
	check_markdown(&doc, rap_buf_as_slice(&want));
	check_html(&doc, rap_buf_as_slice(&want));
	check_text(&doc, rap_buf_as_slice(&want));
	rap_buf_done(&want);
	rap_doc_done(&doc);
}

const fuzz_target fuzz_here = {NULL, one, 300000, 10000};
