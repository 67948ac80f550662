/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A session with a submission server (RFC 5321, 6409): opened and logged in, then one mail after the other. The
 * stream is libetpan's over ours (stream.h); the dialogue is our own, because libetpan's cuts long commands, loops
 * on some answers to EHLO, and merges 4yz with 5yz.
 *
 * LIMITS: every step has its seconds (rap_smtp_times) and its octets; after any failure of the stream, or an answer that
 * is none, the session is dead.
 */
#ifndef RAP_DAEMON_MAIL_SMTP_H
#define RAP_DAEMON_MAIL_SMTP_H

#include "mail/server.h"
#include "mail/transport.h"

typedef struct rap_smtp rap_smtp;

/* Seconds a step may take as a whole (RFC 5321, 4.5.3.2 for the longer ones). */
typedef struct rap_smtp_times {
	int connect_s; /* name, connection, handshake of TLS: each */
	int answer_s; /* greeting, EHLO, AUTH, MAIL, RCPT, DATA */
	int content_s; /* the mail itself, and a second more for every 16 KiB */
	int taken_s; /* from the final dot to the answer */
	int idle_s; /* how long a connection is kept for the next mail */
} rap_smtp_times;

extern const rap_smtp_times rap_smtp_times_usual;

/* A step went well: what ("TLS"), and a sentence. */
typedef void rap_smtp_step_fn(void *user, const char *what, const char *text);

/*
 * Connects, has TLS and a login as configured. step may be NULL. *ret_what (may be NULL): the step it came to. server and
 * times are borrowed until the session is closed. RAP_E_AGAIN with *why for an administrator: whatever the server says,
 * another day or another configuration may help.
 */
rap_err rap_smtp_open(const rap_server *server, const rap_smtp_times *times, rap_smtp_step_fn *step,
                      void *user, rap_smtp **ret, const char **ret_what, rap_buf *why)
	RAP_MUST_CHECK;

/*
 * Sends one mail. *ret_untouched: the connection ended before the server could have taken it, so that it may be sent over
 * a new one at once. reply: what was said.
 */
rap_transport_outcome rap_smtp_send(rap_smtp *smtp, const rap_transport_mail *mail, rap_buf *reply,
                                    bool *ret_untouched);

/* Whether it can take another mail: false too when the server has closed it, or says something unasked. */
bool rap_smtp_is_alive(rap_smtp *smtp);
/* Readable when the server says goodbye. -1: dead. */
int rap_smtp_fd(const rap_smtp *smtp);
/* Whether the last mail did not leave because of the address it was for: the server said so, or it is none. */
bool rap_smtp_refused_recipient(const rap_smtp *smtp);
/* The largest mail it takes, in octets; 0: not said. */
size_t rap_smtp_size_max(const rap_smtp *smtp);

/* Says QUIT where that can be; frees. Takes NULL, gives NULL. */
rap_smtp *rap_smtp_close(rap_smtp *smtp);

#endif
