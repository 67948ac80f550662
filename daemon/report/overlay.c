// SPDX-License-Identifier: Apache-2.0
/*
 * The overlay of several wordings of one paragraph; see overlay.h for its laws. Edits are sorted and grouped
 * into stretches that overlap; inside such a stretch every author's wording is extended to the whole stretch,
 * so that variants can stand side by side.
 */
#include "report/overlay.h"

#include "common/mem.h"
#include "report/edits.h"

#include <stdlib.h>

#define KEPT_MIN_PERCENT 40u /* less of the base than this: an alternative, not an edit */
#define TANGLE_MIN_TOKENS \
	8u /* a knot of at least so many tokens, and more than half of the paragraph */

typedef struct proposed {
	rap_edits edits;
	bool whole; /* an alternative */
} proposed;

typedef struct touch { /* one edit of one text */
	const rap_edit *edit;
	size_t text;
} touch;

typedef struct work {
	rap_words base;
	const char *const *texts;
	proposed *wordings;
	size_t n;
	touch *touches;
	size_t n_touches;
} work;

/* ---- sorting and grouping ------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const touch *x = a, *y = b;

	if (x->edit->from != y->edit->from)
		return x->edit->from < y->edit->from ? -1 : 1;
	if (x->edit->to != y->edit->to)
		return x->edit->to < y->edit->to ? -1 : 1;
	return x->text < y->text ? -1 : x->text > y->text;
}

static void gather(work *w)
{
	size_t room = 0;

	for (size_t i = 0; i < w->n; i++)
		room += w->wordings[i].edits.n;
	free(w->touches);
	w->touches = rap_calloc(room + 1, sizeof *w->touches);
	w->n_touches = 0;
	for (size_t i = 0; i < w->n; i++)
		for (size_t j = 0; !w->wordings[i].whole && j < w->wordings[i].edits.n; j++)
			w->touches[w->n_touches++] = (touch){&w->wordings[i].edits.at[j], i};
	qsort(w->touches, w->n_touches, sizeof *w->touches, by_place);
}

/* The touches [first, result) overlap; additions at one place overlap with each other only. */
static size_t group_end(const work *w, size_t first, size_t *ret_to, bool *ret_same)
{
	size_t to = w->touches[first].edit->to, i = first + 1;

	*ret_same = true;
	for (; i < w->n_touches; i++) {
		const rap_edit *e = w->touches[i].edit, *f = w->touches[first].edit;
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

static size_t changed(const proposed *wording, size_t n_base)
{
	size_t n = n_base - wording->edits.kept;

	for (size_t i = 0; i < wording->edits.n; i++)
		n += wording->edits.at[i].new.len;
	return n;
}

/* Whether touches [first, last) make a knot that nobody can read; then the heaviest of them stays whole. */
static bool untangle(work *w, size_t first, size_t last, size_t to, bool same)
{
	size_t width = to - w->touches[first].edit->from, heaviest = w->touches[first].text;

	if (same || width < TANGLE_MIN_TOKENS || 2 * width <= w->base.n)
		return false;
	for (size_t i = first; i < last; i++) {
		size_t text = w->touches[i].text;

		if (changed(&w->wordings[text], w->base.n) >
		    changed(&w->wordings[heaviest], w->base.n))
			heaviest = text;
	}
	w->wordings[heaviest].whole = true;
	for (size_t i = 0; i < w->n; i++) /* who proposes the same goes with it */
		if (strcmp(w->texts[i], w->texts[heaviest]) == 0)
			w->wordings[i].whole = true;
	return true;
}

static void choose_alternatives(work *w)
{
	for (bool again = true; again;) {
		again = false;
		gather(w);
		for (size_t i = 0, to; i < w->n_touches && !again;) {
			bool same;
			size_t end = group_end(w, i, &to, &same);

			again = untangle(w, i, end, to, same);
			i = end;
		}
	}
}

/* ---- building ------------------------------------------------------------------------------------------- */

static char *copy(rap_slice s)
{
	return rap_strndup(s.at ? s.at : "", s.len);
}

/* Adds text to a list of variants; takes the string. */
static void add_variant(rap_variant **list, size_t *n, char *text, size_t by)
{
	rap_variant *v = NULL;

	for (size_t i = 0; i < *n && !v; i++)
		if (strcmp((*list)[i].text, text) == 0)
			v = &(*list)[i];
	if (v) {
		free(text);
	} else {
		*list = rap_reallocarray(*list, *n + 1, sizeof **list);
		v = &(*list)[(*n)++];
		*v = (rap_variant){.text = text};
	}
	if (v->n_by > 0 && v->by[v->n_by - 1] == by)
		return;
	v->by = rap_reallocarray(v->by, v->n_by + 1, sizeof *v->by);
	v->by[v->n_by++] = by;
}

static rap_segment *add_segment(rap_overlay *o, rap_slice base)
{
	o->segments = rap_reallocarray(o->segments, o->n_segments + 1, sizeof *o->segments);
	o->segments[o->n_segments] = (rap_segment){.base = copy(base)};
	return &o->segments[o->n_segments++];
}

/* A text's own words for tokens [from, to) of the base. */
static char *extended(const work *w, size_t text, size_t from, size_t to)
{
	const rap_edits *edits = &w->wordings[text].edits;
	rap_buf out = rap_buf_init((size_t)-1 / 2);
	size_t at = from;

	for (size_t i = 0; i < edits->n; i++) {
		const rap_edit *e = &edits->at[i];

		if (e->from < from || e->to > to ||
		    (e->from == e->to && from != to && (e->from == from || e->from == to)))
			continue;
		rap_buf_slice(&out, rap_words_span(&w->base, at, e->from));
		rap_buf_slice(&out, e->new);
		at = e->to;
	}
	rap_buf_slice(&out, rap_words_span(&w->base, at, to));
	return rap_buf_take(&out);
}

static int by_number(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void add_group(const work *w, rap_overlay *o, size_t first, size_t last, size_t to)
{
	size_t from = w->touches[first].edit->from, n = 0;
	rap_segment *segment = add_segment(o, rap_words_span(&w->base, from, to));
	size_t *texts = rap_calloc(last - first, sizeof *texts);

	for (size_t i = first; i < last; i++)
		texts[n++] = w->touches[i].text;
	qsort(texts, n, sizeof *texts, by_number);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || texts[i] != texts[i - 1])
			add_variant(&segment->variants, &segment->n_variants,
			            extended(w, texts[i], from, to), texts[i]);
	free(texts);
}

static rap_overlay build(const work *w)
{
	rap_overlay o = {0};
	size_t at = 0;

	for (size_t i = 0, to; i < w->n_touches;) {
		bool same;
		size_t end = group_end(w, i, &to, &same), from = w->touches[i].edit->from;

		if (from > at)
			add_segment(&o, rap_words_span(&w->base, at, from));
		add_group(w, &o, i, end, to);
		at = to;
		i = end;
	}
	if (at < w->base.n)
		add_segment(&o, rap_words_span(&w->base, at, w->base.n));
	for (size_t i = 0; i < w->n; i++)
		if (w->wordings[i].whole)
			add_variant(&o.alternatives, &o.n_alternatives, rap_strdup(w->texts[i]), i);
	return o;
}

rap_overlay rap_overlay_make(const char *base, const char *const *texts, size_t n)
{
	work w = {.base = rap_words_of(rap_slice_of(base)), .texts = texts, .n = n};
	rap_overlay overlay;

	w.wordings = rap_calloc(n + 1, sizeof *w.wordings);
	for (size_t i = 0; i < n; i++) {
		proposed *wording = &w.wordings[i];

		wording->edits = rap_edits_of(&w.base, rap_slice_of(texts[i]));
		wording->whole = wording->edits.n > 0 &&
		                 wording->edits.kept * 100 < w.base.n * KEPT_MIN_PERCENT;
	}
	choose_alternatives(&w);
	overlay = build(&w);
	for (size_t i = 0; i < n; i++)
		rap_edits_done(&w.wordings[i].edits);
	free(w.wordings);
	free(w.touches);
	rap_words_done(&w.base);
	return overlay;
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

rap_variant *rap_variants_merge(const char *const *texts, size_t n, size_t *ret_n)
{
	rap_variant *list = NULL;

	*ret_n = 0;
	for (size_t i = 0; i < n; i++)
		add_variant(&list, ret_n, rap_strdup(texts[i]), i);
	return list;
}

static const rap_variant *variant_of(const rap_variant *list, size_t n, size_t which)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < list[i].n_by; j++)
			if (list[i].by[j] == which)
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

		rap_buf_str(out, v ? v->text : s->base);
	}
}
