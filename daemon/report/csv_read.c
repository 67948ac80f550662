// SPDX-License-Identifier: Apache-2.0
/* CSV as spreadsheets save it, strictly; see csv_read.h. */
#include "report/csv_read.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <stdint.h>
#include <stdlib.h>

#define CELLS_MAX 100u /* of one row */
#define ROWS_MAX 100000u

typedef struct reading {
	const char *name;
	rap_diags *diags;
	rap_slice text;
	size_t at;
	unsigned line, column;
	char separator;
	rap_csv *csv;
	bool sound;
} reading;

static void mistake(reading *r, unsigned line, unsigned column, const char *why)
{
	rap_diags_error(r->diags, r->name, line, column, NULL, NULL, "%s", why);
	r->sound = false;
}

/* ---- characters ----------------------------------------------------------------------------------------- */

static bool begins(rap_slice s, const char *with)
{
	return s.at && s.len >= strlen(with) && memcmp(s.at, with, strlen(with)) == 0;
}

static uint32_t unit(rap_slice s, size_t at, bool little)
{
	unsigned char first = (unsigned char)s.at[at], second = (unsigned char)s.at[at + 1];

	return little ? (uint32_t)second << 8 | first : (uint32_t)first << 8 | second;
}

/* A half of a pair without the other becomes a bad byte, and is told as one. */
static void from_utf16(rap_slice s, bool little, rap_buf *out)
{
	for (size_t at = 2; at + 1 < s.len; at += 2) {
		uint32_t c = unit(s, at, little), low;

		if (c >= 0xD800 && c < 0xDC00 && at + 3 < s.len) {
			low = unit(s, at + 2, little);
			if (low >= 0xDC00 && low < 0xE000) {
				c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
				at += 2;
			}
		}
		if (c >= 0xD800 && c < 0xE000)
			rap_buf_char(out, '\xFF');
		else
			rap_utf8_put(out, c);
	}
	if (s.len % 2 != 0)
		rap_buf_char(out, '\xFF');
}

/* One step on, over a character. An end of a line, however it is written, is one '\n'. */
static uint32_t step(reading *r)
{
	uint32_t c = rap_utf8_next(r->text, &r->at);

	if (c == '\r') {
		c = '\n';
		if (r->at < r->text.len && r->text.at[r->at] == '\n')
			r->at++;
	}
	if (c == '\n') {
		r->line++;
		r->column = 1;
	} else {
		r->column++;
	}
	return c;
}

/* What stands next; 0 at the end. */
static char peek(const reading *r)
{
	return r->at < r->text.len ? r->text.at[r->at] : '\0';
}

static bool at_end_of_cell(const reading *r)
{
	char c = peek(r);

	return r->at >= r->text.len || c == r->separator || c == '\n' || c == '\r';
}

/* Every character that is none, told once per line: a file in another character set has thousands. */
static bool check_characters(reading *r)
{
	unsigned told = 0;

	while (r->at < r->text.len) {
		unsigned line = r->line, column = r->column;
		uint32_t c = step(r);

		if ((c != RAP_UTF8_BAD && c >= 0x20 && (c < 0x7F || c >= 0xA0)) || c == '\n' ||
		    c == '\t' || line == told)
			continue;
		told = line;
		mistake(r, line, column,
		        c == RAP_UTF8_BAD
		                ? "not UTF-8: save the file again, in Excel as \"CSV UTF-8\", in "
		                  "LibreOffice with the character set \"Unicode (UTF-8)\""
		                : "a control character, which no cell may have");
	}
	r->at = 0;
	r->line = r->column = 1;
	return told == 0;
}

/* ---- cells ---------------------------------------------------------------------------------------------- */

static char separator_of(rap_slice text)
{
	bool quoted = false;

	for (size_t i = 0; i < text.len && (quoted || (text.at[i] != '\n' && text.at[i] != '\r'));
	     i++) {
		if (text.at[i] == '"')
			quoted = !quoted;
		else if (!quoted && strchr(",;\t", text.at[i]))
			return text.at[i];
	}
	return ',';
}

static void quoted_cell(reading *r, rap_buf *out)
{
	unsigned line = r->line, column = r->column;

	(void)step(r);
	while (r->at < r->text.len) {
		size_t from = r->at;
		uint32_t c = step(r);

		if (c == '"' && peek(r) == '"') {
			(void)step(r);
			rap_buf_char(out, '"');
		} else if (c == '"') {
			if (!at_end_of_cell(r))
				mistake(r, r->line, r->column,
				        "something stands behind a closing quote");
			while (!at_end_of_cell(r))
				(void)step(r);
			return;
		} else if (c == '\n') {
			rap_buf_char(out, '\n');
		} else {
			rap_buf_slice(out, rap_slice_sub(r->text, from, r->at));
		}
	}
	mistake(r, line, column, "this quote is never closed");
}

static void plain_cell(reading *r, rap_buf *out)
{
	bool told = false;

	while (!at_end_of_cell(r)) {
		size_t from = r->at;

		if (peek(r) == '"' && !told) {
			mistake(r, r->line, r->column,
			        "a quote inside a cell that does not begin with one");
			told = true;
		}
		(void)step(r);
		rap_buf_slice(out, rap_slice_sub(r->text, from, r->at));
	}
}

/* ---- rows ----------------------------------------------------------------------------------------------- */

static void row_done(rap_csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		free(row->at[i].text);
	free(row->at);
}

/* Whether there is anything in it; a cell beyond the limit is told and left out. */
static bool read_row(reading *r, rap_csv_row *row)
{
	bool any = false, told = false;

	for (;;) {
		rap_csv_cell cell = {.line = r->line, .column = r->column};
		rap_buf text = rap_buf_init(r->text.len);

		if (peek(r) == '"')
			quoted_cell(r, &text);
		else
			plain_cell(r, &text);
		any = any || text.len > 0;
		cell.text = rap_buf_take(&text);
		if (row->n < CELLS_MAX) {
			if (row->n % 8 == 0)
				row->at = rap_reallocarray(row->at, row->n + 8, sizeof *row->at);
			row->at[row->n++] = cell;
		} else {
			if (!told)
				mistake(r, cell.line, cell.column, "more than 100 cells in a row");
			told = true;
			free(cell.text);
		}
		if (r->at >= r->text.len)
			return any;
		if (step(r) == '\n')
			return any;
	}
}

static void read_rows(reading *r)
{
	rap_csv *csv = r->csv;

	while (r->at < r->text.len) {
		rap_csv_row row = {0};

		if (csv->n == ROWS_MAX) {
			mistake(r, r->line, 1, "more than 100,000 rows");
			return;
		}
		if (!read_row(r, &row)) {
			row_done(&row);
			continue;
		}
		if (csv->n % 64 == 0)
			csv->at = rap_reallocarray(csv->at, csv->n + 64, sizeof *csv->at);
		csv->at[csv->n++] = row;
	}
}

bool rap_csv_read(rap_slice bytes, const char *name, rap_diags *diags, rap_csv *ret)
{
	reading r = {
		.name = name, .diags = diags, .line = 1, .column = 1, .csv = ret, .sound = true};
	rap_buf turned = rap_buf_init(2 * bytes.len + 16);

	*ret = (rap_csv){0};
	r.text = bytes.at ? bytes : rap_slice_of("");
	if (begins(bytes, "\xFF\xFE") || begins(bytes, "\xFE\xFF")) {
		from_utf16(bytes, begins(bytes, "\xFF"), &turned);
		r.text = (rap_slice){rap_buf_text(&turned), turned.len};
	} else if (begins(bytes, "\xEF\xBB\xBF")) {
		r.text = rap_slice_sub(bytes, 3, bytes.len);
	}
	if (begins(bytes, "PK\x03\x04") || begins(bytes, "\xD0\xCF\x11\xE0")) {
		mistake(&r, 1, 1, "this is a workbook: save its sheet as CSV (UTF-8)");
	} else if (begins(r.text, "\xC3\xAF\xC2\xBB\xC2\xBF")) {
		mistake(&r, 1, 1,
		        "this was UTF-8 and was opened in another character set: its letters are "
		        "damaged. Open the first file again, as Unicode (UTF-8)");
	} else if (check_characters(&r)) {
		r.separator = separator_of(r.text);
		read_rows(&r);
	}
	rap_buf_done(&turned);
	return r.sound;
}

void rap_csv_done(rap_csv *csv)
{
	for (size_t i = 0; i < csv->n; i++)
		row_done(&csv->at[i]);
	free(csv->at);
	*csv = (rap_csv){0};
}
