/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One table of texts, made once and written three times: as a sheet of the workbook, as CSV, as JSON. A cell is text and
 * nothing else, whatever it holds.
 */
#ifndef RAP_DAEMON_REPORT_TABLE_H
#define RAP_DAEMON_REPORT_TABLE_H

#include "common/attr.h"
#include "common/buf.h"

#include <jansson.h>

#define RAP_TABLE_CELL_MAX ((size_t)64 << 20) /* a mail is smaller */

typedef struct rap_table_column {
	char *key; /* in JSON: an interface, added to and never renamed */
	char *title; /* what people read, and the head of CSV */
	unsigned width; /* on a sheet, in characters */
} rap_table_column;

typedef struct rap_table_cell {
	char *text; /* NULL: empty */
	bool quiet; /* says that there is nothing */
} rap_table_cell;

typedef struct rap_table_row {
	rap_table_cell *cells; /* one for each column */
	bool quiet; /* all of it: it holds no longer, or says that there is nothing */
	bool begins; /* the first of a group, such as those on one paragraph */
} rap_table_row;

typedef struct rap_table {
	const char *name; /* of files and in JSON: "matrix" */
	const char *title; /* of the sheet: "Matrix" */
	rap_table_column *columns;
	size_t n_columns;
	size_t frozen; /* so many columns stay in sight on a sheet */
	rap_table_row *rows;
	size_t n_rows;
} rap_table;

rap_table rap_table_init(const char *name, const char *title);
void rap_table_done(rap_table *table);

/* Columns first, then rows. */
void rap_table_column_add(rap_table *table, const char *key, const char *title, unsigned width);
rap_table_row *rap_table_row_add(rap_table *table); /* good until the next one is added */
/* Sets a cell of the last row; white space at the ends is left out. The buffer is freed. */
void rap_table_set(rap_table *table, size_t column, const char *text);
void rap_table_buf(rap_table *table, size_t column, rap_buf *text);
/* The cell says that there is nothing: it stands back on a sheet. */
void rap_table_quiet(rap_table *table, size_t column);

/* Appends the table: R62, all cells in quotes, CRLF, after a mark that says UTF-8. */
void rap_table_csv(const rap_table *table, rap_buf *out);

/* An array of objects, a new reference; an empty cell is null. */
json_t *rap_table_json(const rap_table *table);

#endif
