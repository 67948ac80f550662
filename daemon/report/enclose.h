/* SPDX-License-Identifier: Apache-2.0 */
/* What travels with a request: the Word file to answer in, and the documents of the consultation that are files. */
#ifndef RAP_DAEMON_REPORT_ENCLOSE_H
#define RAP_DAEMON_REPORT_ENCLOSE_H

#include "report/letter.h"

typedef struct rap_enclosures {
	rap_enclosure *at; /* the Word file first */
	size_t n, size; /* size: bytes of all */
	rap_strv owned; /* names and bytes */
} rap_enclosures;

/* RAP_E_LIMIT: above 15 MiB together. On errors there is a sentence in desk->why. */
rap_err rap_enclose(const rap_desk *desk, const rap_request_plan *request, rap_enclosures *ret)
	RAP_MUST_CHECK;
void rap_enclosures_done(rap_enclosures *enclosures);

/* Whether a document belongs to what a request asks. */
bool rap_enclose_is_for(const rap_document *document, const rap_request_plan *request);

#endif
