/* SPDX-License-Identifier: Apache-2.0 */
/* Mails received: each exactly once, by identity (R30), with its raw bytes, verdict and reading. */
#ifndef RAP_DAEMON_STORE_MAILIN_H
#define RAP_DAEMON_STORE_MAILIN_H

#include "common/hash.h"
#include "store/store.h"

#define RAP_VERDICT_TABLE(X)                             \
	X(RAP_VERDICT_ACCEPTED, "accepted")              \
	X(RAP_VERDICT_AWAITING, "awaiting-confirmation") \
	X(RAP_VERDICT_QUARANTINED, "quarantined")        \
	X(RAP_VERDICT_MACHINE, "machine")

/* docs/states.md: recorded = committed here, the source does not know yet; done = it does. */
#define RAP_MAIL_STATE_TABLE(X)                                                                  \
	X(RAP_MAIL_RECORDED, "recorded")                                                         \
	X(RAP_MAIL_DONE, "done")                                                                 \
	X(RAP_MAIL_RELEASED, "released") /* quarantined, then given to a member by an officer */ \
	X(RAP_MAIL_DISCARDED, "discarded") /* quarantined, then put away with a reason */

#define X(name, text) name,
typedef enum rap_verdict { RAP_VERDICT_TABLE(X) } rap_verdict;
typedef enum rap_mail_state { RAP_MAIL_STATE_TABLE(X) } rap_mail_state;
#undef X

const char *rap_verdict_text(rap_verdict verdict);
const char *rap_mail_state_text(rap_mail_state state);

typedef struct rap_mail_in {
	int64_t id;
	rap_hash identity;
	char *folder; /* IMAP folder or "maildir" */
	int64_t uidvalidity, uid; /* 0, 0 for a Maildir */
	char *source_key; /* how the source names it: UID, or file name before ':' */
	int64_t received_at; /* by the mailbox: what lateness is measured by */
	int64_t recorded_at; /* by us: what "new since" means, never before an earlier row's but for clock changes */
	rap_slice raw; /* reading: owned by the row; writing: borrowed */
	char *author_address; /* local@domain as attributed or claimed; may be NULL */
	char *member; /* ISO code; for a quarantined mail the claimed one, shown as a guess only; may be NULL */
	rap_verdict verdict;
	char *reason; /* plain words; may be NULL */
	char *kind; /* of the reading: reply, auto-reply, ...; NULL when it could not be read */
	char *subject; /* decoded, for lists; may be NULL */
	char *message_id; /* as written, or NULL */
	int64_t answers_out_id; /* the mail of ours that is answered; 0: unknown */
	bool late; /* arrived after the deadline of its round */
	long round;
	rap_mail_state state;
	bool unread; /* its reading is still owed (strangers.h) */
	bool suspect; /* a check says that it is not what it pretends to be */
} rap_mail_in;

void rap_mail_in_done(rap_mail_in *mail);

/* A member's own mail that counts for no round, and nobody has decided: late, or before there was a round (R23). */
bool rap_mail_in_waits(const rap_mail_in *mail);

/* Whether a mail of that identity is recorded; *ret_id its row, or 0. */
rap_err rap_mail_in_find(rap_store *store, const rap_hash *identity, int64_t *ret_id)
	RAP_MUST_CHECK;
/* Inserts; RAP_E_BUSY when the identity is there already. Inside a transaction. */
rap_err rap_mail_in_add(rap_store *store, const rap_mail_in *mail, int64_t *ret_id) RAP_MUST_CHECK;
rap_err rap_mail_in_get(rap_store *store, int64_t id, rap_mail_in *ret)
	RAP_MUST_CHECK; /* with raw */
rap_err rap_mail_in_facts(rap_store *store, int64_t id, rap_mail_in *ret)
	RAP_MUST_CHECK; /* without it, which may be large */
/* R31: the last one before that id that this member (NULL: an officer) sent, accepted or awaiting, under that Message-ID; with
 * raw. RAP_E_NOT_FOUND. */
rap_err rap_mail_in_said_before(rap_store *store, const char *message_id, const char *member,
                                int64_t id, rap_mail_in *ret) RAP_MUST_CHECK;
/* RAP_E_NOT_FOUND. A mail that is released or discarded does not become done any more. */
rap_err rap_mail_in_set_state(rap_store *store, int64_t id, rap_mail_state state) RAP_MUST_CHECK;

/* Calls each for the mails recorded (recorded_at) in [since, until), in the order of recording, without raw; stops
 * when it returns an error. */
typedef rap_err rap_mail_in_each_fn(void *user, const rap_mail_in *mail);
rap_err rap_mail_in_each(rap_store *store, int64_t since, int64_t until, rap_mail_in_each_fn *each,
                         void *user) RAP_MUST_CHECK;

/* Calls each with the beginning of the n mails recorded last, at least their header block where it is within its
 * limit, the latest first; stops when it returns an error. */
typedef rap_err rap_mail_in_head_fn(void *user, rap_slice head);
rap_err rap_mail_in_heads(rap_store *store, unsigned n, rap_mail_in_head_fn *each, void *user)
	RAP_MUST_CHECK;

/* Up to max mails whose reading is owed, the earliest first. */
rap_err rap_mail_in_unread(rap_store *store, int64_t *ids, size_t max, size_t *ret_n)
	RAP_MUST_CHECK;
/*
 * Its reading is owed no more; kind and subject (NULL: as it is) come from it. *ret_owed false: it was not owed, and
 * nothing changed. Inside a transaction.
 */
rap_err rap_mail_in_was_read(rap_store *store, int64_t id, const char *kind, const char *subject,
                             bool *ret_owed) RAP_MUST_CHECK;

rap_err rap_reading_put(rap_store *store, int64_t mail_id, int version, const char *json)
	RAP_MUST_CHECK;
/* RAP_E_NOT_FOUND when there is none. Caller frees. */
rap_err rap_reading_get(rap_store *store, int64_t mail_id, char **ret_json) RAP_MUST_CHECK;

rap_err rap_attachment_add(rap_store *store, int64_t mail_id, const char *sha256, const char *name,
                           const char *type, int64_t size, const char *read_as) RAP_MUST_CHECK;

#endif
