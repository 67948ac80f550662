/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Header values as text: RFC 2047 encoded words and raw 8-bit bytes. For display; decoded text is never
 * parsed again (R11).
 */
#ifndef RAP_PARSERS_WORD2047_H
#define RAP_PARSERS_WORD2047_H

#include "common/slice.h"

/*
 * One line of valid UTF-8, trimmed, folds removed (caller frees, never NULL). The bytes of adjacent words of
 * one charset are joined before they are converted, because programs split characters between words. At most
 * RAP_LIMIT_ENCODED_WORDS are decoded, the rest stays as it is and counts as one lost character. ret_lost may be NULL.
 */
char *rap_word2047_text(rap_slice raw, size_t *ret_lost);

/* The same; hint (or NULL): the charset of raw 8-bit bytes, as the mail has it elsewhere. */
char *rap_word2047_hinted(rap_slice raw, const char *hint, size_t *ret_lost);

#endif
