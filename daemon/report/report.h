/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All that a person receives. Each function makes one kind of letter and posts it into the outbox, inside the
 * caller's transaction; RAP_E_BUSY from the outbox (already owed) counts as done. With `preview` set nothing is
 * posted and the rendered letter is handed back instead.
 */
#ifndef RAP_DAEMON_REPORT_REPORT_H
#define RAP_DAEMON_REPORT_REPORT_H

#include "report/desk.h"

#include <jansson.h>

/* A letter as it would leave; owned by the caller. */
typedef struct rap_preview {
	char *subject, *to, *text, *html;
	char *mime; /* the whole mail, mime_len bytes */
	size_t mime_len;
} rap_preview;
void rap_preview_done(rap_preview *preview);

/* The form of one request for one contact of a member, in form G. */
rap_err rap_request_post(const rap_desk *desk, const rap_request_plan *request,
                         const rap_member *member, const rap_contact *contact, rap_preview *preview)
	RAP_MUST_CHECK;

/* What was understood of one mail, to its author and the State's other contacts. author: address on the roster. */
rap_err rap_receipt_post(const rap_desk *desk, int64_t mail_id, const rap_member *member,
                         const char *author, rap_preview *preview) RAP_MUST_CHECK;

/*
 * R21: asks the address of the roster whether it wrote a mail that nothing else proves; the letter carries a token of its
 * own. Counted among the receipts (R42): over their number nothing is posted, and the digest alone tells of the mail.
 */
rap_err rap_confirmation_post(const rap_desk *desk, int64_t mail_id, const rap_member *member,
                              const rap_contact *contact, rap_preview *preview) RAP_MUST_CHECK;

/*
 * R42: above a number of receipts they are held back, and after RAP_RECEIPT_WAIT_S one stands for all that wait for
 * an address (rap_held_waiting names them). RAP_E_NOT_FOUND: none waits, or the address has had enough for the day.
 */
#define RAP_RECEIPT_WAIT_S 3600
rap_err rap_receipt_post_held(const rap_desk *desk, const char *address) RAP_MUST_CHECK;

/* To an officer: what became of the lines of a mail: objects with "words" and "what". Inside a transaction. */
rap_err rap_transcript_post(const rap_desk *desk, int64_t mail_id, const rap_contact *officer,
                            const json_t *lines) RAP_MUST_CHECK;

/* All that a member still owes, one mail to the focal point; due names the reminder (its time). Nothing owed:
 * RAP_E_NOT_FOUND. */
rap_err rap_reminder_post(const rap_desk *desk, const rap_member *member, int64_t due,
                          rap_preview *preview) RAP_MUST_CHECK;

/* The digest of the day for all officers, covering (since, desk->now]. due names it. A quiet day with
 * quiet_days: skip gives RAP_E_NOT_FOUND. */
rap_err rap_digest_post(const rap_desk *desk, int64_t since, int64_t due, rap_preview *preview)
	RAP_MUST_CHECK;

/* For `check`: a receipt ("receipt"), a question ("confirmation") or a digest ("digest") with nothing in it and one with something in every
 * list, made without the record and thrown away, so that a mistake in a template is found before it is due. */
rap_err rap_sample_make(const rap_desk *desk, const char *letter) RAP_MUST_CHECK;

/* The updated draft with all standing proposals in place. */
typedef struct rap_compiled {
	char *markdown, *html, *text;
} rap_compiled;
rap_err rap_compiled_make(const rap_desk *desk, rap_compiled *ret) RAP_MUST_CHECK;
void rap_compiled_done(rap_compiled *compiled);

/* What a member owes: required fields without a standing answer, per request. */
rap_err rap_owed(const rap_desk *desk, const rap_member *member, rap_strv *ret_fields,
                 rap_strv *ret_requests) RAP_MUST_CHECK;

/* The whole record. csv: one table "what" of answers, proposals, mails; json: all of it, with tables for people. */
struct rap_tables;
rap_err rap_export_json(const rap_desk *desk, const struct rap_tables *tables, rap_buf *ret)
	RAP_MUST_CHECK;
rap_err rap_export_csv(const rap_desk *desk, const char *what, rap_buf *ret) RAP_MUST_CHECK;

#endif
