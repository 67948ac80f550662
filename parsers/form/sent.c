// SPDX-License-Identifier: Apache-2.0
/* Items of the form and paragraphs of the draft in the text that was sent. */
#include "parsers/form/sent.h"

#include "common/limits.h"
#include "common/mem.h"

#include <stdlib.h>

#define GLUE_MAX 3u /* punctuation between id and label, or before an id: ">>>", "](" */
#define NO_PLACE UINT32_MAX
#define CUE_MAX 12u /* tokens of what follows every item alike */

/* How many tokens of w stand at `at`. */
static size_t stands(const rap_tokens *t, size_t at, const rap_tokens *w)
{
	size_t n = 0;

	while (n < w->n && at + n < t->n && t->at[at + n].word == w->at[n].word)
		n++;
	return n;
}

/* Where each word stands in the text, so that an item is looked for only where its first word is. */
typedef struct places {
	uint32_t *first; /* by word; NO_PLACE: nowhere */
	uint32_t *next; /* by token: the same word again */
	size_t n_words;
} places;

static places places_of(const rap_tokens *t)
{
	places p = {0};

	for (size_t i = 0; i < t->n; i++)
		if (t->at[i].word >= p.n_words)
			p.n_words = t->at[i].word + (size_t)1;
	p.first = rap_calloc(p.n_words + 1, sizeof *p.first);
	p.next = rap_calloc(t->n + 1, sizeof *p.next);
	for (size_t w = 0; w < p.n_words; w++)
		p.first[w] = NO_PLACE;
	for (size_t i = t->n; i-- > 0;) {
		p.next[i] = p.first[t->at[i].word];
		p.first[t->at[i].word] = (uint32_t)i;
	}
	return p;
}

static void places_done(places *p)
{
	free(p->first);
	free(p->next);
}

/* The first place at or behind `from` of the first word of w, or NO_PLACE. */
static size_t first_place(const places *p, const rap_tokens *w, size_t from)
{
	uint32_t at = w->n > 0 && w->at[0].word < p->n_words ? p->first[w->at[0].word] : NO_PLACE;

	while (at != NO_PLACE && at < from)
		at = p->next[at];
	return at;
}

static bool whole(const rap_tokens *t, size_t at, const rap_tokens *w)
{
	return w->n > 0 && stands(t, at, w) == w->n;
}

static bool is_punct(const rap_tokens *t, size_t i)
{
	return i < t->n && t->at[i].kind == RAP_TOKEN_PUNCT;
}

static bool is_char(const rap_tokens *t, const rap_vocabulary *v, size_t i, char c)
{
	const char *text = i < t->n ? rap_vocabulary_text(v, t->at[i].word) : "";

	return text[0] == c && text[1] == '\0';
}

/* ---- items of the form ---------------------------------------------------------------------------------- */

/* The id at the head of an item: it is followed by the label, with little punctuation between. */
static bool find_head(const rap_tokens *t, const places *p, size_t from, const rap_tokens *id,
                      const rap_tokens *label, rap_sent_item *ret)
{
	for (size_t at = first_place(p, id, from); at != NO_PLACE; at = p->next[at]) {
		size_t next;

		if (!whole(t, at, id))
			continue;
		next = at + id->n;
		for (size_t glue = 0; glue <= GLUE_MAX; glue++) {
			if (whole(t, next + glue, label)) {
				ret->from = at;
				ret->label = next + glue;
				ret->hint = next + glue + label->n;
				return true;
			}
			if (!is_punct(t, next + glue))
				break;
		}
	}
	return false;
}

/* Where the labels of the context are not those that were sent: the id at the beginning of a line. */
static bool find_line(const rap_tokens *t, const places *p, size_t from, const rap_tokens *id,
                      rap_sent_item *ret)
{
	for (size_t at = first_place(p, id, from); at != NO_PLACE; at = p->next[at]) {
		size_t first = at, line = t->at[at].line;

		if (!whole(t, at, id))
			continue;
		while (first > 0 && is_punct(t, first - 1) && t->at[first - 1].line == line)
			first--;
		if (!rap_token_begins_line(t, first))
			continue;
		ret->from = at;
		ret->label = at + id->n;
		while (is_punct(t, ret->label) && ret->label < at + id->n + GLUE_MAX)
			ret->label++;
		ret->hint = ret->label;
		while (ret->hint < t->n && t->at[ret->hint].line == line)
			ret->hint++;
		return true;
	}
	return false;
}

/* Behind the label: one group in parentheses, or the words of the hint without any. */
static size_t skip_hint(const rap_tokens *t, const rap_vocabulary *v, size_t at,
                        const rap_tokens *hint)
{
	size_t depth = 0;

	if (!is_char(t, v, at, '(')) {
		return whole(t, at, hint) ? at + hint->n : at;
	}
	for (size_t i = at; i < t->n && i < at + 200; i++) {
		if (is_char(t, v, i, '('))
			depth++;
		else if (is_char(t, v, i, ')') && --depth == 0)
			return i + 1;
	}
	return at;
}

/* Brackets, arrows and the like before an id on its line belong to the item. */
static size_t with_opening(const rap_tokens *t, size_t at, size_t floor)
{
	size_t n = 0;

	while (at > floor && n < GLUE_MAX && is_punct(t, at - 1) &&
	       t->at[at - 1].line == t->at[at].line) {
		at--;
		n++;
	}
	return at;
}

static void find_fields(const rap_names *names, const places *p, rap_sent *s)
{
	const rap_vocabulary *v = names->vocabulary;
	const rap_tokens *t = &s->tokens;
	size_t at = 0;

	for (size_t f = 0; f < names->n_fields; f++) {
		const rap_tokens *id = &names->ids[f], *label = &names->labels[f];
		rap_sent_item *item = &s->fields[f];

		item->found = find_head(t, p, at, id, label, item) ||
		              find_head(t, p, 0, id, label, item) || find_line(t, p, at, id, item);
		if (item->found) {
			item->cue = skip_hint(t, v, item->hint, &names->hints[f]);
			item->to = item->cue;
			at = item->cue;
			s->n_found++;
		}
	}
}

/* Where the item after this one begins; the end of the text behind the last. */
static size_t next_item(const rap_sent *s, size_t n_fields, size_t f)
{
	size_t next = s->tokens.n;

	for (size_t i = 0; i < n_fields; i++)
		if (s->fields[i].found && s->fields[i].from > s->fields[f].from &&
		    s->fields[i].from < next)
			next = s->fields[i].from;
	return next == s->tokens.n ? next : with_opening(&s->tokens, next, s->fields[f].cue);
}

/* Token i of what follows item f; its own id counts as the same word in all items. */
static uint32_t tail_word(const rap_sent *s, size_t f, size_t i)
{
	const rap_sent_item *item = &s->fields[f];
	uint32_t word = s->tokens.at[item->cue + i].word;

	return word == s->tokens.at[item->from].word ? UINT32_MAX : word;
}

/* With one item there is nothing to compare with: the cue ends with its paragraph. */
static size_t paragraph_tail(const rap_tokens *t, size_t at)
{
	size_t n = 0;

	if (at == 0)
		return 0;
	while (at + n < t->n && n < CUE_MAX && t->at[at + n].line - t->at[at + n - 1].line <= 1)
		n++;
	return n;
}

/* The cue: what follows label and hint in every item alike. */
static void find_cues(const rap_context *context, rap_sent *s)
{
	size_t first = 0, n = CUE_MAX;

	if (s->n_found == 0)
		return;
	while (!s->fields[first].found)
		first++;
	if (s->n_found == 1)
		n = paragraph_tail(&s->tokens, s->fields[first].cue);
	for (size_t f = 0; f < context->n_fields; f++) {
		size_t common = 0, room;

		if (!s->fields[f].found)
			continue;
		room = next_item(s, context->n_fields, f) - s->fields[f].cue;
		while (common < n && common < room && s->fields[first].cue + common < s->tokens.n &&
		       tail_word(s, f, common) == tail_word(s, first, common))
			common++;
		n = common;
	}
	for (size_t f = 0; f < context->n_fields; f++)
		if (s->fields[f].found)
			s->fields[f].to = s->fields[f].cue + n;
}

static void paint(rap_sent *s, size_t from, size_t to, rap_sent_part part, int owner)
{
	for (size_t i = from; i < to && i < s->tokens.n; i++) {
		s->part[i] = (uint8_t)part;
		s->owner[i] = owner;
	}
}

static void paint_fields(const rap_context *context, rap_sent *s)
{
	size_t floor = 0;

	for (size_t f = 0; f < context->n_fields; f++) {
		rap_sent_item *item = &s->fields[f];
		uint32_t id;

		if (!item->found)
			continue;
		id = s->tokens.at[item->from].word;
		for (size_t i = item->from; i < item->to; i++)
			if (s->tokens.at[i].word == id)
				s->weight[i] = RAP_SENT_HEAVY;
		item->from = with_opening(&s->tokens, item->from, floor);
		paint(s, item->from, item->label, RAP_SENT_ID, (int)f);
		paint(s, item->label, item->hint, RAP_SENT_LABEL, (int)f);
		paint(s, item->hint, item->cue, RAP_SENT_HINT, (int)f);
		paint(s, item->cue, item->to, RAP_SENT_CUE, (int)f);
		s->zone += item->to - item->from;
		floor = item->to;
	}
}

/* ---- paragraphs of the draft ---------------------------------------------------------------------------- */

/* A mark in brackets that is followed by the first words of its paragraph. */
static bool find_paragraph(const rap_sent *s, const places *p, const rap_vocabulary *v, size_t from,
                           const rap_tokens *mark, const rap_tokens *text, rap_sent_item *ret)
{
	const rap_tokens *t = &s->tokens;
	size_t enough = text->n < 5 ? text->n : 5;

	for (size_t at = first_place(p, mark, from); at != NO_PLACE; at = p->next[at]) {
		size_t behind = at + mark->n;

		if (s->part[at] != RAP_SENT_OUTSIDE || !whole(t, at, mark))
			continue;
		if (at > 0 && is_char(t, v, at - 1, '[') && is_char(t, v, behind, ']'))
			behind++;
		if (text->n == 0 || stands(t, behind, text) < enough)
			continue;
		ret->from = at > 0 && is_char(t, v, at - 1, '[') ? at - 1 : at;
		ret->label = behind;
		ret->to = behind + stands(t, behind, text);
		return true;
	}
	return false;
}

static void find_paragraphs(const rap_names *names, const places *at_words, rap_sent *s)
{
	const rap_vocabulary *v = names->vocabulary;
	size_t at = 0;

	for (size_t p = 0; p < names->n_paragraphs; p++) {
		rap_sent_item *item = &s->paragraphs[p];

		item->found = find_paragraph(s, at_words, v, at, &names->marks[p], &names->texts[p],
		                             item);
		if (item->found) {
			paint(s, item->from, item->label, RAP_SENT_MARK, (int)p);
			paint(s, item->label, item->to, RAP_SENT_PARAGRAPH, (int)p);
			for (size_t i = item->from; i < item->label; i++)
				if (s->tokens.at[i].kind != RAP_TOKEN_PUNCT)
					s->weight[i] = RAP_SENT_HEAVY;
			at = item->to;
		}
	}
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

void rap_sent_read(const rap_context *context, const rap_names *names, char *text,
                   rap_vocabulary *v, rap_sent *ret)
{
	places p;

	*ret = (rap_sent){.text = text};
	rap_tokens_read(rap_slice_of(text), v, &ret->tokens);
	p = places_of(&ret->tokens);
	ret->part = rap_calloc(ret->tokens.n + 1, sizeof *ret->part);
	ret->owner = rap_calloc(ret->tokens.n + 1, sizeof *ret->owner);
	ret->weight = rap_calloc(ret->tokens.n + 1, sizeof *ret->weight);
	ret->fields = rap_calloc(context->n_fields + 1, sizeof *ret->fields);
	ret->paragraphs = rap_calloc(context->n_paragraphs + 1, sizeof *ret->paragraphs);
	for (size_t i = 0; i < ret->tokens.n; i++) {
		ret->owner[i] = RAP_SENT_NOBODY;
		ret->weight[i] = ret->tokens.at[i].kind == RAP_TOKEN_PUNCT ? 1 : 2;
	}
	find_fields(names, &p, ret);
	find_cues(context, ret);
	paint_fields(context, ret);
	find_paragraphs(names, &p, ret);
	places_done(&p);
}

/* As the form shows it: options and scales stand there even where the questionnaire gives no hint. */
static void put_hint(rap_buf *out, const rap_field *field)
{
	if (field->hint)
		rap_buf_printf(out, "(%s", field->hint);
	else if (field->type == RAP_FIELD_RATING)
		rap_buf_printf(out, "(%ld = low, %ld = high", field->scale_min, field->scale_max);
	else if (field->type == RAP_FIELD_YES_NO)
		rap_buf_str(out, "(yes / no");
	else if (field->type != RAP_FIELD_CHOICE)
		return;
	for (size_t i = 0; field->type == RAP_FIELD_CHOICE && i < field->options.n; i++)
		rap_buf_printf(out, "%s%s",
		               i > 0         ? " / "
		               : field->hint ? ": "
		                             : "(",
		               field->options.at[i]);
	rap_buf_str(out, ")\n");
}

char *rap_sent_invent(const rap_context *context)
{
	rap_buf out = rap_buf_init(RAP_LIMIT_TEXT_PART);

	for (size_t f = 0; f < context->n_fields; f++) {
		const rap_field *field = &context->fields[f];

		rap_buf_printf(&out, "[%s] %s\n", field->id, field->label);
		put_hint(&out, field);
		rap_buf_printf(&out, "Answer [%s]:\n\n", field->id);
	}
	rap_buf_str(&out, "[end of form - please do not write below this line]\n\n");
	for (size_t p = 0; p < context->n_paragraphs; p++)
		rap_buf_printf(&out, "[%s] %s\n\n", context->paragraphs[p].mark,
		               context->paragraphs[p].text);
	return rap_buf_take(&out);
}

void rap_sent_done(rap_sent *sent)
{
	rap_tokens_done(&sent->tokens);
	free(sent->text);
	free(sent->weight);
	free(sent->part);
	free(sent->owner);
	free(sent->fields);
	free(sent->paragraphs);
	*sent = (rap_sent){0};
}
