// SPDX-License-Identifier: Apache-2.0
/* Positions of States on the draft; see position.h. */
#include "report/position.h"

#include "common/mem.h"
#include "report/record.h"

#include <stdlib.h>

/* Canonical words of the lexicon's choices. */
#define SUPPORT "support"
#define WITH_CHANGES "support with changes"

static bool asks_position(const rap_field *field)
{
	return field->type == RAP_FIELD_CHOICE && rap_strv_has(&field->options, SUPPORT);
}

static const rap_objective *of_draft(const rap_consultation *c)
{
	for (size_t i = 0; i < c->n_objectives; i++)
		for (size_t j = 0; j < c->objectives[i].n_fields; j++)
			if (c->objectives[i].fields[j].draft)
				return &c->objectives[i];
	return NULL;
}

const rap_field *rap_position_field(const rap_consultation *c)
{
	const rap_objective *o = of_draft(c);

	for (size_t i = 0; o && i < o->n_fields; i++)
		if (asks_position(&o->fields[i]))
			return &o->fields[i];
	return NULL;
}

static bool is_support(const rap_answer_row *row)
{
	rap_value value = {0};
	bool support;

	if (row->status != RAP_ANSWER_OK || !row->value ||
	    rap_value_decode(row->value, &value) != RAP_OK)
		return false;
	support = value.kind == RAP_VALUE_TEXT &&
	          (strcmp(value.text, SUPPORT) == 0 || strcmp(value.text, WITH_CHANGES) == 0);
	rap_value_done(&value);
	return support;
}

bool rap_position_differs(const rap_papers *papers, const rap_field *field)
{
	for (size_t i = 0; asks_position(field) && i < papers->answers.n; i++)
		if (strcmp(papers->answers.at[i].field, field->id) == 0 &&
		    !papers->answers.at[i].superseded_by && !is_support(&papers->answers.at[i]))
			return true;
	return false;
}

void rap_position_supporters(const rap_papers *papers, bool *ret_on)
{
	const rap_consultation *c = papers->desk->consultation;
	const rap_field *whole = rap_position_field(c);
	const rap_objective *draft = of_draft(c);
	bool *other = rap_calloc(c->n_members + 1, sizeof *other);

	memset(ret_on, 0, c->n_members * sizeof *ret_on);
	for (size_t i = 0; whole && i < papers->answers.n; i++) {
		const rap_answer_row *row = &papers->answers.at[i];
		const rap_objective *of = NULL;
		const rap_field *field = rap_consultation_field(c, row->field, &of);

		if (!field || of != draft || !asks_position(field) || row->superseded_by)
			continue;
		if (!is_support(row))
			rap_papers_mark(papers, row->member, other);
		else if (field == whole && row->at >= papers->since)
			rap_papers_mark(papers, row->member, ret_on);
	}
	for (size_t i = 0; i < c->n_members; i++)
		ret_on[i] = ret_on[i] && !other[i];
	free(other);
}
