// SPDX-License-Identifier: Apache-2.0
/*
 * The reminder: one mail with all that a State still owes and the form of just that. It goes to the first
 * contact who can be reached: an address that bounced or has announced an absence is passed over.
 */
#include "common/limits.h"
#include "common/mem.h"
#include "report/deliver.h"
#include "report/form.h"
#include "report/owed.h"
#include "report/view.h"
#include "store/event.h"

#include <inttypes.h>
#include <stdlib.h>

#define FORM_MAX (512u * RAP_KIB)

/* ---- whom ----------------------------------------------------------------------------------------------- */

typedef struct reach {
	const rap_member *member;
	bool *away; /* per contact */
	rap_civil today;
} reach;

/* An absence counts until the day of return; one without a day counts as long as nobody wrote. */
static bool still_away(const rap_address_state *state, const rap_civil *today)
{
	rap_civil back;

	if (!state->absent_why)
		return false;
	if (!state->absent_until || !*state->absent_until ||
	    rap_date_parse_civil(rap_slice_of(state->absent_until), &back) != RAP_OK)
		return true;
	if (back.year != today->year)
		return back.year > today->year;
	if (back.month != today->month)
		return back.month > today->month;
	return back.day > today->day;
}

static rap_err note_state(void *user, const rap_address_state *state)
{
	reach *r = user;
	rap_addr_spec spec;

	if (!state->undeliverable && !still_away(state, &r->today))
		return RAP_OK;
	if (!rap_addr_spec_parse(rap_slice_of(state->address), &spec))
		return RAP_OK;
	for (size_t i = 0; i < r->member->contacts.n; i++)
		if (rap_addr_spec_same(&spec, &r->member->contacts.at[i].spec))
			r->away[i] = true;
	rap_addr_spec_done(&spec);
	return RAP_OK;
}

static rap_err choose_contact(const rap_desk *desk, const rap_member *member,
                              const rap_contact **ret)
{
	reach r = {.member = member};
	rap_err err = rap_date_from_utc(desk->now, member->timezone, &r.today);

	if (err != RAP_OK || member->contacts.n == 0)
		return err != RAP_OK ? err : RAP_E_NOT_FOUND;
	r.away = rap_calloc(member->contacts.n, sizeof *r.away);
	if (desk->store)
		err = rap_address_each(desk->store, note_state, &r);
	*ret = &member->contacts.at[0];
	for (size_t i = member->contacts.n; i-- > 0;)
		if (!r.away[i])
			*ret = &member->contacts.at[i];
	free(r.away);
	return err;
}

/* ---- what ----------------------------------------------------------------------------------------------- */

/* The fields of the form: what is owed; of a request with nothing required and nothing said, all of it. */
static const rap_field **form_fields(const rap_desk *desk, const rap_owed_list *owed, size_t *ret_n)
{
	const rap_field **fields = rap_calloc(2 * RAP_LIMIT_FIELDS, sizeof *fields);
	size_t n = 0;

	for (size_t i = 0; i < owed->n_fields; i++)
		fields[n++] = owed->fields[i];
	for (size_t r = 0; r < owed->n_requests; r++) {
		const rap_request_plan *request = owed->requests[r];
		bool has_required = false;

		for (size_t i = 0; i < request->n_objectives; i++) {
			const rap_objective *o = rap_consultation_objective(desk->consultation,
			                                                    request->objectives[i]);

			for (size_t j = 0; o && j < o->n_fields; j++)
				has_required = has_required || o->fields[j].required;
		}
		for (size_t i = 0; i < request->n_objectives && !has_required; i++) {
			const rap_objective *o = rap_consultation_objective(desk->consultation,
			                                                    request->objectives[i]);

			for (size_t j = 0; o && j < o->n_fields && n < RAP_LIMIT_FIELDS; j++)
				fields[n++] = &o->fields[j];
		}
	}
	*ret_n = n;
	return fields;
}

static void view_requests(json_t *view, const rap_desk *desk, const rap_member *member,
                          const rap_owed_list *owed, const rap_answer_rows *answers,
                          const rap_proposal_rows *proposals)
{
	json_t *list = rap_view_list();

	for (size_t r = 0; r < owed->n_requests; r++) {
		const rap_request_plan *request = owed->requests[r];
		bool silent = rap_owed_silent(desk, member, request, answers, proposals);

		for (size_t i = 0; i < request->n_objectives; i++) {
			const rap_objective *o = rap_consultation_objective(desk->consultation,
			                                                    request->objectives[i]);
			json_t *item;
			rap_standing s;

			if (!o)
				continue;
			s = rap_record_standing(answers, proposals, member->code, o);
			if (!silent && s.required_answered == s.required)
				continue;
			item = rap_view_new();
			rap_view_num(item, "number", o->number);
			rap_view_str(item, "objective", o->title);
			rap_view_bool(item, "silent", s.answered == 0 && s.unclear == 0);
			rap_view_add(list, item);
		}
	}
	rap_view_put(view, "objectives", list);
}

static void view_form(json_t *view, const rap_field *const *fields, size_t n)
{
	rap_buf text = rap_buf_init(FORM_MAX), html = rap_buf_init(FORM_MAX);

	rap_form_text(&text, fields, n);
	rap_form_html(&html, fields, n);
	rap_view_bool(view, "any_fields", n > 0);
	rap_view_buf(view, "form", &text);
	rap_view_buf(view, "form_html", &html);
}

static json_t *view_of(const rap_desk *desk, const rap_member *member, const rap_contact *contact,
                       int64_t deadline, size_t n_answers)
{
	json_t *view = rap_view_new();

	rap_view_house(view, desk);
	rap_view_str(view, "name", contact->name);
	rap_view_str(view, "member", member->name_in_text);
	rap_view_bool(view, "over", deadline != RAP_DATE_NONE && deadline <= desk->now);
	if (deadline == RAP_DATE_NONE)
		rap_view_put(view, "deadline", json_null());
	else
		rap_view_time(view, "deadline", deadline, member->timezone, true);
	rap_view_bool(view, "any_answers", n_answers > 0);
	rap_view_count(view, "answers", n_answers, "answer is on record", "answers are on record");
	return view;
}

/* ---- the letter ----------------------------------------------------------------------------------------- */

static rap_err send(const rap_desk *desk, const rap_member *member, int64_t due, json_t *view,
                    const rap_owed_list *owed, const rap_contact *contact, rap_preview *preview)
{
	rap_buf key = rap_buf_init(1024), first = rap_buf_init(1024);
	char *request_id = NULL;
	rap_strv references = {0};
	rap_letter letter = {.kind = "reminder",
	                     .member = member->code,
	                     .to_name = contact->name,
	                     .to_address = contact->address,
	                     .references = &references};
	rap_err err;

	rap_buf_printf(&key, "reminder/%ld/%" PRId64 "/%s/%s", desk->round, due, member->code,
	               contact->address);
	rap_buf_printf(&first, "request/%ld/%s/%s/%s", desk->round, owed->requests[0]->id,
	               member->code, contact->address);
	letter.key = rap_buf_text(&key);
	letter.subject = json_is_true(json_object_get(view, "over"))
	                         ? "Reminder: your reply is still awaited"
	                         : "Reminder: items still open";
	if (owed->n_requests == 1)
		letter.request = owed->requests[0]->id;
	err = rap_record_message_id(desk, rap_buf_text(&first), &request_id);
	if (err == RAP_OK && request_id) {
		letter.in_reply_to = request_id;
		rap_strv_add(&references, request_id);
	}
	if (err == RAP_OK)
		err = rap_deliver(desk, "reminder", view, letter, preview);
	rap_strv_done(&references);
	free(request_id);
	rap_buf_done(&key);
	rap_buf_done(&first);
	return err;
}

static rap_err remind(const rap_desk *desk, const rap_member *member, int64_t due,
                      const rap_answer_rows *answers, const rap_proposal_rows *proposals,
                      rap_preview *preview)
{
	rap_owed_list owed = rap_owed_of(desk, member, answers, proposals);
	const rap_contact *contact;
	const rap_round_plan *round;
	const rap_field **fields;
	int64_t deadline;
	size_t n, standing = 0;
	json_t *view;
	rap_err err = owed.n_requests ? choose_contact(desk, member, &contact) : RAP_E_NOT_FOUND;

	if (err == RAP_OK)
		err = rap_record_round(desk, &round, &deadline);
	if (err == RAP_OK) {
		for (size_t i = 0; i < answers->n; i++)
			standing += !answers->at[i].superseded_by &&
			            rap_record_settled(answers, member->code, answers->at[i].field);
		view = view_of(desk, member, contact, deadline, standing);
		fields = form_fields(desk, &owed, &n);
		view_requests(view, desk, member, &owed, answers, proposals);
		view_form(view, fields, n);
		err = send(desk, member, due, view, &owed, contact, preview);
		free(fields);
		json_decref(view);
	}
	rap_owed_done(&owed);
	return err;
}

rap_err rap_reminder_post(const rap_desk *desk, const rap_member *member, int64_t due,
                          rap_preview *preview)
{
	rap_answer_rows answers;
	rap_proposal_rows proposals = {0};
	rap_err err = rap_record_answers(desk, member->code, false, &answers);

	if (err == RAP_OK)
		err = rap_record_proposals(desk, member->code, false, &proposals);
	if (err == RAP_OK)
		err = remind(desk, member, due, &answers, &proposals, preview);
	rap_answer_rows_done(&answers);
	rap_proposal_rows_done(&proposals);
	return err;
}
