/* SPDX-License-Identifier: Apache-2.0 */
/* A draft written in a word processor, read in the sandboxed reader: it comes from outside, as mail does. */
#ifndef RAP_DAEMON_WORD_DRAFT_H
#define RAP_DAEMON_WORD_DRAFT_H

#include "common/buf.h"

/* Whether the name is that of a Word file. */
bool rap_word_draft_is(const char *file);

/* The file as Markdown, without marks but those it has or numbers itself; what was left out is printed. Returns 0, or an
 * exit status after a message. */
int rap_word_draft_read(const char *file, rap_buf *ret_markdown);

#endif
