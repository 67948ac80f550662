/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copies of the database: made while others write, looked through before they get their name, put back (R70). A copy is
 * one file, without -wal and -shm, and holds no secret: the key of the tokens lies beside the database.
 */
#ifndef RAP_DAEMON_STORE_BACKUP_H
#define RAP_DAEMON_STORE_BACKUP_H

#include "store/store.h"

typedef struct rap_backup_facts {
	char *consultation; /* whose record it is; NULL: nobody's yet */
	int64_t mails, answers, letters, events;
	int64_t last_at; /* when the last event happened; 0: none did */
} rap_backup_facts;
void rap_backup_facts_done(rap_backup_facts *facts);

/*
 * The record as it stands now, at path, in place of what is there; outside a transaction. It is synced and has passed
 * rap_backup_check when the name appears. *ret_why (caller frees, may be NULL): what went wrong, with path.
 */
rap_err rap_backup_make(rap_store *store, const char *path, char **ret_why) RAP_MUST_CHECK;

/*
 * Whether the file is a whole record that could be put back: ours, not newer, every page, index and reference in
 * order. RAP_E_DAMAGED, RAP_E_FOREIGN, RAP_E_NOT_FOUND. The caller frees *ret with _done.
 */
rap_err rap_backup_check(const char *path, rap_backup_facts *ret, char **ret_why) RAP_MUST_CHECK;

/*
 * Puts a good copy of the same consultation in place of the database, which is kept under another name that ends in
 * `stamp` (*ret_aside, caller frees; NULL: there was none). RAP_E_BUSY while a daemon is at work. Killed in between,
 * the database is missing beside its marker: refused until this is done again.
 */
rap_err rap_backup_restore(const char *directory, const char *path, const char *consultation,
                           const char *stamp, char **ret_aside, char **ret_why) RAP_MUST_CHECK;

/* The open database itself, every page, index and reference. RAP_E_DAMAGED, with rap_store_problem. */
rap_err rap_backup_integrity(rap_store *store) RAP_MUST_CHECK;

#endif
