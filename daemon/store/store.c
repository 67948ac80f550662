// SPDX-License-Identifier: Apache-2.0
/*
 * Opening the database without ever harming what is there (R65, R70). In a folder of mode 0700:
 *
 *     rapporteur.db       with -wal and -shm beside it, all 0600
 *     rapporteur.lock     flock()ed by the one process that writes
 *     rapporteur.marker   made after the first database: an empty or missing one is a loss then, not a beginning
 *
 * A new database is made under another name and put in place when it is complete. An existing file is looked
 * at before SQLite may touch it: what is not ours, newer, empty or damaged is refused as it lies there.
 */
#include "store/store.h"

#include "common/mem.h"
#include "store/opening.h"
#include "store/schema.h"
#include "store/sql.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 5000 /* core tries again; its watchdog waits longer */
#define WHY_MAX 4096

/* ---- connections ---------------------------------------------------------------------------------------- */

static rap_err damaged(rap_opening *o, const char *path, const char *what)
{
	return rap_store_refuse(o, RAP_E_DAMAGED,
	                        "The database %s is damaged (%s). `rapporteur backup --restore` "
	                        "puts a copy in its place; the file "
	                        "was left as it is.",
	                        path, what);
}

static rap_err sql_refused(rap_opening *o, rap_err err, const char *path)
{
	if (err == RAP_E_DAMAGED)
		return damaged(o, path, rap_store_problem(o->store));
	return rap_store_refuse(o, err, "The database %s: %s.", path, rap_store_problem(o->store));
}

rap_err rap_store_connect(rap_opening *o, const char *path)
{
	int flags = o->mode == RAP_STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	int code = sqlite3_open_v2(
		path, &o->store->db,
		flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE, NULL);

	if (code != SQLITE_OK)
		return sql_refused(o, rap_sql_error(o->store, code), path);
	return RAP_OK;
}

/* R65 */
rap_err rap_store_configure(rap_store *store, int busy_ms)
{
	static const struct {
		int what, on;
	} settings[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
		{SQLITE_DBCONFIG_ENABLE_FKEY, 1},
		{SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},
		{SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, /* until the file has been checked */
	};
	int code = sqlite3_busy_timeout(store->db, busy_ms);

	for (size_t i = 0; code == SQLITE_OK && i < sizeof settings / sizeof settings[0]; i++)
		code = sqlite3_db_config(store->db, settings[i].what, settings[i].on, NULL);
	if (code != SQLITE_OK)
		return rap_sql_error(store, code);
	return rap_sql_exec(store, "PRAGMA cell_size_check = ON;"
	                           "PRAGMA synchronous = FULL;"
	                           "PRAGMA temp_store = MEMORY;"
	                           "PRAGMA mmap_size = 0;"
	                           "PRAGMA cache_size = -1000;" /* KiB: a daemon that stays small */
	                           "PRAGMA journal_size_limit = 4194304");
}

/* The whole file in order, page by page? *ret_why says what is not. */
static rap_err quick_check(rap_store *store, char **ret_why)
{
	rap_sql q = rap_sql_begin(store, "PRAGMA quick_check(1)");

	*ret_why = rap_sql_row(&q) ? rap_sql_get_text(&q, 0) : NULL;
	return rap_sql_end(&q);
}

static rap_err check(rap_opening *o, const char *path)
{
	char *found = NULL;
	int version;
	rap_err err = rap_schema_get(o->store, &version);

	if (err == RAP_OK && version > rap_schema_version())
		return rap_store_refuse(
			o, RAP_E_FOREIGN,
			"%s was written by a newer version of rapporteur. Install that "
			"version again; the file was left as it is.",
			path);
	if (err == RAP_OK && o->mode != RAP_STORE_WRITE && version < rap_schema_version())
		return rap_store_refuse(
			o, RAP_E_AGAIN,
			"%s was written by an older version of rapporteur; `rapporteur "
			"serve --once` brings it up to date.",
			path);
	if (err == RAP_OK && o->mode == RAP_STORE_WRITE)
		err = quick_check(o->store, &found);
	if (err != RAP_OK)
		err = sql_refused(o, err, path);
	else if (found && strcmp(found, "ok") != 0)
		err = damaged(o, path, found);
	free(found);
	return err;
}

/* From here on the file is known to be sound and ours. */
static rap_err set_up(rap_opening *o, const char *path)
{
	sqlite3 *db = o->store->db;
	int persist =
		1; /* -wal and -shm stay, so that readers need not be able to write the folder */
	rap_err err = rap_sql_exec(o->store, "PRAGMA journal_mode = WAL");

	if (err == RAP_OK)
		err = rap_schema_migrate(o->store);
	if (err != RAP_OK)
		return sql_refused(o, err, path);
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	(void)sqlite3_file_control(db, "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
	return RAP_OK;
}

void rap_store_disconnect(rap_store *store)
{
	int code;

	rap_sql_forget(store);
	code = sqlite3_close(store->db);
	assert(code == SQLITE_OK); /* a statement was begun and not ended */
	(void)code;
	store->db = NULL;
}

/* ---- the first time ------------------------------------------------------------------------------------- */

static void remove_unfinished(const rap_opening *o)
{
	(void)unlinkat(o->fd, "rapporteur.db.new", 0);
	(void)unlinkat(o->fd, "rapporteur.db.new-journal", 0);
}

/* Made with a rollback journal, so that the first page says from the beginning whose file it is. */
static rap_err create(rap_opening *o)
{
	char *path = rap_store_path(o, "rapporteur.db.new");
	rap_err err;
	int fd;

	remove_unfinished(o);
	fd = openat(o->fd, "rapporteur.db.new", O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	            0600);
	if (fd < 0) {
		err = rap_store_refuse(o, rap_err_from_errno(errno),
		                       "The database %s cannot be made: %s.", path,
		                       strerror(errno));
		free(path);
		return err;
	}
	(void)close(fd);
	err = rap_store_connect(o, path);
	if (err == RAP_OK) {
		err = rap_store_configure(o->store, BUSY_TIMEOUT_MS);
		if (err == RAP_OK)
			err = rap_schema_migrate(o->store);
		if (err != RAP_OK)
			err = sql_refused(o, err, path);
	}
	rap_store_disconnect(o->store);
	if (err == RAP_OK && (renameat(o->fd, "rapporteur.db.new", o->fd, "rapporteur.db") != 0 ||
	                      fsync(o->fd) != 0))
		err = rap_store_refuse(o, rap_err_from_errno(errno),
		                       "The new database cannot be put in its place in %s: %s.",
		                       o->folder, strerror(errno));
	if (err != RAP_OK)
		remove_unfinished(o);
	free(path);
	return err;
}

/* ---- open and close ------------------------------------------------------------------------------------- */

/*
 * The whole file is checked before anything is written, -shm included: alone, SQLite keeps its index of -wal in
 * memory. RAP_E_BUSY: somebody else is at it, and then -shm is in use anyway.
 */
static rap_err check_alone(rap_opening *o, const char *path)
{
	bool had_wal = faccessat(o->fd, "rapporteur.db-wal", F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	rap_err err = rap_store_connect(o, path);

	if (err == RAP_OK) { /* first of all: a pragma of configure() has the tables read */
		err = rap_sql_exec(o->store, "PRAGMA locking_mode = EXCLUSIVE");
		if (err == RAP_OK)
			err = rap_store_configure(o->store, 0);
		if (err != RAP_OK)
			err = sql_refused(o, err, path);
	}
	if (err == RAP_OK)
		err = check(o, path);
	if (err == RAP_OK)
		err = rap_store_is_whole(o, path);
	rap_store_disconnect(o->store);
	if (err != RAP_OK && !had_wal)
		(void)unlinkat(o->fd, "rapporteur.db-wal", 0); /* made empty on looking for it */
	return err;
}

/* For nobody else: a copy that was put back by hand may be open. -wal and -shm are made with the file's mode. */
static rap_err close_files(rap_opening *o)
{
	static const char *const names[] = {"rapporteur.db", "rapporteur.db-wal",
	                                    "rapporteur.db-shm"};
	struct stat info;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (fstatat(o->fd, names[i], &info, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(info.st_mode) && (info.st_mode & 0777) != 0600 &&
		    fchmodat(o->fd, names[i], 0600, 0) != 0)
			return rap_store_refuse(o, rap_err_from_errno(errno),
			                        "The mode of %s/%s cannot be changed to 0600: %s.",
			                        o->folder, names[i], strerror(errno));
	return RAP_OK;
}

static rap_err open_file(rap_opening *o, const char *path)
{
	bool write = o->mode == RAP_STORE_WRITE, checked = false;
	rap_err err = write ? check_alone(o, path) : RAP_OK;

	checked = write && err == RAP_OK;
	if (err == RAP_OK || err == RAP_E_BUSY)
		err = write ? close_files(o) : RAP_OK;
	if (err == RAP_OK)
		err = rap_store_connect(o, path);
	if (err == RAP_OK) {
		err = rap_store_configure(o->store, BUSY_TIMEOUT_MS);
		if (err != RAP_OK)
			err = sql_refused(o, err, path);
	}
	if (err == RAP_OK && !checked)
		err = check(o, path);
	if (err == RAP_OK && write)
		err = set_up(o, path);
	if (err == RAP_E_IO && o->mode == RAP_STORE_READ)
		err = rap_store_refuse(
			o, err,
			"The database %s cannot be read by this user (%s). Run the command as "
			"the user the daemon runs as, or on a copy of the folder.",
			path, rap_store_problem(o->store));
	return err;
}

static rap_err open_all(rap_opening *o, const char *directory)
{
	rap_err err = rap_store_folder(o, directory);
	char *path;

	if (err == RAP_OK && o->mode != RAP_STORE_READ) {
		err = rap_store_lock(o);
		/* Without a daemon beside it an edit is a write like any other. */
		if (err == RAP_OK)
			o->mode = RAP_STORE_WRITE;
		else if (err == RAP_E_BUSY && o->mode == RAP_STORE_EDIT)
			err = RAP_OK;
	}
	if (err != RAP_OK)
		return err;
	path = rap_store_path(o, "rapporteur.db");
	err = rap_store_judge(o, path);
	if (err == RAP_E_NOT_FOUND && o->mode == RAP_STORE_WRITE)
		err = create(o);
	if (err == RAP_OK)
		err = open_file(o, path);
	if (err == RAP_OK && o->mode == RAP_STORE_WRITE)
		err = rap_store_put_marker(o);
	free(path);
	return err;
}

rap_err rap_store_open(const char *directory, rap_store_mode mode, rap_store **ret, char **ret_why)
{
	rap_opening o = {.mode = mode, .fd = -1, .why = rap_buf_init(WHY_MAX)};
	rap_err err;

	o.store = rap_calloc(1, sizeof *o.store);
	o.store->lock = -1;
	o.store->problem = rap_buf_init(WHY_MAX);
	err = open_all(&o, directory);
	if (err == RAP_OK)
		*ret = o.store;
	else
		rap_store_close(o.store);
	if (ret_why)
		*ret_why = err == RAP_OK ? NULL : rap_buf_take(&o.why);
	if (o.fd >= 0)
		(void)close(o.fd);
	free(o.folder);
	rap_buf_done(&o.why);
	return err;
}

rap_store *rap_store_close(rap_store *store)
{
	if (!store)
		return NULL;
	if (store->in_transaction)
		rap_store_rollback(store);
	rap_store_disconnect(store);
	if (store->lock >= 0)
		(void)close(store->lock);
	rap_buf_done(&store->problem);
	free(store);
	return NULL;
}

rap_err rap_store_own(rap_store *store, rap_store_mode mode, const char *consultation,
                      char **ret_owner)
{
	rap_sql q = rap_sql_begin(store, "SELECT consultation FROM owner");
	bool same = true, owned = rap_sql_row(&q);
	rap_err err;

	*ret_owner = NULL;
	if (owned) {
		same = strcmp(rap_sql_peek_text(&q, 0), consultation) == 0;
		if (!same)
			*ret_owner = rap_strdup(rap_sql_peek_text(&q, 0));
	}
	err = rap_sql_end(&q);
	if (err == RAP_OK && !same)
		return RAP_E_FOREIGN;
	if (err != RAP_OK || owned || mode == RAP_STORE_READ)
		return err;
	q = rap_sql_begin(store, "INSERT INTO owner (one, consultation) VALUES (1, ?)"
	                         " ON CONFLICT DO NOTHING");
	rap_sql_text(&q, consultation);
	return rap_sql_run(&q);
}

int64_t rap_store_version(rap_store *store)
{
	rap_sql q = rap_sql_begin(store, "PRAGMA data_version");
	int64_t others = rap_sql_row(&q) ? rap_sql_get_int(&q, 0) : 0;

	if (rap_sql_end(&q) != RAP_OK)
		return 0;
	return others * (INT64_C(1) << 40) + sqlite3_total_changes(store->db) + 1;
}

/* ---- transactions --------------------------------------------------------------------------------------- */

rap_err rap_store_begin(rap_store *store)
{
	rap_sql q;
	rap_err err;

	assert(!store->in_transaction);
	q = rap_sql_begin(store, "BEGIN IMMEDIATE");
	err = rap_sql_run(&q);
	store->in_transaction = err == RAP_OK;
	return err;
}

rap_err rap_store_commit(rap_store *store)
{
	rap_sql q;
	rap_err err;

	assert(store->in_transaction);
	q = rap_sql_begin(store, "COMMIT");
	err = rap_sql_run(&q);
	store->in_transaction = err != RAP_OK;
	return err;
}

void rap_store_rollback(rap_store *store)
{
	/* A full disk or a failed write may have rolled back already. */
	if (!sqlite3_get_autocommit(store->db)) {
		rap_sql q = rap_sql_begin(store, "ROLLBACK");

		(void)!rap_sql_run(&q);
	}
	store->in_transaction = false;
}

rap_err rap_store_part_begin(rap_store *store)
{
	assert(store->in_transaction);
	return rap_sql_exec(store, "SAVEPOINT part");
}

rap_err rap_store_part_keep(rap_store *store)
{
	return rap_sql_exec(store, "RELEASE part");
}

rap_err rap_store_part_undo(rap_store *store)
{
	return rap_sql_exec(store, "ROLLBACK TO part; RELEASE part");
}

void rap_store_set_alive(rap_store *store, rap_store_alive_fn *alive)
{
	store->alive = alive;
}

const char *rap_store_problem(const rap_store *store)
{
	return rap_buf_text(&store->problem);
}
