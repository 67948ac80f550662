// SPDX-License-Identifier: Apache-2.0
/*
 * The draft as it stands; see board.h. Rows are sorted once by State and number and put into the lists of their
 * paragraph, which is found by its mark in a sorted index: the cost grows with the rows and the paragraphs, never
 * with their product.
 */
#include "report/board.h"

#include "common/mem.h"
#include "report/convergence.h"
#include "report/record.h"

#include <assert.h>
#include <stdlib.h>

const char *rap_convergence_text(rap_convergence convergence)
{
	static const char *const texts[] = {
#define X(name, text) [name] = text,
		RAP_CONVERGENCE_TABLE(X)
#undef X
	};

	return texts[convergence];
}

/* ---- lists ---------------------------------------------------------------------------------------------- */

static void add(rap_board_list *list, const rap_proposal_row *row)
{
	if ((list->n & (list->n - 1)) == 0) /* full at every power of two */
		list->at = rap_reallocarray(list->at, list->n ? 2 * list->n : 1, sizeof(void *));
	list->at[list->n++] = row;
}

static void list_done(rap_board_list *list)
{
	free(list->at);
	*list = (rap_board_list){0};
}

typedef struct placed {
	const rap_proposal_row *row;
	size_t place; /* of the State in the roster */
} placed;

static int by_state(const void *a, const void *b)
{
	const placed *x = a, *y = b;
	int named;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	named = strcmp(x->row->member,
	               y->row->member); /* off the roster: several at the last place */
	if (named != 0)
		return named;
	if (x->row->number != y->row->number)
		return x->row->number < y->row->number ? -1 : 1;
	return x->row->id < y->row->id ? -1 : x->row->id > y->row->id;
}

/* The rows of one State, or of all, in the order in which they are shown. */
static rap_board_list in_order(const rap_desk *desk, const rap_proposal_rows *rows,
                               const char *only, const char *mark)
{
	placed *all = rap_calloc(rows->n + 1, sizeof *all);
	rap_board_list list = {0};
	size_t n = 0;

	for (size_t i = 0; i < rows->n; i++) {
		const rap_proposal_row *row = &rows->at[i];

		if ((mark && strcmp(row->paragraph, mark) != 0) ||
		    (only && strcmp(row->member, only) != 0))
			continue;
		all[n++] = (placed){row, rap_record_place(desk, row->member)};
	}
	qsort(all, n, sizeof *all, by_state);
	for (size_t i = 0; i < n; i++)
		add(&list, all[i].row);
	free(all);
	return list;
}

static bool is_gone(const rap_proposal_row *row)
{
	return row->withdrawn || row->superseded_by;
}

/* Decided, and no longer to be shown in the text: what is accepted is, until the draft holds it. */
static bool is_settled(const rap_proposal_row *row, const rap_draft *draft)
{
	if (strcmp(row->disposition, "for the meeting") == 0)
		return false;
	return strncmp(row->disposition, "accepted", 8) != 0 || (draft && draft->revised);
}

static void put(rap_board_paragraph *p, const rap_proposal_row *row)
{
	bool clear = row->status != RAP_ANSWER_UNCLEAR;

	add(&p->all, row);
	if (clear && row->action == RAP_ACTION_REPLACE && row->text)
		add(&p->replacements, row);
	else if (clear && row->action == RAP_ACTION_DELETE)
		add(&p->deletions, row);
	else if (clear && row->action == RAP_ACTION_INSERT_AFTER && row->text)
		add(&p->insertions, row);
	else
		add(&p->notes, row);
}

/* ---- a paragraph ---------------------------------------------------------------------------------------- */

static void lay(const rap_strv *reserving, rap_board_paragraph *p)
{
	const char **texts = rap_calloc(p->replacements.n + p->insertions.n + 1, sizeof *texts);

	for (size_t i = 0; i < p->replacements.n; i++)
		texts[i] = p->replacements.at[i]->text;
	p->overlay = rap_overlay_make(p->block->text, texts, p->replacements.n);
	for (size_t i = 0; i < p->insertions.n; i++)
		texts[i] = p->insertions.at[i]->text;
	p->new = rap_variants_merge(texts, p->insertions.n, &p->n_new);
	p->convergence = rap_convergence_of(reserving, p);
	free(texts);
}

void rap_board_paragraph_make(const rap_desk *desk, const rap_block *block,
                              const rap_proposal_rows *rows, const char *only,
                              rap_board_paragraph *ret)
{
	rap_board_list list = in_order(desk, rows, only, block->mark);
	rap_strv reserving = rap_convergence_words(&desk->consultation->lexicon);

	*ret = (rap_board_paragraph){.block = block};
	for (size_t i = 0; i < list.n; i++)
		if (!is_gone(list.at[i]) && !is_settled(list.at[i], desk->draft))
			put(ret, list.at[i]);
	lay(&reserving, ret);
	rap_strv_done(&reserving);
	list_done(&list);
}

void rap_board_paragraph_done(rap_board_paragraph *p)
{
	list_done(&p->replacements);
	list_done(&p->deletions);
	list_done(&p->insertions);
	list_done(&p->notes);
	list_done(&p->all);
	rap_overlay_done(&p->overlay);
	rap_variants_done(p->new, p->n_new);
	*p = (rap_board_paragraph){0};
}

/* ---- the board ------------------------------------------------------------------------------------------ */

typedef struct entry {
	const char *mark;
	size_t paragraph;
} entry;

static int by_mark(const void *a, const void *b)
{
	const entry *x = a, *y = b;

	return strcmp(x->mark, y->mark);
}

static void put_paragraphs(rap_board *board)
{
	const rap_draft *draft = board->draft;
	entry *index = rap_calloc(draft->n + 1, sizeof *index);

	board->paragraphs = rap_calloc(draft->n + 1, sizeof *board->paragraphs);
	board->by_mark = rap_calloc(draft->n + 1, sizeof *board->by_mark);
	for (size_t i = 0; i < draft->n; i++) {
		if (!draft->blocks[i].mark)
			continue;
		index[board->n] = (entry){draft->blocks[i].mark, board->n};
		board->paragraphs[board->n++].block = &draft->blocks[i];
	}
	qsort(index, board->n, sizeof *index, by_mark);
	for (size_t i = 0; i < board->n; i++)
		board->by_mark[i] = index[i].paragraph;
	free(index);
}

/* Index of the paragraph, or n. */
static size_t find(const rap_board *board, const char *mark)
{
	size_t low = 0, high = board->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2, at = board->by_mark[middle];
		int order = strcmp(mark, board->paragraphs[at].block->mark);

		if (order == 0)
			return at;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return board->n;
}

const rap_board_paragraph *rap_board_find(const rap_board *board, const char *mark)
{
	size_t at = find(board, mark);

	return at < board->n ? &board->paragraphs[at] : NULL;
}

static void put_rows(const rap_desk *desk, const char *only, rap_board *board)
{
	rap_board_list list = in_order(desk, &board->rows, only, NULL);

	for (size_t i = 0; i < list.n; i++) {
		const rap_proposal_row *row = list.at[i];
		size_t at = find(board, row->paragraph);

		if (is_gone(row))
			add(&board->gone, row);
		else if (is_settled(row, board->draft))
			add(&board->settled, row);
		else if (at == board->n)
			add(&board->strays, row);
		else
			put(&board->paragraphs[at], row);
	}
	list_done(&list);
}

rap_err rap_board_make(const rap_desk *desk, const char *only, rap_board *ret)
{
	rap_board board = {.draft = desk->draft};
	rap_strv reserving;
	rap_err err;

	*ret = (rap_board){0};
	if (!desk->draft)
		return RAP_E_NOT_FOUND;
	err = rap_record_proposals(desk, NULL, true, &board.rows);
	if (err == RAP_OK)
		err = rap_record_answers(desk, NULL, false, &board.answers);
	if (err != RAP_OK) {
		rap_board_done(&board);
		return err;
	}
	put_paragraphs(&board);
	put_rows(desk, only, &board);
	reserving = rap_convergence_words(&desk->consultation->lexicon);
	for (size_t i = 0; i < board.n; i++)
		lay(&reserving, &board.paragraphs[i]);
	rap_strv_done(&reserving);
	*ret = board;
	return RAP_OK;
}

void rap_board_done(rap_board *board)
{
	for (size_t i = 0; i < board->n; i++)
		rap_board_paragraph_done(&board->paragraphs[i]);
	free(board->paragraphs);
	free(board->by_mark);
	list_done(&board->strays);
	list_done(&board->settled);
	list_done(&board->gone);
	rap_answer_rows_done(&board->answers);
	rap_proposal_rows_done(&board->rows);
	*board = (rap_board){0};
}

/* ---- attribution ---------------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

void rap_board_names(rap_buf *out, const rap_desk *desk, const rap_board_list *list,
                     const size_t *by, size_t n)
{
	const rap_consultation *c = desk->consultation;
	size_t *places = rap_calloc(n + 1, sizeof *places);

	assert(n == 0 || list->at);
	for (size_t i = 0; i < n; i++)
		places[i] = rap_record_place(desk, list->at[by ? by[i] : i]->member);
	qsort(places, n, sizeof *places, by_size);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && places[i] == places[i - 1])
			continue;
		rap_buf_printf(out, "%s%s", i ? ", " : "",
		               places[i] < c->n_members ? c->members[places[i]].name
		                                        : "former member");
	}
	free(places);
}
