// SPDX-License-Identifier: Apache-2.0
/*
 * A decision about a mail, written down; see decide.h. Answers count in the order in which the mails came, not in that of
 * the decisions: what a later mail of the same author says already, an earlier one that was let in after it leaves alone.
 */
#include "decide.h"

#include "common/mem.h"
#include "ingest_mail.h"
#include "store/answer.h"

#include <stdlib.h>
#include <strings.h>

bool rap_decide_open(const rap_mail_in *mail)
{
	return mail->state != RAP_MAIL_RELEASED && mail->state != RAP_MAIL_DISCARDED;
}

bool rap_decide_lies_here(const rap_mail_in *mail)
{
	return rap_decide_open(mail) &&
	       (mail->verdict == RAP_VERDICT_QUARANTINED || mail->verdict == RAP_VERDICT_AWAITING ||
	        rap_mail_in_waits(mail));
}

/* The mail that decided it is a fact of its own; without one the fact is left out. */
static json_t *with_mail(json_t *facts, const char *key, int64_t mail_id)
{
	if (facts && mail_id)
		(void)json_object_set_new(facts, key, json_integer((json_int_t)mail_id));
	return facts;
}

/* ---- what a later mail says already ---------------------------------------------------------------------- */

/* Which entries of a reading still count. */
typedef struct rest {
	rap_store *store;
	const rap_mail_in *mail;
	const char *code; /* of the member whose words they become */
	const rap_reading *reading;
	bool *answers, *proposals, *intents; /* by index: overtaken */
} rest;

/* Counts by itself, or was let in, for the member. */
static rap_err counts_for(const rest *r, const rap_mail_in *mail, bool *ret)
{
	rap_answer_rows rows = {0};
	rap_err err = RAP_OK;

	*ret = mail->member && strcmp(mail->member, r->code) == 0 &&
	       (mail->state == RAP_MAIL_RELEASED ||
	        (mail->verdict == RAP_VERDICT_ACCEPTED && !mail->late && mail->round != 0));
	if (*ret || mail->state != RAP_MAIL_RELEASED)
		return RAP_OK;
	/* Let in as another's than the one it claimed. */
	err = rap_answers_of_mail(r->store, mail->id, &rows);
	for (size_t i = 0; err == RAP_OK && i < rows.n && !*ret; i++)
		*ret = strcmp(rows.at[i].member, r->code) == 0;
	rap_answer_rows_done(&rows);
	return err;
}

static bool is_later(const rap_mail_in *mail, const rap_mail_in *than)
{
	return mail->received_at > than->received_at ||
	       (mail->received_at == than->received_at && mail->id > than->id);
}

static bool same_author(const rap_mail_in *a, const rap_mail_in *b)
{
	return a->author_address && b->author_address &&
	       strcasecmp(a->author_address, b->author_address) == 0;
}

static void mark(rest *r, const rap_reading *later)
{
	const rap_reading *own = r->reading;

	for (size_t i = 0; i < own->n_answers; i++)
		for (size_t j = 0; j < later->n_answers; j++)
			if (strcmp(own->answers[i].field, later->answers[j].field) == 0)
				r->answers[i] = true;
	for (size_t i = 0; i < own->n_proposals; i++)
		for (size_t j = 0; j < later->n_proposals; j++)
			if (own->proposals[i].action == later->proposals[j].action &&
			    strcmp(own->proposals[i].paragraph, later->proposals[j].paragraph) == 0)
				r->proposals[i] = true;
}

/* A withdrawal takes back what stood when it was written, not what came after it. */
static rap_err mark_withdrawals(rest *r, int64_t later)
{
	rap_proposal_rows rows = {0};
	rap_err err = rap_proposals_of_mail(r->store, later, &rows);

	for (size_t i = 0; err == RAP_OK && i < rows.n; i++)
		for (size_t j = 0; j < r->reading->n_intents; j++)
			if (rows.at[i].mail_id == later &&
			    strcmp(rows.at[i].member, r->code) == 0 &&
			    rap_ingest_own_proposal(r->code, r->reading->intents[j].object) ==
			            rows.at[i].number)
				r->intents[j] = true;
	rap_proposal_rows_done(&rows);
	return err;
}

static rap_err look_at(void *user, const rap_mail_in *mail)
{
	rest *r = user;
	rap_reading *later = NULL;
	bool counts = false;
	rap_err err;

	if (!is_later(mail, r->mail) || !same_author(mail, r->mail))
		return RAP_OK;
	err = counts_for(r, mail, &counts);
	if (err != RAP_OK || !counts)
		return err;
	err = rap_ingest_get_reading(r->store, mail->id, &later);
	if (err == RAP_OK)
		mark(r, later);
	else if (err == RAP_E_NOT_FOUND)
		err = RAP_OK;
	later = rap_reading_free(later);
	return err == RAP_OK ? mark_withdrawals(r, mail->id) : err;
}

/* The entries that are not marked; the lists are the caller's to free, what they hold is borrowed. */
#define KEEP(list, n, marks, ret, ret_n)                           \
	do {                                                       \
		(ret) = rap_calloc((n) + 1, sizeof *(ret));        \
		(ret_n) = 0;                                       \
		for (size_t keep_i = 0; keep_i < (n); keep_i++)    \
			if (!(marks)[keep_i])                      \
				(ret)[(ret_n)++] = (list)[keep_i]; \
	} while (0)

static rap_err take_over(rap_core *core, const rest *r, const rap_member *member,
                         size_t *ret_changes, size_t *ret_overtaken)
{
	const rap_reading *own = r->reading;
	const char *author = r->mail->author_address ? r->mail->author_address : "";
	rap_reading kept = *own;
	rap_err err;

	KEEP(own->answers, own->n_answers, r->answers, kept.answers, kept.n_answers);
	KEEP(own->proposals, own->n_proposals, r->proposals, kept.proposals, kept.n_proposals);
	KEEP(own->intents, own->n_intents, r->intents, kept.intents, kept.n_intents);
	*ret_overtaken = own->n_answers + own->n_proposals + own->n_intents - kept.n_answers -
	                 kept.n_proposals - kept.n_intents;
	err = rap_ingest_take_over(core, &kept, member, author, r->mail->id, ret_changes);
	free(kept.answers);
	free(kept.proposals);
	free(kept.intents);
	return err;
}

static rap_err take_over_rest(rap_core *core, const rap_mail_in *mail, const rap_reading *reading,
                              const rap_member *member, size_t *ret_changes, size_t *ret_overtaken)
{
	rest r = {.store = core->office.desk.store,
	          .mail = mail,
	          .code = member->code,
	          .reading = reading,
	          .answers = rap_calloc(reading->n_answers + 1, sizeof(bool)),
	          .proposals = rap_calloc(reading->n_proposals + 1, sizeof(bool)),
	          .intents = rap_calloc(reading->n_intents + 1, sizeof(bool))};
	rap_err err = rap_mail_in_each(r.store, INT64_MIN, INT64_MAX, look_at, &r);

	*ret_changes = *ret_overtaken = 0;
	if (err == RAP_OK)
		err = take_over(core, &r, member, ret_changes, ret_overtaken);
	free(r.answers);
	free(r.proposals);
	free(r.intents);
	return err;
}

/* ---- deciding -------------------------------------------------------------------------------------------- */

rap_err rap_decide_release(rap_core *core, const rap_mail_in *mail, const rap_reading *reading,
                           const rap_member *member, int64_t confirmed_by, size_t *ret_changes,
                           size_t *ret_overtaken)
{
	json_t *facts;
	rap_err err = take_over_rest(core, mail, reading, member, ret_changes, ret_overtaken);

	if (err == RAP_OK)
		err = rap_mail_in_set_state(core->office.desk.store, mail->id, RAP_MAIL_RELEASED);
	if (err != RAP_OK)
		return err;
	facts = json_pack("{s:I, s:s, s:I, s:I}", "mail", (json_int_t)mail->id, "as", member->code,
	                  "changes", (json_int_t)*ret_changes, "overtaken",
	                  (json_int_t)*ret_overtaken);
	return rap_core_event(core, "released", with_mail(facts, "confirmed_by", confirmed_by));
}

rap_err rap_decide_discard(rap_core *core, int64_t mail_id, const char *reason, int64_t denied_by)
{
	rap_err err = rap_mail_in_set_state(core->office.desk.store, mail_id, RAP_MAIL_DISCARDED);
	json_t *facts;

	if (err != RAP_OK)
		return err;
	facts = json_pack("{s:I, s:s}", "mail", (json_int_t)mail_id, "reason", reason);
	return rap_core_event(core, "discarded", with_mail(facts, "denied_by", denied_by));
}
