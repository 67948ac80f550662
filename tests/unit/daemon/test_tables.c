// SPDX-License-Identifier: Apache-2.0
/*
 * The record as tables: goldens below tests/golden/tables/ (see golden.h), what is one row of the matrix and what is not,
 * and what is said of a State that says nothing.
 */
#include "golden.h"

#include "report/tables.h"
#include "store/decision.h"

#define OYUN "oyun@nature.mn.example"
#define TEMUULEN "temuulen@nature.mn.example"
#define HAYASHI "k.hayashi@kankyo.jp.example"
#define SEO "jian.seo@hwankyung.kr.example"
#define LIN "lin.wenhao@environment.cn.example"
#define RE "Re: [NEASPEC-NFP-2020] Draft NEASPEC Strategic Plan 2021-2025"

/* ---- a record ------------------------------------------------------------------------------------------- */

static void answer_value(stage *s, const char *field, const char *raw, rap_value value)
{
	rap_answer *a = rap_reading_answer(s->reading);
	int64_t id;

	a->field = rap_strdup(field);
	a->raw = rap_strdup(raw);
	a->where = rap_strdup("text");
	a->value = value;
	assert_int_equal(
		rap_answer_add(s->desk.store, s->mail, s->member, s->author, s->mail_at, a, &id),
		RAP_OK);
}

static void rate(stage *s, const char *field, long number)
{
	rap_buf raw = rap_buf_init(100);

	rap_buf_printf(&raw, "%ld", number);
	answer_value(s, field, rap_buf_text(&raw),
	             (rap_value){.kind = RAP_VALUE_NUMBER, .number = number});
	rap_buf_done(&raw);
}

static void list(stage *s, const char *field, const char *first, const char *second)
{
	rap_value value = {.kind = RAP_VALUE_LIST};
	rap_buf raw = rap_buf_init(2000);

	rap_strv_add(&value.list, first);
	if (second)
		rap_strv_add(&value.list, second);
	rap_buf_printf(&raw, "%s\n%s", first, second ? second : "");
	answer_value(s, field, rap_buf_text(&raw), value);
	rap_buf_done(&raw);
}

static void person(stage *s, const char *name, const char *title, const char *institution,
                   const char *address)
{
	rap_person *p = rap_reading_person(s->reading);

	p->name = rap_strdup(name);
	p->title = rap_strdup(title);
	p->organisation = rap_strdup(institution);
	p->address = rap_strdup(address);
}

static void mail(stage *s, const char *when, const char *member, const char *author)
{
	stage_mail(s, when, member, author, RE, RAP_VERDICT_ACCEPTED, NULL);
}

static void record(stage *s)
{
	char *p3 = stage_changed(s, "P3", "shall contribute", "should contribute");

	mail(s, "2020-07-20T10:00:00", "MN", OYUN);
	stage_answer(s, "2.1", "support", "support", RAP_ANSWER_OK);
	stage_answer(s, "2.2", "n/a", NULL, RAP_ANSWER_NONE);
	stage_answer(s, "2.3", "we mostly agree", NULL, RAP_ANSWER_UNCLEAR);
	stage_answer(s, "2.6", "The text is clear.", NULL, RAP_ANSWER_OK);
	stage_answer(s, "2.15", "none", NULL, RAP_ANSWER_NONE);
	rate(s, "1.1", 4);
	rate(s, "1.8", 2);
	stage_answer(s, "1.10", "none", NULL, RAP_ANSWER_NONE);
	list(s, "3.1", "Dust and sand storms", "A calendar of meetings");
	stage_answer(s, "3.4", "12 October 2020", "2020-10-12", RAP_ANSWER_OK);
	answer_value(s, "4.1", "yes", (rap_value){.kind = RAP_VALUE_BOOL, .yes = true});
	person(s, "Bat-Erdene Oyun", "Director", "Ministry of Nature", OYUN);
	person(s, "Dorjsuren Altan", NULL, "Institute of Geoecology",
	       "altan@geoecology.mn.example");
	list(s, "4.2", "Bat-Erdene Oyun, Director, Ministry of Nature, " OYUN,
	     "Dorjsuren Altan, Institute of Geoecology, altan@geoecology.mn.example, +976 11 "
	     "000000");
	stage_proposal(s, "P3", RAP_ACTION_REPLACE, p3, NULL, "it is voluntary");
	stage_proposal(s, "P5", RAP_ACTION_DELETE, NULL, "delete", NULL);
	stage_proposal(s, "P9", RAP_ACTION_COMMENT, NULL, "To be withdrawn.", NULL);
	stage_read(s);
	assert_int_equal(rap_proposal_withdraw(s->desk.store, s->mail, "MN", 3), RAP_OK);

	mail(s, "2020-07-21T10:00:00", "MN", TEMUULEN);
	stage_answer(s, "2.1", "cannot support", "cannot support", RAP_ANSWER_OK);
	rate(s, "1.1", 5);
	stage_read(s);

	mail(s, "2020-07-21T11:00:00", "JP", HAYASHI);
	stage_answer(s, "2.1", "reserves its position", NULL, RAP_ANSWER_RESERVE);
	stage_answer(s, "2.2", "support with changes", "support with changes", RAP_ANSWER_OK);
	stage_answer(s, "2.6", "The text is clear.", NULL, RAP_ANSWER_OK);
	rate(s, "1.1", 1);
	rate(s, "1.8", 5);
	stage_proposal(s, "P3", RAP_ACTION_REPLACE, p3, NULL, "softer");
	stage_proposal(s, "P5", RAP_ACTION_DELETE, NULL, "please delete", NULL);
	stage_read(s);

	mail(s, "2020-07-21T12:00:00", "KR", SEO);
	list(s, "4.2", "Seo Ji-an, as last year", NULL);
	stage_proposal(s, "P3", RAP_ACTION_REPLACE, "The goals are of equal standing.", NULL, NULL);
	stage_proposal(s, "P10", RAP_ACTION_INSERT_AFTER, "=1+1 is a new paragraph.", NULL, NULL);
	stage_proposal(s, "P99", RAP_ACTION_COMMENT, NULL, "Where is this?", NULL);
	stage_read(s);
	mail(s, "2020-07-21T13:00:00", "KR", SEO);
	stage_proposal(s, "P3", RAP_ACTION_REPLACE, p3, NULL, NULL);
	stage_read(s);
	stage_mail(s, "2020-07-21T14:00:00", NULL, "offers@shop.example", "=cheap",
	           RAP_VERDICT_QUARANTINED, "The sender is not on the roster.");
	free(p3);
}

static void decide(stage *s, const char *member, long number, rap_disposition disposition,
                   const char *text, const char *reason)
{
	rap_proposal_rows rows;
	rap_decision d = {
		.disposition = disposition, .text = rap_strdup(text), .reason = rap_strdup(reason)};

	d.by = rap_strdup("secretariat");
	d.at = s->desk.now;
	assert_int_equal(rap_proposals_get(s->desk.store, member, false, &rows), RAP_OK);
	for (size_t i = 0; i < rows.n; i++)
		if (rows.at[i].number == number)
			d.proposal_id = rows.at[i].id;
	assert_int_not_equal(d.proposal_id, 0);
	assert_int_equal(rap_decision_add(s->desk.store, &d), RAP_OK);
	free(d.text);
	free(d.reason);
	free(d.by);
	rap_proposal_rows_done(&rows);
}

/* ---- whole -------------------------------------------------------------------------------------------------- */

static void test_tables_make_gives_what_is_on_record(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_tables tables;

	(void)state;
	record(s);
	decide(s, "KR", 2, RAP_DISPOSITION_NOTED, NULL, NULL);
	decide(s, "KR", 2, RAP_DISPOSITION_MODIFIED, "A new paragraph.", "no sums");
	assert_int_equal(rap_tables_make(&s->desk, &tables), RAP_OK);
	for (size_t i = 0; i < RAP_TABLES_N; i++) {
		rap_buf out = rap_buf_init(RAP_MIB), name = rap_buf_init(200);

		rap_table_csv(&tables.at[i], &out);
		rap_buf_printf(&name, "tables/%s.csv", tables.at[i].name);
		golden(rap_buf_text(&name), rap_buf_as_slice(&out));
		rap_buf_done(&out);
		rap_buf_done(&name);
	}
	rap_tables_done(&tables);
	stage_close(s);
}

/* Nothing on record, and nothing that could be: silence is told as silence. */
static void test_tables_make_tells_silence(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_store *store = s->desk.store;
	rap_tables tables;

	(void)state;
	for (int round = 0; round < 3; round++) {
		if (round == 1)
			s->desk.draft = NULL;
		if (round == 2)
			s->desk.store = NULL;
		assert_int_equal(rap_tables_make(&s->desk, &tables), RAP_OK);
		assert_int_equal(tables.at[RAP_TABLES_MATRIX].n_rows, 0);
		assert_int_equal(tables.at[RAP_TABLES_DECISIONS].n_rows, 0);
		assert_int_equal(tables.at[RAP_TABLES_LOG].n_rows, 0);
		for (size_t i = 0; i < tables.at[RAP_TABLES_POSITIONS].n_rows; i++)
			for (size_t j = 3; j < 3 + s->c->n_members; j++)
				assert_string_equal(
					tables.at[RAP_TABLES_POSITIONS].rows[i].cells[j].text,
					"no reply");
		assert_int_equal(tables.at[RAP_TABLES_PARTICIPANTS].n_rows, s->c->n_members);
		rap_tables_done(&tables);
	}
	s->desk.store = store;
	s->desk.draft = &s->draft;
	stage_close(s);
}

/* ---- one row or two ----------------------------------------------------------------------------------------- */

static const char *cell(const rap_table *table, size_t row, const char *key)
{
	for (size_t j = 0; j < table->n_columns; j++)
		if (strcmp(table->columns[j].key, key) == 0)
			return table->rows[row].cells[j].text ? table->rows[row].cells[j].text : "";
	fail_msg("no column %s", key);
	return NULL;
}

static void check_numbers(stage *s, const char *const *want)
{
	rap_tables tables;
	const rap_table *matrix = &tables.at[RAP_TABLES_MATRIX];
	size_t i;

	assert_int_equal(rap_tables_make(&s->desk, &tables), RAP_OK);
	for (i = 0; want[i]; i++) {
		assert_true(i < matrix->n_rows);
		assert_string_equal(cell(matrix, i, "number"), want[i]);
	}
	assert_int_equal(matrix->n_rows, i);
	rap_tables_done(&tables);
}

static void test_matrix_merges_only_what_is_the_same(void **state)
{
	static const char *const open[] = {"CN-2\nKR-1", "JP-1", "MN-1", "MN-2", "KR-2", NULL};
	static const char *const decided[] = {"CN-2", "JP-1", "MN-1", "MN-2", "KR-1", "KR-2", NULL};
	stage *s = stage_open("2020-07-22T08:00:00");

	(void)state;
	mail(s, "2020-07-20T10:00:00", "KR", SEO);
	stage_proposal(s, "P4", RAP_ACTION_REPLACE, "These words.", NULL, NULL);
	stage_proposal(s, "P4", RAP_ACTION_INSERT_AFTER, "These words.", NULL, NULL);
	stage_read(s);
	mail(s, "2020-07-20T11:00:00", "MN", OYUN);
	stage_proposal(s, "P4", RAP_ACTION_REPLACE, "These words", NULL, NULL);
	stage_proposal(s, "P4", RAP_ACTION_COMMENT, NULL, "These words.", NULL);
	stage_read(s);
	mail(s, "2020-07-20T12:00:00", "JP", HAYASHI);
	stage_proposal(s, "P4", RAP_ACTION_REPLACE, "these words.", NULL, NULL);
	stage_read(s);
	mail(s, "2020-07-20T13:00:00", "CN", LIN);
	stage_proposal(s, "P11", RAP_ACTION_COMMENT, NULL, "Later.", NULL);
	stage_proposal(s, "P4", RAP_ACTION_REPLACE, "These words.", NULL, NULL);
	stage_read(s);
	assert_int_equal(rap_proposal_withdraw(s->desk.store, s->mail, "CN", 1), RAP_OK);
	{
		const char *with_gone[8] = {0};

		memcpy(with_gone, open, sizeof open);
		with_gone[5] = "CN-1";
		check_numbers(s, with_gone);
		decide(s, "KR", 1, RAP_DISPOSITION_ACCEPTED, NULL, NULL);
		memcpy(with_gone, decided, sizeof decided);
		with_gone[6] = "CN-1";
		check_numbers(s, with_gone);
	}
	stage_close(s);
}

/* A thousand who say the same are one row, and cost no more than a thousand who do not. */
static void test_matrix_takes_many_on_one_paragraph(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_tables tables;
	const rap_table *matrix = &tables.at[RAP_TABLES_MATRIX];

	(void)state;
	for (int i = 0; i < 500; i++) {
		rap_buf when = rap_buf_init(100), words = rap_buf_init(100);

		rap_buf_printf(&when, "2020-07-20T%02d:%02d:00", i / 60, i % 60);
		rap_buf_printf(&words, "Comment %d.", i % 2 ? i : 0);
		mail(s, rap_buf_text(&when), i % 3 ? "MN" : "KR", i % 3 ? OYUN : SEO);
		stage_proposal(s, "P4", RAP_ACTION_COMMENT, NULL, rap_buf_text(&words), NULL);
		rap_buf_done(&when);
		rap_buf_done(&words);
	}
	assert_int_equal(rap_tables_make(&s->desk, &tables), RAP_OK);
	assert_true(matrix->n_rows > 1);
	rap_tables_done(&tables);
	stage_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables_make_gives_what_is_on_record),
		cmocka_unit_test(test_tables_make_tells_silence),
		cmocka_unit_test(test_matrix_merges_only_what_is_the_same),
		cmocka_unit_test(test_matrix_takes_many_on_one_paragraph),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
