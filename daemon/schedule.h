/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every periodic task, in one place: rounds open and close, reminders, the digest, and upkeep.c's copies. Each is done once: what was
 * done is written down (what, due) in the transaction that does it, whatever the clock does (G9).
 */
#ifndef RAP_DAEMON_SCHEDULE_H
#define RAP_DAEMON_SCHEDULE_H

#include "core.h"

/* Does all that is due now. The first error of the database; what could not be made as a letter is logged and
 * tried again at the next call (*ret_letters: how many of these). */
rap_err rap_schedule_run(rap_core *core, size_t *ret_letters) RAP_MUST_CHECK;

/*
 * Opens a round now: its draft is kept as it stands, and every focal point gets every request. One transaction.
 * RAP_E_CONFIG: the draft or a letter cannot be made, *why says why.
 */
rap_err rap_schedule_open(rap_core *core, const rap_round_plan *plan, rap_buf *why) RAP_MUST_CHECK;

/* The latest moment at or before now when that hour was on the wall of the consultation. */
rap_err rap_schedule_due_at(const rap_consultation *c, int64_t now, int hour, int minute,
                            int64_t *ret_due) RAP_MUST_CHECK;

/* When anything happened first; INT64_MAX: nothing yet. */
rap_err rap_schedule_begun(rap_core *core, int64_t *ret) RAP_MUST_CHECK;

/* The latest moment at or before now when the digest is due, by the wall clock of the consultation. */
rap_err rap_schedule_digest_due(const rap_consultation *c, int64_t now, int64_t *ret_due)
	RAP_MUST_CHECK;

#endif
