/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checked allocation: it succeeds or the process leaves with status 75 (EX_TEMPFAIL) after one line
 * on standard error, never by abort(). Honest because every input has a cap (common/limits.h).
 */
#ifndef RAP_COMMON_MEM_H
#define RAP_COMMON_MEM_H

#include <stddef.h>

/* n objects of the given size, zeroed; overflow of n * size counts as "no memory". Free with free(). */
void *rap_calloc(size_t n, size_t size);

/* Resizes an array to n objects; the new part is not initialised. */
void *rap_reallocarray(void *old, size_t n, size_t size);

/* Copies; a NULL source gives NULL. rap_strndup copies at most n bytes and ends them with NUL. */
char *rap_strdup(const char *s);
char *rap_strndup(const char *s, size_t n);

/* Leaves as above: for a library that has said that memory is short. */
_Noreturn void rap_mem_exhausted(void);

/* For RAP_CLEANUP on a pointer got from malloc: frees what it points to. */
void rap_freep(void *pointer_to_pointer);

#endif
