/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Core's side of the reader: starts the zygote, hires a child per mail, writes the request, reads the answer,
 * decodes it strictly, kills before it reaps, restarts what died. The caller gets a reading or a reason.
 */
#ifndef RAP_DAEMON_READER_H
#define RAP_DAEMON_READER_H

#include "common/context.h"
#include "common/reading.h"

#include <systemd/sd-event.h>

typedef struct rap_reader rap_reader;

typedef enum rap_read_outcome {
	RAP_READ_OK,
	RAP_READ_DIED, /* the child died twice: quarantine "parser died" */
	RAP_READ_TIMEOUT, /* twice over the wall limit */
	RAP_READ_NONSENSE, /* an answer that is none, twice */
} rap_read_outcome;

/* reading is the callee's (NULL unless OK); why is a sentence for quarantine, borrowed, NULL when OK. */
typedef void rap_reader_done_fn(void *user, rap_read_outcome outcome, rap_reading *reading,
                                const char *why);

/* Starts the zygote at an absolute path. RAP_E_DIED with *ret_why (caller frees) when it does not say "ready". */
rap_err rap_reader_start(sd_event *event, const char *path, rap_reader **ret, char **ret_why)
	RAP_MUST_CHECK;

/* Queues one mail; context and raw are copied. done is called from the event loop, exactly once, in any order. */
void rap_reader_submit(rap_reader *reader, const rap_context *context, rap_slice raw,
                       rap_reader_done_fn *done, void *user);

/* Mails queued or at work. */
size_t rap_reader_busy(const rap_reader *reader);

/* Kills what runs; pending callbacks are not called. */
rap_reader *rap_reader_stop(rap_reader *reader);

#endif
