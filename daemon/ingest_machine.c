// SPDX-License-Identifier: Apache-2.0
/* What a machine's mail says of an address: that it cannot be reached (R48), or that its owner is away. */
#include "ingest_judge.h"

#include "store/event.h"

#include <strings.h>

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
	tied = sent.attempts > 0 && sent.revoked_at == 0 && sent.member &&
	       names_recipient(b, &sent) &&
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
static rap_err add_absence(rap_core *core, const rap_ingest_mail *mail, const rap_judgement *j)
{
	const rap_reading *r = mail->reading;
	const rap_member *member = NULL;
	const rap_contact *contact =
		mail->from.domain
			? rap_consultation_contact(core->consultation, &mail->from, &member)
			: NULL;
	bool tied = contact && member && mail->answered.id && mail->answered.recipient &&
	            strcasecmp(mail->answered.recipient, contact->address) == 0;

	if (!contact || !member || j->trust.fails ||
	    (!tied && (j->trust.unauthenticated || !j->trust.member)))
		return RAP_OK;
	return rap_address_absent(core->office.desk.store, member->code, contact->address,
	                          r->automatic.why ? r->automatic.why : "automatic reply",
	                          r->automatic.back_on ? r->automatic.back_on : "",
	                          rap_core_now(core));
}

rap_err rap_ingest_note_machine(rap_core *core, const rap_ingest_mail *mail, const rap_judgement *j)
{
	const rap_reading *r = mail->reading;

	if (j->verdict != RAP_VERDICT_MACHINE || !r)
		return RAP_OK;
	if (r->bounce)
		return add_bounce(core, mail);
	return r->kind == RAP_KIND_AUTO_REPLY && !is_other_machine(r) ? add_absence(core, mail, j)
	                                                              : RAP_OK;
}
