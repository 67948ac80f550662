// SPDX-License-Identifier: Apache-2.0
/* Letters that would become too long: what they say all the same, and what no flood may push out of them. */
#include "stage.h"

#define OYUN "oyun@nature.mn.example"
#define VERESOVA "a.veresova@ecology.ru.example"

static void strangers(stage *s, int hour, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		rap_buf from = rap_buf_init(64), when = rap_buf_init(64);

		rap_buf_printf(&from, "offers%zu@shop.example", i);
		rap_buf_printf(&when, "2020-07-21T%02d:%02zu:%02zu", hour, i / 60, i % 60);
		stage_mail(s, rap_buf_text(&when), NULL, rap_buf_text(&from), "Cheap toner",
		           RAP_VERDICT_QUARANTINED, "The sender is not on the roster.");
		rap_buf_done(&from);
		rap_buf_done(&when);
	}
}

static void state_held_back(stage *s)
{
	stage_mail(s, "2020-07-21T13:00:00", "RU", VERESOVA, "Our position",
	           RAP_VERDICT_QUARANTINED, "The check of the sender could not be completed.");
}

static rap_preview digest(stage *s)
{
	rap_preview p = {0};

	assert_int_equal(rap_digest_post(&s->desk, at("2020-07-21T08:00:00"), s->desk.now, &p),
	                 RAP_OK);
	return p;
}

static void test_no_flood_hides_a_state_in_quarantine(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_preview p;
	const char *claimed;

	(void)state;
	strangers(s, 12, 70);
	state_held_back(s);
	strangers(s, 14, 55);
	p = digest(s);
	claimed = strstr(p.text, "from " VERESOVA);
	assert_non_null(claimed);
	assert_non_null(strstr(p.text, "Perhaps Russian"));
	assert_non_null(strstr(p.html, VERESOVA));
	assert_null(strstr(p.text, "offers0@shop.example"));
	assert_non_null(strstr(claimed, "- 25 mails, from mail 102 to mail 126; new: 25"));
	assert_non_null(strstr(claimed, "- 50 mails, from mail 51 to mail 101; new: 50"));
	assert_non_null(strstr(claimed, "- 50 mails, from mail 1 to mail 50; new: 50"));
	assert_non_null(strstr(p.html, "50 mails, from mail 1 to mail 50"));
	rap_preview_done(&p);
	s->desk.now = at("2020-07-23T08:00:00");
	assert_int_equal(rap_digest_post(&s->desk, at("2020-07-22T08:00:00"), s->desk.now, &p),
	                 RAP_OK);
	assert_non_null(strstr(p.text, "Mail waits in quarantine."));
	rap_preview_done(&p);
	stage_close(s);
}

static void test_a_few_strangers_are_named_after_the_states(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_preview p;
	const char *claimed;

	(void)state;
	strangers(s, 12, 3);
	state_held_back(s);
	p = digest(s);
	claimed = strstr(p.text, "from " VERESOVA);
	assert_non_null(claimed);
	assert_non_null(strstr(claimed, "offers0@shop.example"));
	assert_null(strstr(p.text, "FROM STRANGERS"));
	rap_preview_done(&p);
	stage_close(s);
}

/* `n` proposals; more than one: of a State that rewrites everything, each long, and an answer of 60 KB. */
static rap_preview receipt_of(stage *s, size_t n)
{
	rap_preview p = {0};
	rap_buf words = rap_buf_init(64u * RAP_KIB), longer = rap_buf_init(64u * RAP_KIB);

	do {
		rap_buf_str(words.len < 3u * RAP_KIB ? &words : &longer,
		            "the Programme shall be strengthened <&> ");
	} while (n > 1 && longer.len < 60u * RAP_KIB);
	stage_mail(s, "2020-07-21T11:00:00", "MN", OYUN, "Re: the draft", RAP_VERDICT_ACCEPTED,
	           NULL);
	stage_answer(s, "2.4", n > 1 ? rap_buf_text(&longer) : "yes, certainly", NULL,
	             RAP_ANSWER_OK);
	for (size_t i = 0; i < n; i++) {
		rap_buf mine = rap_buf_init(64u * RAP_KIB);

		rap_buf_printf(&mine, "%zu: %s", i, rap_buf_text(&words));
		stage_proposal(s, i % 2 ? "P3" : "P8", RAP_ACTION_COMMENT, NULL,
		               rap_buf_text(&mine), NULL);
		rap_buf_done(&mine);
	}
	stage_read(s);
	assert_int_equal(
		rap_receipt_post(&s->desk, s->mail, rap_consultation_member(s->c, "MN"), OYUN, &p),
		RAP_OK);
	rap_buf_done(&words);
	rap_buf_done(&longer);
	return p;
}

static void test_a_receipt_is_never_too_long_to_be_sent(void **state)
{
	static const size_t many[] = {1, 60, 400};

	(void)state;
	for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
		stage *s = stage_open("2020-07-21T11:31:00");
		rap_preview p = receipt_of(s, many[i]);
		rap_buf said = rap_buf_init(128);

		assert_true(strlen(p.text) + strlen(p.html) <= RAP_LIMIT_LETTER);
		rap_buf_printf(&said, "%zu proposal", many[i]);
		if (!strstr(p.subject, rap_buf_text(&said)))
			fail_msg("%s is not in %s", rap_buf_text(&said), p.subject);
		if (many[i] > 1) {
			assert_non_null(strstr(p.text, "To keep this letter short it does not"));
			assert_non_null(strstr(p.html, "To keep this letter short it does not"));
			assert_non_null(strstr(p.text, "TO CORRECT"));
		} else {
			assert_null(strstr(p.text, "To keep this letter short"));
		}
		rap_buf_done(&said);
		rap_preview_done(&p);
		stage_close(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_flood_hides_a_state_in_quarantine),
		cmocka_unit_test(test_a_few_strangers_are_named_after_the_states),
		cmocka_unit_test(test_a_receipt_is_never_too_long_to_be_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
