/* SPDX-License-Identifier: Apache-2.0 */
/* A reading for people, as `rapporteur parse` prints it. */
#ifndef RAP_DAEMON_CMD_PARSE_H
#define RAP_DAEMON_CMD_PARSE_H

#include "common/reading.h"

/* file: named in the first line; NULL: not named. Foreign text is made safe for a terminal (R64). */
void rap_parse_put(rap_buf *out, const char *file, const rap_reading *reading);

#endif
