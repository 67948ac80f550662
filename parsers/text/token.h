/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A decoded text as lines and tokens that can be compared: a dotted number, a word, one CJK character, or one
 * punctuation mark; NFKC, case folded, curly quotes and lenticular brackets made ASCII. Marks of quotation at
 * line starts and characters that clients add or change (* _ | - = #, dashes, box drawing) are no tokens. All
 * offsets point into the text itself, so that an answer is always cut from what was really typed.
 */
#ifndef RAP_PARSERS_TOKEN_H
#define RAP_PARSERS_TOKEN_H

#include "common/buf.h"

#include <stdint.h>

typedef enum rap_token_kind {
	RAP_TOKEN_WORD,
	RAP_TOKEN_NUMBER,
	RAP_TOKEN_CJK,
	RAP_TOKEN_PUNCT
} rap_token_kind;

typedef struct rap_token {
	uint32_t from, to; /* bytes of the text */
	uint32_t word; /* number in the vocabulary: equal tokens have equal numbers */
	uint32_t line;
	rap_token_kind kind;
} rap_token;

typedef struct rap_token_line {
	uint32_t from, to; /* bytes, without the LF */
	uint32_t body; /* where the line begins after its marks of quotation */
	uint32_t first, n; /* its tokens */
	uint32_t depth; /* marks of quotation taken off */
} rap_token_line;

/* Folded words and their numbers, shared by all texts that are to be compared. */
typedef struct rap_vocabulary rap_vocabulary;

rap_vocabulary *rap_vocabulary_new(void);
rap_vocabulary *rap_vocabulary_free(rap_vocabulary *vocabulary);
/* The number of the word that s folds to; makes a new one when there is none. */
uint32_t rap_vocabulary_word(rap_vocabulary *vocabulary, rap_slice s);
/* The folded word; borrowed. */
const char *rap_vocabulary_text(const rap_vocabulary *vocabulary, uint32_t word);

/* How many words there are; the next new one has this number. */
uint32_t rap_vocabulary_count(const rap_vocabulary *vocabulary);
/* The word that two words make, one behind the other, if there is one. */
bool rap_vocabulary_joined(const rap_vocabulary *vocabulary, uint32_t first, uint32_t second,
                           uint32_t *ret);

typedef struct rap_tokens {
	rap_slice text; /* borrowed */
	rap_token *at;
	size_t n;
	rap_token_line *lines;
	size_t n_lines;
	bool cut; /* more than RAP_LIMIT_ALIGN_TOKENS: the lines behind have no tokens */
} rap_tokens;

/* text is borrowed and must stay as long as the tokens. */
void rap_tokens_read(rap_slice text, rap_vocabulary *vocabulary, rap_tokens *ret);
/* The same of a reply, whose lines lose what a program left at their ends. */
void rap_tokens_read_reply(rap_slice text, rap_vocabulary *vocabulary, rap_tokens *ret);
void rap_tokens_done(rap_tokens *tokens);

/* Whether the token is the first, or the last, of its line. */
bool rap_token_begins_line(const rap_tokens *tokens, size_t i);
bool rap_token_ends_line(const rap_tokens *tokens, size_t i);

/* Whether token i is that one character of ASCII. */
static inline bool rap_token_is_sign(const rap_tokens *tokens, size_t i, char sign)
{
	return i < tokens->n && tokens->at[i].to == tokens->at[i].from + 1 &&
	       tokens->text.at[tokens->at[i].from] == sign;
}

/*
 * Appends the text of [from, to), line by line without marks of quotation and without blanks at line ends,
 * lines joined with LF.
 */
void rap_tokens_cut(const rap_tokens *tokens, size_t from, size_t to, rap_buf *out);

/* Compares as tokens are compared: NFKC, case fold, quotes straight, white space collapsed, ends trimmed. */
void rap_text_fold(rap_slice s, rap_buf *out);

/* * _ | - = # in all widths, dashes, bullets, box drawing: never a token. */
bool rap_char_is_noise(uint32_t code_point);
/* - and the dashes. */
bool rap_char_is_dash(uint32_t code_point);

#endif
