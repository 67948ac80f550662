// SPDX-License-Identifier: Apache-2.0
/*
 * The next revision of the draft; see revise.h for its laws. Accepted proposals are taken in the order in which they were
 * accepted, so that one that is accepted later never moves the mark of another. On one paragraph each is taken apart into
 * word-level edits; those of several stand together as long as they do not overlap.
 */
#include "report/revise.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/bases.h"
#include "report/carry.h"
#include "report/escape.h"
#include "report/record.h"
#include "report/revise_earlier.h"
#include "report/revise_merge.h"
#include "report/revise_write.h"
#include "store/decision.h"
#include "store/event.h"

#include <assert.h>
#include <stdlib.h>

#define MARK_MAX 60u

typedef struct marked {
	rap_mark mark;
	size_t block;
} marked;

typedef struct revising {
	const rap_desk *desk;
	const rap_proposal_rows *rows;
	rap_raw_draft raw;
	marked *marks; /* sorted */
	size_t n_marks;
	rap_revise_change *changes; /* by block */
	rap_revise_plan plan;
	rap_bases bases; /* what proposals on older revisions were made on */
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

/* ---- one paragraph -------------------------------------------------------------------------------------- */

/* What stands in its way is a trouble of the row; what is left out because of others is one beside it. */
static void note_troubles(revising *v, const rap_proposal_row *row, bool is_in,
                          const rap_proposal_row *other)
{
	if (!other)
		return;
	trouble(v, row, other, NULL);
	v->ret->troubles[v->ret->n_troubles - 1].is_in = is_in;
}

static void reword(revising *v, size_t block, const rap_proposal_row *row, const char *text)
{
	const rap_proposal_row *other;
	bool is_in =
		rap_revise_reword(&v->changes[block], v->raw.at[block].text, text, row, &other);

	note_troubles(v, row, is_in, other);
}

static void take_out(revising *v, size_t block, const rap_proposal_row *row)
{
	const rap_proposal_row *other;
	bool is_in = rap_revise_take_out(&v->changes[block], row, &other);

	note_troubles(v, row, is_in, other);
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

static int by_mark(const void *a, const void *b)
{
	return rap_mark_compare(&((const marked *)a)->mark, &((const marked *)b)->mark);
}

static void index_marks(revising *v)
{
	v->marks = rap_calloc(v->raw.n + 1, sizeof *v->marks);
	for (size_t i = 0; i < v->raw.n; i++)
		if (v->raw.at[i].marked)
			v->marks[v->n_marks++] = (marked){v->raw.at[i].mark, i};
	qsort(v->marks, v->n_marks, sizeof *v->marks, by_mark);
}

static size_t find_block(const revising *v, const char *mark)
{
	marked wanted = {0};
	const marked *found = NULL;

	if (rap_mark_parse(rap_slice_of(mark), &wanted.mark))
		found = bsearch(&wanted, v->marks, v->n_marks, sizeof *v->marks, by_mark);
	return found ? found->block : v->raw.n;
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

/* A wording made on an older text of the paragraph, as it would be on the present one; NULL: nobody can say. */
static rap_err bring_forward(revising *v, const rap_proposal_row *row, size_t block,
                             const char **text)
{
	const char *base = NULL;
	rap_carried carried;
	rap_err err = rap_bases_find(&v->bases, v->desk, row, &base);

	if (err != RAP_OK || !base)
		return err;
	carried = rap_carry(base, v->raw.at[block].text, *text);
	*text = carried.whole ? NULL : wording(v, carried.text);
	rap_carried_done(&carried);
	return RAP_OK;
}

static rap_err take_wording(revising *v, const place *p, size_t block, const char *text)
{
	const rap_proposal_row *row = p->row;
	rap_err err = RAP_OK;

	text = wording(v, text ? text : "");
	if (*text == '\0') {
		trouble(v, row, NULL, "says no words that could stand in the draft");
	} else if (row->action == RAP_ACTION_INSERT_AFTER) {
		put_behind(v, block, p->index, text);
	} else {
		if (!row->decision_text)
			err = bring_forward(v, row, block, &text);
		if (err == RAP_OK && text)
			reword(v, block, row, text);
		else if (err == RAP_OK)
			trouble(v, row, NULL,
			        "was made on an older text of that paragraph, which has changed "
			        "in the same words: accept it in other words (--text)");
	}
	return err;
}

static rap_err take(revising *v, const place *p)
{
	const rap_proposal_row *row = p->row;
	size_t block = find_block(v, row->paragraph);

	if (block == v->raw.n)
		trouble(v, row, NULL, "is about a paragraph that the draft does not have");
	else if (row->decision_text)
		return take_wording(v, p, block, row->decision_text);
	else if (row->action == RAP_ACTION_DELETE)
		take_out(v, block, row);
	else if (row->action == RAP_ACTION_COMMENT)
		trouble(v, row, NULL,
		        "is a comment: it says no words that could stand in the draft");
	else
		return take_wording(v, p, block, row->text);
	return RAP_OK;
}

static rap_err is_held(revising *v, const rap_proposal_row *row, const char **ret_base, bool *ret)
{
	const char *text = row->decision_text ? row->decision_text : row->text;
	size_t block = find_block(v, row->paragraph);
	rap_err err = rap_bases_find(&v->bases, v->desk, row, ret_base);

	text = text ? wording(v, text) : NULL;
	*ret = err == RAP_OK && rap_revise_holds(&v->raw, block, row, *ret_base, text);
	return err;
}

/* Accepted on the draft before this one: an officer has put it in, or forgot to, which nobody would notice. */
static rap_err look_for(revising *v, const rap_proposal_row *row)
{
	const char *base = NULL;
	bool held;
	rap_err err = is_held(v, row, &base, &held);

	if (err == RAP_OK && !held)
		trouble(v, row, NULL,
		        "was accepted before this draft went out, and its words are not found in "
		        "it; to "
		        "put them in, accept it again");
	return err;
}

static rap_err take_or_look(revising *v, const place *p)
{
	const char *base = NULL;
	bool held = false;
	rap_err err = RAP_OK;

	if (p->row->decided_at < v->ret->since)
		return look_for(v, p->row);
	/* In the second in which the draft went out, on an earlier one: before or after? The draft tells. */
	if (p->row->decided_at == v->ret->since)
		err = is_held(v, p->row, &base, &held);
	return err != RAP_OK || (base && held) ? err : take(v, p);
}

/* ---- the draft ------------------------------------------------------------------------------------------ */

static void settle_texts(revising *v)
{
	for (size_t i = 0; i < v->raw.n; i++)
		v->plan.texts[i] = rap_revise_text(&v->changes[i]);
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
	size_t n = 0;
	int64_t before;
	rap_err err = rap_revise_since(v->desk, markdown, &v->ret->since, &before);

	if (err == RAP_OK && !rap_raw_draft_read(rap_slice_of(markdown), "draft", &diags, &v->raw))
		err = RAP_E_DAMAGED; /* it was read when the round opened */
	rap_diags_done(&diags);
	if (err != RAP_OK)
		return err;
	v->plan = (rap_revise_plan){.markdown = rap_slice_of(markdown), .raw = &v->raw};
	v->plan.texts = rap_calloc(v->raw.n + 1, sizeof *v->plan.texts);
	index_marks(v);
	v->changes = rap_calloc(v->raw.n + 1, sizeof *v->changes);
	places = taken_in_order(v, before, &n);
	for (size_t i = 0; i < n && err == RAP_OK; i++)
		err = take_or_look(v, &places[i]);
	free(places);
	return err == RAP_OK ? write_draft(v) : err;
}

static void done(revising *v)
{
	for (size_t i = 0; i < v->raw.n && v->changes; i++) {
		rap_revise_change_done(&v->changes[i]);
		free(v->plan.texts[i]);
	}
	free(v->changes);
	free(v->marks);
	free(v->plan.texts);
	free(v->plan.new);
	rap_strv_done(&v->texts);
	rap_bases_done(&v->bases);
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
