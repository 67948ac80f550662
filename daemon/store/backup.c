// SPDX-License-Identifier: Apache-2.0
/* Copies of the database, and the way back; see backup.h. */
#include "store/backup.h"

#include "common/mem.h"
#include "store/opening.h"
#include "store/schema.h"
#include "store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_ROOM (2u * PATH_MAX)
#define PAGES 2048 /* copied at a time, some 8 MiB */
#define STEPS 10000 /* of SQLite between two signs of life */

static rap_opening opening_new(rap_store_mode mode)
{
	rap_opening o = {.mode = mode, .fd = -1, .why = rap_buf_init(4096)};

	o.store = rap_calloc(1, sizeof *o.store);
	o.store->lock = -1;
	o.store->problem = rap_buf_init(4096);
	return o;
}

static void opening_done(rap_opening *o, rap_err err, char **ret_why)
{
	(void)rap_store_close(o->store);
	if (o->fd >= 0)
		(void)close(o->fd);
	free(o->folder);
	if (ret_why)
		*ret_why = err == RAP_OK ? NULL : rap_buf_take(&o->why);
	rap_buf_done(&o->why);
}

static rap_err refuse_sql(rap_opening *o, rap_err err, const char *path)
{
	return rap_store_refuse(o, err, "%s: %s.", path, rap_store_problem(o->store));
}

/* ---- every page ----------------------------------------------------------------------------------------- */

/* The first row that a pragma for checking gives, if it is not "ok"; caller frees. */
static rap_err first_fault(rap_store *store, const char *pragma, char **ret_fault)
{
	rap_sql q = rap_sql_begin(store, pragma);

	*ret_fault = NULL;
	if (rap_sql_row(&q) && rap_sql_peek_text(&q, 0) &&
	    strcmp(rap_sql_peek_text(&q, 0), "ok") != 0)
		*ret_fault = rap_sql_get_text(&q, 0);
	return rap_sql_end(&q);
}

static int on_progress(void *user)
{
	const rap_store *store = user;

	if (store->alive)
		store->alive();
	return 0;
}

rap_err rap_backup_integrity(rap_store *store)
{
	char *fault = NULL;
	rap_err err;

	sqlite3_progress_handler(store->db, STEPS, on_progress, store);
	err = first_fault(store, "PRAGMA integrity_check(1)", &fault);
	if (err == RAP_OK && !fault)
		err = first_fault(store, "PRAGMA foreign_key_check", &fault);
	sqlite3_progress_handler(store->db, 0, NULL, NULL);
	if (err == RAP_OK && fault) {
		rap_buf_cut(&store->problem, 0);
		rap_buf_printf(&store->problem, "damaged: %s", fault);
		err = RAP_E_DAMAGED;
	}
	free(fault);
	return err;
}

/* ---- looking through a copy ----------------------------------------------------------------------------- */

void rap_backup_facts_done(rap_backup_facts *facts)
{
	free(facts->consultation);
	*facts = (rap_backup_facts){0};
}

/*
 * A copy of ours is one file. `immutable` reads it without locks and makes no -wal or -shm beside it; where there is a
 * -wal (files that were copied by hand) it is read too.
 */
static rap_err connect_to_copy(rap_opening *o, const char *path, bool *ret_has_wal)
{
	rap_buf uri = rap_buf_init(4 * PATH_ROOM);
	struct stat info;
	int code;

	rap_buf_printf(&uri, "%s-wal", path);
	*ret_has_wal = stat(rap_buf_text(&uri), &info) == 0 && info.st_size > 0;

	rap_buf_cut(&uri, 0);
	rap_buf_str(&uri, "file:");
	for (const char *c = path; *c; c++)
		if (strchr("%?#", *c))
			rap_buf_printf(&uri, "%%%02X", (unsigned char)*c);
		else
			rap_buf_char(&uri, *c);
	if (!*ret_has_wal)
		rap_buf_str(&uri, "?immutable=1");
	code = sqlite3_open_v2(rap_buf_text(&uri), &o->store->db,
	                       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
	                               SQLITE_OPEN_EXRESCODE,
	                       NULL);
	rap_buf_done(&uri);
	return code == SQLITE_OK ? rap_store_configure(o->store, 0) : rap_sql_error(o->store, code);
}

static rap_err get_number(rap_store *store, const char *text, int64_t *ret)
{
	rap_sql q = rap_sql_begin(store, text);

	*ret = rap_sql_row(&q) ? rap_sql_get_int(&q, 0) : 0;
	return rap_sql_end(&q);
}

/* The first records had none. */
static rap_err get_owner(rap_store *store, rap_backup_facts *ret)
{
	int64_t known = 0;
	rap_sql q;
	rap_err err = get_number(store, "SELECT count(*) FROM sqlite_schema WHERE name = 'owner'",
	                         &known);

	if (err != RAP_OK || known == 0)
		return err;
	q = rap_sql_begin(store, "SELECT consultation FROM owner");
	if (rap_sql_row(&q))
		ret->consultation = rap_sql_get_text(&q, 0);
	return rap_sql_end(&q);
}

static rap_err get_facts(rap_store *store, rap_backup_facts *ret)
{
	rap_err err = get_owner(store, ret);

	if (err == RAP_OK)
		err = get_number(store, "SELECT count(*) FROM mail_in", &ret->mails);
	if (err == RAP_OK)
		err = get_number(store, "SELECT count(*) FROM answer", &ret->answers);
	if (err == RAP_OK)
		err = get_number(store, "SELECT count(*) FROM mail_out", &ret->letters);
	if (err == RAP_OK)
		err = get_number(store, "SELECT count(*) FROM event", &ret->events);
	if (err == RAP_OK)
		err = get_number(store, "SELECT coalesce(max(at), 0) FROM event", &ret->last_at);
	return err;
}

static rap_err look_through(rap_opening *o, const char *path, rap_backup_facts *ret)
{
	int64_t application = 0;
	int version = 0;
	bool has_wal;
	rap_err err = connect_to_copy(o, path, &has_wal);

	if (err == RAP_OK)
		err = get_number(o->store, "PRAGMA application_id", &application);
	if (err == RAP_OK)
		err = rap_schema_get(o->store, &version);
	if (err == RAP_OK && application != RAP_SCHEMA_APPLICATION_ID)
		return rap_store_refuse(o, RAP_E_FOREIGN, "%s is no record of rapporteur.", path);
	if (err == RAP_OK && version > rap_schema_version())
		return rap_store_refuse(o, RAP_E_FOREIGN,
		                        "%s was written by a newer version of rapporteur.", path);
	if (err == RAP_OK)
		err = rap_backup_integrity(o->store);
	if (err == RAP_OK && !has_wal) {
		err = rap_store_is_whole(o, path);
		if (err != RAP_OK)
			return err;
	}
	if (err == RAP_OK && version > 0)
		err = get_facts(o->store, ret);
	return err == RAP_OK ? RAP_OK : refuse_sql(o, err, path);
}

static rap_err check_copy(const char *path, rap_store_alive_fn *alive, rap_backup_facts *ret,
                          char **ret_why)
{
	rap_opening o = opening_new(RAP_STORE_READ);
	struct stat info;
	rap_err err;

	o.store->alive = alive;
	*ret = (rap_backup_facts){0};
	if (stat(path, &info) != 0)
		err = rap_store_refuse(&o, rap_err_from_errno(errno), "%s: %s.", path,
		                       strerror(errno));
	else if (!S_ISREG(info.st_mode) || info.st_size == 0)
		err = rap_store_refuse(&o, RAP_E_DAMAGED, "%s is %s.", path,
		                       S_ISREG(info.st_mode) ? "empty" : "no file");
	else
		err = look_through(&o, path, ret);
	if (err != RAP_OK)
		rap_backup_facts_done(ret);
	opening_done(&o, err, ret_why);
	return err;
}

rap_err rap_backup_check(const char *path, rap_backup_facts *ret, char **ret_why)
{
	return check_copy(path, NULL, ret, ret_why);
}

/* ---- making one ----------------------------------------------------------------------------------------- */

/* All pages as they are at one moment: the transaction keeps others' writing out of what is read. */
static rap_err copy_all(rap_opening *o, rap_store *from)
{
	sqlite3_backup *backup;
	int64_t tables;
	rap_err err = rap_sql_exec(from, "BEGIN");
	int code;

	if (err == RAP_OK)
		err = get_number(from, "SELECT count(*) FROM sqlite_schema", &tables);
	if (err == RAP_OK) {
		backup = sqlite3_backup_init(o->store->db, "main", from->db, "main");
		do {
			code = backup ? sqlite3_backup_step(backup, PAGES)
			              : sqlite3_errcode(o->store->db);
			(void)on_progress(from);
		} while (code == SQLITE_OK && backup);
		if (backup)
			(void)sqlite3_backup_finish(backup);
		err = code == SQLITE_DONE ? RAP_OK : rap_sql_error(o->store, code);
	} else {
		rap_buf_cut(&o->store->problem, 0);
		rap_buf_str(&o->store->problem, rap_store_problem(from));
	}
	rap_store_rollback(from);
	return err;
}

/* Into a new file that is complete and synced; others may write meanwhile. */
static rap_err copy_pages(rap_opening *o, rap_store *from, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	rap_err err;

	if (fd < 0)
		return rap_store_refuse(o, rap_err_from_errno(errno), "%s cannot be made: %s.",
		                        path, strerror(errno));
	(void)close(fd);
	err = rap_store_connect(o, path);
	if (err != RAP_OK)
		return err;
	err = copy_all(o, from);
	/* One file: the first page has brought the mode of the original with it. */
	if (err == RAP_OK)
		err = rap_sql_exec(o->store, "PRAGMA journal_mode = DELETE");
	if (err != RAP_OK)
		err = refuse_sql(o, err, path);
	rap_store_disconnect(o->store);
	return err;
}

/* The path with the links of its folder resolved, and the folder opened as o->fd; caller frees. */
static char *resolve(rap_opening *o, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder RAP_CLEANUP(rap_freep) =
		slash ? rap_strndup(path, slash == path ? 1 : (size_t)(slash - path))
		      : rap_strdup(".");
	rap_buf whole = rap_buf_init(PATH_ROOM);

	o->folder = realpath(folder, NULL);
	if (o->folder)
		o->fd = open(o->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (!o->folder || o->fd < 0) {
		(void)rap_store_refuse(o, RAP_E_IO, "The folder %s cannot be opened: %s.", folder,
		                       strerror(errno));
		rap_buf_done(&whole);
		return NULL;
	}
	rap_buf_printf(&whole, "%s/%s", o->folder, slash ? slash + 1 : path);
	return rap_buf_take(&whole);
}

static char *with(const char *path, const char *tail)
{
	rap_buf whole = rap_buf_init(PATH_ROOM);

	rap_buf_printf(&whole, "%s%s", path, tail);
	return rap_buf_take(&whole);
}

static void remove_copy(const char *path)
{
	static const char *const tails[] = {"", "-journal", "-wal", "-shm"};

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		char *name = with(path, tails[i]);

		(void)unlink(name);
		free(name);
	}
}

static rap_err make(rap_opening *o, rap_store *store, const char *whole)
{
	char *unfinished = with(whole, ".new"), *why = NULL;
	rap_backup_facts facts = {0};
	rap_err err;

	remove_copy(unfinished);
	err = copy_pages(o, store, unfinished);
	if (err == RAP_OK) {
		err = check_copy(unfinished, store->alive, &facts, &why);
		if (err != RAP_OK)
			err = rap_store_refuse(
				o, err,
				"The copy is not good and was not kept (`rapporteur rebuild "
				"--check` looks through the record itself): %s",
				why);
	}
	if (err == RAP_OK && (rename(unfinished, whole) != 0 || fsync(o->fd) != 0))
		err = rap_store_refuse(o, rap_err_from_errno(errno), "%s cannot be made: %s.",
		                       whole, strerror(errno));
	if (err != RAP_OK)
		remove_copy(unfinished);
	rap_backup_facts_done(&facts);
	free(unfinished);
	free(why);
	return err;
}

rap_err rap_backup_make(rap_store *store, const char *path, char **ret_why)
{
	rap_opening o = opening_new(RAP_STORE_WRITE);
	char *whole = resolve(&o, path);
	rap_err err = whole ? make(&o, store, whole) : RAP_E_IO;

	free(whole);
	opening_done(&o, err, ret_why);
	return err;
}

/* ---- the way back --------------------------------------------------------------------------------------- */

/* The database and its -wal, which belong together, under other names; -shm can be made anew. */
static rap_err set_aside(rap_opening *o, const char *stamp, char **ret_aside)
{
	static const char *const tails[] = {"", "-wal"};
	char from[64], to[128]; /* names of ours and a stamp */

	*ret_aside = NULL;
	for (size_t i = 0; i < 2; i++) {
		(void)snprintf(from, sizeof from, "rapporteur.db%s", tails[i]);
		(void)snprintf(to, sizeof to, "rapporteur.db.aside-%.40s%s", stamp, tails[i]);
		if (renameat(o->fd, from, o->fd, to) == 0) {
			if (i == 0)
				*ret_aside = rap_store_path(o, to);
		} else if (errno != ENOENT) {
			return rap_store_refuse(o, rap_err_from_errno(errno),
			                        "%s/%s cannot be set aside: %s.", o->folder, from,
			                        strerror(errno));
		}
	}
	(void)unlinkat(o->fd, "rapporteur.db-shm", 0);
	(void)unlinkat(o->fd, "rapporteur.db-journal", 0);
	return RAP_OK;
}

/* From a connection to the copy into rapporteur.db.new. */
static rap_err fetch_copy(rap_opening *o, const char *path, const char *unfinished)
{
	rap_opening copy = opening_new(RAP_STORE_READ);
	bool has_wal;
	rap_err err = connect_to_copy(&copy, path, &has_wal);

	if (err == RAP_OK)
		err = copy_pages(o, copy.store, unfinished);
	else
		err = rap_store_refuse(o, err, "%s: %s.", path, rap_store_problem(copy.store));
	opening_done(&copy, err, NULL);
	return err;
}

static rap_err put_back(rap_opening *o, const char *path, const char *stamp, char **ret_aside)
{
	char *unfinished = rap_store_path(o, "rapporteur.db.new");
	rap_err err;

	remove_copy(unfinished);
	err = fetch_copy(o, path, unfinished);
	if (err == RAP_OK)
		err = rap_store_put_marker(o); /* from here on a missing database is a loss */
	if (err == RAP_OK)
		err = set_aside(o, stamp, ret_aside);
	if (err == RAP_OK && (renameat(o->fd, "rapporteur.db.new", o->fd, "rapporteur.db") != 0 ||
	                      fsync(o->fd) != 0))
		err = rap_store_refuse(o, rap_err_from_errno(errno),
		                       "The copy cannot be put in its place in %s: %s.", o->folder,
		                       strerror(errno));
	if (err != RAP_OK)
		remove_copy(unfinished);
	free(unfinished);
	return err;
}

static rap_err restore(rap_opening *o, const char *directory, const char *path,
                       const char *consultation)
{
	rap_backup_facts facts = {0};
	char *why = NULL;
	rap_err err = rap_backup_check(path, &facts, &why);

	if (err != RAP_OK)
		err = rap_store_refuse(o, err, "%s", why);
	else if (facts.consultation && strcmp(facts.consultation, consultation) != 0)
		err = rap_store_refuse(o, RAP_E_FOREIGN,
		                       "%s holds the record of the consultation '%s', not of '%s'.",
		                       path, facts.consultation, consultation);
	rap_backup_facts_done(&facts);
	free(why);
	if (err == RAP_OK)
		err = rap_store_folder(o, directory);
	return err == RAP_OK ? rap_store_lock(o) : err;
}

rap_err rap_backup_restore(const char *directory, const char *path, const char *consultation,
                           const char *stamp, char **ret_aside, char **ret_why)
{
	rap_opening o = opening_new(RAP_STORE_WRITE);
	rap_err err = restore(&o, directory, path, consultation);

	*ret_aside = NULL;
	if (err == RAP_OK)
		err = put_back(&o, path, stamp, ret_aside);
	opening_done(&o, err, ret_why);
	return err;
}
