/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A connection to a mail server, as a low stream of libetpan: TCP, and TLS that is verified in the handshake (chain,
 * host name, dates, key strength, TLS 1.2 or later; R72). Every operation has a deadline and a byte budget as a
 * whole, so that a server that trickles, or never ends a line, costs neither time nor memory without bound.
 * After any failure the connection is of no more use: every later read and write fails at once.
 */
#ifndef RAP_DAEMON_MAIL_STREAM_H
#define RAP_DAEMON_MAIL_STREAM_H

#include "mail/server.h"

#include <libetpan/libetpan.h>

typedef struct rap_stream rap_stream;

/*
 * Resolves, connects, and for implicit TLS does the handshake, all within `seconds`. RAP_E_AGAIN with *why for
 * a person ("mx.example:993: the certificate ..."). On success the caller owns *ret until rap_stream_etpan.
 */
rap_err rap_stream_open(const rap_server *server, int seconds, rap_stream **ret, rap_buf *why)
	RAP_MUST_CHECK;
/* The handshake of STARTTLS. Nothing may have been read ahead: see rap_stream_is_ahead. */
rap_err rap_stream_start_tls(rap_stream *stream, int seconds, rap_buf *why) RAP_MUST_CHECK;

/* The stream that libetpan reads and writes; closing that one frees this one. NULL when memory is short. */
mailstream *rap_stream_etpan(rap_stream *stream);
/* What was said is wiped from libetpan's buffer, after a line with a secret. */
void rap_stream_wipe(rap_stream *stream);

/* The next operation: at most `seconds` from now, at most `bytes` to be received. */
void rap_stream_begin(rap_stream *stream, int seconds, size_t bytes);
/* In this operation the server may not be silent for longer than so many seconds. */
void rap_stream_limit_silence(rap_stream *stream, int seconds);
/* Ends it from our side: no byte is read or written any more. */
void rap_stream_drop(rap_stream *stream);

bool rap_stream_is_secure(const rap_stream *stream);
/* Bytes of the server lie read and undecoded: the descriptor will not become readable for them. */
bool rap_stream_is_ahead(const rap_stream *stream);
int rap_stream_fd(const rap_stream *stream);
/* "HOST:PORT". */
const char *rap_stream_name(const rap_stream *stream);
/* Why it failed ("the server closed the connection"), NULL while it is good. */
const char *rap_stream_why(const rap_stream *stream);
/* Our own address as a literal of RFC 5321, 4.1.3: "[192.0.2.1]" or "[IPv6:...]". */
void rap_stream_local_literal(const rap_stream *stream, rap_buf *out);

#endif
