// SPDX-License-Identifier: Apache-2.0
/* The words that belong to an item that a line start names: short answers and copied forms. */
#include "parsers/form/shortform.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/form/correct.h"
#include "parsers/form/cue.h"
#include "parsers/form/intent.h"
#include "parsers/form/signoff.h"
#include "parsers/value/value.h"

#include <stdio.h>
#include <stdlib.h>

#define TITLE_BYTES 100u
#define DASH_BYTES 6u
#define BEHIND_LINES 300u /* that may stand behind a closing, blank ones included */
#define CONTINUED_COLUMNS 50u /* a line this long may go on in the next one */

/* ---- the words of an item ------------------------------------------------------------------------------- */

typedef struct chunk {
	rap_short_start start;
	size_t line; /* where it begins */
	size_t from; /* first token of its words */
	size_t to_line; /* first line that is not its own */
	size_t stop; /* token of the next item on the same line; 0: none */
	uint32_t depth; /* of quotation of its last line */
	bool foreign;
	bool doubtful; /* a bare number before small letters: a wrapped sentence may look so */
} chunk;

typedef struct scan {
	const rap_context *context;
	const rap_names *names;
	rap_page *page;
	size_t page_number;
	rap_found *found;
	chunk open;
	bool is_open;
} scan;

static size_t end_of(const rap_page *page, const chunk *c)
{
	size_t end = c->from;

	for (size_t l = c->line; l < c->to_line; l++) {
		const rap_token_line *line = &page->tokens.lines[l];

		if (line->n > 0 && line->first + line->n > end)
			end = line->first + line->n;
	}
	return c->stop > 0 && c->stop < end ? c->stop : end;
}

/* Tokens [from, to) are the hint of the field as it was sent. */
static bool is_sent_hint(const rap_page *page, size_t from, size_t to, size_t field)
{
	const rap_sent_item *item = &page->sent->fields[field];

	if (!item->found || item->cue - item->hint != to - from)
		return false;
	for (size_t i = 0; i < to - from; i++)
		if (page->sent->tokens.at[item->hint + i].word != page->tokens.at[from + i].word)
			return false;
	return true;
}

/* Behind label and hint, where a copied form still has them. */
static size_t skip_label(const scan *s, size_t from, size_t end, size_t field)
{
	const rap_tokens *t = &s->page->tokens;
	const rap_tokens *label = &s->names->labels[field], *hint = &s->names->hints[field];
	size_t at = from;

	if (!s->open.start.label) {
		if (!rap_names_at(t, at, label))
			return from;
		at += label->n;
	}
	if (rap_names_char(s->names, t, at, '(')) {
		size_t depth = 0, close = at;

		while (close < end) {
			depth += rap_names_char(s->names, t, close, '(');
			if (rap_names_char(s->names, t, close, ')') && --depth == 0)
				break;
			close++;
		}
		/* The hint as a whole, or the list of options: never words that somebody put into parentheses. */
		if (close < end && (rap_names_at(t, at + 1, hint) || close - at > 6 ||
		                    is_sent_hint(s->page, at, close + 1, field)))
			at = close + 1;
	}
	while (at < end &&
	       (rap_names_char(s->names, t, at, ':') || rap_names_char(s->names, t, at, '?')))
		at++;
	return at;
}

/* A line "Answer:" inside the chunk: what stands before it is a label in another language. */
static size_t skip_cue(const scan *s, size_t from, size_t end)
{
	const rap_tokens *t = &s->page->tokens;

	for (size_t l = s->open.line; l < s->open.to_line; l++) {
		const rap_token_line *line = &t->lines[l];
		size_t colon = line->first;

		if (line->n == 0 || line->first < from)
			continue;
		while (colon < line->first + line->n && colon < line->first + 5 &&
		       !rap_names_char(s->names, t, colon, ':'))
			colon++;
		if (colon < end && rap_names_char(s->names, t, colon, ':') && colon > line->first &&
		    rap_cue_is_word(
			    rap_slice_sub(t->text, t->at[line->first].from, t->at[colon].from)))
			return colon + 1;
	}
	return from;
}

/* The raw words of tokens [from, to); on the line of the id nothing before the first token is taken. */
static char *cut(const rap_page *page, size_t line, size_t from, size_t to, size_t *ret_from,
                 size_t *ret_to)
{
	rap_buf raw = rap_buf_init(page->text.len + 1);

	rap_page_cut(page, from, to, &raw, ret_from, ret_to);
	if (page->tokens.at[from].line == line) {
		rap_buf_cut(&raw, 0);
		*ret_from = page->tokens.at[from].from;
		rap_tokens_cut(&page->tokens, *ret_from, *ret_to, &raw);
	}
	return rap_buf_take(&raw);
}

/* What may be a lone dash: nothing but dashes, of which the first may be a delimiter ("2.3 - -"). */
static rap_slice dash_of(rap_slice tail)
{
	size_t last = 0;

	tail = rap_utf8_trim(tail);
	/* "**2.6:** -" */
	while (tail.len > 0 && (tail.at[0] == '*' || tail.at[0] == '_' || tail.at[0] == '|'))
		tail = rap_utf8_trim(rap_slice_sub(tail, 1, tail.len));
	while (tail.len > 0 && (tail.at[tail.len - 1] == '*' || tail.at[tail.len - 1] == '|'))
		tail = rap_utf8_trim(rap_slice_sub(tail, 0, tail.len - 1));
	if (tail.len > DASH_BYTES)
		return (rap_slice){0};
	for (size_t at = 0; at < tail.len;) {
		uint32_t sign = rap_utf8_next(tail, &at);

		if (!rap_char_is_dash(sign) && sign != ' ')
			return (rap_slice){0};
		if (sign == ' ')
			last = at;
	}
	return rap_slice_sub(tail, last, tail.len);
}

/*
 * "2.6: -" has no token behind the id; a lone dash before token `from`, on the line or alone on one of the next, is an
 * answer. Two dashes on a line of their own begin a signature.
 */
static char *lone_dash(const rap_page *page, size_t from, size_t *ret_from, size_t *ret_to)
{
	const rap_tokens *t = &page->tokens;
	rap_slice dash, line;
	size_t l;

	if (from == 0)
		return rap_strdup("");
	l = t->at[from - 1].line;
	*ret_from = t->at[from - 1].to;
	*ret_to = t->lines[l].to;
	line = rap_slice_sub(page->text, *ret_from, *ret_to);
	dash = dash_of(line);
	for (l++; rap_utf8_trim(line).len == 0 && l < t->n_lines && t->lines[l].n == 0; l++) {
		*ret_to = t->lines[l].to;
		line = rap_slice_sub(page->text, t->lines[l].body, t->lines[l].to);
		dash = dash_of(line);
		if (rap_utf8_count(dash) > 1)
			dash.len = 0;
	}
	return dash.len > 0 ? rap_strndup(dash.at, dash.len) : rap_strdup("");
}

/*
 * Under a closed type the first paragraph is the answer when it is one, and what follows a blank line is the
 * letter going on; a translated label ends with a colon at the end of its line.
 */
static void narrow(const scan *s, size_t field, size_t *from, size_t *to)
{
	const rap_page *page = s->page;
	const rap_tokens *t = &page->tokens;
	const rap_field *f = &s->context->fields[field];
	size_t end = *from, a, b, line = t->at[*from].line;
	char *raw;

	if (rap_value_is_open(f->type))
		return;
	while (end < *to && t->at[end].line - t->at[end > *from ? end - 1 : end].line <= 1)
		end++;
	raw = cut(page, s->open.line, *from, end, &a, &b);
	if (end < *to && rap_value_fits(s->context, f, rap_slice_of(raw)))
		*to = end;
	free(raw);
	if (rap_token_ends_line(t, *to - 1) && t->at[*to - 1].line == line)
		return;
	for (end = *from; end < *to && t->at[end].line == line;)
		end++;
	if (end == *to || !rap_names_char(s->names, t, end - 1, ':'))
		return;
	raw = cut(page, s->open.line, end, *to, &a, &b);
	if (rap_value_fits(s->context, f, rap_slice_of(raw)))
		*from = end;
	free(raw);
}

static bool may_be_names(const scan *s)
{
	rap_field_type type = s->context->fields[s->open.start.fields[0]].type;

	return type == RAP_FIELD_PEOPLE || type == RAP_FIELD_LIST;
}

/* at_end: no other item follows directly. */
static void close_chunk(scan *s, bool at_end)
{
	chunk *c = &s->open;
	const rap_page *page = s->page;
	size_t from, end, a = 0, b = 0;

	if (!s->is_open)
		return;
	s->is_open = false;
	if (at_end)
		c->to_line = rap_signoff_line(page, c->line, c->to_line, may_be_names(s));
	end = end_of(page, c);
	from = c->start.n == 1 ? skip_label(s, c->from, end, c->start.fields[0]) : c->from;
	from = skip_cue(s, from, end);
	for (size_t i = page->tokens.lines[c->line].first; i < end; i++)
		s->page->state[i] = RAP_TOKEN_FIELD;
	for (size_t k = 0; k < c->start.n; k++) {
		size_t first = from, last = end;
		bool doubtful = c->doubtful &&
		                rap_value_is_open(s->context->fields[c->start.fields[k]].type);
		char *raw;

		if (first < last)
			narrow(s, c->start.fields[k], &first, &last);
		raw = first < last ? cut(page, c->line, first, last, &a, &b)
		                   : lone_dash(page, from, &a, &b);
		/* What stood behind the answer is the letter again. */
		for (size_t i = last; i < end; i++)
			s->page->state[i] = RAP_TOKEN_LOOSE;
		(void)rap_found_add(s->found, (rap_words){
						      .field = c->start.fields[k],
						      .page = s->page_number,
						      .how = RAP_WORDS_SHORT,
						      .raw = raw,
						      .from = a,
						      .to = b,
						      .foreign = c->foreign,
						      .unclear = doubtful,
						      .flag = doubtful ? "bare-number" : NULL,
						      .fan_out = c->start.n > 1,
					      });
	}
}

/* The line behind the loose lines that go on from this one: a quotation begins there, or the text ends. 0: too far
 * away for what stands behind a closing; looking on from each line would be quadratic. */
static size_t end_of_letter(const rap_page *page, size_t line)
{
	size_t l = line + 1;

	while (l < page->tokens.n_lines && l - line <= BEHIND_LINES &&
	       !rap_quote_begins(page->kinds[l]) &&
	       (page->tokens.lines[l].n == 0 || rap_page_loose(page, l) < page->tokens.n))
		l++;
	return l - line > BEHIND_LINES ? 0 : l;
}

/* A closing, signature or notice: what follows is no answer. */
static bool closes_letter(const rap_page *page, size_t line)
{
	rap_line_kind kind = page->kinds[line];
	size_t end, lines;

	if (kind == RAP_LINE_NOTICE ||
	    (kind == RAP_LINE_SIGNATURE && page->tokens.lines[line].n > 0))
		return true;
	if (kind != RAP_LINE_CLOSING && kind != RAP_LINE_SIGNATURE && kind != RAP_LINE_RULE)
		return false;
	end = end_of_letter(page, line);
	return end > 0 && rap_quote_signs(&page->tokens, page->kinds, line, end, &lines) &&
	       (kind != RAP_LINE_RULE || rap_quote_contacts(&page->tokens, line, end));
}

/* Whether the token begins with a letter that has a capital and is none. */
static bool small_letter(const rap_tokens *t, size_t i)
{
	rap_slice word =
		i < t->n ? rap_slice_sub(t->text, t->at[i].from, t->at[i].to) : (rap_slice){0};
	size_t at = 0;
	uint32_t c = word.len ? rap_utf8_next(word, &at) : 0;

	return (c >= 'a' && c <= 'z') || (c >= 0x0430 && c <= 0x045F);
}

static bool is_prose(rap_field_type type)
{
	return type == RAP_FIELD_TEXT || type == RAP_FIELD_PROPOSALS;
}

/* A bare number at a line start may be the middle of a sentence that was wrapped there. */
static bool may_begin(const scan *s, size_t line, const rap_short_start *start)
{
	const rap_token_line *before;
	rap_slice text;

	if (line == 0)
		return true;
	before = &s->page->tokens.lines[line - 1];
	if (before->n == 0 || rap_page_loose(s->page, line - 1) == s->page->tokens.n)
		return true;
	text = rap_utf8_trim(rap_slice_sub(s->page->text, before->body, before->to));
	if (rap_utf8_width(text) < CONTINUED_COLUMNS)
		return true;
	/* Lists and names are not wrapped like sentences. */
	if (s->is_open && !is_prose(s->context->fields[s->open.start.fields[0]].type))
		return true;
	/* The item that comes next in the form, and no sentence that goes on in small letters. */
	if (s->is_open && start->fields[0] == s->open.start.fields[s->open.start.n - 1] + 1 &&
	    !small_letter(&s->page->tokens, start->rest))
		return true;
	return text.len > 0 && (strchr(".:;!?)", text.at[text.len - 1]) ||
	                        (unsigned char)text.at[text.len - 1] >= 0x80);
}

/* The same id again: a cue that belongs to the label above it, not a second answer. */
static bool continues(const scan *s, const rap_short_start *next)
{
	const chunk *c = &s->open;
	const rap_field *field;
	size_t end, a, b;
	bool fits;
	char *raw;

	if (!s->is_open || !next->cue || next->n != 1 || c->start.n != 1 ||
	    c->start.fields[0] != next->fields[0])
		return false;
	field = &s->context->fields[next->fields[0]];
	end = end_of(s->page, c);
	if (rap_value_is_open(field->type) || c->from >= end)
		return true;
	raw = cut(s->page, c->line, c->from, end, &a, &b);
	fits = rap_value_fits(s->context, field, rap_slice_of(raw));
	free(raw);
	return !fits;
}

static bool is_mark_line(const scan *s, size_t line)
{
	const rap_tokens *t = &s->page->tokens;
	size_t first = t->lines[line].first;

	for (size_t p = 0; p < s->names->n_paragraphs && t->lines[line].n > 0; p++)
		if (rap_names_char(s->names, t, first, '[') &&
		    rap_names_at(t, first + 1, &s->names->marks[p]))
			return true;
	return false;
}

/* "We spoke about\n1.2 and shall keep it": below a line of prose such a number may belong to it. */
static bool may_go_on(const scan *s, const rap_short_start *start, size_t line)
{
	if (s->is_open && start->fields[0] == s->open.start.fields[s->open.start.n - 1] + 1)
		return false; /* the item that comes next in the form */
	return !start->strong && line > 0 && s->page->tokens.lines[line - 1].n > 0 &&
	       rap_page_loose(s->page, line - 1) < s->page->tokens.n &&
	       !(s->is_open && s->open.line + 1 == line) &&
	       small_letter(&s->page->tokens, start->rest);
}

/* Whether the line is the title of an objective: it has its number, or ends in a colon. */
static bool is_title(const scan *s, size_t line, unsigned objective)
{
	const rap_tokens *t = &s->page->tokens;
	const rap_token_line *l = &t->lines[line];
	char number[16]; /* bound: snprintf */

	(void)snprintf(number, sizeof number, "%u", objective);
	if (l->n == 0 || l->to - l->body > TITLE_BYTES)
		return false;
	for (size_t i = l->first; i < l->first + l->n; i++)
		if (strcmp(rap_vocabulary_text(s->names->vocabulary, t->at[i].word), number) == 0)
			return true;
	return rap_names_char(s->names, t, l->first + l->n - 1u, ':');
}

/* A parenthesis that stands open where the open item goes over into this line. */
static bool in_parenthesis(const scan *s, size_t line)
{
	const rap_tokens *t = &s->page->tokens;
	size_t depth = 0;

	for (size_t i = s->open.from; i < t->lines[line].first; i++) {
		depth += rap_names_char(s->names, t, i, '(');
		if (rap_names_char(s->names, t, i, ')') && depth > 0)
			depth--;
	}
	return depth > 0;
}

/*
 * "... (see item" / "[2.5] of our earlier letter)": a line that was wrapped before an id. The one before it is long and
 * ends no sentence, this one goes on in small letters, and the id is not the next in the form, or a parenthesis is open.
 */
static bool is_wrapped(const scan *s, const rap_short_start *start, size_t line)
{
	const rap_tokens *t = &s->page->tokens;
	rap_slice before;

	if (!s->is_open || line == 0 || start->n != 1 || start->cue || start->label ||
	    !is_prose(s->context->fields[s->open.start.fields[0]].type) ||
	    rap_page_loose(s->page, line - 1) == t->n || !small_letter(t, start->rest) ||
	    t->at[start->rest].line != line || rap_names_char(s->names, t, start->rest - 1, ':'))
		return false;
	before = rap_page_line_text(s->page, line - 1);
	if (rap_utf8_width(before) < CONTINUED_COLUMNS ||
	    strchr(".:;!?", before.at[before.len - 1]))
		return false;
	if (in_parenthesis(s, line))
		return !rap_value_fits(s->context, &s->context->fields[start->fields[0]],
		                       rap_slice_sub(t->text, t->at[start->rest].from,
		                                     t->lines[line].to)) ||
		       rap_value_is_open(s->context->fields[start->fields[0]].type);
	return start->fields[0] < s->open.start.fields[0] &&
	       rap_value_is_open(s->context->fields[start->fields[0]].type) &&
	       rap_names_char(s->names, t, start->rest - 1, ']');
}

/* "5.2 4" / "Objective 6" / "6.1 yes": the title of what comes next is no part of the answer. */
static void leave_title(scan *s, const rap_short_start *next)
{
	const rap_field *fields = s->context->fields, *own = &fields[s->open.start.fields[0]];
	unsigned objective = fields[next->fields[0]].objective;
	size_t last = s->open.to_line, a, b;
	chunk shorter = s->open;
	char *raw;

	if (!s->is_open || rap_value_is_open(own->type) || own->objective == objective)
		return;
	while (last > s->open.line + 1 && s->page->tokens.lines[last - 1].n == 0)
		last--;
	if (last <= s->open.line + 1 || !is_title(s, last - 1, objective))
		return;
	shorter.to_line = last - 1;
	if (shorter.from >= end_of(s->page, &shorter))
		return;
	raw = cut(s->page, shorter.line, shorter.from, end_of(s->page, &shorter), &a, &b);
	if (rap_value_fits(s->context, own, rap_slice_of(raw)))
		s->open.to_line = last - 1;
	free(raw);
}

static void open_chunk(scan *s, const rap_short_start *start, size_t line)
{
	bool doubtful = may_go_on(s, start, line);

	leave_title(s, start);
	if (continues(s, start))
		s->open.from = start->rest;
	else
		close_chunk(s, false);
	if (!s->is_open)
		s->open = (chunk){
			.start = *start, .line = line, .from = start->rest, .doubtful = doubtful};
	s->open.foreign = s->page->foreign[line];
	s->open.to_line = line + 1;
	s->open.depth = s->page->tokens.lines[line].depth;
	s->is_open = true;
}

/* "2.1: support; 2.2: 4": another item on the line, when what stands before it is a whole answer. */
static bool next_on_line(scan *s, size_t line, rap_short_start *ret)
{
	const rap_tokens *t = &s->page->tokens;
	size_t end = t->lines[line].first + t->lines[line].n, a, b;
	const chunk *c = &s->open;

	if (c->start.n != 1 || rap_value_is_open(s->context->fields[c->start.fields[0]].type))
		return false;
	for (size_t k = c->from + 1; k < end; k++) {
		bool fits;
		char *raw;

		size_t stop = k;

		if (!rap_short_begins_at(s->names, t, k, end, ret))
			continue;
		while (stop > c->from + 1 && (rap_names_char(s->names, t, stop - 1, '/') ||
		                              rap_names_char(s->names, t, stop - 1, ';') ||
		                              rap_names_char(s->names, t, stop - 1, ',')))
			stop--;
		raw = cut(s->page, line, c->from, stop, &a, &b);
		fits = rap_value_fits(s->context, &s->context->fields[c->start.fields[0]],
		                      rap_slice_of(raw));
		free(raw);
		if (fits) {
			s->open.stop = stop;
			return true;
		}
	}
	return false;
}

/* Under an item for proposals they are its answer. */
static bool takes_marks(const scan *s)
{
	return s->is_open &&
	       s->context->fields[s->open.start.fields[0]].type == RAP_FIELD_PROPOSALS;
}

static rap_slice words_of(const rap_page *page, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];

	return rap_slice_sub(page->text, l->body, l->to);
}

/* A bare id among quoted lines, without its label: of a copy of the form that was not recognised whole. */
static bool is_residue(const scan *s, size_t line, const rap_short_start *start)
{
	return s->page->tokens.lines[line].depth > 0 && start->n == 1 && s->page->coverage > 0 &&
	       !rap_names_at(&s->page->tokens, start->rest, &s->names->labels[start->fields[0]]);
}

static void scan_line(scan *s, size_t line)
{
	rap_page *page = s->page;
	rap_short_start start;
	rap_line_kind kind = page->kinds[line];

	if (page->tokens.lines[line].n == 0) {
		if (s->is_open && closes_letter(page, line))
			close_chunk(s, true);
		return; /* blank lines neither open nor close */
	}
	if (rap_page_loose(page, line) != page->tokens.lines[line].first ||
	    (page->guessed && page->tokens.lines[line].depth > 0) || rap_quote_begins(kind) ||
	    (is_mark_line(s, line) && !takes_marks(s)) ||
	    (s->is_open && rap_intent_withdraws(s->context, words_of(page, line))) ||
	    (s->is_open && rap_correct_line(s->context, s->names, page, line)) ||
	    closes_letter(page, line)) {
		close_chunk(s, true);
		return;
	}
	if (rap_short_begins(s->names, &page->tokens, line, &start) &&
	    !is_wrapped(s, &start, line) &&
	    (start.strong || (may_begin(s, line, &start) && !is_residue(s, line, &start)))) {
		open_chunk(s, &start, line);
		while (next_on_line(s, line, &start))
			open_chunk(s, &start, line);
		return;
	}
	if (s->is_open && rap_short_unknown(s->names, &page->tokens, line) &&
	    (!rap_value_is_open(s->context->fields[s->open.start.fields[0]].type) ||
	     rap_names_char(s->names, &page->tokens, page->tokens.lines[line].first, '[')))
		close_chunk(s, false);
	/* Quoted lines below what was typed are the quotation again. */
	if (s->is_open && page->tokens.lines[line].depth > s->open.depth)
		close_chunk(s, true);
	if (s->is_open) {
		s->open.to_line = line + 1;
		s->open.depth = page->tokens.lines[line].depth;
	}
}

void rap_short_read(const rap_context *context, const rap_names *names, rap_page *page,
                    size_t page_number, rap_found *found)
{
	scan s = {
		.context = context,
		.names = names,
		.page = page,
		.page_number = page_number,
		.found = found,
	};

	for (size_t line = 0; line < page->tokens.n_lines; line++)
		scan_line(&s, line);
	close_chunk(&s, true);
}
