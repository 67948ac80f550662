/* SPDX-License-Identifier: Apache-2.0 */
/* The table of the trust tests. Included once by each of them. */
#ifndef RAP_TESTS_TRUST_WORLD_H
#define RAP_TESTS_TRUST_WORLD_H

#include "tests/unit/daemon/trust_roster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

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
