/* SPDX-License-Identifier: Apache-2.0 */
/* Labels in other words: between the id and the cue of an item stands what a person made of its label. */
#ifndef RAP_PARSERS_LABEL_H
#define RAP_PARSERS_LABEL_H

#include "parsers/form/cue.h"

/*
 * Whether the run of the area, directly behind the id of its item and before its cue, is the label in other words: the
 * same was done to another item, and the words are few, or an answer stands behind the cue. An answer that a closed list
 * knows is none.
 */
rap_cue_words rap_label_read(const rap_area *area, const rap_run *run);

/*
 * "Answer [2.4]: ..." / "" / "Remarks" / "Answer [2.5]:": where the whole label of an item is gone, the short paragraph
 * directly above its cue is that label in other words, when this is so before several items; else the run that it ends
 * is doubtful.
 */
void rap_label_strip(rap_page *page);

#endif
