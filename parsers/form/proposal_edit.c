// SPDX-License-Identifier: Apache-2.0
/*
 * A quoted paragraph that was edited in place, or commented underneath. The new text is the base text with the
 * typed words in it, so that what a client did to the quotation (wrapping, quotes, dashes) never becomes part of
 * a proposal.
 */
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/proposal.h"
#include "parsers/form/proposal_put.h"
#include "parsers/value/value.h"

#include <stdlib.h>

#define KEPT_SURE 50u /* percent of the paragraph that came back: below it an edit is asked about */
#define KEPT_MIN 25u /* below it the words are a text of their own */
#define CUT_MAX \
	30u /* percent taken off at one end without a word: quotations are often shortened so */

typedef struct edit {
	const rap_context *context;
	const rap_names *names;
	rap_vocabulary *vocabulary;
	const rap_page *page;
	const rap_copy *copy;
	const rap_sent_item *item;
	size_t paragraph;
	rap_tokens base; /* of the paragraph's text as the context has it */
	size_t n; /* tokens of it that were sent */
	size_t kept, inserted, head_lost, tail_lost, inner_lost, recased;
	size_t first, last; /* tokens of the reply that came back first and last */
} edit;

static uint32_t reply_of(const edit *e, size_t i)
{
	return e->copy->a.reply_of[e->item->label + i];
}

/*
 * Lines of their own, typed between or under the quoted lines: a comment. Quoted lines among quoted lines are
 * part of the paragraph (a composer may have wrapped it anew).
 */
static bool is_comment(const edit *e, const rap_run *run)
{
	const rap_tokens *t = &e->page->tokens;
	uint32_t depth = t->lines[t->at[e->last].line].depth;
	bool own_lines = rap_token_begins_line(t, run->from) && rap_token_ends_line(t, run->to - 1);
	bool behind = run->before + 1u >= e->item->label + e->n || run->from > e->last;

	if (!own_lines)
		return false;
	if (behind)
		return true;
	return t->lines[t->at[run->from].line].depth < depth || depth == 0;
}

static bool is_mine(const edit *e, const rap_run *run)
{
	return run->state == RAP_TOKEN_DRAFT && (size_t)run->owner == e->paragraph &&
	       run->copy == 0 && run->from < run->to;
}

/* The same letters in another case: an edit, though the tokens are equal. Not where a client wrote capitals. */
static bool recased(const edit *e, size_t i, size_t j)
{
	const rap_token *a = &e->base.at[i], *b = &e->page->tokens.at[j];
	rap_slice x = rap_slice_sub(e->base.text, a->from, a->to);
	rap_slice y = rap_slice_sub(e->page->text, b->from, b->to);
	bool lower = false;

	if (a->kind != RAP_TOKEN_WORD || x.len != y.len || !x.at || !y.at || rap_slice_eq(x, y))
		return false;
	for (size_t k = 0; k < y.len; k++) {
		if (((unsigned char)x.at[k] | (unsigned char)y.at[k]) >= 0x80)
			return false;
		lower |= y.at[k] >= 'a' && y.at[k] <= 'z';
	}
	return lower;
}

static void measure(edit *e)
{
	bool any = false;
	size_t lost = 0;

	for (size_t i = 0; i < e->n; i++) {
		uint32_t j = reply_of(e, i);

		if (j == RAP_ALIGN_NONE) {
			lost++;
			continue;
		}
		if (!any) {
			e->head_lost = lost;
			e->first = j;
		} else {
			e->inner_lost += lost;
		}
		e->recased += recased(e, i, j);
		lost = 0;
		any = true;
		e->kept++;
		e->last = j;
	}
	e->tail_lost = lost;
	for (size_t r = 0; r < e->page->n_runs; r++)
		if (is_mine(e, &e->page->runs[r]) && !is_comment(e, &e->page->runs[r]))
			e->inserted += e->page->runs[r].to - e->page->runs[r].from;
}

/* ---- the new text --------------------------------------------------------------------------------------- */

/* What stands between two tokens of a text, white space as one blank. */
static void put_gap(const rap_tokens *t, size_t from, size_t to, rap_buf *out)
{
	rap_buf raw = rap_buf_init(t->text.len + 16);
	bool blank = false;
	rap_slice s;

	rap_tokens_cut(t, from, to, &raw);
	s = rap_buf_as_slice(&raw);
	/* The cut trims, so that blanks are looked for in the text itself. */
	for (size_t at = from; at < to;)
		blank |= rap_utf8_is_space(rap_utf8_next(t->text, &at));
	if (s.len == 0) {
		if (blank)
			rap_buf_char(out, ' ');
	} else {
		if (blank)
			rap_buf_char(out, ' ');
		rap_buf_slice(out, s);
		if (blank)
			rap_buf_char(out, ' ');
	}
	rap_buf_done(&raw);
}

static const rap_run *run_at(const edit *e, size_t token)
{
	for (size_t r = 0; r < e->page->n_runs; r++)
		if (is_mine(e, &e->page->runs[r]) && e->page->runs[r].from == token)
			return &e->page->runs[r];
	return NULL;
}

/* Writes token j of the reply, with the base text where it came back unchanged. */
static void put_token(const edit *e, size_t j, rap_buf *out)
{
	uint32_t sent = e->copy->a.sent_of[j];
	const rap_token *token = &e->page->tokens.at[j];
	size_t i = sent == RAP_ALIGN_NONE ? e->base.n : sent - e->item->label;

	if (sent != RAP_ALIGN_NONE && sent >= e->item->label && i < e->n && !recased(e, i, j))
		rap_buf_slice(out,
		              rap_slice_sub(e->base.text, e->base.at[i].from, e->base.at[i].to));
	else
		rap_buf_slice(out, rap_slice_sub(e->page->text, token->from, token->to));
}

static bool follow_in_base(const edit *e, size_t j, size_t next, size_t *ret_i)
{
	uint32_t a = e->copy->a.sent_of[j], b = e->copy->a.sent_of[next];

	if (a == RAP_ALIGN_NONE || b != a + 1 || a < e->item->label || b >= e->item->label + e->n)
		return false;
	*ret_i = a - e->item->label;
	return true;
}

/* The paragraph as it stands in the reply, comments left out. */
static void new_text(const edit *e, size_t from, size_t to, rap_buf *out)
{
	bool any = false;
	size_t before = 0, i;

	for (size_t j = from; j < to;) {
		const rap_run *run = run_at(e, j);

		if (run && is_comment(e, run)) {
			j = run->to;
			continue;
		}
		if (any && before + 1 == j && follow_in_base(e, before, j, &i))
			rap_buf_slice(out, rap_slice_sub(e->base.text, e->base.at[i].to,
			                                 e->base.at[i + 1].from));
		else if (any && before + 1 == j)
			put_gap(&e->page->tokens, e->page->tokens.at[before].to,
			        e->page->tokens.at[j].from, out);
		else if (any)
			rap_buf_char(out, ' ');
		put_token(e, j, out);
		any = true;
		before = j++;
	}
	/* Signs at the very end of the base text ("-", brackets that are no tokens) stay. */
	if (any && e->tail_lost == 0 && e->copy->a.sent_of[before] == e->item->label + e->n - 1)
		rap_buf_slice(out, rap_slice_sub(e->base.text, e->base.at[e->n - 1].to,
		                                 e->base.text.len));
}

/* ---- judging -------------------------------------------------------------------------------------------- */

static bool is_shortened(const edit *e)
{
	size_t end = e->head_lost > e->tail_lost ? e->head_lost : e->tail_lost;

	return e->inserted == 0 && e->recased == 0 && end * 100 > e->n * CUT_MAX;
}

/* A dot-dot-dot where words were: the quotation was shortened by its author. */
static bool has_ellipsis(rap_slice text)
{
	return memmem(text.at, text.len, "...", 3) || memmem(text.at, text.len, "…", strlen("…")) ||
	       memmem(text.at, text.len, "[snip]", 6);
}

static void put_edit(const edit *e, rap_reading *reading)
{
	size_t from = e->first, to = e->last + 1;
	rap_buf text = rap_buf_init(RAP_LIMIT_VALUE), words = rap_buf_init(RAP_LIMIT_VALUE);
	rap_put put = {.context = e->context, .paragraph = e->paragraph, .where = e->page->where};
	bool at_end = false, in_between = false;

	/* Words typed before the first or behind the last token on their lines belong to the paragraph. */
	for (size_t r = 0; r < e->page->n_runs; r++) {
		const rap_run *run = &e->page->runs[r];

		if (!is_mine(e, run))
			continue;
		if (is_comment(e, run)) {
			/* Lines of their own where words of the paragraph are missing: its new words, or a remark. */
			in_between |= e->tail_lost > 0 || run->before + 1u < e->item->label + e->n;
			continue;
		}
		from = run->from < from ? run->from : from;
		if (run->to > to) {
			to = run->to;
			at_end = e->tail_lost == 0;
		}
	}
	new_text(e, from, to, &text);
	rap_tokens_cut(&e->page->tokens, e->page->tokens.at[from].from,
	               e->page->tokens.at[to - 1].to, &words);
	put.action = RAP_ACTION_REPLACE;
	put.text = rap_buf_as_slice(&text);
	put.words = rap_buf_as_slice(&words);
	if (e->page->foreign[e->page->tokens.at[from].line])
		put.unclear = RAP_FLAG_FOREIGN;
	else if (e->kept * 100 < e->n * KEPT_SURE || is_shortened(e))
		put.unclear = "much-changed";
	else if (at_end || in_between)
		/* A sentence behind the last one, on its line: more text, or a remark. */
		put.unclear = "text-or-comment";
	if (!(is_shortened(e) && has_ellipsis(put.text)) && !text.over)
		rap_proposal_put(&put, reading);
	rap_buf_done(&text);
	rap_buf_done(&words);
}

static void put_words(const edit *e, rap_slice words, bool foreign, rap_reading *reading)
{
	const rap_against against = {e->context, e->names, e->vocabulary, e->page->sent};

	rap_proposal_words(&against, e->paragraph, words, e->page->where, foreign, reading);
}

static void put_comments(const edit *e, rap_reading *reading)
{
	rap_buf words = rap_buf_init(e->page->text.len + 1024);
	bool foreign = false;

	for (size_t r = 0; r < e->page->n_runs; r++) {
		const rap_run *run = &e->page->runs[r];
		size_t from, to;

		if (!is_mine(e, run) || !is_comment(e, run))
			continue;
		if (words.len > 0)
			rap_buf_char(&words, '\n');
		rap_page_cut(e->page, run->from, run->to, &words, &from, &to);
		foreign |= e->page->foreign[e->page->tokens.at[run->from].line];
	}
	if (words.len > 0)
		put_words(e, rap_buf_as_slice(&words), foreign, reading);
	rap_buf_done(&words);
}

/* Only the mark came back: the words behind it are way (c), or nothing at all stands there. */
static void mark_alone(const edit *e, rap_reading *reading)
{
	rap_buf words = rap_buf_init(e->page->text.len + 1024);
	const rap_against against = {e->context, e->names, e->vocabulary, e->page->sent};
	bool came_back = false, foreign = false;
	size_t from = e->page->tokens.n, to = 0, at, end;
	rap_put put = {
		.context = e->context,
		.paragraph = e->paragraph,
		.where = e->page->where,
		.action = RAP_ACTION_DELETE,
		.words = rap_slice_of("[mark without text]"),
		.unclear = "only-the-mark",
	};

	for (size_t i = e->item->from; i < e->item->label; i++)
		came_back |= e->copy->a.reply_of[i] != RAP_ALIGN_NONE &&
		             e->page->sent->weight[i] >= RAP_SENT_HEAVY;
	/* Words that came back by chance stand among the typed ones, and are part of them. */
	for (size_t r = 0; r < e->page->n_runs; r++) {
		const rap_run *run = &e->page->runs[r];

		if (!is_mine(e, run))
			continue;
		from = run->from < from ? run->from : from;
		to = run->to > to ? run->to : to;
		foreign |= e->page->foreign[e->page->tokens.at[run->from].line];
	}
	if (e->kept > 0 && from < to) {
		from = e->first < from ? e->first : from;
		to = e->last + 1 > to ? e->last + 1 : to;
	}
	if (from < to)
		rap_page_cut(e->page, from, to, &words, &at, &end);
	if (words.len > 0 && !rap_token_begins_line(&e->page->tokens, from))
		rap_proposal_beside(&against, e->paragraph, rap_buf_as_slice(&words),
		                    e->page->where, foreign, reading);
	else if (words.len > 0)
		put_words(e, rap_buf_as_slice(&words), foreign, reading);
	else if (came_back)
		rap_proposal_put(&put, reading);
	rap_buf_done(&words);
}

/* "[P12] replace: <the paragraph typed again>": the verb stands between mark and text that came back. */
static bool verb_first(const edit *e, rap_reading *reading)
{
	for (size_t r = 0; r < e->page->n_runs; r++) {
		const rap_run *run = &e->page->runs[r];
		rap_buf head = rap_buf_init(e->page->text.len + 16),
			folded = rap_buf_init(e->page->text.len + 64);
		size_t n, to = e->last + 1;
		bool is_verb;

		if (!is_mine(e, run) || run->before >= e->item->label)
			continue;
		rap_tokens_cut(&e->page->tokens, e->page->tokens.at[run->from].from,
		               e->page->tokens.at[run->to - 1].to, &head);
		rap_text_fold(rap_buf_as_slice(&head), &folded);
		is_verb = rap_value_prefix(e->context, "proposal", rap_buf_as_slice(&folded), &n) &&
		          memchr(folded.at, ':', folded.len);
		if (is_verb) {
			for (size_t k = 0; k < e->page->n_runs; k++)
				if (is_mine(e, &e->page->runs[k]) && e->page->runs[k].to > to)
					to = e->page->runs[k].to;
			rap_buf_cut(&head, 0);
			rap_tokens_cut(&e->page->tokens, e->page->tokens.at[run->from].from,
			               e->page->tokens.at[to - 1].to, &head);
			put_words(e, rap_buf_as_slice(&head),
			          e->page->foreign[e->page->tokens.at[run->from].line], reading);
		}
		rap_buf_done(&head);
		rap_buf_done(&folded);
		return is_verb;
	}
	return false;
}

static void read_paragraph(edit *e, rap_reading *reading)
{
	measure(e);
	if (e->kept == 0) {
		mark_alone(e, reading);
		return;
	}
	if (verb_first(e, reading))
		return;
	if (e->kept * 100 < e->n * KEPT_MIN) {
		mark_alone(e, reading);
		return;
	}
	/* Lost words without typed ones at an end: a shortened quotation, not an edit, when a comment stands there. */
	if (e->inserted > 0 || e->inner_lost > 0 || e->head_lost > 0 || e->tail_lost > 0 ||
	    e->recased > 0)
		put_edit(e, reading);
	put_comments(e, reading);
}

void rap_proposal_edits(const rap_context *context, const rap_names *names,
                        rap_vocabulary *vocabulary, const rap_page *page, rap_reading *reading)
{
	for (size_t p = 0; p < context->n_paragraphs; p++) {
		edit e = {
			.context = context,
			.names = names,
			.vocabulary = vocabulary,
			.page = page,
			.copy = &page->copies[0],
			.item = &page->sent->paragraphs[p],
			.paragraph = p,
		};

		if (!e.item->found || page->copies[0].a.over)
			continue;
		rap_tokens_read(rap_slice_of(context->paragraphs[p].text), vocabulary, &e.base);
		e.n = e.item->to - e.item->label;
		if (e.n > e.base.n)
			e.n = e.base.n;
		if (e.n > 0)
			read_paragraph(&e, reading);
		rap_tokens_done(&e.base);
	}
}
