/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The paragraphs of the updated draft as a Word file shows them: the text of the draft, and each State's proposals as
 * tracked changes of that State. Laws, for every paragraph of the board:
 *
 *	reject all      leaves the text of the draft
 *	accept all      leaves, in each stretch that somebody changes, the variants in the order of the overlay
 *	only X's        where X shares no stretch with others: X's proposal
 *
 * A wording that stands whole takes the place of the text where nothing else is proposed on it, else it is a new paragraph
 * "[P12 alt.]". A paragraph to be taken out keeps its number: its text is taken out and "[deleted]" put in.
 */
#ifndef RAP_DAEMON_REPORT_DOCX_TRACKED_H
#define RAP_DAEMON_REPORT_DOCX_TRACKED_H

#include "common/strv.h"
#include "report/board.h"
#include "report/docx_comments.h"
#include "report/docx_write.h"

#define RAP_DOCX_DELETED "[deleted]"

typedef struct rap_docx_tracker {
	rap_docx_writer text;
	rap_docx_comments comments;
	const rap_desk *desk;
	rap_strv reserving; /* words that reserve a position */
	rap_strv authors; /* at changes, each once */
	int64_t latest; /* date of a change or comment */
	uint64_t was; /* sum of the changes in the paragraph that is being written */
	bool changed; /* it has some */
} rap_docx_tracker;

rap_docx_tracker rap_docx_tracker_init(const rap_desk *desk);
void rap_docx_tracker_done(rap_docx_tracker *tracker);

/* A paragraph and what is proposed instead of it and behind it. */
void rap_docx_tracked(rap_docx_tracker *tracker, const rap_board_paragraph *paragraph);

/* The same without proposals. */
void rap_docx_untracked(rap_docx_writer *w, const rap_block *block);

/* Of blocks with a mark, by their level. */
const char *rap_docx_paper_style(int level);

#endif
