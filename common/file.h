/* SPDX-License-Identifier: Apache-2.0 */
/* Whole files: read with a cap, written so that a crash leaves the old one or the new one, never half of one. */
#ifndef RAP_COMMON_FILE_H
#define RAP_COMMON_FILE_H

#include "common/attr.h"
#include "common/buf.h"
#include "common/err.h"

/*
 * Reads a regular file into an empty buffer, whose cap becomes max. RAP_E_NOT_FOUND, RAP_E_LIMIT when it is
 * larger than max, RAP_E_FORMAT when it is no regular file, RAP_E_IO (errno is set).
 */
rap_err rap_file_read(const char *path, size_t max, rap_buf *out) RAP_MUST_CHECK;

/*
 * Puts bytes in place of the file: a new file beside it, fsync, rename, fsync of the folder. An existing file
 * keeps its mode; a new one gets mode. Nothing is left behind when it fails (errno is set).
 */
rap_err rap_file_replace(const char *path, rap_slice bytes, unsigned mode) RAP_MUST_CHECK;

/* Makes a file that must not exist yet (no link is followed). RAP_E_BUSY when something stands there. */
rap_err rap_file_create(const char *path, rap_slice bytes, unsigned mode) RAP_MUST_CHECK;

#endif
