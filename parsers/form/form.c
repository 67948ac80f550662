// SPDX-License-Identifier: Apache-2.0
/*
 * Reads a reply: every body is laid over the mail that it answers, words are found in the form, in lists of
 * short answers and under paragraphs, and merged into answers, proposals and intents. What is left is a letter:
 * an acknowledgement, a correction, or something for a person.
 *
 * LIMITS: RAP_LIMIT_ALIGN_STEPS for all bodies together; PAGES_MAX bodies and attachments.
 */
#include "parsers/form/form.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/basis.h"
#include "parsers/form/closing.h"
#include "parsers/form/correct.h"
#include "parsers/form/field.h"
#include "parsers/form/intent.h"
#include "parsers/form/leadin.h"
#include "parsers/form/letter.h"
#include "parsers/form/merge.h"
#include "parsers/form/proposal.h"
#include "parsers/form/same.h"
#include "parsers/form/shifted.h"
#include "parsers/form/shortform.h"

#include <stdlib.h>

#define PAGES_MAX 8u
#define SENDER_MAX 8u /* words of a name */
#define ADDRESS_SIZE 256 /* RFC 5321 */

typedef struct form {
	const rap_context *context;
	rap_reading *reading;
	const rap_basis *basis;
	rap_page pages[PAGES_MAX];
	size_t n_pages;
	size_t steps;
	rap_strv addresses; /* ours and the sender's */
	uint32_t sender[SENDER_MAX]; /* words of the sender's name */
	size_t n_sender;
	bool ours;
	rap_found found;
} form;

/* ---- preparing ------------------------------------------------------------------------------------------ */

static void add_address(form *f, const char *text, bool ours)
{
	char address[ADDRESS_SIZE];

	rap_quote_address(rap_slice_of(text), address, sizeof address);
	if (address[0] && !rap_strv_has(&f->addresses, address)) {
		rap_strv_add(&f->addresses, address);
		f->ours |= ours;
	}
}

/* A reply is addressed to us, and our mail names us. For reading only: attribution never uses this. */
static void read_addresses(form *f)
{
	const rap_reading *r = f->reading;

	for (size_t i = 0; i < r->message.to.n; i++)
		add_address(f, r->message.to.at[i].address, true);
	for (size_t i = 0; i < r->message.cc.n; i++)
		add_address(f, r->message.cc.at[i].address, true);
	for (size_t s = 0; s < f->basis->n_sent; s++) {
		const rap_tokens *t = &f->basis->sent[s].tokens;

		for (size_t line = 0; line < t->n_lines; line++) {
			char *text = rap_strndup(t->text.at + t->lines[line].from,
			                         t->lines[line].to - t->lines[line].from);

			if (strchr(text, '@') && strlen(text) < 4 * ADDRESS_SIZE)
				add_address(f, text, true);
			free(text);
		}
	}
	for (size_t i = 0; i < r->message.from.n; i++)
		add_address(f, r->message.from.at[i].address, false);
}

static const char *sender_name(const form *f)
{
	const rap_mailboxes *from = &f->reading->message.from;
	const char *name = from->n > 0 ? from->at[0].name : NULL;

	return name && rap_utf8_valid(rap_slice_of(name)) ? name : NULL;
}

static void read_sender(form *f)
{
	rap_tokens t;

	if (!sender_name(f))
		return;
	rap_tokens_read(rap_slice_of(sender_name(f)), f->basis->vocabulary, &t);
	for (size_t i = 0; i < t.n && f->n_sender < SENDER_MAX; i++)
		if (t.at[i].kind == RAP_TOKEN_WORD || t.at[i].kind == RAP_TOKEN_CJK)
			f->sender[f->n_sender++] = t.at[i].word;
	rap_tokens_done(&t);
}

/* ---- reading -------------------------------------------------------------------------------------------- */

static void mark_unclear(form *f, size_t page, rap_words_from how, const char *flag)
{
	for (size_t i = 0; i < f->found.n; i++) {
		rap_words *w = &f->found.at[i];

		if (w->page == page && w->how == how) {
			w->unclear = true;
			w->flag = flag;
		}
	}
}

/* Where it is not known what was sent, further lines may be ours. */
static void doubt_long_texts(form *f, size_t page)
{
	for (size_t i = 0; i < f->found.n; i++) {
		rap_words *w = &f->found.at[i];

		if (w->page == page && w->how == RAP_WORDS_INLINE && strchr(w->raw, '\n')) {
			w->unclear = true;
			w->flag = "form-unknown";
		}
	}
}

static void read_body(form *f, const rap_body *body)
{
	const rap_sent *sent[RAP_BASIS_SENT];
	rap_known known = {.addresses = &f->addresses,
	                   .sender_name = sender_name(f),
	                   .sender = f->sender,
	                   .n_sender = f->n_sender,
	                   .ours = f->ours};
	rap_page *page = &f->pages[f->n_pages];

	for (size_t i = 0; i < f->basis->n_sent; i++)
		/* The version of our mail that is of the same kind first: it wins where both fit equally. */
		sent[i] = &f->basis->sent[body->html ? f->basis->n_sent - 1 - i : i];
	rap_page_read(f->context, sent, f->basis->n_sent, rap_slice_of(body->text),
	              f->basis->vocabulary, &known, &f->steps, page);
	page->where = body->where;
	page->looks = body->looks;
	page->n_looks = body->n_looks;
	page->depth = body->depth;
	page->n_depth = body->n_depth;
	page->attachment = body->attachment;
	page->guessed = f->basis->guessed && !body->attachment;
	rap_field_read(f->context, &f->basis->names, page, f->n_pages, &f->found);
	if (rap_shifted_mark(f->context, page, f->n_pages, &f->found))
		rap_reading_finding(f->reading, "needs-human", NULL, NULL,
		                    "Answers seem to stand above their labels; each may belong "
		                    "to the next item.");
	page->remade = rap_same_mark(f->context, page, f->n_pages, &f->found);
	if (page->remade)
		rap_reading_finding(f->reading, "needs-human", NULL, NULL,
		                    "A program seems to have changed the whole form; what was "
		                    "typed cannot be told from it.");
	if (page->guessed)
		doubt_long_texts(f, f->n_pages);
	rap_short_read(f->context, &f->basis->names, page, f->n_pages, &f->found);
	rap_leadin_strip(f->context, page, f->n_pages, &f->found);
	if (!page->attachment)
		rap_closing_mark(f->context, page, f->n_pages, &f->found);
	if (page->over) {
		/* What is left over may be ours, or stand against what was found. */
		mark_unclear(f, f->n_pages, RAP_WORDS_INLINE, "too-long");
		mark_unclear(f, f->n_pages, RAP_WORDS_HINT, "too-long");
		mark_unclear(f, f->n_pages, RAP_WORDS_SHORT, "too-long");
		rap_reading_finding(
			f->reading, "too-long", NULL, NULL,
			"The mail is too long to be compared whole with what was sent.");
	}
	f->n_pages++;
}

static void doubt_proposals(rap_reading *reading, size_t from, const char *flag)
{
	for (size_t i = from; i < reading->n_proposals; i++) {
		reading->proposals[i].status = RAP_ANSWER_UNCLEAR;
		rap_strv_add(&reading->proposals[i].flags, flag);
	}
}

static void read_rest(form *f)
{
	rap_merge merge = {
		.context = f->context,
		.names = &f->basis->names,
		.vocabulary = f->basis->vocabulary,
		.pages = f->pages,
		.n_pages = f->n_pages,
		.primary = rap_merge_primary(f->pages, f->n_pages, &f->found),
	};
	rap_page *page = &f->pages[merge.primary];

	rap_intent_read(f->context, page, f->reading);
	rap_correct_read(f->context, &f->basis->names, page, merge.primary, &f->found);
	rap_merge_answers(&merge, &f->found, f->reading);
	for (size_t p = 0; p < f->n_pages; p++) {
		size_t before = f->reading->n_proposals;

		if (p != merge.primary && !f->pages[p].attachment)
			continue;
		rap_proposal_edits(f->context, &f->basis->names, f->basis->vocabulary, &f->pages[p],
		                   f->reading);
		rap_proposal_loose(f->context, &f->basis->names, f->basis->vocabulary, &f->pages[p],
		                   f->reading);
		if (f->pages[p].over)
			doubt_proposals(f->reading, before, "too-long");
		else if (f->pages[p].remade)
			doubt_proposals(f->reading, before, "same-everywhere");
	}
	rap_letter_read(f->context, &f->basis->names, page, f->reading);
	for (size_t p = 0; p < f->n_pages; p++)
		if (p != merge.primary && f->pages[p].attachment)
			rap_letter_attached(&f->pages[p], f->reading);
}

void rap_form_read(const rap_context *context, const rap_bodies *bodies, rap_reading *reading)
{
	form f = {
		.context = context,
		.reading = reading,
		.steps = RAP_LIMIT_ALIGN_STEPS,
	};
	rap_basis *own = NULL;

	if (context->basis && rap_basis_is_of(context->basis, context))
		f.basis = context->basis;
	else
		f.basis = own = rap_basis_new(context);
	read_addresses(&f);
	read_sender(&f);
	for (size_t i = 0; i < bodies->n && f.n_pages < PAGES_MAX; i++)
		if (bodies->at[i].text && rap_utf8_valid(rap_slice_of(bodies->at[i].text)))
			read_body(&f, &bodies->at[i]);
	if (f.n_pages > 0)
		read_rest(&f);
	else
		(void)rap_intent_subject(context, reading->message.subject, reading);
	for (size_t i = 0; i < f.n_pages; i++)
		rap_page_done(&f.pages[i]);
	rap_found_done(&f.found);
	rap_strv_done(&f.addresses);
	(void)rap_basis_free(own);
}
