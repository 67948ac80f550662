// SPDX-License-Identifier: Apache-2.0
/* The part of a context that is kept: every difference is seen, and both parts give the whole again. */
#include "common/buf.h"
#include "common/context.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

static const char json[] =
	"{\"version\":1,\"kept\":0,\"context\":{\"certain\":true,\"plain\":true,\"person\":true,"
	"\"word_draft\":true,"
	"\"answers_to\":{"
	"\"kind\":"
	"\"request\","
	"\"id\":\"r1\",\"text\":\"as sent\",\"html\":\"<p>\",\"mime\":\"From: x\\n\"},"
	"\"fields\":[{\"id\":\"2.1\",\"type\":\"choice\",\"label\":\"L\",\"hint\":\"h\","
	"\"required\":true,"
	"\"draft\":false,\"options\":[\"a\",\"b\"],\"scale\":[1,5],\"objective\":2}],"
	"\"paragraphs\":[{\"mark\":\"P2\",\"bookmark\":\"P_2\",\"text\":\"T\",\"revision\":"
	"\"Zero\"}],"
	"\"questions\":[{\"id\":\"c7\",\"options\":[\"x\",\"y\"]}],"
	"\"lexicon\":[{\"group\":\"none\",\"value\":\"nil\",\"words\":[\"w\"]}],"
	"\"lexicon_folded\":true,\"now\":\"2020-07-20\"}}";

static void decode(const char *text, rap_context *ret)
{
	if (rap_context_decode(rap_slice_of(text), ret) != RAP_OK)
		fail_msg("not decoded: %s", text);
}

/* The text with the first `from` replaced. */
static char *changed(const char *from, const char *to)
{
	const char *at = strstr(json, from);
	rap_buf out = rap_buf_init(4 * sizeof json);

	assert_non_null(at);
	rap_buf_add(&out, json, (size_t)(at - json));
	rap_buf_str(&out, to);
	rap_buf_str(&out, at + strlen(from));
	return rap_buf_take(&out);
}

static void test_every_difference_is_seen(void **state)
{
	static const struct {
		const char *from, *to;
		bool same;
	} cases[] = {
		{"\"version\"", "\"version\"", true},
		/* of the mail alone */
		{"\"certain\":true", "\"certain\":false", true},
		{"\"plain\":true", "\"plain\":false", true},
		{"\"person\":true", "\"person\":false", true},
		{"as sent", "other", true},
		{"\"mime\":\"From: x\\n\"", "\"mime\":null", true},
		/* kept */
		{"\"id\":\"2.1\"", "\"id\":\"2.2\"", false},
		{"\"choice\"", "\"list\"", false},
		{"\"label\":\"L\"", "\"label\":\"M\"", false},
		{"\"hint\":\"h\"", "\"hint\":\"i\"", false},
		{"\"hint\":\"h\"", "\"hint\":null", false},
		{"\"required\":true", "\"required\":false", false},
		{"\"draft\":false", "\"draft\":true", false},
		{"[\"a\",\"b\"]", "[\"a\"]", false},
		{"[\"a\",\"b\"]", "[\"a\",\"c\"]", false},
		{"[1,5]", "[0,5]", false},
		{"[1,5]", "[1,4]", false},
		{"\"objective\":2", "\"objective\":3", false},
		{"\"mark\":\"P2\"", "\"mark\":\"P3\"", false},
		{"\"P_2\"", "\"P_3\"", false},
		{"\"text\":\"T\"", "\"text\":\"U\"", false},
		{"\"Zero\"", "\"First\"", false},
		{"\"c7\"", "\"c8\"", false},
		{"[\"x\",\"y\"]", "[\"x\",\"z\"]", false},
		{"[{\"id\":\"c7\",\"options\":[\"x\",\"y\"]}]", "[]", false},
		{"\"none\"", "\"noon\"", false},
		{"\"nil\"", "\"nul\"", false},
		{"[\"w\"]", "[\"v\"]", false},
		{"\"lexicon_folded\":true", "\"lexicon_folded\":false", false},
		{"2020-07-20", "2020-07-21", true}, /* goes with each mail */
		{"\"now\":\"2020-07-20\"", "\"now\":null", true},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		char *text = changed(cases[i].from, cases[i].to);
		rap_context a, b;

		decode(json, &a);
		decode(text, &b);
		if (rap_context_same_kept(&a, &b) != cases[i].same)
			fail_msg("%s -> %s", cases[i].from, cases[i].to);
		rap_context_done(&a);
		rap_context_done(&b);
		free(text);
	}
}

static void test_no_lexicon_is_an_empty_one(void **state)
{
	rap_lexicon empty = {0};
	rap_context a = {0}, b = {.lexicon = &empty};

	(void)state;
	assert_true(rap_context_same_kept(&a, &b));
}

/* As between core and child: each part is encoded and decoded by itself. */
static void parts_give_the_whole(bool one_letter)
{
	rap_context whole, part, kept, mail;
	char *kept_text, *mail_text, *again;

	decode(json, &whole);
	whole.one_letter = one_letter;
	part = rap_context_kept_part(&whole);
	kept_text = rap_context_encode(&part);
	assert_int_equal(strstr(kept_text, "as sent") != NULL, one_letter);
	part = rap_context_mail_part(&whole, 7);
	mail_text = rap_context_encode(&part);
	assert_null(strstr(mail_text, "c7"));
	assert_int_equal(strstr(mail_text, "as sent") != NULL, !one_letter);
	decode(kept_text, &kept);
	decode(mail_text, &mail);
	assert_int_equal(mail.kept, 7);
	part = rap_context_join(&kept, &mail);
	assert_int_equal(part.kept, 7);
	part.kept = 0;
	again = rap_context_encode(&part);
	assert_string_equal(again, json);
	free(again);
	free(kept_text);
	free(mail_text);
	rap_context_done(&kept);
	rap_context_done(&mail);
	rap_context_done(&whole);
}

static void test_both_parts_give_the_whole(void **state)
{
	(void)state;
	parts_give_the_whole(false);
	parts_give_the_whole(true);
}

/* What is kept of one letter serves no mail that answers another. */
static void test_one_letter_is_compared(void **state)
{
	rap_context a, b;
	char *text = changed("as sent", "as said");

	(void)state;
	decode(json, &a);
	decode(text, &b);
	assert_true(rap_context_same_kept(&a, &b));
	a.one_letter = true;
	assert_false(rap_context_same_kept(&a, &b));
	b.one_letter = true;
	assert_false(rap_context_same_kept(&a, &b));
	rap_context_done(&b);
	decode(json, &b);
	b.one_letter = true;
	assert_true(rap_context_same_kept(&a, &b));
	rap_context_done(&a);
	rap_context_done(&b);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_difference_is_seen),
		cmocka_unit_test(test_no_lexicon_is_an_empty_one),
		cmocka_unit_test(test_both_parts_give_the_whole),
		cmocka_unit_test(test_one_letter_is_compared),
	};

	return cmocka_run_group_tests_name("context_kept", tests, NULL, NULL);
}
