// SPDX-License-Identifier: Apache-2.0
/*
 * Small changes near each other are joined for readers. Where a part of such an edit is the whole of another State's
 * edit, the two agree on it, and that is worth more than one change fewer: the edit is cut, so that the common part
 * stands once with both names. Not where only signs are shared, nor a small part in the middle of much else.
 */
#include "report/overlay_split.h"

#include "common/mem.h"

#include <stdlib.h>

#define RUN_MAX 8u /* parts of an edit that are looked up together */
#define SHARE_MIN 4u /* a shared part inside an edit is at least this fraction of it */

static int compare(const void *a, const void *b)
{
	const rap_edit *x = a, *y = b;
	size_t least = x->new.len < y->new.len ? x->new.len : y->new.len;
	int order;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	order = least > 0 ? memcmp(x->new.at, y->new.at, least) : 0;
	if (order != 0)
		return order;
	return x->new.len < y->new.len ? -1 : x->new.len > y->new.len;
}

typedef struct known {
	rap_edit *at; /* all edits of all wordings, sorted */
	size_t n;
} known;

static known know(const rap_plan *plan)
{
	known all = {0};
	size_t room = 0;

	for (size_t i = 0; i < plan->n; i++)
		room += plan->wordings[i].whole ? 0 : plan->wordings[i].edits.n;
	all.at = rap_calloc(room + 1, sizeof *all.at);
	for (size_t i = 0; i < plan->n; i++)
		for (size_t j = 0; !plan->wordings[i].whole && j < plan->wordings[i].edits.n; j++)
			all.at[all.n++] = plan->wordings[i].edits.at[j];
	qsort(all.at, all.n, sizeof *all.at, compare);
	return all;
}

/* Parts [first, first + n) as one edit. */
static rap_edit run_of(const rap_edit *parts, size_t first, size_t n)
{
	const rap_edit *a = &parts[first], *b = &parts[first + n - 1];

	return (rap_edit){.from = a->from,
	                  .to = b->to,
	                  .new = {a->new.at, (size_t)(b->new.at + b->new.len - a->new.at)},
	                  .part = first,
	                  .n_parts = n};
}

static size_t size_of(const rap_plan *plan, const rap_edit *e)
{
	size_t gone = plan->base.at[e->to] - plan->base.at[e->from];

	return gone > e->new.len ? gone : e->new.len;
}

static bool has_words(const rap_plan *plan, const rap_edit *e)
{
	rap_words new = rap_words_of(e->new);
	bool found = false;

	for (size_t i = e->from; i < e->to && !found; i++)
		found = rap_words_is_word(&plan->base, i);
	for (size_t i = 0; i < new.n && !found; i++)
		found = rap_words_is_word(&new, i);
	rap_words_done(&new);
	return found;
}

/* Whether somebody proposes this part of `whole` by itself, and it is worth a cut. */
static bool is_shared(const rap_plan *plan, const known *all, const rap_edit *part,
                      const rap_edit *whole)
{
	bool at_an_end = part->part == whole->part ||
	                 part->part + part->n_parts == whole->part + whole->n_parts;

	return bsearch(part, all->at, all->n, sizeof *all->at, compare) && has_words(plan, part) &&
	       (at_an_end || SHARE_MIN * size_of(plan, part) >= size_of(plan, whole));
}

/* The longest shared run of parts that begins at `first`; 0 if none does. */
static size_t shared_run(const rap_plan *plan, const known *all, const rap_edits *edits,
                         const rap_edit *whole, size_t first)
{
	size_t most = whole->part + whole->n_parts - first;

	if (most > RUN_MAX)
		most = RUN_MAX;
	for (size_t n = most; n > 0; n--) {
		rap_edit run = run_of(edits->parts, first, n);

		if (n < whole->n_parts && is_shared(plan, all, &run, whole))
			return n;
	}
	return 0;
}

/* The edits that one edit becomes, into out; how many. */
static size_t cut(const rap_plan *plan, const known *all, const rap_edits *edits,
                  const rap_edit *whole, rap_edit *out)
{
	const size_t end = whole->part + whole->n_parts;
	size_t n = 0, rest = whole->part;

	for (size_t i = whole->part; i < end;) {
		size_t run = shared_run(plan, all, edits, whole, i);

		if (run == 0) {
			i++;
			continue;
		}
		if (i > rest)
			out[n++] = run_of(edits->parts, rest, i - rest);
		out[n++] = run_of(edits->parts, i, run);
		rest = i += run;
	}
	if (rest == whole->part)
		out[n++] = *whole;
	else if (rest < end)
		out[n++] = run_of(edits->parts, rest, end - rest);
	return n;
}

void rap_plan_split(rap_plan *plan)
{
	known all = know(plan);

	for (size_t i = 0; i < plan->n; i++) {
		rap_edits *edits = &plan->wordings[i].edits;
		rap_edit *out;
		size_t n = 0;

		if (plan->wordings[i].whole || edits->n == edits->n_parts)
			continue;
		out = rap_calloc(edits->n_parts + 1, sizeof *out);
		for (size_t j = 0; j < edits->n; j++) {
			if (edits->at[j].n_parts > 1)
				n += cut(plan, &all, edits, &edits->at[j], out + n);
			else
				out[n++] = edits->at[j];
		}
		free(edits->at);
		edits->at = out;
		edits->n = n;
	}
	free(all.at);
}
