// SPDX-License-Identifier: Apache-2.0
/* From nothing to a session that can take mails: connection, greeting, TLS, EHLO, login; see smtp.h. */
#include "mail/smtp_parts.h"

#include "common/mem.h"

#include <stdlib.h>

#define TEXT_MAX 16384u

typedef struct steps {
	rap_smtp_step_fn *step;
	void *user;
	const char *now;
} steps;

static void well(const steps *s, const char *text)
{
	if (s->step)
		s->step(s->user, s->now, text);
}

static rap_err greet(rap_smtp *smtp, rap_buf *why)
{
	rap_err err = rap_smtp_hear(smtp, "greeting", smtp->times->answer_s, why);

	if (err == RAP_OK && smtp->code != 220) {
		rap_smtp_put_reply(smtp, "greeting", why);
		rap_buf_str(why, "; the server takes no mail from us now");
		return RAP_E_AGAIN;
	}
	return err;
}

/* By our address: the name of the host says nothing that a server could check, and is nobody's business. */
static rap_err ehlo(rap_smtp *smtp, rap_buf *why)
{
	rap_buf command = rap_buf_init(RAP_SMTP_COMMAND_MAX);
	rap_err err;

	rap_buf_str(&command, "EHLO ");
	rap_stream_local_literal(smtp->stream, &command);
	rap_buf_str(&command, "\r\n");
	err = rap_smtp_ask(smtp, rap_buf_text(&command), smtp->times->answer_s, why);
	rap_buf_done(&command);
	if (err == RAP_OK && smtp->code != 250) {
		rap_smtp_put_reply(smtp, "EHLO", why);
		rap_buf_str(why, "; is this a mail server for submission (port 465 or 587)?");
		return RAP_E_AGAIN;
	}
	if (err == RAP_OK)
		rap_smtp_parse_ehlo(rap_buf_as_slice(&smtp->text), &smtp->can);
	return err;
}

static rap_err start_tls(rap_smtp *smtp, rap_buf *why)
{
	rap_err err;

	if (!smtp->can.starttls) {
		rap_buf_printf(why,
		               "%s: the server does not offer STARTTLS, which is required; nothing "
		               "was sent. Is this the right port (465 with tls: implicit)?",
		               rap_stream_name(smtp->stream));
		return RAP_E_AGAIN;
	}
	err = rap_smtp_ask(smtp, "STARTTLS\r\n", smtp->times->answer_s, why);
	if (err == RAP_OK && smtp->code != 220) {
		rap_smtp_put_reply(smtp, "STARTTLS", why);
		return RAP_E_AGAIN;
	}
	/* Bytes in clear behind the 220 are an injection (CVE-2011-0411 and its kin). */
	if (err == RAP_OK && rap_stream_is_ahead(smtp->stream)) {
		rap_buf_printf(why,
		               "%s: something was put behind the answer to STARTTLS; somebody may "
		               "stand between us and the server",
		               rap_stream_name(smtp->stream));
		return RAP_E_AGAIN;
	}
	if (err == RAP_OK)
		err = rap_stream_start_tls(smtp->stream, smtp->times->connect_s, why);
	/* What was said in clear is not believed behind TLS (RFC 3207, 4.2). */
	return err == RAP_OK ? ehlo(smtp, why) : err;
}

/* For implicit TLS in front of the greeting, for STARTTLS behind it. */
static rap_err secure(rap_smtp *smtp, steps *s, rap_buf *why)
{
	rap_err err;

	s->now = "TLS";
	if (smtp->server->tls == RAP_TLS_IMPLICIT)
		err = rap_stream_start_tls(smtp->stream, smtp->times->connect_s, why);
	else
		err = smtp->server->tls == RAP_TLS_STARTTLS ? start_tls(smtp, why) : RAP_OK;
	if (err == RAP_OK)
		well(s, smtp->server->tls == RAP_TLS_NONE
		                ? "none, which is for this machine only"
		                : "on, the certificate is good for this name");
	return err;
}

static rap_err log_in(rap_smtp *smtp, steps *s, rap_buf *why)
{
	rap_buf text = rap_buf_init(TEXT_MAX);
	rap_err err = RAP_OK;

	s->now = "Login";
	if (smtp->server->user) {
		err = rap_smtp_log_in(smtp, why);
		rap_buf_printf(&text, "as %s%s", smtp->server->user,
		               smtp->server->oauth2_command ? ", with an access token" : "");
	} else {
		rap_buf_str(&text, "none: no user is given under sending.smtp");
	}
	if (err == RAP_OK)
		well(s, rap_buf_text(&text));
	rap_buf_done(&text);
	return err;
}

static rap_err run(rap_smtp *smtp, steps *s, rap_buf *why)
{
	bool implicit = smtp->server->tls == RAP_TLS_IMPLICIT;
	rap_err err = implicit ? secure(smtp, s, why) : RAP_OK;

	if (err == RAP_OK) {
		s->now = "Greeting";
		err = greet(smtp, why);
	}
	if (err == RAP_OK)
		err = ehlo(smtp, why);
	if (err == RAP_OK && !implicit)
		err = secure(smtp, s, why);
	return err == RAP_OK ? log_in(smtp, s, why) : err;
}

rap_err rap_smtp_open(const rap_server *server, const rap_smtp_times *times, rap_smtp_step_fn *step,
                      void *user, rap_smtp **ret, const char **ret_what, rap_buf *why)
{
	steps s = {step, user, "Connection"};
	rap_smtp *smtp = rap_calloc(1, sizeof *smtp);
	rap_server plain = *server; /* TLS is a step of its own */
	rap_err err;

	plain.tls = RAP_TLS_NONE;
	*smtp = (rap_smtp){.server = server, .times = times, .text = rap_buf_init(TEXT_MAX)};
	err = rap_stream_open(&plain, times->connect_s, &smtp->stream, why);
	if (err != RAP_OK) {
		free(smtp);
	} else {
		smtp->etpan = rap_stream_etpan(smtp->stream);
		smtp->line = mmap_string_new("");
		if (!smtp->etpan || !smtp->line)
			rap_mem_exhausted();
		well(&s, rap_stream_name(smtp->stream));
		err = run(smtp, &s, why);
		if (err != RAP_OK) {
			rap_smtp_drop(smtp);
			(void)rap_smtp_close(smtp);
		}
	}
	if (ret_what)
		*ret_what = s.now;
	if (err == RAP_OK)
		*ret = smtp;
	return err == RAP_OK ? RAP_OK : RAP_E_AGAIN;
}
