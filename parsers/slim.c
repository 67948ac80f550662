// SPDX-License-Identifier: Apache-2.0
/* Cheap children; see slim.h. */
#include "parsers/slim.h"

#include <link.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define KIB 1024u
#define TOP_PAD (1024u * KIB) /* one brk() is enough for nearly every mail */
#define HOLE_MAX (128u * KIB)
#define SMALL 1024u
#define FILLED (256u * KIB) /* what an ordinary reply of 8 KiB needs */

/* What stops up a hole: it begins with the place of the next. */
typedef struct plug {
	struct plug *next;
} plug;

static plug *plugs;

void rap_slim_heap(void)
{
	(void)mallopt(M_MXFAST, 0); /* else a large block makes it walk all small free ones */
	(void)mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
	(void)mallopt(M_TOP_PAD, TOP_PAD);
	(void)mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
}

/* Takes what is free below the edge in pieces of that size. */
static void fill_holes(size_t size, uintptr_t edge)
{
	for (;;) {
		plug *piece = malloc(size);

		if (!piece || (uintptr_t)piece >= edge) {
			free(piece);
			return;
		}
		piece->next = plugs;
		plugs = piece;
	}
}

void rap_slim_plug(void)
{
	void *volatile above = malloc(HOLE_MAX); /* volatile: else the pairs are optimised away */
	uintptr_t edge = (uintptr_t)above;

	free(above);
	/* Another allocator (a sanitizer's, valgrind's) has no holes of this kind. */
	if (!above || mallinfo2().arena == 0)
		return;
	for (size_t size = HOLE_MAX; size > SMALL; size /= 2)
		fill_holes(size, edge);
	for (size_t size = SMALL; size >= sizeof(plug); size -= 16)
		fill_holes(size, edge);
	above = malloc(2 * FILLED); /* room for the first pages of a child */
	free(above);
}

void rap_slim_unplug(void)
{
	while (plugs) {
		plug *piece = plugs;

		plugs = piece->next;
		free(piece);
	}
}

void rap_slim_fill(void)
{
	uintptr_t page = (uintptr_t)getpagesize() - 1;
	void *first = malloc(1);
	uintptr_t from = ((uintptr_t)first + page) & ~page;

	/* Where the kernel does not know it, or the heap is shorter, the faults do it. */
	if (mallinfo2().arena != 0)
		(void)madvise((void *)from, FILLED, MADV_POPULATE_WRITE);
	free(first);
}

/* GMime signs and encrypts, GLib mounts and spawns, libxml2 knows encodings by ICU, libzip
 * decrypts and knows rare ways of packing: nothing of that is done here. Not libidn2 and libunistring: GMime asks them
 * about "xn--" in the addresses of a mail that is attached. */
static const char *const idle[] = {
	"libassuan.so", "libbz2.so",     "libcrypto.so",      "libblkid.so",
	"libffi.so",    "libgio-2.0.so", "libgmodule-2.0.so", "libgpg-error.so",
	"libgpgme.so",  "libicudata.so", "libicuuc.so",       "liblzma.so",
	"libmount.so",  "libpcre2-8.so", "libseccomp.so",     "libselinux.so",
};

static bool is_idle(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	for (size_t i = 0; i < sizeof idle / sizeof *idle; i++)
		if (strncmp(name, idle[i], strlen(idle[i])) == 0)
			return true;
	return false;
}

/* Code and data, but not what the dynamic linker looks at when it looks for something else. */
static int leave_out(struct dl_phdr_info *library, size_t size, void *user)
{
	uintptr_t page = (uintptr_t)getpagesize() - 1, linked = 0, kept = 0;
	bool first = true;

	(void)size;
	(void)user;
	if (!is_idle(library->dlpi_name))
		return 0;
	for (size_t i = 0; i < library->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &library->dlpi_phdr[i];

		if (part->p_type == PT_DYNAMIC)
			linked = part->p_vaddr;
		else if (part->p_type == PT_GNU_RELRO)
			kept = part->p_vaddr + part->p_memsz;
	}
	for (size_t i = 0; i < library->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &library->dlpi_phdr[i];
		uintptr_t from = part->p_vaddr & ~page, to = part->p_vaddr + part->p_memsz;

		if (part->p_type != PT_LOAD)
			continue;
		if (from <= linked && linked < to)
			from = (kept + page) & ~page;
		to = (to + page) & ~page;
		if (!first && from < to)
			(void)madvise((void *)(library->dlpi_addr + from), to - from,
			              MADV_DONTFORK);
		first = false;
	}
	return 0;
}

void rap_slim_libraries(void)
{
	(void)dl_iterate_phdr(leave_out, NULL);
}
