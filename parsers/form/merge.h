/* SPDX-License-Identifier: Apache-2.0 */
/* From words found in all bodies to one answer per item, with its status, flags and findings. */
#ifndef RAP_PARSERS_MERGE_H
#define RAP_PARSERS_MERGE_H

#include "common/reading.h"
#include "parsers/form/words.h"

typedef struct rap_merge {
	const rap_context *context;
	const rap_names *names;
	rap_vocabulary *vocabulary;
	const rap_page *pages;
	size_t n_pages;
	size_t primary; /* the page that is believed; another body is compared with it */
} rap_merge;

void rap_merge_answers(const rap_merge *merge, const rap_found *found, rap_reading *reading);

/* The body that is read when there are several: HTML unless the plain text yields more items. */
size_t rap_merge_primary(const rap_page *pages, size_t n_pages, const rap_found *found);

#endif
