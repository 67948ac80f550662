/* SPDX-License-Identifier: Apache-2.0 */
/* Tries a mailbox on a server for `rapporteur check --online`: connection, TLS, login, folders, MOVE, IDLE. */
#ifndef RAP_DAEMON_MAIL_IMAP_PROBE_H
#define RAP_DAEMON_MAIL_IMAP_PROBE_H

#include "common/attr.h"
#include "common/err.h"

#include <jansson.h>

/*
 * Says each step to core as it goes (mail/probe.h) and reads nothing but the states of the folders; the folder
 * for recorded mails is made where it is not there. RAP_OK also when steps fail: they are what is asked for.
 */
rap_err rap_imap_probe(int fd, const json_t *start) RAP_MUST_CHECK;

#endif
