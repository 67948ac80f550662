/* SPDX-License-Identifier: Apache-2.0 */
/* What kind of mail this is, as far as the mail itself tells. `command` is never decided here. */
#ifndef RAP_PARSERS_KIND_H
#define RAP_PARSERS_KIND_H

#include "common/header.h"
#include "common/reading.h"
#include "parsers/mail/mime.h"

typedef struct rap_kind_found {
	rap_kind kind; /* reply or auto-reply; bounces are found by bounce.h */
	char *why; /* auto-reply: the header field or the words that say so; else NULL; owned */
	bool by_phrase; /* only words say so: the content is read all the same (a person may answer so) */
	const char *
		other; /* auto-reply that is no absence note: what it is, for people; static; else NULL */
} rap_kind_found;

/*
 * subject and text (what was newly written) are decoded; reference as for rap_absence_back_on(). Header fields and the
 * form of the mail come first. Words of a subject count only where the text bears them out: people write under such
 * subjects, and about such things.
 */
void rap_kind_find(const rap_header *header, const rap_mime *mime, const char *subject,
                   const char *text, const char *reference, rap_kind_found *ret);

#endif
