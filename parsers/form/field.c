// SPDX-License-Identifier: Apache-2.0
/* From typed runs to the words of an item; lone dashes, pictures and signs. */
#include "parsers/form/field.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/area.h"
#include "parsers/form/cue.h"
#include "parsers/form/label.h"
#include "parsers/form/looks.h"
#include "parsers/form/runs.h"
#include "parsers/value/value.h"

#include <stdlib.h>

#define GHOST "\xef\xbf\xbc" /* U+FFFC, the sign for an object */
#define BULLET "\xe2\x80\xa2" /* that html.c makes of a list item */
#define CUE_WORDS 4u /* before the id of a cue that was typed again */
#define HINT_MIN 4u /* tokens of a hint that nobody types himself */
#define DASHES_MAX 3u /* "---" is still an answer, "-----" is a rule */

/* ---- the answer line ------------------------------------------------------------------------------------ */

bool rap_area_has(const rap_area *a, const rap_run *run)
{
	return run->copy == a->copy_number && run->state == RAP_TOKEN_FIELD &&
	       (size_t)run->owner == a->field && run->from < run->to;
}

rap_words rap_area_words(const rap_area *a, rap_words_from how, char *raw, size_t from, size_t to)
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

/* "[2.1] support" typed behind "Answer [2.1]:" says the id once more. */
static size_t skip_own_id(const rap_area *a, size_t from, size_t to)
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

/*
 * "Answer [2.5]:" typed behind the cue once more, and no words behind it: the answer may be a dash, which is no token.
 * A bare number is the author's.
 */
static bool is_own_cue(const rap_area *a, size_t from, size_t to)
{
	const rap_tokens *t = &a->page->tokens;
	const rap_tokens *id = &a->names->ids[a->field];
	size_t at = from;
	bool bracket, sign = false;

	while (at < to && at < from + CUE_WORDS && !rap_names_char(a->names, t, at, '[') &&
	       !rap_names_char(a->names, t, at, ':') && !rap_names_at(t, at, id))
		at++;
	if (at > from &&
	    !rap_cue_is_word(rap_slice_sub(t->text, t->at[from].from, t->at[at - 1].to)))
		return false;
	bracket = rap_names_char(a->names, t, at, '[');
	if (rap_names_at(t, at + bracket, id))
		at += id->n + bracket;
	for (; at < to &&
	       (rap_names_char(a->names, t, at, ']') || rap_names_char(a->names, t, at, ')') ||
	        rap_names_char(a->names, t, at, ':'));
	     at++)
		sign = true;
	return at == to && sign;
}

/* Signs that clients and typists put beside an answer: an empty box, a second colon. Not a star, not a smiling face. */
static bool is_decoration(uint32_t c)
{
	static const char *const ascii = ":;.,()[]{}<>|/\\'\"`~=#*_-!";

	return (c < 0x80 && strchr(ascii, (int)c)) || rap_char_is_noise(c) || c == 0x2610 ||
	       c == 0x25A1 || c == 0x2025 || c == 0x2026 || c == 0x22EF || c == 0x25CB ||
	       c == 0x25EF || c == 0x200B || c == 0xFEFF || (c >= 0x2018 && c <= 0x201F) ||
	       (c >= 0x3000 && c <= 0x301F && c != 0x3007) || c == 0xFF08 || c == 0xFF09 ||
	       c == 0xFF1A || c == 0xFF0E || c == 0xFF0C || c == 0xFF3B || c == 0xFF3D;
}

static bool only_punctuation(const rap_page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		size_t at = page->tokens.at[i].from;

		if (page->tokens.at[i].kind != RAP_TOKEN_PUNCT ||
		    !is_decoration(rap_utf8_next(page->text, &at)))
			return false;
	}
	return true;
}

/* Where it is not known what was sent, neither is a hint: parentheses directly behind the label are one. */
static bool unknown_hint(const rap_area *a, const rap_run *run)
{
	return a->page->guessed && a->item->hint == a->item->cue &&
	       run->before + 1u == a->item->cue &&
	       rap_names_char(a->names, &a->page->tokens, run->from, '(') &&
	       rap_names_char(a->names, &a->page->tokens, run->to - 1, ')');
}

/* The whole hint, where the alignment took another copy of it for the one that was sent. */
static size_t skip_own_hint(const rap_area *a, size_t from, size_t to)
{
	const rap_token *sent = a->page->sent->tokens.at, *reply = a->page->tokens.at;
	size_t n = a->item->cue - a->item->hint;

	if (n < HINT_MIN || to - from <= n)
		return from;
	for (size_t i = 0; i < n; i++)
		if (sent[a->item->hint + i].word != reply[from + i].word)
			return from;
	return from + n;
}

/* Somebody may have put in another mail, with its head. */
static bool quotes_a_mail(const rap_area *a, const rap_run *run)
{
	const rap_token *t = a->page->tokens.at;

	for (size_t l = t[run->from].line; l <= t[run->to - 1].line; l++)
		if (rap_quote_begins(a->page->kinds[l]))
			return true;
	return false;
}

/* "Label - answer": the dash behind the label. */
static void cut_delimiter(rap_buf *raw, size_t from)
{
	rap_slice words = rap_slice_sub(rap_buf_as_slice(raw), from, raw->len);
	size_t at = 0;
	char *rest;

	if (words.len == 0 || !rap_char_is_dash(rap_utf8_next(words, &at)) || at >= words.len ||
	    words.at[at] != ' ')
		return;
	words = rap_utf8_trim(rap_slice_sub(words, at, words.len));
	if (words.len == 0)
		return;
	rest = rap_strndup(words.at, words.len);
	rap_buf_cut(raw, from);
	rap_buf_str(raw, rest);
	free(rest);
}

static void read_runs(const rap_area *a, bool hint_used)
{
	rap_buf all = rap_buf_init(a->page->text.len + 1024);
	size_t first = 0, last = 0;
	bool any = false, maybe = false, other = false;

	for (size_t r = 0; r < a->page->n_runs; r++) {
		const rap_run *run = &a->page->runs[r];
		size_t from, at, end, start;
		rap_cue_words cue;

		if (!rap_area_has(a, run) || (hint_used && rap_hint_has(a, run)) ||
		    unknown_hint(a, run))
			continue;
		/* An empty box, a second colon: no words. */
		if (only_punctuation(a->page, run->from, run->to) ||
		    is_own_cue(a, run->from, run->to))
			continue;
		cue = rap_cue_read(a, run);
		if (cue == RAP_CUE_NOT)
			cue = rap_label_read(a, run);
		if (cue == RAP_CUE_WORDS)
			continue;
		maybe |= cue == RAP_CUE_MAYBE || run->doubtful;
		other |= quotes_a_mail(a, run);
		from = skip_own_id(a, run->from, run->to);
		if (run->before + 1u == a->item->hint)
			from = skip_own_hint(a, from, run->to);
		if (any)
			rap_buf_char(&all, '\n');
		start = all.len;
		rap_page_cut(a->page, from, run->to, &all, &at, &end);
		if (run->before + 1u == a->item->hint &&
		    !rap_token_begins_line(&a->page->tokens, from))
			cut_delimiter(&all, start);
		if (!any || at < first)
			first = at;
		last = end;
		any = true;
	}
	if (any) {
		rap_words words =
			rap_area_words(a, RAP_WORDS_INLINE, rap_buf_take(&all), first, last);

		words.unclear = maybe || other;
		words.flag = maybe ? "before-cue" : other ? "quotes-a-mail" : NULL;
		(void)rap_found_add(a->found, words);
	}
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

/* Without brackets, quotes and stars: "*-*", "(-)", "<->". An arrow stays one. */
static rap_slice bare_chunk(rap_slice s)
{
	if (s.len > 2 && s.at[0] == '<' && s.at[s.len - 1] == '>')
		s = rap_slice_sub(s, 1, s.len - 1);
	while (s.len > 1 && strchr("*_(\"'", s.at[0]))
		s = rap_slice_sub(s, 1, s.len);
	while (s.len > 1 && strchr("*_)\"'.", s.at[s.len - 1]))
		s.len--;
	return s;
}

/* "***", "___", ">>>" beside an answer. */
static bool is_frame(rap_slice chunk)
{
	for (size_t i = 0; i < chunk.len; i++)
		if (!strchr("*_<>", chunk.at[i]))
			return false;
	return true;
}

static bool is_dash_answer(rap_slice chunk)
{
	size_t n = 0;

	for (size_t at = 0; at < chunk.len; n++)
		if (!rap_char_is_dash(rap_utf8_next(chunk, &at)))
			return false;
	return n > 0 && n <= DASHES_MAX;
}

/* A dash is no token: it is looked for behind token j of the reply. Gap: what stood there when it was sent. */
static void find_dash(const rap_area *a, size_t j, rap_slice gap)
{
	const rap_tokens *reply = &a->page->tokens;
	size_t from = reply->at[j].to, to, next;
	rap_buf raw = rap_buf_init(a->page->text.len + 1);
	rap_slice chunk, answer = {0};
	size_t dashes = 0, others = 0;

	/* Signs around it on the line may be tokens. */
	for (next = j + 1; next < reply->n && reply->at[next].kind == RAP_TOKEN_PUNCT &&
	                   a->page->state[next] == RAP_TOKEN_FIELD &&
	                   reply->at[next].line == reply->at[j].line;)
		next++;
	to = next < reply->n ? reply->at[next].from : reply->text.len;
	rap_tokens_cut(reply, from, to, &raw);
	for (size_t at = 0; next_chunk(rap_buf_as_slice(&raw), &at, &chunk);) {
		if (has_chunk(gap, chunk) || rap_slice_is(chunk, BULLET) || is_frame(chunk))
			continue;
		chunk = bare_chunk(chunk);
		/* Below the last words of ours "--" begins a signature. */
		if (rap_slice_is(chunk, "--") &&
		    (next >= reply->n || a->page->state[next] != RAP_TOKEN_OURS))
			break;
		if (is_dash_answer(chunk)) {
			dashes++;
			answer = chunk;
		} else {
			others++;
		}
	}
	if (dashes == 1 && others == 0)
		(void)rap_found_add(a->found,
		                    rap_area_words(a, RAP_WORDS_INLINE,
		                                   rap_strndup(answer.at, answer.len), from, to));
	rap_buf_done(&raw);
}

/* Behind the tokens of the item before i; or behind its cue, typed once more. */
static void read_dash(const rap_area *a, size_t i)
{
	const rap_tokens *sent = &a->page->sent->tokens;
	rap_slice gap = rap_slice_sub(sent->text, i > 0 ? sent->at[i - 1].to : 0,
	                              i < sent->n ? sent->at[i].from : sent->text.len);
	size_t before = a->found->n;

	for (size_t r = 0; r < a->page->n_runs && a->found->n == before; r++) {
		const rap_run *run = &a->page->runs[r];

		if (rap_area_has(a, run) && is_own_cue(a, run->from, run->to))
			find_dash(a, run->to - 1, gap);
	}
	if (a->found->n > before)
		return;
	while (i > a->item->from && a->copy->a.reply_of[i - 1] == RAP_ALIGN_NONE)
		i--;
	if (i == a->item->from)
		return;
	gap = rap_slice_sub(sent->text, sent->at[i - 1].to,
	                    i < sent->n ? sent->at[i].from : sent->text.len);
	find_dash(a, a->copy->a.reply_of[i - 1], gap);
}

/* A circle, a ditto mark: of the signs beside an answer those that may be one. Dots are there to be filled in. */
static bool may_answer(const rap_page *page, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		size_t at = page->tokens.at[i].from;
		uint32_t c = rap_utf8_next(page->text, &at);

		if (c == 0x25CB || c == 0x25EF || c == 0x3003)
			return true;
	}
	return false;
}

/* Where nothing else was typed a sign is asked about. */
static void read_sign(const rap_area *a)
{
	for (size_t r = 0; r < a->page->n_runs; r++) {
		const rap_run *run = &a->page->runs[r];
		rap_buf raw = rap_buf_init(a->page->text.len + 1);
		size_t from, to;
		rap_words words;

		if (!rap_area_has(a, run) || rap_hint_has(a, run) ||
		    !only_punctuation(a->page, run->from, run->to) ||
		    !may_answer(a->page, run->from, run->to)) {
			rap_buf_done(&raw);
			continue;
		}
		rap_page_cut(a->page, run->from, run->to, &raw, &from, &to);
		words = rap_area_words(a, RAP_WORDS_INLINE, rap_buf_take(&raw), from, to);
		words.unclear = true;
		words.flag = "no-words";
		(void)rap_found_add(a->found, words);
		return;
	}
}

/* A picture, or words that were struck out again, where the answer should stand. */
static void read_ghost(const rap_area *a)
{
	const rap_tokens *reply = &a->page->tokens;
	size_t i = a->item->to, j;
	rap_words words;

	while (i > a->item->from && a->copy->a.reply_of[i - 1] == RAP_ALIGN_NONE)
		i--;
	if (i <= a->item->hint)
		return;
	j = a->copy->a.reply_of[i - 1];
	/* Behind the last words of a mail it is a signature's. */
	if (j + 1 >= reply->n || a->page->state[j + 1] != RAP_TOKEN_OURS ||
	    !rap_looks_ghost(a->page, reply->at[j].to, reply->at[j + 1].from))
		return;
	words = rap_area_words(a, RAP_WORDS_INLINE, rap_strdup(GHOST), reply->at[j].to,
	                       reply->at[j + 1].from);
	words.unclear = true;
	words.flag = "no-words";
	(void)rap_found_add(a->found, words);
}

void rap_field_read(const rap_context *context, const rap_names *names, rap_page *page,
                    size_t page_number, rap_found *found)
{
	rap_runs_shorten(context, names, page);
	rap_label_strip(page);
	for (size_t c = 0; c < page->n_copies; c++) {
		for (size_t f = 0; f < context->n_fields; f++) {
			rap_area a = {
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
			read_runs(&a, rap_hint_read(&a));
			if (found->n == before)
				read_dash(&a, a.item->to);
			/* Where what follows every item alike is an end and no cue. */
			if (found->n == before && a.item->cue < a.item->to)
				read_dash(&a, a.item->cue);
			if (found->n == before && c == 0)
				read_sign(&a);
			if (found->n == before && c == 0)
				read_ghost(&a);
			if (found->n == before && c == 0)
				rap_hint_changed(&a);
		}
	}
}
