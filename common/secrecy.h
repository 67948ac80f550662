/* SPDX-License-Identifier: Apache-2.0 */
/* What keeps secrets inside this process (R71): no core file, no debugger, memory that is locked and wiped. */
#ifndef RAP_COMMON_SECRECY_H
#define RAP_COMMON_SECRECY_H

#include <stddef.h>

/*
 * First thing in every process: no core file (RLIMIT_CORE 0), also where cores go to a program, which asks for no
 * limit, and nobody of the same user may attach or read its memory (PR_SET_DUMPABLE 0). A new program begins
 * without the second, so each child does it again. Not in builds for testing: the leak checker of the sanitizers
 * looks at its own process as a debugger does.
 */
void rap_secrecy_begin(void);

/*
 * Pages of their own, zero, locked where the limit allows and left out of core files; NULL (errno) when there are none.
 * _free wipes; NULL is nothing to do; gives NULL.
 */
void *rap_secrecy_new(size_t size);
void *rap_secrecy_free(void *at, size_t size);

/*
 * Wipes blocks of about this size that a library has just freed without doing so: malloc gives back first what was
 * freed last, so some are taken, wiped and freed again. Best effort.
 */
void rap_secrecy_scrub(size_t size);

#endif
