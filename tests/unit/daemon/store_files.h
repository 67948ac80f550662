/* SPDX-License-Identifier: Apache-2.0 */
/* The files of the database as the tests of the store see them from outside. */
#ifndef RAP_TESTS_STORE_FILES_H
#define RAP_TESTS_STORE_FILES_H

#include "tests/unit/daemon/store_world.h"

#include "common/file.h"
#include "common/limits.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define DB "state/rapporteur.db"
#define MARKER "state/rapporteur.marker"
#define TEST(function) cmocka_unit_test_teardown(function, leave_all)

static inline mode_t mode_of(const char *path)
{
	struct stat info;

	assert_int_equal(lstat(path, &info), 0);
	return info.st_mode & 07777;
}

static inline bool exists(const char *path)
{
	struct stat info;

	return lstat(path, &info) == 0;
}

static inline rap_hash hash_of_file(const char *path)
{
	rap_buf bytes = {0};
	rap_hash hash;

	DO(rap_file_read(path, 64 * RAP_MIB, &bytes));
	hash = rap_hash_of(rap_buf_as_slice(&bytes));
	rap_buf_done(&bytes);
	return hash;
}

/* Opens and must be refused with that error and a sentence that holds the words. */
static inline void refused(rap_store_mode mode, rap_err want, const char *words)
{
	rap_store *got = NULL;
	char *why = NULL;
	rap_err err = rap_store_open("state", mode, &got, &why);

	if (err != want || !why || !strstr(why, words))
		fail_msg("%s: %s", rap_err_text(err), why ? why : "no reason");
	assert_null(got);
	free(why);
}

/* By SQLite itself, behind the back of the store. */
static inline void sql(const char *path, const char *text)
{
	sqlite3 *db = NULL;
	char *message = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, text, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s", message);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static inline long sql_number(const char *path, const char *text)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	long number;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, text, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	number = (long)sqlite3_column_int64(statement, 0);
	(void)sqlite3_finalize(statement);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return number;
}

static inline size_t count_events(void)
{
	return (size_t)sql_number(DB, "SELECT count(*) FROM event");
}

/* Runs in a child of its own, which never comes back from it; its wait status. No database is open here. */
static inline int in_child(void (*what)(void))
{
	pid_t pid = fork();
	int status = 0;

	assert_true(pid >= 0);
	if (pid == 0) {
		what();
		_exit(99);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static inline void close_store(void)
{
	store = rap_store_close(store);
}

static inline int leave_all(void **state)
{
	(void)state;
	close_store();
	(void)chmod("state", 0700);
	remove_files("state");
	return 0;
}

#endif
