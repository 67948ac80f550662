/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the reader may do (R52): resource limits, no new privileges, and two allow-lists of system calls that stack.
 * The first closes when the zygote is ready and lets it fork; the second closes in each child before it sees
 * a byte of mail. Everything else kills the process (SIGSYS); a few calls that libraries try in passing are
 * refused with EACCES instead. A build with RAP_NO_SANDBOX (sanitizers, valgrind) leaves out both lists, and the
 * limits of memory and files that such tools break.
 */
#ifndef RAP_PARSERS_SANDBOX_H
#define RAP_PARSERS_SANDBOX_H

#include <stdbool.h>

/* The flags with which the zygote clones, the only ones its list allows: the child is one of core. */
#define RAP_SANDBOX_CLONE_FLAGS (CLONE_PARENT | CLONE_PIDFD | SIGCHLD)

/* Whether this build has the lists. */
bool rap_sandbox_built_in(void);

/* Compiles the child's list. Before rap_sandbox_close_zygote. false: *ret_what failed (static). */
bool rap_sandbox_prepare(const char **ret_what);

/* Limits and the first list, for good. */
bool rap_sandbox_close_zygote(const char **ret_what);

/* In a new child whose only descriptors are 0 to 3: its own limits and the second list. */
bool rap_sandbox_close_child(void);

#endif
