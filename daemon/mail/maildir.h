/* SPDX-License-Identifier: Apache-2.0 */
/* What both ends have in common: a folder with tmp, new and cur. */
#ifndef RAP_DAEMON_MAIL_MAILDIR_H
#define RAP_DAEMON_MAIL_MAILDIR_H

#include "common/buf.h"
#include "common/err.h"

#define RAP_MAILDIR_PATH_MAX 4096u

typedef struct rap_maildir {
	char *path;
	int new, cur, tmp; /* descriptors of the three folders, -1 when closed */
} rap_maildir;

/* Opens the folder, making what is missing of it (mode 0700). why says which part cannot be had. */
rap_err rap_maildir_open(const char *path, rap_maildir *ret, rap_buf *why) RAP_MUST_CHECK;
void rap_maildir_close(rap_maildir *dir);

/* "PATH/PART/NAME: what errno says", for trouble reports. */
void rap_maildir_why(rap_buf *why, const char *path, const char *part, const char *name,
                     int number);

#endif
