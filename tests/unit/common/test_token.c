// SPDX-License-Identifier: Apache-2.0
/* Tokens: the same from the same, another from anything else, and nothing but tokens taken for one. */
#include "common/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const rap_token_key key = {.at = {1, 2, 3}};

static void test_R20_make_is_deterministic(void **state)
{
	char a[RAP_TOKEN_SIZE], b[RAP_TOKEN_SIZE];

	(void)state;
	rap_token_make(&key, "1", "plan", "oyun@environment.example", "request/1/plan/MN", a);
	rap_token_make(&key, "1", "plan", "oyun@environment.example", "request/1/plan/MN", b);
	assert_string_equal(a, b);
	assert_int_equal(strlen(a), RAP_TOKEN_LEN);
	assert_int_equal(strspn(a, "abcdefghijklmnopqrstuvwxyz234567"), RAP_TOKEN_LEN);
}

static void test_R20_make_differs_when_any_part_differs(void **state)
{
	static const char *const parts[][4] = {
		{"1", "plan", "a@x", "k"},  {"2", "plan", "a@x", "k"},  {"1", "review", "a@x", "k"},
		{"1", "plan", "b@x", "k"},  {"1", "plan", "a@x", "k2"}, {"1p", "lan", "a@x", "k"},
		{"", "1plan", "a@x", "k"},  {"1", "plana", "@x", "k"},  {"1", "plan", "a@xk", ""},
		{"1|plan", "", "a@x", "k"},
	};
	char tokens[sizeof parts / sizeof parts[0]][RAP_TOKEN_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		rap_token_make(&key, parts[i][0], parts[i][1], parts[i][2], parts[i][3], tokens[i]);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(tokens[i], tokens[k]);
	}
}

static void test_R20_make_differs_with_the_key(void **state)
{
	static const rap_token_key other = {.at = {1, 2, 4}};
	char a[RAP_TOKEN_SIZE], b[RAP_TOKEN_SIZE];

	(void)state;
	rap_token_make(&key, "1", "plan", "a@x", "k", a);
	rap_token_make(&other, "1", "plan", "a@x", "k", b);
	assert_string_not_equal(a, b);
}

static void test_R20_make_keeps_the_nonce_of_very_long_parts(void **state)
{
	char a[RAP_TOKEN_SIZE], b[RAP_TOKEN_SIZE], *longer = malloc(20001);

	(void)state;
	assert_non_null(longer);
	memset(longer, 'x', 20000);
	longer[20000] = '\0';
	rap_token_make(&key, "1", longer, "a@x", "k1", a);
	rap_token_make(&key, "1", longer, "a@x", "k2", b);
	assert_string_not_equal(a, b);
	free(longer);
}

static void test_R20_well_formed_takes_tokens_only(void **state)
{
	static const struct {
		const char *input, *want; /* NULL: refused */
	} table[] = {
		{"abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz"},
		{"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"},
		{"abcdefghijklmnopqrstuv2347", "abcdefghijklmnopqrstuv2347"},
		{"abcdefghijklmnopqrstuvwxy", NULL},
		{"abcdefghijklmnopqrstuvwxyza", NULL},
		{"abcdefghijklmnopqrstuvwxy1", NULL},
		{"abcdefghijklmnopqrstuvwxy8", NULL},
		{"abcdefghijklmnopqrstuvwxy ", NULL},
		{"abcdefghijklmnopqrstuvwx\xc3\xa9", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		char token[RAP_TOKEN_SIZE] = "untouched";
		bool got = rap_token_well_formed(rap_slice_of(table[i].input), token);

		assert_int_equal(got, table[i].want != NULL);
		assert_string_equal(token, table[i].want ? table[i].want : "untouched");
	}
}

static void test_hash_is_that_of_the_characters(void **state)
{
	const char *token = "abcdefghijklmnopqrstuvwxyz";
	rap_hash a = rap_token_hash(token), b = rap_hash_of(rap_slice_of(token));
	char hex[RAP_HASH_HEX_SIZE];

	(void)state;
	assert_true(rap_hash_same(&a, &b));
	rap_hash_hex(&a, hex);
	/* printf abcdefghijklmnopqrstuvwxyz | sha256sum */
	assert_string_equal(hex,
	                    "71c480df93d6ae2f1efad1447c66c9525e316218cf51fc8d9ed832f2daf18b73");
}

static void test_hash_of_lines_takes_both_line_ends(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} table[] = {
		{"a\r\nb\r\n", "a\nb\n", true}, {"a\r\n\r\nb", "a\n\nb", true},
		{"\r\n", "\n", true},           {"a\rb", "a\nb", false},
		{"a\r\r\nb", "a\nb", false},    {"a\r", "a", false},
		{"a\r\nb", "ab", false},        {"", "\n", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		rap_hash a = rap_hash_of_lines(rap_slice_of(table[i].a));
		rap_hash b = rap_hash_of_lines(rap_slice_of(table[i].b));
		rap_hash plain = rap_hash_of(rap_slice_of(table[i].b));

		assert_int_equal(rap_hash_same(&a, &b), table[i].same);
		assert_true(rap_hash_same(&b, &plain));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_R20_make_is_deterministic),
		cmocka_unit_test(test_R20_make_differs_when_any_part_differs),
		cmocka_unit_test(test_R20_make_differs_with_the_key),
		cmocka_unit_test(test_R20_make_keeps_the_nonce_of_very_long_parts),
		cmocka_unit_test(test_R20_well_formed_takes_tokens_only),
		cmocka_unit_test(test_hash_is_that_of_the_characters),
		cmocka_unit_test(test_hash_of_lines_takes_both_line_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
