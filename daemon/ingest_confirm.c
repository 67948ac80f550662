// SPDX-License-Identifier: Apache-2.0
/*
 * R21: a mail that only its own token speaks for waits, and the address of the roster is asked whether it wrote it
 * (report/confirmation.c). Here the answer is taken. Whoever answers has had the question: its token went to that address
 * and nowhere else. "Yes" makes the waiting mail count, "no" puts it away; once a person has decided, neither does.
 */
#include "ingest_mail.h"

#include "common/limits.h"
#include "common/mem.h"
#include "decide.h"
#include "store/mailin.h"

#include <stdlib.h>

#define DAY_S 86400

rap_confirm rap_ingest_confirms(const rap_ingest_mail *mail)
{
	const rap_reading *r = mail->reading;
	rap_confirm said = RAP_CONFIRM_NEITHER;

	/* Only its token, in an address or a Message-ID, shows that the question was had. */
	if (!mail->by_token || !mail->answered.kind ||
	    strcmp(mail->answered.kind, "confirmation") != 0)
		return RAP_CONFIRM_NOT_ASKED;
	for (size_t i = 0; r && i < r->n_intents; i++) {
		const rap_intent *intent = &r->intents[i];
		rap_confirm now;

		if (strcmp(intent->verb, "confirm") != 0 || !intent->argument)
			continue;
		now = strcmp(intent->argument, "yes") == 0 ? RAP_CONFIRM_YES : RAP_CONFIRM_NO;
		if (said != RAP_CONFIRM_NEITHER && said != now)
			return RAP_CONFIRM_NEITHER; /* both: nothing is guessed */
		said = now;
	}
	if (said == RAP_CONFIRM_YES &&
	    mail->at > mail->answered.created_at + (int64_t)RAP_LIMIT_CONFIRM_DAYS * DAY_S)
		return RAP_CONFIRM_TOO_LATE;
	return said;
}

static rap_err take_over(rap_core *core, const rap_mail_in *asked, int64_t by, size_t *ret_changes)
{
	const rap_member *member =
		asked->member ? rap_consultation_member(core->consultation, asked->member) : NULL;
	rap_reading *reading = NULL;
	size_t overtaken;
	rap_err err;

	if (!member)
		return RAP_E_NOT_FOUND; /* it has left the roster since */
	err = rap_ingest_get_reading(core->office.desk.store, asked->id, &reading);
	if (err == RAP_OK)
		err = rap_decide_release(core, asked, reading, member, by, ret_changes, &overtaken);
	reading = rap_reading_free(reading);
	return err;
}

rap_err rap_ingest_confirm(rap_core *core, const rap_ingest_mail *mail, rap_confirm said,
                           int64_t by, rap_confirmed *ret)
{
	rap_mail_in asked = {0};
	rap_err err =
		rap_mail_in_get(core->office.desk.store, mail->answered.answers_mail_id, &asked);

	*ret = (rap_confirmed){0};
	if (err == RAP_OK && asked.verdict == RAP_VERDICT_AWAITING && rap_decide_open(&asked)) {
		if (said == RAP_CONFIRM_YES)
			err = take_over(core, &asked, by, &ret->changes);
		else
			err = rap_decide_discard(core, asked.id,
			                         "The address that it came under says that it is "
			                         "not from there.",
			                         by);
		if (err == RAP_OK && said == RAP_CONFIRM_YES) {
			ret->mail = asked.id;
			ret->author = rap_strdup(asked.author_address);
		}
	}
	rap_mail_in_done(&asked);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}
