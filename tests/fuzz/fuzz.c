// SPDX-License-Identifier: Apache-2.0
/* What the fuzz targets share; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "common/file.h"
#include "common/limits.h"
#include "common/template.h"
#include "parsers/mail/charset.h"
#include "parsers/mail/mime.h"
#include "parsers/value/value.h"
#include "tests/unit/parsers/form_fixture.h"

#include <stdio.h>

#define NAME_OF(path) FUZZ_ROOT "/" path

/* ---- the engine's door ---------------------------------------------------------------------------------- */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#ifdef RAP_FUZZ_ENGINE
/* Called at every basic block (-fsanitize-coverage=trace-pc); the linker takes it for libFuzzer's empty one. */
static uint64_t steps;
void __wrap___sanitizer_cov_trace_pc(void); // NOLINT
__attribute__((no_sanitize("coverage"))) void __wrap___sanitizer_cov_trace_pc(void) // NOLINT
{
	steps++;
}
#else
static const uint64_t steps = 0;
#endif

void fuzz_failed(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	if (fuzz_here.begin)
		fuzz_here.begin();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	uint64_t before = steps;

	fuzz_here.one((rap_slice){(const char *)bytes, len});
	if (getenv("FUZZ_STEPS"))
		fprintf(stderr, "%zu bytes, %llu steps\n", len,
		        (unsigned long long)(steps - before));
	MUST(steps - before <= fuzz_here.steps + len * fuzz_here.steps_per_byte);
	return 0;
}

/* ---- texts ---------------------------------------------------------------------------------------------- */

static bool is_text(rap_slice s, bool lines)
{
	size_t offset = 0;

	if (!rap_utf8_valid(s))
		return false;
	while (offset < s.len) {
		uint32_t c = rap_utf8_next(s, &offset);

		if ((c < 0x20 && c != '\t' && (c != '\n' || !lines)) || (c >= 0x7f && c < 0xa0))
			return false;
	}
	return true;
}

bool fuzz_is_text(rap_slice s)
{
	return is_text(s, true);
}

bool fuzz_is_line(rap_slice s)
{
	return is_text(s, false);
}

bool fuzz_text_or_null(const char *s)
{
	return is_text(rap_slice_of(s), true);
}

bool fuzz_line_or_null(const char *s)
{
	return is_text(rap_slice_of(s), false);
}

bool fuzz_within(rap_slice part, rap_slice whole)
{
	return part.len == 0 || (part.at >= whole.at && part.len <= whole.len &&
	                         (size_t)(part.at - whole.at) <= whole.len - part.len);
}

rap_slice fuzz_part(rap_slice *rest)
{
	const char *end = rest->len ? memchr(rest->at, '\0', rest->len) : NULL;
	size_t len = end ? (size_t)(end - rest->at) : rest->len;
	rap_slice part = {rap_strndup(rest->len ? rest->at : "", len), len};

	*rest = rap_slice_sub(*rest, len + (end ? 1 : 0), rest->len);
	return part;
}

rap_slice fuzz_text_part(rap_slice *rest)
{
	rap_slice part = fuzz_part(rest);
	rap_decoded decoded;

	rap_charset_decode(part, "utf-8", RAP_LIMIT_TEXT_PART, &decoded);
	fuzz_free(part);
	part = (rap_slice){rap_strndup(decoded.text, decoded.len), decoded.len};
	rap_decoded_done(&decoded);
	return part;
}

void fuzz_free(rap_slice part)
{
	free((void *)(uintptr_t)part.at);
}

/* ---- what mails are read with --------------------------------------------------------------------------- */

char *fuzz_file(const char *path)
{
	rap_buf bytes = {0};

	if (rap_file_read(path, RAP_LIMIT_MESSAGE, &bytes)) {
		fprintf(stderr, "%s: cannot be read\n", path);
		exit(66);
	}
	return rap_buf_take(&bytes);
}

void fuzz_open_reader(void)
{
	const char *missing;

	rap_mime_init();
	if (!rap_charset_open_all(&missing)) {
		fprintf(stderr, "no converter for %s\n", missing);
		exit(71);
	}
}

const rap_context *fuzz_corpus_context(void)
{
	static rap_context context;
	static rap_objective objective;
	rap_diags diags = {0};

	if (context.fields)
		return &context;
	if (!rap_objective_read(NAME_OF("tests/corpus/objective.yaml"), "objective", &diags,
	                        &objective) ||
	    !rap_lexicon_read(NAME_OF("templates/lexicon.yaml"), "lexicon", &diags,
	                      &context.owned_lexicon)) {
		fputs("the form of the corpus cannot be read\n", stderr);
		exit(66);
	}
	rap_lexicon_fold(&context.owned_lexicon);
	rap_lexicon_sort(&context.owned_lexicon);
	rap_value_prepare(&context.owned_lexicon);
	context.lexicon = &context.owned_lexicon;
	context.certain = true;
	context.fields = objective.fields;
	context.n_fields = objective.n_fields;
	context.now = rap_strdup("2020-07-20");
	rap_diags_done(&diags);
	return &context;
}

const rap_context *fuzz_fixture_context(void)
{
	static rap_context context;

	if (!context.fields)
		fixture_context(&context);
	return &context;
}

/* ---- readings ------------------------------------------------------------------------------------------- */

static void check_lines(const rap_strv *list)
{
	for (size_t i = 0; i < list->n; i++)
		MUST(fuzz_is_line(rap_slice_of(list->at[i])));
}

static void check_texts(const rap_strv *list)
{
	for (size_t i = 0; i < list->n; i++)
		MUST(fuzz_is_text(rap_slice_of(list->at[i])));
}

static void check_mailboxes(const rap_mailboxes *list)
{
	MUST(list->n <= RAP_LIMIT_ADDRESSES);
	for (size_t i = 0; i < list->n; i++)
		MUST(fuzz_line_or_null(list->at[i].name) && fuzz_line_or_null(list->at[i].address));
}

static void check_answer(const rap_answer *answer)
{
	MUST(fuzz_line_or_null(answer->field) && fuzz_text_or_null(answer->raw) &&
	     fuzz_line_or_null(answer->where) && fuzz_text_or_null(answer->value.text));
	MUST(answer->span_from <= answer->span_to);
	check_texts(&answer->value.list);
	check_lines(&answer->flags);
}

static void check_proposal(const rap_proposal *proposal)
{
	MUST(fuzz_line_or_null(proposal->paragraph) && fuzz_text_or_null(proposal->text) &&
	     fuzz_text_or_null(proposal->reason) && fuzz_text_or_null(proposal->words) &&
	     fuzz_line_or_null(proposal->where));
	check_lines(&proposal->flags);
}

static void check_bounce(const rap_bounce *bounce)
{
	MUST(bounce->n_recipients <= RAP_LIMIT_LIST && fuzz_text_or_null(bounce->reason) &&
	     fuzz_line_or_null(bounce->original_message_id));
	for (size_t i = 0; i < bounce->n_recipients; i++) {
		const rap_bounce_recipient *one = &bounce->recipients[i];

		MUST(fuzz_line_or_null(one->address) && fuzz_line_or_null(one->action) &&
		     fuzz_line_or_null(one->status) && fuzz_text_or_null(one->diagnostic));
	}
}

static void check_lists(const rap_reading *reading)
{
	MUST(reading->n_answers <= RAP_LIMIT_ANSWERS &&
	     reading->n_proposals <= RAP_LIMIT_PROPOSALS &&
	     reading->n_findings <= RAP_LIMIT_FINDINGS && reading->n_people <= RAP_LIMIT_LIST &&
	     reading->n_attachments <= RAP_LIMIT_LIST && reading->n_intents <= RAP_LIMIT_LIST);
	for (size_t i = 0; i < reading->n_answers; i++)
		check_answer(&reading->answers[i]);
	for (size_t i = 0; i < reading->n_proposals; i++)
		check_proposal(&reading->proposals[i]);
	for (size_t i = 0; i < reading->n_people; i++)
		MUST(fuzz_text_or_null(reading->people[i].name) &&
		     fuzz_text_or_null(reading->people[i].title) &&
		     fuzz_text_or_null(reading->people[i].organisation) &&
		     fuzz_line_or_null(reading->people[i].address));
	for (size_t i = 0; i < reading->n_attachments; i++)
		MUST(fuzz_line_or_null(reading->attachments[i].name) &&
		     fuzz_line_or_null(reading->attachments[i].type));
	for (size_t i = 0; i < reading->n_findings; i++)
		MUST(fuzz_text_or_null(reading->findings[i].excerpt) &&
		     fuzz_text_or_null(reading->findings[i].text));
}

/* Core must take what the reader says, and take nothing else out of it. */
static void check_decoder(const rap_reading *reading)
{
	char *json = rap_reading_encode(reading), *again;
	rap_reading *back = NULL;
	const char *why = NULL;
	rap_err err = rap_reading_decode(rap_slice_of(json), &back, &why);

	if (err)
		fprintf(stderr, "core does not take the reading: %s\n", why);
	MUST(err == RAP_OK);
	again = rap_reading_encode(back);
	MUST(strcmp(json, again) == 0);
	rap_reading_free(back);
	free(json);
	free(again);
}

void fuzz_check_reading(const rap_reading *reading)
{
	MUST(reading->text && reading->body.text);
	MUST(fuzz_is_text(rap_slice_of(reading->text)) &&
	     fuzz_is_text(rap_slice_of(reading->body.text)));
	MUST(fuzz_line_or_null(reading->message.message_id) &&
	     fuzz_line_or_null(reading->message.date) &&
	     fuzz_line_or_null(reading->message.subject));
	check_mailboxes(&reading->message.from);
	check_mailboxes(&reading->message.to);
	check_mailboxes(&reading->message.cc);
	check_lines(&reading->message.in_reply_to);
	check_lines(&reading->message.references);
	MUST((reading->kind == RAP_KIND_BOUNCE) == (reading->bounce != NULL));
	if (reading->bounce)
		check_bounce(reading->bounce);
	check_lists(reading);
	check_decoder(reading);
}

bool fuzz_same_reading(const rap_reading *a, const rap_reading *b)
{
	char *left = rap_reading_encode(a), *right = rap_reading_encode(b);
	bool same = strcmp(left, right) == 0;

	free(left);
	free(right);
	return same;
}
