// SPDX-License-Identifier: Apache-2.0
/* Labels in other words; see label.h. */
#include "parsers/form/label.h"

#include "common/utf8.h"
#include "parsers/value/value.h"

#define LABEL_COLUMNS 72u
#define LABEL_LINES 3u /* label and hint */
#define LABELS_MIN 2u

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

static bool ends_as_label(rap_slice line)
{
	static const char *const ends[] = {".", ";", "!", "。", "！", "；"};

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		size_t n = strlen(ends[i]);

		if (line.len >= n && memcmp(line.at + line.len - n, ends[i], n) == 0)
			return false;
	}
	return rap_utf8_width(line) <= LABEL_COLUMNS;
}

/* A few lines, none of which is a sentence. */
static bool is_short(const rap_page *page, const rap_run *run)
{
	size_t first = page->tokens.at[run->from].line, last = page->tokens.at[run->to - 1].line;

	for (size_t l = first; l <= last; l++)
		if (!ends_as_label(rap_page_line_text(page, l)))
			return false;
	return last - first < LABEL_LINES;
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
	if (number_of(page, run->copy) > 1 && (rap_cue_answered(page, run) || is_short(page, run)))
		return RAP_CUE_WORDS;
	return RAP_CUE_MAYBE;
}

/* ---- labels without ids --------------------------------------------------------------------------------- */

static bool is_gone(const rap_alignment *a, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (a->reply_of[i] != RAP_ALIGN_NONE)
			return false;
	return true;
}

/* The next thing of ours behind the run is the cue of another item, or its hint, and its id and label are gone. */
static bool before_bare_cue(const rap_page *page, const rap_run *run)
{
	const rap_sent *sent = page->sent;
	const rap_sent_item *item;
	rap_sent_part part;

	if (run->state != RAP_TOKEN_FIELD || run->from == run->to || run->after == RAP_ALIGN_NONE)
		return false;
	part = (rap_sent_part)sent->part[run->after];
	if ((part != RAP_SENT_CUE && part != RAP_SENT_HINT) ||
	    sent->owner[run->after] == RAP_SENT_NOBODY || sent->owner[run->after] == run->owner)
		return false;
	item = &sent->fields[sent->owner[run->after]];
	return (run->after == item->cue || run->after == item->hint) && item->label < item->hint &&
	       is_gone(&page->copies[run->copy].a, item->from, item->hint);
}

/* The first line of the paragraph that ends the run right above what is ours; 0: it is no label. */
static size_t label_line(const rap_page *page, const rap_run *run)
{
	const rap_tokens *t = &page->tokens;
	size_t last = t->at[run->to - 1].line, first = last;

	if (run->to >= t->n || t->at[run->to].line != last + 1)
		return 0;
	while (first > t->at[run->from].line && !rap_page_line_is_blank(page, first - 1))
		first--;
	if (first == 0 || t->lines[first].first < run->from ||
	    !rap_page_line_is_blank(page, first - 1) || last - first >= LABEL_LINES)
		return 0;
	for (size_t l = first; l <= last; l++)
		if (!ends_as_label(rap_page_line_text(page, l)))
			return 0;
	return first;
}

/* Before how many items something stands in the place of the label, with words of the item above before it. */
static size_t labels_behind_answers(const rap_page *page, size_t copy)
{
	size_t n = 0;

	for (size_t r = 0; r < page->n_runs; r++) {
		const rap_run *run = &page->runs[r];

		if (run->copy == copy && before_bare_cue(page, run))
			n += label_line(page, run) > page->tokens.at[run->from].line;
	}
	return n;
}

void rap_label_strip(rap_page *page)
{
	size_t several[RAP_PAGE_COPIES] = {0};

	for (size_t c = 0; c < page->n_copies; c++)
		several[c] = labels_behind_answers(page, c);
	for (size_t r = 0; r < page->n_runs; r++) {
		rap_run *run = &page->runs[r];
		size_t line = before_bare_cue(page, run) ? label_line(page, run) : 0;

		if (line == 0)
			continue;
		if (several[run->copy] < LABELS_MIN) {
			run->doubtful = true;
			continue;
		}
		while (run->to > run->from && page->tokens.at[run->to - 1].line >= line)
			page->state[--run->to] = RAP_TOKEN_OURS;
	}
}
