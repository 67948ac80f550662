/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One IMAP session (RFC 3501, 2177 IDLE, 6851 MOVE, 2971 ID) on libetpan over our own stream. It knows commands and
 * answers, and nothing of what is to be done with a mailbox.
 *
 * Unless said otherwise a function gives RAP_OK; RAP_E_NOT_FOUND when the server refused the command (the session
 * goes on); RAP_E_AGAIN when the connection is of no more use, after any error of stream, grammar or protocol. *why
 * then says it for an administrator, beginning with "HOST:PORT: ".
 */
#ifndef RAP_DAEMON_MAIL_IMAP_H
#define RAP_DAEMON_MAIL_IMAP_H

#include "mail/server.h"

#include <stdint.h>

typedef struct rap_imap rap_imap;

/* A step of opening that went well: "TLS", "verified against ...". */
typedef void rap_imap_step_fn(void *user, const char *what, const char *text);

/*
 * Connects, verifies, logs in. Nothing secret is sent unless TLS is up (or the configuration says none, for loopback).
 * A server that greets with PREAUTH is refused: nobody may choose for us who we are. step may be NULL. RAP_E_AGAIN only;
 * *ret_what (may be NULL) is then the step that failed.
 */
rap_err rap_imap_open(const rap_server *server, rap_imap_step_fn *step, void *user, rap_imap **ret,
                      const char **ret_what, rap_buf *why) RAP_MUST_CHECK;
/* With a LOGOUT where the connection is good. Takes NULL, gives NULL. */
rap_imap *rap_imap_close(rap_imap *imap);

bool rap_imap_has_move(const rap_imap *imap);
bool rap_imap_has_idle(const rap_imap *imap);

typedef struct rap_imap_folder_state {
	uint32_t uidvalidity; /* 0: the server does not say */
	uint32_t uidnext; /* 0: the server does not say */
	uint32_t exists;
} rap_imap_folder_state;

/* The folder (a UTF-8 name) that later commands are about. */
rap_err rap_imap_select(rap_imap *imap, const char *folder, rap_imap_folder_state *ret,
                        rap_buf *why) RAP_MUST_CHECK;
/* The same of a folder that is not selected. */
rap_err rap_imap_status(rap_imap *imap, const char *folder, rap_imap_folder_state *ret,
                        rap_buf *why) RAP_MUST_CHECK;
/* RAP_OK too when it is there already. */
rap_err rap_imap_create(rap_imap *imap, const char *folder, rap_buf *why) RAP_MUST_CHECK;
rap_err rap_imap_noop(rap_imap *imap, rap_buf *why) RAP_MUST_CHECK;

typedef void rap_imap_listed_fn(void *user, uint32_t uid, int64_t size, int64_t at);
/*
 * Size and arrival of all mails whose UID is from..to; to 0: from on. max: so many lines at most are taken. Where the server
 * has a line without the size it is told again behind all others, size -1; a size without a UID is RAP_E_AGAIN.
 */
rap_err rap_imap_list(rap_imap *imap, uint32_t from, uint32_t to, size_t max,
                      rap_imap_listed_fn *listed, void *user, rap_buf *why) RAP_MUST_CHECK;

typedef void rap_imap_body_fn(void *user, uint32_t uid, rap_slice bytes);
/*
 * The bodies of some mails, ascending UIDs, in one command; bytes: what they should have together. Those that
 * are gone are left out by the server; order and numbers are the server's: the caller checks them.
 */
rap_err rap_imap_bodies(rap_imap *imap, const uint32_t *uids, size_t n, size_t bytes,
                        rap_imap_body_fn *body, void *user, rap_buf *why) RAP_MUST_CHECK;
/* A piece of one mail, or of its header block, appended to out. *ret_there: false when the mail is gone. */
rap_err rap_imap_piece(rap_imap *imap, uint32_t uid, bool header, uint32_t offset, uint32_t len,
                       rap_buf *out, bool *ret_there, rap_buf *why) RAP_MUST_CHECK;

/* MOVE to the folder, which is created when it is not there. */
rap_err rap_imap_move(rap_imap *imap, const uint32_t *uids, size_t n, const char *folder,
                      rap_buf *why) RAP_MUST_CHECK;

/* Begins IDLE; until rap_imap_idle_done no other function may be called but those below. */
rap_err rap_imap_idle(rap_imap *imap, rap_buf *why) RAP_MUST_CHECK;
rap_err rap_imap_idle_done(rap_imap *imap, rap_buf *why) RAP_MUST_CHECK;
/* What becomes readable with news while idling; unless bytes are read ahead already. */
int rap_imap_fd(const rap_imap *imap);
bool rap_imap_is_ahead(const rap_imap *imap);

#endif
