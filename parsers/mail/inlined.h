/* SPDX-License-Identifier: Apache-2.0 */
/* Files that stand in a text itself: uuencode and yEnc, from before there was MIME. */
#ifndef RAP_PARSERS_INLINED_H
#define RAP_PARSERS_INLINED_H

#include "common/buf.h"

typedef struct rap_inlined {
	size_t begin, end; /* of the whole of it in the text, first and last line included */
	rap_slice name; /* as it stands there; borrowed from the text */
	rap_buf bytes;
} rap_inlined;

/*
 * The next file at or behind `from`; false when there is none. Words that only look like the first line of one are text.
 * What is cut off before its end is taken as far as it goes. The caller ends ret->bytes.
 */
bool rap_inlined_next(rap_slice text, size_t from, rap_inlined *ret);

#endif
