/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a message, as a flat list in the order of the document. Bytes only: no charset is converted here. */
#ifndef RAP_PARSERS_MIME_H
#define RAP_PARSERS_MIME_H

#include "common/limits.h"
#include "common/slice.h"
#include "parsers/mail/prescan.h"

/* One of the ways in which a multipart/alternative shows the same. */
typedef struct rap_way {
	unsigned alternative, branch;
} rap_way;

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
	rap_way ways[RAP_LIMIT_MIME_DEPTH]; /* n_ways of them, from the outermost alternative on */
	unsigned n_ways;
	char *owned; /* what bytes points into, if it is the part's own */
} rap_part;

typedef struct rap_mime {
	rap_part *parts;
	size_t n;
	char *type; /* of the message as a whole */
	char *report_type; /* of a multipart/report: "delivery-status"; else NULL */
	char *calendar_method; /* of the first text/calendar part: "reply"; else NULL */
	size_t lost; /* characters of file names that could not be read */
	const char *limit; /* a limit that showed only now, for people; then parts may be missing */
	void *store; /* what the parts' bytes point into: a list of byte arrays */
	void *window; /* and one whose bytes are the caller's, or NULL */
} rap_mime;

/* Once, before the sandbox closes. */
void rap_mime_init(void);

/*
 * Splits a message that the pre-scan has passed. Never fails: a multipart without (or with a wrong) boundary
 * is split at the lines that look like one, or else is text; a message inside a message is one part of type
 * message/rfc822 and is not opened (R14). Files that stand in a text (uuencode, yEnc) become parts of their own.
 */
void rap_mime_parse(rap_slice raw, const rap_prescan *prescan, rap_mime *ret);
/* The same without a copy of the body: parts point into raw, whose header is written over. */
void rap_mime_parse_in_place(char *raw, size_t len, const rap_prescan *prescan, rap_mime *ret);
void rap_mime_done(rap_mime *mime);

/* Whether two parts stand in different branches of one alternative: who sees one does not see the other. */
bool rap_part_competes(const rap_part *a, const rap_part *b);

/* Whether it is the package of Outlook that hides text and files (winmail.dat). */
bool rap_part_is_tnef(const rap_part *part);

/* The first part of that type, or NULL. */
const rap_part *rap_mime_find(const rap_mime *mime, const char *type);

#endif
