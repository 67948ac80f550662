/* SPDX-License-Identifier: Apache-2.0 */
/* The test mail of `check --online`: to the secretariat, in no record, and plainly a test. */
#ifndef RAP_DAEMON_REPORT_TRIAL_H
#define RAP_DAEMON_REPORT_TRIAL_H

#include "report/desk.h"

typedef struct rap_trial {
	char *key, *from, *to; /* from, to: the envelope */
	rap_buf mime;
} rap_trial;

/*
 * With all headers of our mails, so that it is known as our own where it comes into the mailbox. desk needs consultation,
 * templates and now. RAP_E_CONFIG, desk->why: the template has a mistake.
 */
rap_err rap_trial_make(const rap_desk *desk, rap_trial *ret) RAP_MUST_CHECK;
void rap_trial_done(rap_trial *trial);

#endif
