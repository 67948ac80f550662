/* SPDX-License-Identifier: Apache-2.0 */
/* The tables as a workbook for spreadsheets (.xlsx): a sheet each, to be read, filtered, and printed. */
#ifndef RAP_DAEMON_REPORT_WORKBOOK_H
#define RAP_DAEMON_REPORT_WORKBOOK_H

#include "report/tables.h"

/*
 * R62: every cell is text, none a formula or a link, none longer than a cell may be. The library writes files only:
 * they stand in a folder of their own below `scratch` ("/tmp") while it works, for their owner alone. The same tables at
 * the same desk->now give the same bytes.
 */
rap_err rap_workbook_make(const rap_desk *desk, const rap_tables *tables, const char *scratch,
                          rap_buf *ret) RAP_MUST_CHECK;

/* A text as it stands in a cell: made harmless, and cut at what a cell takes, which it then says. */
void rap_workbook_cell(rap_buf *out, const char *text);

#endif
