// SPDX-License-Identifier: Apache-2.0
/* Opening what is not ours, newer, empty or damaged: refused as it lies there. What a crash and a full disk leave. */
#include "tests/unit/daemon/store_files.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

/* ---- refusing ------------------------------------------------------------------------------------------- */

/* Both modes refuse the file, and afterwards it is what it was, and what lies beside it. */
static void refused_untouched(rap_err want, const char *words)
{
	static const char *const names[] = {DB, DB "-wal", DB "-shm"};
	struct stat before[N(names)], after;
	rap_hash hash = hash_of_file(DB), now;

	for (size_t i = 0; i < N(names); i++)
		if (stat(names[i], &before[i]) != 0)
			before[i].st_nlink = 0;
	refused(RAP_STORE_WRITE, want, words);
	for (size_t i = 0; i < N(names); i++) {
		assert_int_equal(exists(names[i]), before[i].st_nlink > 0);
		if (before[i].st_nlink == 0)
			continue;
		assert_int_equal(stat(names[i], &after), 0);
		assert_memory_equal(&after.st_mtim, &before[i].st_mtim, sizeof after.st_mtim);
		assert_memory_equal(&after.st_ctim, &before[i].st_ctim, sizeof after.st_ctim);
	}
	refused(RAP_STORE_READ, want, words);
	now = hash_of_file(DB);
	assert_true(rap_hash_same(&hash, &now));
}

static void test_open_refuses_a_foreign_file(void **state)
{
	(void)state;
	assert_int_equal(mkdir("state", 0700), 0);
	DO(rap_file_create(DB, rap_slice_of("These are my notes, keep them.\n"), 0600));
	refused_untouched(RAP_E_FOREIGN, "no database of rapporteur");
}

static void test_open_refuses_a_foreign_database(void **state)
{
	(void)state;
	assert_int_equal(mkdir("state", 0700), 0);
	sql(DB, "PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
	refused_untouched(RAP_E_FOREIGN, "another program");
	assert_int_equal(unlink(DB), 0);
	sql(DB, "PRAGMA application_id = 1; CREATE TABLE t (a)");
	refused_untouched(RAP_E_FOREIGN, "another program");
}

static void test_open_refuses_a_newer_version(void **state)
{
	(void)state;
	open_store();
	close_store();
	sql(DB, "PRAGMA user_version = 1000; PRAGMA wal_checkpoint(TRUNCATE)");
	refused_untouched(RAP_E_FOREIGN, "newer version");
}

static void test_open_refuses_a_newer_version_in_the_wal(void **state)
{
	sqlite3 *other = NULL;

	(void)state;
	open_store();
	close_store();
	assert_int_equal(sqlite3_open(DB, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "PRAGMA user_version = 1000", NULL, NULL, NULL),
	                 SQLITE_OK);
	refused(RAP_STORE_WRITE, RAP_E_FOREIGN, "newer version");
	refused(RAP_STORE_READ, RAP_E_FOREIGN, "newer version");
	assert_int_equal(sqlite3_close(other), SQLITE_OK);
}

static void test_open_refuses_an_empty_file_beside_the_marker(void **state)
{
	(void)state;
	open_store();
	close_store();
	assert_int_equal(truncate(DB, 0), 0);
	refused_untouched(RAP_E_DAMAGED, "is empty");
	assert_int_equal(unlink(DB), 0);
	refused(RAP_STORE_WRITE, RAP_E_DAMAGED, "is missing");
	refused(RAP_STORE_READ, RAP_E_DAMAGED, "is missing");
	assert_false(exists(DB));
	/* What the sentence says helps. */
	assert_int_equal(unlink(MARKER), 0);
	open_store();
}

static void test_open_refuses_a_truncated_file(void **state)
{
	static const long cuts[] = {50, 99, 100, 512, 4096, 5000, 3 * 4096};

	(void)state;
	for (size_t i = 0; i < N(cuts); i++) {
		open_store();
		close_store();
		sql(DB, "PRAGMA wal_checkpoint(TRUNCATE)");
		assert_int_equal(truncate(DB, cuts[i]), 0);
		{
			rap_hash before = hash_of_file(DB), after;

			refused(RAP_STORE_WRITE, RAP_E_DAMAGED, "damaged");
			after = hash_of_file(DB);
			assert_true(rap_hash_same(&before, &after));
		}
		remove_files("state");
	}
}

static void test_open_refuses_a_damaged_file(void **state)
{
	static const struct {
		long at; /* below 0: from the end */
		const char *what;
	} table[] = {{0, "magic"},
	             {16, "page size"},
	             {100, "first page"},
	             {4096, "second page"},
	             {-4096, "last page"}};

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		char junk[64];
		int fd;

		open_store();
		close_store();
		sql(DB, "PRAGMA wal_checkpoint(TRUNCATE)");
		memset(junk, 0x5a, sizeof junk);
		fd = open(DB, O_WRONLY);
		assert_true(fd >= 0);
		assert_true(lseek(fd, table[i].at, table[i].at < 0 ? SEEK_END : SEEK_SET) >= 0);
		assert_int_equal(write(fd, junk, sizeof junk), sizeof junk);
		assert_int_equal(close(fd), 0);
		refused(RAP_STORE_WRITE, RAP_E_DAMAGED, "damaged");
		remove_files("state");
	}
}

static void test_open_follows_no_link(void **state)
{
	(void)state;
	open_store();
	close_store();
	assert_int_equal(rename(DB, "elsewhere"), 0);
	assert_int_equal(symlink("../elsewhere", DB), 0);
	refused(RAP_STORE_WRITE, RAP_E_FOREIGN, "is a link");
	refused(RAP_STORE_READ, RAP_E_FOREIGN, "is a link");
	assert_int_equal(unlink("elsewhere"), 0);
	assert_int_equal(unlink("state/rapporteur.lock"), 0);
	assert_int_equal(symlink("../elsewhere", "state/rapporteur.lock"), 0);
	refused(RAP_STORE_WRITE, RAP_E_IO, "lock");
	assert_false(exists("elsewhere"));
}

/* R70: /tmp, or a folder of the system, named by mistake. */
static void test_r70_no_folder_of_others_is_closed(void **state)
{
	static const struct {
		mode_t mode;
		const char *file; /* in it */
		rap_err want;
	} table[] = {
		{0755, NULL, RAP_OK},
		{0755, "state/token-key", RAP_OK},
		{0755, "state/passwd", RAP_E_CONFIG},
		{0700, "state/passwd", RAP_OK},
		{01777, NULL, RAP_E_CONFIG},
	};

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		assert_int_equal(mkdir("state", 0700), 0);
		assert_int_equal(chmod("state", table[i].mode), 0);
		if (table[i].file)
			assert_int_equal(close(open(table[i].file, O_WRONLY | O_CREAT, 0600)), 0);
		if (table[i].want == RAP_OK) {
			open_store();
			close_store();
			assert_int_equal(mode_of("state"), 0700);
		} else {
			refused(RAP_STORE_WRITE, table[i].want, "`state:`");
			assert_int_equal(mode_of("state"), table[i].mode);
			assert_false(exists("state/rapporteur.lock"));
		}
		if (table[i].file)
			assert_int_equal(unlink(table[i].file), 0);
		remove_files("state");
	}
}

static void test_r70_a_damaged_file_of_a_crash_is_left_with_all_that_lies_beside_it(void **state)
{
	pid_t child;

	(void)state;
	open_store();
	close_store();
	child = fork();
	if (child == 0) {
		open_store();
		(void)add_mail("a", 1);
		(void)kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
	sql(DB, "PRAGMA wal_checkpoint(PASSIVE)");
	assert_int_equal(truncate(DB, 20480), 0);
	refused_untouched(RAP_E_DAMAGED, "damaged");
	assert_int_equal(unlink(DB "-shm"), 0);
	refused(RAP_STORE_WRITE, RAP_E_DAMAGED, "damaged");
	assert_false(exists(DB "-shm"));
}

static void test_open_takes_a_folder_that_is_a_link(void **state)
{
	(void)state; /* systemd's StateDirectory is one with DynamicUser= */
	assert_int_equal(mkdir("real", 0700), 0);
	assert_int_equal(symlink("real", "state"), 0);
	open_store();
	close_store();
	assert_true(exists("real/rapporteur.db"));
	remove_files("real");
	assert_int_equal(unlink("state"), 0);
}

/* ---- crash ---------------------------------------------------------------------------------------------- */

static void die_before_commit(void)
{
	open_store();
	DO(rap_store_begin(store));
	add_mail("a", 1);
	DO(rap_event_add(store, 1, "test", "{}"));
	(void)kill(getpid(), SIGKILL);
}

static void die_after_commit(void)
{
	open_store();
	DO(rap_store_begin(store));
	add_mail("b", 1);
	DO(rap_event_add(store, 1, "test", "{}"));
	DO(rap_store_commit(store));
	(void)kill(getpid(), SIGKILL);
}

static void test_a_killed_transaction_leaves_nothing(void **state)
{
	rap_hash a = hash_of("a"), b = hash_of("b");
	int64_t id;

	(void)state;
	assert_int_equal(WTERMSIG(in_child(die_before_commit)), SIGKILL);
	open_store();
	DO(rap_mail_in_find(store, &a, &id));
	assert_int_equal(id, 0);
	assert_int_equal(count_events(), 0);
	close_store();
	assert_int_equal(WTERMSIG(in_child(die_after_commit)), SIGKILL);
	open_store();
	DO(rap_mail_in_find(store, &b, &id));
	assert_int_not_equal(id, 0);
	assert_int_equal(count_events(), 1);
}

static void test_rollback_takes_all_back(void **state)
{
	(void)state;
	open_store();
	DO(rap_store_begin(store));
	DO(rap_event_add(store, 1, "test", "{}"));
	rap_store_rollback(store);
	assert_int_equal(count_events(), 0);
	DO(rap_store_begin(store));
	DO(rap_event_add(store, 1, "test", "{}"));
	close_store(); /* a transaction that is open then is rolled back */
	assert_int_equal(count_events(), 0);
}

/* ---- full disk ------------------------------------------------------------------------------------------ */

static struct rlimit unlimited;

/* No file may grow beyond size: the same as a full disk to SQLite, without a file system of our own. */
static void limit_files(rlim_t size)
{
	struct rlimit limit = unlimited;

	limit.rlim_cur = size;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void test_a_full_disk_writes_nothing_by_halves(void **state)
{
	/* The first fits in memory and fails at the commit, the second has to be written before. */
	static const size_t sizes[] = {RAP_MIB, 8 * RAP_MIB};

	(void)state;
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
	for (size_t i = 0; i < N(sizes); i++) {
		char *bytes = rap_calloc(sizes[i], 1);
		rap_mail_in mail = {.identity = hash_of("big"), .raw = {bytes, sizes[i]}};
		rap_hash identity = mail.identity;
		int64_t id = 0;
		rap_err err;

		open_store();
		DO(rap_event_add(store, 1, "before", "{}"));
		limit_files(300 * RAP_KIB);
		DO(rap_store_begin(store));
		err = rap_event_add(store, 2, "during", "{}");
		if (err == RAP_OK)
			err = rap_mail_in_add(store, &mail, &id);
		if (err == RAP_OK)
			err = rap_store_commit(store);
		rap_store_rollback(store);
		limit_files(unlimited.rlim_cur);
		assert_int_equal(err, RAP_E_FULL);
		assert_true(strlen(rap_store_problem(store)) > 0);
		assert_int_equal(count_events(), 1);
		DO(rap_mail_in_find(store, &identity, &id));
		assert_int_equal(id, 0);
		/* With room again it goes on, in the same process. */
		DO(rap_store_begin(store));
		DO(rap_mail_in_add(store, &mail, &id));
		DO(rap_store_commit(store));
		close_store();
		assert_int_equal(sql_number(DB, "SELECT sum(length(raw)) FROM mail_in"), sizes[i]);
		remove_files("state");
		free(bytes);
	}
}

static void test_a_full_disk_at_the_beginning_leaves_no_database(void **state)
{
	(void)state;
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
	limit_files(16 * RAP_KIB);
	refused(RAP_STORE_WRITE, RAP_E_FULL, "rapporteur.db");
	limit_files(unlimited.rlim_cur);
	assert_false(exists(DB));
	assert_false(exists(MARKER));
	open_store();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_open_refuses_a_foreign_file),
		TEST(test_open_refuses_a_foreign_database),
		TEST(test_open_refuses_a_newer_version),
		TEST(test_open_refuses_a_newer_version_in_the_wal),
		TEST(test_open_refuses_an_empty_file_beside_the_marker),
		TEST(test_open_refuses_a_truncated_file),
		TEST(test_open_refuses_a_damaged_file),
		TEST(test_open_follows_no_link),
		TEST(test_r70_no_folder_of_others_is_closed),
		TEST(test_r70_a_damaged_file_of_a_crash_is_left_with_all_that_lies_beside_it),
		TEST(test_open_takes_a_folder_that_is_a_link),
		TEST(test_a_killed_transaction_leaves_nothing),
		TEST(test_rollback_takes_all_back),
		TEST(test_a_full_disk_writes_nothing_by_halves),
		TEST(test_a_full_disk_at_the_beginning_leaves_no_database),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
