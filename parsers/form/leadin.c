// SPDX-License-Identifier: Apache-2.0
/* Lead-ins before answers; see leadin.h. */
#include "parsers/form/leadin.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/shortform.h"
#include "parsers/value/value.h"

#include <stdlib.h>

#define WORDS_MAX 40u /* bytes of a lead-in */

/* "->", "==>", "→", ">>": an arrow at the beginning, behind it a blank or a letter. A lone '>' may mean "more than". */
static size_t arrow_at(rap_slice s)
{
	static const char *const arrows[] = {"→", "⇒", "➔", "➜", "►", "▶", "»"};
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
	while (at < s.len && at <= WORDS_MAX) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(s, &at);

		if (c == '\n' || c == '/' || (c >= '0' && c <= '9'))
			return false;
		if (c == ':' || c == 0xFF1A) {
			*ret_words = rap_slice_sub(s, 0, begin);
			*ret_rest = at;
			return begin > 0 && at < s.len;
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

static void cut_front(rap_words *words, size_t n)
{
	rap_slice rest =
		rap_utf8_trim(rap_slice_sub(rap_slice_of(words->raw), n, strlen(words->raw)));
	char *raw;

	if (rest.len == 0)
		return;
	raw = rap_strndup(rest.at, rest.len);
	free(words->raw);
	words->raw = raw;
}

static bool is_named(const rap_page *page, rap_slice lead)
{
	return rap_short_is_cue(lead) ||
	       (page->sender_name && rap_slice_is_nocase(lead, page->sender_name));
}

static bool is_lead(const rap_page *page, size_t page_number, const rap_found *found,
                    const rap_words *words)
{
	rap_slice lead;
	size_t rest;

	return words->page == page_number && !words->unclear &&
	       lead_words(rap_slice_of(words->raw), &lead, &rest) &&
	       (is_named(page, lead) || uses(found, page_number, lead) > 1);
}

static void strip_words(const rap_context *context, rap_words *words)
{
	const rap_field *field = &context->fields[words->field];
	rap_slice raw = rap_slice_of(words->raw), lead = {0}, after;
	size_t rest = 0;

	(void)lead_words(raw, &lead, &rest);
	after = rap_utf8_trim(rap_slice_sub(raw, rest, raw.len));
	if (rap_value_is_open(field->type))
		return; /* a text keeps every word */
	if (!rap_value_fits(context, field, raw) && rap_value_fits(context, field, after) &&
	    !rap_value_fits(context, field, lead))
		cut_front(words, rest);
}

void rap_leadin_strip(const rap_context *context, const rap_page *page, size_t page_number,
                      rap_found *found)
{
	bool *known;

	for (size_t i = 0; i < found->n; i++) {
		rap_words *words = &found->at[i];
		rap_field_type type = context->fields[words->field].type;
		size_t n;

		if (words->page != page_number || words->unclear)
			continue;
		n = arrow_at(rap_slice_of(words->raw));
		if (n > 0 && !rap_value_is_open(type))
			cut_front(words, n);
	}
	known = rap_calloc(found->n + 1, sizeof *known);
	/* Counted first, while all lead-ins still stand. */
	for (size_t i = 0; i < found->n; i++)
		known[i] = is_lead(page, page_number, found, &found->at[i]);
	for (size_t i = 0; i < found->n; i++)
		if (known[i])
			strip_words(context, &found->at[i]);
	free(known);
}
