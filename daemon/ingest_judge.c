// SPDX-License-Identifier: Apache-2.0
/*
 * What a mail is taken for: whose voice (trust.c), which round it belongs to, whether it counts, waits or answers our
 * question, and whether anybody is written to because of it. Nothing is written here.
 */
#include "ingest_judge.h"

#include "common/mem.h"
#include "store/event.h"

#include <stdlib.h>
#include <string.h>

static rap_trust trust_of(const rap_core *core, const rap_ingest_mail *mail)
{
	rap_trust_token token = {0};

	/* R24: a revoked token says which mail is answered, and proves nothing. */
	if (mail->by_token && mail->answered.revoked_at == 0) {
		token.member = mail->answered.member;
		token.recipient = mail->answered.recipient;
	}
	return rap_trust_decide(core->consultation, &mail->header, &token);
}

bool rap_ingest_is_strange(const rap_core *core, const rap_ingest_mail *mail)
{
	rap_trust trust;
	bool strange;

	if (mail->header_err != RAP_OK || mail->answered.id)
		return false;
	trust = trust_of(core, mail);
	strange = trust.stranger && trust.verdict == RAP_TRUST_QUARANTINED;
	rap_trust_done(&trust);
	return strange;
}

static void set(rap_judgement *j, rap_verdict verdict, const char *reason)
{
	j->verdict = verdict;
	j->reason = reason;
}

/* Whether a person wrote it, as far as the reading can tell; it can only take away, never give. */
static bool is_automatic(const rap_reading *reading)
{
	return reading &&
	       (reading->kind == RAP_KIND_AUTO_REPLY || reading->kind == RAP_KIND_BOUNCE);
}

static void judge_verdict(rap_judgement *j, const rap_ingest_mail *mail)
{
	switch (j->trust.verdict) {
	case RAP_TRUST_ACCEPTED:
		if (is_automatic(mail->reading))
			set(j, RAP_VERDICT_MACHINE, "an automatic reply");
		else
			set(j, RAP_VERDICT_ACCEPTED, NULL);
		break;
	case RAP_TRUST_OFFICER:
		if (is_automatic(mail->reading))
			set(j, RAP_VERDICT_MACHINE, "an automatic reply");
		else
			set(j, RAP_VERDICT_ACCEPTED, "a mail of an officer");
		break;
	case RAP_TRUST_AWAITING:
		set(j, RAP_VERDICT_AWAITING, j->trust.reason);
		break;
	case RAP_TRUST_QUARANTINED:
		set(j, RAP_VERDICT_QUARANTINED, j->trust.reason);
		break;
	case RAP_TRUST_MACHINE:
		set(j, RAP_VERDICT_MACHINE, j->trust.reason);
		break;
	}
	if (mail->header_err != RAP_OK)
		set(j, RAP_VERDICT_QUARANTINED,
		    mail->header_err == RAP_E_LIMIT ? "its header is over a limit"
		                                    : "it has no readable header");
	else if (mail->why &&
	         (j->verdict == RAP_VERDICT_ACCEPTED || j->verdict == RAP_VERDICT_AWAITING))
		set(j, RAP_VERDICT_QUARANTINED, mail->why); /* R50, R52 */
	else if (mail->oversize)
		set(j, RAP_VERDICT_QUARANTINED,
		    "larger than 25 MiB: only its header was read, the mail is in the mailbox");
}

/* R23, R24: a token that was revoked, or that contradicts another, speaks for nobody. */
static void judge_token(rap_judgement *j, const rap_ingest_mail *mail)
{
	bool person = j->trust.verdict != RAP_TRUST_MACHINE && mail->header_err == RAP_OK;

	if (person && mail->answered.revoked_at != 0 && !j->trust.fails)
		set(j, RAP_VERDICT_QUARANTINED,
		    "The mail answers one of ours whose token was revoked: somebody else may have "
		    "it.");
	else if (person && mail->contradicted && !mail->own && j->verdict == RAP_VERDICT_ACCEPTED)
		set(j, RAP_VERDICT_QUARANTINED,
		    "The mail answers several of ours that were sent to different States, and none "
		    "that was sent to its sender.");
	else if (person && mail->contradicted && j->verdict == RAP_VERDICT_AWAITING)
		set(j, RAP_VERDICT_QUARANTINED,
		    "The mail answers several of ours that were sent to different States, and "
		    "nothing "
		    "proves where it comes from.");
}

/* Which round it belongs to, and whether that still takes answers (R23). */
static rap_err judge_round(rap_judgement *j, rap_core *core, const rap_ingest_mail *mail)
{
	int64_t opened, deadline, closed;
	rap_err err;

	j->round = mail->answered.id ? mail->answered.round : core->office.desk.round;
	if (j->round == 0)
		return RAP_OK;
	err = rap_round_get(core->office.desk.store, j->round, &opened, &deadline, &closed);
	if (err == RAP_E_NOT_FOUND) {
		j->round = 0;
		return RAP_OK;
	}
	if (err == RAP_OK)
		j->late = mail->at > deadline;
	return err;
}

/* More than the one word: none of it may be lost. */
static bool says_more(const rap_reading *r)
{
	bool more = r->n_answers + r->n_proposals > 0;

	for (size_t i = 0; i < r->n_intents && !more; i++)
		more = strcmp(r->intents[i].verb, "confirm") != 0;
	for (size_t i = 0; i < r->n_findings && !more; i++)
		more = strcmp(r->findings[i].code, "letter-names-item") == 0 ||
		       strcmp(r->findings[i].code, "unknown-item") == 0;
	return more;
}

/*
 * It decides about the mail asked about. What else it says counts as in any other mail where it is proved, and else waits:
 * asking about the answer to a question has no end.
 */
static void judge_said(rap_judgement *j, const rap_ingest_mail *mail, rap_confirm said, bool proved)
{
	bool yes = said == RAP_CONFIRM_YES;

	j->confirm = said;
	j->more = says_more(mail->reading);
	if (proved || !j->more)
		set(j, RAP_VERDICT_ACCEPTED,
		    yes ? "It confirms the mail that we asked about."
		        : "It says that the mail we asked about is not theirs.");
	else
		set(j, RAP_VERDICT_AWAITING,
		    yes ? "It confirms the mail that we asked about. It says more, and nothing "
		          "proves where that comes from."
		        : "It says that the mail we asked about is not theirs. It says more, "
		          "and nothing proves where that comes from.");
}

static bool same_member(const rap_ingest_mail *mail, const rap_judgement *j)
{
	return j->trust.member && mail->answered.member &&
	       strcmp(j->trust.member->code, mail->answered.member) == 0;
}

/* R21. An answer to our question decides about the mail asked about. */
static void judge_confirmation(rap_judgement *j, const rap_ingest_mail *mail)
{
	bool proved = j->trust.verdict == RAP_TRUST_ACCEPTED && j->verdict == RAP_VERDICT_ACCEPTED;
	bool awaits =
		j->verdict == RAP_VERDICT_AWAITING && mail->reading && !is_automatic(mail->reading);
	rap_confirm said = proved || awaits ? rap_ingest_confirms(mail) : RAP_CONFIRM_NOT_ASKED;

	/* R22: he has gone to another State since; what he wrote for the first one is not his to decide. */
	if (said != RAP_CONFIRM_NOT_ASKED && !same_member(mail, j))
		said = RAP_CONFIRM_NEITHER;

	switch (said) {
	case RAP_CONFIRM_NOT_ASKED:
		/* R23: a late one counts for nothing until an officer says so, and needs no question. */
		j->ask = awaits && !j->trust.silent && j->round != 0 && !j->late &&
		         mail->reading->n_answers + mail->reading->n_proposals +
		                         mail->reading->n_intents >
		                 0;
		break;
	case RAP_CONFIRM_YES:
	case RAP_CONFIRM_NO:
		judge_said(j, mail, said, proved);
		break;
	case RAP_CONFIRM_NEITHER:
		if (awaits)
			set(j, RAP_VERDICT_AWAITING,
			    "It answers our question about another mail with neither yes nor no.");
		break;
	case RAP_CONFIRM_TOO_LATE:
		set(j, RAP_VERDICT_AWAITING,
		    "It confirms another mail, but later than we asked for.");
		break;
	}
}

rap_err rap_ingest_judge(rap_core *core, const rap_ingest_mail *mail, rap_judgement *j)
{
	bool officer, person, told;
	rap_err err;

	*j = (rap_judgement){.trust = trust_of(core, mail)};
	judge_verdict(j, mail);
	judge_token(j, mail);
	err = rap_ingest_judge_again(core, mail, j);
	if (err == RAP_OK)
		err = judge_round(j, core, mail);
	if (err != RAP_OK)
		return err;
	judge_confirmation(j, mail);
	officer = j->trust.verdict == RAP_TRUST_OFFICER && j->verdict == RAP_VERDICT_ACCEPTED;
	person = j->trust.verdict == RAP_TRUST_ACCEPTED && j->verdict == RAP_VERDICT_ACCEPTED;
	j->kind = j->confirm && !j->more ? "confirmation"
	          : officer              ? rap_kind_text(RAP_KIND_COMMAND)
	          : mail->reading        ? rap_kind_text(mail->reading->kind)
	                                 : NULL;
	if (j->confirm && !j->more) {
		j->late = false; /* nothing of it waits */
		return RAP_OK;
	}
	j->counts = person && j->round != 0 && !j->late;
	if (person && j->round == 0)
		j->reason = "No round was open: its answers are not counted.";
	else if (person && j->late)
		j->reason = "It arrived after the deadline: its answers are not counted.";
	/* R50: a mail over a limit waits for an officer, and its author is told that it was not opened. */
	told = j->trust.verdict == RAP_TRUST_ACCEPTED && j->reason && j->reason == mail->why &&
	       mail->reading;
	/* R40: what a list or a machine has a hand in is read, and not answered. R41: to the roster only. */
	j->receipt = (person || told) && !j->trust.silent && !j->trust.own && j->round != 0;
	return RAP_OK;
}

/* ---- what was decided when it came ---------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

void rap_ingest_judge_as_recorded(const rap_core *core, const rap_ingest_mail *mail,
                                  rap_judgement *j)
{
	const rap_mail_in *was = mail->as;
	const char *member = j->trust.member ? j->trust.member->code : NULL;

	j->receipt = j->ask = false;
	j->otherwise = j->verdict != was->verdict || !same_text(member, was->member) ||
	               j->round != was->round || j->late != was->late;
	if (!j->otherwise)
		return;
	set(j, was->verdict, was->reason);
	j->kind = was->kind;
	j->round = was->round;
	j->late = was->late;
	j->trust.member =
		was->member ? rap_consultation_member(core->consultation, was->member) : NULL;
	j->trust.contact = NULL;
	j->trust.fails = was->suspect;
	free(j->trust.author);
	j->trust.author = rap_strdup(was->author_address);
	j->confirm = (rap_confirm)mail->said;
	j->more = !same_text(was->kind, "confirmation");
	j->counts = mail->reading && was->verdict == RAP_VERDICT_ACCEPTED && j->trust.member &&
	            was->round != 0 && !was->late && j->more;
}
