// SPDX-License-Identifier: Apache-2.0
/*
 * The question to an address of the roster whether it wrote a mail that nothing proves (R21): what the mail says, and that
 * one word is enough. The mail itself is never answered: the letter goes where the roster says (R41). Like a receipt it
 * holds no line that could be read as an answer.
 */
#include "report/receipt.h"

#include "report/compile.h"
#include "report/deliver.h"
#include "report/view.h"

#include "common/limits.h"
#include "common/mem.h"

#define DAY_S 86400

#define SHOWN_MAX 2000u /* code points of a wording; the record keeps all of it */

/* Whoever says yes must have seen to what. */
static json_t *wanted(const rap_reading *reading)
{
	json_t *list = rap_view_list();

	for (size_t i = 0; reading && i < reading->n_proposals; i++) {
		const rap_proposal *p = &reading->proposals[i];
		json_t *item = rap_view_new();

		rap_view_str(item, "paragraph", rap_compile_number(p->paragraph));
		rap_view_str(item, "action", rap_action_text(p->action));
		rap_view_excerpt(item, "words", p->words && *p->words ? p->words : p->text,
		                 SHOWN_MAX);
		rap_view_add(list, item);
	}
	return list;
}

json_t *rap_confirmation_view(rap_receipt *r)
{
	json_t *view;

	r->waits = true;
	view = rap_receipt_view(r);
	rap_view_put(view, "wanted", wanted(r->reading));
	rap_view_time(view, "until", r->desk->now + (int64_t)RAP_LIMIT_CONFIRM_DAYS * DAY_S,
	              r->member->timezone, true);
	return view;
}

static rap_err send(rap_receipt *r, const rap_contact *contact, rap_preview *preview)
{
	char identity[17]; /* 16 characters and NUL */
	rap_buf key = rap_buf_init(1024), subject = rap_buf_init(4096);
	rap_strv references = {0};
	rap_letter letter = {.kind = "confirmation",
	                     .member = r->member->code,
	                     .to_name = contact->name,
	                     .to_address = contact->address,
	                     .references = &references,
	                     .auto_replied = true,
	                     .in_reply_to = r->mail.message_id,
	                     .answers_mail_id = r->mail.id};
	json_t *view = rap_confirmation_view(r);
	rap_err err;

	if (r->mail.message_id)
		rap_strv_add(&references, r->mail.message_id);
	rap_hash_base32(&r->mail.identity, identity, 16);
	rap_buf_printf(&key, "confirmation/%s/%s", identity, contact->address);
	rap_buf_printf(&subject, "Please confirm: did you write this for %s?",
	               r->member->name_in_text);
	letter.key = rap_buf_text(&key);
	letter.subject = rap_buf_text(&subject);
	rap_view_str(view, "name", contact->name);
	err = rap_deliver(r->desk, "confirmation", view, letter, preview);
	json_decref(view);
	rap_strv_done(&references);
	rap_buf_done(&key);
	rap_buf_done(&subject);
	return err;
}

rap_err rap_confirmation_post(const rap_desk *desk, int64_t mail_id, const rap_member *member,
                              const rap_contact *contact, rap_preview *preview)
{
	rap_receipt r = {.desk = desk, .member = member, .author = contact->address};
	bool room = true;
	rap_err err = preview ? RAP_OK : rap_receipt_has_room(desk, contact->address, &room);

	if (err == RAP_OK && room)
		err = rap_receipt_gather(&r, mail_id);
	if (err == RAP_OK && room)
		err = send(&r, contact, preview);
	rap_receipt_done(&r);
	return err;
}
