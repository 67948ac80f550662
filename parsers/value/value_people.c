// SPDX-License-Identifier: Apache-2.0
/*
 * Persons: a line each ("name, title, institution, address"), a table with or without its head, lines such as
 * "Name: ..." one below the other, or the cells of one person one below the other. What may be no name ("the same as
 * last year", a ministry, a second person where a title should stand) makes the whole answer unclear.
 */
#include "parsers/value/person.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/lines.h"
#include "parsers/value/person_lines.h"
#include "parsers/value/value.h"

#include <stdlib.h>
#include <string.h>

#define PIECES_MAX 16u

typedef struct reader {
	const rap_context *context;
	rap_person_fn *fn;
	void *user;
	rap_person_text block; /* lines "Name: ..." */
	rap_person_part heads[PIECES_MAX]; /* columns of a table, by its head */
	size_t n_heads;
	bool cells; /* one person's cells one below the other */
	size_t place; /* of the next cell */
} reader;

static void give(reader *r, rap_person_text *p)
{
	if (p->any)
		r->fn(r->user, p);
	*p = (rap_person_text){0};
	r->place = 0;
}

/* ---- pieces of a line ----------------------------------------------------------------------------------- */

typedef struct pieces {
	rap_slice at[PIECES_MAX];
	size_t n;
	bool columns; /* parted by TAB or |: an empty piece holds its place */
} pieces;

static bool is_comma(uint32_t c)
{
	return c == ',' || c == ';' || c == 0xFF0C || c == 0x3001 || c == 0xFF1B || c == 0xFF64;
}

static bool has(rap_slice s, char c)
{
	return s.len > 0 && memchr(s.at, c, s.len);
}

static void add_piece(pieces *p, rap_slice s)
{
	s = rap_utf8_trim(s);
	if (s.len == 0 && !p->columns)
		return;
	if (p->n < PIECES_MAX)
		p->at[p->n++] = s;
	else /* more than any table of persons has: the rest stays together */
		p->at[p->n - 1].len = (size_t)(s.at + s.len - p->at[p->n - 1].at);
}

static void cut_line(rap_slice line, pieces *p)
{
	size_t from = 0;

	*p = (pieces){.columns = has(line, '\t') || has(line, '|')};
	if (p->columns) {
		line = rap_utf8_trim(line);
		if (line.at[0] == '|')
			line = rap_slice_sub(line, 1, line.len);
		if (line.len > 0 && line.at[line.len - 1] == '|')
			line.len--;
	}
	for (size_t at = 0; at < line.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(line, &at);

		if (p->columns ? c != '\t' && c != '|' : !is_comma(c))
			continue;
		add_piece(p, rap_slice_sub(line, from, begin));
		from = at;
	}
	add_piece(p, rap_slice_sub(line, from, line.len));
}

/* The head of a table: every cell names a part, and one of them the name. */
static bool take_head(reader *r, const pieces *p)
{
	rap_person_part heads[PIECES_MAX];
	bool name = false;

	for (size_t i = 0; i < p->n; i++) {
		heads[i] = rap_person_label(r->context, p->at[i]);
		name |= heads[i] == RAP_PERSON_NAME;
		if (heads[i] == RAP_PERSON_NONE)
			return false;
	}
	if (p->n < 2 || !name)
		return false;
	memcpy(r->heads, heads, p->n * sizeof heads[0]);
	r->n_heads = p->n;
	return true;
}

static bool by_head(const reader *r, const pieces *p, rap_person_text *ret)
{
	if (r->n_heads == 0 || p->n > r->n_heads || (!p->columns && p->n != r->n_heads))
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].len > 0)
			rap_person_set(ret, r->heads[i], p->at[i]);
	return true;
}

static rap_person_text by_place(const reader *r, const pieces *p)
{
	rap_person_text person = {0};
	size_t place = RAP_PERSON_NAME;

	for (size_t i = 0; i < p->n; i++) {
		rap_slice rest;
		rap_person_part named = rap_person_labelled(r->context, p->at[i], &rest);

		if (p->at[i].len == 0) {
			place += place < RAP_PERSON_ORGANISATION;
			continue;
		}
		if (named == RAP_PERSON_NONE)
			rap_person_place(&person, p->at[i], &place);
		else
			rap_person_set(&person, named, rest);
	}
	rap_person_settle(r->context, &person);
	if (!p->columns && rap_person_only_names(r->context, &person))
		person.doubtful = true;
	return person;
}

/* "Bat Oyun, Director; Li Wei, Counsellor": a semicolon parts persons where a comma parts what is said of one. */
static bool several(const reader *r, rap_slice line)
{
	size_t from = 0, names = 0, parts = 0;

	if (!has(line, ';') && !memmem(line.at, line.len, "；", strlen("；")))
		return false;
	for (size_t at = 0; at <= line.len;) {
		size_t begin = at;
		uint32_t c = at < line.len ? rap_utf8_next(line, &at) : ';';

		if (c != ';' && c != 0xFF1B) {
			continue;
		}
		if (rap_utf8_trim(rap_slice_sub(line, from, begin)).len > 0) {
			rap_slice first = rap_slice_sub(line, from, begin);

			parts++;
			for (size_t k = 0; k < first.len;) {
				size_t end = k;

				if (is_comma(rap_utf8_next(first, &k)))
					first.len = end;
			}
			names += rap_person_is_name(r->context, rap_utf8_trim(first));
		}
		if (begin == line.len)
			break;
		from = at;
	}
	return parts > 1 && names == parts;
}

static void read_row(reader *r, rap_slice line)
{
	pieces p;
	rap_person_text person = {0};

	cut_line(line, &p);
	if (take_head(r, &p))
		return;
	if (!by_head(r, &p, &person))
		person = by_place(r, &p);
	give(r, &person);
}

static void read_rows(reader *r, rap_slice line)
{
	size_t from = 0;

	if (!several(r, line)) {
		read_row(r, line);
		return;
	}
	for (size_t at = 0; at < line.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(line, &at);

		if (c != ';' && c != 0xFF1B)
			continue;
		read_row(r, rap_slice_sub(line, from, begin));
		from = at;
	}
	if (rap_utf8_trim(rap_slice_sub(line, from, line.len)).len > 0)
		read_row(r, rap_slice_sub(line, from, line.len));
}

/* ---- lines ---------------------------------------------------------------------------------------------- */

/* Whether the cells of one person stand one below the other: no line has two, and one is only an address. */
static bool is_cells(const rap_context *context, rap_slice raw)
{
	size_t lines = 0, addresses = 0;
	rap_slice line, rest;

	for (size_t at = 0; rap_lines_next(raw, &at, &line);) {
		bool had;
		rap_slice item = rap_value_unbulleted(line, &had);
		pieces p;

		if (item.len == 0)
			continue;
		cut_line(item, &p);
		if (p.columns || rap_person_labelled(context, item, &rest) != RAP_PERSON_NONE)
			return false;
		lines++;
		addresses += p.n == 1 &&
		             (rap_person_is_address(p.at[0]) || rap_person_is_phone(p.at[0]));
	}
	return lines > 1 && addresses > 0;
}

/* A cell; a new person begins with a number or bullet, behind an empty line, or with the name behind an address. */
static void read_cell(reader *r, rap_slice item, bool had)
{
	bool contact = rap_person_is_address(item) || rap_person_is_phone(item);
	rap_person_text *p = &r->block;

	if (had || (!contact &&
	            (p->parts[RAP_PERSON_ADDRESS].len > 0 || p->parts[RAP_PERSON_PHONE].len > 0)))
		give(r, p);
	rap_person_place(p, item, &r->place);
	/* Without an address nobody knows where one person ends. */
	p->doubtful = p->parts[RAP_PERSON_ADDRESS].len == 0 && p->parts[RAP_PERSON_PHONE].len == 0;
}

/* "*** Bat Oyun, ... ***", or all in quotation marks or brackets: none of it is a part of a person. */
static rap_slice without_frame(rap_slice s)
{
	static const struct {
		const char *open, *close;
	} pairs[] = {{"\"", "\""}, {"'", "'"}, {"«", "»"}, {"“", "”"}, {"„", "“"}, {"<", ">"}};

	while (s.len > 1 && (s.at[0] == '*' || s.at[0] == '_'))
		s = rap_utf8_trim(rap_slice_sub(s, 1, s.len));
	while (s.len > 1 && (s.at[s.len - 1] == '*' || s.at[s.len - 1] == '_'))
		s = rap_utf8_trim(rap_slice_sub(s, 0, s.len - 1));
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		size_t n = strlen(pairs[i].open), m = strlen(pairs[i].close);

		if (s.len > n + m && memcmp(s.at, pairs[i].open, n) == 0 &&
		    memcmp(s.at + s.len - m, pairs[i].close, m) == 0)
			return rap_utf8_trim(rap_slice_sub(s, n, s.len - m));
	}
	return s;
}

static void read_line(reader *r, rap_slice line)
{
	bool had;
	rap_slice item = without_frame(rap_value_unbulleted(line, &had)), rest;
	pieces p;
	size_t labels = 0;
	rap_person_part named;

	if (item.len == 0) {
		give(r, &r->block);
		return;
	}
	if (r->cells) {
		read_cell(r, item, had);
		return;
	}
	named = rap_person_labelled(r->context, item, &rest);
	cut_line(item, &p);
	for (size_t i = 0; i < p.n; i++) {
		rap_slice behind;

		labels += rap_person_labelled(r->context, p.at[i], &behind) != RAP_PERSON_NONE;
	}
	if (named == RAP_PERSON_NONE || labels > 1) {
		give(r, &r->block);
		read_rows(r, item);
		return;
	}
	if (r->block.parts[named].len > 0)
		give(r, &r->block);
	rap_person_set(&r->block, named, rest);
}

/* false: nobody can tell where one person ends. */
static bool each_person(const rap_context *context, rap_slice raw, rap_person_fn *fn, void *user)
{
	rap_buf lines = rap_buf_init(raw.len * 3 + 16); /* a joint is at most two bytes longer */
	bool doubtful = rap_person_lines(context, raw, &lines);
	rap_slice whole = rap_buf_as_slice(&lines), line;
	reader r = {.context = context, .fn = fn, .user = user, .cells = is_cells(context, whole)};

	for (size_t at = 0; rap_lines_next(whole, &at, &line);)
		read_line(&r, line);
	give(&r, &r.block);
	rap_buf_done(&lines);
	return !doubtful;
}

/* ---- as a value, and as persons ------------------------------------------------------------------------- */

typedef struct count {
	const rap_context *context;
	rap_valued *ret;
	bool doubtful;
} count;

static void to_list(void *user, const rap_person_text *p)
{
	count *c = user;
	rap_buf text = rap_buf_init(RAP_LIMIT_VALUE * 3);

	c->doubtful |= p->doubtful || !rap_person_is_name(c->context, p->parts[RAP_PERSON_NAME]);
	for (size_t i = 0; i < RAP_PERSON_NUMBER; i++) {
		if (p->parts[i].len == 0)
			continue;
		if (text.len > 0)
			rap_buf_str(&text, ", ");
		rap_person_put(p->parts[i], &text);
	}
	if (c->ret->value.list.n < RAP_LIMIT_LIST)
		rap_strv_take(&c->ret->value.list, rap_buf_take(&text));
	rap_buf_done(&text);
}

void rap_value_people(const rap_context *context, rap_slice raw, rap_valued *ret)
{
	count c = {.context = context, .ret = ret};

	ret->value = (rap_value){.kind = RAP_VALUE_LIST};
	if (!rap_value_find(context, "elsewhere", raw))
		c.doubtful |= !each_person(context, raw, to_list, &c);
	if (c.doubtful || ret->value.list.n == 0) {
		rap_strv_done(&ret->value.list);
		*ret = (rap_valued){.status = RAP_ANSWER_UNCLEAR, .flag = "not-people"};
	}
}

typedef struct adding {
	const rap_context *context;
	rap_reading *reading;
} adding;

static char *copy(rap_slice s)
{
	rap_buf text = rap_buf_init(RAP_LIMIT_VALUE * 3);

	if (s.len == 0)
		return NULL;
	rap_person_put(s, &text);
	return rap_buf_take(&text);
}

static void to_reading(void *user, const rap_person_text *p)
{
	const adding *a = user;
	rap_person *entry;

	if (!rap_person_is_name(a->context, p->parts[RAP_PERSON_NAME]))
		return;
	entry = rap_reading_person(a->reading);
	if (!entry)
		return;
	entry->name = copy(p->parts[RAP_PERSON_NAME]);
	entry->title = copy(p->parts[RAP_PERSON_TITLE]);
	entry->organisation = copy(p->parts[RAP_PERSON_ORGANISATION]);
	entry->address = copy(p->parts[RAP_PERSON_ADDRESS]);
}

void rap_people_add(const rap_context *context, rap_slice raw, rap_reading *reading)
{
	adding a = {context, reading};

	(void)each_person(context, raw, to_reading, &a);
}
