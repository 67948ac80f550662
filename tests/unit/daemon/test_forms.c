// SPDX-License-Identifier: Apache-2.0
/*
 * Whatever is proposed over several mails, corrected and withdrawn: its number and its words are in every form of the
 * updated draft, and every form is the same when it is made again. The compiled text has laws of its own
 * (test_compiled_laws.c); here it stands beside the Word file, the workbook, CSV and JSON.
 */
#include "report/board.h"
#include "report/docx_updated.h"
#include "report/tables.h"
#include "report/workbook.h"

#include "draft_world.h"
#include "stage.h"

#include <zip.h>

#define FORM_MAX ((size_t)64 << 20)

typedef enum form {
	FORM_MARKDOWN,
	FORM_HTML,
	FORM_TEXT,
	FORM_DOCX,
	FORM_XLSX,
	FORM_CSV,
	FORM_JSON,
	FORMS,
} form;

static const char *const names[] = {"Markdown", "HTML", "text", "docx", "xlsx", "CSV", "JSON"};

/* ---- what a form says, without how it says it ------------------------------------------------------------ */

/* Without tags, escapes, marks of quoting and blanks: what is left of a wording is the same in every form. */
static char *bare(rap_slice s, bool markup)
{
	rap_buf out = rap_buf_init(FORM_MAX);
	bool tag = false;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (markup && c == '<')
			tag = true;
		if (!tag && !strchr(" \t\r\n\\|*_`", c) &&
		    !(c == '"' && !markup)) /* strchr finds the NUL too: it is dropped */
			rap_buf_char(&out, c);
		if (markup && c == '>')
			tag = false;
	}
	return rap_buf_take(&out);
}

static void add_part(rap_buf *out, zip_t *archive, zip_uint64_t i)
{
	zip_stat_t stat;
	zip_file_t *part = zip_fopen_index(archive, i, 0);
	char *bytes;

	assert_non_null(part);
	assert_int_equal(zip_stat_index(archive, i, 0, &stat), 0);
	bytes = rap_calloc((size_t)stat.size + 1, 1);
	assert_int_equal(zip_fread(part, bytes, stat.size), (zip_int64_t)stat.size);
	rap_buf_add(out, bytes, (size_t)stat.size);
	free(bytes);
	(void)zip_fclose(part);
}

static char *bare_archive(const rap_buf *file)
{
	zip_source_t *source = zip_source_buffer_create(file->at, file->len, 0, NULL);
	zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, NULL);
	rap_buf all = rap_buf_init(FORM_MAX);
	char *text;

	assert_non_null(archive);
	for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); i++)
		add_part(&all, archive, (zip_uint64_t)i);
	(void)zip_close(archive);
	text = bare(rap_buf_as_slice(&all), true);
	rap_buf_done(&all);
	return text;
}

static char *bare_docx(const rap_desk *desk)
{
	rap_buf file = {0}, again = {0};
	rap_board board;
	char *text;

	assert_int_equal(rap_board_make(desk, NULL, &board), RAP_OK);
	assert_int_equal(rap_docx_updated_make(desk, &board, &file), RAP_OK);
	assert_int_equal(rap_docx_updated_make(desk, &board, &again), RAP_OK);
	assert_true(rap_slice_eq(rap_buf_as_slice(&file), rap_buf_as_slice(&again)));
	rap_board_done(&board);
	text = bare_archive(&file);
	rap_buf_done(&file);
	rap_buf_done(&again);
	return text;
}

static void make_tables(const rap_desk *desk, char **texts)
{
	rap_buf file = {0}, again = {0}, csv = {0}, json = {0};
	rap_tables tables;

	assert_int_equal(rap_tables_make(desk, &tables), RAP_OK);
	assert_int_equal(rap_workbook_make(desk, &tables, "/tmp", &file), RAP_OK);
	assert_int_equal(rap_workbook_make(desk, &tables, "/tmp", &again), RAP_OK);
	assert_true(rap_slice_eq(rap_buf_as_slice(&file), rap_buf_as_slice(&again)));
	assert_int_equal(rap_export_csv(desk, "proposals", &csv), RAP_OK);
	assert_int_equal(rap_export_json(desk, &tables, &json), RAP_OK);
	texts[FORM_XLSX] = bare_archive(&file);
	texts[FORM_CSV] = bare(rap_buf_as_slice(&csv), false);
	texts[FORM_JSON] = bare(rap_buf_as_slice(&json), false);
	rap_tables_done(&tables);
	rap_buf_done(&file);
	rap_buf_done(&again);
	rap_buf_done(&csv);
	rap_buf_done(&json);
}

static void make_forms(const rap_desk *desk, char **texts)
{
	rap_compiled compiled = {0};

	assert_int_equal(rap_compiled_make(desk, &compiled), RAP_OK);
	texts[FORM_MARKDOWN] = bare(rap_slice_of(compiled.markdown), false);
	texts[FORM_HTML] = bare(rap_slice_of(compiled.html), true);
	texts[FORM_TEXT] = bare(rap_slice_of(compiled.text), false);
	rap_compiled_done(&compiled);
	texts[FORM_DOCX] = bare_docx(desk);
	make_tables(desk, texts);
}

/* ---- what must be there ---------------------------------------------------------------------------------- */

static bool has_number(const char *text, const char *number)
{
	size_t len = strlen(number);

	for (const char *at = text; (at = strstr(at, number)) != NULL; at += len)
		if (at[len] < '0' || at[len] > '9')
			return true;
	return false;
}

static void need_words(char **texts, form from, form to, const char *words, const char *number)
{
	char *wanted = bare(rap_slice_of(words), false);

	for (form f = from; f <= to; f++)
		if (!strstr(texts[f], wanted))
			fail_msg("%s: \"%s\" is not in the %s", number, words, names[f]);
	free(wanted);
}

/* In the drafts a wording stands in the paragraph: each of its edits, or the whole of it. */
static void need_variants(char **texts, const rap_board_paragraph *p)
{
	const rap_overlay *o = &p->overlay;

	for (size_t i = 0; i < o->n_segments; i++)
		for (size_t j = 0; j < o->segments[i].n_variants; j++)
			need_words(texts, FORM_MARKDOWN, FORM_DOCX, o->segments[i].variants[j].text,
			           p->block->mark);
	for (size_t i = 0; i < o->n_alternatives; i++)
		need_words(texts, FORM_MARKDOWN, FORM_DOCX, o->alternatives[i].text,
		           p->block->mark);
	for (size_t i = 0; i < p->n_new; i++)
		need_words(texts, FORM_MARKDOWN, FORM_DOCX, p->new[i].text, p->block->mark);
	for (size_t i = 0; i < p->notes.n; i++)
		if (p->notes.at[i]->status != RAP_ANSWER_UNCLEAR)
			need_words(texts, FORM_MARKDOWN, FORM_DOCX, p->notes.at[i]->words,
			           p->block->mark);
}

static void check_forms(stage *s)
{
	char *texts[FORMS];
	rap_board board;

	make_forms(&s->desk, texts);
	assert_int_equal(rap_board_make(&s->desk, NULL, &board), RAP_OK);
	for (size_t i = 0; i < board.rows.n; i++) {
		const rap_proposal_row *row = &board.rows.at[i];
		char number[64]; /* a code of two letters, a dash, at most twenty digits, NUL */

		(void)snprintf(number, sizeof number, "%.8s-%ld", row->member, row->number);
		for (form f = 0; f < FORMS; f++)
			if (!has_number(texts[f], number))
				fail_msg("%s is not in the %s", number, names[f]);
		if (row->text)
			need_words(texts, FORM_CSV, FORM_JSON, row->text, number);
		if (row->text && !row->superseded_by)
			need_words(texts, FORM_XLSX, FORM_XLSX, row->text, number);
	}
	for (size_t i = 0; i < board.n; i++)
		need_variants(texts, &board.paragraphs[i]);
	rap_board_done(&board);
	for (form f = 0; f < FORMS; f++)
		free(texts[f]);
}

/* ---- records at random ----------------------------------------------------------------------------------- */

static void put_row(stage *s, const rap_proposal_row *row, const char *author)
{
	rap_proposal p = {.paragraph = row->paragraph,
	                  .base_revision = row->base_revision,
	                  .action = row->action,
	                  .text = row->text,
	                  .words = row->text ? row->text : row->words,
	                  .reason = row->reason,
	                  .status = row->status};
	long number;

	assert_int_equal(rap_proposal_add(s->desk.store, s->mail, row->member, author, s->mail_at,
	                                  &p, &number),
	                 RAP_OK);
}

/* So many mails of both focal points of all States, some of them taking back what was said. */
static void fill_record(stage *s, draft_world *w, size_t n)
{
	while (w->board.rows.n < n) {
		const rap_block *block = &s->draft.blocks[world_any(w, s->draft.n)];

		if (block->mark)
			world_row(w, block);
	}
	for (size_t i = 0; i < n; i++) {
		const rap_proposal_row *row = &w->board.rows.at[i];
		rap_buf when = rap_buf_init(64);
		rap_err err = RAP_OK;

		rap_buf_printf(&when, "2020-07-10T00:%02zu:%02zu+09:00", i / 60, i % 60);
		stage_mail(s, rap_buf_text(&when), row->member, "a@point.example", "Re",
		           RAP_VERDICT_ACCEPTED, NULL);
		rap_buf_done(&when);
		put_row(s, row, world_any(w, 3) ? "a@point.example" : "b@point.example");
		if (world_any(w, 8) == 0)
			err = rap_proposal_withdraw(s->desk.store, s->mail, row->member,
			                            1 + (long)world_any(w, 9));
		assert_true(err == RAP_OK || err == RAP_E_NOT_FOUND);
	}
	rap_proposal_rows_done(&w->board.rows);
}

/* RAP_TEST_CASES in the environment: so many proposals. */
static void test_every_form_has_every_proposal(void **state)
{
	const char *cases = getenv("RAP_TEST_CASES");
	long n_cases = cases ? strtol(cases, NULL, 10) : 400;

	(void)state;
	for (long done = 0, i = 0; done < n_cases; i++) {
		stage *s = stage_open("2020-07-20T09:00:00+09:00");
		draft_world w = {.seed = 20200806 + (uint64_t)i, .desk = &s->desk};

		for (int j = 0; j < 8; j++)
			(void)world_any(&w, 2); /* seeds that are near each other part */
		fill_record(s, &w, 100);
		check_forms(s);
		stage_close(s);
		done += 100;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_form_has_every_proposal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
