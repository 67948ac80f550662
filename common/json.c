// SPDX-License-Identifier: Apache-2.0
/* Strict JSON on jansson; see json.h. */
#include "common/json.h"

#include "common/buf.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#define WORD_MAX_BYTES 64u

static char why[160]; /* key (a literal of ours) and rule: well below, and snprintf cuts */

const char *rap_json_why(void)
{
	return why;
}

bool rap_json_refuse(const char *key, const char *rule)
{
	(void)snprintf(why, sizeof why, "%s: %s", key, rule);
	return false;
}

static void *checked(size_t size)
{
	return rap_calloc(1, size);
}

void rap_json_begin(void)
{
	json_set_alloc_funcs(checked, free);
}

/* Counts values and levels without building anything: 16 MiB of "[[]," would become a gigabyte. */
static bool within_bounds(rap_slice json)
{
	size_t nodes = 0, depth = 0;
	bool in_string = false;

	for (size_t i = 0; i < json.len; i++) {
		char c = json.at[i];

		if (in_string) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_string = false;
			continue;
		}
		if (c == '"')
			in_string = true;
		else if (c == '[' || c == '{')
			depth++;
		else if ((c == ']' || c == '}') && depth > 0)
			depth--;
		if (c == '[' || c == '{' || c == ',' || c == ':')
			nodes++;
		if (depth > RAP_LIMIT_JSON_DEPTH)
			return rap_json_refuse("json", "nested too deeply");
		if (nodes > RAP_LIMIT_JSON_NODES)
			return rap_json_refuse("json", "too many values");
	}
	return true;
}

json_t *rap_json_load(rap_slice json)
{
	json_t *value;

	rap_json_begin();
	if (!within_bounds(json))
		return NULL;
	value = json_loadb(json.at ? json.at : "", json.len,
	                   JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
	if (!value)
		rap_json_refuse("json", "not well-formed, or with doubled keys");
	return value;
}

bool rap_json_is_object(const json_t *value, const char *name, size_t n)
{
	if (!json_is_object(value))
		return rap_json_refuse(name, "missing, or not an object");
	if (json_object_size(value) != n)
		return rap_json_refuse(name, "missing or unknown keys");
	return true;
}

const json_t *rap_json_list(const json_t *object, const char *key, size_t max)
{
	const json_t *list = json_object_get(object, key);

	if (!json_is_array(list)) {
		rap_json_refuse(key, "missing, or not a list");
		return NULL;
	}
	if (json_array_size(list) > max) {
		rap_json_refuse(key, "too many entries");
		return NULL;
	}
	return list;
}

static bool is_control(uint32_t code)
{
	return (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7F && code < 0xA0);
}

static bool ends_line(uint32_t code)
{
	return code == '\n' || code == 0x2028 || code == 0x2029;
}

static bool member(const json_t *value, const char *key, size_t max, bool line, char **ret)
{
	rap_slice s = {json_string_value(value), json_string_length(value)};

	if (!s.at)
		return rap_json_refuse(key, "missing, or not a text");
	if (s.len > max)
		return rap_json_refuse(key, "too long");
	for (size_t at = 0; at < s.len;) {
		uint32_t code = rap_utf8_next(s, &at);

		if (is_control(code))
			return rap_json_refuse(key, "a control character");
		if (line && ends_line(code))
			return rap_json_refuse(key, "more than one line");
	}
	*ret = rap_strndup(s.at, s.len);
	return true;
}

bool rap_json_member(const json_t *value, const char *key, size_t max, char **ret)
{
	return member(value, key, max, false, ret);
}

bool rap_json_text(const json_t *object, const char *key, size_t max, char **ret)
{
	return rap_json_member(json_object_get(object, key), key, max, ret);
}

bool rap_json_text_or_null(const json_t *object, const char *key, size_t max, char **ret)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_null(value))
		return rap_json_member(value, key, max, ret);
	*ret = NULL;
	return true;
}

bool rap_json_line(const json_t *object, const char *key, size_t max, char **ret)
{
	return member(json_object_get(object, key), key, max, true, ret);
}

bool rap_json_line_or_null(const json_t *object, const char *key, size_t max, char **ret)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_null(value))
		return member(value, key, max, true, ret);
	*ret = NULL;
	return true;
}

bool rap_json_is_word(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n <= WORD_MAX_BYTES && s[n] == '\0';
}

bool rap_json_word(const json_t *object, const char *key, char **ret)
{
	const char *text = json_string_value(json_object_get(object, key));

	if (!text || !rap_json_is_word(text))
		return rap_json_refuse(key, "missing, or not a word of a-z, 0-9 and hyphens");
	*ret = rap_strdup(text);
	return true;
}

bool rap_json_bool(const json_t *object, const char *key, bool *ret)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_boolean(value))
		return rap_json_refuse(key, "missing, or neither true nor false");
	*ret = json_is_true(value);
	return true;
}

bool rap_json_number(const json_t *object, const char *key, long low, long high, long *ret)
{
	const json_t *value = json_object_get(object, key);
	json_int_t number = json_integer_value(value);

	if (!json_is_integer(value))
		return rap_json_refuse(key, "missing, or not a whole number");
	if (number < low || number > high)
		return rap_json_refuse(key, "out of range");
	*ret = (long)number;
	return true;
}

static bool members(const json_t *object, const char *key, size_t max, bool line, rap_strv *ret)
{
	const json_t *list = rap_json_list(object, key, RAP_LIMIT_LIST);

	for (size_t i = 0; i < json_array_size(list); i++) {
		char *text;

		if (!member(json_array_get(list, i), key, max, line, &text))
			return false;
		rap_strv_take(ret, text);
	}
	return list != NULL;
}

bool rap_json_strv(const json_t *object, const char *key, size_t max, rap_strv *ret)
{
	return members(object, key, max, false, ret);
}

bool rap_json_lines(const json_t *object, const char *key, size_t max, rap_strv *ret)
{
	return members(object, key, max, true, ret);
}

json_t *rap_json_object(void)
{
	rap_json_begin();
	return json_object();
}

json_t *rap_json_array(void)
{
	rap_json_begin();
	return json_array();
}

void rap_json_put(json_t *object, const char *key, json_t *value)
{
	int failed = json_object_set_new(object, key, value);

	assert(!failed);
	(void)failed;
}

void rap_json_append(json_t *list, json_t *value)
{
	int failed = json_array_append_new(list, value);

	assert(!failed);
	(void)failed;
}

/* Copies code point by code point; one that does not fit whole is left off with all that follows. */
static json_t *clean_text(rap_slice text, size_t max, bool line)
{
	rap_buf out = rap_buf_init(max);
	json_t *value;

	for (size_t at = 0; at < text.len && !out.over;) {
		size_t len = out.len;
		uint32_t code = rap_utf8_next(text, &at);

		if (is_control(code))
			continue;
		if (line && ends_line(code))
			code = ' ';
		rap_utf8_put(&out, code == RAP_UTF8_BAD ? 0xFFFD : code);
		if (out.over)
			rap_buf_cut(&out, len);
	}
	value = json_stringn_nocheck(rap_buf_text(&out), out.len);
	rap_buf_done(&out);
	return value;
}

static json_t *text_value(const char *text, size_t max, bool line)
{
	rap_slice s;
	bool plain;

	if (!text)
		return json_null();
	s = rap_slice_of(text);
	plain = s.len <= max;
	for (size_t at = 0; at < s.len && plain;) {
		uint32_t code = rap_utf8_next(s, &at);

		plain = code != RAP_UTF8_BAD && !is_control(code) && !(line && ends_line(code));
	}
	return plain ? json_stringn_nocheck(s.at, s.len) : clean_text(s, max, line);
}

void rap_json_put_text(json_t *object, const char *key, const char *text, size_t max)
{
	rap_json_put(object, key, text_value(text, max, false));
}

void rap_json_put_line(json_t *object, const char *key, const char *text, size_t max)
{
	rap_json_put(object, key, text_value(text, max, true));
}

void rap_json_append_text(json_t *list, const char *text, size_t max)
{
	rap_json_append(list, text_value(text ? text : "", max, false));
}

void rap_json_put_number(json_t *object, const char *key, long number)
{
	rap_json_put(object, key, json_integer(number));
}

void rap_json_put_bool(json_t *object, const char *key, bool yes)
{
	rap_json_put(object, key, json_boolean(yes));
}

void rap_json_put_strv(json_t *object, const char *key, const rap_strv *list, size_t max)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < list->n && i < RAP_LIMIT_LIST; i++)
		rap_json_append_text(array, list->at[i], max);
	rap_json_put(object, key, array);
}

void rap_json_put_lines(json_t *object, const char *key, const rap_strv *list, size_t max)
{
	json_t *array = rap_json_array();

	for (size_t i = 0; i < list->n && i < RAP_LIMIT_LIST; i++)
		rap_json_append(array, text_value(list->at[i], max, true));
	rap_json_put(object, key, array);
}

char *rap_json_dump(json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

	assert(text);
	json_decref(value);
	return text;
}
