/* SPDX-License-Identifier: Apache-2.0 */
/* R8: whether our border server vouches for the mails that arrive, as `trust.boundary` says it does. */
#ifndef RAP_DAEMON_VOUCHED_H
#define RAP_DAEMON_VOUCHED_H

#include "consultation.h"
#include "store/store.h"

#define RAP_VOUCHED_MAILS \
	50u /* of the record, the latest; what is older may be from before a change */
#define RAP_VOUCHED_LEAST 5u /* of fewer nothing is said */

typedef struct rap_vouched {
	unsigned mails; /* looked at; 0 where nothing is to be checked (boundary "none") */
	unsigned with; /* that carried a result of ours */
} rap_vouched;

/* Looks at the headers of the mails recorded last. */
rap_err rap_vouched_look(rap_store *store, const rap_consultation *c, rap_vouched *ret)
	RAP_MUST_CHECK;

/* Whether a person should look after the boundary: mails enough, and a result of ours in none. */
bool rap_vouched_is_wrong(const rap_vouched *vouched);

#endif
