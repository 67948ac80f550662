// SPDX-License-Identifier: Apache-2.0
/* Growable bytes with a hard cap; see buf.h. */
#include "common/buf.h"

#include "common/mem.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

rap_buf rap_buf_init(size_t cap)
{
	return (rap_buf){.cap = cap};
}

/* Makes room for more bytes and the NUL; tells how many of them fit under the cap. */
static size_t reserve(rap_buf *buf, size_t more)
{
	size_t fits = buf->cap - buf->len, room;

	if (more > fits) {
		more = fits;
		buf->over = true;
	}
	if (buf->len + more + 1 <= buf->room)
		return more;
	room = buf->room ? buf->room : 64;
	while (room < buf->len + more + 1)
		room += room / 2 + 64;
	buf->at = rap_reallocarray(buf->at, room, 1);
	buf->room = room;
	return more;
}

void rap_buf_add(rap_buf *buf, const void *bytes, size_t len)
{
	len = reserve(buf, len);
	if (len)
		memcpy(buf->at + buf->len, bytes, len);
	buf->len += len;
	buf->at[buf->len] = '\0';
}

char *rap_buf_room(rap_buf *buf, size_t more)
{
	size_t fits = reserve(buf, more);

	assert(fits == more);
	return buf->at + buf->len;
}

void rap_buf_grown(rap_buf *buf, size_t more)
{
	assert(buf->len + more < buf->room);
	buf->len += more;
	buf->at[buf->len] = '\0';
}

void rap_buf_slice(rap_buf *buf, rap_slice s)
{
	rap_buf_add(buf, s.at, s.len);
}

void rap_buf_str(rap_buf *buf, const char *s)
{
	if (s)
		rap_buf_add(buf, s, strlen(s));
}

void rap_buf_vprintf(rap_buf *buf, const char *format, va_list args)
{
	char *text = NULL;
	int n = vasprintf(&text, format, args);

	if (n < 0 && errno == ENOMEM)
		rap_mem_exhausted();
	if (n < 0) {
		buf->over = true;
		return;
	}
	rap_buf_add(buf, text, (size_t)n);
	free(text);
}

void rap_buf_printf(rap_buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	rap_buf_vprintf(buf, format, args);
	va_end(args);
}

void rap_buf_cut(rap_buf *buf, size_t len)
{
	if (len >= buf->len)
		return;
	buf->len = len;
	buf->at[len] = '\0';
}

rap_slice rap_buf_as_slice(const rap_buf *buf)
{
	return (rap_slice){buf->at, buf->len};
}

const char *rap_buf_text(const rap_buf *buf)
{
	return buf->at ? buf->at : "";
}

char *rap_buf_take(rap_buf *buf)
{
	char *bytes = buf->at ? buf->at : rap_strdup("");
	size_t cap = buf->cap;

	*buf = rap_buf_init(cap);
	return bytes;
}

void rap_buf_done(rap_buf *buf)
{
	free(buf->at);
	*buf = (rap_buf){.cap = buf->cap};
}
