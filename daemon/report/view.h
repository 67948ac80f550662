/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Small helpers to make views (jansson) for the templates. Objects and arrays are given without a reference of
 * their own: what is put into another one belongs to it.
 */
#ifndef RAP_DAEMON_REPORT_VIEW_H
#define RAP_DAEMON_REPORT_VIEW_H

#include "report/desk.h"

#include <jansson.h>

/* Like json_object and json_array, but they never return NULL. */
json_t *rap_view_new(void);
json_t *rap_view_list(void);

/* Sets a key. NULL strings become null; bad UTF-8 becomes U+FFFD. */
void rap_view_str(json_t *view, const char *key, const char *value);
void rap_view_buf(json_t *view, const char *key, rap_buf *value); /* and frees the buffer */
/* One line of foreign words: white space as one blank, cut after `most` characters. */
void rap_view_excerpt(json_t *view, const char *key, const char *words, size_t most);
void rap_view_num(json_t *view, const char *key, int64_t value);
void rap_view_bool(json_t *view, const char *key, bool value);
void rap_view_put(json_t *view, const char *key, json_t *value); /* takes the reference */
void rap_view_add(json_t *list, json_t *value); /* takes the reference */

/* A time for people in a zone; with_utc adds the same in UTC. */
void rap_view_time(json_t *view, const char *key, int64_t utc, const char *zone, bool with_utc);

/* consultation, title, secretariat (name), address: what every letter may say. */
void rap_view_house(json_t *view, const rap_desk *desk);

/* "1 answer", "2 answers". */
void rap_view_count(json_t *view, const char *key, size_t n, const char *one, const char *many);

#endif
