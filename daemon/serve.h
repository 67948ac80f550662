/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The running daemon: core's event loop with its reader, its children fetch and send, and what they work for.
 * serve.c wires them together; cmd_serve.c is the command around it.
 */
#ifndef RAP_DAEMON_SERVE_H
#define RAP_DAEMON_SERVE_H

#include "core.h"

/* Runs until told to stop, or with core->once until all is done; the exit status. core->event is there, SIGCHLD,
 * SIGTERM, SIGINT and SIGHUP are blocked. */
int rap_serve_run(rap_core *core);

#endif
