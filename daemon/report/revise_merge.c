// SPDX-License-Identifier: Apache-2.0
/*
 * Several accepted wordings of one paragraph; see revise_merge.h. Each is taken apart into word-level edits. Two stand together
 * where none of one touches one of the other, or both change the words in the same way.
 */
#include "report/revise_merge.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/escape.h"

#include <stdlib.h>

#define DELETED "[deleted]"

static bool same_edit(const rap_edit *a, const rap_edit *b)
{
	return a->from == b->from && a->to == b->to && rap_slice_eq(a->new, b->new);
}

static bool has_part(const rap_edit *parts, size_t n, const rap_edit *part)
{
	for (size_t i = 0; i < n; i++)
		if (same_edit(&parts[i], part))
			return true;
	return false;
}

static bool is_shared(const rap_revise_part *list, size_t n, const rap_edit *part)
{
	for (size_t i = 0; i < n; i++)
		if (same_edit(&list[i].part, part))
			return true;
	return false;
}

/* As carry.h: they overlap, or one adds words at an end of the other. */
static bool touch(const rap_edit *a, const rap_edit *b)
{
	if (a->from == a->to || b->from == b->to)
		return a->from <= b->to && b->from <= a->to;
	return a->from < b->to && b->from < a->to;
}

/* Between the parts of one edit a few words stay as they were; nobody else may change them, or add to them. */
static bool is_within(const rap_edit *part, size_t from, size_t to)
{
	return part->from == part->to ? part->from > from && part->from < to
	                              : part->from < to && from < part->to;
}

/* The one whose edit is in the way of these, or NULL. What both change in the same way is in nobody's way. */
static const rap_proposal_row *in_the_way(const rap_revise_part *list, size_t n,
                                          const rap_edits *edits)
{
	for (size_t i = 0; i < edits->n_parts; i++) {
		const rap_edit *part = &edits->parts[i];

		for (size_t j = 0; j < n && !is_shared(list, n, part); j++)
			if (touch(part, &list[j].part) || is_within(part, list[j].from, list[j].to))
				return list[j].row;
	}
	for (size_t j = 0; j < n; j++)
		for (size_t i = 0; i < edits->n; i++)
			if (is_within(&list[j].part, edits->at[i].from, edits->at[i].to) &&
			    !has_part(edits->parts, edits->n_parts, &list[j].part))
				return list[j].row;
	return NULL;
}

static void add_edits(rap_revise_part **list, size_t *n, const rap_edits *edits,
                      const rap_proposal_row *row)
{
	*list = rap_reallocarray(*list, *n + edits->n_parts + 1, sizeof **list);
	for (size_t i = 0; i < edits->n; i++)
		for (size_t j = 0; j < edits->at[i].n_parts; j++)
			(*list)[(*n)++] =
				(rap_revise_part){edits->parts[edits->at[i].part + j],
			                          edits->at[i].from, edits->at[i].to, row};
}

static int by_edit(const void *a, const void *b)
{
	const rap_edit *x = &((const rap_revise_part *)a)->part,
		       *y = &((const rap_revise_part *)b)->part;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

static char *text_of(rap_revise_change *c)
{
	rap_buf out = rap_buf_init(2u * RAP_LIMIT_DRAFT_FILE), line = rap_buf_init(out.cap);
	size_t at = 0;

	qsort(c->edits, c->n_edits, sizeof *c->edits, by_edit);
	for (size_t i = 0; i < c->n_edits; i++) {
		const rap_edit *part = &c->edits[i].part;

		if (i > 0 && same_edit(part, &c->edits[i - 1].part))
			continue;
		rap_buf_slice(&out, rap_words_span(&c->base, at, part->from));
		rap_buf_slice(&out, part->new);
		at = part->to;
	}
	rap_buf_slice(&out, rap_words_span(&c->base, at, c->base.n));
	rap_escape_strip(&line,
	                 rap_buf_as_slice(&out)); /* a first word taken out leaves its blank */
	rap_buf_done(&out);
	return rap_buf_take(&line);
}

bool rap_revise_reword(rap_revise_change *c, const char *base, const char *text,
                       const rap_proposal_row *row, const rap_proposal_row **ret_other)
{
	const rap_proposal_row *other = c->deleted;
	rap_edits edits;

	*ret_other = NULL;
	if (!c->base.at)
		c->base = rap_words_of(rap_slice_of(base));
	edits = rap_edits_of(&c->base, rap_slice_of(text));
	if (!other || edits.n == 0)
		other = in_the_way(c->edits, c->n_edits, &edits);
	if (other) {
		*ret_other = other;
		add_edits(&c->left, &c->n_left, &edits, row);
	} else if (edits.n > 0) {
		*ret_other =
			c->not_deleted ? c->not_deleted : in_the_way(c->left, c->n_left, &edits);
		add_edits(&c->edits, &c->n_edits, &edits, row);
		if (!c->reworded)
			c->reworded = row;
	}
	rap_edits_done(&edits);
	return !other;
}

bool rap_revise_take_out(rap_revise_change *c, const rap_proposal_row *row,
                         const rap_proposal_row **ret_other)
{
	if (c->reworded) {
		*ret_other = c->reworded;
		c->not_deleted = row;
		return false;
	}
	*ret_other = c->n_left > 0 ? c->left[0].row : NULL;
	c->deleted = c->deleted ? c->deleted : row;
	return true;
}

char *rap_revise_text(rap_revise_change *c)
{
	if (c->deleted)
		return rap_strdup(DELETED);
	return c->n_edits > 0 ? text_of(c) : NULL;
}

void rap_revise_change_done(rap_revise_change *c)
{
	rap_words_done(&c->base);
	free(c->edits);
	free(c->left);
	*c = (rap_revise_change){0};
}
