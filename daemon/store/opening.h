/* SPDX-License-Identifier: Apache-2.0 */
/* A database on its way to being opened: what store.c, judge.c and backup.c share. Private to daemon/store/. */
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

/*
 * The file at path, rapporteur.db of the folder, by its kind and its first bytes, which are read without a lock.
 * RAP_E_NOT_FOUND: there is no database, and none was lost. RAP_E_DAMAGED, RAP_E_FOREIGN as rap_store_open.
 */
rap_err rap_store_judge(rap_opening *o, const char *path) RAP_MUST_CHECK;

#endif
