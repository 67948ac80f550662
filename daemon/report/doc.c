// SPDX-License-Identifier: Apache-2.0
/* Blocks of runs, printed as Markdown, HTML and plain text; see doc.h. */
#include "report/doc.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/escape.h"
#include "report/fill.h"

#include <assert.h>
#include <stdlib.h>

#define RUN_MAX (4u * RAP_MIB)

void rap_doc_block_add(rap_doc *doc, rap_doc_kind kind, int level)
{
	if ((doc->n & (doc->n - 1)) == 0) /* room grows by doubling: 0, 1, 2, 4, ... */
		doc->blocks =
			rap_reallocarray(doc->blocks, doc->n ? 2 * doc->n : 1, sizeof *doc->blocks);
	doc->blocks[doc->n++] = (rap_doc_block){.kind = kind, .level = level};
}

void rap_doc_run(rap_doc *doc, rap_run_style style, const char *text)
{
	rap_doc_block *block;

	assert(doc->n > 0);
	if (!text || !*text)
		return;
	block = &doc->blocks[doc->n - 1];
	block->runs = rap_reallocarray(block->runs, block->n + 1, sizeof *block->runs);
	block->runs[block->n++] = (rap_run){style, rap_strdup(text)};
}

void rap_doc_printf(rap_doc *doc, rap_run_style style, const char *format, ...)
{
	rap_buf text = rap_buf_init(RUN_MAX);
	va_list args;

	va_start(args, format);
	rap_buf_vprintf(&text, format, args);
	va_end(args);
	rap_doc_run(doc, style, rap_buf_text(&text));
	rap_buf_done(&text);
}

void rap_doc_done(rap_doc *doc)
{
	for (size_t i = 0; i < doc->n; i++) {
		for (size_t j = 0; j < doc->blocks[i].n; j++)
			free(doc->blocks[i].runs[j].text);
		free(doc->blocks[i].runs);
	}
	free(doc->blocks);
	*doc = (rap_doc){0};
}

/* ---- Markdown ------------------------------------------------------------------------------------------- */

void rap_doc_markdown(const rap_doc *doc, rap_buf *out)
{
	for (size_t i = 0; i < doc->n; i++) {
		const rap_doc_block *b = &doc->blocks[i];

		if (b->kind == RAP_DOC_HEADING)
			for (int j = 0; j < b->level; j++)
				rap_buf_char(out, '#');
		if (b->kind == RAP_DOC_HEADING)
			rap_buf_char(out, ' ');
		if (b->kind == RAP_DOC_NOTE)
			rap_buf_str(out, "> ");
		if (b->kind == RAP_DOC_ITEM)
			rap_buf_str(out, "- ");
		for (size_t j = 0; j < b->n; j++) {
			const char *text = b->runs[j].text;
			bool strong = b->runs[j].style == RAP_RUN_STRONG &&
			              b->kind != RAP_DOC_HEADING && text[0] != ' ';

			rap_buf_str(out, strong ? "**" : "");
			rap_escape_markdown(out, rap_slice_of(text));
			rap_buf_str(out, strong ? "**" : "");
		}
		rap_buf_char(out, '\n');
		if (b->kind != RAP_DOC_ITEM || i + 1 == doc->n ||
		    doc->blocks[i + 1].kind != RAP_DOC_ITEM)
			rap_buf_char(out, '\n');
	}
}

/* ---- HTML ----------------------------------------------------------------------------------------------- */

static void html_open(rap_buf *out, const rap_doc_block *b)
{
	switch (b->kind) {
	case RAP_DOC_HEADING:
		rap_buf_printf(out,
		               "<p style=\"margin:1.4em 0 .5em 0;font-size:%s;font-weight:bold\">",
		               b->level <= 1   ? "1.4em"
		               : b->level == 2 ? "1.2em"
		                               : "1em");
		break;
	case RAP_DOC_PARAGRAPH:
		rap_buf_printf(out, "<p style=\"margin:.6em 0 .6em %dem\">", 2 * b->level);
		break;
	case RAP_DOC_NOTE:
		rap_buf_str(out, "<p style=\"margin:.3em 0 .3em 2em;padding-left:.6em;"
		                 "border-left:3px solid #888888;font-size:.95em\">");
		break;
	case RAP_DOC_ITEM:
		rap_buf_str(out, "<p style=\"margin:.2em 0 .2em 1em\">");
		break;
	}
}

static void html_run(rap_buf *out, const rap_run *run)
{
	static const char *const open[] = {"", "<b>", "<u><bdi>", "<i>", "<bdi>"};
	static const char *const close[] = {"", "</b>", "</bdi></u>", "</i>", "</bdi>"};

	rap_buf_str(out, open[run->style]);
	rap_escape_html(out, rap_slice_of(run->text));
	rap_buf_str(out, close[run->style]);
}

void rap_doc_html(const rap_doc *doc, rap_buf *out)
{
	for (size_t i = 0; i < doc->n; i++) {
		const rap_doc_block *b = &doc->blocks[i];

		html_open(out, b);
		for (size_t j = 0; j < b->n; j++)
			html_run(out, &b->runs[j]);
		rap_buf_str(out, "</p>\n");
	}
}

/* ---- plain text ----------------------------------------------------------------------------------------- */

static void text_block(const rap_doc_block *b, rap_buf *out)
{
	rap_buf line = rap_buf_init(RUN_MAX);

	for (int i = 0; b->kind == RAP_DOC_PARAGRAPH && i < b->level; i++)
		rap_buf_str(&line, "  ");
	if (b->kind == RAP_DOC_NOTE)
		rap_buf_str(&line, "   | ");
	if (b->kind == RAP_DOC_ITEM)
		rap_buf_str(&line, "- ");
	for (size_t j = 0; j < b->n; j++) {
		size_t from = line.len;

		rap_escape_text(&line, rap_slice_of(b->runs[j].text));
		for (size_t k = from; k < line.len;
		     k++) /* a block is one line before it is filled */
			if (line.at[k] == '\n' || line.at[k] == '\t')
				line.at[k] = ' ';
	}
	rap_fill_text(out, rap_buf_as_slice(&line));
	rap_buf_done(&line);
}

void rap_doc_text(const rap_doc *doc, rap_buf *out)
{
	for (size_t i = 0; i < doc->n; i++) {
		const rap_doc_block *b = &doc->blocks[i];
		bool list = b->kind == RAP_DOC_ITEM || b->kind == RAP_DOC_NOTE;

		if (b->kind == RAP_DOC_HEADING && b->level <= 2 && out->len > 0)
			rap_buf_char(out, '\n');
		text_block(b, out);
		if (!list || i + 1 == doc->n || doc->blocks[i + 1].kind != b->kind)
			rap_buf_char(out, '\n');
	}
}
