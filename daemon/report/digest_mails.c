// SPDX-License-Identifier: Apache-2.0
/* The lists of the digest that are made of mails received: replies, quarantine, awaiting; see digest.h. */
#include "report/digest.h"

#include "common/mem.h"
#include "report/record.h"
#include "report/view.h"
#include "store/mailin.h"
#include "store/outbox.h"

#include <stdlib.h>

#define EXCERPT_MAX 160u /* code points */
#define STRANGERS_SINGLY 20u
#define STRANGERS_LINE 50u

/* Who a mail in quarantine seems to be from, in the order of the digest. */
typedef enum claim {
	CLAIM_KNOWN, /* late */
	CLAIM_LIKELY, /* a State's address or token */
	CLAIM_SUSPECT, /* the same, but a check of the sender failed */
	CLAIM_NONE, /* a stranger */
	N_CLAIMS
} claim;

static void view_excerpt(json_t *view, const char *key, const char *words)
{
	rap_view_excerpt(view, key, words, EXCERPT_MAX);
}

static void view_when(const rap_digest *d, json_t *item, int64_t at)
{
	rap_civil t;
	rap_buf out = rap_buf_init(64);

	if (rap_date_from_utc(at, d->desk->consultation->meeting.timezone, &t) == RAP_OK)
		rap_buf_printf(&out, "%04d-%02d-%02d %02d:%02d", t.year, t.month, t.day, t.hour,
		               t.minute);
	rap_view_buf(item, "when", &out);
}

/* Up to STRANGERS_LINE mails of strangers, one behind the other. */
typedef struct group {
	int64_t first, last;
	size_t n, n_new;
} group;

typedef struct mails {
	rap_digest *digest;
	json_t *replies, *awaiting, *confirmations;
	json_t *claimed[N_CLAIMS]; /* of strangers the first STRANGERS_SINGLY only */
	group *strangers; /* all of them: a mailbox can hold any number */
	size_t n_groups, n_strangers;
} mails;

static json_t *mail_item(const rap_digest *d, const rap_mail_in *mail)
{
	json_t *item = rap_view_new();

	rap_view_num(item, "id", mail->id);
	view_when(d, item, mail->received_at);
	rap_view_str(item, "state", rap_record_state(d->desk, mail->member));
	rap_view_str(item, "code", mail->member);
	view_excerpt(item, "author",
	             mail->author_address ? mail->author_address : "(no usable sender)");
	view_excerpt(item, "subject", mail->subject ? mail->subject : "(no subject)");
	rap_view_str(item, "reason", mail->reason ? mail->reason : "");
	return item;
}

static bool is_reply(const rap_mail_in *mail)
{
	return mail->member && (!mail->kind || strcmp(mail->kind, "reply") == 0);
}

/* R22: whose mail was answered, where that was a colleague's. */
static rap_err view_for(const rap_digest *d, const rap_mail_in *mail, json_t *item)
{
	rap_mail_out answered = {0};
	rap_err err = mail->answers_out_id
	                      ? rap_outbox_get(d->desk->store, mail->answers_out_id, &answered)
	                      : RAP_OK;
	const char *person = rap_record_person(d->desk, mail->author_address);
	const char *other =
		answered.recipient ? rap_record_person(d->desk, answered.recipient) : NULL;

	rap_view_str(item, "for",
	             other && answered.member && strcmp(answered.member, mail->member) == 0 &&
	                             strcmp(other, person) != 0
	                     ? other
	                     : NULL);
	rap_mail_out_done(&answered);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

/* "2 proposals, 1 withdrawn": what it makes, and what it takes back of other mails. */
static void view_proposals(json_t *item, const rap_mail_in *mail, const rap_proposal_rows *rows)
{
	rap_buf text = rap_buf_init(64);
	size_t made = 0;

	for (size_t i = 0; i < rows->n; i++)
		made += rows->at[i].mail_id == mail->id;
	rap_buf_printf(&text, "%zu %s", made, made == 1 ? "proposal" : "proposals");
	if (made < rows->n)
		rap_buf_printf(&text, ", %zu withdrawn", rows->n - made);
	rap_view_buf(item, "proposals", &text);
}

static rap_err add_reply(mails *m, const rap_mail_in *mail)
{
	rap_store *store = m->digest->desk->store;
	rap_answer_rows answers = {0};
	rap_proposal_rows proposals = {0};
	json_t *item;
	rap_err err = rap_answers_of_mail(store, mail->id, &answers);

	if (err == RAP_OK)
		err = rap_proposals_of_mail(store, mail->id, &proposals);
	if (err == RAP_OK) {
		item = mail_item(m->digest, mail);
		rap_view_str(item, "person",
		             rap_record_person(m->digest->desk, mail->author_address));
		rap_view_count(item, "answers", answers.n, "answer", "answers");
		view_proposals(item, mail, &proposals);
		err = view_for(m->digest, mail, item);
		rap_view_bool(item, "late", mail->late);
		rap_view_bool(item, "waits", rap_mail_in_waits(mail));
		rap_view_add(m->replies, item);
		m->digest->n_replies++;
	}
	rap_answer_rows_done(&answers);
	rap_proposal_rows_done(&proposals);
	return err;
}

/* The words themselves: beside the one that counts there may be more, which nobody else reads. A reading that cannot be used
 * keeps no digest back. */
static rap_err view_words(const rap_digest *d, const rap_mail_in *mail, json_t *item)
{
	rap_reading *reading = NULL;
	const char *why;
	char *json = NULL;
	rap_err err = rap_reading_get(d->desk->store, mail->id, &json);

	if (err == RAP_OK)
		err = rap_reading_decode(rap_slice_of(json), &reading, &why);
	view_excerpt(item, "words",
	             reading && *reading->text ? reading->text
	             : mail->subject           ? mail->subject
	                                       : "");
	reading = rap_reading_free(reading);
	free(json);
	return err == RAP_E_NOT_FOUND || err == RAP_E_FORMAT ? RAP_OK : err;
}

/* What became of the mail that was asked about: a second answer changes nothing, and must not look as if it did. */
static rap_err view_fate(const rap_digest *d, int64_t about, json_t *item)
{
	rap_mail_in asked = {0};
	rap_err err = rap_mail_in_facts(d->desk->store, about, &asked);

	rap_view_str(item, "fate",
	             err != RAP_OK                       ? NULL
	             : asked.state == RAP_MAIL_RELEASED  ? "taken over"
	             : asked.state == RAP_MAIL_DISCARDED ? "put away"
	                                                 : NULL);
	rap_mail_in_done(&asked);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

/* What somebody answered to our question whether a mail is his. */
static rap_err add_confirmation(mails *m, const rap_mail_in *mail)
{
	rap_mail_out question = {0};
	json_t *item = mail_item(m->digest, mail);
	rap_err err = rap_outbox_get(m->digest->desk->store, mail->answers_out_id, &question);

	rap_view_str(item, "person", rap_record_person(m->digest->desk, mail->author_address));
	rap_view_num(item, "about", question.answers_mail_id);
	if (err == RAP_OK || err == RAP_E_NOT_FOUND)
		err = view_fate(m->digest, question.answers_mail_id, item);
	if (err == RAP_OK)
		err = view_words(m->digest, mail, item);
	rap_view_add(m->confirmations, item);
	m->digest->n_confirmations++;
	rap_mail_out_done(&question);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

/* When its author was asked, if he was. */
static rap_err add_awaiting(mails *m, const rap_mail_in *mail, json_t *item)
{
	int64_t asked = 0;
	rap_err err = rap_outbox_question(m->digest->desk->store, mail->id, &asked);

	if (asked)
		rap_view_time(item, "asked", asked, m->digest->desk->consultation->meeting.timezone,
		              false);
	else
		rap_view_str(item, "asked", NULL);
	rap_view_add(m->awaiting, item);
	return err;
}

static claim claim_of(const rap_mail_in *mail)
{
	if (mail->verdict == RAP_VERDICT_ACCEPTED)
		return CLAIM_KNOWN;
	if (!mail->member)
		return CLAIM_NONE;
	return mail->suspect ? CLAIM_SUSPECT : CLAIM_LIKELY;
}

static void count_stranger(mails *m, int64_t id, bool is_new)
{
	group *last;

	if (m->n_strangers % STRANGERS_LINE == 0) {
		m->strangers =
			rap_reallocarray(m->strangers, m->n_groups + 1, sizeof *m->strangers);
		m->strangers[m->n_groups++] = (group){.first = id};
	}
	last = &m->strangers[m->n_groups - 1];
	last->last = id;
	last->n++;
	last->n_new += is_new;
	m->n_strangers++;
}

static rap_err add_mail(void *user, const rap_mail_in *mail)
{
	mails *m = user;
	bool is_new = mail->recorded_at > m->digest->since;
	rap_err err = RAP_OK;
	json_t *item;

	if (is_new && m->digest->first_new_mail == 0)
		m->digest->first_new_mail = mail->id;
	if (mail->state == RAP_MAIL_DISCARDED)
		return RAP_OK;
	if (is_new && mail->kind && strcmp(mail->kind, "confirmation") == 0)
		return add_confirmation(m, mail);
	if (mail->state == RAP_MAIL_RELEASED || mail->verdict == RAP_VERDICT_ACCEPTED) {
		if (is_new && is_reply(mail))
			err = add_reply(m, mail);
		if (err != RAP_OK || !is_reply(mail) || !rap_mail_in_waits(mail))
			return err;
	}
	if (mail->verdict == RAP_VERDICT_MACHINE)
		return RAP_OK;
	if (mail->verdict != RAP_VERDICT_AWAITING && claim_of(mail) == CLAIM_NONE) {
		count_stranger(m, mail->id, is_new);
		if (m->n_strangers > STRANGERS_SINGLY) {
			m->digest->n_new_quarantined += is_new;
			return RAP_OK;
		}
	}
	item = mail_item(m->digest, mail);
	rap_view_bool(item, "known", mail->verdict == RAP_VERDICT_ACCEPTED);
	rap_view_bool(item, "new", is_new);
	rap_view_bool(item, "suspect", mail->suspect);
	if (mail->verdict == RAP_VERDICT_AWAITING) {
		m->digest->n_new_awaiting += is_new;
		return add_awaiting(m, mail, item);
	}
	m->digest->n_new_quarantined += is_new;
	rap_view_add(m->claimed[claim_of(mail)], item);
	return RAP_OK;
}

static json_t *strangers_line(const group *g)
{
	json_t *item = rap_view_new();

	rap_view_count(item, "mails", g->n, "mail", "mails");
	rap_view_num(item, "first", g->first);
	rap_view_num(item, "last", g->last);
	rap_view_num(item, "new", (long)g->n_new);
	rap_view_bool(item, "any_new", g->n_new > 0);
	return item;
}

/*
 * What stands in quarantine: first what a State seems to have written, so that no flood from strangers hides
 * it. Of strangers a few mails singly, many in lines of 50, the latest first.
 */
static void view_quarantine(const mails *m, json_t *view)
{
	bool singly = m->n_strangers <= STRANGERS_SINGLY;
	json_t *list = rap_view_list(), *lines = rap_view_list();

	for (size_t c = 0; c < N_CLAIMS; c++)
		for (size_t i = 0; i < json_array_size(m->claimed[c]); i++)
			if (c != CLAIM_NONE || singly)
				rap_view_add(list, json_incref(json_array_get(m->claimed[c], i)));
	for (size_t i = singly ? 0 : m->n_groups; i > 0; i--)
		rap_view_add(lines, strangers_line(&m->strangers[i - 1]));
	rap_view_put(view, "quarantine", list);
	rap_view_put(view, "strangers", lines);
}

rap_err rap_digest_mails(rap_digest *d, json_t *view)
{
	mails m = {.digest = d,
	           .replies = rap_view_list(),
	           .awaiting = rap_view_list(),
	           .confirmations = rap_view_list()};
	rap_err err = RAP_OK;

	for (size_t c = 0; c < N_CLAIMS; c++)
		m.claimed[c] = rap_view_list();

	rap_view_put(view, "replies", m.replies);
	rap_view_put(view, "awaiting", m.awaiting);
	rap_view_put(view, "confirmations", m.confirmations);
	if (d->desk->store)
		err = rap_mail_in_each(d->desk->store, INT64_MIN, d->desk->now + 1, add_mail, &m);
	view_quarantine(&m, view);
	for (size_t c = 0; c < N_CLAIMS; c++)
		json_decref(m.claimed[c]);
	free(m.strangers);
	return err;
}
