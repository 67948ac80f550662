/* SPDX-License-Identifier: Apache-2.0 */
/* How a probe (check --online) tells its steps to core. */
#ifndef RAP_DAEMON_MAIL_PROBE_H
#define RAP_DAEMON_MAIL_PROBE_H

#include "common/attr.h"
#include "common/err.h"

#include <jansson.h>
#include <stdbool.h>

/* One step: what ("TLS"), whether it went well, and a sentence for the administrator (shown as in logs, R64). */
rap_err rap_probe_say(int fd, const char *what, bool good, const char *text) RAP_MUST_CHECK;

/*
 * The probe of the sending side, after its start message: every step up to a session that could take mail. Then,
 * where core hands over a mail, that is sent too ("Test mail"); stop or EOF instead ends it. A step that fails is an
 * answer, not an error; an error means that core is not there.
 */
rap_err rap_probe_send(int fd, const json_t *start) RAP_MUST_CHECK;

#endif
