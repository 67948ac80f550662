/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of the revision only: a draft as blocks that may be reworded and followed by new ones. */
#ifndef RAP_DAEMON_REPORT_REVISE_WRITE_H
#define RAP_DAEMON_REPORT_REVISE_WRITE_H

#include "report/draft_read.h"

/* A paragraph put behind a block, with its mark. */
typedef struct rap_revise_new {
	size_t behind; /* index of the block it was proposed behind */
	rap_mark mark;
	const char *text;
	size_t at; /* private: index of the block it stands behind */
} rap_revise_new;

typedef struct rap_revise_plan {
	rap_slice markdown;
	const rap_raw_draft *raw; /* of it */
	char **texts; /* by block: what it now says; NULL: as before */
	rap_revise_new *new; /* in the order of their marks where they stand behind one block */
	size_t n_new;
} rap_revise_plan;

/* The mark of a paragraph that is put behind the block: behind the highest in use. false: none is free. */
bool rap_revise_mark(const rap_revise_plan *plan, size_t behind, rap_mark *ret);

/* false: the Markdown that was written does not read as what was meant. */
bool rap_revise_write(rap_revise_plan *plan, rap_buf *out);

#endif
