// SPDX-License-Identifier: Apache-2.0
/* Opening the database: what is made, with which modes, how it is brought up to date, who may write and read. */
#include "tests/unit/daemon/store_files.h"

#include "store/sql.h"

/* ---- making --------------------------------------------------------------------------------------------- */

static void test_open_makes_private_files(void **state)
{
	(void)state;
	open_store();
	DO(rap_event_add(store, 1, "test", "{}"));
	assert_int_equal(mode_of("state"), 0700);
	assert_int_equal(mode_of(DB), 0600);
	assert_int_equal(mode_of(DB "-wal"), 0600);
	assert_int_equal(mode_of(DB "-shm"), 0600);
	assert_int_equal(mode_of("state/rapporteur.lock"), 0600);
	assert_int_equal(mode_of(MARKER), 0600);
	assert_false(exists(DB ".new"));
	assert_int_equal(sql_number(DB, "PRAGMA application_id"), 0x52617070);
	assert_int_equal(sql_number(DB, "PRAGMA user_version"), 6);
	assert_int_equal(sql_number(DB,
	                            "SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
	                            " AND type = 'table' AND NOT strict"
	                            " AND name NOT LIKE 'sqlite%'"),
	                 0);
}

static void test_open_does_not_depend_on_the_umask(void **state)
{
	mode_t before = umask(0);

	(void)state;
	open_store();
	umask(before);
	assert_int_equal(mode_of("state"), 0700);
	assert_int_equal(mode_of(DB), 0600);
	assert_int_equal(mode_of(DB "-wal"), 0600);
}

static void test_open_closes_what_others_could_read(void **state)
{
	(void)state;
	open_store();
	close_store();
	assert_int_equal(chmod("state", 0755), 0);
	assert_int_equal(chmod(DB, 0644), 0);
	open_store();
	assert_int_equal(mode_of("state"), 0700);
	assert_int_equal(mode_of(DB), 0600);
}

static int64_t number_of(const char *text)
{
	rap_sql q = rap_sql_begin(store, text);
	int64_t number = rap_sql_row(&q) ? rap_sql_get_int(&q, 0) : -1;

	DO(rap_sql_end(&q));
	return number;
}

/* R65: neither a schema that was tampered with nor words in a statement can do more than the statement says. */
static void test_R65_a_connection_trusts_nothing_in_the_file(void **state)
{
	static const struct {
		int what, want;
	} settings[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
	                {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	                {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	                {SQLITE_DBCONFIG_DQS_DML, 0},
	                {SQLITE_DBCONFIG_DQS_DDL, 0}};
	static const char *const refused_text[] = {
		"SELECT load_extension('x')", "SELECT \"words\"",
		"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'x'"};

	(void)state;
	open_store();
	for (size_t i = 0; i < N(settings); i++) {
		int got = -1;

		assert_int_equal(sqlite3_db_config(store->db, settings[i].what, -1, &got), 0);
		assert_int_equal(got, settings[i].want);
	}
	assert_int_equal(number_of("PRAGMA cell_size_check"), 1);
	assert_int_equal(number_of("PRAGMA trusted_schema"), 0);
	assert_int_equal(number_of("PRAGMA mmap_size"), 0);
	for (size_t i = 0; i < N(refused_text); i++)
		assert_int_not_equal(rap_sql_exec(store, refused_text[i]), RAP_OK);
}

/* R65: words of a mail are bound, never part of a statement. */
static void test_R65_words_stay_words(void **state)
{
	static const char evil[] = "x'); DROP TABLE event; -- \" %_ ?1 @a $b :c \\";
	rap_sql q;

	(void)state;
	open_store();
	DO(rap_event_add(store, 7, evil, "{}"));
	q = rap_sql_begin(store, "SELECT count(*) FROM event WHERE name = ?");
	rap_sql_text(&q, evil);
	assert_true(rap_sql_row(&q));
	assert_int_equal(rap_sql_get_int(&q, 0), 1);
	DO(rap_sql_end(&q));
	assert_int_equal(count_events(), 1);
}

static void test_open_again_finds_what_was_written(void **state)
{
	(void)state;
	open_store();
	DO(rap_event_add(store, 7, "opened", "{}"));
	close_store();
	open_store();
	assert_int_equal(count_events(), 1);
}

static void test_open_takes_an_unfinished_beginning_for_none(void **state)
{
	(void)state;
	assert_int_equal(mkdir("state", 0700), 0);
	DO(rap_file_create(DB ".new", rap_slice_of("half a database"), 0600));
	DO(rap_file_create(DB, rap_slice_of(""), 0600));
	open_store();
	DO(rap_event_add(store, 1, "test", "{}"));
	assert_false(exists(DB ".new"));
	assert_true(exists(MARKER));
}

static void test_open_needs_the_folder_above(void **state)
{
	rap_store *got = NULL;
	char *why = NULL;

	(void)state;
	assert_int_equal(rap_store_open("no/such/state", RAP_STORE_WRITE, &got, &why),
	                 RAP_E_NOT_FOUND);
	assert_non_null(strstr(why, "no/such/state"));
	free(why);
	/* Nobody wants to know why. */
	assert_int_equal(rap_store_open("no/such/state", RAP_STORE_WRITE, &got, NULL),
	                 RAP_E_NOT_FOUND);
}

static void test_migrate_from_version_0(void **state)
{
	(void)state;
	assert_int_equal(mkdir("state", 0700), 0);
	sql(DB, "PRAGMA application_id = 0x52617070; VACUUM");
	assert_int_equal(sql_number(DB, "PRAGMA user_version"), 0);
	refused(RAP_STORE_READ, RAP_E_AGAIN, "older version");
	open_store();
	DO(rap_event_add(store, 1, "test", "{}"));
	assert_int_equal(sql_number(DB, "PRAGMA user_version"), 6);
	assert_int_equal(count_events(), 1);
}

static void test_migration_that_fails_changes_nothing(void **state)
{
	(void)state;
	assert_int_equal(mkdir("state", 0700), 0);
	sql(DB, "PRAGMA application_id = 0x52617070; CREATE TABLE event (a)");
	refused(RAP_STORE_WRITE, RAP_E_IO, "already exists");
	assert_int_equal(sql_number(DB, "PRAGMA user_version"), 0);
	assert_int_equal(sql_number(DB, "SELECT count(*) FROM sqlite_schema"), 1);
}

static void test_events_are_append_only(void **state)
{
	sqlite3 *db = NULL;

	(void)state;
	open_store();
	DO(rap_event_add(store, 1, "test", "{}"));
	close_store();
	assert_int_equal(sqlite3_open(DB, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM event", NULL, NULL, NULL),
	                 SQLITE_CONSTRAINT);
	assert_int_equal(sqlite3_exec(db, "UPDATE event SET at = 2", NULL, NULL, NULL),
	                 SQLITE_CONSTRAINT);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* ---- one writer, many readers --------------------------------------------------------------------------- */

static void test_a_second_writer_is_told(void **state)
{
	(void)state;
	open_store();
	refused(RAP_STORE_WRITE, RAP_E_BUSY, "Another rapporteur is at work");
	close_store();
	open_store();
}

static void test_readers_see_what_is_committed(void **state)
{
	rap_store *reader = NULL;
	bool done;

	(void)state;
	refused(RAP_STORE_READ, RAP_E_NOT_FOUND, "state");
	open_store();
	DO(rap_schedule_set_done(store, "digest", 1, 1));
	DO(rap_store_begin(store));
	DO(rap_schedule_set_done(store, "digest", 2, 2));
	DO(rap_store_open("state", RAP_STORE_READ, &reader, NULL));
	DO(rap_schedule_is_done(reader, "digest", 1, &done));
	assert_true(done);
	DO(rap_schedule_is_done(reader, "digest", 2, &done));
	assert_false(done);
	assert_int_not_equal(rap_schedule_set_done(reader, "digest", 3, 3), RAP_OK);
	DO(rap_store_commit(store));
	DO(rap_schedule_is_done(reader, "digest", 2, &done));
	assert_true(done);
	reader = rap_store_close(reader);
}

static void test_begin_is_busy_while_another_writes(void **state)
{
	sqlite3 *other = NULL;

	(void)state;
	open_store();
	assert_int_equal(sqlite3_open(DB, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(rap_store_begin(store), RAP_E_BUSY);
	assert_non_null(strstr(rap_store_problem(store), "locked"));
	assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(other), SQLITE_OK);
	DO(rap_store_begin(store));
	DO(rap_event_add(store, 1, "test", "{}"));
	DO(rap_store_commit(store));
}

static void test_an_edit_goes_on_beside_a_daemon(void **state)
{
	rap_store *edit = NULL;
	char *why = NULL;

	(void)state;
	open_store();
	DO(rap_store_open("state", RAP_STORE_EDIT, &edit, NULL));
	DO(rap_store_begin(edit));
	DO(rap_event_add(edit, 1, "released", "{}"));
	DO(rap_store_commit(edit));
	edit = rap_store_close(edit);
	DO(rap_event_add(store, 2, "after", "{}"));
	assert_int_equal(count_events(), 2);
	/* Without a daemon it is a writer like any other, and holds the lock. */
	close_store();
	DO(rap_store_open("state", RAP_STORE_EDIT, &edit, NULL));
	refused(RAP_STORE_WRITE, RAP_E_BUSY, "Another rapporteur is at work");
	edit = rap_store_close(edit);
	/* It makes nothing where a daemon is about to. */
	remove_files("state");
	open_store();
	assert_int_equal(rename(DB, "state/away"), 0);
	assert_int_equal(unlink(MARKER), 0);
	assert_int_equal(rap_store_open("state", RAP_STORE_EDIT, &edit, &why), RAP_E_NOT_FOUND);
	free(why);
	assert_false(exists(DB));
	assert_int_equal(rename("state/away", DB), 0);
}

/* As a user who can read the folder but not write it. */
static void become_reader(void)
{
	if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		_exit(90);
	if (access("state", W_OK) == 0)
		_exit(91);
}

static void read_in_a_folder_that_cannot_be_written(void)
{
	rap_store *reader = NULL;
	bool done = false;

	become_reader();
	if (rap_store_open("state", RAP_STORE_READ, &reader, NULL) != RAP_OK ||
	    rap_schedule_is_done(reader, "digest", 1, &done) != RAP_OK || !done)
		_exit(1);
	rap_store_close(reader);
	_exit(0);
}

static void be_told_that_reading_is_not_possible(void)
{
	rap_store *reader = NULL;
	char *why = NULL;

	become_reader();
	if (rap_store_open("state", RAP_STORE_READ, &reader, &why) != RAP_E_IO ||
	    !strstr(why, "cannot be read by this user"))
		_exit(1);
	free(why);
	_exit(0);
}

static void test_reading_does_not_write_the_folder(void **state)
{
	(void)state;
	open_store();
	DO(rap_schedule_set_done(store, "digest", 1, 1));
	close_store();
	assert_int_equal(chmod(DB, 0644), 0);
	assert_int_equal(chmod(DB "-wal", 0644), 0);
	assert_int_equal(chmod(DB "-shm", 0644), 0);
	assert_int_equal(chmod(folder, 0755), 0);
	assert_int_equal(chmod("state", 0555), 0);
	assert_int_equal(in_child(read_in_a_folder_that_cannot_be_written), 0);
	/* A copy without them is another matter: SQLite would have to make them. */
	assert_int_equal(chmod("state", 0755), 0);
	assert_int_equal(unlink(DB "-wal"), 0);
	assert_int_equal(unlink(DB "-shm"), 0);
	assert_int_equal(chmod("state", 0555), 0);
	assert_int_equal(in_child(be_told_that_reading_is_not_possible), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_open_makes_private_files),
		TEST(test_open_does_not_depend_on_the_umask),
		TEST(test_open_closes_what_others_could_read),
		TEST(test_R65_a_connection_trusts_nothing_in_the_file),
		TEST(test_R65_words_stay_words),
		TEST(test_open_again_finds_what_was_written),
		TEST(test_open_takes_an_unfinished_beginning_for_none),
		TEST(test_open_needs_the_folder_above),
		TEST(test_migrate_from_version_0),
		TEST(test_migration_that_fails_changes_nothing),
		TEST(test_events_are_append_only),
		TEST(test_a_second_writer_is_told),
		TEST(test_readers_see_what_is_committed),
		TEST(test_begin_is_busy_while_another_writes),
		TEST(test_an_edit_goes_on_beside_a_daemon),
		TEST(test_reading_does_not_write_the_folder),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
