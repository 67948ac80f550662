// SPDX-License-Identifier: Apache-2.0
/* Files that subcommands write for people; see output.h. */
#include "output.h"

#include "app.h"
#include "common/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MODE 0600u /* R70: positions before their release */

int rap_output_path(const char *path, rap_slice bytes)
{
	rap_err err = rap_file_replace(path, bytes, FILE_MODE);
	int number = errno;

	if (err == RAP_OK)
		return 0;
	if (err == RAP_E_FULL)
		return rap_app_fail(rap_err_status(err),
		                    "%s is not written: no space is left on the disk; free some "
		                    "and try again",
		                    path);
	return rap_app_fail(rap_err_status(err), "%s is not written: %s", path, strerror(number));
}

int rap_output_file(const char *directory, const char *name, const char *extension, rap_slice bytes)
{
	rap_buf path = rap_buf_init(4096);
	int status;

	if (mkdir(directory, 0777) != 0 && errno != EEXIST)
		return rap_app_fail(rap_err_status(rap_err_from_errno(errno)),
		                    "the directory %s cannot be made: %s", directory,
		                    strerror(errno));
	rap_buf_printf(&path, "%s/%s.%s", directory, name, extension);
	status = rap_output_path(rap_buf_text(&path), bytes);
	if (status == 0)
		printf("%s\n", rap_buf_text(&path));
	rap_buf_done(&path);
	return status;
}

int rap_output_flush(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	return rap_app_fail(rap_err_status(rap_err_from_errno(errno)),
	                    "standard output cannot be written: %s", strerror(errno));
}
