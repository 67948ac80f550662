// SPDX-License-Identifier: Apache-2.0
/*
 * R42: receipts that come too fast one after another are held back, and one stands for all of them: when the hour
 * is over that began with the first one held back, and the day has room. Whatever answers our receipts by itself
 * thus gets a known number of them, and whoever sends ten corrections gets one letter that says what stands.
 */
#include "report/receipt.h"

#include "common/limits.h"
#include "common/mem.h"
#include "store/held.h"

#include <stdlib.h>
#include <strings.h>

#define HOUR_S RAP_RECEIPT_WAIT_S
#define DAY_S 86400

rap_err rap_receipt_has_room(const rap_desk *desk, const char *address, bool *ret)
{
	long hour = 0, day = 0, all = 0;
	rap_err err = rap_held_made(desk->store, address, desk->now - HOUR_S, desk->now, &hour);

	if (err == RAP_OK)
		err = rap_held_made(desk->store, address, desk->now - DAY_S, desk->now, &day);
	if (err == RAP_OK)
		err = rap_held_made(desk->store, NULL, desk->now - HOUR_S, desk->now, &all);
	*ret = hour < RAP_LIMIT_RECEIPTS_HOUR && day < RAP_LIMIT_RECEIPTS_DAY &&
	       all < RAP_LIMIT_RECEIPTS_ALL_HOUR;
	return err;
}

rap_err rap_receipt_send_in_time(const rap_receipt *r, const rap_contact *contact, bool is_author,
                                 json_t *view)
{
	bool waits = false, room = false;
	rap_err err = rap_held_any(r->desk->store, contact->address, &waits);

	if (err == RAP_OK && !waits)
		err = rap_receipt_has_room(r->desk, contact->address, &room);
	if (err != RAP_OK)
		return err;
	if (room)
		return rap_receipt_send(r, contact, is_author, view, NULL);
	return rap_held_add(r->desk->store, contact->address, r->mail.id, r->member->code,
	                    r->author, r->desk->now);
}

/* ---- one for all ---------------------------------------------------------------------------------------- */

/* Of each mail that waited what still stands, in the order of the mails. */
static rap_err add_mail(void *user, int64_t mail_id)
{
	rap_receipt *r = user;
	rap_answer_rows answers = {0};
	rap_proposal_rows proposals = {0};
	rap_err err = rap_answers_of_mail(r->desk->store, mail_id, &answers);

	if (err == RAP_OK)
		err = rap_proposals_of_mail(r->desk->store, mail_id, &proposals);
	for (size_t i = 0; err == RAP_OK && i < answers.n; i++)
		if (answers.at[i].superseded_by == 0) {
			rap_answer_rows *all = &r->answers;

			all->at = rap_reallocarray(all->at, all->n + 1, sizeof *all->at);
			all->at[all->n++] = answers.at[i];
			answers.at[i] = (rap_answer_row){0};
		}
	for (size_t i = 0; err == RAP_OK && i < proposals.n; i++)
		if (proposals.at[i].superseded_by == 0) {
			rap_proposal_rows *all = &r->proposals;

			all->at = rap_reallocarray(all->at, all->n + 1, sizeof *all->at);
			all->at[all->n++] = proposals.at[i];
			proposals.at[i] = (rap_proposal_row){0};
		}
	rap_answer_rows_done(&answers);
	rap_proposal_rows_done(&proposals);
	return err;
}

/* The person on the roster who waits; NULL when he has left it. */
static const rap_contact *contact_of(const rap_desk *desk, const rap_held *held,
                                     const rap_member **ret_member)
{
	rap_addr_spec spec = {0};
	const rap_contact *contact = NULL;

	*ret_member = NULL;
	if (rap_addr_spec_parse(rap_slice_of(held->address), &spec))
		contact = rap_consultation_contact(desk->consultation, &spec, ret_member);
	rap_addr_spec_done(&spec);
	if (!*ret_member || strcmp((*ret_member)->code, held->member) != 0)
		return NULL;
	return contact;
}

static rap_err send_held(const rap_desk *desk, const rap_held *held)
{
	rap_receipt r = {.desk = desk, .held = held, .author = held->author};
	const rap_contact *contact = contact_of(desk, held, &r.member);
	rap_err err = RAP_OK;

	if (contact) {
		err = rap_receipt_gather(&r, held->mail_id);
		rap_answer_rows_done(&r.answers);
		rap_proposal_rows_done(&r.proposals);
		if (err == RAP_OK)
			err = rap_held_mails(desk->store, held->address, add_mail, &r);
		if (err == RAP_OK) {
			json_t *view = rap_receipt_view(&r);

			err = rap_receipt_send(&r, contact,
			                       strcasecmp(held->author, contact->address) == 0,
			                       view, NULL);
			json_decref(view);
		}
		rap_receipt_done(&r);
	}
	if (err == RAP_OK)
		err = rap_held_settle(desk->store, held->address, desk->now);
	return err;
}

rap_err rap_receipt_post_held(const rap_desk *desk, const char *address)
{
	rap_held held = {0};
	bool room = false;
	rap_err err = rap_receipt_has_room(desk, address, &room);

	if (err == RAP_OK && !room)
		return RAP_E_NOT_FOUND;
	if (err == RAP_OK)
		err = rap_held_get(desk->store, address, &held);
	if (err == RAP_OK)
		err = send_held(desk, &held);
	rap_held_done(&held);
	return err;
}
