/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Core's side of its children fetch and send: the same program started again with a socket on descriptor 3,
 * an empty environment and nothing else open (R73). A child that ends, or breaks the protocol, is started again
 * after 100 ms, then 1 s, 2 s, 4 s and so on up to 5 min, with jitter; a life of a minute sets that back.
 */
#ifndef RAP_DAEMON_CHILDREN_H
#define RAP_DAEMON_CHILDREN_H

#include "mail/link.h"

#include <systemd/sd-event.h>

typedef struct rap_child rap_child;

typedef struct rap_child_events {
	/* It has been started: the head of the start message, a new reference. */
	json_t *(*start)(void *user);
	/* It said something; bytes may be taken, empty ones left behind. false: not to the protocol, it is replaced. */
	bool (*heard)(void *user, const json_t *head, rap_buf *bytes);
	/* It has ended, what it was told may or may not have been done. deaths: so many in a row. */
	void (*lost)(void *user, unsigned deaths);
} rap_child_events;

/* name: "fetch" or "send". SIGCHLD must be blocked. Started from the event loop, at once. */
rap_err rap_child_new(sd_event *event, const char *name, const rap_child_events *events, void *user,
                      rap_child **ret) RAP_MUST_CHECK;

/*
 * Starts one without an event loop, for `check --online`: *ret_fd is the socket to it, blocking. The caller closes and
 * reaps.
 */
rap_err rap_child_spawn(const char *name, int *ret_fd, pid_t *ret_pid) RAP_MUST_CHECK;

/* Queues a message; takes the reference. RAP_E_DIED: it does not run now; RAP_E_LIMIT: too much waits. */
rap_err rap_child_say(rap_child *child, json_t *head, rap_slice bytes) RAP_MUST_CHECK;

/* Kills it; it is started again at once with a fresh start message. */
void rap_child_restart(rap_child *child);

/* Asks it to finish; it is not started again. */
void rap_child_stop(rap_child *child);
/* After stop: whether it has ended. */
bool rap_child_stopped(const rap_child *child);

/* Kills and reaps; takes NULL, gives NULL. */
rap_child *rap_child_free(rap_child *child);

#endif
