// SPDX-License-Identifier: Apache-2.0
/* Crosses, ticks and boxes in a list of options, and lists that were shortened to one option. */
#include "parsers/value/marks.h"

#include "common/utf8.h"
#include "parsers/value/value.h"

#define OPTIONS_MAX 32u

typedef enum box { BOX_NONE, BOX_EMPTY, BOX_CROSSED } box;

typedef struct entry {
	rap_slice words;
	box before, behind;
	bool framed; /* *support*, [support] */
} entry;

/* Signs that say "this one" by themselves. A multiplication sign or a Japanese cross says "not this". */
static bool is_tick(uint32_t c)
{
	return c == 0x2713 || c == 0x2714 || c == 0x221A || c == 0x2611 || c == 0x2612 ||
	       c == 0x25A0 || c == 0x25CF || c == 0x25C9 || c == 0x2705 || c == 0x25CE;
}

static bool is_empty_box(uint32_t c)
{
	return c == 0x2610 || c == 0x25A1 || c == 0x25CB || c == 0x25EF || c == 0x3007;
}

/* Letters that are drawn as a cross or a tick. */
static bool is_cross_letter(uint32_t c)
{
	return c == 'x' || c == 'X' || c == 'v' || c == 'V' || c == 0x0445 || c == 0x0425 ||
	       c == 0xFF38 || c == 0xFF58 || c == 0xFF36 || c == 0xFF56;
}

/* A line end parts options only where nothing else does: clients wrap. */
static bool is_part(uint32_t c, bool lines)
{
	return c == '/' || (lines && c == '\n') || c == ';' || c == '|' || c == 0xFF0F ||
	       c == 0xFF1B || c == '\t';
}

static bool opens(uint32_t c)
{
	return c == '[' || c == '(' || c == '<' || c == 0xFF3B || c == 0xFF08 || c == 0x3010;
}

static bool closes(uint32_t c)
{
	return c == ']' || c == ')' || c == '>' || c == 0xFF3D || c == 0xFF09 || c == 0x3011;
}

static uint32_t next_solid(rap_slice s, size_t *at)
{
	uint32_t c = rap_utf8_next(s, at);

	while (c != RAP_UTF8_BAD && rap_utf8_is_space(c) && c != '\n')
		c = rap_utf8_next(s, at);
	return c;
}

/* A letter with blanks or ends on both sides. */
static bool alone(rap_slice s, size_t from, size_t to)
{
	size_t next = to;
	uint32_t c = rap_utf8_next(s, &next);

	if (to < s.len && !rap_utf8_is_space(c) && !is_part(c, true) && !closes(c))
		return false;
	return from == 0 || s.at[from - 1] == ' ' || s.at[from - 1] == '\n' ||
	       s.at[from - 1] == '/' || s.at[from - 1] == '(' || s.at[from - 1] == '\t';
}

/* A box at `at`: moves *end behind it. */
static box box_at(rap_slice s, size_t at, size_t *end)
{
	size_t next = at;
	uint32_t c = rap_utf8_next(s, &next), inner;

	*end = next;
	if (is_tick(c))
		return BOX_CROSSED;
	if (is_empty_box(c))
		return BOX_EMPTY;
	if (is_cross_letter(c) && alone(s, at, next))
		return BOX_CROSSED;
	if (!opens(c))
		return BOX_NONE;
	inner = next_solid(s, &next);
	*end = next;
	if (closes(inner))
		return BOX_EMPTY;
	if (!is_cross_letter(inner) && !is_tick(inner) && inner != '*' && inner != '+')
		return BOX_NONE;
	inner = next_solid(s, &next);
	*end = next;
	return closes(inner) ? BOX_CROSSED : BOX_NONE;
}

static rap_slice bare(rap_slice s)
{
	for (;;) {
		size_t at = 0, last;
		uint32_t c;

		s = rap_utf8_trim(s);
		if (s.len == 0)
			return s;
		c = rap_utf8_next(s, &at);
		if (opens(c) || closes(c) || c == '_' || c == ':' || c == ',' || c == 0xFF1A) {
			s = rap_slice_sub(s, at, s.len);
			continue;
		}
		last = s.len - 1;
		while (last > 0 && ((unsigned char)s.at[last] & 0xC0) == 0x80)
			last--;
		at = last;
		c = rap_utf8_next(s, &at);
		if (!opens(c) && !closes(c) && c != '_' && c != ':' && c != ',' && c != '.' &&
		    c != 0xFF1A)
			return s;
		s = rap_slice_sub(s, 0, last);
	}
}

/*
 * Signs on both sides ("_support_", ">>support<<", "==support=="), or an arrow on one. A lone '>' may be a mark of
 * quotation that wrapping left there.
 */
static bool is_framed(rap_slice words)
{
	static const char *const pairs[] = {"__", "==", "~~", "^^", "++", "><", "<>", "{}", "\"\""};
	static const char *const arrows[] = {"->", "=>", "→", "⇒", "➔", "➜", "☞", "👉"};
	static const char *const back[] = {"<-", "<=", "←", "⇐", "👈"};

	if (words.len < 4)
		return false;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (words.at[0] == pairs[i][0] && words.at[words.len - 1] == pairs[i][1])
			return true;
	for (size_t i = 0; i < sizeof arrows / sizeof arrows[0]; i++)
		if (memcmp(words.at, arrows[i], strlen(arrows[i])) == 0)
			return true;
	for (size_t i = 0; i < sizeof back / sizeof back[0]; i++)
		if (memmem(words.at, words.len, back[i], strlen(back[i])))
			return true;
	return false;
}

/* Without the signs of a frame. */
static rap_slice unframed(rap_slice words)
{
	static const char *const signs = "_=~^+><{}\"-*";
	size_t at, next;

	for (;;) {
		words = rap_utf8_trim(words);
		if (words.len == 0)
			return words;
		at = 0;
		if (strchr(signs, words.at[0])) {
			words = rap_slice_sub(words, 1, words.len);
			continue;
		}
		if (strchr(signs, words.at[words.len - 1])) {
			words.len--;
			continue;
		}
		if (!rap_utf8_is_word(rap_utf8_next(words, &at)) &&
		    (unsigned char)words.at[0] >= 0xe2 &&
		    !rap_utf8_is_cjk(rap_utf8_next(words, &(size_t){0}))) {
			words = rap_slice_sub(words, at, words.len);
			continue;
		}
		for (next = words.len - 1;
		     next > 0 && ((unsigned char)words.at[next] & 0xC0) == 0x80;)
			next--;
		at = next;
		if ((unsigned char)words.at[next] >= 0xe2) {
			uint32_t c = rap_utf8_next(words, &at);

			if (!rap_utf8_is_word(c) && !rap_utf8_is_cjk(c)) {
				words = rap_slice_sub(words, 0, next);
				continue;
			}
		}
		return words;
	}
}

typedef struct entries {
	entry at[OPTIONS_MAX];
	size_t n;
	bool boxes, over;
} entries;

static void put_entry(entries *l, rap_slice words, box before, box behind)
{
	entry e = {.before = before, .behind = behind};

	words = rap_utf8_trim(words);
	if (words.len > 2 && ((words.at[0] == '[' && words.at[words.len - 1] == ']') ||
	                      (words.at[0] == '(' && words.at[words.len - 1] == ')')))
		e.framed = true;
	if (is_framed(words))
		e.framed = true;
	words = bare(words);
	if (words.len > 2 && words.at[0] == '*' && words.at[words.len - 1] == '*') {
		e.framed = true;
		while (words.len > 0 && words.at[0] == '*')
			words = rap_slice_sub(words, 1, words.len);
		while (words.len > 0 && words.at[words.len - 1] == '*')
			words.len--;
	}
	e.words = rap_utf8_trim(e.framed ? unframed(words) : words);
	if (e.words.len == 0 && before == BOX_NONE && behind == BOX_NONE)
		return;
	if (l->n == OPTIONS_MAX) {
		l->over = true;
		return;
	}
	l->at[l->n++] = e;
}

/*
 * Divides at separators, and at boxes once the first box has shown whether they stand before or behind their
 * option.
 */
static void divide(rap_slice s, entries *l)
{
	box before = BOX_NONE, behind = BOX_NONE;
	bool leading = false, known = false;
	bool lines = true;
	size_t from = 0, end = 0;

	for (size_t at = 0; at < s.len;)
		lines &= !is_part(rap_utf8_next(s, &at), false);
	for (size_t at = 0; at < s.len;) {
		size_t next = at;
		uint32_t c = rap_utf8_next(s, &next);
		box b = box_at(s, at, &end);

		if (is_part(c, lines)) {
			put_entry(l, rap_slice_sub(s, from, at), before, behind);
			before = behind = BOX_NONE;
			from = at = next;
		} else if (b == BOX_NONE) {
			at = next;
		} else {
			bool words = bare(rap_slice_sub(s, from, at)).len > 0;

			l->boxes = true;
			if (!known)
				leading = !words;
			known = true;
			if (leading && words) {
				put_entry(l, rap_slice_sub(s, from, at), before, BOX_NONE);
				before = b;
			} else if (leading) {
				before = b;
			} else {
				put_entry(l, rap_slice_sub(s, from, at), BOX_NONE, b);
			}
			from = at = end;
		}
	}
	put_entry(l, rap_slice_sub(s, from, s.len), before, behind);
}

rap_marks rap_marks_read(const rap_context *context, const rap_field *field, rap_slice list,
                         rap_slice *ret_words)
{
	entries l = {0};
	size_t options = 0, marked = 0, others = 0, framed = 0, empty = 0;
	const entry *chosen = NULL, *only = NULL, *star = NULL;

	list = rap_utf8_trim(list);
	/* The parentheses of the whole list are no frame of its first and last option. */
	if (list.len > 2 && list.at[0] == '(' && list.at[list.len - 1] == ')')
		list = rap_slice_sub(list, 1, list.len - 1);
	divide(list, &l);
	for (size_t i = 0; i < l.n; i++) {
		const entry *e = &l.at[i];
		bool crossed = e->before == BOX_CROSSED || e->behind == BOX_CROSSED;
		bool known = e->words.len > 0 && rap_value_option(context, field, e->words);

		options += known;
		others += !known && e->words.len > 0;
		marked += crossed;
		empty += e->before == BOX_EMPTY || e->behind == BOX_EMPTY;
		if (known)
			only = e;
		if (crossed && known)
			chosen = e;
		if (known && e->framed) {
			framed++;
			star = e;
		}
	}
	if (options == 0)
		return RAP_MARKS_NONE;
	if (marked == 0 && framed == 1 && options > 1) {
		marked = 1;
		chosen = star;
	}
	if (marked > 0) {
		if (marked > 1 || !chosen || others > 0 || l.over)
			return RAP_MARKS_UNCLEAR;
		*ret_words = chosen->words;
		return RAP_MARKS_ONE;
	}
	/* One circle among options without circles is a mark in some countries. */
	if (l.boxes && options > 1)
		return others > 0 || empty != options ? RAP_MARKS_UNCLEAR : RAP_MARKS_NONE;
	/* yes-no has two options without a list of its own. */
	if (options == (field->type == RAP_FIELD_YES_NO ? 2 : field->options.n) && others == 0)
		return RAP_MARKS_NONE;
	if (options > 1 || others > 0 || l.over)
		return RAP_MARKS_UNCLEAR;
	*ret_words = only->words;
	return RAP_MARKS_ONE;
}
