// SPDX-License-Identifier: Apache-2.0
/*
 * Where a letter's end begins below the last answer; see signoff.h. Two signs are taken: a short last paragraph in
 * which a line is the sender's name; and a line that ends in a comma with a name below it, as letters close anywhere.
 */
#include "parsers/form/signoff.h"

#include "common/utf8.h"

#define LINES_MAX 8u /* of a signature */
#define BYTES_MAX 120u /* of a line of one */
#define FAREWELL_MAX 48u /* bytes of "With kind regards," */
#define NAME_LINES 4u /* below a farewell in a language that is not known */
#define NAME_BYTES 48u

static bool in_name(const rap_page *page, uint32_t word)
{
	for (size_t i = 0; i < page->n_sender; i++)
		if (page->sender[i] == word)
			return true;
	return false;
}

/* "A NAME | MINISTRY | www.x.example" */
static bool is_card(const rap_page *page, size_t line)
{
	const rap_token_line *l = &page->tokens.lines[line];
	size_t i = l->first, at;

	while (i < l->first + l->n && in_name(page, page->tokens.at[i].word))
		i++;
	if (i < l->first + 2u || i == l->first + l->n)
		return false;
	/* A stroke is no token: it stands before the next one. */
	for (at = page->tokens.at[i - 1].to; at < l->to && page->text.at[at] == ' ';)
		at++;
	return at < l->to && strchr("|/", page->text.at[at]);
}

/* Nothing but words of the sender's name; all of them, or a whole paragraph of one. */
static bool is_name(const rap_page *page, size_t line, bool alone)
{
	const rap_token_line *l = &page->tokens.lines[line];
	size_t words = 0;

	if (is_card(page, line))
		return true;
	for (size_t i = l->first; i < l->first + l->n; i++) {
		if (page->tokens.at[i].kind == RAP_TOKEN_PUNCT)
			continue;
		if (!in_name(page, page->tokens.at[i].word))
			return false;
		words++;
	}
	return words > 1 || (words == 1 && alone);
}

static bool ends_with_comma(rap_slice s)
{
	return s.len > 0 &&
	       (s.at[s.len - 1] == ',' || (s.len >= 3 && (memcmp(s.at + s.len - 3, "，", 3) == 0 ||
	                                                  memcmp(s.at + s.len - 3, "、", 3) == 0)));
}

/* Letters alone: a name or a title has neither digits nor the end of a sentence. */
static bool is_plain(rap_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.at[i] >= '0' && s.at[i] <= '9') || strchr(":;?!/-*(", s.at[i]))
			return false;
	return s.len > 0 && s.len <= NAME_BYTES && s.at[s.len - 1] != '.' &&
	       !(s.len >= 3 && memcmp(s.at + s.len - 3, "。", 3) == 0);
}

/* The last paragraph but those that are blank: its first line, and the line behind it. */
static size_t last_paragraph(const rap_page *page, size_t from, size_t *end)
{
	size_t first;

	while (*end > from && rap_page_line_is_blank(page, *end - 1))
		(*end)--;
	first = *end;
	while (first > from && !rap_page_line_is_blank(page, first - 1))
		first--;
	return first;
}

/* "Lieve groeten," / "Oyun Tsend", with a blank line before it. */
static bool is_farewell(const rap_page *page, size_t first, size_t end)
{
	rap_slice text = rap_page_line_text(page, first);

	if (end - first < 2 || end - first > 1 + NAME_LINES || text.len > FAREWELL_MAX ||
	    !ends_with_comma(text))
		return false;
	for (size_t l = first + 1; l < end; l++)
		if (!is_plain(rap_page_line_text(page, l)) ||
		    ends_with_comma(rap_page_line_text(page, l)))
			return false;
	return true;
}

size_t rap_signoff_line(const rap_page *page, size_t from, size_t end, bool names)
{
	size_t first, last = end, name;

	first = last_paragraph(page, from, &last);
	if (last - first > LINES_MAX)
		return end;
	for (size_t l = first; l < last; l++)
		if (rap_page_line_text(page, l).len > BYTES_MAX)
			return end;
	for (name = first; name < last && !is_name(page, name, name == first && first > from);)
		name++;
	if (name == last)
		return first > from && is_farewell(page, first, last) ? first : end;
	/* A paragraph of its own: with the farewell that stands before the name. */
	if (first > from && name <= first + 1)
		return first;
	if (name > from && names)
		return end;
	return name > from && is_name(page, name, false) ? name : end;
}
