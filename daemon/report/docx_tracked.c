// SPDX-License-Identifier: Apache-2.0
/*
 * Tracked changes; see docx_tracked.h for what is to be left of them. w:ins and w:del hold runs; a paragraph is new where
 * its mark, which ends it, is an insertion.
 */
#include "report/docx_tracked.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/word_mark.h"
#include "report/compile.h"
#include "report/convergence.h"
#include "report/escape.h"
#include "report/record.h"

#include <stdlib.h>

#define AUTHOR_MAX 4096u

rap_docx_tracker rap_docx_tracker_init(const rap_desk *desk)
{
	return (rap_docx_tracker){.text.out = rap_buf_init(RAP_DOCX_DOCUMENT_MAX),
	                          .desk = desk,
	                          .reserving = rap_convergence_words(&desk->consultation->lexicon)};
}

void rap_docx_tracker_done(rap_docx_tracker *t)
{
	rap_buf_done(&t->text.out);
	rap_docx_comments_done(&t->comments);
	rap_strv_done(&t->reserving);
	rap_strv_done(&t->authors);
}

const char *rap_docx_paper_style(int level)
{
	return level <= 0 ? "PaperText" : level == 1 ? "PaperItem1" : "PaperItem2";
}

/* ---- whose ---------------------------------------------------------------------------------------------- */

/* Who proposes a change: rows, borrowed; the latest mail's date is that of the change. */
typedef struct whose {
	const rap_proposal_row **at;
	size_t n;
} whose;

static void whose_add(whose *who, const rap_board_list *list, const size_t *by, size_t n)
{
	if (n == 0)
		return;
	who->at = rap_reallocarray(who->at, who->n + n, sizeof(void *));
	for (size_t i = 0; i < n; i++)
		who->at[who->n++] = list->at[by ? by[i] : i];
}

static bool known(const rap_strv *list, const char *s)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->at[i], s) == 0)
			return true;
	return false;
}

/* <w:ins ...> or <w:del ...>, left open unless `whole`. */
static void open_change(rap_docx_tracker *t, const char *what, const whose *who, bool whole)
{
	const rap_board_list list = {who->at, who->n};
	rap_buf names = rap_buf_init(AUTHOR_MAX), shown = rap_buf_init(AUTHOR_MAX);
	int64_t at = 0;

	for (size_t i = 0; i < who->n; i++)
		at = who->at[i]->received > at ? who->at[i]->received : at;
	rap_board_names(&names, t->desk, &list, NULL, who->n);
	rap_escape_shown(&shown, rap_buf_as_slice(&names));
	if (!known(&t->authors, rap_buf_text(&shown)))
		rap_strv_add(&t->authors, rap_buf_text(&shown));
	t->latest = at > t->latest ? at : t->latest;
	t->changed = true;
	rap_buf_printf(&t->text.out, "<w:%s w:id=\"%u\" w:author=\"", what, t->text.ids++);
	rap_escape_xml(&t->text.out, rap_buf_as_slice(&shown));
	rap_buf_str(&t->text.out, "\" w:date=\"");
	rap_date_put_iso(&t->text.out, at, NULL);
	rap_buf_str(&t->text.out, whole ? "\"/>" : "\">");
	rap_buf_done(&names);
	rap_buf_done(&shown);
}

/* ---- words ---------------------------------------------------------------------------------------------- */

static void add_to_sum(rap_docx_tracker *t, rap_slice words, bool taken)
{
	rap_buf shown = rap_buf_init(RAP_DOCX_DOCUMENT_MAX);

	rap_escape_shown(&shown, words);
	t->was = rap_word_mark_exact(t->was, rap_buf_as_slice(&shown), taken);
	rap_buf_done(&shown);
}

static void put_taken(rap_docx_tracker *t, const whose *who, const char *words)
{
	rap_slice text = rap_slice_of(words);

	if (text.len == 0)
		return;
	open_change(t, "del", who, false);
	for (size_t at = 0; at < text.len;) {
		rap_buf_str(&t->text.out, "<w:r><w:delText xml:space=\"preserve\">");
		rap_escape_xml(&t->text.out, rap_docx_cut(text, &at));
		rap_buf_str(&t->text.out, "</w:delText></w:r>");
	}
	rap_buf_str(&t->text.out, "</w:del>");
	add_to_sum(t, text, true);
}

static void put_added(rap_docx_tracker *t, const whose *who, const char *words)
{
	if (!*words)
		return;
	open_change(t, "ins", who, false);
	rap_docx_run(&t->text, words);
	rap_buf_str(&t->text.out, "</w:ins>");
	add_to_sum(t, rap_slice_of(words), false);
}

/* ---- comments ------------------------------------------------------------------------------------------- */

/* "MN-4, reason: ..." */
static void put_comment(rap_docx_tracker *t, const rap_proposal_row *row, const char *what,
                        const char *words, rap_buf *references)
{
	rap_buf label = rap_buf_init(RAP_KIB);
	uint64_t sum;
	unsigned id;
	rap_docx_remark remark = {.author = rap_record_state(t->desk, row->member),
	                          .initials = row->member,
	                          .at = row->received,
	                          .words = words ? words : ""};

	rap_buf_printf(&label, "%s-%ld, %s%s", row->member, row->number, what, words ? ": " : "");
	if (words && !*words)
		rap_buf_str(&label, "(no words)");
	remark.label = rap_buf_text(&label);
	id = rap_docx_comments_add(&t->comments, &remark, &sum);
	t->latest = row->received > t->latest ? row->received : t->latest;
	rap_docx_bookmark_sum(&t->text, RAP_WORD_MARK_NOTE, sum);
	rap_buf_printf(&t->text.out, "<w:commentRangeStart w:id=\"%u\"/>", id);
	rap_buf_printf(
		references,
		"<w:commentRangeEnd w:id=\"%u\"/><w:r><w:rPr><w:rStyle "
		"w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"%u\"/></w:r>",
		id, id);
	rap_buf_done(&label);
}

/* Whether a proposal is a new paragraph, at which what is said of it stands. */
static bool is_new(const rap_proposal_row *row)
{
	return row->action == RAP_ACTION_INSERT_AFTER && row->status != RAP_ANSWER_UNCLEAR &&
	       row->text;
}

static bool is_among(const whose *who, const rap_proposal_row *row)
{
	for (size_t i = 0; i < who->n; i++)
		if (who->at[i] == row)
			return true;
	return false;
}

/* All that is to be said beside the paragraph itself (who NULL), or beside a new one of theirs. */
static void put_comments(rap_docx_tracker *t, const rap_board_paragraph *p, const whose *who,
                         rap_buf *references)
{
	for (size_t i = 0; i < p->all.n; i++) {
		const rap_proposal_row *row = p->all.at[i];
		rap_compile_remarks list;

		if (who ? !is_among(who, row) : is_new(row))
			continue;
		list = rap_compile_remarks_of(p, i, &t->reserving);
		for (size_t j = 0; j < list.n; j++)
			put_comment(t, row, list.at[j].what, list.at[j].words, references);
		rap_compile_remarks_done(&list);
	}
}

/* ---- paragraphs ----------------------------------------------------------------------------------------- */

/* Bookmarks and mark of a paragraph of the draft; returns the number of the bookmark to be ended. */
static unsigned begin_block(rap_docx_writer *w, const rap_block *block, rap_slice before,
                            rap_slice behind)
{
	unsigned id;

	/* The one is for people (and for Word, which takes no blanks and brackets), the other for who reads the file. */
	id = rap_docx_bookmark(w, block->bookmark, "");
	rap_docx_bookmark_end(w, id);
	id = rap_docx_bookmark(w, RAP_WORD_MARK_PARAGRAPH, block->mark);
	rap_buf_slice(&w->out, before);
	rap_docx_mark(w, block->mark);
	rap_buf_slice(&w->out, behind);
	rap_buf_str(&w->out, "<w:r><w:tab/></w:r>");
	return id;
}

void rap_docx_untracked(rap_docx_writer *w, const rap_block *block)
{
	unsigned id;

	rap_docx_begin(w, rap_docx_paper_style(block->level));
	id = begin_block(w, block, (rap_slice){"", 0}, (rap_slice){"", 0});
	rap_docx_run(w, block->text);
	rap_docx_bookmark_end(w, id);
	rap_docx_end(w);
}

static void begin_changes(rap_docx_tracker *t)
{
	t->changed = false;
	t->was = RAP_WORD_MARK_SUM;
}

static void end_changes(rap_docx_tracker *t)
{
	if (t->changed)
		rap_docx_bookmark_sum(&t->text, RAP_WORD_MARK_WAS, t->was);
}

/* Whether the one wording that stands whole may take the place of the text. */
static bool stands_alone(const rap_board_paragraph *p)
{
	for (size_t i = 0; i < p->overlay.n_segments; i++)
		if (p->overlay.segments[i].n_variants > 0)
			return false;
	return p->overlay.n_alternatives == 1 && p->deletions.n == 0;
}

static void put_segment(rap_docx_tracker *t, const rap_board_paragraph *p, const rap_segment *s,
                        const whose *all)
{
	whose who = {0};

	whose_add(&who, &(rap_board_list){all->at, all->n}, NULL, all->n);
	for (size_t i = 0; i < s->n_variants; i++)
		whose_add(&who, &p->replacements, s->variants[i].by, s->variants[i].n_by);
	if (who.n > 0)
		put_taken(t, &who, s->base);
	else if (*s->base)
		rap_docx_run(&t->text, s->base);
	free(who.at);
	for (size_t i = 0; i < s->n_variants; i++) {
		who = (whose){0};
		whose_add(&who, &p->replacements, s->variants[i].by, s->variants[i].n_by);
		put_added(t, &who, s->variants[i].text);
		free(who.at);
	}
}

/* The text, with what is changed in it. */
static void put_segments(rap_docx_tracker *t, const rap_board_paragraph *p)
{
	whose all = {0}; /* who takes out all of it */

	if (stands_alone(p))
		whose_add(&all, &p->replacements, p->overlay.alternatives[0].by,
		          p->overlay.alternatives[0].n_by);
	else
		whose_add(&all, &p->deletions, NULL, p->deletions.n);
	for (size_t i = 0; i < p->overlay.n_segments; i++)
		put_segment(t, p, &p->overlay.segments[i], &all);
	if (stands_alone(p))
		put_added(t, &all, p->overlay.alternatives[0].text);
	else if (p->deletions.n > 0)
		put_added(t, &all, RAP_DOCX_DELETED);
	free(all.at);
}

static void put_base(rap_docx_tracker *t, const rap_board_paragraph *p)
{
	rap_buf references = rap_buf_init(RAP_DOCX_DOCUMENT_MAX);
	unsigned id;

	rap_docx_begin(&t->text, rap_docx_paper_style(p->block->level));
	begin_changes(t);
	put_comments(t, p, NULL, &references);
	id = begin_block(&t->text, p->block, (rap_slice){"", 0}, rap_buf_as_slice(&references));
	put_segments(t, p);
	rap_docx_bookmark_end(&t->text, id);
	end_changes(t);
	rap_docx_end(&t->text);
	rap_buf_done(&references);
}

/* A paragraph that is an insertion from its first letter to its end. */
static void put_new(rap_docx_tracker *t, const rap_board_paragraph *p, const char *mark,
                    const rap_variant *v, const rap_board_list *list, bool with_comments)
{
	rap_buf references = rap_buf_init(RAP_DOCX_DOCUMENT_MAX), label = rap_buf_init(RAP_KIB);
	whose who = {0};

	whose_add(&who, list, v->by, v->n_by);
	begin_changes(t);
	rap_buf_printf(&t->text.out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/><w:rPr>",
	               rap_docx_paper_style(p->block->level));
	open_change(t, "ins", &who, true);
	rap_buf_str(&t->text.out, "</w:rPr></w:pPr>");
	if (with_comments)
		put_comments(t, p, &who, &references);
	open_change(t, "ins", &who, false);
	rap_docx_mark(&t->text, mark);
	rap_buf_slice(&t->text.out, rap_buf_as_slice(&references));
	rap_buf_str(&t->text.out, "<w:r><w:tab/></w:r>");
	rap_docx_run(&t->text, *v->text ? v->text : "(no text)");
	rap_buf_str(&t->text.out, "</w:ins>");
	rap_buf_printf(&label, "[%s]", mark);
	add_to_sum(t, rap_buf_as_slice(&label), false);
	add_to_sum(t, rap_slice_of(*v->text ? v->text : "(no text)"), false);
	end_changes(t);
	rap_docx_end(&t->text);
	free(who.at);
	rap_buf_done(&references);
	rap_buf_done(&label);
}

static void put_alternatives(rap_docx_tracker *t, const rap_board_paragraph *p)
{
	for (size_t i = 0; i < p->overlay.n_alternatives; i++) {
		rap_buf mark = rap_buf_init(RAP_KIB);

		rap_buf_printf(&mark, "%s alt", p->block->mark);
		if (p->overlay.n_alternatives > 1)
			rap_buf_printf(&mark, " %zu", i + 1);
		/* Their comments stand at the paragraph itself. */
		put_new(t, p, rap_buf_text(&mark), &p->overlay.alternatives[i], &p->replacements,
		        false);
		rap_buf_done(&mark);
	}
}

static void put_insertions(rap_docx_tracker *t, const rap_board_paragraph *p)
{
	size_t which = 0;

	for (size_t i = 0; i < p->n_new; i++) {
		rap_buf mark = rap_buf_init(RAP_KIB);

		rap_compile_next_mark(t->desk, p->block->mark, &which, &mark);
		put_new(t, p, rap_buf_text(&mark), &p->new[i], &p->insertions, true);
		rap_buf_done(&mark);
	}
}

void rap_docx_tracked(rap_docx_tracker *t, const rap_board_paragraph *p)
{
	put_base(t, p);
	if (!stands_alone(p))
		put_alternatives(t, p);
	put_insertions(t, p);
}
