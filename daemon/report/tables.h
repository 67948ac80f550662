/* SPDX-License-Identifier: Apache-2.0 */
/* The record as tables for people: what the workbook has as sheets, and the same for CSV and JSON. */
#ifndef RAP_DAEMON_REPORT_TABLES_H
#define RAP_DAEMON_REPORT_TABLES_H

#include "report/desk.h"
#include "report/table.h"

typedef enum rap_tables_kind {
	RAP_TABLES_MATRIX, /* the compilation matrix: who says what on which paragraph */
	RAP_TABLES_POSITIONS, /* State by question of position */
	RAP_TABLES_RATINGS, /* State by question with a scale */
	RAP_TABLES_MATTERS, /* what States bring up */
	RAP_TABLES_PARTICIPANTS, /* whom they name */
	RAP_TABLES_LOG, /* mails received */
	RAP_TABLES_ANSWERS, /* every answer that stands; only on a sheet: answers.csv has them with their history */
	RAP_TABLES_KEY, /* what the words of the others mean; only on a sheet */
	RAP_TABLES_DECISIONS, /* decisions_csv.h; only as CSV */
	RAP_TABLES_N,
} rap_tables_kind;

typedef struct rap_tables { /* report.h names it too */
	rap_table at[RAP_TABLES_N];
} rap_tables;

bool rap_tables_on_sheet(rap_tables_kind kind);
bool rap_tables_in_csv(rap_tables_kind kind);
bool rap_tables_in_json(rap_tables_kind kind);

/* Reads the record; for rap_tables_done also when it fails. */
rap_err rap_tables_make(const rap_desk *desk, rap_tables *ret) RAP_MUST_CHECK;
void rap_tables_done(rap_tables *tables);

#endif
