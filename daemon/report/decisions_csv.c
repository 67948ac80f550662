// SPDX-License-Identifier: Apache-2.0
/* Decisions as an officer wrote them into a table; see decisions_csv.h. */
#include "report/decisions_csv.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "report/csv_read.h"
#include "report/escape.h"

#include <stdlib.h>

#define NUMBER_MAX 1000000000L

enum { PROPOSAL, DISPOSITION, REASON, TEXT, COLUMNS };
static const char *const names[COLUMNS] = {"proposal", "disposition", "reason", "text"};

typedef struct reading {
	const char *name, *words;
	rap_decision_word_fn *known;
	rap_diags *diags;
	rap_decision_lines *lines;
	size_t place[COLUMNS]; /* of the column in a row; SIZE_MAX: the file has none */
} reading;

static void mistake(const reading *r, rap_place at, const char *key, const char *got,
                    const char *why)
{
	rap_diags_error(r->diags, r->name, at.line, at.column, key, got, "%s", why);
}

static rap_place place_of(const rap_csv_cell *cell)
{
	return (rap_place){cell->line, cell->column};
}

static rap_slice trimmed(const rap_csv_cell *cell)
{
	return rap_utf8_trim(rap_slice_of(cell->text));
}

/* ---- head ----------------------------------------------------------------------------------------------- */

static size_t column_named(rap_slice word)
{
	size_t i = 0;

	while (i < COLUMNS && !rap_slice_is_nocase(word, names[i]))
		i++;
	return i;
}

static bool read_head(reading *r, const rap_csv_row *head)
{
	bool sound = true;

	for (size_t i = 0; i < COLUMNS; i++)
		r->place[i] = SIZE_MAX;
	for (size_t i = 0; i < head->n; i++) {
		size_t column = column_named(trimmed(&head->at[i]));
		const char *why = NULL;

		if (column == COLUMNS && trimmed(&head->at[i]).len == 0)
			continue;
		if (column == COLUMNS)
			why = "no such column; proposal, disposition, reason, text";
		else if (r->place[column] != SIZE_MAX)
			why = "this column stands twice";
		else
			r->place[column] = i;
		if (why)
			mistake(r, place_of(&head->at[i]), NULL, head->at[i].text, why);
		sound = sound && !why;
	}
	for (size_t i = 0; i < REASON; i++) {
		if (r->place[i] == SIZE_MAX)
			mistake(r, place_of(&head->at[0]), names[i], NULL,
			        "the first row has no column of this name");
		sound = sound && r->place[i] != SIZE_MAX;
	}
	return sound;
}

/* ---- rows ----------------------------------------------------------------------------------------------- */

/* A cell of a row; one that a spreadsheet left out at the end of a row is empty, and stands where the row does. */
static rap_csv_cell cell_of(const reading *r, const rap_csv_row *row, size_t column)
{
	static char empty[] = "";

	if (r->place[column] < row->n)
		return row->at[r->place[column]];
	return (rap_csv_cell){empty, row->at[0].line, row->at[0].column};
}

static bool read_proposal(const reading *r, const rap_csv_cell *cell, rap_decision_line *line)
{
	rap_slice s = trimmed(cell), digits;
	size_t dash = s.len;

	while (dash > 0 && s.at[dash - 1] != '-')
		dash--;
	digits = rap_slice_sub(s, dash, s.len);
	for (size_t i = 0; i < digits.len && dash > 0; i++) {
		line->number = line->number * 10 + (digits.at[i] - '0');
		if (digits.at[i] < '0' || digits.at[i] > '9' || line->number > NUMBER_MAX)
			dash = 0;
	}
	if (dash < 2 || digits.len == 0 || digits.at[0] == '0') {
		mistake(r, place_of(cell), names[PROPOSAL], cell->text,
		        s.len == 0 ? "which proposal? The cell is empty"
		                   : "the number of a proposal, such as MN-4");
		return false;
	}
	line->member = rap_strndup(s.at, dash - 1);
	return true;
}

static bool read_disposition(const reading *r, const rap_csv_cell *cell, rap_decision_line *line)
{
	rap_slice s = trimmed(cell);
	char *word = rap_strndup(s.at, s.len);
	bool known = r->known(word, &line->disposition);
	rap_buf why = rap_buf_init(1000);

	rap_buf_printf(&why, "one of %s", r->words);
	if (!known)
		mistake(r, place_of(cell), names[DISPOSITION], cell->text, rap_buf_text(&why));
	rap_buf_done(&why);
	free(word);
	return known;
}

static char *words_of(const rap_csv_cell *cell)
{
	rap_slice s = trimmed(cell);

	if (s.len == 0)
		return NULL;
	s = rap_escape_csv_undone(s);
	return rap_strndup(s.at, s.len);
}

static void line_done(rap_decision_line *line)
{
	free(line->member);
	free(line->reason);
	free(line->text);
}

/* What stands beyond the head belongs to no column: a separator too many moves every cell behind it. */
static bool read_surplus(const reading *r, const rap_csv_row *row, size_t columns)
{
	for (size_t i = columns; i < row->n; i++)
		if (trimmed(&row->at[i]).len > 0) {
			mistake(r, place_of(&row->at[i]), NULL, row->at[i].text,
			        "a cell beyond the last column");
			return false;
		}
	return true;
}

static bool read_line(reading *r, const rap_csv_row *row, size_t columns)
{
	rap_decision_lines *lines = r->lines;
	rap_csv_cell cells[COLUMNS];
	rap_decision_line line = {0};
	bool sound = read_surplus(r, row, columns);

	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = cell_of(r, row, i);
	line.proposal_at = place_of(&cells[PROPOSAL]);
	line.disposition_at = place_of(&cells[DISPOSITION]);
	line.reason_at = place_of(&cells[REASON]);
	line.text_at = place_of(&cells[TEXT]);
	if (!read_proposal(r, &cells[PROPOSAL], &line))
		sound = false;
	if (!read_disposition(r, &cells[DISPOSITION], &line))
		sound = false;
	line.reason = words_of(&cells[REASON]);
	line.text = words_of(&cells[TEXT]);
	if (!line.member) {
		line_done(&line);
		return false;
	}
	if (lines->n % 64 == 0)
		lines->at = rap_reallocarray(lines->at, lines->n + 64, sizeof *lines->at);
	lines->at[lines->n++] = line;
	return sound;
}

/* ---- twice ---------------------------------------------------------------------------------------------- */

static int by_proposal(const void *a, const void *b)
{
	const rap_decision_line *x = *(const rap_decision_line *const *)a;
	const rap_decision_line *y = *(const rap_decision_line *const *)b;
	int order = strcmp(x->member, y->member);

	if (order == 0)
		order = (x->number > y->number) - (x->number < y->number);
	return order ? order : (x > y) - (x < y);
}

static bool find_twice(const reading *r)
{
	const rap_decision_lines *lines = r->lines;
	const rap_decision_line **sorted = rap_calloc(lines->n + 1, sizeof *sorted);
	bool sound = true;

	for (size_t i = 0; i < lines->n; i++)
		sorted[i] = &lines->at[i];
	if (lines->n > 1)
		qsort(sorted, lines->n, sizeof *sorted, by_proposal);
	for (size_t i = 1; i < lines->n; i++) {
		rap_buf why = rap_buf_init(200);

		if (strcmp(sorted[i]->member, sorted[i - 1]->member) == 0 &&
		    sorted[i]->number == sorted[i - 1]->number) {
			rap_buf_printf(&why, "%s-%ld stands in line %u already", sorted[i]->member,
			               sorted[i]->number, sorted[i - 1]->proposal_at.line);
			mistake(r, sorted[i]->proposal_at, names[PROPOSAL], NULL,
			        rap_buf_text(&why));
			sound = false;
		}
		rap_buf_done(&why);
	}
	free(sorted);
	return sound;
}

bool rap_decisions_csv_read(rap_slice bytes, const char *name, rap_decision_word_fn *known,
                            const char *words, rap_diags *diags, rap_decision_lines *ret)
{
	reading r = {.name = name, .words = words, .known = known, .diags = diags, .lines = ret};
	rap_csv csv;
	bool sound;

	*ret = (rap_decision_lines){0};
	sound = rap_csv_read(bytes, name, diags, &csv);
	if (csv.n == 0 && sound) {
		mistake(&r, (rap_place){1, 1}, NULL, NULL,
		        "an empty file; the first row names the columns: proposal, disposition, "
		        "reason, text");
		sound = false;
	}
	if (csv.n > 0 && !read_head(&r, &csv.at[0])) {
		sound = false;
	} else {
		for (size_t i = 1; i < csv.n; i++)
			if (!read_line(&r, &csv.at[i], csv.at[0].n))
				sound = false;
		if (!find_twice(&r))
			sound = false;
	}
	rap_csv_done(&csv);
	if (!sound)
		rap_decision_lines_done(ret);
	return sound;
}

void rap_decision_lines_done(rap_decision_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++)
		line_done(&lines->at[i]);
	free(lines->at);
	*lines = (rap_decision_lines){0};
}
