/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A peer for tests of SMTP: a process on 127.0.0.1 that does what a list of words says.
 *
 *     "S:text"    says the text and CRLF           "C:text"  hears exactly this line
 *     "P:text"    hears a line that begins so      "D"       hears lines up to a lone dot
 *     "X"         closes                           "H"       is silent until the client has closed
 *     "E"         says x without end               "T"       says x every 20 ms
 *     "N"         waits for the next connection
 *
 * Its exit status is 0 when it heard all that; otherwise it has said what it heard instead.
 */
#ifndef RAP_TESTS_SMTP_PEER_H
#define RAP_TESTS_SMTP_PEER_H

#include "common/attr.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PEER_PATIENCE_S 60

typedef struct peer {
	pid_t pid;
	int port;
} peer;

typedef struct peer_side {
	int listening, fd;
	char line[4096];
} peer_side;

RAP_NORETURN static inline void peer_fails(const char *want, const char *got)
{
	fprintf(stderr, "peer: wanted \"%s\", got \"%s\"\n", want, got);
	_exit(1);
}

/* A line without its end; false: the client has closed. */
static inline bool peer_line(peer_side *s)
{
	size_t n = 0;
	char c;

	while (n + 1 < sizeof s->line && recv(s->fd, &c, 1, 0) == 1) {
		if (c == '\n') {
			s->line[n > 0 && s->line[n - 1] == '\r' ? n - 1 : n] = '\0';
			return true;
		}
		s->line[n++] = c;
	}
	s->line[n] = '\0';
	return false;
}

static inline void peer_close(peer_side *s)
{
	if (s->fd >= 0)
		(void)close(s->fd);
	s->fd = -1;
}

static inline void peer_accept(peer_side *s)
{
	peer_close(s);
	s->fd = accept(s->listening, NULL, NULL);
	if (s->fd < 0)
		peer_fails("a connection", "none");
}

static inline void peer_does(peer_side *s, const char *word)
{
	const char *text = word + (word[1] == ':' ? 2 : 1);
	int n;

	switch (word[0]) {
	case 'S':
		n = snprintf(s->line, sizeof s->line, "%s\r\n", text);
		(void)send(s->fd, s->line, (size_t)n, MSG_NOSIGNAL);
		break;
	case 'C':
	case 'P':
		if (!peer_line(s) || (word[0] == 'C' ? strcmp(s->line, text) != 0
		                                     : strncmp(s->line, text, strlen(text)) != 0))
			peer_fails(word, s->line);
		break;
	case 'D':
		do
			if (!peer_line(s))
				peer_fails("a dot", s->line);
		while (strcmp(s->line, ".") != 0);
		break;
	case 'X':
		peer_close(s);
		break;
	case 'H':
		while (peer_line(s))
			continue;
		break;
	case 'E':
		while (send(s->fd, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 32, MSG_NOSIGNAL) > 0)
			continue;
		break;
	case 'T':
		while (send(s->fd, "x", 1, MSG_NOSIGNAL) > 0)
			(void)poll(NULL, 0, 20);
		break;
	case 'N':
		peer_accept(s);
		break;
	default:
		peer_fails("a word", word);
	}
}

/* words end with NULL. */
static inline peer peer_start(const char *const *words)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof address;
	peer_side s = {.listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), .fd = -1};
	pid_t pid;

	if (s.listening < 0 || bind(s.listening, (struct sockaddr *)&address, len) < 0 ||
	    listen(s.listening, 8) < 0 ||
	    getsockname(s.listening, (struct sockaddr *)&address, &len) < 0)
		abort();
	(void)fflush(NULL);
	pid = fork();
	if (pid < 0)
		abort();
	if (pid == 0) {
		(void)alarm(PEER_PATIENCE_S); /* nobody waits for ever for a broken test */
		peer_accept(&s);
		for (; *words; words++)
			peer_does(&s, *words);
		_exit(0);
	}
	(void)close(s.listening);
	return (peer){pid, ntohs(address.sin_port)};
}

/* Whether it heard what it should. */
static inline bool peer_end(const peer *p)
{
	int status = -1;

	return waitpid(p->pid, &status, 0) == p->pid && status == 0;
}

#endif
