// SPDX-License-Identifier: Apache-2.0
/*
 * Word files of the updated draft with proposals at random, and what is to be left of them.
 *
 *     drafts CONSULTATION LEXICON FOLDER SEED COUNT PROPOSALS
 *
 * FOLDER/N.docx for each N from SEED on, every second with hostile words in it; N.json beside it: "rejected", "accepted"
 * (the paragraphs with marks, in order), "comments" (author, date, words).
 */
#include "common/file.h"
#include "report/compile.h"
#include "report/convergence.h"
#include "report/docx_tracked.h"
#include "report/docx_updated.h"
#include "report/escape.h"
#include "report/record.h"
#include "tests/unit/daemon/draft_world.h"

#include <jansson.h>
#include <stdio.h>

static void add_line(json_t *list, const char *mark, const char *text)
{
	rap_buf line = rap_buf_init(RAP_DOCX_DOCUMENT_MAX);

	rap_buf_printf(&line, "[%s]\t", mark);
	rap_escape_shown(&line, rap_slice_of(text));
	json_array_append_new(list, json_string(rap_buf_text(&line)));
	rap_buf_done(&line);
}

static bool is_untouched(const rap_board_paragraph *p)
{
	for (size_t i = 0; i < p->overlay.n_segments; i++)
		if (p->overlay.segments[i].n_variants > 0)
			return false;
	return p->deletions.n == 0;
}

/* All that is proposed in the text taken, in the order of the overlay. */
static void add_accepted(json_t *list, const rap_desk *desk, const rap_board_paragraph *p)
{
	bool alone = p->overlay.n_alternatives == 1 && is_untouched(p);
	rap_buf text = rap_buf_init(RAP_DOCX_DOCUMENT_MAX);
	size_t which = 0;

	for (size_t i = 0; i < p->overlay.n_segments && !alone; i++) {
		const rap_segment *s = &p->overlay.segments[i];

		if (s->n_variants == 0 && p->deletions.n == 0)
			rap_buf_str(&text, s->base);
		for (size_t j = 0; j < s->n_variants; j++)
			rap_buf_str(&text, s->variants[j].text);
	}
	rap_buf_str(&text, p->deletions.n > 0 ? RAP_DOCX_DELETED
	                   : alone            ? p->overlay.alternatives[0].text
	                                      : "");
	add_line(list, p->block->mark, rap_buf_text(&text));
	for (size_t i = 0; i < p->overlay.n_alternatives && !alone; i++) {
		rap_buf_cut(&text, 0);
		rap_buf_printf(&text, "%s alt", p->block->mark);
		if (p->overlay.n_alternatives > 1)
			rap_buf_printf(&text, " %zu", i + 1);
		add_line(list, rap_buf_text(&text), p->overlay.alternatives[i].text);
	}
	for (size_t i = 0; i < p->n_new; i++) {
		rap_compile_next_mark(desk, p->block->mark, &which, &text);
		add_line(list, rap_buf_text(&text), p->new[i].text);
	}
	rap_buf_done(&text);
}

static void add_comments(json_t *list, const rap_desk *desk, const rap_board_paragraph *p,
                         const rap_strv *reserving)
{
	for (size_t i = 0; i < p->all.n; i++) {
		const rap_proposal_row *row = p->all.at[i];
		rap_compile_remarks remarks = rap_compile_remarks_of(p, i, reserving);

		for (size_t j = 0; j < remarks.n; j++) {
			rap_buf date = rap_buf_init(64), words = rap_buf_init(RAP_MIB);

			rap_date_put_iso(&date, row->received, NULL);
			rap_escape_shown(
				&words,
				rap_slice_of(remarks.at[j].words ? remarks.at[j].words : ""));
			json_array_append_new(
				list, json_pack("[s, s, s]", rap_record_state(desk, row->member),
			                        rap_buf_text(&date), rap_buf_text(&words)));
			rap_buf_done(&date);
			rap_buf_done(&words);
		}
		rap_compile_remarks_done(&remarks);
	}
}

static json_t *wanted(const rap_desk *desk, const rap_board *board)
{
	json_t *rejected = json_array(), *accepted = json_array(), *comments = json_array();
	rap_strv reserving = rap_convergence_words(&desk->consultation->lexicon);

	for (size_t i = 0; i < board->n; i++) {
		const rap_board_paragraph *p = &board->paragraphs[i];

		add_line(rejected, p->block->mark, p->block->text);
		add_accepted(accepted, desk, p);
		add_comments(comments, desk, p, &reserving);
	}
	rap_strv_done(&reserving);
	return json_pack("{s:o, s:o, s:o}", "rejected", rejected, "accepted", accepted, "comments",
	                 comments);
}

static bool write_one(const rap_desk *desk, const char *folder, unsigned long seed, size_t n)
{
	draft_world w = {.seed = seed * 7919 + 1, .desk = desk, .nasty = seed % 2 == 1};
	rap_buf path = rap_buf_init(4096), file = {0};
	json_t *want;
	bool good;

	world_board(&w, n);
	good = rap_docx_updated_make(desk, &w.board, &file) == RAP_OK;
	rap_buf_printf(&path, "%s/%lu.docx", folder, seed);
	good = good &&
	       rap_file_create(rap_buf_text(&path), rap_buf_as_slice(&file), 0600) == RAP_OK;
	want = wanted(desk, &w.board);
	rap_buf_cut(&path, 0);
	rap_buf_printf(&path, "%s/%lu.json", folder, seed);
	good = good && json_dump_file(want, rap_buf_text(&path), 0) == 0;
	json_decref(want);
	rap_buf_done(&file);
	rap_buf_done(&path);
	world_done(&w);
	return good;
}

static bool read_draft(const rap_consultation *c, const char *dir, rap_draft *ret)
{
	rap_buf path = rap_buf_init(4096), text = {0};
	rap_diags diags = {0};
	bool good;

	rap_buf_printf(&path, "%s/%s", dir, c->rounds[0].draft);
	good = rap_file_read(rap_buf_text(&path), RAP_LIMIT_DRAFT_FILE, &text) == RAP_OK &&
	       rap_draft_parse(rap_buf_as_slice(&text), "draft.md", &diags, ret);
	ret->revision = good ? rap_strdup(c->rounds[0].revision) : NULL;
	rap_diags_done(&diags);
	rap_buf_done(&path);
	rap_buf_done(&text);
	return good;
}

int main(int argc, char **argv)
{
	rap_diags diags = {0};
	rap_consultation *c;
	rap_draft draft = {0};
	unsigned long seed, count;
	bool good = true;

	if (argc != 7)
		return 64;
	c = rap_consultation_load(argv[1], argv[2], argv[3], &diags);
	if (!c || !read_draft(c, argv[1], &draft))
		return 78;
	seed = strtoul(argv[4], NULL, 10);
	count = strtoul(argv[5], NULL, 10);
	for (unsigned long i = seed; i < seed + count && good; i++) {
		const rap_desk desk = {
			.consultation = c, .draft = &draft, .now = 1595203200, .round = 1};

		good = write_one(&desk, argv[3], i, strtoul(argv[6], NULL, 10));
	}
	rap_draft_done(&draft);
	rap_consultation_free(c);
	rap_diags_done(&diags);
	return good ? 0 : 1;
}
