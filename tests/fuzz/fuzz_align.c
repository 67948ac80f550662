// SPDX-License-Identifier: Apache-2.0
/*
 * A reply laid over the form: first the text as sent, then the reply as plain text, NUL between them (one part alone:
 * what was sent is not known). What an answer says was typed stands in the reply; spans lie in it.
 */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "parsers/form/align.h"
#include "parsers/form/form.h"
#include "parsers/form/proposal_put.h"
#include "parsers/mail/lines.h"

#include <stdio.h>

/* What stands in the place of words where there are none. */
static const char no_words[] = "[mark without text]";

/* Each line that an answer is said to have been typed with stands in a line of the text. */
static void check_raw(const char *raw, rap_slice text)
{
	size_t at = 0;
	rap_slice line;

	if (strcmp(raw, no_words) == 0)
		return;
	while (rap_lines_next(rap_slice_of(raw), &at, &line)) {
		rap_slice words = rap_utf8_trim(line);

		if (words.len > 0 && !memmem(text.at, text.len, words.at, words.len))
			fprintf(stderr, "not in the text: \"%.*s\"\n", (int)words.len, words.at);
		MUST(words.len == 0 || memmem(text.at, text.len, words.at, words.len));
	}
}

static void check_reading(const rap_reading *reading, rap_slice text)
{
	size_t count = rap_utf8_count(text);

	for (size_t i = 0; i < reading->n_answers; i++) {
		check_raw(reading->answers[i].raw, text);
		MUST(reading->answers[i].span_from <= reading->answers[i].span_to &&
		     reading->answers[i].span_to <= count);
	}
	for (size_t i = 0; i < reading->n_proposals; i++)
		check_raw(reading->proposals[i].words ? reading->proposals[i].words : "", text);
}

/* Both directions agree: nothing is matched twice. */
static void check_alignment(const rap_alignment *a)
{
	for (size_t i = 0; i < a->n_sent; i++)
		MUST(a->reply_of[i] == RAP_ALIGN_NONE ||
		     (a->reply_of[i] < a->n_reply && a->sent_of[a->reply_of[i]] == i));
	for (size_t i = 0; i < a->n_reply; i++)
		MUST(a->sent_of[i] == RAP_ALIGN_NONE ||
		     (a->sent_of[i] < a->n_sent && a->reply_of[a->sent_of[i]] == i));
}

static void align(rap_slice sent, rap_slice reply)
{
	rap_vocabulary *words = rap_vocabulary_new();
	size_t steps = RAP_LIMIT_ALIGN_STEPS;
	rap_tokens from, to;
	rap_alignment a;
	uint8_t *weight;

	rap_tokens_read(sent, words, &from);
	rap_tokens_read(reply, words, &to);
	weight = rap_calloc(from.n + 1, 1);
	for (size_t i = 0; i < from.n; i++)
		weight[i] = from.at[i].kind == RAP_TOKEN_NUMBER  ? 6
		            : from.at[i].kind == RAP_TOKEN_PUNCT ? 1
		                                                 : 3;
	rap_alignment_init(&a, from.n, to.n);
	rap_align(&from, &to, weight, (rap_align_range){0, from.n, 0, to.n}, &steps, &a);
	MUST(steps <= RAP_LIMIT_ALIGN_STEPS);
	check_alignment(&a);
	/* What follows in it is in the same order on both sides. */
	for (size_t i = 0, last = 0; i < a.n_sent; i++) {
		if (a.reply_of[i] == RAP_ALIGN_NONE)
			continue;
		MUST(a.reply_of[i] >= last);
		last = a.reply_of[i] + 1;
	}
	rap_align_demote(&from, &to, weight, 6, &a);
	check_alignment(&a);
	rap_align_slide(&from, &to, &a);
	check_alignment(&a);
	rap_align_draw(&from, &to, &a);
	check_alignment(&a);
	rap_alignment_done(&a);
	free(weight);
	rap_tokens_done(&from);
	rap_tokens_done(&to);
	rap_vocabulary_free(words);
}

static rap_reading *read_form(const rap_context *context, rap_slice text)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	rap_body body = {.where = "text", .text = text.at};
	rap_bodies bodies = {&body, 1};

	reading->text = rap_strdup("");
	reading->body.text = rap_strdup(text.at);
	reading->kind = RAP_KIND_REPLY;
	rap_form_read(context, &bodies, reading);
	rap_proposal_compare(reading);
	return reading;
}

static void one(rap_slice input)
{
	rap_slice sent = fuzz_text_part(&input), text = fuzz_text_part(&input);
	rap_context context = *fuzz_fixture_context();
	rap_reading *first, *again;

	context.answers_text = text.len ? (char *)(uintptr_t)sent.at : NULL;
	first = read_form(&context, text.len ? text : sent);
	again = read_form(&context, text.len ? text : sent);
	fuzz_check_reading(first);
	MUST(fuzz_same_reading(first, again));
	check_reading(first, text.len ? text : sent);
	if (text.len)
		align(sent, text);
	rap_reading_free(first);
	rap_reading_free(again);
	fuzz_free(sent);
	fuzz_free(text);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 200000000, 50000};
