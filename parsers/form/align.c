// SPDX-License-Identifier: Apache-2.0
/*
 * Anchored alignment of two token sequences. Whole when that is cheap (the common case: a form of some hundred
 * tokens and a reply of one or two thousand), else divided at n-grams that stand exactly once on both sides.
 *
 * LIMITS: the steps of one reading are bounded by the caller; one table has at most CELLS_MAX cells.
 */
#include "parsers/form/align.h"

#include "common/mem.h"

#include <assert.h>
#include <stdlib.h>

#define CELLS_MAX 4000000u
#define GRAM_MAX 4u /* tokens of the first anchors; then 2, then 1 */
#define NEAR_MAX 24u /* tokens missing between two runs of one item: a list of options */
#define EMBEDDED_MAX 6u /* a lone run shorter than this inside a typed line is chance */

void rap_alignment_init(rap_alignment *a, size_t n_sent, size_t n_reply)
{
	*a = (rap_alignment){.n_sent = n_sent, .n_reply = n_reply};
	a->reply_of = rap_calloc(n_sent + 1, sizeof *a->reply_of);
	a->sent_of = rap_calloc(n_reply + 1, sizeof *a->sent_of);
	for (size_t i = 0; i < n_sent; i++)
		a->reply_of[i] = RAP_ALIGN_NONE;
	for (size_t i = 0; i <= n_reply; i++) /* one more, so that the end looks like typed text */
		a->sent_of[i] = RAP_ALIGN_NONE;
}

void rap_alignment_done(rap_alignment *a)
{
	free(a->reply_of);
	free(a->sent_of);
	*a = (rap_alignment){0};
}

static void match(rap_alignment *a, size_t i, size_t j)
{
	a->reply_of[i] = (uint32_t)j;
	a->sent_of[j] = (uint32_t)i;
}

static void unmatch(rap_alignment *a, size_t i)
{
	a->sent_of[a->reply_of[i]] = RAP_ALIGN_NONE;
	a->reply_of[i] = RAP_ALIGN_NONE;
}

typedef struct problem {
	const rap_token *sent, *reply;
	const uint8_t *weight;
	rap_alignment *a;
	size_t *steps;
	const rap_token *all_sent; /* to get positions from pointers */
	const rap_token *all_reply;
} problem;

static void solve(const problem *p, size_t n, size_t m)
{
	uint32_t *found = rap_calloc(n, sizeof *found);

	rap_align_table(p->sent, n, p->reply, m, p->weight, found);
	for (size_t i = 0; i < n; i++)
		if (found[i] != RAP_ALIGN_NONE)
			match(p->a, (size_t)(p->sent - p->all_sent) + i,
			      (size_t)(p->reply - p->all_reply) + found[i]);
	free(found);
}

/* ---- anchors -------------------------------------------------------------------------------------------- */

static bool same(const rap_token *a, const rap_token *b, size_t k)
{
	for (size_t i = 0; i < k; i++)
		if (a[i].word != b[i].word)
			return false;
	return true;
}

typedef struct anchor {
	uint32_t sent, reply;
} anchor;

/* A k-gram of what was sent. */
typedef struct gram {
	uint32_t hash;
	uint32_t sent, reply; /* where it stands first */
	uint32_t n_sent, n_reply; /* how often */
} gram;

typedef struct grams {
	gram *at; /* in the order in which they were sent */
	size_t n;
	uint32_t *slots; /* index + 1, 0 = free; open addressing */
	size_t n_slots; /* a power of two */
} grams;

static uint32_t hash_of(const rap_token *tokens, size_t k)
{
	uint32_t h = 2166136261u;

	for (size_t x = 0; x < k; x++)
		h = (h ^ (tokens[x].word * 2654435761u)) * 16777619u;
	return h;
}

static uint32_t *slot_of(const grams *g, uint32_t hash)
{
	size_t i = (hash ^ hash >> 15) & (g->n_slots - 1);

	while (g->slots[i] && g->at[g->slots[i] - 1].hash != hash)
		i = (i + 1) & (g->n_slots - 1);
	return &g->slots[i];
}

static void count_grams(const problem *p, size_t n, size_t m, size_t k, grams *g)
{
	for (size_t i = 0; i + k <= n; i++) {
		uint32_t hash = hash_of(p->sent + i, k), *slot = slot_of(g, hash);

		if (!*slot) {
			g->at[g->n++] = (gram){.hash = hash, .sent = (uint32_t)i};
			*slot = (uint32_t)g->n;
		}
		g->at[*slot - 1].n_sent++;
	}
	for (size_t j = 0; j + k <= m; j++) {
		uint32_t *slot = slot_of(g, hash_of(p->reply + j, k));

		if (*slot) {
			gram *known = &g->at[*slot - 1];

			if (known->n_reply++ == 0)
				known->reply = (uint32_t)j;
		}
	}
}

/*
 * The k-grams that stand exactly once on either side, in the order in which they were sent; or, where what was sent
 * came back several times, those that stand once in it and more often in the reply, each at its first place.
 */
static size_t find_anchors(const problem *p, size_t n, size_t m, size_t k, bool several,
                           anchor *out)
{
	grams g = {.n_slots = 16};
	size_t found = 0;

	while (g.n_slots < 2 * n)
		g.n_slots *= 2;
	g.at = rap_calloc(n, sizeof *g.at);
	g.slots = rap_calloc(g.n_slots, sizeof *g.slots);
	count_grams(p, n, m, k, &g);
	for (size_t i = 0; i < g.n; i++)
		if (g.at[i].n_sent == 1 && (several ? g.at[i].n_reply > 1 : g.at[i].n_reply == 1) &&
		    same(p->sent + g.at[i].sent, p->reply + g.at[i].reply, k))
			out[found++] = (anchor){g.at[i].sent, g.at[i].reply};
	free(g.at);
	free(g.slots);
	return found;
}

/* Keeps a longest chain of anchors that rises on both sides (patience sorting). */
static size_t rising_chain(anchor *anchors, size_t n)
{
	size_t *pile = rap_calloc(n + 1, sizeof *pile), *before = rap_calloc(n + 1, sizeof *before);
	size_t piles = 0, at;

	for (size_t i = 0; i < n; i++) {
		size_t low = 0, high = piles;

		while (low < high) {
			size_t mid = (low + high) / 2;

			if (anchors[pile[mid]].reply < anchors[i].reply)
				low = mid + 1;
			else
				high = mid;
		}
		before[i] = low > 0 ? pile[low - 1] : n;
		pile[low] = i;
		if (low == piles)
			piles++;
	}
	at = piles > 0 ? pile[piles - 1] : n;
	for (size_t i = piles; i-- > 0; at = before[at])
		pile[i] = at;
	for (size_t i = 0; i < piles; i++)
		anchors[i] =
			anchors[pile[i]]; /* pile rises, so that nothing is overwritten too early */
	free(pile);
	free(before);
	return piles;
}

static void align(const problem *p, size_t n, size_t m, size_t k);

static problem below(const problem *p, size_t sent, size_t reply)
{
	problem q = *p;

	q.sent += sent;
	q.reply += reply;
	q.weight += sent;
	return q;
}

static void divide(const problem *p, size_t n, size_t m, size_t k)
{
	anchor *anchors = rap_calloc((n < m ? n : m) + 1, sizeof *anchors);
	size_t found = rising_chain(anchors, find_anchors(p, n, m, k, false, anchors));
	size_t sent = 0, reply = 0;

	if (found == 0) {
		found = rising_chain(anchors, find_anchors(p, n, m, GRAM_MAX, true, anchors));
		k = found > 0 ? GRAM_MAX : k;
	}

	for (size_t i = 0; i <= found; i++) {
		size_t sent_to = i < found ? anchors[i].sent : n;
		size_t reply_to = i < found ? anchors[i].reply : m;
		problem q = below(p, sent, reply);

		/* Grams overlap: what an anchor before has taken already begins behind it. */
		if (sent_to < sent || reply_to < reply)
			continue;
		align(&q, sent_to - sent, reply_to - reply, k > 2 ? 2 : k - 1);
		for (size_t x = 0; i < found && x < k && sent_to + x < n && reply_to + x < m; x++)
			match(p->a, (size_t)(p->sent - p->all_sent) + sent_to + x,
			      (size_t)(p->reply - p->all_reply) + reply_to + x);
		sent = sent_to + k;
		reply = reply_to + k;
	}
	free(anchors);
}

/* Whether the whole table is cheap enough; it is paid for then. */
static bool pay_whole(size_t n, size_t m, size_t *steps)
{
	if (n > CELLS_MAX || m > CELLS_MAX || n * m > CELLS_MAX || n * m > *steps)
		return false;
	*steps -= n * m;
	return true;
}

static void align(const problem *p, size_t n, size_t m, size_t k)
{
	if (n == 0 || m == 0)
		return;
	if (pay_whole(n, m, p->steps)) {
		solve(p, n, m);
	} else if (k > 0 && *p->steps > n + m) {
		*p->steps -= n + m;
		divide(p, n, m, k);
	} else {
		p->a->over = true;
	}
}

void rap_align(const rap_tokens *sent, const rap_tokens *reply, const uint8_t *weight,
               rap_align_range range, size_t *steps, rap_alignment *a)
{
	problem p = {.weight = weight,
	             .a = a,
	             .steps = steps,
	             .all_sent = sent->at,
	             .all_reply = reply->at};

	assert(range.sent_to <= sent->n && range.reply_to <= reply->n);
	/* A text without tokens has no array of them. */
	if (range.sent_from == range.sent_to || range.reply_from == range.reply_to)
		return;
	p.sent = sent->at + range.sent_from;
	p.reply = reply->at + range.reply_from;
	p.weight = weight + range.sent_from;
	align(&p, range.sent_to - range.sent_from, range.reply_to - range.reply_from, GRAM_MAX);
}

bool rap_align_pay(rap_align_range range, size_t *steps)
{
	return range.sent_from < range.sent_to && range.reply_from < range.reply_to &&
	       pay_whole(range.sent_to - range.sent_from, range.reply_to - range.reply_from, steps);
}

/* ---- chance --------------------------------------------------------------------------------------------- */

/* Whether on the lines of the reply's tokens [from, to) at least as many are unmatched as matched here. */
static bool embedded(const rap_tokens *reply, const rap_alignment *a, size_t from, size_t to)
{
	size_t first = reply->lines[reply->at[from].line].first;
	const rap_token_line *last = &reply->lines[reply->at[to - 1].line];
	size_t typed = 0;

	for (size_t j = first; j < last->first + last->n; j++)
		if (a->sent_of[j] == RAP_ALIGN_NONE)
			typed++;
	return typed >= to - from;
}

/* Whether two runs belong together: nothing sent is missing between them, or little, and nothing typed stands there. */
static bool joined(size_t sent_from, size_t sent_to, size_t reply_from, size_t reply_to)
{
	return sent_from == sent_to || (reply_from == reply_to && sent_to - sent_from <= NEAR_MAX);
}

typedef struct stretch {
	size_t sent, reply, len;
	bool heavy;
} stretch;

/* The next run at or behind token i of what was sent. */
static bool next_stretch(const rap_alignment *a, const uint8_t *weight, uint8_t heavy, size_t i,
                         stretch *ret)
{
	while (i < a->n_sent && a->reply_of[i] == RAP_ALIGN_NONE)
		i++;
	*ret = (stretch){.sent = i};
	if (i == a->n_sent)
		return false;
	ret->reply = a->reply_of[i];
	while (i + ret->len < a->n_sent && a->reply_of[i + ret->len] == ret->reply + ret->len) {
		ret->heavy |= weight[i + ret->len] >= heavy;
		ret->len++;
	}
	return true;
}

void rap_align_demote(const rap_tokens *sent, const rap_tokens *reply, const uint8_t *weight,
                      uint8_t heavy, rap_alignment *a)
{
	stretch before = {0}, run, next;
	bool any = false;

	for (size_t i = 0; i < sent->n && next_stretch(a, weight, heavy, i, &run);
	     i = run.sent + run.len) {
		bool follows = next_stretch(a, weight, heavy, run.sent + run.len, &next);
		bool apart = (!any || !joined(before.sent + before.len, run.sent,
		                              before.reply + before.len, run.reply)) &&
		             (!follows || !joined(run.sent + run.len, next.sent,
		                                  run.reply + run.len, next.reply));

		if (apart && !run.heavy &&
		    (run.len < 3 || (run.len < EMBEDDED_MAX &&
		                     embedded(reply, a, run.reply, run.reply + run.len)))) {
			for (size_t x = 0; x < run.len; x++)
				unmatch(a, run.sent + x);
			continue;
		}
		any = true;
		before = run;
	}
}

/* One side of an alignment: the reply with what was typed, or the mail sent with what was deleted. */
typedef struct side {
	const rap_tokens *tokens;
	uint32_t *of, *other_of;
} side;

/* How well an unmatched stretch [from, to) sits between lines. */
static int fit(const side *s, size_t from, size_t to)
{
	return rap_token_begins_line(s->tokens, from) +
	       (to >= s->tokens->n || rap_token_begins_line(s->tokens, to));
}

/* The match of one token goes to an equal one. */
static void move(const side *s, size_t from, size_t to)
{
	uint32_t other = s->of[from];

	s->of[from] = RAP_ALIGN_NONE;
	s->of[to] = other;
	s->other_of[other] = (uint32_t)to;
}

static size_t slide(const side *s, size_t from, size_t to)
{
	const rap_token *at = s->tokens->at;
	size_t right = 0, left = 0, best = 0;
	int best_fit = fit(s, from, to);
	bool to_left = false;

	while (to + right < s->tokens->n && s->of[to + right] != RAP_ALIGN_NONE &&
	       at[from + right].word == at[to + right].word) {
		right++;
		if (fit(s, from + right, to + right) > best_fit) {
			best_fit = fit(s, from + right, to + right);
			best = right;
		}
	}
	while (left < from && s->of[from - 1 - left] != RAP_ALIGN_NONE &&
	       at[from - 1 - left].word == at[to - 1 - left].word) {
		left++;
		if (fit(s, from - left, to - left) > best_fit) {
			best_fit = fit(s, from - left, to - left);
			best = left;
			to_left = true;
		}
	}
	for (size_t k = 0; k < best; k++) {
		if (to_left)
			move(s, from - 1 - k, to - 1 - k);
		else
			move(s, to + k, from + k);
	}
	return to_left ? to : to + best;
}

static void slide_all(const side *s)
{
	for (size_t from = 0; from < s->tokens->n;) {
		size_t to = from;

		while (to < s->tokens->n && s->of[to] == RAP_ALIGN_NONE)
			to++;
		from = to > from ? slide(s, from, to) : from + 1;
	}
}

void rap_align_slide(const rap_tokens *sent, const rap_tokens *reply, rap_alignment *a)
{
	side typed = {reply, a->sent_of, a->reply_of}, deleted = {sent, a->reply_of, a->sent_of};

	slide_all(&typed);
	slide_all(&deleted);
}

/* Whether token i of what was sent, found at j in a typed line, stands at `to` among what came back beside `near`. */
static bool better_at(const rap_tokens *sent, const rap_tokens *reply, const rap_alignment *a,
                      size_t i, size_t near, size_t to)
{
	const rap_token_line *typed = &reply->lines[reply->at[a->reply_of[i]].line];
	size_t quoted = reply->at[to].line;

	return a->sent_of[to] == RAP_ALIGN_NONE && sent->at[i].word == reply->at[to].word &&
	       typed != &reply->lines[quoted] &&
	       reply->lines[quoted].depth == reply->lines[reply->at[near].line].depth &&
	       (typed->depth < reply->lines[quoted].depth ||
	        (typed->depth == reply->lines[quoted].depth &&
	         a->sent_of[typed->first] == RAP_ALIGN_NONE));
}

static void rematch(rap_alignment *a, size_t i, size_t to)
{
	unmatch(a, i);
	a->reply_of[i] = (uint32_t)to;
	a->sent_of[to] = (uint32_t)i;
}

void rap_align_draw(const rap_tokens *sent, const rap_tokens *reply, rap_alignment *a)
{
	for (size_t i = 1; i < sent->n; i++) {
		uint32_t near = a->reply_of[i - 1];

		if (a->reply_of[i] != RAP_ALIGN_NONE && near != RAP_ALIGN_NONE &&
		    near + 1u < a->reply_of[i] && better_at(sent, reply, a, i, near, near + 1u))
			rematch(a, i, near + 1u);
	}
	for (size_t i = sent->n > 0 ? sent->n - 1 : 0; i-- > 0;) {
		uint32_t near = a->reply_of[i + 1];

		if (a->reply_of[i] != RAP_ALIGN_NONE && near != RAP_ALIGN_NONE &&
		    a->reply_of[i] + 1u < near && better_at(sent, reply, a, i, near, near - 1u))
			rematch(a, i, near - 1u);
	}
}
