// SPDX-License-Identifier: Apache-2.0
/* Opening and making Maildirs. */
#include "mail/maildir.h"

#include "common/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void rap_maildir_why(rap_buf *why, const char *path, const char *part, const char *name, int number)
{
	rap_buf_str(why, path);
	if (part)
		rap_buf_printf(why, "/%s", part);
	if (name)
		rap_buf_printf(why, "/%s", name);
	rap_buf_printf(why, ": %s", strerror(number));
}

static rap_err open_part(const rap_maildir *dir, const char *part, int *ret_fd, rap_buf *why)
{
	rap_buf path = rap_buf_init(RAP_MAILDIR_PATH_MAX);
	rap_err err = RAP_OK;

	rap_buf_printf(&path, "%s/%s", dir->path, part);
	if (path.over)
		errno = ENAMETOOLONG;
	if (path.over || (mkdir(rap_buf_text(&path), 0700) < 0 && errno != EEXIST) ||
	    (*ret_fd = open(rap_buf_text(&path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0) {
		rap_maildir_why(why, dir->path, part, NULL, errno);
		err = rap_err_from_errno(errno);
	}
	rap_buf_done(&path);
	return err;
}

rap_err rap_maildir_open(const char *path, rap_maildir *ret, rap_buf *why)
{
	rap_err err;

	*ret = (rap_maildir){.path = rap_strdup(path), .new = -1, .cur = -1, .tmp = -1};
	if (mkdir(path, 0700) < 0 && errno != EEXIST) {
		rap_maildir_why(why, path, NULL, NULL, errno);
		err = rap_err_from_errno(errno);
	} else {
		err = open_part(ret, "tmp", &ret->tmp, why);
	}
	if (err == RAP_OK)
		err = open_part(ret, "new", &ret->new, why);
	if (err == RAP_OK)
		err = open_part(ret, "cur", &ret->cur, why);
	if (err != RAP_OK)
		rap_maildir_close(ret);
	return err;
}

void rap_maildir_close(rap_maildir *dir)
{
	const int fds[] = {dir->new, dir->cur, dir->tmp};

	for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
		if (fds[i] >= 0)
			(void)close(fds[i]);
	dir->new = dir->cur = dir->tmp = -1;
	free(dir->path);
	dir->path = NULL;
}
