// SPDX-License-Identifier: Apache-2.0
/* Trust, rules R10 to R22 and R40: whose address From is, whose token, and whether a person wrote. */
#include "tests/unit/daemon/trust_world.h"

/* ---- the author ----------------------------------------------------------------------------------------- */

static void test_R10_from_must_be_usable(void **state)
{
	static const row rows[] = {
		{"none", GOOD "Sender: oyun@env.mn.example\n" END, 0, NULL, NO, NULL},
		{"two", GOOD FROM FROM END, 0, NULL, NO, NULL},
		{"two, the second another's", GOOD FROM "From: lee@me.kr.example\n" END, 0, NULL,
	         NO, NULL},
		{"two, first and last",
	         GOOD "From: x@evil.example\n"
	              "To: a@b\n" FROM END,
	         0, NULL, NO, NULL},
		{"two mailboxes", GOOD "From: oyun@env.mn.example, x@evil.example\n" END, 0, NULL,
	         NO, NULL},
		{"group", GOOD "From: Friends: oyun@env.mn.example;\n" END, 0, NULL, NO, NULL},
		{"route", GOOD "From: <@evil.example:oyun@env.mn.example>\n" END, 0, NULL, NO,
	         NULL},
		{"comment inside", GOOD "From: oyun(x)@env.mn.example\n" END, 0, NULL, NO, NULL},
		{"comment behind is fine", GOOD "From: oyun@env.mn.example (Oyun)\n" END, 0, NULL,
	         OK, "MN"},
		{"quoted specials", GOOD "From: \"oyun@env.mn.example\"@evil.example\n" END, 0,
	         NULL, NO, NULL},
		{"NUL", MAIL(GOOD "From: oyun@env.mn.example\0@evil.example\n" END), NULL, NO,
	         NULL},
		{"bare CR", GOOD "From: oyun@env.mn.example\rFrom: x@evil.example\n" END, 0, NULL,
	         NO, NULL},
		{"blank before the colon", GOOD FROM "From : x@evil.example\n" END, 0, NULL, NO,
	         "MN"},
		{"blank before the colon, and nothing else",
	         GOOD "From : oyun@env.mn.example\n" END, 0, NULL, NO, NULL},
		{"folded name", GOOD FROM "Fro\n m: x@evil.example\n" END, 0, NULL, NO, "MN"},
		{"a line that is no field above From", GOOD "nonsense\n" FROM END, 0, &of_oyun, NO,
	         "MN"},
		{"NUL in another field", MAIL(GOOD "Subject: a\0b\n" FROM END), &of_oyun, NO, "MN"},
		{"bare CR in another field that may hide a From",
	         GOOD "Subject: a\rFrom: x@evil.example\n" FROM END, 0, &of_oyun, NO, "MN"},
		{"a line of blanks is a fold",
	         GOOD FROM "Subject: a\n \nFrom: x@evil.example\n" END, 0, NULL, NO, NULL},
		{"no empty line before the body", GOOD FROM "Subject: a\nHello, all\n", 0, &of_oyun,
	         NO, "MN"},
		{"BOM before the name", GOOD "\xef\xbb\xbf" FROM END, 0, NULL, NO, NULL},
		{"a name of other letters", GOOD FROM "Fr\xd0\xbem: x@evil.example\n" END, 0, NULL,
	         NO, "MN"},
		{"first line begins with a blank", " " FROM GOOD END, 0, NULL, NO, NULL},
		{"two kinds of one text",
	         GOOD FROM "Content-Type: text/plain\nContent-Type: text/html\n" END, 0, NULL, NO,
	         "MN"},
		{"the same kind twice",
	         GOOD FROM "Content-Type: text/plain\nContent-Type: text/plain\n" END, 0, NULL, OK,
	         "MN"},
		{"mixed line ends",
	         "Authentication-Results: mx.neaspec.example; " P "\r\n" BORDER
	         "From: oyun@env.mn.example\r\n" END,
	         0, NULL, OK, "MN"},
		{"From of the body", GOOD "Subject: x\n\nFrom: oyun@env.mn.example\n", 0, NULL, NO,
	         NULL},
		{"the token says whose it might be", GOOD "Subject: x\n\nbody\n", 0, &of_lee, NO,
	         "KR"},
	};

	(void)state;
	CHECK(rows);
}

static void test_R11_nothing_is_decoded_first(void **state)
{
	static const row rows[] = {
		{"encoded name", GOOD "From: =?utf-8?q?Oyun?= <oyun@env.mn.example>\n" END, 0, NULL,
	         OK, "MN"},
		{"encoded name that is another address",
	         GOOD "From: =?utf-8?q?lee=40me.kr.example?= <oyun@env.mn.example>\n" END, 0, NULL,
	         OK, "MN"},
		{"encoded name that ends in an address",
	         AR "dmarc=pass header.from=evil.example\n" BORDER
	            "From: =?utf-8?q?=3Coyun=40env.mn.example=3E=00?= <x@evil.example>\n" END,
	         0, NULL, NO, NULL},
		{"encoded address", GOOD "From: =?utf-8?q?oyun=40env.mn.example?=\n" END, 0, NULL,
	         NO, NULL},
		{"encoded local part", GOOD "From: =?utf-8?q?oyun?=@env.mn.example\n" END, 0, NULL,
	         NO, NULL},
		{"base64 of all of it", GOOD "From: =?utf-8?b?b3l1bkBlbnYubW4uZXhhbXBsZQ==?=\n" END,
	         0, NULL, NO, NULL},
		{"8-bit name", GOOD "From: \xd0\x9e\xd1\x8e\xd0\xbd <oyun@env.mn.example>\n" END, 0,
	         NULL, OK, "MN"},
	};

	(void)state;
	CHECK(rows);
}

static void test_R12_roster_addresses_match_exactly(void **state)
{
	static const row rows[] = {
		{"capitals", GOOD "From: OYUN@Env.MN.example\n" END, 0, NULL, OK, "MN"},
		{"alternate", GOOD "From: temuulen@env.mn.example\n" END, 0, NULL, OK, "MN"},
		{"plus", GOOD "From: oyun+x@env.mn.example\n" END, 0, NULL, NO, NULL},
		{"a colleague not on the roster", GOOD "From: bold@env.mn.example\n" END, 0, NULL,
	         NO, NULL},
		{"a dot more", GOOD "From: o.yun@env.mn.example\n" END, 0, NULL, NO, NULL},
		{"Cyrillic o", GOOD "From: \xd0\xbeyun@env.mn.example\n" END, 0, NULL, NO, NULL},
		{"letters in NFC", GOOD "From: \xc3\xa9l@env.mn.example\n" END, 0, NULL, OK, "MN"},
		{"the same, decomposed", GOOD "From: e\xcc\x81l@env.mn.example\n" END, 0, NULL, OK,
	         "MN"},
		{"another letter's case", GOOD "From: \xc3\x89l@env.mn.example\n" END, 0, NULL, NO,
	         NULL},
		{"zero-width letter", GOOD "From: oy\xe2\x80\x8bun@env.mn.example\n" END, 0, NULL,
	         NO, NULL},
		{"domain of other letters", GOOD "From: oyun@\xd0\xb5nv.mn.example\n" END, 0, NULL,
	         NO, NULL},
		{"subdomain",
	         AR "dmarc=pass header.from=x.env.mn.example\n" BORDER
	            "From: oyun@x.env.mn.example\n" END,
	         0, NULL, NO, NULL},
		{"lookalike domain",
	         AR "dmarc=pass header.from=env-mn.example\n" BORDER
	            "From: oyun@env-mn.example\n" END,
	         0, NULL, NO, NULL},
		{"lookalike A-label",
	         AR "dmarc=pass header.from=xn--nv-jlc.mn.example\n" BORDER
	            "From: oyun@xn--nv-jlc.mn.example\n" END,
	         0, NULL, NO, NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_R13_only_from_gives_authorship(void **state)
{
	static const row rows[] = {
		{"Sender", EVIL "From: x@evil.example\nSender: oyun@env.mn.example\n" END, 0, NULL,
	         NO, NULL},
		{"Reply-To", EVIL "From: x@evil.example\nReply-To: oyun@env.mn.example\n" END, 0,
	         NULL, NO, NULL},
		{"Resent-From", EVIL "Resent-From: oyun@env.mn.example\nFrom: x@evil.example\n" END,
	         0, NULL, NO, NULL},
		{"Return-Path",
	         "Return-Path: <oyun@env.mn.example>\n" EVIL "From: x@evil.example\n" END, 0, NULL,
	         NO, NULL},
		{"display name", EVIL "From: \"Oyun <oyun@env.mn.example>\" <x@evil.example>\n" END,
	         0, NULL, NO, NULL},
		{"bare display name", EVIL "From: oyun@env.mn.example <x@evil.example>\n" END, 0,
	         NULL, NO, NULL},
		{"stranger with a token", EVIL "From: x@evil.example\n" END, 0, &of_oyun, NO, "MN"},
		{"Reply-To of a stranger changes nothing",
	         GOOD FROM "Reply-To: x@evil.example\n" END, 0, NULL, OK, "MN"},
		{"Sender of a stranger changes nothing", GOOD FROM "Sender: x@evil.example\n" END,
	         0, NULL, OK, "MN"},
	};

	(void)state;
	CHECK(rows);
}

static void test_trust_tells_author_and_contact(void **state)
{
	rap_consultation c = world();
	rap_trust t = decide(&c, rap_slice_of(GOOD "From: Oyun <OYUN@env.MN.example>\n" END), NULL);

	(void)state;
	assert_string_equal(t.author, "OYUN@env.mn.example");
	assert_ptr_equal(t.contact, &c.members[0].contacts.at[0]);
	assert_false(t.silent);
	assert_false(t.own);
	rap_trust_done(&t);
	t = decide(&c, rap_slice_of(GOOD "From: nobody\n" END), NULL);
	assert_null(t.author);
	assert_null(t.contact);
	rap_trust_done(&t);
}

/* ---- tokens --------------------------------------------------------------------------------------------- */

static void test_R21_asks_only_who_has_his_own_token(void **state)
{
	static const row rows[] = {
		{"roster address and its token", BORDER FROM END, 0, &of_oyun, ASK, "MN"},
		{"no Received at all", FROM END, 0, &of_oyun, ASK, "MN"},
		{"no token", BORDER FROM END, 0, NULL, NO, "MN"},
		{"a colleague's token", BORDER FROM END, 0, &of_temuulen, NO, "MN"},
		{"another State's token", BORDER FROM END, 0, &of_lee, NO, "MN"},
		{"dmarc failed", R(F), 0, &of_oyun, NO, "MN"},
		{"bulk must not be answered", BORDER "Precedence: bulk\n" FROM END, 0, &of_oyun, NO,
	         "MN"},
		{"an officer", BORDER "From: kim@neaspec.example\n" END, 0, &of_kim, NO, NULL},
		{"authentic without token", GOOD FROM END, 0, NULL, OK, "MN"},
	};
	rap_consultation c = world();
	static const row strict[] = {
		{"the consultation does not ask", BORDER FROM END, 0, &of_oyun, NO, "MN"},
		{"authentic all the same", GOOD FROM END, 0, &of_oyun, OK, "MN"},
	};

	(void)state;
	check_in(&c, rows, N(rows));
	c.confirm_unauthenticated = false;
	check_in(&c, strict, N(strict));
}

static void test_R22_tokens_stay_within_a_state(void **state)
{
	static const row rows[] = {
		{"the own one", GOOD FROM END, 0, &of_oyun, OK, "MN"},
		{"another contact of the State", GOOD FROM END, 0, &of_temuulen, OK, "MN"},
		{"alternate with the focal point's", GOOD "From: temuulen@env.mn.example\n" END, 0,
	         &of_oyun, OK, "MN"},
		{"another State's", GOOD FROM END, 0, &of_lee, NO, "MN"},
		{"an officer's", GOOD FROM END, 0, &of_kim, NO, "MN"},
		{"never attributed to the token's State",
	         AR "dmarc=pass header.from=me.kr.example\n" BORDER "From: lee@me.kr.example\n" END,
	         0, &of_oyun, NO, "KR"},
	};

	(void)state;
	CHECK(rows);
}

static void test_trust_officers_are_known_by_their_address(void **state)
{
#define KIM AR "dmarc=pass header.from=neaspec.example\n" BORDER "From: Kim <kim@neaspec.example>\n"
	static const row rows[] = {
		{"authentic", KIM END, 0, NULL, OFFICER, NULL},
		{"authentic, to a digest", KIM END, 0, &of_kim, OFFICER, NULL},
		{"authentic, to a member's mail", KIM END, 0, &of_oyun, OFFICER, NULL},
		{"dkim and own token",
	         AR "dkim=pass header.d=neaspec.example\n" BORDER "From: kim@neaspec.example\n" END,
	         0, &of_kim, OFFICER, NULL},
		{"dkim without token",
	         AR "dkim=pass header.d=neaspec.example\n" BORDER "From: kim@neaspec.example\n" END,
	         0, NULL, NO, NULL},
		{"not checked", BORDER "From: kim@neaspec.example\n" END, 0, NULL, NO, NULL},
		{"failed",
	         AR "dmarc=fail header.from=neaspec.example\n" BORDER
	            "From: kim@neaspec.example\n" END,
	         0, &of_kim, NO, NULL},
		{"a colleague who is no officer",
	         AR "dmarc=pass header.from=neaspec.example\n" BORDER
	            "From: park@neaspec.example\n" END,
	         0, NULL, NO, NULL},
	};

	(void)state;
	CHECK(rows);
}

/* What the secretariat reads: each case has a sentence of its own. */
static void test_trust_reasons_tell_the_cases_apart(void **state)
{
	static const struct {
		const char *mail;
		const rap_trust_token *token;
		const char *word;
	} cases[] = {
		{BORDER FROM END, NULL, "carries no check"},
		{R("spf=pass"), NULL, "nothing proves"},
		{R("dkim=pass header.d=env.mn.example"), NULL, "signed by the sender's domain"},
		{R("dkim=fail header.d=env.mn.example"), NULL, "nothing proves"},
		{R("dkim=pass header.d=evil.example"), NULL, "nothing proves"},
		{R(F), NULL, "DMARC failed"},
		{R("dmarc=temperror header.from=env.mn.example"), NULL, "temporary"},
		{R("dmarc=pass header.from=evil.example"), NULL, "another domain"},
		{GOOD FROM END, &of_lee, "not to his State"},
		{GOOD FROM FROM END, NULL, "several senders"},
		{GOOD END, NULL, "no sender"},
	};
	rap_consultation c = world();

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_trust t = decide(&c, rap_slice_of(cases[i].mail), cases[i].token);

		if (!t.reason || !strstr(t.reason, cases[i].word))
			fail_msg("case %zu: %s", i, t.reason ? t.reason : "no reason");
		rap_trust_done(&t);
	}
}

/* ---- machines ------------------------------------------------------------------------------------------- */

#define HOP10 FOREIGN FOREIGN FOREIGN FOREIGN FOREIGN FOREIGN FOREIGN FOREIGN FOREIGN FOREIGN

static void test_R40_machines_are_not_persons(void **state)
{
	static const row rows[] = {
		{"Auto-Submitted", GOOD "Auto-Submitted: auto-replied\n" FROM END, 0, &of_oyun,
	         MACHINE, "MN"},
		{"Auto-Submitted with a parameter",
	         GOOD "Auto-Submitted: auto-replied; owner-email=\"x@y\"\n" FROM END, 0, NULL,
	         MACHINE, "MN"},
		{"Auto-Submitted: no", GOOD "Auto-Submitted: No (written by hand)\n" FROM END, 0,
	         NULL, OK, "MN"},
		{"Auto-Submitted: nothing", GOOD "Auto-Submitted:\n" FROM END, 0, NULL, MACHINE,
	         "MN"},
		{"null return path", "Return-Path: <>\n" GOOD FROM END, 0, NULL, MACHINE, "MN"},
		{"X-Autoreply", GOOD "X-Autoreply: yes\n" FROM END, 0, NULL, MACHINE, "MN"},
		{"X-Autorespond", GOOD "X-Autorespond: x\n" FROM END, 0, NULL, MACHINE, "MN"},
		{"Exchange",
	         GOOD "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\n" FROM END, 0,
	         NULL, MACHINE, "MN"},
		{"report",
	         GOOD
	         "Content-Type: Multipart/Report; report-type=delivery-status; boundary=x\n" FROM
	                 END,
	         0, NULL, MACHINE, "MN"},
		{"folded content type",
	         GOOD "Content-Type:\n multipart/report;\n boundary=x\n" FROM END, 0, NULL, MACHINE,
	         "MN"},
		{"Precedence: auto_reply", GOOD "Precedence: auto_reply\n" FROM END, 0, NULL,
	         MACHINE, "MN"},
		{"25 hops", GOOD HOP10 HOP10 FOREIGN FOREIGN FOREIGN FOREIGN FROM END, 0, NULL,
	         MACHINE, "MN"},
		{"24 hops", GOOD HOP10 HOP10 FOREIGN FOREIGN FOREIGN FROM END, 0, NULL, OK, "MN"},
		{"a machine that is not authentic is nobody's",
	         BORDER "Auto-Submitted: auto-replied\n" FROM END, 0, &of_oyun, MACHINE, NULL},
		{"a forged absence", AR F "\n" BORDER "Auto-Submitted: auto-replied\n" FROM END, 0,
	         &of_oyun, MACHINE, NULL},
		{"a line that is no field, and a machine",
	         GOOD "nonsense\nAuto-Submitted: auto-replied\n" FROM END, 0, &of_oyun, MACHINE,
	         NULL},
		{"bounce",
	         "Return-Path: <>\n" BORDER "From: MAILER-DAEMON (Mail Delivery System)\n"
	         "Content-Type: multipart/report; boundary=x\n" END,
	         0, &of_oyun, MACHINE, NULL},
		{"stranger in bulk", EVIL "From: news@evil.example\nPrecedence: bulk\n" END, 0,
	         NULL, MACHINE, NULL},
		{"stranger's list", EVIL "From: news@evil.example\nList-Unsubscribe: <x>\n" END, 0,
	         NULL, MACHINE, NULL},
	};

	(void)state;
	CHECK(rows);
}

static void test_R40_own_mail_is_known(void **state)
{
	static const struct {
		const char *name, *mail;
		bool own;
	} table[] = {
		{"loop field", GOOD "X-Rapporteur-Loop: NEASPEC-NFP-2020\n" FROM END, true},
		{"own address", GOOD "From: consult@neaspec.example\n" END, true},
		{"own address with token",
	         GOOD "From: Consult+abcdefghijklmnopqrstuvwxyz@NEASPEC.example\n" END, true},
		{"own address with a name", GOOD "From: \"Oyun\" <CONSULT@neaspec.example>\n" END,
	         true},
		{"longer local part", GOOD "From: consultant@neaspec.example\n" END, false},
		{"other domain", GOOD "From: consult@env.mn.example\n" END, false},
		{"name only", GOOD "From: \"consult@neaspec.example\" <oyun@env.mn.example>\n" END,
	         false},
	};
	rap_consultation c = world();

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		rap_trust t = decide(&c, rap_slice_of(table[i].mail), NULL);

		if (t.own != table[i].own ||
		    (t.own && (t.verdict != MACHINE || t.member || !t.silent)))
			fail_msg("%s: %s", table[i].name, verdict_text(t.verdict));
		rap_trust_done(&t);
	}
}

static void test_R40_silence_is_not_rejection(void **state)
{
	static const struct {
		const char *name, *mail;
		rap_trust_verdict verdict;
		bool silent;
	} table[] = {
		{"nothing", GOOD FROM END, OK, false},
		{"bulk", GOOD "Precedence: bulk\n" FROM END, OK, true},
		{"Precedence: list", GOOD "Precedence: List\n" FROM END, OK, true},
		{"Precedence: first-class", GOOD "Precedence: first-class\n" FROM END, OK, false},
		{"through a list", GOOD "List-Id: <x.example>\n" FROM END, OK, true},
		{"suppress all", GOOD "X-Auto-Response-Suppress: All\n" FROM END, OK, true},
		{"suppress some", GOOD "X-Auto-Response-Suppress: DR, OOF, AutoReply\n" FROM END,
	         OK, true},
		{"suppress others", GOOD "X-Auto-Response-Suppress: DR, OOF\n" FROM END, OK, false},
		{"quarantined in silence", AR F "\n" BORDER "Precedence: bulk\n" FROM END, NO,
	         true},
		{"machine", GOOD "Auto-Submitted: auto-generated\n" FROM END, MACHINE, true},
	};
	rap_consultation c = world();

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		rap_trust t = decide(&c, rap_slice_of(table[i].mail), NULL);

		if (t.verdict != table[i].verdict || t.silent != table[i].silent)
			fail_msg("%s: %s, silent %d", table[i].name, verdict_text(t.verdict),
			         t.silent);
		rap_trust_done(&t);
	}
}

/* ---- properties ----------------------------------------------------------------------------------------- */

/* Whatever single byte of a good mail's header changes, nobody else becomes its author. */
static void test_trust_a_changed_byte_never_gives_another_author(void **state)
{
	static const char bytes[] = {'\0', '\n', '\r', '\t', ' ', '"', '(',  ')', ',',   '.',
	                             ':',  ';',  '<',  '=',  '>', '@', '\\', 'x', '\xff'};
	static const char good[] = GOOD FROM END;
	rap_consultation c = world();
	char mail[sizeof good];

	(void)state;
	for (size_t i = 0; i + 1 < sizeof good; i++) {
		for (size_t k = 0; k < sizeof bytes; k++) {
			rap_header header = {0};
			rap_trust t;

			memcpy(mail, good, sizeof good);
			mail[i] = bytes[k];
			if (rap_header_split((rap_slice){mail, sizeof good - 1}, &header) != RAP_OK)
				continue;
			t = rap_trust_decide(&c, &header, &none);
			if (t.verdict == OK) {
				assert_string_equal(t.member->code, "MN");
				assert_string_equal(t.contact->address, "oyun@env.mn.example");
			}
			rap_trust_done(&t);
			rap_header_done(&header);
		}
	}
}

/* Taking away the result of our border server never makes a mail more trusted. */
static void test_trust_without_results_nothing_is_accepted(void **state)
{
	static const char *const results[] = {
		P, F, "dkim=pass header.d=env.mn.example", "dmarc=temperror", "none", "spf=pass"};
	static const rap_trust_token *const tokens[] = {&none, &of_oyun, &of_temuulen, &of_lee,
	                                                &of_kim};
	rap_consultation c = world();

	(void)state;
	for (size_t i = 0; i < N(results); i++) {
		for (size_t k = 0; k < N(tokens); k++) {
			rap_buf mail = rap_buf_init(10000);
			rap_trust t;

			rap_buf_printf(&mail, "Authentication-Results: mx.other.example; %s\n%s",
			               results[i], BORDER FROM END);
			t = decide(&c, rap_buf_as_slice(&mail), tokens[k]);
			assert_true(t.verdict == NO || t.verdict == ASK);
			rap_trust_done(&t);
			rap_buf_done(&mail);
		}
	}
}

/* Only of these the text can be left unread: in any doubt it is not such a mail. */
static void test_trust_strangers_are_certain(void **state)
{
	static const rap_trust_token to_officer = {NULL, "haneul@neaspec.example"};
	static const struct {
		const char *mail;
		const rap_trust_token *token;
		bool stranger;
	} cases[] = {
		{EVIL "From: x@evil.example\n" END, NULL, true},
		{"From: x@evil.example\n" END, NULL, true},
		{EVIL "From: x@evil.example\n" END, &of_oyun, false},
		{EVIL "From: x@evil.example\n" END, &to_officer, false},
		{EVIL "From: x@evil.example\nPrecedence: bulk\n" END, NULL, false},
		{EVIL "From: x@evil.example\nAuto-Submitted: auto-replied\n" END, NULL, false},
		{EVIL "From: x@evil.example\nFrom: y@evil.example\n" END, NULL, false},
		{EVIL "nonsense\nFrom: x@evil.example\n" END, NULL, false},
		{EVIL "Subject: no sender\n" END, NULL, false},
		{EVIL FROM END, NULL, false},
		{GOOD FROM END, NULL, false},
		{FROM END, &of_oyun, false},
	};
	rap_consultation c = world();

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_trust t = decide(&c, rap_slice_of(cases[i].mail), cases[i].token);

		if (t.stranger != cases[i].stranger)
			fail_msg("case %zu", i);
		if (t.stranger)
			assert_int_equal(t.verdict, NO);
		rap_trust_done(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_R10_from_must_be_usable),
		cmocka_unit_test(test_R11_nothing_is_decoded_first),
		cmocka_unit_test(test_R12_roster_addresses_match_exactly),
		cmocka_unit_test(test_R13_only_from_gives_authorship),
		cmocka_unit_test(test_trust_tells_author_and_contact),
		cmocka_unit_test(test_R21_asks_only_who_has_his_own_token),
		cmocka_unit_test(test_R22_tokens_stay_within_a_state),
		cmocka_unit_test(test_trust_officers_are_known_by_their_address),
		cmocka_unit_test(test_trust_reasons_tell_the_cases_apart),
		cmocka_unit_test(test_R40_machines_are_not_persons),
		cmocka_unit_test(test_R40_own_mail_is_known),
		cmocka_unit_test(test_R40_silence_is_not_rejection),
		cmocka_unit_test(test_trust_a_changed_byte_never_gives_another_author),
		cmocka_unit_test(test_trust_without_results_nothing_is_accepted),
		cmocka_unit_test(test_trust_strangers_are_certain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
