// SPDX-License-Identifier: Apache-2.0
/*
 * What States bring up beside the draft, whom they name, and every answer that stands, in the order of the form. An
 * objective that asks for a list, and for no draft, ratings or persons, is about other matters: its answers are.
 */
#include "common/mem.h"
#include "common/reading.h"
#include "common/utf8.h"
#include "report/record.h"
#include "report/tables_source.h"

#include <jansson.h>
#include <stdlib.h>

static bool is_about_matters(const rap_objective *o)
{
	return rap_tables_asks(o, RAP_FIELD_LIST) && !rap_tables_asks(o, RAP_FIELD_PROPOSALS) &&
	       !rap_tables_asks(o, RAP_FIELD_RATING) && !rap_tables_asks(o, RAP_FIELD_PEOPLE);
}

static json_t *list_of(const rap_answer_row *row)
{
	json_t *value = row->value ? json_loads(row->value, JSON_DECODE_ANY, NULL) : NULL;

	if (json_is_array(value) && json_array_size(value) > 0)
		return value;
	json_decref(value);
	return NULL;
}

/* Source and time of an answer, in two columns. */
static void put_origin(const rap_tables_source *s, rap_table *t, size_t column,
                       const rap_answer_row *row)
{
	rap_buf source = rap_buf_init(RAP_TABLE_CELL_MAX), time = rap_buf_init(100);

	rap_tables_put_time(&time, row->received);
	rap_tables_put_source(s, row->mail_id, &source);
	rap_table_buf(t, column, &time);
	rap_table_buf(t, column + 1, &source);
}

/* ---- answers, State by State ---------------------------------------------------------------------------- */

static void answer_columns(rap_table *t, const char *key, const char *title)
{
	rap_tables_field_columns(t);
	rap_table_column_add(t, "state", "State", 14);
	rap_table_column_add(t, key, title, 50);
	rap_table_column_add(t, "words", "As written", 20);
	rap_table_column_add(t, "status", "Status", 10);
	rap_table_column_add(t, "at", "Received (UTC)", 19);
	rap_table_column_add(t, "source", "Source", 20);
}

/* entry: one of a list, or NULL for an answer that is none. The words as written where they are not the same. */
static void one_row(const rap_tables_source *s, rap_table *t, const rap_objective *o,
                    const rap_field *field, const rap_answer_row *row, const char *entry)
{
	rap_buf words = rap_buf_init(RAP_TABLE_CELL_MAX);

	rap_table_row_add(t)->quiet = row->status == RAP_ANSWER_NONE;
	rap_tables_field_set(t, o, field);
	rap_table_set(t, 3, rap_record_state(s->desk, row->member));
	rap_tables_put_answer(&words, field, row);
	rap_table_set(t, 4, entry ? entry : rap_buf_text(&words));
	if (!entry && strcmp(rap_buf_text(&words), row->raw) != 0)
		rap_table_set(t, 5, row->raw);
	rap_table_set(t, 6, rap_tables_status(row->status));
	put_origin(s, t, 7, row);
	rap_buf_done(&words);
}

static void rows_of(const rap_tables_source *s, rap_table *t, const rap_objective *o,
                    const rap_field *field, const rap_answer_row *row, bool apart)
{
	json_t *list = apart ? list_of(row) : NULL;

	for (size_t i = 0; i < json_array_size(list); i++)
		one_row(s, t, o, field, row, json_string_value(json_array_get(list, i)));
	if (!list)
		one_row(s, t, o, field, row, NULL);
	json_decref(list);
}

/* All answers to one field, in the order of the roster; then those of States that are no longer on it. */
static void field_rows(const rap_tables_source *s, rap_table *t, const rap_objective *o,
                       const rap_field *field, bool apart)
{
	size_t before = t->n_rows, n;
	const rap_answer_row **rows;

	for (size_t i = 0; i < s->c->n_members; i++) {
		rows = rap_tables_answers(s, field->id, s->c->members[i].code, &n);
		for (size_t j = 0; j < n; j++)
			rows_of(s, t, o, field, rows[j], apart);
	}
	rows = rap_tables_answers(s, field->id, NULL, &n);
	for (size_t j = 0; j < n; j++)
		if (rap_record_place(s->desk, rows[j]->member) == s->c->n_members)
			rows_of(s, t, o, field, rows[j], apart);
	if (t->n_rows > before)
		t->rows[before].begins = true;
}

void rap_tables_matters(const rap_tables_source *s, rap_table *t)
{
	answer_columns(t, "matter", "Matter");
	for (size_t i = 0; i < s->c->n_objectives; i++) {
		const rap_objective *o = &s->c->objectives[i];

		for (size_t j = 0; j < o->n_fields; j++)
			if (o->fields[j].type == RAP_FIELD_LIST || is_about_matters(o))
				field_rows(s, t, o, &o->fields[j], true);
	}
}

void rap_tables_answers_all(const rap_tables_source *s, rap_table *t)
{
	answer_columns(t, "answer", "Answer");
	for (size_t i = 0; i < s->c->n_objectives; i++) {
		const rap_objective *o = &s->c->objectives[i];

		for (size_t j = 0; j < o->n_fields; j++)
			field_rows(s, t, o, &o->fields[j], false);
	}
}

/* ---- participants --------------------------------------------------------------------------------------- */

enum {
	STATE,
	OBJECTIVE,
	ITEM,
	QUESTION,
	NAME,
	TITLE,
	INSTITUTION,
	ADDRESS,
	REST,
	ANSWER,
	STATUS,
	AT
};

/* The entry of the list as the reader joined it out of its parts; what it has beyond them stands in *ret_rest. */
static bool is_person(const char *entry, const rap_person *person, const char **ret_rest)
{
	const char *parts[] = {person->name, person->title, person->organisation, person->address};
	rap_buf joined = rap_buf_init(RAP_TABLE_CELL_MAX);
	bool same;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i] && *parts[i])
			rap_buf_printf(&joined, "%s%s", joined.len ? ", " : "", parts[i]);
	same = joined.len > 0 && strncmp(entry, rap_buf_text(&joined), joined.len) == 0 &&
	       (entry[joined.len] == '\0' || strncmp(entry + joined.len, ", ", 2) == 0);
	*ret_rest = same && entry[joined.len] ? entry + joined.len + 2 : NULL;
	rap_buf_done(&joined);
	return same;
}

/* Who was read out of the mail; NULL where there is no reading of it any more. */
static rap_err reading_of(const rap_tables_source *s, int64_t mail, rap_reading **ret)
{
	char *json;
	const char *why;
	rap_err err = rap_reading_get(s->desk->store, mail, &json);

	*ret = NULL;
	if (err == RAP_E_NOT_FOUND)
		return RAP_OK;
	if (err != RAP_OK)
		return err;
	err = rap_reading_decode(rap_slice_of(json), ret, &why);
	free(json);
	return err == RAP_E_FORMAT ? RAP_OK : err; /* then the entry as a whole has to do */
}

static void answer_row(const rap_tables_source *s, rap_table *t, const rap_objective *o,
                       const rap_field *field, const rap_answer_row *row)
{
	rap_buf title = rap_buf_init(RAP_TABLE_CELL_MAX);

	(void)rap_table_row_add(t);
	rap_table_set(t, STATE, rap_record_state(s->desk, row->member));
	rap_buf_printf(&title, "%u. %s", o->number, o->title);
	rap_table_buf(t, OBJECTIVE, &title);
	rap_table_set(t, ITEM, field->id);
	rap_table_set(t, QUESTION, field->label);
	rap_table_set(t, STATUS, rap_tables_status(row->status));
	put_origin(s, t, AT, row);
}

static void person_row(rap_table *t, const char *entry, const rap_reading *reading)
{
	const char *rest;

	for (size_t i = 0; reading && i < reading->n_people; i++) {
		const rap_person *person = &reading->people[i];

		if (!is_person(entry, person, &rest))
			continue;
		rap_table_set(t, NAME, person->name);
		rap_table_set(t, TITLE, person->title);
		rap_table_set(t, INSTITUTION, person->organisation);
		rap_table_set(t, ADDRESS, person->address);
		rap_table_set(t, REST, rest);
		return;
	}
	rap_table_set(t, NAME, entry);
}

static rap_err people_rows(const rap_tables_source *s, rap_table *t, const rap_objective *o,
                           const rap_field *field, const rap_answer_row *row)
{
	json_t *list = list_of(row);
	rap_reading *reading = NULL;
	rap_err err = list ? reading_of(s, row->mail_id, &reading) : RAP_OK;

	for (size_t i = 0; i < json_array_size(list); i++) {
		answer_row(s, t, o, field, row);
		person_row(t, json_string_value(json_array_get(list, i)), reading);
	}
	if (!list) {
		answer_row(s, t, o, field, row);
		rap_table_set(t, ANSWER, row->raw);
	}
	rap_reading_free(reading);
	json_decref(list);
	return err;
}

static rap_err of_state(const rap_tables_source *s, rap_table *t, const rap_objective *o,
                        const rap_member *member)
{
	size_t before = t->n_rows;
	rap_err err = RAP_OK;

	for (size_t i = 0; i < o->n_fields && err == RAP_OK; i++) {
		const rap_field *field = &o->fields[i];
		size_t n;
		const rap_answer_row **rows = rap_tables_answers(s, field->id, member->code, &n);

		for (size_t j = 0; j < n && err == RAP_OK; j++) {
			rap_buf words = rap_buf_init(RAP_TABLE_CELL_MAX);

			if (field->type == RAP_FIELD_PEOPLE) {
				err = people_rows(s, t, o, field, rows[j]);
			} else {
				answer_row(s, t, o, field, rows[j]);
				rap_tables_put_answer(&words, field, rows[j]);
				rap_table_set(t, ANSWER, rap_buf_text(&words));
			}
			rap_buf_done(&words);
		}
	}
	if (t->n_rows == before) {
		rap_buf title = rap_buf_init(RAP_TABLE_CELL_MAX);

		rap_table_row_add(t)->quiet = true;
		rap_buf_printf(&title, "%u. %s", o->number, o->title);
		rap_table_set(t, STATE, member->name);
		rap_table_buf(t, OBJECTIVE, &title);
		rap_table_set(t, STATUS, "no reply");
	}
	t->rows[before].begins = true;
	return err;
}

rap_err rap_tables_participants(const rap_tables_source *s, rap_table *t)
{
	static const struct {
		const char *key, *title;
		unsigned width;
	} columns[] = {
		{"state", "State", 14},
		{"objective", "Objective", 15},
		{"item", "Item", 6},
		{"question", "Question", 18},
		{"name", "Name", 16},
		{"title", "Title", 14},
		{"institution", "Institution", 20},
		{"address", "Mail address", 22},
		{"rest", "Telephone and other", 12},
		{"answer", "Answer", 16},
		{"status", "Status", 9},
		{"at", "Received (UTC)", 19},
		{"source", "Source", 20},
	};
	rap_err err = RAP_OK;

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		rap_table_column_add(t, columns[i].key, columns[i].title, columns[i].width);
	for (size_t i = 0; i < s->c->n_members; i++)
		for (size_t j = 0; j < s->c->n_objectives && err == RAP_OK; j++)
			if (rap_tables_asks(&s->c->objectives[j], RAP_FIELD_PEOPLE))
				err = of_state(s, t, &s->c->objectives[j], &s->c->members[i]);
	return err;
}
