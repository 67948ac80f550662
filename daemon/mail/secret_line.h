/* SPDX-License-Identifier: Apache-2.0 */
/* The lines a secret is said in, built in buffers of their exact size that are wiped (R71). */
#ifndef RAP_DAEMON_MAIL_SECRET_LINE_H
#define RAP_DAEMON_MAIL_SECRET_LINE_H

#include "common/slice.h"
#include "mail/secret.h"

typedef struct rap_secret_line {
	char *at; /* ends with a NUL; NULL: there is none */
	size_t len, room;
} rap_secret_line;

/* An empty line for so many bytes; what does not fit is left out. */
rap_secret_line rap_secret_line_new(size_t room);
void rap_secret_line_add(rap_secret_line *line, const void *bytes, size_t len);
void rap_secret_line_done(rap_secret_line *line);

/* "PREFIX BASE64 CRLF"; prefix NULL: the base64 alone. */
rap_secret_line rap_secret_line_encode(const char *prefix, const char *bytes, size_t len);
/* NUL user NUL password: what PLAIN says (RFC 4616). */
rap_secret_line rap_secret_line_plain(const char *user, const rap_secret *secret);
/* What XOAUTH2 says. */
rap_secret_line rap_secret_line_xoauth2(const char *user, const rap_secret *secret);

/* Whether what a server said holds the secret, bare, or in the base64 of a login: then it must not be shown. */
bool rap_secret_is_in(rap_slice said, const char *user, const rap_secret *secret);

#endif
