// SPDX-License-Identifier: Apache-2.0
/* The names of items as tokens. */
#include "parsers/form/names.h"

#include "common/mem.h"

#include <stdlib.h>

static void read_name(const char *text, rap_vocabulary *vocabulary, rap_tokens *ret)
{
	rap_tokens_read(rap_slice_of(text ? text : ""), vocabulary, ret);
}

void rap_names_read(const rap_context *context, rap_vocabulary *vocabulary, rap_names *ret)
{
	*ret = (rap_names){
		.n_fields = context->n_fields,
		.n_paragraphs = context->n_paragraphs,
		.vocabulary = vocabulary,
		.ids = rap_calloc(context->n_fields + 1, sizeof *ret->ids),
		.labels = rap_calloc(context->n_fields + 1, sizeof *ret->labels),
		.hints = rap_calloc(context->n_fields + 1, sizeof *ret->hints),
		.marks = rap_calloc(context->n_paragraphs + 1, sizeof *ret->marks),
		.texts = rap_calloc(context->n_paragraphs + 1, sizeof *ret->texts),
	};
	for (size_t f = 0; f < context->n_fields; f++) {
		read_name(context->fields[f].id, vocabulary, &ret->ids[f]);
		read_name(context->fields[f].label, vocabulary, &ret->labels[f]);
		read_name(context->fields[f].hint, vocabulary, &ret->hints[f]);
	}
	for (size_t p = 0; p < context->n_paragraphs; p++) {
		read_name(context->paragraphs[p].mark, vocabulary, &ret->marks[p]);
		read_name(context->paragraphs[p].text, vocabulary, &ret->texts[p]);
	}
}

void rap_names_done(rap_names *names)
{
	for (size_t f = 0; f < names->n_fields; f++) {
		rap_tokens_done(&names->ids[f]);
		rap_tokens_done(&names->labels[f]);
		rap_tokens_done(&names->hints[f]);
	}
	for (size_t p = 0; p < names->n_paragraphs; p++) {
		rap_tokens_done(&names->marks[p]);
		rap_tokens_done(&names->texts[p]);
	}
	free(names->ids);
	free(names->labels);
	free(names->hints);
	free(names->marks);
	free(names->texts);
	*names = (rap_names){0};
}

bool rap_names_at(const rap_tokens *t, size_t i, const rap_tokens *name)
{
	if (name->n == 0 || i + name->n > t->n)
		return false;
	for (size_t k = 0; k < name->n; k++)
		if (t->at[i + k].word != name->at[k].word)
			return false;
	return true;
}

bool rap_names_char(const rap_names *names, const rap_tokens *t, size_t i, char c)
{
	const char *text = i < t->n ? rap_vocabulary_text(names->vocabulary, t->at[i].word) : "";

	return text[0] == c && text[1] == '\0';
}
