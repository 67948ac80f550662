/* SPDX-License-Identifier: Apache-2.0 */
/* One raw mail and the context to read it with in, one reading out. */
#ifndef RAP_PARSERS_READ_H
#define RAP_PARSERS_READ_H

#include "common/context.h"
#include "common/reading.h"
#include "common/slice.h"

/*
 * Reads one mail: pre-scan, MIME, charsets, kind, text, answers. Pure: no files, clock or network. Needs
 * rap_charset_open_all() and rap_mime_init() before. Never NULL: a mail that cannot be read, or is over a
 * limit of R50, is a reading of kind `other` with a finding. The caller frees it with rap_reading_free().
 * Leaves the process with status 75 when memory runs out.
 */
rap_reading *rap_read_mail(const rap_context *context, rap_slice raw);

/* The same of a mail that nobody needs afterwards: it is not copied, but written into. */
rap_reading *rap_read_mail_up(const rap_context *context, char *raw, size_t len);

#endif
