// SPDX-License-Identifier: Apache-2.0
/* From typed runs to the words of an item; lists of options that were marked or shortened; lone dashes. */
#include "parsers/field.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/looks.h"
#include "parsers/marks.h"
#include "parsers/runs.h"
#include "parsers/value.h"

#include <stdlib.h>

#define DASHES_MAX 3u /* "---" is still an answer, "-----" is a rule */

/* ---- the list of options -------------------------------------------------------------------------------- */

typedef struct area {
	const rap_context *context;
	const rap_names *names;
	rap_page *page;
	size_t page_number;
	const rap_copy *copy;
	size_t copy_number;
	size_t field;
	const rap_sent_item *item;
	rap_found *found;
} area;

static bool is_mine(const area *a, const rap_run *run)
{
	return run->copy == a->copy_number && run->state == RAP_TOKEN_FIELD &&
	       (size_t)run->owner == a->field && run->from < run->to;
}

static size_t hint_lost(const area *a)
{
	size_t lost = 0;

	for (size_t i = a->item->hint; i < a->item->cue; i++)
		lost += a->copy->a.reply_of[i] == RAP_ALIGN_NONE;
	return lost;
}

/*
 * A run that stands inside the hint, or before one of which something is missing: what the hint has become is
 * read as a whole.
 */
static bool in_hint(const area *a, const rap_run *run)
{
	if (!is_mine(a, run) || run->before + 1u >= a->item->cue)
		return false;
	return run->before >= a->item->hint ||
	       (run->before + 1u == a->item->hint && hint_lost(a) > 0);
}

/* The tokens of the reply between label and cue; false: there are none. */
static bool hint_area(const area *a, size_t *ret_from, size_t *ret_to)
{
	const uint32_t *reply_of = a->copy->a.reply_of;
	bool any = false;

	for (size_t i = a->item->hint; i < a->item->cue; i++) {
		if (reply_of[i] == RAP_ALIGN_NONE)
			continue;
		if (!any)
			*ret_from = reply_of[i];
		*ret_to = reply_of[i] + 1u;
		any = true;
	}
	for (size_t r = 0; r < a->page->n_runs; r++) {
		const rap_run *run = &a->page->runs[r];

		if (!in_hint(a, run))
			continue;
		if (!any || run->from < *ret_from)
			*ret_from = run->from;
		if (!any || run->to > *ret_to)
			*ret_to = run->to;
		any = true;
	}
	return any;
}

static rap_words words_at(const area *a, rap_words_from how, char *raw, size_t from, size_t to)
{
	size_t line = 0;

	for (size_t i = 0; i < a->page->tokens.n_lines && a->page->tokens.lines[i].from <= from;
	     i++)
		line = i;
	return (rap_words){
		.field = a->field,
		.page = a->page_number,
		.how = how,
		.raw = raw,
		.from = from,
		.to = to,
		.foreign = a->page->foreign[line],
	};
}

static bool value_fits(const area *a, rap_slice raw)
{
	return rap_value_fits(a->context, &a->context->fields[a->field], raw);
}

/* The list of options as it came back. true: it gave the answer, and the runs in it are used up. */
static bool read_list(const area *a, rap_slice raw, size_t from, size_t to)
{
	const rap_field *field = &a->context->fields[a->field];
	rap_slice chosen;
	rap_marks marks = rap_marks_read(a->context, field, raw, &chosen);
	rap_words words;

	if (marks == RAP_MARKS_NONE)
		return false;
	if (marks == RAP_MARKS_ONE) {
		words = words_at(a, RAP_WORDS_HINT, rap_strndup(chosen.at, chosen.len), from, to);
	} else {
		words = words_at(a, RAP_WORDS_HINT, rap_strndup(raw.at, raw.len), from, to);
		words.unclear = true;
		words.flag = "several-options";
	}
	(void)rap_found_add(a->found, words);
	return true;
}

static size_t stars(rap_slice s)
{
	size_t n = 0;

	for (size_t i = 0; s.at && i < s.len; i++)
		n += s.at[i] == '*' || s.at[i] == '_';
	return n;
}

/* "*support*", "_support_": a plain text part writes bold and underlined so; such signs are no tokens. */
static bool starred(const area *a, size_t from, size_t to)
{
	const rap_tokens *sent = &a->page->sent->tokens, *reply = &a->page->tokens;
	size_t hint = a->item->hint, cue = a->item->cue;

	return hint < cue &&
	       stars(rap_slice_sub(reply->text, reply->at[from].from, reply->at[to - 1].to)) >
	               stars(rap_slice_sub(sent->text, sent->at[hint].from, sent->at[cue - 1].to));
}

/* An option in bold letters, underlined or in another colour. */
static bool read_looks(const area *a, size_t from, size_t to)
{
	const rap_field *field = &a->context->fields[a->field];
	size_t first = 0, last = 0, at, end;
	rap_looks looks = rap_looks_read(a->page, from, to, &first, &last);
	rap_words words;
	rap_buf raw;

	if (looks == RAP_LOOKS_ALIKE)
		return false;
	raw = rap_buf_init(a->page->text.len + 1);
	if (looks == RAP_LOOKS_ONE)
		rap_page_cut(a->page, first, last, &raw, &at, &end);
	if (looks != RAP_LOOKS_ONE ||
	    !rap_value_option(a->context, field, rap_buf_as_slice(&raw))) {
		rap_buf_cut(&raw, 0);
		rap_page_cut(a->page, from, to, &raw, &at, &end);
		words = words_at(a, RAP_WORDS_HINT, rap_buf_take(&raw), at, end);
		words.unclear = true;
		words.flag = "several-options";
	} else {
		words = words_at(a, RAP_WORDS_HINT, rap_buf_take(&raw), at, end);
	}
	(void)rap_found_add(a->found, words);
	rap_buf_done(&raw);
	return true;
}

static bool read_hint(const area *a)
{
	const rap_field *field = &a->context->fields[a->field];
	size_t from = 0, to = 0, at = 0, end = 0, lost = hint_lost(a);
	bool typed = false, used = false;
	bool list = field->type == RAP_FIELD_CHOICE || field->type == RAP_FIELD_YES_NO;
	bool closed = list || field->type == RAP_FIELD_RATING;
	rap_buf raw = rap_buf_init(a->page->text.len + 1);
	rap_slice text;

	for (size_t r = 0; r < a->page->n_runs; r++)
		typed |= in_hint(a, &a->page->runs[r]);
	if (rap_value_is_open(field->type) || !hint_area(a, &from, &to))
		return false;
	typed |= starred(a, from, to);
	/* A hint that is wholly gone is no list any more: what was typed there is read like any answer. */
	if (lost == 0 && !typed)
		return closed && read_looks(a, from, to);
	if (lost == a->item->cue - a->item->hint && !list)
		return false;
	rap_page_cut(a->page, from, to, &raw, &at, &end);
	text = rap_buf_as_slice(&raw);
	if (list)
		used = read_list(a, text, at, end);
	if (!used && lost > 0 && lost < a->item->cue - a->item->hint && value_fits(a, text)) {
		(void)rap_found_add(a->found, words_at(a, RAP_WORDS_HINT,
		                                       rap_strndup(text.at, text.len), at, end));
		used = true;
	}
	rap_buf_done(&raw);
	return used || (closed && read_looks(a, from, to));
}

/* ---- the answer line ------------------------------------------------------------------------------------ */

/* "[2.1] support" typed behind "Answer [2.1]:" says the id once more. */
static size_t skip_own_id(const area *a, size_t from, size_t to)
{
	const rap_tokens *t = &a->page->tokens;
	size_t at = from + (rap_names_char(a->names, t, from, '[') ? 1 : 0), end;

	if (!rap_names_at(t, at, &a->names->ids[a->field]))
		return from;
	end = at + a->names->ids[a->field].n;
	if (at > from && !rap_names_char(a->names, t, end, ']'))
		return from;
	while (end < to &&
	       (rap_names_char(a->names, t, end, ']') || rap_names_char(a->names, t, end, ':') ||
	        rap_names_char(a->names, t, end, ')')))
		end++;
	/* A bare number that is the whole text, or goes on as a sentence, is the author's. */
	if (at == from && end == at + a->names->ids[a->field].n)
		return from;
	return end < to ? end : from;
}

static bool only_punctuation(const rap_page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (page->tokens.at[i].kind != RAP_TOKEN_PUNCT)
			return false;
	return true;
}

/* Where it is not known what was sent, neither is a hint: parentheses directly behind the label are one. */
static bool unknown_hint(const area *a, const rap_run *run)
{
	return a->page->guessed && a->item->hint == a->item->cue &&
	       run->before + 1u == a->item->cue &&
	       rap_names_char(a->names, &a->page->tokens, run->from, '(') &&
	       rap_names_char(a->names, &a->page->tokens, run->to - 1, ')');
}

static void read_runs(const area *a, bool hint_used)
{
	rap_buf all = rap_buf_init(a->page->text.len + 1024);
	size_t first = 0, last = 0;
	bool any = false;

	for (size_t r = 0; r < a->page->n_runs; r++) {
		const rap_run *run = &a->page->runs[r];
		size_t from, at, end;

		if (!is_mine(a, run) || (hint_used && in_hint(a, run)) || unknown_hint(a, run))
			continue;
		/* An empty box, a second colon: no words. */
		if (only_punctuation(a->page, run->from, run->to) &&
		    !(run->to - run->from == 1 &&
		      a->page->tokens.at[run->from].kind == RAP_TOKEN_PUNCT &&
		      rap_names_char(a->names, &a->page->tokens, run->from, '?')))
			continue;
		from = skip_own_id(a, run->from, run->to);
		if (any)
			rap_buf_char(&all, '\n');
		rap_page_cut(a->page, from, run->to, &all, &at, &end);
		if (!any || at < first)
			first = at;
		last = end;
		any = true;
	}
	if (any)
		(void)rap_found_add(a->found,
		                    words_at(a, RAP_WORDS_INLINE, rap_buf_take(&all), first, last));
	rap_buf_done(&all);
}

/* ---- a lone dash ---------------------------------------------------------------------------------------- */

/* The next stretch without white space; false at the end. */
static bool next_chunk(rap_slice s, size_t *at, rap_slice *ret)
{
	size_t from, next = *at;

	while (next < s.len) {
		*at = next;
		if (!rap_utf8_is_space(rap_utf8_next(s, &next)))
			break;
		*at = next;
	}
	if (*at >= s.len)
		return false;
	from = *at;
	for (next = from; next < s.len; *at = next)
		if (rap_utf8_is_space(rap_utf8_next(s, &next)))
			break;
	*ret = rap_slice_sub(s, from, *at);
	return true;
}

static bool has_chunk(rap_slice s, rap_slice chunk)
{
	rap_slice other;

	for (size_t at = 0; next_chunk(s, &at, &other);)
		if (rap_slice_eq(other, chunk))
			return true;
	return false;
}

static bool is_dash_answer(rap_slice chunk)
{
	size_t n = 0;

	for (size_t at = 0; at < chunk.len; n++)
		if (!rap_char_is_dash(rap_utf8_next(chunk, &at)))
			return false;
	return n > 0 && n <= DASHES_MAX;
}

/* A dash is no token: it is looked for between the end of the item and what comes next. */
static void read_dash(const area *a)
{
	const rap_tokens *sent = &a->page->sent->tokens, *reply = &a->page->tokens;
	size_t i = a->item->to, j, from, to;
	rap_buf raw = rap_buf_init(a->page->text.len + 1);
	rap_slice gap, chunk, answer = {0};
	size_t dashes = 0, others = 0;

	while (i > a->item->from && a->copy->a.reply_of[i - 1] == RAP_ALIGN_NONE)
		i--;
	if (i == a->item->from)
		return;
	j = a->copy->a.reply_of[i - 1];
	gap = rap_slice_sub(sent->text, sent->at[i - 1].to,
	                    i < sent->n ? sent->at[i].from : sent->text.len);
	from = reply->at[j].to;
	to = j + 1 < reply->n ? reply->at[j + 1].from : reply->text.len;
	rap_tokens_cut(reply, from, to, &raw);
	for (size_t at = 0; next_chunk(rap_buf_as_slice(&raw), &at, &chunk);) {
		if (has_chunk(gap, chunk))
			continue;
		if (is_dash_answer(chunk)) {
			dashes++;
			answer = chunk;
		} else {
			others++;
		}
	}
	if (dashes == 1 && others == 0)
		(void)rap_found_add(a->found,
		                    words_at(a, RAP_WORDS_INLINE,
		                             rap_strndup(answer.at, answer.len), from, to));
	rap_buf_done(&raw);
}

void rap_field_read(const rap_context *context, const rap_names *names, rap_page *page,
                    size_t page_number, rap_found *found)
{
	rap_runs_shorten(names, page);
	for (size_t c = 0; c < page->n_copies; c++) {
		for (size_t f = 0; f < context->n_fields; f++) {
			area a = {
				.context = context,
				.names = names,
				.page = page,
				.page_number = page_number,
				.copy = &page->copies[c],
				.copy_number = c,
				.field = f,
				.item = &page->sent->fields[f],
				.found = found,
			};
			size_t before = found->n;

			if (!a.item->found || !a.copy->present[f])
				continue;
			read_runs(&a, read_hint(&a));
			if (found->n == before)
				read_dash(&a);
		}
	}
}
