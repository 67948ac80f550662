/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that make proposals out of a matched Word file share: the draft of a reading, and how it is added to. */
#ifndef RAP_PARSERS_DOCX_DRAFTER_H
#define RAP_PARSERS_DOCX_DRAFTER_H

#include "common/context.h"
#include "common/reading.h"
#include "parsers/form/proposal_put.h"
#include "parsers/word/docx.h"
#include "parsers/word/docx_match.h"

typedef struct rap_drafter {
	const rap_context *context;
	const rap_docx *docx;
	const char *where;
	rap_reading *reading;
	rap_docx_match m;
	size_t steps;
	size_t last; /* piece that stands last for a paragraph of the draft */
	bool signed_off; /* behind it stand lines such as a date, a name, an office: a letter ends there */
	bool *inserted; /* by piece: stands in the draft, and is proposed as a new paragraph or ours */
	bool excerpt; /* the file holds a part of the draft */
	bool other_revision; /* of the draft: only what is tracked is known to be a change */
	bool others; /* changes or comments may be those of other States */
	bool full; /* no more proposals can be recorded, which is said */
} rap_drafter;

/* A finding; words: what it is about, or empty for the whole file. text is copied. */
void rap_drafter_say(const rap_drafter *d, const char *code, rap_slice words, const char *text);

/* Proposals, put as unclear where the file says so; target: the paragraph; unclear and flag may be NULL. */
void rap_drafter_put(rap_drafter *d, rap_put *proposal);
void rap_drafter_delete(rap_drafter *d, size_t target, const char *unclear, const char *flag);
void rap_drafter_insert(rap_drafter *d, size_t target, rap_slice text, const char *unclear,
                        const char *flag);

/* The last paragraph of the draft that stands before piece k in its own order; RAP_DOCX_NONE: none.
 * *ret_heading: a heading or words of ours stand between. */
size_t rap_drafter_anchor(const rap_drafter *d, size_t k, bool *ret_heading);

/* Comments in the file. To be called last: they may be on new paragraphs. */
void rap_drafter_comments(rap_drafter *d);

/* In the place of all others, where the file holds another version of the draft, whose name is that or empty. */
void rap_drafter_tracked(rap_drafter *d, rap_slice name);

#endif
