// SPDX-License-Identifier: Apache-2.0
/*
 * malloc(), calloc(), realloc(), aligned memory and mmap() for programs of the tests, in the place of the C library's:
 * one of them fails, as the file says that TEST_STARVE names (starve.h). Libraries are served here as well: the dynamic
 * linker takes what the program has. The programs started from here learn the name of the file by their environment.
 */
#include "starve.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define OURS __attribute__((visibility("default"), used))
#define NAME "TEST_STARVE"
#define FRAMES 32
#define MINE 2 /* the innermost frames are those of this file */
#define CHAIN 12 /* functions that tell one place from another */

static struct starve *shared;
static enum starve_role role;
static pid_t self;
static bool starving, inside;

/* ---- what really gives memory --------------------------------------------------------------------------- */

#ifdef __SANITIZE_ADDRESS__
/* The sanitizer's; while it is being looked for there is none. */
static void *next_of(const char *name)
{
	static bool looking;
	void *found;

	if (looking)
		return NULL;
	looking = true;
	found = dlsym(RTLD_NEXT, name);
	looking = false;
	return found;
}
#define NEXT(type, name, arguments, ...)                  \
	do {                                              \
		static type(*next) arguments;             \
		if (!next)                                \
			*(void **)&next = next_of(#name); \
		return next ? next(__VA_ARGS__) : NULL;   \
	} while (0)
#else
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
#define NEXT(type, name, arguments, ...) return __libc_##name(__VA_ARGS__)
#endif

static void *real_malloc(size_t size)
{
	NEXT(void *, malloc, (size_t), size);
}
static void *real_calloc(size_t n, size_t size)
{
	NEXT(void *, calloc, (size_t, size_t), n, size);
}
static void *real_realloc(void *old, size_t size)
{
	NEXT(void *, realloc, (void *, size_t), old, size);
}
static void *real_memalign(size_t edge, size_t size)
{
	NEXT(void *, memalign, (size_t, size_t), edge, size);
}

/* ---- whether it is to fail ------------------------------------------------------------------------------ */

static uint32_t place(void)
{
	void *frames[MINE + CHAIN];
	int n = backtrace(frames, MINE + CHAIN);
	uint64_t hash = 14695981039346656037u;

	for (int i = MINE; i < n; i++)
		hash = (hash ^ (uintptr_t)frames[i]) * 1099511628211u;
	return (uint32_t)(hash ^ hash >> 32);
}

/* The zygote's children are made by the bare system call: nobody tells us. */
static void know_role(void)
{
	if (role == STARVE_ZYGOTE && getpid() != self)
		role = STARVE_READER;
}

static bool refuse(void)
{
	uint32_t n;

	if (!shared || inside)
		return false;
	if (starving) {
		shared->refused++;
		return true;
	}
	know_role();
	n = atomic_fetch_add((_Atomic uint32_t *)&shared->count[role], 1) + 1;
	if (shared->role == STARVE_ROLES && n <= STARVE_MAX) {
		inside = true;
		shared->place[role][n - 1] = place();
		inside = false;
	}
	if (shared->role != role || n != shared->at)
		return false;
	shared->refused++;
	starving = shared->for_ever;
	return true;
}

OURS void *malloc(size_t size)
{
	if (refuse()) {
		errno = ENOMEM;
		return NULL;
	}
	return real_malloc(size);
}

OURS void *calloc(size_t n, size_t size)
{
	if (refuse()) {
		errno = ENOMEM;
		return NULL;
	}
	return real_calloc(n, size);
}

OURS void *realloc(void *old, size_t size)
{
	if (refuse()) {
		errno = ENOMEM;
		return NULL;
	}
	return real_realloc(old, size);
}

OURS void *memalign(size_t edge, size_t size)
{
	if (refuse()) {
		errno = ENOMEM;
		return NULL;
	}
	return real_memalign(edge, size);
}

OURS void *aligned_alloc(size_t edge, size_t size)
{
	return memalign(edge, size);
}

OURS int posix_memalign(void **ret, size_t edge, size_t size)
{
	void *got = memalign(edge, size);

	if (got)
		*ret = got;
	return got ? 0 : ENOMEM;
}

OURS void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
	static void *(*next)(void *, size_t, int, int, int, off_t);

	if (refuse()) {
		errno = ENOMEM;
		return MAP_FAILED;
	}
	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "mmap");
	return next(at, size, protection, flags, fd, offset);
}

OURS void *mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
	return mmap(at, size, protection, flags, fd, offset);
}

/* ---- beginning and end ---------------------------------------------------------------------------------- */

static const char *name_of(const void *address)
{
	Dl_info info;
	const char *slash;

	if (!dladdr(address, &info) || !info.dli_fname)
		return "?";
	slash = strrchr(info.dli_fname, '/');
	return slash ? slash + 1 : info.dli_fname;
}

/*
 * Who was at work: the innermost that is not the C library; GLib where most of the frames are GLib's, which without memory
 * says so by a function that wants memory and says so, until the stack is full and anybody's step is the last.
 */
static const char *who(void *const *frames, int n)
{
	const char *innermost = NULL;
	int of_glib = 0;

	for (int i = 1; i < n; i++) {
		const char *name = name_of(frames[i]);

		if (strncmp(name, "libglib-", 8) == 0 && ++of_glib > n / 2)
			return name;
		if (!innermost && strncmp(name, "libc.so", 7) != 0)
			innermost = name;
	}
	return innermost ? innermost : "?";
}

/* Noted for the test, and where it was for the person who looks; the status is the one that a shell gives it. */
static void on_signal(int number)
{
	void *frames[FRAMES];
	int n;

	know_role();
	inside = true;
	n = backtrace(frames, FRAMES);
	shared->ended[role] = (uint32_t)number;
	(void)snprintf(shared->where[role], sizeof shared->where[role], "%s", who(frames, n));
	backtrace_symbols_fd(frames, n, STDERR_FILENO);
	_exit(128 + number);
}

static enum starve_role role_of(int argc, char **argv)
{
	if (argc > 0 && strstr(argv[0], "rapporteur-reader"))
		return STARVE_ZYGOTE;
	if (argc > 1 && strcmp(argv[1], "--child-fetch") == 0)
		return STARVE_FETCH;
	if (argc > 1 && strcmp(argv[1], "--child-send") == 0)
		return STARVE_SEND;
	return STARVE_CORE;
}

__attribute__((constructor)) static void begin(int argc, char **argv)
{
	static const int deadly[] = {SIGSEGV, SIGBUS, SIGABRT, SIGTRAP, SIGILL, SIGFPE, SIGSYS};
	static char stack[65536]; /* for an end by a stack that is full */
	const stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
	struct sigaction note = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK};
	const char *path = getenv(NAME);
	void *frames[4];
	void *file;
	int fd;

	if (!path)
		return;
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	file = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	(void)close(fd);
	if (file == MAP_FAILED)
		return;
	role = role_of(argc, argv);
	self = getpid();
	(void)backtrace(frames, 4); /* loads what it needs */
	(void)sigaltstack(&other, NULL);
#ifndef __SANITIZE_ADDRESS__
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		(void)sigaction(deadly[i], &note, NULL);
#else
	(void)sigaction(deadly[2], &note, NULL);
#endif
	shared = file;
}

OURS int posix_spawn(pid_t *ret, const char *path, const posix_spawn_file_actions_t *files,
                     const posix_spawnattr_t *attributes, char *const arguments[],
                     char *const environment[])
{
	static int (*next)(pid_t *, const char *, const posix_spawn_file_actions_t *,
	                   const posix_spawnattr_t *, char *const[], char *const[]);
	static char setting[4096];
	char *with[8];
	size_t n = 0;

	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "posix_spawn");
	while (environment[n] && n < 6) {
		with[n] = environment[n];
		n++;
	}
	if (getenv(NAME)) {
		(void)snprintf(setting, sizeof setting, NAME "=%s", getenv(NAME));
		with[n++] = setting;
	}
	with[n] = NULL;
	return next(ret, path, files, attributes, arguments, with);
}
