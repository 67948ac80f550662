// SPDX-License-Identifier: Apache-2.0
/* Lines and what can be seen in them; see newlines.h. */
#include "parsers/text/newlines.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/text/locales_find.h"
#include "parsers/text/newtext.h"
#include "parsers/text/token.h"

#include <stdlib.h>

#define UNKNOWN UINT32_MAX
#define SENTENCE_MIN 24u /* bytes; what is shorter and ends in a full stop may be an abbreviation */

void rap_newlines_init(const rap_lines *lines, rap_newlines *ret)
{
	rap_slice text = {lines->text, lines->len}, line;
	size_t offset = 0;

	*ret = (rap_newlines){.at = rap_calloc(lines->n + 1, sizeof(*ret->at)),
	                      .room = rap_buf_init(4u * RAP_NEWTEXT_MAX)};
	while (ret->n < lines->n && rap_lines_next(text, &offset, &line)) {
		rap_newline *one = &ret->at[ret->n];

		one->raw = line;
		one->text = rap_utf8_trim(line);
		one->folded_len = UNKNOWN;
		one->marked =
			lines->depth[ret->n++] > 0 || (one->text.len > 0 && one->text.at[0] == '>');
		one->quoted = one->marked;
	}
}

void rap_newlines_done(rap_newlines *t)
{
	free(t->at);
	rap_buf_done(&t->room);
	*t = (rap_newlines){0};
}

size_t rap_newlines_next(const rap_newlines *t, size_t i)
{
	while (i < t->n && rap_newline_blank(t, i))
		i++;
	return i;
}

/* The zeros of the scripts that programs write dates in. */
static const uint32_t zeros[] = {0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6,  0xB66,  0xBE6,
                                 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0, 0x1810};

static void put_with_digits(rap_slice s, rap_buf *out)
{
	size_t at = 0;

	while (at < s.len) {
		size_t begin = at;
		uint32_t c = rap_utf8_next(s, &at);

		for (size_t i = 0; c >= 0x660 && i < sizeof(zeros) / sizeof(*zeros); i++) {
			if (c < zeros[i] || c > zeros[i] + 9)
				continue;
			rap_buf_char(out, (char)('0' + (c - zeros[i])));
			begin = at;
		}
		rap_buf_slice(out, rap_slice_sub(s, begin, at));
	}
}

rap_slice rap_newlines_folded(rap_newlines *t, size_t i)
{
	rap_newline *one = &t->at[i];

	if (one->folded_len == UNKNOWN) {
		one->folded = (uint32_t)t->room.len;
		if (one->text.len <= RAP_NEWLINE_LOOKED) {
			rap_buf folded = rap_buf_init(RAP_NEWLINE_LOOKED * 40u);

			rap_text_fold(one->text, &folded);
			put_with_digits(rap_buf_as_slice(&folded), &t->room);
			rap_buf_done(&folded);
		}
		one->folded_len = (uint32_t)t->room.len - one->folded;
	}
	return rap_slice_sub(rap_buf_as_slice(&t->room), one->folded,
	                     (size_t)one->folded + one->folded_len);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The runs of digits of one word: a year, a time of day, a date of three numbers. */
static void see_digits(rap_slice word, bool *year, bool *dotted, rap_facts *ret)
{
	size_t chain = 0; /* numbers with a mark of dates between */
	char mark = 0;

	for (size_t i = 0; i < word.len;) {
		size_t from = i;
		char before;

		if (!is_digit(word.at[i])) {
			i++;
			continue;
		}
		while (i < word.len && is_digit(word.at[i]))
			i++;
		ret->digits++;
		before = from > 0 ? word.at[from - 1] : 0;
		*year |= i - from == 4 && (memcmp(word.at + from, "19", 2) == 0 ||
		                           memcmp(word.at + from, "20", 2) == 0 ||
		                           memcmp(word.at + from, "25", 2) == 0 ||
		                           memcmp(word.at + from, "14", 2) == 0 ||
		                           memcmp(word.at + from, "13", 2) == 0);
		ret->clock |= (before == ':' || before == 'h') && i - from == 2 && from >= 2 &&
		              is_digit(word.at[from - 2]);
		*dotted |=
			before == '.' && i - from == 2 && from >= 2 && is_digit(word.at[from - 2]);
		chain = from >= 2 && is_digit(word.at[from - 2]) && strchr("./-", before) &&
		                        (before == mark || chain < 2)
		                ? chain + 1
		                : 1;
		mark = before;
		ret->numeric |= chain == 3;
	}
}

static void see_word(rap_slice word, bool *year, bool *dotted, rap_facts *ret)
{
	const char *at = memchr(word.at, '@', word.len);
	size_t n = at ? (size_t)(at - word.at) : 0;

	if (at && n > 0 && n + 1 < word.len && is_word(word.at[n - 1]) && is_word(word.at[n + 1])) {
		ret->address = true;
		for (size_t i = 0; i < word.len; i++)
			ret->angled |= strchr("<>()[]", word.at[i]) != NULL;
	} else if (!memmem(word.at, word.len, "://", 3)) {
		see_digits(word, year, dotted, ret);
	}
}

static bool has_cjk_clock(rap_slice s)
{
	static const char *const hours[] = {"時", "时", "點", "点", "시"};

	for (size_t k = 0; k < sizeof(hours) / sizeof(*hours); k++) {
		const char *at = memmem(s.at, s.len, hours[k], strlen(hours[k]));

		if (at && at > s.at && is_digit(at[-1]))
			return true;
	}
	return false;
}

void rap_facts_of(rap_slice folded, rap_facts *ret)
{
	bool year = false, dotted = false;

	*ret = (rap_facts){0};
	if (folded.len == 0)
		return;
	for (size_t i = 0; i < folded.len;) {
		size_t from = i;

		while (i < folded.len && folded.at[i] != ' ')
			i++;
		if (i > from)
			see_word(rap_slice_sub(folded, from, i), &year, &dotted, ret);
		i++;
	}
	ret->date = ret->numeric || (year && ret->digits > 1);
	ret->clock |= ret->date && (dotted || has_cjk_clock(folded));
	while (folded.len > 0 && strchr("*_ \"'", folded.at[folded.len - 1]))
		folded.len--;
	ret->colon = folded.len > 0 && folded.at[folded.len - 1] == ':';
	ret->verb = rap_locales_wrote(folded, &ret->verb_last);
	ret->addressed = ret->verb && rap_locales_addressed(folded);
}

bool rap_newline_is_sentence(rap_slice s)
{
	static const char *const ends[] = {".", "!", "?", "。", "！", "？", "…", ";", "।", "؟"};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t n = strlen(ends[i]);

		if (s.len >= n && memcmp(s.at + s.len - n, ends[i], n) == 0)
			return s.len > SENTENCE_MIN || n > 1;
	}
	return false;
}

bool rap_newline_is_rule(rap_slice s, size_t least)
{
	size_t n = 0;

	for (size_t at = 0; at < s.len; n++) {
		uint32_t c = rap_utf8_next(s, &at);

		if (!rap_char_is_noise(c) && !rap_utf8_is_space(c) && c != '~' && c != '#' &&
		    c != '+')
			return false;
	}
	return n >= least;
}
