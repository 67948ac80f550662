/* SPDX-License-Identifier: Apache-2.0 */
/* The words by which absence notes are known. All lists end in NULL and are folded (lower case, NFKC). */
#ifndef RAP_PARSERS_ABSENCE_WORDS_H
#define RAP_PARSERS_ABSENCE_WORDS_H

/* At the begin of a subject, behind brackets or not: programs put them there. */
extern const char *const rap_absence_prefixes[];
/* The same in scripts whose words run on. */
extern const char *const rap_absence_tags[];
/* What the absent themselves write there. */
extern const char *const rap_absence_notices[];
/* Anywhere in a subject. */
extern const char *const rap_absence_subjects[];
/* What the absent write of themselves. */
extern const char *const rap_absence_absences[];

#endif
