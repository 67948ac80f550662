/* SPDX-License-Identifier: Apache-2.0 */
/* One mail on its way into the record, and the steps of it (ingest.c runs them). */
#ifndef RAP_DAEMON_INGEST_MAIL_H
#define RAP_DAEMON_INGEST_MAIL_H

#include "core.h"
#include "reader.h"
#include "store/mailin.h"
#include "store/outbox.h"

typedef enum rap_ingest_state {
	RAP_INGEST_NEW, /* nothing looked up yet */
	RAP_INGEST_READING, /* with the reader */
	RAP_INGEST_READ, /* ready to be recorded */
	RAP_INGEST_WRITTEN, /* in a transaction that is not committed yet; never between turns of the event loop */
} rap_ingest_state;

/* What is said of a mail once it is in the record. */
typedef struct rap_ingest_record_log {
	int64_t id;
	const char *verdict; /* static */
	char *member, *kind, *reason;
	long round;
	size_t changes;
	bool otherwise; /* would be judged otherwise today than it was (rebuild) */
} rap_ingest_record_log;

typedef struct rap_ingest_mail {
	struct rap_ingest_mail *next;
	struct rap_ingest *ingest;
	rap_ingest_state state;
	/* as fetch says */
	char *key, *folder;
	int64_t uidvalidity, uid, at;
	int64_t size;
	bool oversize;
	bool set_back; /* it alone cannot be recorded: until the next retry */
	rap_buf raw;
	/* of its header bytes */
	rap_hash identity;
	rap_header header; /* borrows from raw */
	rap_err header_err; /* RAP_OK, or why there is no header to go by */
	rap_addr_spec from; /* NULL members when there is no usable one */
	/* the mail of ours that is answered */
	rap_mail_out answered; /* id 0: unknown */
	bool by_token; /* found by a token the mail carries */
	bool own; /* it was sent to this author, and its token holds (R23) */
	bool contradicted; /* the mail carries tokens of different States (R23) */
	long round; /* that its text belongs to where nothing is answered; 0: the present one */
	bool unread; /* a stranger's: it is read when there is time (strangers.h) */
	/* from the reader */
	rap_reading *reading;
	char *why; /* it was not read: the reason, a sentence; there is a reading all the same when a limit was hit */
	rap_ingest_record_log recorded; /* from recording it */
	const rap_mail_in *as; /* rapporteur rebuild: the row that it has; else NULL */
	int said; /* with as: the rap_confirm that it was taken for */
} rap_ingest_mail;

/* Why the reader has not read a mail, a sentence that the caller frees; NULL: it has. */
char *rap_ingest_why_unread(rap_read_outcome outcome, const rap_reading *reading, const char *why);

/* Identity, header and From of the raw bytes. */
void rap_ingest_look(rap_ingest_mail *mail);
rap_ingest_mail *rap_ingest_mail_free(rap_ingest_mail *mail);

/*
 * ingest_answered.c: which mail of ours is answered: tokens first, then Message-IDs of In-Reply-To and
 * References. Of several the one sent to the address in From is taken (R23), else the first whose token was not revoked.
 */
rap_err rap_ingest_find_answered(rap_core *core, rap_ingest_mail *mail) RAP_MUST_CHECK;
/* Nothing found: the request, sent to the address in From, that the mail most likely is about; only a proposal
 * to the reader. ret->id 0: none. */
rap_err rap_ingest_offer(rap_core *core, const rap_ingest_mail *mail, rap_mail_out *ret)
	RAP_MUST_CHECK;

/* A stranger's mail that answers none of ours and that no machine wrote: quarantined whatever its text says. After
 * rap_ingest_find_answered. */
bool rap_ingest_is_strange(const rap_core *core, const rap_ingest_mail *mail);

/* ingest_context.c: how to read it, against the form. The caller calls rap_context_done. */
rap_err rap_ingest_context(rap_core *core, const rap_ingest_mail *mail, rap_context *ret)
	RAP_MUST_CHECK;

/* How to read a mail without the form; at: when it came. The caller calls rap_context_done. */
void rap_ingest_context_plain(rap_core *core, int64_t at, rap_context *ret);

/* ingest_record.c: everything of one mail, inside a transaction; *ret is the caller's, to be said when that
 * is committed. RAP_E_BUSY: the same mail is recorded already. */
rap_err rap_ingest_record(rap_core *core, const rap_ingest_mail *mail, rap_ingest_record_log *ret)
	RAP_MUST_CHECK;
/* The reading of a recorded mail, and what was attached; inside a transaction. */
rap_err rap_ingest_put_reading(rap_store *store, int64_t id, const rap_reading *reading)
	RAP_MUST_CHECK;
/* That reading. RAP_E_NOT_FOUND: it has none. The caller frees it. */
rap_err rap_ingest_get_reading(rap_store *store, int64_t id, rap_reading **ret) RAP_MUST_CHECK;
/* Says in the log what is in the record now. */
void rap_ingest_record_say(const rap_ingest_record_log *log);
void rap_ingest_record_log_done(rap_ingest_record_log *log);

/* ingest_confirm.c: what a mail says to our question whether its author wrote another one (R21). */
typedef enum rap_confirm {
	RAP_CONFIRM_NOT_ASKED, /* it answers no such question */
	RAP_CONFIRM_YES,
	RAP_CONFIRM_NO,
	RAP_CONFIRM_NEITHER,
	RAP_CONFIRM_TOO_LATE, /* after RAP_LIMIT_CONFIRM_DAYS */
} rap_confirm;

rap_confirm rap_ingest_confirms(const rap_ingest_mail *mail);

/*
 * Takes over, or puts away, the mail that was asked about, if nobody has decided about it; by is the row of the mail that
 * says so. Inside a transaction.
 */
typedef struct rap_confirmed {
	int64_t mail; /* the one asked about, if it was taken over, else 0 */
	char *author; /* its author; the caller frees */
	size_t changes; /* answers and proposals that are new or changed */
} rap_confirmed;
rap_err rap_ingest_confirm(rap_core *core, const rap_ingest_mail *mail, rap_confirm said,
                           int64_t by, rap_confirmed *ret) RAP_MUST_CHECK;

/*
 * Answers, proposals and withdrawals of a reading as those of a member; inside a transaction. ret_changes: how
 * many of them changed the record.
 */
rap_err rap_ingest_take_over(rap_core *core, const rap_reading *reading, const rap_member *member,
                             const char *author, int64_t mail_id, size_t *ret_changes)
	RAP_MUST_CHECK;
/* "MN-4" of the member with that code; 0 when it names none of its proposals. */
long rap_ingest_own_proposal(const char *code, const char *object);

#endif
