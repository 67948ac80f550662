// SPDX-License-Identifier: Apache-2.0
/* The meeting as a calendar file, made by libical: it quotes and folds. Lines and values are made clean here. */
#include "report/calendar.h"

#include "common/limits.h"
#include "common/mem.h"
#include "report/escape.h"
#include "report/programme.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

/* What the library has made, or there was no memory for it: of values made clean here it refuses none. */
static void *sure(void *made)
{
	if (!made)
		rap_mem_exhausted();
	return made;
}

static void add(icalcomponent *to, icalproperty *property)
{
	icalcomponent_add_property(to, sure(property));
}

/* Our words and those of the configuration as text of any number of lines. */
static char *clean(const char *text)
{
	rap_buf out = rap_buf_init(RAP_MIB);

	rap_escape_text(&out, rap_slice_of(text));
	return rap_buf_take(&out);
}

static char *clean_line(const char *text)
{
	char *out = clean(text);

	for (char *at = out; *at; at++)
		if (*at == '\n' || *at == '\t')
			*at = ' ';
	return out;
}

/* A URI is written as it is, so nothing may stand in it that ends a line or a value. */
static bool is_uri(const char *link)
{
	for (; *link; link++)
		if (*link <= ' ' || *link > '~' || strchr("\"\\<>^`{|}", *link))
			return false;
	return true;
}

static void add_times(icalcomponent *event, const rap_desk *desk)
{
	icaltimezone *utc = icaltimezone_get_utc_timezone();

	/* The moment this file was made: of two with the same SEQUENCE a calendar takes the later. */
	add(event, icalproperty_new_dtstamp(icaltime_from_timet_with_zone(desk->now, 0, utc)));
	add(event, icalproperty_new_dtstart(icaltime_from_timet_with_zone(
			   desk->consultation->meeting.starts, 0, utc)));
	add(event, icalproperty_new_dtend(icaltime_from_timet_with_zone(
			   desk->consultation->meeting.ends, 0, utc)));
}

/* The same for one meeting for ever: a calendar knows by it that a later file is about the same event. */
static void add_uid(icalcomponent *event, const rap_consultation *c)
{
	rap_buf uid = rap_buf_init(1024);

	rap_buf_printf(&uid, "meeting.%s@", c->id);
	rap_buf_slice(&uid, rap_slice_of(c->secretariat.spec.domain));
	add(event, icalproperty_new_uid(rap_buf_text(&uid)));
	rap_buf_done(&uid);
}

static void put_description(rap_buf *out, const rap_desk *desk, bool with_join)
{
	const rap_consultation *c = desk->consultation;

	rap_buf_printf(out, "%s\n", c->title);
	rap_buf_str(out, "Begins: ");
	rap_date_put_human(out, c->meeting.starts, c->meeting.timezone, true);
	rap_buf_str(out, "\nEnds: ");
	rap_date_put_human(out, c->meeting.ends, c->meeting.timezone, true);
	if (c->meeting.venue)
		rap_buf_printf(out, "\nPlace: %s", c->meeting.venue);
	if (with_join && c->meeting.join)
		rap_buf_printf(out, "\nTo join: %s", c->meeting.join);
	if (c->meeting.n_sessions)
		rap_buf_printf(out, "\n\nProgramme (times of %s%s)", c->meeting.timezone,
		               strcmp(c->meeting.timezone, "UTC") == 0 ? "" : ", then UTC");
	for (size_t i = 0; i < c->meeting.n_sessions; i++) {
		rap_buf_char(out, '\n');
		rap_programme_put_times(out, c, &c->meeting.sessions[i]);
		rap_buf_printf(out, " %s", c->meeting.sessions[i].title);
	}
	rap_buf_printf(out, "\n\n%s, %s", c->secretariat.name, c->secretariat.address);
}

static void add_words(icalcomponent *event, const rap_desk *desk, bool with_join)
{
	const rap_consultation *c = desk->consultation;
	rap_buf description = rap_buf_init(RAP_MIB);
	char *text = clean_line(c->title);

	add(event, icalproperty_new_summary(text));
	free(text);
	if (c->meeting.venue) {
		text = clean_line(c->meeting.venue);
		add(event, icalproperty_new_location(text));
		free(text);
	}
	if (with_join && c->meeting.join && is_uri(c->meeting.join))
		add(event, icalproperty_new_url(c->meeting.join));
	put_description(&description, desk, with_join);
	text = clean(rap_buf_text(&description));
	add(event, icalproperty_new_description(text));
	free(text);
	rap_buf_done(&description);
}

/* PUBLISH wants one; it is the house, so that nothing of a calendar program goes to a person. */
static void add_organizer(icalcomponent *event, const rap_consultation *c)
{
	rap_buf address = rap_buf_init(1024);
	char *name = clean_line(c->secretariat.name);
	icalproperty *organizer;

	for (char *at = name; *at; at++)
		if (*at == '"') /* which a parameter has no way to say */
			*at = '\'';
	rap_buf_printf(&address, "mailto:%s", c->secretariat.address);
	organizer = sure(icalproperty_new_organizer(rap_buf_text(&address)));
	icalproperty_add_parameter(organizer, sure(icalparameter_new_cn(name)));
	icalcomponent_add_property(event, organizer);
	free(name);
	rap_buf_done(&address);
}

void rap_calendar_make(const rap_desk *desk, bool with_join, rap_buf *ret)
{
	const rap_consultation *c = desk->consultation;
	icalcomponent *calendar, *event;
	char *text;

	icalerror_set_errors_are_fatal(
		0); /* else it aborts the process for what it does not like */
	calendar = sure(icalcomponent_new_vcalendar());
	event = sure(icalcomponent_new_vevent());
	add(calendar, icalproperty_new_prodid("-//rapporteur//Meeting//EN"));
	add(calendar, icalproperty_new_version("2.0"));
	add(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
	add_uid(event, c);
	add(event, icalproperty_new_sequence((int)c->meeting.sequence));
	add_times(event, desk);
	add_words(event, desk, with_join);
	add_organizer(event, c);
	add(event, icalproperty_new_status(ICAL_STATUS_CONFIRMED));
	add(event, icalproperty_new_transp(ICAL_TRANSP_OPAQUE));
	icalcomponent_add_component(calendar, event);
	text = sure(icalcomponent_as_ical_string_r(calendar));
	rap_buf_str(ret, text);
	icalmemory_free_buffer(text);
	icalcomponent_free(calendar);
}
