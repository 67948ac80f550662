/* SPDX-License-Identifier: Apache-2.0 */
/* check --online: tries the mailbox and the sending side as configured, in the processes that will use them. */
#ifndef RAP_DAEMON_ONLINE_H
#define RAP_DAEMON_ONLINE_H

#include "app.h"

/*
 * A line on standard output for every step of the two probes, "ok" or "FAIL" in front; a test mail goes to the
 * secretariat. The exit status: 0 when all is well, 75 when not, 78 when the test mail's template has a mistake.
 */
int rap_online_run(const rap_app *app, const rap_consultation *c);

#endif
