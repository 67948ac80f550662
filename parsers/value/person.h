/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of one person, part by part, and whether it can be so: for value_people.c and person_lines.c. */
#ifndef RAP_PARSERS_PERSON_H
#define RAP_PARSERS_PERSON_H

#include "common/buf.h"
#include "common/context.h"

typedef enum rap_person_part {
	RAP_PERSON_NAME,
	RAP_PERSON_TITLE,
	RAP_PERSON_ORGANISATION,
	RAP_PERSON_ADDRESS,
	RAP_PERSON_PHONE,
	RAP_PERSON_NUMBER, /* of the line in a table: said of nobody */
	RAP_PERSON_NONE,
} rap_person_part;

/* Slices of the answer. */
typedef struct rap_person_text {
	rap_slice parts[RAP_PERSON_NONE];
	bool any;
	bool doubtful; /* it may be two persons, or parts may be exchanged */
} rap_person_text;

typedef void rap_person_fn(void *user, const rap_person_text *person);

/* The part that a label or the head of a column names ("Name", 氏名), or RAP_PERSON_NONE. */
rap_person_part rap_person_label(const rap_context *context, rap_slice s);

/* "Name: Oyun": the part, and what stands behind the colon. */
rap_person_part rap_person_labelled(const rap_context *context, rap_slice s, rap_slice *ret_rest);

/* The whole text is one address of mail, or one telephone number. */
bool rap_person_is_address(rap_slice s);
bool rap_person_is_phone(rap_slice s);

/* A name, as far as one can tell: few words, none that no name has, no title, no institution. */
bool rap_person_is_name(const rap_context *context, rap_slice s);

/* A part that is known by its label. */
void rap_person_set(rap_person_text *person, rap_person_part part, rap_slice s);

/* A part that is known by its place: name, title, institution; an address or telephone number wherever it stands. */
void rap_person_place(rap_person_text *person, rap_slice s, size_t *place);

/* "Oyun <oyun@water.example>", "Oyun (Director)": taken apart. */
void rap_person_settle(const rap_context *context, rap_person_text *person);

/* All that was given by its place could be a name: two persons, or one and a title that is on no list. */
bool rap_person_only_names(const rap_context *context, const rap_person_text *person);

/* As it is kept: half-width kana made whole, NFC, blanks collapsed. */
void rap_person_put(rap_slice s, rap_buf *out);

#endif
