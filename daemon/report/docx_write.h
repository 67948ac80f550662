/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a Word file being written: paragraphs, runs and the bookmarks of common/word_mark.h. Foreign words are
 * escaped here, and only here.
 */
#ifndef RAP_DAEMON_REPORT_DOCX_WRITE_H
#define RAP_DAEMON_REPORT_DOCX_WRITE_H

#include "common/buf.h"
#include "report/draft.h"

#include <stdint.h>

#define RAP_DOCX_DOCUMENT_MAX \
	(64u * 1024u * 1024u) /* a draft of 4 MiB in very many paragraphs stays below 20 */

typedef struct rap_docx_writer {
	rap_buf out;
	unsigned ids; /* so far, of bookmarks and of changes; each has a number of its own */
} rap_docx_writer;

void rap_docx_begin(rap_docx_writer *w, const char *style);
void rap_docx_end(rap_docx_writer *w);

/* A run of words; "[mark]" in the style of marks. */
void rap_docx_run(rap_docx_writer *w, const char *words);
void rap_docx_mark(rap_docx_writer *w, const char *mark);

/* The next piece of a text, short enough for one run (readers bound the text between two tags), from *at on. */
rap_slice rap_docx_cut(rap_slice text, size_t *at);

/* prefix and name as rap_word_mark has them; the number ends it. */
unsigned rap_docx_bookmark(rap_docx_writer *w, const char *prefix, const char *name);
void rap_docx_bookmark_end(rap_docx_writer *w, unsigned id);

/* A bookmark around nothing: prefix, sum, and a number of its own, because names stand once in a file. */
void rap_docx_bookmark_sum(rap_docx_writer *w, const char *prefix, uint64_t sum);

/* Which draft it is: a file that comes back may be one of an earlier round. */
void rap_docx_bookmark_draft(rap_docx_writer *w, const rap_draft *draft);

/*
 * A paragraph of words of ours that ask for nothing: whoever reads the file that comes back must not take them for an
 * answer. words: as they are shown (rap_escape_shown). With the first, what stands between is the caller's runs.
 */
unsigned rap_docx_own_begin(rap_docx_writer *w, const char *style, const char *words);
void rap_docx_own(rap_docx_writer *w, const char *style, const char *words);

#endif
