// SPDX-License-Identifier: Apache-2.0
/* What the letters ask the record; see record.h. */
#include "report/record.h"

#include "common/mem.h"
#include "common/token.h"
#include "store/event.h"
#include "store/outbox.h"

rap_err rap_record_round(const rap_desk *desk, const rap_round_plan **ret_plan,
                         int64_t *ret_deadline)
{
	const rap_consultation *c = desk->consultation;
	const rap_round_plan *plan = desk->round ? rap_consultation_round(c, desk->round) : NULL;
	int64_t opened, deadline, closed;
	rap_err err;

	if (!plan && c->n_rounds > 0)
		plan = &c->rounds[0];
	*ret_plan = plan;
	*ret_deadline = plan ? plan->deadline : RAP_DATE_NONE;
	if (!plan || !desk->store)
		return RAP_OK;
	err = rap_round_get(desk->store, plan->id, &opened, &deadline, &closed);
	if (err == RAP_OK)
		*ret_deadline = deadline;
	return err == RAP_E_NOT_FOUND ? RAP_OK : err;
}

rap_err rap_record_answers(const rap_desk *desk, const char *member, bool with_history,
                           rap_answer_rows *ret)
{
	*ret = (rap_answer_rows){0};
	return desk->store ? rap_answers_get(desk->store, member, with_history, ret) : RAP_OK;
}

rap_err rap_record_proposals(const rap_desk *desk, const char *member, bool with_history,
                             rap_proposal_rows *ret)
{
	*ret = (rap_proposal_rows){0};
	return desk->store ? rap_proposals_get(desk->store, member, with_history, ret) : RAP_OK;
}

rap_err rap_record_message_id(const rap_desk *desk, const char *key, char **ret)
{
	rap_mail_out out;
	rap_err err;

	*ret = NULL;
	if (!desk->store)
		return RAP_OK;
	err = rap_outbox_by_key(desk->store, key, &out);
	if (err == RAP_E_NOT_FOUND)
		return RAP_OK;
	if (err != RAP_OK)
		return err;
	*ret = rap_strdup(out.message_id);
	rap_mail_out_done(&out);
	return RAP_OK;
}

const char *rap_record_message_id_shown(const char *message_id)
{
	static const char begin[] = "<rq.";
	const size_t from = sizeof begin - 1, to = from + RAP_TOKEN_LEN;
	char token[RAP_TOKEN_SIZE];

	if (!message_id || strlen(message_id) <= to || memcmp(message_id, begin, from) != 0 ||
	    message_id[to] != '@' ||
	    !rap_token_well_formed((rap_slice){message_id + from, RAP_TOKEN_LEN}, token))
		return message_id;
	return NULL;
}

bool rap_record_is_position(const rap_consultation *c, const rap_field *field)
{
	for (size_t i = 0; field->type == RAP_FIELD_CHOICE && i < c->lexicon.n; i++)
		if (strcmp(c->lexicon.sets[i].group, "choice") == 0 &&
		    rap_strv_has(&field->options, c->lexicon.sets[i].value))
			return true;
	return false;
}

const char *rap_record_state(const rap_desk *desk, const char *code)
{
	const rap_member *member = code ? rap_consultation_member(desk->consultation, code) : NULL;

	return member ? member->name : code ? code : "";
}

size_t rap_record_place(const rap_desk *desk, const char *code)
{
	const rap_consultation *c = desk->consultation;

	for (size_t i = 0; i < c->n_members; i++)
		if (code && strcmp(c->members[i].code, code) == 0)
			return i;
	return c->n_members;
}

const char *rap_record_person(const rap_desk *desk, const char *address)
{
	const rap_contact *contact;
	const rap_member *member;
	rap_addr_spec spec;

	if (!address)
		return "";
	if (!rap_addr_spec_parse(rap_slice_of(address), &spec))
		return address;
	contact = rap_consultation_contact(desk->consultation, &spec, &member);
	rap_addr_spec_done(&spec);
	return contact && contact->name ? contact->name : address;
}

bool rap_record_settled(const rap_answer_rows *answers, const char *member, const char *field)
{
	bool settled = false;

	for (size_t i = 0; i < answers->n; i++) {
		const rap_answer_row *row = &answers->at[i];

		if (row->superseded_by || strcmp(row->field, field) != 0 ||
		    strcmp(row->member, member) != 0)
			continue;
		if (row->status == RAP_ANSWER_UNCLEAR || row->status == RAP_ANSWER_CONFLICT)
			return false;
		settled = true;
	}
	return settled;
}

static bool is_open(const rap_answer_rows *answers, const char *member, const char *field)
{
	for (size_t i = 0; i < answers->n; i++) {
		const rap_answer_row *row = &answers->at[i];

		if (!row->superseded_by && strcmp(row->field, field) == 0 &&
		    strcmp(row->member, member) == 0 &&
		    (row->status == RAP_ANSWER_UNCLEAR || row->status == RAP_ANSWER_CONFLICT))
			return true;
	}
	return false;
}

rap_standing rap_record_standing(const rap_answer_rows *answers, const rap_proposal_rows *proposals,
                                 const char *member, const rap_objective *objective)
{
	rap_standing s = {.fields = objective->n_fields};
	size_t mine = 0;

	for (size_t i = 0; i < proposals->n; i++)
		if (!proposals->at[i].withdrawn && !proposals->at[i].superseded_by &&
		    strcmp(proposals->at[i].member, member) == 0)
			mine++;
	for (size_t i = 0; i < objective->n_fields; i++) {
		const rap_field *field = &objective->fields[i];
		bool draft = field->type == RAP_FIELD_PROPOSALS && field->draft;
		bool done = rap_record_settled(answers, member, field->id) || (draft && mine > 0);

		if (draft)
			s.proposals = mine;
		s.answered += done;
		s.required += field->required;
		s.required_answered += field->required && done;
		s.unclear += is_open(answers, member, field->id);
	}
	return s;
}
