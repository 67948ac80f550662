// SPDX-License-Identifier: Apache-2.0
/* The outline of a draft; see docx_outline.h. Numbers are counted by lists as Word counts them, or were typed. */
#include "parsers/word/docx_outline.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "common/word_mark.h"
#include "parsers/word/docx_number.h"

#include <stdlib.h>

#define NUMBER_MAX 9999u
#define FORMS_MAX 64u /* lists of one form that count on */

typedef struct counter {
	uint32_t form, list, n;
} counter;

typedef struct reader {
	const rap_docx *docx;
	rap_docx_lists lists;
	counter counters[FORMS_MAX];
	size_t n_counters;
	unsigned depth; /* of the item before */
	bool after_h; /* the item before was (h): "(i)" is its next */
	rap_outline *outline;
} reader;

/* ---- signs that were typed ------------------------------------------------------------------------------ */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static rap_slice behind(rap_slice text, size_t n)
{
	return rap_utf8_trim(rap_slice_sub(text, n, text.len));
}

/* "12. " or "12) " */
static bool take_number(rap_outline_item *item)
{
	rap_slice text = item->text;
	unsigned n = 0;
	size_t at = 0;

	for (; at < text.len && at < 4 && text.at[at] >= '0' && text.at[at] <= '9'; at++)
		n = 10 * n + (unsigned)(text.at[at] - '0');
	if (at == 0 || n == 0 || at + 1 >= text.len || (text.at[at] != '.' && text.at[at] != ')') ||
	    !(is_blank(text.at[at + 1]) || (unsigned char)text.at[at + 1] == 0xC2))
		return false;
	item->number = n;
	item->text = behind(text, at + 1);
	return true;
}

static bool is_roman(rap_slice letters)
{
	for (size_t i = 0; i < letters.len; i++)
		if (!strchr("ivx", letters.at[i]))
			return false;
	return letters.len > 0;
}

/* "(a) ", "a) ", "(iv) " */
static bool take_letter(reader *x, rap_outline_item *item)
{
	rap_slice text = item->text, letters;
	size_t from = text.len > 0 && text.at[0] == '(', to = from;
	bool roman;

	while (to < text.len && to - from < 5 && text.at[to] >= 'a' && text.at[to] <= 'z')
		to++;
	if (to == from || to + 1 >= text.len || text.at[to] != ')' || !is_blank(text.at[to + 1]))
		return false;
	letters = rap_slice_sub(text, from, to);
	roman = is_roman(letters);
	if (letters.len > 2 && !roman)
		return false; /* a word */
	if (roman && x->after_h && rap_slice_is(letters, "i"))
		roman = false;
	item->depth = roman && x->depth > 0 ? 2 : 1;
	if (roman && x->depth == 0)
		item->depth = 1;
	x->after_h = rap_slice_is(letters, "h");
	item->text = behind(text, to + 1);
	return true;
}

static void take_bullet(rap_outline_item *item)
{
	static const char *const bullets[] = {"•", "·", "–", "-", "*", "▪", "◦"};

	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
		size_t n = strlen(bullets[i]);

		if (item->text.len > n + 1 && memcmp(item->text.at, bullets[i], n) == 0 &&
		    is_blank(item->text.at[n])) {
			item->depth = 1;
			item->text = behind(item->text, n);
			return;
		}
	}
}

/* "[P2 (a)] ": the mark says how deep it is. */
static bool take_mark(rap_outline_item *item)
{
	rap_slice text = item->text;
	unsigned brackets = 0;

	if (text.len < 4 || memcmp(text.at, "[P", 2) != 0 || text.at[2] < '1' || text.at[2] > '9')
		return false;
	for (size_t at = 3; at < text.len && text.at[at] != ']'; at++)
		brackets += text.at[at] == '(';
	item->depth = brackets;
	return true;
}

/* ---- lists ---------------------------------------------------------------------------------------------- */

static unsigned count(reader *x, uint32_t list)
{
	const rap_docx_list *named = rap_docx_list_of(&x->lists, list);
	const rap_docx_list_form *form = rap_docx_list_form_of(&x->lists, list);
	counter *c = NULL;

	for (size_t i = 0; i < x->n_counters && !c; i++)
		if (x->counters[i].form == form->id)
			c = &x->counters[i];
	if (!c) {
		if (x->n_counters == FORMS_MAX)
			return 0;
		c = &x->counters[x->n_counters++];
		*c = (counter){.form = form->id, .n = form->begins - (form->begins > 0)};
	}
	if (c->list != list && named->begins > 0)
		c->n = named->begins - 1;
	c->list = list;
	return ++c->n <= NUMBER_MAX ? c->n : 0;
}

/* The sign that the list puts before its item; false: it is in none. */
static bool take_list(reader *x, const rap_docx_form *f, rap_outline_item *item)
{
	const rap_docx_list_form *form = rap_docx_list_form_of(&x->lists, f->list);

	if (f->list == 0 || !form)
		return false;
	item->depth = f->level;
	switch (form->signs[f->level]) {
	case RAP_DOCX_SIGN_DECIMAL:
		if (f->level == 0)
			item->number = count(x, f->list);
		break;
	case RAP_DOCX_SIGN_LETTER:
		item->depth = f->level ? f->level : 1;
		break;
	case RAP_DOCX_SIGN_ROMAN:
		item->depth = f->level ? f->level : x->depth > 0 ? 2 : 1;
		break;
	case RAP_DOCX_SIGN_BULLET:
		item->depth = form->signs[0] == RAP_DOCX_SIGN_BULLET ? f->level + 1u : f->level;
		break;
	case RAP_DOCX_SIGN_NONE:
		break;
	}
	return true;
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

static void add(reader *x, const rap_docx_par *par, rap_slice text)
{
	rap_outline_item *item = &x->outline->items[x->outline->n];

	*item = (rap_outline_item){.text = rap_utf8_trim(text), .heading = par->form.heading};
	if (item->text.len == 0)
		return;
	x->outline->n++;
	x->outline->titled |= item->heading == RAP_DOCX_TITLE;
	if (item->heading) {
		if (item->heading < RAP_DOCX_TITLE && item->heading < x->outline->top)
			x->outline->top = item->heading;
		x->depth = 0;
		return;
	}
	if (!take_mark(item) && !take_list(x, &par->form, item) && !take_number(item) &&
	    !take_letter(x, item))
		take_bullet(item);
	item->flattened = item->depth > RAP_OUTLINE_DEPTH;
	if (item->flattened)
		item->depth = RAP_OUTLINE_DEPTH;
	if (item->depth > x->depth + 1)
		item->depth = x->depth + 1;
	x->after_h &= item->depth > 0;
	x->depth = item->depth;
}

/* Words of ours that stand before the draft in a file of ours. */
static bool is_front(const rap_docx *docx, size_t par)
{
	bool own = false;

	if (docx->pars[par].form.heading && docx->pars[par].form.heading != RAP_DOCX_SUBTITLE)
		return false;
	for (size_t i = 0; i < docx->n_bookmarks; i++) {
		const rap_docx_bookmark *b = &docx->bookmarks[i];

		own |= b->par == par &&
		       strncmp(b->name, RAP_WORD_MARK_OWN, strlen(RAP_WORD_MARK_OWN)) == 0;
		if (strncmp(b->name, RAP_WORD_MARK_PARAGRAPH, strlen(RAP_WORD_MARK_PARAGRAPH)) == 0)
			return own && b->par > par;
	}
	return false;
}

static bool counts_through(const rap_outline *outline)
{
	unsigned last = 0;

	for (size_t i = 0; i < outline->n; i++) {
		unsigned number = outline->items[i].number;

		if (number == 0)
			continue;
		if (number != last + 1)
			return false;
		last = number;
	}
	return true;
}

rap_outline rap_outline_of(const rap_docx *docx)
{
	rap_outline outline = {.items = rap_calloc(docx->n_pars + 1, sizeof *outline.items),
	                       .top = RAP_DOCX_TITLE};
	reader *x = rap_calloc(1, sizeof *x);
	size_t first = 0;
	bool front = true; /* so far there was nothing but our own words, and the title */

	x->docx = docx;
	x->outline = &outline;
	rap_docx_lists_read(docx->numbering, &x->lists);
	for (size_t p = 0; p < docx->n_pars; p++) {
		/* Where its end is taken it goes on in the next. */
		if (docx->pars[p].end == RAP_DOCX_TAKEN && p + 1 < docx->n_pars)
			continue;
		if (front && is_front(docx, p)) {
			first = p + 1;
			continue;
		}
		front &= docx->pars[p].form.heading == RAP_DOCX_TITLE;
		add(x, &docx->pars[p],
		    rap_slice_sub(rap_slice_of(docx->now), docx->pars[first].now.from,
		                  docx->pars[p].now.to));
		first = p + 1;
	}
	outline.counts = counts_through(&outline);
	rap_docx_lists_done(&x->lists);
	free(x);
	return outline;
}

void rap_outline_done(rap_outline *outline)
{
	free(outline->items);
	*outline = (rap_outline){0};
}
