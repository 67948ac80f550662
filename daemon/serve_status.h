/* SPDX-License-Identifier: Apache-2.0 */
/* The line of `systemctl status` that a person reads. */
#ifndef RAP_DAEMON_SERVE_STATUS_H
#define RAP_DAEMON_SERVE_STATUS_H

#include "core.h"

typedef struct rap_serve_status {
	char *said; /* the line that was said last */
	int64_t version; /* of the record that was counted in */
	long round, answered;
	bool refused; /* the consultation on disk was not taken over */
} rap_serve_status;

/* Says how it stands, where that is another line than the last one; counts only in a record that has changed. */
void rap_serve_status_say(rap_serve_status *status, rap_core *core, size_t recording,
                          size_t sending);
void rap_serve_status_done(rap_serve_status *status);

#endif
