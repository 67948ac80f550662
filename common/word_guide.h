/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What our own Word file says about how to fill it in. Whoever reads it when it comes back, and has lost the bookmarks
 * that say whose words they are, knows them by this.
 */
#ifndef RAP_COMMON_WORD_GUIDE_H
#define RAP_COMMON_WORD_GUIDE_H

#define RAP_WORD_GUIDE_TABLE(X)                                                                \
	X(RAP_WORD_GUIDE_DRAFT_TITLE, "Form and draft for comments")                           \
	X(RAP_WORD_GUIDE_FORM_TITLE, "Form for comments")                                      \
	X(RAP_WORD_GUIDE_CELLS, "Please write your answers in the right-hand column, one in "  \
	                        "each cell, and keep the words that stand there.")             \
	X(RAP_WORD_GUIDE_OPTIONS, "Where words are offered, please use one of them in "        \
	                          "English; for texts, any language you work in. ")            \
	X(RAP_WORD_GUIDE_DRAFT, "The draft follows the form. Change its paragraphs where "     \
	                        "they stand, with tracked changes or without, or attach "      \
	                        "comments to them; please keep the marks in square brackets. " \
	                        "A paragraph left as it is does not count as agreed.")         \
	X(RAP_WORD_GUIDE_SEND, "Then save this file and attach it to your reply to the mail "  \
	                       "it came with. What you write in that mail counts as well.")    \
	X(RAP_WORD_GUIDE_NEXT, "The draft for your comments begins on the next page.")

typedef enum rap_word_guide {
#define X(name, words) name,
	RAP_WORD_GUIDE_TABLE(X)
#undef X
		RAP_WORD_GUIDE_LINES,
} rap_word_guide;

/* The words; those of RAP_WORD_GUIDE_OPTIONS go on with what must be answered. Static. */
const char *rap_word_guide_line(rap_word_guide line);

#endif
