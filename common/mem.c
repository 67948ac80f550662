// SPDX-License-Identifier: Apache-2.0
/* Checked allocation; see mem.h for the promise. */
#include "common/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void rap_mem_exhausted(void)
{
	static const char line[] =
		"<2>rapporteur: out of memory, leaving; the work is taken up again\n";
	ssize_t ignored = write(STDERR_FILENO, line, sizeof line - 1);

	(void)ignored;
	_exit(75);
}

void *rap_calloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		rap_mem_exhausted();
	return p;
}

void *rap_reallocarray(void *old, size_t n, size_t size)
{
	void *p = reallocarray(old, n ? n : 1, size ? size : 1);

	if (!p)
		rap_mem_exhausted();
	return p;
}

char *rap_strndup(const char *s, size_t n)
{
	size_t len;
	char *copy;

	if (!s)
		return NULL;
	len = strnlen(s, n);
	copy = rap_calloc(len + 1, 1);
	memcpy(copy, s, len);
	return copy;
}

char *rap_strdup(const char *s)
{
	return rap_strndup(s, SIZE_MAX - 1);
}

void rap_freep(void *pointer_to_pointer)
{
	void **p = pointer_to_pointer;

	free(*p);
	*p = NULL;
}
