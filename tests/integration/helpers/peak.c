// SPDX-License-Identifier: Apache-2.0
/*
 * peak FILE PROGRAM ARGUMENTS...: runs it, and writes into FILE how much memory the largest process of all those it
 * started and waited for had at its peak, in KiB, and how much processor time all of them took, in ms. Its status.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static long ms(struct timeval t)
{
	return (long)t.tv_sec * 1000 + (long)t.tv_usec / 1000;
}

int main(int argc, char **argv)
{
	struct rusage used;
	int status = 0;
	FILE *file;
	pid_t pid;

	if (argc < 3)
		return 64;
	pid = fork();
	if (pid == 0) {
		(void)execv(argv[2], argv + 2);
		perror(argv[2]);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) < 0) {
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
