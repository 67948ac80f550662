// SPDX-License-Identifier: Apache-2.0
/* Reads a workbook of ours back, as bytes; see workbook_check.h. */
#include "report/workbook_check.h"

#include "report/workbook.h"

#include <zip.h>

#define PART_MAX ((size_t)1 << 30)

static bool read_part(zip_t *archive, const char *name, rap_buf *ret)
{
	char block[16384]; /* any size serves */
	zip_file_t *part = zip_fopen(archive, name, 0);
	zip_int64_t got;

	if (!part)
		return false;
	while ((got = zip_fread(part, block, sizeof block)) > 0)
		rap_buf_add(ret, block, (size_t)got);
	return zip_fclose(part) == 0 && got == 0 && !ret->over;
}

static bool take(rap_slice *rest, const char *what)
{
	size_t len = strlen(what);

	if (rest->len < len || memcmp(rest->at, what, len) != 0)
		return false;
	*rest = rap_slice_sub(*rest, len, rest->len);
	return true;
}

static bool seek(rap_slice *rest, const char *what)
{
	const char *found = rest->len > 0 ? memmem(rest->at, rest->len, what, strlen(what)) : NULL;

	if (!found)
		return false;
	*rest = rap_slice_sub(*rest, (size_t)(found - rest->at) + strlen(what), rest->len);
	return true;
}

/* The next text of the sheet is this one. */
static bool take_cell(rap_slice *rest, const char *text)
{
	rap_buf cell = rap_buf_init(RAP_TABLE_CELL_MAX), want = rap_buf_init(RAP_TABLE_CELL_MAX);
	bool same = true;

	rap_workbook_cell(&cell, text);
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.at[i] == '&')
			rap_buf_str(&want, "&amp;");
		else if (cell.at[i] == '<')
			rap_buf_str(&want, "&lt;");
		else if (cell.at[i] == '>')
			rap_buf_str(&want, "&gt;");
		else
			rap_buf_char(&want, cell.at[i]);
	}
	rap_buf_str(&want, "</t>");
	if (cell.len > 0)
		same = seek(rest, "<is><t") && seek(rest, ">") && take(rest, rap_buf_text(&want));
	rap_buf_done(&cell);
	rap_buf_done(&want);
	return same;
}

static bool holds_table(rap_slice sheet, const rap_table *table)
{
	bool good = seek(&sheet, "<row ");

	for (size_t j = 0; j < table->n_columns && good; j++)
		good = take_cell(&sheet, table->columns[j].title);
	for (size_t i = 0; i < table->n_rows && good; i++) {
		good = seek(&sheet, "<row ");
		for (size_t j = 0; j < table->n_columns && good; j++)
			good = take_cell(&sheet, table->rows[i].cells[j].text);
	}
	return good && seek(&sheet, "</sheetData>") && seek(&sheet, "</worksheet>") &&
	       (sheet.len == 0 || take(&sheet, "\n"));
}

static bool holds(zip_t *archive, const rap_tables *tables)
{
	bool good = true;
	int number = 0;

	for (size_t i = 0; i < RAP_TABLES_N && good; i++) {
		rap_buf name = rap_buf_init(100), sheet = rap_buf_init(PART_MAX);

		if (!rap_tables_on_sheet((rap_tables_kind)i) || tables->at[i].n_columns == 0)
			continue;
		rap_buf_printf(&name, "xl/worksheets/sheet%d.xml", ++number);
		good = read_part(archive, rap_buf_text(&name), &sheet) &&
		       holds_table(rap_buf_as_slice(&sheet), &tables->at[i]);
		rap_buf_done(&name);
		rap_buf_done(&sheet);
	}
	return good;
}

bool rap_workbook_holds(const rap_buf *file, const rap_tables *tables)
{
	zip_source_t *source = zip_source_buffer_create(file->at, file->len, 0, NULL);
	zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
	bool good;

	if (!archive) {
		zip_source_free(source);
		return false;
	}
	good = holds(archive, tables);
	zip_discard(archive);
	return good;
}
