// SPDX-License-Identifier: Apache-2.0
/*
 * A client that says what standard input says, for the tests of the fake server.
 *
 *     talk PORT [--tls]
 *
 * Lines of input: "> text" is sent with CRLF, "< pattern" waits for a line that fits (a glob) and prints it, "tls"
 * begins TLS, "end" waits for the server to close. TLS accepts any certificate: nothing here is a secret.
 * Status 1: another line came, or the connection ended. Waits 20 s at most.
 */
#include "common/attr.h"

#include <arpa/inet.h>
#include <fnmatch.h>
#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int fd;
static gnutls_session_t tls;
static gnutls_certificate_credentials_t credentials;

RAP_NORETURN static void fail(const char *what, const char *with)
{
	fprintf(stderr, "talk: %s%s\n", what, with);
	exit(1);
}

static void start_tls(void)
{
	int r = gnutls_certificate_allocate_credentials(&credentials);

	if (r == 0)
		r = gnutls_init(&tls, GNUTLS_CLIENT);
	if (r == 0)
		r = gnutls_set_default_priority(tls);
	if (r == 0)
		r = gnutls_credentials_set(tls, GNUTLS_CRD_CERTIFICATE, credentials);
	if (r == 0) {
		gnutls_transport_set_int(tls, fd);
		do
			r = gnutls_handshake(tls);
		while (r < 0 && gnutls_error_is_fatal(r) == 0);
	}
	if (r < 0)
		fail("TLS: ", gnutls_strerror(r));
}

/* One octet; -1 at the end. */
static int next(void)
{
	unsigned char c;
	ssize_t n = tls ? gnutls_record_recv(tls, &c, 1) : recv(fd, &c, 1, 0);

	return n == 1 ? c : -1;
}

static void say(const char *text)
{
	char line[4096]; /* a script's line is shorter; snprintf says when not */
	int n = snprintf(line, sizeof line, "%s\r\n", text);
	ssize_t sent;

	if (n < 0 || (size_t)n >= sizeof line)
		fail("too long: ", text);
	sent = tls ? gnutls_record_send(tls, line, (size_t)n)
	           : send(fd, line, (size_t)n, MSG_NOSIGNAL);
	if (sent != n)
		fail("cannot say ", text);
}

static void hear(const char *pattern)
{
	char line[4096]; /* longer lines are cut */
	size_t len = 0;
	int c;

	while ((c = next()) != '\n') {
		if (c < 0)
			fail("closed, instead of ", pattern);
		if (c != '\r' && len < sizeof line - 1)
			line[len++] = (char)c;
	}
	line[len] = '\0';
	printf("%s\n", line);
	if (fnmatch(pattern, line, 0) != 0)
		fail("not as expected: ", line);
}

static void play(char *line)
{
	line[strcspn(line, "\n")] = '\0';
	if (strncmp(line, "> ", 2) == 0)
		say(line + 2);
	else if (strncmp(line, "< ", 2) == 0)
		hear(line + 2);
	else if (strcmp(line, "tls") == 0)
		start_tls();
	else if (strcmp(line, "end") == 0)
		while (next() >= 0)
			continue;
	else
		fail("what is ", line);
}

int main(int argc, char **argv)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	char *line = NULL;
	size_t room = 0;

	if (argc < 2)
		fail("PORT [--tls]", "");
	(void)alarm(20);
	at.sin_port = htons((uint16_t)strtoul(argv[1], NULL, 10));
	fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) < 0)
		fail("no connection to ", argv[1]);
	if (argc > 2)
		start_tls();
	while (getline(&line, &room, stdin) > 0)
		play(line);
	free(line);
	if (tls)
		gnutls_deinit(tls);
	if (credentials)
		gnutls_certificate_free_credentials(credentials);
	(void)close(fd);
	return 0;
}
