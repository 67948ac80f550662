/* SPDX-License-Identifier: Apache-2.0 */
/* The words by which automatic mail other than absence notes is known. All lists end in NULL and are folded (lower case, NFKC). */
#ifndef RAP_PARSERS_MACHINE_TABLE_H
#define RAP_PARSERS_MACHINE_TABLE_H

/* What programs write of themselves. */
extern const char *const rap_machine_automatic[];
/* Read receipts: begin of a subject, and a sentence. */
extern const char *const rap_machine_read_subjects[];
extern const char *const rap_machine_read_bodies[];
/* Who asks the sender to confirm: in a subject, in the text. */
extern const char *const rap_machine_challenge_subjects[];
extern const char *const rap_machine_challenge_bodies[];
/* Systems that number what comes in: in a subject, in the text. */
extern const char *const rap_machine_ticket_subjects[];
extern const char *const rap_machine_ticket_bodies[];

#endif
