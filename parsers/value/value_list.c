// SPDX-License-Identifier: Apache-2.0
/*
 * Lists: an item per line, with or without a bullet or number before it; one line alone is divided at semicolons. A
 * line that a program broke is one item all the same.
 */
#include "parsers/value/value.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/lines.h"

#include <stdlib.h>

#define LONG_COLUMNS 50u /* a shorter line was not broken by a program */

/* ---- bullets and numbers -------------------------------------------------------------------------------- */

static bool is_bullet(uint32_t c)
{
	return c == '-' || c == '*' || c == '+' || c == 0x2022 || c == 0x00B7 || c == 0x30FB ||
	       c == 0xFF65 || c == 0x25CF || c == 0x25CB || c == 0x25A0 || c == 0x25A1 ||
	       c == 0x2013 || c == 0x2014 || c == 0x25E6 || c == 0x25AA || c == 0x25B6 ||
	       c == 0x2756 || c == 0x27A2;
}

/* Numbers and letters in circles or brackets: a sign alone is the bullet. */
static bool is_circled(uint32_t c)
{
	return (c >= 0x2460 && c <= 0x24E9) || (c >= 0x2776 && c <= 0x2793) ||
	       (c >= 0x3220 && c <= 0x3229) || (c >= 0x3260 && c <= 0x327B);
}

static bool is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_han_number(uint32_t c)
{
	static const char digits[] = "一二三四五六七八九十";

	for (size_t at = 0; digits[at];)
		if (rap_utf8_next(rap_slice_of(digits), &at) == c)
			return true;
	return false;
}

/* The syllables that Korean lists count with. */
static bool is_korean_letter(uint32_t c)
{
	static const char letters[] = "가나다라마바사아자차카타파하";

	for (size_t at = 0; letters[at];)
		if (rap_utf8_next(rap_slice_of(letters), &at) == c)
			return true;
	return false;
}

typedef enum counter { BY_NOTHING, BY_DIGITS, BY_HAN, BY_KOREAN, BY_LATIN, BY_CYRILLIC } counter;

static counter counter_of(uint32_t c)
{
	if (is_digit(c))
		return BY_DIGITS;
	if (is_han_number(c))
		return BY_HAN;
	if (is_korean_letter(c))
		return BY_KOREAN;
	if (c >= 'a' && c <= 'z')
		return BY_LATIN;
	return c >= 0x0430 && c <= 0x044F ? BY_CYRILLIC : BY_NOTHING;
}

static bool is_roman(uint32_t c)
{
	return c == 'i' || c == 'v' || c == 'x';
}

/* "12", "三", "가", "a", "iv" at `at`; moves *at behind it. */
static counter take_counter(rap_slice s, size_t *at)
{
	size_t next = *at;
	uint32_t first = rap_utf8_next(s, &next);
	counter by = counter_of(first);
	bool roman = is_roman(first);
	size_t most = by == BY_DIGITS || by == BY_HAN ? 3 : 1, n = 0;

	if (roman)
		most = 4;
	for (next = *at; by != BY_NOTHING && next < s.len && n < most; n++) {
		size_t here = next;
		uint32_t c = rap_utf8_next(s, &next);

		if (counter_of(c) != by || (roman && !is_roman(c))) {
			next = here;
			break;
		}
	}
	if (n > 0)
		*at = next;
	return n > 0 ? by : BY_NOTHING;
}

/* "1)" needs no blank behind it, "1." does where a number might go on: "2.5 million trees" is no item number 2. */
static bool take_end(rap_slice s, size_t *at, counter by, bool opened)
{
	size_t next = *at, ahead;
	uint32_t c = rap_utf8_next(s, &next), behind;

	ahead = next;
	behind = rap_utf8_next(s, &ahead);
	*at = next;
	if (next >= s.len)
		return false;
	if (c == ')' || c == 0xFF09)
		return opened || by != BY_HAN;
	if (opened)
		return false;
	if (c == 0x3001)
		return by == BY_DIGITS || by == BY_HAN;
	if (c == 0xFF0E)
		return by == BY_DIGITS && !is_digit(behind);
	if (c != '.')
		return false;
	if (by == BY_DIGITS)
		return behind == ' ' || behind > 0x7F;
	return (by == BY_LATIN || by == BY_KOREAN) && behind == ' ';
}

rap_slice rap_value_unbulleted(rap_slice line, bool *ret_had)
{
	size_t at = 0, begin = 0;
	bool opened;
	counter by;
	uint32_t c;

	line = rap_utf8_trim(line);
	*ret_had = false;
	c = rap_utf8_next(line, &at);
	if (line.len == 0)
		return line;
	if (is_circled(c) || (is_bullet(c) && (at >= line.len || line.at[at] == ' ' || c > 0x7F))) {
		*ret_had = true;
		return rap_utf8_trim(rap_slice_sub(line, at, line.len));
	}
	opened = c == '(' || c == 0xFF08;
	begin = opened ? at : 0;
	by = take_counter(line, &begin);
	if (by == BY_NOTHING || !take_end(line, &begin, by, opened))
		return line;
	*ret_had = true;
	return rap_utf8_trim(rap_slice_sub(line, begin, line.len));
}

/* ---- items ---------------------------------------------------------------------------------------------- */

static void add_item(rap_strv *items, rap_slice item)
{
	if (item.len > 0 && items->n < RAP_LIMIT_LIST)
		rap_strv_take(items, rap_strndup(item.at, item.len));
}

static uint32_t last_of(rap_slice s)
{
	uint32_t c = 0;

	for (size_t at = 0; at < s.len;)
		c = rap_utf8_next(s, &at);
	return c;
}

static bool ends_sentence(uint32_t c)
{
	return c == '.' || c == ';' || c == ':' || c == '!' || c == '?' || c == 0x3002 ||
	       c == 0xFF1B || c == 0xFF1A || c == 0xFF01 || c == 0xFF1F;
}

static bool is_lower(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 0x0430 && c <= 0x045F);
}

typedef struct list {
	rap_strv *items;
	rap_slice
		before; /* the last line as typed, with its indentation; empty behind an empty line */
	bool bulleted; /* the last item has a bullet */
	size_t bullets;
} list;

/* The line is the rest of the item above it. */
static bool goes_on(const list *l, rap_slice line)
{
	rap_slice above = rap_utf8_trim(l->before), text = rap_utf8_trim(line);
	size_t at = 0;
	bool is_long = rap_utf8_width(above) >= LONG_COLUMNS;

	if (l->items->n == 0 || above.len == 0 || ends_sentence(last_of(above)))
		return false;
	if (l->bulleted)
		return is_long || text.at > line.at || is_lower(rap_utf8_next(text, &at));
	return is_long && is_lower(rap_utf8_next(text, &at));
}

static void join_item(rap_strv *items, rap_slice rest)
{
	char **item = &items->at[items->n - 1];
	size_t at = 0;
	bool cjk = rap_utf8_is_cjk(last_of(rap_slice_of(*item))) &&
	           rap_utf8_is_cjk(rap_utf8_next(rest, &at));
	rap_buf joined = rap_buf_init(RAP_LIMIT_VALUE + 16);

	rap_buf_str(&joined, *item);
	if (!cjk)
		rap_buf_char(&joined, ' ');
	rap_buf_slice(&joined, rest);
	free(*item);
	*item = rap_buf_take(&joined);
}

static void add_line(list *l, rap_slice line)
{
	bool had;
	rap_slice item = rap_value_unbulleted(line, &had);

	if (item.len == 0) {
		l->before = (rap_slice){0};
		return;
	}
	if (!had && goes_on(l, line)) {
		join_item(l->items, item);
		l->before = line;
		return;
	}
	/* "Our items:" above a list is none. */
	if (had && l->bullets == 0 && l->items->n == 1 && ends_sentence(last_of(l->before)) &&
	    (last_of(rap_utf8_trim(l->before)) == ':' ||
	     last_of(rap_utf8_trim(l->before)) == 0xFF1A)) {
		rap_strv_done(l->items);
		*l->items = (rap_strv){0};
	}
	add_item(l->items, item);
	l->bulleted = had;
	l->bullets += had;
	l->before = line;
}

/* Divides at ; and its wide form. */
static void divide(rap_slice line, rap_strv *items)
{
	size_t from = 0;
	bool had;

	for (size_t at = 0; at < line.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(line, &at);

		if (c != ';' && c != 0xFF1B)
			continue;
		add_item(items, rap_value_unbulleted(rap_slice_sub(line, from, begin), &had));
		from = at;
	}
	add_item(items, rap_value_unbulleted(rap_slice_sub(line, from, line.len), &had));
}

void rap_value_list(const rap_context *context, rap_slice raw, rap_valued *ret)
{
	list l = {.items = &ret->value.list};
	size_t lines = 0;
	rap_slice line;

	ret->value = (rap_value){.kind = RAP_VALUE_LIST};
	/* "The same as last year" names no item. */
	if (!rap_value_find(context, "elsewhere", raw))
		for (size_t at = 0; rap_lines_next(raw, &at, &line);) {
			lines += rap_utf8_trim(line).len > 0;
			add_line(&l, line);
		}
	if (lines == 1 && ret->value.list.n == 1) {
		char *only = rap_strdup(ret->value.list.at[0]);

		rap_strv_done(&ret->value.list);
		ret->value.list = (rap_strv){0};
		divide(rap_slice_of(only), &ret->value.list);
		free(only);
	}
	if (ret->value.list.n == 0) {
		rap_value_done(&ret->value);
		*ret = (rap_valued){.status = RAP_ANSWER_UNCLEAR, .flag = "not-a-list"};
	}
}
