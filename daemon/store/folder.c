// SPDX-License-Identifier: Apache-2.0
/* The folder of the database, its lock and its marker (R70); see opening.h. */
#include "store/opening.h"

#include "common/file.h"
#include "common/mem.h"
#include "store/sql.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

char *rap_store_path(const rap_opening *o, const char *name)
{
	rap_buf path = rap_buf_init(1u << 16);

	rap_buf_printf(&path, "%s/%s", o->folder, name);
	return rap_buf_take(&path);
}

rap_err rap_store_refuse(rap_opening *o, rap_err err, const char *format, ...)
{
	va_list args;

	rap_buf_cut(&o->why, 0);
	va_start(args, format);
	rap_buf_vprintf(&o->why, format, args);
	va_end(args);
	for (size_t i = 0; i < o->why.len;
	     i++) /* SQLite may say what is damaged in several lines */
		if (o->why.at[i] == '\n')
			o->why.at[i] = ' ';
	return err;
}

/* A folder that holds something of ours, or nothing at all. */
static bool is_for_us(int fd)
{
	static const char *const ours[] = {"rapporteur.db", "rapporteur.marker", "rapporteur.lock",
	                                   "token-key"};
	int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = again >= 0 ? fdopendir(again) : NULL;
	const struct dirent *entry;
	bool empty = folder != NULL, known = false;

	while (folder && (entry = readdir(folder)) != NULL) {
		empty = empty &&
		        (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
		for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
			known = known || strcmp(entry->d_name, ours[i]) == 0;
	}
	if (folder)
		(void)closedir(folder);
	else if (again >= 0)
		(void)close(again);
	return empty || known;
}

/*
 * Closed to others where it is our own; never a folder that serves others too, such as /tmp or one of the system that
 * `state:` names by mistake. Of root a folder may be: no other user has put it there.
 */
static rap_err close_to_others(rap_opening *o, const struct stat *info)
{
	if (info->st_uid != geteuid() && info->st_uid != 0 && geteuid() != 0)
		return rap_store_refuse(o, RAP_E_CONFIG,
		                        "The folder %s belongs to another user. Name one with "
		                        "`state:` that is the daemon's own.",
		                        o->folder);
	if ((info->st_mode & 077) == 0)
		return RAP_OK;
	if ((info->st_mode & S_ISVTX) || !is_for_us(o->fd))
		return rap_store_refuse(
			o, RAP_E_CONFIG,
			"The folder %s is open to other users and holds what is not ours. Name one "
			"with `state:` that is the daemon's own, or close it: chmod 700 %s",
			o->folder, o->folder);
	if (fchmod(o->fd, 0700) != 0)
		return rap_store_refuse(o, RAP_E_IO,
		                        "The folder %s is open to other users and its mode cannot "
		                        "be changed to 0700: %s.",
		                        o->folder, strerror(errno));
	return RAP_OK;
}

/* Links are resolved once (a state folder may be one, as systemd makes them), unless another user has made it. */
rap_err rap_store_folder(rap_opening *o, const char *directory)
{
	struct stat info, link;
	rap_err err = RAP_OK;

	if (o->mode != RAP_STORE_READ && mkdir(directory, 0700) != 0 && errno != EEXIST)
		return rap_store_refuse(o, rap_err_from_errno(errno),
		                        "The folder %s cannot be made: %s.", directory,
		                        strerror(errno));
	if (lstat(directory, &link) == 0 && S_ISLNK(link.st_mode) && link.st_uid != geteuid() &&
	    link.st_uid != 0)
		return rap_store_refuse(o, RAP_E_CONFIG,
		                        "The folder %s is a link that another user has made.",
		                        directory);
	o->folder = realpath(directory, NULL);
	o->fd = o->folder ? open(o->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
	if (o->fd < 0)
		return rap_store_refuse(o, rap_err_from_errno(errno),
		                        "The folder %s cannot be opened: %s.", directory,
		                        strerror(errno));
	if (o->mode != RAP_STORE_READ && fstat(o->fd, &info) == 0)
		err = close_to_others(o, &info);
	o->marker = faccessat(o->fd, "rapporteur.marker", F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	return err;
}

rap_err rap_store_lock(rap_opening *o)
{
	int number;

	o->store->lock = openat(o->fd, "rapporteur.lock",
	                        O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
	if (o->store->lock < 0)
		return rap_store_refuse(o, rap_err_from_errno(errno),
		                        "The lock %s/rapporteur.lock cannot be opened: %s.",
		                        o->folder, strerror(errno));
	if (flock(o->store->lock, LOCK_EX | LOCK_NB) == 0)
		return RAP_OK;
	number = errno;
	return rap_store_refuse(o, number == EWOULDBLOCK ? RAP_E_BUSY : rap_err_from_errno(number),
	                        number == EWOULDBLOCK ? "Another rapporteur is at work in %s; one "
	                                                "at a time may write: stop that one first."
	                                              : "The lock in %s cannot be taken.",
	                        o->folder);
}

rap_err rap_store_put_marker(rap_opening *o)
{
	static const char text[] =
		"A consultation is recorded in rapporteur.db beside this file. Leave it here: it "
		"keeps\n"
		"a lost database from being replaced by an empty one without a word.\n";
	char *path = rap_store_path(o, "rapporteur.marker");
	rap_err err = o->marker ? RAP_OK : rap_file_create(path, rap_slice_of(text), 0600);

	if (err != RAP_OK)
		err = rap_store_refuse(o, err, "The file %s cannot be written: %s.", path,
		                       strerror(errno));
	free(path);
	return err;
}
