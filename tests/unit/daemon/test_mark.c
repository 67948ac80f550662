// SPDX-License-Identifier: Apache-2.0
/* The marks of folders on servers: one for each folder, the last one said, kept over a restart. */
#include "store/mark.h"

#include "tests/unit/daemon/store_world.h"

static void set(const char *mailbox, const char *name, int64_t uidvalidity, int64_t uid)
{
	const rap_mark mark = {mailbox, name, uidvalidity, uid};

	DO(rap_mark_set(store, &mark, 5));
}

static void add_text(void *user, const rap_mark *mark)
{
	rap_buf_printf(user, "%s %s %lld %lld\n", mark->mailbox, mark->folder,
	               (long long)mark->uidvalidity, (long long)mark->uid);
}

static void check(const char *want)
{
	rap_buf have = rap_buf_init(1000);

	DO(rap_mark_each(store, add_text, &have));
	assert_string_equal(rap_buf_text(&have), want);
	rap_buf_done(&have);
}

static void test_mark_none(void **state)
{
	(void)state;
	check("");
}

static void test_mark_is_the_last_one_of_its_folder(void **state)
{
	(void)state;
	set("a@h:993", "INBOX", 7, 10);
	set("a@h:993", "INBOX", 7, 11);
	check("a@h:993 INBOX 7 11\n");
	set("a@h:993", "INBOX", 8, 1); /* the folder was made anew: a lower UID is right */
	check("a@h:993 INBOX 8 1\n");
	set("a@h:993", "INBOX", 8, 1); /* the same again */
	check("a@h:993 INBOX 8 1\n");
}

static void test_mark_of_each_mailbox_and_folder(void **state)
{
	(void)state;
	set("b@h:993", "INBOX", 1, 2);
	set("a@h:993", "Junk", 3, 4);
	set("a@h:993", "INBOX", 5, 6);
	set("a@h:143", "INBOX", 7, 8);
	set("a@h:993", "inbox", 9, 10); /* another name for the record */
	check("a@h:143 INBOX 7 8\na@h:993 INBOX 5 6\na@h:993 Junk 3 4\na@h:993 inbox 9 10\n"
	      "b@h:993 INBOX 1 2\n");
	set("a@h:993", "Junk", 3, 5);
	check("a@h:143 INBOX 7 8\na@h:993 INBOX 5 6\na@h:993 Junk 3 5\na@h:993 inbox 9 10\n"
	      "b@h:993 INBOX 1 2\n");
}

static void test_mark_of_the_largest_numbers_and_odd_names(void **state)
{
	(void)state;
	set("a'; DROP TABLE mailbox_mark; --@h:993", "Gel\xc3\xb6scht/\"x\"", 4294967295,
	    4294967295);
	check("a'; DROP TABLE mailbox_mark; --@h:993 Gel\xc3\xb6scht/\"x\" 4294967295 "
	      "4294967295\n");
}

static void test_mark_is_kept_and_belongs_to_its_transaction(void **state)
{
	(void)state;
	set("a@h:993", "INBOX", 7, 10);
	store = rap_store_close(store);
	open_store();
	check("a@h:993 INBOX 7 10\n");
	DO(rap_store_begin(store));
	set("a@h:993", "INBOX", 7, 20);
	check("a@h:993 INBOX 7 20\n");
	rap_store_rollback(store);
	check("a@h:993 INBOX 7 10\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_mark_none),
		TEST(test_mark_is_the_last_one_of_its_folder),
		TEST(test_mark_of_each_mailbox_and_folder),
		TEST(test_mark_of_the_largest_numbers_and_odd_names),
		TEST(test_mark_is_kept_and_belongs_to_its_transaction),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
