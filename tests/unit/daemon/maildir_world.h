/* SPDX-License-Identifier: Apache-2.0 */
/* A folder of its own for each test of a Maildir ("box" in it), and files to look into and to put there. */
#ifndef RAP_TESTS_MAILDIR_WORLD_H
#define RAP_TESTS_MAILDIR_WORLD_H

#include "common/buf.h"
#include "common/file.h"
#include "common/limits.h"
#include "common/mem.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define N(list) (sizeof(list) / sizeof *(list))

static char folder[32];

static inline int enter(void **state)
{
	static const char *const parts[] = {"box", "box/tmp", "box/new", "box/cur"};

	(void)state;
	(void)snprintf(folder, sizeof folder, "/tmp/rap-maildir-XXXXXX");
	if (!mkdtemp(folder) || chdir(folder) < 0)
		return -1;
	for (size_t i = 0; i < N(parts); i++)
		if (mkdir(parts[i], 0700) < 0)
			return -1;
	return 0;
}

static inline int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

static inline int leave(void **state)
{
	(void)state;
	return chdir("/") == 0 ? nftw(folder, remove_one, 20, FTW_DEPTH | FTW_PHYS) : -1;
}

/* A file of that text, written at that time. */
static inline void put(const char *path, const char *text, int64_t written)
{
	const struct timespec times[2] = {{written, 0}, {written, 0}};
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(futimens(fd, times), 0);
	assert_int_equal(close(fd), 0);
}

static inline void has(const char *path, const char *text)
{
	rap_buf bytes = rap_buf_init(1000);

	if (rap_file_read(path, 1000, &bytes) != RAP_OK)
		fail_msg("there is no %s", path);
	assert_string_equal(rap_buf_text(&bytes), text);
	rap_buf_done(&bytes);
}

/* How many files stand in a directory. */
static inline size_t count(const char *path)
{
	DIR *dir = opendir(path);
	size_t n = 0;

	assert_non_null(dir);
	for (const struct dirent *file; (file = readdir(dir)) != NULL;)
		n += file->d_name[0] != '.';
	assert_int_equal(closedir(dir), 0);
	return n;
}

#endif
