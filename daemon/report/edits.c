// SPDX-License-Identifier: Apache-2.0
/*
 * Word-level differences for people to read: of several readings of a change the one that begins at a sentence or a
 * clause, whole words also where a script has a token per character, and edits with less between them than they change
 * are joined: "[A b C][X y Z]" instead of letter soup.
 */
#include "report/edits.h"

#include "common/mem.h"
#include "report/pairing.h"

#include <stdlib.h>

#define NEAR_MAX 64u /* tokens: what is further apart is never one change */
#define WORD_TOKENS_MAX 24u /* of a word that has a token per character */

typedef struct change {
	size_t from, to, new_from, new_to; /* tokens */
} change;

/* The two texts and what is between them. */
typedef struct work {
	const rap_words *base;
	rap_words wording;
	change *changes;
	size_t n;
} work;

static unsigned size_between(const rap_words *words, size_t from, size_t to)
{
	unsigned size = 0;

	for (size_t i = from; i < to; i++)
		size += rap_words_size(words, i);
	return size;
}

static unsigned size_of(const work *w, const change *c)
{
	unsigned gone = size_between(w->base, c->from, c->to);
	unsigned new = size_between(&w->wording, c->new_from, c->new_to);

	return gone > new ? gone : new;
}

/* Whether so little stands between two changes that one is easier to read than two. */
static bool belong_together(const work *w, const change *a, const change *b)
{
	unsigned between, first, second;

	if (b->from - a->to > NEAR_MAX)
		return false;
	between = size_between(w->base, a->to, b->from);
	if (between <= RAP_WORDS_CJK)
		return true; /* one character is seldom a word */
	first = size_of(w, a);
	second = size_of(w, b);
	return (between <= 2 * RAP_WORDS_WHOLE && 2 * between < first + second) ||
	       (3 * between <= first && 3 * between <= second);
}

static void collect(work *w, const size_t *partner)
{
	size_t i = 0, j = 0;

	while (i < w->base->n || j < w->wording.n) {
		change c = {.from = i, .new_from = j};

		while (i < w->base->n && !partner[i])
			i++;
		c.to = i;
		c.new_to = i < w->base->n ? partner[i] - 1 : w->wording.n;
		if (c.to > c.from || c.new_to > c.new_from)
			w->changes[w->n++] = c;
		if (i == w->base->n)
			break;
		j = partner[i++];
	}
}

/* The token at `at` of some text, or nothing. */
static rap_slice token(const rap_words *words, size_t at, size_t end)
{
	return at < end ? rap_words_span(words, at, at + 1) : (rap_slice){"", 0};
}

static bool cuts_before(const work *w, const change *c)
{
	rap_slice before = rap_words_span(w->base, c->from - 1, c->from);

	return rap_words_continues(before, token(w->base, c->from, c->to)) ||
	       rap_words_continues(before, token(&w->wording, c->new_from, c->new_to));
}

static bool cuts_after(const work *w, const change *c)
{
	rap_slice after = rap_words_span(w->base, c->to, c->to + 1);

	return (c->to > c->from && rap_words_continues(token(w->base, c->to - 1, c->to), after)) ||
	       (c->new_to > c->new_from &&
	        rap_words_continues(token(&w->wording, c->new_to - 1, c->new_to), after));
}

/* To whole words of scripts that have a token per character: nobody writes half of one. */
static void widen(const work *w, change *c, size_t floor, size_t ceiling)
{
	for (size_t i = 0; i < WORD_TOKENS_MAX && c->from > floor && cuts_before(w, c); i++) {
		c->from--;
		c->new_from--;
	}
	for (size_t i = 0; i < WORD_TOKENS_MAX && c->to < ceiling && cuts_after(w, c); i++) {
		c->to++;
		c->new_to++;
	}
}

/* How good a place it is to begin after this token: after a sentence, after a clause, inside of one. */
static unsigned rank_after(const rap_words *words, size_t end)
{
	static const struct {
		const char *sign;
		unsigned rank;
	} signs[] = {{".", 3},
	             {"!", 3},
	             {"?", 3},
	             {";", 2},
	             {":", 2},
	             {",", 1},
	             {"\xE3\x80\x82", 3}, /* ideographic full stop */
	             {"\xEF\xBC\x9B", 2},
	             {"\xEF\xBC\x9A", 2}, /* full-width ; : */
	             {"\xEF\xBC\x8C", 1},
	             {"\xE3\x80\x81", 1}}; /* full-width and ideographic comma */

	if (end == 0)
		return 3;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (rap_slice_is(rap_words_span(words, end - 1, end), signs[i].sign))
			return signs[i].rank;
	return 0;
}

/* Whether words[from, to) may stand a token earlier, or later, with the same text as the result. */
static bool may_move(const rap_words *words, size_t from, size_t to, bool earlier)
{
	return earlier ? from > 0 && rap_slice_eq(rap_words_span(words, from - 1, from),
	                                          rap_words_span(words, to - 1, to))
	               : to < words->n && rap_slice_eq(rap_words_span(words, from, from + 1),
	                                               rap_words_span(words, to, to + 1));
}

static void move(change *c, bool earlier)
{
	size_t step = earlier ? (size_t)-1 : 1;

	c->from += step;
	c->to += step;
	c->new_from += step;
	c->new_to += step;
}

/*
 * "The Y." with "The Z." put before it has two readings, "[The Z. ]The Y." and "The [Z. The ]Y.". Of all that give the
 * same text the one that begins after a sentence or a clause is meant, the latest of equals; always the same one.
 */
static void slide(const work *w, change *c, size_t floor, size_t ceiling)
{
	bool adds = c->from == c->to;
	const rap_words *words = adds ? &w->wording : w->base;
	size_t from = adds ? c->new_from : c->from, to = adds ? c->new_to : c->to, best = 0, at = 0;
	unsigned rank = 0;

	if (!adds && c->new_from != c->new_to)
		return;
	for (; c->from > floor && may_move(words, from, to, true); from--, to--)
		move(c, true);
	for (;; at++, from++, to++) {
		unsigned here = rank_after(words, from);

		if (here >= rank) {
			rank = here;
			best = at;
		}
		if (c->to + at >= ceiling || !may_move(words, from, to, false))
			break;
	}
	for (; best > 0; best--)
		move(c, false);
}

static void slide_all(work *w)
{
	for (size_t i = 0; i < w->n; i++)
		slide(w, &w->changes[i], i > 0 ? w->changes[i - 1].to + 1 : 0,
		      i + 1 < w->n ? w->changes[i + 1].from - 1 : w->base->n);
}

static void widen_all(work *w)
{
	for (size_t i = 0; i < w->n; i++)
		widen(w, &w->changes[i], i > 0 ? w->changes[i - 1].to : 0,
		      i + 1 < w->n ? w->changes[i + 1].from : w->base->n);
}

/* Changes [first, first + n) of w as one. */
static rap_edit edit_of(const work *w, size_t first, size_t n)
{
	const change *a = &w->changes[first], *b = &w->changes[first + n - 1];

	return (rap_edit){.from = a->from,
	                  .to = b->to,
	                  .new = rap_words_span(&w->wording, a->new_from, b->new_to),
	                  .part = first,
	                  .n_parts = n};
}

/* Joins what belongs together, until nothing does. Each edit keeps the range of the parts it is made of. */
static void join(work *w, rap_edits *edits)
{
	change *joined = rap_calloc(w->n + 1, sizeof *joined);
	bool again = true;

	for (size_t i = 0; i < w->n; i++) {
		joined[i] = w->changes[i];
		edits->at[i] = edit_of(w, i, 1);
	}
	for (size_t n = w->n; again; edits->n = n) {
		size_t old = n;

		n = 0;
		for (size_t i = 0; i < old; i++) {
			if (n > 0 && belong_together(w, &joined[n - 1], &joined[i])) {
				joined[n - 1].to = joined[i].to;
				joined[n - 1].new_to = joined[i].new_to;
				edits->at[n - 1] =
					edit_of(w, edits->at[n - 1].part,
				                edits->at[n - 1].n_parts + edits->at[i].n_parts);
			} else {
				joined[n] = joined[i];
				edits->at[n++] = edits->at[i];
			}
		}
		again = n < old;
	}
	free(joined);
}

rap_edits rap_edits_of(const rap_words *base, rap_slice wording)
{
	work w = {.base = base, .wording = rap_words_like(base, wording)};
	size_t *partner = rap_calloc(base->n + 1, sizeof *partner);
	rap_edits edits = {.kept = base->size};

	w.changes = rap_calloc(base->n + 1, sizeof *w.changes);
	rap_pairing_make(base, &w.wording, partner);
	collect(&w, partner);
	slide_all(&w);
	widen_all(&w);
	edits.n_parts = w.n;
	edits.parts = rap_calloc(w.n + 1, sizeof *edits.parts);
	edits.at = rap_calloc(w.n + 1, sizeof *edits.at);
	for (size_t i = 0; i < w.n; i++)
		edits.parts[i] = edit_of(&w, i, 1);
	join(&w, &edits);
	for (size_t i = 0; i < edits.n; i++)
		edits.kept -= size_between(base, edits.at[i].from, edits.at[i].to);
	free(partner);
	free(w.changes);
	rap_words_done(&w.wording);
	return edits;
}

void rap_edits_done(rap_edits *edits)
{
	free(edits->at);
	free(edits->parts);
	*edits = (rap_edits){0};
}
