/* SPDX-License-Identifier: Apache-2.0 */
/* Which words of a base text stay in a wording: an alignment for people, not the longest common subsequence. */
#ifndef RAP_DAEMON_REPORT_PAIRING_H
#define RAP_DAEMON_REPORT_PAIRING_H

#include "report/words.h"

/*
 * partner has base->n places, all 0; a token of the base that stays gets the index + 1 of its equal in the wording,
 * ascending. The wording's numbers are of the base (rap_words_like). Beyond the bound of steps (R53) only the common
 * beginning and end stay.
 */
void rap_pairing_make(const rap_words *base, const rap_words *wording, size_t *partner);

#endif
