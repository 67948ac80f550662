// SPDX-License-Identifier: Apache-2.0
/*
 * Trust, rules R1 to R8: what the border server says. Each row of a table is the header of one mail, and what
 * must be said of it; the rows of attacks differ from a good mail in the one thing that makes them an attack.
 */
#include "tests/unit/daemon/trust_world.h"

/* ---- Authentication-Results ----------------------------------------------------------------------------- */

static void test_R1_only_the_trace_block_counts(void **state)
{
#define RELAY                                                                                  \
	"Received: from mx.neaspec.example by imap.neaspec.example; Mon, 6 Jul 2020 09:00:01 " \
	"+0900\n"
#define LMTP_FIRST                                                                                 \
	"Received: from mx.neaspec.example by mx.neaspec.example with LMTP id abc (envelope-from " \
	"<oyun@env.mn.example>); x\n"
#define LMTP "Return-Path: <oyun@env.mn.example>\n" LMTP_FIRST
	static const row rows[] = {
		{"above the border", GOOD FROM END, 0, NULL, OK, "MN"},
		{"inner hops above it", RELAY DMARC BORDER FROM END, 0, NULL, OK, "MN"},
		{"result above the inner hops", DMARC RELAY BORDER FROM END, 0, NULL, OK, "MN"},
		{"return path and others on top",
	         "Return-Path: <oyun@env.mn.example>\nDelivered-To: consult@neaspec.example\n" GOOD
	                 FROM END,
	         0, NULL, OK, "MN"},
		{"below the border", BORDER DMARC FROM END, 0, NULL, NO, "MN"},
		{"below, with a forged border under it", BORDER DMARC BORDER FROM END, 0, NULL, NO,
	         "MN"},
		{"below, the real border by a second hop", RELAY BORDER DMARC BORDER FROM END, 0,
	         NULL, NO, "MN"},
		{"no Received of the border at all", DMARC FROM END, 0, NULL, NO, "MN"},
		{"only Received of others", DMARC FOREIGN FROM END, 0, NULL, NO, "MN"},
		{"after the author's own fields", FOREIGN FROM DMARC END, 0, NULL, NO, "MN"},
		{"border named in a comment",
	         DMARC
	         "Received: from evil.example by relay.evil.example (by mx.neaspec.example)\n" FROM
	                 END,
	         0, NULL, NO, "MN"},
		{"border named as client",
	         DMARC "Received: from mx.neaspec.example by relay.evil.example; Mon, 6 Jul 2020 "
	               "09:00:00 +0900\n" FROM END,
	         0, NULL, NO, "MN"},
		{"border with more in front",
	         DMARC "Received: from x by evil-mx.neaspec.example; x\n" FROM END, 0, NULL, NO,
	         "MN"},
		{"border with more behind",
	         DMARC "Received: from x by mx.neaspec.example.evil; x\n" FROM END, 0, NULL, NO,
	         "MN"},
		{"capitals and trailing dot",
	         DMARC "Received: from x by MX.NEASPEC.example.; x\n" FROM END, 0, NULL, OK, "MN"},
		{"folded Received",
	         DMARC
	         "Received: from x (HELO y)\n\tby\n mx.neaspec.example\n (Postfix); x\n" FROM END,
	         0, NULL, OK, "MN"},
		{"client that says its name is by",
	         DMARC "Received: from by (x [192.0.2.1]) by mx.neaspec.example; x\n" FROM END, 0,
	         NULL, OK, "MN"},
		{"two by in the border's line, a forged one below",
	         "Received: from a by evil.example by mx.neaspec.example; x\n" DMARC BORDER FROM
	                 END,
	         0, NULL, NO, "MN"},
		{"two by, the border's first, a forged one below",
	         "Received: from a by mx.neaspec.example by evil.example; x\n" DMARC BORDER FROM
	                 END,
	         0, NULL, NO, "MN"},
		{"a host below the border's name",
	         DMARC "Received: from x by evil.mx.neaspec.example; x\n" FROM END, 0, NULL, NO,
	         "MN"},
		{"open comment in the border's line, a forged one below",
	         "Received: from a (b by mx.neaspec.example; x\n" DMARC BORDER FROM END, 0, NULL,
	         NO, "MN"},
		{"delivery of the border's own on top", LMTP DMARC BORDER FROM END, 0, NULL, OK,
	         "MN"},
		{"such a delivery in the very first line", LMTP_FIRST DMARC BORDER FROM END, 0,
	         NULL, OK, "MN"},
		{"a result above such a delivery", DMARC LMTP BORDER FROM END, 0, NULL, OK, "MN"},
		{"delivery, and below the border a forged one", LMTP BORDER DMARC FROM END, 0, NULL,
	         NO, "MN"},
		{"delivery, and below the border a forged border",
	         LMTP BORDER DMARC BORDER FROM END, 0, NULL, NO, "MN"},
		{"delivery, but another host took the mail in", LMTP FOREIGN DMARC BORDER FROM END,
	         0, NULL, NO, "MN"},
		{"the same, in the very first line", LMTP_FIRST FOREIGN DMARC BORDER FROM END, 0,
	         NULL, NO, "MN"},
		{"two deliveries: the second may be forged", LMTP LMTP DMARC BORDER FROM END, 0,
	         NULL, NO, "MN"},
		{"delivery below an inner hop", RELAY LMTP DMARC BORDER FROM END, 0, NULL, NO,
	         "MN"},
		{"delivery over an unclear line",
	         LMTP "Received: from a (b by mx.neaspec.example; x\n" DMARC BORDER FROM END, 0,
	         NULL, NO, "MN"},
		{"no LMTP, though it is said in a comment",
	         "Received: from x by mx.neaspec.example (with LMTP) with ESMTP; x\n" DMARC BORDER
	                 FROM END,
	         0, NULL, NO, "MN"},
		{"HELO with blanks that names a host of its own",
	         "Received: from a by evil (x [192.0.2.1]) by mx.neaspec.example; x\n" DMARC BORDER
	                 FROM END,
	         0, NULL, NO, "MN"},
		{"HELO that ends in by",
	         "Received: from a by (x [192.0.2.1]) by mx.neaspec.example; x\n" DMARC BORDER FROM
	                 END,
	         0, NULL, NO, "MN"},
		{"HELO that ends the line early",
	         "Received: from a by evil; x (x [192.0.2.1]) by mx.neaspec.example; x\n" DMARC
	                 BORDER FROM END,
	         0, NULL, NO, "MN"},
		{"HELO with a date in front of the border",
	         "Received: from a; (x [192.0.2.1]) by mx.neaspec.example; x\n" DMARC BORDER FROM
	                 END,
	         0, NULL, NO, "MN"},
		{"HELO that ends in from",
	         "Received: from a from (x [192.0.2.1]) by mx.neaspec.example; x\n" DMARC BORDER
	                 FROM END,
	         0, NULL, NO, "MN"},
		{"HELO that ends in with",
	         "Received: from a with (x [192.0.2.1]) by mx.neaspec.example; x\n" DMARC BORDER
	                 FROM END,
	         0, NULL, NO, "MN"},
		{"HELO that is from",
	         DMARC "Received: from from (x [192.0.2.1]) by mx.neaspec.example; x\n" FROM END, 0,
	         NULL, OK, "MN"},
		{"HELO that pretends a delivery",
	         "Received: from a with LMTP (x [192.0.2.1]) by mx.neaspec.example with ESMTP; "
	         "x\n" DMARC BORDER FROM END,
	         0, NULL, NO, "MN"},
		{"a mail that begins with a blank and pretends a delivery",
	         BORDER " with LMTP\n" DMARC BORDER FROM END, 0, NULL, NO, "MN"},
		{"the same below a line that has none of its own",
	         "Received: from x by mx.neaspec.example; x\n with LMTP\n" DMARC BORDER FROM END, 0,
	         NULL, NO, "MN"},
		{"HELO that pretends a delivery, in a line that has none of its own",
	         "Received: from a with LMTP by x by mx.neaspec.example; x\n" DMARC BORDER FROM END,
	         0, NULL, NO, "MN"},
		{"the same without another host",
	         "Received: from a with LMTP by mx.neaspec.example; x\n" DMARC BORDER FROM END, 0,
	         NULL, NO, "MN"},
		{"a mail that begins with a blank and another host",
	         BORDER " by evil.example\n" DMARC BORDER FROM END, 0, NULL, NO, "MN"},
		{"a mail that begins with a blank and a comment",
	         BORDER " (\n" DMARC BORDER FROM END, 0, NULL, NO, "MN"},
		{"HELO that opens a quote",
	         "Received: from \"a (x [192.0.2.1]) by mx.neaspec.example; x\n" DMARC BORDER FROM
	                 END,
	         0, NULL, NO, "MN"},
		{"NUL in the border's line, a forged one below",
	         MAIL("Received: from a\0 by mx.neaspec.example; x\n" DMARC BORDER FROM END), NULL,
	         NO, "MN"},
		{"a name of two dots is no border",
	         DMARC "Received: from x by mx..neaspec.example; x\n" FROM END, 0, NULL, NO, "MN"},
		{"qmail line above",
	         "Received: (qmail 1234 invoked by uid 0); 6 Jul 2020\n" GOOD FROM END, 0, NULL, OK,
	         "MN"},
	};

	(void)state;
	CHECK(rows);
}

static void test_R2_authserv_id_is_compared_whole(void **state)
{
#define ID(id) \
	"Authentication-Results: " id "; dmarc=pass header.from=env.mn.example\n" BORDER FROM END
	static const row rows[] = {
		{"ours", ID("mx.neaspec.example"), 0, NULL, OK, "MN"},
		{"capitals", ID("MX.Neaspec.Example"), 0, NULL, OK, "MN"},
		{"version 1", ID("mx.neaspec.example 1"), 0, NULL, OK, "MN"},
		{"comments around", ID("(a) mx.neaspec.example (b) 1 (c)"), 0, NULL, OK, "MN"},
		{"folded", ID("mx.neaspec.example\n\t1"), 0, NULL, OK, "MN"},
		{"quoted", ID("\"mx.neaspec.example\""), 0, NULL, OK, "MN"},
		{"version 2", ID("mx.neaspec.example 2"), 0, NULL, NO, "MN"},
		{"version 11", ID("mx.neaspec.example 11"), 0, NULL, NO, "MN"},
		{"more behind", ID("mx.neaspec.example.evil"), 0, NULL, NO, "MN"},
		{"more in front", ID("evil-mx.neaspec.example"), 0, NULL, NO, "MN"},
		{"only the beginning", ID("mx.neaspec"), 0, NULL, NO, "MN"},
		{"only the domain", ID("neaspec.example"), 0, NULL, NO, "MN"},
		{"trailing dot", ID("mx.neaspec.example."), 0, NULL, NO, "MN"},
		{"in a comment", ID("(mx.neaspec.example) evil.example"), 0, NULL, NO, "MN"},
		{"behind another", ID("evil.example mx.neaspec.example"), 0, NULL, NO, "MN"},
		{"in front of another", ID("mx.neaspec.example evil.example"), 0, NULL, NO, "MN"},
		{"behind a semicolon", ID("evil.example; mx.neaspec.example"), 0, NULL, NO, "MN"},
		{"open comment", ID("mx.neaspec.example (evil"), 0, NULL, NO, "MN"},
		{"quoted with more", ID("\"mx.neaspec.example evil\""), 0, NULL, NO, "MN"},
		{"none", ID(""), 0, NULL, NO, "MN"},
	};

	(void)state;
	CHECK(rows);
}

static void test_R2_microsoft365_has_no_id(void **state)
{
#define EXO                                                                                  \
	"Received: from x.example (192.0.2.1) by BN8NAM12FT045.mail.protection.outlook.com " \
	"(10.13.1.1) with Microsoft SMTP Server; x\n"
#define HOP                                                            \
	"Received: from BN8NAM12FT045.mail.protection.outlook.com by " \
	"DM5PR03CA0026.outlook.office365.com; x\n"
#define EXO_AR                                                                                   \
	"Authentication-Results: spf=pass (sender IP is 192.0.2.1)\n "                           \
	"smtp.mailfrom=env.mn.example;"                                                          \
	" dkim=pass (signature was verified)\n header.d=env.mn.example;dmarc=pass action=none\n" \
	" header.from=env.mn.example;compauth=pass reason=100\n"
	static const row rows[] = {
		{"as Exchange Online writes it", HOP EXO_AR EXO FROM END, 0, NULL, OK, "MN"},
		{"with an id it is another server's", HOP DMARC EXO FROM END, 0, NULL, NO, "MN"},
		{"below the border", HOP EXO EXO_AR FROM END, 0, NULL, NO, "MN"},
		{"another border", HOP EXO_AR BORDER FROM END, 0, NULL, NO, "MN"},
		{"a host that only ends alike",
	         HOP EXO_AR "Received: from x by evilmail.protection.outlook.com; x\n" FROM END, 0,
	         NULL, NO, "MN"},
		{"failed",
	         "Authentication-Results: dmarc=fail action=quarantine "
	         "header.from=env.mn.example\n" EXO FROM END,
	         0, &of_oyun, NO, "MN"},
		{"guessed",
	         "Authentication-Results: dmarc=bestguesspass action=none "
	         "header.from=env.mn.example\n" EXO FROM END,
	         0, NULL, NO, "MN"},
	};
	rap_consultation c = world();

	(void)state;
	c.boundary = RAP_BOUNDARY_MICROSOFT365;
	c.boundary_id = NULL;
	check_in(&c, rows, N(rows));
}

static void test_R2_without_boundary_nothing_counts(void **state)
{
	static const row rows[] = {
		{"perfect results", GOOD FROM END, 0, NULL, NO, "MN"},
		{"with its token it is asked", GOOD FROM END, 0, &of_oyun, ASK, "MN"},
		{"an officer is not asked", GOOD "From: kim@neaspec.example\n" END, 0, &of_kim, NO,
	         NULL},
	};
	rap_consultation c = world();

	(void)state;
	c.boundary = RAP_BOUNDARY_NONE;
	c.boundary_id = NULL;
	check_in(&c, rows, N(rows));
}

static void test_R3_broken_results_yield_nothing(void **state)
{
	static const row rows[] = {
		{"comments anywhere",
	         R("(a) dmarc (b) = (c) pass (d) header (e) . (f) from (g) = (h) env.mn.example "
	           "(i)"),
	         0, NULL, OK, "MN"},
		{"method version", R("dmarc/1=pass header.from=env.mn.example"), 0, NULL, OK, "MN"},
		{"method version 2", R("dmarc/2=pass header.from=env.mn.example"), 0, NULL, NO,
	         "MN"},
		{"method version of another method", R("spf/2=pass; " P), 0, NULL, NO, "MN"},
		{"empty method version", R("dmarc/=pass header.from=env.mn.example"), 0, NULL, NO,
	         "MN"},
		{"result of dmarc without a semicolon before it",
	         R("dkim=pass header.d=env.mn.example dmarc=fail"), 0, &of_oyun, ASK, "MN"},
		{"pass without a semicolon before it",
	         R("spf=pass smtp.mailfrom=a dmarc=pass header.from=env.mn.example"), 0, NULL, NO,
	         "MN"},
		{"property of Exchange", R("dmarc=pass action=none header.from=env.mn.example"), 0,
	         NULL, OK, "MN"},
		{"two values", R("dmarc=pass header.from=env.mn.example,evil.example"), 0, NULL, NO,
	         "MN"},
		{"value in angles", R("dmarc=pass header.from=<env.mn.example>"), 0, NULL, NO,
	         "MN"},
		{"value with an escape", R("dmarc=pass header.from=\"env.mn\\.example\""), 0, NULL,
	         NO, "MN"},
		{"property of another method", R("dmarc=pass; spf=pass header.from=env.mn.example"),
	         0, NULL, NO, "MN"},
		{"reason, quoted",
	         R("dmarc=pass reason=\"a; dmarc=fail (\" header.from=env.mn.example"), 0, NULL, OK,
	         "MN"},
		{"semicolon at the end", R(P ";"), 0, NULL, OK, "MN"},
		{"nested comment", R("spf=none (a (b) c); " P), 0, NULL, OK, "MN"},
		{"escaped bracket in a comment", R("spf=none (a \\) b); " P), 0, NULL, OK, "MN"},
		{"folded", R("dmarc=pass\n\theader.from=env.mn.example"), 0, NULL, OK, "MN"},
		{"capitals", R("DMARC=Pass HEADER.From=ENV.mn.example."), 0, NULL, OK, "MN"},
		{"quoted local part", R("spf=pass smtp.mailfrom=\"a; b\"@x.example; " P), 0, NULL,
	         OK, "MN"},
		{"quoted local part does not hide a failure",
	         R("spf=pass smtp.mailfrom=\"a b\"@x.example; " F), 0, &of_oyun, NO, "MN"},
		{"unquoted signature", R("dkim=pass header.b=ab/c+d= header.d=env.mn.example; " P),
	         0, NULL, OK, "MN"},
		{"open comment", R(P " (x"), 0, NULL, NO, "MN"},
		{"open quote", R(P "; spf=pass reason=\"x"), 0, NULL, NO, "MN"},
		{"pass only in a comment", R("dmarc=none (dmarc=pass) header.from=env.mn.example"),
	         0, NULL, NO, "MN"},
		{"pass only in a quoted reason",
	         R("spf=none reason=\"; dmarc=pass header.from=env.mn.example\""), 0, NULL, NO,
	         "MN"},
		{"a comment that hides the fail", R("dmarc=(x)fail header.from=env.mn.example"), 0,
	         NULL, NO, "MN"},
		{"no result", R("none"), 0, NULL, NO, "MN"},
		{"no equals", R("dmarc pass header.from=env.mn.example"), 0, NULL, NO, "MN"},
		{"another word that begins with pass", R("dmarc=passed header.from=env.mn.example"),
	         0, NULL, NO, "MN"},
		{"another method that ends in dmarc", R("x-dmarc=pass header.from=env.mn.example"),
	         0, NULL, NO, "MN"},
		{"no header.from", R("dmarc=pass"), 0, NULL, NO, "MN"},
		{"another property", R("dmarc=pass smtp.from=env.mn.example"), 0, NULL, NO, "MN"},
		{"NUL", MAIL(AR P "\0\n" BORDER FROM END), NULL, NO, "MN"},
		{"bare CR",
	         R(P "\r"
	             " x"),
	         0, NULL, NO, "MN"},
		{"8-bit outside of comments", R("dmarc=pass\xa0header.from=env.mn.example"), 0,
	         NULL, NO, "MN"},
	};

	(void)state;
	CHECK(rows);
}

static void test_R3_keeps_to_its_limits(void **state)
{
	static const struct {
		unsigned results, depth;
		rap_trust_verdict want;
	} table[] = {
		{RAP_LIMIT_AR_RESULTS, 1, OK},
		{RAP_LIMIT_AR_RESULTS + 1, 1, NO},
		{1, RAP_LIMIT_AR_COMMENT_DEPTH, OK},
		{1, RAP_LIMIT_AR_COMMENT_DEPTH + 1, NO},
	};
	rap_consultation c = world();

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		rap_buf mail = rap_buf_init(RAP_MIB);
		rap_trust t;

		rap_buf_str(&mail, AR);
		for (unsigned k = 1; k < table[i].results; k++)
			rap_buf_str(&mail, "spf=pass; ");
		for (unsigned k = 0; k < table[i].depth; k++)
			rap_buf_char(&mail, '(');
		for (unsigned k = 0; k < table[i].depth; k++)
			rap_buf_char(&mail, ')');
		rap_buf_str(&mail, P "\n" BORDER FROM END);
		t = decide(&c, rap_buf_as_slice(&mail), NULL);
		assert_int_equal(t.verdict, table[i].want);
		rap_trust_done(&t);
		rap_buf_done(&mail);
	}
}

static void test_R4_the_worst_wins(void **state)
{
	static const row rows[] = {
		{"pass and fail in one field", R(P "; " F), 0, &of_oyun, NO, "MN"},
		{"fail and pass in one field", R(F "; " P), 0, &of_oyun, NO, "MN"},
		{"pass and fail in two fields", AR P "\n" AR F "\n" BORDER FROM END, 0, &of_oyun,
	         NO, "MN"},
		{"fail and pass in two fields", AR F "\n" AR P "\n" BORDER FROM END, 0, &of_oyun,
	         NO, "MN"},
		{"pass twice", AR P "\n" AR P "\n" BORDER FROM END, 0, NULL, OK, "MN"},
		{"pass, and none", R(P "; dmarc=none"), 0, NULL, NO, "MN"},
		{"another server's fail does not count",
	         "Authentication-Results: evil.example; " F "\n" GOOD FROM END, 0, NULL, OK, "MN"},
		{"two header.from in two results", R(P "; dmarc=pass header.from=evil.example"), 0,
	         &of_oyun, NO, "MN"},
		{"two header.from in one result",
	         R("dmarc=pass header.from=evil.example header.from=env.mn.example"), 0, &of_oyun,
	         NO, "MN"},
		{"two header.from in two fields",
	         AR "dmarc=pass header.from=evil.example\n" GOOD FROM END, 0, &of_oyun, NO, "MN"},
		{"dkim pass and fail",
	         R("dkim=pass header.d=env.mn.example; dkim=fail header.d=env.mn.example"), 0,
	         &of_oyun, ASK, "MN"},
	};

	(void)state;
	CHECK(rows);
}

static void test_R5_dmarc_must_be_for_the_domain_of_from(void **state)
{
#define D(domain) R("dmarc=pass header.from=" domain)
	static const row rows[] = {
		{"the same", D("env.mn.example"), 0, NULL, OK, "MN"},
		{"trailing dot and capitals", D("ENV.MN.example."), 0, NULL, OK, "MN"},
		{"quoted", D("\"env.mn.example\""), 0, NULL, OK, "MN"},
		{"another", D("evil.example"), 0, &of_oyun, NO, "MN"},
		{"a parent", D("mn.example"), 0, &of_oyun, NO, "MN"},
		{"a child", D("x.env.mn.example"), 0, &of_oyun, NO, "MN"},
		{"more behind", D("env.mn.example.evil"), 0, &of_oyun, NO, "MN"},
		{"an address", D("oyun@env.mn.example"), 0, &of_oyun, NO, "MN"},
		{"empty", D(""), 0, &of_oyun, ASK, "MN"},
	};

	(void)state;
	CHECK(rows);
}

#define NOMIN(results) AR results "\n" BORDER "From: nomin@dep.gov.mn.example\n" END

static void test_R5_dkim_of_parent_needs_token(void **state)
{
	static const rap_trust_token of_nomin = {"MN", "nomin@dep.gov.mn.example"};
	static const row rows[] = {
		{"listed parent and own token", NOMIN("dkim=pass header.d=gov.mn.example"), 0,
	         &of_nomin, OK, "MN"},
		{"capitals and trailing dot", NOMIN("dkim=pass header.d=GOV.mn.example."), 0,
	         &of_nomin, OK, "MN"},
		{"no token", NOMIN("dkim=pass header.d=gov.mn.example"), 0, NULL, NO, "MN"},
		{"a colleague's token", NOMIN("dkim=pass header.d=gov.mn.example"), 0, &of_oyun, NO,
	         "MN"},
		{"another State's token", NOMIN("dkim=pass header.d=gov.mn.example"), 0, &of_lee,
	         NO, "MN"},
		{"a parent nobody listed", NOMIN("dkim=pass header.d=mn.example"), 0, &of_nomin,
	         ASK, "MN"},
		{"ends alike, without a dot", NOMIN("dkim=pass header.d=ov.mn.example"), 0,
	         &of_nomin, ASK, "MN"},
		{"a child of the listed one", NOMIN("dkim=pass header.d=x.gov.mn.example"), 0,
	         &of_nomin, ASK, "MN"},
		{"dmarc of the parent is another domain's",
	         NOMIN("dmarc=pass header.from=gov.mn.example; dkim=pass header.d=gov.mn.example"),
	         0, &of_nomin, NO, "MN"},
	};

	(void)state;
	CHECK(rows);
}

static void test_R5_dkim_needs_alignment_and_the_own_token(void **state)
{
#define K(results) R(results)
#define SUKH(results) AR results "\n" BORDER "From: sukh@gov.mn.example\n" END
	static const rap_trust_token of_sukh = {"MN", "Sukh@GOV.mn.example"};
	static const row rows[] = {
		{"own domain and own token", K("dkim=pass header.d=env.mn.example"), 0, &of_oyun,
	         OK, "MN"},
		{"listed, but no parent of this address", K("dkim=pass header.d=gov.mn.example"), 0,
	         &of_oyun, ASK, "MN"},
		{"dmarc none beside it",
	         K("dmarc=none header.from=env.mn.example; dkim=pass header.d=env.mn.example"), 0,
	         &of_oyun, OK, "MN"},
		{"case of the address the token was sent to",
	         SUKH("dkim=pass header.d=gov.mn.example"), 0, &of_sukh, OK, "MN"},
		{"two signatures, one aligned",
	         K("dkim=pass header.d=esp.example; dkim=pass header.d=env.mn.example"), 0,
	         &of_oyun, OK, "MN"},
		{"two domains of one signature",
	         K("dkim=pass header.d=evil.example header.s=x header.d=env.mn.example"), 0,
	         &of_oyun, ASK, "MN"},
		{"no token", K("dkim=pass header.d=env.mn.example"), 0, NULL, NO, "MN"},
		{"a colleague's token", K("dkim=pass header.d=env.mn.example"), 0, &of_temuulen, NO,
	         "MN"},
		{"another State's token", K("dkim=pass header.d=env.mn.example"), 0, &of_lee, NO,
	         "MN"},
		{"a parent nobody listed", K("dkim=pass header.d=mn.example"), 0, &of_oyun, ASK,
	         "MN"},
		{"another domain", K("dkim=pass header.d=evil.example"), 0, &of_oyun, ASK, "MN"},
		{"header.i is not header.d", K("dkim=pass header.i=@env.mn.example"), 0, &of_oyun,
	         ASK, "MN"},
		{"dmarc failed beside it", K(F "; dkim=pass header.d=env.mn.example"), 0, &of_oyun,
	         NO, "MN"},
		{"dkim failed", K("dkim=fail header.d=env.mn.example"), 0, &of_oyun, ASK, "MN"},
		{"listed for Mongolia, not for Korea",
	         AR "dkim=pass header.d=gov.mn.example\n" BORDER "From: lee@me.kr.example\n" END, 0,
	         &of_lee, ASK, "KR"},
	};

	(void)state;
	CHECK(rows);
}

static void test_R6_spf_and_temporary_errors_never_pass(void **state)
{
	static const row rows[] = {
		{"spf alone", R("spf=pass smtp.mailfrom=env.mn.example"), 0, NULL, NO, "MN"},
		{"spf and token are asked", R("spf=pass smtp.mailfrom=env.mn.example"), 0, &of_oyun,
	         ASK, "MN"},
		{"dmarc temperror", R("dmarc=temperror header.from=env.mn.example"), 0, &of_oyun,
	         NO, "MN"},
		{"dmarc temperror and dkim pass",
	         R("dmarc=temperror header.from=env.mn.example; dkim=pass header.d=env.mn.example"),
	         0, &of_oyun, NO, "MN"},
		{"dmarc pass and temperror", R(P "; dmarc=temperror header.from=env.mn.example"), 0,
	         &of_oyun, NO, "MN"},
		{"dkim temperror", R("dkim=temperror header.d=env.mn.example"), 0, &of_oyun, NO,
	         "MN"},
		{"dkim temperror beside dmarc pass", R("dkim=temperror header.d=x.example; " P), 0,
	         NULL, OK, "MN"},
		{"dmarc permerror", R("dmarc=permerror header.from=env.mn.example"), 0, &of_oyun,
	         NO, "MN"},
		{"a word unknown to us", R("dmarc=probably header.from=env.mn.example"), 0,
	         &of_oyun, NO, "MN"},
	};

	(void)state;
	CHECK(rows);
}

static void test_R7_other_fields_are_never_read(void **state)
{
	static const row rows[] = {
		{"Received-SPF", "Received-SPF: pass\n" BORDER FROM END, 0, NULL, NO, "MN"},
		{"X-Original-Authentication-Results",
	         "X-Original-Authentication-Results: mx.neaspec.example; " P "\n" BORDER FROM END,
	         0, NULL, NO, "MN"},
		{"ARC-Authentication-Results",
	         "ARC-Authentication-Results: i=1; mx.neaspec.example; " P "\n" BORDER FROM END, 0,
	         NULL, NO, "MN"},
		{"arc=pass", R("arc=pass; dkim=none"), 0, NULL, NO, "MN"},
		{"DKIM-Signature", "DKIM-Signature: v=1; d=env.mn.example\n" BORDER FROM END, 0,
	         &of_oyun, ASK, "MN"},
		{"folded name",
	         "Authentication-Results\n : mx.neaspec.example; " P "\n" BORDER FROM END, 0, NULL,
	         NO, "MN"},
		{"blank before the colon",
	         "Authentication-Results : mx.neaspec.example; " P "\n" BORDER FROM END, 0, NULL,
	         NO, "MN"},
	};

	(void)state;
	CHECK(rows);
}

static void test_R8_says_that_nothing_was_checked(void **state)
{
	static const struct {
		const char *mail;
		bool unauthenticated;
	} table[] = {
		{GOOD FROM END, false},
		{AR F "\n" BORDER FROM END, false},
		{AR "none\n" BORDER FROM END, false},
		{BORDER FROM END, true},
		{BORDER DMARC FROM END, true},
		{"Authentication-Results: evil.example; " P "\n" BORDER FROM END, true},
	};
	rap_consultation c = world();

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		rap_trust t = decide(&c, rap_slice_of(table[i].mail), NULL);

		assert_int_equal(t.unauthenticated, table[i].unauthenticated);
		rap_trust_done(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_R1_only_the_trace_block_counts),
		cmocka_unit_test(test_R2_authserv_id_is_compared_whole),
		cmocka_unit_test(test_R2_microsoft365_has_no_id),
		cmocka_unit_test(test_R2_without_boundary_nothing_counts),
		cmocka_unit_test(test_R3_broken_results_yield_nothing),
		cmocka_unit_test(test_R3_keeps_to_its_limits),
		cmocka_unit_test(test_R4_the_worst_wins),
		cmocka_unit_test(test_R5_dmarc_must_be_for_the_domain_of_from),
		cmocka_unit_test(test_R5_dkim_of_parent_needs_token),
		cmocka_unit_test(test_R5_dkim_needs_alignment_and_the_own_token),
		cmocka_unit_test(test_R6_spf_and_temporary_errors_never_pass),
		cmocka_unit_test(test_R7_other_fields_are_never_read),
		cmocka_unit_test(test_R8_says_that_nothing_was_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
