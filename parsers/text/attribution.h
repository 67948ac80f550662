/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines that say whose the quotation below them is, in any language: an address and a date with a colon at the
 * end, or a verb of writing; wrapped over up to four lines.
 */
#ifndef RAP_PARSERS_ATTRIBUTION_H
#define RAP_PARSERS_ATTRIBUTION_H

#include "parsers/text/newlines.h"

/* What stands below the line: how little a line must say to be believed. */
typedef enum rap_below {
	RAP_BELOW_TEXT, /* something that may be the sender's own: the line must say nearly everything */
	RAP_BELOW_QUOTE, /* a quotation, or nothing */
} rap_below;

/* How many lines of an attribution end with line `last`; 0: none. */
size_t rap_attribution_lines(rap_newlines *t, size_t last, rap_below below);

/*
 * Where an attribution begins in the middle of a line ("Yes. On Mon, 6 Jul 2020 at 09:00, X <x@y> wrote:"): bytes of
 * own words before it; 0: nowhere.
 */
size_t rap_attribution_inside(rap_slice line);

#endif
