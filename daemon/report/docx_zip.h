/* SPDX-License-Identifier: Apache-2.0 */
/* The container of a Word file (ECMA-376, part 2): named parts become one zip archive, in memory, by libzip. */
#ifndef RAP_DAEMON_REPORT_DOCX_ZIP_H
#define RAP_DAEMON_REPORT_DOCX_ZIP_H

#include "common/buf.h"
#include "common/err.h"

typedef struct rap_docx_part {
	const char *name; /* "word/document.xml"; "[Content_Types].xml" comes first */
	rap_slice bytes;
} rap_docx_part;

/*
 * In the order given, deflated, all with the same time (1 January 1980, the first a zip knows), so that the same parts
 * give the same bytes. RAP_E_LIMIT: the archive is above RAP_DOCX_MAX. RAP_E_IO: libzip could not make it.
 */
#define RAP_DOCX_MAX (15u * 1024u * 1024u)
rap_err rap_docx_zip(const rap_docx_part *parts, size_t n, rap_buf *ret_archive) RAP_MUST_CHECK;

#endif
