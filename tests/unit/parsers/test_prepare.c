// SPDX-License-Identifier: Apache-2.0
/* What is prepared once for many mails changes no reading: of any mail, after any other. */
#include "parsers/prepare.h"

#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"
#include "parsers/mail/charset.h"
#include "parsers/mail/mime.h"
#include "parsers/read.h"
#include "parsers/value/value.h"
#include "tests/unit/parsers/form_fixture.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static rap_buf load(const char *path)
{
	rap_buf raw = {0};

	assert_int_equal(rap_file_read(path, RAP_LIMIT_MESSAGE, &raw), RAP_OK);
	return raw;
}

/* A context that owns all it points to, as in the reader; with the letter, or with none. */
static void decode(const char *letter, rap_context *ret)
{
	rap_context made;
	rap_buf raw = letter ? load(letter) : (rap_buf){0};
	char *json;

	fixture_context(&made);
	if (letter)
		made.answers_mime = rap_buf_take(&raw);
	json = rap_context_encode(&made);
	assert_int_equal(rap_context_decode(rap_slice_of(json), ret), RAP_OK);
	rap_value_prepare(&ret->owned_lexicon);
	free(json);
	rap_context_done(&made);
	rap_buf_done(&raw);
}

static char *read_with(const rap_context *context, const char *path)
{
	rap_buf raw = load(path);
	rap_reading *reading = rap_read_mail(context, rap_buf_as_slice(&raw));
	char *json = rap_reading_encode(reading);

	rap_reading_free(reading);
	rap_buf_done(&raw);
	return json;
}

static void same_readings(const char *letter, const char *pattern)
{
	rap_context plain, prepared;
	glob_t mails;

	decode(letter, &plain);
	decode(letter, &prepared);
	rap_prepare(&prepared);
	assert_non_null(prepared.basis);
	assert_int_equal(glob(pattern, 0, NULL, &mails), 0);
	for (size_t i = 0; i < mails.gl_pathc; i++) {
		char *expected = read_with(&plain, mails.gl_pathv[i]);
		char *got = read_with(&prepared, mails.gl_pathv[i]);

		if (strcmp(expected, got) != 0)
			fail_msg("%s reads otherwise once prepared:\n%s\n%s", mails.gl_pathv[i],
			         expected, got);
		free(expected);
		free(got);
	}
	globfree(&mails);
	rap_prepare_undo(&prepared);
	assert_null(prepared.basis);
	rap_context_done(&prepared);
	rap_context_done(&plain);
}

static void test_a_letter_taken_apart_before(void **state)
{
	(void)state;
	same_readings("tests/corpus/replies/request-A.eml", "tests/corpus/replies/*.eml");
	same_readings("tests/corpus/replies/request-G.eml", "tests/corpus/replies/*.eml");
}

static void test_no_letter(void **state)
{
	(void)state;
	same_readings(NULL, "tests/corpus/replies/*.eml");
}

/* A mail that answers something else is not laid over what was prepared. */
static void test_another_letter(void **state)
{
	rap_context kept, mail, joined;
	char *expected, *got;

	(void)state;
	decode(NULL, &kept);
	rap_prepare(&kept);
	decode("tests/corpus/replies/request-G.eml", &mail);
	expected = read_with(&mail, "tests/corpus/replies/request-G.eml");
	joined = rap_context_join(&kept, &mail);
	assert_ptr_equal(joined.basis, kept.basis);
	got = read_with(&joined, "tests/corpus/replies/request-G.eml");
	assert_string_equal(got, expected);
	free(expected);
	free(got);
	rap_prepare_undo(&kept);
	rap_context_done(&kept);
	rap_context_done(&mail);
}

static int set_up(void **state)
{
	const char *missing;

	(void)state;
	rap_mime_init();
	return rap_charset_open_all(&missing) ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_letter_taken_apart_before),
		cmocka_unit_test(test_no_letter),
		cmocka_unit_test(test_another_letter),
	};

	return cmocka_run_group_tests_name("prepare", tests, set_up, NULL);
}
