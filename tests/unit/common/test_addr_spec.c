// SPDX-License-Identifier: Apache-2.0
/* The author's address: what is read, and all that is refused because programs read it differently (R10-R12). */
#include "common/header.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define I(text)                        \
	{                              \
		text, sizeof(text) - 1 \
	} /* in an initialiser */

static const char *text_of(rap_from_result result)
{
	static const char *const texts[] = {"ok", "none", "several", "unusable"};

	return texts[result];
}

/* "local@domain", or why there is none. */
static char *author(rap_slice mail)
{
	rap_buf out = rap_buf_init(1000);
	rap_header header = {0};
	rap_addr_spec spec = {0};
	rap_from_result result;

	assert_int_equal(rap_header_split(mail, &header), RAP_OK);
	result = rap_header_from(&header, &spec);
	if (result == RAP_FROM_OK)
		rap_buf_printf(&out, "%s@%s", spec.local, spec.domain);
	else
		rap_buf_str(&out, text_of(result));
	rap_addr_spec_done(&spec);
	rap_header_done(&header);
	return rap_buf_take(&out);
}

static void test_R10_from_reads_what_is_plain(void **state)
{
	static const struct {
		rap_slice mail;
		const char *want;
	} table[] = {
		{I("From: oyun@environment.example\n\n"), "oyun@environment.example"},
		{I("From: <oyun@environment.example>\n\n"), "oyun@environment.example"},
		{I("From: Oyun <oyun@environment.example>\n\n"), "oyun@environment.example"},
		{I("From: \"Oyun, B.\" <oyun@environment.example>\n\n"),
	         "oyun@environment.example"},
		{I("From: Bat-Erdene B. Oyun <oyun@environment.example>\n\n"),
	         "oyun@environment.example"},
		{I("From:\r\n =?utf-8?q?=D0=9E?=\r\n <oyun@environment.example>\r\n\r\n"),
	         "oyun@environment.example"},
		{I("From: oyun@environment.example (Bat-Erdene Oyun)\n\n"),
	         "oyun@environment.example"},
		{I("From: (Oyun) oyun@environment.example\n\n"), "oyun@environment.example"},
		{I("From: Oyun (of <the@ministry>) <oyun@environment.example> (x)\n\n"),
	         "oyun@environment.example"},
		{I("From: \"evil@x.example\" <oyun@environment.example>\n\n"),
	         "oyun@environment.example"},
		{I("From: \"a <evil@x.example>\" <oyun@environment.example>\n\n"),
	         "oyun@environment.example"},
		{I("From: \"a \\\" <evil@x.example>\" <oyun@environment.example>\n\n"),
	         "oyun@environment.example"},
		{I("From: \xd0\x9e\xd1\x8e\xd0\xbd <oyun@environment.example>\n\n"),
	         "oyun@environment.example"},
		{I("From: \xcd\xf5 <oyun@environment.example>\n\n"), "oyun@environment.example"},
		{I("FROM: OYUN@Environment.EXAMPLE.\n\n"), "OYUN@environment.example"},
		{I("From: \"oyun\"@environment.example\n\n"), "oyun@environment.example"},
		{I("From: \"o yun\"@environment.example\n\n"), "\"o yun\"@environment.example"},
		{I("From: \"o.yun\"@environment.example\n\n"), "o.yun@environment.example"},
		{I("From: e\xcc\x81@environment.example\n\n"), "\xc3\xa9@environment.example"},
		{I("From: o'yun+x@xn--80ak6aa92e.example\n\n"), "o'yun+x@xn--80ak6aa92e.example"},
		{I("From: \xd0\xbe\xd1\x8e@environment.example\n\n"),
	         "\xd0\xbe\xd1\x8e@environment.example"},
		{I("From: a@localhost\n\n"), "a@localhost"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		char *got = author(table[i].mail);

		if (strcmp(got, table[i].want) != 0)
			fail_msg("%s: got '%s'", table[i].mail.at, got);
		free(got);
	}
}

static void test_R10_from_refuses_what_is_read_differently(void **state)
{
	static const struct {
		const char *name;
		rap_slice mail;
		const char *want;
	} table[] = {
		{"no From", I("Sender: a@b.example\n\n"), "none"},
		{"two From", I("From: a@b.example\nFrom: c@d.example\n\n"), "several"},
		{"two equal From", I("From: a@b.example\nfrom: a@b.example\n\n"), "several"},
		{"two mailboxes", I("From: a@b.example, c@d.example\n\n"), "unusable"},
		{"two mailboxes without blank", I("From: a@b.example,c@d.example\n\n"), "unusable"},
		{"two angle addresses", I("From: <a@b.example> <c@d.example>\n\n"), "unusable"},
		{"mailbox and trailing comma", I("From: a@b.example,\n\n"), "unusable"},
		{"address as display name", I("From: a@b.example <c@d.example>\n\n"), "unusable"},
		{"group", I("From: Friends: a@b.example;\n\n"), "unusable"},
		{"empty group", I("From: undisclosed:;\n\n"), "unusable"},
		{"route", I("From: <@x.example,@y.example:a@b.example>\n\n"), "unusable"},
		{"source route", I("From: <@x.example:a@b.example>\n\n"), "unusable"},
		{"comment in the local part", I("From: a(x)@b.example\n\n"), "unusable"},
		{"comment in angles", I("From: <a@(x)b.example>\n\n"), "unusable"},
		{"comment behind, in angles", I("From: <a@b.example(x)>\n\n"), "unusable"},
		{"open comment", I("From: a@b.example (x\n\n"), "unusable"},
		{"closed twice", I("From: a@b.example (x))\n\n"), "unusable"},
		{"comment ends in a backslash", I("From: a@b.example (x\\\n\n"), "unusable"},
		{"open quote", I("From: \"a <a@b.example>\n\n"), "unusable"},
		{"open angle", I("From: A <a@b.example\n\n"), "unusable"},
		{"nested angles", I("From: A <<a@b.example>>\n\n"), "unusable"},
		{"text behind", I("From: A <a@b.example> and more\n\n"), "unusable"},
		{"blanks around the at", I("From: a @ b.example\n\n"), "unusable"},
		{"blank in angles", I("From: < a@b.example>\n\n"), "unusable"},
		{"two ats", I("From: a@b.example@c.example\n\n"), "unusable"},
		{"no at", I("From: a\n\n"), "unusable"},
		{"empty", I("From:\n\n"), "unusable"},
		{"empty angles", I("From: A <>\n\n"), "unusable"},
		{"no local part", I("From: @b.example\n\n"), "unusable"},
		{"no domain", I("From: a@\n\n"), "unusable"},
		{"domain literal", I("From: a@[192.0.2.1]\n\n"), "unusable"},
		{"percent hack stays a local part", I("From: a%b.example@c.example\n\n"),
	         "a%b.example@c.example"},
		{"encoded word as local part", I("From: =?utf-8?q?a?=@b.example\n\n"), "unusable"},
		{"encoded word that hides an address", I("From: =?utf-8?q?a=40b.example?=\n\n"),
	         "unusable"},
		{"encoded word that hides an end",
	         I("From: =?utf-8?q?=61=40b.example=3e=00?=@c.example\n\n"), "unusable"},
		{"quoted specials", I("From: \"a@b.example\"@c.example\n\n"), "unusable"},
		{"quoted dots", I("From: \"o..yun\"@c.example\n\n"), "unusable"},
		{"quoted, empty", I("From: \"\"@c.example\n\n"), "unusable"},
		{"quoted comma", I("From: \"a,b\"@c.example\n\n"), "unusable"},
		{"quoted backslash", I("From: \"a\\b\"@c.example\n\n"), "unusable"},
		{"double dot", I("From: a..b@c.example\n\n"), "unusable"},
		{"dot first", I("From: .a@c.example\n\n"), "unusable"},
		{"dot last", I("From: a.@c.example\n\n"), "unusable"},
		{"empty label", I("From: a@b..example\n\n"), "unusable"},
		{"hyphen first", I("From: a@-b.example\n\n"), "unusable"},
		{"underscore in the domain", I("From: a@b_c.example\n\n"), "unusable"},
		{"domain that is not ASCII", I("From: a@\xd0\xbc.example\n\n"), "unusable"},
		{"local part that is not UTF-8", I("From: \xcd\xf5@b.example\n\n"), "unusable"},
		{"NUL", I("From: a@b.example\0@c.example\n\n"), "unusable"},
		{"NUL in the name", I("From: A\0B <a@b.example>\n\n"), "unusable"},
		{"bare CR", I("From: A\rB <a@b.example>\n\n"), "unusable"},
		{"bare CR and a field", I("From: a@b.example\rFrom: c@d.example\n\n"), "unusable"},
		{"bare CR in quotes", I("From: \"A\rFrom: c@d.example\" <a@b.example>\n\n"),
	         "unusable"},
		{"bare CR in a comment", I("From: a@b.example (\rFrom: c@d.example)\n\n"),
	         "unusable"},
		{"escape", I("From: \x1b$B <a@b.example>\n\n"), "unusable"},
		{"DEL", I("From: A\x7f <a@b.example>\n\n"), "unusable"},
		{"colon in the name", I("From: A: B <a@b.example>\n\n"), "unusable"},
		{"semicolon in the name", I("From: A; B <a@b.example>\n\n"), "unusable"},
		{"comma in the name", I("From: Doe, John <a@b.example>\n\n"), "unusable"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		char *got = author(table[i].mail);

		if (strcmp(got, table[i].want) != 0)
			fail_msg("%s: got '%s'", table[i].name, got);
		free(got);
	}
}

static void test_R50_from_keeps_to_the_limits(void **state)
{
	static const struct {
		unsigned depth, local, label;
		bool usable;
	} table[] = {
		{RAP_LIMIT_COMMENT_DEPTH, 64, 63, true},
		{RAP_LIMIT_COMMENT_DEPTH + 1, 64, 63, false},
		{1, 65, 63, false},
		{1, 64, 64, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		rap_buf mail = rap_buf_init(10000);
		char *got;

		rap_buf_printf(
			&mail, "From: %.*s", (int)table[i].local,
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
		rap_buf_printf(
			&mail, "@%.*s.example ", (int)table[i].label,
			"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
		for (unsigned k = 0; k < table[i].depth; k++)
			rap_buf_char(&mail, '(');
		for (unsigned k = 0; k < table[i].depth; k++)
			rap_buf_char(&mail, ')');
		rap_buf_str(&mail, "\n\n");
		got = author(rap_buf_as_slice(&mail));
		assert_int_equal(strcmp(got, "unusable") != 0, table[i].usable);
		free(got);
		rap_buf_done(&mail);
	}
}

static void test_R12_a_domain_has_at_most_253_letters(void **state)
{
	rap_buf text = rap_buf_init(1000);
	char *domain;

	(void)state;
	while (text.len < 250)
		rap_buf_str(&text, "a.");
	rap_buf_str(&text, "bcd");
	domain = rap_domain_of(rap_buf_as_slice(&text));
	assert_non_null(domain);
	free(domain);
	rap_buf_str(&text, "e");
	assert_null(rap_domain_of(rap_buf_as_slice(&text)));
	assert_null(rap_domain_of(rap_slice_of("")));
	assert_null(rap_domain_of(rap_slice_of(".")));
	rap_buf_done(&text);
}

static void test_R12_same_folds_ascii_only(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} table[] = {
		{"oyun@x.example", "OYUN@X.Example", true},
		{"oyun@x.example", "oyun@x.example.", true},
		{"oyun@x.example", "oyun@y.example", false},
		{"oyun@x.example", "oyu@x.example", false},
		{"oyun+a@x.example", "oyun@x.example", false},
		{"o.yun@x.example", "oyun@x.example", false},
		{"\xd0\xbe@x.example", "\xd0\xbe@x.example", true},
		{"\xd0\xbe@x.example", "o@x.example",
	         false}, /* a Cyrillic letter that looks like o */
		{"\xd0\xbe@x.example", "\xd0\x9e@x.example", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		rap_addr_spec a = {0}, b = {0};

		assert_true(rap_addr_spec_parse(rap_slice_of(table[i].a), &a));
		assert_true(rap_addr_spec_parse(rap_slice_of(table[i].b), &b));
		assert_int_equal(rap_addr_spec_same(&a, &b), table[i].same);
		rap_addr_spec_done(&a);
		rap_addr_spec_done(&b);
	}
}

static void test_R12_same_needs_two_addresses(void **state)
{
	const rap_addr_spec none = {0};

	(void)state;
	assert_false(rap_addr_spec_same(&none, &none));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_R10_from_reads_what_is_plain),
		cmocka_unit_test(test_R10_from_refuses_what_is_read_differently),
		cmocka_unit_test(test_R50_from_keeps_to_the_limits),
		cmocka_unit_test(test_R12_a_domain_has_at_most_253_letters),
		cmocka_unit_test(test_R12_same_folds_ascii_only),
		cmocka_unit_test(test_R12_same_needs_two_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
