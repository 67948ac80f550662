// SPDX-License-Identifier: Apache-2.0
/* Reads the record once and has every table made of it; see tables.h. What several tables say alike stands here. */
#include "report/tables.h"

#include "common/mem.h"
#include "report/record.h"
#include "report/tables_source.h"

#include <jansson.h>
#include <stdlib.h>

/* ---- the mails ------------------------------------------------------------------------------------------ */

static rap_err add_mail(void *user, const rap_mail_in *mail)
{
	rap_tables_source *s = user;

	if (s->n_mails % 64 == 0)
		s->mails = rap_reallocarray(s->mails, s->n_mails + 64, sizeof *s->mails);
	s->mails[s->n_mails++] = (rap_tables_mail){
		.id = mail->id,
		.received_at = mail->received_at,
		.round = mail->round,
		.author = rap_strdup(mail->author_address),
		.member = rap_strdup(mail->member),
		.verdict = rap_strdup(rap_verdict_text(mail->verdict)),
		.reason = rap_strdup(mail->reason),
		.kind = rap_strdup(mail->kind),
		.subject = rap_strdup(mail->subject),
		.status = rap_strdup(rap_mail_state_text(mail->state)),
		.message_id = rap_strdup(rap_record_message_id_shown(mail->message_id)),
		.late = mail->late,
	};
	return RAP_OK;
}

static int by_id(const void *a, const void *b)
{
	const rap_tables_mail *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

rap_tables_mail *rap_tables_mail_of(const rap_tables_source *source, int64_t id)
{
	const rap_tables_mail wanted = {.id = id};

	if (source->n_mails == 0)
		return NULL;
	return bsearch(&wanted, source->mails, source->n_mails, sizeof *source->mails, by_id);
}

void rap_tables_put_source(const rap_tables_source *source, int64_t mail, rap_buf *out)
{
	const rap_tables_mail *found = rap_tables_mail_of(source, mail);

	if (found && found->message_id)
		rap_buf_str(out, found->message_id);
	else
		rap_buf_printf(out, "mail %lld", (long long)mail);
}

void rap_tables_put_time(rap_buf *out, int64_t utc)
{
	if (utc != 0 && utc != RAP_DATE_NONE)
		rap_date_put_iso(out, utc, NULL);
}

static rap_err read_mails(rap_tables_source *s)
{
	rap_proposal_rows *rows = &s->board.rows;
	rap_answer_rows all;
	rap_err err;

	if (!s->desk->store)
		return RAP_OK;
	err = rap_mail_in_each(s->desk->store, INT64_MIN, INT64_MAX, add_mail, s);
	if (err == RAP_OK)
		err = rap_record_answers(s->desk, NULL, true, &all);
	if (err != RAP_OK)
		return err;
	if (s->n_mails > 1)
		qsort(s->mails, s->n_mails, sizeof *s->mails, by_id);
	for (size_t i = 0; i < all.n; i++) {
		rap_tables_mail *mail = rap_tables_mail_of(s, all.at[i].mail_id);

		if (mail)
			mail->answers++;
	}
	for (size_t i = 0; i < rows->n; i++) {
		rap_tables_mail *mail = rap_tables_mail_of(s, rows->at[i].mail_id);

		if (mail)
			mail->proposals++;
	}
	rap_answer_rows_done(&all);
	return RAP_OK;
}

/* ---- the decisions -------------------------------------------------------------------------------------- */

static int by_proposal(const void *a, const void *b)
{
	const rap_decision *x = a, *y = b;

	return (x->proposal_id > y->proposal_id) - (x->proposal_id < y->proposal_id);
}

static int by_proposal_then_age(const void *a, const void *b)
{
	const rap_decision *x = a, *y = b;
	int order = by_proposal(a, b);

	return order ? order : (x->id > y->id) - (x->id < y->id);
}

/* Leaves the newest of each proposal. */
static rap_err read_decisions(rap_tables_source *s)
{
	rap_decisions *d = &s->decisions;
	size_t kept = 0;
	rap_err err;

	if (!s->desk->store)
		return RAP_OK;
	err = rap_decisions_get(s->desk->store, 0, d);
	if (err != RAP_OK || d->n == 0)
		return err;
	qsort(d->at, d->n, sizeof *d->at, by_proposal_then_age);
	for (size_t i = 1; i < d->n; i++) {
		if (by_proposal(&d->at[kept], &d->at[i]) != 0)
			kept++;
		if (kept != i) {
			rap_decision older = d->at[kept];

			d->at[kept] = d->at[i];
			d->at[i] = older;
		}
	}
	s->n_decided = kept + 1;
	return RAP_OK;
}

const rap_decision *rap_tables_decision(const rap_tables_source *source, int64_t proposal)
{
	const rap_decision wanted = {.proposal_id = proposal};

	if (source->n_decided == 0)
		return NULL;
	return bsearch(&wanted, source->decisions.at, source->n_decided, sizeof wanted,
	               by_proposal);
}

/* ---- the answers ---------------------------------------------------------------------------------------- */

/* Ids are digits and points: 2.10 comes after 2.9, but any order that is the same everywhere finds them. */
static int by_field(const void *a, const void *b)
{
	const rap_answer_row *x = *(const rap_answer_row *const *)a;
	const rap_answer_row *y = *(const rap_answer_row *const *)b;
	int order = strcmp(x->field, y->field);

	if (order == 0)
		order = strcmp(x->member, y->member);
	return order ? order : (x->id > y->id) - (x->id < y->id);
}

static void sort_answers(rap_tables_source *s)
{
	const rap_answer_rows *rows = &s->board.answers;

	s->answers = rap_calloc(rows->n + 1, sizeof *s->answers);
	for (size_t i = 0; i < rows->n; i++)
		if (!rows->at[i].superseded_by)
			s->answers[s->n_answers++] = &rows->at[i];
	if (s->n_answers > 1)
		qsort(s->answers, s->n_answers, sizeof *s->answers, by_field);
}

/* -1: the row comes before what is looked for; member NULL: any State. */
static int compare(const rap_answer_row *row, const char *field, const char *member)
{
	int order = strcmp(row->field, field);

	return order == 0 && member ? strcmp(row->member, member) : order;
}

const rap_answer_row **rap_tables_answers(const rap_tables_source *source, const char *field,
                                          const char *member, size_t *ret_n)
{
	size_t from = 0, to = source->n_answers, end;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (compare(source->answers[middle], field, member) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (end = from;
	     end < source->n_answers && compare(source->answers[end], field, member) == 0;)
		end++;
	*ret_n = end - from;
	return source->answers + from;
}

static void put_json(rap_buf *out, const rap_field *field, const json_t *value)
{
	if (json_is_string(value)) {
		rap_buf_str(out, json_string_value(value));
	} else if (json_is_boolean(value)) {
		rap_buf_str(out, json_is_true(value) ? "yes" : "no");
	} else if (json_is_integer(value)) {
		rap_buf_printf(out, "%lld", (long long)json_integer_value(value));
		if (field && field->type == RAP_FIELD_RATING)
			rap_buf_printf(out, " of %ld", field->scale_max);
	} else {
		for (size_t i = 0; i < json_array_size(value); i++)
			rap_buf_printf(out, "%s%s", i ? "\n" : "",
			               json_string_value(json_array_get(value, i)));
	}
}

void rap_tables_put_answer(rap_buf *out, const rap_field *field, const rap_answer_row *row)
{
	json_t *value = row->value ? json_loads(row->value, JSON_DECODE_ANY, NULL) : NULL;
	size_t before = out->len;

	put_json(out, field, value);
	if (out->len == before)
		rap_buf_str(out, row->raw);
	json_decref(value);
}

const char *rap_tables_status(rap_answer_status status)
{
	switch (status) {
	case RAP_ANSWER_NONE:
		return "none";
	case RAP_ANSWER_RESERVE:
		return "reserves";
	case RAP_ANSWER_UNCLEAR:
		return "unclear";
	case RAP_ANSWER_CONFLICT:
		return "in conflict";
	case RAP_ANSWER_OK:
		break;
	}
	return "";
}

/* ---- columns that several tables have ------------------------------------------------------------------- */

void rap_tables_field_columns(rap_table *table)
{
	rap_table_column_add(table, "objective", "Objective", 16);
	rap_table_column_add(table, "item", "Item", 6);
	rap_table_column_add(table, "question", "Question", 28);
}

void rap_tables_field_set(rap_table *table, const rap_objective *objective, const rap_field *field)
{
	rap_buf title = rap_buf_init(RAP_TABLE_CELL_MAX);

	rap_buf_printf(&title, "%u. %s", objective->number, objective->title);
	rap_table_buf(table, 0, &title);
	rap_table_set(table, 1, field ? field->id : NULL);
	rap_table_set(table, 2, field ? field->label : NULL);
}

void rap_tables_state_columns(rap_table *table, const rap_consultation *c, unsigned width)
{
	for (size_t i = 0; i < c->n_members; i++)
		rap_table_column_add(table, c->members[i].code, c->members[i].name, width);
}

bool rap_tables_asks(const rap_objective *objective, rap_field_type type)
{
	for (size_t i = 0; i < objective->n_fields; i++)
		if (objective->fields[i].type == type)
			return true;
	return false;
}

bool rap_tables_asks_draft(const rap_objective *objective)
{
	for (size_t i = 0; i < objective->n_fields; i++)
		if (objective->fields[i].type == RAP_FIELD_PROPOSALS && objective->fields[i].draft)
			return true;
	return false;
}

/* ---- all of them ---------------------------------------------------------------------------------------- */

bool rap_tables_on_sheet(rap_tables_kind kind)
{
	return kind != RAP_TABLES_DECISIONS;
}

bool rap_tables_in_csv(rap_tables_kind kind)
{
	return kind != RAP_TABLES_ANSWERS && kind != RAP_TABLES_KEY;
}

bool rap_tables_in_json(rap_tables_kind kind)
{
	return kind < RAP_TABLES_ANSWERS;
}

static rap_err read_source(rap_tables_source *s)
{
	rap_err err;

	if (s->desk->draft) {
		err = rap_board_make(s->desk, NULL, &s->board);
	} else {
		err = rap_record_proposals(s->desk, NULL, true, &s->board.rows);
		if (err == RAP_OK)
			err = rap_record_answers(s->desk, NULL, false, &s->board.answers);
	}
	if (err == RAP_OK)
		err = read_mails(s);
	if (err == RAP_OK)
		err = read_decisions(s);
	if (err == RAP_OK)
		sort_answers(s);
	return err;
}

static void source_done(rap_tables_source *s)
{
	for (size_t i = 0; i < s->n_mails; i++) {
		free(s->mails[i].author);
		free(s->mails[i].member);
		free(s->mails[i].verdict);
		free(s->mails[i].reason);
		free(s->mails[i].kind);
		free(s->mails[i].subject);
		free(s->mails[i].status);
		free(s->mails[i].message_id);
	}
	free(s->mails);
	free(s->answers);
	rap_decisions_done(&s->decisions);
	rap_board_done(&s->board);
}

rap_err rap_tables_make(const rap_desk *desk, rap_tables *ret)
{
	static const char *const names[RAP_TABLES_N][2] = {
		{"matrix", "Matrix"},
		{"positions", "Positions"},
		{"ratings", "Ratings"},
		{"matters", "Other matters"},
		{"participants", "Participants"},
		{"log", "Log"},
		{"answers", "Answers"},
		{"key", "Key"},
		{"decisions", "Decisions"},
	};
	rap_tables_source s = {.desk = desk, .c = desk->consultation};
	rap_err err;

	for (size_t i = 0; i < RAP_TABLES_N; i++)
		ret->at[i] = rap_table_init(names[i][0], names[i][1]);
	err = read_source(&s);
	if (err == RAP_OK) {
		rap_tables_matrix(&s, &ret->at[RAP_TABLES_MATRIX], &ret->at[RAP_TABLES_DECISIONS]);
		rap_tables_positions(&s, &ret->at[RAP_TABLES_POSITIONS]);
		rap_tables_ratings(&s, &ret->at[RAP_TABLES_RATINGS]);
		rap_tables_matters(&s, &ret->at[RAP_TABLES_MATTERS]);
		rap_tables_log(&s, &ret->at[RAP_TABLES_LOG]);
		rap_tables_answers_all(&s, &ret->at[RAP_TABLES_ANSWERS]);
		rap_tables_key(&s, &ret->at[RAP_TABLES_KEY]);
		err = rap_tables_participants(&s, &ret->at[RAP_TABLES_PARTICIPANTS]);
	}
	source_done(&s);
	return err;
}

void rap_tables_done(rap_tables *tables)
{
	for (size_t i = 0; i < RAP_TABLES_N; i++)
		rap_table_done(&tables->at[i]);
}
