// SPDX-License-Identifier: Apache-2.0
/* Gathers the voices of the matrix, puts them into order, and finds those that are one row; see table_voices.h. */
#include "report/table_voices.h"

#include "common/mem.h"
#include "report/record.h"

#include <stdlib.h>

bool rap_voice_is_gone(const rap_voice *one)
{
	return one->proposal && (one->proposal->withdrawn || one->proposal->superseded_by);
}

const char *rap_voice_member(const rap_voice *one)
{
	return one->proposal ? one->proposal->member : one->answer->member;
}

static rap_voice *add(rap_voices *v)
{
	if (v->n % 64 == 0)
		v->at = rap_reallocarray(v->at, v->n + 64, sizeof *v->at);
	v->at[v->n] = (rap_voice){.order = v->n};
	return &v->at[v->n++];
}

/* ---- gathering ------------------------------------------------------------------------------------------ */

/* Texts written about the draft as a whole: the text questions of the objective that asks about it. */
static size_t gather_general(rap_voices *v)
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
				rap_voice *one;

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

static void gather_proposals(rap_voices *v, size_t place)
{
	const rap_board *board = &v->source->board;
	const char **headings = headings_of(board);

	for (size_t i = 0; i < board->rows.n; i++) {
		rap_voice *one = add(v);

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
static int by_state(const rap_voice *x, const rap_voice *y)
{
	if (x->state != y->state)
		return x->state < y->state ? -1 : 1;
	return strcmp(rap_voice_member(x), rap_voice_member(y));
}

/* Paragraph, what stands before what does not, State, number, age. */
static int by_reading(const void *a, const void *b)
{
	const rap_voice *x = a, *y = b;
	const rap_proposal_row *p = x->proposal, *q = y->proposal;
	int order = (x->place > y->place) - (x->place < y->place);

	if (order)
		return order;
	if (!p || !q)
		order = by_state(x, y);
	else if ((order = compare_texts(x->paragraph ? "" : p->paragraph,
	                                y->paragraph ? "" : q->paragraph)) == 0 &&
	         (order = rap_voice_is_gone(x) - rap_voice_is_gone(y)) == 0 &&
	         (order = by_state(x, y)) == 0)
		order = (p->number > q->number) - (p->number < q->number);
	return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* Equal: one row. What is gone, and what was not clearly said, stands for itself. */
static int by_wish(const void *a, const void *b)
{
	const rap_voice *x = *(const rap_voice *const *)a, *y = *(const rap_voice *const *)b;
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

static bool may_merge(const rap_voice *one)
{
	return one->proposal ? !rap_voice_is_gone(one) && one->proposal->status == RAP_ANSWER_OK
	                     : one->answer->status == RAP_ANSWER_OK;
}

static int by_wish_then_order(const void *a, const void *b)
{
	const rap_voice *x = *(const rap_voice *const *)a, *y = *(const rap_voice *const *)b;
	int order = by_wish(a, b);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int by_row(const void *a, const void *b)
{
	const rap_voice *x = a, *y = b;

	if (x->leader != y->leader)
		return x->leader < y->leader ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* Reading order, with those that are one row side by side. */
static void arrange(rap_voices *v)
{
	rap_voice **same = rap_calloc(v->n + 1, sizeof *same);
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

rap_voices rap_voices_make(const rap_tables_source *source)
{
	rap_voices v = {.source = source};

	gather_proposals(&v, gather_general(&v));
	arrange(&v);
	return v;
}
