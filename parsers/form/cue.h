/* SPDX-License-Identifier: Apache-2.0 */
/* "Answer [2.1]:" and what people do to it: typed over, translated, with words of theirs before the id. */
#ifndef RAP_PARSERS_CUE_H
#define RAP_PARSERS_CUE_H

#include "parsers/form/area.h"

/* The words say "answer", in one of the languages. */
bool rap_cue_is_word(rap_slice words);

/*
 * "Answer [2.6]: We prefer: this": the colon of a cue stands directly behind its id; another one is the author's.
 */
void rap_cue_draw(const rap_context *context, const rap_sent *sent, const rap_tokens *reply,
                  rap_alignment *a);

/*
 * A cue whose id did not come back with its brackets was typed over: words it shares with what was typed are typed. */
void rap_cue_forget(const rap_context *context, const rap_sent *sent, const rap_tokens *reply,
                    rap_alignment *a);

/* The whole cue came back in one piece, with the id and with a word of ours. */
bool rap_cue_back(const rap_sent *sent, const rap_sent_item *item, const rap_alignment *a);

typedef enum rap_cue_words {
	RAP_CUE_NOT, /* the run stands elsewhere, or is the answer */
	RAP_CUE_WORDS, /* "Ответ [2.1]:": in the place of our words, or added to them */
	RAP_CUE_MAYBE /* nothing else was typed: nobody knows */
} rap_cue_words;

/* Words stand behind the cue of the item that the run belongs to, further down. */
bool rap_cue_answered(const rap_page *page, const rap_run *run);

/* Whether the run of the area, on the line of the cue and before its id, is the cue in other words. */
rap_cue_words rap_cue_read(const rap_area *area, const rap_run *run);

#endif
