/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a message, as a flat list in the order of the document. Bytes only: no charset is converted here. */
#ifndef RAP_PARSERS_MIME_H
#define RAP_PARSERS_MIME_H

#include "common/slice.h"
#include "parsers/mail/prescan.h"

typedef struct rap_part {
	char *type; /* "text/plain": lower case, always with a '/' */
	char *charset; /* the label, or NULL */
	char *name; /* file name as UTF-8 without a path, or NULL */
	rap_slice bytes; /* transfer encoding removed; borrowed from the list */
	bool attachment; /* not a text for the body */
	bool picture; /* an image that belongs to an HTML text (multipart/related) */
	bool sealed; /* inside a signed or encrypted part, which nobody verifies here (R14) */
	bool flowed, delsp; /* RFC 3676 */
	bool damaged; /* the transfer encoding was */
	unsigned depth; /* multiparts around it */
	unsigned alternative; /* number of the multipart/alternative it stands in, 0 = none */
	char *owned; /* what bytes points into, if it is the part's own */
} rap_part;

typedef struct rap_mime {
	rap_part *parts;
	size_t n;
	char *type; /* of the message as a whole */
	char *report_type; /* of a multipart/report: "delivery-status"; else NULL */
	char *calendar_method; /* of the first text/calendar part: "reply"; else NULL */
	const char *limit; /* a limit that showed only now, for people; then parts may be missing */
	void *store; /* what the parts' bytes point into */
} rap_mime;

/* Once, before the sandbox closes. */
void rap_mime_init(void);

/*
 * Splits a message that the pre-scan has passed. Never fails: a multipart without (or with a wrong) boundary
 * is split at the lines that look like one, or else is text; a message inside a message is one part of type
 * message/rfc822 and is not opened (R14).
 */
void rap_mime_parse(rap_slice raw, const rap_prescan *prescan, rap_mime *ret);
void rap_mime_done(rap_mime *mime);

/* The first part of that type, or NULL. */
const rap_part *rap_mime_find(const rap_mime *mime, const char *type);

#endif
