// SPDX-License-Identifier: Apache-2.0
/*
 * What is new: its lines are lines of the body, in order and each at most once, or beginnings of lines, where the head of a
 * quotation was written onto one; ">From " of mailbox files is a line that begins with "From ". Kinds of lines, and tokens,
 * besides.
 */
#include "tests/fuzz/fuzz.h"

#include "parsers/text/newtext.h"
#include "parsers/text/quote.h"

static rap_slice without_end(rap_slice line)
{
	while (line.len > 0 && (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\t'))
		line.len--;
	return line;
}

static bool begins_with(rap_slice line, rap_slice beginning)
{
	return line.len >= beginning.len && memcmp(line.at, beginning.at, beginning.len) == 0;
}

static void check_subsequence(const char *text, rap_slice body)
{
	size_t at = 0, from = 0;
	rap_slice line, other;

	while (rap_lines_next(rap_slice_of(text), &at, &line)) {
		bool found = rap_utf8_trim(line).len == 0;

		while (!found && rap_lines_next(body, &from, &other)) {
			size_t mailbox = begins_with(other, rap_slice_of(">From ")) ? 1 : 0;

			found = begins_with(other, without_end(line)) ||
			        begins_with(rap_slice_sub(other, mailbox, other.len),
			                    without_end(line));
		}
		MUST(found);
	}
}

static void check_tokens(rap_slice text)
{
	rap_vocabulary *words = rap_vocabulary_new();
	rap_tokens tokens;
	rap_line_kind *kinds;
	size_t before = 0;

	rap_tokens_read(text, words, &tokens);
	for (size_t i = 0; i < tokens.n; i++) {
		const rap_token *token = &tokens.at[i];

		MUST(token->from >= before && token->to > token->from && token->to <= text.len);
		MUST(token->line < tokens.n_lines && token->word < rap_vocabulary_count(words));
		MUST(rap_utf8_valid(rap_slice_sub(text, token->from, token->to)));
		before = token->to;
	}
	for (size_t i = 0; i < tokens.n_lines; i++) {
		const rap_token_line *line = &tokens.lines[i];

		MUST(line->from <= line->body && line->body <= line->to && line->to <= text.len);
		MUST((size_t)line->first + line->n <= tokens.n);
	}
	kinds = rap_quote_kinds(&tokens);
	for (size_t i = 0; i < tokens.n_lines; i++)
		MUST((unsigned)kinds[i] <= RAP_LINE_GREETING);
	free(kinds);
	rap_tokens_done(&tokens);
	rap_vocabulary_free(words);
}

static void one(rap_slice input)
{
	rap_slice text = fuzz_text_part(&input);
	rap_lines lines;
	char *first, *again;

	rap_lines_of_plain(text, &lines);
	first = rap_newtext(&lines);
	again = rap_newtext(&lines);
	MUST(strcmp(first, again) == 0 && strlen(first) <= RAP_NEWTEXT_MAX);
	MUST(fuzz_is_text(rap_slice_of(first)));
	check_subsequence(first, text);
	check_tokens(text);
	free(first);
	free(again);
	rap_lines_done(&lines);
	fuzz_free(text);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 1000000, 8000};
