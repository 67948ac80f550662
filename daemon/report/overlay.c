// SPDX-License-Identifier: Apache-2.0
/*
 * The overlay of several wordings of one paragraph; see overlay.h for its laws, and overlay_plan.c for what is shown as
 * edits. Where edits overlap, every wording is extended to the whole stretch, so that variants can stand side by side.
 */
#include "report/overlay.h"

#include "common/mem.h"
#include "report/overlay_plan.h"

#include <stdlib.h>

/* ---- variants ------------------------------------------------------------------------------------------- */

/* What one wording, or one text, says for a stretch. */
typedef struct said {
	char *text;
	const size_t *by; /* ascending */
	size_t n_by;
} said;

static int by_text(const void *a, const void *b)
{
	const said *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order ? order : x->by[0] < y->by[0] ? -1 : x->by[0] > y->by[0];
}

static int by_number(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static int by_first(const void *a, const void *b)
{
	const rap_variant *x = a, *y = b;

	return x->by[0] < y->by[0] ? -1 : x->by[0] > y->by[0];
}

/* Takes the texts; equal ones become one variant, in the order of the first who says each. */
static rap_variant *merge(said *all, size_t n, size_t *ret_n)
{
	rap_variant *list = rap_calloc(n + 1, sizeof *list);

	*ret_n = 0;
	qsort(all, n, sizeof *all, by_text);
	for (size_t i = 0, end; i < n; i = end) {
		rap_variant *v = &list[(*ret_n)++];
		size_t n_by = all[i].n_by;

		for (end = i + 1; end < n && strcmp(all[end].text, all[i].text) == 0; end++)
			n_by += all[end].n_by;
		*v = (rap_variant){.text = all[i].text, .by = rap_calloc(n_by, sizeof *v->by)};
		for (size_t j = i; j < end; j++) {
			memcpy(v->by + v->n_by, all[j].by, all[j].n_by * sizeof *v->by);
			v->n_by += all[j].n_by;
			if (j > i)
				free(all[j].text);
		}
		qsort(v->by, v->n_by, sizeof *v->by, by_number);
	}
	qsort(list, *ret_n, sizeof *list, by_first);
	return list;
}

rap_variant *rap_variants_merge(const char *const *texts, size_t n, size_t *ret_n)
{
	said *all = rap_calloc(n + 1, sizeof *all);
	size_t *numbers = rap_calloc(n + 1, sizeof *numbers);
	rap_variant *list;

	for (size_t i = 0; i < n; i++) {
		numbers[i] = i;
		all[i] = (said){rap_strdup(texts[i]), &numbers[i], 1};
	}
	list = merge(all, n, ret_n);
	free(all);
	free(numbers);
	return list;
}

/* ---- building ------------------------------------------------------------------------------------------- */

static rap_segment *add_segment(rap_overlay *o, const rap_plan *plan, size_t from, size_t to)
{
	rap_slice base = rap_words_span(&plan->base, from, to);

	o->segments[o->n_segments].base = rap_strndup(base.at, base.len);
	return &o->segments[o->n_segments++];
}

static void add_stretch(const rap_plan *plan, rap_overlay *o, size_t first, size_t last, size_t to)
{
	size_t from = plan->touches[first].edit->from, n = 0;
	rap_segment *segment = add_segment(o, plan, from, to);
	size_t *wordings = rap_calloc(last - first, sizeof *wordings);
	said *all = rap_calloc(last - first, sizeof *all);

	for (size_t i = first; i < last; i++)
		wordings[i - first] = plan->touches[i].wording;
	qsort(wordings, last - first, sizeof *wordings, by_number);
	for (size_t i = 0; i < last - first; i++) {
		const rap_wording *w = &plan->wordings[wordings[i]];
		rap_buf text = rap_buf_init((size_t)-1 / 2);

		if (i > 0 && wordings[i] == wordings[i - 1])
			continue;
		rap_plan_words(plan, wordings[i], from, to, &text);
		if (strcmp(rap_buf_text(&text), segment->base) != 0)
			all[n++] = (said){rap_buf_take(&text), w->by, w->n_by};
		rap_buf_done(&text);
	}
	segment->variants = merge(all, n, &segment->n_variants);
	free(wordings);
	free(all);
}

static void add_alternatives(const rap_plan *plan, rap_overlay *o)
{
	said *all = rap_calloc(plan->n + 1, sizeof *all);
	size_t n = 0;

	for (size_t i = 0; i < plan->n; i++) {
		const rap_wording *w = &plan->wordings[i];

		if (w->whole)
			all[n++] = (said){rap_strdup(w->text), w->by, w->n_by};
	}
	o->alternatives = merge(all, n, &o->n_alternatives);
	free(all);
}

static rap_overlay build(const rap_plan *plan)
{
	rap_overlay o = {0};
	size_t at = 0;

	o.segments = rap_calloc(2 * plan->n_touches + 1, sizeof *o.segments);
	for (size_t i = 0, to; i < plan->n_touches;) {
		bool same;
		size_t end = rap_plan_stretch(plan, i, &to, &same);
		size_t from = plan->touches[i].edit->from;

		if (from > at)
			add_segment(&o, plan, at, from);
		add_stretch(plan, &o, i, end, to);
		at = to;
		i = end;
	}
	if (at < plan->base.n)
		add_segment(&o, plan, at, plan->base.n);
	add_alternatives(plan, &o);
	return o;
}

rap_overlay rap_overlay_make_with(const char *base, const char *const *texts, const bool *whole,
                                  size_t n)
{
	rap_plan plan = rap_plan_make(base, texts, whole, n);
	rap_overlay overlay = build(&plan);

	rap_plan_done(&plan);
	return overlay;
}

rap_overlay rap_overlay_make(const char *base, const char *const *texts, size_t n)
{
	return rap_overlay_make_with(base, texts, NULL, n);
}

void rap_variants_done(rap_variant *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(list[i].text);
		free(list[i].by);
	}
	free(list);
}

void rap_overlay_done(rap_overlay *overlay)
{
	for (size_t i = 0; i < overlay->n_segments; i++) {
		free(overlay->segments[i].base);
		rap_variants_done(overlay->segments[i].variants, overlay->segments[i].n_variants);
	}
	free(overlay->segments);
	rap_variants_done(overlay->alternatives, overlay->n_alternatives);
	*overlay = (rap_overlay){0};
}

static const rap_variant *variant_of(const rap_variant *list, size_t n, size_t which)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].n_by > 0 &&
		    bsearch(&which, list[i].by, list[i].n_by, sizeof *list[i].by, by_number))
			return &list[i];
	return NULL;
}

void rap_overlay_take(const rap_overlay *overlay, size_t which, rap_buf *out)
{
	const rap_variant *whole =
		variant_of(overlay->alternatives, overlay->n_alternatives, which);

	if (whole) {
		rap_buf_str(out, whole->text);
		return;
	}
	for (size_t i = 0; i < overlay->n_segments; i++) {
		const rap_segment *s = &overlay->segments[i];
		const rap_variant *v = variant_of(s->variants, s->n_variants, which);

		if (which != RAP_OVERLAY_EVERYBODY || s->n_variants == 0)
			rap_buf_str(out, v ? v->text : s->base);
		for (size_t j = 0; j < s->n_variants && which == RAP_OVERLAY_EVERYBODY; j++)
			rap_buf_str(out, s->variants[j].text);
	}
}
