/* SPDX-License-Identifier: Apache-2.0 */
/* What an administrator is told when a server refuses the login. */
#ifndef RAP_DAEMON_MAIL_ADVICE_H
#define RAP_DAEMON_MAIL_ADVICE_H

#include "mail/server.h"

/*
 * Appends what the server said (printable, bounded; may be empty) and what to do about it: for Microsoft 365 and
 * Gmail what these want, for a token that it was refused, otherwise which file or command to look at. protocol:
 * "IMAP" or "SMTP". `said` must not echo the secret; arguments of commands are never shown.
 */
void rap_advice_login(const rap_server *server, const char *protocol, rap_slice said, rap_buf *why);

#endif
