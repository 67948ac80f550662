/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bookmarks by which our own Word file is known again when it comes back, whatever a word processor did to it:
 *
 *   rap_par_P2__a_        the paragraph of the draft with the mark "P2 (a)"
 *   rap_ans_2_1           where the answer to item 2.1 stands
 *   rap_own_0123456789abcdef_7   our own words (heading, explanation): a sum of their letters, and a number, because
 *                         names stand once in a file; with the sum it is known whether the words are still ours
 *   rap_draft_0123456789abcdef   which draft the file holds: a sum of all its paragraphs
 *   rap_clean             the file left us without changes or comments of anybody: what is in it now came from those
 *                         who answer, however many they are
 *
 * The updated draft leaves us with the changes and comments of States in it, and says which they are:
 *
 *   rap_made_20200720090000   when it was made, in UTC: no change with a later date is one of these
 *   rap_by_0123456789abcdef_7   a sum of a name that stands at such changes
 *   rap_was_0123456789abcdef_7   in a paragraph: a sum of what these changes add to it and take from it
 *   rap_note_0123456789abcdef_7   a sum of the words of such a comment
 */
#ifndef RAP_COMMON_WORD_MARK_H
#define RAP_COMMON_WORD_MARK_H

#include "common/buf.h"

#include <stdint.h>

#define RAP_WORD_MARK_PARAGRAPH "rap_par_"
#define RAP_WORD_MARK_ANSWER "rap_ans_"
#define RAP_WORD_MARK_OWN "rap_own_"
#define RAP_WORD_MARK_CLEAN "rap_clean"
#define RAP_WORD_MARK_DRAFT "rap_draft_"
#define RAP_WORD_MARK_MADE "rap_made_"
#define RAP_WORD_MARK_BY "rap_by_"
#define RAP_WORD_MARK_WAS "rap_was_"
#define RAP_WORD_MARK_NOTE "rap_note_"

/* What stands behind the name of the draft, on a line before its first paragraph. */
#define RAP_WORD_DRAFT_NOTE                                                                    \
	" (paragraphs may be commented on or changed right here; the line that ends the form " \
	"concerns "                                                                            \
	"the form only)"

/* prefix and name, with "_" for every byte that is no ASCII letter or digit. */
void rap_word_mark(rap_buf *out, const char *prefix, const char *name);

/* RAP_WORD_MARK_OWN with the sum of the letters and digits of text (valid UTF-8), without the number. */
void rap_word_mark_own(rap_buf *out, rap_slice text);

/* The sum of a draft: begun with, given every paragraph in order (mark and text, valid UTF-8), and put as a name. */
#define RAP_WORD_MARK_SUM UINT64_C(14695981039346656037)
uint64_t rap_word_mark_add(uint64_t sum, const char *mark, const char *text);
void rap_word_mark_draft(rap_buf *out, uint64_t sum);

/*
 * The sum of words that must not have been changed at all, but for their blanks; begun with RAP_WORD_MARK_SUM. taken:
 * they are words that a change takes out. Then as a name, without the number.
 */
uint64_t rap_word_mark_exact(uint64_t sum, rap_slice words, bool taken);
void rap_word_mark_sum(rap_buf *out, const char *prefix, uint64_t sum);

#endif
