/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened (append-only), which rounds are open, what the schedule has done, and what is known of a
 * member that no answer says (absence, undeliverable address).
 */
#ifndef RAP_DAEMON_STORE_EVENT_H
#define RAP_DAEMON_STORE_EVENT_H

#include "store/store.h"

rap_err rap_event_add(rap_store *store, int64_t at, const char *name, const char *json)
	RAP_MUST_CHECK;
typedef rap_err rap_event_each_fn(void *user, int64_t id, int64_t at, const char *name,
                                  const char *json);
rap_err rap_event_each(rap_store *store, int64_t since, rap_event_each_fn *each, void *user)
	RAP_MUST_CHECK;

/* Rounds: opened and closed once. closed_at 0 = open. RAP_E_NOT_FOUND = never opened; opening again is
 * RAP_E_BUSY, closing again changes nothing. */
rap_err rap_round_open(rap_store *store, long round, int64_t at, int64_t deadline) RAP_MUST_CHECK;
rap_err rap_round_close(rap_store *store, long round, int64_t at) RAP_MUST_CHECK;
rap_err rap_round_get(rap_store *store, long round, int64_t *ret_opened, int64_t *ret_deadline,
                      int64_t *ret_closed) RAP_MUST_CHECK;
/* The round that is open, or 0. */
rap_err rap_round_current(rap_store *store, long *ret_round) RAP_MUST_CHECK;

/* Scheduled work, done once: (what, due) such as ("digest", 1594249200). */
rap_err rap_schedule_is_done(rap_store *store, const char *what, int64_t due, bool *ret)
	RAP_MUST_CHECK;
rap_err rap_schedule_set_done(rap_store *store, const char *what, int64_t due, int64_t at)
	RAP_MUST_CHECK;
/* The latest due of that kind that is done; RAP_E_NOT_FOUND. */
rap_err rap_schedule_last(rap_store *store, const char *what, int64_t *ret_due) RAP_MUST_CHECK;

/* Facts about an address of the roster: absent ("back_on" as ISO date or ""), undeliverable (reason). */
typedef struct rap_address_state {
	char *address, *member;
	char *absent_why, *absent_until; /* NULL: not absent */
	char *undeliverable; /* reason, or NULL */
	int64_t at;
} rap_address_state;
rap_err rap_address_absent(rap_store *store, const char *member, const char *address,
                           const char *why, const char *back_on, int64_t at) RAP_MUST_CHECK;
rap_err rap_address_undeliverable(rap_store *store, const char *member, const char *address,
                                  const char *reason, int64_t at) RAP_MUST_CHECK;
/* A person wrote from there: neither holds any longer. */
rap_err rap_address_clear(rap_store *store, const char *address) RAP_MUST_CHECK;
typedef rap_err rap_address_each_fn(void *user, const rap_address_state *state);
rap_err rap_address_each(rap_store *store, rap_address_each_fn *each, void *user) RAP_MUST_CHECK;

/* The draft of a round as it was when the round opened (its file may change later). Marks never change. */
rap_err rap_draft_put(rap_store *store, long round, const char *revision, const char *markdown)
	RAP_MUST_CHECK;
rap_err rap_draft_get(rap_store *store, long round, char **ret_revision, char **ret_markdown)
	RAP_MUST_CHECK;

#endif
