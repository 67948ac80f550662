/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of CSV that people send back: RFC 4180 and what spreadsheets make of it. The separator is a comma, a semicolon or
 * a tab, whichever the first line has first; lines end with CRLF, LF or CR; UTF-8 with or without a mark at its
 * beginning, or UTF-16 with one (the "Unicode text" of spreadsheets). Anything else is refused and never guessed at.
 */
#ifndef RAP_DAEMON_REPORT_CSV_READ_H
#define RAP_DAEMON_REPORT_CSV_READ_H

#include "common/diag.h"

typedef struct rap_csv_cell {
	char *text; /* UTF-8; ends of lines in it are LF */
	unsigned line, column; /* where it begins, from 1; columns in characters */
} rap_csv_cell;

typedef struct rap_csv_row {
	rap_csv_cell *at;
	size_t n; /* at least 1 */
} rap_csv_row;

typedef struct rap_csv {
	rap_csv_row *at;
	size_t n; /* without rows of which every cell is empty */
} rap_csv;

/*
 * Reads all rows, the head too. Every mistake is added to diags at its line and column; false when there is one. ret is
 * for rap_csv_done either way, and has what could be read.
 */
bool rap_csv_read(rap_slice bytes, const char *name, rap_diags *diags, rap_csv *ret);
void rap_csv_done(rap_csv *csv);

#endif
