// SPDX-License-Identifier: Apache-2.0
/* The next revision of the draft: examples, and what stands in the way of what. */
#include "tests/unit/daemon/revise_world.h"

static void assert_revised(const char *want)
{
	revise();
	assert_int_equal(revised.n_troubles, 0);
	assert_string_equal(rap_buf_text(&revised.markdown), want);
	revise_done();
}

/* The one trouble: "JP-1 behind MN-1", or "JP-1 WHY". */
static void assert_trouble(const char *want)
{
	rap_buf got = rap_buf_init(1000);
	const rap_revise_trouble *t;

	revise();
	assert_int_equal(revised.n_troubles, 1);
	t = &revised.troubles[0];
	rap_buf_printf(&got, "%s-%ld", t->row->member, t->row->number);
	if (t->in_the_way)
		rap_buf_printf(&got, " behind %s-%ld", t->in_the_way->member,
		               t->in_the_way->number);
	else
		rap_buf_printf(&got, " %s", t->why);
	assert_string_equal(rap_buf_text(&got), want);
	rap_buf_done(&got);
	revise_done();
}

/* ---- examples ------------------------------------------------------------------------------------------- */

static void test_nothing_accepted_is_the_draft_byte_by_byte(void **state)
{
	(void)state;
	decide(propose("MN", "P1", REPLACE, "Other."), RAP_DISPOSITION_DECLINED, NULL, 120);
	decide(propose("MN", "P2", DELETE, NULL), RAP_DISPOSITION_NOTED, NULL, 120);
	(void)propose("MN", "P3", BEHIND, "More.");
	assert_revised(zero);
}

static void test_each_action_in_its_place(void **state)
{
	(void)state;
	accept(propose("MN", "P1", REPLACE, "Member States should report every year."));
	accept(propose("MN", "P2", BEHIND, "They *begin* now."));
	accept(propose("JP", "P2 (a)", BEHIND, "restore\r\n  wetlands;"));
	accept(propose("JP", "P3", DELETE, NULL));
	accept(propose("MN", "P3", BEHIND, "1. It <binds> & [holds]."));
	assert_revised("# Plan\n"
	               "\n"
	               "[P1] Member States should report every year.\n"
	               "\n"
	               "<!-- a note of ours -->\n"
	               "\n"
	               "[P2] By 2025 they will:\n"
	               "\n"
	               "- [P2 (a)] reduce the\n"
	               "  pressures;\n"
	               "- [P2 (c)] restore wetlands;\n"
	               "- [P2 (b)] share findings.\n"
	               "\n"
	               "[P2 bis] They \\*begin\\* now.\n"
	               "\n"
	               "## Means\n"
	               "[P3] \\[deleted\\]\n"
	               "\n"
	               "[P3 bis] 1. It \\<binds\\> \\& \\[holds\\].\n");
}

static void test_several_on_one_paragraph_merge_where_they_do_not_touch(void **state)
{
	int64_t first = propose("MN", "P1", REPLACE, "Member States should report every year.");
	int64_t second =
		propose("JP", "P1", REPLACE, "Member States shall report every second year.");

	(void)state;
	accept(first);
	accept(second);
	accept(propose("MN", "P1", BEHIND, "Same."));
	accept(propose("JP", "P1", BEHIND, "Same."));
	revise();
	assert_int_equal(revised.n_troubles, 0);
	assert_string_equal(rap_draft_find(&revised.draft, "P1")->text,
	                    "Member States should report every second year.");
	assert_string_equal(rap_draft_find(&revised.draft, "P1 bis")->text, "Same.");
	assert_null(rap_draft_find(&revised.draft, "P1 ter"));
	assert_string_equal(revised.draft.revision, "Rev.1");
	assert_true(revised.draft.revised);
	revise_done();
}

static void test_what_touches_the_same_words_is_a_trouble(void **state)
{
	int64_t later = propose("JP", "P1", REPLACE, "Member States may report every year.");

	(void)state;
	accept(propose("MN", "P1", REPLACE, "Member States should report every year."));
	accept(later);
	assert_trouble("JP-1 behind MN-1");
	decide(later, RAP_DISPOSITION_MEETING, NULL, 130);
	accept(propose("JP", "P1", DELETE, NULL));
	assert_trouble("JP-2 behind MN-1");
}

static void test_what_is_left_out_is_told_of_what_is_in(void **state)
{
	(void)state;
	accept(propose("MN", "P1", REPLACE, "Member States should report every year."));
	accept(propose("JP", "P1", REPLACE, "Member States will inform every year."));
	accept(propose("MN", "P1", REPLACE, "Member States shall write every year."));
	revise();
	assert_int_equal(revised.n_troubles, 2);
	assert_false(revised.troubles[0].is_in);
	assert_string_equal(revised.troubles[0].row->member, "JP");
	assert_true(revised.troubles[1].is_in);
	assert_string_equal(revised.troubles[1].in_the_way->member, "JP");
	assert_string_equal(rap_draft_find(&revised.draft, "P1")->text,
	                    "Member States should write every year.");
	revise_done();
}

static void test_the_same_words_of_two_are_no_trouble(void **state)
{
	(void)state;
	accept(propose("MN", "P1", REPLACE, "Member States should report every year."));
	accept(propose("JP", "P1", REPLACE, "Member States should report every year."));
	revise();
	assert_int_equal(revised.n_troubles, 0);
	revise_done();
}

static void test_other_words_stand_in_place_of_the_proposal(void **state)
{
	(void)state;
	decide(propose("MN", "P1", RAP_ACTION_COMMENT, NULL), RAP_DISPOSITION_MODIFIED,
	       "Member States report.", 120);
	decide(propose("JP", "P3", DELETE, NULL), RAP_DISPOSITION_MODIFIED, "It binds few.", 120);
	decide(propose("JP", "P3", BEHIND, "x"), RAP_DISPOSITION_MODIFIED, "y", 120);
	revise();
	assert_int_equal(revised.n_troubles, 0);
	assert_string_equal(rap_draft_find(&revised.draft, "P1")->text, "Member States report.");
	assert_string_equal(rap_draft_find(&revised.draft, "P3")->text, "It binds few.");
	assert_string_equal(rap_draft_find(&revised.draft, "P3 bis")->text, "y");
	revise_done();
}

static void test_what_is_accepted_later_moves_no_number(void **state)
{
	int64_t first = propose("MN", "P3", BEHIND, "First."), second;

	(void)state;
	accept(first);
	second = propose("JP", "P3", BEHIND, "Second.");
	accept(second);
	decide(first, RAP_DISPOSITION_MODIFIED, "First, in short.", 140);
	revise();
	assert_string_equal(rap_draft_find(&revised.draft, "P3 bis")->text, "First, in short.");
	assert_string_equal(rap_draft_find(&revised.draft, "P3 ter")->text, "Second.");
	for (size_t i = 0; i < rows.n; i++)
		assert_string_equal(revised.marks[i], rows.at[i].id == first ? "P3 bis" : "P3 ter");
	revise_done();
}

static void test_what_cannot_stand_in_the_text_is_a_trouble(void **state)
{
	static const struct {
		const char *mark;
		rap_action action;
		const char *text, *want;
	} table[] = {
		{"P9", REPLACE, "x", "is about a paragraph that the draft does not have"},
		{"P1", RAP_ACTION_COMMENT, NULL,
	         "is a comment: it says no words that could stand in the draft"},
		{"P1", REPLACE, " \n\t", "says no words that could stand in the draft"},
	};

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		int64_t id = propose("MN", table[i].mark, table[i].action, table[i].text);
		rap_buf want = rap_buf_init(1000);

		accept(id);
		rap_buf_printf(&want, "MN-%zu %s", i + 1, table[i].want);
		assert_trouble(rap_buf_text(&want));
		rap_buf_done(&want);
		decide(id, RAP_DISPOSITION_MEETING, NULL, 130);
	}
}

static void test_after_nine_there_is_no_number_left(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++) {
		char text[16]; /* two letters */

		snprintf(text, sizeof text, "T%d", i);
		accept(propose("MN", "P3", BEHIND, text));
	}
	assert_trouble("MN-10 cannot be put in: no number is free behind that paragraph");
}

static void test_what_an_earlier_draft_held_is_not_put_in_again(void **state)
{
	(void)state;
	accept(propose("MN", "P3", BEHIND, "First."));
	revise();
	put_draft(2, 200, rap_buf_text(&revised.markdown));
	revise_done();
	accept(propose("MN", "P3", REPLACE, "Held already.")); /* at 120 */
	decide(propose("JP", "P3", BEHIND, "Second."), RAP_DISPOSITION_ACCEPTED, NULL, 210);
	revise();
	assert_int_equal(revised.n_troubles, 0);
	assert_string_equal(rap_draft_find(&revised.draft, "P3")->text, "The plan binds nobody.");
	assert_string_equal(rap_draft_find(&revised.draft, "P3 bis")->text, "First.");
	assert_string_equal(rap_draft_find(&revised.draft, "P3 ter")->text, "Second.");
	revise_done();
}

static void test_what_was_accepted_and_forgotten_is_told(void **state)
{
	int64_t behind, words, gone;

	(void)state;
	made_on = "Zero draft";
	behind = propose("MN", "P3", BEHIND, "First.");
	words = propose("JP", "P1", REPLACE, "Member States should report every year.");
	gone = propose("MN", "P2 (b)", DELETE, NULL);
	made_on = NULL;
	accept(behind);
	accept(words);
	accept(gone);
	put_revision(2, 200, "Rev.1", zero);
	revise(); /* the same text under another name is no other draft */
	assert_int_equal(revised.n_troubles, 0);
	assert_non_null(rap_draft_find(&revised.draft, "P3 bis"));
	revise_done();
	DO(rap_round_close(store, 2, 250));
	put_revision(3, 300, "Rev.2",
	             "# Plan\n\n[P1] Member States shall report every single year.\n\n"
	             "[P2] By 2025 they will:\n\n- [P2 (a)] reduce the pressures;\n"
	             "- [P2 (b)] share findings.\n\n[P3] The plan binds nobody.\n");
	revise();
	assert_int_equal(revised.n_troubles, 3);
	assert_non_null(strstr(revised.troubles[0].why, "accepted before this draft went out"));
	assert_null(rap_draft_find(&revised.draft, "P3 bis"));
	revise_done();
	decide(behind, RAP_DISPOSITION_ACCEPTED, NULL, 310);
	decide(words, RAP_DISPOSITION_ACCEPTED, NULL, 310);
	decide(gone, RAP_DISPOSITION_DECLINED, NULL, 310);
	revise();
	assert_int_equal(revised.n_troubles, 0);
	assert_string_equal(rap_draft_find(&revised.draft, "P3 bis")->text, "First.");
	assert_string_equal(rap_draft_find(&revised.draft, "P1")->text,
	                    "Member States should report every single year.");
	revise_done();
}

static void test_a_second_round_about_the_same_draft_loses_nothing(void **state)
{
	(void)state;
	accept(propose("MN", "P3", BEHIND, "First."));
	put_draft(2, 200, zero);
	revise();
	assert_non_null(rap_draft_find(&revised.draft, "P3 bis"));
	revise_done();
}

static void test_what_was_made_on_an_older_text_is_carried(void **state)
{
	int64_t fits, touches;

	(void)state;
	made_on = "Zero draft";
	fits = propose("MN", "P1", REPLACE, "Member States should report every year.");
	touches = propose("JP", "P1", REPLACE, "Member States shall report every second year.");
	made_on = NULL;
	put_revision(2, 200, "Rev.1",
	             "# Plan\n\n[P1] Member States shall report every third year.\n");
	decide(fits, RAP_DISPOSITION_ACCEPTED, NULL, 210);
	revise();
	assert_int_equal(revised.n_troubles, 0);
	assert_string_equal(rap_draft_find(&revised.draft, "P1")->text,
	                    "Member States should report every third year.");
	assert_string_equal(revised.draft.revision, "Rev.2");
	revise_done();
	decide(touches, RAP_DISPOSITION_ACCEPTED, NULL, 210);
	assert_trouble("JP-1 was made on an older text of that paragraph, which has changed in the "
	               "same words: accept it in other words (--text)");
}

static void test_small_changes_far_apart_in_one_edit_leave_room_for_nobody(void **state)
{
	(void)state;
	accept(propose("MN", "P1", REPLACE, "All States must report each year."));
	accept(propose("JP", "P1", REPLACE, "Member States shall quickly report every year."));
	assert_trouble("JP-1 behind MN-1");
}

static void test_names_of_revisions(void **state)
{
	static const char *const table[][2] = {
		{"Zero draft", "Rev.1"}, {"Rev.1", "Rev.2"},
		{"Rev.9", "Rev.10"},     {"A/12/Rev.3", "A/12/Rev.4"},
		{"Draft 2", "Rev.1"},    {"", "Rev.1"},
		{"Rev.", "Rev.1"},       {"Rev.1 (clean)", "Rev.1"},
	};

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		rap_buf out = rap_buf_init(100);

		rap_revise_name(table[i][0], &out);
		assert_string_equal(rap_buf_text(&out), table[i][1]);
		rap_buf_done(&out);
	}
}

static void test_hostile_words_stay_text(void **state)
{
	static const char *const table[][2] = {
		{"<script>alert(1)</script> &amp; `x` ~~y~~ |a|b|",
	         "<script>alert(1)</script> &amp; `x` ~~y~~ |a|b|"},
		{"[P9] replace: [x](http://a.example) ![i](j)",
	         "[P9] replace: [x](http://a.example) ![i](j)"},
		{"a\xE2\x80\xAE"
	         "b\x01"
	         "c\x7F",
	         "abc"},
		{"# a\n\n- b\n> c\n\n    d", "# a - b > c d"},
		{"a \\ b  c\xC2\xA0"
	         "d",
	         "a \\ b  c\xC2\xA0"
	         "d"},
		{"\xE7\xAC\xAC\xE4\xB8\x80\xE2\x80\xA8\xE6\xAE\xB5",
	         "\xE7\xAC\xAC\xE4\xB8\x80 \xE6\xAE\xB5"},
	};

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		int64_t whole = propose("MN", "P1", REPLACE, table[i][0]);
		int64_t item = propose("JP", "P2 (b)", BEHIND, table[i][0]);

		accept(whole);
		accept(item);
		revise();
		assert_string_equal(rap_draft_find(&revised.draft, "P1")->text, table[i][1]);
		assert_string_equal(rap_draft_find(&revised.draft, "P2 (c)")->text, table[i][1]);
		revise_done();
		decide(whole, RAP_DISPOSITION_MEETING, NULL, 130);
		decide(item, RAP_DISPOSITION_MEETING, NULL, 130);
	}
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, enter_with_draft, leave_draft)
	const struct CMUnitTest tests[] = {
		TEST(test_nothing_accepted_is_the_draft_byte_by_byte),
		TEST(test_each_action_in_its_place),
		TEST(test_several_on_one_paragraph_merge_where_they_do_not_touch),
		TEST(test_what_touches_the_same_words_is_a_trouble),
		TEST(test_what_is_left_out_is_told_of_what_is_in),
		TEST(test_the_same_words_of_two_are_no_trouble),
		TEST(test_other_words_stand_in_place_of_the_proposal),
		TEST(test_what_is_accepted_later_moves_no_number),
		TEST(test_what_cannot_stand_in_the_text_is_a_trouble),
		TEST(test_after_nine_there_is_no_number_left),
		TEST(test_what_an_earlier_draft_held_is_not_put_in_again),
		TEST(test_what_was_accepted_and_forgotten_is_told),
		TEST(test_a_second_round_about_the_same_draft_loses_nothing),
		TEST(test_what_was_made_on_an_older_text_is_carried),
		TEST(test_small_changes_far_apart_in_one_edit_leave_room_for_nobody),
		TEST(test_names_of_revisions),
		TEST(test_hostile_words_stay_text),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
