/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One body of a mail laid over the mail that it answers: every token is either ours and came back, or was
 * typed, and then belongs to the item or paragraph whose token stands before it, or to none. A form may come
 * back more than once (a filled copy above the quoted original): each copy is laid over it in turn.
 */
#ifndef RAP_PARSERS_PAGE_H
#define RAP_PARSERS_PAGE_H

#include "common/utf8.h"
#include "parsers/form/align.h"
#include "parsers/form/sent.h"
#include "parsers/mail/lines.h"
#include "parsers/text/quote.h"

#define RAP_PAGE_COPIES 8u

typedef enum rap_token_state {
	RAP_TOKEN_LOOSE, /* typed, and belongs to no item: letter text, short form */
	RAP_TOKEN_OURS, /* came back */
	RAP_TOKEN_FIELD, /* typed into an item */
	RAP_TOKEN_DRAFT, /* typed into or under a paragraph of the draft */
} rap_token_state;

/* One copy of the form found in the body. */
typedef struct rap_copy {
	rap_alignment a;
	size_t from, to; /* tokens of the body that it was looked for in */
	bool *present; /* by field: enough of its id and label came back */
} rap_copy;

/* Consecutive typed tokens [from, to). */
typedef struct rap_run {
	size_t from, to;
	size_t copy;
	uint32_t before, after; /* tokens sent around it, RAP_ALIGN_NONE at the ends */
	int owner; /* field or paragraph */
	bool doubtful; /* its end may be what somebody made of the next label */
	rap_token_state state; /* RAP_TOKEN_FIELD or RAP_TOKEN_DRAFT: what owner is */
} rap_run;

typedef struct rap_page {
	const char *where;
	bool attachment;
	bool guessed; /* what was sent is not known: quoted lines outside the form are not the author's */
	rap_slice text;
	const rap_look *looks; /* of the text; borrowed, may be NULL */
	size_t n_looks;
	const unsigned char *
		depth; /* of lines by quoting elements of HTML, n_depth of them; borrowed, may be NULL */
	size_t n_depth;
	rap_tokens tokens;
	const rap_sent *sent;
	rap_copy copies[RAP_PAGE_COPIES];
	size_t n_copies;
	unsigned coverage; /* of the form by the best copy, in thousandths */
	uint8_t *state; /* rap_token_state of each token */
	rap_run *runs;
	size_t n_runs;
	rap_line_kind *kinds;
	const char *sender_name; /* as the header gives it; borrowed, may be NULL */
	const uint32_t *sender; /* words of the sender's name, n_sender of them; borrowed */
	size_t n_sender;
	bool *foreign; /* by line: quoted from an author who is neither the sender nor we */
	bool remade; /* a program put something into the whole form: nothing typed can be told from it */
	bool over; /* the bound of the alignment was reached, or the text is too long to be read whole */
} rap_page;

/* Who may be quoted without being a stranger: our addresses and the sender's, for rap_quote_address. */
typedef struct rap_known {
	const rap_strv *addresses; /* without tags, lower case */
	const char *sender_name;
	const uint32_t *sender; /* words of the sender's name as he writes it */
	size_t n_sender;
	bool ours; /* at least one is ours: else nobody can be told from us */
} rap_known;

/*
 * Lays text over each of the forms sent and keeps the better. *steps is what the alignment may still cost.
 * text is borrowed.
 */
void rap_page_read(const rap_context *context, const rap_sent *const *sent, size_t n_sent,
                   rap_slice text, rap_vocabulary *vocabulary, const rap_known *known,
                   size_t *steps, rap_page *ret);
void rap_page_done(rap_page *page);

/* Quoted, where nobody knows what was sent: no line of the author's. */
bool rap_page_not_own(const rap_page *page, size_t line);

/* Whether what was sent has the words of the line one behind the other, with signs between them where the line has. */
bool rap_page_was_sent(const rap_page *page, size_t line);

/* The first loose token of a line, or tokens.n: none. */
size_t rap_page_loose(const rap_page *page, size_t line);

/*
 * The raw words of tokens [from, to), widened over signs such as bullets that touch them, without marks of
 * quotation; and where they stand, in bytes. Ends are trimmed.
 */
void rap_page_cut(const rap_page *page, size_t from, size_t to, rap_buf *out, size_t *ret_from,
                  size_t *ret_to);

/* What stands on a line behind its marks of quotation, without the blanks around it; whether that is nothing. */
static inline rap_slice rap_page_line_text(const rap_page *page, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];

	return rap_utf8_trim(rap_slice_sub(page->text, l->body, l->to));
}

static inline bool rap_page_line_is_blank(const rap_page *page, size_t line)
{
	return rap_page_line_text(page, line).len == 0;
}

#endif
