// SPDX-License-Identifier: Apache-2.0
/* A decision about a mail, written down; see decide.h. */
#include "decide.h"

#include "ingest_mail.h"

bool rap_decide_open(const rap_mail_in *mail)
{
	return mail->state != RAP_MAIL_RELEASED && mail->state != RAP_MAIL_DISCARDED;
}

/* The mail that decided it is a fact of its own; without one the fact is left out. */
static json_t *with_mail(json_t *facts, const char *key, int64_t mail_id)
{
	if (facts && mail_id)
		(void)json_object_set_new(facts, key, json_integer((json_int_t)mail_id));
	return facts;
}

rap_err rap_decide_release(rap_core *core, const rap_mail_in *mail, const rap_reading *reading,
                           const rap_member *member, int64_t confirmed_by, size_t *ret_changes)
{
	const char *author = mail->author_address ? mail->author_address : "";
	json_t *facts;
	rap_err err = rap_ingest_take_over(core, reading, member, author, mail->id, ret_changes);

	if (err == RAP_OK)
		err = rap_mail_in_set_state(core->office.desk.store, mail->id, RAP_MAIL_RELEASED);
	if (err != RAP_OK)
		return err;
	facts = json_pack("{s:I, s:s, s:I}", "mail", (json_int_t)mail->id, "as", member->code,
	                  "changes", (json_int_t)*ret_changes);
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
