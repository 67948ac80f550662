// SPDX-License-Identifier: Apache-2.0
/*
 * One child from its hiring to its end. It gets one mail. As soon as its answer is whole, or is none, or the wall
 * limit is over, it is killed, and reaped only then: a child that still writes would never end by itself. A child
 * that ends of its own accord is reaped for its status, which is told.
 */
#include "reader_parts.h"

#include "common/limits.h"
#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define INTERRUPTIONS_FORGIVEN 5u

/* Frees what belongs to the slot but not the job. */
static void release(rap_reader_child *child)
{
	sd_event_source_disable_unref(child->io);
	sd_event_source_disable_unref(child->end);
	sd_event_source_disable_unref(child->deadline);
	if (child->socket >= 0)
		(void)close(child->socket);
	if (child->pidfd >= 0)
		(void)close(child->pidfd);
	rap_frame_in_done(&child->in);
	*child = (rap_reader_child){.socket = -1, .pidfd = -1};
}

void rap_reader_child_drop(rap_reader_child *child, const char *why)
{
	rap_reader *reader = child->reader;
	rap_reader_job *job = child->job;
	/* An end whose status has not been seen says nothing. */
	bool known =
		child->state == RAP_READER_CHILD_ENDING && job && job->outcome != RAP_READ_DIED;

	if (child->state == RAP_READER_CHILD_NONE)
		return;
	release(child);
	if (!job)
		return;
	if (known) {
		rap_reader_job_over(reader, job, job->outcome,
		                    job->why ? rap_strdup(job->why) : NULL);
		return;
	}
	/* Not for ever: nothing says that the mail had no part in it. */
	if (job->interruptions++ < INTERRUPTIONS_FORGIVEN)
		job->attempts--;
	rap_reader_job_over(reader, job, RAP_READ_DIED, rap_strdup(why));
}

static int on_hire_deadline(sd_event_source *source, uint64_t now, void *user)
{
	rap_reader_child *child = user;

	(void)source;
	(void)now;
	rap_zygote_replace(child->reader, "the reader gives no child in time");
	return 0;
}

static bool set_deadline(rap_reader_child *child, unsigned ms, sd_event_time_handler_t handler)
{
	child->deadline = sd_event_source_disable_unref(child->deadline);
	return sd_event_add_time_relative(child->reader->event, &child->deadline, CLOCK_MONOTONIC,
	                                  (uint64_t)ms * 1000, 1000, handler, child) >= 0;
}

static rap_reader_child *free_slot(rap_reader *reader)
{
	for (size_t i = 0; i < RAP_READER_SLOTS; i++)
		if (reader->children[i].state == RAP_READER_CHILD_NONE)
			return &reader->children[i];
	return NULL;
}

void rap_reader_child_hire(rap_reader *reader)
{
	rap_reader_child *child = free_slot(reader);
	rap_hire wanted = {.what = RAP_HIRE_WANTED, .number = ++reader->last_number};
	/* For the next mail; without one, for one like the last. */
	const rap_reader_kept *kept =
		reader->waiting.first ? reader->waiting.first->kept : reader->kept;
	int pair[2];
	rap_err err;

	if (!child)
		return;
	if (kept && rap_reader_kept_tell(reader, kept)) {
		rap_zygote_replace(reader, "the reader cannot be told the context");
		return;
	}
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		rap_zygote_replace(reader, "no socket for a mail");
		return;
	}
	*child = (rap_reader_child){.reader = reader,
	                            .state = RAP_READER_CHILD_HIRING,
	                            .number = wanted.number,
	                            .kept = reader->told,
	                            .socket = pair[0],
	                            .pidfd = -1};
	err = fcntl(pair[0], F_SETFL, O_NONBLOCK) != 0
	              ? RAP_E_IO
	              : rap_hire_send(reader->control, &wanted, pair[1]);
	(void)close(pair[1]);
	if (err)
		rap_zygote_replace(reader, "the reader takes no more mail");
	else if (!set_deadline(child, reader->limits.hire_ms, on_hire_deadline))
		rap_zygote_replace(reader, "the event loop takes no more sources");
}

/* ---- the end ---- */

/* What an ended process says, for quarantine and log. Caller frees. */
static char *describe_end(const siginfo_t *info)
{
	const char *name, *hint = "";
	char text[160]; /* longest: some 90 */

	if (info->si_code == CLD_EXITED) {
		if (info->si_status == 75)
			return rap_strdup("the reader ran out of memory on this mail");
		if (info->si_status == 0)
			return rap_strdup("the reader ended without an answer");
		(void)snprintf(text, sizeof text, "the reader ended with status %d",
		               info->si_status);
		return rap_strdup(text);
	}
	name = sigabbrev_np(info->si_status);
	if (info->si_status == SIGSYS)
		hint = " (a forbidden system call)";
	else if (info->si_status == SIGXCPU)
		hint = " (over its limit of processor time)";
	(void)snprintf(text, sizeof text, "the reader was killed by SIG%s%s", name ? name : "?",
	               hint);
	return rap_strdup(text);
}

static int on_end(sd_event_source *source, int fd, uint32_t events, void *user)
{
	rap_reader_child *child = user;
	rap_reader *reader = child->reader;
	rap_reader_job *job = child->job;
	bool cut_off = child->cut_off;
	siginfo_t info = {0};
	int failed = waitid(P_PIDFD, (id_t)fd, &info, WEXITED | WNOHANG);

	(void)source;
	(void)events;
	if (failed == 0 && info.si_pid == 0)
		return 0;
	release(child);
	/* Nothing said so far: its status tells. Exit 0 is no proof of an answer. */
	if (job->outcome == RAP_READ_DIED && cut_off && failed == 0 && info.si_code == CLD_EXITED &&
	    info.si_status == 0)
		rap_reader_job_over(reader, job, RAP_READ_NONSENSE,
		                    rap_strdup("the reader's answer breaks off"));
	else if (job->outcome == RAP_READ_DIED)
		rap_reader_job_over(reader, job, RAP_READ_DIED,
		                    failed ? rap_strdup("the reader ended") : describe_end(&info));
	else
		rap_reader_job_over(reader, job, job->outcome,
		                    job->why ? rap_strdup(job->why) : NULL);
	return 0;
}

static int on_wall_limit(sd_event_source *source, uint64_t now, void *user);

/* false: this system (or valgrind) has no such signal. Without its socket a child that is sound ends all the same. */
static bool end_child(const rap_reader_child *child)
{
	(void)shutdown(child->socket, SHUT_RDWR);
	return pidfd_send_signal(child->pidfd, SIGKILL, NULL, 0) == 0 || errno == ESRCH;
}

/* The outcome is known, or will be from the status (DIED); now the process has to end. Takes why. */
static void finish(rap_reader_child *child, rap_read_outcome outcome, char *why)
{
	rap_reader_job *job = child->job;

	free(job->why);
	job->why = why;
	job->outcome = outcome;
	child->state = RAP_READER_CHILD_ENDING;
	child->io = sd_event_source_disable_unref(child->io);
	if (outcome != RAP_READ_DIED && !end_child(child) &&
	    !set_deadline(child, child->reader->limits.wall_ms, on_wall_limit)) {
		rap_zygote_replace(child->reader, "the event loop takes no more sources");
		return;
	}
	if (sd_event_add_io(child->reader->event, &child->end, child->pidfd, EPOLLIN, on_end,
	                    child) < 0)
		rap_zygote_replace(child->reader, "the event loop takes no more sources");
}

static int on_wall_limit(sd_event_source *source, uint64_t now, void *user)
{
	rap_reader_child *child = user;
	char text[80];

	(void)source;
	(void)now;
	/* Ending, but its process lives on. */
	if (child->state == RAP_READER_CHILD_ENDING) {
		if (!end_child(child))
			rap_zygote_replace(child->reader, "a child of the reader does not end");
		return 0;
	}
	(void)snprintf(text, sizeof text, "the reader took more than %u ms",
	               child->reader->limits.wall_ms);
	finish(child, RAP_READ_TIMEOUT, rap_strdup(text));
	return 0;
}

/* ---- work ---- */

/* Writes what the socket takes; false: nothing more will be written. */
static bool send_request(rap_reader_child *child)
{
	rap_slice head = rap_buf_as_slice(&child->job->head), raw = child->job->raw;

	while (child->sent < head.len + raw.len) {
		rap_slice rest = child->sent < head.len
		                         ? rap_slice_sub(head, child->sent, head.len)
		                         : rap_slice_sub(raw, child->sent - head.len, raw.len);
		ssize_t n = send(child->socket, rest.at, rest.len, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		/* A child that is gone: the reading side will see it, and its status says why. */
		if (n < 0)
			return errno == EAGAIN;
		child->sent += (size_t)n;
	}
	return false;
}

static void take_answer(rap_reader_child *child, rap_slice json)
{
	rap_reading *reading = NULL;
	const char *rule = NULL;
	char text[240];

	if (rap_reading_decode(json, &reading, &rule)) {
		(void)snprintf(text, sizeof text, "the reader's answer breaks a rule: %s", rule);
		finish(child, RAP_READ_NONSENSE, rap_strdup(text));
		return;
	}
	child->job->reading = reading;
	child->reader->backoff_ms = child->reader->limits.backoff_ms;
	finish(child, RAP_READ_OK, NULL);
}

static void receive_answer(rap_reader_child *child)
{
	rap_err filled = rap_frame_in_fill(&child->in, child->socket), err;
	rap_slice json;

	err = rap_frame_in_next(&child->in, &json);
	if (!err) {
		take_answer(child, json);
	} else if (err == RAP_E_LIMIT) {
		finish(child, RAP_READ_NONSENSE,
		       rap_strdup("the reader announces an answer over the limit"));
	} else if (filled != RAP_OK && filled != RAP_E_AGAIN) {
		child->cut_off = child->in.buf.len > 0;
		finish(child, RAP_READ_DIED, NULL);
	}
}

/* No hostile byte was in it, and this wait is short. */
void rap_reader_child_dismiss(rap_reader_child *child)
{
	siginfo_t info;

	(void)end_child(child);
	while (waitid(P_PIDFD, (id_t)child->pidfd, &info, WEXITED) != 0 && errno == EINTR)
		;
	release(child);
}

/* It ended before it had a mail. */
static void lose_idle(rap_reader_child *child)
{
	rap_reader *reader = child->reader;

	rap_reader_child_dismiss(child);
	rap_zygote_pause(reader, "a child of the reader ended before it had a mail");
	rap_reader_wake(reader);
}

static int on_io(sd_event_source *source, int fd, uint32_t events, void *user)
{
	rap_reader_child *child = user;

	(void)fd;
	if (child->state == RAP_READER_CHILD_IDLE) {
		lose_idle(child);
		return 0;
	}
	if ((events & EPOLLOUT) && !send_request(child))
		(void)sd_event_source_set_io_events(source, EPOLLIN);
	if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
		receive_answer(child);
	return 0;
}

static rap_reader_child *find_hiring(rap_reader *reader, uint32_t number)
{
	for (size_t i = 0; i < RAP_READER_SLOTS; i++)
		if (reader->children[i].state == RAP_READER_CHILD_HIRING &&
		    reader->children[i].number == number)
			return &reader->children[i];
	return NULL;
}

void rap_reader_child_born(rap_reader *reader, uint32_t number, int pidfd)
{
	rap_reader_child *child = find_hiring(reader, number);

	if (!child) {
		(void)close(pidfd);
		rap_zygote_replace(reader, "the reader does not keep to the protocol");
		return;
	}
	child->pidfd = pidfd;
	child->state = RAP_READER_CHILD_IDLE;
	child->deadline = sd_event_source_disable_unref(child->deadline);
	if (sd_event_add_io(reader->event, &child->io, child->socket, EPOLLIN, on_io, child) < 0)
		rap_zygote_replace(reader, "the event loop takes no more sources");
	rap_reader_wake(reader);
}

void rap_reader_child_unborn(rap_reader *reader, uint32_t number, const char *why)
{
	rap_reader_child *child = find_hiring(reader, number);

	if (child) {
		release(child);
		rap_zygote_pause(reader, why);
	} else {
		rap_zygote_replace(reader, "the reader does not keep to the protocol");
	}
}

void rap_reader_child_begin(rap_reader_child *child, rap_reader_job *job)
{
	child->state = RAP_READER_CHILD_WORKING;
	child->job = job;
	child->sent = 0;
	child->in = rap_frame_in_init(RAP_LIMIT_READING_FRAME);
	job->attempts++;
	/* The clock begins with the request, not with the birth of the child. What the socket takes goes out at once:
	 * the child then reads while core does other things. */
	if (!set_deadline(child, child->reader->limits.wall_ms, on_wall_limit) ||
	    (send_request(child) &&
	     sd_event_source_set_io_events(child->io, EPOLLIN | EPOLLOUT) < 0))
		rap_zygote_replace(child->reader, "the event loop takes no more sources");
}
