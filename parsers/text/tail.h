/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a program left at the ends of lines: "=20" of an encoding, "<br>", a stroke or any other signs that most lines
 * end in. A person types none of them on every line.
 */
#ifndef RAP_PARSERS_TAIL_H
#define RAP_PARSERS_TAIL_H

#include "common/buf.h"

typedef struct rap_tails {
	unsigned known; /* bits: which of the tails that have a name stand on several lines */
	rap_slice usual; /* that most lines end in; empty: there is none; points into the text */
} rap_tails;

void rap_tails_find(rap_slice text, rap_tails *ret);

/* The line without its tails and the blanks before them. */
rap_slice rap_tails_cut(const rap_tails *tails, rap_slice line);

#endif
