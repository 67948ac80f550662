/* SPDX-License-Identifier: Apache-2.0 */
/* What fetch and send do first, before they know anything. */
#ifndef RAP_DAEMON_MAIL_BIRTH_H
#define RAP_DAEMON_MAIL_BIRTH_H

#include "common/attr.h"
#include "common/err.h"

#include <jansson.h>

/*
 * Signals: core drains and says stop, or goes and leaves EOF, so SIGINT and SIGTERM of the terminal or of systemd are
 * not for the children. Then waits for the start message; the caller owns *ret_start. RAP_E_PROTOCOL when the first
 * message is another one; RAP_E_NOT_FOUND when core has gone.
 */
rap_err rap_birth(int fd, json_t **ret_start) RAP_MUST_CHECK;

#endif
