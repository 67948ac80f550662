/* SPDX-License-Identifier: Apache-2.0 */
/* Reports that mail systems write for people: which addresses failed, and why. */
#ifndef RAP_PARSERS_BOUNCE_PROSE_H
#define RAP_PARSERS_BOUNCE_PROSE_H

#include "common/reading.h"
#include "common/slice.h"

typedef struct rap_bounce_prose {
	rap_slice report; /* what the system says */
	rap_slice copy; /* the mail it is about, or its header, if it stands behind; may be empty */
	bool delayed; /* the system is still trying */
} rap_bounce_prose;

/* Divides the decoded text of a report. */
void rap_bounce_prose_divide(rap_slice text, rap_bounce_prose *ret);

/*
 * Adds the recipients that the report names, with status and diagnostic where they stand. Addresses of `own` (address
 * fields of the report itself, raw) do not count. `home` is the domain of the system: names without a domain that
 * stand where recipients are listed are its own users; may be empty. With `doubtful`, when nobody is named plainly, any
 * address will do.
 */
void rap_bounce_prose_read(const rap_bounce_prose *prose, rap_slice own, rap_slice home,
                           bool doubtful, rap_bounce *bounce);

#endif
