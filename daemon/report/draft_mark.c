// SPDX-License-Identifier: Apache-2.0
/* Marks of paragraphs: reading, writing, order; see draft_mark.h. */
#include "report/draft_mark.h"

#include "common/utf8.h"

static const char *const suffixes[] = {"",       "bis",     "ter",    "quater", "quinquies",
                                       "sexies", "septies", "octies", "novies", "decies"};
static const char *const tens[] = {"", "x", "xx", "xxx"};
static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};

static void put_letter(rap_buf *out, unsigned letter)
{
	if (letter > 26)
		rap_buf_char(out, (char)('a' + (letter - 27) / 26));
	rap_buf_char(out, (char)('a' + (letter - 1) % 26));
}

static void put_roman(rap_buf *out, unsigned roman)
{
	rap_buf_str(out, tens[roman / 10]);
	rap_buf_str(out, ones[roman % 10]);
}

static unsigned letter_of(rap_slice s)
{
	unsigned value = 0;

	if (s.len < 1 || s.len > 2)
		return 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < 'a' || s.at[i] > 'z')
			return 0;
		value = value * 26 + (unsigned)(s.at[i] - 'a') + 1;
	}
	return value;
}

static unsigned roman_of(rap_slice s)
{
	for (unsigned n = 1; n <= RAP_MARK_ROMAN_MAX; n++) {
		rap_buf text = rap_buf_init(20);
		bool same;

		put_roman(&text, n);
		same = rap_slice_eq(rap_buf_as_slice(&text), s);
		rap_buf_done(&text);
		if (same)
			return n;
	}
	return 0;
}

static unsigned suffix_of(rap_slice s)
{
	for (unsigned n = 1; n <= RAP_MARK_SUFFIX_MAX; n++)
		if (rap_slice_is(s, suffixes[n]))
			return n;
	return 0;
}

/* The next word behind a single blank; false when there is none. */
static bool word(rap_slice *rest, rap_slice *ret)
{
	size_t to = 1;

	if (rest->len < 2 || rest->at[0] != ' ' || rest->at[1] == ' ')
		return false;
	while (to < rest->len && rest->at[to] != ' ')
		to++;
	*ret = rap_slice_sub(*rest, 1, to);
	*rest = rap_slice_sub(*rest, to, rest->len);
	return true;
}

static rap_slice inside(rap_slice s)
{
	if (s.len < 3 || s.at[0] != '(' || s.at[s.len - 1] != ')')
		return (rap_slice){NULL, 0};
	return rap_slice_sub(s, 1, s.len - 1);
}

bool rap_mark_parse(rap_slice text, rap_mark *ret)
{
	rap_mark mark = {0};
	rap_slice rest, part;
	size_t at = 1;
	bool more;

	if (text.len < 2 || text.at[0] != 'P' || text.at[1] == '0')
		return false;
	for (; at < text.len && at < 6 && text.at[at] >= '0' && text.at[at] <= '9'; at++)
		mark.number = mark.number * 10 + (unsigned)(text.at[at] - '0');
	if (mark.number < 1 || mark.number > RAP_MARK_NUMBER_MAX)
		return false;
	rest = rap_slice_sub(text, at, text.len);
	more = word(&rest, &part);
	if (more && (mark.suffix = suffix_of(part)) > 0)
		more = word(&rest, &part);
	if (more) {
		mark.letter = letter_of(inside(part));
		if (mark.letter == 0)
			return false;
		more = word(&rest, &part);
	}
	if (more) {
		mark.roman = roman_of(inside(part));
		if (mark.roman == 0)
			return false;
	}
	if (rest.len > 0)
		return false;
	*ret = mark;
	return true;
}

void rap_mark_put(rap_buf *out, const rap_mark *mark)
{
	rap_buf_printf(out, "P%u", mark->number);
	if (mark->suffix)
		rap_buf_printf(out, " %s", suffixes[mark->suffix]);
	if (mark->letter) {
		rap_buf_str(out, " (");
		put_letter(out, mark->letter);
		rap_buf_char(out, ')');
	}
	if (mark->roman) {
		rap_buf_str(out, " (");
		put_roman(out, mark->roman);
		rap_buf_char(out, ')');
	}
}

void rap_mark_put_bookmark(rap_buf *out, const rap_mark *mark)
{
	rap_buf_printf(out, "P%u", mark->number);
	if (mark->suffix)
		rap_buf_printf(out, "_%s", suffixes[mark->suffix]);
	if (mark->letter) {
		rap_buf_char(out, '_');
		put_letter(out, mark->letter);
	}
	if (mark->roman) {
		rap_buf_char(out, '_');
		put_roman(out, mark->roman);
	}
}

int rap_mark_compare(const rap_mark *a, const rap_mark *b)
{
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	if (a->suffix != b->suffix)
		return a->suffix < b->suffix ? -1 : 1;
	if (a->letter != b->letter)
		return a->letter < b->letter ? -1 : 1;
	return (a->roman > b->roman) - (a->roman < b->roman);
}

rap_mark rap_mark_parent(const rap_mark *mark)
{
	rap_mark parent = *mark;

	if (parent.roman)
		parent.roman = 0;
	else
		parent.letter = 0;
	return parent;
}

size_t rap_mark_at_start(rap_slice text, rap_mark *ret, bool *ret_near)
{
	const char *end;
	size_t len;

	*ret_near = false;
	if (text.len < 3 || text.at[0] != '[')
		return 0;
	end = memchr(text.at, ']', text.len);
	len = end ? (size_t)(end - text.at) + 1 : 0;
	if (len > 0 && rap_mark_parse(rap_slice_sub(text, 1, len - 1), ret)) {
		while (len < text.len && text.at[len] == ' ')
			len++;
		return len;
	}
	*ret_near = (text.at[1] == 'P' || text.at[1] == 'p') &&
	            (text.at[2] == ' ' || (text.at[2] >= '0' && text.at[2] <= '9'));
	return 0;
}
