/* SPDX-License-Identifier: Apache-2.0 */
/* How long to wait after failures in a row: 1, 2, 4 ... seconds, and a little more by chance. */
#ifndef RAP_COMMON_BACKOFF_H
#define RAP_COMMON_BACKOFF_H

#include <stdint.h>

/*
 * In ms, for the n-th failure (from 1); most_s seconds at most, and up to a quarter more, so that many instances
 * that lost the same server do not come back in step.
 */
int64_t rap_backoff_ms(unsigned failures, int64_t most_s);

#endif
