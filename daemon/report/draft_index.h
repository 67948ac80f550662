/* SPDX-License-Identifier: Apache-2.0 */
/* The marks of a draft, sorted: a paragraph is found without looking at all of them. */
#ifndef RAP_DAEMON_REPORT_DRAFT_INDEX_H
#define RAP_DAEMON_REPORT_DRAFT_INDEX_H

#include "report/draft.h"

typedef struct rap_draft_index {
	const rap_block **at; /* those with a mark, by mark; borrowed from the draft */
	size_t n;
} rap_draft_index;

rap_draft_index rap_draft_index_of(const rap_draft *draft);
void rap_draft_index_done(rap_draft_index *index);

/* NULL when there is no such mark. */
const rap_block *rap_draft_index_find(const rap_draft_index *index, const char *mark);

#endif
