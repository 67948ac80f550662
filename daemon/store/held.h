/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Receipts that are owed but held back, because many mails came in a short time (R42): one receipt stands for all
 * that wait for an address. Nothing here decides how many are too many; that is report/receipt_held.c.
 */
#ifndef RAP_DAEMON_STORE_HELD_H
#define RAP_DAEMON_STORE_HELD_H

#include "common/strv.h"
#include "store/store.h"

/* What waits for one address; texts are owned. */
typedef struct rap_held {
	char *address, *member;
	char *author; /* of the last mail */
	int64_t first_received; /* when the first of the mails came */
	int64_t mail_id; /* the last mail */
	long mails;
} rap_held;
void rap_held_done(rap_held *held);

/* Inside the transaction that records the mail. Holding the same twice is holding it once. */
rap_err rap_held_add(rap_store *store, const char *address, int64_t mail_id, const char *member,
                     const char *author, int64_t at) RAP_MUST_CHECK;
/* Addresses whose first mail has waited since `until` or longer, the longest first; and those held back by a clock that was
 * ahead and has been set back since. */
rap_err rap_held_waiting(rap_store *store, int64_t until, rap_strv *ret_addresses) RAP_MUST_CHECK;
/* What waits for one; RAP_E_NOT_FOUND: nothing. */
rap_err rap_held_get(rap_store *store, const char *address, rap_held *ret) RAP_MUST_CHECK;
/* Whether anything waits for the address. */
rap_err rap_held_any(rap_store *store, const char *address, bool *ret) RAP_MUST_CHECK;
/* The mails that wait for it, oldest first. */
typedef rap_err rap_held_mail_fn(void *user, int64_t mail_id);
rap_err rap_held_mails(rap_store *store, const char *address, rap_held_mail_fn *each, void *user)
	RAP_MUST_CHECK;
rap_err rap_held_settle(rap_store *store, const char *address, int64_t at) RAP_MUST_CHECK;

/* How many mails were held back after `since`, and for which addresses. */
rap_err rap_held_since(rap_store *store, int64_t since, long *ret_mails, rap_strv *ret_addresses)
	RAP_MUST_CHECK;
/* How many receipts and questions whether a mail is theirs were made since then, to one address or (NULL) to all. What a
 * clock that was hours ahead of now has made does not count: it would hold everything back until the clock is there. */
rap_err rap_held_made(rap_store *store, const char *address, int64_t since, int64_t now, long *ret)
	RAP_MUST_CHECK;

#endif
