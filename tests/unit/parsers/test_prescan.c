// SPDX-License-Identifier: Apache-2.0
/* Each limit of R50 at its edge: what is on it passes, one more is refused. */
#include "parsers/mail/prescan.h"

#include "common/buf.h"
#include "common/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static void repeat(rap_buf *out, const char *text, size_t n)
{
	while (n-- > 0)
		rap_buf_str(out, text);
}

/* Every maker writes a message with n of what it is about. */
typedef void maker(rap_buf *out, size_t n);

static void make_size(rap_buf *out, size_t n)
{
	rap_buf_str(out, "Subject: x\n\n");
	while (out->len + 64 <= n)
		rap_buf_str(out,
		            "123456789012345678901234567890123456789012345678901234567890123\n");
	repeat(out, "\n", n - out->len);
}

static void make_block(rap_buf *out, size_t n)
{
	while (out->len + 3000 < n) {
		rap_buf_str(out, "X: ");
		repeat(out, "y", 2000);
		rap_buf_str(out, "\n");
	}
	rap_buf_str(out, "X: ");
	repeat(out, "y", n - out->len - 2);
	rap_buf_str(out, "\n\nbody\n");
}

static void make_fields(rap_buf *out, size_t n)
{
	repeat(out, "X: y\r\n", n);
	rap_buf_str(out, "\r\nbody\r\n");
}

static void make_field(rap_buf *out, size_t n)
{
	rap_buf_str(out, "To: y\n z");
	repeat(out, "z", n - out->len);
	rap_buf_str(out, "\n\nbody\n");
}

/* What is no list of addresses and says nothing of the body may be the whole header. */
static void make_long_subject(rap_buf *out, size_t n)
{
	rap_buf_str(out, "Subject: ");
	repeat(out, "z", n - out->len - 2);
	rap_buf_str(out, "\n\nbody\n");
}

static void make_line(rap_buf *out, size_t n)
{
	rap_buf_str(out, "X: y\n\n");
	repeat(out, "z", n);
	rap_buf_str(out, "\nbody\n");
}

static void make_addresses(rap_buf *out, size_t n)
{
	rap_buf_str(out, "To: \"a, b\" (c, d) <a@b.example>");
	repeat(out, ",\n a@b.example", n - 1);
	rap_buf_str(out, "\n\nbody\n");
}

static void make_comments(rap_buf *out, size_t n)
{
	rap_buf_str(out, "Cc: a@b.example \"((((\" ");
	repeat(out, "(", n);
	rap_buf_str(out, "\\)\\(");
	repeat(out, ")", n);
	rap_buf_str(out, "\n\nbody\n");
}

static void make_groups(rap_buf *out, size_t n)
{
	rap_buf_str(out, "Reply-To: ");
	repeat(out, "a:", n);
	repeat(out, ";", n);
	rap_buf_str(out, "\n\nbody\n");
}

static void make_sections(rap_buf *out, size_t n)
{
	rap_buf_str(out, "Content-Disposition: attachment");
	for (size_t i = 0; i < n; i++)
		rap_buf_printf(out, ";\n name*%zu=a", i);
	rap_buf_str(out, "\n\nbody\n");
}

static void make_boundary(rap_buf *out, size_t n)
{
	rap_buf_str(out, "Content-Type: multipart/mixed; boundary=");
	repeat(out, "b", n);
	rap_buf_str(out, "\n\nbody\n");
}

static void make_parts(rap_buf *out, size_t n)
{
	rap_buf_str(out, "Content-Type: multipart/mixed; boundary=\"a b\"\n\n");
	repeat(out, "--a b\r\n\r\npart\n", n);
	rap_buf_str(out, "--a b--\n");
}

static void make_multiparts(rap_buf *out, size_t n)
{
	for (size_t i = 0; i < n; i++)
		rap_buf_printf(out, "Content-Type: multipart/mixed; boundary=b%zu\n\n--b%zu\n", i,
		               i);
	rap_buf_str(out, "\nbody\n");
}

static void make_messages(rap_buf *out, size_t n)
{
	repeat(out, "Content-Type: message/rfc822\n\n", n);
	rap_buf_str(out, "\nbody\n");
}

/* Closed ones do not nest. */
static void make_multiparts_in_a_row(rap_buf *out, size_t n)
{
	rap_buf_str(out, "Content-Type: multipart/mixed; boundary=a\n\n");
	repeat(out, "--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n", n);
	rap_buf_str(out, "--a--\n");
}

static const struct {
	maker *make;
	size_t max;
	const char *limit;
} edges[] = {
	{make_size, RAP_LIMIT_MESSAGE, "size of a message"},
	{make_block, RAP_LIMIT_HEADER_BLOCK, "size of a header"},
	{make_fields, RAP_LIMIT_HEADER_FIELDS, "number of header fields"},
	{make_field, RAP_LIMIT_HEADER_FIELD, "size of a header field"},
	{make_long_subject, RAP_LIMIT_HEADER_BLOCK, "size of a header"},
	{make_line, RAP_LIMIT_LINE, "length of a line"},
	{make_addresses, RAP_LIMIT_ADDRESSES, "number of addresses"},
	{make_comments, RAP_LIMIT_COMMENT_DEPTH, "nesting of comments in a header field"},
	{make_groups, RAP_LIMIT_COMMENT_DEPTH, "nesting of comments in a header field"},
	{make_sections, RAP_LIMIT_2231_SECTIONS, "number of sections of a parameter"},
	{make_boundary, RAP_LIMIT_BOUNDARY, "length of a boundary"},
	{make_parts, RAP_LIMIT_MIME_PARTS, "number of parts"},
	{make_multiparts, RAP_LIMIT_MIME_DEPTH, "depth of parts in parts"},
	{make_messages, RAP_LIMIT_MIME_DEPTH, "depth of parts in parts"},
	{make_multiparts_in_a_row, RAP_LIMIT_MIME_PARTS / 2, "number of parts"},
};

static void test_prescan_passes_at_each_limit_and_refuses_beyond(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(edges) / sizeof(*edges); i++) {
		rap_buf message = rap_buf_init(2u * RAP_LIMIT_MESSAGE);
		rap_prescan got;

		edges[i].make(&message, edges[i].max);
		if (!rap_prescan_check(rap_buf_as_slice(&message), &got))
			print_error("%s: refused at the limit: %s\n", edges[i].limit, got.limit);
		assert_null(got.limit);
		rap_buf_cut(&message, 0);
		edges[i].make(&message, edges[i].max + 1);
		if (rap_prescan_check(rap_buf_as_slice(&message), &got))
			print_error("%s: passed beyond the limit\n", edges[i].limit);
		assert_string_equal(got.limit ? got.limit : "none", edges[i].limit);
		rap_buf_done(&message);
	}
}

static const struct {
	const char *name;
	rap_slice message;
	size_t begin, body_at;
	bool nul;
} places[] = {
#define M(literal)                           \
	{                                    \
		literal, sizeof(literal) - 1 \
	}
	{"a mail", M("A: b\r\n\r\nbody"), 0, 8, false},
	{"LF alone", M("A: b\n\nbody"), 0, 6, false},
	{"an mbox line before it", M("From x Mon\nA: b\n\nbody"), 11, 17, false},
	{"nothing but a header", M("A: b"), 0, 4, false},
	{"no header", M("\nbody"), 0, 1, false},
	{"nothing", M(""), 0, 0, false},
	{"an mbox line alone", M("From x"), 6, 6, false},
	{"a byte order mark before it",
         M("\xef\xbb\xbf"
           "A: b\n\nbody"),
         3, 9, false},
	{"blank lines before it", M("\r\n\nA: b\n\nbody"), 3, 9, false},
	{"an escaped mbox line, and a blank one", M(">From x\n\nA: b\n\nbody"), 9, 15, false},
	{"blank lines before words", M("\n\nbody\n"), 0, 1, false},
	{"words behind the last field", M("A: b\nbody, and\n more\n\nmore\n"), 0, 5, false},
	{"words, and a field behind them", M("A: b\nwords\nC: d\n\nbody"), 0, 17, false},
	{"words to the end", M("A: b\nwords"), 0, 5, false},
	{"a blank before the colon", M("A : b\n\nbody"), 0, 7, false},
	{"a field without a name", M("A: b\n: c\n\nbody"), 0, 10, false},
	{"an mbox line among the fields", M("A: b\n>From x y\n\nbody"), 0, 16, false},
	{"NUL in the header", M("A: b\0c\n\nbody"), 0, 8, true},
	{"NUL in the body", M("A: b\n\nbo\0dy"), 0, 6, false},
#undef M
};

static void test_prescan_finds_begin_and_body(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		rap_prescan got;

		assert_true(rap_prescan_check(places[i].message, &got));
		if (got.begin != places[i].begin || got.body_at != places[i].body_at)
			print_error("%s: %zu, %zu\n", places[i].name, got.begin, got.body_at);
		assert_int_equal(got.begin, places[i].begin);
		assert_int_equal(got.body_at, places[i].body_at);
		assert_int_equal(got.nul_in_header, places[i].nul);
	}
}

/* The lines of a message in base64 are no header fields. */
static void test_prescan_does_not_look_into_an_encoded_message(void **state)
{
	rap_buf message = rap_buf_init(RAP_MIB);
	rap_prescan got;

	(void)state;
	rap_buf_str(&message,
	            "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n");
	repeat(&message, "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n", 2000);
	assert_true(rap_prescan_check(rap_buf_as_slice(&message), &got));
	rap_buf_done(&message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prescan_passes_at_each_limit_and_refuses_beyond),
		cmocka_unit_test(test_prescan_finds_begin_and_body),
		cmocka_unit_test(test_prescan_does_not_look_into_an_encoded_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
