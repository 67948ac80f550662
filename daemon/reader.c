// SPDX-License-Identifier: Apache-2.0
/*
 * The queue of mails to be read, and the interface. A mail has two attempts (R52), each in a child of its own. All
 * callbacks come from one place, a deferred event source, one per turn of the event loop: so a callback may submit
 * another mail or stop the reader.
 */
#include "reader_parts.h"

#include "common/limits.h"
#include "common/mem.h"

#include <assert.h>
#include <sched.h>
#include <stdlib.h>

rap_reader_limits rap_reader_limits_usual(void)
{
	cpu_set_t set;
	unsigned n = 1;

	/* Not sysconf(): it reads a file, and it does not know what this process may use. */
	if (sched_getaffinity(0, sizeof set, &set) == 0)
		n = (unsigned)CPU_COUNT(&set);
	if (n < 1)
		n = 1;
	return (rap_reader_limits){
		.wall_ms = RAP_LIMIT_READER_WALL_MS,
		.hire_ms = 5000,
		.ready_ms = 20000, /* a cold disk: 67 ms were seen, ministries have slower ones */
		.backoff_ms = 100,
		.backoff_max_ms = 60000,
		.at_work = n < RAP_READER_AT_WORK_MAX ? n : RAP_READER_AT_WORK_MAX,
	};
}

static void add_last(rap_reader_jobs *list, rap_reader_job *job)
{
	job->next = NULL;
	if (list->last)
		list->last->next = job;
	else
		list->first = job;
	list->last = job;
	list->n++;
}

static void add_first(rap_reader_jobs *list, rap_reader_job *job)
{
	job->next = list->first;
	list->first = job;
	if (!list->last)
		list->last = job;
	list->n++;
}

static rap_reader_job *take_first(rap_reader_jobs *list)
{
	rap_reader_job *job = list->first;

	if (!job)
		return NULL;
	list->first = job->next;
	if (!list->first)
		list->last = NULL;
	list->n--;
	return job;
}

static void free_job(rap_reader_job *job)
{
	rap_buf_done(&job->head);
	rap_buf_done(&job->copy);
	rap_reader_kept_unref(job->kept);
	rap_reading_free(job->reading);
	free(job->why);
	free(job);
}

static void free_jobs(rap_reader_jobs *list)
{
	rap_reader_job *job;

	while ((job = take_first(list)))
		free_job(job);
}

void rap_reader_wake(rap_reader *reader)
{
	(void)sd_event_source_set_enabled(reader->turn, SD_EVENT_ONESHOT);
}

void rap_reader_job_over(rap_reader *reader, rap_reader_job *job, rap_read_outcome outcome,
                         char *why)
{
	free(job->why);
	job->outcome = outcome;
	job->why = why;
	if (outcome == RAP_READ_OK || job->attempts >= RAP_LIMIT_READER_ATTEMPTS)
		add_last(&reader->finished, job);
	else
		add_first(&reader->waiting, job);
	rap_reader_wake(reader);
}

static rap_reader_child *find_child(rap_reader *reader, rap_reader_child_state state)
{
	for (size_t i = 0; i < RAP_READER_SLOTS; i++)
		if (reader->children[i].state == state)
			return &reader->children[i];
	return NULL;
}

static size_t count_children(const rap_reader *reader, rap_reader_child_state state)
{
	size_t n = 0;

	for (size_t i = 0; i < RAP_READER_SLOTS; i++)
		n += reader->children[i].state == state;
	return n;
}

/* Whether a child more is wanted: always one that waits; two when the mails to come are many. */
static bool wants_child(const rap_reader *reader)
{
	size_t spare = count_children(reader, RAP_READER_CHILD_IDLE);

	return reader->zygote == RAP_ZYGOTE_UP && !reader->paused &&
	       count_children(reader, RAP_READER_CHILD_HIRING) == 0 &&
	       spare < (reader->waiting.n > 1 ? 2u : 1u);
}

/*
 * Gives mails to the children that wait, and sees to it that one waits. One that has been killed is no more at work,
 * though its end has not been seen.
 */
static void give_work(rap_reader *reader)
{
	rap_reader_child *idle;

	while (reader->waiting.first && (idle = find_child(reader, RAP_READER_CHILD_IDLE))) {
		if (idle->kept != reader->waiting.first->kept->number)
			/* Born before the context changed, or for another round. */
			rap_reader_child_dismiss(idle);
		else if (count_children(reader, RAP_READER_CHILD_WORKING) < reader->limits.at_work)
			rap_reader_child_begin(idle, take_first(&reader->waiting));
		else
			break;
	}
	if (wants_child(reader))
		rap_reader_child_hire(reader);
}

static int on_turn(sd_event_source *source, void *user)
{
	rap_reader *reader = user;
	rap_reader_job *job;

	(void)source;
	give_work(reader);
	job = take_first(&reader->finished);
	if (!job)
		return 0;
	if (reader->finished.first)
		rap_reader_wake(reader);
	/* The last thing done with reader here: the callback may end it. */
	job->done(job->user, job->outcome, job->reading, job->why);
	job->reading = NULL;
	free_job(job);
	return 0;
}

rap_err rap_reader_start_limited(sd_event *event, const char *path, const rap_reader_limits *limits,
                                 rap_reader **ret, char **ret_why)
{
	rap_reader *reader = rap_calloc(1, sizeof *reader);
	rap_err err;

	assert(limits->at_work >= 1 && limits->at_work <= RAP_READER_AT_WORK_MAX);
	reader->event = sd_event_ref(event);
	reader->path = rap_strdup(path);
	reader->limits = *limits;
	reader->control = -1;
	reader->backoff_ms = limits->backoff_ms;
	if (sd_event_add_defer(event, &reader->turn, on_turn, reader) < 0) {
		*ret_why = rap_strdup("the event loop takes no more sources");
		err = RAP_E_IO;
	} else {
		err = rap_zygote_start(reader, ret_why);
	}
	if (err) {
		rap_reader_stop(reader);
		return err;
	}
	*ret = reader;
	return RAP_OK;
}

rap_err rap_reader_start(sd_event *event, const char *path, rap_reader **ret, char **ret_why)
{
	rap_reader_limits limits = rap_reader_limits_usual();

	return rap_reader_start_limited(event, path, &limits, ret, ret_why);
}

/* A job with everything but its mail, or one that is over already. */
static rap_reader_job *make_job(rap_reader *reader, const rap_context *context, size_t size)
{
	rap_frame_out out = rap_frame_out_init(RAP_LIMIT_CONTEXT_FRAME + RAP_KIB);
	rap_reader_job *job = rap_calloc(1, sizeof *job);
	rap_reader_kept *kept = rap_reader_keep(reader, context);
	rap_context part = rap_context_mail_part(context, kept ? kept->number : 0);
	char *json = rap_context_encode(&part);
	rap_slice text = rap_slice_of(json);

	job->kept = kept;
	if (!kept || text.len > RAP_LIMIT_CONTEXT_FRAME || size > RAP_LIMIT_MESSAGE ||
	    rap_frame_out_add(&out, text) || rap_frame_out_add_head(&out, size))
		job->attempts = RAP_LIMIT_READER_ATTEMPTS;
	job->head = out.buf;
	out.buf = rap_buf_init(0);
	rap_frame_out_done(&out);
	free(json);
	return job;
}

static void submit(rap_reader *reader, rap_reader_job *job, rap_reader_done_fn *done, void *user)
{
	job->done = done;
	job->user = user;
	if (job->attempts > 0) {
		rap_reader_job_over(
			reader, job, RAP_READ_NONSENSE,
			rap_strdup("the mail or its context is over the size the reader takes"));
		return;
	}
	add_last(&reader->waiting, job);
	rap_reader_wake(reader);
}

void rap_reader_submit(rap_reader *reader, const rap_context *context, rap_slice raw,
                       rap_reader_done_fn *done, void *user)
{
	rap_reader_job *job = make_job(reader, context, raw.len);

	if (job->attempts == 0) {
		job->copy = rap_buf_init(raw.len);
		rap_buf_slice(&job->copy, raw);
		job->raw = rap_buf_as_slice(&job->copy);
	}
	submit(reader, job, done, user);
}

void rap_reader_submit_kept(rap_reader *reader, const rap_context *context, rap_slice raw,
                            rap_reader_done_fn *done, void *user)
{
	rap_reader_job *job = make_job(reader, context, raw.len);

	job->raw = raw;
	submit(reader, job, done, user);
}

size_t rap_reader_busy(const rap_reader *reader)
{
	size_t n = reader->waiting.n + reader->finished.n;

	for (size_t i = 0; i < RAP_READER_SLOTS; i++)
		n += reader->children[i].job != NULL;
	return n;
}

const char *rap_reader_trouble(const rap_reader *reader)
{
	return reader->zygote == RAP_ZYGOTE_UP && !reader->paused ? NULL : reader->trouble;
}

rap_reader *rap_reader_stop(rap_reader *reader)
{
	if (!reader)
		return NULL;
	rap_zygote_end(reader);
	free_jobs(&reader->waiting);
	free_jobs(&reader->finished);
	rap_reader_kept_unref(reader->kept);
	sd_event_source_disable_unref(reader->turn);
	sd_event_unref(reader->event);
	free(reader->trouble);
	free(reader->path);
	free(reader);
	return NULL;
}
