// SPDX-License-Identifier: Apache-2.0
/* The mail that is answered, ready for replies; see basis.h. */
#include "parsers/form/basis.h"

#include "common/mem.h"
#include "parsers/text/html.h"

#include <stdlib.h>

static void add_sent(rap_basis *basis, const rap_context *context, char *text)
{
	rap_sent_read(context, &basis->names, text, basis->vocabulary,
	              &basis->sent[basis->n_sent++]);
}

rap_basis *rap_basis_new(const rap_context *context)
{
	rap_basis *basis = rap_calloc(1, sizeof *basis);

	basis->answers_text = context->answers_text;
	basis->answers_html = context->answers_html;
	basis->vocabulary = rap_vocabulary_new();
	rap_names_read(context, basis->vocabulary, &basis->names);
	if (context->answers_text && context->answers_text[0])
		add_sent(basis, context, rap_strdup(context->answers_text));
	if (context->answers_html && context->answers_html[0]) {
		rap_html html;

		rap_html_text(rap_slice_of(context->answers_html), &html);
		add_sent(basis, context, rap_strdup(html.lines.text));
		rap_html_done(&html);
	}
	/* Without any, the form as it would have been sent: labels and ids are known all the same. */
	basis->guessed = basis->n_sent == 0;
	if (basis->guessed)
		add_sent(basis, context, rap_sent_invent(context));
	return basis;
}

bool rap_basis_is_of(const rap_basis *basis, const rap_context *context)
{
	return basis->answers_text == context->answers_text &&
	       basis->answers_html == context->answers_html;
}

rap_basis *rap_basis_free(rap_basis *basis)
{
	if (!basis)
		return NULL;
	for (size_t i = 0; i < basis->n_sent; i++)
		rap_sent_done(&basis->sent[i]);
	rap_names_done(&basis->names);
	basis->vocabulary = rap_vocabulary_free(basis->vocabulary);
	free(basis);
	return NULL;
}
