// SPDX-License-Identifier: Apache-2.0
/* Answers in the list of options: marked, left over, standing out, or changed in some other way. */
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/area.h"
#include "parsers/form/looks.h"
#include "parsers/value/marks.h"
#include "parsers/value/value.h"

#include <stdlib.h>

static size_t hint_lost(const rap_area *a)
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
bool rap_hint_has(const rap_area *a, const rap_run *run)
{
	if (!rap_area_has(a, run) || run->before + 1u >= a->item->cue)
		return false;
	return run->before >= a->item->hint ||
	       (run->before + 1u == a->item->hint && hint_lost(a) > 0);
}

/* The tokens of the reply between label and cue; false: there are none. */
static bool hint_area(const rap_area *a, size_t *ret_from, size_t *ret_to)
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

		if (!rap_hint_has(a, run))
			continue;
		if (!any || run->from < *ret_from)
			*ret_from = run->from;
		if (!any || run->to > *ret_to)
			*ret_to = run->to;
		any = true;
	}
	return any;
}

static bool value_fits(const rap_area *a, rap_slice raw)
{
	return rap_value_fits(a->context, &a->context->fields[a->field], raw);
}

/* The list of options as it came back. true: it gave the answer, and the runs in it are used up. */
static bool read_list(const rap_area *a, rap_slice raw, size_t from, size_t to)
{
	const rap_field *field = &a->context->fields[a->field];
	rap_slice chosen;
	rap_marks marks = rap_marks_read(a->context, field, raw, &chosen);
	rap_words words;

	if (marks == RAP_MARKS_NONE)
		return false;
	if (marks == RAP_MARKS_ONE) {
		words = rap_area_words(a, RAP_WORDS_HINT, rap_strndup(chosen.at, chosen.len), from,
		                       to);
	} else {
		words = rap_area_words(a, RAP_WORDS_HINT, rap_strndup(raw.at, raw.len), from, to);
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
static bool starred(const rap_area *a, size_t from, size_t to)
{
	const rap_tokens *sent = &a->page->sent->tokens, *reply = &a->page->tokens;
	size_t hint = a->item->hint, cue = a->item->cue;

	return hint < cue &&
	       stars(rap_slice_sub(reply->text, reply->at[from].from, reply->at[to - 1].to)) >
	               stars(rap_slice_sub(sent->text, sent->at[hint].from, sent->at[cue - 1].to));
}

/* An option in bold letters, underlined or in another colour. */
static bool read_looks(const rap_area *a, size_t from, size_t to)
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
		words = rap_area_words(a, RAP_WORDS_HINT, rap_buf_take(&raw), at, end);
		words.unclear = true;
		words.flag = "several-options";
	} else {
		words = rap_area_words(a, RAP_WORDS_HINT, rap_buf_take(&raw), at, end);
	}
	(void)rap_found_add(a->found, words);
	rap_buf_done(&raw);
	return true;
}

bool rap_hint_read(const rap_area *a)
{
	const rap_field *field = &a->context->fields[a->field];
	size_t from = 0, to = 0, at = 0, end = 0, lost = hint_lost(a);
	bool typed = false, used = false;
	bool list = field->type == RAP_FIELD_CHOICE || field->type == RAP_FIELD_YES_NO;
	bool closed = list || field->type == RAP_FIELD_RATING;
	rap_buf raw = rap_buf_init(a->page->text.len + 1);
	rap_slice text;

	for (size_t r = 0; r < a->page->n_runs; r++)
		typed |= rap_hint_has(a, &a->page->runs[r]);
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
		(void)rap_found_add(
			a->found,
			rap_area_words(a, RAP_WORDS_HINT, rap_strndup(text.at, text.len), at, end));
		used = true;
	}
	rap_buf_done(&raw);
	return used || (closed && read_looks(a, from, to));
}

/* ---- changed otherwise ---------------------------------------------------------------------------------- */

/* What clients change: blanks, marks of quotation that wrapping leaves inside a line, the forms of dashes. */
static bool is_loose_sign(uint32_t c)
{
	return rap_utf8_is_space(c) || c == '>' || c == '|' || c == 0xAD || c == 0x200B ||
	       c == 0xFEFF || c == RAP_UTF8_BAD;
}

/* The hint in what matters: letters with their case, signs. */
static void essence(rap_slice s, rap_buf *out)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		if (is_loose_sign(c))
			continue;
		rap_utf8_put(out, rap_char_is_dash(c) ? '-' : c);
	}
}

/* Signs that a client writes around the whole: stars, slashes and underscores of bold, italic and underlined. */
static rap_slice without_signs(rap_slice s)
{
	static const char *const signs = "*/_ ()";

	while (s.len > 0 && strchr(signs, s.at[0]))
		s = rap_slice_sub(s, 1, s.len);
	while (s.len > 0 && strchr(signs, s.at[s.len - 1]))
		s.len--;
	return s;
}

static bool differs(rap_slice sent, rap_slice back)
{
	rap_buf a = rap_buf_init(sent.len * 4 + 16), b = rap_buf_init(back.len * 4 + 16);
	bool same;

	essence(sent, &a);
	essence(back, &b);
	same = rap_slice_eq(without_signs(rap_buf_as_slice(&a)),
	                    without_signs(rap_buf_as_slice(&b)));
	rap_buf_done(&a);
	rap_buf_done(&b);
	return !same;
}

void rap_hint_changed(const rap_area *a)
{
	const rap_tokens *sent = &a->page->sent->tokens;
	const rap_field *field = &a->context->fields[a->field];
	bool list = field->type == RAP_FIELD_CHOICE || field->type == RAP_FIELD_YES_NO;
	size_t from = 0, to = 0, at = 0, end = 0;
	rap_buf raw;
	rap_words words;

	if (rap_value_is_open(field->type) || field->type == RAP_FIELD_DATE || a->page->guessed ||
	    a->item->hint == a->item->cue || hint_lost(a) > 0 || !hint_area(a, &from, &to))
		return;
	raw = rap_buf_init(a->page->text.len + 1);
	rap_page_cut(a->page, from, to, &raw, &at, &end);
	if (differs(rap_slice_sub(sent->text, sent->at[a->item->hint].from,
	                          sent->at[a->item->cue - 1].to),
	            rap_buf_as_slice(&raw)) &&
	    !(list && read_list(a, rap_buf_as_slice(&raw), at, end))) {
		words = rap_area_words(a, RAP_WORDS_HINT, rap_buf_take(&raw), at, end);
		words.unclear = true;
		words.flag = "several-options";
		(void)rap_found_add(a->found, words);
	}
	rap_buf_done(&raw);
}
