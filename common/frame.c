// SPDX-License-Identifier: Apache-2.0
/* Frames: four bytes of length, big-endian, then that many bytes; blocking for children, collecting for core. */
#include "common/frame.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEAD 4u
#define CHUNK 65536u /* one read; on the stack */
#define ROOM_KEPT (1024u * 1024u) /* of an empty buffer */

static void put_head(unsigned char head[HEAD], size_t len)
{
	for (unsigned i = 0; i < HEAD; i++)
		head[i] = (unsigned char)(len >> (8 * (HEAD - 1 - i)));
}

static size_t get_head(const char *at)
{
	size_t len = 0;

	for (unsigned i = 0; i < HEAD; i++)
		len = len << 8 | (unsigned char)at[i];
	return len;
}

/* Reads up to len bytes; less only at EOF. */
static rap_err read_all(int fd, char *at, size_t len, size_t *ret_got)
{
	*ret_got = 0;
	while (*ret_got < len) {
		ssize_t n = read(fd, at + *ret_got, len - *ret_got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return rap_err_from_errno(errno);
		if (n == 0)
			break;
		*ret_got += (size_t)n;
	}
	return RAP_OK;
}

rap_err rap_frame_read(int fd, size_t max, rap_buf *out)
{
	char head[HEAD];
	size_t got, left;
	rap_err err = read_all(fd, head, HEAD, &got);

	assert(out->len == 0);
	if (err)
		return err;
	if (got < HEAD)
		return got ? RAP_E_PROTOCOL : RAP_E_NOT_FOUND;
	left = get_head(head);
	if (left > max)
		return RAP_E_LIMIT;
	out->cap = max;
	/* Memory grows with what arrives, not with what the head promises. */
	for (; left; left -= got) {
		size_t want = left < CHUNK ? left : CHUNK;

		err = read_all(fd, rap_buf_room(out, want), want, &got);
		if (err)
			return err;
		rap_buf_grown(out, got);
		if (got < want)
			return RAP_E_PROTOCOL;
	}
	return RAP_OK;
}

static rap_err write_all(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EPIPE || errno == ECONNRESET ? RAP_E_DIED
			                                             : rap_err_from_errno(errno);
		at += n;
		len -= (size_t)n;
	}
	return RAP_OK;
}

rap_err rap_frame_write(int fd, rap_slice bytes)
{
	unsigned char head[HEAD];
	rap_err err;

	if (bytes.len > UINT32_MAX)
		return RAP_E_LIMIT;
	put_head(head, bytes.len);
	err = write_all(fd, head, HEAD);
	return err ? err : write_all(fd, bytes.at, bytes.len);
}

rap_frame_in rap_frame_in_init(size_t max)
{
	return (rap_frame_in){.buf = rap_buf_init(max + HEAD), .max = max};
}

/* Moves what has not been taken to the front. What one large frame needed is not held for ever. */
static void drop_used(rap_buf *buf, size_t *used)
{
	if (*used == 0)
		return;
	if (*used == buf->len && buf->room > ROOM_KEPT) {
		size_t cap = buf->cap;

		rap_buf_done(buf);
		*buf = rap_buf_init(cap);
		*used = 0;
		return;
	}
	memmove(buf->at, buf->at + *used, buf->len - *used);
	rap_buf_cut(buf, buf->len - *used);
	*used = 0;
}

rap_err rap_frame_in_fill(rap_frame_in *in, int fd)
{
	char chunk[CHUNK];

	drop_used(&in->buf, &in->used);
	/* A full buffer holds a whole frame, or a head that in_next refuses: the caller goes on from there. */
	while (in->buf.len < in->buf.cap) {
		size_t room = in->buf.cap - in->buf.len;
		ssize_t n = read(fd, chunk, room < CHUNK ? room : CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == ECONNRESET)
			return RAP_E_NOT_FOUND;
		if (n < 0)
			return rap_err_from_errno(errno);
		if (n == 0)
			return RAP_E_NOT_FOUND;
		rap_buf_add(&in->buf, chunk, (size_t)n);
	}
	return RAP_OK;
}

rap_err rap_frame_in_next(rap_frame_in *in, rap_slice *ret)
{
	size_t waiting = in->buf.len - in->used, len;

	if (waiting == 0)
		drop_used(&in->buf, &in->used);
	if (waiting < HEAD)
		return RAP_E_AGAIN;
	len = get_head(in->buf.at + in->used);
	if (len > in->max)
		return RAP_E_LIMIT;
	if (waiting - HEAD < len)
		return RAP_E_AGAIN;
	*ret = (rap_slice){in->buf.at + in->used + HEAD, len};
	in->used += HEAD + len;
	return RAP_OK;
}

rap_buf rap_frame_in_take(rap_frame_in *in, rap_slice frame)
{
	rap_buf own = rap_buf_init(frame.len);

	if (frame.len <= ROOM_KEPT || in->used < in->buf.len) {
		rap_buf_slice(&own, frame);
		return own;
	}
	memmove(in->buf.at, frame.at, frame.len);
	rap_buf_cut(&in->buf, frame.len);
	own = in->buf;
	in->buf = rap_buf_init(own.cap);
	in->used = 0;
	return own;
}

void rap_frame_in_done(rap_frame_in *in)
{
	rap_buf_done(&in->buf);
	in->used = 0;
}

rap_frame_out rap_frame_out_init(size_t max)
{
	return (rap_frame_out){.buf = rap_buf_init(max)};
}

rap_err rap_frame_out_add(rap_frame_out *out, rap_slice bytes)
{
	unsigned char head[HEAD];
	size_t waiting = out->buf.len - out->sent;

	if (bytes.len > UINT32_MAX || bytes.len > out->buf.cap || out->buf.cap - bytes.len < HEAD ||
	    out->buf.cap - bytes.len - HEAD < waiting)
		return RAP_E_LIMIT;
	/* Moving only when half is out, or when it would not fit, keeps the work linear. */
	if (out->sent > waiting || out->buf.cap - out->buf.len < bytes.len + HEAD)
		drop_used(&out->buf, &out->sent);
	put_head(head, bytes.len);
	rap_buf_add(&out->buf, head, HEAD);
	rap_buf_slice(&out->buf, bytes);
	assert(!out->buf.over);
	return RAP_OK;
}

rap_err rap_frame_out_add_head(rap_frame_out *out, size_t len)
{
	unsigned char head[HEAD];

	if (len > UINT32_MAX || out->buf.cap - out->buf.len < HEAD)
		return RAP_E_LIMIT;
	put_head(head, len);
	rap_buf_add(&out->buf, head, HEAD);
	return RAP_OK;
}

rap_err rap_frame_out_flush(rap_frame_out *out, int fd)
{
	while (out->sent < out->buf.len) {
		ssize_t n = send(fd, out->buf.at + out->sent, out->buf.len - out->sent,
		                 MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == ENOBUFS))
			return RAP_E_AGAIN;
		if (n < 0)
			return errno == EPIPE || errno == ECONNRESET ? RAP_E_DIED
			                                             : rap_err_from_errno(errno);
		out->sent += (size_t)n;
	}
	/* A big mail must not leave its memory behind. */
	rap_buf_done(&out->buf);
	out->sent = 0;
	return RAP_OK;
}

bool rap_frame_out_empty(const rap_frame_out *out)
{
	return out->sent == out->buf.len;
}

void rap_frame_out_done(rap_frame_out *out)
{
	rap_buf_done(&out->buf);
	out->sent = 0;
}
