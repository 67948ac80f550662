/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The annotated programme of the meeting: the parts of meeting.programme with their times, and below each session
 * what the replies bring to it: the paragraphs of the draft by how contested they are, and the answers by field.
 */
#ifndef RAP_DAEMON_REPORT_PROGRAMME_H
#define RAP_DAEMON_REPORT_PROGRAMME_H

#include "report/paper.h"

/* "14:00-14:15 (05:00-05:15 UTC)": a part in the meeting's zone, on the day on which the meeting begins. */
void rap_programme_put_times(rap_buf *out, const rap_consultation *c, const rap_session *session);

void rap_programme_put(const rap_papers *papers, rap_doc *doc);

#endif
