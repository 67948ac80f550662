/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A proposal that was made on an older text of a paragraph, carried to the text as it stands now: three texts, word
 * by word. It is carried only where that is beyond doubt; else its wording stays whole, as it was written.
 */
#ifndef RAP_DAEMON_REPORT_CARRY_H
#define RAP_DAEMON_REPORT_CARRY_H

#include <stdbool.h>

typedef struct rap_carried {
	char *text; /* the wording that is proposed for the present text; owned */
	bool changed; /* the paragraph is no longer as it was when the proposal was made */
	bool whole; /* the proposal touches what changed: text is the wording as it was made */
} rap_carried;

/*
 * Laws: an unchanged paragraph gives the proposal itself; a proposal that is in the text already gives the text; where
 * both changed the same way it counts once; and it does not matter which of the two changes came first. Edits touch when
 * they overlap, or when one of them adds words at an end of the other. To keep the text as it was touches every change.
 */
rap_carried rap_carry(const char *old, const char *now, const char *proposed);
void rap_carried_done(rap_carried *carried);

#endif
