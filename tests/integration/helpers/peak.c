// SPDX-License-Identifier: Apache-2.0
/*
 * peak FILE PROGRAM ARGUMENTS...: runs it, and writes into FILE how much memory the largest process of all those it
 * started and waited for had at its peak, in KiB, and how much processor time all of them took, in ms. SIGTERM is
 * passed on. Its status.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile pid_t child;

static void on_signal(int number)
{
	if (child > 0)
		(void)kill(child, number);
}

static long ms(struct timeval t)
{
	return (long)t.tv_sec * 1000 + (long)t.tv_usec / 1000;
}

/* The signal is held back until there is a child to pass it on to. */
static void start(char **arguments)
{
	struct sigaction pass = {.sa_handler = on_signal};
	sigset_t term, before;

	(void)sigemptyset(&term);
	(void)sigaddset(&term, SIGTERM);
	(void)sigprocmask(SIG_BLOCK, &term, &before);
	(void)sigaction(SIGTERM, &pass, NULL);
	child = fork();
	if (child == 0) {
		(void)signal(SIGTERM, SIG_DFL);
		(void)sigprocmask(SIG_SETMASK, &before, NULL);
		(void)execv(arguments[0], arguments);
		perror(arguments[0]);
		_exit(127);
	}
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
}

int main(int argc, char **argv)
{
	struct rusage used = {0};
	int status = 0;
	FILE *file;

	if (argc < 3)
		return 64;
	start(argv + 2);
	while (wait4(child, &status, 0, &used) < 0)
		if (errno != EINTR) {
			perror("peak");
			return 127;
		}
	file = fopen(argv[1], "w");
	if (!file)
		return 127;
	fprintf(file, "%ld %ld\n", used.ru_maxrss, ms(used.ru_utime) + ms(used.ru_stime));
	if (fclose(file) != 0)
		return 127;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
