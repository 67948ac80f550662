/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of a document in its three forms; for doc.c. A cell is one line of text. */
#ifndef RAP_DAEMON_REPORT_DOC_TABLE_H
#define RAP_DAEMON_REPORT_DOC_TABLE_H

#include "report/doc.h"

void rap_doc_table_markdown(const rap_doc_block *table, rap_buf *out);
void rap_doc_table_html(const rap_doc_block *table, rap_buf *out);
/* In columns of RAP_FILL_WIDTH together: the last one takes what is left, and its lines break. */
void rap_doc_table_text(const rap_doc_block *table, rap_buf *out);

#endif
