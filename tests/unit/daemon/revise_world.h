/* SPDX-License-Identifier: Apache-2.0 */
/* A draft on record, proposals on it, decisions about them, and the next revision. */
#ifndef RAP_TESTS_REVISE_WORLD_H
#define RAP_TESTS_REVISE_WORLD_H

#include "tests/unit/daemon/store_world.h"

#include "report/revise.h"
#include "store/decision.h"

static char jp[] = "JP", japan[] = "Japan", mn[] = "MN", mongolia[] = "Mongolia";
static rap_member members[] = {{.code = jp, .name = japan}, {.code = mn, .name = mongolia}};
static rap_round_plan rounds[] = {{.id = 1}, {.id = 2}, {.id = 3}};
static const rap_consultation consultation = {
	.members = members, .n_members = 2, .rounds = rounds, .n_rounds = 3};
static rap_desk desk;
static rap_draft draft;

static const char zero[] = "# Plan\n"
			   "\n"
			   "[P1] Member States shall\n"
			   "report *every* year.\n"
			   "\n"
			   "<!-- a note of ours -->\n"
			   "\n"
			   "[P2] By 2025 they will:\n"
			   "\n"
			   "- [P2 (a)] reduce the\n"
			   "  pressures;\n"
			   "- [P2 (b)] share findings.\n"
			   "\n"
			   "## Means\n"
			   "[P3] The plan binds nobody.\n";

static inline void put_revision(long round, int64_t at, const char *revision, const char *markdown)
{
	rap_diags diags = {0};

	DO(rap_round_open(store, round, at, at + 1000));
	DO(rap_draft_put(store, round, revision, markdown));
	rap_draft_done(&draft);
	assert_true(rap_draft_parse(rap_slice_of(markdown), "draft", &diags, &draft));
	draft.revision = rap_strdup(revision);
	rap_diags_done(&diags);
	desk = (rap_desk){
		.consultation = &consultation, .store = store, .draft = &draft, .round = round};
}

static inline void put_draft(long round, int64_t at, const char *markdown)
{
	put_revision(round, at, "Zero draft", markdown);
}

static inline int enter_with_draft(void **state)
{
	if (enter(state) != 0)
		return -1;
	put_draft(1, 100, zero);
	return 0;
}

static inline int leave_draft(void **state)
{
	rap_draft_done(&draft);
	return leave(state);
}

static const char *made_on; /* revision; NULL: it is not known */

/* By an author of its own, so that none corrects another. */
static inline int64_t propose(const char *member, const char *mark, rap_action action,
                              const char *text)
{
	static unsigned mails;
	char name[32]; /* a number and a word */
	rap_proposal p = {.paragraph = rap_strdup(mark),
	                  .action = action,
	                  .text = rap_strdup(text),
	                  .base_revision = rap_strdup(made_on),
	                  .words = rap_strdup(text ? text : "-")};
	rap_proposal_rows rows;
	long number = 0;
	int64_t id = 0;

	snprintf(name, sizeof name, "mail %u", mails++);
	DO(rap_proposal_add(store, add_mail(name, 110), member, name, 110, &p, &number));
	free(p.paragraph);
	free(p.text);
	free(p.words);
	free(p.base_revision);
	DO(rap_proposals_get(store, member, false, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (rows.at[i].number == number)
			id = rows.at[i].id;
	rap_proposal_rows_done(&rows);
	return id;
}

static inline void decide(int64_t proposal, rap_disposition disposition, const char *text,
                          int64_t at)
{
	rap_decision decision = {.proposal_id = proposal,
	                         .disposition = disposition,
	                         .text = rap_strdup(text),
	                         .by = rap_strdup("secretariat"),
	                         .at = at};

	DO(rap_decision_add(store, &decision));
	free(decision.text);
	free(decision.by);
}

static inline void accept(int64_t proposal)
{
	decide(proposal, RAP_DISPOSITION_ACCEPTED, NULL, 120);
}

static rap_proposal_rows rows;
static rap_revised revised;

static inline void revise(void)
{
	DO(rap_proposals_get(store, NULL, true, &rows));
	DO(rap_revise_make(&desk, &rows, &revised));
}

static inline void revise_done(void)
{
	rap_revised_done(&revised);
	rap_proposal_rows_done(&rows);
}

#define REPLACE RAP_ACTION_REPLACE
#define BEHIND RAP_ACTION_INSERT_AFTER
#define DELETE RAP_ACTION_DELETE

#endif
