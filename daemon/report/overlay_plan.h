/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is decided before an overlay is built: which wordings stay whole, and where the edits of the others are cut so
 * that what several States share stands by itself. Private to the overlay.
 */
#ifndef RAP_DAEMON_REPORT_OVERLAY_PLAN_H
#define RAP_DAEMON_REPORT_OVERLAY_PLAN_H

#include "common/buf.h"
#include "report/edits.h"

/* One wording, however many propose it. */
typedef struct rap_wording {
	const char *text; /* borrowed */
	size_t *by; /* indices of the texts, ascending */
	size_t n_by;
	rap_edits edits;
	bool whole; /* an alternative, not edits */
} rap_wording;

typedef struct rap_touch { /* one edit of one wording */
	const rap_edit *edit;
	size_t wording;
} rap_touch;

typedef struct rap_plan {
	rap_words base;
	rap_wording *wordings; /* in the order of the first who proposes each */
	size_t n;
	rap_touch *touches; /* of those that are not whole, by place */
	size_t n_touches;
} rap_plan;

/* whole[i]: text i is an alternative whatever it has in common with the base; NULL for none. */
rap_plan rap_plan_make(const char *base, const char *const *texts, const bool *whole, size_t n);
void rap_plan_done(rap_plan *plan);

/*
 * Touches [first, result) overlap: they are one stretch of the paragraph, up to token *ret_to. Words added at one
 * place overlap with each other only. *ret_same: all of them change the same tokens.
 */
size_t rap_plan_stretch(const rap_plan *plan, size_t first, size_t *ret_to, bool *ret_same);

/* A wording's own words for tokens [from, to) of the base, a stretch. */
void rap_plan_words(const rap_plan *plan, size_t wording, size_t from, size_t to, rap_buf *out);

#endif
