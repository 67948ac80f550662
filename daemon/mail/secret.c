// SPDX-License-Identifier: Apache-2.0
/* Passwords and tokens from files and commands; see secret.h. */
#include "mail/secret.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/strv.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TICK_MS 20

static int64_t now_ms(void)
{
	struct timespec now = {0};

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Bytes on their way; never in a rap_buf, which leaves copies behind when it grows. */
typedef struct taken {
	char at[RAP_SECRET_MAX + 2];
	size_t len;
} taken;

static taken *taken_new(void)
{
	taken *t = rap_calloc(1, sizeof *t);

	(void)mlock(t, sizeof *t); /* where it is not allowed, the secret may reach the swap */
	return t;
}

static void taken_free(taken *t)
{
	explicit_bzero(t, sizeof *t);
	(void)munlock(t, sizeof *t);
	free(t);
}

/* The first line becomes the secret. what: "password_file /etc/x", for the sentence. */
static rap_err take_line(const taken *t, const char *what, rap_secret *ret, rap_buf *why)
{
	size_t len = 0;

	while (len < t->len && t->at[len] != '\n')
		len++;
	if (len > 0 && t->at[len - 1] == '\r')
		len--;
	if (len > RAP_SECRET_MAX) {
		rap_buf_printf(why, "%s: its first line is longer than a password can be", what);
		return RAP_E_AGAIN;
	}
	if (len == 0) {
		rap_buf_printf(why, "%s: the first line is empty; the password should stand there",
		               what);
		return RAP_E_AGAIN;
	}
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)t->at[i] < 0x20 || t->at[i] == 0x7f) {
			rap_buf_printf(why, "%s: there is a control character in the first line",
			               what);
			return RAP_E_AGAIN;
		}
	ret->text = rap_calloc(len + 1, 1);
	(void)mlock(ret->text, len + 1);
	memcpy(ret->text, t->at, len);
	return RAP_OK;
}

/* ---- a file --------------------------------------------------------------------------------------------- */

static rap_err from_file(const char *path, rap_secret *ret, rap_buf *why)
{
	rap_buf what = rap_buf_init(8 * RAP_KIB);
	taken *t = taken_new();
	/* A FIFO without a writer must not keep us. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t n = 0;
	rap_err err = RAP_OK;

	rap_buf_printf(&what, "password_file %s", path);
	do {
		n = fd >= 0 ? read(fd, t->at + t->len, sizeof t->at - t->len) : -1;
		t->len += n > 0 ? (size_t)n : 0;
	} while ((n > 0 && t->len < sizeof t->at) || (n < 0 && errno == EINTR));
	if (n < 0) {
		rap_buf_printf(why, "%s: %s", rap_buf_text(&what), strerror(errno));
		err = RAP_E_AGAIN;
	} else {
		err = take_line(t, rap_buf_text(&what), ret, why);
	}
	if (fd >= 0)
		(void)close(fd);
	taken_free(t);
	rap_buf_done(&what);
	return err;
}

/* ---- a command ------------------------------------------------------------------------------------------ */

/* In a process group of its own, so that its children end with it. */
static int spawn(char **words, int out, pid_t *ret_pid)
{
	char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
	char *const environment[] = {path, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t all;
	int number;

	(void)sigfillset(&all);
	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawnattr_init(&attributes);
	(void)posix_spawnattr_setsigdefault(&attributes, &all);
	(void)sigemptyset(&all);
	(void)posix_spawnattr_setsigmask(&attributes, &all);
	(void)posix_spawnattr_setpgroup(&attributes, 0);
	(void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF |
	                                                    POSIX_SPAWN_SETSIGMASK);
	(void)posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	(void)posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	number = posix_spawn(ret_pid, words[0], &actions, &attributes, words, environment);
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&actions);
	return number;
}

/* What it prints, until it closes its output. false: too slow. What is beyond the limit is thrown away. */
static bool hear(int fd, int64_t deadline, taken *t)
{
	for (;;) {
		struct pollfd p = {fd, POLLIN, 0};
		int64_t left = deadline - now_ms();
		char rest[1024];
		bool full = t->len == sizeof t->at;
		ssize_t n;

		if (left <= 0)
			return false;
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		n = full ? read(fd, rest, sizeof rest)
		         : read(fd, t->at + t->len, sizeof t->at - t->len);
		explicit_bzero(rest, sizeof rest);
		if (n == 0 || (n < 0 && errno != EINTR))
			return true;
		t->len += !full && n > 0 ? (size_t)n : 0;
	}
}

/* Its status, or -1 when it has not ended in time. */
static int end_of(pid_t pid, int64_t deadline)
{
	static const struct timespec tick = {0, TICK_MS * 1000000L};
	int status = 0;

	while (waitpid(pid, &status, WNOHANG) != pid) {
		if (now_ms() >= deadline) {
			(void)kill(-pid, SIGKILL);
			(void)waitpid(pid, NULL, 0);
			return -1;
		}
		(void)nanosleep(&tick, NULL);
	}
	(void)kill(-pid, SIGKILL); /* what it left behind */
	return status;
}

static rap_err run(char **words, const char *what, rap_secret *ret, rap_buf *why)
{
	int64_t deadline = now_ms() + RAP_SECRET_COMMAND_S * 1000;
	int ends[2], number, status;
	taken *t;
	pid_t pid = 0;
	rap_err err = RAP_E_AGAIN;

	if (pipe2(ends, O_CLOEXEC) < 0) {
		rap_buf_printf(why, "%s: %s", what, strerror(errno));
		return RAP_E_AGAIN;
	}
	number = spawn(words, ends[1], &pid);
	(void)close(ends[1]);
	t = taken_new();
	if (number != 0) {
		rap_buf_printf(why, "%s: %s cannot be started: %s", what, words[0],
		               strerror(number));
	} else {
		if (!hear(ends[0], deadline, t))
			deadline = 0;
		status = end_of(pid, deadline);
		if (status == -1)
			rap_buf_printf(why, "%s: %s took longer than %d s", what, words[0],
			               RAP_SECRET_COMMAND_S);
		else if (WIFSIGNALED(status))
			rap_buf_printf(why, "%s: %s was ended by signal %d", what, words[0],
			               WTERMSIG(status));
		else if (WEXITSTATUS(status) != 0)
			rap_buf_printf(why, "%s: %s failed with status %d", what, words[0],
			               WEXITSTATUS(status));
		else
			err = take_line(t, what, ret, why);
	}
	(void)close(ends[0]);
	taken_free(t);
	return err;
}

static rap_err from_command(const char *line, const char *what, rap_secret *ret, rap_buf *why)
{
	char **words = NULL;
	rap_err err = RAP_E_AGAIN;

	/* GLib's splitting is that of a shell without expansions (g_shell_parse_argv). */
	if (!g_shell_parse_argv(line, NULL, &words, NULL) || !words || words[0][0] != '/')
		rap_buf_printf(why,
		               "%s: please give a command whose first word is an absolute path, "
		               "with its quotes closed",
		               what);
	else
		err = run(words, what, ret, why);
	g_strfreev(words);
	return err;
}

/* ---- for the others ------------------------------------------------------------------------------------- */

rap_err rap_secret_get(const rap_server *server, rap_secret *ret, rap_buf *why)
{
	*ret = (rap_secret){0};
	if (server->oauth2_command) {
		ret->is_token = true;
		return from_command(server->oauth2_command, "oauth2_command", ret, why);
	}
	if (server->password_command)
		return from_command(server->password_command, "password_command", ret, why);
	if (server->password_file)
		return from_file(server->password_file, ret, why);
	rap_buf_str(why, "no password_file, password_command or oauth2_command is configured");
	return RAP_E_AGAIN;
}

void rap_secret_done(rap_secret *secret)
{
	if (secret->text) {
		size_t len = strlen(secret->text) + 1;

		explicit_bzero(secret->text, len);
		(void)munlock(secret->text, len);
		free(secret->text);
	}
	*secret = (rap_secret){0};
}
