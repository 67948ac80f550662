/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The intermediate form of a document: blocks of runs. Written once, printed as Markdown, HTML and plain text, so
 * that the three can never say different things. Brackets, numbers and names are words in it, not style: colour
 * and weight only help the eye. What marks a block (its beginning at the margin, a bracket) cannot be made by
 * the words in it: docs/decisions/0007-drafting.md.
 */
#ifndef RAP_DAEMON_REPORT_DOC_H
#define RAP_DAEMON_REPORT_DOC_H

#include "common/buf.h"

typedef enum rap_run_style {
	RAP_RUN_PLAIN,
	RAP_RUN_STRONG, /* numbers, labels: ours, and never before a letter without a blank */
	RAP_RUN_NEW, /* words that are proposed */
	RAP_RUN_BY, /* whose they are */
	RAP_RUN_WORDS, /* somebody's words about the text */
	RAP_RUN_BRACKET, /* one "[" or "]" that is ours */
} rap_run_style;

typedef struct rap_run {
	rap_run_style style;
	char *text;
} rap_run;

typedef enum rap_doc_kind {
	RAP_DOC_HEADING, /* level 1, 2, ... */
	RAP_DOC_PARAGRAPH, /* level: indentation */
	RAP_DOC_CLAUSE, /* a numbered paragraph: its number stands in the margin */
	RAP_DOC_NOTE, /* a comment below a paragraph */
	RAP_DOC_ITEM, /* of a list */
	RAP_DOC_TABLE, /* level: columns; each run is a cell, row by row, the heads first */
} rap_doc_kind;

typedef struct rap_doc_block {
	rap_doc_kind kind;
	int level;
	rap_run *runs;
	size_t n;
} rap_doc_block;

typedef struct rap_doc {
	rap_doc_block *blocks;
	size_t n;
	bool doubled; /* our brackets are "[[" and "]]" */
} rap_doc;

/* Begins a block; the runs that follow belong to it. Of the line breaks in them those stay that end a paragraph or part
 * items of a list; the others are where a mail was broken. */
void rap_doc_block_add(rap_doc *doc, rap_doc_kind kind, int level);
void rap_doc_run(rap_doc *doc, rap_run_style style, const char *text); /* copied; "" adds nothing */
void rap_doc_printf(rap_doc *doc, rap_run_style style, const char *format, ...) RAP_PRINTF(3, 4);
/* A cell of the table that was begun; "" is one too. */
void rap_doc_cell(rap_doc *doc, const char *text);
void rap_doc_done(rap_doc *doc);

/* Whether the words have square brackets of their own; to be asked when all is written, and put into `doubled`. */
bool rap_doc_has_brackets(const rap_doc *doc);
/* The blocks of tail, behind those of doc; tail is empty afterwards. */
void rap_doc_append(rap_doc *doc, rap_doc *tail);

void rap_doc_markdown(const rap_doc *doc, rap_buf *out);
void rap_doc_html(const rap_doc *doc, rap_buf *out); /* the blocks only, for a page or a mail */
/* A whole page of them, for a file. */
void rap_doc_page(const rap_doc *doc, const char *title, rap_buf *out);
void rap_doc_text(const rap_doc *doc, rap_buf *out);

#endif
