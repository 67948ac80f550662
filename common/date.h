/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates and times. Inside the program a time is int64_t seconds since 1970 UTC; the clock is always a
 * parameter. Zones are names of the system's tz database ("Asia/Seoul"), never fixed offsets.
 */
#ifndef RAP_COMMON_DATE_H
#define RAP_COMMON_DATE_H

#include "common/buf.h"
#include "common/err.h"

#include <stdint.h>

#define RAP_DATE_NONE INT64_MIN

typedef struct rap_civil { /* a time on somebody's wall */
	int year, month, day; /* month and day from 1 */
	int hour, minute, second;
	int weekday; /* 0 = Sunday; filled by conversions, ignored as input */
	int offset; /* seconds east of UTC; filled by conversions */
} rap_civil;

/* Whether the tz database knows the name (letters, digits, / _ + - only: never a path outside it). */
bool rap_date_zone_known(const char *zone);

/*
 * Wall time in a zone to UTC. A time that a clock change skips counts as the moment after the gap, one
 * that comes twice as the first. RAP_E_FORMAT for impossible dates, RAP_E_NOT_FOUND for an unknown zone.
 */
rap_err rap_date_to_utc(const rap_civil *civil, const char *zone, int64_t *ret_utc) RAP_MUST_CHECK;
rap_err rap_date_from_utc(int64_t utc, const char *zone, rap_civil *ret_civil) RAP_MUST_CHECK;

/* "2020-07-30 18:00", "2020-07-30T18:00:00", "2020-07-30" (midnight); no offset in it. */
rap_err rap_date_parse_civil(rap_slice s, rap_civil *ret_civil) RAP_MUST_CHECK;

/* The same, or with "Z" / "+09:00" behind it; without an offset it is read in the zone. For --now. */
rap_err rap_date_parse_iso(rap_slice s, const char *zone, int64_t *ret_utc) RAP_MUST_CHECK;

/* RFC 5322 date-time (obsolete zones too, comments skipped). RAP_E_FORMAT when it is none. */
rap_err rap_date_parse_5322(rap_slice s, int64_t *ret_utc, int *ret_offset) RAP_MUST_CHECK;

/* "2h", "48h", "7d", "90m", "1w" to seconds. */
rap_err rap_date_parse_span(rap_slice s, int64_t *ret_seconds) RAP_MUST_CHECK;

void rap_date_put_iso(rap_buf *out, int64_t utc,
                      const char *zone); /* 2020-07-20T10:11:12+08:00; zone NULL = UTC, "Z" */
void rap_date_put_5322(rap_buf *out, int64_t utc,
                       const char *zone); /* Mon, 06 Jul 2020 09:00:00 +0900 */
/* For people: "Thursday 30 July 2020, 18:00 (Asia/Seoul, UTC+9)"; with_utc adds " = 09:00 UTC". */
void rap_date_put_human(rap_buf *out, int64_t utc, const char *zone, bool with_utc);

#endif
