// SPDX-License-Identifier: Apache-2.0
/*
 * A policy server for Postfix whose answers a test can change at any time:   policy_server RULES PORT-FILE
 *
 * RULES is read for every question; the first line that matches answers:
 *     STATE PATTERN SECONDS ACTION...
 * STATE is RCPT, DATA or END-OF-MESSAGE; PATTERN (a glob) is matched with the recipient, where there is just one, and with
 * the sender; after SECONDS of silence ACTION is said, %d in it being the sender's domain. No line: DUNNO.
 */
#include <arpa/inet.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINE 2048

typedef struct question {
	char state[64], sender[LINE], recipient[LINE];
} question;

static void say_action(FILE *out, const char *action, const char *sender)
{
	const char *at = strrchr(sender, '@');

	fputs("action=", out);
	for (const char *p = action; *p && *p != '\n'; p++) {
		if (p[0] == '%' && p[1] == 'd') {
			fputs(at ? at + 1 : "none.invalid", out);
			p++;
		} else {
			fputc(*p, out);
		}
	}
	fputs("\n\n", out);
	fflush(out);
}

static void answer(FILE *out, const char *path, const question *q)
{
	FILE *rules = fopen(path, "r");
	char line[LINE], state[64], pattern[LINE];
	unsigned seconds;
	int used;

	while (rules && fgets(line, sizeof line, rules)) {
		if (sscanf(line, "%63s %2047s %u %n", state, pattern, &seconds, &used) != 3 ||
		    strcmp(state, q->state) != 0 ||
		    (fnmatch(pattern, q->recipient, 0) != 0 && fnmatch(pattern, q->sender, 0) != 0))
			continue;
		fclose(rules);
		sleep(seconds);
		say_action(out, line + used, q->sender);
		return;
	}
	if (rules)
		fclose(rules);
	say_action(out, "DUNNO", "");
}

static void take(char *to, size_t size, const char *line, const char *key)
{
	size_t n = strlen(key);

	if (strncmp(line, key, n) == 0)
		snprintf(to, size, "%.*s", (int)strcspn(line + n, "\r\n"), line + n);
}

static void serve(int fd, const char *path)
{
	FILE *in = fdopen(fd, "r"), *out = fdopen(dup(fd), "w");
	char line[LINE];
	question q = {{0}, {0}, {0}};

	while (in && out && fgets(line, sizeof line, in)) {
		take(q.state, sizeof q.state, line, "protocol_state=");
		take(q.sender, sizeof q.sender, line, "sender=");
		take(q.recipient, sizeof q.recipient, line, "recipient=");
		if (line[0] == '\n') {
			answer(out, path, &q);
			q = (question){{0}, {0}, {0}};
		}
	}
}

int main(int argc, char **argv)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t len = sizeof at;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	FILE *port;

	if (argc != 3)
		return 64;
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (listener < 0 || bind(listener, (struct sockaddr *)&at, sizeof at) < 0 ||
	    listen(listener, 50) < 0 || getsockname(listener, (struct sockaddr *)&at, &len) < 0) {
		perror("policy_server");
		return 1;
	}
	port = fopen(argv[2], "w");
	if (!port || fprintf(port, "%d\n", ntohs(at.sin_port)) < 0 || fclose(port) != 0)
		return 1;
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			continue;
		if (fork() == 0) {
			close(listener);
			serve(fd, argv[1]);
			_exit(0);
		}
		close(fd);
	}
}
