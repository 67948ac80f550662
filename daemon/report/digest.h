/* SPDX-License-Identifier: Apache-2.0 */
/* What a digest is made from, between gathering it (digest.c) and its parts (digest_grid.c, digest_lists.c, digest_mails.c). */
#ifndef RAP_DAEMON_REPORT_DIGEST_H
#define RAP_DAEMON_REPORT_DIGEST_H

#include "report/desk.h"
#include "store/answer.h"

#include <jansson.h>

typedef struct rap_digest {
	const rap_desk *desk;
	int64_t since; /* the digest covers (since, desk->now] */
	int64_t deadline; /* RAP_DATE_NONE: none */
	rap_answer_rows answers;
	rap_proposal_rows proposals; /* standing ones */
	/* filled while the lists are made */
	int64_t first_new_mail; /* id of the first mail recorded since; 0: none */
	size_t n_replies, n_new_quarantined, n_new_awaiting, n_new_failed, n_new_away,
		n_confirmations;
	long n_held; /* mails whose receipts were held back since */
	rap_strv held; /* for these addresses */
} rap_digest;

/* The whole view but the lists and the recipient's name. */
json_t *rap_digest_view(const rap_digest *digest);

/* The coverage grid: rows and columns for HTML, ready lines for text. */
void rap_digest_grid(const rap_digest *digest, json_t *view);

/* The lists made of mails received, whole; called by rap_digest_lists. */
rap_err rap_digest_mails(rap_digest *digest, json_t *view) RAP_MUST_CHECK;

/* Everything that is a list; each may be of any length. */
rap_err rap_digest_lists(rap_digest *digest, json_t *view) RAP_MUST_CHECK;

/*
 * Sets every list of rap_digest_lists in `view` to the first `most` entries of the one in `full`, and
 * "NAME_more" to "and N more" or null.
 */
void rap_digest_shorten(json_t *view, const json_t *full, size_t most);

#endif
