// SPDX-License-Identifier: Apache-2.0
/* The convergence of the draft; see agreement.h. */
#include "report/agreement.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/compile.h"

#include <stdlib.h>

#define LINE_MAX RAP_MIB

static const rap_board_list *settled_on(const rap_papers *papers, const rap_board_paragraph *p)
{
	return &papers->settled[p - papers->board.paragraphs];
}

bool rap_agreement_untouched(const rap_papers *papers, const rap_board_paragraph *p)
{
	return p->all.n == 0 && settled_on(papers, p)->n == 0;
}

bool rap_agreement_comments(const rap_papers *papers, const rap_board_paragraph *p)
{
	(void)papers;
	for (size_t i = 0; i < p->all.n; i++)
		if (p->all.at[i]->action != RAP_ACTION_COMMENT)
			return false;
	return p->all.n > 0 && p->convergence == RAP_CONVERGENCE_APART;
}

bool rap_agreement_decided(const rap_papers *papers, const rap_board_paragraph *p)
{
	return p->convergence == RAP_CONVERGENCE_NONE && !rap_agreement_untouched(papers, p);
}

const char *rap_agreement_text(const rap_papers *papers, const rap_board_paragraph *p)
{
	if (rap_agreement_comments(papers, p))
		return "comments only";
	if (rap_agreement_decided(papers, p))
		return "decided";
	return rap_convergence_text(p->convergence);
}

static size_t comments_of(const rap_board_list *all)
{
	size_t comments = 0;

	for (size_t i = 0; i < all->n; i++)
		comments += all->at[i]->action == RAP_ACTION_COMMENT;
	return comments;
}

/* The word for a line that says how many there are anyhow; "" where the number says it all. */
static const char *manner_of(const rap_board_paragraph *p, size_t proposals)
{
	if (p->convergence == RAP_CONVERGENCE_EDITORIAL)
		return "editorial";
	if (p->convergence == RAP_CONVERGENCE_IDENTICAL)
		return "identical";
	if (p->convergence == RAP_CONVERGENCE_COMPETING)
		return "competing";
	if (p->convergence == RAP_CONVERGENCE_RESERVATION)
		return "with a reservation";
	if (p->convergence == RAP_CONVERGENCE_NONE)
		return "decided";
	return proposals > 1 ? "not competing" : "";
}

static void put_count(const rap_board_list *all, const char *manner, rap_buf *out)
{
	size_t comments = comments_of(all), proposals = all->n - comments;

	if (proposals > 0)
		rap_paper_count(out, proposals, "proposal", "proposals");
	if (*manner)
		rap_buf_printf(out, "%s%s", out->len ? ", " : "", manner);
	if (comments > 0) {
		rap_buf_str(out, out->len ? ", " : "");
		rap_paper_count(out, comments, "comment", "comments");
	}
}

void rap_agreement_count(const rap_board_list *all, rap_buf *out)
{
	put_count(all, "", out);
}

void rap_agreement_line(const rap_desk *desk, const rap_board_paragraph *p,
                        const rap_board_list *all, rap_buf *out)
{
	put_count(all, p ? manner_of(p, all->n - comments_of(all)) : "", out);
	rap_buf_str(out, " (");
	rap_board_names(out, desk, all, NULL, all->n);
	rap_buf_char(out, ')');
}

#define JOINED_MIN 4u /* neighbours that are written as a range */

size_t rap_agreement_list(const rap_papers *papers, rap_agreement_fn *is, rap_buf *out)
{
	const rap_board *board = &papers->board;
	size_t n = 0;

	for (size_t i = 0; i < board->n; i++) {
		size_t row = 0;

		while (i + row < board->n && is(papers, &board->paragraphs[i + row]))
			row++;
		if (row == 0)
			continue;
		rap_buf_printf(out, "%s%s", n ? ", " : "",
		               rap_compile_number(board->paragraphs[i].block->mark));
		n += row < JOINED_MIN ? 1 : row;
		if (row < JOINED_MIN)
			continue;
		i += row - 1;
		rap_buf_printf(out, " to %s", rap_compile_number(board->paragraphs[i].block->mark));
	}
	return n;
}

/* ---- the paper ------------------------------------------------------------------------------------------ */

/* "34 paragraphs: 20 without proposals, 3 editorial only, ..." */
static void put_summary(const rap_papers *papers, rap_doc *doc)
{
	size_t of[RAP_CONVERGENCE_RESERVATION + 1] = {0}, decided = 0, comments = 0;
	rap_buf line = rap_buf_init(LINE_MAX);

	for (size_t i = 0; i < papers->board.n; i++) {
		const rap_board_paragraph *p = &papers->board.paragraphs[i];

		if (rap_agreement_decided(papers, p))
			decided++;
		else if (rap_agreement_comments(papers, p))
			comments++;
		else
			of[p->convergence]++;
	}
	rap_paper_count(&line, papers->board.n, "paragraph", "paragraphs");
	for (size_t i = 0; i <= RAP_CONVERGENCE_RESERVATION; i++)
		if (of[i] > 0)
			rap_buf_printf(&line, "; %s: %zu", rap_convergence_text((rap_convergence)i),
			               of[i]);
	if (comments > 0)
		rap_buf_printf(&line, "; comments only: %zu", comments);
	if (decided > 0)
		rap_buf_printf(&line, "; decided: %zu", decided);
	rap_buf_char(&line, '.');
	rap_paper_say(doc, rap_buf_text(&line));
	rap_buf_done(&line);
}

static void put_silence(const rap_papers *papers, rap_doc *doc)
{
	rap_buf missing = rap_buf_init(LINE_MAX);

	rap_paper_members(papers, papers->replied, false, &missing);
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_run(doc, RAP_RUN_PLAIN,
	            "Silence is no consent: a paragraph without proposals is "
	            "not thereby agreed.");
	if (missing.len > 0)
		rap_doc_printf(doc, RAP_RUN_PLAIN, " No reply has come yet from: %s.",
		               rap_buf_text(&missing));
	else
		rap_doc_run(doc, RAP_RUN_PLAIN, " Every member State has replied.");
	rap_buf_done(&missing);
}

/* "JP-3, MN-2"; a number tells whose it is, so where States are not named it is only counted. */
static void put_numbers(const rap_papers *papers, const rap_board_list *all, rap_buf *out)
{
	if (!rap_papers_named(papers)) {
		rap_agreement_count(all, out);
		return;
	}
	for (size_t i = 0; i < all->n; i++) {
		const rap_proposal_row *row = all->at[i];

		rap_buf_printf(out, "%s%s-%ld", i ? ", " : "", row->member, row->number);
		if (strcmp(row->disposition, "for the meeting") != 0)
			rap_buf_printf(out, " (%s)", row->disposition);
		else if (row->action == RAP_ACTION_COMMENT)
			rap_buf_str(out, " (comment)");
	}
}

static void put_row(const rap_papers *papers, const char *number, const char *how,
                    const rap_board_list *all, rap_doc *doc)
{
	rap_buf who = rap_buf_init(LINE_MAX), numbers = rap_buf_init(LINE_MAX);

	rap_paper_who(papers, all, NULL, all->n, &who);
	put_numbers(papers, all, &numbers);
	rap_doc_cell(doc, number);
	rap_doc_cell(doc, how);
	rap_doc_cell(doc, rap_buf_text(&who));
	rap_doc_cell(doc, rap_buf_text(&numbers));
	rap_buf_done(&who);
	rap_buf_done(&numbers);
}

typedef struct stray {
	const rap_proposal_row *row;
	size_t place; /* in the list: by State and number */
} stray;

static int by_paragraph(const void *a, const void *b)
{
	const stray *x = a, *y = b;
	int order = strcmp(x->row->paragraph, y->row->paragraph);

	return order != 0 ? order : x->place < y->place ? -1 : x->place > y->place;
}

rap_board_list rap_agreement_strays(const rap_board_list *strays)
{
	stray *sorted = rap_calloc(strays->n + 1, sizeof *sorted);
	rap_board_list list = {rap_calloc(strays->n + 1, sizeof(void *)), strays->n};

	for (size_t i = 0; i < strays->n; i++)
		sorted[i] = (stray){strays->at[i], i};
	qsort(sorted, strays->n, sizeof *sorted, by_paragraph);
	for (size_t i = 0; i < strays->n; i++)
		list.at[i] = sorted[i].row;
	free(sorted);
	return list;
}

size_t rap_agreement_same_place(const rap_board_list *list, size_t from)
{
	size_t n = 1;

	while (from + n < list->n &&
	       strcmp(list->at[from]->paragraph, list->at[from + n]->paragraph) == 0)
		n++;
	return n;
}

static void put_strays(const rap_papers *papers, rap_doc *doc)
{
	rap_board_list strays = rap_agreement_strays(&papers->board.strays);

	for (size_t i = 0, n; i < strays.n; i += n) {
		rap_board_list here = {strays.at + i, n = rap_agreement_same_place(&strays, i)};

		put_row(papers, rap_compile_number(strays.at[i]->paragraph), "not in this draft",
		        &here, doc);
	}
	free(strays.at);
}

/* What is open first, then what is decided. */
static void put_paragraph(const rap_papers *papers, const rap_board_paragraph *p, rap_doc *doc)
{
	const rap_board_list *settled = settled_on(papers, p);
	rap_board_list both = {rap_calloc(p->all.n + settled->n + 1, sizeof(void *)), 0};

	for (size_t i = 0; i < p->all.n; i++)
		both.at[both.n++] = p->all.at[i];
	for (size_t i = 0; i < settled->n; i++)
		both.at[both.n++] = settled->at[i];
	put_row(papers, rap_compile_number(p->block->mark), rap_agreement_text(papers, p), &both,
	        doc);
	free(both.at);
}

static void put_table(const rap_papers *papers, rap_doc *doc)
{
	static const char *const heads[] = {"Paragraph", "How it stands", "States", "Proposals"};
	bool any = papers->board.strays.n > 0;

	for (size_t i = 0; i < papers->board.n && !any; i++)
		any = !rap_agreement_untouched(papers, &papers->board.paragraphs[i]);
	if (!any) {
		rap_paper_say(doc, "There are no proposals yet.");
		return;
	}
	rap_doc_block_add(doc, RAP_DOC_TABLE, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		rap_doc_cell(doc, heads[i]);
	for (size_t i = 0; i < papers->board.n; i++) {
		const rap_board_paragraph *p = &papers->board.paragraphs[i];

		if (!rap_agreement_untouched(papers, p))
			put_paragraph(papers, p, doc);
	}
	put_strays(papers, doc);
}

void rap_agreement_put(const rap_papers *papers, rap_doc *doc)
{
	rap_buf none = rap_buf_init(LINE_MAX);

	rap_paper_head(papers, "Convergence by paragraph", doc);
	if (!papers->has_draft) {
		rap_paper_say(doc, "There is no draft under consultation.");
		return;
	}
	put_silence(papers, doc);
	put_summary(papers, doc);
	put_table(papers, doc);
	if (rap_agreement_list(papers, rap_agreement_untouched, &none) > 0)
		rap_paper_labelled(doc, "Without proposals", rap_buf_text(&none));
	rap_buf_done(&none);
}
