/* SPDX-License-Identifier: Apache-2.0 */
/* What the files source_imap*.c share and nobody else sees. */
#ifndef RAP_DAEMON_MAIL_SOURCE_IMAP_PARTS_H
#define RAP_DAEMON_MAIL_SOURCE_IMAP_PARTS_H

#include "common/limits.h"
#include "mail/imap.h"
#include "mail/imap_folder.h"
#include "mail/source.h"

#define RAP_IMAP_QUEUE_MAILS 100u /* fetched and not yet handed over */
#define RAP_IMAP_LIST_UIDS 2000u /* listed at a time */

typedef struct rap_imap_source {
	rap_source base;
	rap_server server;
	const char *done_folder; /* NULL: mails stay where they are */
	char *mailbox; /* "USER@HOST:PORT": whose marks they are */
	rap_imap *imap; /* NULL: not connected */
	rap_imap_folder *folders;
	json_t **told; /* the mark of each that core knows */
	size_t n, selected; /* selected == n: none */
	rap_source_mail queue[RAP_IMAP_QUEUE_MAILS];
	size_t queue_first, queue_n;
	rap_strv settled; /* keys that need no moving */
	bool quiet; /* nothing waited when last asked */
	bool idling;
	unsigned idle_breaks; /* connections that ended when IDLE was said */
	bool again; /* something was found while going to rest */
	int64_t looked; /* at the other folders */
	rap_buf why; /* a failure that is still to be told */
} rap_imap_source;

/* Closes it; the next command opens another. */
void rap_source_imap_disconnect(rap_imap_source *s);
/* Passes an error on; a connection that is of no more use is closed. */
rap_err rap_source_imap_after(rap_imap_source *s, rap_err err) RAP_MUST_CHECK;
/* A connection on which a command can be said. */
rap_err rap_source_imap_ready(rap_imap_source *s, rap_buf *why) RAP_MUST_CHECK;
rap_err rap_source_imap_select(rap_imap_source *s, size_t i, rap_buf *why) RAP_MUST_CHECK;
/* How core names a mail; the caller frees it. */
char *rap_source_imap_key(const rap_imap_source *s, size_t folder, uint32_t uid);

/*
 * One step of listing or fetching in a folder. *ret_found: there is something in the queue, or there may be more.
 * RAP_E_LIMIT: the next mail is larger than room.
 */
rap_err rap_source_imap_work(rap_imap_source *s, size_t i, size_t room, bool *ret_found,
                             rap_buf *why) RAP_MUST_CHECK;

#endif
