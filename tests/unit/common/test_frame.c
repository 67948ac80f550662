// SPDX-License-Identifier: Apache-2.0
/* Frames over real sockets: whole, cut anywhere, too long, many at once, more than a socket takes. */
#include "common/frame.h"
#include "common/limits.h"
#include "common/mem.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define MAX 10u

typedef struct wire {
	int in, out;
} wire;

static wire open_wire(void)
{
	int pair[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	return (wire){pair[0], pair[1]};
}

static void say(wire *w, const void *bytes, size_t len)
{
	assert_int_equal(write(w->out, bytes, len), len);
}

static void hang_up(wire *w)
{
	assert_int_equal(close(w->out), 0);
	w->out = -1;
}

static void close_wire(wire *w)
{
	(void)close(w->in);
	if (w->out >= 0)
		(void)close(w->out);
}

static void test_read_whole_cut_and_too_long(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		rap_err err;
		const char *want;
	} cases[] = {
		{"", 0, RAP_E_NOT_FOUND, ""},
		{"\0", 1, RAP_E_PROTOCOL, ""},
		{"\0\0\0", 3, RAP_E_PROTOCOL, ""},
		{"\0\0\0\0", 4, RAP_OK, ""},
		{"\0\0\0\3", 4, RAP_E_PROTOCOL, ""},
		{"\0\0\0\3ab", 6, RAP_E_PROTOCOL, "ab"},
		{"\0\0\0\3abc", 7, RAP_OK, "abc"},
		{"\0\0\0\3abcd", 8, RAP_OK, "abc"},
		{"\0\0\0\x0A"
	         "0123456789",
	         14, RAP_OK, "0123456789"},
		{"\0\0\0\x0B"
	         "0123456789a",
	         15, RAP_E_LIMIT, ""},
		{"\xFF\xFF\xFF\xFF", 4, RAP_E_LIMIT, ""},
		{"GET / HTTP/1.0", 14, RAP_E_LIMIT, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		wire w = open_wire();
		rap_buf got = rap_buf_init(0);

		say(&w, cases[i].bytes, cases[i].len);
		hang_up(&w);
		assert_int_equal(rap_frame_read(w.in, MAX, &got), cases[i].err);
		assert_string_equal(rap_buf_text(&got), cases[i].want);
		rap_buf_done(&got);
		close_wire(&w);
	}
}

static void test_written_frames_are_read_in_order(void **state)
{
	wire w = open_wire();
	static const char *const texts[] = {"", "a", "0123456789", "\xD0\x90"};

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(rap_frame_write(w.out, rap_slice_of(texts[i])), RAP_OK);
	hang_up(&w);
	for (size_t i = 0; i < 4; i++) {
		rap_buf got = rap_buf_init(0);

		assert_int_equal(rap_frame_read(w.in, MAX, &got), RAP_OK);
		assert_string_equal(rap_buf_text(&got), texts[i]);
		rap_buf_done(&got);
	}
	close_wire(&w);
}

static void test_write_to_nobody_is_an_error(void **state)
{
	wire w = open_wire();
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);

	(void)state;
	assert_int_equal(close(w.in), 0);
	assert_int_equal(rap_frame_write(w.out, rap_slice_of("x")), RAP_E_DIED);
	(void)signal(SIGPIPE, before);
	assert_int_equal(close(w.out), 0);
}

static void test_in_collects_byte_by_byte(void **state)
{
	static const char bytes[] = "\0\0\0\2ab\0\0\0\0\0\0\0\1c";
	static const char *const want[] = {"ab", "", "c"};
	wire w = open_wire();
	rap_frame_in in = rap_frame_in_init(MAX);
	size_t n = 0;

	(void)state;
	assert_int_equal(fcntl(w.in, F_SETFL, O_NONBLOCK), 0);
	assert_int_equal(rap_frame_in_fill(&in, w.in), RAP_E_AGAIN);
	for (size_t i = 0; i < sizeof bytes - 1; i++) {
		rap_slice frame;

		say(&w, bytes + i, 1);
		assert_int_equal(rap_frame_in_fill(&in, w.in), RAP_E_AGAIN);
		while (rap_frame_in_next(&in, &frame) == RAP_OK) {
			assert_true(rap_slice_is(frame, want[n]));
			n++;
		}
	}
	assert_int_equal(n, 3);
	hang_up(&w);
	assert_int_equal(rap_frame_in_fill(&in, w.in), RAP_E_NOT_FOUND);
	rap_frame_in_done(&in);
	close_wire(&w);
}

static void test_in_holds_no_more_than_its_limit(void **state)
{
	wire w = open_wire();
	rap_frame_in in = rap_frame_in_init(MAX);
	rap_slice frame;
	size_t n = 0;
	rap_err err;

	(void)state;
	assert_int_equal(fcntl(w.in, F_SETFL, O_NONBLOCK), 0);
	for (int i = 0; i < 100; i++)
		assert_int_equal(rap_frame_write(w.out, rap_slice_of("0123456789")), RAP_OK);
	assert_int_equal(rap_frame_write(w.out, rap_slice_of("0123456789a")), RAP_OK);
	for (;;) {
		assert_int_equal(rap_frame_in_fill(&in, w.in), RAP_OK);
		assert_true(in.buf.len <= MAX + 4);
		err = rap_frame_in_next(&in, &frame);
		if (err)
			break;
		assert_true(rap_slice_is(frame, "0123456789"));
		n++;
	}
	assert_int_equal(n, 100);
	assert_int_equal(err, RAP_E_LIMIT);
	rap_frame_in_done(&in);
	close_wire(&w);
}

static void test_out_waits_and_keeps_order(void **state)
{
	enum { FRAMES = 40, SIZE = 50000 };
	wire w = open_wire();
	rap_frame_out out = rap_frame_out_init((size_t)FRAMES * (SIZE + 4));
	rap_frame_in in = rap_frame_in_init(SIZE);
	char *bytes = rap_calloc(SIZE, 1);
	unsigned got = 0;
	bool waited = false;

	(void)state;
	assert_int_equal(fcntl(w.in, F_SETFL, O_NONBLOCK), 0);
	for (int i = 0; i < FRAMES; i++) {
		memset(bytes, 'A' + i, SIZE);
		assert_int_equal(rap_frame_out_add(&out, (rap_slice){bytes, SIZE}), RAP_OK);
	}
	assert_int_equal(rap_frame_out_add(&out, rap_slice_of("")), RAP_E_LIMIT);
	while (got < FRAMES) {
		rap_err err = rap_frame_out_flush(&out, w.out);
		rap_slice frame;

		assert_true(err == RAP_OK || err == RAP_E_AGAIN);
		waited |= err == RAP_E_AGAIN;
		err = rap_frame_in_fill(&in, w.in);
		assert_true(err == RAP_OK || err == RAP_E_AGAIN);
		while (rap_frame_in_next(&in, &frame) == RAP_OK) {
			assert_int_equal(frame.len, SIZE);
			assert_int_equal(frame.at[0], 'A' + (int)got);
			assert_int_equal(frame.at[SIZE - 1], 'A' + (int)got);
			got++;
		}
	}
	assert_true(waited);
	assert_true(rap_frame_out_empty(&out));
	assert_null(out.buf.at); /* a big mail leaves no memory behind */
	free(bytes);
	rap_frame_out_done(&out);
	rap_frame_in_done(&in);
	close_wire(&w);
}

static void test_out_limit_counts_what_waits(void **state)
{
	wire w = open_wire();
	rap_frame_out out = rap_frame_out_init(14);
	rap_buf got = rap_buf_init(0);

	(void)state;
	assert_int_equal(rap_frame_out_add(&out, rap_slice_of("0123456789a")), RAP_E_LIMIT);
	assert_true(rap_frame_out_empty(&out));
	for (int i = 0; i < 3; i++) {
		assert_int_equal(rap_frame_out_add(&out, rap_slice_of("0123456789")), RAP_OK);
		assert_int_equal(rap_frame_out_add(&out, rap_slice_of("")), RAP_E_LIMIT);
		assert_int_equal(rap_frame_out_flush(&out, w.out), RAP_OK);
		assert_int_equal(rap_frame_read(w.in, MAX, &got), RAP_OK);
		assert_string_equal(got.at, "0123456789");
		rap_buf_cut(&got, 0);
	}
	assert_int_equal(close(w.in), 0);
	assert_int_equal(rap_frame_out_add(&out, rap_slice_of("x")), RAP_OK);
	assert_int_equal(rap_frame_out_flush(&out, w.out), RAP_E_DIED); /* and no SIGPIPE */
	rap_frame_out_done(&out);
	rap_buf_done(&got);
	assert_int_equal(close(w.out), 0);
}

/* A frame of that size between two small ones, and taken: it is the caller's, and what stands behind it is there still. */
static void take_between(size_t size, bool followed)
{
	wire w = open_wire();
	rap_frame_in in = rap_frame_in_init(2 * RAP_MIB);
	rap_frame_out out = rap_frame_out_init(4 * RAP_MIB);
	char *bytes = rap_calloc(size, 1);
	rap_buf taken = rap_buf_init(0);
	rap_slice frame;
	rap_err err = RAP_E_AGAIN;
	size_t seen = 0;

	memset(bytes, 'x', size);
	bytes[0] = 'a';
	bytes[size - 1] = 'z';
	assert_int_equal(fcntl(w.in, F_SETFL, O_NONBLOCK), 0);
	assert_int_equal(rap_frame_out_add(&out, rap_slice_of("before")), RAP_OK);
	assert_int_equal(rap_frame_out_add(&out, (rap_slice){bytes, size}), RAP_OK);
	if (followed)
		assert_int_equal(rap_frame_out_add(&out, rap_slice_of("behind")), RAP_OK);
	while (err == RAP_E_AGAIN) {
		err = rap_frame_out_flush(&out, w.out);
		assert_int_equal(rap_frame_in_fill(&in, w.in), RAP_E_AGAIN);
	}
	for (; rap_frame_in_next(&in, &frame) == RAP_OK; seen++) {
		if (seen == 1) {
			taken = rap_frame_in_take(&in, frame);
			continue;
		}
		assert_memory_equal(frame.at, seen == 0 ? "before" : "behind", 6);
	}
	assert_int_equal(seen, followed ? 3 : 2);
	assert_int_equal(taken.len, size);
	assert_memory_equal(taken.at, bytes, size);
	assert_int_equal(taken.at[size], '\0');
	say(&w, "\0\0\0\5later", 9);
	assert_int_equal(rap_frame_in_fill(&in, w.in), RAP_E_AGAIN);
	assert_int_equal(rap_frame_in_next(&in, &frame), RAP_OK);
	assert_memory_equal(frame.at, "later", 5);
	rap_buf_done(&taken);
	rap_frame_in_done(&in);
	rap_frame_out_done(&out);
	free(bytes);
	close_wire(&w);
}

static void test_a_frame_can_be_taken(void **state)
{
	(void)state;
	take_between(100, false);
	take_between(100, true);
	take_between(RAP_MIB + 1, false);
	take_between(RAP_MIB + 1, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_whole_cut_and_too_long),
		cmocka_unit_test(test_written_frames_are_read_in_order),
		cmocka_unit_test(test_write_to_nobody_is_an_error),
		cmocka_unit_test(test_in_collects_byte_by_byte),
		cmocka_unit_test(test_in_holds_no_more_than_its_limit),
		cmocka_unit_test(test_a_frame_can_be_taken),
		cmocka_unit_test(test_out_waits_and_keeps_order),
		cmocka_unit_test(test_out_limit_counts_what_waits),
	};

	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
