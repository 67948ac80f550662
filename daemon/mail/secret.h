/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The password or access token for one login, from where the configuration says (R71): a file, or the first line
 * that a command prints. Read for every login and wiped after it, so that a changed password or a fresh token
 * needs no restart. Only fetch and send call this.
 *
 * LIMITS: RAP_SECRET_MAX bytes; a command has RAP_SECRET_COMMAND_S seconds.
 */
#ifndef RAP_DAEMON_MAIL_SECRET_H
#define RAP_DAEMON_MAIL_SECRET_H

#include "mail/server.h"

#define RAP_SECRET_MAX 16384u /* access tokens of large providers are some 2 to 4 KB */
#define RAP_SECRET_COMMAND_S 30

typedef struct rap_secret {
	char *text; /* one line of printable bytes, locked in memory; NULL: none */
	bool is_token; /* an OAuth 2.0 access token, for XOAUTH2 */
} rap_secret;

/*
 * A command is split into words as a shell would quote them, but no shell runs it (R73): its first word is an
 * absolute path, its environment empty but for PATH, its standard input /dev/null. RAP_E_AGAIN, *why a sentence for
 * the administrator that never holds what the file or command gave: missing, empty, not readable, control
 * characters in it, failed with a status, too slow.
 */
rap_err rap_secret_get(const rap_server *server, rap_secret *ret, rap_buf *why) RAP_MUST_CHECK;
/* Wipes and frees; for an empty one too. */
void rap_secret_done(rap_secret *secret);

#endif
