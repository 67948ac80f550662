// SPDX-License-Identifier: Apache-2.0
/*
 * The zygote as core sees it: started with a fixed argument vector and environment and four descriptors (R73);
 * watched on its control socket; replaced, with growing pauses, whenever it ends, says nonsense or does not answer.
 *
 * It leads a process group of its own in which its children stay. So when it has to go, one kill ends them all, and
 * also the child that may have been born without core hearing of it; one wait for the group leaves no zombie.
 */
#include "reader_parts.h"

#include "common/mem.h"
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define NONSENSE "the reader does not keep to the protocol"
#define NO_SOURCE "the event loop takes no more sources"
#define FREE_FROM 10 /* above the descriptors that the new process gets */

static void set_trouble(rap_reader *reader, const char *why)
{
	char *copy = rap_strdup(why);

	free(reader->trouble);
	reader->trouble = copy;
	rap_log(RAP_LOG_WARNING, "reader-trouble", RAP_S("why", copy));
}

/* Signals as after a login, a group of its own, nothing open but null, null, our stderr and the socket. */
static int describe(posix_spawn_file_actions_t *files, posix_spawnattr_t *attr, int socket)
{
	sigset_t none, all;
	int failed;

	(void)sigemptyset(&none);
	(void)sigfillset(&all);
	failed = posix_spawn_file_actions_addopen(files, 0, "/dev/null", O_RDWR, 0);
	failed = failed ? failed : posix_spawn_file_actions_adddup2(files, 0, 1);
	failed = failed ? failed : posix_spawn_file_actions_adddup2(files, socket, RAP_HIRE_FD);
	failed = failed ? failed : posix_spawn_file_actions_addclosefrom_np(files, RAP_HIRE_FD + 1);
	failed = failed ? failed : posix_spawnattr_setsigmask(attr, &none);
	failed = failed ? failed : posix_spawnattr_setsigdefault(attr, &all);
	failed = failed ? failed : posix_spawnattr_setpgroup(attr, 0);
	return failed ? failed
	              : posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGMASK |
	                                                       POSIX_SPAWN_SETSIGDEF |
	                                                       POSIX_SPAWN_SETPGROUP);
}

static int spawn(const char *path, int socket, pid_t *ret_pid)
{
	static char name[] = "rapporteur-reader";
	static char resolved[] = "LD_BIND_NOW=1"; /* once, not in every child */
	char *argv[] = {name, NULL}, *environment[] = {resolved, NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	int failed = posix_spawn_file_actions_init(&files);

	if (failed)
		return failed;
	failed = posix_spawnattr_init(&attr);
	if (!failed) {
		failed = describe(&files, &attr, socket);
		failed = failed ? failed
		                : posix_spawn(ret_pid, path, &files, &attr, argv, environment);
		(void)posix_spawnattr_destroy(&attr);
	}
	(void)posix_spawn_file_actions_destroy(&files);
	return failed;
}

/* Starts the process; it has not said "ready" yet. On failure the trouble is set. */
static bool launch(rap_reader *reader)
{
	int pair[2], theirs, failed;
	char text[200];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
		set_trouble(reader, "no socket for the reader");
		return false;
	}
	/* Core may have been started with a closed stderr: a low number would be overwritten on the way. */
	theirs = fcntl(pair[1], F_DUPFD_CLOEXEC, FREE_FROM);
	failed = theirs < 0 || fcntl(pair[0], F_SETFL, O_NONBLOCK) != 0
	                 ? errno
	                 : spawn(reader->path, theirs, &reader->pid);
	if (theirs >= 0)
		(void)close(theirs);
	(void)close(pair[1]);
	if (failed) {
		(void)close(pair[0]);
		reader->pid = 0;
		(void)snprintf(text, sizeof text, "the reader cannot be started: %s",
		               strerrordesc_np(failed));
		set_trouble(reader, text);
		return false;
	}
	reader->control = pair[0];
	reader->zygote = RAP_ZYGOTE_STARTING;
	return true;
}

/* Ends the process group and reaps all of it. The zygote has not been reaped yet, so its number is not another's. */
static void bury(rap_reader *reader)
{
	siginfo_t info;

	reader->control_io = sd_event_source_disable_unref(reader->control_io);
	reader->zygote_timer = sd_event_source_disable_unref(reader->zygote_timer);
	if (reader->control >= 0)
		(void)close(reader->control);
	reader->control = -1;
	reader->zygote = RAP_ZYGOTE_DOWN;
	reader->paused = false;
	reader->told = 0;
	if (reader->pid > 0) {
		(void)kill(-reader->pid, SIGKILL);
		while (waitid(P_PGID, (id_t)reader->pid, &info, WEXITED) == 0 || errno == EINTR)
			;
	}
	reader->pid = 0;
}

static int on_ready_deadline(sd_event_source *source, uint64_t now, void *user)
{
	(void)source;
	(void)now;
	rap_zygote_replace(user, "the reader does not become ready in time");
	return 0;
}

static void take_message(rap_reader *reader, const rap_hire *message, int fd)
{
	if (message->what == RAP_HIRE_READY && reader->zygote == RAP_ZYGOTE_STARTING && fd < 0) {
		reader->zygote = RAP_ZYGOTE_UP;
		reader->zygote_timer = sd_event_source_disable_unref(reader->zygote_timer);
		rap_reader_wake(reader);
		return;
	}
	if (message->what == RAP_HIRE_BORN && reader->zygote == RAP_ZYGOTE_UP && fd >= 0) {
		rap_reader_child_born(reader, message->number, fd);
		return;
	}
	if (message->what == RAP_HIRE_FAILED && reader->zygote == RAP_ZYGOTE_UP && fd < 0) {
		rap_reader_child_unborn(reader, message->number, message->text);
		return;
	}
	if (fd >= 0)
		(void)close(fd);
	rap_zygote_replace(reader, message->what == RAP_HIRE_TROUBLE ? message->text : NONSENSE);
}

static int on_control(sd_event_source *source, int fd, uint32_t events, void *user)
{
	rap_reader *reader = user;
	rap_hire message = {0};
	int with;
	rap_err err = rap_hire_receive(fd, &message, &with);

	(void)source;
	(void)events;
	if (!err)
		take_message(reader, &message, with);
	else if (err == RAP_E_NOT_FOUND)
		rap_zygote_replace(reader, "the reader has ended");
	else if (err != RAP_E_AGAIN)
		rap_zygote_replace(reader, NONSENSE);
	return 0;
}

static bool watch(rap_reader *reader)
{
	return sd_event_add_io(reader->event, &reader->control_io, reader->control, POLLIN,
	                       on_control, reader) >= 0;
}

static int on_restart(sd_event_source *source, uint64_t now, void *user)
{
	rap_reader *reader = user;

	(void)source;
	(void)now;
	reader->zygote_timer = sd_event_source_disable_unref(reader->zygote_timer);
	if (!launch(reader))
		rap_zygote_replace(reader, NULL);
	else if (!watch(reader) ||
	         sd_event_add_time_relative(reader->event, &reader->zygote_timer, CLOCK_MONOTONIC,
	                                    (uint64_t)reader->limits.ready_ms * 1000, 1000,
	                                    on_ready_deadline, reader) < 0)
		rap_zygote_replace(reader, NO_SOURCE);
	return 0;
}

/* The next pause is twice as long; a reading that succeeds makes it short again. */
static bool set_pause(rap_reader *reader, sd_event_time_handler_t handler)
{
	uint64_t pause_us = (uint64_t)reader->backoff_ms * 1000;

	reader->backoff_ms *= 2;
	if (reader->backoff_ms > reader->limits.backoff_max_ms)
		reader->backoff_ms = reader->limits.backoff_max_ms;
	return sd_event_add_time_relative(reader->event, &reader->zygote_timer, CLOCK_MONOTONIC,
	                                  pause_us, 1000, handler, reader) >= 0;
}

void rap_zygote_replace(rap_reader *reader, const char *why)
{
	if (why)
		set_trouble(reader, why);
	bury(reader);
	for (size_t i = 0; i < RAP_READER_SLOTS; i++)
		rap_reader_child_drop(&reader->children[i],
		                      "the reader ended while it read this mail");
	(void)set_pause(reader, on_restart);
}

static int on_pause_over(sd_event_source *source, uint64_t now, void *user)
{
	rap_reader *reader = user;

	(void)source;
	(void)now;
	reader->zygote_timer = sd_event_source_disable_unref(reader->zygote_timer);
	reader->paused = false;
	rap_reader_wake(reader);
	return 0;
}

void rap_zygote_pause(rap_reader *reader, const char *why)
{
	if (reader->paused)
		return;
	set_trouble(reader, why);
	reader->paused = set_pause(reader, on_pause_over);
}

/* Waits for the first message; "ready" is true. */
static bool await_ready(rap_reader *reader)
{
	struct pollfd wait = {.fd = reader->control, .events = POLLIN};
	rap_hire message = {0};
	int fd = -1, n;

	do
		n = poll(&wait, 1, (int)reader->limits.ready_ms);
	while (n < 0 && errno == EINTR);
	if (n <= 0) {
		set_trouble(reader, "the reader does not become ready in time");
		return false;
	}
	if (rap_hire_receive(reader->control, &message, &fd)) {
		set_trouble(reader, "the reader ended before it was ready");
		return false;
	}
	if (fd >= 0)
		(void)close(fd);
	if (message.what != RAP_HIRE_READY)
		set_trouble(reader, message.what == RAP_HIRE_TROUBLE ? message.text : NONSENSE);
	return message.what == RAP_HIRE_READY;
}

rap_err rap_zygote_start(rap_reader *reader, char **ret_why)
{
	bool good = launch(reader) && await_ready(reader);

	if (good && !watch(reader)) {
		set_trouble(reader, NO_SOURCE);
		good = false;
	}
	if (!good) {
		*ret_why = rap_strdup(reader->trouble);
		return RAP_E_DIED;
	}
	reader->zygote = RAP_ZYGOTE_UP;
	return RAP_OK;
}

void rap_zygote_end(rap_reader *reader)
{
	bury(reader);
	for (size_t i = 0; i < RAP_READER_SLOTS; i++)
		rap_reader_child_drop(&reader->children[i], "stopped");
}
