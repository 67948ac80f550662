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

/* Words without blanks and quotes stand as they are, others in quotes. */
static void put_value(rap_buf *line, const char *text)
{
	rap_buf shown = rap_buf_init(LINE_MAX_BYTES);
	const char *at;

	rap_utf8_printable(&shown, rap_slice_of(text), VALUE_SHOWN);
	at = rap_buf_text(&shown);
	if (*at != '\0' && !strpbrk(at, " \"=")) {
		rap_buf_str(line, at);
	} else {
		rap_buf_char(line, '"');
		for (; *at != '\0'; at++) {
			if (*at == '"')
				rap_buf_char(line, '\\');
			rap_buf_char(line, *at);
		}
		rap_buf_char(line, '"');
	}
	rap_buf_done(&shown);
}

void rap_log_write(rap_log_level level, const char *event, const rap_log_pair *pairs, size_t n)
{
	rap_buf line = rap_buf_init(LINE_MAX_BYTES);
	const char *at;
	size_t left;

	if (journal)
		rap_buf_printf(&line, "<%d>", (int)level);
	rap_buf_printf(&line, "event=%s", event);
	for (size_t i = 0; i < n; i++) {
		rap_buf_printf(&line, " %s=", pairs[i].key);
		if (pairs[i].text)
			put_value(&line, pairs[i].text);
		else
			rap_buf_printf(&line, "%lld", (long long)pairs[i].number);
	}
	if (line.over)
		rap_buf_cut(&line, LINE_MAX_BYTES - 1);
	rap_buf_char(&line, '\n');
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
