/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The way of a mail from fetch into the record: identity, the mail of ours that is answered, the reader, trust,
 * one transaction; only then fetch is told. Mails are read side by side; those of one author are recorded in
 * the order they came (R32), and nobody waits for another author's mail.
 */
#ifndef RAP_DAEMON_INGEST_H
#define RAP_DAEMON_INGEST_H

#include "core.h"
#include "reader.h"

typedef struct rap_ingest rap_ingest;

/* recorded: tell fetch that the mail with this key may be put away. */
typedef void rap_ingest_recorded_fn(void *user, const char *key);

rap_ingest *rap_ingest_new(rap_core *core, rap_reader *reader, rap_ingest_recorded_fn *recorded,
                           void *user);

/* A mail from fetch: head as in mail/link.h; takes the bytes. false: the head is not as it must be. */
bool rap_ingest_take(rap_ingest *ingest, const json_t *head, rap_buf *bytes);
/* fetch has put it away. */
void rap_ingest_moved(rap_ingest *ingest, const char *key);
/* Marks what was put away as done, in one transaction; a crash before it leaves it to the next start. idle: all
 * that waited has been handed over, so that what earlier runs left can be marked too. */
void rap_ingest_tidy(rap_ingest *ingest, bool idle);
/* fetch has ended: what is not at work yet will be handed over again. */
void rap_ingest_lost(rap_ingest *ingest);

/* The consultation is another one: who was a stranger may be on the roster now. */
void rap_ingest_reloaded(rap_ingest *ingest);

/* Mails taken and not yet recorded. */
size_t rap_ingest_waiting(const rap_ingest *ingest);
/* Whether the database has refused for so long that serve --once should give up. */
bool rap_ingest_stuck(const rap_ingest *ingest);

/* What was being read is forgotten: fetch hands it over again. Takes NULL, gives NULL. */
rap_ingest *rap_ingest_free(rap_ingest *ingest);

#endif
