// SPDX-License-Identifier: Apache-2.0
/*
 * The coverage grid: members by objectives. A cell says with a letter how far a State is, with a colour the same
 * for the eye, and with two numbers how many items are answered. White or black on a strong ground reads the
 * same on a light and on a dark screen.
 */
#include "report/digest.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "report/escape.h"
#include "report/fill.h"
#include "report/record.h"
#include "report/view.h"

#define CELL_COLUMNS 9u
#define NAME_COLUMNS_MIN 12u

static const struct {
	const char *letter, *meaning, *ground, *ink;
} states[] = {
	{"C", "all required items are answered", "#2e7d32", "#ffffff"},
	{"P", "partly answered, a required item is missing", "#f9a825", "#000000"},
	{"U", "something unclear or in conflict", "#c62828", "#ffffff"},
	{"-", "no reply", "#757575", "#ffffff"},
};

static size_t state_of(const rap_standing *s)
{
	if (s->unclear > 0)
		return 2;
	if (s->answered == 0)
		return 3;
	return s->required_answered == s->required ? 0 : 1;
}

/* Rows come by member, so those of one are a run: a grid of many members stays linear in the rows. */
static rap_standing standing(const rap_digest *d, size_t member, size_t objective)
{
	const rap_consultation *c = d->desk->consultation;
	const char *code = c->members[member].code;
	rap_answer_rows a = {0};
	rap_proposal_rows p = {0};

	for (size_t i = 0; i < d->answers.n; i++) {
		if (strcmp(d->answers.at[i].member, code) != 0)
			continue;
		a.at = a.n ? a.at : &d->answers.at[i];
		a.n = (size_t)(&d->answers.at[i] - a.at) + 1;
	}
	for (size_t i = 0; i < d->proposals.n; i++) {
		if (strcmp(d->proposals.at[i].member, code) != 0)
			continue;
		p.at = p.n ? p.at : &d->proposals.at[i];
		p.n = (size_t)(&d->proposals.at[i] - p.at) + 1;
	}
	return rap_record_standing(&a, &p, code, &c->objectives[objective]);
}

static void put_count(rap_buf *out, const rap_standing *s)
{
	if (s->answered + s->unclear > 0)
		rap_buf_printf(out, "%zu/%zu", s->answered, s->fields);
}

static json_t *cell(const rap_standing *s)
{
	json_t *item = rap_view_new();
	size_t state = state_of(s);
	rap_buf count = rap_buf_init(64);

	put_count(&count, s);
	rap_view_str(item, "letter", states[state].letter);
	rap_view_str(item, "ground", states[state].ground);
	rap_view_str(item, "ink", states[state].ink);
	rap_view_buf(item, "count", &count);
	return item;
}

static void view_rows(const rap_digest *d, json_t *view)
{
	const rap_consultation *c = d->desk->consultation;
	json_t *rows = rap_view_list(), *columns = rap_view_list(), *key = rap_view_list();

	for (size_t j = 0; j < c->n_objectives; j++) {
		json_t *column = rap_view_new();

		rap_view_num(column, "number", c->objectives[j].number);
		rap_view_str(column, "objective", c->objectives[j].title);
		rap_view_add(columns, column);
	}
	for (size_t i = 0; i < c->n_members; i++) {
		json_t *row = rap_view_new(), *cells = rap_view_list();

		for (size_t j = 0; j < c->n_objectives; j++) {
			rap_standing s = standing(d, i, j);

			rap_view_add(cells, cell(&s));
		}
		rap_view_str(row, "state", c->members[i].name);
		rap_view_put(row, "cells", cells);
		rap_view_add(rows, row);
	}
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		json_t *sign = rap_view_new();

		rap_view_str(sign, "letter", states[i].letter);
		rap_view_str(sign, "meaning", states[i].meaning);
		rap_view_str(sign, "ground", states[i].ground);
		rap_view_str(sign, "ink", states[i].ink);
		rap_view_add(key, sign);
	}
	rap_view_put(view, "rows", rows);
	rap_view_put(view, "columns", columns);
	rap_view_put(view, "key", key);
}

/* ---- for text ------------------------------------------------------------------------------------------- */

static void put_padded(rap_buf *out, rap_slice s, size_t columns)
{
	rap_escape_text(out, s);
	for (size_t width = rap_utf8_width(s); width < columns; width++)
		rap_buf_char(out, ' ');
}

static size_t name_columns(const rap_consultation *c)
{
	size_t widest = NAME_COLUMNS_MIN, cells = c->n_objectives * CELL_COLUMNS, room;

	room = cells + NAME_COLUMNS_MIN + 2 > RAP_FILL_WIDTH ? NAME_COLUMNS_MIN
	                                                     : RAP_FILL_WIDTH - cells - 2;
	for (size_t i = 0; i < c->n_members; i++) {
		size_t width = rap_utf8_width(rap_slice_of(c->members[i].name));

		widest = width > widest ? width : widest;
	}
	return widest < room ? widest : room;
}

static void view_text(const rap_digest *d, json_t *view)
{
	const rap_consultation *c = d->desk->consultation;
	size_t names = name_columns(c);
	rap_buf out = rap_buf_init(RAP_MIB);

	put_padded(&out, rap_slice_of("Objective"), names);
	for (size_t j = 0; j < c->n_objectives; j++)
		rap_buf_printf(&out, "  %-7u", c->objectives[j].number);
	rap_buf_char(&out, '\n');
	for (size_t i = 0; i < c->n_members; i++) {
		rap_slice name = rap_slice_of(c->members[i].name);
		size_t fits = rap_fill_fitting(name, names);

		put_padded(&out, rap_slice_sub(name, 0, fits), names);
		for (size_t j = 0; j < c->n_objectives; j++) {
			rap_standing s = standing(d, i, j);
			rap_buf count = rap_buf_init(64);

			put_count(&count, &s);
			rap_buf_printf(&out, "  %s %-5s", states[state_of(&s)].letter,
			               rap_buf_text(&count));
			rap_buf_done(&count);
		}
		rap_buf_char(&out, '\n');
		if (fits < name.len) { /* the rest of a long name below */
			rap_buf_char(&out, ' ');
			rap_escape_text(&out, rap_slice_sub(name, fits, name.len));
			rap_buf_char(&out, '\n');
		}
	}
	rap_view_buf(view, "grid", &out);
}

void rap_digest_grid(const rap_digest *digest, json_t *view)
{
	view_rows(digest, view);
	view_text(digest, view);
}
