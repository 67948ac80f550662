/* SPDX-License-Identifier: Apache-2.0 */
/* What fetch and send do first. */
#ifndef RAP_DAEMON_MAIL_BIRTH_H
#define RAP_DAEMON_MAIL_BIRTH_H

#include "common/err.h"

#include <jansson.h>

/*
 * Leaves the signals to core, sees to it that no core file and no debugger of the same user shows a password, and
 * reads the start message (the caller's). RAP_E_NOT_FOUND: core has gone; RAP_E_PROTOCOL: it said something else.
 */
rap_err rap_birth(int fd, json_t **ret_start);

#endif
