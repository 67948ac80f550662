// SPDX-License-Identifier: Apache-2.0
/*
 * The draft: Markdown by cmark-gfm into headings and marked paragraphs.
 *
 * DIAGNOSTICS Whatever could not be carried through mail, Word and back (tables, images, HTML, code, quotations)
 * is reported with its line, and so is every paragraph that has no mark: nobody could propose a change to it.
 */
#include "report/draft.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "report/draft_read.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>

/* cmark's own allocator ends in abort(). */
static void *cmark_calloc(size_t n, size_t size)
{
	return rap_calloc(n, size);
}

static void *cmark_realloc(void *old, size_t size)
{
	return rap_reallocarray(old, size, 1);
}

static cmark_mem memory = {cmark_calloc, cmark_realloc, free};

typedef struct reader {
	const char *name;
	rap_diags *diags;
	rap_raw_draft *draft;
} reader;

static unsigned line_of(cmark_node *node)
{
	int line = 0;

	for (; node && line <= 0; node = cmark_node_parent(node)) /* inlines may have none */
		line = cmark_node_get_start_line(node);
	return line > 0 ? (unsigned)line : 1;
}

static unsigned last_line_of(cmark_node *node)
{
	int line = cmark_node_get_end_line(node);

	return line > 0 && (unsigned)line >= line_of(node) ? (unsigned)line : line_of(node);
}

static void refuse(const reader *r, cmark_node *node, const char *text)
{
	int column = cmark_node_get_start_column(node);

	rap_diags_error(r->diags, r->name, line_of(node), column > 0 ? (unsigned)column : 1, NULL,
	                NULL, "%s", text);
}

static int list_depth(cmark_node *node)
{
	int depth = 0;

	while ((node = cmark_node_parent(node)))
		depth += cmark_node_get_type(node) == CMARK_NODE_LIST;
	return depth;
}

/* A link in plain text: its words, and the address where the words do not say it. */
static void put_address(rap_buf *out, cmark_node *link, size_t begin)
{
	const char *words = rap_buf_text(out) + begin;
	const char *url = cmark_node_get_url(link);

	if (strncmp(url, "mailto:", 7) == 0)
		url += 7;
	if (*url && strcmp(words, url) != 0)
		rap_buf_printf(out, " (%s)", url);
}

/* The plain text of a heading or paragraph on one line. */
static void put_text(const reader *r, cmark_node *block, rap_buf *out)
{
	cmark_iter *iter = cmark_iter_new(block);
	size_t link_at = 0;
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (type == CMARK_NODE_LINK) { /* links do not stand in links */
			if (event == CMARK_EVENT_ENTER)
				link_at = out->len;
			else
				put_address(out, node, link_at);
		}
		if (event != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			rap_buf_str(out, cmark_node_get_literal(node));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			rap_buf_char(out, ' ');
		else if (type == CMARK_NODE_IMAGE)
			refuse(r, node, "images cannot be carried in a draft");
		else if (type == CMARK_NODE_HTML_INLINE)
			refuse(r, node, "raw HTML cannot be carried in a draft");
	}
	cmark_iter_free(iter);
}

/* "[P12](a)" is a link to "a" for Markdown; the mark would be lost without a word. */
static bool begins_with_linked_mark(cmark_node *block)
{
	cmark_node *link = cmark_node_first_child(block), *text;
	rap_mark mark;

	if (!link || cmark_node_get_type(link) != CMARK_NODE_LINK)
		return false;
	text = cmark_node_first_child(link);
	return text && cmark_node_get_type(text) == CMARK_NODE_TEXT &&
	       rap_mark_parse(rap_slice_of(cmark_node_get_literal(text)), &mark);
}

static void take_mark(const reader *r, cmark_node *node, rap_slice text, rap_raw_block *block)
{
	bool near;
	size_t taken = rap_mark_at_start(text, &block->mark, &near);
	rap_slice rest = rap_utf8_trim(rap_slice_sub(text, taken, text.len));

	block->marked = taken > 0;
	block->text = rest.len ? rap_strndup(rest.at, rest.len) : rap_strdup("");
	block->excused = near || begins_with_linked_mark(node);
	if (block->excused && !near)
		refuse(r, node, "put a blank behind the mark: with ( directly behind it is a link");
	else if (near)
		refuse(r, node,
		       "not a mark; marks are spelled [P12], [P12 bis], [P12 (a)], [P12 (a) (i)]");
	else if (block->marked && block->kind == RAP_BLOCK_HEADING)
		refuse(r, node, "a heading carries no mark");
	else if (block->marked && rest.len == 0)
		refuse(r, node, "a mark without words; of a deleted paragraph [deleted] remains");
}

static void add_block(const reader *r, cmark_node *node, rap_block_kind kind)
{
	rap_raw_draft *d = r->draft;
	rap_buf text = rap_buf_init(RAP_LIMIT_DRAFT_FILE);
	rap_raw_block *block;
	int column = cmark_node_get_start_column(node);

	if (d->n == RAP_LIMIT_PARAGRAPHS)
		refuse(r, node, "more than 5000 paragraphs and headings");
	if (d->n >= RAP_LIMIT_PARAGRAPHS)
		return;
	d->at = rap_reallocarray(d->at, d->n + 1, sizeof *d->at);
	block = &d->at[d->n++];
	*block = (rap_raw_block){.kind = kind, .line = line_of(node)};
	block->column = column > 0 ? (unsigned)column : 1;
	block->last_line = last_line_of(node);
	block->level =
		kind == RAP_BLOCK_HEADING ? cmark_node_get_heading_level(node) : list_depth(node);
	if (kind == RAP_BLOCK_PARAGRAPH && block->level > 2)
		refuse(r, node,
		       "lists in lists in lists cannot be carried: marks end at [P1 (a) (i)]");
	put_text(r, node, &text);
	take_mark(r, node, rap_buf_as_slice(&text), block);
	rap_buf_done(&text);
}

/* One comment and nothing else: notes of the secretariat, which leave with no mail. */
static bool is_comment(const char *html)
{
	rap_slice s = rap_utf8_trim(rap_slice_of(html));
	const char *end;

	if (s.len < 7 || memcmp(s.at, "<!--", 4) != 0)
		return false;
	end = memmem(s.at + 4, s.len - 4, "-->", 3);
	return end && end + 3 == s.at + s.len;
}

/* false: what is below the node needs no look. */
static void take_block(const reader *r, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_PARAGRAPH)
		add_block(r, node, RAP_BLOCK_PARAGRAPH);
	else if (type == CMARK_NODE_HEADING)
		add_block(r, node, RAP_BLOCK_HEADING);
	else if (type == CMARK_NODE_HTML_BLOCK && !is_comment(cmark_node_get_literal(node)))
		refuse(r, node, "raw HTML cannot be carried in a draft; a comment alone may stand");
	else if (type == CMARK_NODE_CODE_BLOCK)
		refuse(r, node,
		       "a block of code cannot be carried in a draft (four blanks make one)");
	else if (type == CMARK_NODE_BLOCK_QUOTE)
		refuse(r, node, "quotations cannot be carried in a draft");
	else if (strcmp(cmark_node_get_type_string(node), "table") == 0)
		refuse(r, node, "tables cannot be carried in a draft");
}

static void walk(const reader *r, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_ENTER &&
		    cmark_node_get_type(node) != CMARK_NODE_DOCUMENT &&
		    (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK)
			take_block(r, node);
	}
	cmark_iter_free(iter);
}

/* cmark would replace what is no UTF-8 in silence. */
static bool check_utf8(rap_slice line, const char *name, unsigned number, rap_diags *diags)
{
	if (rap_utf8_valid(line) && !memchr(line.at, '\0', line.len))
		return true;
	rap_diags_error(diags, name, number, 1, NULL, NULL, "not UTF-8; save the file as UTF-8");
	return false;
}

/* "[P1]: words" defines a link for Markdown and may vanish without a trace. */
static void check_colon(rap_slice line, const char *name, unsigned number, rap_diags *diags)
{
	rap_mark mark;
	size_t at = 0;
	bool near;

	while (at < line.len && strchr(" \t-*+", line.at[at]))
		at++;
	line = rap_slice_sub(line, at, line.len);
	if (!rap_mark_at_start(line, &mark, &near))
		return;
	at = (size_t)((const char *)memchr(line.at, ']', line.len) - line.at) + 1;
	if (at < line.len && line.at[at] == ':')
		rap_diags_error(diags, name, number, 1, NULL, NULL,
		                "no colon behind a mark: Markdown takes it for a link");
}

static bool check_lines(rap_slice markdown, const char *name, rap_diags *diags)
{
	unsigned number = 0;

	for (size_t at = 0, end; at < markdown.len; at = end + 1) {
		const char *feed = memchr(markdown.at + at, '\n', markdown.len - at);
		rap_slice line;

		end = feed ? (size_t)(feed - markdown.at) : markdown.len;
		line = rap_slice_sub(markdown, at, end);
		number++;
		if (!check_utf8(line, name, number, diags))
			return false;
		check_colon(line, name, number, diags);
	}
	return true;
}

bool rap_raw_draft_read(rap_slice markdown, const char *name, rap_diags *diags, rap_raw_draft *ret)
{
	size_t errors = diags->errors;
	reader r = {.name = name, .diags = diags, .draft = ret};
	cmark_parser *parser;
	cmark_node *document;

	*ret = (rap_raw_draft){0};
	if (markdown.len > RAP_LIMIT_DRAFT_FILE) {
		rap_diags_error(diags, name, 0, 0, NULL, NULL, "larger than %u MiB",
		                RAP_LIMIT_DRAFT_FILE / RAP_MIB);
		return false;
	}
	if (!check_lines(markdown, name, diags))
		return false;
	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, markdown.at ? markdown.at : "", markdown.len);
	document = cmark_parser_finish(parser);
	walk(&r, document);
	cmark_node_free(document);
	cmark_parser_free(parser);
	return diags->errors == errors;
}

void rap_raw_draft_done(rap_raw_draft *draft)
{
	for (size_t i = 0; i < draft->n; i++)
		free(draft->at[i].text);
	free(draft->at);
	*draft = (rap_raw_draft){0};
}
