/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One mail as bytes (GMime builds it): multipart/alternative of text and HTML in UTF-8, enclosures beside it,
 * the headers of R43 under the rules of R60. The same input gives the same bytes: the boundary is made of the
 * key, the date is given, no host name is asked for. Lines end in LF; send makes CRLF of them for SMTP.
 */
#ifndef RAP_DAEMON_REPORT_COMPOSE_H
#define RAP_DAEMON_REPORT_COMPOSE_H

#include "common/buf.h"
#include "common/err.h"
#include "common/strv.h"
#include "report/letter.h"

typedef struct rap_mail_parts {
	const char *from_name, *from_address;
	const char *reply_to; /* address; NULL: replies go to From */
	const char *to_name, *to_address; /* name may be NULL */
	const char *subject; /* whole; cut after RAP_LIMIT_SUBJECT characters */
	const char *date; /* RFC 5322 */
	const char *message_id; /* with < > */
	const char *key;
	const char *in_reply_to; /* with < >; NULL or not of the form of R60: left out */
	const rap_strv *references; /* likewise, each; may be NULL */
	bool auto_replied;
	const char *text, *html;
	const rap_enclosure *enclosures;
	size_t n_enclosures;
} rap_mail_parts;

/* RAP_E_FORMAT: a header value holds what R60 refuses. */
rap_err rap_compose_mail(const rap_mail_parts *parts, rap_buf *ret_mime) RAP_MUST_CHECK;

/* How many bytes of a mail made by rap_compose_mail hold its headers, text and HTML: the enclosures behind them say
 * nothing about replies. All, when it has none or others have changed its structure on the way. */
size_t rap_compose_letter_len(rap_slice mime);

#endif
