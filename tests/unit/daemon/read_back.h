/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents read back by the libraries that show them, cmark-gfm and libxml2, for tests of what we write: what
 * somebody sees, as words.
 */
#ifndef RAP_TESTS_READ_BACK_H
#define RAP_TESTS_READ_BACK_H

#include "tests/unit/daemon/hostile_words.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <libxml/HTMLparser.h>

/* Read with all that GitHub reads. */
static inline cmark_node *parsed(const char *markdown, size_t len)
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

/* Blocks of ours and words, and nothing that words could have made. */
static inline bool may_stand(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	const char *url = type == CMARK_NODE_LINK ? cmark_node_get_url(node) : NULL;

	return type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_HEADING ||
	       type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_BLOCK_QUOTE ||
	       type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM || type == CMARK_NODE_TEXT ||
	       type == CMARK_NODE_STRONG || type == CMARK_NODE_SOFTBREAK ||
	       type == CMARK_NODE_LINEBREAK ||
	       (url && strncmp(url, "mailto:", 7) == 0); /* of an address, by every reader */
}

/* The words of Markdown, a line for each block. */
static inline char *words_of_markdown(const char *markdown)
{
	cmark_node *root = parsed(markdown, strlen(markdown));
	cmark_iter *walk = cmark_iter_new(root);
	rap_buf out = rap_buf_init(64u << 20);
	cmark_event_type event;

	while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(walk);
		cmark_node_type type = cmark_node_get_type(node);

		if (event == CMARK_EVENT_ENTER && !may_stand(node))
			fails_with(cmark_node_get_type_string(node), markdown);
		if (event == CMARK_EVENT_ENTER && type == CMARK_NODE_TEXT)
			rap_buf_str(&out, cmark_node_get_literal(node));
		else if (event == CMARK_EVENT_ENTER &&
		         (type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_SOFTBREAK))
			rap_buf_char(&out, ' ');
		else if (event == CMARK_EVENT_EXIT &&
		         (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING))
			rap_buf_char(&out, '\n');
	}
	cmark_iter_free(walk);
	cmark_node_free(root);
	return rap_buf_take(&out);
}

static inline void put_words_of(const xmlNode *node, rap_buf *out)
{
	for (const xmlNode *n = node->children; n; n = n->next) {
		size_t from = out->len;

		if (n->type == XML_TEXT_NODE)
			rap_buf_str(out, (const char *)n->content);
		else if (n->type != XML_ELEMENT_NODE)
			fails_with("neither words nor an element", (const char *)n->name);
		else if (strcmp((const char *)n->name, "br") == 0)
			rap_buf_char(out, ' ');
		else
			put_words_of(n, out);
		for (; n->type == XML_TEXT_NODE && from < out->len; from++)
			if (out->at[from] == '\n') /* a blank, to who reads HTML */
				out->at[from] = ' ';
		if (n->type == XML_ELEMENT_NODE && strchr("ph", n->name[0]))
			rap_buf_char(out, '\n');
	}
}

/* The words of the body of a page, a line for each paragraph and more where words have line breaks. */
static inline char *words_of_html(const char *html)
{
	htmlDocPtr document = htmlReadMemory(html, (int)strlen(html), NULL, "UTF-8",
	                                     HTML_PARSE_NONET | HTML_PARSE_NOERROR |
	                                             HTML_PARSE_NOWARNING | XML_PARSE_HUGE);
	rap_buf out = rap_buf_init(64u << 20);
	xmlNode *root, *body = NULL;

	assert_non_null(document);
	root = xmlDocGetRootElement(document);
	for (xmlNode *n = root->children; n; n = n->next)
		if (n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, "body") == 0)
			body = n;
	assert_non_null(body);
	put_words_of(body, &out);
	xmlFreeDoc(document);
	return rap_buf_take(&out);
}

/* Without blanks of any kind: formats break lines and make one blank of many. */
static inline char *without_blanks(const char *words)
{
	rap_slice s = rap_slice_of(words);
	rap_buf out = rap_buf_init(s.len + 1);

	for (size_t at = 0; at < s.len;) {
		size_t from = at;

		if (!rap_utf8_is_space(rap_utf8_next(s, &at)))
			rap_buf_slice(&out, rap_slice_sub(s, from, at));
	}
	return rap_buf_take(&out);
}

#endif
