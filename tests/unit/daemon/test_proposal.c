// SPDX-License-Identifier: Apache-2.0
/* Proposals: numbers, corrections, withdrawals, and what two authors of a State want of one paragraph. */
#include "tests/unit/daemon/store_world.h"

#include <sqlite3.h>

static int64_t mail;

static int enter_with_mail(void **state)
{
	if (enter(state) != 0)
		return -1;
	mail = add_mail("a", 1);
	return 0;
}

static void next_mail(const char *text)
{
	mail = add_mail(text, 2);
}

/* Proposes for a member; the number, 0 when nothing changed. */
static long propose_for(const char *member, const char *author, const char *paragraph,
                        rap_action action, const char *words)
{
	rap_proposal proposal = {
		.paragraph = rap_strdup(paragraph), .action = action, .words = rap_strdup(words)};
	long number = -1;

	if (action == RAP_ACTION_REPLACE || action == RAP_ACTION_INSERT_AFTER)
		proposal.text = rap_strdup(words);
	DO(rap_proposal_add(store, mail, member, author, 10, &proposal, &number));
	free(proposal.paragraph);
	free(proposal.words);
	free(proposal.text);
	return number;
}

static long propose(const char *author, const char *paragraph, rap_action action, const char *words)
{
	return propose_for("MN", author, paragraph, action, words);
}

/* "number:words" of the standing proposals of MN, by number. */
static void assert_stands(const char *want)
{
	rap_buf out = rap_buf_init(10000);
	rap_proposal_rows rows;

	DO(rap_proposals_get(store, "MN", false, &rows));
	for (size_t i = 0; i < rows.n; i++)
		rap_buf_printf(&out, "%s%ld:%s", i ? " " : "", rows.at[i].number, rows.at[i].words);
	rap_proposal_rows_done(&rows);
	assert_string_equal(rap_buf_text(&out), want);
	rap_buf_done(&out);
}

#define REPLACE RAP_ACTION_REPLACE
#define COMMENT RAP_ACTION_COMMENT

static void test_numbers_count_per_member(void **state)
{
	(void)state;
	assert_int_equal(propose("o@x", "P1", REPLACE, "a"), 1);
	assert_int_equal(propose("o@x", "P2", REPLACE, "b"), 2);
	assert_int_equal(propose_for("KR", "l@y", "P1", REPLACE, "c"), 1);
	assert_int_equal(propose("t@x", "P3", RAP_ACTION_DELETE, "d"), 3);
	assert_stands("1:a 2:b 3:d");
}

static void test_a_correction_keeps_the_number(void **state)
{
	rap_proposal_rows rows;

	(void)state;
	(void)propose("o@x", "P1", REPLACE, "a");
	next_mail("b");
	assert_int_equal(propose("O@x", "P1", REPLACE, "b"), 1);
	assert_int_equal(propose("o@x", "P1", COMMENT, "c"),
	                 2); /* another action is another wish */
	assert_int_equal(propose("o@x", "P2", REPLACE, "d"), 3);
	assert_stands("1:b 2:c 3:d");
	DO(rap_proposals_get(store, "MN", true, &rows));
	assert_int_equal(rows.n, 4);
	assert_string_equal(rows.at[0].words, "a");
	assert_int_equal(rows.at[0].superseded_by, rows.at[1].id);
	assert_int_equal(rows.at[1].superseded_by, 0);
	rap_proposal_rows_done(&rows);
}

static void test_the_same_again_changes_nothing(void **state)
{
	(void)state;
	assert_int_equal(propose("o@x", "P1", REPLACE, "a"), 1);
	assert_int_equal(propose("o@x", "P1", REPLACE, "a"), 0);
	next_mail("b");
	assert_int_equal(propose("o@x", "P1", REPLACE, "a"), 0);
	assert_int_equal(propose("t@x", "P1", REPLACE, "a"), 0); /* the State wants it already */
	assert_stands("1:a");
}

static void test_two_authors_have_a_proposal_each(void **state)
{
	(void)state;
	assert_int_equal(propose("o@x", "P1", REPLACE, "a"), 1);
	next_mail("b");
	assert_int_equal(propose("t@x", "P1", REPLACE, "b"), 2);
	next_mail("c");
	assert_int_equal(propose("t@x", "P1", REPLACE, "c"), 2);
	assert_stands("1:a 2:c");
}

/* One mail of o@x with so many things about P1; how many stand anew. */
static size_t say(rap_action action, const char *const *words, size_t n)
{
	rap_proposal all[4] = {0};
	size_t changes = 99;

	for (size_t i = 0; i < n; i++) {
		all[i] = (rap_proposal){.paragraph = rap_strdup("P1"),
		                        .action = action,
		                        .words = rap_strdup(words[i])};
		if (action != COMMENT)
			all[i].text = rap_strdup(words[i]);
	}
	DO(rap_proposals_add(store, mail, "MN", "o@x", 10, all, n, &changes));
	for (size_t i = 0; i < n; i++) {
		free(all[i].paragraph);
		free(all[i].words);
		free(all[i].text);
	}
	return changes;
}

static const struct {
	const char *name, *first[4], *second[4];
	size_t changes;
	const char *want;
} mails[] = {
	{"two are two", {"a", "b"}, {NULL}, 0, "1:a 2:b"},
	{"the first corrected, the second said again", {"a", "b"}, {"x", "b"}, 1, "1:x 2:b"},
	{"the second corrected, the first said again", {"a", "b"}, {"a", "x"}, 1, "1:a 2:x"},
	{"said again in another order", {"a", "b"}, {"b", "x"}, 1, "1:x 2:b"},
	{"both corrected", {"a", "b"}, {"x", "y"}, 2, "1:x 2:y"},
	{"both corrected, in another order, and like what they correct",
         {"water is scarce", "air is bad"},
         {"air is very bad", "water is very scarce"},
         2,
         "1:water is very scarce 2:air is very bad"},
	{"one of two is corrected: the one it is like",
         {"water is scarce", "air is bad"},
         {"air is very bad"},
         1,
         "1:water is scarce 2:air is very bad"},
	{"one beside two, like neither: nothing is lost",
         {"water is scarce", "air is bad"},
         {"12345"},
         1,
         "1:water is scarce 2:air is bad 3:12345"},
	{"one becomes two: the like one keeps the number",
         {"air is bad"},
         {"12345", "air is very bad"},
         2,
         "1:air is very bad 2:12345"},
	{"one becomes two unlike ones", {"air is bad"}, {"x", "y"}, 2, "1:x 2:y"},
	{"one, and another: it is corrected", {"air is bad"}, {"x"}, 1, "1:x"},
};

static void check_two_mails(rap_action action)
{
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++) {
		rap_buf name = rap_buf_init(64);
		size_t n = 0, m = 0;

		while (n < 4 && mails[i].first[n])
			n++;
		while (m < 4 && mails[i].second[m])
			m++;
		DO(rap_store_begin(store));
		rap_buf_printf(&name, "mail %zu", i);
		next_mail(rap_buf_text(&name));
		assert_int_equal(say(action, mails[i].first, n), n);
		rap_buf_printf(&name, "b");
		next_mail(rap_buf_text(&name));
		if (say(action, mails[i].second, m) != mails[i].changes)
			fail_msg("%s", mails[i].name);
		assert_stands(mails[i].want);
		rap_store_rollback(store);
		rap_buf_done(&name);
	}
}

static void test_what_a_later_mail_corrects(void **state)
{
	(void)state;
	check_two_mails(COMMENT);
	check_two_mails(RAP_ACTION_INSERT_AFTER);
	check_two_mails(REPLACE);
}

/* An officer releases it after its author has said something else. */
static void test_a_mail_that_waited_takes_back_nothing_later(void **state)
{
	int64_t early = mail;
	rap_proposal_rows rows;

	(void)state;
	next_mail("late");
	assert_int_equal(propose("o@x", "P1", REPLACE, "later words"), 1);
	mail = early;
	assert_int_equal(propose("o@x", "P1", REPLACE, "earlier words"), 0);
	assert_stands("1:later words");
	DO(rap_proposals_get(store, "MN", true, &rows));
	assert_int_equal(rows.n, 2);
	assert_string_equal(rows.at[1].words, "earlier words");
	assert_int_equal(rows.at[1].number, 1);
	assert_int_equal(rows.at[1].superseded_by, rows.at[0].id);
	rap_proposal_rows_done(&rows);
	/* what it says of other paragraphs stands */
	assert_int_equal(propose("o@x", "P2", REPLACE, "earlier words"), 2);
}

/* Withdrawn, made again, corrected, withdrawn again: every number means one wish for ever. */
static void test_a_withdrawn_number_does_not_come_back(void **state)
{
	rap_proposal_rows rows;
	long last = 0;

	(void)state;
	for (int i = 0; i < 5; i++) {
		rap_buf name = rap_buf_init(64);
		long number;

		rap_buf_printf(&name, "again %d", i);
		next_mail(rap_buf_text(&name));
		number = propose("o@x", "P1", REPLACE, "a");
		assert_true(number > last);
		last = number;
		rap_buf_str(&name, " better");
		next_mail(rap_buf_text(&name));
		assert_int_equal(propose("o@x", "P1", REPLACE, "a better"), number);
		rap_buf_str(&name, " gone");
		next_mail(rap_buf_text(&name));
		DO(rap_proposal_withdraw(store, mail, "MN", number));
		assert_int_equal(rap_proposal_withdraw(store, mail, "MN", number), RAP_E_NOT_FOUND);
		assert_stands("");
		rap_buf_done(&name);
	}
	DO(rap_proposals_get(store, "MN", true, &rows));
	assert_int_equal(rows.n, 10);
	for (size_t i = 0; i < rows.n; i++) {
		assert_int_equal(rows.at[i].number, i / 2 + 1);
		assert_int_equal(rows.at[i].withdrawn, i % 2 == 1);
		assert_int_equal(rows.at[i].superseded_by != 0, i % 2 == 0);
	}
	rap_proposal_rows_done(&rows);
}

static void test_withdrawn_numbers_are_not_used_again(void **state)
{
	rap_proposal_rows rows;

	(void)state;
	(void)propose("o@x", "P1", REPLACE, "a");
	(void)propose("o@x", "P2", REPLACE, "b");
	next_mail("w");
	assert_int_equal(rap_proposal_withdraw(store, mail, "MN", 3), RAP_E_NOT_FOUND);
	assert_int_equal(rap_proposal_withdraw(store, mail, "KR", 2), RAP_E_NOT_FOUND);
	DO(rap_proposal_withdraw(store, mail, "MN", 2));
	assert_int_equal(rap_proposal_withdraw(store, mail, "MN", 2), RAP_E_NOT_FOUND);
	assert_stands("1:a");
	DO(rap_proposals_of_mail(store, mail, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.at[0].number, 2);
	assert_true(rows.at[0].withdrawn);
	rap_proposal_rows_done(&rows);
	next_mail("c");
	assert_int_equal(propose("o@x", "P2", REPLACE, "b"), 3);
	assert_int_equal(propose("o@x", "P3", REPLACE, "c"), 4);
	assert_stands("1:a 3:b 4:c");
}

static void test_withdrawing_takes_the_latest_version(void **state)
{
	rap_proposal_rows rows;

	(void)state;
	(void)propose("o@x", "P1", REPLACE, "a");
	next_mail("b");
	(void)propose("o@x", "P1", REPLACE, "b");
	DO(rap_proposal_withdraw(store, mail, "MN", 1));
	assert_stands("");
	DO(rap_proposals_get(store, "MN", true, &rows));
	assert_int_equal(rows.n, 2);
	assert_false(rows.at[0].withdrawn);
	assert_true(rows.at[1].withdrawn);
	rap_proposal_rows_done(&rows);
}

static void test_get_gives_back_every_column(void **state)
{
	rap_proposal proposal = {
		.paragraph = (char[]){"P2 (a)"},
		.action = RAP_ACTION_INSERT_AFTER,
		.text = (char[]){"New text"},
		.reason = (char[]){"why"},
		.type = RAP_PROPOSAL_TRANSLATION,
		.base_revision = (char[]){"Zero draft"},
		.words = (char[]){"typed"},
		.status = RAP_ANSWER_UNCLEAR,
	};
	rap_proposal_rows rows;
	long number;

	(void)state;
	DO(rap_proposal_add(store, mail, "MN", "o@x", 77, &proposal, &number));
	DO(rap_proposals_get(store, NULL, false, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.at[0].mail_id, mail);
	assert_int_equal(rows.at[0].at, 77);
	assert_string_equal(rows.at[0].member, "MN");
	assert_string_equal(rows.at[0].author, "o@x");
	assert_int_equal(rows.at[0].number, number);
	assert_string_equal(rows.at[0].paragraph, "P2 (a)");
	assert_string_equal(rows.at[0].base_revision, "Zero draft");
	assert_string_equal(rows.at[0].text, "New text");
	assert_string_equal(rows.at[0].reason, "why");
	assert_string_equal(rows.at[0].words, "typed");
	assert_int_equal(rows.at[0].action, RAP_ACTION_INSERT_AFTER);
	assert_int_equal(rows.at[0].type, RAP_PROPOSAL_TRANSLATION);
	assert_int_equal(rows.at[0].status, RAP_ANSWER_UNCLEAR);
	assert_false(rows.at[0].withdrawn);
	assert_string_equal(rows.at[0].disposition, "for the meeting");
	rap_proposal_rows_done(&rows);
	/* Understood now: news, although the words are the same. */
	next_mail("b");
	proposal.status = RAP_ANSWER_OK;
	DO(rap_proposal_add(store, mail, "MN", "o@x", 78, &proposal, &number));
	assert_int_equal(number, 1);
}

static void test_disposition_is_the_last_decision(void **state)
{
	rap_proposal_rows rows;
	sqlite3 *db = NULL;

	(void)state;
	(void)propose("o@x", "P1", REPLACE, "a");
	assert_int_equal(sqlite3_open("state/rapporteur.db", &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
	                              "INSERT INTO decision (proposal_id, disposition, by, at)"
	                              " VALUES (1, 'noted', 'kim', 1), (1, 'accepted', 'kim', 2)",
	                              NULL, NULL, NULL),
	                 SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	DO(rap_proposals_get(store, "MN", false, &rows));
	assert_string_equal(rows.at[0].disposition, "accepted");
	rap_proposal_rows_done(&rows);
}

static void test_R14_words_of_somebody_else_correct_nothing(void **state)
{
	rap_proposal other = {.paragraph = rap_strdup("P1"),
	                      .action = REPLACE,
	                      .words = rap_strdup("theirs"),
	                      .text = rap_strdup("theirs"),
	                      .status = RAP_ANSWER_UNCLEAR};
	long number;

	(void)state;
	assert_int_equal(propose("o@x", "P1", REPLACE, "mine"), 1);
	next_mail("b");
	rap_strv_add(&other.flags, RAP_FLAG_FOREIGN);
	DO(rap_proposal_add(store, mail, "MN", "o@x", 10, &other, &number));
	rap_strv_done(&other.flags);
	free(other.paragraph);
	free(other.words);
	free(other.text);
	assert_int_equal(number, 2);
	assert_stands("1:mine 2:theirs");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, enter_with_mail, leave)
	const struct CMUnitTest tests[] = {
		TEST(test_numbers_count_per_member),
		TEST(test_a_correction_keeps_the_number),
		TEST(test_R14_words_of_somebody_else_correct_nothing),
		TEST(test_the_same_again_changes_nothing),
		TEST(test_two_authors_have_a_proposal_each),
		TEST(test_what_a_later_mail_corrects),
		TEST(test_a_mail_that_waited_takes_back_nothing_later),
		TEST(test_a_withdrawn_number_does_not_come_back),
		TEST(test_withdrawn_numbers_are_not_used_again),
		TEST(test_withdrawing_takes_the_latest_version),
		TEST(test_get_gives_back_every_column),
		TEST(test_disposition_is_the_last_decision),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
