// SPDX-License-Identifier: Apache-2.0
/* What core takes from a reader that may be taken over: a reading, a value or a context is refused, or comes back. */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"

/* In the one body that is shown; what stands in others core cannot know. */
static void check_spans(const rap_reading *reading)
{
	size_t count = rap_utf8_count(rap_slice_of(reading->body.text));

	for (size_t i = 0; i < reading->n_answers; i++) {
		const rap_answer *answer = &reading->answers[i];

		MUST(answer->span_from <= answer->span_to);
		if (strcmp(answer->where, "text") == 0 || strcmp(answer->where, "html") == 0)
			MUST(answer->span_to <= count);
	}
}

static void check_reading(rap_slice json)
{
	rap_reading *reading = NULL, *back = NULL;
	const char *why = NULL;
	char *first, *again;

	if (rap_reading_decode(json, &reading, &why)) {
		MUST(!reading && why && *why);
		return;
	}
	/* What is kept of it and shown: not every rule of the reader's own, but those of R56. */
	MUST(rap_utf8_valid(rap_slice_of(reading->text)) &&
	     rap_utf8_valid(rap_slice_of(reading->body.text)));
	MUST(reading->n_answers <= RAP_LIMIT_ANSWERS &&
	     reading->n_proposals <= RAP_LIMIT_PROPOSALS &&
	     reading->n_findings <= RAP_LIMIT_FINDINGS);
	check_spans(reading);
	first = rap_reading_encode(reading);
	MUST(strlen(first) <= 6 * json.len + RAP_KIB);
	MUST(rap_reading_decode(rap_slice_of(first), &back, &why) == RAP_OK);
	again = rap_reading_encode(back);
	MUST(strcmp(first, again) == 0);
	free(first);
	free(again);
	rap_reading_free(reading);
	rap_reading_free(back);
}

static void check_context(rap_slice json)
{
	rap_context context = {0}, back = {0};
	char *first, *again;

	if (rap_context_decode(json, &context)) {
		rap_context_done(&context);
		return;
	}
	first = rap_context_encode(&context);
	MUST(rap_context_decode(rap_slice_of(first), &back) == RAP_OK);
	again = rap_context_encode(&back);
	MUST(strcmp(first, again) == 0 && rap_context_same_kept(&context, &back));
	free(first);
	free(again);
	rap_context_done(&context);
	rap_context_done(&back);
}

static void check_value(rap_slice json)
{
	rap_value value = {0}, back = {0};
	char *text = rap_strndup(json.len ? json.at : "", json.len), *first, *again;

	if (rap_value_decode(text, &value) == RAP_OK) {
		first = rap_value_encode(&value);
		MUST(rap_value_decode(first, &back) == RAP_OK);
		again = rap_value_encode(&back);
		MUST(strcmp(first, again) == 0);
		free(first);
		free(again);
		rap_value_done(&back);
	}
	rap_value_done(&value);
	free(text);
}

static void one(rap_slice input)
{
	check_reading(input);
	check_context(input);
	check_value(input);
}

const fuzz_target fuzz_here = {NULL, one, 1000000, 3000};
