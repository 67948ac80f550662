// SPDX-License-Identifier: Apache-2.0
/* Values typed by their field: as JSON, as words for people. */
#include "common/value.h"

#include "common/json.h"
#include "common/mem.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

json_t *rap_value_to_json(const rap_value *value)
{
	json_t *pair = rap_json_object(), *json;

	/* Built as a member, so that texts and lists are cleaned where all others are. */
	switch (value->kind) {
	case RAP_VALUE_NULL:
		rap_json_put_text(pair, "value", NULL, 0);
		break;
	case RAP_VALUE_TEXT:
		rap_json_put_text(pair, "value", value->text ? value->text : "", RAP_JSON_TEXT);
		break;
	case RAP_VALUE_NUMBER:
		rap_json_put_number(pair, "value", value->number);
		break;
	case RAP_VALUE_BOOL:
		rap_json_put_bool(pair, "value", value->yes);
		break;
	case RAP_VALUE_LIST:
		rap_json_put_strv(pair, "value", &value->list, RAP_JSON_TEXT);
		break;
	}
	json = json_incref(json_object_get(pair, "value"));
	json_decref(pair);
	return json;
}

static bool list_from_json(const json_t *json, rap_strv *ret)
{
	if (json_array_size(json) > RAP_LIMIT_LIST)
		return rap_json_refuse("value", "too many entries");
	for (size_t i = 0; i < json_array_size(json); i++) {
		char *text;

		if (!rap_json_member(json_array_get(json, i), "value", RAP_JSON_TEXT, &text))
			return false;
		rap_strv_take(ret, text);
	}
	return true;
}

bool rap_value_from_json(const json_t *json, rap_value *ret)
{
	rap_value value = {0};
	bool good = true;

	if (json_is_null(json)) {
		value.kind = RAP_VALUE_NULL;
	} else if (json_is_boolean(json)) {
		value.kind = RAP_VALUE_BOOL;
		value.yes = json_is_true(json);
	} else if (json_is_integer(json)) {
		value.kind = RAP_VALUE_NUMBER;
		value.number = (long)json_integer_value(json);
	} else if (json_is_string(json)) {
		value.kind = RAP_VALUE_TEXT;
		good = rap_json_member(json, "value", RAP_JSON_TEXT, &value.text);
	} else if (json_is_array(json)) {
		value.kind = RAP_VALUE_LIST;
		good = list_from_json(json, &value.list);
	} else {
		good = rap_json_refuse("value", "missing, or of no type a field has");
	}
	if (good)
		*ret = value;
	else
		rap_value_done(&value);
	return good;
}

char *rap_value_encode(const rap_value *value)
{
	return rap_json_dump(rap_value_to_json(value));
}

rap_err rap_value_decode(const char *json, rap_value *ret)
{
	json_t *root = rap_json_load(rap_slice_of(json));
	bool good = root && rap_value_from_json(root, ret);

	json_decref(root);
	return good ? RAP_OK : RAP_E_FORMAT;
}

void rap_value_put(rap_buf *out, const rap_value *value)
{
	switch (value->kind) {
	case RAP_VALUE_NULL:
		break;
	case RAP_VALUE_TEXT:
		rap_buf_str(out, value->text);
		break;
	case RAP_VALUE_NUMBER:
		rap_buf_printf(out, "%ld", value->number);
		break;
	case RAP_VALUE_BOOL:
		rap_buf_str(out, value->yes ? "yes" : "no");
		break;
	case RAP_VALUE_LIST:
		for (size_t i = 0; i < value->list.n; i++) {
			if (i)
				rap_buf_str(out, "; ");
			rap_buf_str(out, value->list.at[i]);
		}
		break;
	}
}

void rap_value_done(rap_value *value)
{
	free(value->text);
	rap_strv_done(&value->list);
	*value = (rap_value){0};
}
