// SPDX-License-Identifier: Apache-2.0
/*
 * The table of an alignment; see align_table.h. A cell says how the best value of its two prefixes came about: by the
 * match of its pair, from the cell above, or from the left. Values never fall along a row, so that a match which raises
 * its cell raises a stretch of cells behind it (those are "from the left"), up to the first that is as high already.
 * All others stay as in the row above. Only matches and raised stretches are kept.
 *
 * LIMITS: the caller bounds n * m; a match costs one byte, a stretch eight.
 */
#include "parsers/form/align_table.h"

#include "common/mem.h"

#include <assert.h>
#include <stdlib.h>

#define RUN_BONUS 4 /* a match that continues a run; a lone word must not tear a run apart */
#define BLOCK 32u /* cells that are raised together */
#define NO_WORD UINT32_MAX

enum { FROM_MATCH = 1, RUN_GOES_ON = 2 };

/* Where each word stands in the reply. */
typedef struct places {
	uint32_t *slots; /* number of the word + 1, 0 = free; open addressing */
	size_t n_slots; /* a power of two */
	uint32_t *words; /* by number */
	uint32_t *first; /* by number, and one more: the index of its first place in at */
	uint32_t *at; /* rising for each word */
} places;

/* Cells of one row that are from the left. */
typedef struct stretch {
	uint32_t from, to;
} stretch;

typedef struct table {
	const rap_token *sent;
	size_t n, m;
	const uint8_t *weight;
	places places;
	uint32_t *word_of; /* of each token sent: its number among the places, or NO_WORD */
	size_t *how_at, *stretch_at; /* of each row, and one more */
	uint8_t *how; /* of each match */
	stretch *stretches; /* of each row, rising and apart */
	size_t n_stretches, room;
	int32_t *best; /* the row, where its block is not higher as a whole */
	int32_t *block; /* at least this high, all of it */
	int32_t *run
		[2]; /* of alignments that end with this pair, above and here; negative: there is none */
} table;

/* ---- places --------------------------------------------------------------------------------------------- */

/* The slot of the word, or the free one where it would stand. */
static size_t slot_of(const places *p, uint32_t word)
{
	size_t i = (word * 2654435761u >> 7) & (p->n_slots - 1);

	while (p->slots[i] && p->words[p->slots[i] - 1] != word)
		i = (i + 1) & (p->n_slots - 1);
	return i;
}

static places places_of(const rap_token *reply, size_t m)
{
	places p = {.n_slots = 16};
	uint32_t n = 0, *number = rap_calloc(m, sizeof *number);

	while (p.n_slots < 2 * m)
		p.n_slots *= 2;
	p.slots = rap_calloc(p.n_slots, sizeof *p.slots);
	p.words = rap_calloc(m, sizeof *p.words);
	p.first = rap_calloc(m + 2, sizeof *p.first);
	p.at = rap_calloc(m, sizeof *p.at);
	for (size_t j = 0; j < m; j++) {
		size_t slot = slot_of(&p, reply[j].word);

		if (!p.slots[slot]) {
			p.words[n] = reply[j].word;
			p.slots[slot] = ++n;
		}
		number[j] = p.slots[slot] - 1;
		p.first[number[j] + 2]++;
	}
	/* Two places ahead, so that filling leaves each beginning where it belongs. */
	for (size_t w = 2; w < n + 2; w++)
		p.first[w] += p.first[w - 1];
	for (size_t j = 0; j < m; j++)
		p.at[p.first[number[j] + 1]++] = (uint32_t)j;
	free(number);
	return p;
}

static void places_done(places *p)
{
	free(p->slots);
	free(p->words);
	free(p->first);
	free(p->at);
}

/* ---- rows ----------------------------------------------------------------------------------------------- */

static int32_t value(const table *t, size_t j)
{
	int32_t block = t->block[j / BLOCK];

	return t->best[j] > block ? t->best[j] : block;
}

/* Raises the cells from j on that are lower than to; gives the first that is not. */
static size_t raise(table *t, size_t j, int32_t to)
{
	while (j <= t->m) {
		size_t last = j | (BLOCK - 1);

		if (j % BLOCK == 0 && last <= t->m && value(t, last) < to) {
			t->block[j / BLOCK] = to;
			j += BLOCK;
			continue;
		}
		if (t->block[j / BLOCK] >= to)
			return j;
		for (; j <= last && j <= t->m; j++) {
			if (t->best[j] >= to)
				return j;
			t->best[j] = to;
		}
	}
	return j;
}

static void keep_stretch(table *t, size_t row, size_t from, size_t to)
{
	stretch *before =
		t->n_stretches > t->stretch_at[row] ? &t->stretches[t->n_stretches - 1] : NULL;

	if (from == to)
		return;
	if (before && from <= before->to) {
		before->to = (uint32_t)to;
		return;
	}
	if (t->n_stretches == t->room) {
		t->room = t->room ? t->room * 2 : 256;
		t->stretches = rap_reallocarray(t->stretches, t->room, sizeof *t->stretches);
	}
	t->stretches[t->n_stretches++] = (stretch){(uint32_t)from, (uint32_t)to};
}

static void clear_runs(const table *t, size_t row, int32_t *run)
{
	uint32_t word = t->word_of[row];

	for (size_t k = word == NO_WORD ? 0 : t->places.first[word],
	            end = word == NO_WORD ? 0 : t->places.first[word + 1];
	     k < end; k++)
		run[t->places.at[k] + 1] = -1;
}

static void fill_row(table *t, size_t i)
{
	const int32_t *above = t->run[i % 2];
	int32_t *here = t->run[(i + 1) % 2], worth = t->weight[i];
	const uint32_t *at = t->places.at + t->places.first[t->word_of[i]];
	size_t n = t->places.first[t->word_of[i] + 1] - t->places.first[t->word_of[i]];
	uint8_t *how = t->how + t->how_at[i];

	/* All runs first: they are about the row above, which is raised in place afterwards. */
	for (size_t k = 0; k < n; k++) {
		size_t j = at[k] + 1;
		int32_t run = value(t, j - 1) + worth;

		if (above[j - 1] >= 0 && above[j - 1] + worth + RUN_BONUS >= run) {
			run = above[j - 1] + worth + RUN_BONUS;
			how[k] = RUN_GOES_ON;
		}
		here[j] = run;
	}
	for (size_t k = 0; k < n; k++) {
		size_t j = at[k] + 1;
		int32_t without = value(t, j);

		if (here[j] < without)
			continue;
		how[k] |= FROM_MATCH;
		if (here[j] > without)
			keep_stretch(t, i, j + 1, raise(t, j, here[j]));
	}
}

static void fill(table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		t->stretch_at[i] = t->n_stretches;
		if (i > 1)
			clear_runs(t, i - 2, t->run[(i + 1) % 2]);
		if (t->word_of[i] != NO_WORD)
			fill_row(t, i);
	}
	t->stretch_at[t->n] = t->n_stretches;
}

/* ---- the way back --------------------------------------------------------------------------------------- */

/* How the match of token i with token j came about; 0: they do not match, or the pair is not the best. */
static uint8_t how_of(const table *t, size_t i, size_t j)
{
	uint32_t word = t->word_of[i];
	size_t low, high;

	if (word == NO_WORD)
		return 0;
	low = t->places.first[word];
	high = t->places.first[word + 1];
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (t->places.at[mid] < j)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->places.first[word + 1] && t->places.at[low] == j
	               ? t->how[t->how_at[i] + low - t->places.first[word]]
	               : 0;
}

static bool from_left(const table *t, size_t i, size_t j)
{
	size_t low = t->stretch_at[i], high = t->stretch_at[i + 1];

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (t->stretches[mid].to <= j)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->stretch_at[i + 1] && t->stretches[low].from <= j;
}

static void trace_back(const table *t, uint32_t *ret)
{
	bool in_run = false;
	size_t i = t->n, j = t->m;

	while (i > 0 && j > 0) {
		uint8_t how = how_of(t, i - 1, j - 1);

		if (in_run || (how & FROM_MATCH)) {
			ret[i - 1] = (uint32_t)j - 1;
			in_run = (how & RUN_GOES_ON) != 0;
			i--;
			j--;
		} else if (from_left(t, i - 1, j)) {
			j--;
		} else {
			i--;
		}
	}
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

static void find_words(table *t)
{
	size_t matches = 0;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t number = t->places.slots[slot_of(&t->places, t->sent[i].word)];

		t->word_of[i] = number ? number - 1 : NO_WORD;
		t->how_at[i] = matches;
		matches += number ? t->places.first[number] - t->places.first[number - 1] : 0;
	}
	t->how_at[t->n] = matches;
	t->how = rap_calloc(matches + 1, sizeof *t->how);
}

void rap_align_table(const rap_token *sent, size_t n, const rap_token *reply, size_t m,
                     const uint8_t *weight, uint32_t *ret)
{
	table t = {.sent = sent, .n = n, .m = m, .weight = weight};

	assert(n > 0 && m > 0);
	t.places = places_of(reply, m);
	t.word_of = rap_calloc(n, sizeof *t.word_of);
	t.how_at = rap_calloc(n + 1, sizeof *t.how_at);
	t.stretch_at = rap_calloc(n + 1, sizeof *t.stretch_at);
	t.best = rap_calloc(m + 1, sizeof *t.best);
	t.block = rap_calloc(m / BLOCK + 1, sizeof *t.block);
	find_words(&t);
	for (size_t k = 0; k < 2; k++) {
		t.run[k] = rap_calloc(m + 1, sizeof *t.run[k]);
		for (size_t j = 0; j <= m; j++)
			t.run[k][j] = -1;
	}
	for (size_t i = 0; i < n; i++)
		ret[i] = RAP_ALIGN_NONE;
	fill(&t);
	trace_back(&t, ret);
	places_done(&t.places);
	free(t.word_of);
	free(t.how_at);
	free(t.stretch_at);
	free(t.how);
	free(t.stretches);
	free(t.best);
	free(t.block);
	free(t.run[0]);
	free(t.run[1]);
}
