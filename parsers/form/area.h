/* SPDX-License-Identifier: Apache-2.0 */
/* One item in one copy of the form that came back: where field.c and hint.c look for its answer. */
#ifndef RAP_PARSERS_AREA_H
#define RAP_PARSERS_AREA_H

#include "parsers/form/words.h"

typedef struct rap_area {
	const rap_context *context;
	const rap_names *names;
	rap_page *page;
	size_t page_number;
	const rap_copy *copy;
	size_t copy_number;
	size_t field;
	const rap_sent_item *item;
	rap_found *found;
} rap_area;

/* Words of this item that stand at bytes [from, to); raw is taken over. */
rap_words rap_area_words(const rap_area *area, rap_words_from how, char *raw, size_t from,
                         size_t to);

/* Whether the run was typed into this item. */
bool rap_area_has(const rap_area *area, const rap_run *run);

/* ---- the list of options (hint.c) ----------------------------------------------------------------------- */

/* The run stands inside the hint, or before one of which something is missing. */
bool rap_hint_has(const rap_area *area, const rap_run *run);

/* An option that was marked, or is all that is left. true: it gave the answer; runs in the hint are used up. */
bool rap_hint_read(const rap_area *area);

/*
 * Where nothing else was answered: the hint came back whole, but not as it was sent. Somebody changed it: an answer,
 * or something to ask about.
 */
void rap_hint_changed(const rap_area *area);

#endif
