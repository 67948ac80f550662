// SPDX-License-Identifier: Apache-2.0
/* TCP with deadlines and budgets, as a low stream of libetpan; see stream.h. */
#include "mail/stream.h"

#include "common/clock.h"
#include "common/limits.h"
#include "common/mem.h"
#include "mail/nesting.h"
#include "mail/tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ETPAN_BUFFER 65536u
#define WHY_MAX 1000u

struct rap_stream {
	int fd; /* -1: dropped */
	rap_tls_session *tls; /* NULL: in clear */
	char *host, *name, *ca_file;
	int64_t deadline; /* of the operation, in ms of the monotonic clock */
	int64_t silence; /* how many ms it may last without an octet of the server; 0: no limit */
	int64_t quiet_until; /* the next octet must have come, when there is such a limit */
	size_t budget; /* bytes that may still be received in it */
	rap_nesting nesting; /* SMTP has no lists, and never comes near the limit */
	rap_buf why;
	mailstream *etpan;
};

/* The first reason stands. */
static void fail(rap_stream *stream, const char *why)
{
	if (stream->why.len == 0)
		rap_buf_str(&stream->why, why);
	rap_stream_drop(stream);
}

/* Until the socket is ready for `events`. false: the deadline has come, or the socket is broken. */
static bool wait_for(rap_stream *stream, short events)
{
	for (;;) {
		struct pollfd p = {stream->fd, events, 0};
		bool is_silence = stream->silence > 0 && stream->quiet_until < stream->deadline;
		int64_t left =
			(is_silence ? stream->quiet_until : stream->deadline) - rap_clock_ms();
		int n = left > 0 ? poll(&p, 1, left < INT32_MAX ? (int)left : INT32_MAX) : 0;

		if (n > 0)
			return true;
		if (n == 0 && left <= 0) {
			fail(stream, is_silence ? "the server says nothing any more"
			                        : "the server took too long");
			return false;
		}
		if (n < 0 && errno != EINTR) {
			fail(stream, strerror(errno));
			return false;
		}
	}
}

/* ---- connecting ----------------------------------------------------------------------------------------- */

static int connect_to(rap_stream *stream, const struct addrinfo *address)
{
	int number = 0, on = 1;
	socklen_t len = sizeof number;

	stream->fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
	                    address->ai_protocol);
	if (stream->fd < 0)
		return errno;
	/* A mail is many small commands; each waits for its answer. */
	(void)setsockopt(stream->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	(void)setsockopt(stream->fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	if (connect(stream->fd, address->ai_addr, address->ai_addrlen) < 0) {
		struct pollfd p = {stream->fd, POLLOUT, 0};
		int64_t left = stream->deadline - rap_clock_ms();

		if (errno != EINPROGRESS)
			return errno;
		if (poll(&p, 1, left > 0 ? (int)left : 0) != 1)
			return ETIMEDOUT;
		if (getsockopt(stream->fd, SOL_SOCKET, SO_ERROR, &number, &len) < 0)
			return errno;
	}
	return number;
}

/* The addresses of the name in the order of RFC 6724, each with its share of the time. */
static rap_err connect_any(rap_stream *stream, const rap_server *server, int seconds, rap_buf *why)
{
	struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
	struct addrinfo *all = NULL;
	char port[8];
	int r, number = 0, n = 0;

	(void)snprintf(port, sizeof port, "%d", server->port);
	r = getaddrinfo(server->host, port, &hints, &all);
	if (r != 0) {
		rap_buf_printf(why,
		               "%s: the name cannot be resolved: %s; check host, and that this "
		               "machine can ask for names",
		               stream->name, r == EAI_SYSTEM ? strerror(errno) : gai_strerror(r));
		return RAP_E_AGAIN;
	}
	for (const struct addrinfo *a = all; a; a = a->ai_next)
		n++;
	for (const struct addrinfo *a = all; a; a = a->ai_next) {
		stream->deadline = rap_clock_ms() + (int64_t)seconds * 1000 / n;
		number = connect_to(stream, a);
		if (number == 0)
			break;
		if (stream->fd >= 0)
			(void)close(stream->fd);
		stream->fd = -1;
	}
	freeaddrinfo(all);
	if (stream->fd >= 0)
		return RAP_OK;
	rap_buf_printf(why,
	               "%s: cannot be reached: %s; check host and port, and that no firewall "
	               "stands between",
	               stream->name, strerror(number));
	return RAP_E_AGAIN;
}

rap_err rap_stream_start_tls(rap_stream *stream, int seconds, rap_buf *why)
{
	rap_buf said = rap_buf_init(WHY_MAX);
	rap_err err = rap_tls_new(stream->fd, stream->host, stream->ca_file, &stream->tls, &said);
	rap_tls_step step = RAP_TLS_WANTS_READ;

	stream->deadline = rap_clock_ms() + (int64_t)seconds * 1000;
	stream->silence = 0;
	while (err == RAP_OK && step != RAP_TLS_DONE) {
		step = rap_tls_handshake(stream->tls, &said);
		if (step == RAP_TLS_FAILED)
			fail(stream, rap_buf_text(&said));
		if (step == RAP_TLS_FAILED ||
		    (step != RAP_TLS_DONE &&
		     !wait_for(stream, step == RAP_TLS_WANTS_READ ? POLLIN : POLLOUT)))
			err = RAP_E_AGAIN;
	}
	if (err != RAP_OK)
		rap_buf_printf(why, "%s: %s", stream->name,
		               rap_stream_why(stream) ? rap_stream_why(stream)
		                                      : rap_buf_text(&said));
	rap_buf_done(&said);
	return err;
}

static void free_stream(rap_stream *stream)
{
	rap_stream_drop(stream);
	stream->tls = rap_tls_free(stream->tls);
	free(stream->host);
	free(stream->name);
	free(stream->ca_file);
	rap_buf_done(&stream->why);
	free(stream);
}

rap_err rap_stream_open(const rap_server *server, int seconds, rap_stream **ret, rap_buf *why)
{
	rap_stream *stream = rap_calloc(1, sizeof *stream);
	rap_buf name = rap_buf_init(RAP_KIB);
	rap_err err;

	rap_buf_printf(&name, strchr(server->host, ':') ? "[%s]:%d" : "%s:%d", server->host,
	               server->port);
	*stream = (rap_stream){
		.fd = -1,
		.host = rap_strdup(server->host),
		.name = rap_buf_take(&name),
		.ca_file = rap_strdup(server->ca_file),
		.why = rap_buf_init(WHY_MAX),
	};
	err = connect_any(stream, server, seconds, why);
	if (err == RAP_OK && server->tls == RAP_TLS_IMPLICIT)
		err = rap_stream_start_tls(stream, seconds, why);
	if (err != RAP_OK) {
		free_stream(stream);
		return err;
	}
	*ret = stream;
	return RAP_OK;
}

/* ---- reading and writing -------------------------------------------------------------------------------- */

/* One try. RAP_TLS_WANTS_*: wait and try again, whether there is TLS or not. */
static rap_tls_step try_read(rap_stream *stream, void *at, size_t len, size_t *ret_n, rap_buf *why)
{
	ssize_t n;

	if (stream->tls)
		return rap_tls_read(stream->tls, at, len, ret_n, why);
	n = recv(stream->fd, at, len, 0);
	if (n >= 0) {
		*ret_n = (size_t)n;
		return RAP_TLS_DONE;
	}
	if (errno == EAGAIN || errno == EINTR)
		return RAP_TLS_WANTS_READ;
	rap_buf_str(why, strerror(errno));
	return RAP_TLS_FAILED;
}

static rap_tls_step try_write(rap_stream *stream, const void *at, size_t len, size_t *ret_n,
                              rap_buf *why)
{
	ssize_t n;

	if (stream->tls)
		return rap_tls_write(stream->tls, at, len, ret_n, why);
	n = send(stream->fd, at, len, MSG_NOSIGNAL);
	if (n >= 0) {
		*ret_n = (size_t)n;
		return RAP_TLS_DONE;
	}
	if (errno == EAGAIN || errno == EINTR)
		return RAP_TLS_WANTS_WRITE;
	rap_buf_str(why, strerror(errno));
	return RAP_TLS_FAILED;
}

/* Whether to try again after a step that was not the last. */
static bool once_more(rap_stream *stream, rap_tls_step step, const rap_buf *why)
{
	if (step == RAP_TLS_FAILED) {
		fail(stream, rap_buf_text(why));
		return false;
	}
	return wait_for(stream, step == RAP_TLS_WANTS_READ ? POLLIN : POLLOUT);
}

/* libetpan takes 0 for "try again" and would do so for ever: the end of a connection is an error. */
static ssize_t low_read(mailstream_low *low, void *at, size_t len)
{
	rap_stream *stream = low->data;
	rap_buf why = rap_buf_init(WHY_MAX);
	rap_tls_step step = RAP_TLS_WANTS_READ;
	size_t n = 0;

	if (stream->fd >= 0 && stream->budget == 0)
		fail(stream, "the server sends more than there can be");
	if (len > stream->budget)
		len = stream->budget;
	while (stream->fd >= 0 && step != RAP_TLS_DONE) {
		step = try_read(stream, at, len, &n, &why);
		if (step != RAP_TLS_DONE && !once_more(stream, step, &why))
			break;
	}
	if (stream->fd >= 0 && n == 0)
		fail(stream, "the server closed the connection");
	if (stream->fd >= 0 && !rap_nesting_watch(&stream->nesting, at, n))
		fail(stream, "the server sends lists in lists without end");
	rap_buf_done(&why);
	stream->budget -= n;
	stream->quiet_until = rap_clock_ms() + stream->silence;
	return stream->fd >= 0 ? (ssize_t)n : -1;
}

static ssize_t low_write(mailstream_low *low, const void *at, size_t len)
{
	rap_stream *stream = low->data;
	rap_buf why = rap_buf_init(WHY_MAX);
	rap_tls_step step = RAP_TLS_WANTS_WRITE;
	size_t n = 0;

	while (stream->fd >= 0 && step != RAP_TLS_DONE) {
		step = try_write(stream, at, len, &n, &why);
		if (step != RAP_TLS_DONE && !once_more(stream, step, &why))
			break;
	}
	rap_buf_done(&why);
	return stream->fd >= 0 ? (ssize_t)n : -1;
}

static int low_close(mailstream_low *low)
{
	rap_stream_drop(low->data);
	return 0;
}

static int low_fd(mailstream_low *low)
{
	return rap_stream_fd(low->data);
}

static void low_free(mailstream_low *low)
{
	free_stream(low->data);
	low->data = NULL;
	free(low);
}

mailstream *rap_stream_etpan(rap_stream *stream)
{
	static mailstream_low_driver driver = {
		.mailstream_read = low_read,
		.mailstream_write = low_write,
		.mailstream_close = low_close,
		.mailstream_get_fd = low_fd,
		.mailstream_free = low_free,
	};
	mailstream_low *low = mailstream_low_new(stream, &driver);

	stream->etpan = low ? mailstream_new(low, ETPAN_BUFFER) : NULL;
	if (low && !stream->etpan)
		free(low);
	return stream->etpan;
}

/* ---- for the sessions ----------------------------------------------------------------------------------- */

void rap_stream_begin(rap_stream *stream, int seconds, size_t bytes)
{
	stream->deadline = rap_clock_ms() + (int64_t)seconds * 1000;
	stream->budget = bytes;
	stream->silence = 0;
}

void rap_stream_limit_silence(rap_stream *stream, int seconds)
{
	stream->silence = (int64_t)seconds * 1000;
	stream->quiet_until = rap_clock_ms() + stream->silence;
}

void rap_stream_drop(rap_stream *stream)
{
	if (stream->fd < 0)
		return;
	if (stream->tls && stream->why.len == 0)
		rap_tls_bye(stream->tls);
	(void)close(stream->fd);
	stream->fd = -1;
}

bool rap_stream_is_secure(const rap_stream *stream)
{
	return stream->tls != NULL;
}

void rap_stream_wipe(rap_stream *stream)
{
	if (stream->etpan)
		explicit_bzero(stream->etpan->write_buffer, stream->etpan->buffer_max_size);
}

bool rap_stream_is_ahead(const rap_stream *stream)
{
	return (stream->etpan && stream->etpan->read_buffer_len > 0) ||
	       (stream->tls && stream->fd >= 0 && rap_tls_pending(stream->tls));
}

int rap_stream_fd(const rap_stream *stream)
{
	return stream->fd;
}

const char *rap_stream_name(const rap_stream *stream)
{
	return stream->name;
}

const char *rap_stream_why(const rap_stream *stream)
{
	return stream->why.len > 0 ? rap_buf_text(&stream->why) : NULL;
}

void rap_stream_local_literal(const rap_stream *stream, rap_buf *out)
{
	struct sockaddr_storage local = {0};
	socklen_t len = sizeof local;
	char text[INET6_ADDRSTRLEN] = "127.0.0.1";
	bool is_v6;

	if (getsockname(stream->fd, (struct sockaddr *)&local, &len) < 0)
		local.ss_family = AF_UNSPEC;
	is_v6 = local.ss_family == AF_INET6;
	if (is_v6)
		(void)inet_ntop(AF_INET6, &((struct sockaddr_in6 *)&local)->sin6_addr, text,
		                sizeof text);
	else if (local.ss_family == AF_INET)
		(void)inet_ntop(AF_INET, &((struct sockaddr_in *)&local)->sin_addr, text,
		                sizeof text);
	rap_buf_printf(out, is_v6 ? "[IPv6:%s]" : "[%s]", text);
}
