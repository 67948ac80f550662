/* SPDX-License-Identifier: Apache-2.0 */
/* The words that tell where recipients stand in a report. All lists end in NULL and are folded (lower case, NFKC). */
#ifndef RAP_PARSERS_BOUNCE_PLACES_H
#define RAP_PARSERS_BOUNCE_PLACES_H

/* In a line before the recipients. */
extern const char *const rap_bounce_cues[];
/* At the begin of a line, before a recipient. */
extern const char *const rap_bounce_labels[];
/* In a line where the report ends and the mail it is about begins. */
extern const char *const rap_bounce_ends[];
/* Directly before an address inside a sentence, and directly behind it: it is the recipient's. */
extern const char *const rap_bounce_before[];
extern const char *const rap_bounce_after[];
/* The server is still trying. */
extern const char *const rap_bounce_delays[];
/* Local parts of people who may be asked. */
extern const char *const rap_bounce_helpers[];

#endif
