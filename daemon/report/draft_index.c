// SPDX-License-Identifier: Apache-2.0
/* The marks of a draft, sorted; see draft_index.h. */
#include "report/draft_index.h"

#include "common/mem.h"

#include <stdlib.h>

static int by_mark(const void *a, const void *b)
{
	const rap_block *const *x = a, *const *y = b;

	return strcmp((*x)->mark, (*y)->mark);
}

static int is_mark(const void *mark, const void *b)
{
	const rap_block *const *block = b;

	return strcmp(mark, (*block)->mark);
}

rap_draft_index rap_draft_index_of(const rap_draft *draft)
{
	rap_draft_index index = {.at = rap_calloc(draft->n + 1, sizeof *index.at)};

	for (size_t i = 0; i < draft->n; i++)
		if (draft->blocks[i].mark)
			index.at[index.n++] = &draft->blocks[i];
	qsort(index.at, index.n, sizeof *index.at, by_mark);
	return index;
}

void rap_draft_index_done(rap_draft_index *index)
{
	free(index->at);
	*index = (rap_draft_index){0};
}

const rap_block *rap_draft_index_find(const rap_draft_index *index, const char *mark)
{
	const rap_block **found =
		index->n > 0 ? bsearch(mark, index->at, index->n, sizeof *index->at, is_mark)
			     : NULL;

	return found ? *found : NULL;
}
