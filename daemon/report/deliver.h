/* SPDX-License-Identifier: Apache-2.0 */
/* The last step of every letter: wording, size, and then the outbox or a preview. */
#ifndef RAP_DAEMON_REPORT_DELIVER_H
#define RAP_DAEMON_REPORT_DELIVER_H

#include "report/letter.h"
#include "report/report.h"

/*
 * Renders template `name` with the view into letter->text and ->html (set for the time of the call) and posts
 * it; already owed counts as done. With a preview: fills it if it is still empty, posts nothing. RAP_E_LIMIT: over
 * RAP_LIMIT_LETTER, nothing is posted. What went wrong is written to desk->why.
 */
rap_err rap_deliver(const rap_desk *desk, const char *name, const json_t *view, rap_letter letter,
                    rap_preview *preview) RAP_MUST_CHECK;

#endif
