// SPDX-License-Identifier: Apache-2.0
/* What an ordinary submission server does (RFC 5321, 4954, 3207). It takes every mail; the log has it. */
#include "fake.h"

#include <stdio.h>
#include <string.h>

void fake_smtp_greet(fake_conn *conn)
{
	(void)fake_conn_say(conn, "220 fake.example ESMTP ready");
}

static void ehlo(fake_conn *conn)
{
	const fake_script *s = &conn->world->script;

	(void)fake_conn_say(conn, "250-fake.example");
	if (s->has_capabilities)
		for (size_t i = 0; i < s->capabilities.n; i++)
			(void)fake_conn_say(conn, "250-%s", s->capabilities.at[i]);
	else if (conn->world->offers_starttls && !conn->tls)
		(void)fake_conn_say(conn, "250-STARTTLS");
	else
		(void)fake_conn_say(conn, "250-AUTH PLAIN LOGIN XOAUTH2");
	(void)fake_conn_say(conn, "250-8BITMIME");
	(void)fake_conn_say(conn, "250 SIZE 52428800");
}

static void data(fake_conn *conn)
{
	rap_buf line = rap_buf_init(FAKE_LINE_MAX);
	bool good = fake_conn_say(conn, "354 end with a dot");

	while (good) {
		rap_buf_cut(&line, 0);
		good = fake_conn_line(conn, &line);
		if (good && line.len == 1 && line.at[0] == '.')
			break;
	}
	rap_buf_done(&line);
	if (!good)
		return;
	fake_conn_log(conn, "a whole mail");
	rap_buf_cut(&conn->command, 0);
	rap_buf_str(&conn->command, ".");
	if (!fake_play_rule(conn, "."))
		fake_smtp_do(conn);
}

static void taken(fake_conn *conn)
{
	fake_conn_log(conn, "accepted");
	(void)fake_conn_say(conn, "250 2.0.0 queued");
}

/* What the client says in answer to a challenge; false: it is gone. */
static bool challenge(fake_conn *conn, const char *with)
{
	rap_buf line = rap_buf_init(FAKE_LINE_MAX);
	bool good = fake_conn_say(conn, "334 %s", with) && fake_conn_line(conn, &line);

	rap_buf_done(&line);
	return good;
}

static void auth(fake_conn *conn)
{
	bool has_initial = *fake_after_words(conn, 2) != '\0';
	bool good = true;

	if (strncasecmp(fake_after_words(conn, 1), "LOGIN", 5) == 0)
		good = (has_initial || challenge(conn, "VXNlcm5hbWU6")) &&
		       challenge(conn, "UGFzc3dvcmQ6");
	else if (!has_initial)
		good = challenge(conn, "");
	if (good)
		(void)fake_conn_say(conn, "235 2.7.0 authenticated");
}

static void start_tls(fake_conn *conn)
{
	if (!conn->world->offers_starttls || conn->tls) {
		(void)fake_conn_say(conn, "502 5.5.1 no");
	} else {
		(void)fake_conn_say(conn, "220 2.0.0 begin");
		(void)fake_conn_start_tls(conn);
	}
}

static void quit(fake_conn *conn)
{
	(void)fake_conn_say(conn, "221 2.0.0 goodbye");
	fake_conn_close(conn, false);
}

void fake_smtp_do(fake_conn *conn)
{
	static const struct {
		const char *verb;
		void (*how)(fake_conn *conn);
	} verbs[] = {
		{"EHLO", ehlo}, {"DATA", data}, {".", taken},
		{"AUTH", auth}, {"QUIT", quit}, {"STARTTLS", start_tls},
	};

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (fake_is_command(conn, verbs[i].verb)) {
			verbs[i].how(conn);
			return;
		}
	(void)fake_conn_say(conn, "250 2.0.0 ok"); /* MAIL, RCPT, RSET, NOOP, HELO */
}
