// SPDX-License-Identifier: Apache-2.0
/*
 * meeting.ics: read again by the library that wrote it, and its lines looked at one by one, because a library that
 * writes a mistake may read it too. Another reader of another author sees it in tests/integration/T440-meeting.sh.
 */
#include "report/calendar.h"
#include "report/programme.h"
#include "stage.h"

#include <libical/ical.h>

static void set(char **value, const char *text)
{
	free(*value);
	*value = rap_strdup(text);
}

static rap_buf made(const stage *s, bool with_join)
{
	rap_buf out = rap_buf_init(RAP_MIB);

	rap_calendar_make(&s->desk, with_join, &out);
	return out;
}

/* Every line ends in CR LF, is at most 75 octets long and breaks no character. */
static void assert_lines(const rap_buf *file)
{
	const char *at = rap_buf_text(file);

	while (*at) {
		const char *end = strstr(at, "\r\n");
		rap_slice line;

		assert_non_null(end);
		line = (rap_slice){at, (size_t)(end - at)};
		assert_true(line.len > 0 && line.len <= 75);
		assert_null(memchr(at, '\n', line.len));
		assert_null(memchr(at, '\r', line.len));
		assert_false(((unsigned char)line.at[line.at[0] == ' '] & 0xC0) == 0x80);
		at = end + 2;
	}
}

/* Without the folds. */
static rap_buf unfolded(const rap_buf *file)
{
	rap_buf out = rap_buf_init(RAP_MIB);
	const char *at = rap_buf_text(file);

	for (; *at; at++)
		if (strncmp(at, "\r\n ", 3) == 0)
			at += 2;
		else
			rap_buf_char(&out, *at);
	return out;
}

static bool has_line(const rap_buf *file, const char *line)
{
	rap_buf flat = unfolded(file), want = rap_buf_init(RAP_MIB);
	bool found;

	rap_buf_printf(&want, "\r\n%s\r\n", line);
	found = strstr(rap_buf_text(&flat), rap_buf_text(&want)) != NULL;
	rap_buf_done(&flat);
	rap_buf_done(&want);
	return found;
}

static bool has(const rap_buf *file, const char *words)
{
	rap_buf flat = unfolded(file);
	bool found = strstr(rap_buf_text(&flat), words) != NULL;

	rap_buf_done(&flat);
	return found;
}

static void test_meeting_has_its_lines(void **state)
{
	stage *s = stage_open("2020-08-04T14:00");
	rap_buf file = made(s, true);

	(void)state;
	assert_lines(&file);
	assert_true(has_line(&file, "METHOD:PUBLISH"));
	assert_true(has_line(&file, "VERSION:2.0"));
	assert_true(has_line(&file, "UID:meeting.NEASPEC-NFP-2020@neaspec.example"));
	assert_true(has_line(&file, "SEQUENCE:0"));
	assert_true(has_line(&file, "DTSTAMP:20200804T050000Z"));
	assert_true(has_line(&file, "DTSTART:20200806T050000Z"));
	assert_true(has_line(&file, "DTEND:20200806T093000Z"));
	assert_true(has_line(&file, "SUMMARY:Meeting of NEASPEC National Focal Points"));
	assert_true(has_line(&file, "LOCATION:Virtual meeting"));
	assert_true(has_line(&file, "URL:https://meet.example.org/nfp-2020"));
	assert_true(
		has_line(&file, "ORGANIZER;CN=NEASPEC Secretariat:mailto:consult@neaspec.example"));
	assert_true(has(&file, "\\n14:15-16:50 (05:15-07:50 UTC) Session 1: Review of the "
	                       "Strategic Plan 2016-2020 and draft Strategic Plan 2021-2025\\n"));
	rap_buf_done(&file);
	stage_close(s);
}

/* Nobody of the roster stands in it, and whoever is not on the roster gets no link. */
static void test_nobody_and_no_link_leaks(void **state)
{
	stage *s = stage_open("2020-08-04T14:00");
	rap_buf with = made(s, true), without = made(s, false);

	(void)state;
	for (size_t i = 0; i < s->c->n_members; i++)
		for (size_t j = 0; j < s->c->members[i].contacts.n; j++) {
			assert_false(has(&with, s->c->members[i].contacts.at[j].address));
			assert_false(has(&with, s->c->members[i].contacts.at[j].name));
		}
	assert_false(has(&with, "ATTENDEE"));
	assert_true(has(&with, "meet.example.org"));
	assert_false(has(&without, "meet.example.org"));
	assert_false(has(&without, "URL:"));
	assert_lines(&without);
	rap_buf_done(&with);
	rap_buf_done(&without);
	stage_close(s);
}

/* What means something in the format, or in no line at all, stays text. */
static void test_hostile_words_stay_text(void **state)
{
	static const char title[] =
		"A, b; c \\ \"d\": \xE2\x80\xAE"
		"evil\x01\x7F\r\nATTENDEE:mailto:x@y.example "
		"\xD0\x9C\xD0\xBE\xD0\xBD\xD0\xB3\xD0\xBE\xD0\xBB "
		"\xE5\x8C\x97\xE6\x9D\xB1\xE4\xBA\x9E\xE7\x92\xB0\xE5\xA2\x83\xE5\x90\x88\xE4\xBD"
		"\x9C"
		"\xE5\x8C\x97\xE6\x9D\xB1\xE4\xBA\x9E\xE7\x92\xB0\xE5\xA2\x83\xE5\x90\x88\xE4\xBD"
		"\x9C"
		"\xE5\x8C\x97\xE6\x9D\xB1\xE4\xBA\x9E\xE7\x92\xB0\xE5\xA2\x83\xE5\x90\x88\xE4\xBD"
		"\x9C "
		"\xF0\x9F\x8C\x8F\xF0\x9F\x8C\x8F\xF0\x9F\x8C\x8F\xF0\x9F\x8C\x8F\xF0\x9F\x8C\x8F";
	stage *s = stage_open("2020-08-04T14:00");
	icalcomponent *calendar, *event;
	rap_buf file;

	(void)state;
	set(&s->c->title, title);
	set(&s->c->meeting.venue, "Hall; 1, \\n \"2\"");
	set(&s->c->secretariat.name, "The \"house\": a, b; c");
	set(&s->c->meeting.join, "https://x.example/\r\nATTENDEE:mailto:x@y.example");
	file = made(s, true);
	assert_lines(&file);
	assert_false(has(&file, "\nATTENDEE"));
	assert_false(has(&file, "\nURL"));
	calendar = icalparser_parse_string(rap_buf_text(&file));
	assert_non_null(calendar);
	assert_int_equal(icalcomponent_count_errors(calendar), 0);
	event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	assert_non_null(event);
	assert_non_null(strstr(icalcomponent_get_summary(event),
	                       "A, b; c \\ \"d\": [U+202E]evil\xEF\xBF\xBD\xEF\xBF\xBD "
	                       "ATTENDEE:mailto:x@y.example \xD0\x9C"));
	assert_string_equal(icalcomponent_get_location(event), "Hall; 1, \\n \"2\"");
	assert_string_equal(
		icalproperty_get_parameter_as_string(
			icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY), "CN"),
		"The 'house': a, b; c");
	assert_int_equal(icalrestriction_check(calendar), 1);
	icalcomponent_free(calendar);
	icalmemory_free_ring();
	rap_buf_done(&file);
	stage_close(s);
}

/* A file that tells of another time is another file of the same event. */
static void test_moved_meeting_is_the_same_event(void **state)
{
	stage *s = stage_open("2020-08-04T14:00");
	rap_buf first = made(s, true), again = made(s, true), moved;

	(void)state;
	assert_int_equal(first.len, again.len);
	assert_memory_equal(first.at, again.at, first.len);
	s->c->meeting.starts += 3600;
	s->c->meeting.sequence = 1;
	s->desk.now += 60;
	moved = made(s, true);
	assert_true(has_line(&moved, "UID:meeting.NEASPEC-NFP-2020@neaspec.example"));
	assert_true(has_line(&moved, "SEQUENCE:1"));
	assert_true(has_line(&moved, "DTSTAMP:20200804T050100Z"));
	assert_true(has_line(&moved, "DTSTART:20200806T060000Z"));
	rap_buf_done(&first);
	rap_buf_done(&again);
	rap_buf_done(&moved);
	stage_close(s);
}

/* Zones with and without summer time, on both sides of its change, and days that differ from those of UTC. */
static void test_zones_are_minded(void **state)
{
	static const struct {
		const char *zone, *starts, *clock, *dtstart, *times;
	} cases[] = {
		{"Asia/Seoul", "2020-08-06T14:00:00+09:00", "14:00", "DTSTART:20200806T050000Z",
	         "14:00-23:30 (05:00-14:30 UTC)"},
		{"Asia/Ulaanbaatar", "2020-08-06T07:00:00+08:00", "07:00",
	         "DTSTART:20200805T230000Z", "07:00-23:30 (2020-08-05, 23:00-15:30 UTC)"},
		{"Europe/Moscow", "2020-08-06T14:00:00+03:00", "14:00", "DTSTART:20200806T110000Z",
	         "14:00-23:30 (11:00-20:30 UTC)"},
		{"Europe/Berlin", "2020-03-29T01:30:00+01:00", "01:30", "DTSTART:20200329T003000Z",
	         "01:30-23:30 (00:30-21:30 UTC)"}, /* the change is between the two */
		{"Europe/Berlin", "2020-10-25T01:30:00+02:00", "01:30", "DTSTART:20201024T233000Z",
	         "01:30-23:30 (2020-10-24, 23:30-22:30 UTC)"},
		{"Asia/Pyongyang", "2017-06-01T10:00:00+08:30", "10:00", "DTSTART:20170601T013000Z",
	         "10:00-23:30 (01:30-15:00 UTC)"}, /* the zone's law of that year */
		{"UTC", "2020-08-06T14:00:00Z", "14:00", "DTSTART:20200806T140000Z", "14:00-23:30"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		stage *s = stage_open("2020-08-04T14:00");
		rap_session *session = &s->c->meeting.sessions[0];
		rap_buf file, times = rap_buf_init(256);

		set(&s->c->meeting.timezone, cases[i].zone);
		s->c->meeting.starts = at(cases[i].starts);
		s->c->meeting.ends = s->c->meeting.starts + 3600;
		set(&session->start, cases[i].clock);
		set(&session->end, "23:30");
		file = made(s, true);
		assert_true(has_line(&file, cases[i].dtstart));
		rap_programme_put_times(&times, s->c, session);
		assert_string_equal(rap_buf_text(&times), cases[i].times);
		rap_buf_done(&file);
		rap_buf_done(&times);
		stage_close(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_meeting_has_its_lines),
		cmocka_unit_test(test_nobody_and_no_link_leaks),
		cmocka_unit_test(test_hostile_words_stay_text),
		cmocka_unit_test(test_moved_meeting_is_the_same_event),
		cmocka_unit_test(test_zones_are_minded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
