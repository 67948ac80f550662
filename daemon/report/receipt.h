/* SPDX-License-Identifier: Apache-2.0 */
/* What a receipt is made from, between gathering it (receipt.c, receipt_held.c) and wording it (receipt_view.c). */
#ifndef RAP_DAEMON_REPORT_RECEIPT_H
#define RAP_DAEMON_REPORT_RECEIPT_H

#include "report/desk.h"
#include "report/report.h"
#include "store/answer.h"
#include "store/held.h"
#include "store/mailin.h"

#include <jansson.h>

typedef struct rap_receipt {
	const rap_desk *desk;
	const rap_member *member;
	const char *author; /* address */
	const rap_held *held; /* it stands for all mails that waited; NULL: for one */
	rap_mail_in mail; /* the one, or the last of them */
	rap_reading *reading; /* NULL: none is on record */
	rap_answer_rows answers; /* what this mail changed */
	rap_proposal_rows proposals;
	rap_answer_rows standing; /* what stands for the State now */
	rap_proposal_rows all; /* of all States, with history */
	int64_t deadline; /* RAP_DATE_NONE: none */
	bool waits; /* late, and no officer has released it: nothing of it is taken over (R23) */
	/* filled by rap_receipt_view */
	rap_err err; /* an older draft could not be read: the receipt is not sent, and is tried again */
	size_t n_answers, n_proposals, n_unclear, n_withdrawn;
} rap_receipt;

/* All that is on record for a receipt on one mail; member and author are set. */
rap_err rap_receipt_gather(rap_receipt *receipt, int64_t mail_id) RAP_MUST_CHECK;
void rap_receipt_done(rap_receipt *receipt);
/* Posts the letter for one contact. view: of rap_receipt_view. */
rap_err rap_receipt_send(const rap_receipt *receipt, const rap_contact *contact, bool is_author,
                         json_t *view, rap_preview *preview) RAP_MUST_CHECK;
/* R42: whether one more receipt, or question, may go to the address now. */
rap_err rap_receipt_has_room(const rap_desk *desk, const char *address, bool *ret) RAP_MUST_CHECK;
/* Posts it, or holds it back where so many receipts have gone out that it must wait (R42). */
rap_err rap_receipt_send_in_time(const rap_receipt *receipt, const rap_contact *contact,
                                 bool is_author, json_t *view) RAP_MUST_CHECK;

/* The view of templates/mail/receipt; greeting and author-dependent keys are set per recipient. */
json_t *rap_receipt_view(rap_receipt *receipt);
/*
 * A copy of it whose lists have at most so many entries (SIZE_MAX: all) and, in "left_out", words for what is
 * missing, empty if nothing is. The caller owns it.
 */
json_t *rap_receipt_shortened(json_t *full, size_t most);
/* The view of templates/mail/confirmation: the same, all of it waiting. */
json_t *rap_confirmation_view(rap_receipt *receipt);

#endif
