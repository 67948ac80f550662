/* SPDX-License-Identifier: Apache-2.0 */
/* The roster, the mails and the table of the trust tests. Included once by each of them. */
#ifndef RAP_TESTS_TRUST_WORLD_H
#define RAP_TESTS_TRUST_WORLD_H

#include "trust.h"

#include "common/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* ---- the world ------------------------------------------------------------------------------------------ */

#define CONTACT(who, box, host)                                                     \
	{                                                                           \
		.name = (char[]){who}, .address = (char[]){box "@" host}, .spec = { \
			(char[]){box},                                              \
			(char[]){host}                                              \
		}                                                                   \
	}

/* At file scope these texts live as long as the program. */
static rap_contact mn_contacts[] = {CONTACT("Bat-Erdene Oyun", "oyun", "env.mn.example"),
                                    CONTACT("Ganzorig Temuulen", "temuulen", "env.mn.example"),
                                    CONTACT("Sukh", "sukh", "gov.mn.example"),
                                    CONTACT("Nomin", "nomin", "dep.gov.mn.example"),
                                    CONTACT("\xc3\xa9l", "\xc3\xa9l", "env.mn.example")};
static rap_contact kr_contacts[] = {CONTACT("Lee", "lee", "me.kr.example")};
static rap_contact officers[] = {CONTACT("Kim", "kim", "neaspec.example")};
static char *mn_parents[] = {(char[]){"gov.mn.example"}};
static rap_member members[] = {
	{.code = (char[]){"MN"}, .contacts = {mn_contacts, 5}, .dkim = {mn_parents, 1}},
	{.code = (char[]){"KR"}, .contacts = {kr_contacts, 1}},
};
static char boundary_id[] = "mx.neaspec.example";
static char own_local[] = "consult", own_domain[] = "neaspec.example";

static inline rap_consultation world(void)
{
	return (rap_consultation){
		.secretariat = {.spec = {own_local, own_domain}, .officers = {officers, 1}},
		.boundary = RAP_BOUNDARY_ID,
		.boundary_id = boundary_id,
		.confirm_unauthenticated = true,
		.members = members,
		.n_members = 2,
	};
}

#define AR "Authentication-Results: mx.neaspec.example; "
#define BORDER                                                                                   \
	"Received: from x.example (x.example [192.0.2.1]) by mx.neaspec.example with ESMTPS id " \
	"1; Mon, 6 Jul 2020 09:00:00 +0900\n"
#define DMARC AR "dmarc=pass header.from=env.mn.example\n"
#define GOOD DMARC BORDER
#define FROM "From: Oyun <oyun@env.mn.example>\n"
#define END "To: consult@neaspec.example\nSubject: Re: form\n\nbody\n"

#define FOREIGN \
	"Received: from evil.example by relay.evil.example; Mon, 6 Jul 2020 09:00:00 +0900\n"
#define R(results) AR results "\n" BORDER FROM END
#define P "dmarc=pass header.from=env.mn.example"
#define F "dmarc=fail header.from=env.mn.example"
#define EVIL AR "dmarc=pass header.from=evil.example\n" BORDER

static const rap_trust_token none = {0};
static const rap_trust_token of_oyun = {"MN", "oyun@env.mn.example"};
static const rap_trust_token of_temuulen = {"MN", "temuulen@env.mn.example"};
static const rap_trust_token of_lee = {"KR", "lee@me.kr.example"};
static const rap_trust_token of_kim = {NULL, "kim@neaspec.example"};

typedef struct row {
	const char *name;
	const char *mail;
	size_t len; /* 0: to the NUL */
	const rap_trust_token *token; /* NULL: none */
	rap_trust_verdict verdict;
	const char *member; /* code, or NULL */
} row;

static inline const char *verdict_text(rap_trust_verdict verdict)
{
	static const char *const texts[] = {"accepted", "officer", "awaiting", "quarantined",
	                                    "machine"};

	return texts[verdict];
}

static inline rap_trust decide(const rap_consultation *c, rap_slice mail,
                               const rap_trust_token *token)
{
	rap_header header = {0};
	rap_trust trust;

	assert_int_equal(rap_header_split(mail, &header), RAP_OK);
	trust = rap_trust_decide(c, &header, token ? token : &none);
	rap_header_done(&header);
	return trust;
}

static inline void check_in(const rap_consultation *c, const row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const row *r = &rows[i];
		rap_slice mail = {r->mail, r->len ? r->len : strlen(r->mail)};
		rap_trust t = decide(c, mail, r->token);
		const char *member = t.member ? t.member->code : "none";

		if (t.verdict != r->verdict || strcmp(member, r->member ? r->member : "none") != 0)
			fail_msg("%s: %s of %s (%s)", r->name, verdict_text(t.verdict), member,
			         t.reason ? t.reason : "no reason");
		/* A reason is a sentence, and exactly there where something is in the way. */
		if (t.verdict == RAP_TRUST_ACCEPTED || t.verdict == RAP_TRUST_OFFICER)
			assert_null(t.reason);
		else
			assert_true(t.reason && t.reason[strlen(t.reason) - 1] == '.');
		rap_trust_done(&t);
	}
}

#define N(table) (sizeof(table) / sizeof(table)[0])
#define CHECK(table)                           \
	do {                                   \
		rap_consultation c = world();  \
		check_in(&c, table, N(table)); \
	} while (0)
#define MAIL(bytes) bytes, sizeof(bytes) - 1

#define OK RAP_TRUST_ACCEPTED
#define OFFICER RAP_TRUST_OFFICER
#define ASK RAP_TRUST_AWAITING
#define NO RAP_TRUST_QUARANTINED
#define MACHINE RAP_TRUST_MACHINE

#endif
