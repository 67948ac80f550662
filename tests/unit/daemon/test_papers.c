// SPDX-License-Identifier: Apache-2.0
/*
 * The papers of the meeting, made of one consultation in which everything occurs, and compared with
 * tests/golden/papers byte by byte. They have been looked at. After a wanted change: RAP_GOLDEN_UPDATE=1
 * build/tests/unit/daemon/test_papers, then look at the difference.
 */
#include "common/utf8.h"
#include "report/agreement.h"
#include "report/conclusions.h"
#include "report/participants.h"
#include "report/programme.h"
#include "stage.h"
#include "store/decision.h"

static const char evil[] = "<script>alert(1)</script> | {{title}} =HYPERLINK(\"x\") "
			   "\xE2\x80\xAE"
			   "fdp.exe & \"quotes\" '\n[2.1] support\n# *bold* [P3] delete\x01";

/* ---- what is on record ---------------------------------------------------------------------------------- */

static void mail(stage *s, const char *when, const char *member, const char *author)
{
	stage_mail(s, when, member, author, "Re", RAP_VERDICT_ACCEPTED, NULL);
}

static void answer(stage *s, const char *field, const char *raw, rap_value value,
                   rap_answer_status status)
{
	rap_answer *a = rap_reading_answer(s->reading);
	int64_t id;

	a->field = rap_strdup(field);
	a->raw = rap_strdup(raw);
	a->status = status;
	a->where = rap_strdup("text");
	a->value = value;
	assert_int_equal(
		rap_answer_add(s->desk.store, s->mail, s->member, s->author, s->mail_at, a, &id),
		RAP_OK);
}

static void chosen(stage *s, const char *field, const char *word)
{
	answer(s, field, word, (rap_value){.kind = RAP_VALUE_TEXT, .text = rap_strdup(word)},
	       RAP_ANSWER_OK);
}

static void rated(stage *s, const char *field, long number)
{
	answer(s, field, "a number", (rap_value){.kind = RAP_VALUE_NUMBER, .number = number},
	       RAP_ANSWER_OK);
}

static void listed(stage *s, const char *field, const char *const *items, rap_answer_status status)
{
	rap_value value = {.kind = RAP_VALUE_LIST};
	const char *raw = items[0];

	for (; *items; items++)
		rap_strv_add(&value.list, *items);
	answer(s, field, raw, value, status);
}

static void propose(stage *s, const char *mark, const char *text, rap_proposal_type type)
{
	rap_proposal *p = rap_reading_proposal(s->reading);
	long number;

	p->paragraph = rap_strdup(mark);
	p->action = RAP_ACTION_REPLACE;
	p->text = rap_strdup(text);
	p->words = rap_strdup(text);
	p->base_revision = rap_strdup("Zero draft");
	p->where = rap_strdup("text");
	p->type = type;
	assert_int_equal(rap_proposal_add(s->desk.store, s->mail, s->member, s->author, s->mail_at,
	                                  p, &number),
	                 RAP_OK);
}

static void change(stage *s, const char *mark, const char *from, const char *to,
                   rap_proposal_type type)
{
	char *text = stage_changed(s, mark, from, to);

	propose(s, mark, text, type);
	free(text);
}

static void decide(stage *s, const char *member, long number, rap_disposition disposition,
                   const char *reason)
{
	rap_proposal_rows rows;
	bool found = false;

	assert_int_equal(rap_proposals_get(s->desk.store, member, false, &rows), RAP_OK);
	for (size_t i = 0; i < rows.n; i++)
		if (rows.at[i].number == number) {
			rap_decision d = {.proposal_id = rows.at[i].id,
			                  .disposition = disposition,
			                  .at = s->mail_at};

			d.reason = rap_strdup(reason);
			d.by = rap_strdup("secretariat");
			assert_int_equal(rap_decision_add(s->desk.store, &d), RAP_OK);
			free(d.reason);
			free(d.by);
			found = true;
		}
	assert_true(found);
	rap_proposal_rows_done(&rows);
}

static void china(stage *s)
{
	mail(s, "2020-07-20T10:00:00", "CN", "lin.wenhao@environment.cn.example");
	rated(s, "1.1", 4);
	answer(s, "1.2", evil, (rap_value){0}, RAP_ANSWER_OK);
	chosen(s, "2.1", "support");
	change(s, "P3", "shall contribute", "should contribute", RAP_PROPOSAL_SUBSTANTIVE);
	change(s, "P8", "end of 2021", "middle of 2022", RAP_PROPOSAL_SUBSTANTIVE);
	change(s, "P1", "and how", "and by which means", RAP_PROPOSAL_EDITORIAL);
	listed(s, "3.1", (const char *const[]){"Dust forecasts", "Host of SOM-25", NULL},
	       RAP_ANSWER_OK);
	listed(s, "4.2",
	       (const char *const[]){
		       "Lin Wenhao, Deputy Director, Department of International "
		       "Cooperation, lin.wenhao@environment.cn.example, "
		       "+86 10 1234 5678",
		       "Zhao, Ruolan, zhao.ruolan@environment.cn.example, +86-10-5555", NULL},
	       RAP_ANSWER_OK);
	rap_reading_person(s->reading)->name = rap_strdup("Lin Wenhao");
	s->reading->people[0].title = rap_strdup("Deputy Director");
	s->reading->people[0].organisation = rap_strdup("Department of International Cooperation");
	s->reading->people[0].address = rap_strdup("lin.wenhao@environment.cn.example");
	stage_read(s);
}

static void japan(stage *s)
{
	mail(s, "2020-07-21T10:00:00", "JP", "k.hayashi@kankyo.jp.example");
	rated(s, "1.1", 3);
	chosen(s, "2.1", "support with changes");
	chosen(s, "2.7", "cannot support");
	change(s, "P3", "shall contribute", "may contribute", RAP_PROPOSAL_SUBSTANTIVE);
	stage_proposal(s, "P5", RAP_ACTION_DELETE, NULL, "[P5] delete", "said in P4 already");
	stage_proposal(s, "P10", RAP_ACTION_COMMENT, NULL,
	               "Japan reserves its position on this paragraph.", NULL);
	change(s, "P9", "once a year", "every two years", RAP_PROPOSAL_SUBSTANTIVE);
	change(s, "P2 (a)", "reach across", "cross", RAP_PROPOSAL_SUBSTANTIVE);
	stage_proposal(s, "P6", RAP_ACTION_INSERT_AFTER, "Means will be named.", NULL, NULL);
	answer(s, "3.2", "none", (rap_value){0}, RAP_ANSWER_NONE);
	answer(s, "4.2", "none", (rap_value){0}, RAP_ANSWER_NONE);
	stage_read(s);
}

static void mongolia(stage *s)
{
	mail(s, "2020-07-22T10:00:00", "MN", "oyun@nature.mn.example");
	rated(s, "1.1", 4);
	chosen(s, "2.1", "support");
	answer(s, "2.14", "we reserve our position on money", (rap_value){0}, RAP_ANSWER_RESERVE);
	change(s, "P9", "once a year", "every two years", RAP_PROPOSAL_SUBSTANTIVE);
	stage_proposal(s, "P7 (a)", RAP_ACTION_COMMENT, NULL, "Why three?", NULL);
	listed(s, "3.1", (const char *const[]){"Soil", NULL}, RAP_ANSWER_OK);
	listed(s, "4.2", (const char *const[]){"Bat-Erdene Oyun, Director", NULL}, RAP_ANSWER_OK);
	stage_read(s);
	mail(s, "2020-07-22T11:00:00", "MN", "temuulen@nature.mn.example");
	chosen(s, "2.1", "no position");
	listed(s, "3.1", (const char *const[]){"Water", NULL}, RAP_ANSWER_OK);
	listed(s, "4.2", (const char *const[]){"Ganzorig Temuulen, Adviser", NULL}, RAP_ANSWER_OK);
	stage_read(s);
}

static void korea(stage *s)
{
	mail(s, "2020-07-23T10:00:00", "KR", "jian.seo@hwankyung.kr.example");
	answer(s, "2.1", "mostly", (rap_value){0}, RAP_ANSWER_UNCLEAR);
	stage_proposal(s, "P4", RAP_ACTION_REPLACE, evil, evil, evil);
	stage_proposal(s, "P99", RAP_ACTION_COMMENT, NULL, evil, NULL);
	change(s, "P9", "once a year", "every two years", RAP_PROPOSAL_SUBSTANTIVE);
	answer(s, "4.2", "two persons, x@y.example", (rap_value){0}, RAP_ANSWER_UNCLEAR);
	stage_read(s);
}

/* KP has not replied; RU has answered nothing but a nomination made of hostile words. */
static stage *told(const char *now)
{
	stage *s = stage_open(now);

	china(s);
	japan(s);
	mongolia(s);
	korea(s);
	mail(s, "2020-07-23T11:00:00", "RU", "a.veresova@ecology.ru.example");
	listed(s, "4.2", (const char *const[]){evil, NULL}, RAP_ANSWER_OK);
	stage_read(s);
	decide(s, "CN", 2, RAP_DISPOSITION_ACCEPTED, NULL);
	decide(s, "JP", 5, RAP_DISPOSITION_DECLINED, "the wording is that of the programme");
	decide(s, "MN", 1, RAP_DISPOSITION_MODIFIED, "as in P8");
	s->c->meeting.forward_to = rap_strdup("SOM-24");
	return s;
}

/* ---- the papers ----------------------------------------------------------------------------------------- */

typedef enum which { PROGRAMME, CONVERGENCE, CONCLUSIONS, PARTICIPANTS } which;

static const char *const names[] = {"programme", "convergence", "conclusions", "participants"};

static rap_compiled paper(const stage *s, which w)
{
	rap_papers papers;
	rap_compiled ret = {0};
	rap_doc doc = {0};

	assert_int_equal(rap_papers_open(&s->desk, &papers), RAP_OK);
	if (w == PROGRAMME)
		rap_programme_put(&papers, &doc);
	else if (w == CONVERGENCE)
		rap_agreement_put(&papers, &doc);
	else if (w == CONCLUSIONS)
		assert_int_equal(rap_conclusions_put(&papers, &doc), RAP_OK);
	else
		assert_int_equal(rap_participants_put(&papers, &doc), RAP_OK);
	rap_paper_print(&s->desk, names[w], &doc, &ret);
	rap_doc_done(&doc);
	rap_papers_done(&papers);
	return ret;
}

static void golden(const char *name, const char *extension, const char *got)
{
	rap_buf below = rap_buf_init(256), path, want = rap_buf_init(0);

	rap_buf_printf(&below, "tests/golden/papers/%s.%s", name, extension);
	path = tree_path(rap_buf_text(&below));
	if (getenv("RAP_GOLDEN_UPDATE"))
		assert_int_equal(rap_file_replace(rap_buf_text(&path), rap_slice_of(got), 0644),
		                 RAP_OK);
	assert_int_equal(rap_file_read(rap_buf_text(&path), 4u * RAP_MIB, &want), RAP_OK);
	assert_string_equal(got, rap_buf_text(&want));
	rap_buf_done(&below);
	rap_buf_done(&path);
	rap_buf_done(&want);
}

static void test_papers_are_the_golden_ones(void **state)
{
	stage *s = told("2020-08-04T14:00");

	(void)state;
	for (which w = PROGRAMME; w <= PARTICIPANTS; w++) {
		rap_compiled p = paper(s, w);

		golden(names[w], "md", p.markdown);
		golden(names[w], "html", p.html);
		golden(names[w], "txt", p.text);
		assert_null(strstr(p.html, "<script"));
		assert_null(strstr(p.html, "\xE2\x80\xAE"));
		assert_null(strstr(p.markdown, "\xE2\x80\xAE"));
		assert_null(strstr(p.text, "\xE2\x80\xAE"));
		/* The link to join is for the roster, in the calendar file. */
		assert_null(strstr(p.text, "meet.example"));
		rap_compiled_done(&p);
	}
	stage_close(s);
}

static void set_name(rap_member *member, const char *name)
{
	free(member->name);
	member->name = rap_strdup(name);
}

static void test_tables_are_as_wide_as_a_mail(void **state)
{
	stage *s = told("2020-08-04T14:00");
	rap_compiled p;
	rap_slice rest;

	(void)state;
	/* Wide characters, and a word that no column holds. */
	set_name(&s->c->members[2], "\xE5\x8C\x97\xE6\x9D\xB1\xE4\xBA\x9E\xE7\x92\xB0\xE5\xA2\x83"
	                            "\xE5\x8C\x97\xE6\x9D\xB1\xE4\xBA\x9E\xE7\x92\xB0\xE5\xA2\x83 "
	                            "Averyveryveryveryverylongwordwithoutanyblankinit");
	p = paper(s, CONVERGENCE);
	rest = rap_slice_of(p.text);
	while (rest.len > 0) {
		const char *end = memchr(rest.at, '\n', rest.len);
		rap_slice line = {rest.at, end ? (size_t)(end - rest.at) : rest.len};

		assert_true(rap_utf8_width(line) <= 72);
		assert_true(line.len == 0 || line.at[line.len - 1] != ' ');
		rest = rap_slice_sub(rest, line.len + 1, rest.len);
	}
	rap_compiled_done(&p);
	stage_close(s);
}

/* Before the meeting nobody reads who proposes what where States are not to be named. */
static void test_States_are_not_named_before_the_meeting(void **state)
{
	static const char *const tells[] = {"JP-", "CN-", "MN-", "KR-"};
	stage *s = told("2020-08-04T14:00");
	rap_compiled p;

	(void)state;
	s->c->attribution_named = false;
	for (which w = PROGRAMME; w <= CONCLUSIONS; w++) {
		p = paper(s, w);
		for (size_t i = 0; i < sizeof tells / sizeof *tells; i++)
			assert_null(strstr(p.text, tells[i]));
		rap_compiled_done(&p);
	}
	p = paper(s, CONVERGENCE);
	assert_non_null(strstr(p.text, "2 member States"));
	assert_null(strstr(p.text, "Japan"));
	rap_compiled_done(&p);
	s->desk.now = s->c->meeting.starts;
	p = paper(s, CONVERGENCE);
	assert_non_null(strstr(p.text, "JP-1"));
	rap_compiled_done(&p);
	stage_close(s);
}

static void test_addresses_are_shown_on_wish_only(void **state)
{
	stage *s = told("2020-08-04T14:00");
	rap_compiled p = paper(s, PARTICIPANTS);

	(void)state;
	assert_null(strchr(p.text, '@'));
	assert_null(strstr(p.text, "1234"));
	assert_null(strstr(p.text, "5555"));
	rap_compiled_done(&p);
	s->c->meeting.addresses_shown = true;
	p = paper(s, PARTICIPANTS);
	assert_non_null(strstr(p.text, "lin.wenhao@environment.cn.example"));
	assert_non_null(strstr(p.text, "zhao.ruolan@environment.cn.example"));
	assert_non_null(strstr(p.text, "1234 5678"));
	assert_non_null(strstr(p.text, "haneul.kim@neaspec.example"));
	assert_null(strstr(p.text, "x@y.example")); /* not clear: whose it is nobody knows */
	rap_compiled_done(&p);
	stage_close(s);
}

/* However a telephone number is written into the answer. */
static void test_no_number_is_shown(void **state)
{
	static const struct {
		const char *raw, *shown;
	} cases[] = {
		{"Bat Bold, Director, Tel. +976 11 234567", "Bat Bold, Director\n"},
		{"Bat Bold, Director of Water, tel: (976-11) 23 45 67 ext. 8",
	         "Bat Bold, Director of Water\n"},
		{"Bat Bold; Mobile +976 99 112233", "Bat Bold; Mobile\n"},
		{"Bat Bold, Water Agency mobile ９９１１２２３３",
	         "Bat Bold, Water Agency mobile\n"},
		{"Bat Bold <bold@water.mn.example>, Director", "Bat Bold, Director\n"},
		{"+976 99 112233", "(address only)\n"},
		{"Bat Bold, Division 12, Room 305", "Bat Bold, Division 12, Room 305\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		stage *s = stage_open("2020-08-04T14:00");
		rap_compiled p;

		mail(s, "2020-07-20T10:00:00", "MN", "oyun@nature.mn.example");
		listed(s, "4.2", (const char *const[]){cases[i].raw, NULL}, RAP_ANSWER_OK);
		p = paper(s, PARTICIPANTS);
		if (!strstr(p.text, cases[i].shown))
			print_error("%s\n", p.text);
		assert_non_null(strstr(p.text, cases[i].shown));
		rap_compiled_done(&p);
		stage_close(s);
	}
}

/* ---- what is agreed ------------------------------------------------------------------------------------- */

static const char *const everybody[] = {"CN", "KP", "JP", "MN", "KR", "RU"};

static void all_say(stage *s, size_t n, const char *field, const char *word)
{
	for (size_t i = 0; i < n; i++) {
		rap_buf when = rap_buf_init(64);

		rap_buf_printf(&when, "2020-07-2%zuT10:00:00", i);
		mail(s, rap_buf_text(&when), everybody[i],
		     rap_consultation_member(s->c, everybody[i])->contacts.at[0].address);
		chosen(s, field, word);
		rap_buf_done(&when);
	}
}

static bool agreed(const stage *s)
{
	rap_compiled p = paper(s, CONCLUSIONS);
	bool found =
		strstr(p.text, "Paragraphs without proposals, on a draft that every member "
	                       "State\nsupports, for the Meeting to confirm: 1 to 10\n") != NULL;

	assert_true(found != (strstr(p.text, "silence is no\nconsent") != NULL));
	rap_compiled_done(&p);
	return found;
}

static void test_silence_agrees_to_nothing(void **state)
{
	stage *s = stage_open("2020-08-04T14:00");

	(void)state;
	assert_false(agreed(s));
	all_say(s, 5, "2.1", "support");
	assert_false(agreed(s)); /* one has not replied */
	stage_close(s);
}

static void test_support_in_words_agrees(void **state)
{
	stage *s = stage_open("2020-08-04T14:00");

	(void)state;
	all_say(s, 5, "2.1", "support");
	mail(s, "2020-07-26T10:00:00", "RU", "a.veresova@ecology.ru.example");
	chosen(s, "2.1", "support with changes");
	assert_true(agreed(s));
	stage_close(s);
}

/* A yes to the text of the round before is none to another one. */
static void test_support_of_an_earlier_text_does_not(void **state)
{
	stage *s = stage_open("2020-08-24T14:00");
	int64_t opened = at("2020-08-11T09:00");

	(void)state;
	all_say(s, 6, "2.1", "support");
	assert_true(agreed(s));
	assert_int_equal(rap_draft_put(s->desk.store, 1, "Zero draft", "[P1] Before.\n"), RAP_OK);
	assert_true(agreed(s)); /* the round began before anybody wrote */
	assert_int_equal(rap_round_open(s->desk.store, 2, opened, opened + 86400), RAP_OK);
	s->desk.round = 2;
	assert_int_equal(rap_draft_put(s->desk.store, 2, "Again", "[P1] Before.\n"), RAP_OK);
	assert_true(agreed(s)); /* the same text under another name */
	assert_int_equal(rap_draft_put(s->desk.store, 2, "Rev.1", "[P1] Behind.\n"), RAP_OK);
	assert_false(agreed(s));
	stage_close(s);
}

/* What was proposed and not taken is no silence either, nor what was taken: the State's yes was to another text. */
static void test_decided_paragraphs_are_not_agreed(void **state)
{
	static const rap_disposition cases[] = {RAP_DISPOSITION_DECLINED, RAP_DISPOSITION_NOTED,
	                                        RAP_DISPOSITION_ACCEPTED};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		stage *s = stage_open("2020-08-04T14:00");
		rap_compiled p;

		all_say(s, 6, "2.1", "support with changes");
		change(s, "P3", "shall contribute", "may contribute", RAP_PROPOSAL_SUBSTANTIVE);
		decide(s, "RU", 1, cases[i], "x");
		s->draft.revised = i == 2; /* and once more with a draft that holds it */
		for (int j = 0; j < 2; j++) {
			p = paper(s, CONCLUSIONS);
			assert_non_null(strstr(p.text, "1 to 2 (c), 4 to 10\n"));
			assert_non_null(strstr(p.text, "RU-1 (Russian Federation) on paragraph 3"));
			rap_compiled_done(&p);
			p = paper(s, CONVERGENCE);
			assert_non_null(strstr(p.text, "3          decided"));
			rap_compiled_done(&p);
			s->draft.revised = false;
		}
		stage_close(s);
	}
}

static void test_less_than_support_does_not(void **state)
{
	static const struct {
		const char *field, *word;
		rap_answer_status status;
	} cases[] = {
		{"2.1", "no position", RAP_ANSWER_OK}, {"2.1", "cannot support", RAP_ANSWER_OK},
		{"2.1", "x", RAP_ANSWER_UNCLEAR},      {"2.1", "x", RAP_ANSWER_RESERVE},
		{"2.1", "none", RAP_ANSWER_NONE},      {"2.8", "no position", RAP_ANSWER_OK},
		{"2.8", "x", RAP_ANSWER_RESERVE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		stage *s = stage_open("2020-08-04T14:00");

		all_say(s, 5, "2.1", "support");
		mail(s, "2020-07-26T10:00:00", "RU", "a.veresova@ecology.ru.example");
		if (strcmp(cases[i].field, "2.1") != 0)
			chosen(s, "2.1", "support");
		answer(s, cases[i].field, cases[i].word,
		       cases[i].status == RAP_ANSWER_OK
		               ? (rap_value){.kind = RAP_VALUE_TEXT,
		                             .text = rap_strdup(cases[i].word)}
		               : (rap_value){0},
		       cases[i].status);
		assert_false(agreed(s));
		stage_close(s);
	}
}

/* ---- limits --------------------------------------------------------------------------------------------- */

static void test_nothing_on_record_makes_papers(void **state)
{
	stage *s = stage_open("2020-07-06T09:00");
	rap_compiled p;

	(void)state;
	s->desk.draft = NULL;
	for (which w = PROGRAMME; w <= PARTICIPANTS; w++) {
		p = paper(s, w);
		assert_true(strlen(p.text) > 100);
		rap_compiled_done(&p);
	}
	p = paper(s, PARTICIPANTS);
	assert_non_null(strstr(p.text, "No nomination received yet."));
	rap_compiled_done(&p);
	stage_close(s);
}

static void test_megabyte_stays_text_and_is_cut(void **state)
{
	stage *s = stage_open("2020-08-04T14:00");
	char *words = rap_calloc(RAP_MIB + 1, 1);

	(void)state;
	for (size_t i = 0; i < RAP_MIB; i++)
		words[i] = "a<|b] "[i % 6];
	mail(s, "2020-07-20T10:00:00", "CN", "lin.wenhao@environment.cn.example");
	propose(s, "P3", words, RAP_PROPOSAL_SUBSTANTIVE);
	answer(s, "1.2", words, (rap_value){0}, RAP_ANSWER_OK);
	for (which w = PROGRAMME; w <= PARTICIPANTS; w++) {
		rap_compiled p = paper(s, w);

		assert_true(strlen(p.html) < 64u * RAP_KIB);
		assert_null(strstr(p.html, "a<|"));
		rap_compiled_done(&p);
	}
	free(words);
	stage_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_papers_are_the_golden_ones),
		cmocka_unit_test(test_tables_are_as_wide_as_a_mail),
		cmocka_unit_test(test_States_are_not_named_before_the_meeting),
		cmocka_unit_test(test_addresses_are_shown_on_wish_only),
		cmocka_unit_test(test_no_number_is_shown),
		cmocka_unit_test(test_silence_agrees_to_nothing),
		cmocka_unit_test(test_support_in_words_agrees),
		cmocka_unit_test(test_support_of_an_earlier_text_does_not),
		cmocka_unit_test(test_decided_paragraphs_are_not_agreed),
		cmocka_unit_test(test_less_than_support_does_not),
		cmocka_unit_test(test_nothing_on_record_makes_papers),
		cmocka_unit_test(test_megabyte_stays_text_and_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
