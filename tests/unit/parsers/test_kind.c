// SPDX-License-Identifier: Apache-2.0
/* Replies, automatic replies, machine mail; and bounces, which are looked for first. */
#include "parsers/mail/kind.h"

#include "parsers/mail/bounce.h"
#include "parsers/mail/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int set_up(void **state)
{
	const char *missing;

	(void)state;
	rap_mime_init();
	return rap_charset_open_all(&missing) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	rap_charset_close_all();
	return 0;
}

struct opened {
	rap_header header;
	rap_mime mime;
};

static void open_mail(const char *mail, struct opened *ret)
{
	rap_prescan prescan;

	*ret = (struct opened){0};
	assert_true(rap_prescan_check(rap_slice_of(mail), &prescan));
	assert_int_equal(rap_header_split(rap_slice_of(mail), &ret->header), RAP_OK);
	rap_mime_parse(rap_slice_of(mail), &prescan, &ret->mime);
}

static void close_mail(struct opened *opened)
{
	rap_mime_done(&opened->mime);
	rap_header_done(&opened->header);
}

static const struct {
	const char *header, *subject;
	rap_kind kind;
	bool by_phrase;
	const char *why;
} kinds[] = {
	{"A: b\n", "Re: form", RAP_KIND_REPLY, false, NULL},
	{"Auto-Submitted: no\n", "Re: form", RAP_KIND_REPLY, false, NULL},
	{"Auto-Submitted: auto-replied; x=y\n", "Re: form", RAP_KIND_AUTO_REPLY, false,
         "Auto-Submitted: auto-replied; x=y"},
	{"auto-submitted:auto-generated\n", "x", RAP_KIND_AUTO_REPLY, false,
         "Auto-Submitted: auto-generated"},
	{"X-Autoreply: yes\n", "x", RAP_KIND_AUTO_REPLY, false, "X-Autoreply: yes"},
	{"X-Autorespond: Re: form\n", "x", RAP_KIND_AUTO_REPLY, false, "X-Autorespond: Re: form"},
	{"Precedence: auto_reply\n", "x", RAP_KIND_AUTO_REPLY, false, "Precedence: auto_reply"},
	{"Precedence: bulk\n", "Re: form", RAP_KIND_REPLY, false, NULL},
	{"X-Auto-Response-Suppress: All\n", "Re: form", RAP_KIND_REPLY, false, NULL},
	{"X-Auto-Response-Suppress: All\n", "Automatic reply: form", RAP_KIND_AUTO_REPLY, false,
         "X-Auto-Response-Suppress: All"},
	{"A: b\n", "Automatic reply: form", RAP_KIND_AUTO_REPLY, true, "subject: automatic reply"},
	{"A: b\n", "自动回复: form", RAP_KIND_AUTO_REPLY, true, "subject: 自动回复"},
	{"A: b\n", "不在のお知らせ", RAP_KIND_AUTO_REPLY, true, "subject: 不在のお知らせ"},
	{"A: b\n", "[부재중] 휴가 안내", RAP_KIND_AUTO_REPLY, true, "subject: 부재중"},
	{"A: b\n", "АВТООТВЕТ: form", RAP_KIND_AUTO_REPLY, true, "subject: автоответ"},
	{"A: b\n", "Чөлөөтэй байна", RAP_KIND_AUTO_REPLY, true, "subject: чөлөөтэй байна"},
	{"A: b\n", "Re: Out of office: form", RAP_KIND_REPLY, false, NULL},
	{"A: b\n", "答复：外出安排", RAP_KIND_REPLY, false, NULL},
	{"Content-Type: multipart/report; report-type=disposition-notification; boundary=a\n",
         "Read: form", RAP_KIND_AUTO_REPLY, false, "form: a receipt that the mail was displayed"},
	{"Content-Type: multipart/report; report-type=feedback-report; boundary=a\n", "x",
         RAP_KIND_AUTO_REPLY, false, "form: a report about unwanted mail"},
	{"Content-Type: text/calendar; method=REPLY\n", "Accepted: meeting", RAP_KIND_AUTO_REPLY,
         true, "form: an answer of a calendar program"},
	{"Content-Type: text/calendar; method=REQUEST\n", "Meeting", RAP_KIND_REPLY, false, NULL},
};

static void test_kind_find_by_field_then_by_phrase(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		rap_buf mail = rap_buf_init(10000);
		struct opened opened;
		rap_kind_found got;

		rap_buf_printf(&mail, "%s\ntext\n--a\n\nx\n--a--\n", kinds[i].header);
		open_mail(rap_buf_text(&mail), &opened);
		rap_kind_find(&opened.header, &opened.mime, kinds[i].subject,
		              "I am away until 31 July.", "2020-07-20", &got);
		if (got.kind != kinds[i].kind)
			print_error("%s%s: %s\n", kinds[i].header, kinds[i].subject,
			            rap_kind_text(got.kind));
		assert_int_equal(got.kind, kinds[i].kind);
		assert_int_equal(got.by_phrase, kinds[i].by_phrase);
		if (kinds[i].why)
			assert_string_equal(got.why ? got.why : "none", kinds[i].why);
		else
			assert_null(got.why);
		free(got.why);
		close_mail(&opened);
		rap_buf_done(&mail);
	}
}

static const struct {
	const char *name, *mail, *subject, *text;
	const char *recipients; /* "address action status diagnostic" joined by " | " */
	const char *reason, *original;
	bool permanent;
} bounces[] = {
	{"RFC 3464",
         "From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; "
         "report-type=delivery-status; boundary=a\n\n"
         "--a\n\nSorry.\n--a\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
         "mx.example\n\n"
         "Original-Recipient: rfc822;oyun@b.example\nFinal-Recipient: rfc822; "
         "o.bat@c.example\nAction: Failed\n"
         "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n no such user\n\n"
         "Final-Recipient: rfc822; li@d.example\nAction: failed\nStatus: 5.2.2\n\n"
         "--a\nContent-Type: message/rfc822\n\nMessage-ID: <rq.x@neaspec.example>\nSubject: "
         "form\n\nq\n--a--\n",
         "Undelivered", "Sorry.",
         "oyun@b.example failed 5.1.1 550 5.1.1 no such user | li@d.example failed 5.2.2 -",
         "550 5.1.1 no such user", "<rq.x@neaspec.example>", true},
	{"delay",
         "Content-Type: multipart/report; report-type=\"delivery-status\"; boundary=a\n\n--a\n"
         "Content-Type: message/delivery-status\n\nReporting-MTA: dns; "
         "mx.example\n\nFinal-Recipient: rfc822;a@b.example\n"
         "Action: delayed\nStatus: 4.4.1\n\n--a\nContent-Type: text/rfc822-headers\n\nMessage-Id: "
         "<rq.y@n.example>\n\n--a--\n",
         "Delayed", "", "a@b.example delayed 4.4.1 -", "4.4.1", "<rq.y@n.example>", false},
	{"qmail", "Return-Path: <>\nFrom: MAILER-DAEMON@q.example\n\nx\n", "failure notice",
         "Hi. This is the qmail-send program at q.example.\nI'm afraid I wasn't able to deliver "
         "your message.\n\n"
         "<li@d.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
         "--- Below this line is a copy of the message.\n\nReturn-Path: <a@neaspec.example>\n"
         "Message-ID: <rq.z@neaspec.example>\nTo: <li@d.example>\n",
         "li@d.example failed 5.1.1 Sorry, no mailbox here by that name. (#5.1.1)",
         "Sorry, no mailbox here by that name. (#5.1.1)", "<rq.z@neaspec.example>", true},
	{"Exim", "X-Failed-Recipients: li@d.example\nFrom: x@y.example\n\nx\n",
         "Mail delivery failed: returning message",
         "This message was created automatically by mail delivery software.\n\n  li@d.example\n    "
         "SMTP error: 550 5.7.1 blocked\n\n"
         "------ This is a copy of the message, including all the headers. ------\n",
         "li@d.example failed 5.7.1 SMTP error: 550 5.7.1 blocked", "SMTP error: 550 5.7.1 blocked",
         NULL, true},
	{"a person who quotes one",
         "From: Oyun <oyun@b.example>\nReturn-Path: <oyun@b.example>\n\nx\n", "Re: failure notice",
         "> Hi. This is the qmail-send program at q.example.\n", NULL, NULL, NULL, false},
	{"an absence note from a null path", "Return-Path: <>\nFrom: oyun@b.example\n\nx\n",
         "Automatic reply", "I am away.", NULL, NULL, NULL, false},
	{"a plain mail of a postmaster", "From: Postmaster <postmaster@b.example>\n\nx\n",
         "Your question", "We looked at it.", NULL, NULL, NULL, false},
	{"the server has given up on a full mailbox", "Return-Path: <>\n\nx\n",
         "Undeliverable: form", "<li@d.example>: 452 4.2.2 mailbox full\n",
         "li@d.example failed 4.2.2 452 4.2.2 mailbox full", "452 4.2.2 mailbox full", NULL, true},
};

static void show(const rap_bounce *bounce, rap_buf *out)
{
	for (size_t i = 0; i < bounce->n_recipients; i++) {
		const rap_bounce_recipient *one = &bounce->recipients[i];

		rap_buf_printf(out, "%s%s %s %s %s", i ? " | " : "",
		               one->address ? one->address : "-", one->action ? one->action : "-",
		               one->status ? one->status : "-",
		               one->diagnostic ? one->diagnostic : "-");
	}
}

static void same_or_null(const char *got, const char *wanted)
{
	if (wanted)
		assert_string_equal(got ? got : "none", wanted);
	else
		assert_null(got);
}

static void test_bounce_read_reports_and_prose(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bounces) / sizeof(*bounces); i++) {
		rap_buf shown = rap_buf_init(10000);
		struct opened opened;
		rap_bounce *got;

		open_mail(bounces[i].mail, &opened);
		got = rap_bounce_read(&opened.header, &opened.mime, bounces[i].subject,
		                      bounces[i].text);
		if (!got != !bounces[i].recipients)
			print_error("%s: %s\n", bounces[i].name, got ? "a bounce" : "none");
		if (bounces[i].recipients) {
			assert_non_null(got);
			show(got, &shown);
			assert_string_equal(rap_buf_text(&shown), bounces[i].recipients);
			same_or_null(got->reason, bounces[i].reason);
			same_or_null(got->original_message_id, bounces[i].original);
			assert_int_equal(got->permanent, bounces[i].permanent);
		} else {
			assert_null(got);
		}
		rap_bounce_free(got);
		close_mail(&opened);
		rap_buf_done(&shown);
	}
	rap_bounce_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kind_find_by_field_then_by_phrase),
		cmocka_unit_test(test_bounce_read_reports_and_prose),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
