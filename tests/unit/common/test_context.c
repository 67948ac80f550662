// SPDX-License-Identifier: Apache-2.0
/* The context goes to the reader and arrives as it was; anything else is refused. */
#include "common/context.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const char good[] =
	"{\"version\":1,\"kept\":0,\"context\":{\"certain\":true,\"plain\":true,\"person\":true,"
	"\"word_draft\":true,"
	"\"answers_to\":{"
	"\"kind\":"
	"\"request\",\"id\":"
	"\"<rq.x@a.example>\","
	"\"text\":\"Answer [2.1]:\\n\",\"html\":null,\"mime\":\"From: \u00C3\u00A9\\n\\nx\"},"
	"\"fields\":[{\"id\":\"2.1\",\"type\":\"rating\",\"label\":\"Label\",\"hint\":null,"
	"\"required\":true,\"draft\":false,"
	"\"options\":[],\"scale\":[1,5],\"objective\":2},{\"id\":\"2.2\",\"type\":\"choice\","
	"\"label\":\"L\",\"hint\":\"h\","
	"\"required\":false,\"draft\":true,\"options\":[\"support\",\"cannot "
	"support\"],\"scale\":[0,0],\"objective\":2}],"
	"\"paragraphs\":[{\"mark\":\"P2 "
	"bis\",\"bookmark\":\"P2_bis\",\"text\":\"T\",\"revision\":\"Zero draft\"}],"
	"\"questions\":[{\"id\":\"c7\",\"options\":[\"a\",\"b\"]}],"
	"\"lexicon\":[{\"group\":\"choice\",\"value\":\"support\",\"words\":[\"support\",\"支持\"]}"
	"],"
	"\"lexicon_folded\":true,\"now\":\"2020-07-20\"}}";

static void test_round_trip_gives_the_same_bytes(void **state)
{
	rap_context context;
	const rap_word_set *set;
	char *again;

	(void)state;
	assert_int_equal(rap_context_decode(rap_slice_of(good), &context), RAP_OK);
	assert_true(context.certain);
	assert_true(context.plain);
	assert_true(context.person);
	assert_true(context.word_draft);
	assert_string_equal(context.answers_kind, "request");
	assert_null(context.answers_html);
	assert_string_equal(context.answers_mime, "From: \xC3\xA9\n\nx");
	assert_int_equal(context.fields[0].scale_max, 5);
	assert_int_equal(context.fields[1].type, RAP_FIELD_CHOICE);
	assert_true(context.fields[1].draft);
	assert_int_equal(context.fields[1].objective, 2);
	assert_string_equal(context.paragraphs[0].bookmark, "P2_bis");
	assert_string_equal(context.questions[0].options.at[1], "b");
	assert_ptr_equal(context.lexicon, &context.owned_lexicon);
	assert_true(context.lexicon->folded);
	set = rap_lexicon_find(context.lexicon, "choice", rap_slice_of("SUPPORT"));
	assert_non_null(set);
	again = rap_context_encode(&context);
	assert_string_equal(again, good);
	free(again);
	rap_context_done(&context);
	assert_int_equal(context.n_fields, 0);
}

static void test_nothing_known_is_a_context_too(void **state)
{
	rap_context context = {0};
	char *json = rap_context_encode(&context);

	(void)state;
	assert_string_equal(
		json, "{\"version\":1,\"kept\":0,\"context\":{\"certain\":false,\"plain\":false,"
		      "\"person\":false,\"word_draft\":false,"
		      "\"answers_to\":"
		      "null,\"fields\":[],"
		      "\"paragraphs\":[],\"questions\":[],\"lexicon\":[],\"lexicon_folded\":false,"
		      "\"now\":null}}");
	assert_int_equal(rap_context_decode(rap_slice_of(json), &context), RAP_OK);
	assert_null(context.answers_kind);
	assert_int_equal(context.lexicon->n, 0);
	free(json);
	rap_context_done(&context);
}

/* A mail as sent may hold any byte but NUL; carriage returns are left out, which no reading of it notices. */
static void test_mail_as_sent_keeps_its_bytes(void **state)
{
	rap_context context = {0}, got;
	char kind[] = "request", bytes[256], *json;

	(void)state;
	for (int i = 0; i < 255; i++)
		bytes[i] = (char)(i + 1);
	bytes[255] = '\0';
	context.answers_kind = kind;
	context.answers_mime = bytes;
	json = rap_context_encode(&context);
	assert_true(rap_utf8_valid(rap_slice_of(json)));
	assert_int_equal(rap_context_decode(rap_slice_of(json), &got), RAP_OK);
	assert_int_equal(strlen(got.answers_mime), 2 + 256 - 32);
	assert_int_equal(got.answers_mime[0], '\t');
	assert_int_equal(got.answers_mime[1], '\n');
	assert_memory_equal(got.answers_mime + 2, bytes + 31, 256 - 32);
	free(json);
	rap_context_done(&got);
}

static void test_anything_else_is_refused(void **state)
{
	static const struct {
		const char *from, *to;
	} cases[] = {
		{"\"version\":1", "\"version\":2"},
		{"\"version\":1", "\"version\":1,\"limits\":{}"},
		{"\"context\":{", "\"context\":{\"x\":1,"},
		{"\"certain\":true", "\"certain\":1"},
		{"\"plain\":true,", ""},
		{"\"plain\":true", "\"plain\":null"},
		{"\"person\":true", "\"person\":null"},
		{"\"kind\":\"request\"", "\"kind\":null"},
		{"\"kind\":\"request\"", "\"kind\":\"Re quest\""},
		{"\"mime\":\"From: ", "\"mime\":\"\u0416"},
		{"\"id\":\"2.1\"", "\"id\":null"},
		{"\"type\":\"rating\"", "\"type\":\"stars\""},
		{"\"scale\":[1,5]", "\"scale\":[1]"},
		{"\"scale\":[1,5]", "\"scale\":[1,\"5\"]"},
		{"\"objective\":2", "\"objective\":-1"},
		{"\"options\":[]", "\"options\":[null]"},
		{"\"text\":\"T\"", "\"text\":null"},
		{"\"bookmark\":\"P2_bis\"", "\"bookmarks\":\"P2_bis\""},
		{"\"questions\":[{", "\"questions\":[{\"x\":1,"},
		{"\"words\":[\"support\"", "\"words\":[\"supp\xFFort\""},
		{"\"lexicon_folded\":true", "\"lexicon_folded\":null"},
		{"\"now\":\"2020-07-20\"", "\"now\":20"},
	};
	rap_context context;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *at = strstr(good, cases[i].from);
		rap_buf out = rap_buf_init(RAP_MIB);

		assert_non_null(at);
		rap_buf_add(&out, good, (size_t)(at - good));
		rap_buf_str(&out, cases[i].to);
		rap_buf_str(&out, at + strlen(cases[i].from));
		if (rap_context_decode(rap_buf_as_slice(&out), &context) != RAP_E_FORMAT)
			fail_msg("accepted: %s", cases[i].to);
		rap_buf_done(&out);
	}
	for (size_t n = 0; n < sizeof good - 1; n++)
		assert_int_equal(rap_context_decode((rap_slice){good, n}, &context), RAP_E_FORMAT);
}

/* What the largest consultation sends fits in a frame, and comes back whole. */
static void test_largest_consultation_fits(void **state)
{
	rap_context context = {.certain = true}, got;
	char word[] = "word";
	char *json;

	(void)state;
	context.fields = rap_calloc(RAP_LIMIT_FIELDS, sizeof *context.fields);
	for (; context.n_fields < RAP_LIMIT_FIELDS; context.n_fields++) {
		rap_field *field = &context.fields[context.n_fields];

		field->id = rap_strdup("1.1");
		field->label = rap_strdup("label");
		for (int i = 0; i < 10; i++)
			rap_strv_add(&field->options, word);
	}
	context.paragraphs = rap_calloc(RAP_LIMIT_PARAGRAPHS, sizeof *context.paragraphs);
	for (; context.n_paragraphs < RAP_LIMIT_PARAGRAPHS; context.n_paragraphs++)
		context.paragraphs[context.n_paragraphs].text =
			rap_strdup("A paragraph \"in\" a draft.");
	json = rap_context_encode(&context);
	assert_true(strlen(json) < RAP_LIMIT_CONTEXT_FRAME);
	assert_int_equal(rap_context_decode(rap_slice_of(json), &got), RAP_OK);
	assert_int_equal(got.n_fields, RAP_LIMIT_FIELDS);
	assert_int_equal(got.n_paragraphs, RAP_LIMIT_PARAGRAPHS);
	free(json);
	rap_context_done(&got);
	rap_context_done(&context);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip_gives_the_same_bytes),
		cmocka_unit_test(test_nothing_known_is_a_context_too),
		cmocka_unit_test(test_mail_as_sent_keeps_its_bytes),
		cmocka_unit_test(test_anything_else_is_refused),
		cmocka_unit_test(test_largest_consultation_fits),
	};

	return cmocka_run_group_tests_name("context", tests, NULL, NULL);
}
