// SPDX-License-Identifier: Apache-2.0
/*
 * The next revision of the draft; see revise.h for its laws. Accepted proposals are taken in the order in which they were
 * accepted, so that one that is accepted later never moves the mark of another. On one paragraph each is taken apart into
 * word-level edits; those of several stand together as long as they do not overlap.
 */
#include "report/revise.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/edits.h"
#include "report/escape.h"
#include "report/record.h"
#include "report/revise_write.h"
#include "store/decision.h"
#include "store/event.h"

#include <assert.h>
#include <stdlib.h>

#define MARK_MAX 60u
#define DELETED "[deleted]"

/* An edit of a paragraph and whose it is. */
typedef struct owned {
	rap_edit edit;
	const rap_proposal_row *row;
} owned;

/* What becomes of one paragraph. */
typedef struct change {
	rap_words base; /* at NULL: nobody has touched it */
	owned *edits;
	size_t n_edits;
	owned *left; /* edits of those that are not put in */
	size_t n_left;
	const rap_proposal_row *reworded; /* the first that rewords it */
	const rap_proposal_row *deleted, *not_deleted; /* who takes it out, and who would */
} change;

typedef struct revising {
	const rap_desk *desk;
	const rap_proposal_rows *rows;
	rap_raw_draft raw;
	change *changes; /* by block */
	rap_revise_plan plan;
	rap_strv texts; /* cleaned wordings: edits and new paragraphs borrow from them */
	rap_revised *ret;
} revising;

/* ---- which ---------------------------------------------------------------------------------------------- */

static bool is_taken(const rap_proposal_row *row, int64_t since)
{
	rap_disposition disposition;

	return !row->withdrawn && !row->superseded_by && row->decided_at >= since &&
	       rap_disposition_parse(row->disposition, &disposition) &&
	       rap_disposition_is_in(disposition);
}

/* When the draft, as it stands, was sent out first: several rounds may be about the same. INT64_MIN: not yet. */
static rap_err since_when(const rap_desk *desk, const char *markdown, int64_t *ret)
{
	const rap_consultation *c = desk->consultation;
	rap_err err = RAP_OK;
	int64_t first = INT64_MAX;

	for (size_t i = 0; err == RAP_OK && i < c->n_rounds; i++) {
		char *other = NULL, *name = NULL;
		int64_t opened, deadline, closed;

		err = rap_draft_get(desk->store, c->rounds[i].id, &name, &other);
		if (err == RAP_OK && strcmp(other, markdown) == 0) {
			err = rap_round_get(desk->store, c->rounds[i].id, &opened, &deadline,
			                    &closed);
			if (err == RAP_OK && opened < first)
				first = opened;
		}
		if (err == RAP_E_NOT_FOUND)
			err = RAP_OK;
		free(other);
		free(name);
	}
	*ret = first == INT64_MAX ? INT64_MIN : first;
	return err;
}

typedef struct place {
	const rap_proposal_row *row;
	size_t index, state;
} place;

static int by_acceptance(const void *a, const void *b)
{
	const place *x = a, *y = b;

	if (x->row->taken_by != y->row->taken_by)
		return x->row->taken_by < y->row->taken_by ? -1 : 1;
	if (x->state != y->state)
		return x->state < y->state ? -1 : 1;
	if (x->row->number != y->row->number)
		return x->row->number < y->row->number ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

static place *taken_in_order(const revising *v, int64_t since, size_t *ret_n)
{
	place *places = rap_calloc(v->rows->n + 1, sizeof *places);
	size_t n = 0;

	for (size_t i = 0; i < v->rows->n; i++)
		if (is_taken(&v->rows->at[i], since))
			places[n++] = (place){&v->rows->at[i], i,
			                      rap_record_place(v->desk, v->rows->at[i].member)};
	qsort(places, n, sizeof *places, by_acceptance);
	*ret_n = n;
	return places;
}

static void trouble(revising *v, const rap_proposal_row *row, const rap_proposal_row *in_the_way,
                    const char *why)
{
	rap_revised *ret = v->ret;

	ret->troubles = rap_reallocarray(ret->troubles, ret->n_troubles + 1, sizeof *ret->troubles);
	ret->troubles[ret->n_troubles++] =
		(rap_revise_trouble){.row = row, .in_the_way = in_the_way, .why = why};
}

static void is_in_beside(revising *v, const rap_proposal_row *row, const rap_proposal_row *other)
{
	if (!other)
		return;
	trouble(v, row, other, NULL);
	v->ret->troubles[v->ret->n_troubles - 1].is_in = true;
}

/* ---- one paragraph -------------------------------------------------------------------------------------- */

static bool is_addition(const rap_edit *e)
{
	return e->from == e->to;
}

static bool same_edit(const rap_edit *a, const rap_edit *b)
{
	return a->from == b->from && a->to == b->to && rap_slice_eq(a->new, b->new);
}

/* Side by side they can stand, as in the compiled text they stand in brackets of their own. */
static bool overlap(const rap_edit *a, const rap_edit *b)
{
	if (is_addition(a) && is_addition(b))
		return a->from == b->from;
	return a->from < b->to && b->from < a->to;
}

/* The one whose edit is in the way of these, or NULL. */
static const rap_proposal_row *in_the_way(const owned *list, size_t n, const rap_edits *edits)
{
	for (size_t i = 0; i < edits->n; i++)
		for (size_t j = 0; j < n; j++)
			if (overlap(&edits->at[i], &list[j].edit) &&
			    !same_edit(&edits->at[i], &list[j].edit))
				return list[j].row;
	return NULL;
}

static bool has_edit(const owned *list, size_t n, const rap_edit *edit)
{
	for (size_t i = 0; i < n; i++)
		if (same_edit(&list[i].edit, edit))
			return true;
	return false;
}

static void add_edits(owned **list, size_t *n, const rap_edits *edits, const rap_proposal_row *row)
{
	*list = rap_reallocarray(*list, *n + edits->n + 1, sizeof **list);
	for (size_t i = 0; i < edits->n; i++)
		if (!has_edit(*list, *n, &edits->at[i]))
			(*list)[(*n)++] = (owned){edits->at[i], row};
}

static void reword(revising *v, size_t block, const rap_proposal_row *row, const char *text)
{
	change *c = &v->changes[block];
	const rap_proposal_row *other = c->deleted;
	rap_edits edits;

	if (!c->base.at)
		c->base = rap_words_of(rap_slice_of(v->raw.at[block].text));
	edits = rap_edits_of(&c->base, rap_slice_of(text));
	if (!other || edits.n == 0)
		other = in_the_way(c->edits, c->n_edits, &edits);
	if (other) {
		trouble(v, row, other, NULL);
		add_edits(&c->left, &c->n_left, &edits, row);
	} else if (edits.n > 0) {
		other = in_the_way(c->left, c->n_left, &edits);
		is_in_beside(v, row, c->not_deleted ? c->not_deleted : other);
		add_edits(&c->edits, &c->n_edits, &edits, row);
		if (!c->reworded)
			c->reworded = row;
	}
	rap_edits_done(&edits);
}

static void take_out(revising *v, size_t block, const rap_proposal_row *row)
{
	change *c = &v->changes[block];

	if (c->reworded) {
		trouble(v, row, c->reworded, NULL);
		c->not_deleted = row;
	} else {
		is_in_beside(v, row, c->n_left > 0 ? c->left[0].row : NULL);
		c->deleted = c->deleted ? c->deleted : row;
	}
}

static void put_behind(revising *v, size_t block, size_t index, const char *text)
{
	rap_revise_plan *plan = &v->plan;
	rap_mark mark;
	size_t at = 0;

	while (at < plan->n_new &&
	       (plan->new[at].behind != block || strcmp(plan->new[at].text, text) != 0))
		at++;
	if (at == plan->n_new) { /* identical ones are one paragraph */
		if (!rap_revise_mark(plan, block, &mark)) {
			trouble(v, &v->rows->at[index], NULL,
			        "cannot be put in: no number is free behind that paragraph");
			return;
		}
		plan->new = rap_reallocarray(plan->new, at + 1, sizeof *plan->new);
		plan->new[plan->n_new++] =
			(rap_revise_new){.behind = block, .mark = mark, .text = text};
	}
	if (v->ret->marks) {
		rap_buf name = rap_buf_init(MARK_MAX);

		rap_mark_put(&name, &plan->new[at].mark);
		v->ret->marks[index] = rap_buf_take(&name);
	}
}

/* ---- one proposal --------------------------------------------------------------------------------------- */

static size_t find_block(const revising *v, const char *mark)
{
	rap_mark wanted;

	if (rap_mark_parse(rap_slice_of(mark), &wanted))
		for (size_t i = 0; i < v->raw.n; i++)
			if (v->raw.at[i].marked &&
			    rap_mark_compare(&v->raw.at[i].mark, &wanted) == 0)
				return i;
	return v->raw.n;
}

char *rap_revise_clean(const char *text)
{
	rap_buf out = rap_buf_init(2u * RAP_LIMIT_DRAFT_FILE);

	rap_escape_strip(&out, rap_slice_of(text));
	return rap_buf_take(&out);
}

static const char *wording(revising *v, const char *text)
{
	char *clean = rap_revise_clean(text);

	rap_strv_add(&v->texts, clean);
	free(clean);
	return v->texts.at[v->texts.n - 1];
}

static void take(revising *v, const place *p)
{
	const rap_proposal_row *row = p->row;
	bool modified = row->decision_text != NULL;
	const char *text = modified ? row->decision_text : row->text;
	size_t block = find_block(v, row->paragraph);

	if (block == v->raw.n) {
		trouble(v, row, NULL, "is about a paragraph that the draft does not have");
	} else if (!modified && row->action == RAP_ACTION_DELETE) {
		take_out(v, block, row);
	} else if (!modified && row->action == RAP_ACTION_COMMENT) {
		trouble(v, row, NULL,
		        "is a comment: it says no words that could stand in the draft");
	} else if (!text || *(text = wording(v, text)) == '\0') {
		trouble(v, row, NULL, "says no words that could stand in the draft");
	} else if (row->action == RAP_ACTION_INSERT_AFTER) {
		put_behind(v, block, p->index, text);
	} else {
		reword(v, block, row, text);
	}
}

/* ---- the draft ------------------------------------------------------------------------------------------ */

static int by_edit(const void *a, const void *b)
{
	const owned *x = a, *y = b;

	if (x->edit.from != y->edit.from)
		return x->edit.from < y->edit.from ? -1 : 1;
	return x->edit.to < y->edit.to ? -1 : x->edit.to > y->edit.to;
}

static char *text_of(change *c)
{
	rap_buf out = rap_buf_init(2u * RAP_LIMIT_DRAFT_FILE), line = rap_buf_init(out.cap);
	size_t at = 0;

	qsort(c->edits, c->n_edits, sizeof *c->edits, by_edit);
	for (size_t i = 0; i < c->n_edits; i++) {
		rap_buf_slice(&out, rap_words_span(&c->base, at, c->edits[i].edit.from));
		rap_buf_slice(&out, c->edits[i].edit.new);
		at = c->edits[i].edit.to;
	}
	rap_buf_slice(&out, rap_words_span(&c->base, at, c->base.n));
	rap_escape_strip(&line,
	                 rap_buf_as_slice(&out)); /* a first word taken out leaves its blank */
	rap_buf_done(&out);
	return rap_buf_take(&line);
}

static void settle_texts(revising *v)
{
	for (size_t i = 0; i < v->raw.n; i++) {
		change *c = &v->changes[i];

		if (c->deleted)
			v->plan.texts[i] = rap_strdup(DELETED);
		else if (c->n_edits > 0)
			v->plan.texts[i] = text_of(c);
	}
}

static rap_err read_again(revising *v)
{
	rap_slice markdown = rap_buf_as_slice(&v->ret->markdown);
	rap_diags diags = {0};
	rap_buf name = rap_buf_init(RAP_KIB);
	bool good = rap_draft_parse(markdown, "revision", &diags, &v->ret->draft);

	rap_diags_done(&diags);
	rap_revise_name(v->desk->draft->revision, &name);
	if (good) {
		v->ret->draft.revision = rap_buf_take(&name);
		v->ret->draft.revised = true;
	}
	rap_buf_done(&name);
	return good ? RAP_OK : RAP_E_LIMIT;
}

static rap_err write_draft(revising *v)
{
	settle_texts(v);
	if (!rap_revise_write(&v->plan, &v->ret->markdown))
		return v->ret->markdown.over || v->ret->markdown.len > RAP_LIMIT_DRAFT_FILE
		               ? RAP_E_LIMIT
		               : RAP_E_FORMAT;
	return read_again(v);
}

static rap_err revise(revising *v, const char *markdown)
{
	rap_diags diags = {0};
	place *places;
	int64_t since = INT64_MIN;
	size_t n = 0;
	rap_err err = since_when(v->desk, markdown, &since);

	if (err == RAP_OK && !rap_raw_draft_read(rap_slice_of(markdown), "draft", &diags, &v->raw))
		err = RAP_E_DAMAGED; /* it was read when the round opened */
	rap_diags_done(&diags);
	if (err != RAP_OK)
		return err;
	v->plan = (rap_revise_plan){.markdown = rap_slice_of(markdown), .raw = &v->raw};
	v->plan.texts = rap_calloc(v->raw.n + 1, sizeof *v->plan.texts);
	v->changes = rap_calloc(v->raw.n + 1, sizeof *v->changes);
	places = taken_in_order(v, since, &n);
	for (size_t i = 0; i < n; i++)
		take(v, &places[i]);
	free(places);
	return write_draft(v);
}

static void done(revising *v)
{
	for (size_t i = 0; i < v->raw.n && v->changes; i++) {
		rap_words_done(&v->changes[i].base);
		free(v->changes[i].edits);
		free(v->changes[i].left);
		free(v->plan.texts[i]);
	}
	free(v->changes);
	free(v->plan.texts);
	free(v->plan.new);
	rap_strv_done(&v->texts);
	rap_raw_draft_done(&v->raw);
}

rap_err rap_revise_make(const rap_desk *desk, const rap_proposal_rows *rows, rap_revised *ret)
{
	revising v = {.desk = desk, .rows = rows, .ret = ret};
	char *markdown = NULL, *name = NULL;
	rap_err err = RAP_E_NOT_FOUND;

	*ret = (rap_revised){.markdown = rap_buf_init(2u * RAP_LIMIT_DRAFT_FILE)};
	ret->n_marks = rows->n;
	ret->marks = rap_calloc(rows->n + 1, sizeof *ret->marks);
	if (desk->draft && desk->store && desk->round)
		err = rap_draft_get(desk->store, desk->round, &name, &markdown);
	if (err == RAP_OK)
		err = revise(&v, markdown);
	done(&v);
	free(markdown);
	free(name);
	return err;
}

void rap_revised_done(rap_revised *revised)
{
	for (size_t i = 0; i < revised->n_marks; i++)
		free(revised->marks[i]);
	free(revised->marks);
	free(revised->troubles);
	rap_draft_done(&revised->draft);
	rap_buf_done(&revised->markdown);
	*revised = (rap_revised){0};
}

void rap_revise_name(const char *revision, rap_buf *out)
{
	rap_slice s = rap_slice_of(revision ? revision : "");
	size_t digits = s.len;
	unsigned number = 0;

	while (digits > 0 && s.at[digits - 1] >= '0' && s.at[digits - 1] <= '9')
		digits--;
	if (digits < s.len && s.len - digits <= 6 && digits >= 4 &&
	    memcmp(s.at + digits - 4, "Rev.", 4) == 0) {
		for (size_t i = digits; i < s.len; i++)
			number = 10 * number + (unsigned)(s.at[i] - '0');
		rap_buf_slice(out, rap_slice_sub(s, 0, digits));
		rap_buf_printf(out, "%u", number + 1);
	} else {
		rap_buf_str(out, "Rev.1");
	}
}
