// SPDX-License-Identifier: Apache-2.0
/*
 * The compiled text: a draft with everything that can happen to it, compared with tests/golden/compiled.* byte by byte
 * (looked at; after a wanted change: RAP_GOLDEN_UPDATE=1, and look again), and records at random, of which no proposal
 * may be missing in any format, whatever its words. COUNT: how many records.
 */
#include "golden.h"
#include "store/decision.h"
#include "tests/unit/daemon/read_back.h"

/* ---- proposals ------------------------------------------------------------------------------------------ */

typedef struct wish {
	const char *mark;
	rap_action action;
	rap_proposal_type type;
	rap_answer_status status;
	const char *text, *words, *reason, *base;
} wish;

/* Of the latest mail. Its number, 0: nothing new. */
static long propose(stage *s, const wish *w)
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

static void changes(stage *s, const char *mark, const char *from, const char *to,
                    rap_proposal_type type, const char *reason)
{
	char *text = stage_changed(s, mark, from, to);

	propose(s, &(wish){.mark = mark,
	                   .action = RAP_ACTION_REPLACE,
	                   .type = type,
	                   .text = text,
	                   .reason = reason});
	free(text);
}

static void says(stage *s, const char *mark, const char *words)
{
	propose(s, &(wish){.mark = mark, .action = RAP_ACTION_COMMENT, .words = words});
}

static void mail(stage *s, const char *when, const char *member)
{
	stage_mail(s, when, member, "focal@point.example", "Re: draft", RAP_VERDICT_ACCEPTED, NULL);
}

static void decide(stage *s, const char *member, long number, rap_disposition disposition,
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

/* ---- a draft with everything ---------------------------------------------------------------------------- */

static void china(stage *s)
{
	mail(s, "2020-07-20T09:00:00", "CN");
	stage_answer(s, "2.6", "中方感谢秘书处编写的零草案，总体支持。", NULL, RAP_ANSWER_OK);
	changes(s, "P3", "shall", "should", RAP_PROPOSAL_SUBSTANTIVE, NULL);
	changes(s, "P6", "clear purpose", "clear and agreed purpose", RAP_PROPOSAL_SUBSTANTIVE,
	        NULL);
	changes(s, "P1", " intend", " aim", RAP_PROPOSAL_EDITORIAL, "style");
	says(s, "P8", "中方保留立场。");
}

static void korea_and_russia(stage *s)
{
	mail(s, "2020-07-20T10:00:00", "KP");
	propose(s, &(wish){.mark = "P5",
	                   .action = RAP_ACTION_DELETE,
	                   .reason = "repeats paragraph 4"});
	propose(s, &(wish){.mark = "P7 (d)",
	                   .action = RAP_ACTION_REPLACE,
	                   .status = RAP_ANSWER_UNCLEAR,
	                   .words = "see our letter of last year"});
	mail(s, "2020-07-20T11:00:00", "RU");
	stage_answer(s, "2.14", "резервируем позицию", NULL, RAP_ANSWER_RESERVE);
	stage_answer(s, "2.6",
	             "Проект в целом приемлем.\n\nПросим учесть:\n- сроки отчётности;\n- ресурсы.",
	             NULL, RAP_ANSWER_OK);
	changes(s, "P6", " that run for several years,", "", RAP_PROPOSAL_SUBSTANTIVE, "resources");
	propose(s, &(wish){.mark = "P5", .action = RAP_ACTION_DELETE});
	propose(s, &(wish){.mark = "P10",
	                   .action = RAP_ACTION_INSERT_AFTER,
	                   .text = "Russian shall be a working language of the Programme."});
	says(s, "P2 (b)", "How will the use of findings be measured?");
}

static void japan(stage *s)
{
	mail(s, "2020-07-21T12:00:00", "JP");
	stage_answer(s, "2.4",
	             "The plan should name the goals it serves,\nabove all goals 13 and 15.", NULL,
	             RAP_ANSWER_OK);
	changes(s, "P3", "shall", "should", RAP_PROPOSAL_SUBSTANTIVE, NULL);
	changes(s, "P6", "clear purpose", "clear, measurable purpose", RAP_PROPOSAL_SUBSTANTIVE,
	        "so that results can be compared");
	propose(s, &(wish){.mark = "P9",
	                   .action = RAP_ACTION_REPLACE,
	                   .text = "The Secretariat will invite cities and research institutes to "
	                           "annual "
	                           "open days.",
	                   .reason = "The paragraph is too long.\n\nA short one serves better."});
	changes(s, "P8", "the end of 2021", "mid-2022", RAP_PROPOSAL_SUBSTANTIVE, NULL);
}

static void mongolia_and_republic(stage *s)
{
	mail(s, "2020-07-21T13:00:00", "MN");
	changes(s, "P3", "shall", "should", RAP_PROPOSAL_SUBSTANTIVE,
	        "voluntary nature of the Plan");
	changes(s, "P9", "Each platform", "Every platform", RAP_PROPOSAL_EDITORIAL, NULL);
	propose(s, &(wish){.mark = "P10",
	                   .action = RAP_ACTION_INSERT_AFTER,
	                   .text = "Member States may publish translations of whole documents."});
	says(s, "P42", "Where has this paragraph gone?");
	propose(s, &(wish){.mark = "P2 (a)",
	                   .action = RAP_ACTION_DELETE,
	                   .reason = "agreed elsewhere"});
	mail(s, "2020-07-21T14:00:00", "KR");
	propose(s,
	        &(wish){.mark = "P9",
	                .action = RAP_ACTION_REPLACE,
	                .text = "Decisions remain intergovernmental. Cities, institutes and civil "
	                        "society may observe."});
	propose(s, &(wish){.mark = "P10",
	                   .action = RAP_ACTION_INSERT_AFTER,
	                   .text = "Member States may publish translations of whole documents."});
	changes(s, "P4", "shall respect", "is without prejudice to", RAP_PROPOSAL_SUBSTANTIVE,
	        NULL);
	changes(s, "P7 (b)", "national", "existing national", RAP_PROPOSAL_TRANSLATION, NULL);
	says(s, "P1", "We can accept this paragraph as it stands.");
}

static void later(stage *s)
{
	mail(s, "2020-07-22T06:00:00", "MN");
	changes(s, "P9", "Each platform", "Each of the platforms", RAP_PROPOSAL_EDITORIAL, NULL);
	assert_int_equal(rap_proposal_withdraw(s->desk.store, s->mail, "MN", 5), RAP_OK);
	decide(s, "CN", 3, RAP_DISPOSITION_ACCEPTED, NULL, NULL);
	decide(s, "KR", 3, RAP_DISPOSITION_MODIFIED, "is subject to", "closer to the text of 2016");
	decide(s, "KP", 1, RAP_DISPOSITION_DECLINED, NULL, "the legal status has to be said");
	decide(s, "KR", 5, RAP_DISPOSITION_NOTED, NULL, NULL);
}

static stage *full_stage(void)
{
	stage *s = stage_open("2020-07-22T08:00:00");

	china(s);
	korea_and_russia(s);
	japan(s);
	mongolia_and_republic(s);
	later(s);
	return s;
}

static void test_a_draft_with_everything(void **state)
{
	stage *s = full_stage();
	rap_compiled compiled;

	(void)state;
	assert_int_equal(rap_compiled_make(&s->desk, &compiled), RAP_OK);
	golden("compiled.md", rap_slice_of(compiled.markdown));
	golden("compiled.html", rap_slice_of(compiled.html));
	golden("compiled.txt", rap_slice_of(compiled.text));
	rap_compiled_done(&compiled);
	stage_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_draft_with_everything),
	};

	return cmocka_run_group_tests_name("compiled", tests, NULL, NULL);
}
