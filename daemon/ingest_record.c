// SPDX-License-Identifier: Apache-2.0
/*
 * What makes a mail part of the record, in one transaction (ingest.c has it): raw bytes, verdict, reading, attachments,
 * answers, proposals, withdrawals, what is known of an address, the event, and the receipts in the outbox. All
 * of it or nothing (R33); whoever asks again after a crash finds the identity (R30, R31).
 */
#include "ingest_judge.h"

#include "common/mem.h"
#include "common/subject_tag.h"
#include "common/utf8.h"
#include "ingest_command.h"
#include "log.h"
#include "report/report.h"
#include "store/answer.h"
#include "store/event.h"
#include "store/mailin.h"

#include <stdlib.h>
#include <strings.h>

/* ---- writing -------------------------------------------------------------------------------------------- */

/* A field undecoded and printable, for the record: what it was made of byte for byte is kept in the mail. */
static char *header_text(const rap_ingest_mail *mail, const char *name, size_t max)
{
	const rap_header_field *field =
		mail->header_err == RAP_OK ? rap_header_get(&mail->header, name, 0) : NULL;
	rap_buf raw = rap_buf_init(RAP_LIMIT_HEADER_FIELD);
	rap_buf text = rap_buf_init(9 * RAP_LIMIT_HEADER_FIELD); /* \u{E0041} for four bytes */
	char *taken = NULL;

	if (field && rap_header_unfold(field->body, &raw) && raw.len > 0) {
		rap_utf8_printable(&text, rap_buf_as_slice(&raw), max);
		taken = rap_buf_take(&text);
	}
	rap_buf_done(&raw);
	rap_buf_done(&text);
	return taken;
}

/* The subject for lists: decoded by the reader, or the header line. */
static char *subject_of(const rap_ingest_mail *mail)
{
	return mail->reading ? rap_strdup(mail->reading->message.subject)
	                     : header_text(mail, "Subject", RAP_LIMIT_SUBJECT);
}

static rap_err add_row(rap_core *core, const rap_ingest_mail *mail, const rap_judgement *j,
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
		.suspect = j->trust.fails,
	};
	rap_err err;

	row.reason = rap_strdup(j->reason);
	row.kind = rap_strdup(j->kind);
	row.subject = subject_of(mail);
	if (row.subject)
		rap_subject_tag_hide(row.subject);
	row.message_id = rap_ingest_message_id(mail, 0);
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
	size_t proposed = 0;
	rap_err err = RAP_OK;

	*ret_changes = 0;
	for (size_t i = 0; err == RAP_OK && i < r->n_answers; i++) {
		int64_t answer = 0;

		err = rap_answer_add(store, id, member->code, author, now, &r->answers[i], &answer);
		*ret_changes += err == RAP_OK && answer != 0;
	}
	if (err == RAP_OK)
		err = rap_proposals_add(store, id, member->code, author, now, r->proposals,
		                        r->n_proposals, &proposed);
	*ret_changes += err == RAP_OK ? proposed : 0;
	if (err == RAP_OK)
		err = add_withdrawals(core, r, member, id, ret_changes);
	return err;
}

/* ---- the transaction ------------------------------------------------------------------------------------ */

/* A letter that cannot be made does not keep the mail out of the record; the log and an event say so. */
static rap_err post(rap_core *core, const rap_judgement *j, const char *kind, int64_t id,
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

static rap_err write_confirmed(rap_core *core, const rap_ingest_mail *mail, const rap_judgement *j,
                               int64_t id, size_t *ret_changes)
{
	rap_confirmed confirmed;
	rap_err err = rap_ingest_confirm(core, mail, j->confirm, id, &confirmed);

	*ret_changes = confirmed.changes;
	if (err == RAP_OK && confirmed.mail && !mail->as && !j->trust.silent) /* R40 */
		err = post(core, j, "receipt", confirmed.mail, confirmed.author);
	free(confirmed.author);
	return err;
}

/* With what the row does not say and rapporteur rebuild must know. */
static rap_err add_event(rap_core *core, const rap_ingest_mail *mail, const rap_judgement *j,
                         int64_t id, size_t changes)
{
	json_t *facts =
		json_pack("{s:I, s:s, s:s?, s:I, s:b, s:I}", "mail", (json_int_t)id, "verdict",
	                  rap_verdict_text(j->verdict), "member",
	                  j->trust.member ? j->trust.member->code : NULL, "round",
	                  (json_int_t)j->round, "late", j->late, "changes", (json_int_t)changes);

	if (facts && mail->oversize)
		(void)json_object_set_new(facts, "oversize", json_true());
	if (facts && mail->why && !mail->reading)
		(void)json_object_set_new(facts, "not_read", json_string(mail->why));
	return rap_core_event(core, "mail-recorded", facts);
}

static rap_err write_all(rap_core *core, const rap_ingest_mail *mail, const rap_judgement *j,
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
	if (err == RAP_OK)
		err = rap_ingest_obey(core, mail, j, *ret_id);
	if (err == RAP_OK && j->verdict == RAP_VERDICT_ACCEPTED && j->trust.contact)
		err = rap_address_clear(core->office.desk.store, j->trust.contact->address);
	if (err == RAP_OK)
		err = rap_ingest_note_machine(core, mail, j);
	if (err == RAP_OK)
		err = add_event(core, mail, j, *ret_id, *ret_changes);
	if (err == RAP_OK && j->receipt)
		err = post(core, j, "receipt", *ret_id, j->trust.author);
	if (err == RAP_OK && j->ask)
		err = post(core, j, "confirmation", *ret_id, j->trust.author);
	return err;
}

rap_err rap_ingest_record(rap_core *core, const rap_ingest_mail *mail, rap_ingest_record_log *ret)
{
	rap_judgement j;
	rap_err err = rap_ingest_judge(core, mail, &j);

	*ret = (rap_ingest_record_log){0};
	if (err == RAP_OK && mail->as)
		rap_ingest_judge_as_recorded(core, mail, &j);
	if (err == RAP_OK)
		err = write_all(core, mail, &j, &ret->id, &ret->changes);
	if (err == RAP_OK) {
		ret->verdict = rap_verdict_text(j.verdict);
		ret->member = rap_strdup(j.trust.member ? j.trust.member->code : NULL);
		ret->kind = rap_strdup(j.kind);
		ret->reason = rap_strdup(j.reason);
		ret->round = j.round;
		ret->otherwise = j.otherwise;
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
