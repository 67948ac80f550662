/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record made a second time, in a database of its own beside the first (rapporteur.db.rebuilt), and compared with it.
 * Mails of ours, rounds' drafts, the schedule's work and all else that no mail received says is taken over as it is; what
 * follows from mails received is made again by whoever uses this (daemon/rebuild.c). One transaction holds both
 * databases from beginning to end: nobody else writes meanwhile, and a crash leaves the first as it was.
 */
#ifndef RAP_DAEMON_STORE_REBUILD_H
#define RAP_DAEMON_STORE_REBUILD_H

#include "store/store.h"

/*
 * directory holds a record that this process has opened for writing. *ret is a store like any other, inside a
 * transaction, empty but for what is taken over; it is closed by rap_rebuild_close. why gets a sentence.
 */
rap_err rap_rebuild_open(const char *directory, rap_store **ret, rap_buf *why) RAP_MUST_CHECK;
/* Its file is removed; what was not put in place is gone. Takes NULL, gives NULL. */
rap_store *rap_rebuild_close(const char *directory, rap_store *store);

typedef struct rap_rebuild_event {
	int64_t id, at;
	char *name, *json;
} rap_rebuild_event;
/* The event of the first record that comes after the one with the number; RAP_E_NOT_FOUND: none. The caller calls
 * rap_rebuild_event_done. */
rap_err rap_rebuild_next(rap_store *store, int64_t after, rap_rebuild_event *ret) RAP_MUST_CHECK;
void rap_rebuild_event_done(rap_rebuild_event *event);
/* How many there are. */
rap_err rap_rebuild_count(rap_store *store, long *ret) RAP_MUST_CHECK;

/* The next mail whose reading is owed in the second record and not in the first; RAP_E_NOT_FOUND: none. */
rap_err rap_rebuild_unread(rap_store *store, int64_t *ret_id) RAP_MUST_CHECK;

/* What the mailbox has been told of is taken over; then the rows that one of the two has and the other has not. */
typedef void rap_rebuild_differs_fn(void *user, const char *table, long rows);
rap_err rap_rebuild_compare(rap_store *store, rap_rebuild_differs_fn *differs, void *user)
	RAP_MUST_CHECK;

/* What follows from mails takes the place of what the first record has; events, which only ever grow, stay. Commits. */
rap_err rap_rebuild_put(rap_store *store) RAP_MUST_CHECK;

#endif
