// SPDX-License-Identifier: Apache-2.0
/*
 * The compiled text: every paragraph of the draft with what States propose on it. Nothing is merged but what is
 * identical; whatever was proposed stands here or in the annex as withdrawn, superseded or without a place.
 */
#include "report/compile.h"

#include "common/limits.h"
#include "report/convergence.h"
#include "report/record.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>

#define NAMES_MAX (64u * RAP_KIB)

const char *rap_compile_number(const char *mark)
{
	return mark[0] == 'P' ? mark + 1 : mark;
}

/* ---- attribution ---------------------------------------------------------------------------------------- */

static void run_names(rap_doc *doc, const rap_desk *desk, const rap_board_list *p, const size_t *by,
                      size_t n, const char *before, const char *after)
{
	rap_buf names = rap_buf_init(NAMES_MAX);

	rap_board_names(&names, desk, p, by, n);
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

static void bracketed(rap_doc *doc, rap_run_style style, const char *text, const rap_desk *desk,
                      const rap_board_list *p, const rap_variant *v)
{
	rap_doc_run(doc, RAP_RUN_BRACKET, "[");
	rap_doc_run(doc, style, text);
	run_names(doc, desk, p, v->by, v->n_by, " (", ")");
	rap_doc_run(doc, RAP_RUN_BRACKET, "]");
}

/* The attribution is the last thing inside its bracket, so that words which look like one are not taken for it. */
static void run_segment(rap_doc *doc, const rap_desk *desk, const rap_segment *s,
                        const rap_board_list *p)
{
	size_t skip = all_begin_with_blank(s) ? 1 : 0;

	if (s->n_variants == 0) {
		rap_doc_run(doc, RAP_RUN_PLAIN, s->base);
		return;
	}
	if (skip)
		rap_doc_run(doc, RAP_RUN_PLAIN, " ");
	if (*s->base) {
		rap_doc_run(doc, RAP_RUN_BRACKET, "[");
		rap_doc_run(doc, RAP_RUN_PLAIN, s->base + skip);
		for (size_t i = 0; i < s->n_variants; i++)
			if (!*s->variants[i].text)
				run_names(doc, desk, p, s->variants[i].by, s->variants[i].n_by,
				          " (delete: ", ")");
		rap_doc_run(doc, RAP_RUN_BRACKET, "]");
	}
	for (size_t i = 0; i < s->n_variants; i++)
		if (*s->variants[i].text)
			bracketed(doc, RAP_RUN_NEW, s->variants[i].text + skip, desk, p,
			          &s->variants[i]);
}

/* "12." but "2 (a)" */
static void put_number(rap_doc *doc, const char *number)
{
	size_t len = strlen(number);

	rap_doc_printf(doc, RAP_RUN_STRONG, len && number[len - 1] == ')' ? "%s" : "%s.", number);
}

static void put_base(rap_doc *doc, const rap_desk *desk, const rap_board_paragraph *p)
{
	bool open = p->deletions.n > 0 || p->overlay.n_alternatives > 0;

	rap_doc_block_add(doc, RAP_DOC_CLAUSE, p->block->level);
	rap_doc_run(doc, RAP_RUN_BRACKET, open ? "[" : "");
	put_number(doc, rap_compile_number(p->block->mark));
	rap_doc_run(doc, RAP_RUN_PLAIN, " ");
	for (size_t i = 0; i < p->overlay.n_segments; i++)
		run_segment(doc, desk, &p->overlay.segments[i], &p->replacements);
	if (p->deletions.n > 0)
		run_names(doc, desk, &p->deletions, NULL, p->deletions.n, " (delete: ", ")");
	rap_doc_run(doc, RAP_RUN_BRACKET, open ? "]" : "");
}

static void put_whole(rap_doc *doc, const rap_desk *desk, int level, const char *number,
                      const rap_variant *v, const rap_board_list *p)
{
	bool none = !*v->text;

	rap_doc_block_add(doc, RAP_DOC_CLAUSE, level);
	put_number(doc, number);
	rap_doc_run(doc, RAP_RUN_PLAIN, " ");
	bracketed(doc, none ? RAP_RUN_PLAIN : RAP_RUN_NEW, none ? "(no text)" : v->text, desk, p,
	          v);
}

static void put_alternatives(rap_doc *doc, const rap_desk *desk, const rap_board_paragraph *p)
{
	const rap_overlay *overlay = &p->overlay;

	for (size_t i = 0; i < overlay->n_alternatives; i++) {
		rap_buf number = rap_buf_init(256);

		rap_buf_printf(&number, "%s alt", rap_compile_number(p->block->mark));
		if (overlay->n_alternatives > 1)
			rap_buf_printf(&number, " %zu", i + 1);
		put_whole(doc, desk, p->block->level, rap_buf_text(&number),
		          &overlay->alternatives[i], &p->replacements);
		rap_buf_done(&number);
	}
}

void rap_compile_next_mark(const rap_desk *desk, const char *mark, size_t *which, rap_buf *out)
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

static void put_insertions(rap_doc *doc, const rap_desk *desk, const rap_board_paragraph *p)
{
	size_t which = 0;

	for (size_t i = 0; i < p->n_new; i++) {
		rap_buf mark = rap_buf_init(256);

		rap_compile_next_mark(desk, p->block->mark, &which, &mark);
		put_whole(doc, desk, p->block->level, rap_compile_number(rap_buf_text(&mark)),
		          &p->new[i], &p->insertions);
		rap_buf_done(&mark);
	}
}

/* ---- notes ---------------------------------------------------------------------------------------------- */

void rap_compile_note(rap_doc *doc, const rap_desk *desk, const rap_proposal_row *row,
                      const char *what, const char *words)
{
	rap_doc_block_add(doc, RAP_DOC_NOTE, 0);
	rap_doc_printf(doc, RAP_RUN_STRONG, "%s-%ld", row->member, row->number);
	rap_doc_printf(doc, RAP_RUN_PLAIN, " %s (", what);
	rap_doc_run(doc, RAP_RUN_BY, rap_record_state(desk, row->member));
	rap_doc_run(doc, RAP_RUN_PLAIN, words ? "): " : ")");
	rap_doc_run(doc, RAP_RUN_WORDS, words && !*words ? "(no words)" : words);
}

const char *rap_compile_words(const rap_proposal_row *row)
{
	if (row->action != RAP_ACTION_COMMENT && row->text)
		return row->text;
	return row->words && *row->words ? row->words : row->text ? row->text : "";
}

bool rap_compile_reserves(const rap_strv *reserving, const rap_proposal_row *row)
{
	return rap_convergence_reserves(reserving, row->reason) ||
	       (row->action == RAP_ACTION_COMMENT &&
	        rap_convergence_reserves(reserving, row->words));
}

static void add_remark(rap_compile_remarks *list, const char *words, const char *format, ...)
	RAP_PRINTF(3, 4);
static void add_remark(rap_compile_remarks *list, const char *words, const char *format, ...)
{
	rap_buf what = rap_buf_init(1024);
	va_list args;

	va_start(args, format);
	rap_buf_vprintf(&what, format, args);
	va_end(args);
	assert(list->n < RAP_COMPILE_REMARKS);
	list->at[list->n++] = (rap_compile_remark){rap_buf_take(&what), words};
}

/* What stands in the text needs no note, unless it changes nothing. */
static void add_note(rap_compile_remarks *list, const rap_proposal_row *row,
                     const rap_carried *carried, const char *base, const rap_strv *reserving)
{
	const char *text = carried->text ? carried->text : row->text;
	bool stands = row->text && row->action != RAP_ACTION_COMMENT;
	bool reserves = rap_convergence_reserves(reserving, row->words);

	if (row->status == RAP_ANSWER_UNCLEAR)
		add_remark(list, row->words ? row->words : "", "not yet clear");
	else if (row->action == RAP_ACTION_DELETE)
		return;
	else if (!stands)
		add_remark(list, rap_compile_words(row), "%s",
		           reserves ? "reserves its position" : "comment");
	else if (row->action == RAP_ACTION_REPLACE && strcmp(text, base) == 0)
		add_remark(list, row->words, "%s",
		           carried->changed ? "is in the text by now"
		                            : "keeps the text as it stands");
}

/* A proposal that was made on another text of this paragraph. */
static void add_carried(rap_compile_remarks *list, const rap_proposal_row *row,
                        const rap_carried *carried)
{
	add_remark(
		list,
		carried->whole ? "the paragraph has changed since, where this proposal changes it: "
				 "it stands whole, as it was worded then"
		: carried->text ? "the paragraph has changed since; the proposal is shown on the "
				  "text as it stands now"
				: "the paragraph has changed since",
		"on %s", row->base_revision ? row->base_revision : "an earlier draft");
}

static void add_decision(rap_compile_remarks *list, const rap_proposal_row *row)
{
	if (strcmp(row->disposition, "for the meeting") != 0)
		add_remark(list, row->decision_text, "%s", row->disposition);
	if (row->decision_reason && *row->decision_reason)
		add_remark(list, row->decision_reason, "reason of the decision");
}

rap_compile_remarks rap_compile_remarks_of(const rap_board_paragraph *p, size_t i,
                                           const rap_strv *reserving)
{
	const rap_proposal_row *row = p->all.at[i];
	bool reserves = rap_convergence_reserves(reserving, row->reason);
	rap_compile_remarks list = {0};

	add_note(&list, row, &p->carried[i], p->block->text, reserving);
	if (p->carried[i].changed)
		add_carried(&list, row, &p->carried[i]);
	if (row->reason && *row->reason)
		add_remark(&list, row->reason, "%s", reserves ? "reserves its position" : "reason");
	add_decision(&list, row);
	return list;
}

void rap_compile_remarks_done(rap_compile_remarks *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->at[i].what);
	*list = (rap_compile_remarks){0};
}

void rap_compile_decision(rap_doc *doc, const rap_desk *desk, const rap_proposal_row *row)
{
	rap_compile_remarks list = {0};

	add_decision(&list, row);
	for (size_t i = 0; i < list.n; i++)
		rap_compile_note(doc, desk, row, list.at[i].what, list.at[i].words);
	rap_compile_remarks_done(&list);
}

/* Comments, reasons, what was decided and what is not yet clear, by State and number: of the paragraph, or of new ones. */
static void put_notes(rap_doc *doc, const rap_desk *desk, const rap_board_paragraph *p,
                      const rap_strv *reserving, bool of_new)
{
	for (size_t i = 0; i < p->all.n; i++) {
		rap_compile_remarks list;

		if ((p->all.at[i]->action == RAP_ACTION_INSERT_AFTER) != of_new)
			continue;
		list = rap_compile_remarks_of(p, i, reserving);

		for (size_t j = 0; j < list.n; j++)
			rap_compile_note(doc, desk, p->all.at[i], list.at[j].what,
			                 list.at[j].words);
		rap_compile_remarks_done(&list);
	}
}

void rap_compile_paragraph(const rap_desk *desk, const rap_board_paragraph *p,
                           const rap_strv *reserving, rap_doc *doc)
{
	put_base(doc, desk, p);
	put_alternatives(doc, desk, p);
	put_notes(doc, desk, p, reserving, false);
	put_insertions(doc, desk, p);
	put_notes(doc, desk, p, reserving, true);
}
