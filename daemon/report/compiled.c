// SPDX-License-Identifier: Apache-2.0
/* The whole updated draft: head, key, the paragraphs (compile.c), what has no place, reservations, sources. */
#include "common/limits.h"
#include "report/compile.h"
#include "report/escape.h"
#include "report/record.h"
#include "report/report.h"

#include <stdlib.h>

#define DOCUMENT_MAX (64u * RAP_MIB)

static void paragraph(rap_doc *doc, const char *text)
{
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_run(doc, RAP_RUN_PLAIN, text);
}

static void item(rap_doc *doc, const char *sign, const char *meaning)
{
	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	rap_doc_run(doc, RAP_RUN_STRONG, sign);
	rap_doc_printf(doc, RAP_RUN_PLAIN, ": %s", meaning);
}

static void put_head(rap_doc *doc, const rap_desk *desk, size_t standing)
{
	const rap_consultation *c = desk->consultation;
	rap_buf time = rap_buf_init(256);

	rap_date_put_human(&time, desk->now, c->meeting.timezone, true);
	rap_doc_block_add(doc, RAP_DOC_HEADING, 1);
	rap_doc_run(doc, RAP_RUN_PLAIN, *desk->draft->title ? desk->draft->title : c->title);
	paragraph(doc, c->title);
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_printf(doc, RAP_RUN_PLAIN, "%s with the proposals of member States (%zu) as of %s.",
	               desk->draft->revision ? desk->draft->revision : "Draft", standing,
	               rap_buf_text(&time));
	rap_buf_done(&time);
	paragraph(doc, "Key. Text in square brackets is not agreed.");
	item(doc, "[words]", "words of the draft to which a change is proposed");
	item(doc, "[words (State)]",
	     "words proposed by that State, or by several, instead or in "
	     "addition");
	item(doc, "[words] (delete: State)", "a proposal to take these words out");
	item(doc, "12 alt.", "another wording for the whole of paragraph 12");
	item(doc, "12 bis.", "a new paragraph after paragraph 12; then ter, quater");
	item(doc, "MN-4", "number of a proposal; the annex names its source");
}

static void put_body(rap_doc *doc, const rap_desk *desk, const rap_board *board)
{
	const rap_board_paragraph *next = board->paragraphs; /* its blocks are in the same order */
	bool titled = false;

	for (size_t i = 0; i < desk->draft->n; i++) {
		const rap_block *b = &desk->draft->blocks[i];

		if (b->kind == RAP_BLOCK_HEADING && !titled &&
		    strcmp(b->text, desk->draft->title) == 0) {
			titled = true; /* stands at the head already */
		} else if (b->kind == RAP_BLOCK_HEADING) {
			rap_doc_block_add(doc, RAP_DOC_HEADING, b->level < 2 ? 2 : b->level);
			rap_doc_run(doc, RAP_RUN_PLAIN, b->text);
		} else if (b->mark) {
			rap_compile_paragraph(desk, next++, doc);
		} else {
			rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, b->level);
			rap_doc_run(doc, RAP_RUN_PLAIN, b->text);
		}
	}
}

/* ---- annexes -------------------------------------------------------------------------------------------- */

static void source(rap_doc *doc, const rap_desk *desk, const rap_proposal_row *row,
                   const char *state)
{
	rap_buf time = rap_buf_init(256);

	rap_date_put_human(&time, row->at, desk->consultation->meeting.timezone, false);
	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	rap_doc_printf(doc, RAP_RUN_STRONG, "%s-%ld", row->member, row->number);
	rap_doc_run(doc, RAP_RUN_PLAIN, ", ");
	rap_doc_run(doc, RAP_RUN_BY, rap_record_state(desk, row->member));
	rap_doc_printf(doc, RAP_RUN_PLAIN, ", paragraph %s, %s, %s, mail of %s: %s",
	               rap_compile_number(row->paragraph), rap_action_text(row->action),
	               rap_proposal_type_text(row->type), rap_buf_text(&time), state);
	rap_buf_done(&time);
}

/* A proposal on a paragraph that this draft does not have is never dropped. */
static void put_strays(rap_doc *doc, const rap_desk *desk, const rap_board_list *strays)
{
	if (strays->n > 0) {
		rap_doc_block_add(doc, RAP_DOC_HEADING, 2);
		rap_doc_run(doc, RAP_RUN_PLAIN, "Proposals on paragraphs not in this draft");
	}
	for (size_t i = 0; i < strays->n; i++) {
		const rap_proposal_row *row = strays->at[i];

		rap_doc_block_add(doc, RAP_DOC_NOTE, 0);
		rap_doc_printf(doc, RAP_RUN_STRONG, "%s-%ld", row->member, row->number);
		rap_doc_printf(doc, RAP_RUN_PLAIN, " on %s (%s, ", row->paragraph,
		               rap_action_text(row->action));
		rap_doc_run(doc, RAP_RUN_BY, rap_record_state(desk, row->member));
		rap_doc_run(doc, RAP_RUN_PLAIN, "): ");
		rap_doc_run(doc, RAP_RUN_WORDS, row->text ? row->text : row->words);
		if (row->reason && *row->reason)
			rap_doc_printf(doc, RAP_RUN_WORDS, " Reason: %s", row->reason);
	}
}

/* A reservation is neither a bracket nor silence: it is recorded by itself. */
static void put_reservations(rap_doc *doc, const rap_desk *desk, const rap_answer_rows *answers)
{
	bool any = false;

	for (size_t i = 0; i < answers->n; i++) {
		const rap_answer_row *row = &answers->at[i];
		const rap_objective *objective;
		const rap_field *field;

		if (row->superseded_by || row->status != RAP_ANSWER_RESERVE)
			continue;
		if (!any) {
			rap_doc_block_add(doc, RAP_DOC_HEADING, 2);
			rap_doc_run(doc, RAP_RUN_PLAIN, "Reservations");
		}
		any = true;
		field = rap_consultation_field(desk->consultation, row->field, &objective);
		rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
		rap_doc_run(doc, RAP_RUN_BY, rap_record_state(desk, row->member));
		rap_doc_printf(doc, RAP_RUN_PLAIN,
		               " reserves its position on item %s, %s: ", row->field,
		               field ? field->label : "");
		rap_doc_run(doc, RAP_RUN_WORDS, row->raw);
	}
}

static void put_sources(rap_doc *doc, const rap_desk *desk, const rap_proposal_rows *rows)
{
	const size_t n_members = desk->consultation->n_members;

	rap_doc_block_add(doc, RAP_DOC_HEADING, 2);
	rap_doc_run(doc, RAP_RUN_PLAIN, "Annex: sources");
	if (rows->n == 0)
		paragraph(doc, "There are no proposals yet.");
	for (size_t place = 0; place <= n_members; place++) {
		for (size_t i = 0; i < rows->n; i++) {
			const rap_proposal_row *row = &rows->at[i];

			if (rap_record_place(desk, row->member) != place)
				continue;
			source(doc, desk, row,
			       row->withdrawn       ? "withdrawn"
			       : row->superseded_by ? "superseded by a later mail"
			                            : row->disposition);
		}
	}
}

void rap_compile_annexes(const rap_desk *desk, const rap_board *board, rap_doc *doc)
{
	put_strays(doc, desk, &board->strays);
	put_reservations(doc, desk, &board->answers);
	put_sources(doc, desk, &board->rows);
}

static void print(const rap_desk *desk, const rap_doc *doc, rap_compiled *ret)
{
	rap_buf markdown = rap_buf_init(DOCUMENT_MAX), html = rap_buf_init(DOCUMENT_MAX);
	rap_buf text = rap_buf_init(DOCUMENT_MAX);

	rap_doc_markdown(doc, &markdown);
	rap_buf_str(&html, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	                   "<meta name=\"viewport\" content=\"width=device-width, "
	                   "initial-scale=1\">\n"
	                   "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	rap_escape_html(&html, rap_slice_of(desk->draft->title));
	rap_buf_str(&html, "</title></head>\n<body style=\"font-family:Georgia,'Times New "
	                   "Roman',serif;font-size:16px;line-height:1.5;max-width:46em;"
	                   "margin:0 auto;padding:12px\">\n");
	rap_doc_html(doc, &html);
	rap_buf_str(&html, "</body></html>\n");
	rap_doc_text(doc, &text);
	ret->markdown = rap_buf_take(&markdown);
	ret->html = rap_buf_take(&html);
	ret->text = rap_buf_take(&text);
}

rap_err rap_compiled_make(const rap_desk *desk, rap_compiled *ret)
{
	rap_board board;
	rap_doc doc = {0};
	rap_err err = rap_board_make(desk, NULL, &board);

	if (err != RAP_OK)
		return err;
	put_head(&doc, desk, board.rows.n - board.gone.n);
	put_body(&doc, desk, &board);
	rap_compile_annexes(desk, &board, &doc);
	print(desk, &doc, ret);
	rap_doc_done(&doc);
	rap_board_done(&board);
	return RAP_OK;
}

void rap_compiled_done(rap_compiled *compiled)
{
	free(compiled->markdown);
	free(compiled->html);
	free(compiled->text);
	*compiled = (rap_compiled){0};
}
