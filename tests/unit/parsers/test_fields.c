// SPDX-License-Identifier: Apache-2.0
/* The header as it is read, beside the strict one of trust: where they differ, and that else they agree. */
#include "common/buf.h"
#include "parsers/mail/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* For reading, a blank before the colon does not hide a field; for trust it does. */
static void test_fields_takes_blanks_before_the_colon(void **state)
{
	static const char mail[] = "Subject\t : x\n y\nno field\nA:b\n\n";
	rap_header header;

	(void)state;
	assert_int_equal(rap_fields_split(rap_slice_of(mail), &header), RAP_OK);
	assert_int_equal(header.n, 2);
	assert_true(rap_slice_is(header.fields[0].name, "Subject"));
	assert_true(rap_slice_is(header.fields[0].body, " x\n y"));
	assert_true(rap_slice_is(header.fields[1].body, "b"));
	assert_true(header.malformed);
	rap_header_done(&header);
	assert_int_equal(rap_header_split(rap_slice_of(mail), &header), RAP_OK);
	assert_int_equal(header.n, 1);
	rap_header_done(&header);
}

static void test_fields_else_agree_with_the_strict_ones(void **state)
{
	static const char *const mails[] = {
		"A: 1\r\nB: 2\n\n\r\n\r\nbody",
		"From a@b Mon\nA: 1\n\n",
		">From a@b Mon\nA: 1\n 2\n\n",
		"A: 1\nFrom a@b Mon\nB: 2\n\n",
		" x\nA: 1\n\n",
		"A: 1",
		"A:\n\tx\n \nB:\n",
		"\n",
		"nothing\n",
		"",
	};

	(void)state;
	for (size_t i = 0; i < sizeof mails / sizeof mails[0]; i++) {
		rap_header a = {0}, b = {0};

		assert_int_equal(rap_fields_split(rap_slice_of(mails[i]), &a),
		                 rap_header_split(rap_slice_of(mails[i]), &b));
		assert_int_equal(a.n, b.n);
		assert_int_equal(a.body_at, b.body_at);
		assert_int_equal(a.malformed, b.malformed);
		for (size_t k = 0; k < a.n; k++)
			assert_true(rap_slice_eq(a.fields[k].name, b.fields[k].name) &&
			            rap_slice_eq(a.fields[k].body, b.fields[k].body));
		rap_header_done(&a);
		rap_header_done(&b);
	}
}

static void test_fields_keep_to_the_limits(void **state)
{
	rap_buf mail = rap_buf_init(2 * RAP_MIB);
	rap_header header;

	(void)state;
	rap_buf_str(&mail, "X:");
	while (mail.len < RAP_LIMIT_HEADER_BLOCK - 1)
		rap_buf_char(&mail, 'y');
	rap_buf_char(&mail, '\n');
	assert_int_equal(rap_fields_split(rap_buf_as_slice(&mail), &header), RAP_OK);
	rap_header_done(&header);
	mail.at[mail.len - 1] = 'y';
	rap_buf_char(&mail, '\n');
	assert_int_equal(rap_fields_split(rap_buf_as_slice(&mail), &header), RAP_E_LIMIT);
	rap_buf_cut(&mail, 0);
	for (unsigned i = 0; i < RAP_LIMIT_HEADER_FIELDS; i++)
		rap_buf_str(&mail, "A: 1\n");
	assert_int_equal(rap_fields_split(rap_buf_as_slice(&mail), &header), RAP_OK);
	rap_header_done(&header);
	rap_buf_str(&mail, "A: 1\n");
	assert_int_equal(rap_fields_split(rap_buf_as_slice(&mail), &header), RAP_E_LIMIT);
	rap_buf_done(&mail);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_takes_blanks_before_the_colon),
		cmocka_unit_test(test_fields_else_agree_with_the_strict_ones),
		cmocka_unit_test(test_fields_keep_to_the_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
