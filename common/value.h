/* SPDX-License-Identifier: Apache-2.0 */
/* A typed value as a JSON value, inside common/: the reading and the database hold the same shape. */
#ifndef RAP_COMMON_VALUE_H
#define RAP_COMMON_VALUE_H

#include "common/reading.h"

#include <jansson.h>

/* A new reference. */
json_t *rap_value_to_json(const rap_value *value);

/* null, text, whole number, true, false, or a list of texts; else false, with rap_json_why(). */
bool rap_value_from_json(const json_t *json, rap_value *ret);

#endif
