// SPDX-License-Identifier: Apache-2.0
/* The next revision of the draft: examples, what stands in the way of what, and its laws over generated decisions. */
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

static void put_revision(long round, int64_t at, const char *revision, const char *markdown)
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

static void put_draft(long round, int64_t at, const char *markdown)
{
	put_revision(round, at, "Zero draft", markdown);
}

static int enter_with_draft(void **state)
{
	if (enter(state) != 0)
		return -1;
	put_draft(1, 100, zero);
	return 0;
}

static int leave_draft(void **state)
{
	rap_draft_done(&draft);
	return leave(state);
}

static const char *made_on; /* revision; NULL: it is not known */

/* By an author of its own, so that none corrects another. */
static int64_t propose(const char *member, const char *mark, rap_action action, const char *text)
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

static void decide(int64_t proposal, rap_disposition disposition, const char *text, int64_t at)
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

static void accept(int64_t proposal)
{
	decide(proposal, RAP_DISPOSITION_ACCEPTED, NULL, 120);
}

static rap_proposal_rows rows;
static rap_revised revised;

static void revise(void)
{
	DO(rap_proposals_get(store, NULL, true, &rows));
	DO(rap_revise_make(&desk, &rows, &revised));
}

static void revise_done(void)
{
	rap_revised_done(&revised);
	rap_proposal_rows_done(&rows);
}

static void assert_revised(const char *want)
{
	revise();
	assert_int_equal(revised.n_troubles, 0);
	assert_string_equal(rap_buf_text(&revised.markdown), want);
	revise_done();
}

#define REPLACE RAP_ACTION_REPLACE
#define BEHIND RAP_ACTION_INSERT_AFTER
#define DELETE RAP_ACTION_DELETE

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

/* ---- laws ----------------------------------------------------------------------------------------------- */

static uint32_t seed;

static unsigned dice(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 16) % n;
}

/* The words of a paragraph with some of them changed, taken out or added. */
static char *reworded(const char *text)
{
	static const char *const words[] = {
		"may", "\xE6\xB0\xB4", "(a)", "*", "[x]", "2025.", "_", "&", "#", "-"};
	rap_buf out = rap_buf_init(10000);

	for (const char *p = text; *p;) {
		size_t len = strcspn(p, " ");
		unsigned d = dice(8);

		if (d == 0)
			rap_buf_printf(&out, " %s", words[dice(N(words))]);
		if (d != 1)
			rap_buf_printf(&out, " %.*s", (int)len, p);
		p += len + (p[len] == ' ');
	}
	if (out.len == 0)
		rap_buf_str(&out, " all");
	return rap_buf_take(&out);
}

typedef struct wanted {
	rap_buf text[8]; /* by block: what JP made of it; empty: left it */
} wanted;

/* Whatever is decided: marks only grow, are unique and found again; nothing accepted is lost without a word. */
static void assert_marks_hold(void)
{
	size_t at = 0;

	for (size_t i = 0; i < draft.n; i++) {
		const rap_block *b = &draft.blocks[i];

		while (at < revised.draft.n &&
		       (!b->mark || !revised.draft.blocks[at].mark
		                ? strcmp(b->text, revised.draft.blocks[at].text) != 0
		                : strcmp(b->mark, revised.draft.blocks[at].mark) != 0))
			at++;
		assert_true(at < revised.draft.n);
		at++;
	}
}

static void test_laws_over_generated_decisions(void **state)
{
	(void)state;
	for (unsigned round = 0; round < 60; round++) {
		wanted w = {0};
		rap_buf first;
		int64_t others[8];
		size_t n_others = 0;

		if (round > 0) {
			(void)leave_draft(state);
			(void)enter_with_draft(state);
		}
		seed = round + 1;
		for (size_t i = 0; i < draft.n; i++) {
			const rap_block *b = &draft.blocks[i];
			char *text = b->mark ? reworded(b->text) : NULL;

			w.text[i] = rap_buf_init(10000);
			if (text && dice(3)) {
				char *clean = rap_revise_clean(text);

				accept(propose("JP", b->mark, REPLACE, text));
				rap_buf_str(&w.text[i], clean);
				free(clean);
			}
			free(text);
		}
		/* All of one State: that State's text. */
		revise();
		assert_int_equal(revised.n_troubles, 0);
		for (size_t i = 0; i < draft.n; i++) {
			const rap_block *b = &revised.draft.blocks[i];

			assert_string_equal(b->text, w.text[i].len ? rap_buf_text(&w.text[i])
			                                           : draft.blocks[i].text);
			rap_buf_done(&w.text[i]);
		}
		revise_done();
		/* Another State's beside it: in, or a trouble; the same every time. */
		for (size_t i = 0; i < draft.n && n_others < 8; i++) {
			const rap_block *b = &draft.blocks[i];
			char *text = b->mark ? reworded(b->text) : NULL;

			if (text)
				others[n_others++] = propose("MN", b->mark,
				                             dice(3)   ? REPLACE
				                             : dice(2) ? BEHIND
				                                       : DELETE,
				                             text);
			free(text);
		}
		for (size_t i = 0; i < n_others; i++)
			accept(others[i]);
		revise();
		assert_marks_hold();
		first = rap_buf_init(100000);
		rap_buf_slice(&first, rap_buf_as_slice(&revised.markdown));
		revise_done();
		revise();
		assert_string_equal(rap_buf_text(&first), rap_buf_text(&revised.markdown));
		revise_done();
		rap_buf_done(&first);
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
		TEST(test_laws_over_generated_decisions),
	};

	return cmocka_run_group_tests(tests, group_enter, group_leave);
}
