// SPDX-License-Identifier: Apache-2.0
/* Views for the templates; see view.h. jansson fails only when memory is short, and then the process leaves. */
#include "report/view.h"

#include "common/mem.h"
#include "common/utf8.h"

#include <inttypes.h>
#include <stdlib.h>

#define VALUE_MAX ((size_t)1 << 24)

/* As common/mem.h: memory is there or the process leaves. */
static json_t *sure(json_t *value)
{
	if (!value)
		(void)rap_calloc(SIZE_MAX, 2);
	return value;
}

json_t *rap_view_new(void)
{
	return sure(json_object());
}

json_t *rap_view_list(void)
{
	return sure(json_array());
}

void rap_view_put(json_t *view, const char *key, json_t *value)
{
	if (json_object_set_new(view, key, sure(value)) != 0)
		(void)sure(NULL);
}

void rap_view_add(json_t *list, json_t *value)
{
	if (json_array_append_new(list, sure(value)) != 0)
		(void)sure(NULL);
}

static json_t *string_of(rap_slice s)
{
	rap_buf repaired = rap_buf_init(VALUE_MAX);
	json_t *value;

	if (!s.at)
		s = rap_slice_of("");
	if (rap_utf8_valid(s) && !memchr(s.at, '\0', s.len))
		return json_stringn(s.at, s.len);
	for (size_t at = 0; at < s.len;) {
		uint32_t c = rap_utf8_next(s, &at);

		rap_utf8_put(&repaired, c == RAP_UTF8_BAD || c == 0 ? 0xFFFD : c);
	}
	value = json_stringn(rap_buf_text(&repaired), repaired.len);
	rap_buf_done(&repaired);
	return value;
}

void rap_view_str(json_t *view, const char *key, const char *value)
{
	rap_slice s = rap_slice_of(value);

	while (s.len > 0 && s.at[s.len - 1] == '\n') /* of a block of YAML, of a quoted mail */
		s.len--;
	rap_view_put(view, key, value ? string_of(s) : json_null());
}

void rap_view_buf(json_t *view, const char *key, rap_buf *value)
{
	rap_view_put(view, key, string_of(rap_buf_as_slice(value)));
	rap_buf_done(value);
}

void rap_view_excerpt(json_t *view, const char *key, const char *words, size_t most)
{
	rap_slice s = rap_utf8_trim(rap_slice_of(words));
	rap_buf out = rap_buf_init(VALUE_MAX);
	bool blank = false;

	for (size_t at = 0, n = 0; at < s.len; n++) {
		size_t from = at;
		uint32_t c = rap_utf8_next(s, &at);

		if (n == most) {
			rap_buf_str(&out, "...");
			break;
		}
		if (rap_utf8_is_space(c)) {
			blank = true;
			continue;
		}
		rap_buf_str(&out, blank ? " " : "");
		blank = false;
		rap_buf_slice(&out, rap_slice_sub(s, from, at));
	}
	rap_view_buf(view, key, &out);
}

void rap_view_num(json_t *view, const char *key, int64_t value)
{
	rap_view_put(view, key, json_integer(value));
}

void rap_view_bool(json_t *view, const char *key, bool value)
{
	rap_view_put(view, key, json_boolean(value));
}

void rap_view_time(json_t *view, const char *key, int64_t utc, const char *zone, bool with_utc)
{
	rap_buf text = rap_buf_init(256);

	rap_date_put_human(&text, utc, zone, with_utc);
	rap_view_buf(view, key, &text);
}

void rap_view_house(json_t *view, const rap_desk *desk)
{
	const rap_consultation *c = desk->consultation;

	rap_view_str(view, "consultation", c->id);
	rap_view_str(view, "title", c->title);
	rap_view_str(view, "secretariat", c->secretariat.name);
	rap_view_str(view, "address", c->secretariat.address);
}

void rap_view_count(json_t *view, const char *key, size_t n, const char *one, const char *many)
{
	rap_buf text = rap_buf_init(128);

	rap_buf_printf(&text, "%zu %s", n, n == 1 ? one : many);
	rap_view_buf(view, key, &text);
}
