// SPDX-License-Identifier: Apache-2.0
/*
 * Whose voice a mail is. The first line says how it is judged: the profile (i, m, n), whose token it carries (0-4, and
 * capital O-S where nobody is to be asked), and what our border server said of it (0-9). The rest is the mail as it came
 * to the border. The laws are those of tests/unit/daemon/trust_laws.h.
 */
#include "tests/fuzz/fuzz.h"

#include "tests/unit/daemon/trust_laws.h"

#include <stdio.h>

static void check_identity_of_traces(rap_slice mail)
{
	rap_buf more = rap_buf_init(RAP_MIB);
	rap_hash a = rap_identity_of(mail), b;

	rap_buf_str(&more, BORDER);
	rap_buf_slice(&more, mail);
	b = rap_identity_of(rap_buf_as_slice(&more));
	/* Behind a From_ line, or before a continuation, the trace is in another place. */
	if (!more.over && mail.len > 0 && !strchr(" \t>F", mail.at[0]))
		MUST(rap_hash_same(&a, &b));
	rap_buf_done(&more);
}

static void one(rap_slice input)
{
	static const rap_trust_token *const tokens[] = {&none, &of_oyun, &of_temuulen, &of_lee,
	                                                &of_kim};
	const char *line = input.len ? memchr(input.at, '\n', input.len) : NULL;
	trust_case of = {.token = &none};
	const char *broken;

	if (!line || line - input.at < 3)
		return;
	of.mail = rap_slice_sub(input, (size_t)(line - input.at) + 1, input.len);
	of.boundary = input.at[0] == 'm'   ? RAP_BOUNDARY_MICROSOFT365
	              : input.at[0] == 'n' ? RAP_BOUNDARY_NONE
	                                   : RAP_BOUNDARY_ID;
	of.token = tokens[(unsigned char)input.at[1] % 16 % (sizeof tokens / sizeof *tokens)];
	of.confirm = input.at[1] < 'A';
	broken = trust_laws(&of, (unsigned char)input.at[2] % TRUST_SAID);
	if (broken)
		fprintf(stderr, "law: %s\n", broken);
	MUST(!broken);
	check_identity_of_traces(of.mail);
}

const fuzz_target fuzz_here = {NULL, one, 400000, 4000};
