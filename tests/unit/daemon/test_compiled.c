// SPDX-License-Identifier: Apache-2.0
/*
 * The compiled text of a draft with everything that can happen to it, compared with tests/golden/compiled.* byte by
 * byte; and of words as long as a book.
 */
#include "golden.h"
#include "tests/unit/daemon/proposing.h"
#include "tests/unit/daemon/read_back.h"

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

/* ---- on an older text ----------------------------------------------------------------------------------- */

/* "Zero draft" was sent out in round 1; what stands now is Rev.1, in which two paragraphs have changed. */
static void revise(stage *s)
{
	rap_buf path = tree_path("tests/golden/consultation/draft.md"), old = rap_buf_init(0);

	assert_int_equal(rap_file_read(rap_buf_text(&path), RAP_LIMIT_DRAFT_FILE, &old), RAP_OK);
	assert_int_equal(rap_draft_put(s->desk.store, 1, "Zero draft", rap_buf_text(&old)), RAP_OK);
	free(s->draft.revision);
	s->draft.revision = rap_strdup("Rev.1");
	for (size_t i = 0; i < s->draft.n; i++) {
		rap_block *b = &s->draft.blocks[i];

		if (b->mark && strcmp(b->mark, "P3") == 0) {
			free(b->text);
			b->text = rap_strdup(
				"The goals are of equal standing. Each thematic area shall "
				"contribute to all three, and the yearly report of the "
				"Secretariat shall state [how].");
		}
	}
	rap_buf_done(&path);
	rap_buf_done(&old);
}

static void test_a_proposal_on_an_older_text_says_so(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_compiled compiled;

	(void)state;
	mail(s, "2020-07-20T09:00:00", "CN");
	changes(s, "P3", "equal standing", "the same rank", RAP_PROPOSAL_SUBSTANTIVE, NULL);
	mail(s, "2020-07-20T10:00:00", "JP");
	changes(s, "P3", "annual report", "biennial report", RAP_PROPOSAL_SUBSTANTIVE, "cost");
	changes(s, "P4", "differ", "may differ", RAP_PROPOSAL_SUBSTANTIVE, NULL);
	mail(s, "2020-07-20T11:00:00", "MN");
	propose(s, &(wish){.mark = "P3",
	                   .action = RAP_ACTION_COMMENT,
	                   .words = "Which report is meant?"});
	revise(s);
	assert_int_equal(rap_compiled_make(&s->desk, &compiled), RAP_OK);
	golden("compiled-older.txt", rap_slice_of(compiled.text));
	rap_compiled_done(&compiled);
	stage_close(s);
}

/* ---- as long as a book ---------------------------------------------------------------------------------- */

static char *repeated(const char *words, size_t len)
{
	rap_buf out = rap_buf_init(2 * len);

	while (out.len < len)
		rap_buf_str(&out, words);
	return rap_buf_take(&out);
}

static void reads_back(const char *what, char *words, const char *want)
{
	rap_buf plain = rap_buf_init(64u * RAP_MIB);
	char *bare;

	shown_without_isolates(&plain, rap_slice_of(words));
	bare = without_blanks(rap_buf_text(&plain));
	if (!strstr(bare, want))
		fail_msg("%s: %.40s", what, want);
	rap_buf_done(&plain);
	free(bare);
	free(words);
}

/* Without the bar beside notes. */
static char *without_bars(const char *text)
{
	rap_buf out = rap_buf_init(64u * RAP_MIB);

	for (const char *at = text; *at; at++)
		if (strncmp(at, "\n   | ", 6) == 0)
			at += 5;
		else
			rap_buf_char(&out, *at);
	return rap_buf_take(&out);
}

/* A megabyte of it: words, one word, characters without width, brackets, what a reader of Markdown nests. */
static void test_a_megabyte_stays_text(void **state)
{
	static const char *const of[] = {"x",
	                                 "binding words, ",
	                                 "[",
	                                 "\xE2\x80\x8Bx",
	                                 "a\xCC\x81",
	                                 "](",
	                                 "**_",
	                                 "> - 1. # ",
	                                 "\xE5\x90\x8C\xE6\x84\x8F",
	                                 "&lt;<",
	                                 "\xE2\x80\xAE\xD7\xA9",
	                                 "=cmd|' /C calc'!A0\n\n",
	                                 "www.x.example "};

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		stage *s = stage_open("2020-07-22T08:00:00");
		/* All of them in `make torture`; the first one always. */
		char *words = repeated(of[i], i == 0 || getenv("LONG") ? RAP_MIB : RAP_MIB / 64);
		char *want;
		rap_buf shown = rap_buf_init(16u * RAP_MIB);
		rap_compiled compiled;

		mail(s, "2020-07-20T09:00:00", "CN");
		propose(s,
		        &(wish){.mark = "P10", .action = RAP_ACTION_INSERT_AFTER, .text = words});
		propose(s, &(wish){.mark = "P6", .action = RAP_ACTION_COMMENT, .words = words});
		assert_int_equal(rap_compiled_make(&s->desk, &compiled), RAP_OK);
		shown_text(&shown, rap_slice_of(words));
		want = without_blanks(rap_buf_text(&shown));
		is_clean(compiled.text);
		is_clean(compiled.markdown);
		is_clean(compiled.html);
		reads_back("Markdown", words_of_markdown(compiled.markdown), want);
		reads_back("HTML", words_of_html(compiled.html), want);
		reads_back("text", without_bars(compiled.text), want);
		for (const char *at = compiled.text; *at; at += strcspn(at, "\n") + 1)
			assert_true(strcspn(at, "\n") <= 998); /* as a line of a mail may be */
		rap_compiled_done(&compiled);
		rap_buf_done(&shown);
		free(want);
		free(words);
		stage_close(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_draft_with_everything),
		cmocka_unit_test(test_a_proposal_on_an_older_text_says_so),
		cmocka_unit_test(test_a_megabyte_stays_text),
	};

	return cmocka_run_group_tests_name("compiled", tests, NULL, NULL);
}
