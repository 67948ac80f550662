/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A mail of ours on its way into the outbox: rendered text and HTML of equal content become MIME (GMime), with
 * all headers of R43 and R60, a token in Reply-To and Message-ID, and one row of the outbox.
 */
#ifndef RAP_DAEMON_REPORT_LETTER_H
#define RAP_DAEMON_REPORT_LETTER_H

#include "report/desk.h"

#include <jansson.h>

typedef struct rap_enclosure {
	const char *name, *type; /* file name and media type */
	rap_slice bytes;
} rap_enclosure;

typedef struct rap_letter {
	const char *kind; /* request, receipt, reminder, digest, draft */
	const char *key; /* stable and unique: "request/1/plan/MN/oyun@environment.example" */
	const char *member; /* ISO code or NULL */
	const char *request; /* id of the request, or NULL */
	const char *to_name, *to_address; /* of the roster or the secretariat only (R41) */
	const char *subject; /* without the tag; "[NEASPEC-NFP-2020] " is put before it */
	const char *text, *html;
	const char *in_reply_to; /* checked and dropped when not of the form of R60; may be NULL */
	const rap_strv *references; /* may be NULL */
	bool auto_replied; /* receipts: auto-replied and envelope <>; otherwise auto-generated */
	int64_t answers_mail_id;
	const rap_enclosure *enclosures;
	size_t n_enclosures;
} rap_letter;

/* Renders MAIL/name.txt.mustache and name.html.mustache with the view. A missing variable is our bug or a bad
 * template: RAP_E_CONFIG and a sentence in *ret_why (caller frees). */
rap_err rap_letter_render(const rap_desk *desk, const char *name, const json_t *view,
                          char **ret_text, char **ret_html, char **ret_why) RAP_MUST_CHECK;

/* Makes the MIME message and queues it; inside a transaction. RAP_E_BUSY: this key is in the outbox already. */
rap_err rap_letter_post(const rap_desk *desk, const rap_letter *letter, int64_t *ret_out_id)
	RAP_MUST_CHECK;
/* Who sends it, for the envelope; "" is <>. The caller frees. */
char *rap_letter_sender(const rap_desk *desk, const rap_letter *letter);
/* The same bytes without posting, for preview. */
rap_err rap_letter_compose(const rap_desk *desk, const rap_letter *letter, rap_buf *ret_mime)
	RAP_MUST_CHECK;

#endif
