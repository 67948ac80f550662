// SPDX-License-Identifier: Apache-2.0
/* What was typed into one field, read as each type of field reads it: never a conflict, the same each time. */
#include "tests/fuzz/fuzz.h"

#include "common/limits.h"
#include "parsers/value/value.h"

static void check_value(const rap_context *context, const rap_field *field, const rap_valued *got)
{
	MUST(got->status != RAP_ANSWER_CONFLICT && fuzz_line_or_null(got->flag));
	MUST(fuzz_text_or_null(got->value.text) && got->value.list.n <= RAP_LIMIT_LIST);
	for (size_t i = 0; i < got->value.list.n; i++)
		MUST(fuzz_is_text(rap_slice_of(got->value.list.at[i])));
	if (got->status != RAP_ANSWER_OK)
		return;
	/* What is said to be understood is one of what could be answered. */
	if (field->type == RAP_FIELD_RATING)
		MUST(got->value.kind == RAP_VALUE_NUMBER && got->value.number >= field->scale_min &&
		     got->value.number <= field->scale_max);
	if (field->type == RAP_FIELD_CHOICE)
		MUST(got->value.kind == RAP_VALUE_TEXT &&
		     rap_strv_has(&field->options, got->value.text));
	if (field->type == RAP_FIELD_YES_NO)
		MUST(got->value.kind == RAP_VALUE_BOOL);
	if (field->type == RAP_FIELD_DATE)
		MUST(got->value.kind == RAP_VALUE_TEXT && strlen(got->value.text) == 10);
	(void)context;
}

static void check_field(const rap_context *context, const rap_field *field, rap_slice raw)
{
	rap_valued first, again;

	rap_value_read(context, field, raw, &first);
	rap_value_read(context, field, raw, &again);
	check_value(context, field, &first);
	MUST(first.status == again.status && first.flag == again.flag &&
	     first.value.kind == again.value.kind && first.value.number == again.value.number);
	(void)rap_value_fits(context, field, raw);
	rap_value_done(&first.value);
	rap_value_done(&again.value);
}

static void one(rap_slice input)
{
	rap_slice text = fuzz_text_part(&input), raw = rap_utf8_trim(text);
	const rap_context *corpus = fuzz_corpus_context();
	rap_context context = *fuzz_fixture_context();

	context.lexicon = corpus->lexicon;
	for (size_t i = 0; raw.len > 0 && i < context.n_fields; i++)
		check_field(&context, &context.fields[i], raw);
	fuzz_free(text);
}

const fuzz_target fuzz_here = {fuzz_open_reader, one, 20000000, 50000};
