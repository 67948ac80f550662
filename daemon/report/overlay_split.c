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
#define END_MAX 4u /* tokens of an end of an edit that are looked up */
#define ENDS_MAX 2u /* times at each end */
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

/* ---- one word beside another ----------------------------------------------------------------------------- */

/* An edit between others of the same wording, taken apart at its ends: head, then the rest, then tail. */
typedef struct ends {
	rap_edit head[ENDS_MAX], tail[ENDS_MAX];
	size_t n_head, n_tail;
} ends;

/* The first n tokens of an edit's new words, or the last. */
static rap_slice some(const rap_words *new, size_t n, bool at_end)
{
	return at_end ? rap_words_span(new, new->n - n, new->n) : rap_words_span(new, 0, n);
}

/* Words at one end of the edit that somebody replaces by the same words, and nothing else; the longest. */
static bool find_end(const rap_plan *plan, const known *all, const rap_edit *e, bool at_end,
                     rap_edit *ret)
{
	rap_words new = rap_words_of(e->new);
	size_t gone = e->to - e->from < END_MAX ? e->to - e->from : END_MAX;
	size_t come = new.n < END_MAX ? new.n : END_MAX;
	bool found = false;

	for (size_t i = gone; i > 0 && !found; i--) {
		for (size_t j = come; j > 0 && !found; j--) {
			*ret = (rap_edit){.from = at_end ? e->to - i : e->from,
			                  .to = at_end ? e->to : e->from + i,
			                  .new = some(&new, j, at_end)};
			found = (i < e->to - e->from || j < new.n) && has_words(plan, ret) &&
			        bsearch(ret, all->at, all->n, sizeof *all->at, compare);
		}
	}
	rap_words_done(&new);
	return found;
}

static void take_end(rap_edit *e, const rap_edit *part, bool at_end)
{
	e->new.len -= part->new.len;
	if (at_end) {
		e->to = part->from;
	} else {
		e->from = part->to;
		e->new.at += part->new.len;
	}
}

/* "[shall report][should submit]" beside "[shall][should]": the first word is common to both. */
static size_t cut_ends(const rap_plan *plan, const known *all, rap_edit e, rap_edit *out)
{
	ends both = {.n_head = 0};
	size_t n = 0;

	while (both.n_head < ENDS_MAX && find_end(plan, all, &e, false, &both.head[both.n_head]))
		take_end(&e, &both.head[both.n_head++], false);
	while (both.n_tail < ENDS_MAX && find_end(plan, all, &e, true, &both.tail[both.n_tail]))
		take_end(&e, &both.tail[both.n_tail++], true);
	for (size_t i = 0; i < both.n_head; i++)
		out[n++] = both.head[i];
	out[n++] = e;
	for (size_t i = both.n_tail; i > 0; i--)
		out[n++] = both.tail[i - 1];
	return n;
}

static void cut_all_ends(const rap_plan *plan, const known *all, rap_edits *edits)
{
	rap_edit *out = rap_calloc(edits->n * (2 * ENDS_MAX + 1) + 1, sizeof *out);
	size_t n = 0;

	for (size_t i = 0; i < edits->n; i++)
		n += cut_ends(plan, all, edits->at[i], out + n);
	free(edits->at);
	edits->at = out;
	edits->n = n;
}

static void cut_parts(const rap_plan *plan, const known *all, rap_edits *edits)
{
	rap_edit *out = rap_calloc(edits->n_parts + 1, sizeof *out);
	size_t n = 0;

	for (size_t i = 0; i < edits->n; i++) {
		if (edits->at[i].n_parts > 1)
			n += cut(plan, all, edits, &edits->at[i], out + n);
		else
			out[n++] = edits->at[i];
	}
	free(edits->at);
	edits->at = out;
	edits->n = n;
}

void rap_plan_split(rap_plan *plan)
{
	known all = know(plan);

	for (size_t i = 0; i < plan->n && plan->n > 1; i++) {
		rap_edits *edits = &plan->wordings[i].edits;

		if (plan->wordings[i].whole || edits->n == 0)
			continue;
		if (edits->n < edits->n_parts)
			cut_parts(plan, &all, edits);
		cut_all_ends(plan, &all, edits);
	}
	free(all.at);
}
