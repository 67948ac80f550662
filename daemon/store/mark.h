/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The high-water marks of folders on servers (RFC 3501, 2.3.1.1): within one UIDVALIDITY all mails below the UID
 * are recorded and put away. What is lost with a mark costs time only: a known mail is known by its identity.
 */
#ifndef RAP_DAEMON_STORE_MARK_H
#define RAP_DAEMON_STORE_MARK_H

#include "store/store.h"

typedef struct rap_mark {
	const char *mailbox; /* "USER@HOST:PORT" */
	const char *folder;
	int64_t uidvalidity, uid;
} rap_mark;

rap_err rap_mark_set(rap_store *store, const rap_mark *mark, int64_t at) RAP_MUST_CHECK;
/* Texts are valid during the call. */
typedef void rap_mark_each_fn(void *user, const rap_mark *mark);
rap_err rap_mark_each(rap_store *store, rap_mark_each_fn *each, void *user) RAP_MUST_CHECK;

#endif
