// SPDX-License-Identifier: Apache-2.0
/* The strict header reader: splitting with its limits, unfolding, Message-IDs, tokens and identity. */
#include "common/header.h"
#include "common/identity.h"
#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define I(text)                        \
	{                              \
		text, sizeof(text) - 1 \
	} /* in an initialiser */
#define S(text) ((rap_slice)I(text))

/* ---- splitting ------------------------------------------------------------------------------------------ */

/* "name=body|name=body" of the fields, with folds as they are; "!" at the end when malformed. */
static char *shape(rap_slice mail, size_t *ret_body_at)
{
	rap_buf out = rap_buf_init(RAP_MIB);
	rap_header header = {0};
	rap_err err = rap_header_split(mail, &header);

	*ret_body_at = 0;
	if (err != RAP_OK) {
		rap_buf_str(&out, err == RAP_E_LIMIT    ? "limit"
		                  : err == RAP_E_FORMAT ? "format"
		                                        : "?");
		return rap_buf_take(&out);
	}
	for (size_t i = 0; i < header.n; i++) {
		rap_buf_str(&out, i ? "|" : "");
		rap_buf_slice(&out, header.fields[i].name);
		rap_buf_str(&out, "=");
		rap_buf_slice(&out, header.fields[i].body);
	}
	rap_buf_str(&out, header.malformed ? "!" : "");
	*ret_body_at = header.body_at;
	rap_header_done(&header);
	return rap_buf_take(&out);
}

static void test_split_finds_fields_and_body(void **state)
{
	static const struct {
		const char *name;
		rap_slice mail;
		const char *want;
		size_t body_at;
	} table[] = {
		{"lf", I("A: 1\nB: 2\n\nbody"), "A= 1|B= 2", 11},
		{"crlf", I("A: 1\r\nB: 2\r\n\r\nbody"), "A= 1|B= 2", 14},
		{"mixed line ends", I("A: 1\r\nB: 2\nC: 3\r\n\nbody"), "A= 1|B= 2|C= 3", 18},
		{"no body", I("A: 1\n"), "A= 1", 5},
		{"no line end at all", I("A: 1"), "A= 1", 4},
		{"folded", I("A: 1\n 2\n\t3\nB: 4\n\n"), "A= 1\n 2\n\t3|B= 4", 17},
		{"fold of blanks only", I("A: 1\n  \n 2\n\n"), "A= 1\n  \n 2", 12},
		{"mbox line", I("From a@b Mon\nA: 1\n\nx"), "A= 1", 19},
		{"escaped mbox line", I(">From a@b Mon\nA: 1\n\nx"), "A= 1", 20},
		{"mbox line later", I("A: 1\nFrom a@b Mon\nB: 2\n\n"), "A= 1|B= 2!", 24},
		{"empty body of a field", I("A:\nB:\n\n"), "A=|B=", 7},
		{"colon in the body", I("A:b:c\n\n"), "A=b:c", 7},
		{"line without colon", I("A: 1\nnonsense\nB: 2\n\n"), "A= 1|B= 2!", 20},
		{"continuation behind it", I("A: 1\nnonsense\n more\nB: 2\n\n"), "A= 1|B= 2!", 26},
		{"blank before the colon", I("A: 1\nFrom : x\n\n"), "A= 1!", 15},
		{"folded name", I("A: 1\nFrom\n : x\n\n"), "A= 1!", 16},
		{"name with 8-bit", I("A: 1\nFr\xc3\xb6m: x\n\n"), "A= 1!", 15},
		{"name with NUL", I("A: 1\nFro\0m: x\n\n"), "A= 1!", 15},
		{"no name", I("A: 1\n: x\n\n"), "A= 1!", 10},
		{"begins with a fold", I(" x\nA: 1\n\n"), "A= 1!", 9},
		{"bare CR stays in the body", I("A: 1\rFrom: 2\n\n"), "A= 1\rFrom: 2!", 14},
		{"CR CR LF is no end of the header", I("A: 1\n\r\r\nB: 2\n\n"), "A= 1|B= 2!", 14},
		{"NUL stays in the body", I("A: 1\0002\n\n"), "A= 1", 8},
		{"nothing", I(""), "format", 0},
		{"only a body", I("\nA: 1\n"), "format", 0},
		{"no field", I("hello\nworld\n\n"), "format", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		size_t body_at;
		char *got = shape(table[i].mail, &body_at);

		if (strcmp(got, table[i].want) != 0 || body_at != table[i].body_at)
			fail_msg("%s: %s, body at %zu", table[i].name, got, body_at);
		free(got);
	}
}

static void test_R10_split_marks_what_is_read_differently(void **state)
{
	static const struct {
		rap_slice mail;
		bool malformed;
	} table[] = {
		{I("A: 1\r\n 2\r\nB: 3\n\n\r\0"), false},
		{I("A: 1\rB: 2\n\n"), true},
		{I("A: 1\0\n\n"), true},
		{I("A: 1\r\r\n\n"), true},
		{I("A: 1\n \0\nB: 2\n\n"), true},
		{I("A: 1\nB : 2\n\n"), true},
		{I("A: 1\n \nB: 2\n\n"), false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		rap_header header = {0};

		assert_int_equal(rap_header_split(table[i].mail, &header), RAP_OK);
		if (header.malformed != table[i].malformed)
			fail_msg("case %zu", i);
		rap_header_done(&header);
	}
}

/* n fields of the given length each, line end included, and the empty line. */
static rap_buf many(size_t n, size_t length)
{
	rap_buf mail = rap_buf_init(4 * RAP_MIB);

	for (size_t i = 0; i < n; i++) {
		rap_buf_str(&mail, "X:");
		for (size_t k = 3; k < length; k++)
			rap_buf_char(&mail, 'y');
		rap_buf_char(&mail, '\n');
	}
	rap_buf_char(&mail, '\n');
	return mail;
}

static void test_R50_split_keeps_to_the_limits(void **state)
{
	static const struct {
		size_t n, length;
		rap_err want;
	} table[] = {
		{RAP_LIMIT_HEADER_FIELDS, 5, RAP_OK},
		{RAP_LIMIT_HEADER_FIELDS + 1, 5, RAP_E_LIMIT},
		{1, RAP_LIMIT_HEADER_FIELD + 3, RAP_OK},
		{1, RAP_LIMIT_HEADER_FIELD + 4, RAP_E_LIMIT},
		{16, RAP_LIMIT_HEADER_BLOCK / 16, RAP_OK},
		{16, RAP_LIMIT_HEADER_BLOCK / 16 + 1, RAP_E_LIMIT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		rap_buf mail = many(table[i].n, table[i].length);
		rap_header header = {0};

		assert_int_equal(rap_header_split(rap_buf_as_slice(&mail), &header), table[i].want);
		assert_int_equal(header.n, table[i].want == RAP_OK ? table[i].n : 0);
		rap_header_done(&header);
		rap_buf_done(&mail);
	}
}

static void test_R50_split_limits_a_folded_field(void **state)
{
	rap_buf mail = rap_buf_init(RAP_MIB);
	rap_header header = {0};

	(void)state;
	rap_buf_str(&mail, "X:");
	while (mail.len < RAP_LIMIT_HEADER_FIELD + 2)
		rap_buf_str(&mail, "\n y");
	rap_buf_str(&mail, "\n\n");
	assert_int_equal(rap_header_split(rap_buf_as_slice(&mail), &header), RAP_E_LIMIT);
	rap_buf_done(&mail);
}

static void test_get_counts_without_case(void **state)
{
	rap_header header = {0};

	(void)state;
	assert_int_equal(rap_header_split(S("To: 1\nFROM: a\ntO: 2\nTox: 3\n\n"), &header), RAP_OK);
	assert_int_equal(rap_header_count(&header, "to"), 2);
	assert_true(rap_slice_is(rap_header_get(&header, "TO", 1)->body, " 2"));
	assert_null(rap_header_get(&header, "To", 2));
	assert_null(rap_header_get(&header, "T", 0));
	rap_header_done(&header);
}

static void test_unfold(void **state)
{
	static const struct {
		rap_slice body;
		const char *want; /* NULL: refused */
	} table[] = {
		{I(" a"), "a"},      {I(" a\r\n b\n\tc \t"), "a b\tc"},
		{I("\r\n a"), " a"}, {I("a\r b"), "a\r b"},
		{I(""), ""},         {I("  \t "), ""},
		{I("a\0b"), NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		rap_buf out = rap_buf_init(RAP_MIB);

		assert_int_equal(rap_header_unfold(table[i].body, &out), table[i].want != NULL);
		if (table[i].want)
			assert_string_equal(rap_buf_text(&out), table[i].want);
		rap_buf_done(&out);
	}
}

/* ---- Message-IDs and tokens ----------------------------------------------------------------------------- */

static char *join(rap_strv *list)
{
	rap_buf out = rap_buf_init(RAP_MIB);

	for (size_t i = 0; i < list->n; i++) {
		rap_buf_str(&out, i ? " " : "");
		rap_buf_str(&out, list->at[i]);
	}
	rap_strv_done(list);
	return rap_buf_take(&out);
}

static void test_message_ids_ignore_prose(void **state)
{
	static const struct {
		const char *body, *want;
	} table[] = {
		{" <a@b>", "<a@b>"},
		{" <a@b> <c@d>\r\n <e@f>", "<a@b> <c@d> <e@f>"},
		{"Your message of Monday <a@b> (x)", "<a@b>"},
		{"<a@b><c@d>", "<a@b> <c@d>"},
		{"<ab> <a b@c> <> <@>", "<@>"},
		{"<a@b", ""},
		{"<<a@b>>", "<a@b>"},
		{"a@b", ""},
		{"<a\xc3\xa9@b>", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		rap_strv ids = {0};
		char *got;

		rap_header_message_ids(rap_slice_of(table[i].body), &ids);
		got = join(&ids);
		assert_string_equal(got, table[i].want);
		free(got);
	}
}

static void test_message_ids_keep_the_last(void **state)
{
	rap_buf body = rap_buf_init(RAP_MIB);
	rap_strv ids = {0};

	(void)state;
	for (unsigned i = 0; i < RAP_LIMIT_REFERENCES + 10; i++)
		rap_buf_printf(&body, " <%u@x>", i);
	rap_header_message_ids(rap_buf_as_slice(&body), &ids);
	assert_int_equal(ids.n, RAP_LIMIT_REFERENCES);
	assert_string_equal(ids.at[0], "<10@x>");
	assert_string_equal(ids.at[RAP_LIMIT_REFERENCES - 1], "<73@x>");
	rap_strv_done(&ids);
	rap_buf_done(&body);
}

#define T1 "aaaaaaaaaaaaaaaaaaaaaaaaaa"
#define T2 "bbbbbbbbbbbbbbbbbbbbbbbbbb"
#define T3 "cccccccccccccccccccccccccc"

static void test_R21_tokens_come_in_order_of_worth(void **state)
{
	static const struct {
		const char *name, *mail, *want;
	} table[] = {
		{"to", "To: Secretariat <consult+" T1 "@neaspec.example>\n\n", T1},
		{"capitals", "To: Consult+AAAAAAAAAAAAAAAAAAAAAAAAAA@NEASPEC.example\n\n", T1},
		{"bare at the very start", "To:consult+" T1 "@neaspec.example\n\n", T1},
		{"delivered-to first",
	         "To: consult+" T1 "@neaspec.example\nDelivered-To: consult+" T2
	         "@neaspec.example\n\n",
	         T2 " " T1},
		{"addresses before ids",
	         "In-Reply-To: <rq." T3 "@neaspec.example>\nCc: consult+" T1 "@neaspec.example\n\n",
	         T1 " " T3},
		{"last reference first",
	         "References: <rq." T1 "@neaspec.example> <x@y>\n <rc." T2 "@neaspec.example>\n\n",
	         T2 " " T1},
		{"twice the same",
	         "To: consult+" T1 "@neaspec.example, consult+" T1 "@neaspec.example\n\n", T1},
		{"other local part", "To: insult+" T1 "@neaspec.example\n\n", ""},
		{"other domain", "To: consult+" T1 "@neaspec.other\n\n", ""},
		{"id of another domain", "In-Reply-To: <rq." T1 "@evil.example>\n\n", ""},
		{"id with a longer domain", "In-Reply-To: <rq." T1 "@neaspec.example.evil>\n\n",
	         ""},
		{"no token", "To: consult+short@neaspec.example\n\n", ""},
		{"token too long", "To: consult+a" T1 "@neaspec.example\n\n", ""},

		{"not from other fields",
	         "Subject: consult+" T1 "@neaspec.example\nX-To: consult+" T1
	         "@neaspec.example\n\n",
	         ""},
	};
	char local[] = "consult", domain[] = "neaspec.example";
	rap_addr_spec mailbox = {local, domain};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		rap_header header = {0};
		rap_strv tokens = {0};
		char *got;

		assert_int_equal(rap_header_split(rap_slice_of(table[i].mail), &header), RAP_OK);
		rap_header_tokens(&header, &mailbox, &tokens);
		got = join(&tokens);
		if (strcmp(got, table[i].want) != 0)
			fail_msg("%s: got '%s'", table[i].name, got);
		free(got);
		rap_header_done(&header);
	}
}

static void test_R20_tokens_are_limited(void **state)
{
	char local[] = "c", domain[] = "x";
	rap_addr_spec mailbox = {local, domain};
	rap_buf mail = rap_buf_init(RAP_MIB);
	rap_header header = {0};
	rap_strv tokens = {0};

	(void)state;
	rap_buf_str(&mail, "To: ");
	for (int i = 0; i < 20; i++)
		rap_buf_printf(&mail, "c+%cbbbbbbbbbbbbbbbbbbbbbbbbb@x, ", 'a' + i);
	rap_buf_str(&mail, "\n\n");
	assert_int_equal(rap_header_split(rap_buf_as_slice(&mail), &header), RAP_OK);
	rap_header_tokens(&header, &mailbox, &tokens);
	assert_int_equal(tokens.n, RAP_LIMIT_TOKENS);
	assert_true(tokens.at[0][0] == 'a');
	rap_strv_done(&tokens);
	rap_header_done(&header);
	rap_buf_done(&mail);
}

/* ---- identity ------------------------------------------------------------------------------------------- */

static void test_R30_identity_is_of_what_the_author_sent(void **state)
{
#define REST "From: a@b\nSubject: x\n\nbody\n"
	static const struct {
		const char *name;
		rap_slice mail;
		bool same;
	} table[] = {
		{"new Received lines", I("Received: from a\n\tby b\nReceived: from c\n" REST),
	         true},
		{"what a server adds",
	         I("Return-Path: <a@b>\nDelivered-To: c@d\nX-Original-To: "
	           "c@d\nAuthentication-Results: x;\n spf=pass\n"
	           "ARC-Seal: i=1\nARC-Message-Signature: x\nX-Spam-Status: No\n" REST),
	         true},
		{"mbox line", I("From a@b Mon Jul  6\n" REST), true},
		{"CRLF", I("From: a@b\r\nSubject: x\r\n\r\nbody\r\n"), true},
		{"case of names", I("RECEIVED: x\n" REST), true},
		{"another field on top", I("X-Something: y\n" REST), false},
		{"a trace field further down", I("From: a@b\nReceived: z\nSubject: x\n\nbody\n"),
	         false},
		{"other body", I("From: a@b\nSubject: x\n\nbody2\n"), false},
		{"other author", I("From: a@c\nSubject: x\n\nbody\n"), false},
		{"a name that only begins alike", I("Receivedx: y\n" REST), false},
		{"a fold that belongs to nothing", I(" x\n" REST), false},
	};
	rap_hash want = rap_identity_of(S(REST));

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		rap_hash got = rap_identity_of(table[i].mail);

		if (rap_hash_same(&got, &want) != table[i].same)
			fail_msg("%s", table[i].name);
	}
}

/* Two of them were one mail, and the second was lost. */
static void test_R30_identity_of_trace_alone_is_of_all_of_it(void **state)
{
	static const rap_slice mails[] = {
		I(""),
		I("\n"),
		I("Received: x"),
		I("Received: y"),
		I("Received: x\n\nbody"),
		I("Received: y\n\nbody"),
		I("Received: x\rFrom: a@b\r\rone"),
		I("Received: x\rFrom: a@b\r\rtwo"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof mails / sizeof mails[0]; i++)
		for (size_t j = 0; j < i; j++) {
			rap_hash a = rap_identity_of(mails[i]), b = rap_identity_of(mails[j]);

			if (rap_hash_same(&a, &b))
				fail_msg("%zu and %zu", i, j);
		}
}

static void test_R30_identity_of_nothing_is_defined(void **state)
{
	static const rap_slice odd[] = {I(""),      I("\n"),   I("Received: x"),
	                                I("From "), I("\0\0"), I("\r\n\r\n")};

	(void)state;
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		rap_hash a = rap_identity_of(odd[i]), b = rap_identity_of(odd[i]);

		assert_true(rap_hash_same(&a, &b));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split_finds_fields_and_body),
		cmocka_unit_test(test_R10_split_marks_what_is_read_differently),
		cmocka_unit_test(test_R50_split_keeps_to_the_limits),
		cmocka_unit_test(test_R50_split_limits_a_folded_field),
		cmocka_unit_test(test_get_counts_without_case),
		cmocka_unit_test(test_unfold),
		cmocka_unit_test(test_message_ids_ignore_prose),
		cmocka_unit_test(test_message_ids_keep_the_last),
		cmocka_unit_test(test_R21_tokens_come_in_order_of_worth),
		cmocka_unit_test(test_R20_tokens_are_limited),
		cmocka_unit_test(test_R30_identity_is_of_what_the_author_sent),
		cmocka_unit_test(test_R30_identity_of_trace_alone_is_of_all_of_it),
		cmocka_unit_test(test_R30_identity_of_nothing_is_defined),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
