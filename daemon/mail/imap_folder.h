/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of one folder on a server while fetch runs: the mails that are not yet settled, and the mark below
 * which all are. UIDs only grow within one UIDVALIDITY (RFC 3501, 2.3.1.1), so that the two numbers of the mark are
 * all that must be remembered across runs. Pure: no connection, no clock.
 *
 *     listed -> HERE -> (fetched, with core) HANDED -> (recorded) RECORDED -> put away, and forgotten
 *
 * A mail that is gone, or need not be put away, is forgotten at once.
 */
#ifndef RAP_DAEMON_MAIL_IMAP_FOLDER_H
#define RAP_DAEMON_MAIL_IMAP_FOLDER_H

#include "common/buf.h"

#include <stdint.h>

typedef enum rap_imap_mail_state {
	RAP_IMAP_HERE,
	RAP_IMAP_HANDED,
	RAP_IMAP_RECORDED,
	RAP_IMAP_GIVEN_UP, /* cannot be had in this run; keeps the mark below itself */
} rap_imap_mail_state;

typedef struct rap_imap_mail {
	uint32_t uid;
	rap_imap_mail_state state;
	int64_t size, at;
	unsigned failures; /* connections that broke while it was fetched */
} rap_imap_mail;

typedef struct rap_imap_folder {
	char *name; /* UTF-8 */
	uint32_t uidvalidity; /* 0: never opened */
	uint32_t next; /* all below are listed, or settled before; from 1 */
	uint32_t uidnext; /* as last said by the server; 0: not said */
	rap_imap_mail *mails; /* by UID */
	size_t n;
} rap_imap_folder;

/* mark: UIDVALIDITY and UID of an earlier run, 0 and 0 for none. */
rap_imap_folder rap_imap_folder_init(const char *name, uint32_t uidvalidity, uint32_t mark);
void rap_imap_folder_done(rap_imap_folder *folder);

/* What SELECT or STATUS said. Another UIDVALIDITY: all that was known is void, and everything is new (true). */
bool rap_imap_folder_opened(rap_imap_folder *folder, uint32_t uidvalidity, uint32_t uidnext);

/* The next UIDs to be listed, `most` at a time; *ret_to 0: without end. false: all that the server knows is listed. */
bool rap_imap_folder_unlisted(const rap_imap_folder *folder, uint32_t most, uint32_t *ret_from,
                              uint32_t *ret_to);
/* One line of a list; one that is known, or below what was asked, is passed over. */
void rap_imap_folder_add(rap_imap_folder *folder, uint32_t uid, int64_t size, int64_t at);
/* The list from..to (0: to the end) has been taken in. */
void rap_imap_folder_listed(rap_imap_folder *folder, uint32_t to);

/* There may be new mail of which the server has not said so far. */
void rap_imap_folder_look(rap_imap_folder *folder);

/*
 * What is to be fetched next with one command: mails HERE from the lowest UID on, together at most `bytes`, at most `most`;
 * the first one always. One above `alone`, or with failures, goes alone. 0: nothing waits.
 */
size_t rap_imap_folder_batch(const rap_imap_folder *folder, size_t bytes, size_t alone, size_t most,
                             uint32_t *uids);
/* Recorded mails, at most `most`. */
size_t rap_imap_folder_recorded(const rap_imap_folder *folder, size_t most, uint32_t *uids);

/* NULL when it is not (or no longer) among those not settled; valid until the next change. */
rap_imap_mail *rap_imap_folder_find(const rap_imap_folder *folder, uint32_t uid);
/* Settled, or gone. */
void rap_imap_folder_forget(rap_imap_folder *folder, uint32_t uid);

/* All UIDs below are settled. */
uint32_t rap_imap_folder_mark(const rap_imap_folder *folder);

#endif
