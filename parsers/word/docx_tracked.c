// SPDX-License-Identifier: Apache-2.0
/* What is taken out of a Word file that holds another version of the draft; see docx_drafter.h. */
#include "parsers/word/docx_drafter.h"

#include "common/limits.h"

static bool is_tracked(const rap_drafter *d, const rap_piece *piece)
{
	for (size_t p = piece->first; p <= piece->last; p++) {
		const rap_docx_par *par = &d->docx->pars[p];

		if (par->added || par->taken || par->end != RAP_DOCX_KEPT)
			return true;
	}
	return false;
}

static void tell_revision(const rap_drafter *d, rap_slice name)
{
	rap_buf text = rap_buf_init(RAP_KIB);
	const char *ours = d->context->paragraphs[0].revision;

	rap_buf_printf(
		&text,
		"The file holds another version of the draft than the mail that it answers (%s). "
		"What was changed in it without tracked changes cannot be told from what changed "
		"between the two; please change the file of that mail.",
		ours ? ours : "Draft");
	rap_drafter_say(d, "other-revision", name, rap_buf_text(&text));
	rap_buf_done(&text);
}

/*
 * A paragraph that differs may have been changed by its reader, or between the two drafts: only tracked changes are
 * put, and asked about. No other paragraph is left for the form's reader, which would take it for words about one.
 */
void rap_drafter_tracked(rap_drafter *d, rap_slice name)
{
	bool in_draft = false;

	tell_revision(d, name);
	for (size_t t = 0; t < d->m.n_targets; t++)
		if (d->m.targets[t].taken)
			rap_drafter_delete(d, t, NULL, NULL);
	for (size_t k = 0; k < d->m.n_pieces; k++) {
		const rap_piece *piece = &d->m.pieces[k];
		rap_slice text = rap_slice_of(piece->wording.text);
		rap_put changed = {.paragraph = piece->base,
		                   .action = RAP_ACTION_REPLACE,
		                   .text = text,
		                   .words = piece->text};
		bool heading;
		size_t anchor;

		in_draft |= piece->base != RAP_DOCX_NONE;
		if (!in_draft || piece->command)
			continue;
		d->inserted[k] = true;
		if (piece->wording.n == 0 || !is_tracked(d, piece))
			continue;
		anchor = rap_drafter_anchor(d, k, &heading);
		if (piece->base != RAP_DOCX_NONE)
			rap_drafter_put(d, &changed);
		else if (anchor != RAP_DOCX_NONE)
			rap_drafter_insert(d, anchor, text, NULL, NULL);
	}
}
