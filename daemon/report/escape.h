/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Foreign words in what we write (R60-R62). Each function appends s to out so that it stays text in that
 * format, whatever it contains: bad UTF-8 and control characters become U+FFFD (where nothing else is said), bidi
 * controls are shown as [U+202E].
 */
#ifndef RAP_DAEMON_REPORT_ESCAPE_H
#define RAP_DAEMON_REPORT_ESCAPE_H

#include "common/buf.h"

#include <stdint.h>

/* Whether a character is shown as a mark such as [U+202E]: what acts on the words around it, or is not seen. */
bool rap_escape_is_marked(uint32_t code_point);

/* Element content only, never inside an attribute; a line break becomes <br>. */
void rap_escape_html(rap_buf *out, rap_slice s);

/* Text of an XML element, or a value between double quotes. What XML 1.0 has no way to say, control characters and bad
 * bytes, is dropped; line breaks and tabs become a blank. */
void rap_escape_xml(rap_buf *out, rap_slice s);

/* What who reads that XML has before him: for sums of it. */
void rap_escape_shown(rap_buf *out, rap_slice s);

/* Plain text; words with right-to-left letters stand between U+2068 and U+2069. */
void rap_escape_text(rap_buf *out, rap_slice s);

/* Inline Markdown (CommonMark); a line break becomes a blank. */
void rap_escape_markdown(rap_buf *out, rap_slice s);

/* Words that become a paragraph of the draft: on one line and trimmed, tabs and ends of lines as a blank; what cannot be seen
 * (control characters, marks of direction) is left out, bad UTF-8 becomes U+FFFD. */
void rap_escape_strip(rap_buf *out, rap_slice s);

/* One field of CSV, quoted; what a spreadsheet would take for a formula gets a leading apostrophe. */
void rap_escape_csv(rap_buf *out, rap_slice s);

/* The words of a cell as they were before the apostrophe of rap_escape_csv, if it would have put one there. */
rap_slice rap_escape_csv_undone(rap_slice s);

/* Text of a cell of a workbook, before the escapes of XML: what its format would read as a character ("_x0041_") is
 * escaped. It is no formula as long as it is written as text. */
void rap_escape_cell(rap_buf *out, rap_slice s);

/* US-ASCII on one line, for the form: curly quotes, dashes and blanks are turned, the rest becomes "?". */
void rap_escape_ascii(rap_buf *out, rap_slice s);

/* R60: no CR, LF, NUL, C0, C1, DEL, U+2028/9, and valid UTF-8. */
bool rap_escape_header_ok(rap_slice s);

/* R60: "<" 1-200 atext or dots "@" 1-200 of [A-Za-z0-9.-] ">". */
bool rap_escape_message_id_ok(rap_slice s);

#endif
