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
#include "parsers/form/proposal_put.h"
#include "parsers/word/docx_margin.h"
#include "parsers/word/docx_match.h"
#include "parsers/word/docx_remark.h"
#include "parsers/word/docx_rest.h"

#include <stdlib.h>

#define KEPT_SURE \
	250u /* thousandths of a paragraph that came back: below it an edit is asked about */
#define LIKE_SURE 800u /* found by likeness alone: below it likewise */
#define MISSING_MAX 3u /* paragraphs in a row: more are rather a part that was never in the file */
#define EXCERPT_CHARS 200u
#define TAIL_MAX 10u /* paragraphs behind the draft's end: more are another document */
#define WHOLE_MIN 2u /* a comment on all of more paragraphs than these is on the whole */
#define TAIL_WORDS_MIN 4u /* shorter lines behind the draft's end are rather a signature */

typedef struct drafter {
	const rap_context *context;
	const rap_docx *docx;
	const char *where;
	rap_reading *reading;
	rap_docx_match m;
	size_t steps;
	size_t last; /* piece that stands last for a paragraph of the draft */
	bool *inserted; /* by piece: stands in the draft, and is proposed as a new paragraph or ours */
	bool excerpt; /* the file holds a part of the draft */
	bool others; /* changes or comments may be those of other States */
	bool full; /* no more proposals can be recorded, which is said */
} drafter;

static void say(const drafter *d, const char *code, rap_slice words, const char *text)
{
	char *excerpt =
		rap_strndup(words.at ? words.at : "", rap_utf8_offset(words, EXCERPT_CHARS));

	rap_reading_finding(d->reading, code, NULL, *excerpt ? excerpt : d->where, text);
	free(excerpt);
}

static void put(drafter *d, rap_put *proposal)
{
	proposal->context = d->context;
	proposal->where = d->where;
	proposal->exact = true;
	/* Changes that others made may have been in the file before: which of them its sender means, only he knows. */
	if (!proposal->unclear && d->others)
		proposal->unclear = "several-authors";
	if (d->reading->n_proposals < RAP_LIMIT_PROPOSALS) {
		rap_proposal_put(proposal, d->reading);
	} else if (!d->full) {
		d->full = true;
		say(d, "too-many-proposals", (rap_slice){"", 0},
		    "The mail holds more proposals than can be recorded; read the file.");
	}
}

static void put_deletion(drafter *d, size_t target, const char *unclear, const char *flag)
{
	rap_put proposal = {.paragraph = target,
	                    .action = RAP_ACTION_DELETE,
	                    .words = rap_slice_of("[deleted in the file]"),
	                    .unclear = unclear,
	                    .flag = flag};

	put(d, &proposal);
}

static void put_insertion(drafter *d, size_t target, rap_slice text, const char *unclear,
                          const char *flag)
{
	rap_put proposal = {.paragraph = target,
	                    .action = RAP_ACTION_INSERT_AFTER,
	                    .text = text,
	                    .words = text,
	                    .unclear = unclear,
	                    .flag = flag};

	put(d, &proposal);
}

/* ---- paragraphs of the draft ---------------------------------------------------------------------------- */

/* Whether another paragraph was joined to this one. */
static bool has_merged(const drafter *d, size_t target)
{
	for (size_t t = 0; t < d->m.n_targets; t++)
		if (t != target && d->m.targets[t].merged &&
		    d->m.targets[t].piece == d->m.targets[target].piece)
			return true;
	return false;
}

static bool has_split(const drafter *d, size_t target)
{
	for (size_t k = 0; k < d->m.n_pieces; k++)
		if (d->m.pieces[k].role == RAP_PIECE_SPLIT && d->m.pieces[k].base == target)
			return true;
	return false;
}

/* Marks of the paragraphs that were joined stand inside the text: they are no words of it. */
static void without_marks(const drafter *d, size_t piece, rap_buf *out)
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

static const char *why_unclear(const drafter *d, size_t target, unsigned kept)
{
	if (d->m.targets[target].likeness < LIKE_SURE)
		return "found-by-likeness";
	return kept < KEPT_SURE ? "much-changed" : NULL;
}

/* The paragraph as it stands in its piece, when it differs. */
static void put_replacement(drafter *d, size_t target, const char *flag)
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
	rap_wording_read(rap_buf_as_slice(&now), &w);
	kept = rap_wording_edit(&t->wording, &w, &d->steps, &text);
	proposal.text = rap_buf_as_slice(&text);
	proposal.unclear = text.over ? "too-long" : why_unclear(d, target, flag ? 1000 : kept);
	if (!proposal.unclear && rap_docx_remark_in(rap_slice_of(t->wording.text), proposal.text))
		proposal.unclear = "text-or-comment";
	if (!rap_wording_same(&t->wording, &w))
		put(d, &proposal);
	rap_wording_done(&w);
	rap_buf_done(&now);
	rap_buf_done(&text);
}

/* The last paragraph of the draft that stands before piece k in its own order; RAP_DOCX_NONE: none. */
static size_t anchor_of(const drafter *d, size_t k, bool *ret_heading)
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

static void put_moved(drafter *d, size_t target)
{
	const rap_target *t = &d->m.targets[target];
	const rap_piece *piece = &d->m.pieces[t->piece];
	bool heading;
	size_t anchor = anchor_of(d, t->piece, &heading);
	rap_buf text = rap_buf_init(RAP_LIMIT_VALUE);

	(void)rap_wording_edit(&t->wording, &piece->wording, &d->steps, &text);
	if (anchor == RAP_DOCX_NONE || heading || text.over) {
		say(d, "moved-paragraph", piece->text,
		    "A paragraph of the draft stands at another place in the file, and it cannot "
		    "be "
		    "said behind which paragraph.");
		put_deletion(d, target, "moved", NULL);
	} else {
		put_deletion(d, target, NULL, "moved");
		put_insertion(d, anchor, rap_buf_as_slice(&text), why_unclear(d, target, 1000),
		              "moved");
	}
	rap_buf_done(&text);
}

/* Nothing of the paragraph is in the file, and no tracked change says why. */
static void put_missing(drafter *d, size_t target)
{
	size_t from = target, to = target + 1;

	if (d->excerpt)
		return;
	while (from > 0 && d->m.targets[from - 1].piece == RAP_DOCX_NONE)
		from--;
	while (to < d->m.n_targets && d->m.targets[to].piece == RAP_DOCX_NONE)
		to++;
	/* Between paragraphs that are there it was deleted; at the end the file may have been cut. */
	put_deletion(d, target,
	             to < d->m.n_targets && to - from <= MISSING_MAX ? NULL : "missing-in-file",
	             NULL);
}

static void put_target(drafter *d, size_t target)
{
	const rap_target *t = &d->m.targets[target];

	if (t->piece == RAP_DOCX_NONE) {
		if (t->taken)
			put_deletion(d, target, NULL, NULL);
		else if (!t->named)
			put_missing(d, target);
	} else if (t->merged) {
		put_deletion(d, target, NULL, "merged");
	} else if (t->moved) {
		put_moved(d, target);
	} else if (d->m.pieces[t->piece].wording.n == 0) {
		put_deletion(d, target, NULL, NULL);
	} else {
		put_replacement(d, target,
		                has_merged(d, target)  ? "merged"
		                : has_split(d, target) ? "split"
		                                       : NULL);
	}
}

/* ---- new paragraphs ------------------------------------------------------------------------------------- */

static size_t last_of_draft(const drafter *d)
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
static bool put_second_text(drafter *d, size_t k)
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
	put(d, &second);
	d->inserted[k] = true;
	return true;
}

/* Loose text among the paragraphs of the draft, or right behind the last. */
static void put_new(drafter *d, size_t k)
{
	const rap_piece *piece = &d->m.pieces[k];
	bool heading;
	size_t anchor = anchor_of(d, k, &heading);
	const char *unclear = NULL;
	rap_docx_remark remark;

	if (put_second_text(d, k))
		return;
	/* In a part of the draft, what does not stand inside it is rather a letter about it. */
	if (k > d->last && (d->excerpt || k - d->last > TAIL_MAX))
		return;
	/* Before the first it is the form's or a letter's; behind our own words at the end likewise. */
	if (anchor == RAP_DOCX_NONE || (k > d->last && heading) || piece->table ||
	    piece->mark != RAP_DOCX_NONE)
		return;
	d->inserted[k] = true;
	if (piece->sent)
		return;
	if (piece->heading) {
		say(d, "heading-changed", piece->text,
		    "A heading is new or was changed in the file; headings are not proposed upon "
		    "by "
		    "machine.");
		return;
	}
	remark = rap_docx_remark_of(piece->text);
	if (remark == RAP_REMARK_SURE) {
		rap_put comment = {
			.paragraph = anchor, .action = RAP_ACTION_COMMENT, .words = piece->text};

		put(d, &comment);
		return;
	}
	if (heading)
		unclear = "behind-heading";
	else if (d->excerpt)
		unclear = "part-of-draft";
	else if (remark == RAP_REMARK_MAYBE)
		unclear = "text-or-comment";
	else if (k > d->last && piece->wording.n_bag < TAIL_WORDS_MIN)
		unclear = "text-or-comment";
	put_insertion(d, anchor, rap_slice_of(piece->wording.text), unclear, NULL);
}

/* Our own headings that a tracked change took away. */
static void tell_taken(const drafter *d)
{
	for (size_t p = 0; p < d->docx->n_pars; p++) {
		const rap_docx_par *par = &d->docx->pars[p];

		if (par->heading && par->now.from == par->now.to &&
		    par->before.from < par->before.to)
			say(d, "heading-changed",
			    rap_slice_sub(rap_slice_of(d->docx->before), par->before.from,
			                  par->before.to),
			    "A heading was deleted in the file; headings are not proposed upon by "
			    "machine.");
	}
}

static void put_pieces(drafter *d)
{
	bool in_form = false;

	for (size_t k = 0; k < d->m.n_pieces; k++) {
		const rap_piece *piece = &d->m.pieces[k];

		/* A form stands here that is in no table. */
		in_form = piece->base == RAP_DOCX_NONE &&
		          (in_form || rap_docx_rest_item(d->context, piece->text) != RAP_DOCX_NONE);
		if (piece->role == RAP_PIECE_SPLIT && !d->m.targets[piece->base].moved)
			put_insertion(d, piece->base, rap_slice_of(piece->wording.text), NULL,
			              "split");
		else if (piece->role == RAP_PIECE_SPLIT)
			put_new(d, k);
		else if (piece->role == RAP_PIECE_LOOSE && !in_form)
			put_new(d, k);
	}
}

/* ---- comments ------------------------------------------------------------------------------------------- */

static void put_comment(drafter *d, size_t target, const rap_docx_comment *comment,
                        const char *flag)
{
	rap_put proposal = {.paragraph = target,
	                    .action = RAP_ACTION_COMMENT,
	                    .words = rap_slice_of(comment->words),
	                    .flag = flag};

	put(d, &proposal);
}

/* Whether the comment is about the piece, or about text that was taken out of it. */
static bool is_about(const drafter *d, const rap_docx_comment *comment, const rap_piece *piece)
{
	const rap_docx_par *first = &d->docx->pars[piece->first],
			   *last = &d->docx->pars[piece->last];

	if (comment->now.from < comment->now.to)
		return first->now.from < comment->now.to && last->now.to > comment->now.from;
	return comment->par >= piece->first && comment->par <= piece->last;
}

/* The whole file was marked, and a comment put on it: it is on no paragraph more than on another. */
static bool is_about_all(const drafter *d, const rap_docx_comment *comment)
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

static size_t put_on_pieces(drafter *d, const rap_docx_comment *comment)
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
			put_comment(d, piece->base, comment, NULL);
			n++;
		} else if (d->inserted[k] && !piece->heading) {
			anchor = anchor_of(d, k, &heading);
			put_comment(d, anchor, comment, "on-new-text");
			n++;
		}
	}
	return n;
}

static void put_comments(drafter *d)
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
			say(d, "comment-elsewhere", rap_slice_of(comment->words),
			    "A comment in the file is on no paragraph of the draft, or on all of "
			    "it; it was not recorded as one.");
	}
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

static void put_findings(const drafter *d)
{
	const rap_docx *docx = d->docx;
	rap_slice margin = rap_docx_margin_words(d->context, docx);

	if (docx->hidden)
		say(d, "hidden-text", rap_slice_of(docx->hidden),
		    "The file holds text that a reader does not see. It was not read.");
	if (docx->struck)
		say(d, "struck-text", rap_slice_of(docx->struck),
		    "Words in the file are struck out by hand. They were read as deleted.");
	if (docx->aside)
		say(d, "text-aside", rap_slice_of(docx->aside),
		    "The file holds footnotes or text boxes. They were not read.");
	else if (margin.len > 0)
		say(d, "text-aside", margin,
		    "Somebody wrote into the header or footer of the file. It was not read.");
	if (docx->pictures)
		say(d, "picture-in-file", (rap_slice){"", 0},
		    "The file holds a picture. What it shows was not read.");
	if (docx->foreign)
		say(d, "file-in-file", (rap_slice){"", 0},
		    "The file holds another file or document. It was not opened.");
	if (docx->cut || d->m.over)
		say(d, "text-cut", (rap_slice){"", 0},
		    "The file is too long, or a part of it is damaged; something in it was not "
		    "read.");
	if (d->excerpt)
		say(d, "part-of-draft", (rap_slice){"", 0},
		    "The file holds only a part of the draft; what is not in it does not count as "
		    "deleted.");
}

static bool has_bookmark(const rap_docx *docx, const char *name)
{
	for (size_t i = 0; i < docx->n_bookmarks; i++)
		if (strcmp(docx->bookmarks[i].name, name) == 0)
			return true;
	return false;
}

char *rap_docx_draft_read(const rap_context *context, const rap_docx *docx, const char *where,
                          rap_reading *reading)
{
	drafter d = {.context = context,
	             .docx = docx,
	             .where = where,
	             .reading = reading,
	             .steps = RAP_LIMIT_ALIGN_STEPS};
	char *rest;

	rap_docx_match_read(context, docx, &d.m);
	d.inserted = rap_calloc(d.m.n_pieces + 1, sizeof *d.inserted);
	d.last = last_of_draft(&d);
	d.excerpt = d.m.found > 0 && d.m.found * 2 < d.m.n_targets;
	d.others = docx->authors.n > 1 && !has_bookmark(docx, RAP_WORD_MARK_CLEAN);
	put_findings(&d);
	if (d.m.found > 0) {
		for (size_t t = 0; t < d.m.n_targets; t++)
			put_target(&d, t);
		put_pieces(&d);
		tell_taken(&d);
	}
	put_comments(&d);
	rest = rap_docx_rest_of(context, docx, &d.m, d.inserted);
	free(d.inserted);
	rap_docx_match_done(&d.m);
	return rest;
}
