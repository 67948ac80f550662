// SPDX-License-Identifier: Apache-2.0
/*
 * The form reader as a whole: the sent form laid over itself says nothing; answers appended to any items of any form,
 * under any quotation and wrapping, come back as exactly these; proposals; letters.
 */
#include "parsers/form.h"

#include "common/limits.h"
#include "form_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

#define ROUNDS 300

/* A small generator: the same sequence everywhere. */
static uint32_t seed;

static uint32_t pick(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 16) % n;
}

/* One of the layouts an item may have. */
static void put_item(rap_buf *out, const rap_field *field, unsigned layout)
{
	const char *hint = field->hint ? field->hint
	                   : field->type == RAP_FIELD_CHOICE
	                           ? "support / support with changes / cannot support / no position"
	                           : "as you like";

	switch (layout) {
	case 0:
		rap_buf_printf(out, "[%s] %s\n(%s)\nAnswer [%s]:", field->id, field->label, hint,
		               field->id);
		break;
	case 1:
		rap_buf_printf(out, "[%s] %s (%s):", field->id, field->label, hint);
		break;
	case 2:
		rap_buf_printf(out, "%s) %s (%s): ________", field->id, field->label, hint);
		break;
	default:
		rap_buf_printf(out, "---- [%s] %s ----\n(%s)", field->id, field->label, hint);
		break;
	}
}

/* The mail as sent, and in *reply_parts the pieces behind which an answer may stand: one per item, and the rest. */
static char *sent_text(const rap_context *c, unsigned layout, char **parts)
{
	rap_buf all = rap_buf_init(RAP_MIB);

	for (size_t f = 0; f < c->n_fields; f++) {
		rap_buf part = rap_buf_init(RAP_MIB);

		if (f == 0)
			rap_buf_str(&part, "Dear colleagues,\n\nplease answer below.\n\n");
		else
			rap_buf_str(&part, "\n\n");
		put_item(&part, &c->fields[f], layout);
		rap_buf_str(&all, rap_buf_text(&part));
		parts[f] = rap_buf_take(&part);
	}
	rap_buf_str(&all, "\n\n[end of form - please do not write below this line]\n\nDraft\n\n");
	for (size_t p = 0; p < c->n_paragraphs; p++)
		rap_buf_printf(&all, "[%s] %s\n\n", c->paragraphs[p].mark, c->paragraphs[p].text);
	rap_buf_str(&all, "The Secretariat\n");
	return rap_buf_take(&all);
}

/* Quotes and wraps, as a client does. */
static void quote(rap_buf *out, const char *text, const char *mark, size_t width)
{
	size_t column = 0;

	rap_buf_str(out, mark);
	for (const char *at = text; *at; at++) {
		size_t word = strcspn(at + 1, " \n");

		if (*at == '\n' || (*at == ' ' && width > 0 && column + word > width)) {
			rap_buf_char(out, '\n');
			rap_buf_str(out, mark);
			column = 0;
		} else {
			rap_buf_char(out, *at);
			column++;
		}
	}
}

static rap_reading *read_reply(const rap_context *c, const char *text)
{
	rap_reading *reading = rap_calloc(1, sizeof *reading);
	rap_body body = {.where = "text", .text = text};
	rap_bodies bodies = {&body, 1};

	reading->kind = RAP_KIND_REPLY;
	rap_form_read(c, &bodies, reading);
	return reading;
}

static const rap_answer *answer_to(const rap_reading *reading, const char *field)
{
	for (size_t i = 0; i < reading->n_answers; i++)
		if (strcmp(reading->answers[i].field, field) == 0)
			return &reading->answers[i];
	return NULL;
}

static void free_parts(char **parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(parts[i]);
}

static const char *const marks[] = {"", "> ", ">", "> > ", " | ", "Desk> "};
static const size_t widths[] = {0, 76, 60, 40, 1};

static void test_sent_form_laid_over_itself_says_nothing(void **state)
{
	(void)state;
	for (unsigned layout = 0; layout < 4; layout++)
		for (size_t m = 0; m < 6; m++)
			for (size_t w = 0; w < 5; w++) {
				char *parts[FIXTURE_FIELDS];
				rap_buf reply = rap_buf_init(RAP_MIB);
				rap_reading *reading;
				rap_context c;

				fixture_context(&c);
				c.answers_text = sent_text(&c, layout, parts);
				quote(&reply, c.answers_text, marks[m], widths[w]);
				reading = read_reply(&c, rap_buf_text(&reply));
				if (reading->n_answers > 0 || reading->n_proposals > 0 ||
				    reading->n_intents > 0)
					fail_msg("layout %u mark '%s' width %zu: %zu answers, %zu "
					         "proposals\n%s",
					         layout, marks[m], widths[w], reading->n_answers,
					         reading->n_proposals, rap_buf_text(&reply));
				assert_int_equal(reading->n_findings, 1);
				assert_string_equal(reading->findings[0].code, "no-answers");
				rap_reading_free(reading);
				free_parts(parts, FIXTURE_FIELDS);
				rap_buf_done(&reply);
				rap_context_done(&c);
			}
}

/* Answers by type: any of them must come back as it was typed. */
static const char *any_answer(rap_field_type type)
{
	static const char *const texts[] = {
		"We thank the Secretariat; see 2.1 of the first plan.",
		"第２文を「強化する」に置き換えることを提案します。",
		"1. A base year is needed.\n2. Farmers can use it.\n- Fish too.",
		"(any length) is generous",
		"Results shall be published every month, we think.",
		"нет",
		"[2.3] was too early last year.",
	};

	switch (type) {
	case RAP_FIELD_RATING:
		return pick(2) ? "4" : "2 балла";
	case RAP_FIELD_CHOICE:
		return pick(2) ? "support with changes" : "支持";
	case RAP_FIELD_YES_NO:
		return pick(2) ? "yes" : "нет";
	case RAP_FIELD_DATE:
		return "12 October 2020";
	case RAP_FIELD_LIST:
		return "Fish ladders";
	case RAP_FIELD_PEOPLE:
		return "Oyun, Director, Ministry";
	case RAP_FIELD_PROPOSALS:
		return "[P3] delete";
	case RAP_FIELD_TEXT:
		break;
	}
	return texts[pick(sizeof texts / sizeof texts[0])];
}

static void compare(const rap_context *c, const rap_reading *reading, const char *const *typed,
                    const char *reply)
{
	for (size_t f = 0; f < c->n_fields; f++) {
		const rap_answer *a = answer_to(reading, c->fields[f].id);

		if (!typed[f] && a)
			fail_msg("round %u: %s was not answered, got '%s'\n%s", seed,
			         c->fields[f].id, a->raw, reply);
		if (typed[f] &&
		    (!a || strcmp(a->raw, typed[f]) != 0 || a->status == RAP_ANSWER_UNCLEAR ||
		     a->status == RAP_ANSWER_CONFLICT))
			fail_msg("round %u: %s: typed '%s', got '%s'\n%s", seed, c->fields[f].id,
			         typed[f], a ? a->raw : "nothing", reply);
	}
}

static void test_appended_answers_come_back_as_exactly_these(void **state)
{
	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		char *parts[FIXTURE_FIELDS];
		const char *typed[FIXTURE_FIELDS] = {0}, *mark, *rest;
		rap_buf reply = rap_buf_init(RAP_MIB);
		rap_reading *reading;
		bool same_line;
		size_t width;
		rap_context c;

		seed = round * 7919 + 1;
		fixture_context(&c);
		c.answers_text = sent_text(&c, pick(4), parts);
		mark = marks[pick(6)];
		width = widths[pick(4)];
		same_line = pick(2);
		rest = c.answers_text;
		for (size_t f = 0; f < c.n_fields; f++) {
			/* The first item goes with its line breaks behind it, so that marks stand at line starts. */
			quote(&reply, parts[f][0] == '\n' ? parts[f] + 1 : parts[f], mark, width);
			rest += strlen(parts[f]);
			if (pick(3) > 0) {
				typed[f] = any_answer(c.fields[f].type);
				rap_buf_printf(&reply, "%s%s", same_line ? " " : "\n", typed[f]);
			}
			rap_buf_char(&reply, '\n');
		}
		quote(&reply, rest, mark, width);
		reading = read_reply(&c, rap_buf_text(&reply));
		compare(&c, reading, typed, rap_buf_text(&reply));
		rap_reading_free(reading);
		free_parts(parts, FIXTURE_FIELDS);
		rap_buf_done(&reply);
		rap_context_done(&c);
	}
}

static void test_span_and_where_point_at_the_words(void **state)
{
	char *parts[FIXTURE_FIELDS];
	const rap_answer *a;
	rap_reading *reading;
	rap_context c;

	(void)state;
	fixture_context(&c);
	c.answers_text = sent_text(&c, 0, parts);
	reading = read_reply(&c, "Эрхэм ээ,\n\n[2.1] дэмжинэ\n");
	a = answer_to(reading, "2.1");
	assert_non_null(a);
	assert_string_equal(a->where, "text");
	assert_int_equal(a->span_from, 17); /* code points, not bytes */
	assert_int_equal(a->span_to, 24);
	assert_string_equal(a->value.text, "support");
	rap_reading_free(reading);
	free_parts(parts, FIXTURE_FIELDS);
	rap_context_done(&c);
}

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
		/* (a) under a quoted paragraph */
		{"> " P2 "\n\nToo often.\n\n> " P3 "\n", RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P2",
	         NULL, "Too often.", NULL},
		{"> " P2 "\n> Too often.\n>\n> " P3 "\n", RAP_ACTION_COMMENT, RAP_ANSWER_OK, "P2",
	         NULL, "Too often.", NULL},
		{"> " P2 "\n\ndelete\n\n> " P3 "\n", RAP_ACTION_DELETE, RAP_ANSWER_OK, "P2", NULL,
	         NULL, NULL},
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

static void test_letters_are_put_before_a_person(void **state)
{
	static const struct {
		const char *reply, *code;
	} rows[] = {
		{"Dear all,\n\nWe support the draft on the whole.\n\nBest regards,\nOyun",
	         "needs-human"},
		{"Dear all,\n\nReceived with thanks.\n\nBest regards,\nOyun", "acknowledgement"},
		{"收到。谢谢！我们支持。", "needs-human"},
		{"Best regards,\nOyun", "no-answers"},
		{"[2.1] support\n\nPlease note that 1.1 will follow.", "letter-names-item"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *parts[FIXTURE_FIELDS];
		rap_reading *reading;
		bool found = false;
		rap_context c;

		fixture_context(&c);
		c.answers_text = sent_text(&c, 0, parts);
		reading = read_reply(&c, rows[i].reply);
		for (size_t k = 0; k < reading->n_findings; k++)
			found |= strcmp(reading->findings[k].code, rows[i].code) == 0;
		if (!found)
			fail_msg("%s\nwant %s, got %s", rows[i].reply, rows[i].code,
			         reading->n_findings ? reading->findings[0].code : "nothing");
		rap_reading_free(reading);
		free_parts(parts, FIXTURE_FIELDS);
		rap_context_done(&c);
	}
}

static void test_reading_without_form_fields_or_text_is_possible(void **state)
{
	rap_context empty = {0}, c;
	rap_reading *reading;

	(void)state;
	rap_reading_free(read_reply(&empty, "Hello"));
	rap_reading_free(read_reply(&empty, ""));
	/* Nothing is known of what was sent: ids and labels are. */
	fixture_context(&c);
	reading = read_reply(&c,
	                     "> [2.1] Overall position on the draft\n> (support / support with "
	                     "changes / cannot support / no position)\n> Answer [2.1]:\nsupport\n");
	assert_int_equal(reading->n_answers, 1);
	assert_string_equal(reading->answers[0].value.text, "support");
	rap_reading_free(reading);
	rap_context_done(&c);
}

/* What is asked for in the sender's own words, and never what stands in a quotation. */
static void test_lines_that_ask_are_the_senders_own(void **state)
{
	static const struct {
		const char *reply, *subject;
		const char *verb; /* of the one intent; NULL: none */
		const char *finding; /* NULL: no matter */
	} rows[] = {
		{"MN-4: withdraw\n", NULL, "withdraw", NULL},
		{"[2.1] support\nMN-4: withdraw\n", NULL, "withdraw", NULL},
		{"Dear all,\n\n> We spoke.\n> Well:\n> MN-4: withdraw\n", NULL, NULL,
	         "quoted-command"},
		{"> > Well,\n> > now\n> > withdraw MN-4\n", NULL, NULL, "quoted-command"},
		{"[2.1] support\n\nOn 3 July 2020, A wrote:\n> Hello,\n> yes.\n> withdraw MN-4\n",
	         NULL, NULL, "quoted-command"},
		{"\n", "Help", "help", NULL},
		{"Please tell us where we stand.\n", "help", "help", "needs-human"},
		{"\n", "Re: help", NULL, "no-answers"},
		{"help\n", "Our answers", "help", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		rap_reading *reading = rap_calloc(1, sizeof *reading);
		rap_body body = {.where = "text", .text = rows[i].reply};
		rap_bodies bodies = {&body, 1};
		char *parts[FIXTURE_FIELDS];
		bool found = !rows[i].finding;
		rap_context c;

		fixture_context(&c);
		c.answers_text = sent_text(&c, 0, parts);
		reading->kind = RAP_KIND_REPLY;
		reading->message.subject = rows[i].subject ? rap_strdup(rows[i].subject) : NULL;
		rap_form_read(&c, &bodies, reading);
		if (reading->n_intents != (rows[i].verb ? 1 : 0) ||
		    (rows[i].verb && strcmp(reading->intents[0].verb, rows[i].verb) != 0))
			fail_msg("%s: %zu intents", rows[i].reply, reading->n_intents);
		for (size_t k = 0; k < reading->n_findings; k++)
			found |= rows[i].finding &&
			         strcmp(reading->findings[k].code, rows[i].finding) == 0;
		if (!found)
			fail_msg("%s: no %s", rows[i].reply, rows[i].finding);
		rap_reading_free(reading);
		free_parts(parts, FIXTURE_FIELDS);
		rap_context_done(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sent_form_laid_over_itself_says_nothing),
		cmocka_unit_test(test_appended_answers_come_back_as_exactly_these),
		cmocka_unit_test(test_span_and_where_point_at_the_words),
		cmocka_unit_test(test_proposals_in_all_their_ways),
		cmocka_unit_test(test_a_strange_mark_is_nobodys_words),
		cmocka_unit_test(test_lines_that_ask_are_the_senders_own),
		cmocka_unit_test(test_unchanged_or_shortened_quotations_propose_nothing),
		cmocka_unit_test(test_letters_are_put_before_a_person),
		cmocka_unit_test(test_reading_without_form_fields_or_text_is_possible),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
