// SPDX-License-Identifier: Apache-2.0
/*
 * What stands around the paragraphs of the compiled text: general comments before them; behind them what has no place
 * in the draft, reservations, what is decided, and the source of each proposal. A part without content is left out.
 */
#include "common/mem.h"
#include "report/compile.h"
#include "report/convergence.h"
#include "report/record.h"

#include <stdlib.h>

static void heading(rap_doc *doc, int level, const char *text)
{
	rap_doc_block_add(doc, RAP_DOC_HEADING, level);
	rap_doc_run(doc, RAP_RUN_PLAIN, text);
}

static void number(rap_doc *doc, const rap_proposal_row *row)
{
	rap_doc_printf(doc, RAP_RUN_STRONG, "%s-%ld", row->member, row->number);
}

/* ---- answers -------------------------------------------------------------------------------------------- */

typedef struct answered {
	const rap_answer_row *row;
	const rap_objective *objective;
	const rap_field *field;
	size_t place; /* of the State */
} answered;

typedef struct answers {
	answered *at;
	size_t n;
} answers;

static bool is_about_draft(const answered *a)
{
	bool about = false;

	for (size_t i = 0; i < a->objective->n_fields; i++)
		about = about || (a->objective->fields[i].type == RAP_FIELD_PROPOSALS &&
		                  a->objective->fields[i].draft);
	return about && a->row->status != RAP_ANSWER_RESERVE && a->row->status != RAP_ANSWER_NONE &&
	       a->field->type == RAP_FIELD_TEXT;
}

static bool is_reservation(const answered *a)
{
	return a->row->status == RAP_ANSWER_RESERVE;
}

/* In the order of the questions, then of the States. */
static int by_question(const void *a, const void *b)
{
	const answered *x = a, *y = b;

	if (x->objective != y->objective)
		return x->objective < y->objective ? -1 : 1;
	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->row->id < y->row->id ? -1 : x->row->id > y->row->id;
}

static answers gather(const rap_desk *desk, const rap_board *board,
                      bool (*wanted)(const answered *))
{
	answers list = {.at = rap_calloc(board->answers.n + 1, sizeof *list.at)};

	for (size_t i = 0; i < board->answers.n; i++) {
		answered a = {.row = &board->answers.at[i]};

		a.field = rap_consultation_field(desk->consultation, a.row->field, &a.objective);
		a.place = rap_record_place(desk, a.row->member);
		if (a.field && !a.row->superseded_by && wanted(&a))
			list.at[list.n++] = a;
	}
	qsort(list.at, list.n, sizeof *list.at, by_question);
	return list;
}

void rap_compile_general(const rap_desk *desk, const rap_board *board, rap_doc *doc)
{
	answers list = gather(desk, board, is_about_draft);

	if (list.n > 0)
		heading(doc, 2, "General comments");
	for (size_t i = 0; i < list.n; i++) {
		const answered *a = &list.at[i];

		if (i == 0 || a->field != list.at[i - 1].field) {
			rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
			rap_doc_printf(doc, RAP_RUN_STRONG, "%s %s", a->field->id, a->field->label);
		}
		rap_doc_block_add(doc, RAP_DOC_NOTE, 0);
		rap_doc_run(doc, RAP_RUN_BY, rap_record_state(desk, a->row->member));
		rap_doc_run(doc, RAP_RUN_PLAIN,
		            a->row->status == RAP_ANSWER_CONFLICT  ? " (one of two answers): "
		            : a->row->status == RAP_ANSWER_UNCLEAR ? " (not yet clear): "
		                                                   : ": ");
		rap_doc_run(doc, RAP_RUN_WORDS, a->row->raw);
	}
	free(list.at);
}

/* ---- proposals ------------------------------------------------------------------------------------------ */

/* "KR-3 on 99 (comment, Republic of Korea)" */
static void put_proposal(rap_doc *doc, const rap_desk *desk, const rap_proposal_row *row)
{
	const char *words = rap_compile_words(row);

	rap_doc_block_add(doc, RAP_DOC_NOTE, 0);
	number(doc, row);
	rap_doc_printf(doc, RAP_RUN_PLAIN, " on %s (%s, ", rap_compile_number(row->paragraph),
	               rap_action_text(row->action));
	rap_doc_run(doc, RAP_RUN_BY, rap_record_state(desk, row->member));
	rap_doc_run(doc, RAP_RUN_PLAIN,
	            row->status == RAP_ANSWER_UNCLEAR ? ", not yet clear)" : ")");
	rap_doc_run(doc, RAP_RUN_PLAIN, *words ? ": " : "");
	rap_doc_run(doc, RAP_RUN_WORDS, words);
}

/* A proposal on a paragraph that this draft does not have is never dropped. */
static void put_strays(rap_doc *doc, const rap_desk *desk, const rap_board *board)
{
	if (board->strays.n > 0)
		heading(doc, 2, "Proposals on paragraphs not in this draft");
	for (size_t i = 0; i < board->strays.n; i++) {
		const rap_proposal_row *row = board->strays.at[i];

		put_proposal(doc, desk, row);
		if (row->reason && *row->reason)
			rap_compile_note(doc, desk, row, "reason", row->reason);
	}
}

static void reserved_paragraphs(rap_doc *doc, const rap_desk *desk, const rap_board_list *rows,
                                const rap_strv *reserving, bool *any)
{
	for (size_t i = 0; i < rows->n; i++) {
		const rap_proposal_row *row = rows->at[i];
		bool in_reason;

		if (!rap_compile_reserves(reserving, row))
			continue;
		if (!*any)
			heading(doc, 2, "Reservations");
		*any = true;
		in_reason = row->reason && *row->reason && row->action != RAP_ACTION_COMMENT;
		rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
		rap_doc_run(doc, RAP_RUN_BY, rap_record_state(desk, row->member));
		rap_doc_printf(doc, RAP_RUN_PLAIN, " on paragraph %s, ",
		               rap_compile_number(row->paragraph));
		number(doc, row);
		rap_doc_run(doc, RAP_RUN_PLAIN, ": ");
		rap_doc_run(doc, RAP_RUN_WORDS, in_reason ? row->reason : rap_compile_words(row));
	}
}

/* A reservation is neither a bracket nor silence: it is listed by itself. */
static void put_reservations(rap_doc *doc, const rap_desk *desk, const rap_board *board,
                             const rap_strv *reserving)
{
	answers list = gather(desk, board, is_reservation);
	bool any = list.n > 0;

	if (any)
		heading(doc, 2, "Reservations");
	for (size_t i = 0; i < list.n; i++) {
		const answered *a = &list.at[i];

		rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
		rap_doc_run(doc, RAP_RUN_BY, rap_record_state(desk, a->row->member));
		rap_doc_printf(doc, RAP_RUN_PLAIN, " on item %s, %s: ", a->row->field,
		               a->field->label);
		rap_doc_run(doc, RAP_RUN_WORDS, a->row->raw);
	}
	for (size_t i = 0; i < board->n; i++)
		reserved_paragraphs(doc, desk, &board->paragraphs[i].all, reserving, &any);
	reserved_paragraphs(doc, desk, &board->strays, reserving, &any);
	free(list.at);
}

/* What is decided and no longer stands in the text. */
static void put_settled(rap_doc *doc, const rap_desk *desk, const rap_board *board)
{
	if (board->settled.n > 0)
		heading(doc, 2, "Proposals already decided");
	for (size_t i = 0; i < board->settled.n; i++) {
		const rap_proposal_row *row = board->settled.at[i];

		put_proposal(doc, desk, row);
		if (row->reason && *row->reason)
			rap_compile_note(doc, desk, row, "reason", row->reason);
		rap_compile_decision(doc, desk, row);
	}
}

/* ---- sources -------------------------------------------------------------------------------------------- */

/* "Tuesday 21 July 2020, 12:00": the zone is said once, above the list. */
static void put_time(rap_doc *doc, const rap_desk *desk, int64_t at)
{
	rap_buf time = rap_buf_init(256);
	char *zone;

	rap_date_put_human(&time, at, desk->consultation->meeting.timezone, false);
	zone = strstr(rap_buf_text(&time), " (");
	if (zone)
		rap_buf_cut(&time, (size_t)(zone - rap_buf_text(&time)));
	rap_doc_run(doc, RAP_RUN_PLAIN, rap_buf_text(&time));
	rap_buf_done(&time);
}

/* Of each row, by its index: how it was carried to the text as it stands; NULL: it is in no paragraph. */
static const rap_carried **carried_rows(const rap_board *board)
{
	const rap_carried **list = rap_calloc(board->rows.n + 1, sizeof *list);

	for (size_t i = 0; i < board->n; i++) {
		const rap_board_paragraph *p = &board->paragraphs[i];

		for (size_t j = 0; j < p->all.n; j++)
			list[p->all.at[j] - board->rows.at] = &p->carried[j];
	}
	return list;
}

static void source(rap_doc *doc, const rap_desk *desk, const rap_proposal_row *row,
                   const rap_carried *carried)
{
	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	number(doc, row);
	rap_doc_printf(doc, RAP_RUN_PLAIN, " on paragraph %s: %s, %s; mail of ",
	               rap_compile_number(row->paragraph), rap_action_text(row->action),
	               rap_proposal_type_text(row->type));
	put_time(doc, desk, row->received);
	if (row->base_revision && *row->base_revision) {
		rap_doc_run(doc, RAP_RUN_PLAIN, "; made on ");
		rap_doc_run(doc, RAP_RUN_WORDS, row->base_revision);
	}
	rap_doc_run(doc, RAP_RUN_PLAIN, "; ");
	rap_doc_run(doc, RAP_RUN_PLAIN,
	            row->withdrawn       ? "withdrawn"
	            : row->superseded_by ? "superseded by a later mail"
	                                 : row->disposition);
	if (carried && carried->text && carried->changed && !carried->whole) {
		rap_doc_run(doc, RAP_RUN_PLAIN, "; as it was worded: ");
		rap_doc_run(doc, RAP_RUN_WORDS, row->text);
	}
}

/* Every proposal there has been, by State and number. */
static void put_sources(rap_doc *doc, const rap_desk *desk, const rap_board *board)
{
	const rap_proposal_rows *rows = &board->rows;
	const rap_consultation *c = desk->consultation;
	const rap_carried **carried;

	if (rows->n == 0)
		return;
	carried = carried_rows(board);
	heading(doc, 2, "Annex: sources");
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_printf(doc, RAP_RUN_PLAIN, "Times are those of %s.", c->meeting.timezone);
	for (size_t place = 0; place <= c->n_members; place++) {
		const char *state = NULL;

		for (size_t i = 0; i < rows->n; i++) {
			const rap_proposal_row *row = &rows->at[i];

			if (rap_record_place(desk, row->member) != place)
				continue;
			if (!state || strcmp(state, row->member) != 0)
				heading(doc, 3, rap_record_state(desk, row->member));
			state = row->member;
			source(doc, desk, row, carried[i]);
		}
	}
	free(carried);
}

void rap_compile_annexes(const rap_desk *desk, const rap_board *board, rap_doc *doc)
{
	rap_strv reserving = rap_convergence_words(&desk->consultation->lexicon);

	put_strays(doc, desk, board);
	put_reservations(doc, desk, board, &reserving);
	put_settled(doc, desk, board);
	put_sources(doc, desk, board);
	rap_strv_done(&reserving);
}
