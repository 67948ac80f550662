/* SPDX-License-Identifier: Apache-2.0 */
/* Inside the workbook: whether a file that was written holds what was to be written. */
#ifndef RAP_DAEMON_REPORT_WORKBOOK_CHECK_H
#define RAP_DAEMON_REPORT_WORKBOOK_CHECK_H

#include "report/tables.h"

/*
 * libxlsxwriter does not look whether its own temporary files could be written: on a full disk it says that all went well,
 * and rows are missing. So every text of every sheet is looked up in the file, in its order. False: something is missing.
 */
bool rap_workbook_holds(const rap_buf *file, const rap_tables *tables);

#endif
