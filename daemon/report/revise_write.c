// SPDX-License-Identifier: Apache-2.0
/*
 * The Markdown of a revision: the source of reworded paragraphs is replaced, new ones are put behind their place, every
 * other byte stays. What was written is read again and compared with what was meant.
 */
#include "report/revise_write.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/escape.h"

#include <assert.h>
#include <stdlib.h>

/* ---- marks ---------------------------------------------------------------------------------------------- */

static unsigned larger(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

/* Which part of a mark counts on behind a block with that mark. */
static void raise(const rap_mark *like, const rap_mark *seen, unsigned *highest)
{
	if (seen->number != like->number)
		return;
	if (like->letter == 0)
		*highest = larger(*highest, seen->suffix);
	else if (seen->suffix == like->suffix && like->roman == 0)
		*highest = larger(*highest, seen->letter);
	else if (seen->suffix == like->suffix && seen->letter == like->letter)
		*highest = larger(*highest, seen->roman);
}

bool rap_revise_mark(const rap_revise_plan *plan, size_t behind, rap_mark *ret)
{
	rap_mark like = plan->raw->at[behind].mark;
	unsigned highest = 0;

	for (size_t i = 0; i < plan->raw->n; i++)
		if (plan->raw->at[i].marked)
			raise(&like, &plan->raw->at[i].mark, &highest);
	for (size_t i = 0; i < plan->n_new; i++)
		raise(&like, &plan->new[i].mark, &highest);
	*ret = like;
	if (like.letter == 0)
		return (ret->suffix = highest + 1) <= RAP_MARK_SUFFIX_MAX;
	if (like.roman == 0)
		return (ret->letter = highest + 1) <= RAP_MARK_LETTER_MAX;
	return (ret->roman = highest + 1) <= RAP_MARK_ROMAN_MAX;
}

/* ---- places --------------------------------------------------------------------------------------------- */

/* Whether a block goes with the one before: its items, and of a whole paragraph what stands behind it as bis, ter ... */
static bool follows(const rap_mark *first, const rap_mark *mark)
{
	if (mark->number != first->number)
		return false;
	if (first->letter == 0)
		return mark->suffix >= first->suffix;
	return mark->suffix == first->suffix && mark->letter == first->letter &&
	       (first->roman == 0 || mark->roman == first->roman);
}

static size_t last_of(const rap_raw_draft *raw, size_t first)
{
	size_t last = first;

	while (last + 1 < raw->n && raw->at[last + 1].marked &&
	       follows(&raw->at[first].mark, &raw->at[last + 1].mark))
		last++;
	return last;
}

/* Where each line begins, and the end. The caller frees. */
static size_t *lines_of(rap_slice text)
{
	size_t n = 0, room = 1024, *at = rap_calloc(room, sizeof *at);

	for (size_t i = 0;; i++) {
		if (i > 0 && i < text.len && text.at[i - 1] != '\n')
			continue;
		if (n + 2 > room) {
			room *= 2;
			at = rap_reallocarray(at, room, sizeof *at);
		}
		at[n++] = i;
		if (i >= text.len) {
			at[n] = text.len;
			return at;
		}
	}
}

typedef struct span {
	size_t from, to;
} span;

/* The source of a block, from its first sign to the end of its last line. */
static span source_of(const rap_raw_block *block, rap_slice text, const size_t *lines)
{
	span s = {lines[block->line - 1] + block->column - 1, lines[block->last_line]};

	while (s.to > s.from && (text.at[s.to - 1] == '\n' || text.at[s.to - 1] == '\r'))
		s.to--;
	return s;
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static void put_paragraph(rap_buf *out, const rap_mark *mark, const char *text)
{
	rap_buf_char(out, '[');
	rap_mark_put(out, mark);
	rap_buf_str(out, "] ");
	rap_escape_markdown(out, rap_slice_of(text));
}

/* A new item of a list (true) begins as the one it follows; everything else stands by itself. */
static bool put_new(rap_buf *out, rap_slice text, const size_t *lines, const rap_raw_block *behind,
                    const rap_revise_new *new)
{
	rap_slice lead = rap_slice_sub(text, lines[behind->line - 1],
	                               lines[behind->line - 1] + behind->column - 1);
	bool item = false;

	for (size_t i = 0; i < lead.len; i++)
		item = item || (lead.at[i] != ' ' && lead.at[i] != '\t');
	rap_buf_str(out, item ? "\n" : "\n\n");
	rap_buf_slice(out, lead);
	put_paragraph(out, &new->mark, new->text);
	return item;
}

static bool blank_follows(rap_slice text, size_t at)
{
	if (at < text.len && text.at[at] == '\r')
		at++;
	if (at >= text.len || text.at[at] != '\n')
		return true; /* the end */
	for (at++; at < text.len && (text.at[at] == ' ' || text.at[at] == '\t'); at++)
		;
	return at >= text.len || text.at[at] == '\n' || text.at[at] == '\r';
}

static void write_out(const rap_revise_plan *plan, const size_t *lines, rap_buf *out)
{
	size_t written = 0, next = 0;

	for (size_t i = 0; i < plan->raw->n; i++) {
		const rap_raw_block *block = &plan->raw->at[i];
		span s = source_of(block, plan->markdown, lines);
		bool apart = false;

		if (plan->texts[i]) {
			rap_buf_slice(out, rap_slice_sub(plan->markdown, written, s.from));
			put_paragraph(out, &block->mark, plan->texts[i]);
			written = s.to;
		}
		for (; next < plan->n_new && plan->new[next].at == i; next++) {
			rap_buf_slice(out, rap_slice_sub(plan->markdown, written, s.to));
			apart = !put_new(out, plan->markdown, lines,
			                 &plan->raw->at[plan->new[next].behind], &plan->new[next]);
			written = s.to;
		}
		if (apart && !blank_follows(plan->markdown, s.to))
			rap_buf_char(out, '\n');
	}
	rap_buf_slice(out, rap_slice_sub(plan->markdown, written, plan->markdown.len));
}

/* ---- reading back --------------------------------------------------------------------------------------- */

static bool is_block(const rap_raw_block *got, const rap_mark *mark, const char *text)
{
	return got->kind == RAP_BLOCK_PARAGRAPH && got->marked &&
	       rap_mark_compare(&got->mark, mark) == 0 && strcmp(got->text, text) == 0;
}

static bool is_same(const rap_raw_block *got, const rap_raw_block *old, const char *text)
{
	if (got->kind != old->kind || got->level != old->level || got->marked != old->marked)
		return false;
	return old->marked ? is_block(got, &old->mark, text ? text : old->text)
	                   : strcmp(got->text, old->text) == 0;
}

static bool is_as_meant(const rap_revise_plan *plan, rap_slice markdown)
{
	rap_diags diags = {0};
	rap_raw_draft again;
	bool same = rap_raw_draft_read(markdown, "revision", &diags, &again) &&
	            again.n == plan->raw->n + plan->n_new;
	size_t at = 0, next = 0;

	for (size_t i = 0; same && i < plan->raw->n; i++) {
		same = is_same(&again.at[at++], &plan->raw->at[i], plan->texts[i]);
		for (; same && next < plan->n_new && plan->new[next].at == i; next++)
			same = is_block(&again.at[at++], &plan->new[next].mark,
			                plan->new[next].text);
	}
	rap_raw_draft_done(&again);
	rap_diags_done(&diags);
	return same;
}

static int by_place(const void *a, const void *b)
{
	const rap_revise_new *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return rap_mark_compare(&x->mark, &y->mark);
}

bool rap_revise_write(rap_revise_plan *plan, rap_buf *out)
{
	size_t *lines = lines_of(plan->markdown);

	for (size_t i = 0; i < plan->n_new; i++)
		plan->new[i].at = last_of(plan->raw, plan->new[i].behind);
	if (plan->n_new > 0)
		qsort(plan->new, plan->n_new, sizeof *plan->new, by_place);
	write_out(plan, lines, out);
	free(lines);
	return is_as_meant(plan, rap_buf_as_slice(out));
}
