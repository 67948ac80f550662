// SPDX-License-Identifier: Apache-2.0
/*
 * The board: what stands where, how far States agree, proposals of an earlier round on the text of this one; and that
 * no proposal is missing from it, over boards at random.
 */
#include "report/board.h"
#include "report/convergence.h"

#include "draft_world.h"
#include "stage.h"

#define BASE "Member States shall report on progress every year."

/* ---- one paragraph -------------------------------------------------------------------------------------- */

typedef struct said {
	const char *member;
	rap_action action;
	const char *text, *words;
	rap_proposal_type type;
	const char *disposition;
} said;

#define REPLACE(member, text)                                   \
	{                                                       \
		member, RAP_ACTION_REPLACE, text, text, 0, NULL \
	}
#define COMMENT(member, words)                                   \
	{                                                        \
		member, RAP_ACTION_COMMENT, NULL, words, 0, NULL \
	}
#define DELETE(member)                                             \
	{                                                          \
		member, RAP_ACTION_DELETE, NULL, "delete", 0, NULL \
	}
#define INSERT(member, text)                                         \
	{                                                            \
		member, RAP_ACTION_INSERT_AFTER, text, text, 0, NULL \
	}

static rap_proposal_rows rows_of(const said *all, size_t max)
{
	rap_proposal_rows rows = {.at = rap_calloc(max, sizeof *rows.at)};

	for (; rows.n < max && all[rows.n].member; rows.n++) {
		const said *s = &all[rows.n];

		rows.at[rows.n] = (rap_proposal_row){
			.id = (int64_t)rows.n + 1,
			.member = rap_strdup(s->member),
			.author = rap_strdup("a@b.example"),
			.number = (long)rows.n + 1,
			.paragraph = rap_strdup("P1"),
			.base_revision = rap_strdup("Zero draft"),
			.action = s->action,
			.text = rap_strdup(s->text),
			.words = rap_strdup(s->words),
			.type = s->type,
			.disposition =
				rap_strdup(s->disposition ? s->disposition : "for the meeting"),
		};
	}
	return rows;
}

#define SAID_MAX 6

static const struct {
	const char *name;
	said all[SAID_MAX];
	rap_convergence want;
} classes[] = {
	{"nobody says anything", {{0}}, RAP_CONVERGENCE_NONE},
	{"one State alone",
         {REPLACE("JP", "Member States should report on progress every year.")},
         RAP_CONVERGENCE_APART},
	{"two changes that do not touch",
         {REPLACE("JP", "Member States should report on progress every year."),
          REPLACE("MN", "Member States shall report on progress every second year.")},
         RAP_CONVERGENCE_APART},
	{"the same change",
         {REPLACE("JP", "Member States should report on progress every year."),
          REPLACE("MN", "Member States should report on progress every year.")},
         RAP_CONVERGENCE_IDENTICAL},
	{"the same change by two authors of one State",
         {REPLACE("JP", "Member States should report on progress every year."),
          REPLACE("JP", "Member States should report on progress every year.")},
         RAP_CONVERGENCE_APART},
	{"the same words, two ways",
         {REPLACE("JP", "Member States should report on progress every year."),
          REPLACE("MN", "Member States may report on progress every year.")},
         RAP_CONVERGENCE_COMPETING},
	{"the same change, and one of them wants more",
         {REPLACE("JP", "Member States should report on progress every year."),
          REPLACE("MN", "Member States should report on progress every second year.")},
         RAP_CONVERGENCE_APART},
	{"words added at an end of what another changes",
         {REPLACE("JP", "Member States should report on progress every year."),
          REPLACE("MN", "Member States shall always report on progress every year.")},
         RAP_CONVERGENCE_COMPETING},
	{"words added elsewhere",
         {REPLACE("JP", "Member States should report on progress every year."),
          REPLACE("MN", "Member States shall report always on progress every year.")},
         RAP_CONVERGENCE_APART},
	{"a new text beside a change",
         {REPLACE("JP", "The Secretariat collects whatever member States wish to send, and it "
                        "publishes all."),
          REPLACE("MN", "Member States may report on progress every year.")},
         RAP_CONVERGENCE_COMPETING},
	{"a new text by itself",
         {REPLACE("JP", "The Secretariat collects whatever member States wish to send, and it "
                        "publishes all.")},
         RAP_CONVERGENCE_APART},
	{"one deletes, nobody else changes", {DELETE("JP")}, RAP_CONVERGENCE_APART},
	{"both delete", {DELETE("JP"), DELETE("KR")}, RAP_CONVERGENCE_IDENTICAL},
	{"one deletes what another changes",
         {DELETE("JP"), REPLACE("MN", "Member States may report on progress every year.")},
         RAP_CONVERGENCE_COMPETING},
	{"one deletes what another wants as it is",
         {DELETE("JP"), REPLACE("MN", BASE)},
         RAP_CONVERGENCE_COMPETING},
	{"one changes what another wants as it is",
         {REPLACE("JP", "Member States may report on progress every year."), REPLACE("MN", BASE)},
         RAP_CONVERGENCE_COMPETING},
	{"two want it as it is",
         {REPLACE("JP", BASE), REPLACE("MN", BASE)},
         RAP_CONVERGENCE_IDENTICAL},
	{"the same new paragraph",
         {INSERT("JP", "They meet."), INSERT("RU", "They meet.")},
         RAP_CONVERGENCE_IDENTICAL},
	{"two new paragraphs in one place",
         {INSERT("JP", "They meet."), INSERT("RU", "They write.")},
         RAP_CONVERGENCE_COMPETING},
	{"two new paragraphs of one State",
         {INSERT("JP", "They meet."), INSERT("JP", "They write.")},
         RAP_CONVERGENCE_APART},
	{"editorial, by two",
         {{"JP", RAP_ACTION_REPLACE, "Member States shall report on progress each year.", "x",
           RAP_PROPOSAL_EDITORIAL, NULL},
          {"MN", RAP_ACTION_COMMENT, NULL, "Check the translation.", RAP_PROPOSAL_TRANSLATION,
           NULL}},
         RAP_CONVERGENCE_EDITORIAL},
	{"editorial, but they compete",
         {{"JP", RAP_ACTION_REPLACE, "Member States shall report on progress each year.", "x",
           RAP_PROPOSAL_EDITORIAL, NULL},
          {"MN", RAP_ACTION_REPLACE, "Member States shall report on progress every single year.",
           "x", RAP_PROPOSAL_EDITORIAL, NULL},
          {"KR", RAP_ACTION_REPLACE, "Member States shall report on progress any year.", "x",
           RAP_PROPOSAL_EDITORIAL, NULL}},
         RAP_CONVERGENCE_COMPETING},
	{"a comment", {COMMENT("CN", "This is a good paragraph.")}, RAP_CONVERGENCE_APART},
	{"a comment beside the same change of two",
         {REPLACE("JP", "Member States should report on progress every year."),
          REPLACE("MN", "Member States should report on progress every year."),
          COMMENT("CN", "We prefer shall.")},
         RAP_CONVERGENCE_APART},
	{"a reservation",
         {REPLACE("JP", "Member States should report on progress every year."),
          COMMENT("KP", "The DPRK reserves its position on this paragraph.")},
         RAP_CONVERGENCE_RESERVATION},
	{"a reservation, in Chinese",
         {COMMENT("CN", "我方保留立场。")},
         RAP_CONVERGENCE_RESERVATION},
	{"a reservation, in Russian",
         {COMMENT("RU", "Российская Федерация резервирует свою позицию.")},
         RAP_CONVERGENCE_RESERVATION},
	{"money is no reservation",
         {COMMENT("RU", "A reserve of one year is too much.")},
         RAP_CONVERGENCE_APART},
	{"what is declined is no question any more",
         {REPLACE("JP", "Member States should report on progress every year."),
          {"MN", RAP_ACTION_REPLACE, "Member States may report on progress every year.", "x", 0,
           "not accepted"}},
         RAP_CONVERGENCE_APART},
	{"what is accepted is none either",
         {{"JP", RAP_ACTION_REPLACE, "Member States should report on progress every year.", "x", 0,
           "accepted"},
          {"MN", RAP_ACTION_REPLACE, "Member States may report on progress every year.", "x", 0,
           "accepted"}},
         RAP_CONVERGENCE_NONE},
};

static void test_convergence_of_each_kind_of_paragraph(void **state)
{
	stage *s = stage_open("2020-07-20T09:00:00+09:00");
	char base[] = BASE, mark[] = "P1";
	rap_block block = {.kind = RAP_BLOCK_PARAGRAPH, .mark = mark, .text = base};

	(void)state;
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		rap_proposal_rows rows = rows_of(classes[i].all, SAID_MAX);
		rap_board_paragraph p;

		assert_int_equal(rap_board_paragraph_make(&s->desk, &block, &rows, NULL, &p),
		                 RAP_OK);
		if (p.convergence != classes[i].want)
			print_message("in: %s\n", classes[i].name);
		assert_string_equal(rap_convergence_text(p.convergence),
		                    rap_convergence_text(classes[i].want));
		rap_board_paragraph_done(&p);
		rap_proposal_rows_done(&rows);
	}
	stage_close(s);
}

static void test_names_stand_once_and_in_the_order_of_the_roster(void **state)
{
	stage *s = stage_open("2020-07-20T09:00:00+09:00");
	const said all[] = {REPLACE("MN", "x"), REPLACE("JP", "x"), REPLACE("MN", "y"),
	                    REPLACE("ZZ", "x"), REPLACE("CN", "z"), {0}};
	char base[] = BASE, mark[] = "P1";
	rap_block block = {.kind = RAP_BLOCK_PARAGRAPH, .mark = mark, .text = base};
	rap_proposal_rows rows = rows_of(all, 6);
	rap_board_paragraph p;
	rap_buf names = rap_buf_init(1024);
	const size_t last[] = {3, 2};

	(void)state;
	assert_int_equal(rap_board_paragraph_make(&s->desk, &block, &rows, NULL, &p), RAP_OK);
	rap_board_names(&names, &s->desk, &p.replacements, NULL, p.replacements.n);
	assert_string_equal(rap_buf_text(&names), "China, Japan, Mongolia, former member");
	rap_buf_cut(&names, 0);
	rap_board_names(&names, &s->desk, &p.replacements, last, 2);
	assert_string_equal(rap_buf_text(&names), "Mongolia");
	rap_board_paragraph_done(&p);
	/* of one State alone: for a receipt that may not show the others */
	assert_int_equal(rap_board_paragraph_make(&s->desk, &block, &rows, "JP", &p), RAP_OK);
	assert_int_equal(p.all.n, 1);
	assert_string_equal(p.all.at[0]->member, "JP");
	rap_board_paragraph_done(&p);
	rap_buf_done(&names);
	rap_proposal_rows_done(&rows);
	stage_close(s);
}

/* ---- rounds --------------------------------------------------------------------------------------------- */

static const char zero_draft[] =
	"# Plan\n\n[P1] Member States shall report on progress every year.\n\n"
	"[P2] They meet in Seoul, and they write a report about it.\n\n[P3] The end of the plan.\n";
static const char rev_1[] =
	"# Plan\n\n[P1] Member States shall report on progress every second year.\n\n"
	"[P2] They meet in Tokyo, and they write a report about it.\n\n[P3] The end of the plan.\n";

static void set_draft(stage *s, const char *markdown, const char *revision)
{
	rap_diags diags = {0};

	rap_draft_done(&s->draft);
	assert_true(rap_draft_parse(rap_slice_of(markdown), "draft.md", &diags, &s->draft));
	free(s->draft.revision);
	s->draft.revision = rap_strdup(revision);
	rap_diags_done(&diags);
}

static const rap_carried *carried_of(const rap_board *board, const char *mark, size_t i)
{
	const rap_board_paragraph *p = rap_board_find(board, mark);

	assert_non_null(p);
	assert_true(i < p->all.n);
	return &p->carried[i];
}

static void test_proposals_of_an_earlier_round_stand_on_the_text_of_this_one(void **state)
{
	stage *s = stage_open("2020-07-20T09:00:00+09:00");
	rap_board board;
	rap_compiled compiled = {0};

	(void)state;
	assert_int_equal(rap_draft_put(s->desk.store, 1, "Zero draft", zero_draft), RAP_OK);
	set_draft(s, rev_1, "Rev.1");
	stage_mail(s, "2020-07-01T09:00:00+09:00", "JP", "jp@a.example", "Re", RAP_VERDICT_ACCEPTED,
	           NULL);
	stage_proposal(s, "P1", RAP_ACTION_REPLACE,
	               "Member States should report on progress every year.", NULL, NULL);
	stage_proposal(s, "P2", RAP_ACTION_REPLACE,
	               "They meet in Beijing, and they write a report about it.", NULL, NULL);
	stage_proposal(s, "P2", RAP_ACTION_DELETE, NULL, "delete", NULL);
	stage_proposal(s, "P3", RAP_ACTION_REPLACE, "The end of the whole plan.", NULL, NULL);
	assert_int_equal(rap_board_make(&s->desk, NULL, &board), RAP_OK);

	assert_true(carried_of(&board, "P1", 0)->changed);
	assert_false(carried_of(&board, "P1", 0)->whole);
	assert_string_equal(rap_board_find(&board, "P1")->texts[0],
	                    "Member States should report on progress every second year.");
	/* as it was received, it stays as it was */
	assert_string_equal(rap_board_find(&board, "P1")->all.at[0]->text,
	                    "Member States should report on progress every year.");

	assert_true(carried_of(&board, "P2", 0)->whole);
	assert_int_equal(rap_board_find(&board, "P2")->overlay.n_alternatives, 1);
	assert_true(carried_of(&board, "P2", 1)->changed);
	assert_false(carried_of(&board, "P2", 1)->whole);
	assert_int_equal(rap_board_find(&board, "P2")->convergence, RAP_CONVERGENCE_COMPETING);

	assert_false(carried_of(&board, "P3", 0)->changed);
	assert_null(rap_board_find(&board, "P4"));

	assert_int_equal(rap_compiled_make(&s->desk, &compiled), RAP_OK);
	assert_non_null(strstr(compiled.text, "[shall][should (Japan)] report on progress every"));
	assert_non_null(
		strstr(compiled.text, "JP-1 on Zero draft (Japan): the paragraph has changed"));
	assert_non_null(strstr(compiled.text, "2 alt. [They meet in Beijing"));
	assert_non_null(
		strstr(compiled.text, "JP-2 on Zero draft (Japan): the paragraph has changed"));
	assert_null(strstr(compiled.text, "JP-4 on Zero draft"));
	rap_compiled_done(&compiled);
	rap_board_done(&board);
	stage_close(s);
}

/* ---- nothing is missing --------------------------------------------------------------------------------- */

static bool has_row(const rap_board_list *list, const rap_proposal_row *row)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i] == row)
			return true;
	return false;
}

/* Whether the text of the row is in the paragraph: as edits that give it, as an alternative, or as a new paragraph. */
static bool is_shown(const rap_board_paragraph *p, const rap_proposal_row *row)
{
	rap_buf taken = rap_buf_init(1 << 24);
	bool shown = false;

	for (size_t i = 0; i < p->replacements.n; i++) {
		if (p->replacements.at[i] != row)
			continue;
		rap_overlay_take(&p->overlay, i, &taken);
		shown = strcmp(rap_buf_text(&taken), row->text) == 0;
	}
	for (size_t i = 0; i < p->n_new; i++)
		for (size_t j = 0; j < p->new[i].n_by; j++)
			shown = shown || (p->insertions.at[p->new[i].by[j]] == row &&
			                  strcmp(p->new[i].text, row->text) == 0);
	rap_buf_done(&taken);
	return shown || has_row(&p->deletions, row) || has_row(&p->notes, row);
}

static void check_row(const rap_board *board, const rap_proposal_row *row)
{
	const rap_board_paragraph *p = rap_board_find(board, row->paragraph);
	bool in_text = p && has_row(&p->all, row);
	size_t places = (size_t)in_text + has_row(&board->gone, row) +
	                has_row(&board->settled, row) + has_row(&board->strays, row);

	assert_int_equal(places, 1);
	assert_int_equal(has_row(&board->gone, row), row->withdrawn || row->superseded_by);
	if (in_text) {
		assert_int_equal(has_row(&p->replacements, row) + has_row(&p->deletions, row) +
		                         has_row(&p->insertions, row) + has_row(&p->notes, row),
		                 1);
		assert_true(is_shown(p, row));
	}
}

static void check_order(const rap_desk *desk, const rap_board_list *list)
{
	for (size_t i = 1; i < list->n; i++) {
		const rap_proposal_row *a = list->at[i - 1], *b = list->at[i];
		size_t before = 0, after = 0;

		for (size_t j = 0; j < desk->consultation->n_members; j++) {
			before = strcmp(desk->consultation->members[j].code, a->member) == 0
			                 ? j
			                 : before;
			after = strcmp(desk->consultation->members[j].code, b->member) == 0 ? j
			                                                                    : after;
		}
		assert_true(before < after || (before == after && a->number <= b->number));
	}
}

/* RAP_TEST_CASES in the environment: so many proposals. */
static void test_boards_at_random_hold_every_proposal_once(void **state)
{
	const char *cases = getenv("RAP_TEST_CASES");
	long n_cases = cases ? strtol(cases, NULL, 10) : 4000;
	stage *s = stage_open("2020-07-20T09:00:00+09:00");
	draft_world w = {.seed = 20200720, .desk = &s->desk};

	(void)state;
	for (long done = 0; done < n_cases; done += (long)w.board.rows.n, world_done(&w)) {
		w.nasty = !w.nasty;
		world_board(&w, 1 + world_any(&w, 12 * s->draft.n));
		for (size_t i = 0; i < w.board.rows.n; i++)
			check_row(&w.board, &w.board.rows.at[i]);
		for (size_t i = 0; i < w.board.n; i++)
			check_order(&s->desk, &w.board.paragraphs[i].all);
		check_order(&s->desk, &w.board.gone);
		if (done + (long)w.board.rows.n >= n_cases)
			break;
	}
	world_done(&w);
	stage_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_convergence_of_each_kind_of_paragraph),
		cmocka_unit_test(test_names_stand_once_and_in_the_order_of_the_roster),
		cmocka_unit_test(test_proposals_of_an_earlier_round_stand_on_the_text_of_this_one),
		cmocka_unit_test(test_boards_at_random_hold_every_proposal_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
