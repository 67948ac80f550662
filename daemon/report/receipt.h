/* SPDX-License-Identifier: Apache-2.0 */
/* What a receipt is made from, between gathering it (receipt.c) and wording it (receipt_view.c). */
#ifndef RAP_DAEMON_REPORT_RECEIPT_H
#define RAP_DAEMON_REPORT_RECEIPT_H

#include "report/desk.h"
#include "store/answer.h"
#include "store/mailin.h"

#include <jansson.h>

typedef struct rap_receipt {
	const rap_desk *desk;
	const rap_member *member;
	const char *author; /* address */
	rap_mail_in mail;
	rap_reading *reading; /* NULL: none is on record */
	rap_answer_rows answers; /* what this mail changed */
	rap_proposal_rows proposals;
	rap_answer_rows standing; /* what stands for the State now */
	rap_proposal_rows all; /* of all States, with history */
	int64_t deadline; /* RAP_DATE_NONE: none */
	/* filled by rap_receipt_view */
	size_t n_answers, n_proposals, n_unclear, n_withdrawn;
} rap_receipt;

/* The view of templates/mail/receipt; greeting and author-dependent keys are set per recipient. */
json_t *rap_receipt_view(rap_receipt *receipt);

#endif
