// SPDX-License-Identifier: Apache-2.0
/* Lines with a secret in them; see secret_line.h. */
#include "mail/secret_line.h"

#include "common/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

rap_secret_line rap_secret_line_new(size_t room)
{
	rap_secret_line line = {rap_calloc(room + 1, 1), 0, room};

	(void)mlock(line.at, room + 1);
	return line;
}

void rap_secret_line_done(rap_secret_line *line)
{
	if (line->at)
		explicit_bzero(line->at, line->room + 1);
	free(line->at);
	*line = (rap_secret_line){0};
}

void rap_secret_line_add(rap_secret_line *line, const void *bytes, size_t len)
{
	if (len <= line->room - line->len)
		memcpy(line->at + line->len, bytes, len);
	line->len += len <= line->room - line->len ? len : 0;
}

rap_secret_line rap_secret_line_encode(const char *prefix, const char *bytes, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	rap_secret_line line =
		rap_secret_line_new((prefix ? strlen(prefix) + 1 : 0) + (len + 2) / 3 * 4 + 2);

	if (prefix) {
		rap_secret_line_add(&line, prefix, strlen(prefix));
		rap_secret_line_add(&line, " ", 1);
	}
	for (size_t i = 0; i < len; i += 3) {
		size_t n = len - i < 3 ? len - i : 3;
		unsigned v = 0;
		char four[4];

		for (size_t j = 0; j < 3; j++)
			v = v << 8 | (j < n ? (unsigned char)bytes[i + j] : 0u);
		for (size_t j = 0; j < 4; j++)
			four[j] = j <= n ? digits[v >> (18 - 6 * j) & 63] : '=';
		rap_secret_line_add(&line, four, 4);
	}
	rap_secret_line_add(&line, "\r\n", 2);
	return line;
}

rap_secret_line rap_secret_line_plain(const char *user, const rap_secret *secret)
{
	size_t n = strlen(user), m = strlen(secret->text);
	rap_secret_line line = rap_secret_line_new(n + m + 2);

	rap_secret_line_add(&line, "", 1);
	rap_secret_line_add(&line, user, n);
	rap_secret_line_add(&line, "", 1);
	rap_secret_line_add(&line, secret->text, m);
	return line;
}

rap_secret_line rap_secret_line_xoauth2(const char *user, const rap_secret *secret)
{
	const char *const parts[] = {"user=", user, "\001auth=Bearer ", secret->text, "\001\001"};
	rap_secret_line line;
	size_t len = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		len += strlen(parts[i]);
	line = rap_secret_line_new(len);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		rap_secret_line_add(&line, parts[i], strlen(parts[i]));
	return line;
}

/* The line itself, or its base64 without an end that depends on what stands behind. */
static bool holds(rap_slice said, rap_secret_line line)
{
	rap_secret_line coded = rap_secret_line_encode(NULL, line.at, line.len);
	size_t whole = line.len / 3 * 4;
	bool found = memmem(said.at, said.len, line.at, line.len) ||
	             (whole > 0 && memmem(said.at, said.len, coded.at, whole));

	rap_secret_line_done(&coded);
	rap_secret_line_done(&line);
	return found;
}

bool rap_secret_is_in(rap_slice said, const char *user, const rap_secret *secret)
{
	size_t n = strlen(secret->text);
	rap_secret_line bare = rap_secret_line_new(n);

	rap_secret_line_add(&bare, secret->text, n);
	return holds(said, bare) || holds(said, rap_secret_line_plain(user, secret)) ||
	       holds(said, rap_secret_line_xoauth2(user, secret));
}
