// SPDX-License-Identifier: Apache-2.0
/* Whether answers stand above their labels; see shifted.h. */
#include "parsers/form/shifted.h"

#include "common/mem.h"
#include "parsers/value/value.h"

#include <stdlib.h>

/* An item that came back, with what seems to be its answer. */
typedef struct item {
	size_t field;
	rap_words *words; /* typed under it, or NULL */
} item;

typedef struct form {
	const rap_context *context;
	const rap_page *page;
	item *items; /* in the order of the form */
	size_t n;
} form;

static rap_words *words_of(rap_found *found, size_t page_number, size_t field)
{
	for (size_t i = 0; i < found->n; i++)
		if (found->at[i].page == page_number && found->at[i].field == field &&
		    found->at[i].how == RAP_WORDS_INLINE)
			return &found->at[i];
	return NULL;
}

static void find_items(form *f, size_t page_number, rap_found *found)
{
	f->items = rap_calloc(f->context->n_fields + 1, sizeof *f->items);
	for (size_t i = 0; i < f->context->n_fields; i++)
		if (f->page->sent->fields[i].found && f->page->copies[0].present[i])
			f->items[f->n++] = (item){i, words_of(found, page_number, i)};
}

static void mark(rap_words *words)
{
	if (!words)
		return;
	words->unclear = true;
	words->flag = "maybe-shifted";
}

/* ---- the whole form ------------------------------------------------------------------------------------- */

/* The loose lines directly above the first label; false: none. */
static bool text_above(const rap_page *page, size_t first_token, rap_buf *out,
                       bool *ret_under_preamble)
{
	size_t end = first_token, from, a, b;

	while (end > 0 && page->state[end - 1] == RAP_TOKEN_LOOSE &&
	       page->kinds[page->tokens.at[end - 1].line] == RAP_LINE_TEXT)
		end--;
	from = end;
	*ret_under_preamble = from > 0 && page->state[from - 1] == RAP_TOKEN_OURS;
	if (from == first_token)
		return false;
	rap_page_cut(page, from, first_token, out, &a, &b);
	return true;
}

/* Text between preamble and first label, and nothing under the last. */
static bool whole_form(const form *f)
{
	const rap_context *c = f->context;
	const rap_sent_item *first = &f->page->sent->fields[f->items[0].field];
	const uint32_t *reply_of = f->page->copies[0].a.reply_of;
	rap_buf above = rap_buf_init(f->page->text.len + 1);
	uint32_t token = RAP_ALIGN_NONE;
	bool under_preamble = false, answered = false, shifted = false;

	for (size_t i = 0; i < f->n; i++)
		answered |= f->items[i].words != NULL;
	for (size_t i = first->from; i < first->hint && token == RAP_ALIGN_NONE; i++)
		token = reply_of[i];
	if (answered && !f->items[f->n - 1].words && token != RAP_ALIGN_NONE &&
	    text_above(f->page, token, &above, &under_preamble))
		shifted = under_preamble || rap_value_fits(c, &c->fields[f->items[0].field],
		                                           rap_buf_as_slice(&above));
	rap_buf_done(&above);
	return shifted;
}

/* ---- rows of answers ------------------------------------------------------------------------------------ */

enum { NEITHER, AGAINST, FOR };

/* "No" may be no comment under one item and an answer under the next. */
static bool says_nothing(const form *f, const rap_field *field, rap_slice raw)
{
	rap_valued v;
	bool none;

	rap_value_read(f->context, field, raw, &v);
	none = v.status == RAP_ANSWER_NONE;
	rap_value_done(&v.value);
	return none;
}

/* Whether the words under item i say for or against being those of the item below. */
static int speaks(const form *f, size_t i)
{
	const rap_field *own = &f->context->fields[f->items[i].field], *next;
	rap_slice raw = rap_slice_of(f->items[i].words->raw);
	bool fits_own, fits_next;

	if (i + 1 == f->n)
		return NEITHER;
	next = &f->context->fields[f->items[i + 1].field];
	fits_own = rap_value_fits(f->context, own, raw);
	if (rap_value_is_open(next->type) || says_nothing(f, own, raw))
		return NEITHER;
	fits_next = rap_value_fits(f->context, next, raw);
	if (fits_next && !fits_own)
		return FOR; /* a text that is a whole choice of the item below counts too */
	return fits_own && !fits_next ? AGAINST : NEITHER;
}

/*
 * Items answered one after the other. One that suits only the item below makes all of them doubtful, unless another
 * suits only its own.
 */
static bool rows(const form *f)
{
	bool any = false;

	for (size_t from = 0, to; from < f->n; from = to + 1) {
		size_t says_for = 0, says_against = 0;

		for (to = from; to < f->n && f->items[to].words; to++) {
			int says = speaks(f, to);

			says_for += says == FOR;
			says_against += says == AGAINST;
		}
		if (says_for == 0 || says_against > 0)
			continue;
		for (size_t i = from; i < to; i++)
			mark(f->items[i].words);
		any = true;
	}
	return any;
}

/* ---- blank lines ---------------------------------------------------------------------------------------- */

/* The words of the run stand behind the end of their item and before the beginning of another. */
static bool between_items(const rap_page *page, const rap_run *run)
{
	const rap_sent *sent = page->sent;

	return run->state == RAP_TOKEN_FIELD && run->from < run->to && run->copy == 0 &&
	       run->before + 1u == sent->fields[run->owner].to && run->after != RAP_ALIGN_NONE &&
	       sent->part[run->after] == RAP_SENT_ID;
}

static uint32_t sent_line(const rap_page *page, uint32_t token)
{
	return page->sent->tokens.at[token].line;
}

/* A blank line between the item and the words, none between them and the next label; the form sent had one there. */
static bool leans_on_next(const rap_page *page, const rap_run *run)
{
	const rap_token *at = page->tokens.at;
	size_t above = at[run->from - 1].line, first = at[run->from].line,
	       last = at[run->to - 1].line, below = at[run->to].line;

	return first > above + 1 && below == last + 1 &&
	       sent_line(page, run->after) > sent_line(page, run->before) + 1;
}

/* Between some items nothing was typed: whether the blank line that was sent there came back. */
static bool keeps_blank_lines(const rap_page *page)
{
	const uint32_t *sent_of = page->copies[0].a.sent_of;
	const rap_sent *sent = page->sent;

	for (size_t j = 1; j < page->tokens.n; j++) {
		uint32_t before = sent_of[j - 1], after = sent_of[j];

		if (before == RAP_ALIGN_NONE || after == RAP_ALIGN_NONE || after != before + 1 ||
		    sent->part[after] != RAP_SENT_ID || sent->owner[before] == RAP_SENT_NOBODY ||
		    sent->owner[before] == sent->owner[after])
			continue;
		if (page->tokens.at[j].line <= page->tokens.at[j - 1].line + 1)
			return false;
	}
	return true;
}

static bool all_lean(const form *f)
{
	size_t n = 0;

	if (f->items[f->n - 1].words || !keeps_blank_lines(f->page))
		return false;
	for (size_t r = 0; r < f->page->n_runs; r++) {
		const rap_run *run = &f->page->runs[r];

		if (run->state != RAP_TOKEN_FIELD || run->from == run->to)
			continue;
		if (!between_items(f->page, run) || !leans_on_next(f->page, run))
			return false;
		n++;
	}
	return n > 0;
}

/* An answer on the line of its own label or cue: nobody who writes so means the next item. */
static bool beside_its_own(const form *f)
{
	const rap_page *page = f->page;

	for (size_t r = 0; r < page->n_runs; r++) {
		const rap_run *run = &page->runs[r];

		if (run->state == RAP_TOKEN_FIELD && run->from < run->to && run->from > 0 &&
		    page->state[run->from - 1] == RAP_TOKEN_OURS &&
		    page->tokens.at[run->from - 1].line == page->tokens.at[run->from].line)
			return true;
	}
	return false;
}

bool rap_shifted_mark(const rap_context *context, const rap_page *page, size_t page_number,
                      rap_found *found)
{
	form f = {.context = context, .page = page};
	bool shifted = false;

	find_items(&f, page_number, found);
	if (f.n > 0 && !beside_its_own(&f)) {
		shifted = whole_form(&f) || all_lean(&f);
		for (size_t i = 0; shifted && i < found->n; i++)
			if (found->at[i].page == page_number &&
			    found->at[i].how == RAP_WORDS_INLINE)
				mark(&found->at[i]);
		shifted |= rows(&f);
	}
	free(f.items);
	return shifted;
}
