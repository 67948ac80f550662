// SPDX-License-Identifier: Apache-2.0
/* What a State still owes: required fields without a clear answer, and requests it said nothing to. */
#include "report/owed.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/report.h"

#include <stdlib.h>

static bool has_proposals(const rap_proposal_rows *proposals, const char *member)
{
	for (size_t i = 0; i < proposals->n; i++)
		if (!proposals->at[i].withdrawn && !proposals->at[i].superseded_by &&
		    strcmp(proposals->at[i].member, member) == 0)
			return true;
	return false;
}

static bool has_answer(const rap_answer_rows *answers, const char *member, const char *field)
{
	for (size_t i = 0; i < answers->n; i++)
		if (!answers->at[i].superseded_by && strcmp(answers->at[i].field, field) == 0 &&
		    strcmp(answers->at[i].member, member) == 0)
			return true;
	return false;
}

bool rap_owed_silent(const rap_desk *desk, const rap_member *member,
                     const rap_request_plan *request, const rap_answer_rows *answers,
                     const rap_proposal_rows *proposals)
{
	for (size_t i = 0; i < request->n_objectives; i++) {
		const rap_objective *o =
			rap_consultation_objective(desk->consultation, request->objectives[i]);

		for (size_t j = 0; o && j < o->n_fields; j++) {
			if (has_answer(answers, member->code, o->fields[j].id))
				return false;
			if (o->fields[j].draft && has_proposals(proposals, member->code))
				return false;
		}
	}
	return true;
}

static bool owes(const rap_field *field, const rap_member *member, const rap_answer_rows *answers,
                 const rap_proposal_rows *proposals)
{
	if (!field->required || rap_record_settled(answers, member->code, field->id))
		return false;
	return !(field->draft && has_proposals(proposals, member->code));
}

rap_owed_list rap_owed_of(const rap_desk *desk, const rap_member *member,
                          const rap_answer_rows *answers, const rap_proposal_rows *proposals)
{
	const rap_consultation *c = desk->consultation;
	rap_owed_list list = {0};

	list.fields = rap_calloc(RAP_LIMIT_FIELDS, sizeof *list.fields);
	list.requests = rap_calloc(c->n_requests + 1, sizeof *list.requests);
	for (size_t r = 0; r < c->n_requests; r++) {
		const rap_request_plan *request = &c->requests[r];
		size_t before = list.n_fields;

		for (size_t i = 0; i < request->n_objectives; i++) {
			const rap_objective *o =
				rap_consultation_objective(c, request->objectives[i]);

			for (size_t j = 0; o && j < o->n_fields; j++)
				if (owes(&o->fields[j], member, answers, proposals) &&
				    list.n_fields < RAP_LIMIT_FIELDS)
					list.fields[list.n_fields++] = &o->fields[j];
		}
		if (list.n_fields > before ||
		    rap_owed_silent(desk, member, request, answers, proposals))
			list.requests[list.n_requests++] = request;
	}
	return list;
}

void rap_owed_done(rap_owed_list *list)
{
	free(list->fields);
	free(list->requests);
	*list = (rap_owed_list){0};
}

rap_err rap_owed(const rap_desk *desk, const rap_member *member, rap_strv *ret_fields,
                 rap_strv *ret_requests)
{
	rap_answer_rows answers;
	rap_proposal_rows proposals = {0};
	rap_err err = rap_record_answers(desk, member->code, false, &answers);

	if (err == RAP_OK)
		err = rap_record_proposals(desk, member->code, false, &proposals);
	if (err == RAP_OK) {
		rap_owed_list list = rap_owed_of(desk, member, &answers, &proposals);

		*ret_fields = *ret_requests = (rap_strv){0};
		for (size_t i = 0; i < list.n_fields; i++)
			rap_strv_add(ret_fields, list.fields[i]->id);
		for (size_t i = 0; i < list.n_requests; i++)
			rap_strv_add(ret_requests, list.requests[i]->id);
		rap_owed_done(&list);
	}
	rap_answer_rows_done(&answers);
	rap_proposal_rows_done(&proposals);
	return err;
}
