// SPDX-License-Identifier: Apache-2.0
/*
 * Frames. As a stream from a peer that may be anybody, whole frames come out and the rest is an error; and what is
 * written as frames (the input cut in pieces) comes back, blocking and collecting.
 */
#include "tests/fuzz/fuzz.h"

#include "common/frame.h"
#include "common/hire.h"
#include "common/limits.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX 4096u
#define STREAM (32u * RAP_KIB) /* what a socket takes before it is read */

static void pair(int type, int fds[2])
{
	if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, fds) != 0)
		exit(71);
}

static void say(int fd, rap_slice bytes)
{
	if (bytes.len > 0 &&
	    send(fd, bytes.at, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)bytes.len)
		exit(74);
}

/* What a peer sends, as core takes it: every frame lies where its head says. */
static void check_collecting(rap_slice stream)
{
	rap_frame_in in = rap_frame_in_init(MAX);
	size_t at = 0;
	rap_err filled, err;
	rap_slice frame;
	int fds[2];

	pair(SOCK_STREAM | SOCK_NONBLOCK, fds);
	say(fds[1], stream);
	(void)close(fds[1]);
	do {
		filled = rap_frame_in_fill(&in, fds[0]);
		while ((err = rap_frame_in_next(&in, &frame)) == RAP_OK) {
			MUST(frame.len <= MAX && at + 4 + frame.len <= stream.len);
			MUST(frame.len == 0 ||
			     memcmp(frame.at, stream.at + at + 4, frame.len) == 0);
			at += 4 + frame.len;
		}
		MUST(err == RAP_E_AGAIN || err == RAP_E_LIMIT);
	} while (filled == RAP_OK && err == RAP_E_AGAIN);
	MUST(err == RAP_E_LIMIT || filled == RAP_E_NOT_FOUND);
	rap_frame_in_done(&in);
	(void)close(fds[0]);
}

/* The same as a child takes it. */
static void check_blocking(rap_slice stream)
{
	size_t at = 0;
	rap_err err = RAP_OK;
	int fds[2];

	pair(SOCK_STREAM, fds);
	say(fds[1], stream);
	(void)close(fds[1]);
	while (!err) {
		rap_buf frame = rap_buf_init(0);

		err = rap_frame_read(fds[0], MAX, &frame);
		if (!err) {
			MUST(frame.len == 0 ||
			     memcmp(frame.at, stream.at + at + 4, frame.len) == 0);
			at += 4 + frame.len;
		}
		rap_buf_done(&frame);
	}
	MUST(err == RAP_E_LIMIT || err == RAP_E_PROTOCOL ||
	     (err == RAP_E_NOT_FOUND && at == stream.len));
	(void)close(fds[0]);
}

static void check_round_trip(rap_slice bytes)
{
	rap_frame_out out = rap_frame_out_init(2 * STREAM);
	rap_frame_in in = rap_frame_in_init(MAX);
	size_t at = 0, back = 0;
	rap_slice frame;
	int fds[2];

	pair(SOCK_STREAM | SOCK_NONBLOCK, fds);
	while (at < bytes.len) {
		size_t len = 1 + (unsigned char)bytes.at[at] % 251u;

		if (len > bytes.len - at)
			len = bytes.len - at;
		MUST(rap_frame_out_add(&out, rap_slice_sub(bytes, at, at + len)) == RAP_OK);
		at += len;
	}
	while (back < bytes.len) {
		rap_err err = rap_frame_out_flush(&out, fds[0]);

		MUST(err == RAP_OK || err == RAP_E_AGAIN);
		err = rap_frame_in_fill(&in, fds[1]);
		MUST(err == RAP_OK || err == RAP_E_AGAIN);
		while (rap_frame_in_next(&in, &frame) == RAP_OK) {
			MUST(frame.len <= bytes.len - back &&
			     memcmp(frame.at, bytes.at + back, frame.len) == 0);
			back += frame.len;
		}
	}
	MUST(rap_frame_out_empty(&out));
	rap_frame_out_done(&out);
	rap_frame_in_done(&in);
	(void)close(fds[0]);
	(void)close(fds[1]);
}

/* Messages about children: of any other length they are refused, and the text ends. */
static void check_hire(rap_slice bytes)
{
	rap_hire got;
	int fds[2], fd;

	pair(SOCK_SEQPACKET, fds);
	if (bytes.len > 0 && bytes.len <= RAP_KIB) {
		rap_err err;

		say(fds[1], bytes);
		err = rap_hire_receive(fds[0], &got, &fd);
		MUST((err == RAP_OK) == (bytes.len == sizeof got) || err == RAP_E_PROTOCOL);
		MUST(err || (fd == -1 && memchr(got.text, '\0', sizeof got.text)));
	}
	(void)close(fds[0]);
	(void)close(fds[1]);
}

static void one(rap_slice input)
{
	input = rap_slice_sub(input, 0, STREAM);
	check_collecting(input);
	check_blocking(input);
	check_round_trip(input);
	check_hire(input);
}

const fuzz_target fuzz_here = {NULL, one, 1000000, 1500};
