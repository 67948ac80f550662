// SPDX-License-Identifier: Apache-2.0
/* Comments of a Word file as comments on the paragraphs that they are about; see docx_drafter.h. */
#include "parsers/word/docx_drafter.h"

#define WHOLE_MIN 2u /* a comment on all of more paragraphs than these is on the whole */

static void put_comment(rap_drafter *d, size_t target, const rap_docx_comment *comment,
                        const char *flag)
{
	rap_put proposal = {.paragraph = target,
	                    .action = RAP_ACTION_COMMENT,
	                    .words = rap_slice_of(comment->words),
	                    .flag = flag};

	rap_drafter_put(d, &proposal);
}

/* Whether the comment is about the piece, or about text that was taken out of it. */
static bool is_about(const rap_drafter *d, const rap_docx_comment *comment, const rap_piece *piece)
{
	const rap_docx_par *first = &d->docx->pars[piece->first],
			   *last = &d->docx->pars[piece->last];

	if (comment->now.from < comment->now.to)
		return first->now.from < comment->now.to && last->now.to > comment->now.from;
	return comment->par >= piece->first && comment->par <= piece->last;
}

/* The whole file was marked, and a comment put on it: it is on no paragraph more than on another. */
static bool is_about_all(const rap_drafter *d, const rap_docx_comment *comment)
{
	size_t n = 0;

	for (size_t k = 0; k < d->m.n_pieces; k++) {
		if (d->m.pieces[k].base == RAP_DOCX_NONE)
			continue;
		if (!is_about(d, comment, &d->m.pieces[k]))
			return false;
		n++;
	}
	return n > WHOLE_MIN;
}

static size_t put_on_pieces(rap_drafter *d, const rap_docx_comment *comment)
{
	size_t n = 0;

	if (is_about_all(d, comment))
		return 0;
	for (size_t k = 0; k < d->m.n_pieces; k++) {
		const rap_piece *piece = &d->m.pieces[k];
		bool heading;
		size_t anchor;

		if (!is_about(d, comment, piece))
			continue;
		if (piece->base != RAP_DOCX_NONE) {
			put_comment(d, piece->base, comment,
			            comment->on_sent ? "on-new-text" : NULL);
			n++;
		} else if (d->inserted[k] && !piece->heading) {
			anchor = rap_drafter_anchor(d, k, &heading);
			put_comment(d, anchor, comment, "on-new-text");
			n++;
		}
	}
	return n;
}

void rap_drafter_comments(rap_drafter *d)
{
	for (size_t i = 0; i < d->docx->n_comments; i++) {
		const rap_docx_comment *comment = &d->docx->comments[i];
		size_t n = 0;

		if (!comment->words || comment->words[0] == '\0')
			continue;
		for (size_t t = 0; t < d->m.n_targets && comment->placed; t++)
			if (d->m.targets[t].taken && d->m.targets[t].par == comment->par) {
				put_comment(d, t, comment, NULL);
				n++;
			}
		if (n == 0 && comment->placed)
			n = put_on_pieces(d, comment);
		if (n == 0)
			rap_drafter_say(d, "comment-elsewhere", rap_slice_of(comment->words),
			                "A comment in the file is on no paragraph of the draft, or "
			                "on all of "
			                "it; it was not recorded as one.");
	}
}
