/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Foreign bytes to UTF-8: a closed table of charsets (R55), aliases and repairs, and the choice between
 * what the label says and what the bytes are. No converter name is ever taken from a mail.
 */
#ifndef RAP_PARSERS_CHARSET_H
#define RAP_PARSERS_CHARSET_H

#include "common/slice.h"
#include "common/strv.h"

/*
 * Opens every converter of the table, and ISO-8859-1 (to which GMime falls back), and keeps them open for
 * good: opening one loads a module from disk, which the sandbox forbids. Call before the sandbox closes; a
 * second call does nothing. false: the converter named in *ret_missing (static) is not on this system.
 */
bool rap_charset_open_all(const char **ret_missing);

/* Closes them again: only for programs that look for leaks. */
void rap_charset_close_all(void);

typedef struct rap_decoded {
	char *text; /* UTF-8, LF line ends, no NUL or other control than TAB and LF; owned */
	size_t len;
	const char *charset; /* what it was read as, lower case; static */
	char *repair; /* "gb2312 read as gb18030", or NULL: the label was right */
	bool doubtful; /* read against the label, or guessed */
	size_t lost; /* characters replaced by U+FFFD */
	size_t controls; /* NUL and other control characters left out (R56) */
	bool cut; /* more than cap bytes: the rest is left off */
} rap_decoded;

/*
 * Decodes bytes labelled `label` (NULL: no label) to at most cap bytes of UTF-8. Never fails: what cannot be
 * decoded is replaced and counted. Every call starts its converter afresh.
 */
void rap_charset_decode(rap_slice bytes, const char *label, size_t cap, rap_decoded *ret);
void rap_decoded_done(rap_decoded *decoded);

/* The name under which the table reads a label (lower case, static), or NULL: unknown or refused (utf-7). */
const char *rap_charset_name(const char *label);

#endif
