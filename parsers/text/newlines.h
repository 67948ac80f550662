/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a text whose new part is looked for, and what can be seen in one of them: an address, a date, a verb. */
#ifndef RAP_PARSERS_NEWLINES_H
#define RAP_PARSERS_NEWLINES_H

#include "parsers/mail/lines.h"

#define RAP_NEWLINE_LOOKED 500u /* bytes; a longer line is somebody's paragraph */

typedef struct rap_newline {
	rap_slice raw; /* as it stands */
	rap_slice text; /* without white space at both ends */
	uint32_t folded, folded_len; /* in the room; folded_len RAP_NEWLINE_UNKNOWN: not yet */
	bool quoted; /* not typed now; what is found later is marked here, too */
	bool marked; /* quoted by a mark or an element, as it came */
} rap_newline;

typedef struct rap_newlines {
	rap_newline *at;
	size_t n;
	rap_buf room;
} rap_newlines;

/* lines are borrowed. */
void rap_newlines_init(const rap_lines *lines, rap_newlines *ret);
void rap_newlines_done(rap_newlines *t);

static inline bool rap_newline_blank(const rap_newlines *t, size_t i)
{
	return t->at[i].text.len == 0;
}

/* The next line from i on that is not blank, or n. */
size_t rap_newlines_next(const rap_newlines *t, size_t i);

/* The line folded, with ASCII digits for all digits; empty when it is too long. Borrowed until the next call. */
rap_slice rap_newlines_folded(rap_newlines *t, size_t i);

/* What can be seen in folded text. */
typedef struct rap_facts {
	bool address; /* a mail address */
	bool angled; /* in brackets of any kind */
	bool clock; /* a time of day */
	bool date; /* a year and another number, or three numbers: 6/7/20 */
	bool numeric; /* of numbers alone */
	bool verb; /* "wrote", in any language */
	bool verb_last; /* and nothing but its colon behind it */
	bool addressed; /* "you wrote" */
	bool colon; /* the end */
	size_t digits; /* groups of them, addresses not counted */
} rap_facts;

void rap_facts_of(rap_slice folded, rap_facts *ret);

/* Whether the line ends as sentences do; abbreviations are short. */
bool rap_newline_is_sentence(rap_slice text);

/* A line of dashes, underscores and the like only, at least `least` of them. */
bool rap_newline_is_rule(rap_slice text, size_t least);

#endif
