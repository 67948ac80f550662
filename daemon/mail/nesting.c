// SPDX-License-Identifier: Apache-2.0
/* How deep the lists of an IMAP server are; see nesting.h. */
#include "mail/nesting.h"

enum { PLAIN, IN_BRACES, AFTER_BRACE };

/* "{123}" or "{123+}", and then the end of the line: a literal follows. */
static void take(rap_nesting *n, char c)
{
	if (c == '{') {
		n->state = IN_BRACES;
		n->number = 0;
	} else if (n->state == IN_BRACES && c >= '0' && c <= '9') {
		if (n->number <= UINT32_MAX) /* no literal is so long */
			n->number = n->number * 10 + (uint64_t)(c - '0');
	} else if (n->state == IN_BRACES && c == '}') {
		n->state = AFTER_BRACE;
	} else if (c == '\n') {
		if (n->state == AFTER_BRACE)
			n->literal = n->number;
		else
			n->depth = 0;
		n->state = PLAIN;
	} else if (c != '\r' && !(n->state == IN_BRACES && c == '+')) {
		n->state = PLAIN;
	}
	if (c == '(')
		n->depth++;
	else if (c == ')' && n->depth > 0)
		n->depth--;
}

bool rap_nesting_watch(rap_nesting *nesting, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len && nesting->depth <= RAP_NESTING_MAX; i++) {
		if (nesting->literal == 0) {
			take(nesting, bytes[i]);
		} else if (nesting->literal >= len - i) {
			nesting->literal -= len - i;
			break;
		} else {
			i += (size_t)nesting->literal - 1;
			nesting->literal = 0;
		}
	}
	return nesting->depth <= RAP_NESTING_MAX;
}
