// SPDX-License-Identifier: Apache-2.0
/* A connection of the fake server: bytes in and out, in clear or by TLS, each byte of the client in the log. */
#include "fake.h"

#include "common/mem.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

volatile bool fake_stopped;

/* ---- the log -------------------------------------------------------------------------------------------- */

static void put_log(const fake_conn *conn, const char *mark, rap_slice text)
{
	rap_buf line = rap_buf_init(8 * FAKE_LINE_MAX);

	rap_buf_printf(&line, "%ld %s ", conn->number, mark);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == '\r')
			rap_buf_str(&line, "\\r");
		else if (c == '\n')
			rap_buf_str(&line, "\\n");
		else if (c == '\\')
			rap_buf_str(&line, "\\\\");
		else if (c < ' ' || c > '~')
			rap_buf_printf(&line, "\\x%02x", c);
		else
			rap_buf_char(&line, (char)c);
	}
	rap_buf_char(&line, '\n');
	if (write(conn->world->log, line.at, line.len) < 0)
		perror("fake_server: the log");
	rap_buf_done(&line);
}

/* Whole lines, so that a word is never torn in two. */
static void log_heard(fake_conn *conn, bool all)
{
	size_t begin = 0;

	for (size_t i = 0; i < conn->heard.len; i++)
		if (conn->heard.at[i] == '\n') {
			put_log(conn, "<", (rap_slice){conn->heard.at + begin, i + 1 - begin});
			begin = i + 1;
		}
	if (all && begin < conn->heard.len) {
		put_log(conn, "<", (rap_slice){conn->heard.at + begin, conn->heard.len - begin});
		begin = conn->heard.len;
	}
	if (begin > 0) {
		memmove(conn->heard.at, conn->heard.at + begin, conn->heard.len - begin);
		rap_buf_cut(&conn->heard, conn->heard.len - begin);
	}
}

void fake_conn_log(fake_conn *conn, const char *format, ...)
{
	rap_buf text = rap_buf_init(4096);
	va_list args;

	va_start(args, format);
	rap_buf_vprintf(&text, format, args);
	va_end(args);
	put_log(conn, "-", rap_buf_as_slice(&text));
	rap_buf_done(&text);
}

/* ---- waiting -------------------------------------------------------------------------------------------- */

static bool ready(const fake_conn *conn, short events)
{
	while (!fake_stopped) {
		struct pollfd p = {conn->fd, events, 0};
		int n = poll(&p, 1, 200);

		if (n > 0)
			return true;
		if (n < 0 && errno != EINTR)
			return false;
	}
	return false;
}

bool fake_conn_wait(const fake_conn *conn, long ms)
{
	(void)conn;
	for (; ms > 0 && !fake_stopped; ms -= 100) {
		struct timespec part = {0, (ms < 100 ? ms : 100) * 1000000};

		(void)nanosleep(&part, NULL);
	}
	return !fake_stopped;
}

static bool is_again(const fake_conn *conn, ssize_t n)
{
	if (conn->tls)
		return n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED;
	return n < 0 && (errno == EAGAIN || errno == EINTR);
}

/* ---- bytes ---------------------------------------------------------------------------------------------- */

/* How many of n octets come before the cut of the first connection. */
static ssize_t before_cut(const fake_conn *conn, long cut, long done, ssize_t n)
{
	return conn->number == 1 && cut >= 0 && n > cut - done ? cut - done : n;
}

static bool is_cut(fake_conn *conn)
{
	const fake_world *w = conn->world;

	if (!conn->open || conn->number != 1 ||
	    ((w->cut_sent < 0 || conn->n_sent < w->cut_sent) &&
	     (w->cut_heard < 0 || conn->n_heard < w->cut_heard)))
		return false;
	fake_conn_log(conn, "cut");
	fake_conn_close(conn, false);
	return true;
}

static bool fill(fake_conn *conn)
{
	char some[65536];
	ssize_t n;

	do {
		if (conn->tls && gnutls_record_check_pending(conn->tls) == 0 &&
		    !ready(conn, POLLIN))
			n = 0;
		else if (conn->tls)
			n = gnutls_record_recv(conn->tls, some, sizeof some);
		else
			n = ready(conn, POLLIN) ? recv(conn->fd, some, sizeof some, MSG_DONTWAIT)
			                        : 0;
	} while (is_again(conn, n) && !fake_stopped);
	if (n <= 0) {
		if (conn->open && !fake_stopped)
			fake_conn_log(conn, "the client has closed the connection");
		fake_conn_close(conn, false);
		return false;
	}
	n = before_cut(conn, conn->world->cut_heard, conn->n_heard, n);
	conn->n_heard += n;
	rap_buf_add(&conn->in, some, (size_t)n);
	rap_buf_add(&conn->heard, some, (size_t)n);
	log_heard(conn, false);
	if (is_cut(conn))
		return false;
	if (conn->in.over || conn->heard.over) {
		fake_conn_log(conn, "the client sends more than we keep");
		fake_conn_close(conn, false);
		return false;
	}
	return true;
}

static void take(fake_conn *conn, size_t len)
{
	memmove(conn->in.at, conn->in.at + len, conn->in.len - len);
	rap_buf_cut(&conn->in, conn->in.len - len);
}

bool fake_conn_line(fake_conn *conn, rap_buf *line)
{
	for (;;) {
		const char *end = conn->in.len > 0 ? memchr(conn->in.at, '\n', conn->in.len) : NULL;

		if (end) {
			size_t len = (size_t)(end - conn->in.at);

			rap_buf_add(line, conn->in.at,
			            len > 0 && conn->in.at[len - 1] == '\r' ? len - 1 : len);
			take(conn, len + 1);
			return true;
		}
		if (!conn->open || !fill(conn))
			return false;
	}
}

bool fake_conn_bytes(fake_conn *conn, size_t len, rap_buf *out)
{
	while (conn->in.len < len)
		if (!conn->open || !fill(conn))
			return false;
	rap_buf_add(out, conn->in.at, len);
	take(conn, len);
	return true;
}

void fake_conn_drain(fake_conn *conn)
{
	while (conn->open && fill(conn))
		take(conn, conn->in.len);
}

bool fake_conn_send(fake_conn *conn, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (conn->open && len > 0 && !is_cut(conn)) {
		size_t now =
			(size_t)before_cut(conn, conn->world->cut_sent, conn->n_sent, (ssize_t)len);
		ssize_t n = conn->tls ? gnutls_record_send(conn->tls, at, now)
		                      : send(conn->fd, at, now, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n > 0) {
			at += n;
			len -= (size_t)n;
			conn->n_sent += n;
		} else if (!is_again(conn, n) || !ready(conn, POLLOUT)) {
			fake_conn_log(conn, "the client is gone");
			fake_conn_close(conn, false);
		}
	}
	return !is_cut(conn) && conn->open;
}

bool fake_conn_say(fake_conn *conn, const char *format, ...)
{
	rap_buf text = rap_buf_init(FAKE_LINE_MAX);
	va_list args;
	bool good;

	va_start(args, format);
	rap_buf_vprintf(&text, format, args);
	va_end(args);
	rap_buf_str(&text, "\r\n");
	good = fake_conn_send(conn, text.at, text.len);
	rap_buf_done(&text);
	return good;
}

/* ---- TLS ------------------------------------------------------------------------------------------------ */

bool fake_conn_start_tls(fake_conn *conn)
{
	const fake_world *w = conn->world;
	gnutls_session_t tls = NULL;
	const char *at = NULL;
	int r;

	log_heard(conn, true);
	rap_buf_cut(&conn->in, 0);
	r = gnutls_certificate_allocate_credentials(&conn->credentials);
	if (r == 0)
		r = gnutls_certificate_set_x509_key_file(conn->credentials, w->certificate, w->key,
		                                         GNUTLS_X509_FMT_PEM);
	if (r == 0)
		r = gnutls_init(&tls, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
	if (r == 0)
		r = gnutls_priority_set_direct(tls, w->priority ? w->priority : "NORMAL", &at);
	if (r == 0)
		r = gnutls_credentials_set(tls, GNUTLS_CRD_CERTIFICATE, conn->credentials);
	if (r != 0) {
		fake_conn_log(conn, "TLS cannot be set up: %s", gnutls_strerror(r));
		fake_conn_close(conn, false);
		return false;
	}
	gnutls_transport_set_int(tls, conn->fd);
	do {
		r = gnutls_handshake(tls);
		if (r == GNUTLS_E_AGAIN &&
		    !ready(conn, gnutls_record_get_direction(tls) == 0 ? POLLIN : POLLOUT))
			break;
	} while (r < 0 && gnutls_error_is_fatal(r) == 0);
	if (r < 0) {
		fake_conn_log(conn, "TLS failed: %s", gnutls_strerror(r));
		gnutls_deinit(tls);
		fake_conn_close(conn, false);
		return false;
	}
	conn->tls = tls;
	fake_conn_log(conn, "TLS stands");
	return true;
}

void fake_conn_close(fake_conn *conn, bool reset)
{
	if (!conn->open)
		return;
	log_heard(conn, true);
	if (conn->tls && !reset)
		(void)gnutls_bye(conn->tls, GNUTLS_SHUT_WR);
	if (reset) {
		struct linger none = {1, 0};

		(void)setsockopt(conn->fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
	}
	if (conn->tls)
		gnutls_deinit(conn->tls);
	conn->tls = NULL;
	if (conn->credentials)
		gnutls_certificate_free_credentials(conn->credentials);
	conn->credentials = NULL;
	(void)close(conn->fd);
	conn->open = false;
	fake_conn_log(conn, "octets: %ld sent, %ld heard", conn->n_sent, conn->n_heard);
	fake_conn_log(conn, "closed");
}
