/* SPDX-License-Identifier: Apache-2.0 */
/* Proposals of every kind, and decisions about them, put on record for tests of the draft. */
#ifndef RAP_TESTS_PROPOSING_H
#define RAP_TESTS_PROPOSING_H

#include "stage.h"
#include "store/decision.h"

typedef struct wish {
	const char *mark;
	rap_action action;
	rap_proposal_type type;
	rap_answer_status status;
	const char *text, *words, *reason, *base;
} wish;

/* Of the latest mail. Its number, 0: nothing new. */
static inline long propose(stage *s, const wish *w)
{
	rap_proposal *p = rap_reading_proposal(s->reading);
	long number = 0;

	p->paragraph = rap_strdup(w->mark);
	p->action = w->action;
	p->type = w->type;
	p->status = w->status;
	p->text = w->text ? rap_strdup(w->text) : NULL;
	p->words = rap_strdup(w->words ? w->words : w->text ? w->text : "");
	p->reason = w->reason ? rap_strdup(w->reason) : NULL;
	p->base_revision = rap_strdup(w->base ? w->base : "Zero draft");
	p->where = rap_strdup("text");
	assert_int_equal(rap_proposal_add(s->desk.store, s->mail, s->member, s->author, s->mail_at,
	                                  p, &number),
	                 RAP_OK);
	return number;
}

static inline void mail(stage *s, const char *when, const char *member)
{
	stage_mail(s, when, member, "focal@point.example", "Re: draft", RAP_VERDICT_ACCEPTED, NULL);
}

static inline void decide(stage *s, const char *member, long number, rap_disposition disposition,
                          const char *text, const char *reason)
{
	rap_proposal_rows rows;
	rap_decision d = {.disposition = disposition,
	                  .text = (char *)(uintptr_t)text,
	                  .reason = (char *)(uintptr_t)reason,
	                  .by = (char *)(uintptr_t) "secretariat",
	                  .at = s->desk.now};

	assert_int_equal(rap_proposals_get(s->desk.store, member, false, &rows), RAP_OK);
	for (size_t i = 0; i < rows.n; i++)
		if (rows.at[i].number == number)
			d.proposal_id = rows.at[i].id;
	rap_proposal_rows_done(&rows);
	if (rap_decision_add(s->desk.store, &d) != RAP_OK)
		fail_msg("%s", rap_store_problem(s->desk.store));
}

#endif
