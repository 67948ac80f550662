// SPDX-License-Identifier: Apache-2.0
/* The paragraphs of the draft, for the programme; see annotation.h. */
#include "report/annotation.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/agreement.h"
#include "report/compile.h"

#include <stdlib.h>

#define LINE_MAX RAP_MIB
#define WORDS_MAX 160u /* characters of one wording */

/* ---- one paragraph -------------------------------------------------------------------------------------- */

static bool all_comments(const rap_board_list *notes)
{
	for (size_t i = 0; i < notes->n; i++)
		if (notes->at[i]->action != RAP_ACTION_COMMENT)
			return false;
	return true;
}

/* "replace: Japan, Mongolia; delete: China" */
static void put_actions(const rap_papers *papers, const rap_board_paragraph *p, rap_buf *out)
{
	const struct {
		const char *what;
		const rap_board_list *list;
	} kinds[] = {{"other words", &p->replacements},
	             {"deletion", &p->deletions},
	             {"a new paragraph after it", &p->insertions},
	             {all_comments(&p->notes) ? "comments" : "comments or proposals not clear yet",
	              &p->notes}};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (kinds[i].list->n == 0)
			continue;
		rap_buf_printf(out, "%s%s: ", out->len ? "; " : "", kinds[i].what);
		rap_paper_who(papers, kinds[i].list, NULL, kinds[i].list->n, out);
	}
}

static void put_wording(const rap_papers *papers, const rap_variant *v, const rap_board_list *list,
                        rap_doc *doc)
{
	rap_buf words = rap_buf_init(LINE_MAX), who = rap_buf_init(LINE_MAX);

	rap_paper_excerpt(&words, v->text, WORDS_MAX);
	rap_paper_who(papers, list, v->by, v->n_by, &who);
	if (words.len > 0) {
		rap_doc_run(doc, RAP_RUN_PLAIN, "\"");
		rap_doc_run(doc, RAP_RUN_NEW, rap_buf_text(&words));
		rap_doc_run(doc, RAP_RUN_PLAIN, "\"");
	} else {
		rap_doc_run(doc, RAP_RUN_PLAIN, "without these words");
	}
	rap_doc_run(doc, RAP_RUN_PLAIN, " (");
	rap_doc_run(doc, RAP_RUN_BY, rap_buf_text(&who));
	rap_doc_run(doc, RAP_RUN_PLAIN, ")");
	rap_buf_done(&words);
	rap_buf_done(&who);
}

/* Where words of the draft stand against others. */
static void put_segment(const rap_papers *papers, const rap_board_paragraph *p,
                        const rap_segment *segment, rap_doc *doc)
{
	rap_buf base = rap_buf_init(LINE_MAX);

	rap_paper_excerpt(&base, segment->base, WORDS_MAX);
	rap_doc_block_add(doc, RAP_DOC_NOTE, 0);
	if (base.len > 0)
		rap_doc_printf(doc, RAP_RUN_PLAIN, "Instead of \"%s\": ", rap_buf_text(&base));
	else
		rap_doc_run(doc, RAP_RUN_PLAIN, "Added: ");
	for (size_t i = 0; i < segment->n_variants; i++) {
		rap_doc_run(doc, RAP_RUN_PLAIN, i ? "; or " : "");
		put_wording(papers, &segment->variants[i], &p->replacements, doc);
	}
	rap_buf_done(&base);
}

static void put_whole(const rap_papers *papers, const char *what, const rap_variant *v,
                      const rap_board_list *list, rap_doc *doc)
{
	rap_doc_block_add(doc, RAP_DOC_NOTE, 0);
	rap_doc_printf(doc, RAP_RUN_PLAIN, "%s: ", what);
	put_wording(papers, v, list, doc);
}

static void put_note(const rap_papers *papers, const rap_proposal_row *row, rap_doc *doc)
{
	const rap_board_list one = {&row, 1};
	rap_buf words = rap_buf_init(LINE_MAX), who = rap_buf_init(LINE_MAX);

	rap_paper_excerpt(&words, row->words && *row->words ? row->words : row->text, WORDS_MAX);
	rap_paper_who(papers, &one, NULL, 1, &who);
	rap_doc_block_add(doc, RAP_DOC_NOTE, 0);
	rap_doc_printf(doc, RAP_RUN_PLAIN, "%s of ",
	               row->action == RAP_ACTION_COMMENT ? "Comment"
	                                                 : "Proposal that is not clear yet");
	rap_doc_run(doc, RAP_RUN_BY, rap_buf_text(&who));
	rap_doc_run(doc, RAP_RUN_PLAIN, ": ");
	rap_doc_run(doc, RAP_RUN_WORDS, rap_buf_text(&words));
	rap_buf_done(&words);
	rap_buf_done(&who);
}

/* What is decided stands beside what is open until a revision holds it. */
static void put_accepted(const rap_papers *papers, const rap_board_paragraph *p, rap_doc *doc)
{
	rap_buf numbers = rap_buf_init(LINE_MAX);
	size_t n = 0;

	for (size_t i = 0; i < p->all.n; i++) {
		const rap_proposal_row *row = p->all.at[i];

		if (strncmp(row->disposition, "accepted", 8) != 0)
			continue;
		rap_buf_printf(&numbers, "%s%s-%ld (%s)", n++ ? ", " : "", row->member, row->number,
		               row->disposition);
	}
	if (n > 0) {
		if (!rap_papers_named(papers)) { /* a number tells whose it is */
			rap_buf_cut(&numbers, 0);
			rap_paper_count(&numbers, n, "proposal", "proposals");
		}
		rap_doc_block_add(doc, RAP_DOC_NOTE, 0);
		rap_doc_printf(doc, RAP_RUN_PLAIN, "Decided already: %s", rap_buf_text(&numbers));
	}
	rap_buf_done(&numbers);
}

void rap_annotation_paragraph(const rap_papers *papers, const rap_board_paragraph *p, rap_doc *doc)
{
	rap_buf actions = rap_buf_init(LINE_MAX);

	put_actions(papers, p, &actions);
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_printf(doc, RAP_RUN_STRONG, "Paragraph %s:", rap_compile_number(p->block->mark));
	rap_doc_run(doc, RAP_RUN_PLAIN, " ");
	rap_doc_run(doc, RAP_RUN_PLAIN, rap_buf_text(&actions));
	rap_doc_run(doc, RAP_RUN_PLAIN, ".");
	for (size_t i = 0; i < p->overlay.n_segments; i++)
		if (p->overlay.segments[i].n_variants > 0)
			put_segment(papers, p, &p->overlay.segments[i], doc);
	for (size_t i = 0; i < p->overlay.n_alternatives; i++)
		put_whole(papers, "Another wording of the whole", &p->overlay.alternatives[i],
		          &p->replacements, doc);
	for (size_t i = 0; i < p->n_new; i++)
		put_whole(papers, "New", &p->new[i], &p->insertions, doc);
	for (size_t i = 0; i < p->notes.n; i++)
		put_note(papers, p->notes.at[i], doc);
	put_accepted(papers, p, doc);
	rap_buf_done(&actions);
}

/* ---- the draft ------------------------------------------------------------------------------------------ */

static bool is_editorial(const rap_papers *papers, const rap_board_paragraph *p)
{
	(void)papers;
	return p->convergence == RAP_CONVERGENCE_EDITORIAL;
}

static bool is_competing(const rap_papers *papers, const rap_board_paragraph *p)
{
	(void)papers;
	return p->convergence == RAP_CONVERGENCE_COMPETING;
}

static bool is_reserved(const rap_papers *papers, const rap_board_paragraph *p)
{
	(void)papers;
	return p->convergence == RAP_CONVERGENCE_RESERVATION;
}

static bool is_identical(const rap_papers *papers, const rap_board_paragraph *p)
{
	(void)papers;
	return p->convergence == RAP_CONVERGENCE_IDENTICAL;
}

static bool is_apart(const rap_papers *papers, const rap_board_paragraph *p)
{
	return p->convergence == RAP_CONVERGENCE_APART && !rap_agreement_comments(papers, p);
}

static void put_class(const rap_papers *papers, rap_agreement_fn *is, const char *title,
                      rap_doc *doc)
{
	bool any = false;

	for (size_t i = 0; i < papers->board.n; i++) {
		const rap_board_paragraph *p = &papers->board.paragraphs[i];

		if (!is(papers, p))
			continue;
		if (!any)
			rap_paper_section(doc, 4, title);
		any = true;
		rap_annotation_paragraph(papers, p, doc);
	}
}

static void put_line(const rap_papers *papers, rap_agreement_fn *is, const char *label,
                     rap_doc *doc)
{
	rap_buf list = rap_buf_init(LINE_MAX);

	if (rap_agreement_list(papers, is, &list) > 0)
		rap_paper_labelled(doc, label, rap_buf_text(&list));
	rap_buf_done(&list);
}

static void put_strays(const rap_papers *papers, rap_doc *doc)
{
	rap_board_list strays = rap_agreement_strays(&papers->board.strays);
	rap_buf line = rap_buf_init(LINE_MAX);

	for (size_t i = 0, n; i < strays.n; i += n) {
		rap_board_list here = {strays.at + i, n = rap_agreement_same_place(&strays, i)};

		rap_buf_printf(&line, "%s%s (", i ? "; " : "",
		               rap_compile_number(strays.at[i]->paragraph));
		rap_paper_who(papers, &here, NULL, n, &line);
		rap_buf_char(&line, ')');
	}
	if (strays.n > 0)
		rap_paper_labelled(doc, "Proposals on paragraphs that are not in this draft",
		                   rap_buf_text(&line));
	rap_buf_done(&line);
	free(strays.at);
}

void rap_annotation_draft(const rap_papers *papers, rap_doc *doc)
{
	/* What needs the meeting most comes first. */
	put_class(papers, is_competing, "Competing proposals", doc);
	put_class(papers, is_reserved, "Reservations", doc);
	put_class(papers, is_apart, "Proposals that do not compete", doc);
	put_class(papers, is_identical, "Identical proposals of several States", doc);
	put_class(papers, rap_agreement_comments, "Comments only", doc);
	rap_paper_section(doc, 4, "The other paragraphs");
	put_line(papers, is_editorial, "Editorial changes only, which may be taken together", doc);
	put_line(papers, rap_agreement_decided, "Decided already, none open", doc);
	put_line(papers, rap_agreement_untouched, "Without proposals", doc);
	put_strays(papers, doc);
}
