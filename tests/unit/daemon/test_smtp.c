// SPDX-License-Identifier: Apache-2.0
/* The words of SMTP: replies and what they mean for a mail, addresses, contents. No network. */
#include "mail/smtp_words.h"

#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- what a server can ---------------------------------------------------------------------------------- */

static void test_smtp_parse_ehlo_knows_the_words(void **state)
{
	static const struct {
		const char *text, *want;
	} list[] = {
		{"mx.example", ""},
		{"STARTTLS", ""}, /* the name of the server is no feature */
		{"mx\nSTARTTLS\nDSN\n8BITMIME\nPIPELINING", "starttls dsn eightbit "},
		{"mx\nstarttls\r", ""}, /* odd, and not believed */
		{"mx\nSIZE", "size "},
		{"mx\nSIZE 1000", "size 1000 "},
		{"mx\nSIZE 99999999999999999999999", "size "},
		{"mx\nSIZE -5", "size "},
		{"mx\nAUTH PLAIN LOGIN", "plain login "},
		{"mx\nAUTH=LOGIN PLAIN", "plain login "},
		{"mx\nauth xoauth2\tplain", "plain xoauth2 "},
		{"mx\nAUTH PLAIN-CLIENTTOKEN LOGINS XOAUTH2X", ""},
		{"mx\nAUTH", ""},
		{"mx\nAUTH \t ", ""},
		{"mx\nSTARTTLSX\nXDSN", ""},
		{"\n\n\nDSN\n", "dsn "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(list); i++) {
		rap_smtp_features can;
		rap_buf got = rap_buf_init(200);

		rap_smtp_parse_ehlo(rap_slice_of(list[i].text), &can);
		rap_buf_str(&got, can.starttls ? "starttls " : "");
		rap_buf_str(&got, can.dsn ? "dsn " : "");
		rap_buf_str(&got, can.eightbit ? "eightbit " : "");
		rap_buf_str(&got, can.size ? "size " : "");
		if (can.size_max)
			rap_buf_printf(&got, "%zu ", can.size_max);
		rap_buf_str(&got, can.plain ? "plain " : "");
		rap_buf_str(&got, can.login ? "login " : "");
		rap_buf_str(&got, can.xoauth2 ? "xoauth2 " : "");
		assert_string_equal(rap_buf_text(&got), list[i].want);
		rap_buf_done(&got);
	}
}

static void test_smtp_parse_ehlo_keeps_the_ways_short_and_printable(void **state)
{
	char text[1000] = "mx\nAUTH \x1bX ";
	rap_smtp_features can;

	(void)state;
	memset(text + strlen(text), 'y', 900);
	text[20] = ' ';
	rap_smtp_parse_ehlo(rap_slice_of(text), &can);
	assert_int_equal(strncmp(can.offered, "?X ", 3), 0);
	assert_true(strlen(can.offered) < sizeof can.offered);
}

static void test_smtp_parse_line_takes_replies_only(void **state)
{
	static const struct {
		const char *line;
		int code; /* 0: none */
		bool last;
		const char *text;
	} list[] = {
		{"250 ok", 250, true, "ok"}, {"250-more", 250, false, "more"},
		{"250", 250, true, ""},      {"250 ", 250, true, ""},
		{"250-", 250, false, ""},    {"599 x", 599, true, "x"},
		{"2500 x", 0, false, ""},    {"250x", 0, false, ""},
		{"25", 0, false, ""},        {"", 0, false, ""},
		{"199 x", 0, false, ""},     {"600 x", 0, false, ""},
		{" 250 x", 0, false, ""},    {"+OK", 0, false, ""},
		{"* OK IMAP", 0, false, ""}, {"-12 x", 0, false, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(list); i++) {
		int code = 0;
		bool last = false;
		rap_slice text = {"", 0};
		bool good = rap_smtp_parse_line(rap_slice_of(list[i].line), &code, &last, &text);

		if (good != (list[i].code != 0) || (good && code != list[i].code))
			fail_msg("'%s': %d", list[i].line, code);
		if (good) {
			assert_int_equal(last, list[i].last);
			assert_true(rap_slice_is(text, list[i].text));
		}
	}
}

/* ---- what a reply means --------------------------------------------------------------------------------- */

#define SESSION RAP_SMTP_SESSION
#define MAIL RAP_SMTP_MAIL
#define RCPT RAP_SMTP_RCPT
#define DATA RAP_SMTP_DATA
#define CONTENT RAP_SMTP_CONTENT

static const struct {
	rap_smtp_stage stage;
	int code;
	const char *text, *want; /* go, sent, again, failed; "!" behind: the connection goes */
} verdicts[] = {
	{MAIL, 250, "ok", "go"},
	{RCPT, 250, "2.1.5 ok", "go"},
	{RCPT, 251, "will forward", "go"},
	{RCPT, 252, "will try", "go"},
	{DATA, 354, "go on", "go"},
	{CONTENT, 250, "2.0.0 queued", "go"},
	{CONTENT, 299, "", "go"},
	/* of the session: nothing is final */
	{SESSION, 421, "too many", "again!"},
	{SESSION, 554, "no service", "again!"},
	{SESSION, 535, "5.7.8 wrong", "again!"},
	{SESSION, 501, "what?", "again!"},
	/* not now */
	{MAIL, 421, "leaving", "again!"},
	{MAIL, 451, "4.3.0 later", "again"},
	{RCPT, 450, "4.2.0 greylisted", "again"},
	{RCPT, 452, "full", "again"},
	{DATA, 451, "later", "again"},
	{CONTENT, 451, "later", "again"},
	{CONTENT, 421, "leaving", "again!"},
	/* out of step */
	{MAIL, 354, "go on", "again!"},
	{DATA, 250, "ok", "again!"},
	{CONTENT, 354, "go on", "again!"},
	{RCPT, 503, "bad sequence", "again!"},
	{MAIL, 502, "not implemented", "again!"},
	/* about this mail */
	{RCPT, 550, "5.1.1 no such user", "failed"},
	{RCPT, 550, "no such user", "failed"},
	{RCPT, 501, "5.1.3 syntax", "failed"},
	{RCPT, 553, "5.1.3 syntax", "failed"},
	{RCPT, 556, "5.1.10 domain takes no mail", "failed"},
	{RCPT, 552, "5.2.2 mailbox full", "failed"},
	{MAIL, 552, "5.3.4 too large", "failed"},
	{MAIL, 554, "5.3.4 too large", "failed"},
	{DATA, 554, "5.5.1 no valid recipients", "failed"},
	{CONTENT, 552, "5.3.4 too large", "failed"},
	{CONTENT, 554, "5.7.1 looks like spam", "failed"},
	{CONTENT, 550, "5.6.0 malformed", "failed"},
	/* about us */
	{MAIL, 530, "5.7.0 authentication required", "again"},
	{MAIL, 550, "5.1.0 sender rejected", "again"},
	{MAIL, 553, "5.7.1 not owned by user", "again"},
	{MAIL, 501, "5.1.7 bad sender", "again"},
	{RCPT, 554, "5.7.1 relay access denied", "again"},
	{RCPT, 553, "5.7.1 sender not owned by user", "again"},
	{RCPT, 530, "login first", "again"},
	{RCPT, 521, "takes no mail", "again!"},
	{CONTENT, 550, "5.7.60 not allowed to send as this sender", "again"},
	{CONTENT, 554, "5.2.252 SendAsDenied", "again"},
	{CONTENT, 550, "5.4.5 daily quota exceeded", "again"},
	{CONTENT, 550, "5.7.708 traffic not accepted", "again"},
	{CONTENT, 530, "5.7.57 not authenticated", "again"},
	/* no enhanced code, only like one */
	{RCPT, 550, "5.7", "failed"},
	{RCPT, 550, "5.7.", "failed"},
	{RCPT, 550, "x5.7.1", "failed"},
	{RCPT, 550, "", "failed"},
	{RCPT, 550, "9999.7.1", "failed"},
};

static void test_smtp_judge_loses_no_mail_for_a_wrong_configuration(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(verdicts); i++) {
		rap_smtp_verdict v = rap_smtp_judge(verdicts[i].stage, verdicts[i].code,
		                                    rap_slice_of(verdicts[i].text));
		const char *got = v.good                              ? "go"
		                  : v.outcome == RAP_TRANSPORT_FAILED ? "failed"
		                  : v.outcome == RAP_TRANSPORT_SENT   ? "sent"
		                  : v.drop                            ? "again!"
		                                                      : "again";

		if (strcmp(got, verdicts[i].want) != 0)
			fail_msg("%d %d %s: %s, not %s", (int)verdicts[i].stage, verdicts[i].code,
			         verdicts[i].text, got, verdicts[i].want);
	}
}

/* ---- addresses ------------------------------------------------------------------------------------------ */

static void test_smtp_address_check_lets_no_command_through(void **state)
{
	static const struct {
		const char *address;
		rap_smtp_address want;
	} list[] = {
		{"a@b.example", RAP_SMTP_ADDRESS_GOOD},
		{"office+q7x2@neaspec.example", RAP_SMTP_ADDRESS_GOOD},
		{"\"a@b\"@c.example", RAP_SMTP_ADDRESS_GOOD},
		{"a@[192.0.2.1]", RAP_SMTP_ADDRESS_GOOD},
		{"", RAP_SMTP_ADDRESS_NO_AT},
		{"a", RAP_SMTP_ADDRESS_NO_AT},
		{"@b.example", RAP_SMTP_ADDRESS_NO_AT},
		{"a@", RAP_SMTP_ADDRESS_NO_AT},
		{"a@b.example>\r\nRCPT TO:<c@d.example", RAP_SMTP_ADDRESS_BAD_CHARACTER},
		{"a@b.example\r", RAP_SMTP_ADDRESS_BAD_CHARACTER},
		{"a@b.example\n", RAP_SMTP_ADDRESS_BAD_CHARACTER},
		{"a@b.example SIZE=1", RAP_SMTP_ADDRESS_BAD_CHARACTER},
		{"a\t@b.example", RAP_SMTP_ADDRESS_BAD_CHARACTER},
		{"<a@b.example>", RAP_SMTP_ADDRESS_BAD_CHARACTER},
		{"a@b.example>", RAP_SMTP_ADDRESS_BAD_CHARACTER},
		{"a\x7f@b.example", RAP_SMTP_ADDRESS_BAD_CHARACTER},
		{"a\x01@b.example", RAP_SMTP_ADDRESS_BAD_CHARACTER},
		{"\xC3\xA4@b.example", RAP_SMTP_ADDRESS_BAD_CHARACTER},
		{"a@b\xE3\x80\x82"
	         "example",
	         RAP_SMTP_ADDRESS_BAD_CHARACTER},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(list); i++)
		if (rap_smtp_address_check(list[i].address) != list[i].want)
			fail_msg("'%s'", list[i].address);
}

static void test_smtp_address_check_knows_the_lengths(void **state)
{
	static const struct {
		size_t local, whole;
		rap_smtp_address want;
	} list[] = {
		{64, 254, RAP_SMTP_ADDRESS_GOOD},     {65, 100, RAP_SMTP_ADDRESS_TOO_LONG},
		{64, 255, RAP_SMTP_ADDRESS_TOO_LONG}, {1, 254, RAP_SMTP_ADDRESS_GOOD},
		{1, 600, RAP_SMTP_ADDRESS_TOO_LONG},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(list); i++) {
		char address[1000] = "";

		memset(address, 'a', list[i].whole);
		address[list[i].local] = '@';
		assert_int_equal(rap_smtp_address_check(address), list[i].want);
	}
}

static void test_smtp_put_xtext_encodes_what_ends_a_parameter(void **state)
{
	rap_buf out = rap_buf_init(200);

	(void)state;
	rap_smtp_put_xtext(&out, "request/2+x=y z\r\n<a@b>\xC3");
	assert_string_equal(rap_buf_text(&out), "request/2+2Bx+3Dy+20z+0D+0A<a@b>+C3");
	rap_buf_done(&out);
}

/* ---- contents ------------------------------------------------------------------------------------------- */

static const struct {
	const char *mail, *want;
	size_t size; /* without doubled dots */
} contents[] = {
	{"a\n\nb\n", "a\r\n\r\nb\r\n", 8},
	{"a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n", 8},
	{"a", "a\r\n", 3},
	{"a\n.\nb\n", "a\r\n..\r\nb\r\n", 9},
	{".a\n", "..a\r\n", 4},
	{"a\n..\n", "a\r\n...\r\n", 7},
	{"a.b\n", "a.b\r\n", 5},
	{"a\r.\rb", "a\r\n..\r\nb\r\n", 9}, /* what some servers would take for the end */
	{"a\n.\r\nb\n", "a\r\n..\r\nb\r\n", 9},
	{"a\r\r\nb", "a\r\n\r\nb\r\n", 8},
	{"\n", "\r\n", 2},
	{".", "..\r\n", 3},
};

static void test_smtp_put_content_ends_nowhere_but_at_its_end(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(contents); i++) {
		rap_slice mail = rap_slice_of(contents[i].mail);

		/* in pieces of every size */
		for (size_t most = 1; most <= mail.len; most++) {
			rap_buf out = rap_buf_init(1000);
			size_t offset = 0;
			char before = '\n';

			while (offset < mail.len)
				rap_smtp_put_content(&out, mail, &offset, most, &before);
			if (strcmp(rap_buf_text(&out), contents[i].want) != 0)
				fail_msg("mail %zu in pieces of %zu", i, most);
			rap_buf_done(&out);
		}
		assert_int_equal(rap_smtp_content_size(mail), contents[i].size);
	}
}

static void test_r34_what_is_about_the_recipient(void **state)
{
	static const struct {
		rap_smtp_stage stage;
		const char *text;
		bool about;
	} cases[] = {
		{RAP_SMTP_RCPT, "5.1.1 no such user", true},
		{RAP_SMTP_RCPT, "5.7.1 policy", true},
		{RAP_SMTP_RCPT, "greylisted", true},
		{RAP_SMTP_MAIL, "5.1.8 bad sender", false},
		{RAP_SMTP_DATA, "5.1.1 no such user", false},
		{RAP_SMTP_CONTENT, "5.1.1 no such user", true},
		{RAP_SMTP_CONTENT, "5.2.2 mailbox full", true},
		{RAP_SMTP_CONTENT, "4.2.2 mailbox full", true},
		{RAP_SMTP_CONTENT, "5.2.3 too long", false},
		{RAP_SMTP_CONTENT, "5.1.8 bad sender", false},
		{RAP_SMTP_CONTENT, "5.7.1 spam", false},
		{RAP_SMTP_CONTENT, "no such user", false},
		{RAP_SMTP_CONTENT, "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (rap_smtp_is_about_recipient(cases[i].stage, rap_slice_of(cases[i].text)) !=
		    cases[i].about)
			fail_msg("%s", cases[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_smtp_parse_ehlo_knows_the_words),
		cmocka_unit_test(test_smtp_parse_ehlo_keeps_the_ways_short_and_printable),
		cmocka_unit_test(test_smtp_parse_line_takes_replies_only),
		cmocka_unit_test(test_smtp_judge_loses_no_mail_for_a_wrong_configuration),
		cmocka_unit_test(test_r34_what_is_about_the_recipient),
		cmocka_unit_test(test_smtp_address_check_lets_no_command_through),
		cmocka_unit_test(test_smtp_address_check_knows_the_lengths),
		cmocka_unit_test(test_smtp_put_xtext_encodes_what_ends_a_parameter),
		cmocka_unit_test(test_smtp_put_content_ends_nowhere_but_at_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
