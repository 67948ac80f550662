/* SPDX-License-Identifier: Apache-2.0 */
/* The words by which it is known that a mail is a report. All lists end in NULL and are folded (lower case, NFKC). */
#ifndef RAP_PARSERS_BOUNCE_TABLE_H
#define RAP_PARSERS_BOUNCE_TABLE_H

/* In From: who delivers mail, by address or by name. */
extern const char *const rap_bounce_senders[];
/* In subjects. */
extern const char *const rap_bounce_subjects[];
/* In the text: only mail systems write so. */
extern const char *const rap_bounce_systems[];
/* At the begin of the text. */
extern const char *const rap_bounce_openers[];
/* In the text: what a mail system writes, and others who write about one. */
extern const char *const rap_bounce_bodies[];
/* In the text: what is wrong with an address; counts beside a reply code only. */
extern const char *const rap_bounce_hints[];

#endif
