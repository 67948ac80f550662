// SPDX-License-Identifier: Apache-2.0
/* R70: copies of the database: made beside a writer, looked through, put back, and never half of one. */
#include "tests/unit/daemon/store_files.h"

#include "store/backup.h"
#include "store/schema.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

#define COPY "copy.db"
#define ID "the-consultation"

static int leave_copies(void **state)
{
	(void)state;
	store = rap_store_close(store);
	(void)unlink(COPY);
	(void)unlink("state/rapporteur.db.aside-now");
	(void)unlink("state/rapporteur.db.aside-now-wal");
	remove_files("state");
	return 0;
}
#define BACKUP_TEST(function) cmocka_unit_test_teardown(function, leave_copies)

/* An owned record with a mail. */
static void begin(void)
{
	char *owner = NULL;

	open_store();
	DO(rap_store_own(store, RAP_STORE_WRITE, ID, &owner));
	(void)add_mail("first", 1);
	DO(rap_event_add(store, 7, "recorded", "{}"));
}

static void good_copy(int64_t mails)
{
	rap_backup_facts facts;
	char *why = NULL;

	if (rap_backup_check(COPY, &facts, &why) != RAP_OK)
		fail_msg("%s", why);
	assert_int_equal(facts.mails, mails);
	assert_int_equal(facts.last_at, 7);
	assert_string_equal(facts.consultation, ID);
	rap_backup_facts_done(&facts);
}

static void bad_copy(rap_err want, const char *words)
{
	rap_backup_facts facts;
	char *why = NULL;
	rap_err err = rap_backup_check(COPY, &facts, &why);

	if (err != want || !why || !strstr(why, words))
		fail_msg("%s: %s", rap_err_text(err), why ? why : "no reason");
	free(why);
}

static void restore(rap_err want, const char *consultation, const char *words)
{
	char *aside = NULL, *why = NULL;
	rap_err err = rap_backup_restore("state", COPY, consultation, "now", &aside, &why);

	if (err != want || (words && (!why || !strstr(why, words))))
		fail_msg("%s: %s", rap_err_text(err), why ? why : "no reason");
	free(aside);
	free(why);
}

static void test_r70_a_copy_is_one_private_file(void **state)
{
	(void)state;
	begin();
	DO(rap_backup_make(store, COPY, NULL));
	good_copy(1);
	assert_int_equal(mode_of(COPY), 0600);
	assert_false(exists(COPY "-wal"));
	assert_false(exists(COPY "-shm"));
	assert_false(exists(COPY ".new"));
	/* The next one takes its place. */
	(void)add_mail("second", 2);
	DO(rap_backup_make(store, COPY, NULL));
	good_copy(2);
}

static void test_r70_a_copy_is_made_beside_a_writer(void **state)
{
	rap_store *reader = NULL;

	(void)state;
	begin();
	DO(rap_store_open("state", RAP_STORE_READ, &reader, NULL));
	DO(rap_store_begin(store));
	(void)add_mail("second", 2);
	DO(rap_backup_make(reader, COPY, NULL));
	DO(rap_store_commit(store));
	good_copy(1); /* what was committed */
	DO(rap_backup_make(reader, COPY, NULL));
	good_copy(2);
	reader = rap_store_close(reader);
}

static off_t size_of(const char *path)
{
	struct stat info;

	assert_int_equal(stat(path, &info), 0);
	return info.st_size;
}

/* Its end fills pages that no check of SQLite looks into. */
static void add_long_mail(void)
{
	char text[20001];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	(void)add_mail(text, 3);
}

static void spoil(long at, const char *bytes, size_t len)
{
	int fd = open(COPY, O_WRONLY);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, at), len);
	assert_int_equal(close(fd), 0);
}

static void test_r70_a_bad_copy_is_told(void **state)
{
	static const char zeros[4096];

	(void)state;
	bad_copy(RAP_E_NOT_FOUND, "No such file");
	assert_int_equal(close(open(COPY, O_WRONLY | O_CREAT, 0600)), 0);
	bad_copy(RAP_E_DAMAGED, "is empty");
	begin();
	DO(rap_backup_make(store, COPY, NULL));
	spoil(60, "\0\0\7\0", 4);
	bad_copy(RAP_E_FOREIGN, "newer version");
	DO(rap_backup_make(store, COPY, NULL));
	spoil(68, "Nope", 4);
	bad_copy(RAP_E_FOREIGN, "no record of rapporteur");
	DO(rap_backup_make(store, COPY, NULL));
	spoil(8192, zeros, sizeof zeros);
	bad_copy(RAP_E_DAMAGED, COPY);
	DO(rap_backup_make(store, COPY, NULL));
	spoil(0, "not SQLite", 10);
	bad_copy(RAP_E_DAMAGED, COPY);
	/* SQLite takes an end that is missing for zeros. */
	add_long_mail();
	DO(rap_backup_make(store, COPY, NULL));
	assert_int_equal(truncate(COPY, size_of(COPY) - 1000), 0);
	bad_copy(RAP_E_DAMAGED, COPY);
	DO(rap_backup_make(store, COPY, NULL));
	assert_int_equal(truncate(COPY, size_of(COPY) - 4096), 0);
	bad_copy(RAP_E_DAMAGED, COPY);
	/* A reference that leads nowhere is damage too. */
	DO(rap_backup_make(store, COPY, NULL));
	sql(COPY, "INSERT INTO reading VALUES (99, 1, '{}')");
	bad_copy(RAP_E_DAMAGED, "reading");
}

static void test_r70_a_copy_that_finds_no_room_leaves_the_old_one(void **state)
{
	struct rlimit unlimited, small = {64u * RAP_KIB, RLIM_INFINITY};
	rap_err err;

	(void)state;
	begin();
	DO(rap_backup_make(store, COPY, NULL));
	(void)add_mail("second", 2);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
	small.rlim_max = unlimited.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	err = rap_backup_make(store, COPY, NULL);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &unlimited), 0);
	assert_int_equal(err, RAP_E_FULL);
	good_copy(1);
	assert_false(exists(COPY ".new"));
	assert_false(exists(COPY ".new-journal"));
}

static void test_r70_a_copy_is_put_back_without_the_wal_of_what_was_there(void **state)
{
	pid_t child;

	(void)state;
	begin();
	DO(rap_backup_make(store, COPY, NULL));
	store = rap_store_close(store);
	/* A crash leaves commits in -wal: applied to the copy they would tear it apart. */
	child = fork();
	if (child == 0) {
		open_store();
		(void)add_mail("second", 2);
		(void)kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
	restore(RAP_OK, ID, NULL);
	assert_true(exists("state/rapporteur.db.aside-now"));
	assert_true(exists("state/rapporteur.db.aside-now-wal"));
	open_store();
	assert_int_equal(mode_of(DB), 0600);
	store = rap_store_close(store);
	assert_int_equal(sql_number(DB, "SELECT count(*) FROM mail_in"), 1);
	/* What was set aside is whole. */
	assert_int_equal(
		sql_number("state/rapporteur.db.aside-now", "SELECT count(*) FROM mail_in"), 2);
	(void)unlink("state/rapporteur.db.aside-now-shm");
}

static void test_r70_a_lost_and_a_damaged_database_are_replaced(void **state)
{
	(void)state;
	begin();
	DO(rap_backup_make(store, COPY, NULL));
	store = rap_store_close(store);
	assert_int_equal(unlink(DB), 0);
	refused(RAP_STORE_WRITE, RAP_E_DAMAGED, "--restore");
	restore(RAP_OK, ID, NULL);
	open_store();
	store = rap_store_close(store);
	assert_int_equal(truncate(DB, 5000), 0);
	refused(RAP_STORE_WRITE, RAP_E_DAMAGED, "--restore");
	restore(RAP_OK, ID, NULL);
	open_store();
}

static void test_r70_what_must_not_be_put_back(void **state)
{
	rap_hash before, after;

	(void)state;
	begin();
	DO(rap_backup_make(store, COPY, NULL));
	restore(RAP_E_BUSY, ID, "at work");
	store = rap_store_close(store);
	before = hash_of_file(DB);
	restore(RAP_E_FOREIGN, "another", "not of 'another'");
	sql(COPY, "PRAGMA user_version = 5"); /* an older version's is somebody's too */
	restore(RAP_E_FOREIGN, "another", "not of 'another'");
	assert_int_equal(truncate(COPY, 5000), 0);
	restore(RAP_E_DAMAGED, ID, COPY);
	after = hash_of_file(DB);
	assert_true(rap_hash_same(&before, &after));
	assert_false(exists("state/rapporteur.db.aside-now"));
}

static void test_r70_integrity_of_the_open_database(void **state)
{
	(void)state;
	begin();
	DO(rap_backup_integrity(store));
	store = rap_store_close(store);
	sql(DB, "INSERT INTO reading VALUES (99, 1, '{}')");
	open_store(); /* quick_check does not follow references */
	assert_int_equal(rap_backup_integrity(store), RAP_E_DAMAGED);
	assert_non_null(strstr(rap_store_problem(store), "reading"));
}

static size_t signs;

static void sign(void)
{
	signs++;
}

/* More than the pages that are copied at a time, and more steps than there are between two signs. */
static void test_long_work_gives_signs_of_life(void **state)
{
	(void)state;
	begin();
	sql(DB, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
	        " INSERT INTO event (at, name, json) SELECT 7, 'x', printf('%04000d', i) FROM n");
	rap_store_set_alive(store, sign);
	DO(rap_backup_make(store, COPY, NULL));
	assert_true(signs >= 3);
	good_copy(1);
	signs = 0;
	DO(rap_backup_integrity(store));
	assert_true(signs >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BACKUP_TEST(test_r70_a_copy_is_one_private_file),
		BACKUP_TEST(test_r70_a_copy_is_made_beside_a_writer),
		BACKUP_TEST(test_r70_a_bad_copy_is_told),
		BACKUP_TEST(test_r70_a_copy_that_finds_no_room_leaves_the_old_one),
		BACKUP_TEST(test_r70_a_copy_is_put_back_without_the_wal_of_what_was_there),
		BACKUP_TEST(test_r70_a_lost_and_a_damaged_database_are_replaced),
		BACKUP_TEST(test_r70_what_must_not_be_put_back),
		BACKUP_TEST(test_r70_integrity_of_the_open_database),
		BACKUP_TEST(test_long_work_gives_signs_of_life),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
