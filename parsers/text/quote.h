/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What mail programs and letter writers put around the words that matter: who is quoted, where a letter closes
 * and a signature begins. Only hints: which words are answers is never decided here alone.
 */
#ifndef RAP_PARSERS_QUOTE_H
#define RAP_PARSERS_QUOTE_H

#include "parsers/text/token.h"

typedef enum rap_line_kind {
	RAP_LINE_TEXT,
	RAP_LINE_BLANK,
	RAP_LINE_ATTRIBUTION, /* "On ..., X wrote:"; both lines where it is wrapped */
	RAP_LINE_HEADER, /* of a block "From: Sent: To: Subject:" */
	RAP_LINE_SEPARATOR, /* -----Original Message----- and the like */
	RAP_LINE_SIGNATURE, /* "--", "Sent from my ..." */
	RAP_LINE_RULE, /* nothing but dashes, underscores and the like */
	RAP_LINE_NOTICE, /* of confidentiality, of a scanner, of a mailing list */
	RAP_LINE_CLOSING, /* "Best regards," */
	RAP_LINE_GREETING, /* "Dear colleagues," */
} rap_line_kind;

/* The kind of every line (n_lines of them; the caller frees). */
rap_line_kind *rap_quote_kinds(const rap_tokens *tokens);

/* The line directly above what came back, or the last before it that is not blank: an attribution in any language? */
void rap_quote_frame(const rap_tokens *tokens, rap_line_kind *kinds, size_t line);

/* Whether a new letter, quoted or forwarded, begins with this line. */
bool rap_quote_begins(rap_line_kind kind);

/* Whether nothing but a few short lines stands behind a closing or signature, up to line `end`; how many. */
bool rap_quote_signs(const rap_tokens *tokens, const rap_line_kind *kinds, size_t line, size_t end,
                     size_t *ret_lines);

/* A closing that is a word of thanks. */
bool rap_quote_thanks(const rap_tokens *tokens, size_t line);

/* Whether an address or a telephone number stands in the lines. */
bool rap_quote_contacts(const rap_tokens *tokens, size_t from, size_t end);

/* The mail address in a line: "" when there is none. Lower case, without "+tag", at most size - 1 bytes. */
void rap_quote_address(rap_slice line, char *ret, size_t size);

#endif
