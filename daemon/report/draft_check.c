// SPDX-License-Identifier: Apache-2.0
/* The draft as others see it: checked marks, lookup, and the writing of missing marks (rapporteur number). */
#include "common/limits.h"
#include "common/mem.h"
#include "report/draft.h"
#include "report/draft_read.h"

#include <assert.h>
#include <stdlib.h>

/* ---- checking marks ------------------------------------------------------------------------------------- */

static int by_mark(const void *a, const void *b)
{
	const rap_raw_block *const *x = a, *const *y = b;
	int order = rap_mark_compare(&(*x)->mark, &(*y)->mark);

	return order ? order : (*x > *y) - (*x < *y);
}

/* The marked blocks in the order of their marks; caller frees. */
static const rap_raw_block **sorted_marks(const rap_raw_draft *draft, size_t *ret_n)
{
	const rap_raw_block **sorted = rap_calloc(draft->n, sizeof *sorted);

	*ret_n = 0;
	for (size_t i = 0; i < draft->n; i++)
		if (draft->at[i].marked)
			sorted[(*ret_n)++] = &draft->at[i];
	qsort(sorted, *ret_n, sizeof *sorted, by_mark);
	return sorted;
}

static void complain(const rap_raw_block *block, const char *name, rap_diags *diags,
                     const char *reason, const rap_mark *other)
{
	rap_buf key = rap_buf_init(60), more = rap_buf_init(60);

	rap_mark_put(&key, &block->mark);
	if (other)
		rap_mark_put(&more, other);
	rap_diags_error(diags, name, block->line, block->column, rap_buf_text(&key), NULL, "%s%s",
	                reason, rap_buf_text(&more));
	rap_buf_done(&key);
	rap_buf_done(&more);
}

void rap_raw_draft_check_twice(const rap_raw_draft *draft, const char *name, rap_diags *diags)
{
	size_t n;
	const rap_raw_block **sorted = sorted_marks(draft, &n);

	for (size_t i = 1, first = 0; i < n; i++) {
		rap_buf reason = rap_buf_init(100);

		if (rap_mark_compare(&sorted[first]->mark, &sorted[i]->mark) != 0) {
			first = i;
		} else {
			rap_buf_printf(&reason, "this mark stands twice, first in line %u",
			               sorted[first]->line);
			complain(sorted[i], name, diags, rap_buf_text(&reason), NULL);
		}
		rap_buf_done(&reason);
	}
	free(sorted);
}

/* The mark that must stand before this one if nothing was lost; number 0: none. */
static rap_mark predecessor(const rap_mark *mark)
{
	rap_mark before = *mark;

	if (before.roman)
		before.roman--;
	else if (before.letter)
		before.letter--;
	else if (before.suffix)
		before.suffix--;
	else
		before.number--;
	return before;
}

/* A number never goes away: of a deleted paragraph the mark remains with [deleted]. So a gap is a loss. */
static void check_gaps(const rap_raw_draft *draft, const char *name, rap_diags *diags)
{
	size_t n;
	const rap_raw_block **sorted = sorted_marks(draft, &n);

	for (size_t i = 0; i < n; i++) {
		rap_mark before = predecessor(&sorted[i]->mark);
		rap_raw_block wanted = {.mark = before};
		bool found = before.number == 0;

		for (size_t j = i; j-- > 0 && !found;) {
			found = rap_mark_compare(&sorted[j]->mark, &wanted.mark) == 0;
			if (rap_mark_compare(&sorted[j]->mark, &wanted.mark) < 0)
				break;
		}
		if (!found)
			complain(sorted[i], name, diags,
			         "a mark is missing before this one (a deleted paragraph keeps its "
			         "mark): ",
			         &before);
	}
	free(sorted);
}

static void check_order(const rap_raw_draft *draft, const char *name, rap_diags *diags)
{
	const rap_raw_block *last = NULL;

	for (size_t i = 0; i < draft->n; i++) {
		const rap_raw_block *block = &draft->at[i];

		if (!block->marked)
			continue;
		if (last && rap_mark_compare(&last->mark, &block->mark) > 0) {
			rap_buf key = rap_buf_init(60);

			rap_mark_put(&key, &block->mark);
			rap_diags_warning(diags, name, block->line, block->column,
			                  rap_buf_text(&key), NULL,
			                  "stands behind a higher mark; documents keep this order");
			rap_buf_done(&key);
		}
		last = block;
	}
}

static void check_unmarked(const rap_raw_draft *draft, const char *name, rap_diags *diags)
{
	for (size_t i = 0; i < draft->n; i++)
		if (draft->at[i].kind == RAP_BLOCK_PARAGRAPH && !draft->at[i].marked &&
		    !draft->at[i].excused)
			rap_diags_error(diags, name, draft->at[i].line, draft->at[i].column, NULL,
			                draft->at[i].text,
			                "a paragraph without a mark; rapporteur number writes it");
}

/* ---- the draft ------------------------------------------------------------------------------------------ */

static void copy_block(const rap_raw_block *raw, rap_block *block)
{
	rap_buf mark = rap_buf_init(60), bookmark = rap_buf_init(60);

	*block = (rap_block){.kind = raw->kind, .level = raw->level, .line = raw->line};
	block->text = rap_strdup(raw->text);
	if (raw->marked) {
		rap_mark_put(&mark, &raw->mark);
		rap_mark_put_bookmark(&bookmark, &raw->mark);
		block->mark = rap_buf_take(&mark);
		block->bookmark = rap_buf_take(&bookmark);
	}
	rap_buf_done(&mark);
	rap_buf_done(&bookmark);
}

bool rap_draft_parse(rap_slice markdown, const char *name, rap_diags *diags, rap_draft *ret)
{
	size_t errors = diags->errors;
	rap_raw_draft raw;
	rap_draft draft = {0};

	(void)rap_raw_draft_read(markdown, name, diags, &raw); /* mistakes are counted below */
	check_unmarked(&raw, name, diags);
	rap_raw_draft_check_twice(&raw, name, diags);
	check_gaps(&raw, name, diags);
	check_order(&raw, name, diags);
	if (raw.n == 0 && diags->errors == errors)
		rap_diags_error(diags, name, 0, 0, NULL, NULL, "the draft is empty");
	if (diags->errors == errors) {
		draft.blocks = rap_calloc(raw.n, sizeof *draft.blocks);
		for (; draft.n < raw.n; draft.n++) {
			copy_block(&raw.at[draft.n], &draft.blocks[draft.n]);
			if (!draft.title && raw.at[draft.n].kind == RAP_BLOCK_HEADING)
				draft.title = rap_strdup(raw.at[draft.n].text);
		}
		if (!draft.title)
			draft.title = rap_strdup("");
		*ret = draft;
	}
	rap_raw_draft_done(&raw);
	return diags->errors == errors;
}

void rap_draft_done(rap_draft *draft)
{
	for (size_t i = 0; i < draft->n; i++) {
		free(draft->blocks[i].mark);
		free(draft->blocks[i].bookmark);
		free(draft->blocks[i].text);
	}
	free(draft->blocks);
	free(draft->title);
	free(draft->revision);
	*draft = (rap_draft){0};
}

const rap_block *rap_draft_find(const rap_draft *draft, const char *mark)
{
	for (size_t i = 0; i < draft->n; i++)
		if (draft->blocks[i].mark && strcmp(draft->blocks[i].mark, mark) == 0)
			return &draft->blocks[i];
	return NULL;
}

bool rap_draft_bookmark(const char *mark, rap_buf *ret_bookmark)
{
	rap_mark parsed;

	if (!rap_mark_parse(rap_slice_of(mark), &parsed))
		return false;
	rap_mark_put_bookmark(ret_bookmark, &parsed);
	return true;
}
