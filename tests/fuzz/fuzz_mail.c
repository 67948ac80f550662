// SPDX-License-Identifier: Apache-2.0
/*
 * The whole way of a mail, against the form of the corpus. The first byte names the design of the form that was sent
 * (A to G), or that nothing is known of it.
 */
#include "tests/fuzz/fuzz.h"

#include "common/mem.h"
#include "parsers/read.h"

#include <stdlib.h>
#include <string.h>

#define DESIGNS 7u

static rap_context context_for(char design)
{
	static char *sent[DESIGNS];
	rap_context context = *fuzz_corpus_context();
	size_t at = (size_t)(unsigned char)design - 'A';

	if (at < DESIGNS) {
		if (!sent[at]) {
			char path[] = FUZZ_ROOT "/tests/corpus/replies/request-A.eml";

			path[sizeof path - sizeof "A.eml"] = design;
			sent[at] = fuzz_file(path);
		}
		context.answers_kind = (char *)(uintptr_t) "request";
		context.answers_mime = sent[at];
	}
	return context;
}

static void one(rap_slice input)
{
	rap_context context = context_for(input.len > 0 ? input.at[0] : '?');
	rap_slice raw = rap_slice_sub(input, 1, input.len);
	char *copy = rap_calloc(raw.len + 1, 1);
	rap_reading *first = rap_read_mail(&context, raw), *again;
	size_t count = rap_utf8_count(rap_slice_of(first->body.text));

	if (raw.len > 0)
		memcpy(copy, raw.at, raw.len);
	/* The same once more, and in place. */
	again = rap_read_mail_up(&context, copy, raw.len);
	free(copy);
	fuzz_check_reading(first);
	MUST(fuzz_same_reading(first, again));
	for (size_t i = 0; i < first->n_answers; i++) {
		const char *where = first->answers[i].where;

		if (where && (strcmp(where, "text") == 0 || strcmp(where, "html") == 0))
			MUST(first->answers[i].span_to <= count);
	}
	rap_reading_free(first);
	rap_reading_free(again);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 200000000, 50000};
