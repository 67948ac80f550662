// SPDX-License-Identifier: Apache-2.0
/*
 * The compilation matrix: general comments first, then what is proposed on each paragraph in the order of the draft, then
 * what this draft has no place for. Proposals that ask for the same in the same words are one row with several States;
 * nothing else is merged by machine. What was withdrawn or superseded stands below the rest of its paragraph.
 */
#include "common/mem.h"
#include "report/record.h"
#include "report/tables_source.h"

#include <stdlib.h>

enum {
	NO,
	PARAGRAPH,
	STATES,
	TYPE,
	ACTION,
	COMMENT,
	TEXT,
	OBSERVATIONS,
	DISPOSITION,
	REASON,
	SOURCE
};

/* One voice: a proposal, or a general comment. */
typedef struct voice {
	size_t place; /* of its group: a question, then a paragraph, then what has none */
	size_t state; /* its place in the roster */
	size_t order; /* as recorded, then as read */
	const rap_proposal_row *proposal; /* or */
	const rap_answer_row *answer;
	const rap_field *field; /* of the answer */
	const rap_board_paragraph *paragraph; /* of the proposal; NULL: not in this draft */
	const char *heading; /* what the paragraph stands under */
	size_t leader; /* the order of the first of those that are one row with it */
} voice;

typedef struct voices {
	const rap_tables_source *source;
	voice *at;
	size_t n;
} voices;

static bool is_gone(const rap_proposal_row *row)
{
	return row->withdrawn || row->superseded_by;
}

static const char *member_of(const voice *one)
{
	return one->proposal ? one->proposal->member : one->answer->member;
}

static voice *add(voices *v)
{
	if (v->n % 64 == 0)
		v->at = rap_reallocarray(v->at, v->n + 64, sizeof *v->at);
	v->at[v->n] = (voice){.order = v->n};
	return &v->at[v->n++];
}

/* ---- gathering ------------------------------------------------------------------------------------------ */

/* Texts written about the draft as a whole: the text questions of the objective that asks about it. */
static size_t gather_general(voices *v)
{
	const rap_tables_source *s = v->source;
	size_t place = 0;

	for (size_t i = 0; i < s->c->n_objectives; i++) {
		const rap_objective *o = &s->c->objectives[i];

		for (size_t j = 0; rap_tables_asks_draft(o) && j < o->n_fields; j++) {
			size_t n;
			const rap_answer_row **rows =
				rap_tables_answers(s, o->fields[j].id, NULL, &n);

			for (size_t k = 0; o->fields[j].type == RAP_FIELD_TEXT && k < n; k++) {
				voice *one;

				if (rows[k]->status == RAP_ANSWER_NONE)
					continue;
				one = add(v);
				one->place = place;
				one->answer = rows[k];
				one->state = rap_record_place(s->desk, rows[k]->member);
				one->field = &o->fields[j];
			}
			place++;
		}
	}
	return place;
}

/* The heading above each paragraph of the board. */
static const char **headings_of(const rap_board *board)
{
	const char **headings = rap_calloc(board->n + 1, sizeof *headings);
	const char *last = NULL;
	size_t n = 0;

	for (size_t i = 0; board->draft && i < board->draft->n && n < board->n; i++) {
		const rap_block *block = &board->draft->blocks[i];

		if (block->kind == RAP_BLOCK_HEADING)
			last = block->text;
		else if (board->paragraphs[n].block == block)
			headings[n++] = last;
	}
	return headings;
}

static void gather_proposals(voices *v, size_t place)
{
	const rap_board *board = &v->source->board;
	const char **headings = headings_of(board);

	for (size_t i = 0; i < board->rows.n; i++) {
		voice *one = add(v);

		one->proposal = &board->rows.at[i];
		one->state = rap_record_place(v->source->desk, one->proposal->member);
		one->paragraph =
			board->draft ? rap_board_find(board, one->proposal->paragraph) : NULL;
		one->place = place + board->n;
		if (one->paragraph) {
			size_t index = (size_t)(one->paragraph - board->paragraphs);

			one->place = place + index;
			one->heading = headings[index];
		}
	}
	free(headings);
}

/* ---- order and merging ---------------------------------------------------------------------------------- */

static int compare_texts(const char *a, const char *b)
{
	return !a || !b ? (a != NULL) - (b != NULL) : strcmp(a, b);
}

/* Those that are no longer on the roster come last. */
static int by_state(const voice *x, const voice *y)
{
	if (x->state != y->state)
		return x->state < y->state ? -1 : 1;
	return strcmp(member_of(x), member_of(y));
}

/* Paragraph, what stands before what does not, State, number, age. */
static int by_reading(const void *a, const void *b)
{
	const voice *x = a, *y = b;
	const rap_proposal_row *p = x->proposal, *q = y->proposal;
	int order = (x->place > y->place) - (x->place < y->place);

	if (order)
		return order;
	if (!p || !q)
		order = by_state(x, y);
	else if ((order = compare_texts(x->paragraph ? "" : p->paragraph,
	                                y->paragraph ? "" : q->paragraph)) == 0 &&
	         (order = is_gone(p) - is_gone(q)) == 0 && (order = by_state(x, y)) == 0)
		order = (p->number > q->number) - (p->number < q->number);
	return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* Equal: one row. What is gone, and what was not clearly said, stands for itself. */
static int by_wish(const void *a, const void *b)
{
	const voice *x = *(const voice *const *)a, *y = *(const voice *const *)b;
	const rap_proposal_row *p = x->proposal, *q = y->proposal;
	int order = (x->place > y->place) - (x->place < y->place);

	if (order)
		return order;
	if (!p || !q)
		return (order = strcmp(x->answer->raw, y->answer->raw)) != 0
		               ? order
		               : (int)x->answer->status - (int)y->answer->status;
	if ((order = strcmp(p->paragraph, q->paragraph)) != 0 ||
	    (order = (int)p->action - (int)q->action) != 0 ||
	    (order = (int)p->status - (int)q->status) != 0 ||
	    (order = strcmp(p->disposition, q->disposition)) != 0)
		return order;
	if (p->action == RAP_ACTION_DELETE)
		return 0;
	return p->action == RAP_ACTION_COMMENT ? compare_texts(p->words, q->words)
	                                       : compare_texts(p->text, q->text);
}

static bool may_merge(const voice *one)
{
	return one->proposal ? !is_gone(one->proposal) && one->proposal->status == RAP_ANSWER_OK
	                     : one->answer->status == RAP_ANSWER_OK;
}

static int by_wish_then_order(const void *a, const void *b)
{
	const voice *x = *(const voice *const *)a, *y = *(const voice *const *)b;
	int order = by_wish(a, b);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int by_row(const void *a, const void *b)
{
	const voice *x = a, *y = b;

	if (x->leader != y->leader)
		return x->leader < y->leader ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* Reading order, with those that are one row side by side. */
static void arrange(voices *v)
{
	voice **same = rap_calloc(v->n + 1, sizeof *same);
	size_t n = 0;

	if (v->n > 1)
		qsort(v->at, v->n, sizeof *v->at, by_reading);
	for (size_t i = 0; i < v->n; i++) {
		v->at[i].order = v->at[i].leader = i;
		if (may_merge(&v->at[i]))
			same[n++] = &v->at[i];
	}
	if (n > 1)
		qsort(same, n, sizeof *same, by_wish_then_order);
	for (size_t i = 1; i < n; i++)
		if (by_wish(&same[i - 1], &same[i]) == 0)
			same[i]->leader = same[i - 1]->leader;
	free(same);
	if (v->n > 1)
		qsort(v->at, v->n, sizeof *v->at, by_row);
}

/* ---- cells ---------------------------------------------------------------------------------------------- */

static void put_number(rap_buf *out, const voice *one)
{
	if (one->proposal)
		rap_buf_printf(out, "%s-%ld", one->proposal->member, one->proposal->number);
	else
		rap_buf_printf(out, "%s %s", one->answer->member, one->answer->field);
}

static void put_paragraph(rap_buf *out, const voice *one)
{
	if (one->answer)
		rap_buf_printf(out, "General: %s", one->field->label);
	else
		rap_buf_str(out, one->proposal->paragraph);
	if (one->heading)
		rap_buf_printf(out, "\n%s", one->heading);
}

static const char *type_of(const voice *one)
{
	return rap_proposal_type_text(one->proposal ? one->proposal->type : RAP_PROPOSAL_GENERAL);
}

static const char *comment_of(const voice *one)
{
	if (one->answer)
		return one->answer->raw;
	if (one->proposal->action == RAP_ACTION_COMMENT)
		return one->proposal->words;
	return one->proposal->reason ? one->proposal->reason : "";
}

static const char *source_revision(const voice *one)
{
	return one->proposal ? one->proposal->base_revision : NULL;
}

/* A text of every voice of a row: once where all say the same or only one says anything, else each with its number. */
static void put_each(rap_table *t, size_t column, const voice *run, size_t n,
                     const char *of(const voice *one))
{
	rap_buf out = rap_buf_init(RAP_TABLE_CELL_MAX);
	bool same = true;

	for (size_t i = 1; i < n && same; i++)
		same = strcmp(of(&run[0]), of(&run[i])) == 0;
	for (size_t i = 0; i < (same ? 1 : n); i++) {
		if (!*of(&run[i]))
			continue;
		rap_buf_str(&out, out.len ? "\n" : "");
		if (!same) {
			put_number(&out, &run[i]);
			rap_buf_str(&out, ": ");
		}
		rap_buf_str(&out, of(&run[i]));
	}
	rap_table_buf(t, column, &out);
}

static void put_states(const voices *v, rap_table *t, const voice *run, size_t n)
{
	rap_buf names = rap_buf_init(RAP_TABLE_CELL_MAX),
		numbers = rap_buf_init(RAP_TABLE_CELL_MAX);
	const char *last = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *member = member_of(&run[i]);

		rap_buf_str(&numbers, i ? "\n" : "");
		put_number(&numbers, &run[i]);
		if (!last || strcmp(last, member) != 0)
			rap_buf_printf(&names, "%s%s", last ? ", " : "",
			               rap_record_state(v->source->desk, member));
		last = member;
	}
	rap_table_buf(t, STATES, &names);
	rap_table_buf(t, NO, &numbers);
}

static void put_text(rap_table *t, const voice *one)
{
	const rap_proposal_row *row = one->proposal;
	rap_buf out = rap_buf_init(RAP_TABLE_CELL_MAX);

	if (row && row->action == RAP_ACTION_DELETE)
		rap_buf_printf(&out, "[delete %s]", row->paragraph);
	else if (row && row->action == RAP_ACTION_INSERT_AFTER)
		rap_buf_printf(&out, "[new paragraph after %s]\n%s", row->paragraph,
		               row->text ? row->text : row->words);
	else if (row && row->action == RAP_ACTION_REPLACE)
		rap_buf_str(&out, row->text ? row->text : row->words);
	rap_table_buf(t, TEXT, &out);
}

static void observe(rap_buf *out, const char *what)
{
	rap_buf_printf(out, "%s%s", out->len ? "\n" : "", what);
}

/* What the record itself knows; the column is for the secretariat to go on with. */
static void put_observations(const voices *v, rap_table *t, const voice *run, size_t n)
{
	const rap_draft *draft = v->source->desk->draft;
	const rap_proposal_row *row = run->proposal;
	rap_answer_status status = row ? row->status : run->answer->status;
	rap_buf out = rap_buf_init(RAP_TABLE_CELL_MAX);
	bool late = false, older = false;

	for (size_t i = 0; i < n; i++) {
		const rap_tables_mail *mail = rap_tables_mail_of(
			v->source, row ? run[i].proposal->mail_id : run[i].answer->mail_id);

		late |= mail && mail->late;
		older |= source_revision(&run[i]) && draft && draft->revision &&
		         strcmp(source_revision(&run[i]), draft->revision) != 0;
	}
	if (status == RAP_ANSWER_UNCLEAR)
		observe(&out, "Not clear as it was written; its author has been asked.");
	if (status == RAP_ANSWER_CONFLICT)
		observe(&out, "Two people of this State differ; they have been asked.");
	if (status == RAP_ANSWER_RESERVE)
		observe(&out, "Reserves its position.");
	if (row && !run->paragraph)
		observe(&out, "The draft has no such paragraph.");
	if (older)
		observe(&out, "Made on an earlier version of the draft.");
	if (late)
		observe(&out, "Received after the deadline.");
	if (row && run->paragraph && !is_gone(row) &&
	    (run->paragraph->convergence == RAP_CONVERGENCE_COMPETING ||
	     run->paragraph->convergence == RAP_CONVERGENCE_RESERVATION))
		observe(&out, run->paragraph->convergence == RAP_CONVERGENCE_COMPETING
		                      ? "Competing proposals on this paragraph."
		                      : "A State reserves its position on this paragraph.");
	rap_table_buf(t, OBSERVATIONS, &out);
}

static const char *disposition_of(const voice *one)
{
	if (!one->proposal)
		return "";
	return one->proposal->withdrawn       ? "withdrawn"
	       : one->proposal->superseded_by ? "superseded"
	                                      : one->proposal->disposition;
}

static void put_sources(const voices *v, rap_table *t, const voice *run, size_t n)
{
	rap_buf out = rap_buf_init(RAP_TABLE_CELL_MAX);

	for (size_t i = 0; i < n; i++) {
		const voice *one = &run[i];

		rap_buf_str(&out, i ? "\n" : "");
		rap_tables_put_source(v->source,
		                      one->proposal ? one->proposal->mail_id : one->answer->mail_id,
		                      &out);
		if (source_revision(one))
			rap_buf_printf(&out, ", %s", source_revision(one));
	}
	rap_table_buf(t, SOURCE, &out);
}

static void put_row(const voices *v, rap_table *t, const voice *run, size_t n, bool begins)
{
	rap_table_row *row = rap_table_row_add(t);
	rap_buf paragraph = rap_buf_init(RAP_TABLE_CELL_MAX);

	row->begins = begins;
	row->quiet = run->proposal && is_gone(run->proposal);
	put_paragraph(&paragraph, run);
	rap_table_buf(t, PARAGRAPH, &paragraph);
	put_states(v, t, run, n);
	put_each(t, TYPE, run, n, type_of);
	rap_table_set(t, ACTION,
	              run->proposal ? rap_action_text(run->proposal->action) : "comment");
	put_each(t, COMMENT, run, n, comment_of);
	put_text(t, run);
	put_observations(v, t, run, n);
	rap_table_set(t, DISPOSITION, disposition_of(run));
	put_sources(v, t, run, n);
}

/* One row for each proposal that stands: what decisions_csv.h reads back. */
static void put_decision(rap_table *t, const voice *one)
{
	rap_buf number = rap_buf_init(RAP_TABLE_CELL_MAX);

	if (!one->proposal || is_gone(one->proposal))
		return;
	(void)rap_table_row_add(t);
	put_number(&number, one);
	rap_table_buf(t, 0, &number);
	rap_table_set(t, 1, one->proposal->disposition);
}

static void put_columns(rap_table *matrix, rap_table *decisions)
{
	static const struct {
		const char *key, *title;
		unsigned width;
	} columns[] = {
		{"number", "No.", 7},
		{"paragraph", "Paragraph", 13},
		{"states", "State(s)", 13},
		{"type", "Type", 11},
		{"action", "Action", 9},
		{"comment", "Comment or explanation", 26},
		{"text", "Proposed text", 42},
		{"observations", "Observations of the secretariat", 20},
		{"disposition", "Disposition", 11},
		{"reason", "Reason", 16},
		{"source", "Source", 24},
	};
	static const char *const decided[] = {"proposal", "disposition", "reason", "text"};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		rap_table_column_add(matrix, columns[i].key, columns[i].title, columns[i].width);
	for (size_t i = 0; i < sizeof decided / sizeof *decided; i++)
		rap_table_column_add(decisions, decided[i], decided[i], 20);
}

void rap_tables_matrix(const rap_tables_source *source, rap_table *matrix, rap_table *decisions)
{
	voices v = {.source = source};
	size_t last = SIZE_MAX;

	put_columns(matrix, decisions);
	matrix->frozen = PARAGRAPH + 1;
	gather_proposals(&v, gather_general(&v));
	arrange(&v);
	for (size_t i = 0, n; i < v.n; i += n) {
		for (n = 1; i + n < v.n && v.at[i + n].leader == v.at[i].leader;)
			n++;
		put_row(&v, matrix, &v.at[i], n, v.at[i].place != last);
		last = v.at[i].place;
	}
	for (size_t i = 0; i < v.n; i++)
		put_decision(decisions, &v.at[i]);
	free(v.at);
}
