// SPDX-License-Identifier: Apache-2.0
/*
 * terminal SECONDS COMMAND...: a command in a terminal of its own, for mail programs that want one. What it shows goes to
 * standard output; nobody types. Status: the command's, 124 when it was ended after SECONDS.
 *
 * Where no terminals are mounted (a bare root directory) root makes itself a file system of them that nobody else sees.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* A file system of terminals that is mounted nowhere. */
static int private_master(void)
{
	int fs = fsopen("devpts", FSOPEN_CLOEXEC), mount, master = -1;

	if (fs < 0 || fsconfig(fs, FSCONFIG_SET_STRING, "ptmxmode", "666", 0) < 0 ||
	    fsconfig(fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0) < 0)
		return -1;
	mount = fsmount(fs, FSMOUNT_CLOEXEC, 0);
	if (mount >= 0)
		master = openat(mount, "ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
	return master;
}

static int open_pair(int *ret_master)
{
	static const struct winsize size = {.ws_row = 60, .ws_col = 120};
	int no_lock = 0, slave;

	*ret_master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (*ret_master < 0)
		*ret_master = private_master();
	if (*ret_master < 0 || ioctl(*ret_master, TIOCSPTLCK, &no_lock) < 0)
		return -1;
	slave = ioctl(*ret_master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (slave >= 0)
		(void)ioctl(slave, TIOCSWINSZ, &size);
	return slave;
}

static pid_t start(char **command, int slave)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	(void)setsid();
	(void)ioctl(slave, TIOCSCTTY, 0);
	if (dup2(slave, 0) < 0 || dup2(slave, 1) < 0 || dup2(slave, 2) < 0)
		_exit(71);
	execvp(command[0], command);
	perror(command[0]);
	_exit(127);
}

/* Shows what the command shows until it has ended (the last one to have the terminal open closes it). */
static int show(int master, pid_t pid, time_t end)
{
	char bytes[4096];
	int status;

	for (;;) {
		struct pollfd p = {.fd = master, .events = POLLIN};
		ssize_t n = 0;

		if (poll(&p, 1, 100) > 0) {
			n = read(master, bytes, sizeof bytes);
			if (n > 0)
				(void)!write(1, bytes, (size_t)n);
		}
		if (n <= 0 && waitpid(pid, &status, WNOHANG) == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		if (time(NULL) >= end)
			break;
	}
	(void)kill(-pid, SIGKILL);
	(void)waitpid(pid, &status, 0);
	return 124;
}

int main(int argc, char **argv)
{
	int master, slave;
	pid_t pid;

	if (argc < 3)
		return 64;
	slave = open_pair(&master);
	if (slave < 0) {
		perror("terminal");
		return 71;
	}
	pid = start(argv + 2, slave);
	if (pid < 0)
		return 71;
	(void)close(slave);
	return show(master, pid, time(NULL) + strtol(argv[1], NULL, 10));
}
