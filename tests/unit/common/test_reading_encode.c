// SPDX-License-Identifier: Apache-2.0
/* The encoder of readings, appending to them, values and the words of enumerations. */
#include "common/limits.h"
#include "common/mem.h"
#include "common/reading.h"
#include "common/utf8.h"

#include "reading_good.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_encoder_brings_text_inside_the_rules(void **state)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading), *again;
	rap_answer *answer = rap_reading_answer(reading);
	const char *why;
	char *json;

	(void)state;
	reading->message.subject = rap_strdup("a\r\nb\x01\xFF\tc\xE2\x82");
	reading->message.date = rap_strdup("yesterday");
	reading->message.message_id = rap_calloc(RAP_LIMIT_HEADER_FIELD + 3, 1);
	memset(reading->message.message_id, 'x', RAP_LIMIT_HEADER_FIELD + 2);
	memcpy(reading->message.message_id + RAP_LIMIT_HEADER_FIELD - 1, "\xC3\xA9", 2);
	reading->bounce = rap_calloc(1, sizeof *reading->bounce); /* without its kind */
	reading->body.text = rap_strdup("abc");
	answer->field = rap_strdup("1");
	answer->where = rap_strdup("text");
	answer->span_from = 2;
	answer->span_to = 4;
	json = rap_reading_encode(reading);
	if (decode(rap_slice_of(json), &again, &why))
		fail_msg("%s", why);
	assert_string_equal(again->message.subject, "a b\uFFFD\tc\uFFFD\uFFFD");
	assert_null(again->message.date);
	assert_int_equal(strlen(again->message.message_id), RAP_LIMIT_HEADER_FIELD - 1);
	assert_null(again->bounce);
	assert_int_equal(again->answers[0].span_to, 0);
	assert_string_equal(again->answers[0].raw, "");
	free(json);
	rap_reading_free(reading);
	rap_reading_free(again);
}

static void test_appending_stops_at_the_limit(void **state)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading), *again;
	const char *why;
	char *json;

	(void)state;
	for (size_t i = 0; i < RAP_LIMIT_ANSWERS; i++) {
		rap_answer *answer = rap_reading_answer(reading);

		assert_non_null(answer);
		assert_null(answer->raw);
		answer->field = rap_strdup("1");
	}
	assert_null(rap_reading_answer(reading));
	for (size_t i = 0; i < RAP_LIMIT_PROPOSALS; i++)
		rap_reading_proposal(reading)->paragraph = rap_strdup("P1");
	assert_null(rap_reading_proposal(reading));
	for (size_t i = 0; i < RAP_LIMIT_LIST; i++) {
		assert_non_null(rap_reading_intent(reading, "help", NULL, NULL));
		rap_reading_person(reading)->name = rap_strdup("Kim");
		rap_reading_attachment(reading)->sha256 = rap_strdup(SHA);
	}
	assert_null(rap_reading_intent(reading, "help", NULL, NULL));
	assert_null(rap_reading_person(reading));
	assert_null(rap_reading_attachment(reading));
	for (size_t i = 0; i < RAP_LIMIT_FINDINGS + 3; i++)
		rap_reading_finding(reading, "a", NULL, NULL, "t");
	assert_int_equal(reading->n_findings, RAP_LIMIT_FINDINGS);
	/* The fullest reading is within the limits of what core takes. */
	json = rap_reading_encode(reading);
	if (decode(rap_slice_of(json), &again, &why))
		fail_msg("%s", why);
	free(json);
	rap_reading_free(again);
	rap_reading_free(reading);
}

static void test_values(void **state)
{
	static const struct {
		const char *json, *people;
		rap_value_kind kind;
	} cases[] = {
		{"null", "", RAP_VALUE_NULL},
		{"\"support with changes\"", "support with changes", RAP_VALUE_TEXT},
		{"\"\"", "", RAP_VALUE_TEXT},
		{"\"支持\"", "支持", RAP_VALUE_TEXT},
		{"4", "4", RAP_VALUE_NUMBER},
		{"-9223372036854775808", "-9223372036854775808", RAP_VALUE_NUMBER},
		{"true", "yes", RAP_VALUE_BOOL},
		{"false", "no", RAP_VALUE_BOOL},
		{"[]", "", RAP_VALUE_LIST},
		{"[\"a\",\"b; c\"]", "a; b; c", RAP_VALUE_LIST},
	};
	static const char *const bad[] = {"",
	                                  "nul",
	                                  "1.5",
	                                  "{}",
	                                  "[1]",
	                                  "[null]",
	                                  "\"\\u0000\"",
	                                  "\"\xFF\"",
	                                  "\"a\" ,",
	                                  "[[\"a\"]]",
	                                  "9223372036854775808",
	                                  "\"\\u0007\""};
	rap_value value;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		rap_buf out = rap_buf_init(1000);
		char *json;

		assert_int_equal(rap_value_decode(cases[i].json, &value), RAP_OK);
		assert_int_equal(value.kind, cases[i].kind);
		json = rap_value_encode(&value);
		assert_string_equal(json, cases[i].json);
		rap_value_put(&out, &value);
		assert_string_equal(rap_buf_text(&out), cases[i].people);
		rap_buf_done(&out);
		free(json);
		rap_value_done(&value);
		assert_int_equal(value.kind, RAP_VALUE_NULL);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(rap_value_decode(bad[i], &value), RAP_E_FORMAT);
}

static void test_words_of_enumerations(void **state)
{
	rap_kind kind;
	rap_answer_status status;
	rap_action action;
	rap_proposal_type type;

	(void)state;
	assert_true(rap_kind_parse("auto-reply", &kind));
	assert_int_equal(kind, RAP_KIND_AUTO_REPLY);
	assert_false(rap_kind_parse("Reply", &kind));
	assert_true(rap_answer_status_parse(rap_answer_status_text(RAP_ANSWER_RESERVE), &status));
	assert_int_equal(status, RAP_ANSWER_RESERVE);
	assert_true(rap_action_parse("insert-after", &action));
	assert_int_equal(action, RAP_ACTION_INSERT_AFTER);
	assert_false(rap_action_parse("", &action));
	assert_true(rap_proposal_type_parse("translation", &type));
	assert_int_equal(type, RAP_PROPOSAL_TRANSLATION);
	assert_string_equal(rap_proposal_type_text(RAP_PROPOSAL_EDITORIAL), "editorial");
	assert_string_equal(rap_kind_text(RAP_KIND_OTHER), "other");
	assert_string_equal(rap_action_text(RAP_ACTION_COMMENT), "comment");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encoder_brings_text_inside_the_rules),
		cmocka_unit_test(test_appending_stops_at_the_limit),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_words_of_enumerations),
	};

	return cmocka_run_group_tests_name("reading-encode", tests, NULL, NULL);
}
