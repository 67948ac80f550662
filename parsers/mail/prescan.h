/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bounded look at a raw message before any library sees a byte of it (R50): one pass, no recursion, no
 * allocation beyond the boundaries that are open. A message over a limit is not opened; only its header is read, when that
 * is within all of them.
 */
#ifndef RAP_PARSERS_PRESCAN_H
#define RAP_PARSERS_PRESCAN_H

#include "common/slice.h"

typedef struct rap_prescan {
	size_t begin; /* first byte of the message itself: a byte order mark, blank lines and the line of mbox are not */
	size_t body_at; /* first byte of its body, also where the blank line before it was forgotten; 0: a limit is broken before */
	bool nul_in_header; /* to be taken for blanks: C strings would end there */
	const char *limit; /* which limit is broken, for people (static), or NULL */
} rap_prescan;

/* false: a limit is broken, and ret->limit names it. */
bool rap_prescan_check(rap_slice raw, rap_prescan *ret);

#endif
