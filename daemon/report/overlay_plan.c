// SPDX-License-Identifier: Apache-2.0
/*
 * Which wordings of a paragraph are shown as edits, and which stay whole; see overlay_plan.h. A wording is an
 * alternative where it keeps too little of the base, and where its edits are so entangled with the others' that the
 * paragraph is read faster with the whole of it below.
 */
#include "report/overlay_plan.h"

#include "common/mem.h"
#include "report/overlay_split.h"

#include <stdlib.h>

/*
 * A wording is an alternative when it keeps less of the base than this; and when it keeps so little in many small
 * pieces that nobody can read it in place. In a short paragraph whatever stays is enough. Sizes in halves of a word.
 */
#define KEPT_MIN_PERCENT 40u
#define PIECES_KEPT_PERCENT 60u
#define PIECES_MIN 4u
#define PIECE_SIZE 10u
#define SHORT_MAX 16u

#define MANY 32u /* wordings in one knot */
#define KNOT_MIN 16u /* a knot is at least so wide, and more than half of the paragraph */

/* ---- one wording, however many propose it ---------------------------------------------------------------- */

typedef struct numbered {
	const char *text;
	size_t by;
} numbered;

static int by_text(const void *a, const void *b)
{
	const numbered *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order ? order : x->by < y->by ? -1 : x->by > y->by;
}

static int by_first(const void *a, const void *b)
{
	const rap_wording *x = a, *y = b;

	return x->by[0] < y->by[0] ? -1 : x->by[0] > y->by[0];
}

static void unite(rap_plan *plan, const char *const *texts, const bool *whole, size_t n)
{
	numbered *all = rap_calloc(n + 1, sizeof *all);

	for (size_t i = 0; i < n; i++)
		all[i] = (numbered){texts[i], i};
	qsort(all, n, sizeof *all, by_text);
	plan->wordings = rap_calloc(n + 1, sizeof *plan->wordings);
	for (size_t i = 0, end; i < n; i = end) {
		rap_wording *w = &plan->wordings[plan->n++];

		for (end = i + 1; end < n && strcmp(all[end].text, all[i].text) == 0;)
			end++;
		*w = (rap_wording){.text = all[i].text, .n_by = end - i, .whole = true};
		w->by = rap_calloc(w->n_by, sizeof *w->by);
		for (size_t j = 0; j < w->n_by; j++) {
			w->by[j] = all[i + j].by;
			w->whole = w->whole && whole && whole[w->by[j]];
		}
	}
	qsort(plan->wordings, plan->n, sizeof *plan->wordings, by_first);
	free(all);
}

static bool is_rewritten(const rap_plan *plan, const rap_edits *edits)
{
	size_t all = plan->base.size, kept = edits->kept;

	if (edits->n == 0 || (all <= SHORT_MAX && kept > 0))
		return false;
	if (100 * kept < all * KEPT_MIN_PERCENT)
		return true;
	return 100 * kept < all * PIECES_KEPT_PERCENT && edits->n >= PIECES_MIN &&
	       kept < (edits->n + 1) * PIECE_SIZE;
}

static void examine(rap_plan *plan)
{
	for (size_t i = 0; i < plan->n; i++) {
		rap_wording *w = &plan->wordings[i];

		if (w->whole)
			continue;
		w->edits = rap_edits_of(&plan->base, rap_slice_of(w->text));
		w->whole = is_rewritten(plan, &w->edits);
	}
}

/* ---- stretches ------------------------------------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
	const rap_touch *x = a, *y = b;

	if (x->edit->from != y->edit->from)
		return x->edit->from < y->edit->from ? -1 : 1;
	if (x->edit->to != y->edit->to)
		return x->edit->to < y->edit->to ? -1 : 1;
	return x->wording < y->wording ? -1 : x->wording > y->wording;
}

static void gather(rap_plan *plan)
{
	size_t room = 0;

	for (size_t i = 0; i < plan->n; i++)
		room += plan->wordings[i].edits.n;
	plan->touches = rap_calloc(room + 1, sizeof *plan->touches);
	for (size_t i = 0; i < plan->n; i++) {
		const rap_edits *edits = &plan->wordings[i].edits;

		for (size_t j = 0; !plan->wordings[i].whole && j < edits->n; j++)
			plan->touches[plan->n_touches++] = (rap_touch){&edits->at[j], i};
	}
	qsort(plan->touches, plan->n_touches, sizeof *plan->touches, by_place);
}

static size_t stretch(const rap_touch *touches, size_t n, size_t first, size_t *ret_to,
                      bool *ret_same)
{
	const rap_edit *f = touches[first].edit;
	size_t to = f->to, i = first + 1;

	*ret_same = true;
	for (; i < n; i++) {
		const rap_edit *e = touches[i].edit;
		bool one_place = e->from == f->from && e->to == f->to;

		if (!one_place && e->from >= to)
			break;
		*ret_same = *ret_same && one_place;
		if (e->to > to)
			to = e->to;
	}
	*ret_to = to;
	return i;
}

size_t rap_plan_stretch(const rap_plan *plan, size_t first, size_t *ret_to, bool *ret_same)
{
	return stretch(plan->touches, plan->n_touches, first, ret_to, ret_same);
}

/* The first edit that does not end before `from`. */
static size_t first_edit(const rap_edits *edits, size_t from)
{
	size_t low = 0, high = edits->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (edits->at[middle].to < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Words added at an end of a stretch are a stretch of their own. */
static bool is_inside(const rap_edit *e, size_t from, size_t to)
{
	if (e->from < from || e->to > to)
		return false;
	return e->from != e->to || from == to || (e->from != from && e->from != to);
}

void rap_plan_words(const rap_plan *plan, size_t wording, size_t from, size_t to, rap_buf *out)
{
	const rap_edits *edits = &plan->wordings[wording].edits;
	size_t at = from;

	for (size_t i = first_edit(edits, from); i < edits->n && edits->at[i].from <= to; i++) {
		const rap_edit *e = &edits->at[i];

		if (!is_inside(e, from, to))
			continue;
		rap_buf_slice(out, rap_words_span(&plan->base, at, e->from));
		rap_buf_slice(out, e->new);
		at = e->to;
	}
	rap_buf_slice(out, rap_words_span(&plan->base, at, to));
}

/* ---- knots ---------------------------------------------------------------------------------------------- */

static size_t bytes_between(const rap_plan *plan, size_t from, size_t to)
{
	return plan->base.at[to] - plan->base.at[from];
}

static int by_number(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static size_t count_wordings(const rap_touch *touches, size_t n)
{
	size_t *wordings = rap_calloc(n, sizeof *wordings), count = 0;

	for (size_t i = 0; i < n; i++)
		wordings[i] = touches[i].wording;
	qsort(wordings, n, sizeof *wordings, by_number);
	for (size_t i = 0; i < n; i++)
		count += i == 0 || wordings[i] != wordings[i - 1];
	free(wordings);
	return count;
}

/* How many bytes there are to read when touches [0, n) are laid out as stretches. */
static size_t cost_of(const rap_plan *plan, const rap_touch *touches, size_t n)
{
	size_t cost = 0;

	for (size_t i = 0, to; i < n;) {
		bool same;
		size_t end = stretch(touches, n, i, &to, &same);

		/* each wording repeats the stretch, but for what it takes out */
		cost += bytes_between(plan, touches[i].edit->from, to) *
		        (1 + count_wordings(touches + i, end - i));
		for (size_t j = i; j < end; j++) {
			const rap_edit *e = touches[j].edit;

			cost += e->new.len - bytes_between(plan, e->from, e->to);
		}
		i = end;
	}
	return cost;
}

typedef struct candidate {
	size_t wording, size; /* of its widest edit in the stretch, in bytes */
} candidate;

static int by_wording(const void *a, const void *b)
{
	const candidate *x = a, *y = b;

	if (x->wording != y->wording)
		return x->wording < y->wording ? -1 : 1;
	return x->size > y->size ? -1 : x->size < y->size; /* the widest first */
}

static int by_size(const void *a, const void *b)
{
	const candidate *x = a, *y = b;

	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return x->wording < y->wording ? -1 : x->wording > y->wording;
}

/* The wordings of a stretch, those with the widest edits first; the caller frees. */
static candidate *widest(const rap_plan *plan, size_t first, size_t last, size_t *ret_n)
{
	candidate *all = rap_calloc(last - first, sizeof *all);
	size_t n = 0;

	for (size_t i = first; i < last; i++) {
		const rap_edit *e = plan->touches[i].edit;

		all[i - first] = (candidate){plan->touches[i].wording,
		                             bytes_between(plan, e->from, e->to) + e->new.len};
	}
	qsort(all, last - first, sizeof *all, by_wording);
	for (size_t i = 0; i < last - first; i++)
		if (i == 0 || all[i].wording != all[n - 1].wording)
			all[n++] = all[i];
	qsort(all, n, sizeof *all, by_size);
	*ret_n = n;
	return all;
}

/* Whether less is to be read when this wording stands whole, below the paragraph. */
static bool reads_better_whole(const rap_plan *plan, size_t first, size_t last, size_t wording)
{
	rap_touch *others = rap_calloc(last - first, sizeof *others);
	size_t n = 0, before, after;

	for (size_t i = first; i < last; i++)
		if (plan->touches[i].wording != wording)
			others[n++] = plan->touches[i];
	before = cost_of(plan, plan->touches + first, last - first);
	after = cost_of(plan, others, n) + strlen(plan->wordings[wording].text);
	free(others);
	return n > 0 && 4 * after < 3 * before;
}

static void drop_whole_ones(rap_plan *plan)
{
	size_t n = 0;

	for (size_t i = 0; i < plan->n_touches; i++)
		if (!plan->wordings[plan->touches[i].wording].whole)
			plan->touches[n++] = plan->touches[i];
	plan->n_touches = n;
}

/*
 * Whether touches [first, last) are a knot that nobody can read; then one of them is taken out of it. Of very many some
 * at once: else the cost would grow with their square.
 */
static bool untangle(rap_plan *plan, size_t first, size_t last, size_t to, bool same)
{
	size_t from = plan->touches[first].edit->from, width = 0, n;
	candidate *wordings;
	bool knot;

	if (same)
		return false;
	for (size_t i = from; i < to; i++)
		width += rap_words_size(&plan->base, i);
	wordings = widest(plan, first, last, &n);
	knot = (width >= KNOT_MIN && 2 * width > plan->base.size) ||
	       reads_better_whole(plan, first, last, wordings[0].wording);
	for (size_t i = 0; i <= n / MANY && knot; i++)
		plan->wordings[wordings[i].wording].whole = true;
	free(wordings);
	if (knot)
		drop_whole_ones(plan);
	return knot;
}

/* After one is taken out only the touches from the same place on can lie otherwise. */
static void untangle_all(rap_plan *plan)
{
	for (size_t i = 0, to; i < plan->n_touches;) {
		size_t from = plan->touches[i].edit->from;
		bool same;
		size_t end = rap_plan_stretch(plan, i, &to, &same);

		if (!untangle(plan, i, end, to, same)) {
			i = end;
			continue;
		}
		for (i = 0; i < plan->n_touches && plan->touches[i].edit->from < from;)
			i = rap_plan_stretch(plan, i, &to, &same);
	}
}

rap_plan rap_plan_make(const char *base, const char *const *texts, const bool *whole, size_t n)
{
	rap_plan plan = {.base = rap_words_of(rap_slice_of(base))};

	unite(&plan, texts, whole, n);
	examine(&plan);
	rap_plan_split(&plan);
	gather(&plan);
	untangle_all(&plan);
	return plan;
}

void rap_plan_done(rap_plan *plan)
{
	for (size_t i = 0; i < plan->n; i++) {
		free(plan->wordings[i].by);
		rap_edits_done(&plan->wordings[i].edits);
	}
	free(plan->wordings);
	free(plan->touches);
	rap_words_done(&plan->base);
	*plan = (rap_plan){0};
}
