// SPDX-License-Identifier: Apache-2.0
/* Lines of persons that a program broke; see person_lines.h. */
#include "parsers/value/person_lines.h"

#include "common/utf8.h"
#include "parsers/mail/lines.h"
#include "parsers/value/person.h"
#include "parsers/value/value.h"

#include <string.h>

#define WRAP_COLUMNS 64u /* no program breaks lines that are shorter */
#define CUE_COLUMNS 16u /* of "Answer [12.10]: " before the first line */
#define ROW_PIECES 3u /* a line with as many is a person's own */
#define SURNAME_CJK 2u

/* Pieces between commas: how many, the first one, and whether one is an address or a telephone number. */
typedef struct row {
	rap_slice text, first;
	size_t pieces;
	bool contact, open; /* open: a comma stands at its end */
	bool table; /* parted by TAB or | */
} row;

static bool is_comma(uint32_t c)
{
	return c == ',' || c == 0xFF0C || c == 0x3001 || c == 0xFF64;
}

static void take_piece(row *r, rap_slice piece)
{
	piece = rap_utf8_trim(piece);
	if (piece.len == 0)
		return;
	if (r->pieces++ == 0)
		r->first = piece;
	r->contact |= rap_person_is_phone(piece) || memchr(piece.at, '@', piece.len);
}

static row row_of(rap_slice text)
{
	row r = {.text = rap_utf8_trim(text)};
	size_t from = 0;

	for (size_t at = 0; at < r.text.len;) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(r.text, &at);

		r.open = is_comma(c);
		r.table |= c == '\t' || c == '|' || c == ';' || c == 0xFF1B;
		if (!r.open)
			continue;
		take_piece(&r, rap_slice_sub(r.text, from, begin));
		from = at;
	}
	take_piece(&r, rap_slice_sub(r.text, from, r.text.len));
	return r;
}

static size_t words_of(rap_slice s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.len; i++)
		n += s.at[i] == ' ';
	return n;
}

static size_t cjk_of(rap_slice s)
{
	size_t n = 0;

	for (size_t at = 0; at < s.len;)
		n += rap_utf8_is_cjk(rap_utf8_next(s, &at));
	return n;
}

/* Up to the first blank: what a program did not break. */
static rap_slice chunk_of(rap_slice s)
{
	const char *blank = s.len ? memchr(s.at, ' ', s.len) : NULL;

	return blank ? rap_slice_sub(s, 0, (size_t)(blank - s.at)) : s;
}

typedef struct joiner {
	const rap_context *context;
	rap_buf *out;
	rap_slice above; /* the line above as it stands; empty: none that may go on */
	size_t from; /* in out: where the person above begins */
	size_t columns; /* of what stood before the line above */
	bool doubtful;
} joiner;

typedef enum joint_kind { APART, JOINED, DOUBTFUL } joint_kind;

static bool begins_small(rap_slice s)
{
	size_t at = 0;
	uint32_t c = s.len ? rap_utf8_next(s, &at) : 0;

	return (c >= 'a' && c <= 'z') || (c >= 0x0430 && c <= 0x045F);
}

/* The line may have been broken by a program before its next word. */
static bool may_be_broken(const joiner *j, const row *next)
{
	return j->columns + rap_utf8_width(j->above) + 1 + rap_utf8_width(chunk_of(next->text)) >
	       WRAP_COLUMNS;
}

static joint_kind joint_of(const joiner *j, const row *above, const row *next)
{
	bool alone = next->pieces == 1 && next->contact, surname;

	if (above->table || next->table)
		return APART;
	if (above->open && !above->contact)
		return JOINED;
	if (alone && above->pieces > 1 && !above->contact)
		return JOINED;
	if (above->contact && !above->open)
		return APART;
	if (begins_small(next->text) && !alone)
		return JOINED;
	if (!may_be_broken(j, next) || alone)
		return APART;
	if (above->pieces < 2) {
		surname = cjk_of(above->text) > 0 ? cjk_of(above->text) <= SURNAME_CJK
		                                  : words_of(above->text) == 1;
		return surname && next->pieces >= ROW_PIECES ? DOUBTFUL : APART;
	}
	if (next->pieces >= ROW_PIECES)
		return next->contact ? DOUBTFUL : APART;
	/* One word before an address is no one's whole name, nor is one character. */
	if (words_of(next->first) == 1 && cjk_of(next->first) <= (next->contact ? 1 : 0))
		return JOINED;
	return rap_person_is_name(j->context, next->first) ? DOUBTFUL : JOINED;
}

static uint32_t last_of(rap_slice s)
{
	uint32_t c = 0;

	for (size_t at = 0; at < s.len;)
		c = rap_utf8_next(s, &at);
	return c;
}

static void put_joined(joiner *j, const row *above, const row *next)
{
	size_t at = 0;
	uint32_t last = last_of(above->text), first = rap_utf8_next(next->text, &at);

	if (!above->open && next->contact && next->pieces == 1)
		rap_buf_str(j->out, ", ");
	else if (!(rap_utf8_is_cjk(last) && rap_utf8_is_cjk(first) && !is_comma(last)))
		rap_buf_char(j->out, ' ');
	rap_buf_slice(j->out, next->text);
}

static void take_line(joiner *j, rap_slice line)
{
	bool had;
	rap_slice item = rap_value_unbulleted(line, &had);
	row next = row_of(item), above;
	joint_kind kind = APART;

	if (j->above.len > 0 && item.len > 0 && !had) {
		above = row_of(rap_slice_sub(rap_buf_as_slice(j->out), j->from, j->out->len));
		kind = joint_of(j, &above, &next);
	}
	if (kind == JOINED) {
		put_joined(j, &above, &next);
		j->columns = 0;
	} else {
		j->doubtful |= kind == DOUBTFUL;
		if (j->out->len > 0) {
			rap_buf_char(j->out, '\n');
			j->columns = 0;
		}
		j->from = j->out->len;
		rap_buf_slice(j->out, line);
	}
	j->above = rap_utf8_trim(line);
}

bool rap_person_lines(const rap_context *context, rap_slice raw, rap_buf *out)
{
	joiner j = {.context = context, .out = out, .columns = CUE_COLUMNS};
	rap_slice line, rest;

	for (size_t at = 0; rap_lines_next(raw, &at, &line);)
		/* Lines "Name: ..." are no rows. */
		if (rap_person_labelled(context, line, &rest) != RAP_PERSON_NONE) {
			rap_buf_slice(out, out->len > 0 ? rap_slice_of("\n") : rap_slice_of(""));
			rap_buf_slice(out, line);
			j.above = (rap_slice){0};
		} else {
			take_line(&j, line);
		}
	return j.doubtful;
}
