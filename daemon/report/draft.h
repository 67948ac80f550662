/* SPDX-License-Identifier: Apache-2.0 */
/* The draft under consultation: Markdown whose numbered paragraphs begin with a mark such as [P12]. */
#ifndef RAP_DAEMON_REPORT_DRAFT_H
#define RAP_DAEMON_REPORT_DRAFT_H

#include "common/context.h"
#include "common/diag.h"

typedef enum rap_block_kind { RAP_BLOCK_HEADING, RAP_BLOCK_PARAGRAPH } rap_block_kind;

typedef struct rap_block {
	rap_block_kind kind;
	int level; /* heading: 1.. ; paragraph: depth of the list it stands in, 0 = none */
	unsigned line; /* in the file, from 1 */
	char *mark; /* "P2 (a)"; NULL for headings and unmarked paragraphs */
	char *bookmark; /* "P2_a" */
	char *text; /* plain text without the mark, one line */
} rap_block;

typedef struct rap_draft {
	char *title; /* the first heading, or "" */
	char *revision; /* set by the caller from the round; may be NULL */
	bool revised; /* set by who put the accepted proposals into it: they are not shown beside it */
	rap_block *blocks; /* document order */
	size_t n;
} rap_draft;

/*
 * Reads Markdown with cmark-gfm. Duplicate marks, gaps, numbered paragraphs without a mark, tables, images and
 * raw HTML are reported with their line; false when there are errors.
 */
bool rap_draft_parse(rap_slice markdown, const char *name, rap_diags *diags, rap_draft *ret);
void rap_draft_done(rap_draft *draft);

const rap_block *rap_draft_find(const rap_draft *draft, const char *mark);

/* "P2 (a)" -> "P2_a", "P2 bis" -> "P2_bis"; false when it is no mark. */
bool rap_draft_bookmark(const char *mark, rap_buf *ret_bookmark);

/* Writes the missing marks into the Markdown (rapporteur number): existing marks never change. */
bool rap_draft_number(rap_slice markdown, const char *name, rap_diags *diags, rap_buf *ret_markdown,
                      size_t *ret_added);

#endif
