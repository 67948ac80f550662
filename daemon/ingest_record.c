// SPDX-License-Identifier: Apache-2.0
/*
 * What makes a mail part of the record, in one transaction (ingest.c has it): raw bytes, verdict, reading, attachments,
 * answers, proposals, withdrawals, what is known of an address, the event, and the receipts in the outbox. All
 * of it or nothing (R33); whoever asks again after a crash finds the identity (R30, R31).
 */
#include "ingest_mail.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "log.h"
#include "report/report.h"
#include "store/answer.h"
#include "store/event.h"
#include "store/mailin.h"
#include "trust.h"

#include <stdlib.h>
#include <strings.h>

/* What is decided about one mail before anything is written. */
typedef struct judgement {
	rap_trust trust;
	rap_verdict verdict;
	const char *reason; /* a sentence, or NULL */
	const char *kind; /* for the row */
	long round;
	bool late;
	bool counts; /* its answers are taken over */
	bool receipt; /* and its author is told */
	rap_confirm confirm; /* what it says to our question about another mail */
	bool more; /* and it says more than that */
	bool ask; /* its author is to be asked whether it is his */
} judgement;

/* ---- judging -------------------------------------------------------------------------------------------- */

static rap_trust trust_of(const rap_core *core, const rap_ingest_mail *mail)
{
	rap_trust_token token = {0};

	if (mail->by_token) {
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

static void set(judgement *j, rap_verdict verdict, const char *reason)
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

static void judge_verdict(judgement *j, const rap_ingest_mail *mail)
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
			set(j, RAP_VERDICT_ACCEPTED,
			    "a mail of an officer: received, not acted upon");
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

/* Which round it belongs to, and whether that still takes answers (R23). */
static rap_err judge_round(judgement *j, rap_core *core, const rap_ingest_mail *mail)
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
static void judge_said(judgement *j, const rap_ingest_mail *mail, rap_confirm said, bool proved)
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

static bool same_member(const rap_ingest_mail *mail, const judgement *j)
{
	return j->trust.member && mail->answered.member &&
	       strcmp(j->trust.member->code, mail->answered.member) == 0;
}

/* R21. An answer to our question decides about the mail asked about. */
static void judge_confirmation(judgement *j, const rap_ingest_mail *mail)
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
		j->ask = awaits && j->round != 0 && !j->late &&
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

static rap_err judge(judgement *j, rap_core *core, const rap_ingest_mail *mail)
{
	bool officer, person, told;
	rap_err err;

	*j = (judgement){.trust = trust_of(core, mail)};
	judge_verdict(j, mail);
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
	told = j->trust.verdict == RAP_TRUST_ACCEPTED && mail->why && mail->reading;
	/* R40: what a list or a machine has a hand in is read, and not answered. R41: to the roster only. */
	j->receipt = (person || told) && !j->trust.silent && !j->trust.own && j->round != 0;
	return RAP_OK;
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static char *header_text(const rap_ingest_mail *mail, const char *name)
{
	const rap_header_field *field =
		mail->header_err == RAP_OK ? rap_header_get(&mail->header, name, 0) : NULL;
	rap_buf text = rap_buf_init(RAP_LIMIT_HEADER_FIELD);

	if (field && !rap_header_unfold(field->body, &text))
		rap_buf_cut(&text, 0);
	if (text.len == 0) {
		rap_buf_done(&text);
		return NULL;
	}
	return rap_buf_take(&text);
}

/* The subject for lists: decoded by the reader, or the header line made printable. */
static char *subject_of(const rap_ingest_mail *mail)
{
	char *raw, *shown;
	rap_buf out = rap_buf_init(RAP_LIMIT_HEADER_FIELD);

	if (mail->reading)
		return rap_strdup(mail->reading->message.subject);
	raw = header_text(mail, "Subject");
	if (raw)
		rap_utf8_printable(&out, rap_slice_of(raw), RAP_LIMIT_SUBJECT);
	shown = raw ? rap_buf_take(&out) : NULL;
	rap_buf_done(&out);
	free(raw);
	return shown;
}

static rap_err add_row(rap_core *core, const rap_ingest_mail *mail, const judgement *j,
                       int64_t *ret_id)
{
	rap_mail_in row = {
		.identity = mail->identity,
		.folder = mail->folder,
		.uidvalidity = mail->uidvalidity,
		.uid = mail->uid,
		.source_key = mail->key,
		.received_at = mail->at,
		.recorded_at = rap_core_now(core),
		.raw = rap_buf_as_slice(&mail->raw),
		.author_address = j->trust.author,
		.member = j->trust.member ? j->trust.member->code : NULL,
		.verdict = j->verdict,
		.answers_out_id = mail->answered.id,
		.late = j->late,
		.round = j->round,
		.state = RAP_MAIL_RECORDED,
		.unread = mail->unread,
	};
	rap_err err;

	row.reason = rap_strdup(j->reason);
	row.kind = rap_strdup(j->kind);
	row.subject = subject_of(mail);
	row.message_id = header_text(mail, "Message-ID");
	err = rap_mail_in_add(core->office.desk.store, &row, ret_id);
	free(row.reason);
	free(row.kind);
	free(row.subject);
	free(row.message_id);
	return err;
}

rap_err rap_ingest_put_reading(rap_store *store, int64_t id, const rap_reading *r)
{
	char *json = rap_reading_encode(r);
	rap_err err = rap_reading_put(store, id, RAP_READING_VERSION, json);

	free(json);
	for (size_t i = 0; err == RAP_OK && i < r->n_attachments; i++) {
		const rap_attachment_seen *a = &r->attachments[i];

		err = rap_attachment_add(store, id, a->sha256, a->name, a->type, (int64_t)a->size,
		                         a->read_as);
	}
	return err;
}

rap_err rap_ingest_get_reading(rap_store *store, int64_t id, rap_reading **ret)
{
	const char *why;
	char *json = NULL;
	rap_err err = rap_reading_get(store, id, &json);

	*ret = NULL;
	if (err == RAP_OK)
		err = rap_reading_decode(rap_slice_of(json), ret, &why);
	free(json);
	return err;
}

long rap_ingest_own_proposal(const char *code, const char *object)
{
	size_t len = strlen(code);
	char *end;
	long number;

	if (!object || strncmp(object, code, len) != 0 || object[len] != '-' ||
	    object[len + 1] < '1' || object[len + 1] > '9')
		return 0;
	number = strtol(object + len + 1, &end, 10);
	return *end == '\0' && number < 1000000 ? number : 0;
}

static rap_err add_withdrawals(rap_core *core, const rap_reading *r, const rap_member *member,
                               int64_t id, size_t *changes)
{
	rap_err err = RAP_OK;

	for (size_t i = 0; err == RAP_OK && i < r->n_intents; i++) {
		long number;

		if (strcmp(r->intents[i].verb, "withdraw") != 0)
			continue;
		number = rap_ingest_own_proposal(member->code, r->intents[i].object);
		if (number == 0)
			continue;
		err = rap_proposal_withdraw(core->office.desk.store, id, member->code, number);
		if (err == RAP_E_NOT_FOUND)
			err = RAP_OK; /* the reading keeps the words, the receipt shows what stands */
		else if (err == RAP_OK)
			++*changes;
	}
	return err;
}

rap_err rap_ingest_take_over(rap_core *core, const rap_reading *r, const rap_member *member,
                             const char *author, int64_t id, size_t *ret_changes)
{
	rap_store *store = core->office.desk.store;
	int64_t now = rap_core_now(core);
	rap_err err = RAP_OK;

	*ret_changes = 0;
	for (size_t i = 0; err == RAP_OK && i < r->n_answers; i++) {
		int64_t answer = 0;

		err = rap_answer_add(store, id, member->code, author, now, &r->answers[i], &answer);
		*ret_changes += err == RAP_OK && answer != 0;
	}
	for (size_t i = 0; err == RAP_OK && i < r->n_proposals; i++) {
		long number = 0;

		err = rap_proposal_add(store, id, member->code, author, now, &r->proposals[i],
		                       &number);
		*ret_changes += err == RAP_OK && number != 0;
	}
	if (err == RAP_OK)
		err = add_withdrawals(core, r, member, id, ret_changes);
	return err;
}

/* ---- machines ------------------------------------------------------------------------------------------- */

static bool names_recipient(const rap_bounce *b, const rap_mail_out *sent)
{
	rap_addr_spec recipient = {0};
	bool named = b->n_recipients == 0;

	if (!named && !rap_addr_spec_parse(rap_slice_of(sent->recipient), &recipient))
		return false;
	for (size_t i = 0; i < b->n_recipients && !named; i++) {
		rap_addr_spec other = {0};

		named = b->recipients[i].address &&
		        rap_addr_spec_parse(rap_slice_of(b->recipients[i].address), &other) &&
		        rap_addr_spec_same(&other, &recipient);
		rap_addr_spec_done(&other);
	}
	rap_addr_spec_done(&recipient);
	return named;
}

/*
 * R48: a bounce says something about an address only when it came to the token of the envelope and returns the
 * Message-ID of the same mail, really sent there. Where the envelope carries no token the Message-ID must do.
 */
static rap_err add_bounce(rap_core *core, const rap_ingest_mail *mail)
{
	const rap_bounce *b = mail->reading->bounce;
	rap_mail_out sent = {0};
	bool tied;
	rap_err err;

	if (!b->original_message_id)
		return RAP_OK;
	err = rap_outbox_by_message_id(core->office.desk.store, b->original_message_id, &sent);
	if (err != RAP_OK)
		return err == RAP_E_NOT_FOUND ? RAP_OK : err;
	tied = sent.attempts > 0 && sent.member && names_recipient(b, &sent) &&
	       (mail->by_token ? mail->answered.id == sent.id
	                       : !core->consultation->envelope_token);
	if (tied && b->permanent)
		err = rap_address_undeliverable(
			core->office.desk.store, sent.member, sent.recipient,
			b->reason ? b->reason : "the mail came back", rap_core_now(core));
	if (tied && err == RAP_OK)
		err = rap_core_event(core, "bounce",
		                     json_pack("{s:s, s:s, s:b}", "key", sent.key, "member",
		                               sent.member, "permanent", b->permanent));
	rap_mail_out_done(&sent);
	return err;
}

/* A receipt, an answer of a calendar, a ticket: automatic, but nobody is away. */
static bool is_other_machine(const rap_reading *reading)
{
	bool found = false;

	for (size_t i = 0; i < reading->n_findings && !found; i++)
		found = strcmp(reading->findings[i].code, "machine-mail") == 0;
	return found;
}

/* An absence note counts when it answers a mail that was sent to that address, or is authentic. */
static rap_err add_absence(rap_core *core, const rap_ingest_mail *mail, const judgement *j)
{
	const rap_reading *r = mail->reading;
	const rap_member *member = NULL;
	const rap_contact *contact =
		mail->from.domain
			? rap_consultation_contact(core->consultation, &mail->from, &member)
			: NULL;
	bool tied = contact && member && mail->answered.id && mail->answered.recipient &&
	            strcasecmp(mail->answered.recipient, contact->address) == 0;

	if (!contact || !member || (!tied && (j->trust.unauthenticated || !j->trust.member)))
		return RAP_OK;
	return rap_address_absent(core->office.desk.store, member->code, contact->address,
	                          r->automatic.why ? r->automatic.why : "automatic reply",
	                          r->automatic.back_on ? r->automatic.back_on : "",
	                          rap_core_now(core));
}

/* ---- the transaction ------------------------------------------------------------------------------------ */

/* A letter that cannot be made does not keep the mail out of the record; the log and an event say so. */
static rap_err post(rap_core *core, const judgement *j, const char *kind, int64_t id,
                    const char *author)
{
	rap_buf why = rap_buf_init(4 * RAP_KIB);
	rap_err err;

	core->office.desk.why = &why;
	if (strcmp(kind, "receipt") == 0)
		err = rap_receipt_post(rap_core_desk(core), id, j->trust.member, author, NULL);
	else
		err = rap_confirmation_post(rap_core_desk(core), id, j->trust.member,
		                            j->trust.contact, NULL);
	core->office.desk.why = NULL;
	if (err != RAP_OK && rap_core_is_letter_trouble(err)) {
		rap_log(RAP_LOG_ERR, "letter-failed", RAP_S("kind", kind), RAP_N("mail", id),
		        RAP_S("why", why.len ? rap_buf_text(&why) : rap_err_text(err)));
		err = rap_core_event(
			core, strcmp(kind, "receipt") == 0 ? "receipt-failed" : "question-failed",
			json_pack("{s:I, s:s}", "mail", (json_int_t)id, "why", rap_err_text(err)));
	}
	rap_buf_done(&why);
	return err;
}

static rap_err write_confirmed(rap_core *core, const rap_ingest_mail *mail, const judgement *j,
                               int64_t id, size_t *ret_changes)
{
	rap_confirmed confirmed;
	rap_err err = rap_ingest_confirm(core, mail, j->confirm, id, &confirmed);

	*ret_changes = confirmed.changes;
	if (err == RAP_OK && confirmed.mail)
		err = post(core, j, "receipt", confirmed.mail, confirmed.author);
	free(confirmed.author);
	return err;
}

static rap_err write_all(rap_core *core, const rap_ingest_mail *mail, const judgement *j,
                         int64_t *ret_id, size_t *ret_changes)
{
	const rap_reading *r = mail->reading;
	size_t confirmed = 0;
	rap_err err = add_row(core, mail, j, ret_id);

	if (err == RAP_OK && r)
		err = rap_ingest_put_reading(core->office.desk.store, *ret_id, r);
	if (err == RAP_OK && j->confirm) /* the earlier mail first */
		err = write_confirmed(core, mail, j, *ret_id, &confirmed);
	if (err == RAP_OK && j->counts)
		err = rap_ingest_take_over(core, r, j->trust.member, j->trust.author, *ret_id,
		                           ret_changes);
	*ret_changes += confirmed;
	if (err == RAP_OK && j->verdict == RAP_VERDICT_ACCEPTED && j->trust.contact)
		err = rap_address_clear(core->office.desk.store, j->trust.contact->address);
	if (err == RAP_OK && j->verdict == RAP_VERDICT_MACHINE && r && r->bounce)
		err = add_bounce(core, mail);
	else if (err == RAP_OK && j->verdict == RAP_VERDICT_MACHINE && r &&
	         r->kind == RAP_KIND_AUTO_REPLY && !is_other_machine(r))
		err = add_absence(core, mail, j);
	if (err == RAP_OK)
		err = rap_core_event(core, "mail-recorded",
		                     json_pack("{s:I, s:s, s:s?, s:I, s:b, s:I}", "mail",
		                               (json_int_t)*ret_id, "verdict",
		                               rap_verdict_text(j->verdict), "member",
		                               j->trust.member ? j->trust.member->code : NULL,
		                               "round", (json_int_t)j->round, "late", j->late,
		                               "changes", (json_int_t)*ret_changes));
	if (err == RAP_OK && j->receipt)
		err = post(core, j, "receipt", *ret_id, j->trust.author);
	if (err == RAP_OK && j->ask)
		err = post(core, j, "confirmation", *ret_id, j->trust.author);
	return err;
}

rap_err rap_ingest_record(rap_core *core, const rap_ingest_mail *mail, rap_ingest_record_log *ret)
{
	judgement j;
	rap_err err = judge(&j, core, mail);

	*ret = (rap_ingest_record_log){0};
	if (err == RAP_OK)
		err = write_all(core, mail, &j, &ret->id, &ret->changes);
	if (err == RAP_OK) {
		ret->verdict = rap_verdict_text(j.verdict);
		ret->member = rap_strdup(j.trust.member ? j.trust.member->code : NULL);
		ret->kind = rap_strdup(j.kind);
		ret->reason = rap_strdup(j.reason);
		ret->round = j.round;
	}
	rap_trust_done(&j.trust);
	return err;
}

void rap_ingest_record_say(const rap_ingest_record_log *log)
{
	rap_log(RAP_LOG_INFO, "recorded", RAP_N("mail", log->id), RAP_S("verdict", log->verdict),
	        RAP_S("member", log->member), RAP_S("kind", log->kind), RAP_N("round", log->round),
	        RAP_N("changes", log->changes), RAP_S("reason", log->reason));
}

void rap_ingest_record_log_done(rap_ingest_record_log *log)
{
	free(log->member);
	free(log->kind);
	free(log->reason);
	*log = (rap_ingest_record_log){0};
}
