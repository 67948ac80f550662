// SPDX-License-Identifier: Apache-2.0
/* Lines of the log; see log.h. A line is one write, so that lines of several processes do not mix. */
#include "log.h"

#include "common/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_MAX_BYTES 4096u
#define VALUE_SHOWN 200u /* R64 */
#define LEFT_OUT " cut=1\n" /* behind the last field there was room for */

static bool journal;

void rap_log_init(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	char own[64]; /* two numbers of at most 20 digits */
	struct stat st;

	/* systemd.exec(5): device and inode of the stream, so that a redirected stderr is not taken for it. */
	if (!stream || fstat(STDERR_FILENO, &st) != 0)
		return;
	(void)snprintf(own, sizeof own, "%llu:%llu", (unsigned long long)st.st_dev,
	               (unsigned long long)st.st_ino);
	journal = strcmp(stream, own) == 0;
}

/*
 * Words without blanks, quotes and backslashes stand as they are, others in quotes. Inside of quotes a quote and a
 * backslash of the value have a backslash before them, so that no value can end its quotes and go on as a field of its
 * own, and none that was typed as \x1B looks like one that was made of it.
 */
static void put_value(rap_buf *line, const char *text)
{
	rap_buf value = rap_buf_init(LINE_MAX_BYTES), shown = rap_buf_init(LINE_MAX_BYTES);
	rap_slice s = rap_slice_of(text);
	size_t shown_len = rap_utf8_offset(s, VALUE_SHOWN);
	bool quoted = s.len == 0 || strpbrk(text, " \"=\\");

	for (size_t i = 0; i < shown_len; i++) {
		if (s.at[i] == '"' || s.at[i] == '\\')
			rap_buf_char(&value, '\\');
		rap_buf_char(&value, s.at[i]);
	}
	rap_utf8_printable(&shown, rap_buf_as_slice(&value), SIZE_MAX);
	rap_buf_str(&shown, shown_len < s.len ? "..." : "");
	rap_buf_str(line, quoted ? "\"" : "");
	rap_buf_slice(line, rap_buf_as_slice(&shown));
	rap_buf_str(line, quoted ? "\"" : "");
	rap_buf_done(&value);
	rap_buf_done(&shown);
}

/* A field for which there is no room is left out whole: half of one could be anything. */
static void put_pair(rap_buf *line, const rap_log_pair *pair)
{
	size_t before = line->len;

	rap_buf_printf(line, " %s=", pair->key);
	if (pair->text)
		put_value(line, pair->text);
	else
		rap_buf_printf(line, "%lld", (long long)pair->number);
	if (line->over)
		rap_buf_cut(line, before);
}

void rap_log_write(rap_log_level level, const char *event, const rap_log_pair *pairs, size_t n)
{
	rap_buf line = rap_buf_init(LINE_MAX_BYTES - sizeof LEFT_OUT);
	const char *at;
	size_t left;

	if (journal)
		rap_buf_printf(&line, "<%d>", (int)level);
	rap_buf_printf(&line, "event=%s", event);
	for (size_t i = 0; i < n && !line.over; i++)
		put_pair(&line, &pairs[i]);
	line.cap = LINE_MAX_BYTES;
	rap_buf_str(&line, line.over ? LEFT_OUT : "\n");
	at = rap_buf_text(&line);
	for (left = line.len; left > 0;) {
		ssize_t written = write(STDERR_FILENO, at, left);

		if (written <= 0) /* nobody can be told that nobody listens */
			break;
		at += written;
		left -= (size_t)written;
	}
	rap_buf_done(&line);
}
