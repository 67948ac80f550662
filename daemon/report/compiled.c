// SPDX-License-Identifier: Apache-2.0
/* The whole updated draft: head and key, general comments, the paragraphs (compile.c), then the annexes (annex.c). */
#include "common/limits.h"
#include "report/compile.h"
#include "report/convergence.h"
#include "report/record.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#define DOCUMENT_MAX (256u * RAP_MIB)

static void paragraph(rap_doc *doc, const char *text)
{
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_run(doc, RAP_RUN_PLAIN, text);
}

/* ---- head ----------------------------------------------------------------------------------------------- */

static void key(rap_doc *doc, const char *words, const char *attribution, const char *meaning)
{
	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	if (words) {
		rap_doc_run(doc, RAP_RUN_BRACKET, "[");
		rap_doc_run(doc, RAP_RUN_PLAIN, words);
		rap_doc_run(doc, RAP_RUN_BY, attribution);
		rap_doc_run(doc, RAP_RUN_BRACKET, "]");
	} else {
		rap_doc_run(doc, RAP_RUN_STRONG, attribution);
	}
	rap_doc_printf(doc, RAP_RUN_PLAIN, ": %s", meaning);
}

static void put_key(rap_doc *doc)
{
	rap_doc_block_add(doc, RAP_DOC_HEADING, 2);
	rap_doc_run(doc, RAP_RUN_PLAIN, "Key");
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_run(doc, RAP_RUN_PLAIN, "Text in ");
	rap_doc_run(doc, RAP_RUN_BRACKET, "[");
	rap_doc_run(doc, RAP_RUN_PLAIN,
	            doc->doubled ? "double square brackets" : "square brackets");
	rap_doc_run(doc, RAP_RUN_BRACKET, "]");
	rap_doc_run(doc, RAP_RUN_PLAIN, " is not agreed.");
	if (doc->doubled)
		rap_doc_run(
			doc, RAP_RUN_PLAIN,
			" Single ones are part of the words beside them; where several of those "
			"stood together, a blank parts them here.");
	key(doc, "words", "", "words of the draft to which a change is proposed");
	key(doc, "words", " (State)",
	    "words that this State proposes, or several do, instead or in addition");
	key(doc, "words", " (delete: State)", "words that this State proposes to take out");
	key(doc, NULL, "12 alt.", "another wording for the whole of paragraph 12");
	key(doc, NULL, "12 bis.", "a new paragraph after paragraph 12; then ter, quater");
	key(doc, NULL, "MN-4", "number of a proposal; the annex names its source");
}

static size_t count_states(const rap_board *board)
{
	const char *last = NULL;
	size_t n = 0;

	for (size_t i = 0; i < board->rows.n; i++) { /* by member */
		const rap_proposal_row *row = &board->rows.at[i];

		if (row->withdrawn || row->superseded_by ||
		    (last && strcmp(last, row->member) == 0))
			continue;
		last = row->member;
		n++;
	}
	return n;
}

static void put_head(rap_doc *doc, const rap_desk *desk, const rap_board *board)
{
	const rap_consultation *c = desk->consultation;
	rap_buf time = rap_buf_init(256);
	size_t standing = board->rows.n - board->gone.n, states = count_states(board);
	size_t decided = rap_board_decided(board);

	rap_date_put_human(&time, desk->now, c->meeting.timezone, true);
	rap_doc_block_add(doc, RAP_DOC_HEADING, 1);
	rap_doc_run(doc, RAP_RUN_PLAIN, *board->draft->title ? board->draft->title : c->title);
	paragraph(doc, c->title);
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_printf(doc, RAP_RUN_PLAIN, "%s with the proposals of member States, as of %s.",
	               board->draft->revision ? board->draft->revision : "Draft",
	               rap_buf_text(&time));
	if (board->rows.n == 0)
		rap_doc_run(doc, RAP_RUN_PLAIN, " There are no proposals yet.");
	else
		rap_doc_printf(doc, RAP_RUN_PLAIN, " %zu %s, of %zu %s.", standing,
		               standing == 1 ? "proposal stands" : "proposals stand", states,
		               states == 1 ? "State" : "States");
	if (decided == 1)
		rap_doc_run(doc, RAP_RUN_PLAIN, " One of them is decided.");
	else if (decided > 1)
		rap_doc_printf(doc, RAP_RUN_PLAIN, " %zu of them are decided.", decided);
	if (!c->attribution_named)
		paragraph(doc,
		          "For the secretariat only: it names the State beside each proposal.");
	rap_buf_done(&time);
	put_key(doc);
}

/* ---- body ----------------------------------------------------------------------------------------------- */

static void put_body(rap_doc *doc, const rap_desk *desk, const rap_board *board,
                     const rap_strv *reserving)
{
	const rap_board_paragraph *next = board->paragraphs; /* its blocks are in the same order */
	bool titled = false;

	for (size_t i = 0; i < board->draft->n; i++) {
		const rap_block *b = &board->draft->blocks[i];

		if (b->kind == RAP_BLOCK_HEADING && !titled &&
		    strcmp(b->text, board->draft->title) == 0) {
			titled = true; /* stands at the head already */
		} else if (b->kind == RAP_BLOCK_HEADING) {
			rap_doc_block_add(doc, RAP_DOC_HEADING, b->level < 2 ? 2 : b->level);
			rap_doc_run(doc, RAP_RUN_PLAIN, b->text);
		} else if (b->mark) {
			rap_compile_paragraph(desk, next++, reserving, doc);
		} else {
			rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, b->level);
			rap_doc_run(doc, RAP_RUN_PLAIN, b->text);
		}
	}
}

static rap_doc document(const rap_desk *desk, const rap_board *board)
{
	rap_strv reserving = rap_convergence_words(&desk->consultation->lexicon);
	rap_doc doc = {0}, rest = {0};

	rap_compile_general(desk, board, &rest);
	put_body(&rest, desk, board, &reserving);
	rap_compile_annexes(desk, board, &rest);
	doc.doubled = rap_doc_has_brackets(&rest);
	put_head(&doc, desk, board);
	rap_doc_append(&doc, &rest);
	rap_strv_done(&reserving);
	return doc;
}

rap_err rap_compiled_make(const rap_desk *desk, rap_compiled *ret)
{
	rap_buf markdown = rap_buf_init(DOCUMENT_MAX), html = rap_buf_init(DOCUMENT_MAX);
	rap_buf text = rap_buf_init(DOCUMENT_MAX);
	rap_board board;
	rap_doc doc;
	rap_err err = rap_board_make(desk, NULL, &board);

	if (err != RAP_OK)
		return err;
	doc = document(desk, &board);
	rap_doc_markdown(&doc, &markdown);
	rap_doc_page(&doc, desk->draft->title, &html);
	rap_doc_text(&doc, &text);
	if (markdown.over || html.over || text.over)
		err = RAP_E_LIMIT;
	*ret = (rap_compiled){rap_buf_take(&markdown), rap_buf_take(&html), rap_buf_take(&text)};
	rap_doc_done(&doc);
	rap_board_done(&board);
	return err;
}

void rap_compiled_done(rap_compiled *compiled)
{
	free(compiled->markdown);
	free(compiled->html);
	free(compiled->text);
	*compiled = (rap_compiled){0};
}
