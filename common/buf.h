/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Growable bytes with a hard cap fixed at the start. What would go over the cap is dropped and
 * remembered: `over` is checked once, at the end, instead of at every append. Always NUL-terminated.
 */
#ifndef RAP_COMMON_BUF_H
#define RAP_COMMON_BUF_H

#include "common/attr.h"
#include "common/slice.h"

#include <stdarg.h>

typedef struct rap_buf {
	char *at;
	size_t len;
	size_t room;
	size_t cap;
	bool over; /* something did not fit; len stands at what did */
} rap_buf;

/* An empty buffer that will hold at most cap bytes; nothing is allocated yet. */
rap_buf rap_buf_init(size_t cap);

void rap_buf_add(rap_buf *buf, const void *bytes, size_t len);
void rap_buf_slice(rap_buf *buf, rap_slice s);
/* A place for more bytes, which must be under the cap, and afterwards how many of them were written there. */
char *rap_buf_room(rap_buf *buf, size_t more);
void rap_buf_grown(rap_buf *buf, size_t more);
void rap_buf_str(rap_buf *buf, const char *s); /* NULL adds nothing */
/* Inline: texts are made a character at a time. */
static inline void rap_buf_char(rap_buf *buf, char c)
{
	if (buf->len < buf->cap && buf->len + 1 < buf->room) {
		buf->at[buf->len++] = c;
		buf->at[buf->len] = '\0';
	} else {
		rap_buf_add(buf, &c, 1);
	}
}
void rap_buf_printf(rap_buf *buf, const char *format, ...) RAP_PRINTF(2, 3);
void rap_buf_vprintf(rap_buf *buf, const char *format, va_list args) RAP_PRINTF(2, 0);

/* Shortens to len bytes (no effect when it is shorter). */
void rap_buf_cut(rap_buf *buf, size_t len);

rap_slice rap_buf_as_slice(const rap_buf *buf);

/* The text as a C string, never NULL; borrowed. */
const char *rap_buf_text(const rap_buf *buf);

/* Hands the bytes over (caller frees, never NULL) and leaves the buffer empty. */
char *rap_buf_take(rap_buf *buf);

/* Frees; for RAP_CLEANUP too. */
void rap_buf_done(rap_buf *buf);

#endif
