/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What strangers write can wait: their mails are recorded and quarantined by their headers (ingest.c), and read, without
 * the form, when nothing else is to be done. So a flood of them keeps no State's answer waiting. What is still owed is in
 * the record (rap_mail_in.unread), and a new start goes on with it.
 */
#ifndef RAP_DAEMON_STRANGERS_H
#define RAP_DAEMON_STRANGERS_H

#include "core.h"
#include "reader.h"

typedef struct rap_strangers rap_strangers;

rap_strangers *rap_strangers_new(rap_core *core, rap_reader *reader);

/* There may be more of them now; also after trouble with the database. */
void rap_strangers_look(rap_strangers *all);
/* Has some read, if it is time: called when nothing else waits. */
void rap_strangers_run(rap_strangers *all);
/* Whether mails are known, or thought, to wait for it. */
bool rap_strangers_wait(const rap_strangers *all);

/* Before the reader's end. Takes NULL, gives NULL. */
rap_strangers *rap_strangers_free(rap_strangers *all);

#endif
