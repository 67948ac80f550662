/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of core's side of the reader share: reader.c has the queue and the interface, reader_kept.c the part
 * of the context that the zygote keeps, reader_zygote.c starts, watches and ends the zygote, reader_child.c leads one child through one mail.
 */
#ifndef RAP_DAEMON_READER_PARTS_H
#define RAP_DAEMON_READER_PARTS_H

#include "reader.h"

#include "common/frame.h"
#include "common/hire.h"

#include <sys/types.h>

/* What is the same for mail after mail: encoded once, decoded once in the zygote. Jobs share it. */
typedef struct rap_reader_kept {
	unsigned refs;
	uint32_t number;
	rap_context context;
	rap_buf frame; /* as it is sent */
} rap_reader_kept;

typedef struct rap_reader_job {
	rap_reader_kept *kept; /* NULL only where the job is over before it began */
	rap_buf head; /* the context's frame and the length of the mail's, as they are written */
	rap_slice raw; /* the mail, written behind them */
	rap_buf copy; /* of it, where the caller does not keep it */
	rap_reader_done_fn *done;
	void *user;
	unsigned attempts; /* begun so far */
	unsigned
		interruptions; /* attempts that ended with the zygote, through no fault of the mail */
	rap_read_outcome outcome; /* of the last attempt */
	rap_reading *reading;
	char *why; /* NULL when OK */
	struct rap_reader_job *next;
} rap_reader_job;

typedef struct rap_reader_jobs {
	rap_reader_job *first, *last;
	size_t n;
} rap_reader_jobs;

typedef enum rap_reader_child_state {
	RAP_READER_CHILD_NONE, /* the slot is free */
	RAP_READER_CHILD_HIRING, /* wanted, no pidfd yet */
	RAP_READER_CHILD_IDLE, /* born, waits for a mail */
	RAP_READER_CHILD_WORKING,
	RAP_READER_CHILD_ENDING, /* what it gave is known; it only has to be reaped */
} rap_reader_child_state;

typedef struct rap_reader_child {
	rap_reader *reader;
	rap_reader_child_state state;
	uint32_t number;
	uint32_t kept; /* number of the context that it was born with */
	int socket, pidfd;
	rap_reader_job *job;
	size_t sent; /* of the job's head and mail together */
	rap_frame_in in;
	bool cut_off; /* the socket ended inside the answer */
	sd_event_source *io, *end, *deadline;
} rap_reader_child;

/* At work, killed but not yet reaped, and spare. */
#define RAP_READER_SLOTS (2u * RAP_READER_AT_WORK_MAX + 2u)

typedef enum rap_zygote_state {
	RAP_ZYGOTE_DOWN,
	RAP_ZYGOTE_STARTING,
	RAP_ZYGOTE_UP,
} rap_zygote_state;

struct rap_reader {
	sd_event *event;
	char *path;
	rap_reader_limits limits;
	rap_zygote_state zygote;
	pid_t pid; /* of the zygote and of the process group of its children; 0: none */
	int control;
	unsigned backoff_ms;
	char *trouble;
	uint32_t last_number;
	rap_reader_kept *kept; /* of the last mail */
	uint32_t last_kept,
		told; /* numbers: the last one given, and the one that the zygote keeps */
	rap_reader_child children[RAP_READER_SLOTS];
	rap_reader_jobs waiting, finished;
	bool paused; /* no hiring until the timer ends: the last child could not be had */
	sd_event_source *control_io, *zygote_timer, *turn;
};

/* reader.c: runs the queue at the next turn of the event loop. */
void rap_reader_wake(rap_reader *reader);
/* reader.c: one attempt is over; the job is finished or waits for its second. Takes why (NULL: OK). */
void rap_reader_job_over(rap_reader *reader, rap_reader_job *job, rap_read_outcome outcome,
                         char *why);

/* reader_kept.c. The parts of context that are kept, as the caller's reference; the last ones again when nothing has
 * changed. NULL: over the size that the reader takes. */
rap_reader_kept *rap_reader_keep(rap_reader *reader, const rap_context *context);
rap_reader_kept *rap_reader_kept_unref(rap_reader_kept *kept);
/* Sees to it that children born from now on have it. */
rap_err rap_reader_kept_tell(rap_reader *reader, const rap_reader_kept *kept) RAP_MUST_CHECK;

/* reader_zygote.c. First start: waits; *ret_why is the caller's. */
rap_err rap_zygote_start(rap_reader *reader, char **ret_why) RAP_MUST_CHECK;
/* Kills and reaps the zygote and all its children, and starts another after a while. why NULL: has been
 * told. Every child pointer is invalid afterwards: return to the event loop. */
void rap_zygote_replace(rap_reader *reader, const char *why);
/* No child could be had, though the zygote lives (TasksMax, memory): what works goes on, hiring waits a while. */
void rap_zygote_pause(rap_reader *reader, const char *why);
/* Kills and reaps for good. */
void rap_zygote_end(rap_reader *reader);

/* reader_child.c */
void rap_reader_child_hire(rap_reader *reader);
void rap_reader_child_born(rap_reader *reader, uint32_t number, int pidfd); /* takes pidfd */
void rap_reader_child_begin(rap_reader_child *child, rap_reader_job *job);
/* The zygote could not fork for it. */
void rap_reader_child_unborn(rap_reader *reader, uint32_t number, const char *why);
/* Ends one that waits without a mail. */
void rap_reader_child_dismiss(rap_reader_child *child);
/* After its process is gone: gives an unfinished job back and frees the slot. */
void rap_reader_child_drop(rap_reader_child *child, const char *why);

#endif
