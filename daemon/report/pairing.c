// SPDX-License-Identifier: Apache-2.0
/*
 * Which words of a base text stay in a wording. Long runs of equal words are preferred to a larger number of scattered
 * ones: a sign weighs less than a word, a match beside a match more.
 *
 * LIMITS: STEPS_MAX cells of the table per wording; above it nothing between the common beginning and the common
 * end stays.
 */
#include "report/pairing.h"

#include "common/mem.h"

#include <stdlib.h>

#define STEPS_MAX 4000000u /* two paragraphs of 2,000 words each; one byte per cell */

#define WORD_WEIGHT 3u
#define SIGN_WEIGHT 1u
#define RUN_BONUS 2u

/* Per cell: how the best way that ends in a match came here, and how the best way that ends in a gap did. */
enum {
	MATCH_AFTER_MATCH = 1,
	GAP_FROM_LEFT = 2, /* a token of the wording is new; else one of the base is gone */
	GAP_AFTER_MATCH = 4,
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

/* worth: of a match here, 0 where the tokens differ. */
static inline score cell(uint32_t worth, score corner, score up, score left, uint8_t *ret_way)
{
	score here = {0};
	uint8_t way = 0;

	if (worth > 0) {
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

static uint32_t weight(const rap_words *words, size_t token)
{
	return rap_words_is_word(words, token) ? WORD_WEIGHT : SIGN_WEIGHT;
}

static score fill_table(const table *t)
{
	const uint32_t *ids = t->wording->ids + t->wording_from;
	score *row = rap_calloc(t->columns + 1, sizeof *row), last;

	for (size_t j = 1; j <= t->columns; j++)
		t->way[j] = GAP_FROM_LEFT;
	for (size_t i = 1; i <= t->rows; i++) {
		uint8_t *way = t->way + i * (t->columns + 1);
		uint32_t id = t->base->ids[t->base_from + i - 1];
		uint32_t worth = weight(t->base, t->base_from + i - 1);
		score corner = row[0];

		for (size_t j = 1; j <= t->columns; j++) {
			score above = row[j];

			row[j] = cell(ids[j - 1] == id ? worth : 0, corner, above, row[j - 1],
			              &way[j]);
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
void rap_pairing_make(const rap_words *base, const rap_words *wording, size_t *partner)
{
	size_t head = 0, tail = 0, least = base->n < wording->n ? base->n : wording->n;
	table t = {.base = base, .wording = wording};

	while (head < least && base->ids[head] == wording->ids[head]) {
		partner[head] = head + 1;
		head++;
	}
	while (tail < least - head &&
	       base->ids[base->n - 1 - tail] == wording->ids[wording->n - 1 - tail]) {
		partner[base->n - 1 - tail] = wording->n - tail;
		tail++;
	}
	t.base_from = t.wording_from = head;
	t.rows = base->n - head - tail;
	t.columns = wording->n - head - tail;
	if (t.rows > 0 && t.columns > 0 && t.rows + 1 <= STEPS_MAX / (t.columns + 1))
		align_middle(&t, partner);
}
