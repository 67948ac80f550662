// SPDX-License-Identifier: Apache-2.0
/* Passwords and tokens: read, locked in memory, wiped; see secret.h. */
#include "mail/secret.h"

#include "common/secrecy.h"
#include "mail/secret_command.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A line of the longest size, its end, and one byte that shows too much. */
#define ROOM (RAP_SECRET_MAX + 2u)

static rap_err read_file(const char *path, char *at, size_t *ret_len, rap_buf *why)
{
	/* O_NONBLOCK: a pipe of that name must not hold us. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	ssize_t n = 1;

	*ret_len = 0;
	if (fd < 0 || fstat(fd, &st) < 0) {
		rap_buf_str(why, strerror(errno));
		n = -1;
	} else if (!S_ISREG(st.st_mode)) {
		rap_buf_str(why, "it is no ordinary file");
		n = -1;
	}
	while (n > 0 && *ret_len < ROOM) {
		n = read(fd, at + *ret_len, ROOM - *ret_len);
		if (n > 0)
			*ret_len += (size_t)n;
		else if (n < 0)
			rap_buf_str(why, strerror(errno));
	}
	if (fd >= 0)
		(void)close(fd);
	return n < 0 ? RAP_E_AGAIN : RAP_OK;
}

/* The first line, ended with a NUL. A token has no blanks and no letters outside ASCII; a password may. */
static rap_err take_line(char *at, size_t len, bool is_token, rap_buf *why)
{
	char *end = memchr(at, '\n', len);
	size_t n = end ? (size_t)(end - at) : len;

	if (n > 0 && at[n - 1] == '\r')
		n--;
	if (n == 0) {
		rap_buf_str(why, "the first line is empty");
		return RAP_E_AGAIN;
	}
	if (n > RAP_SECRET_MAX) {
		rap_buf_printf(why, "the first line is longer than %u bytes", RAP_SECRET_MAX);
		return RAP_E_AGAIN;
	}
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)at[i];

		if (c < 0x20 || c == 0x7f || (is_token && (c == ' ' || c > 0x7f))) {
			rap_buf_str(why, is_token ? "the first line is no access token: blanks or "
			                            "characters outside ASCII are in it"
			                          : "control characters are in the first line");
			return RAP_E_AGAIN;
		}
	}
	explicit_bzero(at + n, ROOM - n);
	return RAP_OK;
}

static void put_cause(const char *key, const char *path, const rap_buf *cause, rap_buf *why)
{
	rap_buf_printf(why, "%s: ", key);
	if (path)
		rap_buf_printf(why, "%s: ", path);
	rap_buf_slice(why, rap_buf_as_slice(cause));
	rap_buf_str(why, path ? "; the password is read from its first line"
	                      : "; run it by hand as the user of the service to see what it says");
}

rap_err rap_secret_get(const rap_server *server, rap_secret *ret, rap_buf *why)
{
	const char *command =
		server->oauth2_command ? server->oauth2_command : server->password_command;
	const char *key = server->password_file    ? "password_file"
	                  : server->oauth2_command ? "oauth2_command"
	                                           : "password_command";
	bool is_token = !server->password_file && server->oauth2_command;
	rap_buf cause = rap_buf_init(8192);
	size_t len = 0;
	rap_err err;
	char *at;

	*ret = (rap_secret){.is_token = is_token};
	if (!server->password_file && !command) {
		rap_buf_str(why, "no password_file, password_command or oauth2_command is given");
		return RAP_E_AGAIN;
	}
	at = rap_secrecy_new(ROOM);
	if (!at) {
		rap_buf_printf(why, "%s: %s", key, strerror(errno));
		return RAP_E_AGAIN;
	}
	if (server->password_file)
		err = read_file(server->password_file, at, &len, &cause);
	else
		err = rap_secret_run(command, RAP_SECRET_COMMAND_S, at, ROOM, &len, &cause);
	if (err == RAP_OK)
		err = take_line(at, len, is_token, &cause);
	if (err == RAP_OK) {
		ret->text = at;
	} else {
		(void)rap_secrecy_free(at, ROOM);
		put_cause(key, server->password_file, &cause, why);
	}
	rap_buf_done(&cause);
	return err;
}

void rap_secret_done(rap_secret *secret)
{
	if (secret->text)
		(void)rap_secrecy_free(secret->text, ROOM);
	*secret = (rap_secret){0};
}
