// SPDX-License-Identifier: Apache-2.0
/* Proposals on paragraphs of the draft, in all their ways and under any quotation. */
#include "form_reply.h"

typedef struct proposal_row {
	const char *reply; /* in it, {P2} stands for the quoted paragraph */
	rap_action action;
	rap_answer_status status;
	const char *paragraph, *text, *words, *reason;
} proposal_row;

static void check_proposal(const proposal_row *row)
{
	char *parts[FIXTURE_FIELDS];
	rap_reading *reading;
	rap_context c;
	const rap_proposal *p;
	bool told = false;

	fixture_context(&c);
	c.answers_text = sent_text(&c, 0, parts);
	reading = read_reply(&c, row->reply);
	if (reading->n_proposals != 1)
		fail_msg("%s\n%zu proposals", row->reply, reading->n_proposals);
	p = &reading->proposals[0];
	if (p->action != row->action || p->status != row->status ||
	    strcmp(p->paragraph, row->paragraph) != 0)
		fail_msg("%s\ngot %s %s %s", row->reply, p->paragraph, rap_action_text(p->action),
		         rap_answer_status_text(p->status));
	if (row->text)
		assert_string_equal(p->text, row->text);
	else
		assert_null(p->text);
	if (row->words)
		assert_string_equal(p->words, row->words);
	if (row->reason)
		assert_string_equal(p->reason, row->reason);
	assert_string_equal(p->base_revision, "Zero draft");
	/* What is unclear says why, and quotes the words. */
	for (size_t k = 0; k < reading->n_findings && row->status == RAP_ANSWER_UNCLEAR; k++)
		told |= strcmp(reading->findings[k].code, p->flags.at[0]) == 0 &&
		        strcmp(reading->findings[k].excerpt, p->words) == 0 &&
		        strstr(reading->findings[k].text, row->paragraph);
	assert_int_equal(told, row->status == RAP_ANSWER_UNCLEAR);
	rap_reading_free(reading);
	free_parts(parts, FIXTURE_FIELDS);
	rap_context_done(&c);
}

#define P2_WRAPPED                                                                            \
	"> [P2] The results shall be published\n> every year, in a form that farmers can\n> " \
	"use.\n"
#define P2 "[P2] The results shall be published every year, in a form that farmers can use."
#define P3 "[P3] The Secretariat will keep a list of dams and weirs."

static void test_proposals_in_all_their_ways(void **state)
{
	static const proposal_row rows[] = {
		/* (c) a mark at a line start */
		{"[P2] replace: Nothing is published.\nReason: cost", RAP_ACTION_REPLACE,
	         RAP_ANSWER_OK, "P2", "Nothing is published.", NULL, "cost"},
		{"［P2］ 修改为：不发布。", RAP_ACTION_REPLACE, RAP_ANSWER_OK, "P2", "不发布。",
	         NULL, NULL},
		{"P2: delete", RAP_ACTION_DELETE, RAP_ANSWER_OK, "P2", NULL, NULL, NULL},
		{"[P2 (a)] insert after: \"And on birds.\"", RAP_ACTION_INSERT_AFTER, RAP_ANSWER_OK,
	         "P2 (a)", "And on birds.", NULL, NULL},
		{"> [P3] delete", RAP_ACTION_DELETE, RAP_ANSWER_OK, "P3", NULL, NULL, NULL},
		{"[P2] replace shall with should", RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P2", NULL,
	         "replace shall with should", NULL},
		{"[P2] replace: \"every year\" by “every month”.", RAP_ACTION_COMMENT,
	         RAP_ANSWER_OK, "P2", NULL, "replace: \"every year\" by “every month”.", NULL},
		{"[P2] delete the words \"every year\"", RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P2",
	         NULL, "delete the words \"every year\"", NULL},
		{"Paragraph 3: who pays?", RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P3", NULL,
	         "who pays?", NULL},
		{"[P2] replace:", RAP_ACTION_REPLACE, RAP_ANSWER_UNCLEAR, "P2", NULL, NULL, NULL},
		{"[P2] replace: The results shall be published every month, in a form that farmers "
	         "can use.",
	         RAP_ACTION_REPLACE, RAP_ANSWER_OK, "P2",
	         "The results shall be published every month, in a form that farmers can use.",
	         NULL, NULL},
		/* (c) under a quoted paragraph, of this one or of another */
		{P2_WRAPPED "\n[P2] delete", RAP_ACTION_DELETE, RAP_ANSWER_OK, "P2", NULL, NULL,
	         NULL},
		{P2_WRAPPED "\n[P3] delete", RAP_ACTION_DELETE, RAP_ANSWER_OK, "P3", NULL, NULL,
	         NULL},
		{P2_WRAPPED "\n[P2] replace: Nothing is published.\n\n> " P3, RAP_ACTION_REPLACE,
	         RAP_ANSWER_OK, "P2", "Nothing is published.", NULL, NULL},
		{P2_WRAPPED "\n[P2] insert after: More.\nReason: cost", RAP_ACTION_INSERT_AFTER,
	         RAP_ANSWER_OK, "P2", "More.", NULL, "cost"},
		{P2_WRAPPED "\n[P2] who pays?", RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P2", NULL,
	         "who pays?", NULL},
		/* (a) under a quoted paragraph */
		{"> " P2 "\n\nToo often.\n\n> " P3 "\n", RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P2",
	         NULL, "Too often.", NULL},
		{"> " P2 "\n> Too often.\n>\n> " P3 "\n", RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P2",
	         NULL, "Too often.", NULL},
		{"> " P2 "\n\ndelete\n\n> " P3 "\n", RAP_ACTION_DELETE, RAP_ANSWER_OK, "P2", NULL,
	         NULL, NULL},
		/* what is typed cites the paragraph above it */
		{P2_WRAPPED "\nDelete \"in a form that farmers can use\".\n\n>\n> " P3 "\n",
	         RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P2", NULL,
	         "Delete \"in a form that farmers can use\".", NULL},
		{P2_WRAPPED "\nWhy \"every year\"?\n\n>\n> " P3 "\n", RAP_ACTION_COMMENT,
	         RAP_ANSWER_OK, "P2", NULL, "Why \"every year\"?", NULL},
		/* marks as people write them */
		{"[P.2] why?", RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P2", NULL, "why?", NULL},
		{"P2 delete", RAP_ACTION_DELETE, RAP_ANSWER_OK, "P2", NULL, NULL, NULL},
		{"P2 replace: Nothing is published.", RAP_ACTION_REPLACE, RAP_ANSWER_OK, "P2",
	         "Nothing is published.", NULL, NULL},
		{"P2 - delete", RAP_ACTION_DELETE, RAP_ANSWER_OK, "P2", NULL, NULL, NULL},
		/* more of a mark than the draft has, or another paragraph in the next line */
		{"[P2] bis: delete", RAP_ACTION_COMMENT, RAP_ANSWER_UNCLEAR, "P2", NULL, NULL,
	         NULL},
		{"[P3] (b) delete", RAP_ACTION_COMMENT, RAP_ANSWER_UNCLEAR, "P3", NULL, NULL, NULL},
		{"[P3] delete\nP1 is too long", RAP_ACTION_COMMENT, RAP_ANSWER_UNCLEAR, "P3", NULL,
	         NULL, NULL},
		{"[P3] delete\nP2 b: delete", RAP_ACTION_COMMENT, RAP_ANSWER_UNCLEAR, "P3", NULL,
	         NULL, NULL},
		/* the mark alone is no draft that came back: words further down are not its own */
		{"[P2] who pays?\n\n2.7 The results shall be published, with care.\n",
	         RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P2", NULL, "who pays?", NULL},
		{"[P2], [P3] delete", RAP_ACTION_COMMENT, RAP_ANSWER_UNCLEAR, "P2", NULL, NULL,
	         NULL},
		{"[P2]-[P3] delete", RAP_ACTION_COMMENT, RAP_ANSWER_UNCLEAR, "P2", NULL, NULL,
	         NULL},
		/* (b) edited in place */
		{"> [P2] The results should be published every\n> second year, in a form that "
	         "farmers can use.\n>\n> " P3,
	         RAP_ACTION_REPLACE, RAP_ANSWER_OK, "P2",
	         "The results should be published every second year, in a form that farmers can "
	         "use.",
	         NULL, NULL},
		{"[P2] The results shall be published, in a form that farmers can use.\n\n" P3,
	         RAP_ACTION_REPLACE, RAP_ANSWER_OK, "P2",
	         "The results shall be published, in a form that farmers can use.", NULL, NULL},
		{"> " P2 "\n>\n> [P3] The secretariat will keep a list of dams and weirs.",
	         RAP_ACTION_REPLACE, RAP_ANSWER_OK, "P3",
	         "The secretariat will keep a list of dams and weirs.", NULL, NULL},
		{"> " P2 " And in time.\n>\n> " P3, RAP_ACTION_REPLACE, RAP_ANSWER_UNCLEAR, "P2",
	         "The results shall be published every year, in a form that farmers can use. And "
	         "in time.",
	         NULL, NULL},
		{"> [P2] The results shall be\n>\n> " P3, RAP_ACTION_REPLACE, RAP_ANSWER_UNCLEAR,
	         "P2", "The results shall be", NULL, NULL},
		{"> [P2]\n>\n> " P3, RAP_ACTION_DELETE, RAP_ANSWER_UNCLEAR, "P2", NULL, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		check_proposal(&rows[i]);
}

/* The paragraph with one word taken out, put in or put in the place of another. Word n of it. */
static char *edited(const char *text, size_t word, unsigned how)
{
	static const char *const news[] = {"seventeen", "水位", "ежегодно", "\"monthly\",",
	                                   "e-mail"};
	rap_buf out = rap_buf_init(RAP_MIB);
	const char *at = text;

	for (size_t n = 0; *at; n++) {
		size_t len = strcspn(at, " ");
		const char *put = n == word && how > 0 ? news[pick(5)] : NULL;

		if (put)
			rap_buf_printf(&out, "%s%s", out.len ? " " : "", put);
		if (n != word || how == 1) {
			if (out.len)
				rap_buf_char(&out, ' ');
			rap_buf_add(&out, at, len);
		}
		at += len;
		at += *at == ' ';
	}
	return rap_buf_take(&out);
}

/* Way (b), whatever the client did to the quotation: the edit, and nothing but the edit. */
static void test_an_edited_word_is_the_edit_under_any_quotation(void **state)
{
	(void)state;
	seed = 77;
	for (unsigned round = 0; round < ROUNDS; round++) {
		rap_buf draft = rap_buf_init(RAP_MIB), reply = rap_buf_init(RAP_MIB);
		size_t p = pick(FIXTURE_PARAGRAPHS), words = 1, word;
		char *parts[FIXTURE_FIELDS], *text = NULL;
		rap_reading *reading;
		rap_context c;

		fixture_context(&c);
		c.answers_text = sent_text(&c, 0, parts);
		for (const char *at = c.paragraphs[p].text; *at; at++)
			words += *at == ' ';
		word = 1 + pick((uint32_t)words - 2); /* not the first, not the last */
		for (size_t i = 0; i < c.n_paragraphs; i++) {
			char *one = i == p ? edited(c.paragraphs[i].text, word, pick(3))
			                   : rap_strdup(c.paragraphs[i].text);

			rap_buf_printf(&draft, "[%s] %s\n\n", c.paragraphs[i].mark, one);
			if (i == p)
				text = one;
			else
				free(one);
		}
		rap_buf_str(&reply, "Dear colleagues,\n\nour proposal stands below.\n\n");
		quote(&reply, rap_buf_text(&draft), marks[pick(6)], widths[pick(4)]);
		reading = read_reply(&c, rap_buf_text(&reply));
		if (reading->n_proposals != 1 ||
		    reading->proposals[0].action != RAP_ACTION_REPLACE ||
		    reading->proposals[0].status != RAP_ANSWER_OK ||
		    strcmp(reading->proposals[0].paragraph, c.paragraphs[p].mark) != 0 ||
		    strcmp(reading->proposals[0].text, text) != 0)
			fail_msg("round %u: %zu proposals, '%s', want '%s'\n%s", round,
			         reading->n_proposals,
			         reading->n_proposals && reading->proposals[0].text
			                 ? reading->proposals[0].text
			                 : "",
			         text, rap_buf_text(&reply));
		free(text);
		rap_reading_free(reading);
		rap_buf_done(&draft);
		rap_buf_done(&reply);
		free_parts(parts, FIXTURE_FIELDS);
		rap_context_done(&c);
	}
}

/* A mark that the draft does not have ends the words above it, and is told: it never becomes part of them. */
static void test_a_strange_mark_is_nobodys_words(void **state)
{
	static const struct {
		const char *reply, *paragraph, *text, *excerpt;
		rap_action action;
	} rows[] = {
		{"[P2] replace: Nothing.\n[P99] delete", "P2", "Nothing.", "[P99] delete",
	         RAP_ACTION_REPLACE},
		{"[P2] delete\n[P2 (c)] replace: And on fish.\nAnd frogs.", "P2", NULL,
	         "[P2 (c)] replace: And on fish.\nAnd frogs.", RAP_ACTION_DELETE},
		{"[P99] delete\n[P3] delete", "P3", NULL, "[P99] delete", RAP_ACTION_DELETE},
		{"> " P2 "\n\ndelete\n[P2 bis] delete\n\n> " P3 "\n", "P2", NULL, "[P2 bis] delete",
	         RAP_ACTION_DELETE},
		{"[P99] delete", NULL, NULL, "[P99] delete", RAP_ACTION_DELETE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *parts[FIXTURE_FIELDS];
		rap_reading *reading;
		rap_context c;
		size_t told = 0;

		fixture_context(&c);
		c.answers_text = sent_text(&c, 0, parts);
		reading = read_reply(&c, rows[i].reply);
		assert_int_equal(reading->n_proposals, rows[i].paragraph ? 1 : 0);
		if (rows[i].paragraph) {
			const rap_proposal *p = &reading->proposals[0];

			assert_string_equal(p->paragraph, rows[i].paragraph);
			assert_int_equal(p->action, rows[i].action);
			if (rows[i].text)
				assert_string_equal(p->text, rows[i].text);
		}
		for (size_t k = 0; k < reading->n_findings; k++)
			if (strcmp(reading->findings[k].code, "unknown-paragraph") == 0) {
				assert_string_equal(reading->findings[k].excerpt, rows[i].excerpt);
				told++;
			}
		assert_int_equal(told, 1);
		rap_reading_free(reading);
		free_parts(parts, FIXTURE_FIELDS);
		rap_context_done(&c);
	}
}

static void test_unchanged_or_shortened_quotations_propose_nothing(void **state)
{
	static const char *const replies[] = {
		"> " P2 "\n> " P3,
		P2_WRAPPED,
		"> [P2] The results shall ...\n\n",
		"> [P2] The results shall be [...]\n",
		"see P2 and P3",
	};

	(void)state;
	for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++) {
		char *parts[FIXTURE_FIELDS];
		rap_reading *reading;
		rap_context c;

		fixture_context(&c);
		c.answers_text = sent_text(&c, 0, parts);
		reading = read_reply(&c, replies[i]);
		for (size_t p = 0; p < reading->n_proposals; p++)
			if (reading->proposals[p].status == RAP_ANSWER_OK)
				fail_msg("%s\n%s", replies[i], reading->proposals[p].words);
		rap_reading_free(reading);
		free_parts(parts, FIXTURE_FIELDS);
		rap_context_done(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_proposals_in_all_their_ways),
		cmocka_unit_test(test_an_edited_word_is_the_edit_under_any_quotation),
		cmocka_unit_test(test_a_strange_mark_is_nobodys_words),
		cmocka_unit_test(test_unchanged_or_shortened_quotations_propose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
