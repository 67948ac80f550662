/* SPDX-License-Identifier: Apache-2.0 */
/* The view of a transcript, for posting it and for checking its templates. */
#ifndef RAP_DAEMON_REPORT_TRANSCRIPT_H
#define RAP_DAEMON_REPORT_TRANSCRIPT_H

#include "report/desk.h"

#include <jansson.h>

/* lines: objects with the words of a line and what became of it. Without the recipient's name. The caller drops it. */
json_t *rap_transcript_view(const rap_desk *desk, const char *subject, const json_t *lines);

#endif
