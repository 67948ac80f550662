// SPDX-License-Identifier: Apache-2.0
/*
 * An officer decides by mail what `rapporteur quarantine` decides at the command line, with the same conditions. Only what
 * he wrote himself is obeyed: the reader gives no intent for a quoted line, and core asks whether he is one (trust.c). What
 * would have to be read again first is not done here, where a transaction is open: the answer names the command.
 */
#include "ingest_command.h"

#include "common/mem.h"
#include "decide.h"
#include "log.h"
#include "report/report.h"
#include "reread.h"

#include <stdlib.h>

typedef struct order {
	rap_core *core;
	const rap_intent *intent;
	int64_t number; /* of the mail it is about */
	bool done;
	rap_buf what; /* a sentence: what became of it */
} order;

static bool is_order(const rap_intent *intent)
{
	return intent->object &&
	       (strcmp(intent->verb, "release") == 0 || strcmp(intent->verb, "assign") == 0 ||
	        strcmp(intent->verb, "discard") == 0);
}

/* The State that is named, or, of a mail that is only late, its author's. */
static const rap_member *member_of(const order *o, const rap_mail_in *mail)
{
	char code[3] = "";
	const char *said = o->intent->argument;

	if (!said && mail->verdict == RAP_VERDICT_ACCEPTED)
		said = mail->member;
	for (size_t i = 0; said && i < 2 && said[i]; i++)
		code[i] = (char)(said[i] >= 'a' && said[i] <= 'z' ? said[i] - 'a' + 'A' : said[i]);
	if (!said || !code[1] || (said[2] && strcmp(said + 2, ".") != 0))
		return NULL;
	return rap_consultation_member(o->core->consultation, code);
}

/* The State is told what now stands as its position; a letter that cannot be made undoes nothing. */
static rap_err tell_state(const order *o, const rap_mail_in *mail, const rap_member *member)
{
	rap_err err = rap_receipt_post(rap_core_desk(o->core), mail->id, member,
	                               mail->author_address ? mail->author_address : "", NULL);

	if (err != RAP_OK && rap_core_is_letter_trouble(err)) {
		rap_log(RAP_LOG_ERR, "letter-failed", RAP_S("kind", "receipt"),
		        RAP_N("mail", mail->id), RAP_S("why", rap_err_text(err)));
		err = RAP_OK;
	}
	return err;
}

static rap_err release(order *o, const rap_mail_in *mail, const rap_member *member,
                       const rap_reading *reading)
{
	size_t changes = 0, overtaken = 0;
	rap_err err = rap_decide_release(o->core, mail, reading, member, 0, &changes, &overtaken);

	if (err == RAP_OK)
		err = tell_state(o, mail, member);
	o->done = err == RAP_OK;
	rap_buf_printf(&o->what, "done; it counts as %s; answers and proposals new or changed: %zu",
	               member->name, changes);
	if (overtaken > 0)
		rap_buf_printf(&o->what,
		               "; %zu of what it says are left out, because a later mail of the "
		               "same author says something on the same item",
		               overtaken);
	return err;
}

static rap_err try_release(order *o, const rap_mail_in *mail)
{
	const rap_member *member = member_of(o, mail);
	rap_reading *reading = NULL;
	rap_err err = rap_ingest_get_reading(o->core->office.desk.store, mail->id, &reading);

	if (err == RAP_E_NOT_FOUND)
		err = RAP_OK;
	if (err != RAP_OK)
		rap_buf_str(&o->what, "not done");
	else if (!member && o->intent->argument)
		rap_buf_printf(&o->what,
		               "not done; no member has the code '%s'; say whose words they are: "
		               "release %lld as CODE",
		               o->intent->argument, (long long)mail->id);
	else if (!member)
		rap_buf_printf(&o->what, "not done; say whose words they are: release %lld as CODE",
		               (long long)mail->id);
	else if (mail->round == 0 && o->core->office.desk.round == 0)
		rap_buf_str(&o->what,
		            "not done; no round has been opened yet that it could count for");
	else if (!reading || rap_reread_is_wanted(mail, reading))
		rap_buf_printf(&o->what,
		               "not done; it has to be read against the form first: rapporteur "
		               "quarantine release %lld --as %s",
		               (long long)mail->id, member->code);
	else
		err = release(o, mail, member, reading);
	reading = rap_reading_free(reading);
	return err;
}

static rap_err discard(order *o, const rap_mail_in *mail)
{
	rap_err err;

	if (!o->intent->argument) {
		rap_buf_printf(&o->what, "not done; say why: discard %lld: REASON",
		               (long long)mail->id);
		return RAP_OK;
	}
	err = rap_decide_discard(o->core, mail->id, o->intent->argument, 0);
	o->done = err == RAP_OK;
	rap_buf_str(&o->what, "done; it is put away and stays in the record");
	return err;
}

static rap_err carry_out(order *o)
{
	rap_mail_in mail = {0};
	rap_err err;

	o->number = strtoll(o->intent->object, NULL, 10);
	err = rap_mail_in_get(o->core->office.desk.store, o->number, &mail);
	if (err == RAP_E_NOT_FOUND) {
		rap_buf_str(&o->what, "not done; there is no such mail");
		err = RAP_OK;
	} else if (err == RAP_OK && !rap_decide_lies_here(&mail)) {
		rap_buf_printf(&o->what, "not done; it is not in quarantine (%s, %s)",
		               rap_verdict_text(mail.verdict), rap_mail_state_text(mail.state));
	} else if (err == RAP_OK) {
		err = strcmp(o->intent->verb, "discard") == 0 ? discard(o, &mail)
		                                              : try_release(o, &mail);
	}
	rap_mail_in_done(&mail);
	return err;
}

/* All of an order or nothing of it, and the others all the same: what cannot be done is said. */
static rap_err carry_out_whole(order *o)
{
	rap_store *store = o->core->office.desk.store;
	rap_err err = rap_store_part_begin(store);

	if (err != RAP_OK)
		return err;
	err = carry_out(o);
	if (err == RAP_OK)
		return rap_store_part_keep(store);
	if (!rap_core_is_letter_trouble(err))
		return err;
	rap_log(RAP_LOG_ERR, "order-failed", RAP_S("verb", o->intent->verb),
	        RAP_N("mail", o->number), RAP_S("why", rap_err_text(err)));
	o->done = false;
	rap_buf_cut(&o->what, 0);
	rap_buf_printf(&o->what, "not done; the record of mail %lld cannot be used (%s)",
	               (long long)o->number, rap_err_text(err));
	return rap_store_part_undo(store);
}

/* One line: done or not, with an event and an entry of the letter. */
static rap_err obey(rap_core *core, const rap_intent *intent, int64_t id, json_t *lines)
{
	order o = {.core = core, .intent = intent, .what = rap_buf_init(4 * RAP_KIB)};
	rap_buf words = rap_buf_init(4 * RAP_KIB);
	rap_err err = carry_out_whole(&o);

	rap_buf_printf(&words, "%s %s", intent->verb, intent->object);
	if (intent->argument) /* as the letters write such a line */
		rap_buf_printf(&words, "%s%s",
		               strcmp(intent->verb, "discard") == 0  ? ": "
		               : strcmp(intent->verb, "assign") == 0 ? " to "
		                                                     : " as ",
		               intent->argument);
	if (err == RAP_OK)
		err = rap_core_event(core, "command",
		                     json_pack("{s:I, s:s, s:I, s:b}", "by_mail", (json_int_t)id,
		                               "verb", intent->verb, "mail", (json_int_t)o.number,
		                               "done", o.done));
	if (err == RAP_OK)
		json_array_append_new(lines, json_pack("{s:s, s:s}", "words", rap_buf_text(&words),
		                                       "what", rap_buf_text(&o.what)));
	rap_buf_done(&words);
	rap_buf_done(&o.what);
	return err;
}

static rap_err answer(rap_core *core, int64_t id, const rap_contact *officer, const json_t *lines)
{
	rap_err err = rap_transcript_post(rap_core_desk(core), id, officer, lines);

	if (err == RAP_OK || !rap_core_is_letter_trouble(err))
		return err;
	rap_log(RAP_LOG_ERR, "letter-failed", RAP_S("kind", "transcript"), RAP_N("mail", id),
	        RAP_S("why", rap_err_text(err)));
	return RAP_OK;
}

rap_err rap_ingest_obey(rap_core *core, const rap_ingest_mail *mail, const rap_judgement *j,
                        int64_t id)
{
	const rap_reading *r = mail->reading;
	json_t *lines;
	rap_err err = RAP_OK;

	/* Made again (rebuild): what was decided has its own events. */
	if (mail->as || !r || j->trust.verdict != RAP_TRUST_OFFICER ||
	    j->verdict != RAP_VERDICT_ACCEPTED)
		return RAP_OK;
	lines = json_array();
	for (size_t i = 0; i < r->n_intents && err == RAP_OK; i++)
		if (is_order(&r->intents[i]))
			err = obey(core, &r->intents[i], id, lines);
	if (err == RAP_OK && json_array_size(lines) > 0 && !j->trust.silent) /* R40 */
		err = answer(core, id, j->trust.contact, lines);
	json_decref(lines);
	return err;
}
