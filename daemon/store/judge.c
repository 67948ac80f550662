// SPDX-License-Identifier: Apache-2.0
/* What lies in place of the database, looked at before SQLite may touch it (R70); see opening.h. */
#include "store/opening.h"

#include "common/mem.h"
#include "store/schema.h"
#include "store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Offsets in the first page: SQLite file format, 1.3. */
#define HEAD_SIZE 100
#define HEAD_PAGE_SIZE 16
#define HEAD_CHANGES 24
#define HEAD_PAGES 28
#define HEAD_PAGES_AT 92 /* the change with which the count of pages was written */
#define HEAD_USER_VERSION 60
#define HEAD_APPLICATION_ID 68

/*
 * Reads the first bytes and the size through SQLite's own file layer: closing a descriptor of ours would drop
 * the POSIX locks that another connection of this process holds on the file.
 */
static rap_err look(rap_opening *o, const char *path, unsigned char head[HEAD_SIZE],
                    int64_t *ret_size)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	const char *name = sqlite3_create_filename(path, "", "", 0, NULL);
	sqlite3_file *file = rap_calloc(1, (size_t)vfs->szOsFile);
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, code;
	sqlite3_int64 size = 0;

	code = name ? vfs->xOpen(vfs, name, file, flags, &flags) : SQLITE_NOMEM;
	if (code == SQLITE_OK)
		code = file->pMethods->xFileSize(file, &size);
	if (code == SQLITE_OK && size >= HEAD_SIZE)
		code = file->pMethods->xRead(file, head, HEAD_SIZE, 0);
	if (file->pMethods)
		(void)file->pMethods->xClose(file);
	sqlite3_free_filename((char *)(uintptr_t)name);
	free(file);
	*ret_size = size;
	return code == SQLITE_OK ? RAP_OK
	                         : rap_store_refuse(o, RAP_E_IO, "The file %s cannot be read: %s.",
	                                            path, sqlite3_errstr(code));
}

static uint32_t big_endian(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static rap_err judge_head(rap_opening *o, const char *path, const unsigned char head[HEAD_SIZE],
                          int64_t size)
{
	static const char magic[16] = "SQLite format 3";

	if (size < HEAD_SIZE || memcmp(head, magic, sizeof magic) != 0 ||
	    big_endian(head + HEAD_APPLICATION_ID) != RAP_SCHEMA_APPLICATION_ID) {
		if (o->marker)
			return rap_store_refuse(
				o, RAP_E_DAMAGED,
				"%s is not, or no longer, the database that was recorded here: "
				"it is damaged or another file. `rapporteur backup --restore` puts "
				"a copy in its place; the file was left as it is.",
				path);
		return rap_store_refuse(
			o, RAP_E_FOREIGN,
			"%s belongs to another program: it is no database of rapporteur. "
			"Move it away, or name another folder with `state:`.",
			path);
	}
	if (big_endian(head + HEAD_USER_VERSION) > (uint32_t)rap_schema_version())
		return rap_store_refuse(
			o, RAP_E_FOREIGN,
			"%s was written by a newer version of rapporteur. Install that "
			"version again; the file was left as it is.",
			path);
	return RAP_OK;
}

rap_err rap_store_judge(rap_opening *o, const char *path)
{
	unsigned char head[HEAD_SIZE] = {0};
	struct stat info;
	int64_t size;
	bool there = fstatat(o->fd, "rapporteur.db", &info, AT_SYMLINK_NOFOLLOW) == 0;
	rap_err err;

	if (!there && errno != ENOENT)
		return rap_store_refuse(o, RAP_E_IO, "The file %s cannot be looked at: %s.", path,
		                        strerror(errno));
	if (there && !S_ISREG(info.st_mode))
		return rap_store_refuse(
			o, RAP_E_FOREIGN,
			"%s is a link or no file at all. The database must lie in its folder "
			"itself.",
			path);
	if ((!there || info.st_size == 0) && o->marker)
		return rap_store_refuse(
			o, RAP_E_DAMAGED,
			"%s is %s, but rapporteur.marker beside it says that a consultation "
			"was recorded here. `rapporteur backup --restore` puts a copy in its "
			"place; to begin anew "
			"with nothing, remove rapporteur.marker.",
			path, there ? "empty" : "missing");
	if (!there || info.st_size == 0)
		return rap_store_refuse(
			o, RAP_E_NOT_FOUND,
			"There is no database in %s yet; `rapporteur open` or `rapporteur "
			"serve` makes it.",
			o->folder);
	err = look(o, path, head, &size);
	return err == RAP_OK ? judge_head(o, path, head, size) : err;
}

/*
 * Whether the file has all its pages. SQLite reads what is missing at the end as zeros, and no check of its own looks at
 * the inside of a long text or mail. With commits waiting in -wal (a crash) a file may rightly be short.
 */
static bool is_cut(const rap_opening *o, const unsigned char head[HEAD_SIZE], int64_t size)
{
	int64_t page = (int64_t)head[HEAD_PAGE_SIZE] << 8 | head[HEAD_PAGE_SIZE + 1];
	struct stat wal;

	if (page == 1) /* SQLite's way to say it in two bytes */
		page = 65536;
	if (fstatat(o->fd, "rapporteur.db-wal", &wal, AT_SYMLINK_NOFOLLOW) == 0 && wal.st_size > 0)
		return false;
	if (page < 512 || size % page != 0)
		return true;
	return big_endian(head + HEAD_CHANGES) == big_endian(head + HEAD_PAGES_AT) &&
	       size / page < big_endian(head + HEAD_PAGES);
}

rap_err rap_store_is_whole(rap_opening *o, const char *path)
{
	unsigned char head[HEAD_SIZE] = {0};
	int64_t size;
	rap_err err = look(o, path, head, &size);

	if (err == RAP_OK && is_cut(o, head, size))
		err = rap_store_refuse(
			o, RAP_E_DAMAGED,
			"The database %s is damaged: its end is missing. `rapporteur "
			"backup --restore` puts a copy in its place; the file was left "
			"as it is.",
			path);
	return err;
}
