/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mark of a paragraph taken apart: "P12", "P2 bis", "P2 (a)", "P2 bis (c) (iv)". Only this spelling is a mark:
 * the same letters stand in mails, commands and Word bookmarks.
 */
#ifndef RAP_DAEMON_REPORT_DRAFT_MARK_H
#define RAP_DAEMON_REPORT_DRAFT_MARK_H

#include "common/buf.h"

#define RAP_MARK_NUMBER_MAX 9999u
#define RAP_MARK_SUFFIX_MAX 9u /* bis ... decies */
#define RAP_MARK_LETTER_MAX 702u /* a ... z, aa ... zz */
#define RAP_MARK_ROMAN_MAX 39u /* i ... xxxix */

typedef struct rap_mark {
	unsigned number; /* P12: from 1 */
	unsigned suffix; /* 0: none, 1: bis, 2: ter ... */
	unsigned letter; /* 0: none, 1: (a) ... */
	unsigned roman; /* 0: none, 1: (i) ... */
} rap_mark;

bool rap_mark_parse(rap_slice text, rap_mark *ret);
void rap_mark_put(rap_buf *out, const rap_mark *mark);
void rap_mark_put_bookmark(rap_buf *out, const rap_mark *mark);

/* Order in the draft: P2, P2 (a), P2 (b), P2 bis, P3. */
int rap_mark_compare(const rap_mark *a, const rap_mark *b);

/* The first one or two sub-levels left out: of "P2 (a) (i)" the parent is "P2 (a)", of that "P2". */
rap_mark rap_mark_parent(const rap_mark *mark);

/*
 * "[MARK]" and blanks at the beginning of a text: the length taken, 0 when there is none.
 * *ret_near: it looks like one but is not spelled as one.
 */
size_t rap_mark_at_start(rap_slice text, rap_mark *ret, bool *ret_near);

#endif
