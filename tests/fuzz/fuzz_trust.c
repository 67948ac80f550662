// SPDX-License-Identifier: Apache-2.0
/*
 * Whose voice a mail is. The first line says how it is judged: the profile (i, m, n), whose token it carries (0-4, and
 * capital O-S where nobody is to be asked), what our border server said of it (0-9), and which law is looked at (0-8).
 * The rest is the mail as it came to the border. The laws are those of tests/unit/daemon/trust_laws.h.
 */
#include "tests/fuzz/fuzz.h"

#include "tests/unit/daemon/trust_laws.h"

#include <stdio.h>

static void one(rap_slice input)
{
	static const rap_trust_token *const tokens[] = {&none, &of_oyun, &of_temuulen, &of_lee,
	                                                &of_kim};
	const char *line = input.len ? memchr(input.at, '\n', input.len) : NULL;
	trust_case of = {.token = &none};
	const char *broken;

	if (!line || line - input.at < 4)
		return;
	of.mail = rap_slice_sub(input, (size_t)(line - input.at) + 1, input.len);
	of.boundary = input.at[0] == 'm'   ? RAP_BOUNDARY_MICROSOFT365
	              : input.at[0] == 'n' ? RAP_BOUNDARY_NONE
	                                   : RAP_BOUNDARY_ID;
	of.token = tokens[(unsigned char)input.at[1] % 16 % (sizeof tokens / sizeof *tokens)];
	of.confirm = input.at[1] < 'A';
	broken = trust_laws(&of, (unsigned char)input.at[2] % TRUST_SAID,
	                    (unsigned char)input.at[3] % TRUST_LAWS);
	if (broken)
		fprintf(stderr, "law: %s\n", broken);
	MUST(!broken);
}

const fuzz_target fuzz_here = {NULL, one, 400000, 4000};
