// SPDX-License-Identifier: Apache-2.0
/* What is known of a folder on a server: listing, batches, marks; and names of folders on the wire. */
#include "mail/imap_folder.h"
#include "mail/mutf7.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void add(rap_imap_folder *folder, uint32_t first, uint32_t last, int64_t size)
{
	for (uint32_t uid = first; uid <= last; uid++)
		rap_imap_folder_add(folder, uid, size, 1594000000);
}

static rap_imap_folder opened(uint32_t uidvalidity, uint32_t uidnext)
{
	rap_imap_folder folder = rap_imap_folder_init("INBOX", 0, 0);

	assert_true(rap_imap_folder_opened(&folder, uidvalidity, uidnext));
	return folder;
}

static void test_an_empty_folder_has_nothing_to_list(void **state)
{
	rap_imap_folder folder = opened(7, 1);
	uint32_t from, to;

	(void)state;
	assert_false(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	assert_int_equal(rap_imap_folder_mark(&folder), 1);
	rap_imap_folder_done(&folder);
}

static void test_a_large_folder_is_listed_in_parts(void **state)
{
	rap_imap_folder folder = opened(7, 251);
	uint32_t from, to;

	(void)state;
	assert_true(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	assert_int_equal(from, 1);
	assert_int_equal(to, 100);
	rap_imap_folder_listed(&folder, to); /* a gap: nothing there */
	assert_true(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	assert_int_equal(from, 101);
	rap_imap_folder_listed(&folder, to);
	assert_true(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	assert_int_equal(from, 201);
	assert_int_equal(to, 0);
	add(&folder, 201, 252, 10); /* two have come since */
	rap_imap_folder_listed(&folder, to);
	assert_false(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	assert_int_equal(folder.next, 253);
	assert_int_equal(rap_imap_folder_mark(&folder), 201);
	rap_imap_folder_done(&folder);
}

static void test_a_server_that_does_not_say_uidnext_is_asked_once(void **state)
{
	rap_imap_folder folder = opened(7, 0);
	uint32_t from, to;

	(void)state;
	assert_true(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	assert_int_equal(to, 0);
	add(&folder, 3, 5, 10);
	rap_imap_folder_listed(&folder, 0);
	assert_false(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	rap_imap_folder_look(&folder);
	assert_true(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	assert_int_equal(from, 6);
	rap_imap_folder_done(&folder);
}

static void test_lines_twice_late_and_out_of_order(void **state)
{
	rap_imap_folder folder = opened(7, 10);

	(void)state;
	add(&folder, 5, 5, 10);
	add(&folder, 3, 3, 10);
	add(&folder, 5, 5, 99);
	assert_int_equal(folder.n, 2);
	assert_int_equal(folder.mails[0].uid, 3);
	assert_int_equal(folder.mails[1].size, 10);
	rap_imap_folder_listed(&folder, 0);
	add(&folder, 4, 4, 10); /* below what is listed */
	assert_int_equal(folder.n, 2);
	rap_imap_folder_done(&folder);
}

static void test_the_highest_uid_does_not_run_over(void **state)
{
	rap_imap_folder folder = opened(7, 0);
	uint32_t from, to;

	(void)state;
	rap_imap_folder_add(&folder, UINT32_MAX, 1, 1);
	rap_imap_folder_listed(&folder, 0);
	assert_int_equal(folder.next, UINT32_MAX);
	assert_false(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	rap_imap_folder_done(&folder);
}

static void test_batches(void **state)
{
	static const struct {
		int64_t sizes[6];
		size_t bytes, alone, most, want;
	} rows[] = {
		{{10, 10, 10, 10, 10, 10}, 1000, 500, 100, 6}, /* all */
		{{10, 10, 10, 10, 10, 10}, 35, 500, 100, 3}, /* as many as fit */
		{{10, 10, 10, 10, 10, 10}, 1000, 500, 4, 4}, /* as many as may */
		{{60, 10, 10, 10, 10, 10}, 35, 500, 100, 1}, /* the first always */
		{{900, 10, 10, 10, 10, 10}, 1000, 500, 100, 1}, /* a large one alone */
		{{10, 10, 900, 10, 10, 10}, 5000, 500, 100, 2}, /* and not with others before it */
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		rap_imap_folder folder = opened(7, 7);
		uint32_t uids[6];

		for (uint32_t j = 0; j < 6; j++)
			rap_imap_folder_add(&folder, j + 1, rows[i].sizes[j], 1);
		assert_int_equal(rap_imap_folder_batch(&folder, rows[i].bytes, rows[i].alone,
		                                       rows[i].most, uids),
		                 rows[i].want);
		assert_int_equal(uids[0], 1);
		rap_imap_folder_done(&folder);
	}
}

static void test_one_that_failed_goes_alone(void **state)
{
	rap_imap_folder folder = opened(7, 4);
	uint32_t uids[4];

	(void)state;
	add(&folder, 1, 3, 10);
	rap_imap_folder_find(&folder, 2)->failures = 1;
	assert_int_equal(rap_imap_folder_batch(&folder, 1000, 500, 4, uids), 1);
	assert_int_equal(uids[0], 1);
	rap_imap_folder_find(&folder, 1)->state = RAP_IMAP_HANDED;
	assert_int_equal(rap_imap_folder_batch(&folder, 1000, 500, 4, uids), 1);
	assert_int_equal(uids[0], 2);
	rap_imap_folder_done(&folder);
}

static void test_the_mark_waits_for_the_lowest(void **state)
{
	rap_imap_folder folder = opened(7, 4);
	uint32_t uids[4];

	(void)state;
	add(&folder, 1, 3, 10);
	rap_imap_folder_listed(&folder, 0);
	rap_imap_folder_find(&folder, 3)->state = RAP_IMAP_RECORDED;
	rap_imap_folder_find(&folder, 1)->state = RAP_IMAP_RECORDED;
	assert_int_equal(rap_imap_folder_recorded(&folder, 4, uids), 2);
	assert_int_equal(uids[1], 3);
	rap_imap_folder_forget(&folder, 3);
	assert_int_equal(rap_imap_folder_mark(&folder), 1);
	rap_imap_folder_forget(&folder, 1);
	assert_int_equal(rap_imap_folder_mark(&folder), 2);
	rap_imap_folder_find(&folder, 2)->state = RAP_IMAP_GIVEN_UP;
	assert_int_equal(rap_imap_folder_mark(&folder), 2);
	rap_imap_folder_forget(&folder, 2);
	rap_imap_folder_forget(&folder, 2); /* gone already */
	assert_int_equal(rap_imap_folder_mark(&folder), 4);
	rap_imap_folder_done(&folder);
}

static void test_an_earlier_mark_holds_for_its_uidvalidity_only(void **state)
{
	rap_imap_folder folder = rap_imap_folder_init("INBOX", 7, 40);
	uint32_t from, to;

	(void)state;
	assert_false(rap_imap_folder_opened(&folder, 7, 40));
	assert_false(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	add(&folder, 41, 41, 10);
	assert_true(rap_imap_folder_opened(&folder, 8, 3));
	assert_int_equal(folder.n, 0);
	assert_true(rap_imap_folder_unlisted(&folder, 100, &from, &to));
	assert_int_equal(from, 1);
	rap_imap_folder_done(&folder);
}

static void test_a_server_without_uidvalidity_promises_nothing(void **state)
{
	rap_imap_folder folder = rap_imap_folder_init("INBOX", 0, 40);

	(void)state;
	assert_int_equal(folder.next, 1);
	assert_true(rap_imap_folder_opened(&folder, 0, 9));
	assert_true(rap_imap_folder_opened(&folder, 0, 9));
	rap_imap_folder_done(&folder);
}

static void test_names_on_the_wire(void **state)
{
	static const struct {
		const char *name, *wire;
	} rows[] = {
		{"INBOX", "INBOX"},
		{"Tom & Jerry", "Tom &- Jerry"},
		{"~peter/mail/台北/日本語",
	         "~peter/mail/&U,BTFw-/&ZeVnLIqe-"}, /* RFC 3501, 5.1.3 */
		{"Входящие", "&BBIERQQ+BDQETwRJBDgENQ-"},
		{"보관", "&vPStAA-"},
		{"a\xF0\x9F\x93\xA7z", "a&2D3c5w-z"}, /* a surrogate pair */
		{"", ""},
		{"a\nb", NULL},
		{"\xff", NULL},
		{"\x7f", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		rap_buf wire = rap_buf_init(200);
		rap_err err;

		rap_buf_str(&wire, ">");
		err = rap_mutf7_encode(rows[i].name, &wire);
		assert_int_equal(err, rows[i].wire ? RAP_OK : RAP_E_FORMAT);
		assert_string_equal(rap_buf_text(&wire) + 1, rows[i].wire ? rows[i].wire : "");
		rap_buf_done(&wire);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_empty_folder_has_nothing_to_list),
		cmocka_unit_test(test_a_large_folder_is_listed_in_parts),
		cmocka_unit_test(test_a_server_that_does_not_say_uidnext_is_asked_once),
		cmocka_unit_test(test_lines_twice_late_and_out_of_order),
		cmocka_unit_test(test_the_highest_uid_does_not_run_over),
		cmocka_unit_test(test_batches),
		cmocka_unit_test(test_one_that_failed_goes_alone),
		cmocka_unit_test(test_the_mark_waits_for_the_lowest),
		cmocka_unit_test(test_an_earlier_mark_holds_for_its_uidvalidity_only),
		cmocka_unit_test(test_a_server_without_uidvalidity_promises_nothing),
		cmocka_unit_test(test_names_on_the_wire),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
