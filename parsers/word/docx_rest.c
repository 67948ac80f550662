// SPDX-License-Identifier: Apache-2.0
/* The rest of a Word file; see docx_rest.h. */
#include "parsers/word/docx_rest.h"

#include "common/limits.h"
#include "common/mem.h"

#include <stdlib.h>

#define CUE_BYTES 10u /* "Answer [" */

/* A row of the form: the label it begins with, and the pieces up to the next. */
typedef struct form_row {
	size_t item, from, to;
} form_row;

typedef struct rest {
	const rap_context *context;
	const rap_docx_match *m;
	const bool *inserted;
	rap_buf text;
} rest;

size_t rap_docx_rest_item(const rap_context *context, rap_slice line)
{
	const char *open =
		line.len > 0 ? memchr(line.at, '[', line.len < CUE_BYTES ? line.len : CUE_BYTES)
			     : NULL;
	rap_slice id;

	if (!open)
		return RAP_DOCX_NONE;
	id = rap_slice_sub(line, (size_t)(open + 1 - line.at), line.len);
	for (size_t f = 0; f < context->n_fields; f++) {
		size_t n = strlen(context->fields[f].id);

		if (id.len > n && memcmp(id.at, context->fields[f].id, n) == 0 && id.at[n] == ']')
			return f;
	}
	return RAP_DOCX_NONE;
}

static void put(rest *r, size_t from, size_t to)
{
	for (size_t k = from; k < to; k++) {
		const rap_piece *piece = &r->m->pieces[k];

		if ((piece->role != RAP_PIECE_LOOSE && piece->role != RAP_PIECE_EMPTY) ||
		    r->inserted[k])
			continue;
		if (piece->role == RAP_PIECE_LOOSE)
			rap_buf_slice(&r->text, piece->text);
		rap_buf_char(&r->text, '\n');
	}
}

/* Only a line that the mail has just so begins a row: an answer may begin with the number of another item. */
static size_t label_of(const rest *r, size_t k)
{
	const rap_piece *piece = &r->m->pieces[k];

	if (!piece->sent || piece->text.len == 0 || piece->text.at[0] != '[')
		return RAP_DOCX_NONE;
	return rap_docx_rest_item(r->context, piece->text);
}

/* ---- rows that are no items ----------------------------------------------------------------------------- */

static unsigned row_of(const rap_docx *docx, const rap_piece *piece)
{
	return docx->pars[piece->last].row;
}

static bool is_loose(const rap_piece *piece)
{
	return piece->role == RAP_PIECE_LOOSE && !piece->sent && piece->base == RAP_DOCX_NONE &&
	       piece->mark == RAP_DOCX_NONE;
}

/* Whether the pieces of one row hold an item, or go on with that of the row before: the first cell is then empty. */
static bool is_stray(const rap_context *context, const rap_docx_match *m, size_t from, size_t to)
{
	for (size_t k = from; k < to; k++)
		if (rap_docx_rest_item(context, m->pieces[k].text) != RAP_DOCX_NONE ||
		    m->pieces[k].base != RAP_DOCX_NONE)
			return false;
	return is_loose(&m->pieces[from]);
}

void rap_docx_rest_strays(const rap_context *context, const rap_docx *docx, const rap_docx_match *m,
                          bool *inserted, rap_buf *words)
{
	unsigned form = 0; /* table in which an item was seen */

	for (size_t k = 0, end; k < m->n_pieces; k = end) {
		unsigned row = row_of(docx, &m->pieces[k]),
			 table = docx->pars[m->pieces[k].last].table;

		for (end = k + 1; end < m->n_pieces && row_of(docx, &m->pieces[end]) == row;)
			end++;
		for (size_t i = k; i < end && row && form != table; i++)
			if (rap_docx_rest_item(context, m->pieces[i].text) != RAP_DOCX_NONE)
				form = table;
		if (!row || form != table || !is_stray(context, m, k, end))
			continue;
		for (size_t i = k; i < end; i++) {
			if (!is_loose(&m->pieces[i]))
				continue;
			inserted[i] = true;
			rap_buf_slice(words, m->pieces[i].text);
			rap_buf_char(words, '\n');
		}
	}
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

static int by_item(const void *a, const void *b)
{
	const form_row *x = a, *y = b;

	return (x->item > y->item) - (x->item < y->item);
}

/* The pieces of one table. */
static void put_table(rest *r, size_t from, size_t to)
{
	form_row *rows = rap_calloc(to - from + 1, sizeof *rows);
	size_t n = 0, first = to;
	bool twice = false;

	for (size_t k = from; k < to; k++) {
		size_t item = label_of(r, k);

		if (item == RAP_DOCX_NONE)
			continue;
		if (n > 0)
			rows[n - 1].to = k;
		else
			first = k;
		rows[n++] = (form_row){.item = item, .from = k, .to = to};
	}
	put(r, from, first);
	qsort(rows, n, sizeof *rows, by_item);
	for (size_t i = 1; i < n; i++)
		twice |= rows[i].item == rows[i - 1].item;
	/* A row that was copied: which is meant is asked where the two are read. */
	if (twice)
		put(r, first, to);
	for (size_t i = 0; i < n && !twice; i++)
		put(r, rows[i].from, rows[i].to);
	free(rows);
}

char *rap_docx_rest_of(const rap_context *context, const rap_docx *docx, const rap_docx_match *m,
                       const bool *inserted)
{
	rest r = {.context = context,
	          .m = m,
	          .inserted = inserted,
	          .text = rap_buf_init(RAP_LIMIT_WORD_TEXT)};

	for (size_t k = 0, end; k < m->n_pieces; k = end) {
		unsigned table = docx->pars[m->pieces[k].last].table;

		for (end = k + 1;
		     end < m->n_pieces && docx->pars[m->pieces[end].last].table == table;)
			end++;
		if (table)
			put_table(&r, k, end);
		else
			put(&r, k, end);
	}
	return rap_buf_take(&r.text);
}
