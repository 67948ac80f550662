/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All proposed wordings of one paragraph laid over its base text. Each wording is taken apart into word-level
 * edits; identical edits become one with several authors, competing ones stand side by side in a segment, and
 * a wording that has too little in common with the base (or is too entangled with others) stays whole, as an
 * alternative. Laws, whatever the input:
 *
 *	reject all         joining the base of every segment gives the base text, byte by byte
 *	take only X        joining X's variants, and the base where X has none, gives X's wording
 *	nothing is lost    every wording that differs from the base is in a variant or is an alternative
 *	identical merge    variants of a segment differ from each other and from its base, alternatives likewise
 *	deterministic      the same input in the same order gives the same overlay
 */
#ifndef RAP_DAEMON_REPORT_OVERLAY_H
#define RAP_DAEMON_REPORT_OVERLAY_H

#include "common/buf.h"

/* One wording with those who propose it: indices into the texts given, ascending. */
typedef struct rap_variant {
	char *text; /* "" in a segment: these words are taken out */
	size_t *by;
	size_t n_by;
} rap_variant;

/* A stretch of the paragraph: undisputed where it has no variants. base is "" where something is added. */
typedef struct rap_segment {
	char *base;
	rap_variant *variants;
	size_t n_variants;
} rap_segment;

typedef struct rap_overlay {
	rap_segment *segments;
	size_t n_segments;
	rap_variant *alternatives; /* whole paragraphs */
	size_t n_alternatives;
} rap_overlay;

#define RAP_OVERLAY_NOBODY ((size_t)-1)
#define RAP_OVERLAY_EVERYBODY ((size_t)-2)

/* Valid UTF-8 each; blanks before a word belong to it, so that a variant is "[ should]" for "[ shall]". */
rap_overlay rap_overlay_make(const char *base, const char *const *texts, size_t n);
/* whole[i]: text i stands as an alternative, however much it has in common with the base. */
rap_overlay rap_overlay_make_with(const char *base, const char *const *texts, const bool *whole,
                                  size_t n);
void rap_overlay_done(rap_overlay *overlay);

/*
 * The paragraph when only the edits of one text are taken, or of RAP_OVERLAY_NOBODY; of RAP_OVERLAY_EVERYBODY: each
 * segment that has variants is all of them one after the other, and the alternatives are paragraphs of their own.
 */
void rap_overlay_take(const rap_overlay *overlay, size_t which, rap_buf *out);

/* Whole texts as they are, identical ones merged, in the order of the first of each. Free with _done. */
rap_variant *rap_variants_merge(const char *const *texts, size_t n, size_t *ret_n);
void rap_variants_done(rap_variant *list, size_t n);

#endif
