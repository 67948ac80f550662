// SPDX-License-Identifier: Apache-2.0
/* Labels in other words; see label.h. */
#include "parsers/form/label.h"

#include "common/utf8.h"
#include "parsers/value/value.h"

#define LABEL_COLUMNS 72u

/* Between the id and the cue, where label and hint did not come back. */
static bool behind_id(const rap_page *page, const rap_run *run)
{
	const rap_sent_item *item;

	if (run->state != RAP_TOKEN_FIELD || run->from == run->to ||
	    run->before == RAP_ALIGN_NONE || run->after == RAP_ALIGN_NONE)
		return false;
	item = &page->sent->fields[run->owner];
	return run->before + 1u == item->label && run->after == item->cue &&
	       item->label < item->hint;
}

static size_t number_of(const rap_page *page, size_t copy)
{
	size_t n = 0;

	for (size_t r = 0; r < page->n_runs; r++)
		n += page->runs[r].copy == copy && behind_id(page, &page->runs[r]);
	return n;
}

/* As short as labels are, and on the line of the id. */
static bool is_short(const rap_page *page, const rap_run *run, rap_slice text)
{
	return page->tokens.at[run->from - 1].line == page->tokens.at[run->to - 1].line &&
	       rap_utf8_width(text) <= LABEL_COLUMNS && text.at[text.len - 1] != '.' &&
	       text.at[text.len - 1] != ';';
}

rap_cue_words rap_label_read(const rap_area *area, const rap_run *run)
{
	const rap_page *page = area->page;
	rap_slice text;

	if (!behind_id(page, run))
		return RAP_CUE_NOT;
	text = rap_slice_sub(page->text, page->tokens.at[run->from].from,
	                     page->tokens.at[run->to - 1].to);
	if (rap_value_fits(area->context, &area->context->fields[area->field], text))
		return RAP_CUE_NOT;
	if (number_of(page, run->copy) > 1 &&
	    (rap_cue_answered(page, run) || is_short(page, run, text)))
		return RAP_CUE_WORDS;
	return RAP_CUE_MAYBE;
}
