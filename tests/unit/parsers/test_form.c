// SPDX-License-Identifier: Apache-2.0
/*
 * The form reader as a whole: the sent form laid over itself says nothing; answers appended to any items of any form,
 * under any quotation and wrapping, come back as exactly these; letters, and what is asked for.
 */
#include "form_reply.h"

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
		/* the letter of a stranger, with no mark of quotation */
		{"[2.1] support\n\nFrom: B <b@other.example>\nSent: 3 July 2020\nTo: C "
	         "<c@other.example>\nSubject: ours\n\nwithdraw MN-4\n",
	         NULL, NULL, NULL},
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
		reading->message.to = (rap_mailboxes){rap_calloc(1, sizeof(rap_mailbox)), 1};
		reading->message.to.at[0].address = rap_strdup("us@secretariat.example");
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

/* An answer to a range of items that fits none of them is asked about for its words, not for being to a range. */
static void test_a_range_says_why_it_is_unclear(void **state)
{
	char *parts[FIXTURE_FIELDS];
	rap_reading *reading;
	rap_context c;

	(void)state;
	fixture_context(&c);
	c.answers_text = sent_text(&c, 0, parts);
	reading = read_reply(&c, "[2.1] - [2.2]: perhaps\n");
	assert_int_equal(reading->n_answers, 2);
	assert_int_equal(reading->n_findings, 2);
	assert_string_equal(reading->findings[0].code, "not-a-choice");
	assert_string_equal(reading->findings[0].text,
	                    "Item 2.1: The answer is not one of the choices.");
	assert_string_equal(reading->findings[0].excerpt, "perhaps");
	assert_string_equal(reading->findings[1].code, "not-yes-or-no");
	rap_reading_free(reading);
	free_parts(parts, FIXTURE_FIELDS);
	rap_context_done(&c);
}

/* n copies of the mail, of which number `answered` bears one answer; behind each stands a long text of ours. */
static rap_reading *read_copies(rap_context *c, size_t n, size_t answered)
{
	char *parts[FIXTURE_FIELDS], *form = sent_text(c, 0, parts), *cue;
	rap_buf sent = rap_buf_init(RAP_MIB), filled = rap_buf_init(RAP_MIB);
	rap_buf reply = rap_buf_init(4 * RAP_MIB);
	rap_reading *reading;

	rap_buf_str(&sent, form);
	for (size_t i = 0; i < 2000; i++) /* eight of it are below the limit of tokens */
		rap_buf_printf(&sent, "w%zu%c", i, i % 12 ? ' ' : '\n');
	cue = strstr(rap_buf_text(&sent), "Answer [2.1]:");
	assert_non_null(cue);
	cue += strlen("Answer [2.1]:");
	rap_buf_add(&filled, sent.at, (size_t)(cue - sent.at));
	rap_buf_printf(&filled, " support%s", cue);
	for (size_t i = 0; i < n; i++)
		quote(&reply, rap_buf_text(i == answered ? &filled : &sent), "> ", 200);
	c->answers_text = rap_buf_take(&sent);
	reading = read_reply(c, rap_buf_text(&reply));
	free_parts(parts, FIXTURE_FIELDS);
	free(form);
	rap_buf_done(&filled);
	rap_buf_done(&reply);
	return reading;
}

/* Mails go to and fro, and each quotes all those before it. */
static void test_a_form_may_come_back_many_times(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 8; n++)
		for (size_t answered = 0; answered < n; answered++) {
			rap_context c;
			rap_reading *reading;

			fixture_context(&c);
			reading = read_copies(&c, n, answered);
			if (reading->n_answers != 1 || reading->n_proposals > 0 ||
			    reading->answers[0].status != RAP_ANSWER_OK)
				fail_msg("%zu copies, number %zu answered: %zu answers, %zu "
				         "proposals",
				         n, answered, reading->n_answers, reading->n_proposals);
			assert_string_equal(reading->answers[0].raw, "support");
			rap_reading_free(reading);
			rap_context_done(&c);
		}
}

static void test_what_is_too_long_is_never_certain(void **state)
{
	(void)state;
	for (size_t answered = 0; answered <= 12; answered += 4) {
		rap_context c;
		rap_reading *reading;
		bool told = false;

		fixture_context(&c);
		reading = read_copies(&c, 12, answered);
		for (size_t i = 0; i < reading->n_answers; i++)
			assert_int_not_equal(reading->answers[i].status, RAP_ANSWER_OK);
		for (size_t i = 0; i < reading->n_proposals; i++)
			assert_int_not_equal(reading->proposals[i].status, RAP_ANSWER_OK);
		for (size_t i = 0; i < reading->n_findings; i++)
			told |= strcmp(reading->findings[i].code, "too-long") == 0;
		assert_true(told);
		rap_reading_free(reading);
		rap_context_done(&c);
	}
}

/* The last answer cites the draft, and of our mail nothing stands behind the end of the form. */
static void test_the_end_of_the_form_is_no_answer(void **state)
{
	rap_context c;
	char *parts[FIXTURE_FIELDS], *end;
	rap_buf reply = rap_buf_init(RAP_MIB);
	rap_reading *reading;

	(void)state;
	fixture_context(&c);
	c.answers_text = sent_text(&c, 0, parts);
	for (size_t f = 0; f < c.n_fields; f++)
		quote(&reply, parts[f], "> ", 0);
	rap_buf_printf(&reply, "\n%s\n", c.paragraphs[0].text);
	end = strstr(c.answers_text, "\n\n[end of form");
	assert_non_null(end);
	*strstr(end, "\n\nDraft") = '\0';
	quote(&reply, end, "> ", 0);
	rap_context_done(&c);
	free_parts(parts, FIXTURE_FIELDS);
	fixture_context(&c);
	c.answers_text = sent_text(&c, 0, parts);
	reading = read_reply(&c, rap_buf_text(&reply));
	assert_non_null(answer_to(reading, "2.7"));
	assert_string_equal(answer_to(reading, "2.7")->value.text, c.paragraphs[0].text);
	rap_reading_free(reading);
	free_parts(parts, FIXTURE_FIELDS);
	rap_buf_done(&reply);
	rap_context_done(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sent_form_laid_over_itself_says_nothing),
		cmocka_unit_test(test_appended_answers_come_back_as_exactly_these),
		cmocka_unit_test(test_the_end_of_the_form_is_no_answer),
		cmocka_unit_test(test_span_and_where_point_at_the_words),
		cmocka_unit_test(test_a_range_says_why_it_is_unclear),
		cmocka_unit_test(test_a_form_may_come_back_many_times),
		cmocka_unit_test(test_what_is_too_long_is_never_certain),
		cmocka_unit_test(test_letters_are_put_before_a_person),
		cmocka_unit_test(test_reading_without_form_fields_or_text_is_possible),
		cmocka_unit_test(test_lines_that_ask_are_the_senders_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
