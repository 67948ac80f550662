// SPDX-License-Identifier: Apache-2.0
/* What is said about a refused login: the next step for this server and this kind of secret, and no secret. */
#include "mail/advice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void check(rap_server server, const char *protocol, const char *said, const char *want)
{
	rap_buf why = rap_buf_init(4000);

	server.user = "office@neaspec.example";
	rap_advice_login(&server, protocol, rap_slice_of(said), &why);
	if (!strstr(rap_buf_text(&why), want))
		fail_msg("%s: %s: wanted '%s' in '%s'", server.host, protocol, want,
		         rap_buf_text(&why));
	assert_null(strstr(rap_buf_text(&why), "--key"));
	rap_buf_done(&why);
}

static void test_advice_login_names_the_next_step(void **state)
{
	static const char file[] = "/etc/rapporteur/pw", command[] = "/usr/bin/pass --key 7";
	static const struct {
		rap_server server;
		const char *protocol, *said, *want;
	} list[] = {
		{{.host = "outlook.office365.com", .password_file = file},
	         "IMAP",
	         "LOGIN failed.",
	         "LOGIN failed.; Microsoft 365 no longer takes passwords for IMAP; see "
	         "oauth2_command in "
	         "rapporteur-consultation(5)"},
		{{.host = "SMTP.Office365.com", .password_command = command},
	         "SMTP",
	         "535 5.7.3 Authentication unsuccessful",
	         "Microsoft 365 no longer takes passwords for SMTP"},
		{{.host = "smtp.office365.com", .oauth2_command = command},
	         "SMTP",
	         "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled "
	         "for the Tenant.",
	         "authenticated SMTP is switched off"},
		{{.host = "outlook.office365.com", .oauth2_command = command},
	         "IMAP",
	         "AUTHENTICATE failed.",
	         "oauth2_command (/usr/bin/pass) printed was refused: it has expired"},
		{{.host = "outlook.office365.com", .oauth2_command = command},
	         "IMAP",
	         "",
	         "IMAP.AccessAsUser.All"},
		{{.host = "imap.gmail.com", .password_file = file},
	         "IMAP",
	         "[AUTHENTICATIONFAILED] Invalid credentials (Failure)",
	         "app password"},
		{{.host = "imap.gmail.com", .oauth2_command = command},
	         "IMAP",
	         "",
	         "https://mail.google.com/"},
		{{.host = "mx.example", .password_file = file},
	         "IMAP",
	         "[AUTHENTICATIONFAILED] no",
	         "check user (office@neaspec.example) and the first line of /etc/rapporteur/pw"},
		{{.host = "mx.example", .password_command = command},
	         "SMTP",
	         "535 5.7.8 no",
	         "what password_command (/usr/bin/pass) prints"},
		{{.host = "mx.example", .password_file = file},
	         "SMTP",
	         "454 4.7.0 Temporary authentication failure",
	         "look again later"},
		{{.host = "mx.example", .password_file = file},
	         "IMAP",
	         "[UNAVAILABLE] backend down",
	         "look again later"},
		{{.host = "imap.qq.com", .password_file = file},
	         "IMAP",
	         "no",
	         "authorisation code"},
		{{.host = "smtp.naver.com", .password_file = file},
	         "SMTP",
	         "no",
	         "settings of SMTP, and"},
		{{.host = "notgmail.com", .password_file = file},
	         "IMAP",
	         "",
	         "user or password is wrong"},
		{{.host = "office365.com.example", .password_file = file},
	         "IMAP",
	         "",
	         "user or password is wrong"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		check(list[i].server, list[i].protocol, list[i].said, list[i].want);
}

static void test_advice_login_shows_foreign_text_safely_and_short(void **state)
{
	rap_server server = {.host = "mx.example", .user = "u", .password_file = "/pw"};
	char said[5000];
	rap_buf why = rap_buf_init(8000);

	(void)state;
	memset(said, 'x', sizeof said);
	said[0] = '\x1b';
	rap_advice_login(&server, "IMAP", (rap_slice){said, sizeof said}, &why);
	assert_non_null(strstr(rap_buf_text(&why), "\\x1Bxxx"));
	assert_true(why.len < 700);
	rap_buf_done(&why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_advice_login_names_the_next_step),
		cmocka_unit_test(test_advice_login_shows_foreign_text_safely_and_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
