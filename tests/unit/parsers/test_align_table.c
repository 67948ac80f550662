// SPDX-License-Identifier: Apache-2.0
/* The table of an alignment, of which only matches are worked through, against the same table filled cell by cell. */
#include "parsers/form/align_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define SENT_MAX 90u
#define REPLY_MAX 210u /* more than three blocks of cells */
#define RUN_BONUS 4

enum { FROM_MATCH = 1, FROM_UP = 2, FROM_LEFT = 3, FROM_MASK = 3, RUN_GOES_ON = 4 };

typedef struct example {
	rap_token sent[SENT_MAX], reply[REPLY_MAX];
	uint8_t weight[SENT_MAX];
	size_t n, m;
} example;

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Few words, so that there are many ways; with copied stretches or without. */
static void make(uint32_t seed, example *e)
{
	uint32_t words = 1 + next_random(&seed) % 12, copied = next_random(&seed) % 4;

	*e = (example){.n = 1 + next_random(&seed) % SENT_MAX,
	               .m = 1 + next_random(&seed) % REPLY_MAX};
	for (size_t i = 0; i < e->n; i++) {
		e->sent[i].word = next_random(&seed) % words;
		e->weight[i] = (uint8_t)(1 + next_random(&seed) % 15);
	}
	for (size_t j = 0; j < e->m; j++)
		e->reply[j].word = next_random(&seed) % 4 < copied
		                           ? e->sent[(j + seed % 3) % e->n].word
		                           : next_random(&seed) % words;
}

static void fill_row(const example *e, size_t i, int32_t best[2][REPLY_MAX + 1],
                     int32_t run[2][REPLY_MAX + 1], uint8_t *cell)
{
	const int32_t *above = best[i % 2], *above_run = run[i % 2];
	int32_t *here = best[(i + 1) % 2], *here_run = run[(i + 1) % 2], worth = e->weight[i];

	here[0] = 0;
	here_run[0] = -1;
	for (size_t j = 1; j <= e->m; j++) {
		uint8_t how = above[j] >= here[j - 1] ? FROM_UP : FROM_LEFT;

		here[j] = how == FROM_UP ? above[j] : here[j - 1];
		here_run[j] = -1;
		if (e->sent[i].word == e->reply[j - 1].word) {
			here_run[j] = above[j - 1] + worth;
			if (above_run[j - 1] >= 0 &&
			    above_run[j - 1] + worth + RUN_BONUS >= here_run[j]) {
				here_run[j] = above_run[j - 1] + worth + RUN_BONUS;
				how |= RUN_GOES_ON;
			}
			if (here_run[j] >= here[j]) {
				here[j] = here_run[j];
				how = (uint8_t)((how & RUN_GOES_ON) | FROM_MATCH);
			}
		}
		cell[j - 1] = how;
	}
}

static void align_plainly(const example *e, uint32_t *ret)
{
	static uint8_t cells[SENT_MAX * REPLY_MAX];
	int32_t best[2][REPLY_MAX + 1] = {{0}}, run[2][REPLY_MAX + 1];
	bool in_run = false;
	size_t i = e->n, j = e->m;

	for (size_t k = 0; k <= REPLY_MAX; k++)
		run[0][k] = -1;
	for (size_t k = 0; k < e->n; k++) {
		ret[k] = RAP_ALIGN_NONE;
		fill_row(e, k, best, run, cells + k * e->m);
	}
	while (i > 0 && j > 0) {
		uint8_t how = cells[(i - 1) * e->m + j - 1];

		if (in_run || (how & FROM_MASK) == FROM_MATCH) {
			ret[i - 1] = (uint32_t)j - 1;
			in_run = (how & RUN_GOES_ON) != 0;
			i--;
			j--;
		} else if ((how & FROM_MASK) == FROM_UP) {
			i--;
		} else {
			j--;
		}
	}
}

static void test_the_table_is_the_plain_one(void **state)
{
	static example e;
	uint32_t want[SENT_MAX], got[SENT_MAX];

	(void)state;
	for (uint32_t seed = 1; seed <= 3000; seed++) {
		make(seed, &e);
		align_plainly(&e, want);
		rap_align_table(e.sent, e.n, e.reply, e.m, e.weight, got);
		for (size_t i = 0; i < e.n; i++)
			if (got[i] != want[i])
				fail_msg("seed %u, token %zu: %u, want %u", seed, i, got[i],
				         want[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_table_is_the_plain_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
