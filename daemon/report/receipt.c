// SPDX-License-Identifier: Apache-2.0
/*
 * The receipt: gathered from the record, one letter to the author and one to each other contact of the State, so
 * that an entry nobody made is seen within one mail. Its key is made of the identity of the mail it answers (R42:
 * one per identity), not of a row number.
 */
#include "report/receipt.h"

#include "common/mem.h"
#include "report/deliver.h"
#include "report/record.h"
#include "report/view.h"
#include "store/outbox.h"

#include <stdlib.h>

void rap_receipt_done(rap_receipt *r)
{
	rap_mail_in_done(&r->mail);
	r->reading = rap_reading_free(r->reading);
	rap_answer_rows_done(&r->answers);
	rap_answer_rows_done(&r->standing);
	rap_proposal_rows_done(&r->proposals);
	rap_proposal_rows_done(&r->all);
}

static rap_err load_reading(const rap_desk *desk, int64_t mail_id, rap_reading **ret)
{
	char *json = NULL;
	const char *why;
	rap_err err = rap_reading_get(desk->store, mail_id, &json);

	if (err == RAP_OK)
		err = rap_reading_decode(rap_slice_of(json), ret, &why);
	free(json);
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

rap_err rap_receipt_gather(rap_receipt *r, int64_t mail_id)
{
	rap_store *store = r->desk->store;
	const rap_round_plan *round;
	rap_err err = store ? rap_mail_in_facts(store, mail_id, &r->mail) : RAP_E_NOT_FOUND;

	r->waits = err == RAP_OK && r->mail.late && r->mail.state != RAP_MAIL_RELEASED;
	if (err == RAP_OK)
		err = load_reading(r->desk, mail_id, &r->reading);
	if (err == RAP_OK)
		err = rap_answers_of_mail(store, mail_id, &r->answers);
	if (err == RAP_OK)
		err = rap_proposals_of_mail(store, mail_id, &r->proposals);
	if (err == RAP_OK)
		err = rap_answers_get(store, r->member->code, false, &r->standing);
	if (err == RAP_OK)
		err = rap_proposals_get(store, NULL, true, &r->all);
	if (err == RAP_OK)
		err = rap_record_round(r->desk, &round, &r->deadline);
	return err;
}

/* "Receipt: 8 answers and 2 proposals of Mongolia recorded, 1 to be clarified" */
static void put_subject(rap_buf *out, const rap_receipt *r)
{
	size_t a = r->n_answers, p = r->n_proposals;

	rap_buf_str(out, "Receipt: ");
	if (a + p == 0 && r->n_withdrawn > 0)
		rap_buf_printf(out, "%zu %s of %s withdrawn", r->n_withdrawn,
		               r->n_withdrawn == 1 ? "proposal" : "proposals",
		               r->member->name_in_text);
	else if (a + p == 0 && r->waits)
		rap_buf_printf(out, "late mail of %s, for the Secretariat to decide",
		               r->member->name_in_text);
	else if (a + p == 0)
		rap_buf_printf(out, "mail of %s read, no answer recorded", r->member->name_in_text);
	if (a > 0)
		rap_buf_printf(out, "%zu %s", a, a == 1 ? "answer" : "answers");
	if (p > 0)
		rap_buf_printf(out, "%s%zu %s", a ? " and " : "", p,
		               p == 1 ? "proposal" : "proposals");
	if (a + p > 0)
		rap_buf_printf(out, " of %s recorded", r->member->name_in_text);
	if (r->n_unclear > 0)
		rap_buf_printf(out, ", %zu to be clarified", r->n_unclear);
}

/* ---- threading ------------------------------------------------------------------------------------------ */

/* The author's client threads by the mail answered, the others' by the request they got themselves. */
static rap_err thread_author(const rap_receipt *r, rap_strv *references, char **ret_answers)
{
	*ret_answers = rap_strdup(r->mail.message_id);
	for (size_t i = 0; r->reading && i < r->reading->message.references.n; i++)
		rap_strv_add(references, r->reading->message.references.at[i]);
	if (*ret_answers)
		rap_strv_add(references, *ret_answers);
	return RAP_OK;
}

static rap_err thread_other(const rap_receipt *r, const rap_contact *contact, rap_strv *references,
                            char **ret_answers)
{
	rap_buf key = rap_buf_init(1024);
	rap_mail_out out;
	rap_err err;

	*ret_answers = NULL;
	if (r->mail.answers_out_id == 0)
		return RAP_OK;
	err = rap_outbox_get(r->desk->store, r->mail.answers_out_id, &out);
	if (err != RAP_OK)
		return err == RAP_E_NOT_FOUND ? RAP_OK : err;
	if (out.request) {
		rap_buf_printf(&key, "request/%ld/%s/%s/%s", out.round, out.request,
		               r->member->code, contact->address);
		err = rap_record_message_id(r->desk, rap_buf_text(&key), ret_answers);
	}
	if (*ret_answers)
		rap_strv_add(references, *ret_answers);
	rap_buf_done(&key);
	rap_mail_out_done(&out);
	return err;
}

/* ---- the letters ---------------------------------------------------------------------------------------- */

/* As long as it may be: with fewer entries until it fits, at last with none. */
static rap_err deliver(const rap_receipt *r, json_t *full, rap_letter letter, rap_preview *preview)
{
	static const size_t lengths[] = {SIZE_MAX, SIZE_MAX - 1, 25, 10, 3, 0};
	rap_err err = RAP_E_LIMIT;

	for (size_t i = 0; i < sizeof lengths / sizeof *lengths && err == RAP_E_LIMIT; i++) {
		json_t *view = rap_receipt_shortened(full, lengths[i]);

		if (r->desk->why)
			rap_buf_cut(r->desk->why, 0);
		err = rap_deliver(r->desk, "receipt", view, letter, preview);
		json_decref(view);
	}
	return err;
}

rap_err rap_receipt_send(const rap_receipt *r, const rap_contact *contact, bool is_author,
                         json_t *view, rap_preview *preview)
{
	char identity[17]; /* 16 characters and NUL */
	rap_buf key = rap_buf_init(1024), subject = rap_buf_init(4096);
	rap_strv references = {0};
	char *answers = NULL;
	rap_letter letter = {.kind = "receipt",
	                     .member = r->member->code,
	                     .to_name = contact->name,
	                     .to_address = contact->address,
	                     .references = &references,
	                     .auto_replied = true,
	                     .answers_mail_id = r->mail.id};
	rap_err err = r->err;

	if (err == RAP_OK)
		err = is_author ? thread_author(r, &references, &answers)
		                : thread_other(r, contact, &references, &answers);
	rap_hash_base32(&r->mail.identity, identity, 16);
	rap_buf_printf(&key, "receipt/%s/%s", identity, contact->address);
	put_subject(&subject, r);
	letter.key = rap_buf_text(&key);
	letter.subject = rap_buf_text(&subject);
	letter.in_reply_to = answers;
	rap_view_str(view, "name", contact->name);
	rap_view_bool(view, "to_author", is_author);
	if (err == RAP_OK)
		err = deliver(r, view, letter, preview);
	free(answers);
	rap_strv_done(&references);
	rap_buf_done(&key);
	rap_buf_done(&subject);
	return err;
}

static rap_err send_all(rap_receipt *r, rap_preview *preview)
{
	json_t *view = rap_receipt_view(r);
	rap_addr_spec author = {0};
	bool known = rap_addr_spec_parse(rap_slice_of(r->author), &author);
	rap_err err = RAP_OK;

	/* The author first, so that a preview shows the author's letter. */
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < r->member->contacts.n && err == RAP_OK; i++) {
			const rap_contact *contact = &r->member->contacts.at[i];
			bool is_author = known && rap_addr_spec_same(&author, &contact->spec);

			if (is_author != (pass == 0))
				continue;
			err = preview ? rap_receipt_send(r, contact, is_author, view, preview)
			              : rap_receipt_send_in_time(r, contact, is_author, view);
		}
	}
	rap_addr_spec_done(&author);
	json_decref(view);
	return err;
}

rap_err rap_receipt_post(const rap_desk *desk, int64_t mail_id, const rap_member *member,
                         const char *author, rap_preview *preview)
{
	rap_receipt r = {.desk = desk, .member = member, .author = author};
	rap_err err = rap_receipt_gather(&r, mail_id);

	if (err == RAP_OK)
		err = send_all(&r, preview);
	rap_receipt_done(&r);
	return err;
}
