// SPDX-License-Identifier: Apache-2.0
/* What the papers of the meeting have in common; see paper.h. */
#include "report/paper.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "report/record.h"
#include "report/revise_earlier.h"

#include <stdlib.h>

#define PAPER_MAX (64u * RAP_MIB)
#define SAID_MAX (64u * RAP_KIB)

/* ---- the record ----------------------------------------------------------------------------------------- */

void rap_papers_mark(const rap_papers *p, const char *member, bool *on)
{
	size_t place = rap_record_place(p->desk, member);

	if (place < p->desk->consultation->n_members)
		on[place] = true;
}

/* Those on paragraphs that the draft does not have stay in the board's list alone. */
static void put_settled(rap_papers *p)
{
	const rap_board_list *settled = &p->board.settled;
	rap_board_list *room = rap_calloc(p->board.n + 1, sizeof *room);
	size_t *at = rap_calloc(settled->n + 1, sizeof *at);

	for (size_t i = 0; i < settled->n; i++) {
		const rap_board_paragraph *on =
			rap_board_find(&p->board, settled->at[i]->paragraph);

		at[i] = on ? (size_t)(on - p->board.paragraphs) : p->board.n;
		room[at[i]].n++;
	}
	for (size_t i = 0; i <= p->board.n; i++)
		room[i] = (rap_board_list){rap_calloc(room[i].n + 1, sizeof(void *)), 0};
	for (size_t i = 0; i < settled->n; i++)
		room[at[i]].at[room[at[i]].n++] = settled->at[i];
	free(at);
	p->settled = room;
}

rap_err rap_papers_open(const rap_desk *desk, rap_papers *ret)
{
	rap_papers p = {.desk = desk, .has_draft = desk->draft != NULL};
	rap_err err = p.has_draft ? rap_board_make(desk, NULL, &p.board)
	                          : rap_record_answers(desk, NULL, false, &p.answers);

	*ret = (rap_papers){0};
	if (err == RAP_OK)
		err = rap_revise_desk_since(desk, &p.since);
	if (err != RAP_OK) {
		rap_board_done(&p.board);
		rap_answer_rows_done(&p.answers);
		return err;
	}
	if (p.has_draft)
		p.answers = p.board.answers;
	p.replied = rap_calloc(desk->consultation->n_members + 1, sizeof *p.replied);
	for (size_t i = 0; i < p.answers.n; i++)
		rap_papers_mark(&p, p.answers.at[i].member, p.replied);
	for (size_t i = 0; i < p.board.rows.n; i++)
		rap_papers_mark(&p, p.board.rows.at[i].member, p.replied);
	put_settled(&p);
	*ret = p;
	return RAP_OK;
}

void rap_papers_done(rap_papers *papers)
{
	for (size_t i = 0; papers->settled && i <= papers->board.n; i++)
		free(papers->settled[i].at);
	free(papers->settled);
	if (papers->has_draft)
		rap_board_done(&papers->board);
	else
		rap_answer_rows_done(&papers->answers);
	free(papers->replied);
	*papers = (rap_papers){0};
}

/* ---- words ---------------------------------------------------------------------------------------------- */

void rap_paper_say(rap_doc *doc, const char *text)
{
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_run(doc, RAP_RUN_PLAIN, text);
}

void rap_paper_labelled(rap_doc *doc, const char *label, const char *text)
{
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_printf(doc, RAP_RUN_STRONG, "%s:", label);
	rap_doc_printf(doc, RAP_RUN_PLAIN, " %s", text);
}

void rap_paper_item(rap_doc *doc, const char *text)
{
	rap_doc_block_add(doc, RAP_DOC_ITEM, 0);
	rap_doc_run(doc, RAP_RUN_PLAIN, text);
}

void rap_paper_section(rap_doc *doc, int level, const char *title)
{
	rap_doc_block_add(doc, RAP_DOC_HEADING, level);
	rap_doc_run(doc, RAP_RUN_PLAIN, title);
}

void rap_paper_count(rap_buf *out, size_t n, const char *one, const char *many)
{
	rap_buf_printf(out, "%zu %s", n, n == 1 ? one : many);
}

void rap_paper_excerpt(rap_buf *out, const char *words, size_t most)
{
	rap_slice s = rap_utf8_trim(rap_slice_of(words));
	bool blank = false;

	for (size_t at = 0, n = 0; at < s.len; n++) {
		size_t from = at;

		if (n == most) {
			rap_buf_str(out, "...");
			return;
		}
		if (rap_utf8_is_space(rap_utf8_next(s, &at))) {
			blank = true;
			continue;
		}
		rap_buf_str(out, blank ? " " : "");
		blank = false;
		rap_buf_slice(out, rap_slice_sub(s, from, at));
	}
}

/* ---- States --------------------------------------------------------------------------------------------- */

bool rap_papers_named(const rap_papers *papers)
{
	const rap_consultation *c = papers->desk->consultation;

	return c->attribution_named || papers->desk->now >= c->meeting.starts;
}

bool rap_papers_differ(const rap_papers *papers, const char *member, const char *field)
{
	for (size_t i = 0; i < papers->answers.n; i++) {
		const rap_answer_row *row = &papers->answers.at[i];

		if (row->status == RAP_ANSWER_CONFLICT && !row->superseded_by &&
		    strcmp(row->member, member) == 0 && strcmp(row->field, field) == 0)
			return true;
	}
	return false;
}

void rap_paper_who(const rap_papers *papers, const rap_board_list *list, const size_t *by, size_t n,
                   rap_buf *out)
{
	const rap_consultation *c = papers->desk->consultation;
	bool *seen;
	size_t states = 0;

	if (rap_papers_named(papers)) {
		rap_board_names(out, papers->desk, list, by, n);
		return;
	}
	seen = rap_calloc(c->n_members + 1, sizeof *seen);
	for (size_t i = 0; i < n; i++) {
		size_t place = rap_record_place(papers->desk, list->at[by ? by[i] : i]->member);

		place = place < c->n_members ? place : c->n_members;
		states += !seen[place];
		seen[place] = true;
	}
	rap_paper_count(out, states, "member State", "member States");
	free(seen);
}

void rap_paper_members(const rap_papers *papers, const bool *on, bool as, rap_buf *out)
{
	const rap_consultation *c = papers->desk->consultation;
	const char *between = "";

	for (size_t i = 0; i < c->n_members; i++) {
		if (on[i] != as)
			continue;
		rap_buf_printf(out, "%s%s", between, c->members[i].name);
		between = ", ";
	}
}

/* ---- head and forms ------------------------------------------------------------------------------------- */

static void put_time(const rap_consultation *c, rap_buf *out)
{
	rap_date_put_human(out, c->meeting.starts, c->meeting.timezone, true);
	if (c->meeting.venue)
		rap_buf_printf(out, ". %s", c->meeting.venue);
	rap_buf_char(out, '.');
}

void rap_paper_head(const rap_papers *papers, const char *title, rap_doc *doc)
{
	const rap_desk *desk = papers->desk;
	const rap_consultation *c = desk->consultation;
	rap_buf time = rap_buf_init(SAID_MAX), now = rap_buf_init(SAID_MAX);

	rap_paper_section(doc, 1, title);
	put_time(c, &time);
	rap_paper_labelled(doc, c->title, rap_buf_text(&time));
	rap_date_put_human(&now, desk->now, c->meeting.timezone, true);
	rap_doc_block_add(doc, RAP_DOC_PARAGRAPH, 0);
	rap_doc_printf(doc, RAP_RUN_PLAIN, "Draft of the Secretariat, as of %s",
	               rap_buf_text(&now));
	if (papers->has_draft) {
		const char *title_of = desk->draft->title, *revision = desk->draft->revision;

		rap_doc_printf(doc, RAP_RUN_PLAIN, ", on %s", *title_of ? title_of : "the draft");
		if (revision && !strstr(title_of, revision))
			rap_doc_printf(doc, RAP_RUN_PLAIN, " (%s)", revision);
	}
	rap_doc_run(doc, RAP_RUN_PLAIN, ".");
	rap_buf_done(&time);
	rap_buf_done(&now);
}

void rap_paper_print(const rap_desk *desk, const char *title, const rap_doc *doc, rap_compiled *ret)
{
	rap_buf markdown = rap_buf_init(PAPER_MAX), html = rap_buf_init(PAPER_MAX);
	rap_buf text = rap_buf_init(PAPER_MAX), page = rap_buf_init(SAID_MAX);

	rap_doc_markdown(doc, &markdown);
	rap_buf_printf(&page, "%s - %s", title, desk->consultation->id);
	rap_doc_page(doc, rap_buf_text(&page), &html);
	rap_buf_done(&page);
	rap_doc_text(doc, &text);
	*ret = (rap_compiled){rap_buf_take(&markdown), rap_buf_take(&html), rap_buf_take(&text)};
}
