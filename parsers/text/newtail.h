/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What programs and letter writers put below their words: a signature, the line of a telephone, the notice of a
 * server, of a scanner or of a mailing list.
 */
#ifndef RAP_PARSERS_NEWTAIL_H
#define RAP_PARSERS_NEWTAIL_H

#include "parsers/text/newlines.h"

/*
 * Of the lines [from, end), which the sender's words fill up to a quotation or the end of the mail, the line behind
 * the last that is his own. below: a quotation stands above them.
 */
size_t rap_newtail_begin(rap_newlines *t, size_t from, size_t end, bool below);

#endif
