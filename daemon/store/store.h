/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The database of one consultation (SQLite, WAL, synchronous=FULL, STRICT). Only store/ includes sqlite3.h.
 * One writer: opening for writing takes a lock that a second daemon does not get. A store must not be used, nor
 * another one opened, in a child that was forked without exec: SQLite keeps its locks in memory.
 */
#ifndef RAP_DAEMON_STORE_STORE_H
#define RAP_DAEMON_STORE_STORE_H

#include "common/buf.h"
#include "common/err.h"

#include <stdint.h>

typedef struct rap_store rap_store;

typedef enum rap_store_mode {
	RAP_STORE_READ, /* for status, preview, export: no lock; RAP_E_NOT_FOUND when there is no database */
	RAP_STORE_WRITE, /* creates what is missing, migrates, locks; RAP_E_BUSY when a daemon holds it */
	RAP_STORE_EDIT, /* for one command: as WRITE, but beside a daemon that holds the lock it goes on
	                   without (SQLite orders the writers) and neither creates nor migrates */
} rap_store_mode;

/*
 * Opens DIRECTORY/rapporteur.db. RAP_E_FOREIGN: not ours, or from a newer version; RAP_E_DAMAGED: quick_check
 * failed, or empty where the marker file says a database was; such files are left untouched. *ret_why (caller
 * frees, may be NULL) says in a sentence what to do.
 */
rap_err rap_store_open(const char *directory, rap_store_mode mode, rap_store **ret, char **ret_why)
	RAP_MUST_CHECK;
rap_store *rap_store_close(rap_store *store);

/*
 * Whose record this is: a record without an owner gets `consultation` as its own (not when opened for reading),
 * another owner's is RAP_E_FOREIGN with its id in *ret_owner (caller frees; NULL otherwise).
 */
rap_err rap_store_own(rap_store *store, rap_store_mode mode, const char *consultation,
                      char **ret_owner) RAP_MUST_CHECK;

/* Another number whenever the record has changed, here or by another program; 0: not known. */
int64_t rap_store_version(rap_store *store);

/* BEGIN IMMEDIATE ... COMMIT. Not nested. After an error of a statement inside, call rollback. */
rap_err rap_store_begin(rap_store *store) RAP_MUST_CHECK;
rap_err rap_store_commit(rap_store *store) RAP_MUST_CHECK;
void rap_store_rollback(rap_store *store);

/* A part of a transaction that can be taken back alone. Not nested. _keep or _undo ends it; after an error of either, rollback. */
rap_err rap_store_part_begin(rap_store *store) RAP_MUST_CHECK;
rap_err rap_store_part_keep(rap_store *store) RAP_MUST_CHECK;
rap_err rap_store_part_undo(rap_store *store) RAP_MUST_CHECK;

/* Called now and then during what may take minutes: a copy, a check of every page (backup.h). A watchdog waits less long. */
typedef void rap_store_alive_fn(void);
void rap_store_set_alive(rap_store *store, rap_store_alive_fn *alive);

/* Text of the last error for the log; borrowed until the next call. */
const char *rap_store_problem(const rap_store *store);

#endif
