// SPDX-License-Identifier: Apache-2.0
/*
 * starve_plan FILE places: makes a FILE for a starved program that remembers where it asks for memory.
 * starve_plan FILE ROLE N once|ever: one that lets the N-th allocation of ROLE fail.
 * starve_plan FILE told: lines "ROLE N" of the allocations that are the first of their kind, that is asked for by the
 * functions of a chain that has not asked before; and lines "total ROLE COUNT".
 * starve_plan FILE ended: "refused COUNT" and a line "ROLE SIGNAL LIBRARY" for each role of which a process was ended
 * by one.
 */
#include "starve/starve.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *const roles[STARVE_ROLES + 1] = {"core",   "fetch",  "send",
                                                    "zygote", "reader", ""};

static uint32_t role_of(const char *name)
{
	for (uint32_t i = 0; i < STARVE_ROLES; i++)
		if (strcmp(roles[i], name) == 0)
			return i;
	fprintf(stderr, "starve_plan: no role %s\n", name);
	exit(64);
}

/* Open addressing; 0 stands for "free", and a hash of 0 is taken for 1. */
static int is_new(uint32_t *seen, size_t size, uint32_t hash)
{
	size_t at;

	hash = hash ? hash : 1;
	at = hash % size;
	while (seen[at] && seen[at] != hash)
		at = (at + 1) % size;
	if (seen[at])
		return 0;
	seen[at] = hash;
	return 1;
}

static int tell_places(const struct starve *file)
{
	size_t size = 2 * STARVE_MAX + 1;

	for (uint32_t r = 0; r < STARVE_ROLES; r++) {
		uint32_t n = file->count[r] < STARVE_MAX ? file->count[r] : STARVE_MAX;
		uint32_t *seen = calloc(size, sizeof *seen);

		if (!seen)
			return 71;
		for (uint32_t i = 0; i < n; i++)
			if (is_new(seen, size, file->place[r][i]))
				printf("%s %u\n", roles[r], i + 1);
		printf("total %s %u\n", roles[r], file->count[r]);
		free(seen);
	}
	return 0;
}

static int tell_end(const struct starve *file)
{
	printf("refused %u\n", file->refused);
	for (uint32_t r = 0; r < STARVE_ROLES; r++)
		if (file->ended[r])
			printf("%s %u %s\n", roles[r], file->ended[r], file->where[r]);
	return 0;
}

static int plan(int argc, char **argv, struct starve *file)
{
	memset(file, 0, offsetof(struct starve, place));
	file->role = STARVE_ROLES;
	if (argc == 3)
		return strcmp(argv[2], "places") == 0 ? 0 : 64;
	file->role = role_of(argv[2]);
	file->at = (uint32_t)strtoul(argv[3], NULL, 10);
	file->for_ever = argc == 5 && strcmp(argv[4], "ever") == 0;
	return 0;
}

int main(int argc, char **argv)
{
	struct starve *file;
	int fd = argc >= 3 && argc <= 5 ? open(argv[1], O_RDWR | O_CREAT, 0600) : -1;

	if (fd < 0 || ftruncate(fd, sizeof *file) != 0)
		return 64;
	file = mmap(NULL, sizeof *file, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (file == MAP_FAILED)
		return 71;
	if (strcmp(argv[2], "told") == 0)
		return tell_places(file);
	if (strcmp(argv[2], "ended") == 0)
		return tell_end(file);
	return plan(argc, argv, file);
}
