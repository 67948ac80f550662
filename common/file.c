// SPDX-License-Identifier: Apache-2.0
/* Whole files; see file.h. */
#include "common/file.h"

#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536u
#define PATH_LEN 4096u /* Linux takes no longer path */

static rap_err failed(int fd)
{
	int number = errno;

	if (fd >= 0)
		(void)close(fd);
	errno = number;
	return rap_err_from_errno(number);
}

static rap_err read_all(int fd, rap_buf *out)
{
	char *chunk RAP_CLEANUP(rap_freep) = rap_calloc(CHUNK, 1);

	for (;;) {
		ssize_t n = read(fd, chunk, CHUNK);

		if (n == 0)
			return out->over ? RAP_E_LIMIT : RAP_OK;
		if (n > 0)
			rap_buf_add(out, chunk, (size_t)n);
		else if (errno != EINTR)
			return RAP_E_IO;
		if (out->over)
			return RAP_E_LIMIT;
	}
}

rap_err rap_file_read(const char *path, size_t max, rap_buf *out)
{
	/* O_NONBLOCK: a FIFO in place of the file must not hold us up. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat info;
	rap_err err;

	if (fd < 0)
		return failed(fd);
	if (fstat(fd, &info) < 0)
		return failed(fd);
	if (!S_ISREG(info.st_mode)) {
		(void)close(fd);
		return RAP_E_FORMAT;
	}
	*out = rap_buf_init(max);
	err = read_all(fd, out);
	if (err != RAP_OK) {
		int number = errno;

		rap_buf_done(out);
		(void)close(fd);
		errno = number;
		return err;
	}
	(void)close(fd); /* only read */
	return RAP_OK;
}

static bool write_all(int fd, rap_slice bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes = rap_slice_sub(bytes, (size_t)n, bytes.len);
	}
	return true;
}

/* The folder a path stands in; caller frees. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return rap_strdup(".");
	return rap_strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

static bool sync_folder(const char *path)
{
	char *folder RAP_CLEANUP(rap_freep) = folder_of(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), number;
	bool good;

	if (fd < 0)
		return false;
	good = fsync(fd) == 0;
	number = errno;
	(void)close(fd);
	errno = number;
	return good;
}

/* Writes, syncs and closes fd; false with errno set. */
static bool fill(int fd, rap_slice bytes)
{
	if (!write_all(fd, bytes) || fsync(fd) < 0) {
		(void)failed(fd);
		return false;
	}
	return close(fd) == 0;
}

/* Removes what could not be finished; errno stays what it was. */
static void discard(const char *path)
{
	int number = errno;

	(void)unlink(path);
	errno = number;
}

rap_err rap_file_replace(const char *path, rap_slice bytes, unsigned mode)
{
	rap_buf name = rap_buf_init(PATH_LEN);
	struct stat info;
	rap_err err = RAP_OK;
	int fd;

	if (stat(path, &info) == 0)
		mode = info.st_mode & 0777u;
	rap_buf_printf(&name, "%s.XXXXXX", path);
	fd = mkostemp(name.at, O_CLOEXEC); /* a name cut short does not end in XXXXXX: EINVAL */
	if (fd < 0) {
		err = failed(fd);
	} else if (fchmod(fd, mode) < 0) {
		err = failed(fd);
		discard(name.at);
	} else if (!fill(fd, bytes) || rename(name.at, path) < 0) {
		err = failed(-1);
		discard(name.at);
	} else if (!sync_folder(path)) {
		err = failed(-1);
	}
	rap_buf_done(&name);
	return err;
}

rap_err rap_file_create(const char *path, rap_slice bytes, unsigned mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	rap_err err;

	if (fd < 0)
		return errno == EEXIST ? RAP_E_BUSY : failed(fd);
	if (!fill(fd, bytes)) {
		err = failed(-1);
		discard(path);
		return err;
	}
	return sync_folder(path) ? RAP_OK : failed(-1);
}
