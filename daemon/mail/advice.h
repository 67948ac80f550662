/* SPDX-License-Identifier: Apache-2.0 */
/* What an administrator can do when a server refuses the login. */
#ifndef RAP_DAEMON_MAIL_ADVICE_H
#define RAP_DAEMON_MAIL_ADVICE_H

#include "mail/server.h"

/*
 * Appends a sentence about the refusal, what the server said (made printable and cut), and what to do. protocol is
 * "IMAP" or "SMTP". Never anything secret: the password is not known here.
 */
void rap_advice_login(const rap_server *server, const char *protocol, rap_slice said, rap_buf *why);

#endif
