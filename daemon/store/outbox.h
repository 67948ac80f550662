/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mails of ours. The row is written, with its Message-ID and all its bytes, in the transaction of what
 * causes it; it leaves later. queued -> sending -> sent | queued (try again) | failed.
 */
#ifndef RAP_DAEMON_STORE_OUTBOX_H
#define RAP_DAEMON_STORE_OUTBOX_H

#include "common/hash.h"
#include "store/store.h"

#define RAP_OUT_STATE_TABLE(X)        \
	X(RAP_OUT_QUEUED, "queued")   \
	X(RAP_OUT_SENDING, "sending") \
	X(RAP_OUT_SENT, "sent")       \
	X(RAP_OUT_FAILED, "failed")

#define X(name, text) name,
typedef enum rap_out_state { RAP_OUT_STATE_TABLE(X) } rap_out_state;
#undef X

const char *rap_out_state_text(rap_out_state state);

typedef struct rap_mail_out {
	int64_t id;
	char *key; /* X-Rapporteur-Key: one logical mail, unique for ever */
	char *kind; /* request, receipt, reminder, digest, ... */
	char *recipient; /* address */
	char *member; /* ISO code, NULL for the secretariat */
	long round;
	char *request; /* id of the request it belongs to, or NULL */
	char *message_id; /* with < > */
	char *envelope_from; /* "" for <> */
	rap_hash token_hash; /* of the token it carries; all zero when none */
	int64_t answers_mail_id; /* the mail it answers, 0 if none */
	rap_slice mime; /* reading: owned by the row */
	char *subject, *text, *html; /* as sent: reading needs them */
	rap_out_state state;
	long attempts;
	int64_t created_at, next_at, sent_at; /* sent_at 0: not yet */
	char *last_reply; /* of the server, or NULL */
	int64_t revoked_at; /* R24: since when its token is worth nothing; 0: it holds */
} rap_mail_out;

void rap_mail_out_done(rap_mail_out *mail);

/* Queues; RAP_E_BUSY when the key is there already (nothing is written: the mail is owed only once). */
rap_err rap_outbox_add(rap_store *store, const rap_mail_out *mail, int64_t *ret_id) RAP_MUST_CHECK;

/* The next mail due at `now`: its state becomes sending, its attempt is counted, committed before it returns.
 * RAP_E_NOT_FOUND: nothing is due. Not inside a transaction. */
rap_err rap_outbox_take(rap_store *store, int64_t now, rap_mail_out *ret) RAP_MUST_CHECK;
/* What became of it; RAP_E_NOT_FOUND: no such mail. One that is sent stays sent, whatever is said later. */
rap_err rap_outbox_sent(rap_store *store, int64_t id, int64_t at, const char *reply) RAP_MUST_CHECK;
rap_err rap_outbox_retry(rap_store *store, int64_t id, int64_t next_at, const char *reply)
	RAP_MUST_CHECK;
rap_err rap_outbox_failed(rap_store *store, int64_t id, const char *reply) RAP_MUST_CHECK;
/* At start: what a crash left in sending is queued again, due at once. */
rap_err rap_outbox_recover(rap_store *store, int64_t now) RAP_MUST_CHECK;
/* When the next queued mail is due; RAP_E_NOT_FOUND when none waits. */
rap_err rap_outbox_next_at(rap_store *store, int64_t *ret_at) RAP_MUST_CHECK;

/* The mail of ours that is answered: by token, by Message-ID, by key. RAP_E_NOT_FOUND. Without mime: every reply looks
 * its request up, whose enclosures may be megabytes; rap_outbox_mime has them. */
rap_err rap_outbox_by_token(rap_store *store, const rap_hash *token_hash, rap_mail_out *ret)
	RAP_MUST_CHECK;
rap_err rap_outbox_by_message_id(rap_store *store, const char *message_id, rap_mail_out *ret)
	RAP_MUST_CHECK;
rap_err rap_outbox_by_key(rap_store *store, const char *key, rap_mail_out *ret) RAP_MUST_CHECK;
rap_err rap_outbox_get(rap_store *store, int64_t id, rap_mail_out *ret) RAP_MUST_CHECK;
/* Key of the mail made last whose key begins so; the caller frees. RAP_E_NOT_FOUND. */
rap_err rap_outbox_last_key(rap_store *store, const char *prefix, char **ret) RAP_MUST_CHECK;
/* When the author of a mail received was asked whether it is his (R21); 0: he was not. */
rap_err rap_outbox_question(rap_store *store, int64_t mail_id, int64_t *ret_at) RAP_MUST_CHECK;
/* R24: the token of a mail is worth nothing from now on; said again, the first time stays. RAP_E_NOT_FOUND: no such mail. */
rap_err rap_outbox_revoke(rap_store *store, int64_t id, int64_t at) RAP_MUST_CHECK;
/* All bytes of a mail, for the caller to free; RAP_E_NOT_FOUND. */
rap_err rap_outbox_mime(rap_store *store, int64_t id, rap_slice *ret) RAP_MUST_CHECK;

/* All, oldest first, without mime, text and html. */
typedef rap_err rap_outbox_each_fn(void *user, const rap_mail_out *mail);
rap_err rap_outbox_each(rap_store *store, rap_outbox_each_fn *each, void *user) RAP_MUST_CHECK;

#endif
