// SPDX-License-Identifier: Apache-2.0
/* A body of a reply laid over the form: states of tokens, typed runs and their owners. */
#include "parsers/form/page.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/back.h"

#include <assert.h>
#include <stdlib.h>

#define COPY_PERCENT 50u /* of the form: less is not another copy of it */
#define COPY_TOKENS_MIN 8u
#define LETTER_BEGINS 8u /* tokens: "Dear Ms Oyun," */
#define COVERAGE_WHOLE 1000u /* coverage is in thousandths */
#define ADDRESS_SIZE 256 /* longest mail address, RFC 5321 */

/* ---- laying over ---------------------------------------------------------------------------------------- */

static unsigned coverage_of(const rap_context *context, const rap_sent *sent,
                            const rap_alignment *a)
{
	size_t back = 0;

	if (sent->zone == 0)
		return 0;
	for (size_t f = 0; f < context->n_fields; f++)
		for (size_t i = sent->fields[f].from;
		     sent->fields[f].found && i < sent->fields[f].to; i++)
			back += a->reply_of[i] != RAP_ALIGN_NONE;
	return (unsigned)(back * COVERAGE_WHOLE / sent->zone);
}

static void lay_over(const rap_context *context, const rap_sent *sent, const rap_tokens *tokens,
                     rap_align_range range, size_t *steps, rap_copy *ret)
{
	*ret = (rap_copy){.from = range.reply_from, .to = range.reply_to};
	rap_alignment_init(&ret->a, sent->tokens.n, tokens->n);
	rap_align(&sent->tokens, tokens, sent->weight, range, steps, &ret->a);
	rap_align_slide(&sent->tokens, tokens, &ret->a);
	rap_align_draw(&sent->tokens, tokens, &ret->a);
	rap_align_demote(&sent->tokens, tokens, sent->weight, RAP_SENT_HEAVY, &ret->a);
	rap_back_sift(context, sent, tokens, ret);
}

static void copy_done(rap_copy *copy)
{
	rap_alignment_done(&copy->a);
	free(copy->present);
	*copy = (rap_copy){0};
}

/* The better of the forms for this body (text and HTML of our mail may differ in layout). */
static void first_copy(const rap_context *context, const rap_sent *const *sent, size_t n_sent,
                       size_t *steps, rap_page *page)
{
	for (size_t i = 0; i < n_sent; i++) {
		rap_align_range range = {0, sent[i]->tokens.n, 0, page->tokens.n};
		rap_copy copy;
		unsigned coverage;

		/* No other can be better than a form that came back whole. */
		if (i > 0 && page->coverage == COVERAGE_WHOLE && rap_align_pay(range, steps))
			continue;
		lay_over(context, sent[i], &page->tokens, range, steps, &copy);
		coverage = coverage_of(context, sent[i], &copy.a);
		if (i > 0 && coverage <= page->coverage) {
			copy_done(&copy);
			continue;
		}
		if (page->n_copies > 0)
			copy_done(&page->copies[0]);
		page->copies[0] = copy;
		page->n_copies = 1;
		page->coverage = coverage;
		page->sent = sent[i];
	}
}

/* ---- states and runs ------------------------------------------------------------------------------------ */

static void add_run(rap_page *page, rap_run run)
{
	page->runs = rap_reallocarray(page->runs, page->n_runs + 1, sizeof *page->runs);
	page->runs[page->n_runs++] = run;
	for (size_t i = run.from; i < run.to; i++)
		page->state[i] = (uint8_t)run.state;
}

/* Whose the typed tokens behind token `before` are. */
static bool owner_of(const rap_page *page, const rap_copy *copy, uint32_t before, rap_run *run)
{
	const rap_sent *sent = page->sent;

	if (before == RAP_ALIGN_NONE || sent->owner[before] == RAP_SENT_NOBODY)
		return false;
	run->owner = sent->owner[before];
	if (sent->part[before] == RAP_SENT_MARK || sent->part[before] == RAP_SENT_PARAGRAPH) {
		run->state = RAP_TOKEN_DRAFT;
		return true;
	}
	run->state = RAP_TOKEN_FIELD;
	return copy->present[run->owner];
}

/* "/(1 = low, 5 = high)/": a client writes italics of ours so. The slash touches what came back. */
static void drop_italics(rap_page *page, rap_run *run)
{
	const rap_tokens *t = &page->tokens;

	if (run->from > 0 && run->from < run->to &&
	    t->at[run->from - 1].to == t->at[run->from].from &&
	    rap_token_is_sign(t, run->from, '/'))
		page->state[run->from++] = RAP_TOKEN_OURS;
	if (run->to < t->n && run->from < run->to && t->at[run->to - 1].to == t->at[run->to].from &&
	    rap_token_is_sign(t, run->to - 1, '/'))
		page->state[--run->to] = RAP_TOKEN_OURS;
}

static void find_runs(rap_page *page, size_t number)
{
	const rap_copy *copy = &page->copies[number];
	uint32_t before = RAP_ALIGN_NONE;

	for (size_t i = copy->from; i < copy->to; i++) {
		if (copy->a.sent_of[i] == RAP_ALIGN_NONE)
			continue;
		page->state[i] = RAP_TOKEN_OURS;
	}
	for (size_t i = copy->from; i < copy->to;) {
		rap_run run = {.from = i, .copy = number, .before = before};

		if (page->state[i] == RAP_TOKEN_OURS) {
			before = copy->a.sent_of[i++];
			continue;
		}
		while (i < copy->to && page->state[i] != RAP_TOKEN_OURS)
			i++;
		run.to = i;
		run.after = i < copy->to ? copy->a.sent_of[i] : RAP_ALIGN_NONE;
		if (!owner_of(page, copy, before, &run))
			continue;
		/* Edits are read from the first copy alone; what was typed into another stays a letter. */
		if (number > 0 && run.state == RAP_TOKEN_DRAFT)
			continue;
		drop_italics(page, &run);
		if (run.from < run.to)
			add_run(page, run);
	}
}

/* The longest stretch of loose tokens, nothing of ours between. */
static bool loose_stretch(const rap_page *page, size_t *ret_from, size_t *ret_to)
{
	size_t best = 0;

	for (size_t i = 0; i < page->tokens.n;) {
		size_t from = i;

		while (i < page->tokens.n && page->state[i] == RAP_TOKEN_LOOSE)
			i++;
		if (i - from > best) {
			best = i - from;
			*ret_from = from;
			*ret_to = i;
		}
		if (i == from)
			i++;
	}
	return best >= COPY_TOKENS_MIN && best * 2 >= page->sent->zone;
}

static void further_copies(const rap_context *context, size_t *steps, rap_page *page)
{
	const rap_sent *sent = page->sent;
	/* Whole, the draft too: what is ours behind the form must not become the last answer. */
	rap_align_range range = {0, sent->tokens.n, 0, 0};

	while (sent->zone > 0 && page->n_copies < RAP_PAGE_COPIES) {
		rap_copy copy;

		if (!loose_stretch(page, &range.reply_from, &range.reply_to))
			return;
		lay_over(context, sent, &page->tokens, range, steps, &copy);
		if (coverage_of(context, sent, &copy.a) < COPY_PERCENT * 10) {
			copy_done(&copy);
			return;
		}
		page->copies[page->n_copies] = copy;
		find_runs(page, page->n_copies++);
	}
	page->over |= page->n_copies == RAP_PAGE_COPIES &&
	              loose_stretch(page, &range.reply_from, &range.reply_to);
}

/* ---- strangers ------------------------------------------------------------------------------------------ */

/* Whether lines that are quoted deeper follow soon. */
static bool deeper_follows(const rap_page *page, size_t line)
{
	for (size_t i = line + 1; i < page->tokens.n_lines && i < line + 8; i++)
		if (page->tokens.lines[i].depth > page->tokens.lines[line].depth &&
		    page->kinds[i] != RAP_LINE_BLANK)
			return true;
	return false;
}

/* Whether the line names the author of what follows, and it is a stranger. */
static bool names_stranger(const rap_page *page, size_t line, const rap_known *known)
{
	rap_slice text = rap_slice_sub(page->text, page->tokens.lines[line].body,
	                               page->tokens.lines[line].to);
	char address[ADDRESS_SIZE];

	if (page->kinds[line] == RAP_LINE_HEADER) {
		/* Of a header block the first line names the author; To and Cc do not. */
		if (line > 0 && page->kinds[line - 1] == RAP_LINE_HEADER)
			return false;
	} else if (page->kinds[line] != RAP_LINE_ATTRIBUTION) {
		return false;
	}
	rap_quote_address(text, address, sizeof address);
	return address[0] && !rap_strv_has(known->addresses, address);
}

static void mark_foreign(rap_page *page, const rap_known *known)
{
	bool active = false;
	uint32_t depth = 0;

	page->foreign = rap_calloc(page->tokens.n_lines + 1, sizeof *page->foreign);
	for (size_t i = 0; i < page->tokens.n_lines && known->ours; i++) {
		if (active &&
		    (page->tokens.lines[i].depth >= depth || page->kinds[i] == RAP_LINE_BLANK ||
		     page->kinds[i] == RAP_LINE_HEADER)) {
			page->foreign[i] = true;
			continue;
		}
		active = false;
		if (!names_stranger(page, i, known))
			continue;
		active = true;
		depth = page->tokens.lines[i].depth + (deeper_follows(page, i) ? 1 : 0);
	}
}

/* What stands directly above token i of the reply, where that begins a line. */
static void frame_above(rap_page *page, size_t i)
{
	const rap_tokens *t = &page->tokens;

	if (i < t->n && t->at[i].line > 0 && rap_token_begins_line(t, i))
		rap_quote_frame(t, page->kinds, t->at[i].line - 1);
}

/* Above the first words of ours to come back, and above those with which our letter begins. */
static void find_frame(rap_page *page)
{
	const rap_alignment *a = &page->copies[0].a;
	size_t first = 0, begin = 0;

	while (first < page->tokens.n && a->sent_of[first] == RAP_ALIGN_NONE)
		first++;
	frame_above(page, first);
	while (begin < a->n_sent && begin < LETTER_BEGINS && a->reply_of[begin] == RAP_ALIGN_NONE)
		begin++;
	if (begin < a->n_sent && begin < LETTER_BEGINS)
		frame_above(page, a->reply_of[begin]);
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

void rap_page_read(const rap_context *context, const rap_sent *const *sent, size_t n_sent,
                   rap_slice text, rap_vocabulary *vocabulary, const rap_known *known,
                   size_t *steps, rap_page *ret)
{
	assert(n_sent > 0);
	*ret = (rap_page){.text = text,
	                  .sender_name = known->sender_name,
	                  .sender = known->sender,
	                  .n_sender = known->n_sender};
	rap_tokens_read_reply(ret->text, vocabulary, &ret->tokens);
	ret->kinds = rap_quote_kinds(&ret->tokens);
	ret->state = rap_calloc(ret->tokens.n + 1, sizeof *ret->state);
	first_copy(context, sent, n_sent, steps, ret);
	find_frame(ret);
	find_runs(ret, 0);
	further_copies(context, steps, ret);
	mark_foreign(ret, known);
	ret->over |= ret->tokens.cut;
	for (size_t i = 0; i < ret->n_copies; i++)
		ret->over |= ret->copies[i].a.over;
}

void rap_page_done(rap_page *page)
{
	for (size_t i = 0; i < page->n_copies; i++)
		copy_done(&page->copies[i]);
	rap_tokens_done(&page->tokens);
	free(page->state);
	free(page->runs);
	free(page->kinds);
	free(page->foreign);
	*page = (rap_page){0};
}

bool rap_page_not_own(const rap_page *page, size_t line)
{
	return page->foreign[line] || (page->guessed && page->tokens.lines[line].depth > 0);
}

size_t rap_page_loose(const rap_page *page, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];

	for (size_t i = l->first; i < l->first + l->n; i++)
		if (page->state[i] == RAP_TOKEN_LOOSE)
			return i;
	return page->tokens.n;
}

/* Whether signs that are no tokens, such as the "--" of an option, stand before token i of the text. */
static bool has_signs_before(rap_slice text, const rap_tokens *t, size_t i)
{
	return rap_utf8_trim(rap_slice_sub(text, t->at[i - 1].to, t->at[i].from)).len > 0;
}

bool rap_page_was_sent(const rap_page *page, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];
	const rap_tokens *sent = &page->sent->tokens, *t = &page->tokens;
	rap_slice text = rap_slice_of(page->sent->text);

	for (size_t at = 0; at + l->n <= sent->n; at++) {
		size_t n = 0;

		/* Where what was sent goes on in another line, signs may belong to its layout ("| " before a subject). */
		while (n < l->n && sent->at[at + n].word == t->at[l->first + n].word &&
		       (n == 0 || sent->at[at + n - 1].line != sent->at[at + n].line ||
		        has_signs_before(text, sent, at + n) ==
		                has_signs_before(page->text, t, l->first + n)))
			n++;
		if (n == l->n)
			return true;
	}
	return false;
}

/* The beginning of what touches token i on its left: signs without a blank between, not past other tokens. */
static size_t widened_left(const rap_page *page, size_t i)
{
	const rap_token *token = &page->tokens.at[i];
	const rap_token_line *line = &page->tokens.lines[token->line];
	size_t floor = i > line->first ? page->tokens.at[i - 1].to : line->body, at = token->from;
	size_t from = floor;

	/* Signs may be set off by one blank ("- DLDD"), so that all up to the floor is taken; ends are trimmed. */
	while (from < at) {
		size_t next = from;
		uint32_t c = rap_utf8_next(page->text, &next);

		if (!rap_utf8_is_space(c))
			return from;
		from = next;
	}
	return at;
}

/* "Answer: -": behind a colon a lone dash is what was meant to be said. */
static size_t behind_colon(rap_slice line, size_t at)
{
	rap_slice rest = rap_utf8_trim(rap_slice_sub(line, at, line.len));
	size_t end = 0;
	bool colon = at > 0 &&
	             (line.at[at - 1] == ':' || (at > 2 && memcmp(line.at + at - 3, "：", 3) == 0));

	return colon && rest.len > 0 && rap_char_is_dash(rap_utf8_next(rest, &end)) &&
	                       end == rest.len
	               ? line.len
	               : at;
}

static size_t widened_right(const rap_page *page, size_t i)
{
	const rap_token *token = &page->tokens.at[i];
	size_t to = page->tokens.lines[token->line].to, at = token->to;

	if (!rap_token_ends_line(&page->tokens, i))
		to = page->tokens.at[i + 1].from;
	while (at < to) {
		size_t next = at;

		if (rap_utf8_is_space(rap_utf8_next(page->text, &next)))
			break;
		at = next;
	}
	return behind_colon(rap_slice_sub(page->text, 0, to), at);
}

static uint32_t peek_at(rap_slice s, size_t at)
{
	return rap_utf8_next(s, &at);
}

/* What a client puts around: underscores of a blank to fill in, table rules, asterisks of bold on both sides. */
static rap_slice without_frame(rap_slice s)
{
	for (;;) {
		size_t at = 0;
		uint32_t first, c;

		s = rap_utf8_trim(s);
		if (s.len == 0)
			return s;
		first = rap_utf8_next(s, &at);
		if (first == ':' || first == '_' || first == '|' || first == 0xFF1A ||
		    first == 0xFF3F || (first >= 0x2500 && first <= 0x257F) ||
		    (first == '*' && s.len > 1 && s.at[s.len - 1] == '*' && s.at[1] != ' ')) {
			s = rap_slice_sub(s, at, s.len);
			continue;
		}
		/* The last character, found by walking back over its continuation bytes. */
		at = s.len - 1;
		while (at > 0 && ((unsigned char)s.at[at] & 0xC0) == 0x80)
			at--;
		c = peek_at(s, at);
		if (c == '_' || c == '|' || c == 0xFF3F || (c >= 0x2500 && c <= 0x257F) ||
		    (c == '*' && !memchr(s.at, '*', at))) {
			s = rap_slice_sub(s, 0, at);
			continue;
		}
		return s;
	}
}

void rap_page_cut(const rap_page *page, size_t from, size_t to, rap_buf *out, size_t *ret_from,
                  size_t *ret_to)
{
	rap_buf raw = rap_buf_init(page->text.len + 1);

	*ret_from = widened_left(page, from);
	*ret_to = widened_right(page, to - 1);
	rap_tokens_cut(&page->tokens, *ret_from, *ret_to, &raw);
	rap_buf_slice(out, without_frame(rap_buf_as_slice(&raw)));
	rap_buf_done(&raw);
}
