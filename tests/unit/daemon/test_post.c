// SPDX-License-Identifier: Apache-2.0
/* Letters on their way: what the outbox holds, how large they may be, whose template is taken, how mistakes are told. */
#include "stage.h"

#define OYUN "oyun@nature.mn.example"
#define TEMUULEN "temuulen@nature.mn.example"
#define SEO "jian.seo@hwankyung.kr.example"
#define RE "Re: [NEASPEC-NFP-2020] Draft NEASPEC Strategic Plan 2021-2025"

static void mongolia(stage *s)
{
	stage_mail(s, "2020-07-20T10:11:12", "MN", OYUN, RE, RAP_VERDICT_ACCEPTED, NULL);
	stage_answer(s, "2.1", "support", "support", RAP_ANSWER_OK);
	stage_read(s);
}

/* ---- the outbox ----------------------------------------------------------------------------------------- */

static rap_err count_out(void *user, const rap_mail_out *mail)
{
	size_t *n = user;

	assert_non_null(mail->message_id);
	(*n)++;
	return RAP_OK;
}

static size_t outbox_size(stage *s)
{
	size_t n = 0;

	assert_int_equal(rap_outbox_each(s->desk.store, count_out, &n), RAP_OK);
	return n;
}

static void post_receipt(stage *s)
{
	assert_int_equal(rap_receipt_post(&s->desk, s->mail,
	                                  rap_consultation_member(s->c, s->member), s->author,
	                                  NULL),
	                 RAP_OK);
}

static void test_post_of_a_receipt_reaches_each_contact_once(void **state)
{
	stage *s = stage_open("2020-07-21T11:31:00");
	rap_mail_out author, other;
	char identity[17];
	rap_hash hash = rap_hash_of(rap_slice_of("2020-07-20T10:11:12"));
	rap_buf key = rap_buf_init(256);

	(void)state;
	mongolia(s);
	post_receipt(s);
	post_receipt(s); /* R42: the same again is owed only once */
	assert_int_equal(outbox_size(s), 2);
	rap_hash_base32(&hash, identity, 16);
	rap_buf_printf(&key, "receipt/%s/" OYUN, identity);
	assert_int_equal(rap_outbox_by_key(s->desk.store, rap_buf_text(&key), &author), RAP_OK);
	rap_buf_cut(&key, 0);
	rap_buf_printf(&key, "receipt/%s/" TEMUULEN, identity);
	assert_int_equal(rap_outbox_by_key(s->desk.store, rap_buf_text(&key), &other), RAP_OK);
	assert_string_equal(author.envelope_from, ""); /* R43 */
	assert_string_equal(author.kind, "receipt");
	assert_string_equal(author.member, "MN");
	assert_int_equal(author.answers_mail_id, s->mail);
	assert_non_null(strstr(author.text, "Thank you."));
	assert_non_null(strstr(other.text, "A mail of Bat-Erdene Oyun"));
	assert_false(rap_hash_same(&author.token_hash, &other.token_hash)); /* R24 */
	assert_string_not_equal(author.message_id, other.message_id);
	rap_mail_out_done(&author);
	rap_mail_out_done(&other);
	rap_buf_done(&key);
	stage_close(s);
}

static void test_post_of_a_request_keeps_what_was_sent(void **state)
{
	stage *s = stage_open("2020-07-06T09:00:00");
	const rap_member *mn = rap_consultation_member(s->c, "MN");
	rap_preview p = {0};
	rap_mail_out out;

	(void)state;
	assert_int_equal(
		rap_request_post(&s->desk, &s->c->requests[1], mn, &mn->contacts.at[0], &p),
		RAP_OK);
	assert_int_equal(outbox_size(s), 0);
	assert_int_equal(
		rap_request_post(&s->desk, &s->c->requests[1], mn, &mn->contacts.at[0], NULL),
		RAP_OK);
	assert_int_equal(rap_outbox_by_key(s->desk.store, "request/1/plan/MN/" OYUN, &out), RAP_OK);
	assert_string_equal(out.text, p.text);
	assert_string_equal(out.html, p.html);
	assert_int_equal(rap_outbox_mime(s->desk.store, out.id, &out.mime), RAP_OK);
	assert_int_equal(out.mime.len, p.mime_len);
	assert_memory_equal(out.mime.at, p.mime, p.mime_len);
	assert_string_equal(out.request, "plan");
	assert_int_equal(out.state, RAP_OUT_QUEUED);
	assert_memory_equal(out.envelope_from, "consult+", 8);
	rap_mail_out_done(&out);
	rap_preview_done(&p);
	stage_close(s);
}

/* ---- sizes and mistakes --------------------------------------------------------------------------------- */

static void test_request_with_a_long_draft_gives_its_headings(void **state)
{
	stage *s = stage_open("2020-07-06T09:00:00");
	const rap_member *mn = rap_consultation_member(s->c, "MN");
	rap_block *b = &s->draft.blocks[s->draft.n - 1];
	rap_buf words = rap_buf_init(RAP_MIB);
	rap_preview p = {0};

	(void)state;
	while (words.len < RAP_LIMIT_DRAFT_IN_MAIL)
		rap_buf_str(&words, "many words ");
	free(b->text);
	b->text = rap_buf_take(&words);
	assert_int_equal(
		rap_request_post(&s->desk, &s->c->requests[1], mn, &mn->contacts.at[0], &p),
		RAP_OK);
	assert_non_null(strstr(p.text, "its headings"));
	assert_non_null(strstr(p.text, "I. Goals"));
	assert_null(strstr(p.text, "[P1]"));
	assert_true(strlen(p.text) + strlen(p.html) < RAP_LIMIT_LETTER);
	rap_preview_done(&p);
	stage_close(s);
}

static void test_digest_of_very_many_proposals_stays_small(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_preview p = {0};

	(void)state;
	stage_mail(s, "2020-07-21T13:00:00", "KR", SEO, RE, RAP_VERDICT_ACCEPTED, NULL);
	for (int i = 0; i < 900; i++) {
		rap_buf words = rap_buf_init(1024);

		for (int j = 0; j < 60; j++)
			rap_buf_printf(&words, "word %d ", i);
		stage_proposal(s, "P3", RAP_ACTION_COMMENT, NULL, rap_buf_text(&words), NULL);
		rap_buf_done(&words);
	}
	assert_int_equal(rap_digest_post(&s->desk, 0, s->desk.now, &p), RAP_OK);
	assert_true(strlen(p.text) + strlen(p.html) < RAP_LIMIT_LETTER);
	assert_non_null(strstr(p.text, "more; `rapporteur export` has them all"));
	rap_preview_done(&p);
	stage_close(s);
}

static void test_a_template_of_the_consultation_comes_first_and_its_mistakes_are_named(void **state)
{
	stage *s = stage_open("2020-07-06T09:00:00");
	const rap_member *mn = rap_consultation_member(s->c, "MN");
	char directory[] = "/tmp/rap-templates-XXXXXX", *before = s->c->directory;
	rap_buf path = rap_buf_init(256);
	rap_preview p = {0};

	(void)state;
	assert_non_null(mkdtemp(directory));
	rap_buf_printf(&path,
	               "mkdir -p %s/templates/mail && printf 'a\\n{{nme}}' >%s/templates/mail/"
	               "request.txt.mustache",
	               directory, directory);
	assert_int_equal(system(rap_buf_text(&path)), 0);
	s->c->directory = directory;
	assert_int_equal(
		rap_request_post(&s->desk, &s->c->requests[1], mn, &mn->contacts.at[0], &p),
		RAP_E_CONFIG);
	assert_string_equal(rap_buf_text(&s->why),
	                    "templates/mail/request.txt.mustache:2: there is no "
	                    "value named 'nme'");
	s->c->directory = before;
	rap_buf_cut(&path, 0);
	rap_buf_printf(&path, "rm -r %s", directory);
	assert_int_equal(system(rap_buf_text(&path)), 0);
	rap_buf_done(&path);
	stage_close(s);
}

/* What an empty record does not show: a misspelt name inside a section. */
static void test_samples_enter_every_section(void **state)
{
	static const struct {
		const char *letter, *template, *why;
	} list[] = {
		{"receipt", "{{#answers}}{{undrstood}}{{/answers}}", "undrstood"},
		{"receipt", "{{#conflicts}}{{#others}}{{bye}}{{/others}}{{/conflicts}}", "bye"},
		{"receipt", "{{^to_author}}{{athor}}{{/to_author}}", "athor"},
		{"digest", "{{^quiet}}{{#failed}}{{repply}}{{/failed}}{{/quiet}}", "repply"},
		{"digest", "{{#quiet}}{{#next}}{{wen}}{{/next}}{{/quiet}}", "wen"},
	};
	stage *s = stage_open("2020-07-06T09:00:00");
	char directory[] = "/tmp/rap-templates-XXXXXX", *before = s->c->directory;
	rap_buf path = rap_buf_init(256);

	(void)state;
	assert_int_equal(rap_sample_make(&s->desk, "receipt"), RAP_OK);
	assert_int_equal(rap_sample_make(&s->desk, "digest"), RAP_OK);
	assert_non_null(mkdtemp(directory));
	rap_buf_printf(&path, "mkdir -p %s/templates/mail", directory);
	assert_int_equal(system(rap_buf_text(&path)), 0);
	s->c->directory = directory;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		rap_buf_cut(&path, 0);
		rap_buf_printf(&path, "%s/templates/mail/%s.txt.mustache", directory,
		               list[i].letter);
		assert_int_equal(
			rap_file_replace(rap_buf_text(&path), rap_slice_of(list[i].template), 0600),
			RAP_OK);
		rap_buf_cut(&s->why, 0);
		assert_int_equal(rap_sample_make(&s->desk, list[i].letter), RAP_E_CONFIG);
		assert_non_null(strstr(rap_buf_text(&s->why), list[i].why));
	}
	s->c->directory = before;
	rap_buf_cut(&path, 0);
	rap_buf_printf(&path, "rm -r %s", directory);
	assert_int_equal(system(rap_buf_text(&path)), 0);
	rap_buf_done(&path);
	stage_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_post_of_a_receipt_reaches_each_contact_once),
		cmocka_unit_test(test_post_of_a_request_keeps_what_was_sent),
		cmocka_unit_test(test_request_with_a_long_draft_gives_its_headings),
		cmocka_unit_test(test_digest_of_very_many_proposals_stays_small),
		cmocka_unit_test(
			test_a_template_of_the_consultation_comes_first_and_its_mistakes_are_named),
		cmocka_unit_test(test_samples_enter_every_section),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
