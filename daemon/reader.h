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

/* Milliseconds, and the number of mails read at the same time. */
typedef struct rap_reader_limits {
	unsigned wall_ms; /* one mail, from the writing of the request */
	unsigned hire_ms; /* from the wish for a child to its birth */
	unsigned ready_ms; /* from the start of the zygote to its "ready" */
	unsigned backoff_ms, backoff_max_ms; /* before a dead zygote is started again; doubles */
	unsigned at_work; /* 1 to RAP_READER_AT_WORK_MAX */
} rap_reader_limits;

#define RAP_READER_AT_WORK_MAX 4u

/* What rap_reader_start takes: R52, and as many mails at work as there are processors to run on, 4 at most. */
rap_reader_limits rap_reader_limits_usual(void);

/*
 * Starts the zygote at an absolute path and waits for its "ready" (some 10 ms). RAP_E_DIED with *ret_why (caller
 * frees) when that does not come. The children are children of this process: nobody else may wait for all.
 */
rap_err rap_reader_start(sd_event *event, const char *path, rap_reader **ret, char **ret_why)
	RAP_MUST_CHECK;
/* The same with other limits: tests cannot wait for the usual ones. */
rap_err rap_reader_start_limited(sd_event *event, const char *path, const rap_reader_limits *limits,
                                 rap_reader **ret, char **ret_why) RAP_MUST_CHECK;

/* Queues one mail; context and raw are copied. done is called from the event loop, exactly once, in any order. A mail
 * waits while the zygote cannot be started; rap_reader_trouble() says so. */
void rap_reader_submit(rap_reader *reader, const rap_context *context, rap_slice raw,
                       rap_reader_done_fn *done, void *user);

/* The same for a large mail that the caller has anyway: raw stays his, as it is, until done is called or the reader is
 * stopped. */
void rap_reader_submit_kept(rap_reader *reader, const rap_context *context, rap_slice raw,
                            rap_reader_done_fn *done, void *user);

/* Mails queued or at work. */
size_t rap_reader_busy(const rap_reader *reader);

/* Why there is no zygote at the moment, borrowed until the next return to the event loop; NULL: all is well. */
const char *rap_reader_trouble(const rap_reader *reader);

/* Kills and reaps what runs; pending callbacks are not called. May be called from a callback. NULL is fine. */
rap_reader *rap_reader_stop(rap_reader *reader);

#endif
