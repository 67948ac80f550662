/* SPDX-License-Identifier: Apache-2.0 */
/* The words by which reports of mail systems are known. All lists end in NULL and are folded (lower case, NFKC). */
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
