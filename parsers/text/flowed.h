/* SPDX-License-Identifier: Apache-2.0 */
/* format=flowed (RFC 3676): paragraphs that were broken for the way are joined again. */
#ifndef RAP_PARSERS_FLOWED_H
#define RAP_PARSERS_FLOWED_H

#include "parsers/mail/lines.h"

/*
 * Joins lines of equal depth; lines of different depth never. With delsp the blank at a break was added and
 * goes; without it the blank stays, but not between two characters of a script that knows no blanks. Quoted
 * lines keep one '>' per depth, and space-stuffing is undone. *ret_cut: over RAP_LIMIT_TEXT_PART.
 */
void rap_flowed_join(rap_slice text, bool delsp, rap_lines *ret, bool *ret_cut);

#endif
