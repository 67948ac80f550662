/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of the draft only: blocks as they stand in the Markdown, with places and marks taken apart. */
#ifndef RAP_DAEMON_REPORT_DRAFT_READ_H
#define RAP_DAEMON_REPORT_DRAFT_READ_H

#include "report/draft.h"
#include "report/draft_mark.h"

typedef struct rap_raw_block {
	rap_block_kind kind;
	int level;
	unsigned line, column; /* column in bytes, from 1 */
	unsigned last_line;
	bool marked;
	bool excused; /* its lack of a mark is reported otherwise */
	rap_mark mark;
	char *text;
} rap_raw_block;

typedef struct rap_raw_draft {
	rap_raw_block *at;
	size_t n;
} rap_raw_draft;

/* Reads all blocks; what cannot be carried is reported. Missing, double or lacking marks are not looked at. */
bool rap_raw_draft_read(rap_slice markdown, const char *name, rap_diags *diags, rap_raw_draft *ret);
void rap_raw_draft_done(rap_raw_draft *draft);

/* Double marks: they would make an answer belong to two paragraphs. */
void rap_raw_draft_check_twice(const rap_raw_draft *draft, const char *name, rap_diags *diags);

#endif
