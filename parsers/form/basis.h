/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every reply to one mail of ours is laid over: the names of the context and the mail as it was sent, both as
 * tokens of one vocabulary. Where many mails answer the same one it is made once, for all of them.
 */
#ifndef RAP_PARSERS_BASIS_H
#define RAP_PARSERS_BASIS_H

#include "common/context.h"
#include "parsers/form/sent.h"

#define RAP_BASIS_SENT 2u /* text and HTML of our mail */

typedef struct rap_basis {
	rap_vocabulary *vocabulary; /* takes in the words of each mail as well */
	rap_names names;
	rap_sent sent[RAP_BASIS_SENT];
	size_t n_sent;
	bool guessed; /* it is not known what was sent: as it would have been */
	const char *answers_text, *answers_html; /* of the context; they are borrowed */
} rap_basis;

/* Made of fields, paragraphs, answers_text and answers_html, to which it points: it ends before the context does. */
rap_basis *rap_basis_new(const rap_context *context);

/* Whether a basis made of the same fields and paragraphs is of this context's letter too, the very same in memory. */
bool rap_basis_is_of(const rap_basis *basis, const rap_context *context);

/* Takes NULL, gives NULL. */
rap_basis *rap_basis_free(rap_basis *basis);

#endif
