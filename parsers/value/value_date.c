// SPDX-License-Identifier: Apache-2.0
/*
 * One day, as written in the six languages: 2020-10-12, 12 October 2020, October 12, 2020, 2020年10月12日,
 * 12.10.2020, 2020 оны 10 сарын 12, 令和2年10月12日, 주체109(2020)년 10월 12일. A date that can be read in two ways
 * (10/12/2020) is asked about, and so is a weekday that does not fit, a second date, a day without a year that has
 * just passed, or any word that is not part of a date.
 */
#include "parsers/value/value.h"

#include "common/date.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "parsers/text/token.h"

#include <stdlib.h>
#include <string.h>

#define ANSWER_MAX 200u /* bytes of a date */
#define NUMBERS_MAX 3
#define AHEAD_MAX \
	270 /* days: without a year, a day further ahead may as well have been meant in the past */

typedef struct date {
	long numbers[NUMBERS_MAX];
	char behind[NUMBERS_MAX]; /* what follows each: '-', '/', '.', 'y', 'm', 'd' or ' ' */
	size_t digits[NUMBERS_MAX];
	size_t n;
	long month; /* by name; 0: none */
	size_t month_at; /* numbers before it */
	int weekday; /* 0 = Sunday; -1: none */
	long era; /* the year before its first; 0: the years are those of everybody */
} date;

typedef struct marker {
	const char *text;
	char means;
} marker;

/* Words behind a number that say what it is, and words that say nothing. */
static const marker markers[] = {
	{"年", 'y'},           {"년", 'y'},         {"оны", 'y'},        {"он", 'y'},
	{"года", 'y'},         {"год", 'y'},        {"г.", 'y'},         {"г", 'y'},
	{"月", 'm'},           {"월", 'm'},         {"-р сарын", 'm'},   {"-р сар", 'm'},
	{"сарын", 'm'},        {"сар", 'm'},        {"日", 'd'},         {"дугаар сарын", 'm'},
	{"дүгээр сарын", 'm'}, {"дугаар сар", 'm'}, {"дүгээр сар", 'm'}, {"号", 'd'},
	{"號", 'd'},           {"일", 'd'},         {"-ны өдөр", 'd'},   {"-ний өдөр", 'd'},
	{"-ны", 'd'},          {"-ний", 'd'},       {"өдөр", 'd'},       {"st", 'd'},
	{"nd", 'd'},           {"rd", 'd'},         {"th", 'd'},         {"of", ' '},
	{"the", ' '},          {"on", ' '},         {"в", ' '},          {"во", ' '},
};

/* Years of reigns, and since 1912: the first year of each is one more. */
static const struct {
	const char *text;
	long before;
} eras[] = {
	{"令和", 2018}, {"平成", 1988}, {"주체", 1911}, {"主体", 1911},
	{"主體", 1911}, {"民國", 1911}, {"民国", 1911},
};

static const marker weekdays[] = {
	{"sunday", '0'},       {"monday", '1'},       {"tuesday", '2'},     {"wednesday", '3'},
	{"thursday", '4'},     {"friday", '5'},       {"saturday", '6'},    {"sun", '0'},
	{"mon", '1'},          {"tue", '2'},          {"wed", '3'},         {"thu", '4'},
	{"fri", '5'},          {"sat", '6'},          {"日曜日", '0'},      {"月曜日", '1'},
	{"火曜日", '2'},       {"水曜日", '3'},       {"木曜日", '4'},      {"金曜日", '5'},
	{"土曜日", '6'},       {"星期日", '0'},       {"星期天", '0'},      {"星期一", '1'},
	{"星期二", '2'},       {"星期三", '3'},       {"星期四", '4'},      {"星期五", '5'},
	{"星期六", '6'},       {"周日", '0'},         {"周一", '1'},        {"周二", '2'},
	{"周三", '3'},         {"周四", '4'},         {"周五", '5'},        {"周六", '6'},
	{"일요일", '0'},       {"월요일", '1'},       {"화요일", '2'},      {"수요일", '3'},
	{"목요일", '4'},       {"금요일", '5'},       {"토요일", '6'},      {"воскресенье", '0'},
	{"понедельник", '1'},  {"вторник", '2'},      {"среда", '3'},       {"четверг", '4'},
	{"пятница", '5'},      {"суббота", '6'},      {"(日)", '0'},        {"(月)", '1'},
	{"月曜", '1'},         {"火曜", '2'},         {"水曜", '3'},        {"木曜", '4'},
	{"金曜", '5'},         {"土曜", '6'},         {"日曜", '0'},        {"週日", '0'},
	{"週一", '1'},         {"週二", '2'},         {"週三", '3'},        {"週四", '4'},
	{"週五", '5'},         {"週六", '6'},         {"(一)", '1'},        {"(二)", '2'},
	{"(三)", '3'},         {"(四)", '4'},         {"(五)", '5'},        {"(六)", '6'},
	{"вс", '0'},           {"пн", '1'},           {"вт", '2'},          {"ср", '3'},
	{"чт", '4'},           {"пт", '5'},           {"сб", '6'},          {"среду", '3'},
	{"пятницу", '5'},      {"субботу", '6'},      {"ням гараг", '0'},   {"даваа гараг", '1'},
	{"мягмар гараг", '2'}, {"лхагва гараг", '3'}, {"пүрэв гараг", '4'}, {"баасан гараг", '5'},
	{"бямба гараг", '6'},  {"ням", '0'},          {"даваа", '1'},       {"мягмар", '2'},
	{"лхагва", '3'},       {"пүрэв", '4'},        {"баасан", '5'},      {"бямба", '6'},
	{"(火)", '2'},         {"(水)", '3'},         {"(木)", '4'},        {"(金)", '5'},
	{"(土)", '6'},         {"(일)", '0'},         {"(월)", '1'},        {"(화)", '2'},
	{"(수)", '3'},         {"(목)", '4'},         {"(금)", '5'},        {"(토)", '6'},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static size_t begins(rap_slice s, const marker *all, size_t n, char *ret_means)
{
	size_t best = 0;

	for (size_t i = 0; i < n; i++) {
		rap_slice word = rap_slice_of(all[i].text);

		if (word.len <= best || !rap_value_begins(s, word))
			continue;
		best = word.len;
		*ret_means = all[i].means;
	}
	return best;
}

static size_t take_number(rap_slice s, date *d)
{
	size_t n = 0;
	long number = 0;

	while (n < s.len && n < 5 && s.at[n] >= '0' && s.at[n] <= '9')
		number = number * 10 + (s.at[n++] - '0');
	if (n == 0 || n > 4 || d->n == NUMBERS_MAX)
		return 0;
	d->numbers[d->n] = number;
	d->digits[d->n] = n;
	d->behind[d->n++] = ' ';
	return n;
}

/* "令和2", "令和元", "주체109(2020)": the year of an era, in the years of everybody; the same said twice must agree. */
static size_t take_era(rap_slice s, date *d)
{
	size_t at = 0, n = 0;
	long number = 0, other = 0;

	for (size_t i = 0; i < COUNT(eras) && at == 0; i++)
		if (s.len > strlen(eras[i].text) &&
		    memcmp(s.at, eras[i].text, strlen(eras[i].text)) == 0) {
			at = strlen(eras[i].text);
			d->era = eras[i].before;
		}
	if (at == 0 || d->n > 0)
		return 0;
	at += s.at[at] == ' ';
	for (; at < s.len && n < 3 && s.at[at] >= '0' && s.at[at] <= '9'; n++)
		number = number * 10 + (s.at[at++] - '0');
	if (n == 0 && s.len - at > strlen("元") && memcmp(s.at + at, "元", strlen("元")) == 0) {
		number = 1;
		at += strlen("元");
	}
	if (number == 0)
		return 0;
	number += d->era;
	if (s.len - at > 6 && s.at[at] == '(' && s.at[at + 5] == ')') {
		for (size_t i = at + 1; i < at + 5; i++)
			other = s.at[i] >= '0' && s.at[i] <= '9' ? other * 10 + (s.at[i] - '0')
			                                         : 100000;
		if (other != number)
			return 0;
		at += 6;
	}
	d->numbers[0] = number;
	d->digits[0] = 4;
	d->behind[0] = ' ';
	d->n = 1;
	return at;
}

/* One step; 0: not a date. */
static size_t take(const rap_context *context, rap_slice s, date *d)
{
	const rap_word_set *set;
	char c = s.at[0], means = ' ';
	size_t n;

	if (c >= '0' && c <= '9')
		return take_number(s, d);
	if ((n = take_era(s, d)) > 0)
		return n;
	if ((n = begins(s, weekdays, COUNT(weekdays), &means)) > 0) {
		if (d->weekday >= 0)
			return 0;
		d->weekday = means - '0';
		return n;
	}
	if (c == ' ' || c == ',' || c == '(' || c == ')' || c == '"' || c == '!')
		return 1;
	if ((n = begins(s, markers, COUNT(markers), &means)) > 0) {
		if (means != ' ' &&
		    (d->n == 0 || (d->behind[d->n - 1] != ' ' && d->behind[d->n - 1] != means)))
			return 0;
		if (means != ' ')
			d->behind[d->n - 1] = means;
		return n;
	}
	set = rap_value_prefix(context, "month", s, &n);
	if (set && d->month == 0) {
		d->month = strtol(set->value, NULL, 10);
		d->month_at = d->n;
		return n;
	}
	if ((c == '-' || c == '/' || c == '.') && (d->n > 0 || d->month != 0)) {
		/* "12. October", "Oct. 12": a point or dash beside the name of a month parts nothing. */
		if (d->n > 0 && d->behind[d->n - 1] == ' ')
			d->behind[d->n - 1] = c;
		return 1;
	}
	return 0;
}

typedef struct day {
	long year, month, day; /* year 0: not said */
} day;

static bool named_month(const date *d, day *ret)
{
	ret->month = d->month;
	if (d->n == 1) {
		ret->day = d->numbers[0];
		return d->digits[0] <= 2;
	}
	if (d->n != 2)
		return false;
	/* 12 October 2020, October 12 2020, 2020 October 12 */
	if (d->digits[0] <= 2 && d->digits[1] == 4 && d->month_at <= 1) {
		ret->day = d->numbers[0];
		ret->year = d->numbers[1];
		return true;
	}
	if (d->digits[0] == 4 && d->digits[1] <= 2 && d->month_at == 1) {
		ret->year = d->numbers[0];
		ret->day = d->numbers[1];
		return true;
	}
	return false;
}

/* Three numbers. false: not a date, or one that can be read in two ways. */
static bool three_numbers(const date *d, day *ret)
{
	long a = d->numbers[0], b = d->numbers[1], c = d->numbers[2];

	if (d->digits[0] == 4 && d->digits[1] <= 2 && d->digits[2] <= 2) {
		if (d->behind[0] == ' ' || (d->behind[1] == 'd' || d->behind[2] == 'm'))
			return false;
		*ret = (day){a, b, c};
		return true;
	}
	if (d->digits[2] != 4 || d->digits[0] > 2 || d->digits[1] > 2 || d->behind[0] == ' ' ||
	    d->behind[0] != d->behind[1])
		return false;
	/* With points the day stands first wherever points are used; with / and - it depends on the country. */
	if (d->behind[0] == '.' || a > 12 || a == b)
		*ret = (day){c, b, a};
	else if (b > 12)
		*ret = (day){c, a, b};
	else
		return false;
	return true;
}

static bool day_of(const date *d, day *ret)
{
	*ret = (day){0};
	if (d->month != 0)
		return named_month(d, ret);
	if (d->n == 3)
		return three_numbers(d, ret);
	if (d->n == 2 && d->behind[0] == 'm' && d->behind[1] == 'd') {
		*ret = (day){0, d->numbers[0], d->numbers[1]};
		return true;
	}
	return false;
}

static long days_in(long year, long month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

/* Zeller's congruence, shifted to 0 = Sunday. */
static int weekday_of(day d)
{
	long m = d.month < 3 ? d.month + 12 : d.month, y = d.month < 3 ? d.year - 1 : d.year;
	long h = (d.day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7;

	return (int)((h + 6) % 7);
}

/* Days since some day long ago, for differences. */
static long day_number(day d)
{
	long m = d.month < 3 ? d.month + 12 : d.month, y = d.month < 3 ? d.year - 1 : d.year;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + d.day;
}

/*
 * The coming day of that name, counted from the day of reading; false when that is not known, or when the last one is
 * so near that it may have been meant.
 */
static bool add_year(const rap_context *context, day *d)
{
	rap_civil now;
	day today;

	if (!context->now ||
	    rap_date_parse_civil(rap_slice_sub(rap_slice_of(context->now), 0, 10), &now) != RAP_OK)
		return false;
	today = (day){now.year, now.month, now.day};
	d->year = now.year;
	if (d->month < now.month || (d->month == now.month && d->day < now.day))
		d->year++;
	return day_number(*d) - day_number(today) <= AHEAD_MAX;
}

void rap_value_date(const rap_context *context, rap_slice raw, rap_valued *ret)
{
	date d = {.weekday = -1};
	day found = {0};
	rap_buf key = rap_buf_init(ANSWER_MAX * 18 + 16), text = rap_buf_init(32);
	rap_slice rest;
	bool read = raw.len <= ANSWER_MAX, assumed = false, ahead = true;

	if (read)
		rap_text_fold(raw, &key);
	rest = rap_value_unmarked(rap_buf_as_slice(&key));
	while (read && rest.len > 0) {
		size_t n = take(context, rest, &d);

		read = n > 0;
		rest = rap_slice_sub(rest, n, rest.len);
	}
	read = read && day_of(&d, &found);
	if (read && found.year == 0 && found.month >= 1 && found.month <= 12) {
		assumed = true;
		ahead = add_year(context, &found);
	}
	read = read && ahead && found.year >= 1990 && found.year <= 2200 && found.month >= 1 &&
	       found.month <= 12 && found.day >= 1 &&
	       found.day <= days_in(found.year, found.month) &&
	       (d.weekday < 0 || d.weekday == weekday_of(found));
	if (read) {
		rap_buf_printf(&text, "%04ld-%02ld-%02ld", found.year, found.month, found.day);
		ret->value = (rap_value){.kind = RAP_VALUE_TEXT, .text = rap_buf_take(&text)};
		ret->flag = assumed ? "year-assumed" : NULL;
	} else {
		*ret = (rap_valued){.status = RAP_ANSWER_UNCLEAR,
		                    .flag = ahead ? "not-a-date" : "year-missing"};
	}
	rap_buf_done(&key);
}
