/* SPDX-License-Identifier: Apache-2.0 */
/* Plain text as it is read in a mail client: lines of at most 72 columns, no blank at the end of a line. */
#ifndef RAP_DAEMON_REPORT_FILL_H
#define RAP_DAEMON_REPORT_FILL_H

#include "common/buf.h"

#define RAP_FILL_WIDTH 72u

/*
 * Appends text, breaking lines that are too long at blanks (between characters of Chinese, Japanese and
 * Korean). A broken line goes on under its beginning: leading blanks, and "- ", "* ", "| " or "> " count as
 * indentation. Words longer than a line (links) stay whole. Several empty lines become one.
 */
void rap_fill_text(rap_buf *out, rap_slice text);

/*
 * One block: its first line begins with `first`, each other one with `rest`, so that no words in it can look like the
 * beginning of a block. Line breaks of the text stay, empty lines go. A word of more than RAP_FILL_WORD_MAX columns is
 * cut where the line ends.
 */
#define RAP_FILL_WORD_MAX 240u
void rap_fill_block(rap_buf *out, rap_slice text, const char *first, const char *rest);

/* The other way: lines of a block of YAML are one paragraph, whatever their breaks; an empty line begins the next
 * ("\n\n"). */
void rap_fill_flow(rap_buf *out, const char *text);

/* How many bytes of one line fit into so many columns: up to a blank where there is one, and one character at least. */
size_t rap_fill_fitting(rap_slice s, size_t columns);

#endif
