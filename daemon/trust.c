// SPDX-License-Identifier: Apache-2.0
/*
 * Whose voice a mail is. Three questions, in this order: did a person write it (R40, machine.c), which address of
 * the roster does From name (R10-R13), and does our border server vouch for it (R1-R8) or at least its own token
 * (R20-R22)? Everything that is not clear is quarantined with a sentence for the secretariat, who can release
 * it; nothing is guessed. R13: Sender, Reply-To, Resent-*, names and the body are not looked at anywhere.
 */
#include "trust.h"

#include "common/mem.h"
#include "machine.h"
#include "trust_ar.h"

#include <stdlib.h>
#include <string.h>

/* All that is known of one mail while it is decided. */
typedef struct question {
	const rap_consultation *c;
	const rap_trust_token *token;
	rap_from_result from;
	rap_addr_spec author;
	const rap_contact *contact; /* the roster entry, or NULL: a stranger */
	const rap_member *member; /* NULL for an officer */
	bool malformed;
	bool two_bodies; /* its text can be read in two ways */
	rap_ar ar;
	rap_machine machine;
} question;

/* ---- roster and token ----------------------------------------------------------------------------------- */

/* R21, R22: whom the token claims; a guess for the secretariat, never the author. */
static const rap_member *token_member(const question *q)
{
	return q->token && q->token->member ? rap_consultation_member(q->c, q->token->member)
	                                    : NULL;
}

/* R20, R21: the token was sent to this very address. */
static bool has_own_token(const question *q)
{
	rap_addr_spec sent_to;
	bool own;

	if (!q->token || !q->token->recipient || q->from != RAP_FROM_OK ||
	    !rap_addr_spec_parse(rap_slice_of(q->token->recipient), &sent_to))
		return false;
	own = rap_addr_spec_same(&sent_to, &q->author);
	rap_addr_spec_done(&sent_to);
	return own;
}

/* ---- R5 ------------------------------------------------------------------------------------------------- */

/* R5: a parent of the domain in From that the roster lists for this State; never one that is guessed. */
static bool is_listed_parent(const question *q, const char *domain)
{
	size_t n = strlen(domain), m = strlen(q->author.domain);

	if (m <= n || q->author.domain[m - n - 1] != '.' ||
	    strcmp(q->author.domain + m - n, domain) != 0)
		return false;
	for (size_t i = 0; q->member && i < q->member->dkim.n; i++)
		if (strcmp(q->member->dkim.at[i], domain) == 0)
			return true;
	return false;
}

/* R5: header.d is the domain in From, or such a parent. */
static bool dkim_aligned(const question *q)
{
	for (size_t i = 0; i < q->ar.dkim_domains.n; i++)
		if (strcmp(q->ar.dkim_domains.at[i], q->author.domain) == 0 ||
		    is_listed_parent(q, q->ar.dkim_domains.at[i]))
			return true;
	return false;
}

/* R4, R5: does header.from name another domain than From, or two? Then somebody was shown another mail. */
static bool names_another_domain(const question *q)
{
	return q->ar.contradictory ||
	       (q->ar.header_from && strcmp(q->ar.header_from, q->author.domain) != 0);
}

/* R5; R6: a temporary error never passes, and SPF does not occur here at all. */
static bool is_authentic(const question *q)
{
	if (q->from != RAP_FROM_OK || q->malformed || names_another_domain(q)) /* R10, R4 */
		return false;
	if (q->ar.dmarc == RAP_AR_PASS) /* R5: for the domain in From, as seen above */
		return q->ar.header_from != NULL;
	if (q->ar.dmarc != RAP_AR_ABSENT && q->ar.dmarc != RAP_AR_NONE)
		return false;
	return q->ar.dkim == RAP_AR_PASS && dkim_aligned(q) && has_own_token(q); /* R5 */
}

/* ---- why not -------------------------------------------------------------------------------------------- */

static const char *from_not_usable(const question *q) /* R10 */
{
	if (q->malformed)
		return "The header of the mail has a line that is no header field, so that "
		       "programs "
		       "may disagree on who wrote it.";
	if (q->two_bodies)
		return "The mail says twice, and differently, how its text is to be read.";
	switch (q->from) {
	case RAP_FROM_NONE:
		return "From not usable: the mail names no sender.";
	case RAP_FROM_SEVERAL:
		return "From not usable: the mail names several senders.";
	case RAP_FROM_UNUSABLE:
		return "From not usable: the sender's address is written in a way that mail "
		       "programs read differently.";
	case RAP_FROM_OK:
		break;
	}
	return NULL;
}

/* For a roster address that is not authentic; NULL when nothing fails and only proof is missing. */
static const char *failing(const question *q)
{
	if (names_another_domain(q))
		return "The check of the sender was made for another domain than the one in From.";
	if (q->ar.dmarc == RAP_AR_FAIL)
		return "The sender's domain says that this mail is not from there (DMARC failed).";
	if (q->ar.dmarc == RAP_AR_TEMPERROR ||
	    (q->ar.dmarc != RAP_AR_PASS && q->ar.dkim == RAP_AR_TEMPERROR)) /* R6 */
		return "The check of the sender could not be completed at the time (temporary "
		       "error).";
	return NULL;
}

static const char *not_authenticated(const question *q)
{
	if (q->c->boundary == RAP_BOUNDARY_NONE)
		return "The mail names a person on the roster, but no mail server of ours checks "
		       "senders.";
	if (!q->ar.seen) /* R8 */
		return "The mail names a person on the roster, but carries no check of the sender "
		       "by "
		       "our mail server.";
	if (q->ar.dkim == RAP_AR_PASS && dkim_aligned(q))
		return "The mail is signed by the sender's domain, but it does not answer a mail "
		       "we "
		       "sent to that address.";
	return "The mail names a person on the roster, but nothing proves that it comes from "
	       "there.";
}

/* ---- verdicts ------------------------------------------------------------------------------------------- */

static void quarantine(rap_trust *t, const char *reason)
{
	t->verdict = RAP_TRUST_QUARANTINED;
	t->reason = reason;
}

/* R21: roster address and its own token. R40: what is sent in bulk is no answer that could be confirmed. */
static bool may_ask(const question *q)
{
	return q->c->confirm_unauthenticated && q->member && has_own_token(q) && !q->machine.bulk;
}

static void decide_unproved(const question *q, rap_trust *t)
{
	const char *reason = failing(q);

	if (reason) {
		quarantine(t, reason);
		t->fails = true;
	} else if (may_ask(q)) { /* R21 */
		t->verdict = RAP_TRUST_AWAITING;
		t->reason = not_authenticated(q);
	} else {
		quarantine(t, not_authenticated(q));
	}
}

static void decide_stranger(const question *q, rap_trust *t)
{
	t->member = token_member(q);
	if (q->machine.bulk) {
		t->verdict = RAP_TRUST_MACHINE;
		t->reason = q->machine.bulk;
		t->member = NULL;
	} else if (t->member) { /* R21: a token without the roster address */
		quarantine(t,
		           "The mail answers one of ours, but comes from an address that is not on "
		           "the roster.");
	} else {
		quarantine(t, "The sender is not on the roster.");
		t->stranger = !q->token || !q->token->recipient;
	}
}

/* R22: the token of another contact of the same State is theirs to use, that of another State is not. */
static bool token_of_another(const question *q)
{
	if (!q->token || (!q->token->member && !q->token->recipient) || has_own_token(q))
		return false;
	return !q->token->member || strcmp(q->token->member, q->member->code) != 0;
}

static void decide_proved(const question *q, rap_trust *t)
{
	if (!q->member) {
		t->verdict = RAP_TRUST_OFFICER;
	} else if (token_of_another(q)) {
		quarantine(t,
		           "The sender is who he says he is, but the mail answers one that we sent "
		           "to somebody else, not to his State.");
	} else {
		t->verdict = RAP_TRUST_ACCEPTED;
	}
}

static void decide(const question *q, rap_trust *t)
{
	const char *unusable = from_not_usable(q);

	if (q->machine.sure) {
		t->verdict = RAP_TRUST_MACHINE;
		t->reason = q->machine.sure;
		t->fails = unusable || failing(q);
		/* A hint whose absence or trouble it tells of; only where it is proved. */
		t->member = is_authentic(q) && !q->machine.own ? q->member : NULL;
	} else if (unusable) {
		quarantine(t, unusable);
		t->member = q->member ? q->member : token_member(q);
	} else if (!q->contact) {
		decide_stranger(q, t);
	} else {
		t->member = q->member;
		if (is_authentic(q))
			decide_proved(q, t);
		else
			decide_unproved(q, t);
	}
}

/*
 * R57: a field put on top of a signed mail that is sent again has its text cut otherwise (Composition Kills, replay); what
 * the author has signed is then not what is read.
 */
static bool says_twice(const rap_header *header, const char *name)
{
	const rap_header_field *first = rap_header_get(header, name, 0), *other;

	for (size_t i = 1; (other = rap_header_get(header, name, i)); i++)
		if (other->body.len != first->body.len ||
		    memcmp(other->body.at, first->body.at, first->body.len) != 0)
			return true;
	return false;
}

static char *author_text(const question *q)
{
	rap_buf text = rap_buf_init(1024);

	if (q->from != RAP_FROM_OK)
		return NULL;
	rap_buf_printf(&text, "%s@%s", q->author.local, q->author.domain);
	return rap_buf_take(&text);
}

rap_trust rap_trust_decide(const rap_consultation *c, const rap_header *header,
                           const rap_trust_token *token)
{
	question q = {
		.c = c,
		.token = token,
		.malformed = header->malformed,
		.two_bodies = says_twice(header, "Content-Type") ||
	                      says_twice(header, "Content-Transfer-Encoding"),
	};
	rap_trust t = {0};

	q.from = rap_header_from(header, &q.author);
	if (q.from == RAP_FROM_OK)
		q.contact = rap_consultation_contact(c, &q.author, &q.member);
	if (!q.contact)
		q.member = NULL;
	q.ar = rap_ar_read(header, c->boundary, c->boundary_id);
	q.machine = rap_machine_signs(header, q.from == RAP_FROM_OK ? &q.author : NULL,
	                              &c->secretariat.spec);
	t.contact = q.contact;
	t.author = author_text(&q);
	t.silent = q.machine.silent;
	t.own = q.machine.own;
	t.unauthenticated = !q.ar.seen;
	decide(&q, &t);
	rap_ar_done(&q.ar);
	rap_addr_spec_done(&q.author);
	return t;
}

void rap_trust_done(rap_trust *trust)
{
	free(trust->author);
	*trust = (rap_trust){0};
}
