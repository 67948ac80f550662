/* SPDX-License-Identifier: Apache-2.0 */
/* What GMime is given to split, and what is made of a multipart in which it finds no parts. For mime.c alone. */
#ifndef RAP_PARSERS_MIME_BOUNDARY_H
#define RAP_PARSERS_MIME_BOUNDARY_H

#include "common/buf.h"
#include "parsers/mail/prescan.h"

#include <gmime/gmime.h>

/* The message with the Content-* fields of its header alone, NUL there taken for a blank. The caller's. */
GByteArray *rap_mime_message(rap_slice raw, const rap_prescan *prescan);

/*
 * The same without a copy of the body: the fields are written in front of it, over the rest of the header. Its bytes are
 * raw's; g_byte_array_free(it, FALSE). NULL: there is no room for them, and nothing is written.
 */
GByteArray *rap_mime_message_in_place(char *raw, size_t len, const rap_prescan *prescan);

/* Splits it; it must outlive the object (NULL: nothing came of it). */
GMimeObject *rap_mime_split(GByteArray *message);

/* A message of that type under the boundary that the body shows, or NULL: it shows none. */
GByteArray *rap_mime_under_guess(rap_slice body, const char *type);

/* The same with the body decoded, which is forbidden for parts and done: NULL when it is not whole. */
GByteArray *rap_mime_decoded(rap_slice body, rap_slice content_type, const char *encoding);

/* The text without the lines of that boundary (NULL: all of it). */
void rap_mime_without_fences(rap_slice body, const char *boundary, rap_buf *out);

#endif
