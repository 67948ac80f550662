/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The meeting as a calendar file (RFC 5545), meeting.ics. It is published (METHOD:PUBLISH), never requested, and
 * its times are in UTC: docs/decisions/0007-drafting.md says why.
 */
#ifndef RAP_DAEMON_REPORT_CALENDAR_H
#define RAP_DAEMON_REPORT_CALENDAR_H

#include "report/desk.h"

/*
 * Appends the file to ret: one event, the same bytes for the same configuration and desk->now. with_join: the link
 * to join stands in it, for the roster and nobody else. No participant is ever named in it.
 */
void rap_calendar_make(const rap_desk *desk, bool with_join, rap_buf *ret);

#endif
