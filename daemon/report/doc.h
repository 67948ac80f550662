/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The intermediate form of a document: blocks of runs. Written once, printed as Markdown, HTML and plain text, so
 * that the three can never say different things. Brackets, numbers and names are words in it, not style: colour
 * and weight only help the eye.
 */
#ifndef RAP_DAEMON_REPORT_DOC_H
#define RAP_DAEMON_REPORT_DOC_H

#include "common/buf.h"

typedef enum rap_run_style {
	RAP_RUN_PLAIN,
	RAP_RUN_STRONG, /* numbers, labels */
	RAP_RUN_NEW, /* words that are proposed */
	RAP_RUN_BY, /* whose they are */
	RAP_RUN_WORDS, /* somebody's words about the text */
} rap_run_style;

typedef struct rap_run {
	rap_run_style style;
	char *text;
} rap_run;

typedef enum rap_doc_kind {
	RAP_DOC_HEADING, /* level 1, 2, ... */
	RAP_DOC_PARAGRAPH, /* level: indentation */
	RAP_DOC_NOTE, /* a comment below a paragraph */
	RAP_DOC_ITEM, /* of a list */
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
} rap_doc;

/* Begins a block; the runs that follow belong to it. */
void rap_doc_block_add(rap_doc *doc, rap_doc_kind kind, int level);
void rap_doc_run(rap_doc *doc, rap_run_style style, const char *text); /* copied; "" adds nothing */
void rap_doc_printf(rap_doc *doc, rap_run_style style, const char *format, ...) RAP_PRINTF(3, 4);
void rap_doc_done(rap_doc *doc);

void rap_doc_markdown(const rap_doc *doc, rap_buf *out);
void rap_doc_html(const rap_doc *doc, rap_buf *out); /* the blocks only, for a page or a mail */
void rap_doc_text(const rap_doc *doc, rap_buf *out);

#endif
