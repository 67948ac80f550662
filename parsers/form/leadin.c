// SPDX-License-Identifier: Apache-2.0
/* Lead-ins before answers; see leadin.h. */
#include "parsers/form/leadin.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/cue.h"
#include "parsers/value/value.h"

#include <stdlib.h>

#define USUAL_MIN 3u /* answers with the same word before them */
#define WORDS_MAX 60u /* bytes of a lead-in */

/* "->", "==>", "→", ">>": an arrow at the beginning, behind it a blank or a letter. A lone '>' may mean "more than". */
static size_t arrow_at(rap_slice s)
{
	static const char *const arrows[] = {"→", "⇒", "➔", "➜", "►", "▶", "»", "➡", "⟶", "›"};
	size_t n = 0;

	for (size_t i = 0; i < sizeof arrows / sizeof arrows[0]; i++) {
		size_t len = strlen(arrows[i]);

		if (s.len > len && memcmp(s.at, arrows[i], len) == 0)
			return len;
	}
	while (n < s.len && (s.at[n] == '-' || s.at[n] == '='))
		n++;
	if (n == 0 && s.len > 2 && s.at[0] == '>' && s.at[1] == '>')
		n = 1;
	if (n == 0 || n >= s.len || s.at[n] != '>')
		return 0;
	while (n < s.len && s.at[n] == '>')
		n++;
	return n < s.len ? n : 0;
}

/* "Word:" or "[Words]" at the beginning: the words, and where the rest begins. */
static bool lead_words(rap_slice s, rap_slice *ret_words, size_t *ret_rest)
{
	size_t at = 0;

	if (s.len > 2 && s.at[0] == '[') {
		const char *close = memchr(s.at, ']', s.len);

		if (!close || (size_t)(close - s.at) > WORDS_MAX)
			return false;
		*ret_words = rap_slice_sub(s, 1, (size_t)(close - s.at));
		*ret_rest = (size_t)(close - s.at) + 1;
		return *ret_rest < s.len;
	}
	for (uint32_t before = 0, c; at < s.len && at <= WORDS_MAX; before = c) {
		size_t begin = at;

		c = rap_utf8_next(s, &at);

		if (c == '\n' || c == '/' || (c >= '0' && c <= '9'))
			return false;
		if (c == ':' || c == 0xFF1A) {
			*ret_words = rap_slice_sub(s, 0, begin);
			*ret_rest = at;
			return begin > 0 && at < s.len;
		}
		/* "Answer - 4": other words before a dash may be the answer's. */
		if (rap_char_is_dash(c) && rap_utf8_is_space(before) && at < s.len &&
		    s.at[at] == ' ' && rap_cue_is_word(rap_slice_sub(s, 0, begin))) {
			*ret_words = rap_slice_sub(s, 0, begin);
			*ret_rest = at;
			return true;
		}
	}
	return false;
}

/* How many of the page's answers have the lead-in. */
static size_t uses(const rap_found *found, size_t page_number, rap_slice words)
{
	size_t n = 0;

	for (size_t i = 0; i < found->n; i++) {
		rap_slice other;
		size_t rest;

		n += found->at[i].page == page_number &&
		     lead_words(rap_slice_of(found->at[i].raw), &other, &rest) &&
		     rap_slice_eq(other, words);
	}
	return n;
}

static void keep(rap_words *words, rap_slice rest)
{
	char *raw;

	if (rest.len == 0)
		return;
	raw = rap_strndup(rest.at, rest.len);
	free(words->raw);
	words->raw = raw;
}

static void cut_front(rap_words *words, size_t n)
{
	keep(words, rap_utf8_trim(rap_slice_sub(rap_slice_of(words->raw), n, strlen(words->raw))));
}

/* ">>> none <<<": the arrow on the other side. */
static rap_slice without_end_arrow(rap_slice s)
{
	static const char *const arrows[] = {"←", "⇐", "«", "◄", "◀"};
	size_t n = s.len;

	for (size_t i = 0; i < sizeof arrows / sizeof arrows[0]; i++) {
		size_t len = strlen(arrows[i]);

		if (s.len > len && memcmp(s.at + s.len - len, arrows[i], len) == 0)
			return rap_utf8_trim(rap_slice_sub(s, 0, s.len - len));
	}
	while (n > 0 && (s.at[n - 1] == '<' || s.at[n - 1] == '-' || s.at[n - 1] == '='))
		n--;
	return n + 1 < s.len && s.at[n] == '<' ? rap_utf8_trim(rap_slice_sub(s, 0, n)) : s;
}

/* "[a] costs [b] dates" is no answer to "A": what stands in brackets is a name. */
static bool is_named(const rap_page *page, rap_slice raw, rap_slice lead)
{
	return (raw.at[0] != '[' && rap_cue_is_word(lead)) ||
	       (page->sender_name && rap_slice_is_nocase(lead, page->sender_name));
}

/* How many answers begin with the lead-in of this one; 0: it has none, or one that only it has and that says nothing. */
static size_t uses_of(const rap_page *page, size_t page_number, const rap_found *found,
                      const rap_words *words)
{
	rap_slice lead;
	size_t rest, n;

	if (words->page != page_number || words->unclear ||
	    !lead_words(rap_slice_of(words->raw), &lead, &rest))
		return 0;
	n = uses(found, page_number, lead);
	return n > 1 || is_named(page, rap_slice_of(words->raw), lead) ? n : 0;
}

/* The words are an answer to the field, "nothing" among them. */
static bool answers(const rap_context *context, const rap_field *field, rap_slice words)
{
	rap_valued v;
	bool clear;

	if (words.len == 0)
		return false;
	rap_value_read(context, field, words, &v);
	clear = v.status != RAP_ANSWER_UNCLEAR &&
	        !(v.status == RAP_ANSWER_OK && rap_value_is_open(field->type));
	rap_value_done(&v.value);
	return clear;
}

/* The cue of the item did not come back: a word that says the same stands in its place. */
static bool replaces_cue(const rap_page *page, const rap_words *words)
{
	const rap_sent_item *item = &page->sent->fields[words->field];

	for (size_t c = 0; c < page->n_copies; c++)
		if (item->found && page->copies[c].present[words->field] &&
		    !rap_cue_back(page->sent, item, &page->copies[c].a))
			return words->how == RAP_WORDS_INLINE;
	return false;
}

/* A text keeps every word that its author typed, but for his cue; of a list or of names a lead-in is no part. */
static bool may_cut(const rap_context *context, const rap_page *page, const rap_words *words,
                    rap_slice lead, rap_slice after, bool usual)
{
	const rap_field *field = &context->fields[words->field];
	rap_slice raw = rap_slice_of(words->raw);
	bool named = is_named(page, raw, lead);

	if (field->type == RAP_FIELD_TEXT)
		return named && (answers(context, field, after) || replaces_cue(page, words));
	if (rap_value_is_open(field->type))
		return named || usual;
	return !answers(context, field, raw) && answers(context, field, after) &&
	       !rap_value_fits(context, field, lead);
}

static void strip_words(const rap_context *context, const rap_page *page, bool usual,
                        rap_words *words)
{
	rap_slice raw = rap_slice_of(words->raw), lead = {0};
	size_t rest = 0;

	if (lead_words(raw, &lead, &rest) &&
	    may_cut(context, page, words, lead, rap_utf8_trim(rap_slice_sub(raw, rest, raw.len)),
	            usual))
		cut_front(words, rest);
}

static void strip_arrow(const rap_context *context, rap_words *words)
{
	const rap_field *field = &context->fields[words->field];
	rap_slice raw = rap_slice_of(words->raw), after;
	size_t n = arrow_at(raw);

	if (n == 0)
		return;
	after = without_end_arrow(rap_utf8_trim(rap_slice_sub(raw, n, raw.len)));
	/* Behind the id of a short line it is the sign between the two. */
	if (field->type != RAP_FIELD_TEXT || words->how == RAP_WORDS_SHORT ||
	    answers(context, field, after))
		keep(words, after);
}

void rap_leadin_strip(const rap_context *context, const rap_page *page, size_t page_number,
                      rap_found *found)
{
	size_t *known;

	for (size_t i = 0; i < found->n; i++)
		if (found->at[i].page == page_number && !found->at[i].unclear)
			strip_arrow(context, &found->at[i]);
	known = rap_calloc(found->n + 1, sizeof *known);
	/* Counted first, while all lead-ins still stand. */
	for (size_t i = 0; i < found->n; i++)
		known[i] = uses_of(page, page_number, found, &found->at[i]);
	for (size_t i = 0; i < found->n; i++)
		if (known[i] > 0)
			strip_words(context, page, known[i] >= USUAL_MIN, &found->at[i]);
	free(known);
}
