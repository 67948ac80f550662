/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a mail of the record again, against the form, in a sandboxed reader of its own: a stranger's mail was read
 * without it (rap_reading_is_plain), one with a machine's header fields as a machine's; and an officer wants to see, or
 * to take over, all that is in it. It is read as a person's.
 */
#ifndef RAP_DAEMON_REREAD_H
#define RAP_DAEMON_REREAD_H

#include "common/reading.h"
#include "core.h"
#include "reader.h"
#include "store/mailin.h"

/* A reader for several mails, with an event loop of its own. */
typedef struct rap_reread_room {
	sd_event *event;
	rap_reader *reader;
} rap_reread_room;
/* The caller calls rap_reread_close, after an error too. why gets a sentence. */
rap_err rap_reread_open(rap_reread_room *room, rap_buf *why) RAP_MUST_CHECK;
void rap_reread_close(rap_reread_room *room);
/* Any bytes in any context; as rap_reread. */
rap_err rap_reread_raw(rap_reread_room *room, const rap_context *context, rap_slice raw,
                       rap_reading **ret, rap_buf *why) RAP_MUST_CHECK;

/*
 * room: NULL: one of its own. mail: a row with its raw bytes. *ret is the caller's; NULL with RAP_OK: the reader did
 * not manage to read it. why gets a sentence whenever there is no reading. RAP_E_DIED: no reader can be started;
 * else of the store. Nothing is written. Waits, with an event loop of its own.
 */
rap_err rap_reread(rap_core *core, rap_reread_room *room, const rap_mail_in *mail,
                   rap_reading **ret, rap_buf *why) RAP_MUST_CHECK;
/* Whether the reading in the record (NULL: none) is not what an officer decides about: a stranger's or an early mail was read
 * without the form, a machine's as that. */
bool rap_reread_is_wanted(const rap_mail_in *mail, const rap_reading *reading);
/* Such a reading takes the place of the one in the record, with an event; inside a transaction. */
rap_err rap_reread_put(rap_core *core, int64_t id, const rap_reading *reading) RAP_MUST_CHECK;

#endif
