// SPDX-License-Identifier: Apache-2.0
/* Tables of texts, and two of the three ways to write them; see table.h and workbook.c. */
#include "report/table.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "report/escape.h"
#include "report/view.h"

#include <assert.h>
#include <stdlib.h>

rap_table rap_table_init(const char *name, const char *title)
{
	return (rap_table){.name = name, .title = title};
}

void rap_table_done(rap_table *table)
{
	for (size_t i = 0; i < table->n_rows; i++) {
		for (size_t j = 0; j < table->n_columns; j++)
			free(table->rows[i].cells[j].text);
		free(table->rows[i].cells);
	}
	for (size_t j = 0; j < table->n_columns; j++) {
		free(table->columns[j].key);
		free(table->columns[j].title);
	}
	free(table->rows);
	free(table->columns);
	*table = (rap_table){0};
}

void rap_table_column_add(rap_table *table, const char *key, const char *title, unsigned width)
{
	assert(table->n_rows == 0);
	table->columns =
		rap_reallocarray(table->columns, table->n_columns + 1, sizeof *table->columns);
	table->columns[table->n_columns++] =
		(rap_table_column){rap_strdup(key), rap_strdup(title), width};
}

rap_table_row *rap_table_row_add(rap_table *table)
{
	rap_table_row *row;

	if (table->n_rows % 64 == 0)
		table->rows =
			rap_reallocarray(table->rows, table->n_rows + 64, sizeof *table->rows);
	row = &table->rows[table->n_rows++];
	*row = (rap_table_row){.cells = rap_calloc(table->n_columns, sizeof *row->cells)};
	return row;
}

static void set(rap_table *table, size_t column, rap_slice text)
{
	rap_table_cell *cell;

	assert(table->n_rows > 0 && column < table->n_columns);
	cell = &table->rows[table->n_rows - 1].cells[column];
	text = rap_utf8_trim(text);
	free(cell->text);
	cell->text = text.len > 0 ? rap_strndup(text.at, text.len) : NULL;
}

void rap_table_set(rap_table *table, size_t column, const char *text)
{
	set(table, column, rap_slice_of(text));
}

void rap_table_buf(rap_table *table, size_t column, rap_buf *text)
{
	set(table, column, rap_buf_as_slice(text));
	rap_buf_done(text);
}

void rap_table_quiet(rap_table *table, size_t column)
{
	assert(table->n_rows > 0 && column < table->n_columns);
	table->rows[table->n_rows - 1].cells[column].quiet = true;
}

void rap_table_csv(const rap_table *table, rap_buf *out)
{
	rap_buf_str(out, "\xEF\xBB\xBF"); /* a spreadsheet takes it for UTF-8 by this alone */
	for (size_t j = 0; j < table->n_columns; j++) {
		rap_buf_str(out, j ? "," : "");
		rap_escape_csv(out, rap_slice_of(table->columns[j].title));
	}
	rap_buf_str(out, "\r\n");
	for (size_t i = 0; i < table->n_rows; i++) {
		for (size_t j = 0; j < table->n_columns; j++) {
			rap_buf_str(out, j ? "," : "");
			rap_escape_csv(out, rap_slice_of(table->rows[i].cells[j].text));
		}
		rap_buf_str(out, "\r\n");
	}
}

json_t *rap_table_json(const rap_table *table)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; i < table->n_rows; i++) {
		json_t *item = rap_view_new();

		for (size_t j = 0; j < table->n_columns; j++)
			rap_view_str(item, table->columns[j].key, table->rows[i].cells[j].text);
		rap_view_add(list, item);
	}
	return list;
}
