/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where mails come from, behind function pointers: a Maildir, or a mailbox on a server. A source hands out each
 * waiting mail once, oldest first, and is told when one is recorded; only then does it put it away. It keeps
 * no memory of its own across runs: what is handed out twice is known to core by its content.
 */
#ifndef RAP_DAEMON_MAIL_SOURCE_H
#define RAP_DAEMON_MAIL_SOURCE_H

#include "common/buf.h"
#include "common/err.h"
#include "common/strv.h"

#include <jansson.h>
#include <stdint.h>
#include <sys/stat.h>

typedef struct rap_source_mail {
	char *key; /* how done names it; printable ASCII */
	char *folder;
	int64_t uidvalidity, uid; /* 0, 0 for a Maildir */
	int64_t at; /* when the mailbox got it */
	int64_t size;
	bool oversize; /* above RAP_LIMIT_MESSAGE: bytes are its header block */
	rap_buf bytes;
} rap_source_mail;

void rap_source_mail_done(rap_source_mail *mail);

/* Fills at, size, oversize and bytes from an open file. RAP_E_IO: errno says why. */
rap_err rap_source_read(int fd, const struct stat *st, rap_source_mail *ret) RAP_MUST_CHECK;

typedef enum rap_source_step {
	RAP_SOURCE_MAIL, /* *ret is the caller's */
	RAP_SOURCE_NOTHING, /* nothing more waits */
	RAP_SOURCE_NO_ROOM, /* the next one is larger than the room given */
	RAP_SOURCE_SKIPPED, /* one mail cannot be read: *why says which and why; go on with the next */
	RAP_SOURCE_BROKEN, /* the source cannot be used now: *why; look again later */
} rap_source_step;

typedef struct rap_source rap_source;

typedef struct rap_source_ops {
	rap_source_step (*next)(rap_source *source, size_t room, rap_source_mail *ret,
	                        rap_buf *why);
	/* Recorded: it is to be put away with the next put_away. */
	void (*done)(rap_source *source, const char *key);
	/*
	 * Puts away what is recorded, for good and on disk (or on the server) when it returns; the keys of those, and of
	 * mails that are gone already, are appended to *ret_moved. An error, with *why: the rest is tried next time.
	 */
	rap_err (*put_away)(rap_source *source, rap_strv *ret_moved, rap_buf *why);
	/* A message "mark" that core does not know yet (mail/link.h; the caller owns it), or NULL. */
	json_t *(*mark)(rap_source *source);
	/* Something may be new: the next call of next looks. */
	void (*look)(rap_source *source);
	/* There is nothing to do: a descriptor that becomes readable when something may be new, or -1. */
	int (*descriptor)(rap_source *source);
	/* How long to wait for it at most, in ms, before look is called anyway. */
	int (*patience_ms)(const rap_source *source);
	rap_source *(*close)(rap_source *source);
} rap_source_ops;

struct rap_source {
	const rap_source_ops *ops;
};

/* A Maildir (and its Maildir++ folder for recorded mails), from the head of the start message. */
rap_err rap_source_maildir_open(const json_t *start, rap_source **ret, rap_buf *why) RAP_MUST_CHECK;

/*
 * Folders on an IMAP server. start must live as long as the source. Connects when it is first asked. RAP_E_PROTOCOL: start
 * names no server.
 */
rap_err rap_source_imap_open(const json_t *start, rap_source **ret) RAP_MUST_CHECK;

#endif
