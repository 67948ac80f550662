// SPDX-License-Identifier: Apache-2.0
/* The two parts of a context: what is the same for mail after mail, and what belongs to one. */
#include "common/context.h"

#include <string.h>

/* NULL is one thing and "" another, as on the wire. */
static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_list(const rap_strv *a, const rap_strv *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!same_text(a->at[i], b->at[i]))
			return false;
	return true;
}

static bool same_field(const rap_field *a, const rap_field *b)
{
	return same_text(a->id, b->id) && a->type == b->type && same_text(a->label, b->label) &&
	       same_text(a->hint, b->hint) && a->required == b->required && a->draft == b->draft &&
	       same_list(&a->options, &b->options) && a->scale_min == b->scale_min &&
	       a->scale_max == b->scale_max && a->objective == b->objective;
}

static bool same_paragraph(const rap_paragraph *a, const rap_paragraph *b)
{
	return same_text(a->mark, b->mark) && same_text(a->bookmark, b->bookmark) &&
	       same_text(a->text, b->text) && same_text(a->revision, b->revision);
}

static bool same_lexicon(const rap_lexicon *a, const rap_lexicon *b)
{
	static const rap_lexicon none = {0};

	a = a ? a : &none;
	b = b ? b : &none;
	if (a->n != b->n || a->folded != b->folded)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!same_text(a->sets[i].group, b->sets[i].group) ||
		    !same_text(a->sets[i].value, b->sets[i].value) ||
		    !same_list(&a->sets[i].words, &b->sets[i].words))
			return false;
	return true;
}

static bool same_letter(const rap_context *a, const rap_context *b)
{
	return same_text(a->answers_kind, b->answers_kind) &&
	       same_text(a->answers_id, b->answers_id) &&
	       same_text(a->answers_text, b->answers_text) &&
	       same_text(a->answers_html, b->answers_html) &&
	       same_text(a->answers_mime, b->answers_mime);
}

static void put_letter(rap_context *context, const rap_context *from)
{
	context->answers_kind = from->answers_kind;
	context->answers_id = from->answers_id;
	context->answers_text = from->answers_text;
	context->answers_html = from->answers_html;
	context->answers_mime = from->answers_mime;
}

bool rap_context_same_kept(const rap_context *a, const rap_context *b)
{
	if (a->n_fields != b->n_fields || a->n_paragraphs != b->n_paragraphs ||
	    a->n_questions != b->n_questions)
		return false;
	for (size_t i = 0; i < a->n_fields; i++)
		if (!same_field(&a->fields[i], &b->fields[i]))
			return false;
	for (size_t i = 0; i < a->n_paragraphs; i++)
		if (!same_paragraph(&a->paragraphs[i], &b->paragraphs[i]))
			return false;
	for (size_t i = 0; i < a->n_questions; i++)
		if (!same_text(a->questions[i].id, b->questions[i].id) ||
		    !same_list(&a->questions[i].options, &b->questions[i].options))
			return false;
	return a->one_letter == b->one_letter && (!a->one_letter || same_letter(a, b)) &&
	       same_lexicon(a->lexicon, b->lexicon);
}

rap_context rap_context_kept_part(const rap_context *context)
{
	rap_context part = {
		.one_letter = context->one_letter,
		.fields = context->fields,
		.n_fields = context->n_fields,
		.paragraphs = context->paragraphs,
		.n_paragraphs = context->n_paragraphs,
		.questions = context->questions,
		.n_questions = context->n_questions,
		.lexicon = context->lexicon,
		.basis = context->basis,
	};

	if (context->one_letter)
		put_letter(&part, context);
	return part;
}

rap_context rap_context_mail_part(const rap_context *context, uint32_t number)
{
	rap_context part = {
		.kept = number,
		.certain = context->certain,
		.plain = context->plain,
		.word_draft = context->word_draft,
		.person = context->person,
		.now = context->now,
	};

	if (!context->one_letter)
		put_letter(&part, context);
	return part;
}

rap_context rap_context_join(const rap_context *kept, const rap_context *mail)
{
	rap_context both = rap_context_kept_part(kept);

	both.kept = mail->kept;
	both.certain = mail->certain;
	both.plain = mail->plain;
	both.word_draft = mail->word_draft;
	both.person = mail->person;
	both.now = mail->now;
	put_letter(&both, mail->answers_kind ? mail : kept);
	return both;
}
