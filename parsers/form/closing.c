// SPDX-License-Identifier: Apache-2.0
/*
 * A letter's end that no phrase and no name tells, known by its shape; see closing.h. Behind a blank line stand short
 * lines that are no sentences, or a rule; or one short paragraph between the answer and a signature that was found.
 */
#include "parsers/form/closing.h"

#include "common/utf8.h"
#include "parsers/value/value.h"

#define LINES_MAX 10u /* of a closing paragraph */
#define LINE_COLUMNS 72u
#define FAREWELL_LINES 2u /* of a paragraph between an answer and a signature */
#define FAREWELL_BYTES 160u
#define FAREWELL_LINE_BYTES 60u
#define ABBREVIATION_CHARS 3u /* the point included */
#define WRAPPED_COLUMNS 60u /* a longer line may go on in the next */
#define RULE_BYTES 5u
#define MARK_BYTES 6u /* "12) ": of a list */

typedef struct stretch {
	size_t from, to; /* lines, the second behind the last */
} stretch;

static size_t line_at(const rap_page *page, size_t byte)
{
	size_t line = 0;

	for (size_t i = 0; i < page->tokens.n_lines && page->tokens.lines[i].from <= byte; i++)
		line = i;
	return line;
}

/* ---- the shape of a line -------------------------------------------------------------------------------- */

/* "O. T.", "Oyun Ts.": the last word is an initial. */
static bool is_abbreviated(rap_slice s)
{
	size_t from = s.len;

	while (from > 0 && s.at[from - 1] != ' ')
		from--;
	return from > 0 && rap_utf8_count(rap_slice_sub(s, from, s.len)) <= ABBREVIATION_CHARS;
}

static bool ends_sentence(rap_slice s)
{
	static const char *const ends[] = {".", "!", "?", ";", ":", "。", "！", "？", "；", "："};

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		size_t n = strlen(ends[i]);

		if (s.len >= n && memcmp(s.at + s.len - n, ends[i], n) == 0)
			return !(ends[i][0] == '.' && is_abbreviated(s));
	}
	return false;
}

/* "- ", "1. ", "一、", "[P3]", "・": the line of a list, or of a proposal. */
static bool is_marked(rap_slice s)
{
	static const char *const numerals[] = {"一", "二", "三", "四", "五",
	                                       "六", "七", "八", "九", "十"};
	static const char *const bullets[] = {"•", "・", "·", "○", "●", "※"};
	size_t n = 0;

	for (size_t i = 0; i < sizeof bullets / sizeof bullets[0]; i++)
		if (s.len > strlen(bullets[i]) && memcmp(s.at, bullets[i], strlen(bullets[i])) == 0)
			return true;
	for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
		if (s.len > 6 && memcmp(s.at, numerals[i], 3) == 0 &&
		    memcmp(s.at + 3, "、", 3) == 0)
			return true;
	if (s.len < 2)
		return false;
	if (s.at[0] == '[' || ((s.at[0] == '-' || s.at[0] == '*') && s.at[1] == ' '))
		return true;
	if (s.at[0] == '(')
		n++;
	while (n < s.len && n < MARK_BYTES && ((s.at[n] >= '0' && s.at[n] <= '9')))
		n++;
	return n > 0 && n < s.len && s.at[n - 1] != '(' && (s.at[n] == '.' || s.at[n] == ')');
}

/* Nothing but signs; a lone dash is no rule. */
static bool is_rule(const rap_page *page, size_t line)
{
	return page->kinds[line] == RAP_LINE_RULE ||
	       (page->tokens.lines[line].n == 0 &&
	        rap_page_line_text(page, line).len >= RULE_BYTES);
}

/* ---- what is last --------------------------------------------------------------------------------------- */

static bool has_ours(const rap_page *page, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];

	for (size_t i = l->first; i < l->first + l->n; i++)
		if (page->state[i] == RAP_TOKEN_OURS)
			return true;
	return false;
}

/* Other words that were found begin below. */
static bool others_below(const rap_found *found, const rap_words *w, size_t until)
{
	for (size_t i = 0; i < found->n; i++)
		if (found->at[i].page == w->page && found->at[i].from >= w->to &&
		    found->at[i].from < until)
			return true;
	return false;
}

/*
 * Whether nothing but the letter's end stands below. *ret_signed: a signature of a person does, and no closing that is
 * known before it, so that the words above may be one.
 */
static bool is_last(const rap_page *page, const rap_found *found, const rap_words *w, size_t last,
                    bool *ret_signed)
{
	const rap_token_line *lines = page->tokens.lines;
	size_t line = last + 1;
	bool any = false;

	*ret_signed = false;
	while (line < page->tokens.n_lines && !rap_quote_begins(page->kinds[line]) &&
	       lines[line].depth <= lines[last].depth) {
		if (has_ours(page, line))
			return false;
		if (!any && !rap_page_line_is_blank(page, line) &&
		    page->kinds[line] != RAP_LINE_NOTICE) {
			any = true;
			*ret_signed =
				page->kinds[line] != RAP_LINE_CLOSING &&
				!(page->kinds[line] == RAP_LINE_SIGNATURE && lines[line].n > 0);
		}
		line++;
	}
	return !others_below(found, w,
	                     line < page->tokens.n_lines ? lines[line].from : page->text.len);
}

/* ---- the closing block ---------------------------------------------------------------------------------- */

static stretch last_paragraph(const rap_page *page, size_t from, size_t to)
{
	stretch p = {to, to};

	while (p.from > from && !rap_page_line_is_blank(page, p.from - 1))
		p.from--;
	return p;
}

/* Short lines, none of which is a sentence or marked as one of a list. */
static bool is_block(const rap_page *page, stretch p)
{
	if (p.to - p.from > LINES_MAX)
		return false;
	for (size_t l = p.from; l < p.to; l++) {
		rap_slice text = rap_page_line_text(page, l);

		if (rap_utf8_width(text) > LINE_COLUMNS || is_marked(text) || ends_sentence(text))
			return false;
	}
	return p.to > p.from;
}

static bool is_farewell(const rap_page *page, stretch p)
{
	size_t bytes = 0;

	for (size_t l = p.from; l < p.to; l++) {
		bytes += rap_page_line_text(page, l).len;
		if (is_marked(rap_page_line_text(page, l)))
			return false;
	}
	return p.to - p.from <= FAREWELL_LINES && bytes <= FAREWELL_BYTES;
}

/* A rule, and behind it nothing but short lines that are no sentences. */
static bool has_rule(const rap_page *page, size_t from, size_t to)
{
	size_t l = from;

	while (l < to && !is_rule(page, l))
		l++;
	if (l == to)
		return false;
	for (l++; l < to; l++) {
		rap_slice text = rap_page_line_text(page, l);

		if (rap_utf8_width(text) > LINE_COLUMNS || is_marked(text) || ends_sentence(text))
			return false;
	}
	return true;
}

static bool has_address(const rap_page *page, stretch p)
{
	for (size_t l = p.from; l < p.to; l++)
		if (!rap_page_line_is_blank(page, l) &&
		    memchr(rap_page_line_text(page, l).at, '@', rap_page_line_text(page, l).len))
			return true;
	return false;
}

/* Items of a list may stand apart: a block is like the first when it has as many lines, and an address as that has. */
static bool is_like(const rap_page *page, size_t first, stretch p)
{
	stretch head = {first, first};

	while (head.to < p.from && !rap_page_line_is_blank(page, head.to))
		head.to++;
	return head.to - head.from == p.to - p.from &&
	       !is_marked(rap_page_line_text(page, first)) &&
	       has_address(page, head) == has_address(page, p);
}

/* "Yours," on a line of its own, or a short sentence on one below another sentence, right above a signature. */
static bool is_farewell_line(const rap_page *page, size_t line, bool has_end)
{
	rap_slice text = rap_page_line_text(page, line);

	if (text.len == 0 || text.len > FAREWELL_LINE_BYTES || is_marked(text))
		return false;
	return text.at[text.len - 1] == ',' ||
	       (has_end && !is_marked(rap_page_line_text(page, line - 1)) &&
	        ends_sentence(rap_page_line_text(page, line - 1)));
}

/* The only paragraph: the item may have been left empty. */
static bool sole_closes(const rap_page *page, stretch p, bool has_end)
{
	if (is_farewell_line(page, p.to - 1, has_end && p.to - p.from > 1))
		return true;
	if (p.from == 0 || !rap_page_line_is_blank(page, p.from - 1))
		return false;
	return (has_end && is_farewell(page, p)) ||
	       (p.to - p.from > 1 && is_block(page, p) &&
	        rap_quote_contacts(&page->tokens, p.from, p.to));
}

/* One of the paragraphs behind the first; below several lines of a closing may stand a notice that is not known. */
static bool paragraph_closes(const rap_page *page, bool names, size_t first, stretch p, bool last,
                             bool has_end)
{
	const stretch behind = {p.from + 1, p.to};
	/* The first of several lines may be a farewell that is a sentence. */
	bool block = is_block(page, p) ||
	             (is_farewell(page, (stretch){p.from, p.from + 1}) && is_block(page, behind));

	if (names && is_like(page, first, p) && !(has_end && block && !has_address(page, p)))
		return false;
	return (block && (last || p.to - p.from > 1)) || (last && has_end && is_farewell(page, p));
}

/* "None" / "We wish you well.": what says nothing says no more; of a list the line below it is no item. */
static bool line_closes(const rap_page *page, const rap_words *w, const rap_context *context,
                        size_t first, size_t last)
{
	const rap_field *field = &context->fields[w->field];
	rap_slice text = rap_page_line_text(page, last), above;
	const char *end = strchr(w->raw, '\n');
	rap_valued v;
	bool none;

	if (!end || last == first || field->type != RAP_FIELD_TEXT)
		return false;
	rap_value_read(context, field, (rap_slice){w->raw, (size_t)(end - w->raw)}, &v);
	none = v.status == RAP_ANSWER_NONE;
	rap_value_done(&v.value);
	above = last - 1 > first ? rap_page_line_text(page, last - 1)
	                         : rap_slice_sub(rap_slice_of(w->raw), 0, (size_t)(end - w->raw));
	return none || (!is_marked(text) && ends_sentence(text) && is_marked(above) &&
	                rap_utf8_width(above) < WRAPPED_COLUMNS && text.len <= FAREWELL_LINE_BYTES);
}

static bool may_close(const rap_page *page, rap_field_type type, size_t first, size_t last,
                      bool has_end)
{
	stretch p = last_paragraph(page, first, last + 1);
	bool names = type == RAP_FIELD_LIST || type == RAP_FIELD_PEOPLE;
	bool at_end = true;

	if (has_rule(page, first + 1, last + 1))
		return true;
	if (p.from == first)
		return !names && sole_closes(page, p, has_end);
	while (p.from > first) {
		if (p.to > p.from && paragraph_closes(page, names, first, p, at_end, has_end))
			return true;
		at_end &= p.to == p.from;
		p = last_paragraph(page, first, p.from - 1);
	}
	return false;
}

/* The words begin a line of their own; those of the page's other items that were typed into the form do not. */
static bool is_unusual_place(const rap_page *page, const rap_found *found, const rap_words *w,
                             size_t first)
{
	size_t others = 0;

	if (w->how != RAP_WORDS_INLINE || page->tokens.lines[first].n == 0 ||
	    page->state[page->tokens.lines[first].first] == RAP_TOKEN_OURS)
		return false;
	for (size_t i = 0; i < found->n; i++) {
		const rap_words *other = &found->at[i];
		size_t line;

		if (other->page != w->page || other->how != RAP_WORDS_INLINE || other == w ||
		    other->to <= other->from)
			continue;
		line = line_at(page, other->from);
		if (page->tokens.lines[line].n == 0 ||
		    page->state[page->tokens.lines[line].first] != RAP_TOKEN_OURS)
			return false;
		others++;
	}
	return others > 1;
}

/* A farewell ends the mail: behind it nothing of ours comes back. */
static bool ends_mail(const rap_page *page, size_t last)
{
	for (size_t l = last + 1; l < page->tokens.n_lines; l++)
		if (has_ours(page, l))
			return false;
	return true;
}

/* Alone below the last cue, where all else was typed behind cues: the item may have been left empty. */
static bool stands_apart(const rap_page *page, const rap_found *found, const rap_words *w,
                         size_t first, size_t last)
{
	const stretch p = {first, last + 1};

	return (is_farewell(page, p) || is_block(page, p)) &&
	       is_unusual_place(page, found, w, first);
}

/* The next line behind this one that is not blank; n_lines: there is none. */
static size_t next_line(const rap_page *page, size_t line)
{
	do
		line++;
	while (line < page->tokens.n_lines && rap_page_line_is_blank(page, line));
	return line;
}

/* "--" without the blank that a signature's mark has. */
static bool is_bare_mark(const rap_page *page, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];

	return page->kinds[line] == RAP_LINE_SIGNATURE && l->n == 0 && l->to > l->from &&
	       page->text.at[l->to - 1] == '-';
}

/*
 * "Point one." / "Thank you." / "Point two.": behind thanks or two dashes the answer was cut, and what stands there is
 * a sentence or the next of a list, and no name.
 */
static bool goes_on_behind(const rap_page *page, size_t last)
{
	size_t line = next_line(page, last), behind;
	rap_slice text;

	if (line >= page->tokens.n_lines ||
	    !(is_bare_mark(page, line) ||
	      (page->kinds[line] == RAP_LINE_CLOSING && rap_quote_thanks(&page->tokens, line))))
		return false;
	behind = next_line(page, line);
	if (behind >= page->tokens.n_lines || page->kinds[behind] != RAP_LINE_TEXT ||
	    page->tokens.lines[behind].depth > page->tokens.lines[last].depth ||
	    rap_page_loose(page, behind) != page->tokens.lines[behind].first ||
	    rap_quote_contacts(&page->tokens, behind, behind + 1))
		return false;
	text = rap_page_line_text(page, behind);
	return is_marked(text) || (ends_sentence(text) && memchr(text.at, ' ', text.len));
}

void rap_closing_mark(const rap_context *context, const rap_page *page, size_t page_number,
                      rap_found *found)
{
	for (size_t i = 0; i < found->n; i++) {
		rap_words *w = &found->at[i];
		rap_field_type type = context->fields[w->field].type;
		size_t first, last;
		bool has_end;

		if (w->page != page_number || w->unclear || w->how == RAP_WORDS_HINT ||
		    !rap_value_is_open(type) || w->to <= w->from)
			continue;
		first = line_at(page, w->from);
		last = line_at(page, w->to - 1);
		if (!goes_on_behind(page, last) &&
		    (!is_last(page, found, w, last, &has_end) ||
		     (!may_close(page, type, first, last, has_end) &&
		      !(ends_mail(page, last) && (line_closes(page, w, context, first, last) ||
		                                  stands_apart(page, found, w, first, last))))))
			continue;
		w->unclear = true;
		w->flag = "may-be-signature";
	}
}
