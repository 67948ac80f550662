// SPDX-License-Identifier: Apache-2.0
/*
 * AUTH (RFC 4954): PLAIN or LOGIN with a password, XOAUTH2 with a token. In clear never, but for this machine itself.
 * Lines with a secret are built in buffers of their exact size, which are wiped; an answer that repeats one is not shown.
 */
#include "mail/smtp_parts.h"

#include "common/base64.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "mail/advice.h"
#include "mail/secret_line.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define INITIAL_MAX \
	510u /* with CRLF 512, RFC 5321, 4.5.3.1.4; longer ones wait for the server's 334 */
#define SAID_MAX 2048u

/* ---- the dialogue --------------------------------------------------------------------------------------- */

/* The command with what it carries, in one line where that is short enough, else after the server's 334. */
static rap_err say_initial(rap_smtp *smtp, const char *way, const rap_secret_line *bytes,
                           rap_buf *why)
{
	rap_buf command = rap_buf_init(64);
	rap_secret_line whole;
	rap_err err = RAP_OK;

	rap_buf_printf(&command, "AUTH %s", way);
	whole = rap_secret_line_encode(rap_buf_text(&command), bytes->at, bytes->len);
	if (whole.len > INITIAL_MAX + 2) {
		rap_secret_line_done(&whole);
		rap_buf_str(&command, "\r\n");
		err = rap_smtp_ask(smtp, rap_buf_text(&command), smtp->times->answer_s, why);
		if (err == RAP_OK && smtp->code == 334)
			whole = rap_secret_line_encode(NULL, bytes->at, bytes->len);
	}
	if (err == RAP_OK && whole.at)
		err = rap_smtp_ask(smtp, whole.at, smtp->times->answer_s, why);
	rap_secret_line_done(&whole);
	rap_buf_done(&command);
	return err;
}

static rap_err by_plain(rap_smtp *smtp, const rap_secret *secret, rap_buf *why)
{
	rap_secret_line bytes = rap_secret_line_plain(smtp->server->user, secret);
	rap_err err = say_initial(smtp, "PLAIN", &bytes, why);

	rap_secret_line_done(&bytes);
	return err;
}

static rap_err by_login(rap_smtp *smtp, const rap_secret *secret, rap_buf *why)
{
	const char *const answers[] = {smtp->server->user, secret->text};
	rap_err err = rap_smtp_ask(smtp, "AUTH LOGIN\r\n", smtp->times->answer_s, why);

	for (size_t i = 0; i < 2 && err == RAP_OK && smtp->code == 334; i++) {
		rap_secret_line answer =
			rap_secret_line_encode(NULL, answers[i], strlen(answers[i]));

		err = rap_smtp_ask(smtp, answer.at, smtp->times->answer_s, why);
		rap_secret_line_done(&answer);
	}
	return err;
}

static void put_decoded(rap_slice base64, rap_buf *out)
{
	unsigned v = 0, bits = 0;

	for (size_t i = 0; i < base64.len && rap_base64_digit(base64.at[i]) >= 0; i++) {
		v = (v << 6 | (unsigned)rap_base64_digit(base64.at[i])) & 0xffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			rap_buf_char(out, (char)(v >> bits & 0xff));
		}
	}
}

/* Refused, the server first says why in a challenge, which wants an empty answer. *said gets it. */
static rap_err by_token(rap_smtp *smtp, const rap_secret *secret, rap_buf *said, rap_buf *why)
{
	rap_secret_line bytes = rap_secret_line_xoauth2(smtp->server->user, secret);
	rap_err err;

	err = say_initial(smtp, "XOAUTH2", &bytes, why);
	rap_secret_line_done(&bytes);
	if (err == RAP_OK && smtp->code == 334) {
		put_decoded(rap_buf_as_slice(&smtp->text), said);
		rap_buf_char(said, ' ');
		err = rap_smtp_ask(smtp, "\r\n", smtp->times->answer_s, why);
	}
	return err;
}

/* ---- who may hear it ------------------------------------------------------------------------------------ */

static bool is_this_machine(const rap_smtp *smtp)
{
	struct sockaddr_storage peer = {0};
	socklen_t len = sizeof peer;

	if (getpeername(rap_stream_fd(smtp->stream), (struct sockaddr *)&peer, &len) < 0)
		return false;
	if (peer.ss_family == AF_INET)
		return ntohl(((struct sockaddr_in *)&peer)->sin_addr.s_addr) >> 24 == 127;
	return peer.ss_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)&peer)->sin6_addr);
}

static rap_err refused(rap_smtp *smtp, const rap_secret *secret, rap_buf *said, rap_buf *why)
{
	rap_smtp_put_reply(smtp, NULL, said);
	if (rap_secret_is_in(rap_buf_as_slice(said), smtp->server->user, secret)) {
		rap_buf_cut(said, 0);
		rap_buf_printf(said,
		               "%d, with words that are not shown because they repeat the secret",
		               smtp->code);
	}
	rap_buf_printf(why, "%s: ", rap_stream_name(smtp->stream));
	rap_advice_login(smtp->server, "SMTP", rap_buf_as_slice(said), why);
	return RAP_E_AGAIN;
}

static rap_err no_way(const rap_smtp *smtp, const rap_secret *secret, rap_buf *why)
{
	rap_buf_printf(why, "%s: the server offers no login that we know for %s (%s)",
	               rap_stream_name(smtp->stream),
	               secret->is_token ? "an access token" : "a password",
	               smtp->can.offered[0] ? smtp->can.offered : "none at all");
	if (!smtp->can.offered[0])
		rap_buf_str(why, "; is this its port for submission (465 or 587)?");
	else if (!secret->is_token && smtp->can.xoauth2)
		rap_buf_str(why, "; see oauth2_command in rapporteur-consultation(5)");
	else if (secret->is_token)
		rap_buf_str(why,
		            "; with it password_file or password_command may be what it wants");
	return RAP_E_AGAIN;
}

rap_err rap_smtp_log_in(rap_smtp *smtp, rap_buf *why)
{
	rap_secret secret = {0};
	rap_buf said = rap_buf_init(SAID_MAX);
	size_t before = why->len;
	rap_err err;

	if (!rap_stream_is_secure(smtp->stream) &&
	    (smtp->server->tls != RAP_TLS_NONE || !is_this_machine(smtp))) {
		rap_buf_printf(why, "%s: no login without TLS", rap_stream_name(smtp->stream));
		return RAP_E_AGAIN;
	}
	err = rap_secret_get(smtp->server, &secret, why);
	if (err != RAP_OK)
		return RAP_E_AGAIN;
	if (secret.is_token && smtp->can.xoauth2)
		err = by_token(smtp, &secret, &said, why);
	else if (!secret.is_token && smtp->can.plain)
		err = by_plain(smtp, &secret, why);
	else if (!secret.is_token && smtp->can.login)
		err = by_login(smtp, &secret, why);
	else
		err = no_way(smtp, &secret, why);
	if (err != RAP_OK && rap_secret_is_in((rap_slice){smtp->line->str, smtp->line->len},
	                                      smtp->server->user, &secret)) {
		rap_buf_cut(why, before);
		rap_buf_printf(why,
		               "%s: the answer is not SMTP, and not shown because it repeats "
		               "the secret",
		               rap_stream_name(smtp->stream));
	}
	if (err == RAP_OK && smtp->code != 235)
		err = refused(smtp, &secret, &said, why);
	rap_secret_done(&secret);
	rap_buf_done(&said);
	return err;
}
