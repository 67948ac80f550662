// SPDX-License-Identifier: Apache-2.0
/* Form, filling and the MIME bytes of a mail: what leaves is exact, repeatable, and takes no header from a value. */
#include "report/compose.h"
#include "report/fill.h"
#include "report/form.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* ---- form G --------------------------------------------------------------------------------------------- */

static rap_field choice_field(void)
{
	rap_field f = {.id = (char *)(uintptr_t) "2.1",
	               .type = RAP_FIELD_CHOICE,
	               .label = (char *)(uintptr_t) "Overall position on Objective 2"};

	rap_strv_add(&f.options, "support");
	rap_strv_add(&f.options, "support with changes");
	rap_strv_add(&f.options, "cannot support");
	rap_strv_add(&f.options, "no position");
	return f;
}

static rap_field field(const char *id, rap_field_type type, const char *label, const char *hint)
{
	return (rap_field){.id = (char *)(uintptr_t)id,
	                   .type = type,
	                   .label = (char *)(uintptr_t)label,
	                   .hint = (char *)(uintptr_t)hint,
	                   .scale_min = 1,
	                   .scale_max = 5};
}

static void test_form_text_is_design_g(void **state)
{
	rap_field one = choice_field(),
		  two = field("2.2", RAP_FIELD_RATING, "Relevance of Objective 2", NULL);
	const rap_field *fields[] = {&one, &two};
	rap_buf out = rap_buf_init(4096);

	(void)state;
	rap_form_text(&out, fields, 2);
	assert_string_equal(rap_buf_text(&out),
	                    "[2.1] Overall position on Objective 2\n"
	                    "(support / support with changes / cannot support / no position)\n"
	                    "Answer [2.1]:\n"
	                    "\n"
	                    "[2.2] Relevance of Objective 2\n"
	                    "(1 = low, 5 = high)\n"
	                    "Answer [2.2]:\n"
	                    "\n"
	                    "[end of form - please do not write below this line]\n");
	rap_buf_done(&out);
	rap_strv_done(&one.options);
}

static void test_form_html_has_the_same_words(void **state)
{
	rap_field f = choice_field();
	const rap_field *fields[] = {&f};
	rap_buf out = rap_buf_init(4096);

	(void)state;
	f.label = (char *)(uintptr_t) "Goals <b> & \"aims\"";
	rap_form_html(&out, fields, 1);
	assert_string_equal(rap_buf_text(&out),
	                    "<p>[2.1] <b>Goals &lt;b&gt; &amp; &quot;aims&quot;</b><br>\n"
	                    "(support / support with changes / cannot support / no position)<br>\n"
	                    "Answer [2.1]:</p>\n"
	                    "<p>[end of form - please do not write below this line]</p>\n");
	rap_buf_done(&out);
	rap_strv_done(&f.options);
}

static void test_form_hint_of_each_type(void **state)
{
	static const struct {
		rap_field_type type;
		const char *hint, *want;
	} list[] = {
		{RAP_FIELD_RATING, NULL, "1 = low, 5 = high"},
		{RAP_FIELD_RATING, "1 = not at all, 5 = fully", "1 = not at all, 5 = fully"},
		{RAP_FIELD_YES_NO, NULL, "yes / no"},
		{RAP_FIELD_DATE, NULL, "a date such as 2020-08-06"},
		{RAP_FIELD_LIST, NULL, "one item per line"},
		{RAP_FIELD_PEOPLE, NULL, "name, title, organisation, email - one person per line"},
		{RAP_FIELD_TEXT, NULL, "any length"},
		{RAP_FIELD_TEXT, "", "any length"},
		{RAP_FIELD_TEXT, "leave blank if none", "leave blank if none"},
	};
	rap_field choice = choice_field();
	rap_buf out = rap_buf_init(4096);

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		rap_field f = field("1.1", list[i].type, "x", list[i].hint);

		rap_buf_cut(&out, 0);
		rap_form_hint(&out, &f);
		assert_string_equal(rap_buf_text(&out), list[i].want);
	}
	choice.hint = (char *)(uintptr_t) "one of these";
	rap_buf_cut(&out, 0);
	rap_form_hint(&out, &choice);
	assert_string_equal(rap_buf_text(&out),
	                    "one of these: support / support with changes / cannot support / "
	                    "no position");
	rap_buf_done(&out);
	rap_strv_done(&choice.options);
}

static void test_form_text_stays_ascii_and_narrow(void **state)
{
	rap_field f = field("2.4", RAP_FIELD_TEXT,
	                    "Link with the \xE2\x80\x9C"
	                    "2030 Agenda\xE2\x80\x9D \xE2\x80\x93 your view",
	                    "a hint of the author that goes on for longer than any line of a mail "
	                    "should ever be, and then some more words after that");
	const rap_field *fields[] = {&f};
	rap_buf out = rap_buf_init(4096);
	size_t line = 0;

	(void)state;
	rap_form_text(&out, fields, 1);
	assert_non_null(
		strstr(rap_buf_text(&out), "[2.4] Link with the \"2030 Agenda\" - your view\n"));
	for (size_t i = 0; i < out.len; i++) {
		assert_true((unsigned char)out.at[i] < 0x80);
		line = out.at[i] == '\n' ? 0 : line + 1;
		assert_true(line <= 72);
		if (out.at[i] == '\n' && i > 0)
			assert_int_not_equal(out.at[i - 1], ' ');
	}
	rap_buf_done(&out);
}

/* ---- filling -------------------------------------------------------------------------------------------- */

static void test_fill_text_breaks_at_blanks(void **state)
{
	static const struct {
		const char *name, *input, *want;
	} list[] = {
		{"short", "a b\n", "a b\n"},
		{"no end of line", "a", "a\n"},
		{"trailing blanks", "a  \nb\t\n", "a\nb\n"},
		{"several empty lines", "a\n\n\n\nb\n", "a\n\nb\n"},
		{"exactly 72",
	         "123456789 123456789 123456789 123456789 123456789 123456789 123456789 12\n",
	         "123456789 123456789 123456789 123456789 123456789 123456789 123456789 12\n"},
		{"73",
	         "123456789 123456789 123456789 123456789 123456789 123456789 123456789 123\n",
	         "123456789 123456789 123456789 123456789 123456789 123456789 123456789\n123\n"},
		{"a list goes on under its words",
	         "- 23456789 123456789 123456789 123456789 123456789 123456789 123456789 123\n",
	         "- 23456789 123456789 123456789 123456789 123456789 123456789 123456789\n  123\n"},
		{"a note repeats its bar",
	         "   | 6789 123456789 123456789 123456789 123456789 123456789 123456789 123\n",
	         "   | 6789 123456789 123456789 123456789 123456789 123456789 123456789\n   | "
	         "123\n"},
		{"a long link stays whole",
	         "see "
	         "https://example.org/"
	         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x\n",
	         "see\nhttps://example.org/"
	         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nx\n"},
		{"Chinese breaks between characters, not before a full stop",
	         "成员国应每年报告其进展成员国应每年报告其进展成员国应每年报告其进展成员国。报告\n",
	         "成员国应每年报告其进展成员国应每年报告其进展成员国应每年报告其进展成员\n国。报告"
	         "\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		rap_buf out = rap_buf_init(4096);

		rap_fill_text(&out, rap_slice_of(list[i].input));
		if (strcmp(rap_buf_text(&out), list[i].want) != 0)
			print_message("in: %s\n", list[i].name);
		assert_string_equal(rap_buf_text(&out), list[i].want);
		rap_buf_done(&out);
	}
}

/* ---- the mail ------------------------------------------------------------------------------------------- */

static rap_mail_parts plain_parts(void)
{
	return (rap_mail_parts){
		.from_name = "NEASPEC Secretariat",
		.from_address = "consult@neaspec.example",
		.reply_to = "consult+abcdefghijklmnopqrstuvwxyz@neaspec.example",
		.to_name = "Bat-Erdene Oyun",
		.to_address = "oyun@environment.example",
		.subject = "[NEASPEC-NFP-2020] Objectives 1, 3 and 4: comments requested by 30 "
			   "July 2020",
		.date = "Mon, 06 Jul 2020 09:00:00 +0900",
		.message_id = "<rq.abcdefghijklmnopqrstuvwxyz@neaspec.example>",
		.key = "request/1/review/MN/oyun@environment.example",
		.text = "Dear Oyun,\n\n[2.1] Position\n",
		.html = "<p>Dear Oyun,</p>\n",
	};
}

static void test_compose_of_a_request_gives_these_bytes(void **state)
{
	rap_mail_parts parts = plain_parts();
	rap_buf out;

	(void)state;
	assert_int_equal(rap_compose_mail(&parts, &out), RAP_OK);
	assert_string_equal(
		rap_buf_text(&out),
		"From: NEASPEC Secretariat <consult@neaspec.example>\n"
		"Reply-To: NEASPEC Secretariat\n"
		"\t<consult+abcdefghijklmnopqrstuvwxyz@neaspec.example>\n"
		"To: Bat-Erdene Oyun <oyun@environment.example>\n"
		"Subject: [NEASPEC-NFP-2020] Objectives 1, 3 and 4: comments requested by 30\n"
		" July 2020\n"
		"Date: Mon, 06 Jul 2020 09:00:00 +0900\n"
		"Message-Id: <rq.abcdefghijklmnopqrstuvwxyz@neaspec.example>\n"
		"Auto-Submitted: auto-generated\n"
		"X-Auto-Response-Suppress: All\n"
		"X-Rapporteur-Loop: consult@neaspec.example\n"
		"X-Rapporteur-Key: request/1/review/MN/oyun@environment.example\n"
		"MIME-Version: 1.0\n"
		"Content-Type: multipart/alternative; boundary=\"=_r_w7lozgzw5qb62kx77i23mv2w_a\"\n"
		"\n"
		"--=_r_w7lozgzw5qb62kx77i23mv2w_a\n"
		"Content-Type: text/plain; charset=utf-8\n"
		"Content-Transfer-Encoding: 7bit\n"
		"\n"
		"Dear Oyun,\n"
		"\n"
		"[2.1] Position\n"
		"\n"
		"--=_r_w7lozgzw5qb62kx77i23mv2w_a\n"
		"Content-Type: text/html; charset=utf-8\n"
		"Content-Transfer-Encoding: 7bit\n"
		"\n"
		"<p>Dear Oyun,</p>\n"
		"\n"
		"--=_r_w7lozgzw5qb62kx77i23mv2w_a--\n");
	rap_buf_done(&out);
}

static void test_compose_is_the_same_every_time(void **state)
{
	rap_mail_parts parts = plain_parts();
	rap_buf one, two;

	(void)state;
	assert_int_equal(rap_compose_mail(&parts, &one), RAP_OK);
	assert_int_equal(rap_compose_mail(&parts, &two), RAP_OK);
	assert_string_equal(rap_buf_text(&one), rap_buf_text(&two));
	rap_buf_done(&one);
	rap_buf_done(&two);
}

static void test_compose_refuses_what_a_header_must_not_hold(void **state)
{
	static const char *const bad[] = {"a\r\nBcc: x@y.example", "a\nb", "a\x01", "a\xE2\x80\xA8",
	                                  "a\xFF"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		for (int which = 0; which < 7; which++) {
			rap_mail_parts p = plain_parts();
			rap_enclosure e = {"a.pdf", "application/pdf", {"x", 1}};
			const char **values[] = {&p.from_name, &p.to_name, &p.to_address,
			                         &p.subject,   &p.key,     &e.name,
			                         &e.type};
			rap_buf out = rap_buf_init(0);

			p.enclosures = &e;
			p.n_enclosures = 1;
			*values[which] = bad[i];
			assert_int_equal(rap_compose_mail(&p, &out), RAP_E_FORMAT);
			rap_buf_done(&out);
		}
	}
}

static void test_compose_drops_foreign_ids_that_are_none(void **state)
{
	rap_mail_parts p = plain_parts();
	rap_strv references = {0};
	rap_buf out;

	(void)state;
	rap_strv_add(&references, "<a@b.example>");
	rap_strv_add(&references, "<x@y>\r\nBcc: z@z.example");
	rap_strv_add(&references, "<c@d.example>");
	p.references = &references;
	p.in_reply_to = "<evil id@x>";
	p.auto_replied = true;
	assert_int_equal(rap_compose_mail(&p, &out), RAP_OK);
	assert_null(strstr(rap_buf_text(&out), "Bcc"));
	assert_null(strstr(rap_buf_text(&out), "In-Reply-To"));
	assert_non_null(strstr(rap_buf_text(&out), "References: <a@b.example>"));
	assert_non_null(strstr(rap_buf_text(&out), "<c@d.example>"));
	assert_non_null(strstr(rap_buf_text(&out), "Auto-Submitted: auto-replied\n"));
	rap_buf_done(&out);
	rap_strv_done(&references);
}

static void test_compose_cuts_subjects_and_keeps_lines_short(void **state)
{
	rap_mail_parts p = plain_parts();
	rap_buf subject = rap_buf_init(4096), out;
	size_t line = 0;

	(void)state;
	for (int i = 0; i < 300; i++)
		rap_buf_str(&subject, "\xE5\x90\x8C");
	p.subject = rap_buf_text(&subject);
	assert_int_equal(rap_compose_mail(&p, &out), RAP_OK);
	for (size_t i = 0; i < out.len; i++) {
		line = out.at[i] == '\n' ? 0 : line + 1;
		assert_true(line <= 200);
		assert_true((unsigned char)out.at[i] < 0x80);
	}
	rap_buf_done(&out);
	rap_buf_done(&subject);
}

static void test_compose_encloses_and_encodes(void **state)
{
	rap_mail_parts p = plain_parts();
	rap_enclosure e = {
		"\xD0\x9F\xD0\xBB\xD0\xB0\xD0\xBD.pdf", "application/pdf", {"%PDF\0\xFF", 6}};
	rap_buf out;

	(void)state;
	p.text = "Mongolia: \xD0\xB4\xD1\x8D\xD0\xBC\xD0\xB6\xD0\xB8\xD0\xBD\xD1\x8D\n";
	p.html = "<p>trailing blank \nhere</p>\n";
	p.enclosures = &e;
	p.n_enclosures = 1;
	assert_int_equal(rap_compose_mail(&p, &out), RAP_OK);
	assert_non_null(strstr(rap_buf_text(&out), "Content-Type: multipart/mixed;"));
	assert_non_null(strstr(rap_buf_text(&out), "Content-Transfer-Encoding: base64\n"));
	assert_non_null(strstr(rap_buf_text(&out), "trailing blank=20\n"));
	assert_non_null(strstr(rap_buf_text(&out), "filename*=")); /* RFC 2231 */
	rap_buf_done(&out);
	p.html = "<p>x</p>\nFrom here\n";
	assert_int_equal(rap_compose_mail(&p, &out), RAP_OK);
	assert_null(strstr(rap_buf_text(&out), "\nFrom "));
	rap_buf_done(&out);
}

/* R60: the library decodes names of domains; what comes out of a broken one is refused, a good one stays as it is. */
static void test_compose_refuses_a_domain_that_hides_controls(void **state)
{
	rap_mail_parts p = plain_parts();
	rap_buf out;

	(void)state;
	p.to_address = "oyun@nature.xn--xample";
	assert_int_equal(rap_compose_mail(&p, &out), RAP_E_FORMAT);
	p.to_address = "oyun@nature.xn--fsqu00a.example";
	assert_int_equal(rap_compose_mail(&p, &out), RAP_OK);
	assert_non_null(strstr(rap_buf_text(&out), "<oyun@nature.xn--fsqu00a.example>"));
	rap_buf_done(&out);
}

/* R60: the boundary can be worked out by whoever knows the key; words that repeat it end no part. */
static void test_compose_no_word_ends_a_part(void **state)
{
	rap_mail_parts p = plain_parts();
	rap_buf plain, out, evil = rap_buf_init(4096);
	const char *boundary;
	size_t n = 0;

	(void)state;
	assert_int_equal(rap_compose_mail(&p, &plain), RAP_OK);
	boundary = strstr(rap_buf_text(&plain), "\n--=_r_");
	assert_non_null(boundary);
	rap_buf_printf(&evil, "words%.34s\nContent-Type: text/html\n\n<script>%.34s--\n", boundary,
	               boundary);
	p.text = p.html = rap_buf_text(&evil);
	assert_int_equal(rap_compose_mail(&p, &out), RAP_OK);
	assert_null(strstr(rap_buf_text(&out), "\n<script>\n--=_r_"));
	for (const char *at = rap_buf_text(&out); (at = strstr(at, "\n--=_r_")) != NULL; at++)
		n++;
	assert_int_equal(n, 3); /* before each of two parts, and behind them */
	rap_buf_done(&plain);
	rap_buf_done(&out);
	rap_buf_done(&evil);
}

static void test_compose_letter_ends_before_the_enclosures(void **state)
{
	rap_mail_parts p = plain_parts();
	rap_enclosure e = {"plan.docx", "application/x", {"Word\0", 5}};
	rap_buf out;
	size_t len;
	char *at;

	(void)state;
	assert_int_equal(rap_compose_mail(&p, &out), RAP_OK);
	assert_int_equal(rap_compose_letter_len(rap_buf_as_slice(&out)), out.len);
	rap_buf_done(&out);

	p.enclosures = &e;
	p.n_enclosures = 1;
	assert_int_equal(rap_compose_mail(&p, &out), RAP_OK);
	len = rap_compose_letter_len(rap_buf_as_slice(&out));
	assert_true(len < out.len);
	assert_non_null(memmem(out.at, len, "text/html", 9));
	assert_null(memmem(out.at, len, "plan.docx", 9));
	assert_memory_equal(out.at + len - 4, "_a--", 4);
	for (size_t cut = 0; cut < out.len; cut++) /* whatever is left of one */
		assert_true(rap_compose_letter_len((rap_slice){out.at, cut}) <= cut);
	at = strstr(out.at, "_m\""); /* a gateway has given it another boundary */
	assert_non_null(at);
	at[1] = 'x';
	assert_int_equal(rap_compose_letter_len(rap_buf_as_slice(&out)), out.len);
	rap_buf_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form_text_is_design_g),
		cmocka_unit_test(test_form_html_has_the_same_words),
		cmocka_unit_test(test_form_hint_of_each_type),
		cmocka_unit_test(test_form_text_stays_ascii_and_narrow),
		cmocka_unit_test(test_fill_text_breaks_at_blanks),
		cmocka_unit_test(test_compose_of_a_request_gives_these_bytes),
		cmocka_unit_test(test_compose_is_the_same_every_time),
		cmocka_unit_test(test_compose_refuses_what_a_header_must_not_hold),
		cmocka_unit_test(test_compose_drops_foreign_ids_that_are_none),
		cmocka_unit_test(test_compose_cuts_subjects_and_keeps_lines_short),
		cmocka_unit_test(test_compose_encloses_and_encodes),
		cmocka_unit_test(test_compose_refuses_a_domain_that_hides_controls),
		cmocka_unit_test(test_compose_no_word_ends_a_part),
		cmocka_unit_test(test_compose_letter_ends_before_the_enclosures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
