/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes the record again from the raw mails and the events, in the order in which all happened, by the same code that made
 * it. What was decided at the time stands: whose words a mail is, whether it counts, what an officer said. What left us
 * is not written again.
 */
#ifndef RAP_DAEMON_REBUILD_H
#define RAP_DAEMON_REBUILD_H

#include "core.h"

typedef void rap_rebuild_progress_fn(void *user, long done, long all);

typedef struct rap_rebuilt {
	long mails, events;
	long otherwise; /* mails that would be judged otherwise today */
	rap_buf differs; /* tables, and in how many rows; empty: the same record */
} rap_rebuilt;

/*
 * core: of a record opened for writing, its round as now. only_check: nothing is changed. Otherwise, where the records differ, the
 * new one takes the place of the old. why gets a sentence. The caller calls rap_rebuilt_done.
 */
rap_err rap_rebuild(rap_core *core, bool only_check, rap_rebuild_progress_fn *progress, void *user,
                    rap_rebuilt *ret, rap_buf *why) RAP_MUST_CHECK;
void rap_rebuilt_done(rap_rebuilt *rebuilt);

#endif
