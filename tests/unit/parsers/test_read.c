// SPDX-License-Identifier: Apache-2.0
/* Whole mails, from raw bytes to a reading: the made-up ones, each with what must come of it. */
#include "tests/unit/parsers/recorder.h"

#include <dirent.h>

static void list_codes(const rap_reading *reading, rap_buf *out)
{
	for (size_t i = 0; i < reading->n_findings; i++)
		rap_buf_printf(out, "%s%s", i ? " " : "", reading->findings[i].code);
}

#define MN "Сайн байна уу,\n\n[2.1] Өөрчлөлттэйгөөр дэмжинэ\n[2.2] 5\n[2.6] Саналгүй"
#define ZH                                                       \
	"秘书处：\n\n[2.1] 修改后支持\n[2.2] 4\n[2.5] " \
	"第12段“应当建立”改为“将努力建立”——各国国情不同。\n\n朱镕"
#define ZH_MORE ZH "\n我方总体支持，但需作修改。请参见第十二段的建议。"
#define JA                                                                        \
	"事務局御中\n\n[2.1] 修正の上、支持する\n[2.2] ③\n[2.8] " \
	"㈱エコ研究所の意見を№12に添付します。"
#define KO                                                                                                         \
	"안녕하십니까.\n\n[2.1] 수정 후 지지\n[2.2] 5점\n[2.8] 똠방각하, 펲 문구를 확인해 " \
	"주십시오."
#define RU                                                                                                                             \
	"Уважаемые коллеги!\n\n[2.1] Поддерживаем с изменениями\n[2.2] 5\n[2.6] нет\n\nС " \
	"уважением,\nИван Петров"
#define EN "Dear Secretariat,\n\n[2.1] support\n[2.2] 4\n\nBest regards,\nOyun"

static const struct {
	const char *file; /* below tests/corpus */
	rap_kind kind;
	const char *charset; /* of the body */
	const char *codes; /* of findings, in order */
	const char *text; /* what was newly written, whole */
} mails[] = {
	{"plain/gb2312-label-gb18030", RAP_KIND_REPLY, "gb18030", "", ZH},
	{"plain/euc-kr-label-cp949", RAP_KIND_REPLY, "cp949", "", KO},
	{"plain/iso-2022-jp-ms", RAP_KIND_REPLY, "iso-2022-jp", "", JA},
	{"plain/iso-2022-jp-split-words", RAP_KIND_REPLY, "iso-2022-jp", "", JA},
	{"plain/no-label-8bit-windows-1251", RAP_KIND_REPLY, "windows-1251", "charset-doubtful",
         RU},
	{"plain/no-label-8bit-gbk", RAP_KIND_REPLY, "gb18030", "charset-doubtful", ZH_MORE},
	{"plain/koi8-r", RAP_KIND_REPLY, "koi8-r", "", RU},
	{"plain/us-ascii-label-utf-8", RAP_KIND_REPLY, "utf-8", "charset-doubtful", MN},
	{"plain/utf-16-with-bom", RAP_KIND_REPLY, "utf-16le", "", MN},
	{"plain/utf-16-two-orders", RAP_KIND_REPLY, "utf-16be", "", "[2.1] 支持\n[2.2] 四"},
	{"plain/qp-soft-breaks", RAP_KIND_REPLY, "utf-8", "",
         "[2.5] Replace “shall” with “will” in the second sentence of paragraph 12 and delete the "
         "words “by 2023”.\n"
         "[2.1] support"},
	{"plain/flowed-delsp", RAP_KIND_REPLY, "utf-8", "",
         "[2.8] "
         "感谢秘书处的工作。我们认为目标2总体上可以接受，但经费安排须由高官会另行商定。\n\n支持"},
	{"plain/rfc2231-continued-name", RAP_KIND_REPLY, "us-ascii", "charset-doubtful not-read",
         "Please find our answers attached."},
	{"plain/winmail", RAP_KIND_REPLY, "us-ascii", "not-read", ""},
	{"plain/nested-rfc822", RAP_KIND_REPLY, "us-ascii", "not-read", "For your information."},
	{"plain/signed", RAP_KIND_REPLY, "us-ascii", "signed-not-read", "[2.1] support"},
	{"plain/phone-tagline", RAP_KIND_REPLY, "utf-8", "", "[2.1] 支持"},
	{"plain/nmh-raw-source", RAP_KIND_REPLY, "us-ascii", "",
         "support with changes\n\n4\n\nDelete \"every year\"."},
	{"plain/absent-en", RAP_KIND_AUTO_REPLY, "us-ascii", "",
         "I am out of the office from 18 July and will be back on 3 August."},
	{"plain/absent-zh", RAP_KIND_AUTO_REPLY, "utf-8", "",
         "您好，本人于7月18日至8月2日休假，8月3日返回。"},
	{"plain/absent-ja", RAP_KIND_AUTO_REPLY, "utf-8", "",
         "7月31日(金)まで夏季休暇をいただいております。"},
	{"plain/absent-ko", RAP_KIND_AUTO_REPLY, "utf-8", "",
         "2020년 7월 18일부터 2020년 7월 31일까지 출장 중입니다."},
	{"plain/absent-ru", RAP_KIND_AUTO_REPLY, "utf-8", "",
         "Здравствуйте! Я нахожусь в отпуске до 31 июля 2020 г."},
	{"plain/absent-mn", RAP_KIND_AUTO_REPLY, "utf-8", "",
         "Би 7 сарын 31 хүртэл чөлөөтэй байна."},
	{"plain/absent-phrase-only", RAP_KIND_AUTO_REPLY, "us-ascii", "probably-absent",
         "[2.1] support\n\nI answer from the airport, back on 3 August 2020."},
	{"plain/bounce-postfix", RAP_KIND_BOUNCE, "us-ascii", "", NULL},
	{"plain/bounce-exchange", RAP_KIND_BOUNCE, "us-ascii", "", NULL},
	{"plain/bounce-qmail", RAP_KIND_BOUNCE, "us-ascii", "", NULL},
	{"plain/bounce-delay", RAP_KIND_BOUNCE, "us-ascii", "", NULL},
	{"plain/read-receipt", RAP_KIND_AUTO_REPLY, "us-ascii", "machine-mail", NULL},
	{"html/alone-naver", RAP_KIND_REPLY, "cp949", "",
         "안녕하십니까.\n[2.1] 수정 후 지지\n[2.2] 5점"},
	{"html/hidden-answers", RAP_KIND_REPLY, "us-ascii", "hidden-text",
         "[2.1] support\n[2.2] 4"},
	{"html/meta-lies", RAP_KIND_REPLY, "gb18030", "", "[2.1] 支持\n[2.8] 《纲要》"},
	{"html/outlook-word", RAP_KIND_REPLY, "utf-8", "", "[2.1] Поддерживаем\n\n[2.6] нет"},
	{"html/table-cells", RAP_KIND_REPLY, "utf-8", "",
         "[2.1]\tOverall position\tдэмжинэ\n[2.2]\tGoals\t5"},
	{"html/preformatted", RAP_KIND_REPLY, "us-ascii", "",
         "[2.1] support\n[2.5] \"shall  establish\""},
	{"html/owa-quote", RAP_KIND_REPLY, "us-ascii", "", "[2.1] support"},
	{"html/list-answers", RAP_KIND_REPLY, "us-ascii", "",
         "Our answers:\n4. four\n• one point\n• another"},
	{"html/text-differs", RAP_KIND_REPLY, "utf-8", "",
         "Re – “our” draft: [2.1] support with changes"},
	{"broken/base64-with-footer", RAP_KIND_REPLY, "us-ascii", "damaged-encoding",
         EN "\n_______________________________________________\nThis mail was scanned by the "
            "gateway of the ministry."},
	{"broken/base64-cut", RAP_KIND_REPLY, "utf-8", "damaged-encoding",
         "Сайн байна уу,\n\n[2.1] Өөрчлөлттэйгөөр дэмжинэ\n[2.2]"},
	{"broken/base64-never-encoded", RAP_KIND_REPLY, "us-ascii", "damaged-encoding", EN},
	{"broken/qp-never-encoded", RAP_KIND_REPLY, "us-ascii", "damaged-encoding",
         "[2.8] a = b, 2+2=four\n[2.1] support"},
	{"broken/boundary-missing", RAP_KIND_REPLY, "utf-8", "", "[2.1] Өөрчлөлттэйгөөр дэмжинэ"},
	{"broken/boundary-wrong", RAP_KIND_REPLY, "utf-8", "", MN},
	{"broken/boundary-not-closed", RAP_KIND_REPLY, "utf-8", "", MN},
	{"broken/nul-in-body", RAP_KIND_REPLY, "us-ascii", "control-characters",
         "[2.1] support\n\n[2.2] 4"},
	{"broken/nul-in-header", RAP_KIND_REPLY, "utf-8", "", MN},
	{"broken/header-without-colon", RAP_KIND_REPLY, "utf-8", "", MN},
	{"broken/from-line", RAP_KIND_REPLY, "utf-8", "", MN},
	{"broken/no-header", RAP_KIND_REPLY, "us-ascii", "", "[2.1] support"},
	{"broken/raw-8bit-subject", RAP_KIND_REPLY, "us-ascii", "", "[2.1] support"},
	{"broken/utf-8-with-bad-bytes", RAP_KIND_REPLY, "utf-8", "lost-characters",
         MN "\n" MN "\n" MN "\n[2.8] \xef\xbf\xbd\xef\xbf\xbd"},
	{"broken/charset-unknown", RAP_KIND_REPLY, "utf-8", "charset-doubtful", MN},
	{"broken/charset-utf-7", RAP_KIND_REPLY, "us-ascii", "charset-doubtful", "[2.1] +ZS9jAQ-"},
	{"broken/iso-2022-jp-not-closed", RAP_KIND_REPLY, "iso-2022-jp", "",
         "[2.1] 支持\n[2.2] 4 (plain words)"},
	{"broken/html-unclosed", RAP_KIND_REPLY, "us-ascii", "",
         "[2.1] support\n[2.2] 4\n[2.3] 5\n[2.4] yes"},
	{"broken/latin1-label-gbk", RAP_KIND_REPLY, "gb18030", "charset-doubtful", ZH_MORE},
	{"broken/deep", RAP_KIND_OTHER, NULL, "over-limit", ""},
};

static void test_read_hard_mails_as_in_the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mails) / sizeof(*mails); i++) {
		char path[200]; /* the names above are shorter than 60 */
		rap_buf codes = rap_buf_init(1000);
		rap_reading *got;

		(void)snprintf(path, sizeof(path), "tests/corpus/%s.eml", mails[i].file);
		got = read_file(path);
		check_decodable(path, got);
		list_codes(got, &codes);
		if (got->kind != mails[i].kind ||
		    strcmp(rap_buf_text(&codes), mails[i].codes) != 0 ||
		    (mails[i].text && strcmp(got->text, mails[i].text) != 0))
			print_error("%s: %s, findings '%s', text '%s'\n", mails[i].file,
			            rap_kind_text(got->kind), rap_buf_text(&codes), got->text);
		assert_int_equal(got->kind, mails[i].kind);
		assert_string_equal(rap_buf_text(&codes), mails[i].codes);
		if (mails[i].text)
			assert_string_equal(got->text, mails[i].text);
		if (mails[i].charset)
			assert_string_equal(got->body.charset, mails[i].charset);
		/* The form is read in replies, and where only a phrase speaks of absence. */
		assert_int_equal(calls, got->kind == RAP_KIND_REPLY ||
		                                strstr(rap_buf_text(&codes), "probably"));
		rap_reading_free(got);
		rap_buf_done(&codes);
	}
}

/* Nobody adds a mail without saying what must come of it. */
static void test_read_every_mail_of_the_corpus_is_in_the_table(void **state)
{
	static const char *const folders[] = {"plain", "html", "broken"};
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		char path[100];
		DIR *folder;

		(void)snprintf(path, sizeof(path), "tests/corpus/%s", folders[i]);
		folder = opendir(path);
		assert_non_null(folder);
		for (struct dirent *entry; (entry = readdir(folder));)
			n += strstr(entry->d_name, ".eml") != NULL;
		(void)closedir(folder);
	}
	assert_int_equal(n, sizeof(mails) / sizeof(*mails));
}

static void test_read_header_of_a_reply(void **state)
{
	rap_reading *got = read_file("tests/corpus/plain/iso-2022-jp-split-words.eml");

	(void)state;
	assert_string_equal(
		got->message.subject,
		"Re: 北東アジア環境協力プログラム戦略計画案への意見照会について（回答）");
	assert_string_equal(got->message.from.at[0].name, "田中太郎");
	assert_string_equal(got->message.from.at[0].address, "tanaka@env.example");
	assert_string_equal(got->message.to.at[0].address, "consult+k7f3q9x2@neaspec.example");
	assert_string_equal(got->message.date, "2020-07-20T10:11:12+08:00");
	assert_string_equal(got->message.message_id,
	                    "<iso-2022-jp-split-words@environment.example>");
	assert_int_equal(got->message.in_reply_to.n, 1);
	assert_string_equal(got->message.in_reply_to.at[0], "<rq.k7f3q9x2@neaspec.example>");
	rap_reading_free(got);
}

static const struct {
	const char *file, *back_on;
} absences[] = {
	{"absent-en", "2020-08-03"},          {"absent-zh", "2020-08-02"},
	{"absent-ja", "2020-07-31"},          {"absent-ko", "2020-07-31"},
	{"absent-ru", "2020-07-31"},          {"absent-mn", "2020-07-31"},
	{"absent-phrase-only", "2020-08-03"},
};

static void test_read_absence_notes_say_when(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(absences) / sizeof(*absences); i++) {
		char path[100];
		rap_reading *got;

		(void)snprintf(path, sizeof(path), "tests/corpus/plain/%s.eml", absences[i].file);
		got = read_file(path);
		assert_non_null(got->automatic.why);
		assert_string_equal(got->automatic.back_on, absences[i].back_on);
		rap_reading_free(got);
	}
}

static const struct {
	const char *file, *address, *action, *status;
	bool permanent;
} bounces[] = {
	{"bounce-postfix", "li@ministry.example", "failed", "5.1.1", true},
	{"bounce-exchange", "li@ministry.example", "failed", "5.1.10", true},
	{"bounce-qmail", "kim@agency.example", "failed", "5.1.1", true},
	{"bounce-delay", "li@ministry.example", "delayed", "4.4.1", false},
};

static void test_read_bounces_say_who_and_of_which_mail(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bounces) / sizeof(*bounces); i++) {
		char path[100];
		rap_reading *got;

		(void)snprintf(path, sizeof(path), "tests/corpus/plain/%s.eml", bounces[i].file);
		got = read_file(path);
		assert_non_null(got->bounce);
		assert_int_equal(got->bounce->n_recipients, 1);
		assert_string_equal(got->bounce->recipients[0].address, bounces[i].address);
		assert_string_equal(got->bounce->recipients[0].action, bounces[i].action);
		assert_string_equal(got->bounce->recipients[0].status, bounces[i].status);
		assert_int_equal(got->bounce->permanent, bounces[i].permanent);
		assert_string_equal(got->bounce->original_message_id,
		                    "<rq.k7f3q9x2@neaspec.example>");
		assert_non_null(got->bounce->reason);
		rap_reading_free(got);
	}
}

static void test_read_attachments_are_named_hashed_and_given(void **state)
{
	rap_reading *got = read_file("tests/corpus/plain/rfc2231-continued-name.eml");

	(void)state;
	assert_int_equal(got->n_attachments, 2);
	assert_string_equal(got->attachments[0].name, "Ответы 2020.txt");
	assert_string_equal(got->attachments[0].read_as, "text");
	assert_string_equal(got->attachments[1].name, "Письмо.pdf");
	assert_string_equal(got->attachments[1].type, "application/pdf");
	assert_int_equal(got->attachments[1].size, 16);
	assert_string_equal(got->attachments[1].sha256,
	                    "887ec6221aab0554dbfa11f0d3b80369a2de6c84d8c6cf4e37a380f05691666f");
	assert_null(got->attachments[1].read_as);
	assert_string_equal(rap_buf_text(&given),
	                    "text: Please find our answers attached.\n@Ответы 2020.txt: " RU "\n");
	rap_reading_free(got);
}

static void test_read_bodies_come_in_order_of_worth(void **state)
{
	rap_reading *got = read_file("tests/corpus/html/text-differs.eml");

	(void)state;
	assert_string_equal(rap_buf_text(&given),
	                    "html: Re – “our” draft: [2.1] support with changes\n"
	                    "text: Re - \"our\" draft: [2.1] support with changes\n");
	assert_string_equal(got->body.text, "Re – “our” draft: [2.1] support with changes\n");
	rap_reading_free(got);
}

static void test_read_signed_and_forwarded_texts_are_not_given(void **state)
{
	(void)state;
	rap_reading_free(read_file("tests/corpus/plain/signed.eml"));
	assert_string_equal(rap_buf_text(&given), "");
	rap_reading_free(read_file("tests/corpus/plain/nested-rfc822.eml"));
	assert_string_equal(rap_buf_text(&given), "text: For your information.\n");
}

static void test_read_decodes_the_mail_that_is_answered(void **state)
{
	rap_context context = {0};
	rap_buf request = {0};
	rap_reading *got;

	(void)state;
	assert_int_equal(rap_file_read("tests/corpus/replies/request-G.eml", RAP_MIB, &request),
	                 RAP_OK);
	context.answers_mime = rap_strdup(rap_buf_text(&request));
	got = read_bytes(&context, rap_slice_of("Subject: Re: form\n\n[2.1] support\n"));
	assert_non_null(
		strstr(given_text,
	               "[2.1] Overall position on Objective 2\n(support / support with changes / "
	               "cannot support / no position)\nAnswer [2.1]:\n"));
	assert_non_null(strstr(given_text, "Strategic Plan 2021–2025"));
	assert_non_null(strstr(given_html, "<p>[2.1] <b>Overall position on Objective 2</b><br>"));
	rap_reading_free(got);
	free(context.answers_mime);
	rap_buf_done(&request);
}

static void test_read_keeps_texts_of_the_request_without_mime(void **state)
{
	char text[] = "as sent", html[] = "<p>as sent";
	rap_context context = {.answers_text = text, .answers_html = html};

	(void)state;
	rap_reading_free(
		read_bytes(&context, rap_slice_of("Subject: Re: form\n\n[2.1] support\n")));
	assert_string_equal(given_text, "as sent");
	assert_string_equal(given_html, "<p>as sent");
}

/* nmh quotes what was sent undecoded: the form is whole again, once, with the answers in their places. */
static void test_read_quoted_source_becomes_text(void **state)
{
	rap_reading *got = read_file("tests/corpus/plain/nmh-raw-source.eml");
	const char *first = strstr(got->body.text,
	                           "> [2.6] Paragraph 13 (biodiversity and nature conservation) - "
	                           "proposed amendment\n");

	(void)state;
	assert_non_null(first);
	assert_null(strstr(first + 10, "[2.6] Paragraph"));
	assert_non_null(strstr(got->body.text, "> Answer [2.5]:\nDelete \"every year\".\n>"));
	assert_non_null(strstr(got->body.text, "Plan 2021–2025"));
	assert_null(strstr(got->body.text, "Content-"));
	assert_string_equal(got->body.repairs.at[0], "quoted MIME source decoded");
	rap_reading_free(got);
}

/* A stranger's mail: as any other, but nothing is given to the alignment room, and the reading says so. */
static void test_read_plain_reads_all_but_the_form(void **state)
{
	static const struct {
		const char *file;
		rap_kind kind;
		bool says; /* it might have had answers */
	} cases[] = {
		{"html/text-differs", RAP_KIND_REPLY, true},
		{"plain/rfc2231-continued-name", RAP_KIND_REPLY, true},
		{"plain/absent-phrase-only", RAP_KIND_AUTO_REPLY, true},
		{"plain/absent-en", RAP_KIND_AUTO_REPLY, false},
		{"plain/bounce-postfix", RAP_KIND_BOUNCE, false},
		{"broken/deep", RAP_KIND_OTHER, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		rap_context context = {.plain = true};
		char path[200]; /* the names above are shorter than 60 */
		rap_reading *whole, *plain;
		rap_buf raw = {0};

		(void)snprintf(path, sizeof(path), "tests/corpus/%s.eml", cases[i].file);
		whole = read_file(path);
		assert_false(rap_reading_is_plain(whole));
		assert_int_equal(rap_file_read(path, RAP_LIMIT_MESSAGE, &raw), RAP_OK);
		plain = read_bytes(&context, rap_buf_as_slice(&raw));
		assert_int_equal(calls, 0);
		if (rap_reading_is_plain(plain) != cases[i].says)
			fail_msg("%s", cases[i].file);
		assert_int_equal(plain->kind, cases[i].kind);
		assert_string_equal(plain->text, whole->text);
		assert_string_equal(plain->body.text, whole->body.text);
		assert_int_equal(plain->n_attachments, whole->n_attachments);
		assert_int_equal(plain->n_findings, whole->n_findings + cases[i].says);
		check_decodable(path, plain);
		rap_reading_free(plain);
		rap_reading_free(whole);
		rap_buf_done(&raw);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_hard_mails_as_in_the_table),
		cmocka_unit_test(test_read_every_mail_of_the_corpus_is_in_the_table),
		cmocka_unit_test(test_read_header_of_a_reply),
		cmocka_unit_test(test_read_absence_notes_say_when),
		cmocka_unit_test(test_read_bounces_say_who_and_of_which_mail),
		cmocka_unit_test(test_read_attachments_are_named_hashed_and_given),
		cmocka_unit_test(test_read_bodies_come_in_order_of_worth),
		cmocka_unit_test(test_read_signed_and_forwarded_texts_are_not_given),
		cmocka_unit_test(test_read_decodes_the_mail_that_is_answered),
		cmocka_unit_test(test_read_keeps_texts_of_the_request_without_mime),
		cmocka_unit_test(test_read_quoted_source_becomes_text),
		cmocka_unit_test(test_read_plain_reads_all_but_the_form),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
