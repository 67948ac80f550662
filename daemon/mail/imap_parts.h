/* SPDX-License-Identifier: Apache-2.0 */
/* What the files imap*.c share and nobody else sees. */
#ifndef RAP_DAEMON_MAIL_IMAP_PARTS_H
#define RAP_DAEMON_MAIL_IMAP_PARTS_H

#include "mail/imap.h"
#include "mail/stream.h"

#define RAP_IMAP_S 60 /* one command; bodies get more, by their size */
#define RAP_IMAP_ANSWER (256u << 10) /* what a command without data may bring, news included */

struct rap_imap {
	mailimap *session;
	rap_stream *stream; /* freed with the session */
	bool has_move, has_idle, dead;
	uint32_t uidvalidity; /* of the selected folder */
};

/* In front of every command. */
void rap_imap_begin(rap_imap *imap, int seconds, size_t bytes);
/* After it: what libetpan's result means; refusal is its code for a tagged NO or BAD of this command. doing: "SELECT". */
rap_err rap_imap_end(rap_imap *imap, int r, int refusal, const char *doing, rap_buf *why)
	RAP_MUST_CHECK;
/* An answer that libetpan takes and that is none: RAP_E_AGAIN, and the connection is given up. */
rap_err rap_imap_nonsense(rap_imap *imap, const char *what, rap_buf *why) RAP_MUST_CHECK;
/* Asks anew what the server can. */
rap_err rap_imap_capability(rap_imap *imap, rap_buf *why) RAP_MUST_CHECK;

#endif
