/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best alignment of two short sequences of tokens: the dynamic programme over all their pairs, of which only the
 * pairs that match are worked through. What is not said by them follows: a row changes only behind its matches.
 */
#ifndef RAP_PARSERS_ALIGN_TABLE_H
#define RAP_PARSERS_ALIGN_TABLE_H

#include "parsers/text/token.h"

#define RAP_ALIGN_NONE UINT32_MAX

/*
 * A longest common subsequence of sent[0, n) and reply[0, m), both not empty: each match is worth weight[i], and a match
 * that continues a run RUN_BONUS more. ret[i] is the token of the reply that sent[i] is matched with, or RAP_ALIGN_NONE.
 * Of alignments worth the same, one with later matches; so the result is the same each time.
 */
void rap_align_table(const rap_token *sent, size_t n, const rap_token *reply, size_t m,
                     const uint8_t *weight, uint32_t *ret);

#endif
