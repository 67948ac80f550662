/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changes and comments that were in a Word file of ours when it left: the updated draft shows what States propose, and
 * its bookmarks (common/word_mark.h) say whose changes these are and until when. They are nobody's proposals anew: the file
 * is read as if none of them were in it. Where one was accepted, rejected or changed, the sum of its paragraph is not the
 * one that left.
 */
#ifndef RAP_PARSERS_DOCX_SENT_H
#define RAP_PARSERS_DOCX_SENT_H

#include "parsers/word/docx.h"
#include "parsers/word/xml.h"

#include <stdint.h>

#define RAP_DOCX_SENT_NAMES 256u /* of six States, alone and together, there are 63 */

typedef struct rap_docx_sent {
	char made[16]; /* "20200720090000"; empty: no such file */
	uint64_t names[RAP_DOCX_SENT_NAMES];
	size_t n_names;
	/* Of the paragraph that is open. */
	uint64_t sum, left; /* of such changes as they are, and as they left us */
	bool has_left; /* the paragraph says so */
	bool seen; /* there is one */
	bool new; /* the paragraph itself is one */
	bool touched; /* words of one were taken out by somebody else */
	/* Changes around the text. */
	size_t added, taken;
} rap_docx_sent;

/* Takes what a bookmark says; it stands before the first change, or in the paragraph. */
void rap_docx_sent_bookmark(rap_docx_sent *sent, const char *name);

/* Whether the change just opened was in the file when it left. */
bool rap_docx_sent_has(const rap_docx_sent *sent, rap_xml *xml);

void rap_docx_sent_begin_par(rap_docx_sent *sent);
void rap_docx_sent_words(rap_docx_sent *sent, rap_slice words, bool taken);

/* At the end of a paragraph: whether such changes are other than they were. */
bool rap_docx_sent_altered(const rap_docx_sent *sent);

/* The sums of comments that were in the file, in order of size, and whether that is one. The caller frees them. */
uint64_t *rap_docx_sent_notes(const rap_docx *docx, size_t *ret_n);
bool rap_docx_sent_is_note(const uint64_t *notes, size_t n, uint64_t sum);

#endif
