/* SPDX-License-Identifier: Apache-2.0 */
/* The file that a starved program and the test share: which allocation is to fail, and what became of it. */
#ifndef TESTS_STARVE_H
#define TESTS_STARVE_H

#include <stdint.h>

#define STARVE_MAX 1000000u /* allocations of one role that are remembered */

/* The processes: core (and every command), its children, the zygote of the reader and the zygote's children. */
enum starve_role {
	STARVE_CORE,
	STARVE_FETCH,
	STARVE_SEND,
	STARVE_ZYGOTE,
	STARVE_READER,
	STARVE_ROLES
};

struct starve {
	uint32_t role; /* STARVE_ROLES: none; where allocations are made is remembered */
	uint32_t at; /* the number of the allocation, from 1, in all processes of that role */
	uint32_t
		for_ever; /* that process gets nothing any more; else only that one allocation fails */
	uint32_t refused; /* so many have failed */
	uint32_t count[STARVE_ROLES];
	uint32_t ended[STARVE_ROLES]; /* the signal that ended a process of that role, last */
	char where
		[STARVE_ROLES]
		[64]; /* the program or library that was at work, what the C library did for it included */
	uint32_t place[STARVE_ROLES][STARVE_MAX]; /* a hash of the functions that asked for it */
};

#endif
