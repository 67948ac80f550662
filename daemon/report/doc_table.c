// SPDX-License-Identifier: Apache-2.0
/* Tables of a document; see doc_table.h. */
#include "report/doc_table.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/strv.h"
#include "common/utf8.h"
#include "report/escape.h"
#include "report/fill.h"

#include <assert.h>
#include <stdlib.h>

#define CELL_MAX (4u * RAP_MIB)
#define COLUMN_MAX 24u /* of plain text, all but the last */
#define COLUMN_MIN 12u
#define LAST_MIN 20u

static size_t rows_of(const rap_doc_block *t, size_t *ret_columns)
{
	assert(t->kind == RAP_DOC_TABLE && t->level > 0);
	*ret_columns = (size_t)t->level;
	return t->n / *ret_columns;
}

/* ---- Markdown ------------------------------------------------------------------------------------------- */

void rap_doc_table_markdown(const rap_doc_block *t, rap_buf *out)
{
	size_t columns, rows = rows_of(t, &columns);

	for (size_t i = 0; i < rows; i++) {
		for (size_t j = 0; j < columns; j++) {
			rap_buf_str(out, "| ");
			/* A bar, which would end the cell, is among what it escapes. */
			rap_escape_markdown(out, rap_slice_of(t->runs[i * columns + j].text));
			rap_buf_char(out, ' ');
		}
		rap_buf_str(out, "|\n");
		for (size_t j = 0; i == 0 && j < columns; j++)
			rap_buf_str(out, j + 1 == columns ? "|---|\n" : "|---");
	}
	rap_buf_char(out, '\n');
}

/* ---- HTML ----------------------------------------------------------------------------------------------- */

void rap_doc_table_html(const rap_doc_block *t, rap_buf *out)
{
	size_t columns, rows = rows_of(t, &columns);

	rap_buf_str(out, "<table style=\"border-collapse:collapse;width:100%;margin:.8em 0\">\n");
	for (size_t i = 0; i < rows; i++) {
		rap_buf_str(out, "<tr>");
		for (size_t j = 0; j < columns; j++) {
			rap_buf_printf(out,
			               "<%s style=\"padding:4px 8px 4px 4px;text-align:left;"
			               "vertical-align:top;border-bottom:1px solid #999999\">",
			               i ? "td" : "th");
			rap_buf_str(out, "<bdi>");
			rap_escape_html(out, rap_slice_of(t->runs[i * columns + j].text));
			rap_buf_printf(out, "</bdi></%s>", i ? "td" : "th");
		}
		rap_buf_str(out, "</tr>\n");
	}
	rap_buf_str(out, "</table>\n");
}

/* ---- plain text ----------------------------------------------------------------------------------------- */

/* As wide as what is in them, but the widest give way until the last one has room. */
static void widths_of(const rap_doc_block *t, size_t rows, size_t columns, size_t *widths)
{
	size_t all = 0;

	for (size_t j = 0; j + 1 < columns; j++) {
		for (size_t i = 0; i < rows; i++) {
			size_t width = rap_utf8_width(rap_slice_of(t->runs[i * columns + j].text));

			widths[j] = width > widths[j] ? width : widths[j];
		}
		widths[j] = widths[j] > COLUMN_MAX ? COLUMN_MAX : widths[j];
		all += widths[j] + 2;
	}
	while (all + LAST_MIN > RAP_FILL_WIDTH) {
		size_t widest = 0;

		for (size_t j = 1; j + 1 < columns; j++)
			widest = widths[j] > widths[widest] ? j : widest;
		if (widths[widest] <= COLUMN_MIN)
			break;
		widths[widest]--;
		all--;
	}
	widths[columns - 1] = all + LAST_MIN > RAP_FILL_WIDTH ? LAST_MIN : RAP_FILL_WIDTH - all;
}

/* The cell as lines that are as wide as its column: at blanks where there are some. */
static rap_strv lines_of(const char *text, size_t columns)
{
	char *flat = rap_strdup(text);
	rap_strv lines = {0};
	rap_slice s;

	for (char *at = flat; *at; at++)
		if (*at == '\n' || *at == '\r' || *at == '\t')
			*at = ' ';
	s = rap_utf8_trim(rap_slice_of(flat));
	while (s.len > 0) {
		size_t fits = rap_fill_fitting(s, columns);
		rap_buf line = rap_buf_init(CELL_MAX);

		rap_escape_text(&line, rap_slice_sub(s, 0, fits));
		rap_strv_take(&lines, rap_buf_take(&line));
		s = rap_utf8_trim(rap_slice_sub(s, fits, s.len));
	}
	free(flat);
	return lines;
}

static void put_row(const rap_run *cells, size_t columns, const size_t *widths, rap_buf *out)
{
	rap_strv *lines = rap_calloc(columns, sizeof *lines);
	size_t deep = 1;

	for (size_t j = 0; j < columns; j++) {
		lines[j] = lines_of(cells[j].text, widths[j]);
		deep = lines[j].n > deep ? lines[j].n : deep;
	}
	for (size_t k = 0; k < deep; k++) {
		size_t behind = 0; /* blanks owed: none stands at the end of a line */

		for (size_t j = 0; j < columns; j++) {
			const char *line = k < lines[j].n ? lines[j].at[k] : "";
			size_t width = rap_utf8_width(rap_slice_of(line));

			for (; *line && behind > 0; behind--)
				rap_buf_char(out, ' ');
			rap_buf_str(out, line);
			behind += (width < widths[j] ? widths[j] - width : 0) + 2;
		}
		rap_buf_char(out, '\n');
	}
	for (size_t j = 0; j < columns; j++)
		rap_strv_done(&lines[j]);
	free(lines);
}

void rap_doc_table_text(const rap_doc_block *t, rap_buf *out)
{
	size_t columns, rows = rows_of(t, &columns);
	size_t *widths = rap_calloc(columns, sizeof *widths);

	widths_of(t, rows, columns, widths);
	for (size_t i = 0; i < rows; i++) {
		put_row(&t->runs[i * columns], columns, widths, out);
		for (size_t j = 0; i == 0 && j < columns; j++) {
			for (size_t k = 0; k < widths[j]; k++)
				rap_buf_char(out, '-');
			rap_buf_str(out, j + 1 == columns ? "\n" : "  ");
		}
	}
	rap_buf_char(out, '\n');
	free(widths);
}
