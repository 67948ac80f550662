/* SPDX-License-Identifier: Apache-2.0 */
/* "[P12]", "P12:", "Paragraph 12:" at a line start, as people write the marks of the draft. */
#ifndef RAP_PARSERS_MARK_H
#define RAP_PARSERS_MARK_H

#include "common/context.h"
#include "parsers/form/names.h"

typedef struct rap_mark {
	size_t paragraph;
	size_t rest; /* token behind it */
	bool bracket, colon;
} rap_mark;

/* Whether the line begins with the mark of a paragraph. Without a context, only with one as it was sent. */
bool rap_mark_of_line(const rap_context *context, const rap_names *names, const rap_tokens *t,
                      size_t line, rap_mark *ret);

/*
 * "[P99]" where the draft has no such paragraph: P, digits and what follows them, in brackets. Words behind it belong
 * to nothing that was sent; least of all to the paragraph above.
 */
bool rap_mark_strange(const rap_names *names, const rap_tokens *t, size_t line);

/* The line begins with P and a number and goes on, whether that is a mark or a sentence. */
bool rap_mark_named(const rap_names *names, const rap_tokens *t, size_t line);

/*
 * Why words that begin at token i, behind a mark, may be meant for another paragraph: a second mark, or more of the
 * first ("bis:", "(b)"). NULL: they are not.
 */
const char *rap_mark_doubt(const rap_names *names, const rap_tokens *t, size_t i);

#endif
