/* SPDX-License-Identifier: Apache-2.0 */
/* The clock that nobody sets: for deadlines and waiting, not for dates. */
#ifndef RAP_COMMON_CLOCK_H
#define RAP_COMMON_CLOCK_H

#include <stdint.h>

/* Milliseconds of CLOCK_MONOTONIC. */
int64_t rap_clock_ms(void);

#endif
