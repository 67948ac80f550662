// SPDX-License-Identifier: Apache-2.0
/* Structure, whole and broken: what parts a mail has. */
#include "parsers/mail/mime.h"

#include "common/buf.h"
#include "common/limits.h"
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

/*
 * One line a part: type, charset, name, 'a'ttachment 'p'icture 's'ealed 'f'lowed 'd'elsp 'x' damaged, depth and
 * alternative, bytes.
 */
static void show(const rap_mime *mime, rap_buf *out)
{
	for (size_t i = 0; i < mime->n; i++) {
		const rap_part *p = &mime->parts[i];

		rap_buf_printf(out, "%s %s %s ", p->type, p->charset ? p->charset : "-",
		               p->name ? p->name : "-");
		rap_buf_printf(out, "%s%s%s%s%s%s", p->attachment ? "a" : "", p->picture ? "p" : "",
		               p->sealed ? "s" : "", p->flowed ? "f" : "", p->delsp ? "d" : "",
		               p->damaged ? "x" : "");
		rap_buf_printf(out, " %u.%u [", p->depth, p->alternative);
		rap_buf_slice(out, p->bytes);
		rap_buf_str(out, "]\n");
	}
}

#define MIXED "Content-Type: multipart/mixed; boundary=\"b\"\n\n"

static const struct {
	const char *name, *mail, *parts;
} cases[] = {
	{"no MIME at all", "Subject: x\n\nsupport\n", "text/plain - -  0.0 [support\n]\n"},
	{"a charset", "Content-Type: text/plain; charset=\"GB2312\"; format=flowed; DelSp=Yes\n\nx",
         "text/plain GB2312 - fd 0.0 [x]\n"},
	{"HTML alone, base64",
         "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\nPGI+\n",
         "text/html - -  0.0 [<b>]\n"},
	{"alternative",
         "Content-Type: multipart/alternative; boundary=b\n\npreamble\n--b\nContent-Type: "
         "text/plain\n\na\n"
         "--b\nContent-Type: text/html\n\n<p>a\n--b--\nepilogue\n",
         "text/plain - -  1.1 [a]\ntext/html - -  1.1 [<p>a]\n"},
	{"related in alternative, attachment",
         MIXED
         "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nt\n--c\n"
         "Content-Type: multipart/related; boundary=d\n\n--d\nContent-Type: text/html\n\nh\n--d\n"
         "Content-Type: image/png; name=logo.png\n\nP\n--d--\n--c--\n--b\n"
         "Content-Type: application/pdf\nContent-Disposition: attachment; "
         "filename=\"a.pdf\"\n\nD\n--b--\n",
         "text/plain - -  2.1 [t]\ntext/html - -  3.1 [h]\nimage/png - logo.png ap 3.1 [P]\n"
         "application/pdf - a.pdf a 1.0 [D]\n"},
	{"texts in a row are one body; named ones are attached",
         MIXED "--b\n\na\n--b\n\nb\n--b\nContent-Type: text/plain; name=c.txt\n\nc\n--b\n"
               "Content-Disposition: attachment\n\nd\n--b--\n",
         "text/plain - -  1.0 [a]\ntext/plain - -  1.0 [b]\ntext/plain - c.txt a 1.0 "
         "[c]\ntext/plain - - a 1.0 [d]\n"},
	{"a first text with a name is the body", "Content-Type: text/plain; name=body.txt\n\na\n",
         "text/plain - body.txt  0.0 [a\n]\n"},
	{"a message inside gives no text of its own",
         MIXED "--b\n\na\n--b\nContent-Type: message/rfc822\n\nSubject: in\n\n2.1 support\n--b--\n",
         "text/plain - -  1.0 [a]\nmessage/rfc822 - - a 1.0 [Subject: in\n\n2.1 support]\n"},
	{"signed",
         "Content-Type: multipart/signed; boundary=b\n\n--b\n\na\n--b\nContent-Type: "
         "application/pgp-signature\n\nS\n--b--\n",
         "text/plain - - s 1.0 [a]\napplication/pgp-signature - - as 1.0 [S]\n"},
	{"no boundary parameter",
         "Content-Type: multipart/alternative\n\n--xyz\nContent-Type: text/plain\n\na\n--xyz\n"
         "Content-Type: text/html\n\nh\n--xyz--\n",
         "text/plain - -  1.1 [a]\ntext/html - -  1.1 [h]\n"},
	{"wrong boundary parameter",
         "Content-Type: multipart/mixed; boundary=abc\n\n--xyz\nContent-Type: "
         "text/plain\n\na\n--xyz--\n",
         "text/plain - -  1.0 [a]\n"},
	{"a multipart that is none", "Content-Type: multipart/mixed\n\nsupport\n",
         "text/plain - -  1.0 [support\n]\n"},
	{"no closing boundary", MIXED "--b\n\nsupport\n", "text/plain - -  1.0 [support\n]\n"},
	{"boundaries with a common beginning",
         MIXED
         "--b\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\na\n--bb--\n--b\n\nc\n--b--\n",
         "text/plain - -  2.0 [a]\ntext/plain - -  1.0 [c]\n"},
	{"mbox line, line without a colon",
         "From x@y Mon Jul  6\nContent-Type: text/html\nnonsense\nSubject: x\n\nh\n",
         "text/html - -  0.0 [h\n]\n"},
	{"type without a subtype", "Content-Type: text; charset=utf-8\n\na",
         "text/plain utf-8 -  0.0 [a]\n"},
	{"nonsense type", "Content-Type: foo\n\na", "application/octet-stream - - a 0.0 [a]\n"},
	{"damaged base64", "Content-Transfer-Encoding: base64\n\nYWJj\n\nlist footer here\n",
         "text/plain - - x 0.0 [abc\nlist footer here\n]\n"},
	{"uuencode", "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#86)C\n`\nend\n",
         "text/plain - a  0.0 [abc]\n"},
	{"names by RFC 2231",
         "Content-Type: application/x\nContent-Disposition: attachment;\n "
         "filename*0*=utf-8''%E5%9B%9E;\n"
         " filename*1=.docx\n\na",
         "application/x - 回.docx a 0.0 [a]\n"},
	{"names with a path", "Content-Type: application/x; name=\"..\\\\../etc/passwd\"\n\na",
         "application/x - passwd a 0.0 [a]\n"},
	{"two types: the first counts", "Content-Type: text/html\nContent-Type: text/plain\n\nh",
         "text/html - -  0.0 [h]\n"},
	{"nothing", "", "text/plain - -  0.0 []\n"},
	{"blank body", "Subject: x\n\n\n \n", "text/plain - -  0.0 [\n \n]\n"},
};

static void test_mime_parse_lists_parts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		rap_buf shown = rap_buf_init(10000);
		rap_prescan prescan;
		rap_mime got;

		assert_true(rap_prescan_check(rap_slice_of(cases[i].mail), &prescan));
		rap_mime_parse(rap_slice_of(cases[i].mail), &prescan, &got);
		show(&got, &shown);
		if (strcmp(rap_buf_text(&shown), cases[i].parts) != 0)
			print_error("%s: %s", cases[i].name, rap_buf_text(&shown));
		assert_string_equal(rap_buf_text(&shown), cases[i].parts);
		assert_null(got.limit);
		rap_mime_done(&got);
		rap_buf_done(&shown);
	}
}

static void test_mime_parse_keeps_nul_in_bodies(void **state)
{
	static const char mail[] = "Subject: x\0y\nContent-Type: text/html;\0charset=utf-8\n\na\0b";
	rap_slice raw = {mail, sizeof(mail) - 1};
	rap_prescan prescan;
	rap_mime got;

	(void)state;
	assert_true(rap_prescan_check(raw, &prescan));
	assert_true(prescan.nul_in_header);
	rap_mime_parse(raw, &prescan, &got);
	assert_int_equal(got.n, 1);
	assert_string_equal(got.parts[0].type, "text/html");
	assert_string_equal(got.parts[0].charset, "utf-8");
	assert_int_equal(got.parts[0].bytes.len, 3);
	assert_memory_equal(got.parts[0].bytes.at, "a\0b", 3);
	rap_mime_done(&got);
}

/* Without a boundary parameter the pre-scan sees no parts: it looks again when they are found. */
static void test_mime_parse_bounds_what_the_prescan_did_not_see(void **state)
{
	(void)state;
	for (unsigned more = 0; more < 2; more++) {
		rap_buf mail = rap_buf_init(RAP_MIB);
		rap_prescan prescan;
		rap_mime got;

		rap_buf_str(&mail, "Content-Type: multipart/mixed\n\n");
		for (unsigned i = 0; i < RAP_LIMIT_MIME_PARTS + more; i++)
			rap_buf_str(&mail, "--x\nContent-Type: text/plain\n\na\n");
		assert_true(rap_prescan_check(rap_buf_as_slice(&mail), &prescan));
		rap_mime_parse(rap_buf_as_slice(&mail), &prescan, &got);
		assert_int_equal(got.n, more ? 0 : RAP_LIMIT_MIME_PARTS);
		assert_int_equal(got.limit != NULL, more);
		rap_mime_done(&got);
		rap_buf_done(&mail);
	}
}

static void test_mime_parse_reports_and_calendars(void **state)
{
	static const char mail[] =
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
		"Content-Type: message/delivery-status\n\nA: b\n--b\n"
		"Content-Type: text/calendar; method=REPLY\n\nx\n--b--\n";
	rap_prescan prescan;
	rap_mime got;

	(void)state;
	assert_true(rap_prescan_check(rap_slice_of(mail), &prescan));
	rap_mime_parse(rap_slice_of(mail), &prescan, &got);
	assert_string_equal(got.type, "multipart/report");
	assert_string_equal(got.report_type, "delivery-status");
	assert_string_equal(got.calendar_method, "REPLY");
	assert_ptr_equal(rap_mime_find(&got, "message/delivery-status"), &got.parts[0]);
	assert_null(rap_mime_find(&got, "text/html"));
	rap_mime_done(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mime_parse_lists_parts),
		cmocka_unit_test(test_mime_parse_keeps_nul_in_bodies),
		cmocka_unit_test(test_mime_parse_bounds_what_the_prescan_did_not_see),
		cmocka_unit_test(test_mime_parse_reports_and_calendars),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
