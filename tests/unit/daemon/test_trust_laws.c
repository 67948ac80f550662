// SPDX-License-Identifier: Apache-2.0
/*
 * Header blocks made at random from the pieces that attacks are made of, with a fixed seed: whatever they are, the laws of
 * trust_laws.h hold. Enough of them must end in each verdict, or the test would show nothing.
 */
#include "tests/unit/daemon/trust_laws.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define CASES 20000u
#define SEED UINT64_C(0x5a17c9e2d3b40f61)

static uint64_t random_state;

/* xorshift64*: the same numbers everywhere. */
static unsigned below(unsigned n)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (unsigned)((random_state * UINT64_C(0x2545f4914f6cdd1d)) >> 33) % n;
}

#define PICK(table) (table)[below(sizeof(table) / sizeof *(table))]

static void put_address(rap_buf *out)
{
	static const char *const locals[] = {"oyun",
	                                     "OYUN",
	                                     "temuulen",
	                                     "sukh",
	                                     "lee",
	                                     "kim",
	                                     "x",
	                                     "\"oyun\"",
	                                     "\"oyun@env.mn.example\"",
	                                     "oyun+x",
	                                     "o\\yun",
	                                     "consult",
	                                     "=?utf-8?q?oyun?=",
	                                     "oyun(x)",
	                                     "\xd0\xbeyun"};
	static const char *const domains[] = {"env.mn.example",   "ENV.mn.example.",
	                                      "gov.mn.example",   "dep.gov.mn.example",
	                                      "me.kr.example",    "neaspec.example",
	                                      "evil.example",     "env.mn.example.evil.example",
	                                      "[192.0.2.1]",      "xn--nv-jlc.mn.example",
	                                      "(x)env.mn.example"};

	/* Half of them are plain, so that enough of the mails get beyond the address. */
	if (below(6) == 0)
		rap_buf_str(out, "kim@neaspec.example");
	else
		rap_buf_printf(out, "%s@%s", below(2) ? "oyun" : PICK(locals),
		               below(2) ? "env.mn.example" : PICK(domains));
}

static void put_from(rap_buf *out)
{
	static const char *const names[] = {"From: ",  "From: ",   "From: ",        "FROM:",
	                                    "From : ", "From:\n ", "Fro\xd0\xbc: ", "Sender: "};
	static const char *const before[] = {"<",
	                                     "Oyun <",
	                                     "\"Oyun, B.\" <",
	                                     "(lee@me.kr.example) <",
	                                     "lee@me.kr.example <",
	                                     "\"<lee@me.kr.example>\" <",
	                                     "=?utf-8?b?PGxlZUBtZS5rci5leGFtcGxlPg==?= <",
	                                     "Friends: <",
	                                     "<@evil.example:",
	                                     "A\rB <",
	                                     "<<"};
	static const char *const behind[] = {">",   ">",       ">",    " >", "> (x)",
	                                     ">, ", "> a@b.c", "(x)>", ";",  "> (x"};

	rap_buf_str(out, PICK(names));
	if (below(3) == 0) {
		put_address(out);
	} else {
		rap_buf_str(out, below(2) ? "Oyun <" : PICK(before));
		put_address(out);
		rap_buf_str(out, below(2) ? ">" : PICK(behind));
	}
	rap_buf_char(out, '\n');
}

static void put_results(rap_buf *out)
{
	static const char *const ids[] = {"mx.neaspec.example",
	                                  "MX.neaspec.example 1",
	                                  "mx.neaspec.example 2",
	                                  "(x) \"mx.neaspec.example\"",
	                                  "evil.example",
	                                  "mx.neaspec.example.evil.example",
	                                  "mx.neaspec"};
	static const char *const results[] = {
		"dmarc=pass header.from=env.mn.example",
		"dmarc=fail header.from=env.mn.example",
		"dmarc=pass header.from=me.kr.example",
		"dmarc=pass",
		"dmarc=none",
		"dmarc=temperror header.from=env.mn.example",
		"dkim=pass header.d=env.mn.example",
		"dkim=pass header.d=gov.mn.example",
		"dkim=fail header.d=env.mn.example",
		"spf=pass smtp.mailfrom=env.mn.example",
		"spf=pass (dmarc=pass header.from=env.mn.example)",
		"spf=fail reason=\"; dmarc=pass header.from=env.mn.example\"",
		"arc=pass",
		"none",
		"dmarc/2=pass header.from=env.mn.example",
		"spf=pass (x",
		"dkim=pass header.d=x dmarc=pass"};

	rap_buf_str(out, "Authentication-Results: ");
	if (below(6) > 0)
		rap_buf_printf(out, "%s; ", PICK(ids));
	for (unsigned n = below(3); n > 0; n--)
		rap_buf_printf(out, "%s;%s ", PICK(results), below(4) ? "" : "\n");
	rap_buf_printf(out, "%s\n", PICK(results));
}

static void put_received(rap_buf *out)
{
	static const char *const helos[] = {"x.example", "by",         "a by evil",         "a by",
	                                    "from",      "a from",     "a with LMTP",       "\"a",
	                                    "a (",       "a; by evil", "mx.neaspec.example"};
	static const char *const hosts[] = {"mx.neaspec.example",
	                                    "MX.neaspec.example.",
	                                    "mx.neaspec.example.evil.example",
	                                    "evil.example",
	                                    "A.mail.protection.outlook.com",
	                                    "imap.neaspec.example"};
	static const char *const with[] = {"ESMTPS", "LMTP", "UTF8LMTPS", "Microsoft"};

	rap_buf_printf(out, "Received: from %s (x [192.0.2.1]) by %s with %s id 1; x\n",
	               PICK(helos), PICK(hosts), PICK(with));
}

static void put_other(rap_buf *out)
{
	static const char *const others[] = {"Auto-Submitted: auto-replied\n",
	                                     "Auto-Submitted: no\n",
	                                     "Precedence: bulk\n",
	                                     "List-Id: <x.example>\n",
	                                     "X-Auto-Response-Suppress: All\n",
	                                     "X-Rapporteur-Loop: x\n",
	                                     "Return-Path: <>\n",
	                                     "Return-Path: <oyun@env.mn.example>\n",
	                                     "Subject: Re: form\n",
	                                     "Reply-To: lee@me.kr.example\n",
	                                     "Resent-From: lee@me.kr.example\n",
	                                     "Received-SPF: pass\n",
	                                     "no field\n",
	                                     " a fold\n",
	                                     " with LMTP\n",
	                                     " by evil.example\n",
	                                     " \n",
	                                     "Subject: a\rFrom: x@evil.example\n"};

	rap_buf_str(out, below(3) ? "Subject: Re: form\n" : PICK(others));
}

/* A mail of 1 to 8 pieces, sometimes with one byte changed. */
static void make_mail(rap_buf *out)
{
	static const char bytes[] = {'\0', '\n', '\r', '\t', ' ', '"', '(',  ')', ',',   '.',
	                             ':',  ';',  '<',  '=',  '>', '@', '\\', 'x', '\xff'};
	bool from = false;

	rap_buf_cut(out, 0);
	for (unsigned n = 1 + below(6); n > 0; n--) {
		unsigned kind = below(8);

		if (kind < 2)
			put_received(out);
		else if (kind < 4)
			put_results(out);
		else if (kind < 7 || from)
			put_other(out);
		else
			put_from(out);
		from |= kind == 7;
	}
	if (!from)
		put_from(out);
	rap_buf_str(out, below(20) ? "\nbody\n" : "");
	if (below(4) == 0)
		out->at[below((unsigned)out->len)] = PICK(bytes);
}

static void test_laws_hold_for_mails_made_at_random(void **state)
{
	static const rap_trust_token *const tokens[] = {&none,        &of_oyun, &of_oyun,
	                                                &of_temuulen, &of_lee,  &of_kim};
	static const rap_boundary boundaries[] = {RAP_BOUNDARY_ID, RAP_BOUNDARY_ID, RAP_BOUNDARY_ID,
	                                          RAP_BOUNDARY_MICROSOFT365, RAP_BOUNDARY_NONE};
	unsigned seen[RAP_TRUST_MACHINE + 1] = {0};
	rap_buf mail = rap_buf_init(RAP_MIB);

	(void)state;
	random_state = SEED;
	for (unsigned i = 0; i < CASES; i++) {
		trust_case of = {PICK(boundaries), PICK(tokens), below(4) > 0, {0}};
		size_t said = below(2) ? TRUST_SAID - 1 - below(2) : below(TRUST_SAID);
		rap_buf above = rap_buf_init(4096);
		const char *broken = NULL;
		rap_trust t;

		make_mail(&mail);
		of.mail = rap_buf_as_slice(&mail);
		for (unsigned law = 0; law < TRUST_LAWS && !broken; law++)
			broken = trust_laws(&of, said, law);
		if (broken)
			fail_msg("mail %u, said %zu: %s\n%.*s", i, said, broken, (int)mail.len,
			         mail.at);
		rap_buf_str(&above, trust_said[said].fields);
		rap_buf_str(&above, BORDER);
		if (trust_of(&of, rap_buf_text(&above), of.mail, &t)) {
			seen[t.verdict]++;
			rap_trust_done(&t);
		}
		rap_buf_done(&above);
	}
	rap_buf_done(&mail);
	for (unsigned v = 0; v <= RAP_TRUST_MACHINE; v++)
		if (seen[v] < CASES / 1000)
			fail_msg("only %u mails with verdict %u: too few", seen[v], v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_laws_hold_for_mails_made_at_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
