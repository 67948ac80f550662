// SPDX-License-Identifier: Apache-2.0
/* Dates: the calendar, zones and their clock changes, and every form that is read or written. */
#include "common/date.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define N(array) (sizeof(array) / sizeof((array)[0]))

static int64_t utc(const char *text)
{
	int64_t t = 0;

	assert_int_equal(rap_date_parse_iso(rap_slice_of(text), "UTC", &t), RAP_OK);
	return t;
}

static void test_zone_known_refuses_paths(void **state)
{
	static const struct {
		const char *zone;
		bool want;
	} cases[] = {
		{"Asia/Seoul", true},
		{"Asia/Ulaanbaatar", true},
		{"America/Argentina/Buenos_Aires", true},
		{"UTC", true},
		{"Etc/GMT+9", true},
		{"Asia/Atlantis", false},
		{"", false},
		{"Asia", false}, /* a folder */
		{"../../../etc/passwd", false},
		{"/usr/share/zoneinfo/UTC", false},
		{"+09:00", false},
		{"tzdata.zi", false},
		{"zone1970.tab", false},
		{"Asia/Seoul\n", false},
		{"AsiaAsiaAsiaAsiaAsiaAsiaAsiaAsiaAsiaAsiaAsiaAsiaAsiaAsiaAsiaAsiaAsia", false},
	};

	(void)state;
	assert_false(rap_date_zone_known(NULL));
	for (size_t i = 0; i < N(cases); i++)
		if (rap_date_zone_known(cases[i].zone) != cases[i].want)
			fail_msg("%s", cases[i].zone);
}

static void test_wall_time_to_utc(void **state)
{
	static const struct {
		const char *wall, *zone, *want;
	} cases[] = {
		{"2020-07-30 18:00", "Asia/Seoul", "2020-07-30T09:00:00Z"},
		{"2020-08-06 14:00", "Asia/Ulaanbaatar", "2020-08-06T06:00:00Z"},
		{"1987-07-01 12:00", "Asia/Seoul", "1987-07-01T02:00:00Z"}, /* summer time then */
		{"2020-01-15 12:00", "Europe/Berlin", "2020-01-15T11:00:00Z"},
		{"2020-07-15 12:00", "Europe/Berlin", "2020-07-15T10:00:00Z"},
		{"2020-03-29 01:59:59", "Europe/Berlin", "2020-03-29T00:59:59Z"},
		{"2020-03-29 02:00", "Europe/Berlin", "2020-03-29T01:00:00Z"}, /* skipped */
		{"2020-03-29 02:30", "Europe/Berlin", "2020-03-29T01:00:00Z"},
		{"2020-03-29 03:00", "Europe/Berlin", "2020-03-29T01:00:00Z"},
		{"2020-10-25 01:59", "Europe/Berlin", "2020-10-24T23:59:00Z"},
		{"2020-10-25 02:30", "Europe/Berlin",
	         "2020-10-25T00:30:00Z"}, /* twice: the first */
		{"2020-10-25 03:00", "Europe/Berlin", "2020-10-25T02:00:00Z"},
		{"2011-12-30 12:00", "Pacific/Apia", "2011-12-30T10:00:00Z"}, /* a day left out */
		{"2000-02-29", "UTC", "2000-02-29T00:00:00Z"},
		{"1969-12-31 23:59:59", "UTC", "1969-12-31T23:59:59Z"},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_civil civil;
		int64_t got = 0;

		assert_int_equal(rap_date_parse_civil(rap_slice_of(cases[i].wall), &civil), RAP_OK);
		assert_int_equal(rap_date_to_utc(&civil, cases[i].zone, &got), RAP_OK);
		if (got != utc(cases[i].want))
			fail_msg("%s %s: %lld", cases[i].wall, cases[i].zone, (long long)got);
	}
	assert_int_equal(utc("1970-01-01"), 0);
	assert_int_equal(utc("2020-07-30T09:00:00Z"), 1596099600);
}

static void test_to_utc_refuses_impossible_dates_and_zones(void **state)
{
	static const rap_civil bad[] = {
		{.year = 2021, .month = 2, .day = 29},
		{.year = 2020, .month = 13, .day = 1},
		{.year = 2020, .month = 0, .day = 1},
		{.year = 2020, .month = 4, .day = 31},
		{.year = 1900, .month = 2, .day = 29},
		{.year = 2020, .month = 1, .day = 1, .hour = 24},
		{.year = 0, .month = 1, .day = 1},
		{.year = 10000, .month = 1, .day = 1},
		{.year = 2020, .month = 1, .day = 1, .second = 60},
	};
	rap_civil good = {.year = 2020, .month = 1, .day = 1};
	int64_t got = 7;

	(void)state;
	for (size_t i = 0; i < N(bad); i++)
		assert_int_equal(rap_date_to_utc(&bad[i], "UTC", &got), RAP_E_FORMAT);
	assert_int_equal(rap_date_to_utc(&good, "Asia/Atlantis", &got), RAP_E_NOT_FOUND);
	assert_int_equal(got, 7);
	assert_int_equal(rap_date_from_utc(INT64_MAX, "UTC", &good), RAP_E_FORMAT);
	assert_int_equal(rap_date_from_utc(RAP_DATE_NONE, "UTC", &good), RAP_E_FORMAT);
}

static void test_from_utc_fills_weekday_and_offset(void **state)
{
	rap_civil c;

	(void)state;
	assert_int_equal(rap_date_from_utc(utc("2020-08-06T20:30:05Z"), "Asia/Seoul", &c), RAP_OK);
	assert_int_equal(c.year, 2020);
	assert_int_equal(c.month, 8);
	assert_int_equal(c.day, 7);
	assert_int_equal(c.hour, 5);
	assert_int_equal(c.minute, 30);
	assert_int_equal(c.second, 5);
	assert_int_equal(c.weekday, 5);
	assert_int_equal(c.offset, 9 * 3600);
}

/* Every day of 400 years there and back. */
static void test_calendar_round_trips(void **state)
{
	(void)state;
	for (int64_t day = -80000; day < 80000; day += 1) {
		rap_buf out = rap_buf_init(40);
		int64_t at = day * 86400 + 43200;

		rap_date_put_iso(&out, at, NULL);
		assert_int_equal(utc(rap_buf_text(&out)), at);
		rap_buf_done(&out);
	}
}

static void test_parse_iso(void **state)
{
	static const struct {
		const char *in, *zone, *want; /* want NULL: RAP_E_FORMAT */
	} cases[] = {
		{"2020-07-06T09:00:00+09:00", NULL, "2020-07-06T00:00:00Z"},
		{"2020-07-06 09:00+0530", NULL, "2020-07-06T03:30:00Z"},
		{"2020-07-06T09:00:00-03:30", NULL, "2020-07-06T12:30:00Z"},
		{"2020-07-06T09:00Z", "Asia/Seoul", "2020-07-06T09:00:00Z"},
		{"2020-07-06T09:00", "Asia/Seoul", "2020-07-06T00:00:00Z"},
		{"2020-07-06", "Asia/Seoul", "2020-07-05T15:00:00Z"},
		{"2020-7-06", "UTC", NULL},
		{"20-07-06", "UTC", NULL},
		{"2020-07-06T", "UTC", NULL},
		{"2020-07-06T9:00", "UTC", NULL},
		{"2020-07-06T24:00", "UTC", NULL},
		{"2020-07-06T09:00:00+9", NULL, NULL},
		{"2020-07-06T09:00:00+24:00", NULL, NULL},
		{"2020-07-06T09:00:00Zx", NULL, NULL},
		{"2020-07-06 09:00 ", "UTC", NULL},
		{"2020-02-30", "UTC", NULL},
		{"", "UTC", NULL},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		int64_t got = 0;
		rap_err err = rap_date_parse_iso(rap_slice_of(cases[i].in), cases[i].zone, &got);

		if (err != (cases[i].want ? RAP_OK : RAP_E_FORMAT) ||
		    (cases[i].want && got != utc(cases[i].want)))
			fail_msg("%s: %s, %lld", cases[i].in, rap_err_text(err), (long long)got);
	}
}

static void test_parse_5322(void **state)
{
	static const struct {
		const char *in, *want;
		int offset;
	} cases[] = {
		{"Mon, 20 Jul 2020 10:11:12 +0800", "2020-07-20T02:11:12Z", 28800},
		{"20 Jul 2020 10:11 -0330", "2020-07-20T13:41:00Z", -12600},
		{" Mon,\r\n 20 Jul 2020 10:11:12 GMT (Greenwich (\\)))", "2020-07-20T10:11:12Z", 0},
		{"Fri, 21 Nov 97 09(comment):   55  :  06 -0600", "1997-11-21T15:55:06Z", -21600},
		{"1 jan 49 00:00:00 ut", "2049-01-01T00:00:00Z", 0},
		{"1 Jan 50 00:00:00 Z", "1950-01-01T00:00:00Z", 0},
		{"1 Jan 120 00:00:00 EDT", "2020-01-01T04:00:00Z", -14400},
		{"Thu, 31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00Z", 0}, /* leap second */
		{"Mon, 20 Jul 2020 10:11:12", "2020-07-20T10:11:12Z", 0},
		{"Mon, 20 July 2020 10:11:12 KST", "2020-07-20T10:11:12Z", 0},
		{"Mon, 32 Jul 2020 10:11:12 +0800", NULL, 0},
		{"Mon, 20 Jux 2020 10:11:12 +0800", NULL, 0},
		{"Mon, 20 Jul 2020 25:11:12 +0800", NULL, 0},
		{"Mon, 20 Jul 2020 10:11:12 +0870", NULL, 0},
		{"Mon, 20 Jul 2020 10:11:12 +0800 x", NULL, 0},
		{"20 Jul 2020 10:11:12 +0800 (open", NULL, 0},
		{"Mon, 20 Jul 20200 10:11:12 +0800", NULL, 0},
		{"2020-07-20", NULL, 0},
		{"", NULL, 0},
		{"(", NULL, 0},
		{"yesterday", NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		int64_t got = 0;
		int offset = 0;
		rap_err err = rap_date_parse_5322(rap_slice_of(cases[i].in), &got, &offset);

		if (err != (cases[i].want ? RAP_OK : RAP_E_FORMAT) ||
		    (cases[i].want && (got != utc(cases[i].want) || offset != cases[i].offset)))
			fail_msg("%s: %s, %lld %d", cases[i].in, rap_err_text(err), (long long)got,
			         offset);
	}
}

static void test_parse_span(void **state)
{
	static const struct {
		const char *in;
		int64_t want; /* -1: none */
	} cases[] = {
		{"90m", 5400}, {"48h", 172800},      {"7d", 604800}, {"1w", 604800},
		{"0d", 0},     {"3660d", 316224000}, {"3661d", -1},  {"7", -1},
		{"d", -1},     {"7 d", -1},          {"-1d", -1},    {"1y", -1},
		{"1dd", -1},   {"9999999d", -1},     {"", -1},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		int64_t got = -1;
		rap_err err = rap_date_parse_span(rap_slice_of(cases[i].in), &got);

		if (got != cases[i].want || (err == RAP_OK) != (cases[i].want >= 0))
			fail_msg("%s: %lld", cases[i].in, (long long)got);
	}
}

static void test_written_forms(void **state)
{
	static const struct {
		void (*put)(rap_buf *out, int64_t utc, const char *zone);
		const char *at, *zone, *want;
	} cases[] = {
		{rap_date_put_iso, "2020-07-20T02:11:12Z", "Asia/Shanghai",
	         "2020-07-20T10:11:12+08:00"},
		{rap_date_put_iso, "2020-07-20T02:11:12Z", NULL, "2020-07-20T02:11:12Z"},
		{rap_date_put_iso, "2020-07-20T02:11:12Z", "America/St_Johns",
	         "2020-07-19T23:41:12-02:30"},
		{rap_date_put_5322, "2020-07-06T00:00:00Z", "Asia/Seoul",
	         "Mon, 06 Jul 2020 09:00:00 +0900"},
		{rap_date_put_5322, "2020-07-06T00:00:00Z", NULL,
	         "Mon, 06 Jul 2020 00:00:00 +0000"},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_buf out = rap_buf_init(100);

		cases[i].put(&out, utc(cases[i].at), cases[i].zone);
		assert_string_equal(rap_buf_text(&out), cases[i].want);
		rap_buf_done(&out);
	}
}

static void test_human_form(void **state)
{
	static const struct {
		const char *at, *zone;
		bool with_utc;
		const char *want;
	} cases[] = {
		{"2020-07-30T09:00:00Z", "Asia/Seoul", true,
	         "Thursday 30 July 2020, 18:00 (Asia/Seoul, UTC+9) = 09:00 UTC"},
		{"2020-07-30T09:00:00Z", "Asia/Seoul", false,
	         "Thursday 30 July 2020, 18:00 (Asia/Seoul, UTC+9)"},
		{"2020-07-30T20:00:00Z", "Asia/Seoul", true,
	         "Friday 31 July 2020, 05:00 (Asia/Seoul, UTC+9) = Thursday 30 July, 20:00 UTC"},
		{"2020-07-30T09:00:00Z", "Asia/Kolkata", false,
	         "Thursday 30 July 2020, 14:30 (Asia/Kolkata, UTC+5:30)"},
		{"2020-07-30T09:00:00Z", "UTC", true, "Thursday 30 July 2020, 09:00 (UTC)"},
		{"2020-07-30T09:00:00Z", NULL, true, "Thursday 30 July 2020, 09:00 (UTC)"},
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		rap_buf out = rap_buf_init(200);

		rap_date_put_human(&out, utc(cases[i].at), cases[i].zone, cases[i].with_utc);
		assert_string_equal(rap_buf_text(&out), cases[i].want);
		rap_buf_done(&out);
	}
}

static void test_times_out_of_range_are_written_at_the_border(void **state)
{
	rap_buf out = rap_buf_init(100);

	(void)state;
	rap_date_put_iso(&out, INT64_MAX, "Asia/Seoul");
	rap_buf_char(&out, ' ');
	rap_date_put_iso(&out, INT64_MIN, NULL);
	assert_string_equal(rap_buf_text(&out), "9999-12-31T08:59:59+09:00 0001-01-02T00:00:00Z");
	rap_buf_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zone_known_refuses_paths),
		cmocka_unit_test(test_wall_time_to_utc),
		cmocka_unit_test(test_to_utc_refuses_impossible_dates_and_zones),
		cmocka_unit_test(test_from_utc_fills_weekday_and_offset),
		cmocka_unit_test(test_calendar_round_trips),
		cmocka_unit_test(test_parse_iso),
		cmocka_unit_test(test_parse_5322),
		cmocka_unit_test(test_parse_span),
		cmocka_unit_test(test_written_forms),
		cmocka_unit_test(test_human_form),
		cmocka_unit_test(test_times_out_of_range_are_written_at_the_border),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
