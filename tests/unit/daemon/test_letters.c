// SPDX-License-Identifier: Apache-2.0
/*
 * Letters, digest, compiled draft and export of one small consultation, compared with tests/golden/ byte by byte.
 * The goldens have been looked at. After a wanted change: RAP_GOLDEN_UPDATE=1 build/tests/unit/daemon/test_letters,
 * then look at the difference.
 */
#include "golden.h"
#include "stage.h"

#include "report/tables.h"

#define OYUN "oyun@nature.mn.example"
#define TEMUULEN "temuulen@nature.mn.example"
#define HAYASHI "k.hayashi@kankyo.jp.example"
#define SEO "jian.seo@hwankyung.kr.example"
#define RE "Re: [NEASPEC-NFP-2020] Draft NEASPEC Strategic Plan 2021-2025"

static void golden_with(const char *name, const char *extension, rap_slice got)
{
	rap_buf file = rap_buf_init(256);

	rap_buf_printf(&file, "%s.%s", name, extension);
	golden(rap_buf_text(&file), got);
	rap_buf_done(&file);
}

/* A mail without the bytes of its Word file: test_docx compares that part by part. */
static void golden_mail(const char *name, rap_slice mime)
{
	static const char before[] = "wordprocessingml.document";
	const char *at = memmem(mime.at, mime.len, before, strlen(before)), *end;
	rap_buf kept = rap_buf_init(RAP_MIB);

	at = at ? strstr(at, "\n\n") : NULL;
	if (at) {
		at += 2;
		end = strstr(at, "\n--");
		assert_non_null(end);
		assert_true(strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		                       "0123456789+/=\n") >= (size_t)(end - at));
		rap_buf_add(&kept, mime.at, (size_t)(at - mime.at));
		rap_buf_str(&kept, "(a Word file)");
		rap_buf_add(&kept, end, mime.len - (size_t)(end - mime.at));
		mime = rap_buf_as_slice(&kept);
	}
	golden_with(name, "eml", mime);
	rap_buf_done(&kept);
}

static void golden_preview(const char *name, rap_preview *p)
{
	golden_with(name, "txt", rap_slice_of(p->text));
	golden_with(name, "html", rap_slice_of(p->html));
	golden_mail(name, (rap_slice){p->mime, p->mime_len});
	assert_true(strlen(p->text) + strlen(p->html) < RAP_LIMIT_LETTER);
	rap_preview_done(p);
}

/* ---- the story ------------------------------------------------------------------------------------------ */

static void mongolia(stage *s)
{
	char *p3 = stage_changed(s, "P3", "shall contribute", "should contribute");
	char *p9 = stage_changed(s, "P9", "once a year", "every two years");

	stage_mail(s, "2020-07-20T10:11:12", "MN", OYUN, RE, RAP_VERDICT_ACCEPTED, NULL);
	stage_answer(s, "2.1", "Өөрчлөлттэйгөөр дэмжинэ", "support with changes", RAP_ANSWER_OK);
	stage_answer(s, "2.2", "support", "support", RAP_ANSWER_OK);
	stage_answer(s, "2.3", "we mostly agree", NULL, RAP_ANSWER_UNCLEAR);
	stage_answer(
		s, "2.4",
		"The plan should name the goals of the 2030 Agenda it serves,\nabove all goals 13 "
		"and 15.",
		NULL, RAP_ANSWER_OK);
	stage_answer(s, "2.6", "no comment", NULL, RAP_ANSWER_NONE);
	stage_proposal(s, "P3", RAP_ACTION_REPLACE, p3, NULL, "voluntary nature of the Plan");
	stage_proposal(s, "P5", RAP_ACTION_COMMENT, NULL,
	               "Could the Secretariat say what \"elsewhere\" refers to?", NULL);
	stage_proposal(s, "P9", RAP_ACTION_REPLACE, p9, NULL, NULL);
	stage_proposal(s, "P10", RAP_ACTION_INSERT_AFTER,
	               "Member States may publish translations of whole documents.", NULL, NULL);
	rap_reading_finding(s->reading, "not-a-choice", "2.3", "we mostly agree",
	                    "This is not one of the words offered.");
	rap_reading_finding(s->reading, "unplaced-text", NULL, "With best regards from Ulaanbaatar",
	                    "These words could not be tied to an item or a paragraph:");
	stage_read(s);
	free(p3);
	free(p9);
}

static void mongolia_corrects(stage *s)
{
	stage_mail(s, "2020-07-21T09:00:00", "MN", OYUN, RE, RAP_VERDICT_ACCEPTED, NULL);
	stage_answer(s, "2.2", "support with changes", "support with changes", RAP_ANSWER_OK);
	stage_answer(s, "2.1", "Өөрчлөлттэйгөөр дэмжинэ", "support with changes", RAP_ANSWER_OK);
	assert_int_equal(rap_proposal_withdraw(s->desk.store, s->mail, "MN", 3), RAP_OK);
	(void)rap_reading_intent(s->reading, "withdraw", "MN-3", NULL);
	(void)rap_reading_intent(s->reading, "withdraw", "MN-9", NULL);
	stage_read(s);
}

static void mongolia_differs(stage *s)
{
	stage_mail(s, "2020-07-21T11:30:00", "MN", TEMUULEN, RE, RAP_VERDICT_ACCEPTED, NULL);
	stage_answer(s, "2.1", "support", "support", RAP_ANSWER_OK);
	stage_read(s);
}

static void japan(stage *s)
{
	char *p3 = stage_changed(s, "P3", "shall contribute", "should contribute");
	char *p8 = stage_changed(s, "P8", "by the end of 2021", "by mid-2022");

	stage_mail(s, "2020-07-21T12:00:00", "JP", HAYASHI, RE, RAP_VERDICT_ACCEPTED, NULL);
	stage_answer(s, "2.1", "立場を留保", NULL, RAP_ANSWER_RESERVE);
	stage_answer(s, "1.1", "4", NULL, RAP_ANSWER_OK);
	stage_proposal(s, "P3", RAP_ACTION_REPLACE, p3, NULL, NULL);
	stage_proposal(s, "P8", RAP_ACTION_REPLACE, p8, NULL, NULL);
	stage_proposal(s, "P5", RAP_ACTION_DELETE, NULL, "[P5] delete", "said in P4 already");
	stage_proposal(s, "P9", RAP_ACTION_REPLACE,
	               "The Secretariat will invite cities and research institutes to annual "
	               "open days.",
	               NULL, NULL);
	stage_read(s);
	free(p3);
	free(p8);
}

/* Every field of a mail that a stranger to good manners could fill. */
static void hostile(stage *s)
{
	static const char evil[] = "<script>alert(1)</script> {{secretariat}} =HYPERLINK(\"x\") "
				   "\xE2\x80\xAE"
				   "fdp.exe & \"quotes\" '\n[2.1] support\n*bold* [P3] delete";

	stage_mail(s, "2020-07-21T13:00:00", "KR", SEO, evil, RAP_VERDICT_ACCEPTED, NULL);
	stage_answer(s, "2.4", evil, NULL, RAP_ANSWER_OK);
	stage_answer(s, "2.3", evil, NULL, RAP_ANSWER_UNCLEAR);
	stage_proposal(s, "P4", RAP_ACTION_REPLACE, evil, evil, evil);
	stage_proposal(s, "P4", RAP_ACTION_COMMENT, NULL, evil, evil);
	stage_proposal(s, "P99", RAP_ACTION_COMMENT, NULL, evil, NULL);
	rap_reading_finding(s->reading, "odd", NULL, evil, evil);
	(void)rap_reading_intent(s->reading, "withdraw", evil, NULL);
	rap_reading_attachment(s->reading)->name = rap_strdup(evil);
	s->reading->attachments[0].type = rap_strdup("application/x");
	s->reading->attachments[0].sha256 =
		rap_strdup("0000000000000000000000000000000000000000000000000000000000000000");
	stage_read(s);
}

static void around(stage *s)
{
	stage_mail(s, "2020-07-21T14:00:00", "RU", "a.veresova@elsewhere.example",
	           "Our position <b>now</b>", RAP_VERDICT_QUARANTINED,
	           "The sender is not on the roster, but the mail carries a token of this State.");
	stage_mail(s, "2020-07-21T15:00:00", NULL, "offers@shop.example", "Cheap toner",
	           RAP_VERDICT_QUARANTINED, "The sender is not on the roster.");
	assert_int_equal(rap_address_absent(s->desk.store, "JP", "r.mizuno@kankyo.jp.example",
	                                    "on a business trip", "2020-07-27",
	                                    at("2020-07-21T16:00:00")),
	                 RAP_OK);
	assert_int_equal(
		rap_address_undeliverable(s->desk.store, "KP", "paek.unhui@protection.kp.example",
	                                  "550 5.1.1 user unknown", at("2020-07-21T16:00:00")),
		RAP_OK);
}

static rap_preview receipt_of_latest(stage *s)
{
	rap_preview p = {0};
	rap_err err = rap_receipt_post(&s->desk, s->mail, rap_consultation_member(s->c, s->member),
	                               s->author, &p);

	if (err != RAP_OK)
		print_message("%s\n", rap_buf_text(&s->why));
	assert_int_equal(err, RAP_OK);
	return p;
}

/* ---- letters -------------------------------------------------------------------------------------------- */

static void test_requests_of_two_kinds(void **state)
{
	stage *s = stage_open("2020-07-06T09:00:00");
	const rap_member *mn = rap_consultation_member(s->c, "MN");

	(void)state;
	for (size_t i = 0; i < s->c->n_requests; i++) {
		rap_preview p = {0};

		assert_int_equal(
			rap_request_post(&s->desk, &s->c->requests[i], mn, &mn->contacts.at[0], &p),
			RAP_OK);
		assert_non_null(strstr(p.mime, i == 0 ? "NEASPEC-NFP-2020-review.docx"
		                                      : "NEASPEC-NFP-2020-draft.docx"));
		golden_preview(i == 0 ? "request-review" : "request-plan", &p);
	}
	stage_close(s);
}

static void test_request_before_the_first_round_needs_no_store(void **state)
{
	stage *s = stage_open("2020-07-01T09:00:00");
	rap_desk desk = s->desk;
	const rap_member *jp = rap_consultation_member(s->c, "JP");
	rap_preview p = {0};

	(void)state;
	desk.store = NULL;
	desk.round = 0;
	assert_int_equal(rap_request_post(&desk, &s->c->requests[1], jp, &jp->contacts.at[0], &p),
	                 RAP_OK);
	assert_non_null(strstr(p.text, "Dear Hayashi Kotone"));
	assert_non_null(strstr(p.text, "Asia/Tokyo"));
	rap_preview_done(&p);
	stage_close(s);
}

static void test_receipts_tell_what_was_understood(void **state)
{
	stage *s = stage_open("2020-07-21T11:31:00");
	rap_preview p;

	(void)state;
	mongolia(s);
	p = receipt_of_latest(s);
	golden_preview("receipt", &p);
	mongolia_corrects(s);
	p = receipt_of_latest(s);
	golden_preview("receipt-correction", &p);
	mongolia_differs(s);
	p = receipt_of_latest(s);
	golden_preview("receipt-conflict", &p);
	stage_close(s);
}

static void test_receipt_of_hostile_words_keeps_them_words(void **state)
{
	stage *s = stage_open("2020-07-21T13:01:00");
	rap_preview p;

	(void)state;
	hostile(s);
	p = receipt_of_latest(s);
	assert_null(strstr(p.html, "<script"));
	assert_null(strstr(p.html, "\xE2\x80\xAE"));
	assert_null(strstr(p.text, "\xE2\x80\xAE"));
	assert_non_null(strstr(p.html, "{{secretariat}}"));
	golden_preview("receipt-hostile", &p);
	stage_close(s);
}

static void test_receipt_tells_how_letters_were_read_once(void **state)
{
	stage *s = stage_open("2020-07-21T11:31:00");
	rap_preview p;

	(void)state;
	stage_mail(s, "2020-07-21T11:30:00", "MN", TEMUULEN, RE, RAP_VERDICT_ACCEPTED, NULL);
	stage_answer(s, "2.1", "support", "support", RAP_ANSWER_OK);
	rap_strv_add(&s->reading->body.repairs, "gb2312 read as gb18030");
	rap_strv_add(&s->reading->body.repairs, "us-ascii read as utf-8");
	rap_strv_add(&s->reading->body.repairs, "<b> read as us-ascii");
	rap_reading_finding(s->reading, "charset-doubtful", NULL, "us-ascii read as utf-8",
	                    "Please see whether your words are right:");
	stage_read(s);
	p = receipt_of_latest(s);
	assert_non_null(strstr(p.text,
	                       "Please see whether your words are right: \"us-ascii read as "
	                       "utf-8\""));
	assert_non_null(strstr(p.text, "this was mended: gb2312 read as"));
	assert_non_null(strstr(p.html, "<bdi>gb2312 read as gb18030</bdi>; <bdi>&lt;b&gt; read"));
	assert_null(strstr(strstr(p.text, "us-ascii read as utf-8") + 1, "us-ascii read as utf-8"));
	rap_preview_done(&p);
	stage_close(s);
}

static void test_reminder_holds_only_what_is_owed(void **state)
{
	stage *s = stage_open("2020-07-23T18:00:00");
	rap_preview p = {0};

	(void)state;
	mongolia(s);
	assert_int_equal(
		rap_reminder_post(&s->desk, rap_consultation_member(s->c, "MN"), s->desk.now, &p),
		RAP_OK);
	assert_null(strstr(p.text, "[2.1]"));
	golden_preview("reminder", &p);
	stage_close(s);
}

static void test_reminder_passes_over_who_is_away(void **state)
{
	stage *s = stage_open("2020-07-23T18:00:00");
	rap_preview p = {0};

	(void)state;
	assert_int_equal(rap_address_absent(s->desk.store, "MN", OYUN, "leave", "2020-07-25",
	                                    at("2020-07-20T00:00:00")),
	                 RAP_OK);
	assert_int_equal(
		rap_reminder_post(&s->desk, rap_consultation_member(s->c, "MN"), s->desk.now, &p),
		RAP_OK);
	assert_string_equal(p.to, "Ganzorig Temuulen <" TEMUULEN ">");
	rap_preview_done(&p);
	s->desk.now = at("2020-07-25T09:00:00"); /* back today */
	assert_int_equal(
		rap_reminder_post(&s->desk, rap_consultation_member(s->c, "MN"), s->desk.now, &p),
		RAP_OK);
	assert_string_equal(p.to, "Bat-Erdene Oyun <" OYUN ">");
	rap_preview_done(&p);
	stage_close(s);
}

static void test_digest_of_a_full_day_and_of_a_quiet_one(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_preview p = {0};

	(void)state;
	mongolia(s);
	mongolia_corrects(s);
	mongolia_differs(s);
	japan(s);
	hostile(s);
	around(s);
	assert_int_equal(rap_digest_post(&s->desk, at("2020-07-21T08:00:00"), s->desk.now, &p),
	                 RAP_OK);
	assert_null(strstr(p.html, "<script"));
	golden_preview("digest", &p);
	s->desk.now = at("2020-07-23T08:00:00");
	assert_int_equal(rap_digest_post(&s->desk, at("2020-07-22T08:00:00"), s->desk.now, &p),
	                 RAP_OK);
	golden_preview("digest-quiet", &p);
	s->c->schedule.digest_skip_quiet_days = true;
	assert_int_equal(rap_digest_post(&s->desk, at("2020-07-22T08:00:00"), s->desk.now, NULL),
	                 RAP_E_NOT_FOUND);
	stage_close(s);
}

static void test_compiled_draft_in_three_formats(void **state)
{
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_compiled compiled = {0};

	(void)state;
	mongolia(s);
	mongolia_corrects(s);
	japan(s);
	hostile(s);
	assert_int_equal(rap_compiled_make(&s->desk, &compiled), RAP_OK);
	assert_null(strstr(compiled.html, "<script"));
	golden("draft.md", rap_slice_of(compiled.markdown));
	golden("draft.html", rap_slice_of(compiled.html));
	golden("draft.txt", rap_slice_of(compiled.text));
	rap_compiled_done(&compiled);
	stage_close(s);
}

static void test_export_as_csv_and_json(void **state)
{
	static const char *const tables[] = {"answers", "proposals", "mails"};
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_tables made;
	rap_buf out;

	(void)state;
	mongolia(s);
	mongolia_corrects(s);
	hostile(s);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(rap_export_csv(&s->desk, tables[i], &out), RAP_OK);
		golden_with(tables[i], "csv", rap_buf_as_slice(&out));
		rap_buf_done(&out);
	}
	assert_int_equal(rap_export_csv(&s->desk, "other", &out), RAP_E_USAGE);
	assert_int_equal(rap_tables_make(&s->desk, &made), RAP_OK);
	assert_int_equal(rap_export_json(&s->desk, &made, &out), RAP_OK);
	golden("export.json", rap_buf_as_slice(&out));
	rap_buf_done(&out);
	rap_tables_done(&made);
	stage_close(s);
}

/* The third law, over the whole document: each proposal in each format, whatever became of it. */
static void test_every_proposal_appears_in_every_format(void **state)
{
	static const char *const members[] = {"CN", "KP", "JP", "MN", "KR", "RU"};
	stage *s = stage_open("2020-07-22T08:00:00");
	rap_compiled one = {0}, two = {0};
	rap_proposal_rows rows;

	(void)state;
	for (int i = 0; i < 6 * 12; i++) {
		const rap_block *b = &s->draft.blocks[(size_t)i * 7 % s->draft.n];
		rap_buf when = rap_buf_init(64), text = rap_buf_init(RAP_LIMIT_VALUE);

		if (!b->mark)
			continue;
		rap_buf_printf(&when, "2020-07-%02dT%02d:%02d:00", 7 + i / 24, i % 24, i % 60);
		stage_mail(s, rap_buf_text(&when), members[i % 6], "a@b.example", RE,
		           RAP_VERDICT_ACCEPTED, NULL);
		rap_buf_printf(&text, "%s and words%d", b->text, i);
		stage_proposal(s, i % 11 == 0 ? "P77" : b->mark, (rap_action)(i % 4),
		               i % 4 < 2 ? rap_buf_text(&text) : NULL, "said", NULL);
		if (i % 9 == 0) {
			rap_err err =
				rap_proposal_withdraw(s->desk.store, s->mail, members[i % 6], 1);

			assert_true(err == RAP_OK ||
			            err == RAP_E_NOT_FOUND); /* withdrawn already */
		}
		rap_buf_done(&when);
		rap_buf_done(&text);
	}
	assert_int_equal(rap_compiled_make(&s->desk, &one), RAP_OK);
	assert_int_equal(rap_compiled_make(&s->desk, &two), RAP_OK);
	assert_string_equal(one.markdown, two.markdown);
	assert_string_equal(one.html, two.html);
	assert_string_equal(one.text, two.text);
	assert_int_equal(rap_proposals_get(s->desk.store, NULL, true, &rows), RAP_OK);
	assert_true(rows.n > 30);
	for (size_t i = 0; i < rows.n; i++) {
		const rap_proposal_row *row = &rows.at[i];
		rap_buf number = rap_buf_init(64);
		const char *words = row->text ? strstr(row->text, " and words") + 5 : NULL;

		rap_buf_printf(&number, "%s-%ld", row->member, row->number);
		assert_non_null(strstr(one.markdown, rap_buf_text(&number)));
		assert_non_null(strstr(one.html, rap_buf_text(&number)));
		assert_non_null(strstr(one.text, rap_buf_text(&number)));
		if (words && !row->withdrawn && !row->superseded_by) {
			assert_non_null(strstr(one.markdown, words));
			assert_non_null(strstr(one.html, words));
			assert_non_null(strstr(one.text, words));
		}
		rap_buf_done(&number);
	}
	rap_proposal_rows_done(&rows);
	rap_compiled_done(&one);
	rap_compiled_done(&two);
	stage_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_requests_of_two_kinds),
		cmocka_unit_test(test_request_before_the_first_round_needs_no_store),
		cmocka_unit_test(test_receipts_tell_what_was_understood),
		cmocka_unit_test(test_receipt_of_hostile_words_keeps_them_words),
		cmocka_unit_test(test_receipt_tells_how_letters_were_read_once),
		cmocka_unit_test(test_reminder_holds_only_what_is_owed),
		cmocka_unit_test(test_reminder_passes_over_who_is_away),
		cmocka_unit_test(test_digest_of_a_full_day_and_of_a_quiet_one),
		cmocka_unit_test(test_compiled_draft_in_three_formats),
		cmocka_unit_test(test_export_as_csv_and_json),
		cmocka_unit_test(test_every_proposal_appears_in_every_format),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
