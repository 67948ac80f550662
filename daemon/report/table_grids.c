// SPDX-License-Identifier: Apache-2.0
/*
 * State by question: positions and ratings. A cell says what the State has said, or that it has said nothing, in words of
 * its own: silence is never counted as consent, nor as anything else.
 */
#include "common/mem.h"
#include "report/record.h"
#include "report/tables_source.h"

#include <jansson.h>
#include <stdlib.h>

#define FIELD_COLUMNS 3u

static json_t *value_of(const rap_answer_row *row)
{
	return row->value ? json_loads(row->value, JSON_DECODE_ANY, NULL) : NULL;
}

/* ---- positions ------------------------------------------------------------------------------------------ */

enum { RESERVES, NOTHING, UNCLEAR, CONFLICT, NO_REPLY, OTHERS };
static const char *const other_words[OTHERS] = {"reserves", "none", "unclear", "in conflict",
                                                "no reply"};

/* How often each option was chosen, then each of the others. */
typedef struct tally {
	const rap_field *field;
	size_t *count;
} tally;

static size_t option_of(const rap_field *field, const char *word)
{
	size_t i = 0;

	while (i < field->options.n && strcmp(field->options.at[i], word) != 0)
		i++;
	return i;
}

/* What was chosen, as the form has it; "" for none of its options. */
static const char *choice_of(const rap_field *field, const json_t *value)
{
	size_t option = json_is_string(value) ? option_of(field, json_string_value(value))
	                                      : field->options.n;

	return option < field->options.n ? field->options.at[option] : "";
}

static void put_conflict(rap_buf *out, const rap_field *field, const rap_answer_row **rows,
                         size_t n)
{
	for (size_t i = 0; i < n; i++) {
		rap_buf_str(out, i ? " / " : "");
		rap_tables_put_answer(out, field, rows[i]);
	}
	rap_buf_str(out, " (in conflict)");
}

/* One State's position. Where it says that it has nothing to say, that is no position, and it is told which word it was. */
static void put_position(const tally *t, const rap_answer_row **rows, size_t n, rap_buf *out)
{
	const rap_field *field = t->field;
	const size_t none = option_of(field, "no position");
	const char *chosen;
	json_t *value;

	if (n == 0) {
		rap_buf_str(out, other_words[NO_REPLY]);
		t->count[field->options.n + NO_REPLY]++;
		return;
	}
	if (n > 1 || rows[0]->status == RAP_ANSWER_CONFLICT) {
		put_conflict(out, field, rows, n);
		t->count[field->options.n + CONFLICT]++;
		return;
	}
	value = value_of(rows[0]);
	chosen = choice_of(field, value);
	if (rows[0]->status == RAP_ANSWER_RESERVE) {
		rap_buf_str(out, other_words[RESERVES]);
		t->count[field->options.n + RESERVES]++;
	} else if (rows[0]->status == RAP_ANSWER_NONE && none < field->options.n) {
		rap_buf_printf(out, "%s (%s)", field->options.at[none], rows[0]->raw);
		t->count[none]++;
	} else if (rows[0]->status == RAP_ANSWER_NONE) {
		rap_buf_str(out, other_words[NOTHING]);
		t->count[field->options.n + NOTHING]++;
	} else if (rows[0]->status == RAP_ANSWER_OK && *chosen) {
		rap_buf_str(out, chosen);
		t->count[option_of(field, chosen)]++;
	} else {
		rap_buf_printf(out, "%s: %s", other_words[UNCLEAR], rows[0]->raw);
		t->count[field->options.n + UNCLEAR]++;
	}
	json_decref(value);
}

static void put_tally(const tally *t, rap_buf *out)
{
	for (size_t i = 0; i < t->field->options.n + OTHERS; i++) {
		if (t->count[i] == 0)
			continue;
		rap_buf_printf(out, "%s%s: %zu", out->len ? "\n" : "",
		               i < t->field->options.n ? t->field->options.at[i]
		                                       : other_words[i - t->field->options.n],
		               t->count[i]);
	}
}

static void position_row(const rap_tables_source *s, const rap_objective *o, const rap_field *field,
                         rap_table *table)
{
	tally t = {field, rap_calloc(field->options.n + OTHERS, sizeof(size_t))};
	rap_buf sum = rap_buf_init(RAP_TABLE_CELL_MAX);

	(void)rap_table_row_add(table);
	rap_tables_field_set(table, o, field);
	for (size_t i = 0; i < s->c->n_members; i++) {
		size_t n;
		const rap_answer_row **rows =
			rap_tables_answers(s, field->id, s->c->members[i].code, &n);
		rap_buf cell = rap_buf_init(RAP_TABLE_CELL_MAX);

		put_position(&t, rows, n, &cell);
		rap_table_buf(table, FIELD_COLUMNS + i, &cell);
		if (n == 0)
			rap_table_quiet(table, FIELD_COLUMNS + i);
	}
	put_tally(&t, &sum);
	rap_table_buf(table, FIELD_COLUMNS + s->c->n_members, &sum);
	free(t.count);
}

/* An objective without a question of position: who has replied to it at all. */
static void reply_row(const rap_tables_source *s, const rap_objective *o, rap_table *table)
{
	size_t replied = 0;
	rap_buf sum = rap_buf_init(200);

	rap_table_row_add(table)->quiet = true;
	rap_tables_field_set(table, o, NULL);
	rap_table_set(table, 2, "(no position is asked: who has replied)");
	for (size_t i = 0; i < s->c->n_members; i++) {
		size_t answers = 0, proposals = 0;
		const char *code = s->c->members[i].code;

		for (size_t j = 0; j < o->n_fields; j++) {
			size_t n;

			(void)rap_tables_answers(s, o->fields[j].id, code, &n);
			answers += n;
		}
		for (size_t j = 0; rap_tables_asks_draft(o) && j < s->board.rows.n; j++)
			proposals += strcmp(s->board.rows.at[j].member, code) == 0;
		replied += answers + proposals > 0;
		rap_table_set(table, FIELD_COLUMNS + i,
		              answers + proposals > 0 ? "has replied" : other_words[NO_REPLY]);
	}
	rap_buf_printf(&sum, "has replied: %zu\n%s: %zu", replied, other_words[NO_REPLY],
	               s->c->n_members - replied);
	rap_table_buf(table, FIELD_COLUMNS + s->c->n_members, &sum);
}

void rap_tables_positions(const rap_tables_source *s, rap_table *table)
{
	rap_tables_field_columns(table);
	rap_tables_state_columns(table, s->c, 14);
	rap_table_column_add(table, "tally", "How many", 22);
	table->frozen = FIELD_COLUMNS;
	for (size_t i = 0; i < s->c->n_objectives; i++) {
		const rap_objective *o = &s->c->objectives[i];
		size_t before = table->n_rows;

		for (size_t j = 0; j < o->n_fields; j++)
			if (rap_record_is_position(s->c, &o->fields[j]))
				position_row(s, o, &o->fields[j], table);
		if (table->n_rows == before)
			reply_row(s, o, table);
		table->rows[before].begins = true;
	}
}

/* ---- ratings -------------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	const long *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The number, or in words why there is none. */
static bool put_rating(const rap_field *field, const rap_answer_row **rows, size_t n, rap_buf *out,
                       long *ret)
{
	json_t *value = n == 1 ? value_of(rows[0]) : NULL;
	bool counts = n == 1 && rows[0]->status == RAP_ANSWER_OK && json_is_integer(value);

	if (n == 0) {
		rap_buf_str(out, "no reply");
	} else if (n > 1) {
		put_conflict(out, field, rows, n);
	} else if (counts) {
		*ret = (long)json_integer_value(value);
		rap_buf_printf(out, "%ld", *ret);
	} else if (rows[0]->status == RAP_ANSWER_OK || rows[0]->status == RAP_ANSWER_UNCLEAR) {
		rap_buf_printf(out, "unclear: %s", rows[0]->raw);
	} else {
		rap_buf_str(out, rap_tables_status(rows[0]->status));
	}
	json_decref(value);
	return counts;
}

static void put_number(rap_table *table, size_t column, long number, const char *rest)
{
	rap_buf cell = rap_buf_init(100);

	rap_buf_printf(&cell, "%ld%s", number, rest);
	rap_table_buf(table, column, &cell);
}

static void put_spread(rap_table *table, size_t column, long *values, size_t n)
{
	long twice;

	put_number(table, column, (long)n, "");
	if (n == 0)
		return;
	qsort(values, n, sizeof *values, by_value);
	twice = values[(n - 1) / 2] + values[n / 2];
	put_number(table, column + 1, twice / 2, twice % 2 ? ".5" : "");
	put_number(table, column + 2, values[0], "");
	put_number(table, column + 3, values[n - 1], "");
	put_number(table, column + 4, values[n - 1] - values[0], "");
}

static void rating_row(const rap_tables_source *s, const rap_objective *o, const rap_field *field,
                       rap_table *table)
{
	long *values = rap_calloc(s->c->n_members + 1, sizeof *values);
	rap_buf scale = rap_buf_init(100);
	size_t rated = 0;

	(void)rap_table_row_add(table);
	rap_tables_field_set(table, o, field);
	rap_buf_printf(&scale, "%ld to %ld", field->scale_min, field->scale_max);
	rap_table_buf(table, FIELD_COLUMNS, &scale);
	for (size_t i = 0; i < s->c->n_members; i++) {
		size_t n;
		const rap_answer_row **rows =
			rap_tables_answers(s, field->id, s->c->members[i].code, &n);
		rap_buf cell = rap_buf_init(RAP_TABLE_CELL_MAX);

		rated += put_rating(field, rows, n, &cell, &values[rated]);
		rap_table_buf(table, FIELD_COLUMNS + 1 + i, &cell);
		if (n == 0)
			rap_table_quiet(table, FIELD_COLUMNS + 1 + i);
	}
	put_spread(table, FIELD_COLUMNS + 1 + s->c->n_members, values, rated);
	free(values);
}

void rap_tables_ratings(const rap_tables_source *s, rap_table *table)
{
	static const struct {
		const char *key, *title;
	} sums[] = {{"ratings", "Ratings"},
	            {"median", "Median"},
	            {"lowest", "Lowest"},
	            {"highest", "Highest"},
	            {"spread", "Spread"}};
	const rap_objective *last = NULL;

	rap_tables_field_columns(table);
	rap_table_column_add(table, "scale", "Scale", 8);
	table->frozen = FIELD_COLUMNS;
	rap_tables_state_columns(table, s->c, 12);
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
		rap_table_column_add(table, sums[i].key, sums[i].title, 9);
	for (size_t i = 0; i < s->c->n_objectives; i++) {
		const rap_objective *o = &s->c->objectives[i];

		for (size_t j = 0; j < o->n_fields; j++) {
			if (o->fields[j].type != RAP_FIELD_RATING)
				continue;
			rating_row(s, o, &o->fields[j], table);
			table->rows[table->n_rows - 1].begins = last != o;
			last = o;
		}
	}
}
