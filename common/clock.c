// SPDX-License-Identifier: Apache-2.0
/* The monotonic clock; see clock.h. */
#include "common/clock.h"

#include <time.h>

int64_t rap_clock_ms(void)
{
	struct timespec now = {0};

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
