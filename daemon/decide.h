/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done with a mail that was not taken over by itself, once somebody has said whose it is: an officer, or the
 * address that was asked (R21). Each inside the caller's transaction, with its event.
 */
#ifndef RAP_DAEMON_DECIDE_H
#define RAP_DAEMON_DECIDE_H

#include "common/reading.h"
#include "core.h"
#include "store/mailin.h"

/* Nobody has released or discarded it. */
bool rap_decide_open(const rap_mail_in *mail);
/* And it was not taken over: it lies in quarantine. A late or early reply lies there too (R23). */
bool rap_decide_lies_here(const rap_mail_in *mail);

/*
 * Its answers become the member's; the receipt is the caller's to post. confirmed_by: the mail that says so; 0: an
 * officer does. *ret_changes: how many answers and proposals are new or changed; *ret_overtaken: how many were left
 * out, because a later mail of the same author that counts says something on the same item.
 */
rap_err rap_decide_release(rap_core *core, const rap_mail_in *mail, const rap_reading *reading,
                           const rap_member *member, int64_t confirmed_by, size_t *ret_changes,
                           size_t *ret_overtaken) RAP_MUST_CHECK;

/* It is put away; nothing of it will count. denied_by: the mail that says it is not theirs; 0: an officer does. */
rap_err rap_decide_discard(rap_core *core, int64_t mail_id, const char *reason, int64_t denied_by)
	RAP_MUST_CHECK;

#endif
