// SPDX-License-Identifier: Apache-2.0
/* Blanks, comments and quoted strings of one header field; see scan.h. */
#include "common/scan.h"

#include "common/header.h"

bool rap_scan_begin(rap_scan *scan, rap_slice body, unsigned depth_max, rap_buf *text)
{
	if (!rap_header_unfold(body, text))
		return false;
	*scan = (rap_scan){.s = rap_buf_as_slice(text), .depth_max = depth_max};
	for (size_t i = 0; i < scan->s.len; i++)
		if (((unsigned char)scan->s.at[i] < ' ' && scan->s.at[i] != '\t') ||
		    scan->s.at[i] == 0x7f)
			return false;
	return true;
}

bool rap_scan_end(const rap_scan *scan)
{
	return scan->broken || scan->at >= scan->s.len;
}

bool rap_scan_is(const rap_scan *scan, char c)
{
	return !rap_scan_end(scan) && scan->s.at[scan->at] == c;
}

bool rap_scan_take(rap_scan *scan, char c)
{
	bool is = rap_scan_is(scan, c);

	scan->at += is;
	return is;
}

static void skip_comment(rap_scan *scan)
{
	unsigned depth = 0;

	for (; scan->at < scan->s.len; scan->at++) {
		char c = scan->s.at[scan->at];

		if (c == '\\') {
			scan->at++;
		} else if (c == '(') {
			if (++depth > scan->depth_max)
				break;
		} else if (c == ')' && --depth == 0) {
			scan->at++;
			return;
		}
	}
	scan->broken = true;
}

void rap_scan_cfws(rap_scan *scan)
{
	while (rap_scan_is(scan, ' ') || rap_scan_is(scan, '\t') || rap_scan_is(scan, '('))
		if (rap_scan_is(scan, '('))
			skip_comment(scan);
		else
			scan->at++;
}

rap_slice rap_scan_quoted(rap_scan *scan)
{
	size_t from = ++scan->at;

	for (; scan->at < scan->s.len; scan->at++) {
		if (scan->s.at[scan->at] == '"')
			return rap_slice_sub(scan->s, from, scan->at++);
		if (scan->s.at[scan->at] == '\\')
			scan->at++;
	}
	scan->broken = true;
	return (rap_slice){0};
}
