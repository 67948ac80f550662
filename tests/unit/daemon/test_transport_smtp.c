// SPDX-License-Identifier: Apache-2.0
/* Sending to a peer that goes wrong at every step: what becomes of the mail, and of the connection. */
#include "mail/transport_smtp.h"

#include "common/file.h"
#include "smtp_peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define HELLO                                     \
	"S:220 mx.example", "C:EHLO [127.0.0.1]", \
		"S:250-mx.example\r\n250-8BITMIME\r\n250 SIZE 1000"
#define MAIL "C:MAIL FROM:<office+q7@neaspec.example> SIZE=18"
#define RCPT "C:RCPT TO:<kim@a.example>"
#define OK "S:250 2.0.0 ok"
#define UP_TO_DATA HELLO, MAIL, OK, RCPT, OK, "C:DATA"
#define CONTENT "S:354 go", "C:Subject: x", "C:", "C:..a", "C:."
#define WHOLE MAIL, OK, RCPT, OK, "C:DATA", CONTENT, OK

static const rap_smtp_times quick = {5, 5, 5, 5, 60};
static const rap_smtp_times quicker = {1, 1, 1, 1, 60};

static rap_transport_mail mail_of(const char *from, const char *to)
{
	return (rap_transport_mail){
		1, "request/1+a", from, to, 1, rap_slice_of("Subject: x\n\n.a\n")};
}

static rap_transport_mail usual(void)
{
	return mail_of("office+q7@neaspec.example", "kim@a.example");
}

static rap_transport *transport_to(const peer *p, const rap_smtp_times *times)
{
	rap_server server = {.host = "127.0.0.1", .port = p->port, .tls = RAP_TLS_NONE};
	rap_transport *t;

	assert_int_equal(rap_transport_smtp_new(&server, times, &t), RAP_OK);
	return t;
}

/* Sends once and compares. */
static void send_and_check(rap_transport *t, rap_transport_mail mail, rap_transport_outcome want,
                           const char *said, const char *name)
{
	rap_buf reply = rap_buf_init(4096);
	rap_transport_outcome outcome = t->ops->send(t, &mail, &reply);

	if (outcome != want || !strstr(rap_buf_text(&reply), said))
		fail_msg("%s: outcome %d, reply '%s'", name, (int)outcome, rap_buf_text(&reply));
	rap_buf_done(&reply);
}

typedef struct example {
	const char *name;
	const char *words[40];
	rap_transport_outcome want;
	const char *said; /* must be in the reply */
} example;

static void check(const example *e, const rap_smtp_times *times)
{
	peer p = peer_start(e->words);
	rap_transport *t = transport_to(&p, times);

	send_and_check(t, usual(), e->want, e->said, e->name);
	(void)t->ops->close(t);
	if (!peer_end(&p))
		fail_msg("%s: the peer heard something else", e->name);
}

#define CHECK(list, times)                       \
	for (size_t i = 0; i < COUNT(list); i++) \
	check(&(list)[i], times)

static void test_transport_smtp_takes_what_the_server_says(void **state)
{
	static const example list[] = {
		{"sent", {HELLO, WHOLE, "C:QUIT"}, RAP_TRANSPORT_SENT, "250 2.0.0 ok"},
		{"replies of several lines",
	         {"S:220-mx\r\n220-welcome\r\n220 here", "P:EHLO", "S:250 mx",
	          "C:MAIL FROM:<office+q7@neaspec.example>", "S:250-a\r\n250 b", RCPT,
	          "S:250-c\r\n250-d\r\n250 e", "C:DATA", CONTENT, "S:250-one\r\n250 two", "C:QUIT"},
	         RAP_TRANSPORT_SENT,
	         "250 one / two"},
		{"codes alone",
	         {"S:220", "P:EHLO", "S:250", "P:MAIL", "S:250", "P:RCPT", "S:250", "C:DATA",
	          "S:354", "D", "S:250", "C:QUIT"},
	         RAP_TRANSPORT_SENT,
	         "250"},
		{"DSN",
	         {"S:220 mx", "P:EHLO", "S:250-mx\r\n250-SIZE\r\n250 DSN",
	          "C:MAIL FROM:<office+q7@neaspec.example> SIZE=18 RET=HDRS ENVID=request/1+2Ba",
	          OK, "C:RCPT TO:<kim@a.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;kim@a.example",
	          OK, "C:DATA", CONTENT, OK, "C:QUIT"},
	         RAP_TRANSPORT_SENT,
	         "250 2.0.0 ok"},
	};

	(void)state;
	CHECK(list, &quick);
}

static void test_transport_smtp_asks_no_notices_for_mail_from_nobody(void **state)
{
	static const char *const words[] = {"S:220 mx",
	                                    "P:EHLO",
	                                    "S:250-mx\r\n250 DSN",
	                                    "C:MAIL FROM:<>",
	                                    OK,
	                                    RCPT,
	                                    OK,
	                                    "C:DATA",
	                                    CONTENT,
	                                    OK,
	                                    "C:QUIT",
	                                    NULL};
	peer p = peer_start(words);
	rap_transport *t = transport_to(&p, &quick);

	(void)state;
	send_and_check(t, mail_of("", "kim@a.example"), RAP_TRANSPORT_SENT, "250", "<>");
	(void)t->ops->close(t);
	assert_true(peer_end(&p));
}

static void test_transport_smtp_tries_again_what_is_not_final(void **state)
{
	static const example list[] = {
		{"greeting 421", {"S:421 busy", "H"}, RAP_TRANSPORT_AGAIN, "greeting: 421 busy"},
		{"greeting 554", {"S:554 no", "H"}, RAP_TRANSPORT_AGAIN, "greeting: 554 no"},
		{"greeting of IMAP",
	         {"S:* OK IMAP4rev1", "H"},
	         RAP_TRANSPORT_AGAIN,
	         "the answer is not SMTP: * OK IMAP4rev1"},
		{"closed at once", {"X"}, RAP_TRANSPORT_AGAIN, "the server closed the connection"},
		{"EHLO 5xx",
	         {"S:220 x", "P:EHLO", "S:502 what", "H"},
	         RAP_TRANSPORT_AGAIN,
	         "EHLO: 502"},
		{"EHLO 4xx",
	         {"S:220 x", "P:EHLO", "S:451 later", "H"},
	         RAP_TRANSPORT_AGAIN,
	         "EHLO: 451"},
		{"MAIL 4xx",
	         {HELLO, MAIL, "S:451 later", "C:RSET", OK, "C:QUIT"},
	         RAP_TRANSPORT_AGAIN,
	         "MAIL: 451 later"},
		{"MAIL 5xx",
	         {HELLO, MAIL, "S:550 sender", "C:RSET", OK, "C:QUIT"},
	         RAP_TRANSPORT_AGAIN,
	         "envelope: mailbox"},
		{"MAIL closed", {HELLO, MAIL, "X"}, RAP_TRANSPORT_AGAIN, "closed the connection"},
		{"RCPT 4xx",
	         {HELLO, MAIL, OK, RCPT, "S:450 4.2.0 grey", "C:RSET", OK, "C:QUIT"},
	         RAP_TRANSPORT_AGAIN,
	         "RCPT: 450 4.2.0 grey"},
		{"relay denied",
	         {HELLO, MAIL, OK, RCPT, "S:554 5.7.1 relay access denied", "C:RSET", OK, "C:QUIT"},
	         RAP_TRANSPORT_AGAIN,
	         "is user missing"},
		{"RCPT 421",
	         {HELLO, MAIL, OK, RCPT, "S:421 bye", "H"},
	         RAP_TRANSPORT_AGAIN,
	         "RCPT: 421 bye"},
		{"DATA 4xx",
	         {UP_TO_DATA, "S:451 later", "C:RSET", OK, "C:QUIT"},
	         RAP_TRANSPORT_AGAIN,
	         "DATA: 451"},
		{"DATA 250", {UP_TO_DATA, "S:250 ok", "H"}, RAP_TRANSPORT_AGAIN, "DATA: 250"},
		{"DATA closed", {UP_TO_DATA, "X"}, RAP_TRANSPORT_AGAIN, "closed the connection"},
		{"451 after the content",
	         {UP_TO_DATA, CONTENT, "S:451 4.3.0 disk", "C:RSET", OK, "C:QUIT"},
	         RAP_TRANSPORT_AGAIN,
	         "after the content: 451 4.3.0 disk"},
		{"421 after the content",
	         {UP_TO_DATA, CONTENT, "S:421 bye", "H"},
	         RAP_TRANSPORT_AGAIN,
	         "after the content: 421 bye"},
		{"closed after the content",
	         {UP_TO_DATA, CONTENT, "X"},
	         RAP_TRANSPORT_AGAIN,
	         "closed the connection"},
		{"nonsense after the content",
	         {UP_TO_DATA, CONTENT, "S:ok", "H"},
	         RAP_TRANSPORT_AGAIN,
	         "is not SMTP: ok"},
		{"RSET refused",
	         {HELLO, MAIL, "S:451 later", "C:RSET", "S:500 no", "H"},
	         RAP_TRANSPORT_AGAIN,
	         "MAIL: 451"},
		{"answers ahead",
	         {HELLO, "P:MAIL", "S:250 ok\r\n250 ok\r\n354 go\r\n250 queued", "H"},
	         RAP_TRANSPORT_AGAIN,
	         "RCPT: the server answers before it is asked"},
		{"accepted before the content",
	         {UP_TO_DATA, "S:354 go\r\n250 queued", "H"},
	         RAP_TRANSPORT_AGAIN,
	         "before the end of the content: 250 queued"},
		{"codes that differ",
	         {UP_TO_DATA, CONTENT, "S:250-taken\r\n550 or not", "H"},
	         RAP_TRANSPORT_AGAIN,
	         "is not SMTP: 550 or not"},
		{"reply without end",
	         {"S:220 x", "P:EHLO", "E"},
	         RAP_TRANSPORT_AGAIN,
	         "sends more than there can be"},
	};

	(void)state;
	CHECK(list, &quick);
}

static void test_transport_smtp_does_not_wait_for_ever(void **state)
{
	static const example list[] = {
		{"silent greeting", {"H"}, RAP_TRANSPORT_AGAIN, "took too long"},
		{"trickling greeting", {"T"}, RAP_TRANSPORT_AGAIN, "took too long"},
		{"silent after the content",
	         {UP_TO_DATA, CONTENT, "H"},
	         RAP_TRANSPORT_AGAIN,
	         "took too long"},
		{"trickling after the content",
	         {UP_TO_DATA, CONTENT, "T"},
	         RAP_TRANSPORT_AGAIN,
	         "took too long"},
	};

	(void)state;
	CHECK(list, &quicker);
}

static void test_transport_smtp_gives_up_what_is_final(void **state)
{
	static const example list[] = {
		{"no such user",
	         {HELLO, MAIL, OK, RCPT, "S:550 5.1.1 nobody", "C:RSET", OK, "C:QUIT"},
	         RAP_TRANSPORT_FAILED,
	         "RCPT: 550 5.1.1 nobody"},
		{"too large",
	         {HELLO, MAIL, "S:552 5.3.4 too large", "C:RSET", OK, "C:QUIT"},
	         RAP_TRANSPORT_FAILED,
	         "MAIL: 552 5.3.4"},
		{"DATA 5xx",
	         {UP_TO_DATA, "S:554 5.5.1 no valid recipients", "C:RSET", OK, "C:QUIT"},
	         RAP_TRANSPORT_FAILED,
	         "DATA: 554"},
		{"content refused",
	         {UP_TO_DATA, CONTENT, "S:554 5.7.1 spam", "C:RSET", OK, "C:QUIT"},
	         RAP_TRANSPORT_FAILED,
	         "after the content: 554 5.7.1 spam"},
		{"refused before the content",
	         {UP_TO_DATA, "S:354 go\r\n552 5.3.4 too large", "H"},
	         RAP_TRANSPORT_FAILED,
	         "before the end of the content: 552"},
		{"larger than SIZE",
	         {"S:220 x", "P:EHLO", "S:250-x\r\n250 SIZE 17", "C:QUIT"},
	         RAP_TRANSPORT_FAILED,
	         "the mail has 18 octets, the server takes 17"},
	};

	(void)state;
	CHECK(list, &quick);
}

static void test_transport_smtp_never_says_a_bad_address(void **state)
{
	static const char *const words[] = {HELLO, "C:QUIT", NULL};
	peer p = peer_start(words);
	rap_transport *t = transport_to(&p, &quick);
	static const char two[] = "kim@a.example>\r\nRCPT TO:<all@b.example";

	(void)state;
	send_and_check(t, mail_of("office@neaspec.example", two), RAP_TRANSPORT_FAILED,
	               "is no address for SMTP", "recipient");
	send_and_check(t, mail_of(two, "kim@a.example"), RAP_TRANSPORT_AGAIN,
	               "is no address for SMTP", "sender");
	(void)t->ops->close(t);
	assert_true(peer_end(&p));
}

/* ---- one connection for many mails ---------------------------------------------------------------------- */

static void test_transport_smtp_keeps_its_connection(void **state)
{
	static const char *const words[] = {
		HELLO,    WHOLE, MAIL,  OK,       RCPT, "S:550 5.1.1 nobody",
		"C:RSET", OK,    WHOLE, "C:QUIT", NULL};
	peer p = peer_start(words);
	rap_transport *t = transport_to(&p, &quick);
	int fd;

	(void)state;
	send_and_check(t, usual(), RAP_TRANSPORT_SENT, "250", "first");
	assert_true(t->ops->rest(t, &fd) > 50000);
	assert_true(fd >= 0);
	send_and_check(t, usual(), RAP_TRANSPORT_FAILED, "550", "second");
	send_and_check(t, usual(), RAP_TRANSPORT_SENT, "250", "third");
	(void)t->ops->close(t);
	assert_true(peer_end(&p));
}

static void test_transport_smtp_opens_again_what_was_closed_while_idle(void **state)
{
	static const char *const words[] = {HELLO, WHOLE,    "S:421 idle", "X", "N",
	                                    HELLO, WHOLE,    "X",          "N", HELLO,
	                                    WHOLE, "C:QUIT", NULL};
	peer p = peer_start(words);
	rap_transport *t = transport_to(&p, &quick);
	struct pollfd goodbye = {.events = POLLIN};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		send_and_check(t, usual(), RAP_TRANSPORT_SENT, "250", "mail");
		/* The first time as send waits; the second time it is found out with the next mail. */
		while (i == 0 && t->ops->rest(t, &goodbye.fd) >= 0)
			(void)poll(&goodbye, 1, 60000);
	}
	(void)t->ops->close(t);
	assert_true(peer_end(&p));
}

/* The server hangs up when it hears the second mail's MAIL, or says 421 to it. */
static void test_transport_smtp_sends_at_once_over_a_new_connection(void **state)
{
	static const char *const words[] = {HELLO, WHOLE, MAIL,  "X",         "N",
	                                    HELLO, WHOLE, MAIL,  "S:421 bye", "H",
	                                    "N",   HELLO, WHOLE, "C:QUIT",    NULL};
	peer p = peer_start(words);
	rap_transport *t = transport_to(&p, &quick);

	(void)state;
	for (size_t i = 0; i < 3; i++)
		send_and_check(t, usual(), RAP_TRANSPORT_SENT, "250", "mail");
	(void)t->ops->close(t);
	assert_true(peer_end(&p));
}

/* What may have been taken is not sent twice on the way: core decides when. */
static void test_transport_smtp_leaves_an_unknown_outcome_to_core(void **state)
{
	static const char *const words[] = {HELLO, WHOLE,    MAIL,    OK,  RCPT,
	                                    OK,    "C:DATA", CONTENT, "X", NULL};
	peer p = peer_start(words);
	rap_transport *t = transport_to(&p, &quick);

	(void)state;
	send_and_check(t, usual(), RAP_TRANSPORT_SENT, "250", "first");
	send_and_check(t, usual(), RAP_TRANSPORT_AGAIN, "closed the connection", "second");
	(void)t->ops->close(t);
	assert_true(peer_end(&p));
}

static void test_transport_smtp_is_closed_after_its_time(void **state)
{
	static const char *const words[] = {HELLO, WHOLE, "C:QUIT", "H", NULL};
	static const rap_smtp_times at_once = {5, 5, 5, 5, 0};
	peer p = peer_start(words);
	rap_transport *t = transport_to(&p, &at_once);
	int fd;

	(void)state;
	send_and_check(t, usual(), RAP_TRANSPORT_SENT, "250", "mail");
	assert_int_equal(t->ops->rest(t, &fd), -1);
	assert_true(peer_end(&p));
	(void)t->ops->close(t);
}

/* After a failure the next mail is put off at once: the peer would fail on a second connection. */
static void test_transport_smtp_does_not_try_so_soon_after_a_failure(void **state)
{
	static const char *const words[] = {"S:421 busy", "H", NULL};
	peer p = peer_start(words);
	rap_transport *t = transport_to(&p, &quick);

	(void)state;
	send_and_check(t, usual(), RAP_TRANSPORT_AGAIN, "greeting: 421 busy", "first");
	send_and_check(t, usual(), RAP_TRANSPORT_AGAIN, "not tried so soon after: ", "second");
	(void)t->ops->close(t);
	assert_true(peer_end(&p));
}

/* One broken connection puts nothing off, the second does. */
static void test_transport_smtp_goes_on_after_an_accident(void **state)
{
	static const char *const words[] = {HELLO, MAIL, "X",   "N",  HELLO,    WHOLE,
	                                    MAIL,  OK,   RCPT,  OK,   "C:DATA", CONTENT,
	                                    "X",   "N",  HELLO, MAIL, "X",      NULL};
	peer p = peer_start(words);
	rap_transport *t = transport_to(&p, &quick);

	(void)state;
	send_and_check(t, usual(), RAP_TRANSPORT_AGAIN, "MAIL: the server closed", "first");
	send_and_check(t, usual(), RAP_TRANSPORT_SENT, "250", "second");
	send_and_check(t, usual(), RAP_TRANSPORT_AGAIN, "after the content: the server closed",
	               "third");
	send_and_check(t, usual(), RAP_TRANSPORT_AGAIN, "MAIL: the server closed", "fourth");
	send_and_check(t, usual(), RAP_TRANSPORT_AGAIN, "not tried so soon after: ", "fifth");
	(void)t->ops->close(t);
	assert_true(peer_end(&p));
}

/* ---- login ---------------------------------------------------------------------------------------------- */

static void check_login(const char *const *words, const char *password, bool token,
                        rap_transport_outcome want, const char *said)
{
	char command[9000], name[64];
	peer p = peer_start(words);
	rap_server server = {
		.host = "127.0.0.1", .port = p.port, .tls = RAP_TLS_NONE, .user = "office"};
	rap_transport_mail mail = usual();
	rap_buf reply = rap_buf_init(4096);
	rap_transport *t;

	(void)snprintf(command, sizeof command, "/bin/echo '%s'", password);
	(void)snprintf(name, sizeof name, "%.20s", password);
	*(token ? &server.oauth2_command : &server.password_command) = command;
	assert_int_equal(rap_transport_smtp_new(&server, &quick, &t), RAP_OK);
	if (t->ops->send(t, &mail, &reply) != want || !strstr(rap_buf_text(&reply), said))
		fail_msg("%s: '%s'", name, rap_buf_text(&reply));
	assert_null(strstr(rap_buf_text(&reply), password));
	rap_buf_done(&reply);
	(void)t->ops->close(t);
	assert_true(peer_end(&p));
}

#define OFFERS(ways) "S:220 mx", "P:EHLO", "S:250-mx\r\n250-SIZE 1000\r\n250 AUTH " ways
#define IN "S:235 2.7.0 in", WHOLE, "C:QUIT"

static void test_transport_smtp_logs_in(void **state)
{
	static const char *const plain[] = {OFFERS("LOGIN PLAIN"),
	                                    "C:AUTH PLAIN AG9mZmljZQBodW50ZXIy", IN, NULL};
	static const char *const login[] = {OFFERS("CRAM-MD5 LOGIN"),
	                                    "C:AUTH LOGIN",
	                                    "S:334 VXNlcm5hbWU6",
	                                    "C:b2ZmaWNl",
	                                    "S:334 UGFzc3dvcmQ6",
	                                    "C:aHVudGVyMg==",
	                                    IN,
	                                    NULL};
	static const char *const token[] = {
		OFFERS("PLAIN XOAUTH2"), "C:AUTH XOAUTH2 dXNlcj1vZmZpY2UBYXV0aD1CZWFyZXIgeWEyOQEB",
		IN, NULL};
	static const char *const longer[] = {OFFERS("XOAUTH2"),
	                                     "C:AUTH XOAUTH2",
	                                     "S:334 ",
	                                     "P:dXNlcj1vZmZpY2UBYXV0aD1CZWFyZXIgeHh4",
	                                     IN,
	                                     NULL};
	char text[2001] = "";

	(void)state;
	check_login(plain, "hunter2", false, RAP_TRANSPORT_SENT, "250");
	check_login(login, "hunter2", false, RAP_TRANSPORT_SENT, "250");
	check_login(token, "ya29", true, RAP_TRANSPORT_SENT, "250");
	memset(text, 'x', sizeof text - 1);
	check_login(longer, text, true, RAP_TRANSPORT_SENT, "250");
}

static void test_transport_smtp_says_what_to_do_when_it_cannot_log_in(void **state)
{
	static const char *const wrong[] = {OFFERS("PLAIN"), "P:AUTH PLAIN ", "S:535 5.7.8 no", "H",
	                                    NULL};
	static const char *const echo[] = {OFFERS("PLAIN"), "P:AUTH PLAIN ",
	                                   "S:535 bad hunter2 AG9mZmljZQBodW50ZXIy", "H", NULL};
	static const char *const expired[] = {OFFERS("XOAUTH2"),
	                                      "P:AUTH XOAUTH2 ",
	                                      "S:334 eyJzdGF0dXMiOiI0MDEifQ==",
	                                      "C:",
	                                      "S:535 5.7.3 no",
	                                      "H",
	                                      NULL};
	static const char *const none[] = {"S:220 mx", "P:EHLO", "S:250 mx", "H", NULL};
	static const char *const others[] = {OFFERS("GSSAPI XOAUTH2"), "H", NULL};
	static const char *const early[] = {OFFERS("LOGIN"), "C:AUTH LOGIN", "S:535 5.7.8 no", "H",
	                                    NULL};

	(void)state;
	check_login(wrong, "hunter2", false, RAP_TRANSPORT_AGAIN,
	            "the login was refused: 535 5.7.8 no; user or password is wrong");
	check_login(echo, "hunter2", false, RAP_TRANSPORT_AGAIN,
	            "535, with words that are not shown");
	check_login(expired, "ya29", true, RAP_TRANSPORT_AGAIN,
	            "{\"status\":\"401\"} 535 5.7.3 no");
	check_login(none, "hunter2", false, RAP_TRANSPORT_AGAIN, "offers no login that we know");
	check_login(others, "hunter2", false, RAP_TRANSPORT_AGAIN, "see oauth2_command");
	check_login(early, "hunter2", false, RAP_TRANSPORT_AGAIN, "the login was refused: 535");
}

/* With starttls nothing is said in clear: no login, no mail. */
static void test_transport_smtp_says_nothing_where_tls_is_taken_away(void **state)
{
	static const char *const scripts[][8] = {
		{"S:220 mx", "P:EHLO", "S:250-mx\r\n250 AUTH PLAIN", "H", NULL},
		{"S:220 mx", "P:EHLO", "S:250-mx\r\n250 STARTTLS", "C:STARTTLS", "S:454 not now",
	         "H", NULL},
		{"S:220 mx", "P:EHLO", "S:250-mx\r\n250 STARTTLS", "C:STARTTLS", "S:250 ok", "H",
	         NULL},
		{"S:220 mx", "P:EHLO", "S:250-mx\r\n250 STARTTLS", "C:STARTTLS",
	         "S:220 go\r\n250-mx\r\n250 AUTH PLAIN", "H", NULL},
	};
	static const char *const said[] = {"does not offer STARTTLS", "STARTTLS: 454",
	                                   "STARTTLS: 250", "put behind the answer"};

	(void)state;
	for (size_t i = 0; i < COUNT(scripts); i++) {
		peer p = peer_start(scripts[i]);
		rap_server server = {.host = "127.0.0.1",
		                     .port = p.port,
		                     .tls = RAP_TLS_STARTTLS,
		                     .user = "office",
		                     .password_command = "/bin/echo hunter2"};
		rap_transport *t;

		assert_int_equal(rap_transport_smtp_new(&server, &quick, &t), RAP_OK);
		send_and_check(t, usual(), RAP_TRANSPORT_AGAIN, said[i], said[i]);
		(void)t->ops->close(t);
		assert_true(peer_end(&p));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_transport_smtp_takes_what_the_server_says),
		cmocka_unit_test(test_transport_smtp_asks_no_notices_for_mail_from_nobody),
		cmocka_unit_test(test_transport_smtp_tries_again_what_is_not_final),
		cmocka_unit_test(test_transport_smtp_does_not_wait_for_ever),
		cmocka_unit_test(test_transport_smtp_gives_up_what_is_final),
		cmocka_unit_test(test_transport_smtp_never_says_a_bad_address),
		cmocka_unit_test(test_transport_smtp_keeps_its_connection),
		cmocka_unit_test(test_transport_smtp_opens_again_what_was_closed_while_idle),
		cmocka_unit_test(test_transport_smtp_sends_at_once_over_a_new_connection),
		cmocka_unit_test(test_transport_smtp_leaves_an_unknown_outcome_to_core),
		cmocka_unit_test(test_transport_smtp_is_closed_after_its_time),
		cmocka_unit_test(test_transport_smtp_does_not_try_so_soon_after_a_failure),
		cmocka_unit_test(test_transport_smtp_goes_on_after_an_accident),
		cmocka_unit_test(test_transport_smtp_logs_in),
		cmocka_unit_test(test_transport_smtp_says_what_to_do_when_it_cannot_log_in),
		cmocka_unit_test(test_transport_smtp_says_nothing_where_tls_is_taken_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
