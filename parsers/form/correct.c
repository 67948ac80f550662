// SPDX-License-Identifier: Apache-2.0
/* Corrections in prose; see correct.h. What they say is for a person: the answer they name is only made doubtful. */
#include "parsers/form/correct.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/letter.h"
#include "parsers/value/value.h"

#include <stdlib.h>

static bool begins_with(const rap_context *context, const char *group, rap_slice text,
                        const char *value)
{
	rap_buf key = rap_buf_init(text.len * 18 + 16);
	const rap_word_set *set;
	size_t n;
	bool begins;

	rap_value_key(text, &key);
	set = rap_value_prefix(context, group, rap_buf_as_slice(&key), &n);
	begins = set && strcmp(set->value, value) == 0;
	rap_buf_done(&key);
	return begins;
}

/* Whether a word of the set stands in the folded text, at the beginning of a word where words have blanks between them. */
static bool has_word(const rap_word_set *set, rap_slice folded)
{
	for (size_t i = 0; i < set->words.n; i++) {
		rap_slice word = rap_slice_of(set->words.at[i]);
		size_t first = 0;
		bool cjk = rap_utf8_is_cjk(rap_utf8_next(word, &first));

		for (const char *at = folded.at;
		     (at = memmem(at, folded.len - (size_t)(at - folded.at), word.at, word.len));
		     at++)
			if (cjk || at == folded.at || at[-1] == ' ' || strchr("(\"',.;:/-", at[-1]))
				return true;
	}
	return false;
}

/* Somewhere in the line something is taken back or changed. */
static bool revises(const rap_context *context, rap_slice text)
{
	rap_buf folded = rap_buf_init(text.len * 18 + 16);
	bool found = false;

	rap_text_fold(text, &folded);
	for (size_t i = 0; context->lexicon && folded.len > 0 && i < context->lexicon->n; i++) {
		const rap_word_set *set = &context->lexicon->sets[i];

		found |= strcmp(set->group, "revise") == 0 && strcmp(set->value, "revise") == 0 &&
		         has_word(set, rap_buf_as_slice(&folded));
	}
	rap_buf_done(&folded);
	return found;
}

bool rap_correct_line(const rap_context *context, const rap_names *names, const rap_page *page,
                      size_t line)
{
	rap_slice text = rap_letter_line(page, line);
	size_t field, at;

	return page->tokens.lines[line].n > 0 &&
	       rap_letter_item(names, page, line, 0, &field, &at) &&
	       (begins_with(context, "correction", text, "correction") ||
	        begins_with(context, "revise", text, "postscript"));
}

static void add(const rap_names *names, const rap_page *page, size_t page_number, size_t line,
                rap_found *found)
{
	rap_slice text = rap_letter_line(page, line);
	size_t field, at;

	for (size_t from = 0; rap_letter_item(names, page, line, from, &field, &at);
	     from = at + 1) {
		rap_words words = {
			.field = field,
			.page = page_number,
			.how = RAP_WORDS_PROSE,
			.raw = rap_strndup(text.at, text.len),
			.from = page->tokens.lines[line].body,
			.to = page->tokens.lines[line].to,
			.unclear = true,
			.flag = "correction-in-prose",
		};

		(void)rap_found_add(found, words);
	}
}

void rap_correct_read(const rap_context *context, const rap_names *names, const rap_page *page,
                      size_t page_number, rap_found *found)
{
	bool correcting = false;

	for (size_t line = 0; line < page->tokens.n_lines; line++) {
		rap_slice text = rap_letter_line(page, line);

		if (!rap_letter_has(page, line) || page->kinds[line] != RAP_LINE_TEXT)
			continue;
		correcting |= begins_with(context, "correction", text, "correction");
		if (correcting || revises(context, text))
			add(names, page, page_number, line, found);
	}
}
