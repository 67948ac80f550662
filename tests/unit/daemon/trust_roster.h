/* SPDX-License-Identifier: Apache-2.0 */
/* The roster, the tokens and the pieces of mails of the trust tests and of the fuzz target. */
#ifndef RAP_TESTS_TRUST_ROSTER_H
#define RAP_TESTS_TRUST_ROSTER_H

#include "trust.h"

#include "common/mem.h"

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

#endif
