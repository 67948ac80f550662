/* SPDX-License-Identifier: Apache-2.0 */
/* What bytes above ASCII look like when nobody tells their charset: letters of a Latin alphabet, or of another. */
#ifndef RAP_PARSERS_LATIN_H
#define RAP_PARSERS_LATIN_H

#include "common/slice.h"

/* In the words that hold other letters than ASCII most letters are ASCII. */
bool rap_latin_looks(rap_slice in);

/* All letters that are not ASCII are German: in Cyrillic sets, or double-byte ones, these bytes make no words. */
bool rap_latin_is_umlauts(rap_slice in);

/* More letters are in the highest quarter: where windows-1251 has its small letters, and koi8-r its capitals. */
bool rap_latin_small_is_upper(rap_slice in);

#endif
