// SPDX-License-Identifier: Apache-2.0
/*
 * fault_proxy UPSTREAM-PORT PORT-FILE LOG SEED: a proxy on 127.0.0.1 that spoils connections, each by a fault drawn from the
 * seed and the number of the connection: cut, reset or half closed after some octets of either side, silent for a moment and then
 * cut, in drops, in crumbs, refused, or greeted by nonsense; one in four is left alone. A line of the log for each.
 * One connection is one process; it ends with its parent's SIGTERM only by the sockets closing.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { NONE, CUT, RESET, HALF, STALL, DRIP, CRUMBS, REFUSED, NONSENSE, N_FAULTS };
static const char *const names[] = {"none", "cut",    "reset",   "half",    "stall",
                                    "drip", "crumbs", "refused", "nonsense"};

typedef struct plan {
	int fault;
	bool from_server; /* whose octets are counted */
	long after;
} plan;

static uint64_t state;

/* xorshift64*: the same on every machine. */
static uint64_t draw(uint64_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * UINT64_C(2685821657736338717) >> 16) % below;
}

static plan make_plan(uint64_t seed, uint64_t number)
{
	plan p;

	state = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15) + number * UINT64_C(0xBF58476D1CE4E5B9);
	for (int i = 0; i < 8; i++)
		(void)draw(2);
	p.fault = draw(4) == 0 ? NONE : 1 + (int)draw(N_FAULTS - 1);
	p.from_server = draw(2) == 0;
	/* Most of a session's dangers lie early and at its ends of lines; some lie within a long mail. */
	p.after = (long)(draw(3) == 0 ? draw(60000) : draw(1500));
	return p;
}

static void nap(long ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	(void)nanosleep(&t, NULL);
}

static bool put(int to, const char *bytes, size_t n, const plan *p)
{
	size_t step = p->fault == DRIP ? 1 : p->fault == CRUMBS ? 1 + draw(7) : n;

	while (n > 0) {
		size_t part = step < n ? step : n;
		ssize_t done = send(to, bytes, part, MSG_NOSIGNAL);

		if (done <= 0)
			return false;
		bytes += done;
		n -= (size_t)done;
		if (p->fault == DRIP && n > 0 && draw(16) == 0)
			nap(1);
	}
	return true;
}

static void strike(int client, int server, const plan *p)
{
	struct linger now = {1, 0};

	if (p->fault == STALL)
		nap(1500);
	if (p->fault == HALF) {
		(void)shutdown(client, SHUT_WR);
		nap(300);
	}
	if (p->fault == RESET) {
		(void)setsockopt(client, SOL_SOCKET, SO_LINGER, &now, sizeof now);
		(void)setsockopt(server, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	}
	(void)close(client);
	(void)close(server);
}

static bool strikes(const plan *p)
{
	return p->fault >= CUT && p->fault <= STALL;
}

/* Until one side ends, or the fault's moment has come. */
static void relay(int client, int server, const plan *p)
{
	struct pollfd sides[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
	long left = p->after;
	char bytes[4096];

	while (poll(sides, 2, 120000) > 0)
		for (int i = 0; i < 2; i++) {
			bool counted = strikes(p) && (i == 1) == p->from_server;
			ssize_t n;

			if (!sides[i].revents)
				continue;
			n = recv(sides[i].fd, bytes, sizeof bytes, 0);
			if (n <= 0)
				return;
			if (counted && n >= left) {
				(void)put(sides[1 - i].fd, bytes, (size_t)left, p);
				strike(client, server, p);
				return;
			}
			left -= counted ? n : 0;
			if (!put(sides[1 - i].fd, bytes, (size_t)n, p))
				return;
		}
}

static int connect_to(int port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) != 0)
		return -1;
	return fd;
}

static void serve(int client, int port, const plan *p)
{
	static const char nonsense[] = "\x16\x03\x01\x02 no server speaks so\r\n{99999999}\r\n";
	int server;

	if (p->fault == REFUSED)
		return;
	if (p->fault == NONSENSE)
		(void)send(client, nonsense, sizeof nonsense - 1, MSG_NOSIGNAL);
	server = connect_to(port);
	if (server >= 0)
		relay(client, server, p);
}

static int listening(const char *port_file)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t len = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	FILE *file;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, 64) != 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &len) != 0)
		return -1;
	file = fopen(port_file, "w");
	if (!file || fprintf(file, "%d\n", ntohs(at.sin_port)) < 0 || fclose(file) != 0)
		return -1;
	return fd;
}

int main(int argc, char **argv)
{
	int fd, client, port = argc == 5 ? atoi(argv[1]) : 0;
	uint64_t seed = argc == 5 ? strtoull(argv[4], NULL, 10) : 0;
	FILE *log = argc == 5 ? fopen(argv[3], "w") : NULL;

	if (!port || !log || (fd = listening(argv[2])) < 0) {
		fprintf(stderr, "fault_proxy UPSTREAM-PORT PORT-FILE LOG SEED\n");
		return 64;
	}
	(void)signal(SIGCHLD, SIG_IGN);
	for (uint64_t number = 1; (client = accept(fd, NULL, NULL)) >= 0 || errno == EINTR;
	     number++) {
		plan p = make_plan(seed, number);

		fprintf(log, "%llu %s %s %ld\n", (unsigned long long)number, names[p.fault],
		        p.from_server ? "server" : "client", p.after);
		fflush(log);
		if (fork() == 0) {
			(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
			(void)close(fd);
			serve(client, port, &p);
			_exit(0);
		}
		(void)close(client);
	}
	return 1;
}
