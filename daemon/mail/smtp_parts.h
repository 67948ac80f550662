/* SPDX-License-Identifier: Apache-2.0 */
/* What the files smtp*.c share and nobody else sees. */
#ifndef RAP_DAEMON_MAIL_SMTP_PARTS_H
#define RAP_DAEMON_MAIL_SMTP_PARTS_H

#include "mail/smtp.h"
#include "mail/smtp_words.h"
#include "mail/stream.h"

#define RAP_SMTP_COMMAND_MAX \
	4096u /* ours are a few hundred octets; those of AUTH are not built in a rap_buf */
#define RAP_SMTP_ANSWER_MAX (64u << 10) /* octets of one reply */

struct rap_smtp {
	const rap_server *server;
	const rap_smtp_times *times;
	mailstream *etpan; /* owns stream */
	rap_stream *stream;
	MMAPString *line;
	rap_smtp_features can;
	int code; /* of the last reply */
	rap_buf text; /* its lines without codes, joined with LF */
	bool dead;
	bool about_recipient; /* rap_smtp_send: it did not leave because of the address it was for */
};

/*
 * Sends a line, with its CRLF, and reads one reply. What was sent is wiped from the stream's buffer. RAP_E_AGAIN: the
 * session is dead now, with the reason appended to *why.
 */
rap_err rap_smtp_ask(rap_smtp *smtp, const char *command, int seconds, rap_buf *why) RAP_MUST_CHECK;
/* Only reads one. doing: what it answers, for *why. */
rap_err rap_smtp_hear(rap_smtp *smtp, const char *doing, int seconds, rap_buf *why) RAP_MUST_CHECK;
/* Whether something has come that nothing asked for. */
bool rap_smtp_is_ahead(const rap_smtp *smtp);
/* "mx.example:587: DOING: 550 5.1.1 ..." */
void rap_smtp_put_reply(const rap_smtp *smtp, const char *doing, rap_buf *out);
/* Why the stream failed, or the given words. */
void rap_smtp_put_failure(const rap_smtp *smtp, const char *doing, const char *otherwise,
                          rap_buf *out);
void rap_smtp_drop(rap_smtp *smtp);

/* AUTH as configured. */
rap_err rap_smtp_log_in(rap_smtp *smtp, rap_buf *why) RAP_MUST_CHECK;

#endif
