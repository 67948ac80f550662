// SPDX-License-Identifier: Apache-2.0
/* Proposals and findings of a Word file, one by one; see docx_drafter.h. */
#include "parsers/word/docx_drafter.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <stdlib.h>

#define EXCERPT_CHARS 200u

void rap_drafter_say(const rap_drafter *d, const char *code, rap_slice words, const char *text)
{
	char *excerpt =
		rap_strndup(words.at ? words.at : "", rap_utf8_offset(words, EXCERPT_CHARS));

	rap_reading_finding(d->reading, code, NULL, *excerpt ? excerpt : d->where, text);
	free(excerpt);
}

void rap_drafter_put(rap_drafter *d, rap_put *proposal)
{
	proposal->context = d->context;
	proposal->where = d->where;
	proposal->exact = true;
	/* Changes that others made may have been in the file before: which of them its sender means, only he knows. */
	if (!proposal->unclear && d->others)
		proposal->unclear = "several-authors";
	if (d->other_revision)
		proposal->unclear = "other-revision";
	if (d->reading->n_proposals < RAP_LIMIT_PROPOSALS) {
		rap_proposal_put(proposal, d->reading);
	} else if (!d->full) {
		d->full = true;
		rap_drafter_say(
			d, "too-many-proposals", (rap_slice){"", 0},
			"The mail holds more proposals than can be recorded; read the file.");
	}
}

void rap_drafter_delete(rap_drafter *d, size_t target, const char *unclear, const char *flag)
{
	rap_put proposal = {.paragraph = target,
	                    .action = RAP_ACTION_DELETE,
	                    .words = rap_slice_of("[deleted in the file]"),
	                    .unclear = unclear,
	                    .flag = flag};

	rap_drafter_put(d, &proposal);
}

void rap_drafter_insert(rap_drafter *d, size_t target, rap_slice text, const char *unclear,
                        const char *flag)
{
	rap_put proposal = {.paragraph = target,
	                    .action = RAP_ACTION_INSERT_AFTER,
	                    .text = text,
	                    .words = text,
	                    .unclear = unclear,
	                    .flag = flag};

	rap_drafter_put(d, &proposal);
}

size_t rap_drafter_anchor(const rap_drafter *d, size_t k, bool *ret_heading)
{
	*ret_heading = false;
	while (k-- > 0) {
		const rap_piece *piece = &d->m.pieces[k];
		const rap_target *t =
			piece->base == RAP_DOCX_NONE ? NULL : &d->m.targets[piece->base];

		if (t && !t->moved) {
			size_t anchor = piece->base;

			/* Behind the last of those that were joined. */
			for (size_t o = anchor; o < d->m.n_targets; o++)
				if (d->m.targets[o].merged && d->m.targets[o].piece == k)
					anchor = o;
			return anchor;
		}
		*ret_heading |= piece->heading || piece->sent || piece->role == RAP_PIECE_OURS;
	}
	return RAP_DOCX_NONE;
}
