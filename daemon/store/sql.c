// SPDX-License-Identifier: Apache-2.0
/* Statements and errors of SQLite; see sql.h. */
#include "store/sql.h"

#include "common/mem.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

/* What the operating system said last about a file. */
static int errno_of(sqlite3_file *file)
{
	int number = 0;

	if (file && file->pMethods)
		(void)file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &number);
	return number;
}

static bool means_full(int number)
{
	return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

/*
 * SQLite knows ENOSPC only. A file that may not grow for another reason (a quota, a limit of the process) is
 * a full disk to us too; what was said about it is kept with the database or with its journal.
 */
static bool is_full(sqlite3 *db)
{
	sqlite3_file *file = NULL, *journal = NULL;

	(void)sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	(void)sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
	return means_full(sqlite3_system_errno(db)) || means_full(errno_of(file)) ||
	       means_full(errno_of(journal));
}

rap_err rap_sql_error(rap_store *store, int code)
{
	rap_buf_cut(&store->problem, 0);
	rap_buf_printf(&store->problem, "%s (SQLite %d)",
	               store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code), code);
	switch (code & 0xff) {
	case SQLITE_FULL:
		return RAP_E_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return RAP_E_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return RAP_E_DAMAGED;
	case SQLITE_IOERR:
		return code == SQLITE_IOERR_WRITE && is_full(store->db) ? RAP_E_FULL : RAP_E_IO;
	case SQLITE_NOMEM:
		return RAP_E_AGAIN;
	case SQLITE_TOOBIG:
		return RAP_E_LIMIT;
	case SQLITE_CONSTRAINT:
		return RAP_E_FORMAT;
	default:
		return RAP_E_IO;
	}
}

static rap_sql_cached *cached(rap_store *store, const char *text)
{
	for (size_t i = 0; i < store->n_cached; i++)
		if (store->cache[i].text == text)
			return &store->cache[i];
	if (store->n_cached == RAP_SQL_CACHE)
		return NULL;
	store->cache[store->n_cached] = (rap_sql_cached){.text = text};
	return &store->cache[store->n_cached++];
}

rap_sql rap_sql_begin(rap_store *store, const char *text)
{
	rap_sql q = {.store = store, .cached = cached(store, text)};
	int code;

	/* Begun again while a row of it is being looked at: that one has a statement of its own. */
	if (q.cached && q.cached->busy)
		q.cached = NULL;
	if (q.cached && q.cached->at) {
		q.at = q.cached->at;
	} else {
		code = sqlite3_prepare_v3(store->db, text, -1,
		                          q.cached ? SQLITE_PREPARE_PERSISTENT : 0, &q.at, NULL);
		if (code != SQLITE_OK)
			q.err = rap_sql_error(store, code);
	}
	if (q.cached) {
		q.cached->at = q.at;
		q.cached->busy = q.at != NULL;
	}
	return q;
}

static void bound(rap_sql *q, int code)
{
	assert(code != SQLITE_RANGE && code != SQLITE_MISUSE);
	if (code != SQLITE_OK && q->err == RAP_OK)
		q->err = rap_sql_error(q->store, code);
}

void rap_sql_int(rap_sql *q, int64_t value)
{
	if (q->err == RAP_OK)
		bound(q, sqlite3_bind_int64(q->at, ++q->bound, value));
}

void rap_sql_int_or_null(rap_sql *q, int64_t value)
{
	if (value != 0)
		rap_sql_int(q, value);
	else
		rap_sql_text(q, NULL);
}

void rap_sql_text(rap_sql *q, const char *text)
{
	if (q->err == RAP_OK)
		bound(q, text ? sqlite3_bind_text64(q->at, ++q->bound, text, strlen(text),
		                                    SQLITE_STATIC, SQLITE_UTF8)
		              : sqlite3_bind_null(q->at, ++q->bound));
}

void rap_sql_blob(rap_sql *q, rap_slice bytes)
{
	if (q->err == RAP_OK)
		bound(q, bytes.at ? sqlite3_bind_blob64(q->at, ++q->bound, bytes.at, bytes.len,
		                                        SQLITE_STATIC)
		                  : sqlite3_bind_zeroblob(q->at, ++q->bound, 0));
}

void rap_sql_hash(rap_sql *q, const rap_hash *hash)
{
	rap_sql_blob(q, (rap_slice){(const char *)hash->at, sizeof hash->at});
}

bool rap_sql_row(rap_sql *q)
{
	int code;

	if (q->err != RAP_OK)
		return false;
	code = sqlite3_step(q->at);
	assert(code != SQLITE_MISUSE);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		q->err = rap_sql_error(q->store, code);
	return false;
}

int64_t rap_sql_get_int(rap_sql *q, int column)
{
	return sqlite3_column_int64(q->at, column);
}

/* A column that could not be copied for want of memory looks like NULL: leave, as for our own allocations. */
static void check_memory(rap_sql *q, const void *value, int column)
{
	if (!value && sqlite3_column_type(q->at, column) != SQLITE_NULL &&
	    sqlite3_errcode(q->store->db) == SQLITE_NOMEM)
		q->err = rap_sql_error(q->store, SQLITE_NOMEM);
}

const char *rap_sql_peek_text(rap_sql *q, int column)
{
	const char *text = (const char *)sqlite3_column_text(q->at, column);

	check_memory(q, text, column);
	return text;
}

char *rap_sql_get_text(rap_sql *q, int column)
{
	return rap_strdup(rap_sql_peek_text(q, column));
}

rap_slice rap_sql_get_blob(rap_sql *q, int column)
{
	const void *bytes = sqlite3_column_blob(q->at, column);
	size_t len = (size_t)sqlite3_column_bytes(q->at, column);
	char *copy = rap_calloc(len + 1, 1);

	if (len > 0)
		check_memory(q, bytes, column);
	if (bytes)
		memcpy(copy, bytes, len);
	return (rap_slice){copy, bytes ? len : 0};
}

void rap_sql_get_hash(rap_sql *q, int column, rap_hash *ret)
{
	const void *bytes = sqlite3_column_blob(q->at, column);

	*ret = (rap_hash){0};
	if (bytes && sqlite3_column_bytes(q->at, column) == RAP_HASH_SIZE)
		memcpy(ret->at, bytes, RAP_HASH_SIZE);
}

rap_err rap_sql_end(rap_sql *q)
{
	if (q->cached && q->at) {
		/* The error of the last step comes again from reset; it is known already. */
		(void)sqlite3_reset(q->at);
		(void)sqlite3_clear_bindings(q->at);
		q->cached->busy = false;
	} else {
		(void)sqlite3_finalize(q->at);
	}
	q->at = NULL;
	return q->err;
}

rap_err rap_sql_run(rap_sql *q)
{
	while (rap_sql_row(q))
		;
	return rap_sql_end(q);
}

int64_t rap_sql_changes(rap_store *store)
{
	return sqlite3_changes64(store->db);
}

int64_t rap_sql_new_id(rap_store *store)
{
	return sqlite3_last_insert_rowid(store->db);
}

rap_err rap_sql_exec(rap_store *store, const char *text)
{
	int code = sqlite3_exec(store->db, text, NULL, NULL, NULL);

	return code == SQLITE_OK ? RAP_OK : rap_sql_error(store, code);
}

void rap_sql_forget(rap_store *store)
{
	for (size_t i = 0; i < store->n_cached; i++)
		(void)sqlite3_finalize(store->cache[i].at);
	store->n_cached = 0;
}
