// SPDX-License-Identifier: Apache-2.0
/* Line starts that name an item, and the words that belong to it. */
#include "parsers/shortform.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/value.h"

#include <stdlib.h>

#define PREFIX_TOKENS 5u /* before an id: "Our answer to 2.1" */
#define PREFIX_BYTES 64u
#define CONNECTOR_TOKENS 4u /* between two ids of a range or list */
#define CONTINUED_COLUMNS 50u /* a line this long may go on in the next one */
#define AFTER_CLOSING 12u /* lines of names and titles behind a closing */
#define AFTER_CLOSING_BYTES 160u

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Words before an id, without blanks. */
static const char *const prefixes[] = {
	"q",        "que",        "question",  "item",      "no",          "nr",       "n",
	"num",      "number",     "para",      "paragraph", "point",       "section",  "ad",
	"re",       "ref",        "on",        "to",        "for",         "field",    "answer",
	"answerto", "answeron",   "answerfor", "ouranswer", "ouranswerto", "reply",    "replyto",
	"response", "responseto", "п",         "пп",        "пункт",       "попункту", "поп",
	"кпункту",  "вопрос",     "повопросу", "ответ",     "ответна",     "ответнап", "наш ответ",
	"нашответ", "поле",       "к",         "по",        "на",          "第",       "问",
	"問",       "问题",       "問題",      "项目",      "項目",        "第项",     "質問",
	"設問",     "回答",       "答",        "答复",      "答覆",        "回复",     "回覆",
	"条",       "項",         "项",        "문항",      "질문",        "답변",     "항목",
	"응답",     "회신",       "асуулт",    "хариулт",   "хариу",       "зүйл",     "заалт",
	"асуултын", "§",
};

/* The same where they stand alone before a colon: "Answer:" in a copy without ids. */
static const char *const cues[] = {
	"answer", "our answer", "reply", "response", "ответ", "наш ответ", "答",
	"答复",   "答覆",       "回答",  "回复",     "回覆",  "我方答复",  "当方回答",
	"답변",   "응답",       "답",    "хариулт",  "хариу",
};

static const char *const bullets[] = {"·", "・", "●", "■", "◆", "◇", "○", "□",
                                      "→", "※",  "+", "~", "✓", "▪", "►", "▶"};

static const char *const list_words[] = {",",  "、", "/",  "&",  ";",  "and", "и",     "和",
                                         "及", "与", "및", "과", "와", "ба",  "болон", "と",
                                         "に", "[",  "]",  "(",  ")",  "・"};
static const char *const range_words[] = {"to", "through", "until",  "till", "до", "по", "至",
                                          "到", "から",    "부터",   "까지", "か", "ら", "부",
                                          "터", "-ээс",    "хүртэл", "~",    "〜", "…"};
static const char *const suffixes[] = {"项", "項", "条", "번", "点", "题", "項目", "号"};

static const char *word(const rap_names *names, const rap_tokens *t, size_t i)
{
	return rap_vocabulary_text(names->vocabulary, t->at[i].word);
}

static bool one_of(const char *s, const char *const *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(s, all[i]) == 0)
			return true;
	return false;
}

static bool opens(const rap_names *names, const rap_tokens *t, size_t i)
{
	return rap_names_char(names, t, i, '[') || rap_names_char(names, t, i, '(') ||
	       rap_names_char(names, t, i, '<') || rap_names_char(names, t, i, '{');
}

static bool closes(const rap_names *names, const rap_tokens *t, size_t i)
{
	return rap_names_char(names, t, i, ']') || rap_names_char(names, t, i, ')') ||
	       rap_names_char(names, t, i, '>') || rap_names_char(names, t, i, '}');
}

/* The field whose id stands at token i. */
static bool id_at(const rap_names *names, const rap_tokens *t, size_t i, size_t *ret_field)
{
	for (size_t f = 0; f < names->n_fields; f++)
		if (rap_names_at(t, i, &names->ids[f])) {
			*ret_field = f;
			return true;
		}
	return false;
}

/* Signs that are no tokens between the end of token i and the next one on its line. */
static bool signs_behind(const rap_tokens *t, size_t i, bool dashes_only)
{
	size_t to = t->lines[t->at[i].line].to;

	if (!rap_token_ends_line(t, i))
		to = t->at[i + 1].from;
	for (size_t at = t->at[i].to; at < to;) {
		uint32_t c = rap_utf8_next(t->text, &at);

		if (rap_char_is_dash(c) || (!dashes_only && c == '='))
			return true;
	}
	return false;
}

/* ---- the beginning of an item --------------------------------------------------------------------------- */

/* The token behind bullets and numbering: "* ", "→ ", "1) ", "a. " */
static size_t skip_bullets(const rap_names *names, const rap_tokens *t, size_t i, size_t end)
{
	size_t field;

	while (i < end && one_of(word(names, t, i), bullets, COUNT(bullets)))
		i++;
	if (i + 2 < end && t->at[i].kind == RAP_TOKEN_NUMBER && !id_at(names, t, i, &field) &&
	    (rap_names_char(names, t, i + 1, '.') || rap_names_char(names, t, i + 1, ')')) &&
	    (opens(names, t, i + 2) || id_at(names, t, i + 2, &field)))
		return i + 2;
	return i;
}

/* A known word, or in front of a bracketed id with a colon any few words: a translated "Answer". */
static bool is_prefix(const rap_names *names, const rap_tokens *t, size_t from, size_t to)
{
	char text[PREFIX_BYTES]; /* bound: nothing is copied that does not fit */
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		const char *w = word(names, t, i);
		size_t len = strlen(w);

		if ((w[0] == '.' || w[0] == ':') && w[1] == '\0')
			continue;
		if (n + len >= sizeof text)
			return false;
		memcpy(text + n, w, len);
		n += len;
	}
	text[n] = '\0';
	return n > 0 && one_of(text, prefixes, COUNT(prefixes));
}

static void add_field(rap_short_start *s, size_t field)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->fields[i] == field)
			return;
	if (s->n < RAP_SHORT_FIELDS)
		s->fields[s->n++] = field;
}

/* Behind an id: a connector and another id. Moves *i behind the second; adds what the list or range names. */
static bool more_ids(const rap_names *names, const rap_tokens *t, size_t *i, size_t end,
                     rap_short_start *s)
{
	size_t last = s->fields[s->n - 1], field = 0, at = *i;
	bool range = signs_behind(t, at - 1, true), list = false;

	for (size_t n = 0; at < end && n <= CONNECTOR_TOKENS; n++, at++) {
		const char *w = word(names, t, at);

		if (id_at(names, t, at, &field)) {
			if (!range && !list)
				return false;
			for (size_t f = last + 1; range && f < field; f++)
				add_field(s, f);
			add_field(s, field);
			*i = at + names->ids[field].n;
			return true;
		}
		if (one_of(w, range_words, COUNT(range_words)))
			range = true;
		else if (one_of(w, list_words, COUNT(list_words)))
			list |= !(w[0] == '[' || w[0] == ']' || w[0] == '(' || w[0] == ')');
		else
			return false;
		range |= signs_behind(t, at, true);
	}
	return false;
}

/* What may follow an id before its answer. */
static size_t skip_delimiters(const rap_names *names, const rap_tokens *t, size_t i, size_t end,
                              bool *ret_any)
{
	bool dash = i > 0 && signs_behind(t, i - 1, false);

	if (i < end && one_of(word(names, t, i), suffixes, COUNT(suffixes))) {
		i++;
		*ret_any = true;
	}
	while (i < end && (closes(names, t, i) || rap_names_char(names, t, i, ':') ||
	                   rap_names_char(names, t, i, '.') || rap_names_char(names, t, i, ',') ||
	                   strcmp(word(names, t, i), "、") == 0)) {
		i++;
		*ret_any = true;
	}
	if (dash)
		*ret_any = true;
	return i;
}

static bool begins_with_id(const rap_names *names, const rap_tokens *t, size_t from, size_t end,
                           rap_short_start *ret)
{
	size_t first = skip_bullets(names, t, from, end);

	for (size_t at = first; at < end && at <= first + PREFIX_TOKENS; at++) {
		bool bracket = opens(names, t, at), delimiter = false, colon = false;
		size_t field, i = at + (bracket ? 1 : 0), content;

		if (i >= end || !id_at(names, t, i, &field))
			continue;
		ret->n = 0;
		add_field(ret, field);
		i += names->ids[field].n;
		while (more_ids(names, t, &i, end, ret))
			continue;
		content = skip_delimiters(names, t, i, end, &delimiter);
		for (size_t k = i; k < content; k++)
			colon |= rap_names_char(names, t, k, ':');
		if (bracket && !closes(names, t, i))
			return false;
		if (at > first && !is_prefix(names, t, first, at) && !(bracket && colon))
			return false;
		ret->rest = content;
		ret->strong = bracket || at > first || delimiter || ret->n > 1;
		ret->cue = at > first && bracket && colon;
		ret->label = false;
		return true;
	}
	return false;
}

/* The whole label of one item, and of no other, at a line start, with a colon or the line's end behind it. */
static bool begins_with_label(const rap_names *names, const rap_tokens *t, size_t from, size_t end,
                              rap_short_start *ret)
{
	size_t first = skip_bullets(names, t, from, end), best = 0, field = 0;

	for (size_t f = 0; f < names->n_fields; f++) {
		size_t n = names->labels[f].n;

		if (n < 2 || n < best || !rap_names_at(t, first, &names->labels[f]))
			continue;
		if (n == best)
			return false;
		best = n;
		field = f;
	}
	if (best == 0 || first + best > end)
		return false;
	if (first + best < end && !rap_names_char(names, t, first + best, ':') &&
	    !rap_names_char(names, t, first + best, '(') &&
	    !signs_behind(t, first + best - 1, false))
		return false;
	*ret = (rap_short_start){
		.fields = {field}, .n = 1, .rest = first + best, .strong = true, .label = true};
	if (rap_names_char(names, t, ret->rest, ':'))
		ret->rest++;
	return true;
}

bool rap_short_begins(const rap_context *context, const rap_names *names, const rap_tokens *tokens,
                      size_t line, rap_short_start *ret)
{
	size_t from = tokens->lines[line].first, end = from + tokens->lines[line].n;

	(void)context;
	if (from == end)
		return false;
	return begins_with_id(names, tokens, from, end, ret) ||
	       begins_with_label(names, tokens, from, end, ret);
}

/* ---- the words of an item ------------------------------------------------------------------------------- */

typedef struct chunk {
	rap_short_start start;
	size_t line; /* where it begins */
	size_t from; /* first token of its words */
	size_t to_line; /* first line that is not its own */
	size_t stop; /* token of the next item on the same line; 0: none */
	bool foreign;
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
		if (close < end && (rap_names_at(t, at + 1, hint) || close - at > 6))
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
		if (colon < end && rap_names_char(s->names, t, colon, ':') && colon > line->first) {
			rap_buf key = rap_buf_init(1024);
			bool is_cue;

			rap_value_key(
				rap_slice_sub(t->text, t->at[line->first].from, t->at[colon].from),
				&key);
			is_cue = one_of(rap_buf_text(&key), cues, COUNT(cues));
			rap_buf_done(&key);
			if (is_cue)
				return colon + 1;
		}
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

/* "2.6: -" has no token behind the id; a lone dash there is an answer. */
static char *lone_dash(const rap_page *page, const chunk *c, size_t *ret_from, size_t *ret_to)
{
	const rap_tokens *t = &page->tokens;
	rap_slice tail;

	if (c->start.rest == 0)
		return rap_strdup("");
	tail = rap_slice_sub(page->text, t->at[c->start.rest - 1].to, t->lines[c->line].to);
	*ret_from = t->at[c->start.rest - 1].to;
	*ret_to = t->lines[c->line].to;
	tail = rap_utf8_trim(tail);
	if (tail.len == 0 || tail.len > 6)
		return rap_strdup("");
	for (size_t at = 0; at < tail.len;)
		if (!rap_char_is_dash(rap_utf8_next(tail, &at)))
			return rap_strdup("");
	return rap_strndup(tail.at, tail.len);
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

static void close_chunk(scan *s)
{
	chunk *c = &s->open;
	const rap_page *page = s->page;
	size_t from, end, a = 0, b = 0;

	if (!s->is_open)
		return;
	s->is_open = false;
	end = end_of(page, c);
	from = c->start.n == 1 ? skip_label(s, c->from, end, c->start.fields[0]) : c->from;
	from = skip_cue(s, from, end);
	for (size_t i = page->tokens.lines[c->line].first; i < end; i++)
		s->page->state[i] = RAP_TOKEN_FIELD;
	for (size_t k = 0; k < c->start.n; k++) {
		size_t first = from, last = end;
		char *raw;

		if (first < last)
			narrow(s, c->start.fields[k], &first, &last);
		raw = first < last ? cut(page, c->line, first, last, &a, &b)
		                   : lone_dash(page, c, &a, &b);
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
						      .fan_out = c->start.n > 1,
					      });
	}
}

/* A closing is one when nothing but a few short lines follows in this part of the letter. */
static bool closes_letter(const rap_page *page, size_t line)
{
	size_t lines = 0;

	for (size_t l = line + 1; l < page->tokens.n_lines; l++) {
		const rap_token_line *next = &page->tokens.lines[l];

		if (rap_quote_begins(page->kinds[l]) || rap_page_loose(page, l) == page->tokens.n) {
			if (next->n > 0 || rap_quote_begins(page->kinds[l]))
				return true;
			continue;
		}
		if (++lines > AFTER_CLOSING || next->to - next->body > AFTER_CLOSING_BYTES)
			return false;
	}
	return true;
}

/* A bare number at a line start may be the middle of a sentence that was wrapped there. */
static bool may_begin(const scan *s, size_t line)
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

static void open_chunk(scan *s, const rap_short_start *start, size_t line)
{
	if (continues(s, start))
		s->open.from = start->rest;
	else
		close_chunk(s);
	if (!s->is_open)
		s->open = (chunk){.start = *start, .line = line, .from = start->rest};
	s->open.foreign = s->page->foreign[line];
	s->open.to_line = line + 1;
	s->is_open = true;
}

/* "2.1: support; 2.2: 4": another item on the line, when what stands before it is a whole answer. */
static bool next_on_line(scan *s, size_t line, rap_short_start *ret)
{
	const rap_tokens *t = &s->page->tokens;
	size_t end = t->lines[line].first + t->lines[line].n, field, a, b;
	const chunk *c = &s->open;

	if (c->start.n != 1 || rap_value_is_open(s->context->fields[c->start.fields[0]].type))
		return false;
	for (size_t k = c->from + 1; k < end; k++) {
		bool fits;
		char *raw;

		if (!id_at(s->names, t, opens(s->names, t, k) ? k + 1 : k, &field) ||
		    !begins_with_id(s->names, t, k, end, ret))
			continue;
		raw = cut(s->page, line, c->from, k, &a, &b);
		fits = rap_value_fits(s->context, &s->context->fields[c->start.fields[0]],
		                      rap_slice_of(raw));
		free(raw);
		if (fits) {
			s->open.stop = k;
			return true;
		}
	}
	return false;
}

static void scan_line(scan *s, size_t line)
{
	rap_page *page = s->page;
	rap_short_start start;
	rap_line_kind kind = page->kinds[line];

	if (page->tokens.lines[line].n == 0)
		return; /* blank lines neither open nor close */
	if (rap_page_loose(page, line) != page->tokens.lines[line].first ||
	    rap_quote_begins(kind) || kind == RAP_LINE_SIGNATURE || is_mark_line(s, line) ||
	    (kind == RAP_LINE_CLOSING && closes_letter(page, line))) {
		close_chunk(s);
		return;
	}
	if (rap_short_begins(s->context, s->names, &page->tokens, line, &start) &&
	    (start.strong || may_begin(s, line))) {
		open_chunk(s, &start, line);
		while (next_on_line(s, line, &start))
			open_chunk(s, &start, line);
		return;
	}
	if (s->is_open)
		s->open.to_line = line + 1;
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
	close_chunk(&s);
}
