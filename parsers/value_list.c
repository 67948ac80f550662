// SPDX-License-Identifier: Apache-2.0
/*
 * Lists and persons. An item per line, with or without a bullet or number before it; one line alone is divided
 * at semicolons. A person is "name, title, institution, address", or lines such as "Name: ..." one below the
 * other.
 */
#include "parsers/value.h"

#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/lines.h"
#include "parsers/token.h"

#include <stdlib.h>

static bool is_bullet(uint32_t c)
{
	return c == '-' || c == '*' || c == '+' || c == 0x2022 || c == 0x00B7 || c == 0x30FB ||
	       c == 0x25CF || c == 0x25CB || c == 0x25A0 || c == 0x25A1 || c == 0x2013 ||
	       c == 0x2014 || c == 0x25E6 || c == 0x25AA;
}

/* Without "- ", "1. ", "(2) ", "a) ": a number or letter counts only with its bracket or point. */
static rap_slice without_bullet(rap_slice line)
{
	size_t at = 0, n = 0, begin;
	uint32_t c;

	line = rap_utf8_trim(line);
	c = rap_utf8_next(line, &at);
	if (line.len > 0 && is_bullet(c) && (at >= line.len || line.at[at] == ' ' || c > 0x7F))
		return rap_utf8_trim(rap_slice_sub(line, at, line.len));
	begin = line.len > 0 && line.at[0] == '(' ? 1 : 0;
	while (begin + n < line.len && n < 3 && line.at[begin + n] >= '0' &&
	       line.at[begin + n] <= '9')
		n++;
	if (n == 0 && begin < line.len && line.at[begin] >= 'a' && line.at[begin] <= 'z')
		n = 1;
	at = begin + n;
	if (n > 0 && at + 1 < line.len &&
	    (line.at[at] == ')' || (line.at[at] == '.' && begin == 0)) && line.at[at + 1] == ' ')
		return rap_utf8_trim(rap_slice_sub(line, at + 1, line.len));
	return line;
}

static void add_item(rap_strv *items, rap_slice item)
{
	if (item.len > 0 && items->n < RAP_LIMIT_LIST)
		rap_strv_take(items, rap_strndup(item.at, item.len));
}

/* Divides at ; and its wide form. */
static void divide(rap_slice line, rap_strv *items)
{
	size_t from = 0;

	for (size_t at = 0; at < line.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(line, &at);

		if (c != ';' && c != 0xFF1B)
			continue;
		add_item(items, without_bullet(rap_slice_sub(line, from, begin)));
		from = at;
	}
	add_item(items, without_bullet(rap_slice_sub(line, from, line.len)));
}

void rap_value_list(rap_slice raw, rap_valued *ret)
{
	rap_slice line, only = {0};
	size_t lines = 0;

	ret->value = (rap_value){.kind = RAP_VALUE_LIST};
	for (size_t at = 0; rap_lines_next(raw, &at, &line);) {
		rap_slice item = without_bullet(line);

		if (item.len == 0)
			continue;
		lines++;
		only = item;
		add_item(&ret->value.list, item);
	}
	if (lines == 1) {
		rap_strv_done(&ret->value.list);
		divide(only, &ret->value.list);
	}
	if (ret->value.list.n == 0) {
		rap_value_done(&ret->value);
		*ret = (rap_valued){.status = RAP_ANSWER_UNCLEAR, .flag = "not-a-list"};
	}
}

/* ---- persons -------------------------------------------------------------------------------------------- */

typedef enum part { PART_NAME, PART_TITLE, PART_ORGANISATION, PART_ADDRESS, PART_NONE } part;

/* "Name: ..." in the six languages. */
static const struct {
	const char *word;
	part part;
} part_words[] = {
	{"name", PART_NAME},
	{"full name", PART_NAME},
	{"姓名", PART_NAME},
	{"氏名", PART_NAME},
	{"お名前", PART_NAME},
	{"성명", PART_NAME},
	{"이름", PART_NAME},
	{"фио", PART_NAME},
	{"имя", PART_NAME},
	{"нэр", PART_NAME},
	{"овог нэр", PART_NAME},
	{"title", PART_TITLE},
	{"position", PART_TITLE},
	{"职务", PART_TITLE},
	{"職務", PART_TITLE},
	{"役職", PART_TITLE},
	{"직위", PART_TITLE},
	{"직책", PART_TITLE},
	{"должность", PART_TITLE},
	{"албан тушаал", PART_TITLE},
	{"organisation", PART_ORGANISATION},
	{"organization", PART_ORGANISATION},
	{"institution", PART_ORGANISATION},
	{"affiliation", PART_ORGANISATION},
	{"ministry", PART_ORGANISATION},
	{"单位", PART_ORGANISATION},
	{"單位", PART_ORGANISATION},
	{"所属", PART_ORGANISATION},
	{"소속", PART_ORGANISATION},
	{"기관", PART_ORGANISATION},
	{"организация", PART_ORGANISATION},
	{"учреждение", PART_ORGANISATION},
	{"байгууллага", PART_ORGANISATION},
	{"email", PART_ADDRESS},
	{"e-mail", PART_ADDRESS},
	{"mail", PART_ADDRESS},
	{"邮箱", PART_ADDRESS},
	{"电子邮件", PART_ADDRESS},
	{"メール", PART_ADDRESS},
	{"メールアドレス", PART_ADDRESS},
	{"이메일", PART_ADDRESS},
	{"전자우편", PART_ADDRESS},
	{"эл. почта", PART_ADDRESS},
	{"почта", PART_ADDRESS},
	{"и-мэйл", PART_ADDRESS},
	{"имэйл", PART_ADDRESS},
};

typedef struct person {
	rap_slice parts[PART_NONE];
	bool any;
} person;

typedef void person_fn(void *user, const person *p);

static bool is_comma(uint32_t c)
{
	return c == ',' || c == ';' || c == '\t' || c == '|' || c == 0xFF0C || c == 0x3001 ||
	       c == 0xFF1B;
}

static bool has_at(rap_slice s)
{
	const char *at = s.len ? memchr(s.at, '@', s.len) : NULL;

	return at && at != s.at && at + 1 < s.at + s.len;
}

/* "<a@b.example>" and "mailto:a@b.example" are the address alone. */
static rap_slice bare_address(rap_slice s)
{
	while (s.len > 0 && (s.at[0] == '<' || s.at[0] == '('))
		s = rap_slice_sub(s, 1, s.len);
	if (s.len > 7 && rap_slice_is_nocase(rap_slice_sub(s, 0, 7), "mailto:"))
		s = rap_slice_sub(s, 7, s.len);
	while (s.len > 0 &&
	       (s.at[s.len - 1] == '>' || s.at[s.len - 1] == ')' || s.at[s.len - 1] == '.'))
		s.len--;
	return s;
}

static void put_part(person *p, rap_slice s, size_t *place)
{
	s = rap_utf8_trim(s);
	if (s.len == 0)
		return;
	p->any = true;
	if (has_at(s) && !memchr(s.at, ' ', s.len)) {
		p->parts[PART_ADDRESS] = bare_address(s);
	} else if (*place < PART_ADDRESS) {
		p->parts[(*place)++] = s;
	} else {
		/* More parts than expected belong to the institution: it may have commas in its name. */
		rap_slice *last = &p->parts[PART_ORGANISATION];

		last->len = (size_t)(s.at + s.len - last->at);
	}
}

static person person_of_line(rap_slice line)
{
	person p = {0};
	size_t from = 0, place = PART_NAME;

	for (size_t at = 0; at < line.len;) {
		size_t begin = at;

		if (!is_comma(rap_utf8_next(line, &at)))
			continue;
		put_part(&p, rap_slice_sub(line, from, begin), &place);
		from = at;
	}
	put_part(&p, rap_slice_sub(line, from, line.len), &place);
	/* "Oyun <oyun@environment.example>": the address behind the name without a comma */
	for (size_t i = 0; i < PART_ADDRESS; i++) {
		rap_slice *s = &p.parts[i];
		const char *angle = s->len ? memchr(s->at, '<', s->len) : NULL;

		if (!angle || !has_at(*s))
			continue;
		p.parts[PART_ADDRESS] =
			bare_address((rap_slice){angle, (size_t)(s->at + s->len - angle)});
		*s = rap_utf8_trim((rap_slice){s->at, (size_t)(angle - s->at)});
	}
	return p;
}

static part labelled(rap_slice line, rap_slice *ret_rest)
{
	for (size_t at = 0; at < line.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(line, &at);
		rap_buf key = rap_buf_init(RAP_KIB);
		part found = PART_NONE;

		if (c != ':' && c != 0xFF1A)
			continue;
		if (begin > 60)
			return PART_NONE;
		rap_value_key(rap_slice_sub(line, 0, begin), &key);
		for (size_t i = 0; i < sizeof part_words / sizeof part_words[0]; i++)
			if (rap_slice_is(rap_buf_as_slice(&key), part_words[i].word))
				found = part_words[i].part;
		rap_buf_done(&key);
		*ret_rest = rap_utf8_trim(rap_slice_sub(line, at, line.len));
		return found;
	}
	return PART_NONE;
}

static void each_person(rap_slice raw, person_fn *fn, void *user)
{
	rap_slice line, rest;
	person block = {0};

	for (size_t at = 0; rap_lines_next(raw, &at, &line);) {
		rap_slice item = without_bullet(line);
		part named = labelled(item, &rest);

		if (item.len == 0 || named == PART_NONE || (named == PART_NAME && block.any)) {
			if (block.any)
				fn(user, &block);
			block = (person){0};
		}
		if (named != PART_NONE) {
			block.parts[named] = named == PART_ADDRESS ? bare_address(rest) : rest;
			block.any = true;
		} else if (item.len > 0) {
			person p = person_of_line(item);

			if (p.any)
				fn(user, &p);
		}
	}
	if (block.any)
		fn(user, &block);
}

/* A number or a bare address is no name, and a name of more than twelve words is a sentence. */
static bool is_name(rap_slice s)
{
	size_t blanks = 0;

	if (s.len == 0 || s.len > 200 || has_at(s) || (s.at[0] >= '0' && s.at[0] <= '9'))
		return false;
	for (size_t i = 0; i < s.len; i++)
		blanks += s.at[i] == ' ';
	return blanks < 12;
}

typedef struct count {
	rap_valued *ret;
	bool doubtful;
} count;

static void to_list(void *user, const person *p)
{
	count *c = user;
	rap_buf text = rap_buf_init(RAP_LIMIT_VALUE);

	c->doubtful |= !is_name(p->parts[PART_NAME]);
	for (size_t i = 0; i < PART_NONE; i++) {
		if (p->parts[i].len == 0)
			continue;
		if (text.len > 0)
			rap_buf_str(&text, ", ");
		rap_buf_slice(&text, p->parts[i]);
	}
	if (c->ret->value.list.n < RAP_LIMIT_LIST)
		rap_strv_take(&c->ret->value.list, rap_buf_take(&text));
	rap_buf_done(&text);
}

void rap_value_people(rap_slice raw, rap_valued *ret)
{
	count c = {.ret = ret};

	ret->value = (rap_value){.kind = RAP_VALUE_LIST};
	each_person(raw, to_list, &c);
	if (c.doubtful || ret->value.list.n == 0) {
		rap_strv_done(&ret->value.list);
		*ret = (rap_valued){.status = RAP_ANSWER_UNCLEAR, .flag = "not-people"};
	}
}

static char *copy(rap_slice s)
{
	return s.len > 0 ? rap_strndup(s.at, s.len) : NULL;
}

static void to_reading(void *user, const person *p)
{
	rap_reading *reading = user;
	rap_person *entry;

	if (!is_name(p->parts[PART_NAME]))
		return;
	entry = rap_reading_person(reading);
	if (!entry)
		return;
	entry->name = copy(p->parts[PART_NAME]);
	entry->title = copy(p->parts[PART_TITLE]);
	entry->organisation = copy(p->parts[PART_ORGANISATION]);
	entry->address = copy(p->parts[PART_ADDRESS]);
}

void rap_people_add(rap_slice raw, rap_reading *reading)
{
	each_person(raw, to_reading, reading);
}
