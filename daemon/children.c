// SPDX-License-Identifier: Apache-2.0
/* Starting, hearing, telling and replacing the children fetch and send; see children.h. */
#include "children.h"

#include "common/backoff.h"
#include "common/mem.h"
#include "core.h"
#include "log.h"
#include "paths.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILD_FD 3
#define FIRST_MS 100 /* one death may be an accident */
#define BACKOFF_MAX_S 300
#define GOOD_LIFE_S 60 /* who lived so long starts with a clean slate */
#define OUT_MAX (RAP_LINK_BYTES_MAX + RAP_LIMIT_WINDOW_BYTES) /* waiting to be written */
#define SECOND UINT64_C(1000000) /* sd-event counts in microseconds */

struct rap_child {
	sd_event *event;
	const char *name;
	const rap_child_events *events;
	void *user;
	pid_t pid; /* 0: not running */
	int fd; /* -1: closed */
	sd_event_source *io, *exit, *restart;
	rap_frame_in in;
	rap_frame_out out;
	json_t *head; /* whose mail bytes are still to come */
	size_t bytes_due;
	unsigned deaths; /* in a row */
	int64_t started; /* in ticks */
	bool stopping;
};

static void arm_restart(rap_child *child, uint64_t in_us);

/* ---- starting ------------------------------------------------------------------------------------------- */

/* Standard input and output from nowhere, the socket on 3, nothing above; errors still reach our log. */
static int spawn(const char *argument, int fd, pid_t *ret_pid)
{
	char *environment[] = {NULL};
	char path[] = "rapporteur"; /* argv[0] is for people; the path is rap_path_self */
	char *option = rap_strdup(argument);
	char *arguments[] = {path, option, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, standard;
	int number;

	(void)sigemptyset(&none);
	(void)sigemptyset(&standard);
	(void)sigaddset(&standard, SIGPIPE);
	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawnattr_init(&attributes);
	number = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (number == 0)
		number = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null",
		                                          O_WRONLY, 0);
	if (number == 0)
		number = posix_spawn_file_actions_adddup2(&actions, fd, CHILD_FD);
	if (number == 0)
		number = posix_spawn_file_actions_addclosefrom_np(&actions, CHILD_FD + 1);
	if (number == 0)
		number = posix_spawnattr_setsigmask(&attributes, &none);
	if (number == 0)
		number = posix_spawnattr_setsigdefault(&attributes, &standard);
	if (number == 0)
		number = posix_spawnattr_setflags(&attributes,
		                                  POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	if (number == 0)
		number = posix_spawn(ret_pid, rap_path_self, &actions, &attributes, arguments,
		                     environment);
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&actions);
	free(option);
	return number;
}

static void close_link(rap_child *child)
{
	child->io = sd_event_source_disable_unref(child->io);
	if (child->fd >= 0)
		(void)close(child->fd);
	child->fd = -1;
	rap_frame_in_done(&child->in);
	rap_frame_out_done(&child->out);
	json_decref(child->head);
	child->head = NULL;
	child->bytes_due = 0;
}

static void flush(rap_child *child)
{
	rap_err err = rap_frame_out_flush(&child->out, child->fd);

	/* A dead peer is seen by its exit; until then there is nothing to write for. */
	(void)sd_event_source_set_io_events(child->io,
	                                    EPOLLIN | (err == RAP_E_AGAIN ? EPOLLOUT : 0u));
}

/* ---- hearing -------------------------------------------------------------------------------------------- */

static bool take_frame(rap_child *child, rap_slice frame)
{
	json_t *head = child->head;
	rap_buf bytes;
	bool good;

	if (!head) {
		if (frame.len > RAP_LINK_HEAD_MAX ||
		    rap_link_parse(frame, &head, &child->bytes_due) != RAP_OK)
			return false;
		child->head = head;
		if (child->bytes_due > 0)
			return true;
		frame = (rap_slice){NULL, 0};
	} else if (frame.len != child->bytes_due) {
		return false;
	}
	child->head = NULL;
	bytes = rap_frame_in_take(&child->in, frame);
	good = child->events->heard(child->user, head, &bytes);
	rap_buf_done(&bytes);
	json_decref(head);
	return good;
}

/* All that has come. RAP_E_AGAIN: no more now; anything else: the link is of no more use. */
static rap_err hear(rap_child *child)
{
	rap_err filled;

	do {
		rap_slice frame;
		rap_err err;

		filled = rap_frame_in_fill(&child->in, child->fd);
		while ((err = rap_frame_in_next(&child->in, &frame)) == RAP_OK)
			if (!take_frame(child, frame))
				return RAP_E_PROTOCOL;
		if (err != RAP_E_AGAIN)
			return RAP_E_PROTOCOL;
	} while (filled == RAP_OK);
	return filled;
}

static int on_io(sd_event_source *source, int fd, uint32_t events, void *user)
{
	rap_child *child = user;

	(void)source;
	(void)fd;
	if (events & EPOLLOUT)
		flush(child);
	if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
		rap_err err = hear(child);

		if (err == RAP_E_PROTOCOL)
			rap_log(RAP_LOG_ERR, "child-protocol", RAP_S("child", child->name),
			        RAP_S("action", "killed, will be started again"));
		if (err != RAP_E_AGAIN && err != RAP_OK) {
			/* Kill before reaping: a child that still writes would never end. */
			(void)kill(child->pid, SIGKILL);
			child->io = sd_event_source_disable_unref(child->io);
		}
	}
	return 0;
}

/* ---- ending and starting again -------------------------------------------------------------------------- */

/* In milliseconds: 100, then 1 s, 2 s, 4 s ... 5 min. */
static int64_t backoff_ms(unsigned deaths)
{
	return deaths <= 1 ? FIRST_MS : rap_backoff_ms(deaths - 1, BACKOFF_MAX_S);
}

static int on_exit_of(sd_event_source *source, const siginfo_t *info, void *user)
{
	rap_child *child = user;
	int64_t again;

	(void)source;
	if (child->io)
		(void)hear(child); /* what it said before it ended still counts */
	child->exit = sd_event_source_disable_unref(child->exit);
	child->pid = 0;
	close_link(child);
	if (child->stopping)
		return 0;
	if (rap_core_ticks() - child->started >= GOOD_LIFE_S)
		child->deaths = 0;
	child->deaths++;
	again = backoff_ms(child->deaths);
	rap_log(RAP_LOG_WARNING, "child-ended", RAP_S("child", child->name),
	        RAP_S("how", info->si_code == CLD_EXITED ? "status" : "signal"),
	        RAP_N("code", info->si_status), RAP_N("again_in_ms", again));
	arm_restart(child, (uint64_t)again * 1000);
	child->events->lost(child->user, child->deaths);
	return 0;
}

rap_err rap_child_spawn(const char *name, int *ret_fd, pid_t *ret_pid)
{
	const char *argument = strcmp(name, "fetch") == 0 ? "--child-fetch" : "--child-send";
	int pair[2];
	int number;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return rap_err_from_errno(errno);
	number = spawn(argument, pair[1], ret_pid);
	(void)close(pair[1]);
	if (number != 0) {
		(void)close(pair[0]);
		return rap_err_from_errno(number);
	}
	*ret_fd = pair[0];
	return RAP_OK;
}

static rap_err start(rap_child *child)
{
	int fd = -1;
	rap_err err = rap_child_spawn(child->name, &fd, &child->pid);

	if (err != RAP_OK) {
		child->pid = 0;
		return err;
	}
	child->started = rap_core_ticks();
	child->fd = fd;
	child->in = rap_frame_in_init(RAP_LINK_BYTES_MAX);
	child->out = rap_frame_out_init(OUT_MAX);
	if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0 ||
	    sd_event_add_io(child->event, &child->io, child->fd, EPOLLIN, on_io, child) < 0 ||
	    sd_event_add_child(child->event, &child->exit, child->pid, WEXITED, on_exit_of, child) <
	            0) {
		(void)kill(child->pid, SIGKILL);
		(void)waitpid(child->pid, NULL, 0);
		child->pid = 0;
		close_link(child);
		return RAP_E_AGAIN;
	}
	/* Its last words are heard before its end is handled. */
	(void)sd_event_source_set_priority(child->exit, SD_EVENT_PRIORITY_NORMAL + 10);
	rap_log(RAP_LOG_INFO, "child-started", RAP_S("child", child->name),
	        RAP_N("pid", child->pid));
	return rap_child_say(child, child->events->start(child->user), (rap_slice){NULL, 0});
}

static int on_restart(sd_event_source *source, uint64_t at, void *user)
{
	rap_child *child = user;
	rap_err err;

	(void)source;
	(void)at;
	child->restart = sd_event_source_disable_unref(child->restart);
	if (child->stopping)
		return 0;
	err = start(child);
	if (err != RAP_OK) {
		int64_t again = backoff_ms(++child->deaths);

		rap_log(RAP_LOG_ERR, "child-not-started", RAP_S("child", child->name),
		        RAP_S("why", rap_err_text(err)), RAP_N("again_in_ms", again));
		arm_restart(child, (uint64_t)again * 1000);
		child->events->lost(child->user, child->deaths);
	}
	return 0;
}

static void arm_restart(rap_child *child, uint64_t in_us)
{
	child->restart = sd_event_source_disable_unref(child->restart);
	if (sd_event_add_time_relative(child->event, &child->restart, CLOCK_MONOTONIC, in_us, 0,
	                               on_restart, child) < 0)
		rap_log(RAP_LOG_ERR, "child-not-started", RAP_S("child", child->name),
		        RAP_S("why", "no timer could be set"));
}

/* ---- for the others ------------------------------------------------------------------------------------- */

rap_err rap_child_new(sd_event *event, const char *name, const rap_child_events *events, void *user,
                      rap_child **ret)
{
	rap_child *child = rap_calloc(1, sizeof *child);
	rap_err err;

	*child = (rap_child){.event = sd_event_ref(event),
	                     .name = name,
	                     .events = events,
	                     .user = user,
	                     .fd = -1};
	err = start(child);
	if (err != RAP_OK) {
		(void)rap_child_free(child);
		return err;
	}
	*ret = child;
	return RAP_OK;
}

rap_err rap_child_say(rap_child *child, json_t *head, rap_slice bytes)
{
	char *text;
	rap_err err;

	if (child->fd < 0 || !child->io) {
		json_decref(head);
		return RAP_E_DIED;
	}
	if (bytes.len > 0)
		json_object_set_new(head, "bytes", json_integer((json_int_t)bytes.len));
	text = rap_link_encode(head);
	/* Head and mail go together or not at all: half a message would be the end of the link. */
	if (child->out.buf.len - child->out.sent + strlen(text) + bytes.len + 8 > OUT_MAX)
		err = RAP_E_LIMIT;
	else
		err = rap_frame_out_add(&child->out, rap_slice_of(text));
	if (err == RAP_OK && bytes.len > 0)
		err = rap_frame_out_add(&child->out, bytes);
	free(text);
	if (err == RAP_OK)
		flush(child);
	return err;
}

void rap_child_restart(rap_child *child)
{
	if (child->pid > 0)
		(void)kill(child->pid, SIGKILL);
}

void rap_child_stop(rap_child *child)
{
	if (!child || child->stopping)
		return;
	child->stopping = true;
	child->restart = sd_event_source_disable_unref(child->restart);
	if (child->pid > 0 &&
	    rap_child_say(child, json_pack("{s:s}", "op", "stop"), (rap_slice){NULL, 0}) != RAP_OK)
		(void)kill(child->pid, SIGKILL);
}

bool rap_child_stopped(const rap_child *child)
{
	return !child || child->pid == 0;
}

rap_child *rap_child_free(rap_child *child)
{
	if (!child)
		return NULL;
	child->exit = sd_event_source_disable_unref(child->exit);
	child->restart = sd_event_source_disable_unref(child->restart);
	if (child->pid > 0) {
		(void)kill(child->pid, SIGKILL);
		(void)waitpid(child->pid, NULL, 0);
	}
	close_link(child);
	(void)sd_event_unref(child->event);
	free(child);
	return NULL;
}
