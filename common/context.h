/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How one mail is to be read: what was sent and is answered, the open fields, the paragraphs of that
 * revision, the lexicon, the open questions. Core makes it, the reader gets it. It says how to read,
 * never who wrote.
 */
#ifndef RAP_COMMON_CONTEXT_H
#define RAP_COMMON_CONTEXT_H

#include "common/attr.h"
#include "common/err.h"
#include "common/slice.h"
#include "common/strv.h"

#include <stdint.h>

#define RAP_CONTEXT_VERSION 1

#define RAP_FIELD_TYPE_TABLE(X)       \
	X(RAP_FIELD_CHOICE, "choice") \
	X(RAP_FIELD_RATING, "rating") \
	X(RAP_FIELD_YES_NO, "yes-no") \
	X(RAP_FIELD_DATE, "date")     \
	X(RAP_FIELD_LIST, "list")     \
	X(RAP_FIELD_PEOPLE, "people") \
	X(RAP_FIELD_TEXT, "text")     \
	X(RAP_FIELD_PROPOSALS, "proposals")

typedef enum rap_field_type {
#define X(name, text) name,
	RAP_FIELD_TYPE_TABLE(X)
#undef X
} rap_field_type;

/* One item of a form. */
typedef struct rap_field {
	char *id; /* "2.1": unique in the consultation */
	rap_field_type type;
	char *label; /* ASCII */
	char *hint; /* what stands in parentheses in the form, as shown; may be NULL */
	bool required;
	bool draft; /* proposals: on the draft under consultation */
	rap_strv options; /* choice: the canonical English words */
	long scale_min, scale_max; /* rating */
	unsigned objective;
} rap_field;

/* One marked paragraph of a draft. */
typedef struct rap_paragraph {
	char *mark; /* "P12", "P2 bis", "P2 (a)" */
	char *bookmark; /* "P12", "P2_bis", "P2_a": as in Word */
	char *text; /* plain text without the mark, one line */
	char *revision; /* "Zero draft" */
} rap_paragraph;

/* A question of a clarification that is still open. */
typedef struct rap_open_question {
	char *id;
	rap_strv options;
} rap_open_question;

/* Whole answers that mean one thing: group "choice", value "support", words of all languages. */
typedef struct rap_word_set {
	char *group;
	char *value;
	rap_strv words;
	rap_strv
		openings; /* the words as the reader folds lines (rap_value_prepare), or none; never sent */
} rap_word_set;

typedef struct rap_lexicon {
	rap_word_set *sets;
	size_t n;
	bool folded; /* the words are as rap_lexicon_fold leaves them */
	struct rap_lexicon_word *index; /* of rap_lexicon_sort; may be NULL */
	size_t n_index;
} rap_lexicon;

/* What is the same for mail after mail (fields, paragraphs, questions, lexicon; in a batch the letter that is answered) is kept by the zygote, under a
 * number; with a mail only the rest is sent, and the number. */
typedef struct rap_context {
	uint32_t
		kept; /* the number of the context whose parts are meant in the place of this one's; 0: none */
	bool certain; /* core found the mail that is answered */
	bool plain; /* its text is not to be read against the form: no answers, no proposals */
	bool person; /* an officer has decided that a person wrote it: fields of machines do not count */
	bool word_draft; /* the bytes are no mail but a Word file: its text is wanted as Markdown (parsers/word/docx_markdown.h) */
	char *answers_kind; /* request, receipt, reminder, clarification, ... or NULL: nothing known */
	char *answers_id;
	char *answers_text; /* as sent; may be NULL */
	char *answers_html;
	char *answers_mime; /* instead of text and html: the mail as sent, for the reader to decode (parse --request) */
	bool one_letter; /* every mail answers it, and it is ours alone: kept as well. Of core's side, never sent */
	struct rap_basis
		*basis; /* of rap_prepare, in the reader; may be NULL; never sent, not freed here */
	rap_field *fields;
	size_t n_fields;
	rap_paragraph *paragraphs;
	size_t n_paragraphs;
	rap_open_question *questions;
	size_t n_questions;
	const rap_lexicon *lexicon; /* borrowed by core; owned_lexicon in the reader */
	rap_lexicon owned_lexicon;
	char *now; /* ISO date of reading, for dates without a year; NULL when unknown */
} rap_context;

const char *rap_field_type_text(rap_field_type type);
bool rap_field_type_parse(const char *text, rap_field_type *ret);

void rap_field_done(rap_field *field);
rap_field rap_field_copy(const rap_field *field);
void rap_paragraph_done(rap_paragraph *paragraph);
rap_paragraph rap_paragraph_copy(const rap_paragraph *paragraph);
void rap_lexicon_done(rap_lexicon *lexicon);

/* Folds all words in place (they must be valid UTF-8), once after loading: finding is fast from then on. */
void rap_lexicon_fold(rap_lexicon *lexicon);
/* Sorts the words of a folded lexicon, for whoever looks up many. */
void rap_lexicon_sort(rap_lexicon *lexicon);

/*
 * The set of which the whole text is a word; NULL if none. Both sides are compared after NFKC, case folding,
 * straightening of quotes, joining of white space, and without quotes, brackets and closing punctuation at the
 * ends. Never a part of the text.
 */
const rap_word_set *rap_lexicon_find(const rap_lexicon *lexicon, const char *group, rap_slice text);
/* The same for a text that is in NFKC and case folded already. */
const rap_word_set *rap_lexicon_find_folded(const rap_lexicon *lexicon, const char *group,
                                            rap_slice text);

/* Whether the parts that are kept are the same, text for text. */
bool rap_context_same_kept(const rap_context *a, const rap_context *b);

/* The parts that are kept, alone, and the rest, alone. Borrowed from context: not for rap_context_done. */
rap_context rap_context_kept_part(const rap_context *context);
rap_context rap_context_mail_part(const rap_context *context, uint32_t number);
/* Both together again, the letter that is answered out of mail if it names one; borrowed from both. */
rap_context rap_context_join(const rap_context *kept, const rap_context *mail);

/* JSON text of the header frame (caller frees), and back; the reader's side is as strict as core's. The decoded
 * context points to its own lexicon: it must not be copied by value. rap_context_done frees all but a borrowed
 * lexicon; a zeroed context is an empty one. */
char *rap_context_encode(const rap_context *context);
rap_err rap_context_decode(rap_slice json, rap_context *ret) RAP_MUST_CHECK;
void rap_context_done(rap_context *context);

#endif
