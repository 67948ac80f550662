// SPDX-License-Identifier: Apache-2.0
/*
 * From a matched Word file to proposals (docx_draft.h). The new text of a paragraph is the draft's own with just what
 * was changed, so that nothing that a word processor did by itself is ever proposed; what was moved, divided or joined
 * becomes the replacements, deletions and insertions that lead there, each with a flag that says so.
 */
#include "parsers/word/docx_draft.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "common/word_mark.h"
#include "parsers/word/docx_drafter.h"
#include "parsers/word/docx_margin.h"
#include "parsers/word/docx_remark.h"
#include "parsers/word/docx_rest.h"
#include "parsers/word/docx_revision.h"

#include <stdlib.h>

#define KEPT_SURE \
	250u /* thousandths of a paragraph that came back: below it an edit is asked about */
#define LIKE_SURE 800u /* found by likeness alone: below it likewise */
#define MISSING_MAX 3u /* paragraphs in a row: more are rather a part that was never in the file */
#define TAIL_WORDS_MIN 8u /* a line of fewer behind the draft is rather a signature */
#define NEW_WORDS_MIN 4u /* of a new paragraph: fewer are rather a remark */
#define TAIL_MAX 10u /* paragraphs behind the draft's end: more are another document */

/* ---- paragraphs of the draft ---------------------------------------------------------------------------- */

/* Whether another paragraph was joined to this one. */
static bool has_merged(const rap_drafter *d, size_t target)
{
	for (size_t t = 0; t < d->m.n_targets; t++)
		if (t != target && d->m.targets[t].merged &&
		    d->m.targets[t].piece == d->m.targets[target].piece)
			return true;
	return false;
}

static bool has_split(const rap_drafter *d, size_t target)
{
	for (size_t k = 0; k < d->m.n_pieces; k++)
		if (d->m.pieces[k].role == RAP_PIECE_SPLIT && d->m.pieces[k].base == target)
			return true;
	return false;
}

/* Marks of the paragraphs that were joined stand inside the text: they are no words of it. */
static void without_marks(const rap_drafter *d, size_t piece, rap_buf *out)
{
	rap_slice text = rap_slice_of(d->m.pieces[piece].wording.text);

	for (size_t at = 0; at < text.len;) {
		size_t skip = 0;

		for (size_t t = 0; t < d->m.n_targets && text.at[at] == '['; t++) {
			const char *mark = d->context->paragraphs[t].mark;
			size_t n = strlen(mark);

			if (d->m.targets[t].merged && d->m.targets[t].piece == piece &&
			    text.len - at > n + 1 && memcmp(text.at + at + 1, mark, n) == 0 &&
			    text.at[at + n + 1] == ']')
				skip = n + 2;
		}
		if (skip > 0) {
			rap_buf_char(out, ' ');
			at += skip;
		} else {
			rap_buf_char(out, text.at[at++]);
		}
	}
}

/* Whether changes that were in it when it left were accepted, rejected or changed: whose it is nobody can say. */
static bool is_altered(const rap_drafter *d, const rap_piece *piece)
{
	for (size_t p = piece->first; p <= piece->last; p++)
		if (d->docx->pars[p].altered)
			return true;
	return false;
}

static const char *why_unclear(const rap_drafter *d, size_t target, unsigned kept)
{
	if (is_altered(d, &d->m.pieces[d->m.targets[target].piece]))
		return "several-authors";
	if (d->m.targets[target].likeness < LIKE_SURE)
		return "found-by-likeness";
	return kept < KEPT_SURE ? "much-changed" : NULL;
}

/*
 * "3. The goals ...", "(a) reduced ...": who numbers the paragraphs as their marks do proposes no words. Nothing is taken
 * away that the draft has too.
 */
static rap_slice without_number(const char *mark, rap_slice base, rap_slice now)
{
	const char *digits = mark + strcspn(mark, "0123456789");
	const char *part = strchr(mark, '(');
	rap_slice text = rap_utf8_trim(now);
	size_t n = strlen(digits), end = 0;

	if (!part && n > 0 && text.len > n + 1 && memcmp(text.at, digits, n) == 0 &&
	    (text.at[n] == '.' || text.at[n] == ')'))
		end = n + 1;
	n = part ? strlen(part) : 0;
	if (n > 0 && text.len > n && memcmp(text.at, part, n) == 0)
		end = n;
	if (end == 0 || (text.at[end] != ' ' && text.at[end] != '\t') ||
	    (base.len > end && memcmp(base.at, text.at, end) == 0))
		return now;
	return rap_utf8_trim(rap_slice_sub(text, end, text.len));
}

/* The paragraph as it stands in its piece, when it differs. */
static void put_replacement(rap_drafter *d, size_t target, const char *flag)
{
	const rap_target *t = &d->m.targets[target];
	const rap_piece *piece = &d->m.pieces[t->piece];
	rap_buf now = rap_buf_init(piece->text.len + 16);
	rap_buf text = rap_buf_init(RAP_LIMIT_VALUE);
	rap_wording w;
	rap_put proposal = {.paragraph = target,
	                    .action = RAP_ACTION_REPLACE,
	                    .words = piece->text,
	                    .flag = flag};
	unsigned kept;

	without_marks(d, t->piece, &now);
	rap_wording_read(without_number(d->context->paragraphs[target].mark,
	                                rap_slice_of(t->wording.text), rap_buf_as_slice(&now)),
	                 &w);
	kept = rap_wording_edit(&t->wording, &w, &d->steps, &text);
	proposal.text = rap_buf_as_slice(&text);
	proposal.unclear = text.over ? "too-long" : why_unclear(d, target, flag ? 1000 : kept);
	if (!proposal.unclear && rap_docx_remark_in(rap_slice_of(t->wording.text), proposal.text))
		proposal.unclear = "text-or-comment";
	if (!proposal.unclear &&
	    rap_docx_other_script(rap_slice_of(t->wording.text), proposal.text, false))
		proposal.unclear = "other-script";
	if (!rap_wording_same(&t->wording, &w))
		rap_drafter_put(d, &proposal);
	rap_wording_done(&w);
	rap_buf_done(&now);
	rap_buf_done(&text);
}

static void put_moved(rap_drafter *d, size_t target)
{
	const rap_target *t = &d->m.targets[target];
	const rap_piece *piece = &d->m.pieces[t->piece];
	bool heading;
	size_t anchor = rap_drafter_anchor(d, t->piece, &heading);
	rap_buf text = rap_buf_init(RAP_LIMIT_VALUE);

	(void)rap_wording_edit(&t->wording, &piece->wording, &d->steps, &text);
	if (anchor == RAP_DOCX_NONE || heading || text.over) {
		rap_drafter_say(d, "moved-paragraph", piece->text,
		                "A paragraph of the draft stands at another place in the file, and "
		                "it cannot "
		                "be "
		                "said behind which paragraph.");
		rap_drafter_delete(d, target, "moved", NULL);
	} else {
		rap_drafter_delete(d, target, NULL, "moved");
		rap_drafter_insert(d, anchor, rap_buf_as_slice(&text), why_unclear(d, target, 1000),
		                   "moved");
	}
	rap_buf_done(&text);
}

/* Nothing of the paragraph is in the file, and no tracked change says why. */
static void put_missing(rap_drafter *d, size_t target)
{
	size_t from = target, to = target + 1;

	if (d->excerpt)
		return;
	while (from > 0 && d->m.targets[from - 1].piece == RAP_DOCX_NONE)
		from--;
	while (to < d->m.n_targets && d->m.targets[to].piece == RAP_DOCX_NONE)
		to++;
	/* Between paragraphs that are there it was deleted; at the end the file may have been cut. */
	rap_drafter_delete(
		d, target,
		to < d->m.n_targets && to - from <= MISSING_MAX ? NULL : "missing-in-file", NULL);
}

static void put_target(rap_drafter *d, size_t target)
{
	const rap_target *t = &d->m.targets[target];

	if (t->piece == RAP_DOCX_NONE) {
		if (t->taken)
			rap_drafter_delete(d, target, NULL, NULL);
		else if (!t->named)
			put_missing(d, target);
	} else if (t->merged) {
		rap_drafter_delete(d, target, NULL, "merged");
	} else if (t->moved) {
		put_moved(d, target);
	} else if (d->m.pieces[t->piece].wording.n == 0) {
		rap_drafter_delete(d, target, NULL, NULL);
	} else {
		put_replacement(d, target,
		                has_merged(d, target)  ? "merged"
		                : has_split(d, target) ? "split"
		                                       : NULL);
	}
}

/* ---- new paragraphs ------------------------------------------------------------------------------------- */

static size_t last_of_draft(const rap_drafter *d)
{
	size_t last = 0;

	for (size_t k = 0; k < d->m.n_pieces; k++)
		if (d->m.pieces[k].base != RAP_DOCX_NONE)
			last = k;
	return last;
}

/*
 * A paragraph that stands in the file has a second text, with its mark: which of the two is meant nobody can say. What
 * shares little with it is a line about it, and is read as one.
 */
static bool put_second_text(rap_drafter *d, size_t k)
{
	const rap_piece *piece = &d->m.pieces[k];
	const rap_target *target;
	rap_put second = {.action = RAP_ACTION_REPLACE, .unclear = "two-texts"};

	if (piece->base != RAP_DOCX_NONE || piece->mark == RAP_DOCX_NONE || piece->command ||
	    piece->table)
		return false;
	target = &d->m.targets[piece->mark];
	if (target->piece == RAP_DOCX_NONE ||
	    strcmp(piece->wording.text, target->wording.text) == 0 ||
	    rap_wording_share(&piece->wording, NULL, &target->wording) < KEPT_SURE)
		return false;
	second.paragraph = piece->mark;
	second.text = rap_slice_of(piece->wording.text);
	second.words = piece->text;
	rap_drafter_put(d, &second);
	d->inserted[k] = true;
	return true;
}

static bool is_sentence(rap_slice text)
{
	static const char *const ends[] = {".", ";", ":", "!", "?", "。", "；"};

	text = rap_utf8_trim(text);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);

		if (text.len >= n && memcmp(text.at + text.len - n, ends[i], n) == 0)
			return true;
	}
	return false;
}

/* A short line without an end behind the draft: a date, a name, an office. */
static bool is_sign_off(const rap_drafter *d, size_t k)
{
	const rap_piece *piece = &d->m.pieces[k];

	return k > d->last && piece->role == RAP_PIECE_LOOSE && !piece->heading && !piece->table &&
	       piece->mark == RAP_DOCX_NONE && piece->wording.n_bag < TAIL_WORDS_MIN &&
	       !is_sentence(piece->text);
}

static bool has_sign_off(const rap_drafter *d)
{
	for (size_t k = d->last + 1; k < d->m.n_pieces; k++)
		if (is_sign_off(d, k))
			return true;
	return false;
}

/* Loose text among the paragraphs of the draft, or right behind the last. */
static void put_new(rap_drafter *d, size_t k)
{
	const rap_piece *piece = &d->m.pieces[k];
	bool heading;
	size_t anchor = rap_drafter_anchor(d, k, &heading);
	const char *unclear = NULL;
	rap_docx_remark remark;

	if (put_second_text(d, k))
		return;
	/* In a part of the draft, what does not stand inside it is rather a letter about it. */
	if (k > d->last && (d->excerpt || k - d->last > TAIL_MAX))
		return;
	if (is_sign_off(d, k))
		return;
	/* Before the first it is the form's or a letter's; behind our own words at the end likewise. */
	if (anchor == RAP_DOCX_NONE || (k > d->last && heading) || piece->table ||
	    piece->mark != RAP_DOCX_NONE)
		return;
	d->inserted[k] = true;
	if (piece->sent)
		return;
	if (piece->heading) {
		rap_drafter_say(d, "heading-changed", piece->text,
		                "A heading is new or was changed in the file; headings are not "
		                "proposed upon "
		                "by "
		                "machine.");
		return;
	}
	if (rap_docx_is_rule(piece->text))
		return;
	remark = rap_docx_remark_of(piece->text);
	/* "Agreed.", "Delete", "(MN)" : whose words so few are is not certain. */
	if (remark == RAP_REMARK_NONE && piece->wording.n_bag < NEW_WORDS_MIN)
		remark = RAP_REMARK_MAYBE;
	if (remark == RAP_REMARK_SURE) {
		rap_put comment = {
			.paragraph = anchor, .action = RAP_ACTION_COMMENT, .words = piece->text};

		rap_drafter_put(d, &comment);
		return;
	}
	if (is_altered(d, piece))
		unclear = "several-authors";
	else if (heading)
		unclear = "behind-heading";
	else if (d->excerpt)
		unclear = "part-of-draft";
	else if (remark == RAP_REMARK_MAYBE)
		unclear = "text-or-comment";
	else if (rap_docx_other_script(rap_slice_of(d->m.targets[anchor].wording.text), piece->text,
	                               true))
		unclear = "other-script";
	else if (k > d->last && d->signed_off)
		unclear = "behind-draft";
	rap_drafter_insert(d, anchor, rap_slice_of(piece->wording.text), unclear, NULL);
}

/* The paragraph of the draft among these pieces; RAP_DOCX_NONE: none, or several. */
static size_t target_among(const rap_drafter *d, size_t from, size_t to)
{
	size_t found = RAP_DOCX_NONE;

	for (size_t k = from; k < to; k++) {
		size_t base = d->m.pieces[k].base;

		if (base == RAP_DOCX_NONE || base == found)
			continue;
		if (found != RAP_DOCX_NONE)
			return RAP_DOCX_NONE;
		found = base;
	}
	return found;
}

/* What somebody has to say of a paragraph, or another text for it. */
static void put_beside(rap_drafter *d, size_t target, size_t k)
{
	const rap_piece *piece = &d->m.pieces[k];
	rap_put beside = {.paragraph = target, .action = RAP_ACTION_COMMENT, .words = piece->text};

	if (piece->role != RAP_PIECE_LOOSE || piece->base != RAP_DOCX_NONE ||
	    piece->mark != RAP_DOCX_NONE || piece->sent)
		return;
	if (rap_wording_share(&piece->wording, NULL, &d->m.targets[target].wording) >= KEPT_SURE) {
		beside.action = RAP_ACTION_REPLACE;
		beside.text = rap_slice_of(piece->wording.text);
		beside.unclear = "two-texts";
	}
	rap_drafter_put(d, &beside);
	d->inserted[k] = true;
}

/* The draft put into a table, with such words beside its paragraphs. */
static void put_rows(rap_drafter *d)
{
	for (size_t k = 0, end; k < d->m.n_pieces; k = end) {
		unsigned row = d->docx->pars[d->m.pieces[k].last].row;
		size_t target;

		for (end = k + 1;
		     end < d->m.n_pieces && d->docx->pars[d->m.pieces[end].last].row == row;)
			end++;
		target = row ? target_among(d, k, end) : RAP_DOCX_NONE;
		for (size_t i = k; i < end && target != RAP_DOCX_NONE; i++)
			put_beside(d, target, i);
	}
}

static void tell_strays(rap_drafter *d)
{
	rap_buf words = rap_buf_init(RAP_LIMIT_VALUE);

	rap_docx_rest_strays(d->context, d->docx, &d->m, d->inserted, &words);
	if (words.len > 0)
		rap_drafter_say(d, "row-in-form", rap_buf_as_slice(&words),
		                "A row without an item was put into the form. It was not read as "
		                "an answer.");
	rap_buf_done(&words);
}

/* Our own headings that a tracked change took away. */
static void tell_taken(const rap_drafter *d)
{
	for (size_t p = 0; p < d->docx->n_pars; p++) {
		const rap_docx_par *par = &d->docx->pars[p];

		if (par->heading && par->now.from == par->now.to &&
		    par->before.from < par->before.to)
			rap_drafter_say(d, "heading-changed",
			                rap_slice_sub(rap_slice_of(d->docx->before),
			                              par->before.from, par->before.to),
			                "A heading was deleted in the file; headings are not "
			                "proposed upon by "
			                "machine.");
	}
}

static void put_pieces(rap_drafter *d)
{
	bool in_form = false;

	for (size_t k = 0; k < d->m.n_pieces; k++) {
		const rap_piece *piece = &d->m.pieces[k];

		/* A form stands here that is in no table. */
		in_form = piece->base == RAP_DOCX_NONE &&
		          (in_form || rap_docx_rest_item(d->context, piece->text) != RAP_DOCX_NONE);
		if (piece->role == RAP_PIECE_SPLIT && !d->m.targets[piece->base].moved)
			rap_drafter_insert(d, piece->base, rap_slice_of(piece->wording.text), NULL,
			                   "split");
		else if (piece->role == RAP_PIECE_SPLIT)
			put_new(d, k);
		else if (piece->role == RAP_PIECE_LOOSE && !in_form)
			put_new(d, k);
	}
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

static void put_findings(const rap_drafter *d)
{
	const rap_docx *docx = d->docx;
	rap_slice margin = rap_docx_margin_words(d->context, docx);

	if (docx->hidden)
		rap_drafter_say(d, "hidden-text", rap_slice_of(docx->hidden),
		                "The file holds text that a reader does not see. It was not read.");
	if (docx->struck)
		rap_drafter_say(
			d, "struck-text", rap_slice_of(docx->struck),
			"Words in the file are struck out by hand. They were read as deleted.");
	if (docx->aside)
		rap_drafter_say(d, "text-aside", rap_slice_of(docx->aside),
		                "The file holds footnotes or text boxes. They were not read.");
	else if (margin.len > 0)
		rap_drafter_say(
			d, "text-aside", margin,
			"Somebody wrote into the header or footer of the file. It was not read.");
	if (docx->pictures)
		rap_drafter_say(d, "picture-in-file", (rap_slice){"", 0},
		                "The file holds a picture. What it shows was not read.");
	if (docx->foreign)
		rap_drafter_say(d, "file-in-file", (rap_slice){"", 0},
		                "The file holds another file or document. It was not opened.");
	if (docx->altered)
		rap_drafter_say(d, "others-changes", (rap_slice){"", 0},
		                "The file shows proposals of States, and some of these were "
		                "accepted, rejected or changed in it. That is no proposal by "
		                "itself; please name them by their numbers.");
	if (docx->cut || d->m.over)
		rap_drafter_say(
			d, "text-cut", (rap_slice){"", 0},
			"The file is too long, or a part of it is damaged; something in it was not "
			"read.");
	if (d->excerpt && !d->other_revision)
		rap_drafter_say(d, "part-of-draft", (rap_slice){"", 0},
		                "The file holds only a part of the draft; what is not in it does "
		                "not count as "
		                "deleted.");
}

/* The file left us without changes, or says itself which were in it: others are of those who answer. */
static bool is_ours_to_change(const rap_docx *docx)
{
	for (size_t i = 0; i < docx->n_bookmarks; i++)
		if (strcmp(docx->bookmarks[i].name, RAP_WORD_MARK_CLEAN) == 0 ||
		    strncmp(docx->bookmarks[i].name, RAP_WORD_MARK_MADE,
		            strlen(RAP_WORD_MARK_MADE)) == 0)
			return true;
	return false;
}

char *rap_docx_draft_read(const rap_context *context, const rap_docx *docx, const char *where,
                          rap_reading *reading, bool *ret_other_revision)
{
	rap_drafter d = {.context = context,
	                 .docx = docx,
	                 .where = where,
	                 .reading = reading,
	                 .steps = RAP_LIMIT_ALIGN_STEPS};
	rap_slice revision;
	char *rest;

	rap_docx_match_read(context, docx, &d.m);
	d.inserted = rap_calloc(d.m.n_pieces + 1, sizeof *d.inserted);
	d.last = last_of_draft(&d);
	d.signed_off = has_sign_off(&d);
	d.other_revision = rap_docx_is_other_revision(context, docx, &revision);
	d.excerpt = d.m.found > 0 && d.m.found * 2 < d.m.n_targets;
	d.others = docx->authors.n > 1 && !is_ours_to_change(docx);
	put_findings(&d);
	if (d.other_revision) {
		rap_drafter_tracked(&d, revision);
	} else if (d.m.found > 0) {
		for (size_t t = 0; t < d.m.n_targets; t++)
			put_target(&d, t);
		put_pieces(&d);
		put_rows(&d);
		tell_taken(&d);
	}
	tell_strays(&d);
	rap_drafter_comments(&d);
	rest = rap_docx_rest_of(context, docx, &d.m, d.inserted);
	free(d.inserted);
	rap_docx_match_done(&d.m);
	*ret_other_revision = d.other_revision;
	return rest;
}
