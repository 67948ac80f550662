// SPDX-License-Identifier: Apache-2.0
/*
 * The compilation matrix: general comments first, then what is proposed on each paragraph in the order of the draft, then
 * what this draft has no place for. Proposals that ask for the same in the same words are one row with several States;
 * nothing else is merged by machine. What was withdrawn or superseded stands below the rest of its paragraph.
 */
#include "common/mem.h"
#include "report/record.h"
#include "report/table_voices.h"

#include <stdlib.h>

enum {
	NO,
	PARAGRAPH,
	STATES,
	TYPE,
	ACTION,
	COMMENT,
	TEXT,
	OBSERVATIONS,
	DISPOSITION,
	REASON,
	SOURCE
};

/* ---- cells ---------------------------------------------------------------------------------------------- */

static void put_number(rap_buf *out, const rap_voice *one)
{
	if (one->proposal)
		rap_buf_printf(out, "%s-%ld", one->proposal->member, one->proposal->number);
	else
		rap_buf_printf(out, "%s %s", one->answer->member, one->answer->field);
}

static void put_paragraph(rap_buf *out, const rap_voice *one)
{
	if (one->answer)
		rap_buf_printf(out, "General: %s", one->field->label);
	else
		rap_buf_str(out, one->proposal->paragraph);
	if (one->heading)
		rap_buf_printf(out, "\n%s", one->heading);
}

static const char *type_of(const rap_voices *v, const rap_voice *one)
{
	(void)v;
	return rap_proposal_type_text(one->proposal ? one->proposal->type : RAP_PROPOSAL_GENERAL);
}

static const char *comment_of(const rap_voices *v, const rap_voice *one)
{
	(void)v;
	if (one->answer)
		return one->answer->raw;
	if (one->proposal->action == RAP_ACTION_COMMENT)
		return one->proposal->words;
	return one->proposal->reason ? one->proposal->reason : "";
}

static const rap_decision *decision_of(const rap_voices *v, const rap_voice *one)
{
	return one->proposal ? rap_tables_decision(v->source, one->proposal->id) : NULL;
}

static const char *reason_of(const rap_voices *v, const rap_voice *one)
{
	const rap_decision *decision = decision_of(v, one);

	return decision && decision->reason ? decision->reason : "";
}

static const char *source_revision(const rap_voice *one)
{
	return one->proposal ? one->proposal->base_revision : NULL;
}

/* A text of every voice of a row: once where all say the same or only one says anything, else each with its number. */
static void put_each(const rap_voices *v, rap_table *t, size_t column, const rap_voice *run,
                     size_t n, const char *of(const rap_voices *v, const rap_voice *one))
{
	rap_buf out = rap_buf_init(RAP_TABLE_CELL_MAX);
	bool same = true;

	for (size_t i = 1; i < n && same; i++)
		same = strcmp(of(v, &run[0]), of(v, &run[i])) == 0;
	for (size_t i = 0; i < (same ? 1 : n); i++) {
		if (!*of(v, &run[i]))
			continue;
		rap_buf_str(&out, out.len ? "\n" : "");
		if (!same) {
			put_number(&out, &run[i]);
			rap_buf_str(&out, ": ");
		}
		rap_buf_str(&out, of(v, &run[i]));
	}
	rap_table_buf(t, column, &out);
}

static void put_states(const rap_voices *v, rap_table *t, const rap_voice *run, size_t n)
{
	rap_buf names = rap_buf_init(RAP_TABLE_CELL_MAX),
		numbers = rap_buf_init(RAP_TABLE_CELL_MAX);
	const char *last = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *member = rap_voice_member(&run[i]);

		rap_buf_str(&numbers, i ? "\n" : "");
		put_number(&numbers, &run[i]);
		if (!last || strcmp(last, member) != 0)
			rap_buf_printf(&names, "%s%s", last ? ", " : "",
			               rap_record_state(v->source->desk, member));
		last = member;
	}
	rap_table_buf(t, STATES, &names);
	rap_table_buf(t, NO, &numbers);
}

static void put_text(rap_table *t, const rap_voice *one)
{
	const rap_proposal_row *row = one->proposal;
	rap_buf out = rap_buf_init(RAP_TABLE_CELL_MAX);

	if (row && row->action == RAP_ACTION_DELETE)
		rap_buf_printf(&out, "[delete %s]", row->paragraph);
	else if (row && row->action == RAP_ACTION_INSERT_AFTER)
		rap_buf_printf(&out, "[new paragraph after %s]\n%s", row->paragraph,
		               row->text ? row->text : row->words);
	else if (row && row->action == RAP_ACTION_REPLACE)
		rap_buf_str(&out, row->text ? row->text : row->words);
	rap_table_buf(t, TEXT, &out);
}

static void observe(rap_buf *out, const char *what)
{
	rap_buf_printf(out, "%s%s", out->len ? "\n" : "", what);
}

/* Whether the paragraph is another one than the proposal was made on. */
static bool has_changed(const rap_voice *one)
{
	const rap_board_paragraph *p = one->paragraph;

	for (size_t i = 0; p && p->carried && i < p->all.n; i++)
		if (p->all.at[i] == one->proposal)
			return p->carried[i].changed;
	return false;
}

/* What is the same for all of a row, and what holds for some of it. */
static void observe_origin(const rap_voices *v, const rap_voice *run, size_t n, rap_buf *out)
{
	const rap_draft *draft = v->source->desk->draft;
	bool late = false, older = false, changed = false;

	for (size_t i = 0; i < n; i++) {
		const rap_voice *one = &run[i];
		const rap_tables_mail *mail = rap_tables_mail_of(
			v->source, one->proposal ? one->proposal->mail_id : one->answer->mail_id);

		late |= mail && mail->late;
		if (source_revision(one) && draft && draft->revision &&
		    strcmp(source_revision(one), draft->revision) != 0) {
			older = true;
			changed |= has_changed(one);
		}
	}
	if (older)
		observe(out,
		        changed ? "Made on an earlier version; the paragraph has changed since."
		                : "Made on an earlier version; the paragraph is the same.");
	if (late)
		observe(out, "Received after the deadline.");
}

static void observe_paragraph(const rap_voice *one, rap_buf *out)
{
	rap_convergence convergence =
		one->paragraph ? one->paragraph->convergence : RAP_CONVERGENCE_NONE;

	if (one->proposal && !one->paragraph)
		observe(out, "The draft has no such paragraph.");
	if (rap_voice_is_gone(one))
		return;
	if (convergence == RAP_CONVERGENCE_COMPETING)
		observe(out, "Competing proposals on this paragraph.");
	if (convergence == RAP_CONVERGENCE_RESERVATION)
		observe(out, "A State reserves its position on this paragraph.");
}

/* What the record itself knows; the column is for the secretariat to go on with. */
static void put_observations(const rap_voices *v, rap_table *t, const rap_voice *run, size_t n)
{
	const rap_decision *decision = decision_of(v, run);
	rap_answer_status status = run->proposal ? run->proposal->status : run->answer->status;
	rap_buf out = rap_buf_init(RAP_TABLE_CELL_MAX);

	if (decision && decision->text && !rap_voice_is_gone(run)) {
		observe(&out, "The words accepted: ");
		rap_buf_str(&out, decision->text);
	}
	if (status == RAP_ANSWER_UNCLEAR)
		observe(&out, "Not clear as it was written; its author has been asked.");
	if (status == RAP_ANSWER_CONFLICT)
		observe(&out, "Two people of this State differ; they have been asked.");
	if (status == RAP_ANSWER_RESERVE)
		observe(&out, "Reserves its position.");
	observe_paragraph(run, &out);
	observe_origin(v, run, n, &out);
	rap_table_buf(t, OBSERVATIONS, &out);
}

static const char *disposition_of(const rap_voice *one)
{
	if (!one->proposal)
		return "";
	return one->proposal->withdrawn       ? "withdrawn"
	       : one->proposal->superseded_by ? "superseded"
	                                      : one->proposal->disposition;
}

static void put_sources(const rap_voices *v, rap_table *t, const rap_voice *run, size_t n)
{
	rap_buf out = rap_buf_init(RAP_TABLE_CELL_MAX);

	for (size_t i = 0; i < n; i++) {
		const rap_voice *one = &run[i];

		rap_buf_str(&out, i ? "\n" : "");
		rap_tables_put_source(v->source,
		                      one->proposal ? one->proposal->mail_id : one->answer->mail_id,
		                      &out);
		if (source_revision(one))
			rap_buf_printf(&out, ", %s", source_revision(one));
	}
	rap_table_buf(t, SOURCE, &out);
}

static void put_row(const rap_voices *v, rap_table *t, const rap_voice *run, size_t n, bool begins)
{
	rap_table_row *row = rap_table_row_add(t);
	rap_buf paragraph = rap_buf_init(RAP_TABLE_CELL_MAX);

	row->begins = begins;
	row->quiet = rap_voice_is_gone(run);
	put_paragraph(&paragraph, run);
	rap_table_buf(t, PARAGRAPH, &paragraph);
	put_states(v, t, run, n);
	put_each(v, t, TYPE, run, n, type_of);
	rap_table_set(t, ACTION,
	              run->proposal ? rap_action_text(run->proposal->action) : "comment");
	put_each(v, t, COMMENT, run, n, comment_of);
	put_text(t, run);
	put_observations(v, t, run, n);
	rap_table_set(t, DISPOSITION, disposition_of(run));
	put_each(v, t, REASON, run, n, reason_of);
	put_sources(v, t, run, n);
}

/* One row for each proposal that stands: what decisions_csv.h reads back. */
static void put_decision(const rap_voices *v, rap_table *t, const rap_voice *one)
{
	const rap_decision *decision = decision_of(v, one);
	rap_buf number = rap_buf_init(RAP_TABLE_CELL_MAX);

	if (!one->proposal || rap_voice_is_gone(one))
		return;
	(void)rap_table_row_add(t);
	put_number(&number, one);
	rap_table_buf(t, 0, &number);
	rap_table_set(t, 1, one->proposal->disposition);
	rap_table_set(t, 2, decision ? decision->reason : NULL);
	rap_table_set(t, 3, decision ? decision->text : NULL);
}

static void put_columns(rap_table *matrix, rap_table *decisions)
{
	static const struct {
		const char *key, *title;
		unsigned width;
	} columns[] = {
		{"number", "No.", 7},
		{"paragraph", "Paragraph", 13},
		{"states", "State(s)", 13},
		{"type", "Type", 11},
		{"action", "Action", 9},
		{"comment", "Comment or explanation", 26},
		{"text", "Proposed text", 42},
		{"observations", "Observations of the secretariat", 20},
		{"disposition", "Disposition", 11},
		{"reason", "Reason", 16},
		{"source", "Source", 24},
	};
	static const char *const decided[] = {"proposal", "disposition", "reason", "text"};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		rap_table_column_add(matrix, columns[i].key, columns[i].title, columns[i].width);
	for (size_t i = 0; i < sizeof decided / sizeof *decided; i++)
		rap_table_column_add(decisions, decided[i], decided[i], 20);
}

void rap_tables_matrix(const rap_tables_source *source, rap_table *matrix, rap_table *decisions)
{
	rap_voices v = rap_voices_make(source);
	size_t last = SIZE_MAX;

	put_columns(matrix, decisions);
	matrix->frozen = PARAGRAPH + 1;
	for (size_t i = 0, n; i < v.n; i += n) {
		for (n = 1; i + n < v.n && v.at[i + n].leader == v.at[i].leader;)
			n++;
		put_row(&v, matrix, &v.at[i], n, v.at[i].place != last);
		last = v.at[i].place;
	}
	for (size_t i = 0; i < v.n; i++)
		put_decision(&v, decisions, &v.at[i]);
	free(v.at);
}
