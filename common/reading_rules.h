/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of the reading that its encoder and its decoder share. */
#ifndef RAP_COMMON_READING_RULES_H
#define RAP_COMMON_READING_RULES_H

#include "common/limits.h"
#include "common/reading.h"

/* Whether a span lies in the text its answer stands in. Of attachments only the limit is known. */
bool rap_reading_span_fits(const rap_answer *answer, size_t code_points_of_body);

/* "2020-07-20" or "2020-07-20T10:11:12+08:00" (or Z), digits in their ranges. */
bool rap_reading_is_date(const char *text);

/* replace and insert-after carry the whole paragraph, delete and comment none. */
bool rap_reading_action_has_text(rap_action action);

#endif
