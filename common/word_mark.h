/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bookmarks by which our own Word file is known again when it comes back, whatever a word processor did to it:
 *
 *   rap_par_P2__a_        the paragraph of the draft with the mark "P2 (a)"
 *   rap_ans_2_1           where the answer to item 2.1 stands
 *   rap_own_0123456789abcdef_7   our own words (heading, explanation): a sum of their letters, and a number, because
 *                         names stand once in a file; with the sum it is known whether the words are still ours
 *   rap_clean             the file left us without changes or comments of anybody: what is in it now came from those
 *                         who answer, however many they are
 */
#ifndef RAP_COMMON_WORD_MARK_H
#define RAP_COMMON_WORD_MARK_H

#include "common/buf.h"

#define RAP_WORD_MARK_PARAGRAPH "rap_par_"
#define RAP_WORD_MARK_ANSWER "rap_ans_"
#define RAP_WORD_MARK_OWN "rap_own_"
#define RAP_WORD_MARK_CLEAN "rap_clean"

/* prefix and name, with "_" for every byte that is no ASCII letter or digit. */
void rap_word_mark(rap_buf *out, const char *prefix, const char *name);

/* RAP_WORD_MARK_OWN with the sum of the letters and digits of text (valid UTF-8), without the number. */
void rap_word_mark_own(rap_buf *out, rap_slice text);

#endif
