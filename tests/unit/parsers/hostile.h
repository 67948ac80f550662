/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What "in time" means: a megabyte of anything within a second, with another one for a busy machine. Sanitizers and
 * valgrind are ten to fifty times slower, so that there only less is tried.
 */
#ifndef RAP_TESTS_PARSERS_HOSTILE_H
#define RAP_TESTS_PARSERS_HOSTILE_H

#include <time.h>

#ifdef RAP_NO_SANDBOX
#define HOSTILE_SIZE (128u * 1024u)
#define HOSTILE_SECONDS 20
#else
#define HOSTILE_SIZE (1024u * 1024u)
#define HOSTILE_SECONDS 2
#endif

/* Whether what began at `begin` (clock()) is still in time. */
static inline int hostile_in_time(clock_t begin)
{
	return clock() - begin < HOSTILE_SECONDS * CLOCKS_PER_SEC;
}

#endif
