/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the words of one answer mean for their field. Whole answers only, from closed lists (lexicon, options of
 * the field, numbers, dates): never a part of a text. What is not certain is `unclear`, with a flag.
 */
#ifndef RAP_PARSERS_VALUE_H
#define RAP_PARSERS_VALUE_H

#include "common/context.h"
#include "common/reading.h"

#define RAP_VALUE_WHOLE_MAX 1024u /* bytes; a longer text is no entry of a closed list */

typedef struct rap_valued {
	rap_answer_status status; /* never conflict */
	rap_value value; /* owned */
	const char *flag; /* why it is unclear, or a remark; static, or NULL */
} rap_valued;

/* raw: the words typed, valid UTF-8, not empty. */
void rap_value_read(const rap_context *context, const rap_field *field, rap_slice raw,
                    rap_valued *ret);

/* The words fit the closed list of the field: a choice, rating, yes-no or date read without doubt. */
bool rap_value_fits(const rap_context *context, const rap_field *field, rap_slice raw);

/* Text, list, people, proposals: anything fits, so that nothing can be told from the words. */
bool rap_value_is_open(rap_field_type type);

/* Folded as for comparing whole answers: NFKC, case, quotes, blanks; punctuation and brackets trimmed. */
void rap_value_key(rap_slice raw, rap_buf *out);

/* Without the punctuation, brackets and blanks around it that change nothing. */
rap_slice rap_value_trim(rap_slice s);

/* Whether s begins with the word, and not with a longer one. */
bool rap_value_begins(rap_slice s, rap_slice word);

/* The set of a group that the whole folded text belongs to; tolerates blanks between Han and kana. */
const rap_word_set *rap_value_find(const rap_context *context, const char *group, rap_slice raw);

/* The value of a group that the text names in two languages that agree ("No comment（无意见）"), or NULL. */
const char *rap_value_twice(const rap_context *context, const char *group, rap_slice raw);

/* The option of a choice or yes-no field that the whole text names, or NULL. */
const char *rap_value_option(const rap_context *context, const rap_field *field, rap_slice raw);

/* Folds the words as lines are folded, once: rap_value_prefix then need not do it for every line. */
void rap_value_prepare(rap_lexicon *lexicon);

/*
 * The longest word of a group that stands at the beginning of folded text, with a word boundary behind it
 * unless it is CJK: its set, and its length. NULL if none.
 */
const rap_word_set *rap_value_prefix(const rap_context *context, const char *group,
                                     rap_slice folded, size_t *ret_len);

/* ---- the types, each in its own file -------------------------------------------------------------------- */

void rap_value_choice(const rap_context *context, const rap_field *field, rap_slice raw,
                      rap_valued *ret);
void rap_value_rating(const rap_context *context, const rap_field *field, rap_slice raw,
                      rap_valued *ret);
void rap_value_date(const rap_context *context, rap_slice raw, rap_valued *ret);
void rap_value_list(const rap_context *context, rap_slice raw, rap_valued *ret);

/* One entry per person, "name, title, organisation, address, telephone" as far as given. */
void rap_value_people(const rap_context *context, rap_slice raw, rap_valued *ret);

/* The persons of such an answer, appended to the reading. */
void rap_people_add(const rap_context *context, rap_slice raw, rap_reading *reading);

/* "- support" is a list item, and "support" is left; a lone dash is an answer. */
rap_slice rap_value_unmarked(rap_slice s);

/* Without "- ", "1. ", "(2) ", "a) ", "一、", "①"; *ret_had: there was one. */
rap_slice rap_value_unbulleted(rap_slice line, bool *ret_had);

#endif
