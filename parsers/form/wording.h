/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The wording of a paragraph, for comparing what was sent with what came back from a word processor. What such a
 * program changes by itself (curly quotes, dashes, no-break blanks, soft hyphens, runs of blanks, ellipses, ready-made
 * fractions) is no difference; every other sign is.
 */
#ifndef RAP_PARSERS_WORDING_H
#define RAP_PARSERS_WORDING_H

#include "common/buf.h"

#include <stdint.h>

typedef struct rap_wording_token {
	uint32_t from, to; /* bytes of the text */
	uint64_t hash; /* equal tokens have equal ones */
	bool word; /* letters or digits */
} rap_wording_token;

typedef struct rap_wording {
	char *text; /* NFC, as it stands; owned */
	rap_wording_token *at;
	size_t n;
	uint64_t *bag; /* hashes of the words in order of size, each as often as it stands there */
	size_t n_bag;
} rap_wording;

/* s must be valid UTF-8. */
void rap_wording_read(rap_slice s, rap_wording *ret);
void rap_wording_done(rap_wording *wording);

bool rap_wording_same(const rap_wording *a, const rap_wording *b);

/* Thousandths: 0 nothing in common, 1000 the same words. */
unsigned rap_wording_likeness(const rap_wording *a, const rap_wording *b);

/* Whether all tokens of part stand one after the other in whole. */
bool rap_wording_has(const rap_wording *whole, const rap_wording *part);

/*
 * How many thousandths of the words of b stand among those words of a that are not in less (which may be NULL):
 * what was cut off from a paragraph and stands in another.
 */
unsigned rap_wording_share(const rap_wording *a, const rap_wording *less, const rap_wording *b);

/*
 * The text of now with the signs of base wherever both are the same: base with just what was changed. *steps is
 * what comparing may still cost; beyond it the middle stands as now has it. Returns how many thousandths of the
 * tokens of base stand in now.
 */
unsigned rap_wording_edit(const rap_wording *base, const rap_wording *now, size_t *steps,
                          rap_buf *out);

#endif
