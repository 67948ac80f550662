/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tokens of the text that was sent are found again in a reply, in order. Longest common subsequence with
 * a bonus for runs; when the texts are long, cut at rare runs that stand once in each (patience) and solved
 * between these anchors. Bounded (R53).
 */
#ifndef RAP_PARSERS_ALIGN_H
#define RAP_PARSERS_ALIGN_H

#include "parsers/form/align_table.h"
#include "parsers/text/token.h"

typedef struct rap_alignment {
	uint32_t *reply_of; /* for each token sent: its token in the reply, or RAP_ALIGN_NONE */
	uint32_t *sent_of; /* for each token of the reply */
	size_t n_sent, n_reply;
	bool over; /* the bound was reached: what is not matched may be there all the same */
} rap_alignment;

/* Nothing matched yet. */
void rap_alignment_init(rap_alignment *a, size_t n_sent, size_t n_reply);
void rap_alignment_done(rap_alignment *a);

/* A range of tokens [sent_from, sent_to) against [reply_from, reply_to). */
typedef struct rap_align_range {
	size_t sent_from, sent_to, reply_from, reply_to;
} rap_align_range;

/*
 * Aligns the range and adds what matches. weight (one per token sent, 1 to 15) says how much a match is worth:
 * ids and marks more than words, words more than punctuation. *steps is what may still be spent; it is counted
 * down.
 */
void rap_align(const rap_tokens *sent, const rap_tokens *reply, const uint8_t *weight,
               rap_align_range range, size_t *steps, rap_alignment *a);

/* Counts *steps down as rap_align does and does nothing else, so that what is left for others does not depend on
 * whether this was needed. false, and nothing counted: that would take aligning it. */
bool rap_align_pay(rap_align_range range, size_t *steps);

/*
 * Unmatches short runs that stand alone on both sides (the same words by chance, in an answer): those of less
 * than three tokens of weight below `heavy`, and longer ones that are only a part of a line somebody typed.
 */
void rap_align_demote(const rap_tokens *sent, const rap_tokens *reply, const uint8_t *weight,
                      uint8_t heavy, rap_alignment *a);

/*
 * "use. <typed>." before "[P3]": either point may be the one that came back. What was typed, and what is missing, is
 * moved where both readings fit, so that it begins and ends with lines.
 */
void rap_align_slide(const rap_tokens *sent, const rap_tokens *reply, rap_alignment *a);

/*
 * A typed line that cites words of the quoted text beside it: where these stand in the quotation, in a row with what
 * came back there, they came back there and not in the typed line.
 */
void rap_align_draw(const rap_tokens *sent, const rap_tokens *reply, rap_alignment *a);

#endif
