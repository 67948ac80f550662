/* SPDX-License-Identifier: Apache-2.0 */
/* Status codes of reports: found, or derived from what a server or a program said. */
#ifndef RAP_PARSERS_BOUNCE_STATUS_H
#define RAP_PARSERS_BOUNCE_STATUS_H

#include "common/slice.h"

/* The first enhanced status code in text ("5.1.1", RFC 3463), or NULL. Caller frees. */
char *rap_bounce_status_code(rap_slice text);

/*
 * An enhanced status code for what was said: one that stands there; else one derived from its words ("user unknown":
 * 5.1.1) and the class of the SMTP reply code; else from that code alone ("552": 5.2.2). NULL when nothing tells.
 * Only the first 4 KiB are looked at. Caller frees.
 */
char *rap_bounce_status_of(rap_slice text);

/* Whether words stand in folded text that say what is wrong with an address. */
bool rap_bounce_status_has_words(rap_slice folded);

/* Whether it says no more than the class: "5.0.0". */
bool rap_bounce_status_is_vague(const char *status);

#endif
