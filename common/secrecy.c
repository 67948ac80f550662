// SPDX-License-Identifier: Apache-2.0
/* Core files, debuggers, and memory for secrets; see secrecy.h. */
#include "common/secrecy.h"

#include "common/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define GRAIN 16u /* of malloc: neighbouring sizes share a list */
#define EACH 8u /* as many blocks of one size as its fast lists hold */

void rap_secrecy_begin(void)
{
	const struct rlimit none = {0, 0};

	(void)setrlimit(RLIMIT_CORE, &none);
#ifndef RAP_NO_SANDBOX
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void *rap_secrecy_new(size_t size)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (at == MAP_FAILED)
		return NULL;
	/* Where the limit on locked memory is too low it may reach the swap: no reason not to work. */
	(void)mlock(at, size);
	(void)madvise(at, size, MADV_DONTDUMP);
	return at;
}

void *rap_secrecy_free(void *at, size_t size)
{
	if (at) {
		explicit_bzero(at, size);
		(void)munmap(at, size);
	}
	return NULL;
}

void rap_secrecy_scrub(size_t size)
{
	void *blocks[3][EACH];
	size_t from = size > GRAIN ? size - GRAIN : size;

	for (size_t i = 0; i < 3; i++)
		for (size_t j = 0; j < EACH; j++) {
			blocks[i][j] = rap_reallocarray(NULL, from + i * GRAIN, 1);
			explicit_bzero(blocks[i][j], from + i * GRAIN);
		}
	for (size_t i = 0; i < 3; i++)
		for (size_t j = 0; j < EACH; j++)
			free(blocks[i][j]);
}
