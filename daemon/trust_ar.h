/* SPDX-License-Identifier: Apache-2.0 */
/* What our border server says about a mail: R1 to R8. Part of trust; pure, without any library. */
#ifndef RAP_DAEMON_TRUST_AR_H
#define RAP_DAEMON_TRUST_AR_H

#include "common/header.h"
#include "consultation.h"

/* In order of badness: of several results of one method the worst counts (R4). */
typedef enum rap_ar_class {
	RAP_AR_ABSENT,
	RAP_AR_PASS,
	RAP_AR_NONE, /* the domain publishes nothing, or the mail carries no signature */
	RAP_AR_TEMPERROR,
	RAP_AR_FAIL, /* fail, permerror, and every word we do not know */
} rap_ar_class;

typedef struct rap_ar {
	bool seen; /* there was at least one field of ours that could be read */
	rap_ar_class dmarc, dkim;
	char *header_from; /* of dmarc; lower case, without trailing dot; may be NULL */
	bool contradictory; /* two results name different header.from */
	rap_strv dkim_domains; /* header.d of each dkim result, likewise */
} rap_ar;

/* Reads the Authentication-Results in the trace block; nothing when the boundary is "none". */
rap_ar rap_ar_read(const rap_header *header, rap_boundary boundary, const char *boundary_id);
void rap_ar_done(rap_ar *ar);

#endif
