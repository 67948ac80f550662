// SPDX-License-Identifier: Apache-2.0
/*
 * Writes tables as a workbook, with libxlsxwriter in its mode for little memory: rows go out as they come, with their
 * texts in them. See workbook.h.
 */
#include "report/workbook.h"

#include "common/file.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "report/escape.h"
#include "report/workbook_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#define CELL_MAX 32767u /* UTF-16 units, by the file format */
#define CUT_NOTE " [cut here: a cell takes no more; the whole is in the CSV and JSON files]"
#define ESCAPED "_x005F_" /* rap_escape_cell: '_' */
#define FILE_MAX ((size_t)1 << 30)
#define HEADER_MAX 120u /* of 255 characters of a page header, with signs of its own */
#define TEXT_FORMAT 49 /* "@": what is typed into such a cell stays text as well */
#define A4 9
#define FONT "Arial" /* metrics that every office program has */
#define FONT_SIZE 9
#define LINE_POINTS 12.0 /* of that font */
#define ROW_POINTS_MAX 409.0 /* by the file format */

enum { PLAIN, BEGINS, QUIET, QUIET_BEGINS, BODIES };

typedef struct look {
	lxw_format *head, *body[BODIES];
} look;

/* ---- cells ---------------------------------------------------------------------------------------------- */

/* Bytes of s that are at most `most` UTF-16 units. */
static size_t fitting(rap_slice s, size_t most)
{
	size_t at = 0, units = 0, before = 0;

	while (at < s.len) {
		units += rap_utf8_next(s, &at) > 0xFFFF ? 2 : 1;
		if (units > most)
			return before;
		before = at;
	}
	return s.len;
}

void rap_workbook_cell(rap_buf *out, const char *text)
{
	rap_slice s = rap_slice_of(text);
	size_t from = out->len, fits;

	/* No more than could fit is looked at; what is made of it may be longer. */
	rap_escape_cell(out, rap_slice_sub(s, 0, 4 * (size_t)CELL_MAX + 4));
	s = rap_slice_sub(rap_buf_as_slice(out), from, out->len);
	if (fitting(s, CELL_MAX) == s.len)
		return;
	fits = fitting(s, CELL_MAX - (sizeof CUT_NOTE - 1));
	/* Not inside an escape, whose first sign would then stand for itself. */
	for (size_t back = 1; back < strlen(ESCAPED) && back < fits; back++)
		if (strncmp(s.at + fits - back, ESCAPED, strlen(ESCAPED)) == 0) {
			fits -= back;
			break;
		}
	rap_buf_cut(out, from + fits);
	rap_buf_str(out, CUT_NOTE);
}

static lxw_error put_cell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                          lxw_format *format)
{
	rap_buf cell = rap_buf_init(RAP_TABLE_CELL_MAX);
	lxw_error error;

	rap_workbook_cell(&cell, text);
	error = cell.len > 0
	                ? worksheet_write_string(sheet, row, column, rap_buf_text(&cell), format)
	                : worksheet_write_blank(sheet, row, column, format);
	rap_buf_done(&cell);
	return error;
}

/* ---- looks ---------------------------------------------------------------------------------------------- */

static lxw_format *add_format(lxw_workbook *book)
{
	lxw_format *f = workbook_add_format(book);

	if (!f)
		rap_mem_exhausted();
	format_set_font_name(f, FONT);
	format_set_font_size(f, FONT_SIZE);
	format_set_text_wrap(f);
	format_set_border(f, LXW_BORDER_THIN);
	format_set_num_format_index(f, TEXT_FORMAT);
	return f;
}

static look make_look(lxw_workbook *book)
{
	look l;

	l.head = add_format(book);
	format_set_bold(l.head);
	format_set_align(l.head, LXW_ALIGN_VERTICAL_CENTER);
	format_set_bg_color(l.head, 0xDCE6F1);
	format_set_border_color(l.head, 0x8EA9C8);
	for (size_t i = 0; i < BODIES; i++) {
		lxw_format *f = l.body[i] = add_format(book);

		format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
		format_set_border_color(f, 0xD0D0D0);
		if (i == BEGINS || i == QUIET_BEGINS) {
			format_set_top(f, LXW_BORDER_THIN);
			format_set_top_color(f, 0x1F3864);
		}
		if (i == QUIET || i == QUIET_BEGINS) {
			format_set_font_color(f, 0x595959);
			format_set_italic(f);
		}
	}
	return l;
}

/* '&' begins a sign in the header of a page. */
static void put_header_text(rap_buf *out, const char *text)
{
	rap_buf clean = rap_buf_init(RAP_TABLE_CELL_MAX);

	rap_escape_text(&clean, rap_slice_of(text));
	rap_buf_cut(&clean, rap_utf8_offset(rap_buf_as_slice(&clean), HEADER_MAX));
	for (size_t at = 0; at < clean.len; at++) {
		if (clean.at[at] == '&')
			rap_buf_char(out, '&');
		rap_buf_char(out, clean.at[at] == '\n' ? ' ' : clean.at[at]);
	}
	rap_buf_done(&clean);
}

static lxw_error set_page(lxw_worksheet *sheet, const rap_desk *desk, const rap_table *table)
{
	rap_buf header = rap_buf_init(2000), footer = rap_buf_init(2000);
	lxw_error error = LXW_NO_ERROR;

	worksheet_set_landscape(sheet);
	worksheet_set_paper(sheet, A4);
	worksheet_set_margins(sheet, 0.4, 0.4, 0.75, 0.6);
	worksheet_fit_to_pages(sheet, 1, 0);
	error = worksheet_repeat_rows(sheet, 0, 0);
	rap_buf_str(&header, "&L&9");
	put_header_text(&header, desk->consultation->title);
	rap_buf_printf(&header, "&R&9%s", table->title);
	rap_buf_str(&footer, "&L&9");
	rap_date_put_human(&footer, desk->now, desk->consultation->meeting.timezone, false);
	rap_buf_str(&footer, "&R&9&P / &N");
	if (error == LXW_NO_ERROR)
		error = worksheet_set_header(sheet, rap_buf_text(&header));
	if (error == LXW_NO_ERROR)
		error = worksheet_set_footer(sheet, rap_buf_text(&footer));
	rap_buf_done(&header);
	rap_buf_done(&footer);
	return error;
}

/* ---- sheets --------------------------------------------------------------------------------------------- */

/* How many lines a text takes, or some more, in a column that is so many digits wide. */
static size_t lines_of(const char *text, unsigned width)
{
	rap_slice s = rap_slice_of(text);
	size_t lines = 0;

	for (size_t from = 0; from <= s.len;) {
		const char *end = from < s.len ? memchr(s.at + from, '\n', s.len - from) : NULL;
		size_t to = end ? (size_t)(end - s.at) : s.len;
		size_t columns = rap_utf8_width(rap_slice_sub(s, from, to));
		const size_t room = width + width / 10; /* digits are wider than most letters */

		lines += columns == 0 ? 1 : (columns + room - 1) / room;
		if ((double)lines * LINE_POINTS > ROW_POINTS_MAX)
			break;
		from = to + 1;
	}
	return lines;
}

/* Not every program finds out by itself how high a row has to be. */
static double height_of(const rap_table *table, const rap_table_row *row)
{
	size_t most = 1;
	double points;

	for (size_t j = 0; j < table->n_columns; j++) {
		const char *text = row ? row->cells[j].text : table->columns[j].title;
		size_t lines = text ? lines_of(text, table->columns[j].width) : 0;

		most = lines > most ? lines : most;
	}
	points = (double)most * LINE_POINTS + 4;
	return points < ROW_POINTS_MAX ? points : ROW_POINTS_MAX;
}

static lxw_error put_row(lxw_worksheet *sheet, const look *l, const rap_table *table, size_t i)
{
	const rap_table_row *row = &table->rows[i];
	lxw_error error = worksheet_set_row(sheet, (lxw_row_t)(i + 1), height_of(table, row), NULL);

	for (size_t j = 0; j < table->n_columns && error == LXW_NO_ERROR; j++) {
		bool quiet = row->quiet || row->cells[j].quiet;

		error = put_cell(sheet, (lxw_row_t)(i + 1), (lxw_col_t)j, row->cells[j].text,
		                 l->body[(quiet ? QUIET : PLAIN) + (row->begins ? BEGINS : PLAIN)]);
	}
	return error;
}

static lxw_error put_rows(lxw_worksheet *sheet, const look *l, const rap_table *table)
{
	lxw_error error = worksheet_set_row(sheet, 0, height_of(table, NULL), NULL);

	for (size_t j = 0; j < table->n_columns && error == LXW_NO_ERROR; j++)
		error = put_cell(sheet, 0, (lxw_col_t)j, table->columns[j].title, l->head);
	for (size_t i = 0; i < table->n_rows && error == LXW_NO_ERROR; i++)
		error = put_row(sheet, l, table, i);
	return error;
}

static lxw_error put_sheet(lxw_workbook *book, const look *l, const rap_desk *desk,
                           const rap_table *table)
{
	lxw_worksheet *sheet = workbook_add_worksheet(book, table->title);
	lxw_col_t last = (lxw_col_t)(table->n_columns - 1);
	lxw_error error;

	if (!sheet)
		rap_mem_exhausted(); /* the names are ours, and good */
	for (size_t j = 0; j < table->n_columns; j++)
		(void)worksheet_set_column(sheet, (lxw_col_t)j, (lxw_col_t)j,
		                           table->columns[j].width, NULL);
	worksheet_freeze_panes(sheet, 1, (lxw_col_t)table->frozen);
	(void)worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
	error = set_page(sheet, desk, table);
	if (error == LXW_NO_ERROR)
		error = worksheet_autofilter(sheet, 0, 0, (lxw_row_t)table->n_rows, last);
	return error == LXW_NO_ERROR ? put_rows(sheet, l, table) : error;
}

static lxw_error put_book(lxw_workbook *book, const rap_desk *desk, const rap_tables *tables)
{
	rap_buf title = rap_buf_init(2000), author = rap_buf_init(2000);
	lxw_doc_properties properties = {.created = (time_t)desk->now};
	look l = make_look(book);
	lxw_error error;

	rap_escape_cell(&title, rap_slice_of(desk->consultation->title));
	rap_escape_cell(&author, rap_slice_of(desk->consultation->secretariat.name));
	properties.title = title.at;
	properties.author = author.at;
	error = workbook_set_properties(book, &properties);
	for (size_t i = 0; i < RAP_TABLES_N && error == LXW_NO_ERROR; i++)
		if (rap_tables_on_sheet((rap_tables_kind)i) && tables->at[i].n_columns > 0)
			error = put_sheet(book, &l, desk, &tables->at[i]);
	rap_buf_done(&title);
	rap_buf_done(&author);
	return error;
}

static rap_err write_file(const rap_desk *desk, const rap_tables *tables, char *folder,
                          const char *path)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
	lxw_workbook *book = workbook_new_opt(path, &options);
	lxw_error error, closed;

	if (!book)
		return RAP_E_IO;
	error = put_book(book, desk, tables);
	errno = 0;
	closed = workbook_close(book);
	if (closed != LXW_NO_ERROR)
		return errno ? rap_err_from_errno(errno) : RAP_E_IO;
	return error == LXW_NO_ERROR ? RAP_OK
	       : error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED ||
	                       error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE
	               ? RAP_E_LIMIT
	               : RAP_E_IO;
}

rap_err rap_workbook_make(const rap_desk *desk, const rap_tables *tables, const char *scratch,
                          rap_buf *ret)
{
	rap_buf folder = rap_buf_init(4096), path = rap_buf_init(4096);
	rap_err err;

	*ret = rap_buf_init(FILE_MAX);
	rap_buf_printf(&folder, "%s/rapporteur-XXXXXX", scratch);
	if (folder.over || !mkdtemp(folder.at)) {
		err = folder.over ? RAP_E_LIMIT : rap_err_from_errno(errno);
	} else {
		rap_buf_printf(&path, "%s/workbook.xlsx", rap_buf_text(&folder));
		err = write_file(desk, tables, folder.at, rap_buf_text(&path));
		if (err == RAP_OK)
			err = rap_file_read(rap_buf_text(&path), FILE_MAX, ret);
		/* A full disk is what makes the library lose something without a word. */
		if (err == RAP_OK && !rap_workbook_holds(ret, tables))
			err = RAP_E_FULL;
		if (err != RAP_OK)
			rap_buf_done(ret);
		(void)unlink(rap_buf_text(&path));
		(void)rmdir(rap_buf_text(&folder));
	}
	rap_buf_done(&folder);
	rap_buf_done(&path);
	return err;
}
