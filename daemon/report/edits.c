// SPDX-License-Identifier: Apache-2.0
/*
 * Word-level differences for people to read. The alignment prefers long runs of equal words to a larger number
 * of scattered ones (a sign weighs less than a word, a match beside a match more), and edits with less between
 * them than they change are joined: "[A b C][X y Z]" instead of letter soup.
 *
 * LIMITS: STEPS_MAX cells of the table per wording; above it everything between the common beginning and the
 * common end is one edit.
 */
#include "report/edits.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <stdint.h>
#include <stdlib.h>

#define STEPS_MAX 4000000u /* two paragraphs of 2,000 words each; one byte per cell */

#define WORD_WEIGHT 3u
#define SIGN_WEIGHT 1u
#define RUN_BONUS 2u

/* ---- tokens --------------------------------------------------------------------------------------------- */

static bool is_ascii_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* "co-operation", "State's", "2021-2025", "1.5" are one word each. */
static bool joins(uint32_t before, uint32_t sign, uint32_t after)
{
	if (sign == '-' || sign == '\'' || sign == 0x2019 || sign == 0x2010 || sign == 0x2011)
		return rap_utf8_is_word(before) && rap_utf8_is_word(after);
	if (sign == '.' || sign == ',')
		return is_ascii_digit(before) && is_ascii_digit(after);
	return false;
}

static uint32_t peek(rap_slice s, size_t at)
{
	return at < s.len ? rap_utf8_next(s, &at) : 0;
}

/* Where the token that begins at `at` ends: blanks, then a word or one character. */
static size_t token_end(rap_slice s, size_t at)
{
	size_t next = at;
	uint32_t c = 0;

	while (at < s.len) {
		c = rap_utf8_next(s, &next);
		if (!rap_utf8_is_space(c))
			break;
		at = next;
	}
	if (at >= s.len || !rap_utf8_is_word(c))
		return next;
	for (at = next; at < s.len; at = next) {
		uint32_t d = rap_utf8_next(s, &next);

		if (!rap_utf8_is_word(d) && !joins(c, d, peek(s, next)))
			return at;
		c = d;
	}
	return s.len;
}

rap_words rap_words_of(rap_slice text)
{
	rap_words words = {.text = text};
	size_t room = 0, at = 0;

	for (;;) {
		if (words.n + 1 >= room) {
			room = room ? 2 * room : 64;
			words.at = rap_reallocarray(words.at, room, sizeof *words.at);
		}
		words.at[words.n] = at;
		if (at >= text.len)
			return words;
		words.n++;
		at = token_end(text, at);
	}
}

void rap_words_done(rap_words *words)
{
	free(words->at);
	*words = (rap_words){0};
}

rap_slice rap_words_span(const rap_words *words, size_t from, size_t to)
{
	return (rap_slice){words->text.at + words->at[from], words->at[to] - words->at[from]};
}

static bool same(const rap_words *a, size_t i, const rap_words *b, size_t j)
{
	return rap_slice_eq(rap_words_span(a, i, i + 1), rap_words_span(b, j, j + 1));
}

static uint32_t weight(const rap_words *words, size_t i)
{
	rap_slice token = rap_words_span(words, i, i + 1);
	size_t at = 0;

	while (at < token.len) {
		uint32_t c = rap_utf8_next(token, &at);

		if (rap_utf8_is_word(c) || rap_utf8_is_cjk(c))
			return WORD_WEIGHT;
	}
	return SIGN_WEIGHT;
}

/* ---- alignment ------------------------------------------------------------------------------------------ */

/* Per cell: how the best way that ends in a match came here, and how the best way that ends in a gap did. */
enum {
	MATCH_AFTER_MATCH = 1,
	GAP_FROM_LEFT = 2, /* a token of the wording is new; else one of the base is gone */
	GAP_AFTER_MATCH = 4,
	IS_MATCH = 8, /* a match is possible here at all */
};

typedef struct table {
	const rap_words *base, *wording;
	size_t base_from, wording_from, rows, columns; /* of the middle part */
	uint8_t *way; /* (rows + 1) * (columns + 1) */
} table;

typedef struct score {
	uint32_t match, gap; /* match 0: none */
} score;

static uint32_t best_of(score s)
{
	return s.match > s.gap ? s.match : s.gap;
}

static score cell(const table *t, size_t i, size_t j, score corner, score up, score left,
                  uint8_t *ret_way)
{
	score here = {0};
	uint8_t way = 0;

	if (same(t->base, t->base_from + i - 1, t->wording, t->wording_from + j - 1)) {
		uint32_t worth = weight(t->base, t->base_from + i - 1);

		way |= IS_MATCH;
		if (corner.match > 0 && corner.match + RUN_BONUS >= corner.gap)
			way |= MATCH_AFTER_MATCH;
		here.match =
			worth + (way & MATCH_AFTER_MATCH ? corner.match + RUN_BONUS : corner.gap);
	}
	if (best_of(left) > best_of(up)) {
		way |= GAP_FROM_LEFT;
		way |= left.match > left.gap ? GAP_AFTER_MATCH : 0;
		here.gap = best_of(left);
	} else {
		way |= up.match > up.gap ? GAP_AFTER_MATCH : 0;
		here.gap = best_of(up);
	}
	*ret_way = way;
	return here;
}

static score fill_table(const table *t)
{
	score *row = rap_calloc(t->columns + 1, sizeof *row), last;

	for (size_t j = 1; j <= t->columns; j++)
		t->way[j] = GAP_FROM_LEFT;
	for (size_t i = 1; i <= t->rows; i++) {
		uint8_t *way = t->way + i * (t->columns + 1);
		score corner = row[0];

		for (size_t j = 1; j <= t->columns; j++) {
			score above = row[j];

			row[j] = cell(t, i, j, corner, above, row[j - 1], &way[j]);
			corner = above;
		}
	}
	last = row[t->columns];
	free(row);
	return last;
}

/* Marks the tokens of the base that stay: partner[i] = index of the wording's token + 1. */
static void align_middle(table *t, size_t *partner)
{
	size_t i = t->rows, j = t->columns;
	score last;
	bool in_match;

	t->way = rap_calloc((t->rows + 1) * (t->columns + 1), 1);
	last = fill_table(t);
	in_match = last.match > last.gap;
	while (i > 0 && j > 0) {
		uint8_t way = t->way[i * (t->columns + 1) + j];

		if (in_match) {
			i--;
			j--;
			partner[t->base_from + i] = t->wording_from + j + 1;
			in_match = (way & MATCH_AFTER_MATCH) != 0;
			continue;
		}
		in_match = (way & GAP_AFTER_MATCH) != 0;
		if (way & GAP_FROM_LEFT)
			j--;
		else
			i--;
	}
	free(t->way);
	t->way = NULL;
}

/* Tokens equal at both ends need no table. */
static void align(const rap_words *base, const rap_words *wording, size_t *partner)
{
	size_t head = 0, tail = 0, least = base->n < wording->n ? base->n : wording->n;
	table t = {.base = base, .wording = wording};

	while (head < least && same(base, head, wording, head)) {
		partner[head] = head + 1;
		head++;
	}
	while (tail < least - head &&
	       same(base, base->n - 1 - tail, wording, wording->n - 1 - tail)) {
		partner[base->n - 1 - tail] = wording->n - tail;
		tail++;
	}
	t.base_from = t.wording_from = head;
	t.rows = base->n - head - tail;
	t.columns = wording->n - head - tail;
	if (t.rows > 0 && t.columns > 0 && t.rows + 1 <= STEPS_MAX / (t.columns + 1))
		align_middle(&t, partner);
}

/* ---- edits ---------------------------------------------------------------------------------------------- */

typedef struct change {
	size_t from, to, new_from, new_to; /* tokens */
} change;

static size_t size_of(const change *c)
{
	size_t gone = c->to - c->from, new = c->new_to - c->new_from;

	return gone > new ? gone : new;
}

/* Whether so little stands between two changes that one is easier to read than two. */
static bool belong_together(const change *a, const change *b)
{
	size_t between = b->from - a->to;

	return between <= 2 && 2 * between < size_of(a) + size_of(b);
}

static size_t collect(const size_t *partner, size_t n_base, size_t n_wording, change *changes)
{
	size_t n = 0, i = 0, j = 0;

	while (i < n_base || j < n_wording) {
		change c = {.from = i, .new_from = j};

		while (i < n_base && !partner[i])
			i++;
		c.to = i;
		c.new_to = i < n_base ? partner[i] - 1 : n_wording;
		if (c.to > c.from || c.new_to > c.new_from) {
			if (n > 0 && belong_together(&changes[n - 1], &c)) {
				changes[n - 1].to = c.to;
				changes[n - 1].new_to = c.new_to;
			} else {
				changes[n++] = c;
			}
		}
		if (i == n_base)
			break;
		j = partner[i++];
	}
	return n;
}

rap_edits rap_edits_of(const rap_words *base, rap_slice wording)
{
	rap_words words = rap_words_of(wording);
	size_t *partner = rap_calloc(base->n + 1, sizeof *partner);
	change *changes = rap_calloc(base->n + 1, sizeof *changes);
	rap_edits edits = {.kept = base->n};

	align(base, &words, partner);
	edits.n = collect(partner, base->n, words.n, changes);
	edits.at = rap_calloc(edits.n + 1, sizeof *edits.at);
	for (size_t i = 0; i < edits.n; i++) {
		const change *c = &changes[i];

		edits.at[i] =
			(rap_edit){c->from, c->to, rap_words_span(&words, c->new_from, c->new_to)};
		edits.kept -= c->to - c->from;
	}
	free(partner);
	free(changes);
	rap_words_done(&words);
	return edits;
}

void rap_edits_done(rap_edits *edits)
{
	free(edits->at);
	*edits = (rap_edits){0};
}
