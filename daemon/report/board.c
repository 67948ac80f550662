// SPDX-License-Identifier: Apache-2.0
/*
 * The draft as it stands; see board.h. Rows are sorted once by State and number and put into the lists of their
 * paragraph, which is found by its mark in a sorted index: the cost grows with the rows and the paragraphs, never
 * with their product.
 */
#include "report/board.h"

#include "common/mem.h"
#include "report/bases.h"
#include "report/convergence.h"
#include "report/record.h"
#include "report/revise_earlier.h"

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

static bool is_accepted(const rap_proposal_row *row)
{
	return strncmp(row->disposition, "accepted", 8) == 0;
}

/*
 * Decided, and no longer to be shown in the text: what is accepted is, until the draft holds it. A draft that went out after
 * it was accepted is taken to hold it, as in revise.h.
 */
static bool is_settled(const rap_proposal_row *row, const rap_draft *draft, int64_t since)
{
	if (strcmp(row->disposition, "for the meeting") == 0)
		return false;
	return !is_accepted(row) || (draft && draft->revised) || row->decided_at < since;
}

/* When the draft on the desk went out; asked only where something was accepted. */
static rap_err find_since(const rap_desk *desk, const rap_board_list *list, int64_t *ret)
{
	*ret = INT64_MIN;
	for (size_t i = 0; i < list->n; i++)
		if (is_accepted(list->at[i]) && !is_gone(list->at[i]))
			return rap_revise_desk_since(desk, ret);
	return RAP_OK;
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

/* What all paragraphs are laid with. */
typedef struct laying {
	const rap_desk *desk;
	rap_strv reserving; /* see convergence.h */
	rap_bases bases;
} laying;

static laying begin(const rap_desk *desk)
{
	return (laying){.desk = desk,
	                .reserving = rap_convergence_words(&desk->consultation->lexicon)};
}

static void end(laying *l)
{
	rap_strv_done(&l->reserving);
	rap_bases_done(&l->bases);
}

/* Brings each proposal to the text as it stands; whole: those replacements that stay as they were written. */
static rap_err carry(laying *l, rap_board_paragraph *p, bool *whole)
{
	rap_err err = RAP_OK;
	size_t n = 0;

	for (size_t i = 0; i < p->all.n && err == RAP_OK; i++) {
		const rap_proposal_row *row = p->all.at[i];
		bool replaces = n < p->replacements.n && p->replacements.at[n] == row;
		const char *base;

		err = rap_bases_find(&l->bases, l->desk, row, &base);
		if (err != RAP_OK)
			break;
		if (base && replaces)
			p->carried[i] = rap_carry(base, p->block->text, row->text);
		else if (base)
			p->carried[i].changed = strcmp(base, p->block->text) != 0;
		if (!replaces)
			continue;
		whole[n] = p->carried[i].whole;
		p->texts[n++] = p->carried[i].text ? p->carried[i].text : row->text;
	}
	return err;
}

static void lay_out(const laying *l, rap_board_paragraph *p, const bool *whole)
{
	const char **texts = rap_calloc(p->insertions.n + 1, sizeof *texts);

	p->overlay = rap_overlay_make_with(p->block->text, p->texts, whole, p->replacements.n);
	for (size_t i = 0; i < p->insertions.n; i++)
		texts[i] = p->insertions.at[i]->text;
	p->new = rap_variants_merge(texts, p->insertions.n, &p->n_new);
	p->convergence = rap_convergence_of(&l->reserving, p);
	free(texts);
}

static rap_err lay(laying *l, rap_board_paragraph *p)
{
	bool *whole = rap_calloc(p->replacements.n + 1, sizeof *whole);
	rap_err err;

	p->texts = rap_calloc(p->replacements.n + 1, sizeof *p->texts);
	p->carried = rap_calloc(p->all.n + 1, sizeof *p->carried);
	err = carry(l, p, whole);
	if (err == RAP_OK)
		lay_out(l, p, whole);
	free(whole);
	return err;
}

rap_err rap_board_paragraph_make(const rap_desk *desk, const rap_block *block,
                                 const rap_proposal_rows *rows, const char *only,
                                 rap_board_paragraph *ret)
{
	rap_board_list list = in_order(desk, rows, only, block->mark);
	laying l = begin(desk);
	int64_t since;
	rap_err err = find_since(desk, &list, &since);

	*ret = (rap_board_paragraph){.block = block};
	for (size_t i = 0; i < list.n && err == RAP_OK; i++)
		if (!is_gone(list.at[i]) && !is_settled(list.at[i], desk->draft, since))
			put(ret, list.at[i]);
	if (err == RAP_OK)
		err = lay(&l, ret);
	if (err != RAP_OK)
		rap_board_paragraph_done(ret);
	end(&l);
	list_done(&list);
	return err;
}

void rap_board_paragraph_done(rap_board_paragraph *p)
{
	list_done(&p->replacements);
	list_done(&p->deletions);
	list_done(&p->insertions);
	list_done(&p->notes);
	for (size_t i = 0; i < p->all.n && p->carried; i++)
		rap_carried_done(&p->carried[i]);
	free(p->carried);
	free(p->texts);
	list_done(&p->all);
	rap_overlay_done(&p->overlay);
	rap_variants_done(p->new, p->n_new);
	*p = (rap_board_paragraph){0};
}

/* ---- the board ------------------------------------------------------------------------------------------ */

static void put_paragraphs(rap_board *board)
{
	const rap_draft *draft = board->draft;

	board->marks = rap_draft_index_of(draft);
	board->paragraphs = rap_calloc(draft->n + 1, sizeof *board->paragraphs);
	board->places = rap_calloc(draft->n + 1, sizeof *board->places);
	for (size_t i = 0; i < draft->n; i++) {
		board->places[i] = board->n;
		if (draft->blocks[i].mark)
			board->paragraphs[board->n++].block = &draft->blocks[i];
	}
}

/* NULL when this draft does not have it. */
static rap_board_paragraph *find(const rap_board *board, const char *mark)
{
	const rap_block *block = rap_draft_index_find(&board->marks, mark);

	return block ? &board->paragraphs[board->places[block - board->draft->blocks]] : NULL;
}

const rap_board_paragraph *rap_board_find(const rap_board *board, const char *mark)
{
	return find(board, mark);
}

static rap_err put_rows(const rap_desk *desk, const char *only, rap_board *board)
{
	rap_board_list list = in_order(desk, &board->rows, only, NULL);
	int64_t since;
	rap_err err = find_since(desk, &list, &since);

	for (size_t i = 0; i < list.n && err == RAP_OK; i++) {
		const rap_proposal_row *row = list.at[i];
		rap_board_paragraph *p = find(board, row->paragraph);

		if (is_gone(row))
			add(&board->gone, row);
		else if (is_settled(row, board->draft, since))
			add(&board->settled, row);
		else if (!p)
			add(&board->strays, row);
		else
			put(p, row);
	}
	list_done(&list);
	return err;
}

rap_err rap_board_lay(const rap_desk *desk, const char *only, rap_proposal_rows *rows,
                      rap_answer_rows *answers, rap_board *ret)
{
	rap_board board = {.draft = desk->draft, .rows = *rows, .answers = *answers};
	laying l = begin(desk);
	rap_err err = desk->draft ? RAP_OK : RAP_E_NOT_FOUND;

	*rows = (rap_proposal_rows){0};
	*answers = (rap_answer_rows){0};
	*ret = (rap_board){0};
	if (err == RAP_OK) {
		put_paragraphs(&board);
		err = put_rows(desk, only, &board);
	}
	for (size_t i = 0; i < board.n && err == RAP_OK; i++)
		err = lay(&l, &board.paragraphs[i]);
	end(&l);
	if (err == RAP_OK)
		*ret = board;
	else
		rap_board_done(&board);
	return err;
}

rap_err rap_board_make(const rap_desk *desk, const char *only, rap_board *ret)
{
	rap_proposal_rows rows = {0};
	rap_answer_rows answers = {0};
	rap_err err = rap_record_proposals(desk, NULL, true, &rows);

	*ret = (rap_board){0};
	if (err == RAP_OK)
		err = rap_record_answers(desk, NULL, false, &answers);
	if (err == RAP_OK)
		return rap_board_lay(desk, only, &rows, &answers, ret);
	rap_proposal_rows_done(&rows);
	return err;
}

void rap_board_done(rap_board *board)
{
	for (size_t i = 0; i < board->n; i++)
		rap_board_paragraph_done(&board->paragraphs[i]);
	free(board->paragraphs);
	free(board->places);
	rap_draft_index_done(&board->marks);
	list_done(&board->strays);
	list_done(&board->settled);
	list_done(&board->gone);
	rap_answer_rows_done(&board->answers);
	rap_proposal_rows_done(&board->rows);
	*board = (rap_board){0};
}

size_t rap_board_decided(const rap_board *board)
{
	size_t n = 0;

	for (size_t i = 0; i < board->rows.n; i++)
		n += !is_gone(&board->rows.at[i]) &&
		     strcmp(board->rows.at[i].disposition, "for the meeting") != 0;
	return n;
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
