/* SPDX-License-Identifier: Apache-2.0 */
/* Options that were made bold, underlined or coloured in the list of options that came back. */
#ifndef RAP_PARSERS_LOOKS_H
#define RAP_PARSERS_LOOKS_H

#include "parsers/form/page.h"

typedef enum rap_looks {
	RAP_LOOKS_ALIKE, /* nothing stands out */
	RAP_LOOKS_ONE, /* one stretch does */
	RAP_LOOKS_SEVERAL
} rap_looks;

/*
 * Which of the tokens [from, to) look different from most of them: the first stretch of such tokens, punctuation at
 * its ends left out.
 */
rap_looks rap_looks_read(const rap_page *page, size_t from, size_t to, size_t *ret_from,
                         size_t *ret_to);

/* Whether something without words stood between bytes [from, to] of the text. */
bool rap_looks_ghost(const rap_page *page, size_t from, size_t to);

#endif
