/* SPDX-License-Identifier: Apache-2.0 */
/* What kind of mail this is, as far as the mail itself tells. `command` is never decided here. */
#ifndef RAP_PARSERS_KIND_H
#define RAP_PARSERS_KIND_H

#include "common/header.h"
#include "common/reading.h"
#include "parsers/mail/mime.h"

typedef struct rap_kind_found {
	rap_kind kind; /* reply, auto-reply or other; bounces are found by bounce.h */
	char *why; /* auto-reply: the header field or the phrase that says so; else NULL; owned */
	bool by_phrase; /* only the subject says so: probably absent, but the content is read (a person may answer so) */
	const char *other; /* other: what it is, for people; static */
} rap_kind_found;

/* subject is decoded. Header fields come first; phrases of six languages are only a hint. */
void rap_kind_find(const rap_header *header, const rap_mime *mime, const char *subject,
                   rap_kind_found *ret);

#endif
