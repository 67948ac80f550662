/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every letter and document is made from: the consultation, the record, the draft, the wording, the
 * token key and the time. Borrowed by all of report/, owned by the command that runs.
 */
#ifndef RAP_DAEMON_REPORT_DESK_H
#define RAP_DAEMON_REPORT_DESK_H

#include "common/token.h"
#include "consultation.h"
#include "report/draft.h"
#include "store/store.h"

typedef struct rap_desk {
	const rap_consultation *consultation;
	rap_store *store;
	const rap_draft *draft; /* of the current round; NULL when it has none */
	const char *
		templates; /* directory with mail/ *.mustache; DIR/templates/mail overrides file by file */
	const rap_token_key *token_key;
	int64_t now;
	long round; /* the current round, 0 before the first opens */
	rap_buf *why; /* gets a sentence when a letter cannot be made; may be NULL */
} rap_desk;

#endif
