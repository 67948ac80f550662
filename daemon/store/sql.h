/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The few calls of SQLite that the store needs, with its errors as ours. Private to daemon/store/. A statement
 * is begun, bound in order, stepped, and ended; the first error sticks and the later calls do nothing:
 *
 *     rap_sql q = rap_sql_begin(store, "SELECT at FROM event WHERE id = ?");
 *     rap_sql_int(&q, id);
 *     if (rap_sql_row(&q))
 *             at = rap_sql_get_int(&q, 0);
 *     return rap_sql_end(&q);
 */
#ifndef RAP_DAEMON_STORE_SQL_H
#define RAP_DAEMON_STORE_SQL_H

#include "common/hash.h"
#include "store/store.h"

#include <sqlite3.h>

#define RAP_SQL_CACHE 96 /* statements kept prepared; above it they are prepared each time */

typedef struct rap_sql_cached {
	const char *text; /* static */
	sqlite3_stmt *at;
	bool busy;
} rap_sql_cached;

struct rap_store {
	sqlite3 *db;
	int lock; /* descriptor that holds the lock, -1 for readers */
	bool in_transaction;
	rap_buf problem;
	rap_store_alive_fn *alive; /* or NULL */
	rap_sql_cached cache[RAP_SQL_CACHE];
	size_t n_cached;
};

typedef struct rap_sql {
	rap_store *store;
	sqlite3_stmt *at;
	rap_sql_cached *cached; /* NULL: finalised at the end */
	int bound;
	rap_err err;
} rap_sql;

/* Remembers the text of an error of SQLite and says what it means to us. */
rap_err rap_sql_error(rap_store *store, int code);

/* text must be static: it is the key of the cache. */
rap_sql rap_sql_begin(rap_store *store, const char *text);

/* Binds the next parameter; NULL, and a slice without address, become NULL. Bytes are borrowed until the end. */
void rap_sql_int(rap_sql *q, int64_t value);
void rap_sql_int_or_null(rap_sql *q, int64_t value); /* 0 is NULL */
void rap_sql_text(rap_sql *q, const char *text);
void rap_sql_blob(rap_sql *q, rap_slice bytes);
void rap_sql_hash(rap_sql *q, const rap_hash *hash);

/* Whether there is another row; false after an error too. */
bool rap_sql_row(rap_sql *q);

int64_t rap_sql_get_int(rap_sql *q, int column); /* NULL is 0 */
char *rap_sql_get_text(rap_sql *q, int column); /* a copy; NULL is NULL */
const char *rap_sql_peek_text(rap_sql *q,
                              int column); /* borrowed until the next step; NULL is NULL */
rap_slice rap_sql_get_blob(rap_sql *q, int column); /* a copy */
void rap_sql_get_hash(rap_sql *q, int column, rap_hash *ret); /* zero when it is none */

/* Ends the statement and gives its error. */
rap_err rap_sql_end(rap_sql *q) RAP_MUST_CHECK;

/* Steps to the end and ends. */
rap_err rap_sql_run(rap_sql *q) RAP_MUST_CHECK;

/* Rows that the last INSERT, UPDATE or DELETE changed; its new id. */
int64_t rap_sql_changes(rap_store *store);
int64_t rap_sql_new_id(rap_store *store);

/* Statements without parameters, one after the other. */
rap_err rap_sql_exec(rap_store *store, const char *text) RAP_MUST_CHECK;

/* Finalises the cache. */
void rap_sql_forget(rap_store *store);

#endif
