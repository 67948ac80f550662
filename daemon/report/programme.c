// SPDX-License-Identifier: Apache-2.0
/* The annotated programme; see programme.h. */
#include "report/programme.h"

/* ---- times ---------------------------------------------------------------------------------------------- */

/* A time of day ("14:00") of the day on which the meeting begins; RAP_DATE_NONE where there is no such time. */
static int64_t time_of(const rap_consultation *c, const char *clock)
{
	rap_buf text = rap_buf_init(64);
	rap_civil civil;
	int64_t utc;

	if (!clock || rap_date_from_utc(c->meeting.starts, c->meeting.timezone, &civil) != RAP_OK)
		return RAP_DATE_NONE;
	rap_buf_printf(&text, "%04d-%02d-%02d %s", civil.year, civil.month, civil.day, clock);
	if (rap_date_parse_civil(rap_buf_as_slice(&text), &civil) != RAP_OK ||
	    rap_date_to_utc(&civil, c->meeting.timezone, &utc) != RAP_OK)
		utc = RAP_DATE_NONE;
	rap_buf_done(&text);
	return utc;
}

void rap_programme_put_times(rap_buf *out, const rap_consultation *c, const rap_session *session)
{
	int64_t start = time_of(c, session->start), end = time_of(c, session->end);
	rap_civil from, to, here;

	rap_buf_printf(out, "%s-%s", session->start, session->end);
	if (start == RAP_DATE_NONE || end == RAP_DATE_NONE ||
	    rap_date_from_utc(start, "UTC", &from) != RAP_OK ||
	    rap_date_from_utc(end, "UTC", &to) != RAP_OK ||
	    rap_date_from_utc(start, c->meeting.timezone, &here) != RAP_OK)
		return;
	rap_buf_str(out, " (");
	if (from.day != here.day) /* another day there: say which */
		rap_buf_printf(out, "%04d-%02d-%02d, ", from.year, from.month, from.day);
	rap_buf_printf(out, "%02d:%02d-%02d:%02d UTC", from.hour, from.minute, to.hour, to.minute);
	rap_buf_char(out, ')');
}
