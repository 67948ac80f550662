/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strict JSON on jansson, for what processes say to each other. Decoding refuses whatever the shape does not
 * name: unknown, missing or doubled keys, other types, sizes over the limit, control characters. Encoding
 * brings text inside the same limits. Memory: jansson allocates through common/mem.h.
 *
 * Every getter takes a member of an object by its key (a literal) and, on failure, leaves a sentence for
 * rap_json_why().
 */
#ifndef RAP_COMMON_JSON_H
#define RAP_COMMON_JSON_H

#include "common/limits.h"
#include "common/slice.h"
#include "common/strv.h"

#include <jansson.h>

/* Text of any length a reading may hold, a header value, and a name made by ourselves, in bytes. */
#define RAP_JSON_TEXT RAP_LIMIT_TEXT_MESSAGE
#define RAP_JSON_LINE RAP_LIMIT_HEADER_FIELD
#define RAP_JSON_NAME 256u

/* At the start of every process, before jansson is used by anybody: it then never sees a failed allocation, and can never
 * leave half of something out. */
void rap_json_begin(void);

/* Which rule was broken last, e.g. "span: out of range". Static storage, overwritten by the next failure. */
const char *rap_json_why(void);
/* Sets it: "key: rule". Always false. */
bool rap_json_refuse(const char *key, const char *rule);

/* One value of any type, or nothing: refuses doubled keys, NUL, invalid UTF-8, and before memory is spent more than
 * RAP_LIMIT_JSON_NODES values or RAP_LIMIT_JSON_DEPTH levels. NULL on failure; json_decref() it. */
json_t *rap_json_load(rap_slice json);

/* Whether it is an object of exactly n members; name is for the sentence. */
bool rap_json_is_object(const json_t *value, const char *name, size_t n);

/* A list of at most max members, borrowed; NULL on failure. */
const json_t *rap_json_list(const json_t *object, const char *key, size_t max);

/* Text of at most max bytes without control characters (C0, DEL, C1) other than TAB and LF (R56). Caller frees. */
bool rap_json_text(const json_t *object, const char *key, size_t max, char **ret);
/* The same, or null, which gives NULL. */
bool rap_json_text_or_null(const json_t *object, const char *key, size_t max, char **ret);
/* The same without LF, U+2028 and U+2029: what stands in one line wherever it is shown. */
bool rap_json_line(const json_t *object, const char *key, size_t max, char **ret);
bool rap_json_line_or_null(const json_t *object, const char *key, size_t max, char **ret);
/* A list of lines; appended to ret. */
bool rap_json_lines(const json_t *object, const char *key, size_t max, rap_strv *ret);
/* 1 to 64 characters of a-z, 0-9 and hyphen. */
bool rap_json_word(const json_t *object, const char *key, char **ret);
bool rap_json_bool(const json_t *object, const char *key, bool *ret);
/* A whole number from low to high. */
bool rap_json_number(const json_t *object, const char *key, long low, long high, long *ret);
/* A list of texts; appended to ret. */
bool rap_json_strv(const json_t *object, const char *key, size_t max, rap_strv *ret);
/* One member of a list of texts. Caller frees. */
bool rap_json_member(const json_t *value, const char *key, size_t max, char **ret);
/* Whether all of s is a word as above. */
bool rap_json_is_word(const char *s);

/* A new object; from here on memory is checked. */
json_t *rap_json_object(void);
json_t *rap_json_array(void);
/* Sets a member; NULL gives null. Bad UTF-8 becomes U+FFFD, control characters are left out, what is over max
 * bytes is cut: the last resort, so that what we say can always be read. */
void rap_json_put_text(json_t *object, const char *key, const char *text, size_t max);
/* The same; what ends a line becomes a blank. */
void rap_json_put_line(json_t *object, const char *key, const char *text, size_t max);
void rap_json_put_lines(json_t *object, const char *key, const rap_strv *list, size_t max);
void rap_json_put_number(json_t *object, const char *key, long number);
void rap_json_put_bool(json_t *object, const char *key, bool yes);
void rap_json_put(json_t *object, const char *key, json_t *value); /* takes value over */
void rap_json_put_strv(json_t *object, const char *key, const rap_strv *list, size_t max);
void rap_json_append(json_t *list, json_t *value); /* takes value over */
/* Appends text to a list, as rap_json_put_text does. */
void rap_json_append_text(json_t *list, const char *text, size_t max);

/* Compact text of the value, which is released; caller frees. */
char *rap_json_dump(json_t *value);

#endif
