/* SPDX-License-Identifier: Apache-2.0 */
/* The start messages of core to fetch and send (mail/link.h), from the consultation. The caller owns them. */
#ifndef RAP_DAEMON_START_H
#define RAP_DAEMON_START_H

#include "consultation.h"

#include <jansson.h>

/* Without marks: what is configured, so that two can be compared after a reload. */
json_t *rap_start_fetch(const rap_consultation *c, bool once);
json_t *rap_start_send(const rap_consultation *c);

#endif
