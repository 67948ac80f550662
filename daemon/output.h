/* SPDX-License-Identifier: Apache-2.0 */
/* Files that subcommands write for people: whole or not at all, with a message that says which and why. */
#ifndef RAP_DAEMON_OUTPUT_H
#define RAP_DAEMON_OUTPUT_H

#include "common/slice.h"

/* Writes DIRECTORY/NAME.EXTENSION (the directory is made when it is missing) and prints its path. Returns 0, or an
 * exit status after a message. */
int rap_output_file(const char *directory, const char *name, const char *extension,
                    rap_slice bytes);

/* Writes PATH. */
int rap_output_path(const char *path, rap_slice bytes);

/* Flushes standard output: a full disk or a closed pipe behind it is an error too. */
int rap_output_flush(void);

#endif
