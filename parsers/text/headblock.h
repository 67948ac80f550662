/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The header of a mail that is quoted or forwarded below the sender's words: labelled lines (From, Sent, To, Subject)
 * in the languages of locales.h, or of the same shape in another one, and the line of dashes that names it.
 */
#ifndef RAP_PARSERS_HEADBLOCK_H
#define RAP_PARSERS_HEADBLOCK_H

#include "parsers/text/newlines.h"

/* "-----Original Message-----" in a language that we know, with or without its dashes. */
typedef enum rap_marker {
	RAP_MARKER_NONE,
	RAP_MARKER_SHAPE, /* words between dashes */
	RAP_MARKER_WORDS, /* the known words, without dashes */
	RAP_MARKER_WHOLE, /* the known words between dashes */
} rap_marker;

rap_marker rap_headblock_marker(rap_newlines *t, size_t i);

/*
 * Whether a header block begins with line i; *ret_end is the line behind it. below_marker: a line of dashes stands
 * above, or the mail is known to be quoted; first: nothing of the sender's stands above. inside: lines that are marked
 * as quoted are looked at, too.
 */
bool rap_headblock_at(rap_newlines *t, size_t i, bool below_marker, bool first, bool inside,
                      size_t *ret_end);

#endif
