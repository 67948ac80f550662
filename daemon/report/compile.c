// SPDX-License-Identifier: Apache-2.0
/*
 * The compiled text: every paragraph of the draft with what States propose on it. Nothing is merged but what is
 * identical; whatever was proposed stands here or in the annex as withdrawn, superseded or without a place.
 */
#include "report/compile.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/overlay.h"
#include "report/record.h"

#include <assert.h>
#include <stdlib.h>

#define NAMES_MAX (64u * RAP_KIB)

typedef struct picked { /* proposals of one kind on one paragraph */
	const rap_proposal_row **at;
	size_t n;
} picked;

static bool stands(const rap_proposal_row *row)
{
	return !row->withdrawn && !row->superseded_by;
}

static picked pick(const rap_proposal_rows *rows, const char *mark, const char *only,
                   bool (*wanted)(const rap_proposal_row *))
{
	picked p = {0};

	for (size_t i = 0; i < rows->n; i++) {
		const rap_proposal_row *row = &rows->at[i];

		if (!stands(row) || strcmp(row->paragraph, mark) != 0 || !wanted(row) ||
		    (only && strcmp(only, row->member) != 0))
			continue;
		p.at = rap_reallocarray(p.at, p.n + 1, sizeof *p.at);
		p.at[p.n++] = row;
	}
	return p;
}

static bool is_clear(const rap_proposal_row *row)
{
	return row->status != RAP_ANSWER_UNCLEAR;
}

static bool is_replacement(const rap_proposal_row *row)
{
	return is_clear(row) && row->action == RAP_ACTION_REPLACE && row->text;
}

static bool is_deletion(const rap_proposal_row *row)
{
	return is_clear(row) && row->action == RAP_ACTION_DELETE;
}

static bool is_insertion(const rap_proposal_row *row)
{
	return is_clear(row) && row->action == RAP_ACTION_INSERT_AFTER && row->text;
}

/* What cannot stand in the text stands below it, in its own words. */
static bool is_note(const rap_proposal_row *row)
{
	return !is_replacement(row) && !is_deletion(row) && !is_insertion(row);
}

static bool is_any(const rap_proposal_row *row)
{
	(void)row;
	return true;
}

const char *rap_compile_number(const char *mark)
{
	return mark[0] == 'P' ? mark + 1 : mark;
}

/* ---- attribution ---------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* "Japan, Mongolia": each State once, in the order of the roster; States off the roster come last. */
static void put_names(rap_buf *out, const rap_desk *desk, const picked *p, const size_t *by,
                      size_t n)
{
	const rap_consultation *c = desk->consultation;
	size_t *places = rap_calloc(n + 1, sizeof *places);

	assert(n == 0 || p->at);
	for (size_t i = 0; i < n; i++)
		places[i] = rap_record_place(desk, p->at[by ? by[i] : i]->member);
	qsort(places, n, sizeof *places, by_place);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && places[i] == places[i - 1])
			continue;
		rap_buf_printf(out, "%s%s", i ? ", " : "",
		               places[i] < c->n_members ? c->members[places[i]].name
		                                        : "former member");
	}
	free(places);
}

static void run_names(rap_doc *doc, const rap_desk *desk, const picked *p, const size_t *by,
                      size_t n, const char *before, const char *after)
{
	rap_buf names = rap_buf_init(NAMES_MAX);

	put_names(&names, desk, p, by, n);
	rap_doc_printf(doc, RAP_RUN_BY, "%s%s%s", before, rap_buf_text(&names), after);
	rap_buf_done(&names);
}

/* ---- the text of a paragraph ---------------------------------------------------------------------------- */

/* Blanks that every version begins with stand before the brackets. */
static bool all_begin_with_blank(const rap_segment *s)
{
	bool any = *s->base != '\0';

	if (any && *s->base != ' ')
		return false;
	for (size_t i = 0; i < s->n_variants; i++) {
		const char *text = s->variants[i].text;

		if (*text && *text != ' ')
			return false;
		any = any || *text;
	}
	return any;
}

static void run_segment(rap_doc *doc, const rap_desk *desk, const rap_segment *s, const picked *p)
{
	size_t skip = all_begin_with_blank(s) ? 1 : 0;

	if (s->n_variants == 0) {
		rap_doc_run(doc, RAP_RUN_PLAIN, s->base);
		return;
	}
	if (skip)
		rap_doc_run(doc, RAP_RUN_PLAIN, " ");
	if (*s->base)
		rap_doc_printf(doc, RAP_RUN_PLAIN, "[%s]", s->base + skip);
	for (size_t i = 0; i < s->n_variants; i++) {
		const rap_variant *v = &s->variants[i];

		if (!*v->text)
			continue;
		rap_doc_run(doc, RAP_RUN_PLAIN, "[");
		rap_doc_run(doc, RAP_RUN_NEW, v->text + skip);
		run_names(doc, desk, p, v->by, v->n_by, " (", ")");
		rap_doc_run(doc, RAP_RUN_PLAIN, "]");
	}
	for (size_t i = 0; i < s->n_variants; i++)
		if (!*s->variants[i].text)
			run_names(doc, desk, p, s->variants[i].by, s->variants[i].n_by,
			          " (delete: ", ")");
}

/* "12." but "2 (a)" */
static void put_number(rap_doc *doc, const char *number)
{
	size_t len = strlen(number);

	rap_doc_printf(doc, RAP_RUN_STRONG, len && number[len - 1] == ')' ? "%s" : "%s.", number);
}

static void put_base(rap_doc *doc, const rap_desk *desk, const rap_block *block,
                     const rap_overlay *overlay, const picked *replacements,
                     const picked *deletions)
{
	bool bracketed = deletions->n > 0 || overlay->n_alternatives > 0;

	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, block->level);
	rap_doc_run(doc, RAP_RUN_PLAIN, bracketed ? "[" : "");
	put_number(doc, rap_compile_number(block->mark));
	rap_doc_run(doc, RAP_RUN_PLAIN, " ");
	for (size_t i = 0; i < overlay->n_segments; i++)
		run_segment(doc, desk, &overlay->segments[i], replacements);
	rap_doc_run(doc, RAP_RUN_PLAIN, bracketed ? "]" : "");
	if (deletions->n > 0)
		run_names(doc, desk, deletions, NULL, deletions->n, " (delete: ", ")");
}

static void put_whole(rap_doc *doc, const rap_desk *desk, int level, const char *number,
                      const rap_variant *v, const picked *p)
{
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, level);
	put_number(doc, number);
	rap_doc_run(doc, RAP_RUN_PLAIN, " [");
	rap_doc_run(doc, RAP_RUN_NEW, v->text);
	run_names(doc, desk, p, v->by, v->n_by, *v->text ? " (" : "(no text) (", ")");
	rap_doc_run(doc, RAP_RUN_PLAIN, "]");
}

static void put_alternatives(rap_doc *doc, const rap_desk *desk, const rap_block *block,
                             const rap_overlay *overlay, const picked *replacements)
{
	for (size_t i = 0; i < overlay->n_alternatives; i++) {
		rap_buf number = rap_buf_init(256);

		rap_buf_printf(&number, "%s alt", rap_compile_number(block->mark));
		if (overlay->n_alternatives > 1)
			rap_buf_printf(&number, " %zu", i + 1);
		put_whole(doc, desk, block->level, rap_buf_text(&number), &overlay->alternatives[i],
		          replacements);
		rap_buf_done(&number);
	}
}

/* "12 bis", "12 ter", ...; what the draft itself has already (from an earlier revision) is passed over. */
static void next_number(const rap_desk *desk, const char *mark, size_t *which, rap_buf *out)
{
	static const char *const words[] = {"bis",     "ter",    "quater", "quinquies", "sexies",
	                                    "septies", "octies", "novies", "decies"};
	const size_t n = sizeof words / sizeof *words;
	bool taken;

	do {
		rap_buf_cut(out, 0);
		if (*which < n)
			rap_buf_printf(out, "%s %s", mark, words[*which]);
		else
			rap_buf_printf(out, "%s add. %zu", mark, *which + 2);
		taken = desk->draft && rap_draft_find(desk->draft, rap_buf_text(out));
		(*which)++;
	} while (taken);
}

static void put_insertions(rap_doc *doc, const rap_desk *desk, const rap_block *block,
                           const picked *p)
{
	size_t which = 0, *by = rap_calloc(p->n + 1, sizeof *by);

	for (size_t i = 0; i < p->n; i++) {
		rap_variant v = {.text = p->at[i]->text, .by = by};
		rap_buf mark = rap_buf_init(256);
		bool said = false;

		for (size_t j = 0; j < i; j++)
			said = said || strcmp(p->at[j]->text, v.text) == 0;
		for (size_t j = i; j < p->n && !said; j++)
			if (strcmp(p->at[j]->text, v.text) == 0)
				by[v.n_by++] = j;
		if (!said) {
			next_number(desk, block->mark, &which, &mark);
			put_whole(doc, desk, block->level, rap_compile_number(rap_buf_text(&mark)),
			          &v, p);
		}
		rap_buf_done(&mark);
	}
	free(by);
}

/* ---- notes ---------------------------------------------------------------------------------------------- */

static void note(rap_doc *doc, const rap_desk *desk, const rap_proposal_row *row, const char *what,
                 const char *words)
{
	rap_doc_block_add(doc, RAP_DOC_NOTE, 0);
	rap_doc_printf(doc, RAP_RUN_STRONG, "%s-%ld", row->member, row->number);
	rap_doc_printf(doc, RAP_RUN_PLAIN, " %s (", what);
	rap_doc_run(doc, RAP_RUN_BY, rap_record_state(desk, row->member));
	rap_doc_run(doc, RAP_RUN_PLAIN, "): ");
	rap_doc_run(doc, RAP_RUN_WORDS, words && *words ? words : "(no words)");
}

/* Comments, reasons and what is not yet clear, by State and number. */
static void put_notes(rap_doc *doc, const rap_desk *desk, const picked *all, const char *base)
{
	for (size_t place = 0; place <= desk->consultation->n_members; place++) {
		for (size_t i = 0; i < all->n; i++) {
			const rap_proposal_row *row = all->at[i];

			if (rap_record_place(desk, row->member) != place)
				continue;
			if (!is_clear(row))
				note(doc, desk, row, "not yet clear", row->words);
			else if (is_note(row))
				note(doc, desk, row, "comment",
				     row->words && *row->words ? row->words : row->text);
			else if (is_replacement(row) && strcmp(row->text, base) == 0)
				note(doc, desk, row, "keeps the text as it stands", row->words);
			if (row->reason && *row->reason)
				note(doc, desk, row, "reason", row->reason);
		}
	}
}

void rap_compile_paragraph(const rap_desk *desk, const rap_block *block,
                           const rap_proposal_rows *rows, const char *only, rap_doc *doc)
{
	picked replacements = pick(rows, block->mark, only, is_replacement);
	picked deletions = pick(rows, block->mark, only, is_deletion);
	picked insertions = pick(rows, block->mark, only, is_insertion);
	picked all = pick(rows, block->mark, only, is_any);
	const char **texts = rap_calloc(replacements.n + 1, sizeof *texts);
	rap_overlay overlay;

	for (size_t i = 0; i < replacements.n; i++)
		texts[i] = replacements.at[i]->text;
	overlay = rap_overlay_make(block->text, texts, replacements.n);
	put_base(doc, desk, block, &overlay, &replacements, &deletions);
	put_alternatives(doc, desk, block, &overlay, &replacements);
	put_insertions(doc, desk, block, &insertions);
	put_notes(doc, desk, &all, block->text);
	rap_overlay_done(&overlay);
	free(texts);
	free(replacements.at);
	free(deletions.at);
	free(insertions.at);
	free(all.at);
}
