// SPDX-License-Identifier: Apache-2.0
/* Dates of return; see absence.h. Works on folded text: lower case, full-width digits made plain. */
#include "parsers/mail/absence.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/mail/absence_table.h"
#include "parsers/mail/text.h"

#include <stdio.h>
#include <stdlib.h>

#define LOOKED_AT (4u * RAP_KIB)
#define CUE_NEAR 30u /* bytes between a word and its date */

struct date {
	long year, month, day; /* year 0: not given */
	size_t begin, end;
	bool east_asian; /* month before day: only a word of there makes it sure */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static size_t skip_blanks(rap_slice s, size_t at)
{
	while (at < s.len && (s.at[at] == ' ' || s.at[at] == ','))
		at++;
	return at;
}

static bool take_number(rap_slice s, size_t *at, size_t digits_max, long *ret)
{
	size_t i = *at;

	*ret = 0;
	while (i < s.len && is_digit(s.at[i]) && i - *at < digits_max)
		*ret = *ret * 10 + (s.at[i++] - '0');
	if (i == *at || (i < s.len && is_digit(s.at[i])))
		return false;
	*at = i;
	return true;
}

static bool take_word(rap_slice s, size_t *at, const char *word)
{
	if (!rap_text_starts(rap_slice_sub(s, *at, s.len), word))
		return false;
	*at += strlen(word);
	return true;
}

static bool take_any(rap_slice s, size_t *at, const char *const *words)
{
	for (; *words; words++) {
		if (take_word(s, at, *words))
			return true;
	}
	return false;
}

static bool take_month(rap_slice s, size_t *at, long *ret)
{
	for (size_t i = 0; i < rap_n_month_names; i++) {
		size_t end = *at;

		/* Not "marching", not "mayor". */
		if (!take_word(s, &end, rap_month_names[i].word) ||
		    (end < s.len && is_word_byte(s.at[end])))
			continue;
		*at = end + (end < s.len && s.at[end] == '.');
		*ret = rap_month_names[i].month;
		return true;
	}
	return false;
}

static void take_year(rap_slice s, struct date *ret)
{
	static const char *const joints[] = {"de ", "del ", "-", "/", NULL};
	size_t at = skip_blanks(s, ret->end);
	long year;

	(void)take_any(s, &at, joints);

	if (take_number(s, &at, 4, &year) && year >= 2000 && year < 2200) {
		ret->year = year;
		ret->end = at;
	}
}

/* "31 july", "31st of july 2020", "31 июля", "july 31, 2020". */
static bool parse_month_name(rap_slice s, size_t at, struct date *ret)
{
	static const char *const endings[] = {"st", "nd",  "rd", "th", "er", "º",
	                                      "°",  "-го", ".",  "-",  NULL};
	static const char *const joints[] = {"of ", "de ", "di ", "den ", "-", "/", NULL};
	size_t end = at;

	if (take_number(s, &end, 2, &ret->day)) {
		(void)take_any(s, &end, endings);
		end = skip_blanks(s, end);
		(void)take_any(s, &end, joints);
		if (!take_month(s, &end, &ret->month))
			return false;
	} else {
		if (!take_month(s, &end, &ret->month))
			return false;
		end = skip_blanks(s, end);
		if (!take_number(s, &end, 2, &ret->day))
			return false;
		(void)take_any(s, &end, endings);
	}
	ret->end = end;
	take_year(s, ret);
	return true;
}

/* "2020年7月31日", "7월 31일", "2020 оны 7 дугаар сарын 31". */
static bool parse_month_sign(rap_slice s, size_t at, struct date *ret)
{
	static const char *const year_signs[] = {"年", "년", " оны", NULL};
	static const char *const month_signs[] = {
		"月",     "월", "-р сарын", "-р сарын", " дугаар сарын", " дүгээр сарын",
		" сарын", NULL};
	static const char *const day_signs[] = {"日", "号", "號", "일", NULL};
	size_t end = at;
	long number;

	if (!take_number(s, &end, 4, &number))
		return false;
	if (take_any(s, &end, year_signs)) {
		ret->year = number;
		end = skip_blanks(s, end);
		if (!take_number(s, &end, 2, &number))
			return false;
	}
	ret->month = number;
	if (!take_any(s, &end, month_signs))
		return false;
	end = skip_blanks(s, end);
	if (!take_number(s, &end, 2, &ret->day))
		return false;
	(void)take_any(s, &end, day_signs);
	ret->end = end;
	return true;
}

/* "2020-07-31", "2020. 7. 31.", "31.07.2020", "31/07/2020" (not where day and month could be exchanged). */
static bool parse_digits(rap_slice s, size_t at, struct date *ret)
{
	long numbers[3] = {0};
	size_t end = at;
	char sign = 0;

	for (int i = 0; i < 3; i++) {
		if (i > 0) {
			if (end >= s.len || (sign && s.at[end] != sign) ||
			    !strchr("-./", s.at[end]))
				return false;
			sign = s.at[end++];
			while (sign == '.' && end < s.len && s.at[end] == ' ')
				end++;
		}
		if (!take_number(s, &end, 4, &numbers[i]))
			return false;
	}
	if (sign == '.' && end < s.len && s.at[end] == '.')
		end++;
	ret->end = end;
	ret->month = numbers[1];
	if (numbers[0] > 31) {
		ret->year = numbers[0];
		ret->day = numbers[2];
		return true;
	}
	ret->year = numbers[2];
	ret->day = numbers[0];
	return ret->year > 31 && (sign == '.' || ret->day > 12);
}

/* "7/31", as it is written in East Asia; the words beside it must be of there. */
static bool parse_month_day(rap_slice s, size_t at, struct date *ret)
{
	size_t end = at;

	if (!take_number(s, &end, 2, &ret->month) || !take_word(s, &end, "/") ||
	    !take_number(s, &end, 2, &ret->day) ||
	    (end < s.len && (s.at[end] == '/' || s.at[end] == '.')))
		return false;
	ret->end = end;
	ret->east_asian = true;
	return true;
}

static bool is_real(const struct date *date)
{
	static const int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (date->year % 4 == 0 && date->year % 100 != 0) || date->year % 400 == 0;

	if (date->month < 1 || date->month > 12 || date->day < 1 ||
	    date->day > lengths[date->month - 1])
		return false;
	if (date->year != 0 && (date->year < 2000 || date->year > 2199))
		return false;
	return date->year == 0 || date->month != 2 || date->day < 29 || leap;
}

static bool parse_date(rap_slice s, size_t at, struct date *ret)
{
	static bool (*const parsers[])(rap_slice, size_t, struct date *) = {
		parse_digits, parse_month_sign, parse_month_name, parse_month_day};

	if (at > 0 && (is_digit(s.at[at - 1]) || (s.at[at - 1] >= 'a' && s.at[at - 1] <= 'z')))
		return false;
	for (size_t i = 0; i < sizeof(parsers) / sizeof(*parsers); i++) {
		*ret = (struct date){.begin = at};
		if (parsers[i](s, at, ret) && is_real(ret))
			return true;
	}
	return false;
}

/* A word that points at the date: shortly before it, or directly behind it. */
static bool has_cue(rap_slice s, const struct date *date)
{
	/* Of a day: 31-ны өдөр, 31-нд, 8月3日(月). */
	static const char *const endings[] = {"-ны өдөр", "-ний өдөр", "-ны",     "-ний",  "-нд",
	                                      "-нээс",    "-наас",     "ны өдөр", " өдөр", NULL};
	size_t from = date->begin > CUE_NEAR ? date->begin - CUE_NEAR : 0, at, end = date->end;
	rap_slice near = rap_slice_sub(s, from, date->begin);

	for (const char *const *cue = rap_absence_before; *cue; cue++) {
		bool cjk = (unsigned char)(*cue)[0] >= 0xe0;

		for (rap_slice rest = near; rap_text_find(rest, *cue, &at);
		     rest = rap_slice_sub(rest, at + 1, rest.len)) {
			size_t to = at + strlen(*cue);
			bool whole = (at == 0 || !is_word_byte(rest.at[at - 1])) &&
			             (to == rest.len || !is_word_byte(rest.at[to]));

			if (cjk || (whole && !date->east_asian))
				return true;
		}
	}
	(void)take_any(s, &end, endings);
	end = skip_blanks(s, end);
	if (end < s.len && s.at[end] == '(') { /* 7月31日(金)まで */
		const char *close = memchr(s.at + end, ')', s.len - end < 16 ? s.len - end : 16);

		end = close ? skip_blanks(s, (size_t)(close - s.at) + 1) : end;
	}
	return take_any(s, &end, rap_absence_behind);
}

/* "20 July - 31 July": nothing but a dash between two dates. */
static bool is_range(rap_slice s, const struct date *first, const struct date *second)
{
	static const char *const dashes[] = {"-", "–", "—", "~", "→", "〜", "～", NULL};
	size_t at = first->end;

	if (first->end == 0 || second->begin - at > 40)
		return false;
	if (at < s.len && skip_blanks(s, at) < s.len && s.at[skip_blanks(s, at)] == '(') {
		const char *close = memchr(s.at + at, ')', second->begin - at);

		at = close ? (size_t)(close - s.at) + 1 : at;
	}
	at = skip_blanks(s, at);
	return take_any(s, &at, dashes) && skip_blanks(s, at) == second->begin;
}

/* A date without a year lies in the months after the reference, or shortly before it. */
static bool place_in_year(struct date *date, const char *reference)
{
	long year = 0, month = 0;
	size_t at = 0;
	rap_slice s = rap_slice_of(reference);

	if (date->year != 0)
		return true;
	if (!take_number(s, &at, 4, &year) || !take_word(s, &at, "-") ||
	    !take_number(s, &at, 2, &month))
		return false;
	date->year = date->month + 3 <= month ? year + 1 : year;
	return is_real(date);
}

char *rap_absence_back_on(rap_slice text, const char *reference)
{
	rap_buf folded = rap_buf_init(4 * LOOKED_AT);
	rap_slice s = rap_slice_sub(text, 0, LOOKED_AT);
	char *found = NULL;
	struct date date, last = {0};

	while (s.len > 0 && s.len < text.len && ((unsigned char)text.at[s.len] & 0xc0) == 0x80)
		s.len--; /* not into the middle of a character */
	rap_utf8_fold(&folded, s);
	s = rap_buf_as_slice(&folded);
	for (size_t i = 0; i < s.len && !found; i++) {
		if (!is_digit(s.at[i]) && !is_word_byte(s.at[i]))
			continue;
		if (!parse_date(s, i, &date))
			continue;
		if ((has_cue(s, &date) || is_range(s, &last, &date)) &&
		    place_in_year(&date, reference)) {
			rap_buf iso = rap_buf_init(16);

			rap_buf_printf(&iso, "%04ld-%02ld-%02ld", date.year, date.month, date.day);
			found = rap_buf_take(&iso);
		}
		last = date;
		i = date.end - 1;
	}
	rap_buf_done(&folded);
	return found;
}
