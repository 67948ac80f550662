/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One field of a header, read from left to right: blanks, comments, quoted strings (RFC 5322, 3.2). The address of
 * the author, results of checks and Received lines are all read with these. Part of the trusted core: pure, bounded.
 */
#ifndef RAP_COMMON_SCAN_H
#define RAP_COMMON_SCAN_H

#include "common/buf.h"

typedef struct rap_scan {
	rap_slice s; /* unfolded; borrows from the buffer given to rap_scan_begin */
	size_t at;
	unsigned depth_max; /* of comments */
	bool broken; /* an open comment or quoted string, or nested too deep: nothing was said */
} rap_scan;

/* Unfolds body into text, which must outlive the scan. false when it is over 64 KiB or holds NUL, a bare CR or another
 * control character than TAB: programs read such a field differently. */
bool rap_scan_begin(rap_scan *scan, rap_slice body, unsigned depth_max, rap_buf *text)
	RAP_MUST_CHECK;

/* Nothing more can be read: at the end, or broken. */
bool rap_scan_end(const rap_scan *scan);
/* Whether the next character is c; and the same, stepping over it. */
bool rap_scan_is(const rap_scan *scan, char c);
bool rap_scan_take(rap_scan *scan, char c);
/* Over blanks and comments. */
void rap_scan_cfws(rap_scan *scan);
/* Over the quoted string that begins here: what stands between its quotes, escapes as they are. */
rap_slice rap_scan_quoted(rap_scan *scan);

#endif
