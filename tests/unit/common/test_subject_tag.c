// SPDX-License-Identifier: Apache-2.0
/* R21: the token in the tag of a subject: written, found in whatever clients make of a subject, and hidden. */
#include "common/subject_tag.h"

#include "common/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define T "abcdefghijklmnopqrstuvwx27"
#define U "zyxwvutsrqponmlkjihgfedc32"

static void test_r21_tag_is_put(void **state)
{
	rap_buf out = rap_buf_init(1000);

	(void)state;
	rap_subject_tag_put(&out, "NFP", NULL);
	rap_subject_tag_put(&out, "NFP", T);
	assert_string_equal(rap_buf_text(&out), "[NFP] [NFP #" T "] ");
	rap_buf_done(&out);
}

static void test_r21_tokens_are_found(void **state)
{
	static const struct {
		const char *what, *subject, *tokens;
	} cases[] = {
		{"a reply", " Re: [NFP #" T "] Draft", T},
		{"capitals", " Re: [NFP #ABCDEFGHIJKLMNOPQRSTUVWX27] Draft", T},
		{"folded between words", " Re:\r\n [NFP\r\n #" T "] Draft", T},
		{"two tags", " [A #" T "] Re: [B #" U "]", T " " U},
		{"one twice", " [A #" T "] Re: [A #" T "]", T},
		{"base64",
	         " =?UTF-8?B?0KXQsNGA0LjRgzogW05GUCAjYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4MjddIHg=?=",
	         T},
		{"quoted-printable", " =?koi8-r?q?=ED_=5BNFP_#" T "=5D_x?=", T},
		{"cut by the client",
	         " =?utf-8?Q?=D0=9D_=5BNFP_=23abcdefgh?=\r\n =?utf-8?Q?ijklmnopqrstuvwx27=5D?=", T},
		{"none", " Re: [NFP] Draft", ""},
		{"too short", " [NFP #abc]", ""},
		{"too long", " [NFP #a" T "]", ""},
		{"no tag around it", " #" T, ""},
		{"broken words", " =?utf-8?B?!!!!?= =?utf-8?X?" T "?= =?=?= =?a?b", ""},
		{"of a letter that is none", " [NFP #abcdefghijklmnopqrstuvwx21]", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		rap_strv tokens = {0};
		rap_buf got = rap_buf_init(1000);

		rap_subject_tag_tokens(rap_slice_of(cases[i].subject), &tokens);
		for (size_t k = 0; k < tokens.n; k++)
			rap_buf_printf(&got, "%s%s", k ? " " : "", tokens.at[k]);
		if (strcmp(rap_buf_text(&got), cases[i].tokens) != 0)
			print_error("%s\n", cases[i].what);
		assert_string_equal(rap_buf_text(&got), cases[i].tokens);
		rap_strv_done(&tokens);
		rap_buf_done(&got);
	}
}

static void test_r20_no_more_than_the_budget(void **state)
{
	rap_buf subject = rap_buf_init(10000);
	rap_strv tokens = {0};

	(void)state;
	for (char c = 'a'; c <= 'z'; c++)
		rap_buf_printf(&subject, " [N #%cbcdefghijklmnopqrstuvwx27]", c);
	rap_strv_add(&tokens, U);
	rap_subject_tag_tokens(rap_buf_as_slice(&subject), &tokens);
	assert_int_equal(tokens.n, RAP_LIMIT_TOKENS);
	assert_string_equal(tokens.at[0], U);
	rap_strv_done(&tokens);
	rap_buf_done(&subject);
}

static void test_tokens_are_hidden(void **state)
{
	static const char *const cases[][2] = {
		{"Re: [NFP #" T "] Draft", "Re: [NFP] Draft"},
		{"[#" T "][A #" T "] [B #" U "]", "[][A] [B]"},
		{"[NFP] #" T, "[NFP] #" T},
		{"[NFP #" T "]", "[NFP]"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char subject[200];

		snprintf(subject, sizeof subject, "%s", cases[i][0]);
		rap_subject_tag_hide(subject);
		assert_string_equal(subject, cases[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_r21_tag_is_put),
		cmocka_unit_test(test_r21_tokens_are_found),
		cmocka_unit_test(test_r20_no_more_than_the_budget),
		cmocka_unit_test(test_tokens_are_hidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
