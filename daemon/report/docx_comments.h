/* SPDX-License-Identifier: Apache-2.0 */
/* word/comments.xml of the updated draft: what States say about the text, each with its author and the date of the mail. */
#ifndef RAP_DAEMON_REPORT_DOCX_COMMENTS_H
#define RAP_DAEMON_REPORT_DOCX_COMMENTS_H

#include "common/buf.h"

#include <stdint.h>

typedef struct rap_docx_comments {
	rap_buf out;
	unsigned n;
} rap_docx_comments;

typedef struct rap_docx_remark {
	const char *author, *initials; /* "Japan", "JP" */
	int64_t at; /* UTC */
	const char *label; /* "JP-3, reason: " */
	const char *words; /* foreign; lines become paragraphs */
} rap_docx_remark;

/* Returns its number in the file; *ret_sum is that of its words, as rap_word_mark_exact has it. */
unsigned rap_docx_comments_add(rap_docx_comments *comments, const rap_docx_remark *remark,
                               uint64_t *ret_sum);

/* After the last: the part as a whole, empty where there is none. Borrowed. */
rap_slice rap_docx_comments_end(rap_docx_comments *comments);
void rap_docx_comments_done(rap_docx_comments *comments);

#endif
