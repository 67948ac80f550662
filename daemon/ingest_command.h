/* SPDX-License-Identifier: Apache-2.0 */
/* What an officer's mail asks to be done with mails in quarantine. */
#ifndef RAP_DAEMON_INGEST_COMMAND_H
#define RAP_DAEMON_INGEST_COMMAND_H

#include "ingest_judge.h"

/*
 * Obeys the lines "release N as CODE", "assign N to CODE" and "discard N: reason" of an accepted mail of an officer, whose
 * row is id, inside the transaction that records it; each leaves an event, and the officer gets a letter that says what
 * became of each line. Nothing where there are none, or where somebody else wrote it.
 */
rap_err rap_ingest_obey(rap_core *core, const rap_ingest_mail *mail, const rap_judgement *j,
                        int64_t id) RAP_MUST_CHECK;

#endif
