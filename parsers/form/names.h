/* SPDX-License-Identifier: Apache-2.0 */
/* What the items of a form and the paragraphs of a draft are called and say, tokenised once for all texts of a mail. */
#ifndef RAP_PARSERS_NAMES_H
#define RAP_PARSERS_NAMES_H

#include "common/context.h"
#include "parsers/text/token.h"

/* Ids, labels and hints of the fields, marks and texts of the paragraphs, as words of the vocabulary. */
typedef struct rap_names {
	rap_tokens *ids, *labels, *hints; /* by field */
	rap_tokens *marks, *texts; /* by paragraph */
	size_t n_fields, n_paragraphs;
	const rap_vocabulary *vocabulary;
} rap_names;

void rap_names_read(const rap_context *context, rap_vocabulary *vocabulary, rap_names *ret);
void rap_names_done(rap_names *names);

/* Whether all tokens of name stand at token i of t. */
bool rap_names_at(const rap_tokens *t, size_t i, const rap_tokens *name);
/* Whether token i is that one ASCII character. */
bool rap_names_char(const rap_names *names, const rap_tokens *t, size_t i, char c);

#endif
