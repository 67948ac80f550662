// SPDX-License-Identifier: Apache-2.0
/* Decisions about proposals: the last one holds, the others stay, and since when a proposal is in the text. */
#include "tests/unit/daemon/store_world.h"

#include "store/decision.h"

static int64_t proposal; /* id of MN-1 */

static int enter_with_proposal(void **state)
{
	rap_proposal p = {.paragraph = rap_strdup("P1"),
	                  .action = RAP_ACTION_REPLACE,
	                  .text = rap_strdup("words"),
	                  .words = rap_strdup("words")};
	rap_proposal_rows rows;
	long number = 0;

	if (enter(state) != 0)
		return -1;
	DO(rap_proposal_add(store, add_mail("a", 1), "MN", "o@x", 10, &p, &number));
	free(p.paragraph);
	free(p.text);
	free(p.words);
	DO(rap_proposals_get(store, "MN", false, &rows));
	proposal = rows.at[0].id;
	rap_proposal_rows_done(&rows);
	return 0;
}

static void decide(rap_disposition disposition, const char *text, const char *reason)
{
	rap_decision decision = {.proposal_id = proposal,
	                         .disposition = disposition,
	                         .text = rap_strdup(text),
	                         .reason = rap_strdup(reason),
	                         .by = rap_strdup("secretariat"),
	                         .at = 20};

	DO(rap_decision_add(store, &decision));
	free(decision.text);
	free(decision.reason);
	free(decision.by);
}

static void test_words_and_verbs_are_dispositions(void **state)
{
	static const struct {
		const char *words;
		rap_disposition want;
	} table[] = {
		{"accept", RAP_DISPOSITION_ACCEPTED},
		{"Accepted", RAP_DISPOSITION_ACCEPTED},
		{"modify", RAP_DISPOSITION_MODIFIED},
		{"accepted with modification", RAP_DISPOSITION_MODIFIED},
		{"decline", RAP_DISPOSITION_DECLINED},
		{"NOT ACCEPTED", RAP_DISPOSITION_DECLINED},
		{"note", RAP_DISPOSITION_NOTED},
		{"noted", RAP_DISPOSITION_NOTED},
		{"meeting", RAP_DISPOSITION_MEETING},
		{"for the meeting", RAP_DISPOSITION_MEETING},
	};
	rap_disposition got;

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		assert_true(rap_disposition_parse(table[i].words, &got));
		assert_int_equal(got, table[i].want);
		assert_true(rap_disposition_parse(rap_disposition_text(got), &got));
		assert_int_equal(got, table[i].want);
	}
	assert_false(rap_disposition_parse("", &got));
	assert_false(rap_disposition_parse("acceptable", &got));
	assert_false(rap_disposition_parse("not accepted ", &got));
}

static void test_history_is_kept(void **state)
{
	rap_decisions all;

	(void)state;
	decide(RAP_DISPOSITION_DECLINED, NULL, "too long");
	decide(RAP_DISPOSITION_MODIFIED, "other words", "shorter");
	DO(rap_decisions_get(store, proposal, &all));
	assert_int_equal(all.n, 2);
	assert_int_equal(all.at[0].disposition, RAP_DISPOSITION_DECLINED);
	assert_string_equal(all.at[0].reason, "too long");
	assert_null(all.at[0].text);
	assert_string_equal(all.at[1].text, "other words");
	assert_string_equal(all.at[1].by, "secretariat");
	assert_int_equal(all.at[1].at, 20);
	rap_decisions_done(&all);
	DO(rap_decisions_get(store, proposal + 1, &all));
	assert_int_equal(all.n, 0);
	DO(rap_decisions_get(store, 0, &all));
	assert_int_equal(all.n, 2);
	rap_decisions_done(&all);
}

static void test_an_unknown_proposal_is_not_decided(void **state)
{
	rap_decision decision = {.proposal_id = proposal + 1, .by = rap_strdup("secretariat")};

	(void)state;
	assert_int_equal(rap_decision_add(store, &decision), RAP_E_NOT_FOUND);
	free(decision.by);
}

/* "disposition/text/reason, decision, taken since" of MN-1. */
static void assert_row(const char *want)
{
	rap_buf out = rap_buf_init(10000);
	rap_proposal_rows rows;

	DO(rap_proposals_get(store, NULL, true, &rows));
	assert_int_equal(rows.n, 1);
	rap_buf_printf(&out, "%s/%s/%s, %lld, %lld", rows.at[0].disposition,
	               rows.at[0].decision_text ? rows.at[0].decision_text : "-",
	               rows.at[0].decision_reason ? rows.at[0].decision_reason : "-",
	               (long long)rows.at[0].decision_id, (long long)rows.at[0].taken_by);
	rap_proposal_rows_done(&rows);
	assert_string_equal(rap_buf_text(&out), want);
	rap_buf_done(&out);
}

static void test_the_last_one_holds(void **state)
{
	(void)state;
	assert_row("for the meeting/-/-, 0, 0");
	decide(RAP_DISPOSITION_ACCEPTED, NULL, NULL);
	assert_row("accepted/-/-, 1, 1");
	decide(RAP_DISPOSITION_MODIFIED, "t", "r");
	assert_row("accepted with modification/t/r, 2, 1");
	decide(RAP_DISPOSITION_MEETING, NULL, NULL);
	assert_row("for the meeting/-/-, 3, 0");
	decide(RAP_DISPOSITION_ACCEPTED, NULL, NULL);
	decide(RAP_DISPOSITION_ACCEPTED, NULL, "still");
	assert_row("accepted/-/still, 5, 4");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, enter_with_proposal, leave)
	const struct CMUnitTest tests[] = {
		TEST(test_words_and_verbs_are_dispositions),
		TEST(test_history_is_kept),
		TEST(test_an_unknown_proposal_is_not_decided),
		TEST(test_the_last_one_holds),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
