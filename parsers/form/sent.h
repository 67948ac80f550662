/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mail that is answered, as the reader uses it: its tokens, and which of them belong to which item of the
 * form or paragraph of the draft. Items are found by id and label in the order of the context, whatever the
 * layout, so that nothing leans on one design of the form.
 */
#ifndef RAP_PARSERS_SENT_H
#define RAP_PARSERS_SENT_H

#include "common/context.h"
#include "parsers/form/names.h"
#include "parsers/text/token.h"

#define RAP_SENT_NOBODY (-1)

typedef enum rap_sent_part {
	RAP_SENT_OUTSIDE, /* greeting, headings, closing */
	RAP_SENT_ID, /* up to and with the id at the head of an item */
	RAP_SENT_LABEL,
	RAP_SENT_HINT, /* parentheses included */
	RAP_SENT_CUE, /* what follows in every item alike: "Answer [2.1]:", ":", "<<< 2.1" */
	RAP_SENT_MARK, /* of a paragraph, with its brackets */
	RAP_SENT_PARAGRAPH
} rap_sent_part;

typedef struct rap_sent_item {
	size_t from, label, hint, cue,
		to; /* tokens: id, label, hint, cue each end where the next begins */
	bool found;
} rap_sent_item;

typedef struct rap_sent {
	char *text; /* owned; what the tokens point into */
	rap_tokens tokens;
	uint8_t *weight; /* for the alignment */
	uint8_t *part; /* rap_sent_part of each token */
	int *owner; /* field or paragraph of each token, RAP_SENT_NOBODY outside */
	rap_sent_item *fields; /* as many as the context has */
	rap_sent_item *paragraphs; /* from: mark; label: text; to: its end */
	size_t n_found; /* fields found */
	size_t zone; /* tokens of the form */
} rap_sent;

#define RAP_SENT_HEAVY 6u /* weight of ids and marks */

/* text is taken over; names are those of the context, in the same vocabulary. */
void rap_sent_read(const rap_context *context, const rap_names *names, char *text,
                   rap_vocabulary *vocabulary, rap_sent *ret);

/* Form and draft as they would have been sent, where it is not known what was. */
char *rap_sent_invent(const rap_context *context);

void rap_sent_done(rap_sent *sent);

#endif
