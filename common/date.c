// SPDX-License-Identifier: Apache-2.0
/*
 * Dates and times: the proleptic Gregorian calendar by arithmetic, zones by GLib, which reads the system's tz
 * database without touching TZ (an environment variable is nobody's zone here).
 */
#include "common/date.h"

#include <glib.h>
#include <stdio.h>
#include <unistd.h>

#define DAY 86400
#define ZONE_NAME_MAX 64 /* the longest of the tz database has 32 */
#define ZONE_FOLDER "/usr/share/zoneinfo/"
#define SPAN_MAX (3660LL * DAY)
#define YEAR_MIN 1
#define YEAR_MAX 9999

static const char *const weekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

/* ---- the calendar --------------------------------------------------------------------------------------- */

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Days since 1970-01-01 (years begin in March, so that the leap day is the last). */
static int64_t days_of(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = floor_div(y, 400), of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_of(int64_t local, rap_civil *ret)
{
	int64_t days = floor_div(local, DAY), seconds = local - days * DAY;
	int64_t z = days + 719468, era = floor_div(z, 146097), of_era = z - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*ret = (rap_civil){
		.year = (int)(y + era * 400 + (m >= 10)),
		.month = (int)(m < 10 ? m + 3 : m - 9),
		.day = (int)(of_year - (153 * m + 2) / 5 + 1),
		.hour = (int)(seconds / 3600),
		.minute = (int)(seconds / 60 % 60),
		.second = (int)(seconds % 60),
		.weekday = (int)(((days + 4) % 7 + 7) % 7),
	};
}

static bool is_possible(const rap_civil *c, int second_max)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int length;

	if (c->year < YEAR_MIN || c->year > YEAR_MAX || c->month < 1 || c->month > 12)
		return false;
	length = lengths[c->month - 1];
	if (c->month == 2 && c->year % 4 == 0 && (c->year % 100 != 0 || c->year % 400 == 0))
		length = 29;
	return c->day >= 1 && c->day <= length && c->hour >= 0 && c->hour <= 23 && c->minute >= 0 &&
	       c->minute <= 59 && c->second >= 0 && c->second <= second_max;
}

static int64_t local_of(const rap_civil *c)
{
	return days_of(c->year, c->month, c->day) * DAY + c->hour * 3600 + c->minute * 60 +
	       c->second;
}

/* ---- zones ---------------------------------------------------------------------------------------------- */

static bool is_zone_name(const char *zone)
{
	size_t len = strnlen(zone, ZONE_NAME_MAX + 1);

	if (len == 0 || len > ZONE_NAME_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = zone[i];

		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		      c == '/' || c == '_' || c == '+' || c == '-'))
			return false; /* no dots: no way out of the folder */
	}
	return zone[0] != '/' && zone[0] != '+' && zone[0] != '-';
}

bool rap_date_zone_known(const char *zone)
{
	char path[sizeof ZONE_FOLDER + ZONE_NAME_MAX], magic[4];
	FILE *file;
	bool known;

	if (!zone || !is_zone_name(zone))
		return false;
	(void)snprintf(path, sizeof path, "%s%s", ZONE_FOLDER, zone); /* fits: see is_zone_name */
	file = fopen(path, "rbe");
	if (!file)
		return false;
	known = fread(magic, 1, sizeof magic, file) == sizeof magic &&
	        memcmp(magic, "TZif", sizeof magic) == 0;
	(void)fclose(file); /* only read */
	return known;
}

/* Caller unrefs; NULL when unknown. */
static GTimeZone *zone_open(const char *zone)
{
	return rap_date_zone_known(zone) ? g_time_zone_new_identifier(zone) : NULL;
}

static int64_t offset_at(GTimeZone *zone, int64_t utc)
{
	gint interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, utc);

	return interval < 0 ? 0 : g_time_zone_get_offset(zone, interval);
}

/* Two days hold at most one change of the clock, so the offsets a day before and after are the candidates. */
static int64_t to_utc(GTimeZone *zone, int64_t local)
{
	int64_t before = offset_at(zone, local - DAY), after = offset_at(zone, local + DAY);
	int64_t early = local - before, late = local - after, middle;

	if (offset_at(zone, early) == before)
		return early; /* of a time that comes twice this is the first */
	if (offset_at(zone, late) == after)
		return late;
	/* Skipped: the change lies in (late, early]; halve until it is found. */
	while (early - late > 1) {
		middle = late + (early - late) / 2;
		if (offset_at(zone, middle) == before)
			late = middle;
		else
			early = middle;
	}
	return early;
}

rap_err rap_date_to_utc(const rap_civil *civil, const char *zone, int64_t *ret_utc)
{
	GTimeZone *tz;

	if (!is_possible(civil, 59))
		return RAP_E_FORMAT;
	tz = zone_open(zone);
	if (!tz)
		return RAP_E_NOT_FOUND;
	*ret_utc = to_utc(tz, local_of(civil));
	g_time_zone_unref(tz);
	return RAP_OK;
}

static bool is_printable_time(int64_t utc)
{
	return utc >= days_of(YEAR_MIN, 1, 2) * DAY && utc < days_of(YEAR_MAX, 12, 31) * DAY;
}

rap_err rap_date_from_utc(int64_t utc, const char *zone, rap_civil *ret_civil)
{
	GTimeZone *tz;
	int64_t offset;

	if (!is_printable_time(utc))
		return RAP_E_FORMAT;
	tz = zone_open(zone);
	if (!tz)
		return RAP_E_NOT_FOUND;
	offset = offset_at(tz, utc);
	g_time_zone_unref(tz);
	civil_of(utc + offset, ret_civil);
	ret_civil->offset = (int)offset;
	return RAP_OK;
}

/* ---- reading -------------------------------------------------------------------------------------------- */

typedef struct cursor {
	rap_slice s;
	size_t at;
} cursor;

static char peek(const cursor *c)
{
	return c->at < c->s.len ? c->s.at[c->at] : '\0';
}

static bool take(cursor *c, char wanted)
{
	if (c->at >= c->s.len || c->s.at[c->at] != wanted)
		return false;
	c->at++;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* min to max digits; max is small enough for int. */
static bool number(cursor *c, size_t min, size_t max, int *ret)
{
	size_t n = 0;

	*ret = 0;
	while (n < max && is_digit(peek(c))) {
		*ret = *ret * 10 + (c->s.at[c->at++] - '0');
		n++;
	}
	return n >= min && !is_digit(peek(c));
}

static bool iso_date_time(cursor *c, rap_civil *ret)
{
	*ret = (rap_civil){0};
	if (!number(c, 4, 4, &ret->year) || !take(c, '-') || !number(c, 2, 2, &ret->month) ||
	    !take(c, '-') || !number(c, 2, 2, &ret->day))
		return false;
	if (peek(c) == 'T' || peek(c) == ' ') {
		c->at++;
		if (!number(c, 2, 2, &ret->hour) || !take(c, ':') || !number(c, 2, 2, &ret->minute))
			return false;
		if (take(c, ':') && !number(c, 2, 2, &ret->second))
			return false;
	}
	return is_possible(ret, 59);
}

rap_err rap_date_parse_civil(rap_slice s, rap_civil *ret_civil)
{
	cursor c = {s, 0};
	rap_civil civil;

	if (!iso_date_time(&c, &civil) || c.at != s.len)
		return RAP_E_FORMAT;
	*ret_civil = civil;
	return RAP_OK;
}

/* "+09:00", "+0900"; seconds east of UTC. */
static bool offset_number(cursor *c, int *ret)
{
	int sign = peek(c) == '-' ? -1 : 1, hours, minutes;
	rap_slice digits;
	cursor two;

	if (peek(c) != '+' && peek(c) != '-')
		return false;
	c->at++;
	digits = rap_slice_sub(c->s, c->at, c->at + 2);
	two = (cursor){digits, 0};
	if (!number(&two, 2, 2, &hours))
		return false;
	c->at += 2;
	(void)take(c, ':');
	if (!number(c, 2, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*ret = sign * (hours * 3600 + minutes * 60);
	return true;
}

rap_err rap_date_parse_iso(rap_slice s, const char *zone, int64_t *ret_utc)
{
	cursor c = {s, 0};
	rap_civil civil;
	int offset = 0;

	if (!iso_date_time(&c, &civil))
		return RAP_E_FORMAT;
	if (c.at == s.len)
		return rap_date_to_utc(&civil, zone, ret_utc);
	if (!take(&c, 'Z') && !offset_number(&c, &offset))
		return RAP_E_FORMAT;
	if (c.at != s.len)
		return RAP_E_FORMAT;
	*ret_utc = local_of(&civil) - offset;
	return RAP_OK;
}

/* RFC 5322, 3.2.2: white space and comments, which may nest. false for a comment without end. */
static bool skip(cursor *c)
{
	unsigned depth = 0;

	for (; c->at < c->s.len; c->at++) {
		char ch = c->s.at[c->at];

		if (ch == '(')
			depth++;
		else if (ch == ')' && depth > 0)
			depth--;
		else if (depth > 0 && ch == '\\' && c->at + 1 < c->s.len)
			c->at++;
		else if (depth == 0 && ch != ' ' && ch != '\t' && ch != '\r' && ch != '\n')
			return true;
	}
	return depth == 0;
}

static rap_slice letters(cursor *c)
{
	size_t from = c->at;

	while (is_letter(peek(c)))
		c->at++;
	return rap_slice_sub(c->s, from, c->at);
}

static bool month_name(cursor *c, int *ret)
{
	rap_slice name = letters(c);

	for (int i = 0; i < 12; i++) {
		char three[4] = {months[i][0], months[i][1], months[i][2], '\0'};

		if (rap_slice_is_nocase(name, three) || rap_slice_is_nocase(name, months[i])) {
			*ret = i + 1;
			return true;
		}
	}
	return false;
}

/* RFC 5322, 4.3: two digits are of 1950-2049, three count from 1900. */
static bool year_number(cursor *c, int *ret)
{
	size_t from = c->at;

	if (!number(c, 2, 4, ret))
		return false;
	if (c->at - from == 2)
		*ret += *ret < 50 ? 2000 : 1900;
	else if (c->at - from == 3)
		*ret += 1900;
	return true;
}

/* RFC 5322, 3.3 and 4.3. Zones that nobody can know, and none at all, are UTC. */
static bool zone_5322(cursor *c, int *ret)
{
	static const struct {
		const char *name;
		int hours;
	} known[] = {{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
	             {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
	rap_slice name;

	*ret = 0;
	if (peek(c) == '+' || peek(c) == '-')
		return offset_number(c, ret);
	name = letters(c);
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (rap_slice_is_nocase(name, known[i].name))
			*ret = known[i].hours * 3600;
	return true;
}

static bool time_5322(cursor *c, rap_civil *civil)
{
	if (!number(c, 1, 2, &civil->hour) || !skip(c) || !take(c, ':') || !skip(c) ||
	    !number(c, 2, 2, &civil->minute) || !skip(c))
		return false;
	if (take(c, ':') && (!skip(c) || !number(c, 2, 2, &civil->second)))
		return false;
	return skip(c);
}

rap_err rap_date_parse_5322(rap_slice s, int64_t *ret_utc, int *ret_offset)
{
	cursor c = {s, 0};
	rap_civil civil = {0};
	int offset;

	if (!skip(&c))
		return RAP_E_FORMAT;
	if (is_letter(peek(&c))) {
		(void)letters(&c); /* the day of the week says nothing the date does not */
		if (!skip(&c))
			return RAP_E_FORMAT;
		(void)take(&c, ',');
	}
	if (!skip(&c) || !number(&c, 1, 2, &civil.day) || !skip(&c) ||
	    !month_name(&c, &civil.month) || !skip(&c) || !year_number(&c, &civil.year) ||
	    !skip(&c) || !time_5322(&c, &civil) || !zone_5322(&c, &offset) || !skip(&c))
		return RAP_E_FORMAT;
	if (c.at != s.len || !is_possible(&civil, 60))
		return RAP_E_FORMAT;
	*ret_utc = local_of(&civil) - offset;
	*ret_offset = offset;
	return RAP_OK;
}

rap_err rap_date_parse_span(rap_slice s, int64_t *ret_seconds)
{
	static const struct {
		char unit;
		int64_t seconds;
	} units[] = {{'m', 60}, {'h', 3600}, {'d', DAY}, {'w', 7 * DAY}};
	cursor c = {s, 0};
	int n;

	if (!number(&c, 1, 6, &n) || c.at + 1 != s.len)
		return RAP_E_FORMAT;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (s.at[c.at] == units[i].unit && n * units[i].seconds <= SPAN_MAX) {
			*ret_seconds = n * units[i].seconds;
			return RAP_OK;
		}
	return RAP_E_FORMAT;
}

/* ---- writing -------------------------------------------------------------------------------------------- */

/* In the zone, or in UTC where there is none (any more). Times out of range are shown at the border. */
static rap_civil shown(int64_t utc, const char **zone)
{
	rap_civil civil;

	if (!is_printable_time(utc))
		utc = utc < 0 ? days_of(YEAR_MIN, 1, 2) * DAY : days_of(YEAR_MAX, 12, 31) * DAY - 1;
	if (*zone && rap_date_from_utc(utc, *zone, &civil) == RAP_OK)
		return civil;
	*zone = NULL;
	civil_of(utc, &civil);
	return civil;
}

void rap_date_put_iso(rap_buf *out, int64_t utc, const char *zone)
{
	rap_civil c = shown(utc, &zone);
	int minutes = (c.offset < 0 ? -c.offset : c.offset) / 60;

	rap_buf_printf(out, "%04d-%02d-%02dT%02d:%02d:%02d", c.year, c.month, c.day, c.hour,
	               c.minute, c.second);
	if (!zone)
		rap_buf_char(out, 'Z');
	else
		rap_buf_printf(out, "%c%02d:%02d", c.offset < 0 ? '-' : '+', minutes / 60,
		               minutes % 60);
}

void rap_date_put_5322(rap_buf *out, int64_t utc, const char *zone)
{
	rap_civil c = shown(utc, &zone);
	int minutes = (c.offset < 0 ? -c.offset : c.offset) / 60;

	rap_buf_printf(out, "%.3s, %02d %.3s %04d %02d:%02d:%02d %c%02d%02d", weekdays[c.weekday],
	               c.day, months[c.month - 1], c.year, c.hour, c.minute, c.second,
	               c.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static void put_offset_human(rap_buf *out, int offset)
{
	int minutes = (offset < 0 ? -offset : offset) / 60;

	rap_buf_str(out, "UTC");
	if (minutes == 0)
		return;
	rap_buf_printf(out, "%c%d", offset < 0 ? '-' : '+', minutes / 60);
	if (minutes % 60)
		rap_buf_printf(out, ":%02d", minutes % 60);
}

void rap_date_put_human(rap_buf *out, int64_t utc, const char *zone, bool with_utc)
{
	const char *none = NULL;
	rap_civil c = shown(utc, &zone), u = shown(utc, &none);

	rap_buf_printf(out, "%s %d %s %d, %02d:%02d (", weekdays[c.weekday], c.day,
	               months[c.month - 1], c.year, c.hour, c.minute);
	if (zone && strcmp(zone, "UTC") != 0)
		rap_buf_printf(out, "%s, ", zone);
	put_offset_human(out, c.offset);
	rap_buf_char(out, ')');
	if (!with_utc || !zone || strcmp(zone, "UTC") == 0)
		return;
	rap_buf_str(out, " = ");
	if (u.day != c.day) /* another day there: say which */
		rap_buf_printf(out, "%s %d %s, ", weekdays[u.weekday], u.day, months[u.month - 1]);
	rap_buf_printf(out, "%02d:%02d UTC", u.hour, u.minute);
}
