/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Watches what an IMAP server sends for lists in lists in lists: libetpan's parser calls itself for each and would run
 * out of stack, also for answers that nobody asked for. Nothing we ask for is deeper than three.
 */
#ifndef RAP_DAEMON_MAIL_NESTING_H
#define RAP_DAEMON_MAIL_NESTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RAP_NESTING_MAX 200u

typedef struct rap_nesting { /* all zero at the beginning */
	unsigned depth; /* of the line, strings are not told apart */
	uint64_t literal; /* octets of it that are still to come */
	uint64_t number; /* between braces */
	unsigned char state;
} rap_nesting;

/* The next octets, in pieces as they come. false: too deep. Octets of literals do not count. */
bool rap_nesting_watch(rap_nesting *nesting, const char *bytes, size_t len);

#endif
