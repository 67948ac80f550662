// SPDX-License-Identifier: Apache-2.0
/*
 * Wordings (wording.h): signs folded as word processors fold them, tokens, and the shortest edit between two.
 *
 * LIMITS: one table of at most CELLS_MAX cells, steps bounded by the caller.
 */
#include "parsers/form/wording.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>

#define CELLS_MAX 4000000u
#define THOUSAND 1000u

/* ---- folding -------------------------------------------------------------------------------------------- */

/* Signs that a line break or a change of direction leaves behind, and soft hyphens; not those that turn words round. */
static bool is_nothing(uint32_t c)
{
	return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202C) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

static uint32_t fold(uint32_t c)
{
	if (c == 0xB4 || c == 0x60 || (c >= 0x2018 && c <= 0x201B) || c == 0x2032)
		return '\'';
	if ((c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x2033)
		return '"';
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
		return '-';
	return c;
}

/* Signs that stand for several. */
static const char *spelt(uint32_t c)
{
	switch (c) {
	case 0x2026:
		return "...";
	case 0xBC:
		return "1/4";
	case 0xBD:
		return "1/2";
	case 0xBE:
		return "3/4";
	default:
		return NULL;
	}
}

/* ---- tokens --------------------------------------------------------------------------------------------- */

typedef struct reader {
	rap_wording *w;
	size_t room;
	bool open; /* the last token is a word that may go on */
} reader;

static uint64_t hash_on(uint64_t hash, uint32_t c)
{
	return (hash ^ c) * 1099511628211u;
}

static void add_token(reader *r, size_t from, size_t to, uint32_t c, bool word)
{
	rap_wording *w = r->w;

	if (r->open && word) {
		w->at[w->n - 1].to = (uint32_t)to;
		w->at[w->n - 1].hash = hash_on(w->at[w->n - 1].hash, c);
		return;
	}
	if (w->n == r->room) {
		r->room = r->room ? r->room * 2 : 64;
		w->at = rap_reallocarray(w->at, r->room, sizeof *w->at);
	}
	w->at[w->n++] = (rap_wording_token){.from = (uint32_t)from,
	                                    .to = (uint32_t)to,
	                                    .hash = hash_on(14695981039346656037u, c),
	                                    .word = word};
	r->open = word;
}

/* One sign; two hyphens in a row are the dash that a word processor makes of them. */
static void add_sign(reader *r, size_t from, size_t to, uint32_t c)
{
	rap_wording *w = r->w;
	bool cjk = rap_utf8_is_cjk(c), word = !cjk && rap_utf8_is_word(c);
	const uint64_t dash = hash_on(14695981039346656037u, '-');

	if (c == '-' && w->n > 0 && w->at[w->n - 1].hash == dash && w->at[w->n - 1].to == from) {
		w->at[w->n - 1].to = (uint32_t)to;
		return;
	}
	if (cjk)
		r->open = false;
	add_token(r, from, to, c, word || cjk);
	if (cjk)
		r->open = false;
}

static int by_size(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

void rap_wording_read(rap_slice s, rap_wording *ret)
{
	rap_buf nfc = rap_buf_init(s.len * 3 + 16);
	reader r = {.w = ret};
	rap_slice text;

	*ret = (rap_wording){0};
	rap_utf8_nfc(&nfc, s);
	ret->text = rap_buf_take(&nfc);
	text = rap_slice_of(ret->text);
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t c = rap_utf8_next(text, &at);
		const char *several = spelt(c);

		if (is_nothing(c))
			continue;
		if (rap_utf8_is_space(c)) {
			r.open = false;
			continue;
		}
		if (!several)
			add_sign(&r, from, at, fold(c));
		for (; several && *several; several++)
			add_sign(&r, from, at, (unsigned char)*several);
	}
	ret->bag = rap_calloc(ret->n + 1, sizeof *ret->bag);
	for (size_t i = 0; i < ret->n; i++)
		if (ret->at[i].word)
			ret->bag[ret->n_bag++] = ret->at[i].hash;
	qsort(ret->bag, ret->n_bag, sizeof *ret->bag, by_size);
}

void rap_wording_done(rap_wording *w)
{
	free(w->text);
	free(w->at);
	free(w->bag);
	*w = (rap_wording){0};
}

/* ---- comparing ------------------------------------------------------------------------------------------ */

bool rap_wording_same(const rap_wording *a, const rap_wording *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->at[i].hash != b->at[i].hash)
			return false;
	return true;
}

bool rap_wording_has(const rap_wording *whole, const rap_wording *part)
{
	for (size_t i = 0; part->n > 0 && i + part->n <= whole->n; i++) {
		size_t k = 0;

		while (k < part->n && whole->at[i + k].hash == part->at[k].hash)
			k++;
		if (k == part->n)
			return true;
	}
	return false;
}

/* Words of b found among those of a that less does not take away; each is taken once. */
static size_t common(const rap_wording *a, const rap_wording *less, const rap_wording *b)
{
	const uint64_t *taken = less ? less->bag : a->bag;
	size_t i = 0, j = 0, k = 0, n = 0, n_less = less ? less->n_bag : 0;

	while (i < a->n_bag && j < b->n_bag) {
		while (k < n_less && taken[k] < a->bag[i])
			k++;
		if (k < n_less && taken[k] == a->bag[i]) {
			i++;
			k++;
		} else if (a->bag[i] < b->bag[j]) {
			i++;
		} else if (a->bag[i] > b->bag[j]) {
			j++;
		} else {
			n++;
			i++;
			j++;
		}
	}
	return n;
}

unsigned rap_wording_likeness(const rap_wording *a, const rap_wording *b)
{
	size_t all = a->n_bag + b->n_bag;

	return all == 0 ? 0 : (unsigned)(2 * THOUSAND * common(a, NULL, b) / all);
}

unsigned rap_wording_share(const rap_wording *a, const rap_wording *less, const rap_wording *b)
{
	return b->n_bag == 0 ? 0 : (unsigned)(THOUSAND * common(a, less, b) / b->n_bag);
}

/* ---- editing -------------------------------------------------------------------------------------------- */

#define NONE UINT32_MAX

/* Longest common subsequence of base [from, from + n) and now [from, from + m); base_of gets the matches. */
static void solve(const rap_wording *base, const rap_wording *now, size_t from, size_t n, size_t m,
                  uint32_t *base_of)
{
	uint16_t *table = rap_calloc((n + 1) * (m + 1), sizeof *table);
	size_t i = 0, j = 0, row = m + 1;

	for (size_t x = n; x-- > 0;)
		for (size_t y = m; y-- > 0;) {
			uint16_t down = table[(x + 1) * row + y], right = table[x * row + y + 1];
			uint16_t both = (uint16_t)(table[(x + 1) * row + y + 1] + 1);

			if (base->at[from + x].hash == now->at[from + y].hash)
				table[x * row + y] = both;
			else
				table[x * row + y] = down > right ? down : right;
		}
	while (i < n && j < m) {
		if (base->at[from + i].hash == now->at[from + j].hash) {
			base_of[from + j++] = (uint32_t)(from + i++);
		} else if (table[(i + 1) * row + j] >= table[i * row + j + 1]) {
			i++;
		} else {
			j++;
		}
	}
	free(table);
}

static void match(const rap_wording *base, const rap_wording *now, size_t *steps, uint32_t *base_of)
{
	size_t head = 0, tail = 0, n, m;

	while (head < base->n && head < now->n && base->at[head].hash == now->at[head].hash) {
		base_of[head] = (uint32_t)head;
		head++;
	}
	while (tail < base->n - head && tail < now->n - head &&
	       base->at[base->n - 1 - tail].hash == now->at[now->n - 1 - tail].hash) {
		base_of[now->n - 1 - tail] = (uint32_t)(base->n - 1 - tail);
		tail++;
	}
	n = base->n - head - tail;
	m = now->n - head - tail;
	/* Lengths are counted in 16 bits. */
	if (n == 0 || m == 0 || n > UINT16_MAX || m > UINT16_MAX || n + 1 > CELLS_MAX / (m + 1) ||
	    n * m > *steps)
		return;
	*steps -= n * m;
	solve(base, now, head, n, m, base_of);
}

/* What stands between two tokens of the text now: one blank, or nothing. */
static void put_gap(const rap_wording *now, rap_slice text, size_t j, rap_buf *out)
{
	rap_slice gap = rap_slice_sub(text, now->at[j - 1].to, now->at[j].from);
	bool blank = false;

	for (size_t at = 0; at < gap.len;) {
		uint32_t c = rap_utf8_next(gap, &at);

		blank |= rap_utf8_is_space(c) && !is_nothing(c);
	}
	if (blank)
		rap_buf_char(out, ' ');
}

unsigned rap_wording_edit(const rap_wording *base, const rap_wording *now, size_t *steps,
                          rap_buf *out)
{
	uint32_t *base_of = rap_reallocarray(NULL, now->n + 1, sizeof *base_of);
	rap_slice base_text = rap_slice_of(base->text), now_text = rap_slice_of(now->text);
	size_t kept = 0;

	for (size_t j = 0; j < now->n; j++)
		base_of[j] = NONE;
	match(base, now, steps, base_of);
	for (size_t j = 0; j < now->n; j++) {
		uint32_t i = base_of[j], before = j > 0 ? base_of[j - 1] : NONE;
		const rap_wording_token *token = i == NONE ? &now->at[j] : &base->at[i];

		/* One sign may be several tokens: it is written once. */
		if (j > 0 && now->at[j].from == now->at[j - 1].from && i == NONE && before == NONE)
			continue;
		if (i != NONE && before != NONE && i == before + 1)
			rap_buf_slice(out,
			              rap_slice_sub(base_text, base->at[before].to, token->from));
		else if (j > 0)
			put_gap(now, now_text, j, out);
		if (i != NONE && before != NONE && i == before + 1 &&
		    base->at[before].from == token->from)
			continue;
		rap_buf_slice(out, rap_slice_sub(i == NONE ? now_text : base_text, token->from,
		                                 token->to));
		kept += i != NONE;
	}
	free(base_of);
	return base->n == 0 ? 0 : (unsigned)(THOUSAND * kept / base->n);
}
