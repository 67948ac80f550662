// SPDX-License-Identifier: Apache-2.0
/*
 * rapporteur number: gives marks to the paragraphs that have none. A mark once given never changes, so a new
 * paragraph between others becomes "bis" of the one before it; behind the last it takes the next number.
 */
#include "common/limits.h"
#include "common/mem.h"
#include "report/draft.h"
#include "report/draft_read.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

typedef struct numbering {
	rap_raw_draft *draft;
	const char *name;
	rap_diags *diags;
	unsigned highest; /* number in use */
	bool *added; /* by block */
} numbering;

/* Whether a whole paragraph (no item of a list) with a mark follows. */
static bool marked_follows(const numbering *n, size_t i)
{
	while (++i < n->draft->n)
		if (n->draft->at[i].marked && n->draft->at[i].mark.letter == 0)
			return true;
	return false;
}

/* The marked block before i that is at most so deep: the chapeau of an item, or the paragraph before. */
static const rap_raw_block *before(const numbering *n, size_t i, int level_max)
{
	while (i-- > 0) {
		const rap_raw_block *block = &n->draft->at[i];

		if (block->kind == RAP_BLOCK_PARAGRAPH && block->marked &&
		    block->level <= level_max)
			return block;
	}
	return NULL;
}

static unsigned larger(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

/* Behind the highest in use, not in a gap: what once was given is never given again. */
static bool next_suffix(const numbering *n, rap_mark *mark)
{
	mark->suffix = 0;
	for (size_t i = 0; i < n->draft->n; i++) {
		const rap_raw_block *b = &n->draft->at[i];

		if (b->marked && b->mark.number == mark->number)
			mark->suffix = larger(mark->suffix, b->mark.suffix);
	}
	return ++mark->suffix <= RAP_MARK_SUFFIX_MAX;
}

/* The next letter below "P2 bis", or the next roman numeral below "P2 bis (a)". */
static bool next_item(const numbering *n, rap_mark *mark)
{
	unsigned highest = 0;

	if (mark->roman)
		return false;
	for (size_t i = 0; i < n->draft->n; i++) {
		const rap_raw_block *b = &n->draft->at[i];

		if (!b->marked || b->mark.number != mark->number || b->mark.suffix != mark->suffix)
			continue;
		if (mark->letter == 0)
			highest = larger(highest, b->mark.letter);
		else if (b->mark.letter == mark->letter)
			highest = larger(highest, b->mark.roman);
	}
	if (mark->letter == 0)
		return (mark->letter = highest + 1) <= RAP_MARK_LETTER_MAX;
	return (mark->roman = highest + 1) <= RAP_MARK_ROMAN_MAX;
}

static bool choose_whole(const numbering *n, size_t i, rap_mark *mark)
{
	const rap_raw_block *last = before(n, i, INT_MAX);

	if (last && marked_follows(n, i)) {
		*mark = (rap_mark){.number = last->mark.number};
		if (next_suffix(n, mark))
			return true;
	}
	*mark = (rap_mark){.number = n->highest + 1};
	return mark->number <= RAP_MARK_NUMBER_MAX;
}

static bool choose(const numbering *n, size_t i, rap_mark *mark)
{
	const rap_raw_block *block = &n->draft->at[i];
	const rap_raw_block *chapeau = block->level > 0 ? before(n, i, block->level - 1) : NULL;

	if (!chapeau)
		return choose_whole(n, i, mark);
	*mark = chapeau->mark;
	return next_item(n, mark);
}

static size_t give_marks(numbering *n)
{
	size_t given = 0;

	for (size_t i = 0; i < n->draft->n; i++)
		if (n->draft->at[i].marked && n->draft->at[i].mark.number > n->highest)
			n->highest = n->draft->at[i].mark.number;
	for (size_t i = 0; i < n->draft->n; i++) {
		rap_raw_block *block = &n->draft->at[i];
		rap_mark mark;

		if (block->kind != RAP_BLOCK_PARAGRAPH || block->marked)
			continue;
		if (!choose(n, i, &mark)) {
			rap_diags_error(n->diags, n->name, block->line, block->column, NULL,
			                block->text, "no mark is free for this paragraph");
			continue;
		}
		block->mark = mark;
		block->marked = n->added[i] = true;
		if (mark.number > n->highest)
			n->highest = mark.number;
		given++;
	}
	return given;
}

static size_t offset_of(rap_slice markdown, unsigned line, unsigned column)
{
	size_t at = 0;

	for (; line > 1; line--) {
		const char *feed = memchr(markdown.at + at, '\n', markdown.len - at);

		assert(feed);
		at = (size_t)(feed - markdown.at) + 1;
	}
	return at + column - 1;
}

static void write_marks(const numbering *n, rap_slice markdown, rap_buf *out)
{
	size_t written = 0;

	for (size_t i = 0; i < n->draft->n; i++) {
		size_t at;

		if (!n->added[i])
			continue;
		at = offset_of(markdown, n->draft->at[i].line, n->draft->at[i].column);
		assert(at >= written && at <= markdown.len);
		rap_buf_slice(out, rap_slice_sub(markdown, written, at));
		rap_buf_char(out, '[');
		rap_mark_put(out, &n->draft->at[i].mark);
		rap_buf_str(out, "] ");
		written = at;
	}
	rap_buf_slice(out, rap_slice_sub(markdown, written, markdown.len));
}

/* What was written is read again: the same blocks, now all with the marks that were meant. */
static bool is_as_meant(const numbering *n, rap_slice markdown)
{
	rap_diags diags = {0};
	rap_raw_draft again;
	bool same = rap_raw_draft_read(markdown, n->name, &diags, &again) && again.n == n->draft->n;

	for (size_t i = 0; same && i < again.n; i++) {
		const rap_raw_block *a = &n->draft->at[i], *b = &again.at[i];

		same = a->kind == b->kind && a->level == b->level && a->marked == b->marked &&
		       (!a->marked || rap_mark_compare(&a->mark, &b->mark) == 0) &&
		       strcmp(a->text, b->text) == 0;
	}
	rap_raw_draft_done(&again);
	rap_diags_done(&diags);
	return same;
}

bool rap_draft_number(rap_slice markdown, const char *name, rap_diags *diags, rap_buf *ret_markdown,
                      size_t *ret_added)
{
	size_t errors = diags->errors, added = 0;
	rap_raw_draft raw;
	numbering n = {.draft = &raw, .name = name, .diags = diags};
	rap_buf out = rap_buf_init(2u * RAP_LIMIT_DRAFT_FILE);

	(void)rap_raw_draft_read(markdown, name, diags, &raw); /* mistakes are counted below */
	rap_raw_draft_check_twice(&raw, name, diags);
	n.added = rap_calloc(raw.n, sizeof *n.added);
	if (diags->errors == errors)
		added = give_marks(&n);
	if (diags->errors == errors) {
		write_marks(&n, markdown, &out);
		if (!is_as_meant(&n, rap_buf_as_slice(&out)))
			rap_diags_error(diags, name, 0, 0, NULL, NULL,
			                "the marks cannot be written without changing the text; "
			                "write them by hand");
	}
	if (diags->errors == errors) {
		*ret_markdown = out;
		*ret_added = added;
		out = rap_buf_init(0);
	}
	rap_buf_done(&out);
	free(n.added);
	rap_raw_draft_done(&raw);
	return diags->errors == errors;
}
