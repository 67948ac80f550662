/* SPDX-License-Identifier: Apache-2.0 */
/* A database on its way to being opened: what the files of daemon/store/ share that open or replace one. Private to daemon/store/. */
#ifndef RAP_DAEMON_STORE_OPENING_H
#define RAP_DAEMON_STORE_OPENING_H

#include "store/store.h"

typedef struct rap_opening {
	rap_store_mode mode;
	char *folder; /* absolute, links resolved: the last part must be no link any more (SQLITE_OPEN_NOFOLLOW) */
	int fd; /* of the folder */
	bool marker;
	rap_store *store;
	rap_buf why;
} rap_opening;

/* Sets the sentence for a person; gives err. */
rap_err rap_store_refuse(rap_opening *o, rap_err err, const char *format, ...) RAP_PRINTF(3, 4);

/* Path of a file in the folder; caller frees. */
char *rap_store_path(const rap_opening *o, const char *name);

/* Opens the folder; for writing it is made, and closed to others. RAP_E_CONFIG: it is not ours to close. */
rap_err rap_store_folder(rap_opening *o, const char *directory) RAP_MUST_CHECK;

/* The lock of the one process that writes, kept in o->store; RAP_E_BUSY when another one has it. */
rap_err rap_store_lock(rap_opening *o) RAP_MUST_CHECK;

rap_err rap_store_put_marker(rap_opening *o) RAP_MUST_CHECK;

/*
 * The file at path, rapporteur.db of the folder, by its kind and its first bytes, which are read without a lock.
 * RAP_E_NOT_FOUND: there is no database, and none was lost. RAP_E_DAMAGED, RAP_E_FOREIGN as rap_store_open.
 */
rap_err rap_store_judge(rap_opening *o, const char *path) RAP_MUST_CHECK;

/* RAP_E_DAMAGED: pages are missing at its end. Only while nobody else can be writing it. */
rap_err rap_store_is_whole(rap_opening *o, const char *path) RAP_MUST_CHECK;

/* One connection to the file at path, into o->store; _configure: the settings of R65, none of which writes. */
rap_err rap_store_connect(rap_opening *o, const char *path) RAP_MUST_CHECK;
rap_err rap_store_configure(rap_store *store, int busy_ms) RAP_MUST_CHECK;
void rap_store_disconnect(rap_store *store);

#endif
