// SPDX-License-Identifier: Apache-2.0
/*
 * Paragraphs of a Word file against those of the draft (docx_match.h).
 *
 * LIMITS: comparisons of likeness RAP_LIMIT_ALIGN_STEPS words, all together.
 */
#include "parsers/word/docx_match.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/word_mark.h"
#include "parsers/word/docx_piece.h"

#include <stdlib.h>

#define LIKE_SURE 600u /* thousandths: the same paragraph, wherever it stands */
#define LIKE_IN_PLACE 250u /* between two neighbours that are the same */
#define SHARE_OF_PART 600u /* of a part's words that stand in what it was cut from, or put to */
#define SHARE_OF_BOOKMARK 150u /* below it a bookmark alone was left behind */
#define SHARE_OF_SEVERAL 500u /* where several bookmarks stand in one paragraph */
#define SHARE_OF_MARK \
	200u /* below it words behind a mark are about the paragraph, not the paragraph */
#define PART_WORDS_MIN 2u

typedef struct matcher {
	const rap_context *context;
	const rap_docx *docx;
	rap_docx_match *m;
	size_t steps;
} matcher;

/* ---- by bookmark and mark ------------------------------------------------------------------------------- */

static void join(matcher *x, size_t target, size_t piece)
{
	rap_target *t = &x->m->targets[target];

	t->piece = piece;
	t->likeness = 1000;
	if (x->m->pieces[piece].base == RAP_DOCX_NONE) {
		x->m->pieces[piece].base = target;
		x->m->pieces[piece].role = RAP_PIECE_DRAFT;
	} else {
		t->merged = true;
	}
}

/* The place of each paragraph's bookmark, by the name of the sent file or by the draft's own. */
static void find_bookmarks(matcher *x)
{
	for (size_t t = 0; t < x->m->n_targets; t++) {
		const rap_paragraph *p = &x->context->paragraphs[t];
		rap_target *target = &x->m->targets[t];
		rap_buf name = rap_buf_init(RAP_KIB);

		rap_word_mark(&name, RAP_WORD_MARK_PARAGRAPH, p->mark);
		for (size_t i = 0; i < x->docx->n_bookmarks && target->par == RAP_DOCX_NONE; i++) {
			const rap_docx_bookmark *b = &x->docx->bookmarks[i];

			if (b->par < x->docx->n_pars &&
			    (strcmp(b->name, rap_buf_text(&name)) == 0 ||
			     (p->bookmark && strcmp(b->name, p->bookmark) == 0)))
				target->par = b->par;
		}
		rap_buf_done(&name);
	}
}

/* All of the paragraph's text and its end were taken by a tracked change. */
static bool is_taken(const rap_docx_par *par)
{
	return par->now.from == par->now.to && par->before.from < par->before.to &&
	       par->end == RAP_DOCX_TAKEN;
}

/*
 * Whether the words behind a bookmark are no more this paragraph's, but those of the one whose mark stands before them:
 * mark and words together are what a person sees.
 */
static bool says_another(const matcher *x, const rap_piece *piece, size_t target)
{
	size_t mark = piece->mark;

	return mark != RAP_DOCX_NONE && mark != target &&
	       rap_wording_share(&piece->wording, NULL, &x->m->targets[mark].wording) >
	               rap_wording_share(&piece->wording, NULL, &x->m->targets[target].wording);
}

static void take_bookmarks(matcher *x)
{
	for (size_t t = 0; t < x->m->n_targets; t++) {
		rap_target *target = &x->m->targets[t];
		size_t k = target->par == RAP_DOCX_NONE ? RAP_DOCX_NONE
		                                        : rap_docx_piece_of(x->m, target->par);
		rap_piece *piece;
		bool several = false;
		unsigned share;

		if (k == RAP_DOCX_NONE)
			continue;
		if (is_taken(&x->docx->pars[target->par])) {
			target->taken = true;
			continue;
		}
		piece = &x->m->pieces[k];
		if (piece->command) {
			target->named = true;
			continue;
		}
		for (size_t o = 0; o < x->m->n_targets; o++) {
			bool here = o != t && x->m->targets[o].par != RAP_DOCX_NONE &&
			            x->m->targets[o].par >= piece->first &&
			            x->m->targets[o].par <= piece->last;

			several |= here && !is_taken(&x->docx->pars[x->m->targets[o].par]);
		}
		if (!several && says_another(x, piece, t))
			continue;
		share = rap_wording_share(&piece->wording, NULL, &target->wording);
		/* A paragraph that was emptied, or written anew, keeps its bookmark; one that is gone may leave it
		 * behind in its neighbour. */
		if ((!several && piece->role != RAP_PIECE_OURS &&
		     (piece->mark == t || piece->mark == RAP_DOCX_NONE)) ||
		    share >= (several ? SHARE_OF_SEVERAL : SHARE_OF_BOOKMARK))
			join(x, t, k);
	}
}

static void take_marks(matcher *x)
{
	for (size_t k = 0; k < x->m->n_pieces; k++) {
		rap_piece *piece = &x->m->pieces[k];
		rap_target *t;

		if (piece->base != RAP_DOCX_NONE || piece->mark == RAP_DOCX_NONE || piece->table)
			continue;
		t = &x->m->targets[piece->mark];
		if (piece->command) {
			t->named = true;
			continue;
		}
		/* So is what shares hardly a word with it a line about the paragraph. */
		if (t->piece == RAP_DOCX_NONE &&
		    (piece->wording.n == 0 ||
		     rap_wording_share(&piece->wording, NULL, &t->wording) >= SHARE_OF_MARK))
			join(x, piece->mark, k);
	}
}

/* ---- by likeness ---------------------------------------------------------------------------------------- */

typedef struct pair {
	size_t piece, target;
	unsigned likeness;
} pair;

static int by_likeness(const void *a, const void *b)
{
	const pair *x = a, *y = b;

	if (x->likeness != y->likeness)
		return x->likeness < y->likeness ? 1 : -1;
	if (x->piece != y->piece)
		return x->piece > y->piece ? 1 : -1;
	return (x->target > y->target) - (x->target < y->target);
}

/* What stands in a table is an answer: it may cite the draft. */
static bool is_free(const rap_piece *piece)
{
	return piece->role == RAP_PIECE_LOOSE && piece->wording.n_bag > 0 && !piece->table &&
	       !piece->command;
}

static unsigned likeness(matcher *x, const rap_piece *piece, const rap_target *target)
{
	size_t cost = piece->wording.n_bag + target->wording.n_bag;

	if (cost > x->steps) {
		x->m->over = true;
		return 0;
	}
	x->steps -= cost;
	return rap_wording_likeness(&piece->wording, &target->wording);
}

static void take_alike(matcher *x)
{
	pair *pairs = NULL;
	size_t n = 0, room = 0;

	for (size_t k = 0; k < x->m->n_pieces; k++) {
		for (size_t t = 0; t < x->m->n_targets && is_free(&x->m->pieces[k]); t++) {
			pair p = {k, t, 0};

			if (x->m->targets[t].piece != RAP_DOCX_NONE)
				continue;
			p.likeness = likeness(x, &x->m->pieces[k], &x->m->targets[t]);
			if (p.likeness < LIKE_SURE)
				continue;
			if (n == room) {
				room = room ? room * 2 : 64;
				pairs = rap_reallocarray(pairs, room, sizeof *pairs);
			}
			pairs[n++] = p;
		}
	}
	if (n > 0)
		qsort(pairs, n, sizeof *pairs, by_likeness);
	for (size_t i = 0; i < n; i++) {
		if (x->m->pieces[pairs[i].piece].base != RAP_DOCX_NONE ||
		    x->m->targets[pairs[i].target].piece != RAP_DOCX_NONE)
			continue;
		join(x, pairs[i].target, pairs[i].piece);
		x->m->targets[pairs[i].target].likeness = pairs[i].likeness;
	}
	free(pairs);
}

/* The next piece that is not empty, in either direction. */
static size_t beside(const matcher *x, size_t k, bool behind)
{
	for (;;) {
		if (behind ? k + 1 >= x->m->n_pieces : k == 0)
			return RAP_DOCX_NONE;
		k = behind ? k + 1 : k - 1;
		if (x->m->pieces[k].role != RAP_PIECE_EMPTY)
			return k;
	}
}

/* Whether a piece holds what is missing in the one that stands for target t. */
static bool is_part(const matcher *x, size_t k, size_t t)
{
	const rap_wording *part = &x->m->pieces[k].wording;
	const rap_target *target = &x->m->targets[t];

	return part->n_bag >= PART_WORDS_MIN &&
	       rap_wording_share(&target->wording, &x->m->pieces[target->piece].wording, part) >=
	               SHARE_OF_PART;
}

static void take_splits(matcher *x)
{
	for (size_t k = 0; k < x->m->n_pieces; k++) {
		rap_piece *piece = &x->m->pieces[k];
		size_t before = beside(x, k, false), behind = beside(x, k, true);

		if (!is_free(piece) || piece->mark != RAP_DOCX_NONE)
			continue;
		if (before != RAP_DOCX_NONE && x->m->pieces[before].base != RAP_DOCX_NONE &&
		    is_part(x, k, x->m->pieces[before].base)) {
			piece->base = x->m->pieces[before].base;
			piece->role = RAP_PIECE_SPLIT;
		} else if (behind != RAP_DOCX_NONE &&
		           x->m->pieces[behind].role == RAP_PIECE_DRAFT &&
		           x->m->targets[x->m->pieces[behind].base].piece == behind &&
		           is_part(x, k, x->m->pieces[behind].base)) {
			/* The bookmark, or the greater likeness, is with the second half. */
			piece->base = x->m->pieces[behind].base;
			piece->role = RAP_PIECE_DRAFT;
			x->m->targets[piece->base].piece = k;
			x->m->pieces[behind].role = RAP_PIECE_SPLIT;
		}
	}
}

/* A missing paragraph whose words stand in its neighbour's piece, beside that neighbour's own. */
static void take_merges(matcher *x)
{
	for (size_t t = 0; t < x->m->n_targets; t++) {
		rap_target *target = &x->m->targets[t];

		for (size_t side = 0; side < 2 && target->piece == RAP_DOCX_NONE; side++) {
			size_t n = side == 0 ? t - 1 : t + 1, k;

			if (n >= x->m->n_targets || x->m->targets[n].piece == RAP_DOCX_NONE)
				continue;
			k = x->m->targets[n].piece;
			if (target->wording.n_bag >= PART_WORDS_MIN &&
			    rap_wording_share(&x->m->pieces[k].wording, &x->m->targets[n].wording,
			                      &target->wording) >= SHARE_OF_PART) {
				target->piece = k;
				target->merged = true;
				target->likeness = 1000;
			}
		}
	}
}

/* Written almost anew, but between the same neighbours. */
static void take_in_place(matcher *x)
{
	for (size_t k = 0; k < x->m->n_pieces; k++) {
		size_t before = beside(x, k, false), behind = beside(x, k, true), t;
		unsigned like;

		if (!is_free(&x->m->pieces[k]) || before == RAP_DOCX_NONE ||
		    x->m->pieces[before].base == RAP_DOCX_NONE)
			continue;
		t = x->m->pieces[before].base + 1;
		if (t >= x->m->n_targets || x->m->targets[t].piece != RAP_DOCX_NONE ||
		    x->m->targets[t].taken)
			continue;
		if (behind != RAP_DOCX_NONE && x->m->pieces[behind].base != RAP_DOCX_NONE &&
		    x->m->pieces[behind].base != t + 1)
			continue;
		like = likeness(x, &x->m->pieces[k], &x->m->targets[t]);
		if (like < LIKE_IN_PLACE)
			continue;
		join(x, t, k);
		x->m->targets[t].likeness = like;
	}
}

/* ---- order ---------------------------------------------------------------------------------------------- */

/* All but a longest row of paragraphs that rise in the file were moved. */
static void find_moved(matcher *x)
{
	size_t n = 0, piles = 0, at;
	size_t *row = rap_calloc(x->m->n_targets + 1, sizeof *row);
	size_t *pile = rap_calloc(x->m->n_targets + 1, sizeof *pile);
	size_t *before = rap_calloc(x->m->n_targets + 1, sizeof *before);

	for (size_t t = 0; t < x->m->n_targets; t++) {
		rap_target *target = &x->m->targets[t];

		target->moved = target->piece != RAP_DOCX_NONE && !target->merged;
		if (target->moved && !target->taken)
			row[n++] = t;
	}
	for (size_t i = 0; i < n; i++) {
		size_t low = 0, high = piles;

		while (low < high) {
			size_t mid = (low + high) / 2;

			if (x->m->targets[row[pile[mid]]].piece < x->m->targets[row[i]].piece)
				low = mid + 1;
			else
				high = mid;
		}
		before[i] = low > 0 ? pile[low - 1] : RAP_DOCX_NONE;
		pile[low] = i;
		piles += low == piles;
	}
	at = piles > 0 ? pile[piles - 1] : RAP_DOCX_NONE;
	for (; at != RAP_DOCX_NONE; at = before[at])
		x->m->targets[row[at]].moved = false;
	free(row);
	free(pile);
	free(before);
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

void rap_docx_match_read(const rap_context *context, const rap_docx *docx, rap_docx_match *ret)
{
	matcher x = {.context = context, .docx = docx, .m = ret, .steps = RAP_LIMIT_ALIGN_STEPS};

	*ret = (rap_docx_match){.n_targets = context->n_paragraphs};
	ret->targets = rap_calloc(ret->n_targets + 1, sizeof *ret->targets);
	for (size_t t = 0; t < ret->n_targets; t++) {
		ret->targets[t] = (rap_target){.par = RAP_DOCX_NONE, .piece = RAP_DOCX_NONE};
		rap_wording_read(rap_slice_of(context->paragraphs[t].text),
		                 &ret->targets[t].wording);
	}
	rap_docx_pieces_read(context, docx, &x.steps, ret);
	find_bookmarks(&x);
	take_bookmarks(&x);
	take_marks(&x);
	take_alike(&x);
	take_splits(&x);
	take_merges(&x);
	take_in_place(&x);
	find_moved(&x);
	rap_docx_pieces_know(context, &x.steps, ret);
	for (size_t t = 0; t < ret->n_targets; t++)
		ret->found += ret->targets[t].piece != RAP_DOCX_NONE || ret->targets[t].taken;
}

void rap_docx_match_done(rap_docx_match *match)
{
	for (size_t k = 0; k < match->n_pieces; k++)
		rap_wording_done(&match->pieces[k].wording);
	for (size_t t = 0; t < match->n_targets; t++)
		rap_wording_done(&match->targets[t].wording);
	free(match->pieces);
	free(match->targets);
	*match = (rap_docx_match){0};
}
