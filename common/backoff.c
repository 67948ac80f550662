// SPDX-License-Identifier: Apache-2.0
/* Exponential backoff with jitter; see backoff.h. */
#include "common/backoff.h"

#include <sys/random.h>

int64_t rap_backoff_ms(unsigned failures, int64_t most_s)
{
	int64_t s = 1;
	uint16_t chance = 0;

	for (unsigned i = 1; i < failures && s < most_s; i++)
		s *= 2;
	if (s > most_s)
		s = most_s;
	if (getrandom(&chance, sizeof chance, GRND_NONBLOCK) < 0)
		chance = 0;
	return s * 1000 + s * 250 * chance / UINT16_MAX;
}
