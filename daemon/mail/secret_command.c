// SPDX-License-Identifier: Apache-2.0
/* A command of the administrator run for what it prints (R71, R73); see secret_command.h. */
#include "mail/secret_command.h"

#include "common/clock.h"
#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WORD_MAX 4096u
#define NAP_MS 5 /* between looks at a command that has closed its output and not yet ended */

/* ---- words ---------------------------------------------------------------------------------------------- */

/* Inside "..." a backslash stands for itself, except before these. */
static bool is_escapable(char c)
{
	return c == '"' || c == '\\' || c == '$' || c == '`';
}

/* What stands between quotes, after the opening one; gives the closing one, NULL when there is none. */
static const char *take_quoted(const char *c, rap_buf *word)
{
	char quote = *c++;

	while (*c && *c != quote) {
		if (quote == '"' && *c == '\\' && is_escapable(c[1]))
			c++;
		rap_buf_char(word, *c++);
	}
	return *c ? c : NULL;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* One word; gives where it ends, NULL when it does not. */
static const char *take_word(const char *c, rap_buf *word)
{
	while (c && *c && !is_blank(*c)) {
		if (*c == '\'' || *c == '"') {
			c = take_quoted(c, word);
			if (!c)
				return NULL;
		} else if (*c == '\\') {
			if (!*++c)
				return NULL;
			rap_buf_char(word, *c);
		} else {
			rap_buf_char(word, *c);
		}
		c++;
	}
	return c;
}

rap_err rap_secret_words(const char *command, rap_strv *ret)
{
	rap_strv words = {0};
	const char *c = command;
	bool whole = true;

	for (;;) {
		rap_buf word = rap_buf_init(WORD_MAX);

		while (is_blank(*c))
			c++;
		if (!*c)
			break;
		c = take_word(c, &word);
		whole = c && !word.over;
		rap_strv_take(&words, rap_buf_take(&word));
		if (!whole)
			break;
	}
	if (!whole || words.n == 0) {
		rap_strv_done(&words);
		return RAP_E_FORMAT;
	}
	*ret = words;
	return RAP_OK;
}

/* ---- running -------------------------------------------------------------------------------------------- */

/* An errno value. Signals are as a program expects them: fetch and send ignore some. */
static int spawn(const rap_strv *words, int out, pid_t *ret_pid)
{
	static char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
	char *environment[] = {path, NULL};
	char **arguments = rap_calloc(words->n + 1, sizeof *arguments);
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, standard;
	int number;

	for (size_t i = 0; i < words->n; i++)
		arguments[i] = words->at[i];
	(void)sigemptyset(&none);
	(void)sigemptyset(&standard);
	(void)sigaddset(&standard, SIGPIPE);
	(void)sigaddset(&standard, SIGINT);
	(void)sigaddset(&standard, SIGTERM);
	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawnattr_init(&attributes);
	number = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (number == 0)
		number = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	if (number == 0)
		number = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
		                                          O_WRONLY, 0);
	if (number == 0)
		number = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
	if (number == 0)
		number = posix_spawnattr_setsigmask(&attributes, &none);
	if (number == 0)
		number = posix_spawnattr_setsigdefault(&attributes, &standard);
	if (number == 0)
		number = posix_spawnattr_setpgroup(&attributes, 0);
	if (number == 0)
		number = posix_spawnattr_setflags(&attributes, (short)(POSIX_SPAWN_SETSIGMASK |
		                                                       POSIX_SPAWN_SETSIGDEF |
		                                                       POSIX_SPAWN_SETPGROUP));
	if (number == 0)
		/* Where a spawn cannot tell why it failed, this can (a program gone in between ends with 127). */
		number = access(words->at[0], X_OK) == 0 ? 0 : errno;
	if (number == 0)
		number = posix_spawn(ret_pid, words->at[0], &actions, &attributes, arguments,
		                     environment);
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&actions);
	free(arguments);
	return number;
}

/* Until its output ends. false: too slow. */
static bool read_all(int fd, int64_t deadline, char *at, size_t room, size_t *ret_len)
{
	char rest[512] = {0};
	ssize_t n = 1;

	*ret_len = 0;
	while (n > 0) {
		struct pollfd p = {fd, POLLIN, 0};
		int64_t left = deadline - rap_clock_ms();
		bool full = *ret_len == room;

		if (left <= 0)
			return false;
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		n = read(fd, full ? rest : at + *ret_len, full ? sizeof rest : room - *ret_len);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n > 0 && !full)
			*ret_len += (size_t)n;
	}
	explicit_bzero(rest, sizeof rest);
	return true;
}

/* Its end, or with `late` that of its whole group by our hand. false: it did not end in time. */
static bool reap(pid_t pid, int64_t deadline, bool late, int *ret_status)
{
	pid_t r = 0;

	while (!late && (r = waitpid(pid, ret_status, WNOHANG)) == 0) {
		struct timespec nap = {0, NAP_MS * 1000000L};

		if (rap_clock_ms() >= deadline)
			late = true;
		else
			(void)nanosleep(&nap, NULL);
	}
	if (late) {
		(void)kill(-pid, SIGKILL);
		r = waitpid(pid, ret_status, 0);
	}
	return !late && r == pid;
}

static rap_err complain(const char *program, bool ended, int status, int seconds, rap_buf *why)
{
	if (!ended)
		rap_buf_printf(why, "%s took longer than %d seconds and was ended", program,
		               seconds);
	else if (WIFSIGNALED(status))
		rap_buf_printf(why, "%s was ended by signal %d", program, WTERMSIG(status));
	else if (WEXITSTATUS(status) == 127)
		rap_buf_printf(why, "%s cannot be run, or ended with status 127", program);
	else
		rap_buf_printf(why, "%s ended with status %d", program, WEXITSTATUS(status));
	return RAP_E_AGAIN;
}

static rap_err run_words(const rap_strv *words, int seconds, char *at, size_t room, size_t *ret_len,
                         rap_buf *why)
{
	int64_t deadline = rap_clock_ms() + (int64_t)seconds * 1000;
	int pair[2], number, status = 0;
	bool ended;
	pid_t pid;

	if (pipe2(pair, O_CLOEXEC) < 0) {
		rap_buf_str(why, strerror(errno));
		return RAP_E_AGAIN;
	}
	number = spawn(words, pair[1], &pid);
	(void)close(pair[1]);
	if (number != 0) {
		(void)close(pair[0]);
		rap_buf_printf(why, "%s cannot be run: %s", words->at[0], strerror(number));
		return RAP_E_AGAIN;
	}
	ended = read_all(pair[0], deadline, at, room, ret_len);
	(void)close(pair[0]);
	ended = reap(pid, deadline, !ended, &status);
	return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0
	               ? RAP_OK
	               : complain(words->at[0], ended, status, seconds, why);
}

rap_err rap_secret_run(const char *command, int seconds, char *at, size_t room, size_t *ret_len,
                       rap_buf *why)
{
	rap_strv words = {0};
	rap_err err = rap_secret_words(command, &words);

	if (err != RAP_OK) {
		rap_buf_str(why, "a quote in it is not closed, or it is empty");
		return RAP_E_AGAIN;
	}
	if (words.at[0][0] != '/') {
		rap_buf_printf(why, "%s is no absolute path", words.at[0]);
		err = RAP_E_AGAIN;
	} else {
		err = run_words(&words, seconds, at, room, ret_len, why);
	}
	rap_strv_done(&words);
	return err;
}
